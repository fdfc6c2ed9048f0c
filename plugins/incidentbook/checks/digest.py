"""A document without its long texts: what the rules about other documents need to know of it."""

from incidentbook.analysis.fixes import causes_named
from incidentbook.analysis.held import FOUND
from incidentbook.records import (
    ActionItem,
    AlertRule,
    AlertRuleFile,
    Field,
    Impact,
    Location,
    Postmortem,
    Runbook,
)
from incidentbook.records.plain import replace

from .registry import Document, Subject


def digest(document: Subject) -> Subject:
    """The document or the rule file as `context.library` holds it.

    Of a rule file are left the names, places and addresses of its rules.
    """
    if isinstance(document, AlertRuleFile):
        rules = tuple(_named(rule) for rule in document.rules)
        return replace(document, rules=rules, recorded=0, waivers=(), problems=())
    if isinstance(document, (Postmortem, Runbook)):
        return document_digest(document)
    return replace(document, waivers=(), problems=())


def document_digest(document: Document) -> Document:
    """The document with its ids, fields, links, causes, milestones and action items.

    Left out are prose, waivers, problems, the timeline, the steps, sections, links to web addresses, and
    the values of fields, which stand in the record's own attributes. A runbook keeps the anchors of its
    headings, to which alert rules lead, a drill what says that it was held.
    """
    fields = tuple(_bare(field) for field in document.fields)
    links = tuple(link for link in document.links if not _is_web_address(link))
    if isinstance(document, Runbook):
        return replace(
            document,
            fields=fields,
            links=links,
            summary="",
            tags=(),
            sections=(),
            steps=(),
            impact="",
            escalation="",
            contacts=(),
            prose=(),
            waivers=(),
            problems=(),
        )
    is_drill = document.kind == "drill"  # of which it counts whether it was held
    return replace(
        document,
        fields=fields,
        links=links,
        summary="",
        tags=(),
        sections=tuple(one for one in document.sections if is_drill and one.name in FOUND),
        timeline=document.timeline[:1] if is_drill else (),
        action_items=tuple(_brief(item) for item in document.action_items),
        impact=Impact(),
        authors=(),
        roles=(),
        prose=(),
        waivers=(),
        problems=(),
    )


def _named(rule: AlertRule) -> AlertRule:
    return AlertRule(rule.name, rule.at, runbook_url=rule.runbook_url, url_at=rule.url_at)


def _bare(field: Field) -> Field:
    return Field(field.key, None, field.at, field.source)


def _is_web_address(link: tuple[str, Location]) -> bool:
    return link[0].startswith(("http://", "https://", "mailto:"))


def _brief(item: ActionItem) -> ActionItem:
    return replace(
        item,
        text="",
        extra=causes_named(item),
        anchor="",
        due_text="",
        status_text="",
        reason="",
        ticket=None,
    )

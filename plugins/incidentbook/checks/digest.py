"""A document without its long texts: what the rules about other documents need to know of it."""

from dataclasses import replace

from incidentbook.analysis.fixes import causes_named
from incidentbook.records import ActionItem, Postmortem, Section

from .registry import Document


def digest(document: Document) -> Document:
    """The document as `context.library` holds it: ids, fields, links, causes, milestones, action items.

    Left out are prose, waivers, problems, the timeline, the steps and every section's text.
    """
    sections = tuple(_bare(section) for section in document.sections)
    if isinstance(document, Postmortem):
        items = tuple(_brief(item) for item in document.action_items)
        brief = replace(document, sections=sections, action_items=items, timeline=(), summary="")
        return replace(brief, prose=(), waivers=(), problems=())
    shown = replace(document, sections=sections, steps=(), summary="", impact="", escalation="")
    return replace(shown, prose=(), waivers=(), problems=())


def _bare(section: Section) -> Section:
    return replace(section, text="")


def _brief(item: ActionItem) -> ActionItem:
    return replace(item, text="", extra=causes_named(item))

"""What the page of a document says above and below its author's text, as a short list in Markdown."""

from collections.abc import Callable, Iterable, Iterator

from incidentbook.pages.models import AlertUse, Fact, Link, Measure, PostmortemFrame, RunbookFrame, Target

from . import markdown_words as words

Resolve = Callable[[Target], str]
"""Gives the address of a target, as seen from the copy; empty where there is none."""


def facts_of(model: object, resolve: Resolve) -> list[str]:
    """Lines such as "- **Severity:** SEV1", for the frame of a postmortem or a runbook."""
    if isinstance(model, PostmortemFrame):
        pairs = _of_postmortem(model, resolve)
    elif isinstance(model, RunbookFrame):
        pairs = _of_runbook(model, resolve)
    else:
        return []
    return [f"- **{words.escaped(label)}:** {said}" for label, said in pairs if said]


def _of_postmortem(model: PostmortemFrame, resolve: Resolve) -> Iterator[tuple[str, str]]:
    yield "Severity", words.escaped(model.severity.text)
    yield "Status", words.escaped(model.publication.text)
    yield "Kind", words.escaped(model.kind.text) if model.kind else ""
    yield "When", words.escaped(model.period.text) if model.period else ""
    yield "Services", _links(model.services, resolve)
    yield "Teams", _links(model.teams, resolve)
    yield "Causes", _links(model.causes, resolve)
    yield from _measures(model.measures)
    yield "Seen before", words.escaped(model.seen_before.sentence) if model.seen_before else ""
    yield "Alerts", ", ".join(_alert(one, resolve) for one in model.alerts)
    yield "Runbooks", _links(model.runbooks, resolve)
    yield "Similar", _links((one.row.link for one in model.similar), resolve)
    yield from _facts(model.facts, resolve)


def _of_runbook(model: RunbookFrame, resolve: Resolve) -> Iterator[tuple[str, str]]:
    yield "Alerts", ", ".join(words.code(name) for name in model.alerts)
    yield "Services", _links(model.services, resolve)
    yield "Owner", _links((model.owner,) if model.owner else (), resolve)
    severities = ", ".join(chip.text for chip in model.severities) or model.severity_text
    yield "Severity", words.escaped(severities)
    yield "Review", words.escaped(model.freshness.sentence)
    yield "Test", words.escaped(model.freshness.tested_note)
    yield "Use", words.escaped(model.used)
    last = model.last_use
    if last and last.restored:
        yield "Last time", f"{words.escaped(last.restored)} ({_link(last.incident, resolve)})"
    yield "Escalate", words.escaped(model.escalation)
    yield "Contacts", _links(model.contacts, resolve)
    careful = (f"{words.code(one.first_line)} {words.escaped(one.hazard)}" for one in model.hazards)
    yield "Careful", "; ".join(careful)
    yield "Have ready", ", ".join(words.code(one.spellings[0]) for one in model.placeholders)
    yield from _facts(model.facts, resolve)


def _measures(measures: Iterable[Measure]) -> Iterator[tuple[str, str]]:
    for one in measures:
        if one.minutes is not None:
            further = [
                one.verdict.text if one.verdict else "",
                one.target,
                one.basis if one.is_derived else "",
            ]
            ground = ", ".join(filter(None, further))
            yield one.label, words.escaped(f"{one.value} ({ground})" if ground else one.value)


def _facts(facts: Iterable[Fact], resolve: Resolve) -> Iterator[tuple[str, str]]:
    for fact in facts:
        note = f" {words.escaped(fact.note)}" if fact.note else ""
        yield fact.label, f"{_links(fact.values, resolve)}{note}"


def _alert(alert: AlertUse, resolve: Resolve) -> str:
    leads = _links(alert.runbooks, resolve)
    return f"{words.code(alert.name)}{f' ({leads})' if leads else ''}"


def _links(links: Iterable[Link], resolve: Resolve) -> str:
    return ", ".join(_link(one, resolve) for one in links)


def _link(link: Link, resolve: Resolve) -> str:
    return words.link(words.escaped(link.text), resolve(link.target) if link.target else "")

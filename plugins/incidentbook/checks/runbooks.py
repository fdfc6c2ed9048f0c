"""RUN: runbooks, and whether they are kept true and complete. What their steps say is in `instructions`."""

import re
from collections.abc import Iterator

from incidentbook.analysis.freshness import review
from incidentbook.reading.patterns import expression
from incidentbook.records import Command, Finding, Runbook, Step

from .context import Context, hidden_sections, is_misread, place_of
from .levels import level_of
from .registry import RULES, rule
from .section_contents import emptiness, is_told, tells, what_belongs
from .sections import title

_ASKED = ("escalation", "contacts")
"""Sections that say whom to ask."""
_PROVING = ("verification", "recovery")
"""Sections that say how it is seen that the steps helped."""

_FOR_ALERTS = frozenset({"alert", "prometheus", "yaml"})
_HELP = expression(
    r"\bescalat|\bcontact|\bon[- ]?call|(?<![\w/])#[a-z][\w-]+"
    r"|\b(?:page|call|ask|tell|ping|wake|notify|phone|talk to|talk with|reach out to) "
    r"(?:the|@\w|whoever|some(?:body|one)|your|our|developers)\b"
    r"|\b(?:page|call|ask|tell|notify) (?-i:[A-Z][a-z]+)",
    re.IGNORECASE,
)
_UNDO = expression(
    r"\broll(?:s|ed|ing)?[- ]?back|\brevert|\bundo|\brestor|\bback to\b|\btake\b.{0,30}\bback|\breversib"
    r"|\bcannot be (?:undone|taken back|reversed)|\bnothing to (?:undo|take back)|\bscale (?:back|down|in)\b",
    re.IGNORECASE,
)
_SEEN = expression(
    r"\bverif|\bconfirm|\bvalidat|\bmake sure|\bensure\b|\bcheck (?:that|whether|if)|\bwatch\b|\bmonitor\b"
    r"|\bshould (?:now|be|drop|fall|return|show|see|go|resolve|disappear)|\buntil\b|\bexpect"
    r"|\bwait (?:for|until)"
    r"|\byou can (?:check|see)|\bwill (?:be|show|say|fall|drop)|\bresolves?\b|\bsee (?:that|whether)",
    re.IGNORECASE,
)
_QUERIES = frozenset({"promql", "logql", "kql", "spl", "graphql"})
_CHANGES = expression(
    r"\b(?:apply|patch|edit|set|scale|delete|drain|cordon|resize|grow|add|remove|rm|move|mv|put|update|upgrade"
    r"|upload|install|uninstall|enable|disable|switch|alter|insert|drop|truncate|replace|create|promote"
    r"|fail-?over|rotate|revoke|pause|park|stop|terminate|detach|attach|taint|purge"
    r"|--replicas|chmod|chown|sed -i|systemctl (?:stop|disable))\b",
    re.IGNORECASE,
)
_UNDOABLE = expression(
    r"\brollout (?:undo|restart)|\brollback\b|\brestart\b|\bdelete pods?\b|\bpods?/|\bundo\b", re.IGNORECASE
)


@rule("RUN101", "missing-runbook-owner", level="warning", applies="runbook", formerly="missing-owner")
def runbook_missing_owner(document: Runbook, _context: Context) -> Iterator[Finding]:
    """A runbook names no team or person who keeps it true.

    Why: nobody reviews it, and at night nobody knows whom to ask.
    Instead: `owner: platform` in the front matter.
    Measured: 108 firings on 108 real documents, 20 read, 0 false alarms.
    """
    if not document.owner:
        hint = f"write `owner: <team>` in {_head(document)}"
        yield Finding(place_of(document, "owner"), "names no owner", hint)


@rule("RUN102", "missing-alert", level="info", applies="runbook")
def missing_alert(document: Runbook, _context: Context) -> Iterator[Finding]:
    """A runbook that reads as one for an alert names none.

    Looks at runbooks with a diagnosis and a mitigation; those for scenarios and services need no alert. A
    title such as `LabelQueueStuck` names the alert.

    Why: whoever pastes the alert's name into the search finds nothing.
    Instead: `alerts: [LabelQueueStuck]` in the front matter, or `alerts: none` where no alert leads to it.
    Measured: no firing on 108 real documents.
    """
    said = any(field.key == "alerts" and field.value not in (None, "", ()) for field in document.fields)
    if document.dialect in _FOR_ALERTS and not document.alerts and not said:
        hint = f"write `alerts: [TheAlertsName]` in {_head(document)}, or `alerts: none`"
        yield Finding(place_of(document, "alerts"), "names no alert that leads to it", hint)


@rule("RUN103", "stale", level="warning", applies="runbook")
def stale(document: Runbook, context: Context) -> Iterator[Finding]:
    """A runbook's last review is longer ago than its interval.

    The interval is the runbook's `review_every`, else the policy's `runbook_review_days`. A runbook
    without `last_reviewed` is not reported here, but as `never-reviewed`.

    Why: systems change, and a step that was right last year can do harm today.
    Instead: follow it once, mend what is wrong, then set `last_reviewed` to that day.
    Measured: no firing on 108 real documents, of which none says when it was reviewed.
    """
    standing = review(document, context.policy, context.as_of)
    if standing.state == "stale" and standing.reviewed is not None:
        message = (
            f"last reviewed on {standing.reviewed.isoformat()}, and due every {standing.interval_days} days"
        )
        hint = "follow it once, mend what is wrong, then set `last_reviewed`"
        yield Finding(place_of(document, "last_reviewed"), message, hint, key=standing.reviewed.isoformat())


@rule("RUN104", "never-tested", level="info", applies="runbook", scope="corpus")
def never_tested(document: Runbook, context: Context) -> Iterator[Finding]:
    """Nobody has followed a runbook yet: no `last_tested`, and no incident or drill in which it was used.

    An incident uses a runbook where its postmortem names it, links to it, or names one of its alerts.

    Why: the first test of untested steps is the worst hour of the month.
    Instead: walk through it in a drill, then write `last_tested: 2026-01-20` and how in `tested_with`.
    Measured: 108 firings on 108 real documents, 20 read, 0 false alarms.
    """
    if document.last_tested is None and document.path not in context.uses.by_runbook:
        hint = "walk through it in a drill, then add `last_tested:` with the day"
        yield Finding(place_of(document, "last_tested"), "was neither tested nor used in an incident", hint)


@rule("RUN106", "missing-runbook-section", level="error", applies="runbook", formerly="missing-section")
def runbook_missing_section(document: Runbook, context: Context) -> Iterator[Finding]:
    """A section that the policy requires of runbooks is missing, or has a heading and nothing below it.

    Why: the person on call looks for it.
    Instead: add the heading; `sections.required.runbook` in the policy says what is required.
    Measured: no firing on 108 real documents under the default policy, which requires no section of them.
    """
    headings = {section.name: section for section in reversed(document.sections)}
    hidden = hidden_sections(document)
    for name in context.policy.required_sections.get("runbook", ()):
        if name in hidden or tells(document, name):
            continue
        found = headings.get(name)
        fault = emptiness(found) if found else "is missing"
        message = f"the section “{found.heading if found else title(name)}” {fault}"
        hint = what_belongs(name, document) if found else f"add `## {title(name)}`"
        at = found.at if found else document.at
        yield Finding(at, f"{message} (the policy requires it of runbooks)", hint, key=name)


@rule("RUN107", "no-escalation", level="info", applies="runbook")
def no_escalation(document: Runbook, context: Context) -> Iterator[Finding]:
    """A runbook does not say whom to ask when its steps do not help.

    A section such as “Escalation” or “Contacts” answers where it says something, and so does a sentence that
    names who to page. Silent where `empty-section` or `missing-runbook-section` says so already.

    Why: the person on call loses time deciding whether to wake somebody, and whom.
    Instead: `## Escalation`, with whom, after how many minutes, and how: “Platform's secondary after 20
    minutes”.
    Measured: 99 firings on 108 real documents, 20 read, 0 false alarms.
    """
    empty = next((one for one in document.sections if one.name in _ASKED and one.heading), None)
    if tells(document, *_ASKED) or not (document.steps or empty):
        return
    if hidden_sections(document) & set(_ASKED) or _is_reported_as_missing(document, context):
        return
    if any(_HELP.search(section.text) for section in document.sections if is_told(section)):
        return
    message = "does not say whom to ask when the steps do not help"
    if empty is None:
        hint = "add `## Escalation` with whom to call, after how long, and how"
        yield Finding(document.at, message, hint)
    else:
        yield Finding(
            empty.at, message, f"write below “{empty.heading}” whom to call, after how long, and how"
        )


def _is_reported_as_missing(document: Runbook, context: Context) -> bool:
    """Whether a rule of graver level says that the section on whom to ask is missing or empty."""
    policy = context.policy
    is_empty = any(one.heading and not one.words for one in document.sections if one.name in _ASKED)
    is_required = not set(_ASKED).isdisjoint(policy.required_sections.get("runbook", ()))
    return (is_empty and level_of(RULES["SEC102"], policy, document) != "off") or (
        is_required and level_of(RULES["RUN106"], policy, document) != "off"
    )


@rule("RUN108", "no-rollback", level="info", applies="runbook")
def no_rollback(document: Runbook, _context: Context) -> Iterator[Finding]:
    """A mitigation changes something, and nothing says how to take it back.

    Looks at commands that change settings, sizes or data; a restart, a rollback and the deletion of a pod
    leave nothing to take back.

    Why: a mitigation that makes matters worse must be undone faster than it was worked out.
    Instead: `## Rollback` with a command for each, or “There is none: what is deleted stays deleted”.
    Measured: 1 firing on 108 real documents, 1 read, 0 false alarms.
    """
    if tells(document, "rollback") or "rollback" in hidden_sections(document):
        return
    command = next((one for step in _mitigating(document) for one in step.commands if _lasts(one)), None)
    if command is not None and not any(_UNDO.search(section.text) for section in document.sections):
        message = f"nothing says how to take back “{_short(command.text)}”"
        hint = "add `## Rollback` with the way back, or say that there is none"
        yield Finding(command.at, message, hint, key=command.text)


@rule("RUN109", "no-verify-step", level="info", applies="runbook")
def no_verify_step(document: Runbook, _context: Context) -> Iterator[Finding]:
    """A mitigation has commands, and nothing says how one sees that they helped.

    Why: people stop too early, or go on changing what works already.
    Instead: `Verify: the queue shrinks within two minutes` below the command, or a section “Verification”.
    Measured: no firing on 108 real documents.
    """
    steps = list(_mitigating(document))
    changing = next((one for step in steps for one in step.commands if _changes(one)), None)
    if changing is None or any(step.verify or step.expected for step in steps):
        return
    if tells(document, *_PROVING) or hidden_sections(document) & set(_PROVING):
        return
    told = (section.text for section in document.sections if section.name in {"mitigation", "emergency"})
    if not any(_SEEN.search(text) for text in (*told, *(step.text for step in steps))):
        message = f"nothing says how one sees that “{_short(changing.text)}” helped"
        hint = "add `Verify: …` below it, with what changes and how soon"
        yield Finding(changing.at, message, hint, key=changing.text)


@rule("RUN115", "never-reviewed", level="info", applies="runbook")
def never_reviewed(document: Runbook, _context: Context) -> Iterator[Finding]:
    """A runbook does not say when it was last reviewed.

    Silent where what stands there is no day: `wrong-type` says so.

    Why: nobody can tell whether it still holds, and it will never be due for a review.
    Instead: `last_reviewed: 2026-01-20` in the front matter, on the day that somebody checks it.
    Measured: 108 firings on 108 real documents, 20 read, 0 false alarms.
    """
    if document.last_reviewed is None and not is_misread(document, "last_reviewed"):
        hint = "read it against the system, then add `last_reviewed:` with the day"
        yield Finding(place_of(document, "last_reviewed"), "does not say when it was last reviewed", hint)


def _head(document: Runbook) -> str:
    """What its fields stand in."""
    return "`metadata:`" if document.dialect == "yaml" else "the front matter"


def _mitigating(document: Runbook) -> Iterator[Step]:
    return (step for step in document.steps if step.section in {"mitigation", "emergency"})


def _changes(command: Command) -> bool:
    """Whether a command does something rather than shows it."""
    if command.language in _QUERIES:
        return False
    return _CHANGES.search(command.text) is not None or _UNDOABLE.search(command.text) is not None


def _lasts(command: Command) -> bool:
    """Whether a command leaves something that may have to be taken back."""
    text = command.text
    changes = _CHANGES.search(text) is not None and not _UNDOABLE.search(text)
    return changes and command.language not in _QUERIES


def changes_lastingly(document: Runbook) -> bool:
    """Whether a mitigation of a runbook changes settings, sizes or data, so that it may have to be undone."""
    return any(_lasts(one) for step in _mitigating(document) for one in step.commands)


def _short(text: str, limit: int = 60) -> str:
    line = text.split("\n", maxsplit=1)[0]
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"

"""The evidence about a runbook in sentences, with days of the calendar: they stay true when read later."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from incidentbook.analysis.trust import Judged, Trust
from incidentbook.analysis.uses import RunbookUse

from . import links
from .dates import day
from .durations import spell_days
from .ground import Ground
from .models import Evidence, Link
from .runbook_rows import used as used_words
from .words import clipped, count, listed

MOST_COMMANDS = 3
MOST_REMARKS = 5
LONGEST_COMMAND = 160
LONGEST_QUOTE = 300

_SAID = {
    "wrong": "says that {what} was wrong or out of date",
    "incomplete": "says that {what} left something out",
    "missing": "says that there was no runbook",
}


def evidence(ground: Ground, trust: Trust) -> Iterator[Evidence]:
    """All that is known of a runbook: what incidents said, then reviews, tests, changes and uses."""
    yield from remarks(trust.remarks)
    yield from (reviewed(trust), tested(trust), changed(trust), used(ground, trust))


def reasons(trust: Trust) -> Iterator[Evidence]:
    """Why somebody should look at a runbook, the gravest first."""
    said = tuple(remarks([one for one in trust.remarks if one.is_open]))
    yield from said
    if {"used-since-review", "overdue", "never-reviewed"} & set(trust.concerns):
        found = reviewed(trust)
        is_known = any(_is_same(one.link, found.link) for one in said)
        yield replace(found, link=None) if is_known else found
    if {"commands-changed", "untested"} & set(trust.concerns):
        yield tested(trust)


def cautions(trust: Trust) -> Iterator[str]:
    """What somebody should know before relying on a runbook at night: in one line each, the gravest first."""
    for one in trust.remarks:
        if one.is_open and (said := one.remark.sentence or one.remark.cause):
            when = f" ({day(one.remark.incident.day).text})" if one.remark.incident.day else ""
            meant = "it" if one.remark.is_certain else "a runbook, perhaps this one"
            yield f"An incident found {meant} wanting{when}: “{clipped(said, 160)}”"
    if trust.has_new_commands and trust.runbook.last_tested:
        yield f"Since its test on {day(trust.runbook.last_tested).text}, {_commands(trust)}."


def _is_same(one: Link | None, other: Link | None) -> bool:
    """Whether two links lead to the same document, at whatever place."""
    targets = [link.target.path for link in (one, other) if link and link.target]
    return len(targets) == 2 and targets[0] == targets[1]  # noqa: PLR2004 - both of them


def remarks(judged: Sequence[Judged]) -> Iterator[Evidence]:
    """What incidents said, the newest first; where they said much, how much more."""
    for place, one in enumerate(judged[:MOST_REMARKS]):
        more = len(judged) - MOST_REMARKS if place == MOST_REMARKS - 1 else 0
        yield _remark(one, f"{count(more, 'more remark')} like it" if more > 0 else "")


def _remark(one: Judged, more: str) -> Evidence:
    remark = one.remark
    postmortem = remark.incident.postmortem
    kind = "drill" if postmortem.kind == "drill" else "incident"
    when = f" of {day(remark.incident.day).text}" if remark.incident.day else ""
    what = "this runbook" if remark.is_certain else "a runbook it used, perhaps this one,"
    said = _SAID[remark.kind].format(what=what)
    because = f" (its cause: {remark.cause})" if remark.cause else ""
    return Evidence(
        label="Said",
        sentence=f"The {kind}{when} {said}{because}{_ANSWERED[one.answered, one.is_open]}.",
        is_concern=one.is_open,
        link=links.document(postmortem, anchor=remark.anchor),
        quote=clipped(remark.sentence, LONGEST_QUOTE),
        more=more,
    )


_ANSWERED = {
    ("changed", False): "; its text has changed since",
    ("reviewed", False): "; it was reviewed since",
    ("", True): "; nothing has answered that since",
    ("", False): "",
}


def reviewed(trust: Trust) -> Evidence:
    """When it was reviewed, and when the next review is due."""
    found = trust.review
    every = f"every {spell_days(found.interval_days)}"
    if found.reviewed is None or found.due is None:
        return Evidence(
            label="Reviewed", sentence=f"No review is stated; one is asked for {every}.", is_concern=True
        )
    text = f"Last reviewed on {day(found.reviewed).text}"
    if found.since and found.since.day:
        also = f", and its {spell_days(found.interval_days)} are over" if found.is_late else ""
        return Evidence(
            label="Reviewed",
            sentence=f"{text}, before the incident of {day(found.since.day).text} that used it{also}: "
            "a review is due.",
            is_concern=True,
            link=links.document(found.since.postmortem),
        )
    verb = "was due" if found.is_late else "next due"
    return Evidence(
        label="Reviewed",
        sentence=f"{text}; {verb} on {day(found.due).text} ({every}).",
        is_concern=found.is_late,
    )


def tested(trust: Trust) -> Evidence:
    """When it was tested, and what became of its commands since."""
    runbook, past = trust.runbook, trust.past
    if runbook.last_tested is None:
        never = "No test is stated, and no incident or drill used it." if not trust.uses else ""
        return Evidence(
            label="Tested", sentence=never or "No test is stated.", is_concern="untested" in trust.concerns
        )
    how = f" ({clipped(runbook.tested_with, 120)})" if runbook.tested_with else ""
    text = f"Last tested on {day(runbook.last_tested).text}{how}"
    if not trust.has_new_commands:
        return Evidence(label="Tested", sentence=f"{text}; {_unchanged(trust)}.")
    shown = past.new_commands[:MOST_COMMANDS]
    rest = len(past.new_commands) - len(shown)
    return Evidence(
        label="Tested",
        sentence=f"{text}; since then {_commands(trust)}.",
        is_concern=True,
        commands=tuple(clipped(one, LONGEST_COMMAND) for one in shown),
        more=f"and {count(rest, 'other')}" if rest else "",
    )


def _unchanged(trust: Trust) -> str:
    if reason := trust.past.tested_reason:
        return f"whether its commands changed since is not known: {_reason(reason)}"
    return "its commands are the same today"


def _commands(trust: Trust) -> str:
    # One that was changed is new in its present form, and gone in its former one.
    new, gone = len(trust.past.new_commands), len(trust.past.gone_commands)
    parts = []
    if new:
        parts.append(f"{count(new, 'command')} {'is' if new == 1 else 'are'} new or different")
    if lost := gone - new if gone > new else 0:
        parts.append(f"{count(lost, 'command')} {'is' if lost == 1 else 'are'} gone")
    return listed(parts)


def changed(trust: Trust) -> Evidence:
    """When its substance last changed."""
    return Evidence(label="Changed", sentence=_changed(trust))


def _changed(trust: Trust) -> str:
    past = trust.past
    if past.changed is None:
        if past.unchanged_since:
            since = day(past.unchanged_since).text
            return f"Unchanged in substance since {since} at the latest; {past.reason}."
        if not past.is_committed:
            return f"When its text changed is not known: {past.reason}."
        return f"When its text last changed is not known: {_reason(past.reason)}."
    text = f"Last changed in substance on {day(past.changed).text}"
    if past.changed == past.written:
        text = f"Written on {day(past.changed).text}, and unchanged in substance since"
    if past.later_versions:
        since = count(past.later_versions, "later commit")
        return f"{text}; {since} changed dates or layout alone."
    return f"{text}."


def _reason(note: str) -> str:
    """A note about all runbooks, as the reason for one."""
    return note.removeprefix("When runbooks changed is not known: ").rstrip(".")


def used(ground: Ground, trust: Trust) -> Evidence:
    """Where it was used."""
    if not trust.uses:
        return Evidence(
            label="Used", sentence="No incident or drill names it, links to it, or names one of its alerts."
        )
    words = used_words(ground, trust.runbook)
    return Evidence(label="Used", sentence=f"{words[:1].upper()}{words[1:]}.", link=_last(trust.uses))


def _last(uses: Sequence[RunbookUse]) -> Link:
    newest = next((use for use in uses if not use.is_drill), uses[0])
    return links.document(newest.incident.postmortem)

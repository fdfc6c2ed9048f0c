"""RUN: whether a runbook was looked at again after an incident that used it or found it wanting."""

from collections.abc import Iterator
from datetime import timedelta

from incidentbook.analysis.freshness import review
from incidentbook.analysis.runbook_words import KINDS, is_of_runbooks, remarks_in
from incidentbook.reading.patterns import expression
from incidentbook.records import ActionItem, Finding, Postmortem, Runbook

from .context import Context, place_of
from .registry import Setting, rule

_LEFT_OUT = frozenset({"action-items", "supporting-information"})
_ABOUT_IT = expression(
    r"(?i)\b(?:document|write (?:down|up)|procedures?|instructions|checklists?|steps|docs)\b"
)
_SAID = {
    "wrong": "a runbook was wrong or out of date",
    "incomplete": "a runbook left something out",
    "missing": "there was no runbook",
}


@rule(
    "RUN118",
    "unreviewed-since-incident",
    level="warning",
    applies="runbook",
    scope="corpus",
    settings={"days": Setting(14, "Days after the incident within which a review is expected")},
)
def unreviewed_since_incident(document: Runbook, context: Context) -> Iterator[Finding]:
    """An incident used a runbook, and its last review is older than that incident.

    An incident uses a runbook where its postmortem names it, links to it, or names one of its alerts. Drills
    ask for no review, nor do incidents where the policy says `runbook_review_after_incident: none`. A review
    on the day of the incident counts.

    Why: the incident showed whether the steps hold, and nobody has written down what it showed.
    Instead: read it beside the postmortem, mend what was wrong, then set `last_reviewed` to that day.
    Measured: no firing on 108 real documents, of which none says when it was reviewed.
    """
    found = review(document, context.policy, context.as_of, context.uses.by_runbook.get(document.path, ()))
    if found.since is None or found.since.day is None or found.reviewed is None:
        return
    days = context.number("RUN118", "days", document)
    if context.as_of - found.since.day > timedelta(days):
        incident = found.since.path
        message = (
            f"was used in an incident on {found.since.day.isoformat()} ({incident}), "
            f"and last reviewed before that, on {found.reviewed.isoformat()}"
        )
        hint = "read it beside the postmortem, mend what was wrong, then set `last_reviewed`"
        yield Finding(place_of(document, "last_reviewed"), message, hint, key=incident)


@rule("RUN119", "runbook-gap-without-action", level="info", applies="postmortem")
def runbook_gap_without_action(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """A postmortem says that a runbook was wrong, left something out or was missing, and no action mends it.

    Reported once a postmortem, at the gravest such sentence. An action item that speaks of a runbook, a
    procedure or documentation mends it, and so does one of the type `document`. Silent where there are no
    action items at all, which `no-action-items` reports.

    Why: the next person on call follows the same wrong step.
    Instead: `- [ ] Bring the DNS runbook up to the cluster's present names — @ana, due 2026-02-13`
    Measured: 1 firing on 68 real documents, 1 read, 0 false alarms.
    """
    if not document.action_items or any(map(_mends, document.action_items)):
        return
    said = [
        (KINDS.index(kind), passage.at(offset), sentence)
        for passage in document.prose
        if passage.section not in _LEFT_OUT
        for kind, sentence, offset in remarks_in(passage.text)
    ]
    if said:
        rank, at, sentence = min(said, key=lambda one: one[0])
        message = f"says that {_SAID[KINDS[rank]]}, and no action item mends it"
        hint = "add an action item that mends or writes it, with an owner and a day"
        yield Finding(at, message, hint, key=sentence)


@rule("RUN120", "review-in-future", level="warning", applies="runbook")
def review_in_future(document: Runbook, context: Context) -> Iterator[Finding]:
    """A runbook was reviewed or tested on a day that is still to come.

    One day ahead is let pass, for the sake of time zones.

    Why: it counts as fresh until long after that day, whatever happens.
    Instead: the day on which somebody did it; `review_every` says when the next review is due.
    Measured: no firing on 108 real documents, of which none says when it was reviewed.
    """
    for name, day in (("last_reviewed", document.last_reviewed), ("last_tested", document.last_tested)):
        if day is not None and day - context.as_of > timedelta(1):
            message = f"`{name}` lies in the future: {day.isoformat()} (today is {context.as_of.isoformat()})"
            hint = "write the day on which it was done; `review_every` says when the next one is due"
            yield Finding(place_of(document, name), message, hint, key=f"{name} {day.isoformat()}")


def _mends(item: ActionItem) -> bool:
    if item.type == "document":
        return True
    text = f"{item.title} {item.text}"
    return is_of_runbooks(text) or _ABOUT_IT.search(text) is not None

"""A review in sentences that a person would say in the meeting."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from incidentbook.analysis.catalogue import Incident
from incidentbook.analysis.follow_up import FollowUp
from incidentbook.analysis.groups import source
from incidentbook.analysis.reviews import Book, Review, days_overdue

from . import dates, links, named
from .chips import KINDS
from .durations import spell_days
from .edition import Edition
from .measures import duration
from .models import Line, Link, Part
from .review_times import time_lines
from .review_words import be, counted, differs, during, line, sentence
from .spreads import spelled
from .topic_sentences import topic_lines
from .words import count, listed, numeral

MOST_LISTED = 25
"""So many incidents of a period are listed; the register has the others."""

TOLD = {
    "alert": "an alert told first",
    "synthetic": "a synthetic check told first",
    "internal": "somebody inside told first",
    "customer": "a customer told first",
}


def parts(edition: Edition, book: Book, review: Review) -> tuple[Part, ...]:
    """All parts of a review that have anything to say, what to talk about first."""
    found = (
        Part(title="To talk about", anchor="talk", lines=topic_lines(edition, book, review)),
        Part(title="What happened", anchor="happened", lines=tuple(_happened(edition, review))),
        Part(title="Longest recoveries", anchor="longest", lines=tuple(_longest(book, review))),
        Part(title="Causes", anchor="causes", lines=tuple(_causes(edition, review))),
        Part(title="Action items", anchor="actions", lines=tuple(_actions(edition, review))),
        Part(title="Runbooks", anchor="runbooks", lines=tuple(_runbooks(review))),
        Part(title="Times against targets", anchor="times", lines=tuple(time_lines(book, review))),
    )
    return tuple(part for part in found if part.lines)


def _happened(edition: Edition, review: Review) -> Iterator[Line]:
    number = len(review.happened)
    what = counted(number, "incident")
    by_severity = _by_severity(edition, review.happened)
    happened = f"{sentence(what)} happened {during(review.period)}"
    kinds = f": {by_severity}" if number > 1 else ""
    yield line(f"{happened}{kinds}.{_beside(review)}{_than_before(review)}")
    for one in review.happened[:MOST_LISTED]:
        yield _incident(one)
    if number > MOST_LISTED:
        yield line(
            f"{number - MOST_LISTED:,} more are in ",
            links.page("the register", links.POSTMORTEMS),
            ".",
            is_item=True,
        )


def _by_severity(edition: Edition, happened: Iterable[Incident]) -> str:
    numbers = Counter(one.postmortem.severity for one in happened)
    known = [level.id for level in edition.policy.severities]
    ordered = sorted(
        numbers, key=lambda level: (level not in known, known.index(level) if level in known else 0)
    )
    return listed([f"{numeral(numbers[level])} {level or 'without a severity'}" for level in ordered])


def _beside(review: Review) -> str:
    kinds = Counter(KINDS.get(one.postmortem.kind, one.postmortem.kind).lower() for one in review.apart)
    if not kinds:
        return ""
    those = listed(
        [
            counted(number, kind, "near-misses" if kind == "near-miss" else "")
            for kind, number in kinds.items()
        ]
    )
    verb = "was" if len(review.apart) == 1 else "were"
    return f" There {verb} also {those}."


def _than_before(review: Review) -> str:
    volume, kind = review.volume, review.period.kind
    if volume is None:
        return ""
    more = volume.later - volume.earlier
    if not more:
        return f" That is as many as in the {kind} before."
    how = f"{numeral(abs(more))} {'more' if more > 0 else 'fewer'} than in the {kind} before"
    return f" That is {how}, which {differs(volume.chance)}."


def _incident(incident: Incident) -> Line:
    postmortem = incident.postmortem
    day = f"{dates.day_and_month(incident.day)}: " if incident.day else ""
    severity = f"{postmortem.severity} " if postmortem.severity else ""
    where = f", on {listed([name.title for name in incident.services])}" if incident.services else ""
    recover = incident.timing("recover")
    lasted = (
        f"over after {duration(recover)}" if recover.minutes is not None else "how long it took is not known"
    )
    told = TOLD.get(source(incident), "")
    draft = {"draft": "; its postmortem is a draft", "in-review": "; its postmortem is in review"}.get(
        postmortem.status, ""
    )
    about = "; ".join(part for part in (told, lasted) if part)
    return line(f"{day}{severity}", links.document(postmortem), f"{where}; {about}{draft}.", is_item=True)


def _longest(book: Book, review: Review) -> Iterator[Line]:
    if len(review.longest) < 2:  # noqa: PLR2004 - one alone is in the list above
        return
    for one in review.longest:
        interval = book.metrics.by_path[one.path]["recover"].interval
        took = spelled(interval) if interval else ""
        yield line(links.document(one.postmortem), f" took {took} to recover.", is_item=True)


def _causes(edition: Edition, review: Review) -> Iterator[Line]:
    ground = edition.ground
    if review.firsts:
        yield line(
            "Seen for the first time: ", *_joined([named.cause(ground, name) for name in review.firsts]), "."
        )
    for one in review.repeats:
        where = f" on {one.service.title}" if one.service else ""
        cause = f": “{one.cause.title}”{where}" if one.cause else ""
        gap = f", {spell_days(abs(one.days))} later" if one.days is not None else ""
        yield line(
            links.document(one.incident.postmortem),
            " repeats ",
            links.document(one.of.postmortem),
            f"{cause}{gap}.",
            is_item=True,
        )
    if review.happened and not review.repeats:
        yield line("Nothing was a repeat of an earlier incident.")


def _actions(edition: Edition, review: Review) -> Iterator[Line]:
    if not (review.opened or review.closed or review.overdue):
        return
    done = f"{numeral(len(review.closed))} {be(len(review.closed))}" if review.closed else "none was"
    yield line(
        f"{sentence(counted(len(review.opened), 'action item'))} {be(len(review.opened))} written down, and "
        f"{done} done. ",
        *_overdue(review),
    )
    for team in review.teams:
        name = named.team(edition.ground, team.team) if team.team else Link("Without a team")
        words = (
            f"{team.opened:,} written down" if team.opened else "",
            f"{team.closed:,} done" if team.closed else "",
            f"{team.overdue:,} overdue" if team.overdue else "",
        )
        yield line(name, f": {listed([word for word in words if word])}.", is_item=True)


def _overdue(review: Review) -> Iterator[str | Link]:
    when = f"At the end of the {review.period.kind}" if review.is_over else "Today"
    if not review.overdue:
        yield f"{when} nothing was overdue." if review.is_over else f"{when} nothing is overdue."
        return
    verb = "were" if review.is_over else "are"
    number = len(review.overdue)
    if number == 1:
        verb = "was" if review.is_over else "is"
    late = spell_days(days_overdue(review.overdue[0], review.until))
    yield f"{when} {numeral(number)} {verb} overdue, the oldest by {late}: "
    yield action_link(review.overdue[0])
    yield "."


def action_link(followed: FollowUp) -> Link:
    """An action item in quotation marks, leading to its place."""
    item = followed.tracked.item
    return links.document(followed.tracked.incident.postmortem, f"“{item.title or item.text}”", item.anchor)


def _runbooks(review: Review) -> Iterator[Line]:
    by_runbook: dict[str, list[Incident]] = {}
    runbooks = {use.runbook.path: use.runbook for use in review.used}
    for use in review.used:
        by_runbook.setdefault(use.runbook.path, []).append(use.incident)
    for path, incidents in by_runbook.items():
        once = {one.path: one for one in incidents}.values()
        where = _joined([links.document(one.postmortem) for one in once])
        yield line(links.document(runbooks[path]), " was used in ", *where, ".", is_item=True)
    for runbook in review.stale:
        since = (
            f"was last reviewed on {dates.day(runbook.last_reviewed).text}, which is too long ago"
            if runbook.last_reviewed
            else "does not say when it was last reviewed"
        )
        yield line(links.document(runbook), f" {since}.", is_item=True)
    for alert, incident in review.unanswered:
        yield line(
            f"The alert {alert} fired in ",
            links.document(incident.postmortem),
            " and has no runbook.",
            is_item=True,
        )


def _joined(found: Sequence[Link]) -> Iterator[str | Link]:
    """Links with commas and an “and” between them."""
    for number, one in enumerate(found):
        if number:
            yield " and " if number == len(found) - 1 else ", "
        yield one


def headline(review: Review) -> str:
    """A review in one line, for lists: "6 incidents, 1 of them SEV1; 2 repeats; 9 actions done"."""
    happened = count(len(review.happened), "incident") if review.happened else "no incident"
    kinds = Counter(KINDS.get(one.postmortem.kind, one.postmortem.kind).lower() for one in review.apart)
    near = listed(
        [count(number, kind, "near-misses" if kind == "near-miss" else "") for kind, number in kinds.items()]
    )
    repeats = count(len({one.incident.path for one in review.repeats}), "repeat") if review.repeats else ""
    done = f"{count(len(review.closed), 'action item')} done" if review.closed else ""
    late = f"{len(review.overdue):,} overdue" if review.overdue else ""
    return " · ".join(part for part in (happened, near, repeats, done, late) if part)

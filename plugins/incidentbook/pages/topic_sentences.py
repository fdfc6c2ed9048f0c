"""What to talk about, each thing with the reason why."""

from collections.abc import Callable, Mapping

from incidentbook.analysis.reviews import Book, Review
from incidentbook.analysis.topics import STOPPING, Topic, topics

from . import antipattern_words, antipatterns, dates, links
from .durations import spell, spell_days
from .edition import Edition
from .models import Line, Link
from .spreads import spelled
from .words import listed, numeral

Pieces = tuple[str | Link, ...]


def topic_lines(edition: Edition, book: Book, review: Review) -> tuple[Line, ...]:
    """The topics of a review as lines of a list."""
    found = ((topic, _SAYINGS[topic.sort](edition, review, topic)) for topic in topics(book, review))
    return tuple(
        Line(tuple(Link(piece) if isinstance(piece, str) else piece for piece in pieces), is_item=True)
        for _, pieces in found
    )


def _incident(topic: Topic) -> Link:
    return links.document(topic.incident.postmortem) if topic.incident else Link("an incident")


def _repeat(_: Edition, __: Review, topic: Topic) -> Pieces:
    one = topic.repetition
    if one is None:
        return ()
    cause = f"“{one.cause.title}”" if one.cause else "the same cause, as its author says,"
    where = f" on {one.service.title}" if one.service else ""
    after = f" after {spell_days(abs(one.days))}" if one.days is not None else ""
    return (
        _incident(topic),
        " repeats ",
        links.document(one.of.postmortem),
        f". {cause[:1].upper()}{cause[1:]} came back{where}{after}{_undone(topic)}.",
    )


def _undone(topic: Topic) -> str:
    items = [f"“{item.title or item.text}”" for item in topic.undone]
    if items:
        return f", and what was to prevent it had not been done: {listed(items)}"
    stopping = (
        [item for item in topic.repetition.of.postmortem.action_items if item.type in STOPPING]
        if topic.repetition
        else []
    )
    done = any(item.status == "done" for item in stopping)
    return (
        ", although what was to prevent it had been done"
        if done
        else ", and nothing was planned to prevent it"
    )


def _return(_: Edition, __: Review, topic: Topic) -> Pieces:
    one = topic.returned
    if one is None:
        return ()
    action = links.document(one.origin.postmortem, f"“{one.item.title or one.item.text}”", one.item.anchor)
    return (
        action,
        f" was done, and yet “{one.cause.title}” came back on {one.service.title} with ",
        _incident(topic),
        ". It did not stop what it was meant to stop.",
    )


def _target(_: Edition, __: Review, topic: Topic) -> Pieces:
    taken = spelled(topic.taken) if topic.taken else ""
    severity = topic.incident.postmortem.severity if topic.incident else ""
    return (
        _incident(topic),
        f" took {taken} to {topic.measure}. The target for {severity} is {spell(topic.aim or 0)}.",
    )


def _customer(_: Edition, __: Review, topic: Topic) -> Pieces:
    unnoticed = f" for {spelled(topic.taken)}" if topic.taken else ""
    return (
        "A customer told us of ",
        _incident(topic),
        f". Nothing of ours had noticed it{unnoticed}.",
    )


def _overdue(_: Edition, review: Review, topic: Topic) -> Pieces:
    if topic.followed is None:
        return ()
    tracked = topic.followed.tracked
    action = links.document(
        tracked.incident.postmortem, f"“{tracked.item.title or tracked.item.text}”", tracked.item.anchor
    )
    verb = "was" if review.is_over else "is"
    others = len(review.overdue) - 1
    rank = f"It {verb} the oldest of {numeral(others + 1)}" if others else f"Nothing else {verb} late"
    team = f", and {tracked.team.title} answers for it" if tracked.team else ", and no team answers for it"
    return (action, f" {verb} {spell_days(topic.days)} overdue. {rank}{team}.")


def _unanswered(_: Edition, __: Review, topic: Topic) -> Pieces:
    return (f"The alert {topic.alert} has no runbook. It fired in ", _incident(topic), ".")


def _silence(_: Edition, __: Review, topic: Topic) -> Pieces:
    taken = spelled(topic.taken) if topic.taken else ""
    return (
        "Nobody was told anything for ",
        f"{taken} during ",
        _incident(topic),
        f". An update is due every {spell(topic.aim or 0)}.",
    )


def _stale(_: Edition, __: Review, topic: Topic) -> Pieces:
    if topic.runbook is None:
        return ()
    day = topic.runbook.last_reviewed
    reason = (
        f"Its last review was on {dates.day(day).text}"
        if day
        else "It does not say when it was last reviewed"
    )
    return (links.document(topic.runbook), f" was used in earnest. {reason}.")


def _pattern(edition: Edition, _: Review, topic: Topic) -> Pieces:
    one = topic.pattern
    if one is None:
        return ()
    title = antipattern_words.WORDS[one.name].title
    shown = links.page(title, antipatterns.PATH) if edition.policy.handbook else Link(title)
    return (shown, f". {antipatterns.evidence(one)}")


_SAYINGS: Mapping[str, Callable[[Edition, Review, Topic], Pieces]] = {
    "repeat": _repeat,
    "return": _return,
    "target": _target,
    "customer": _customer,
    "overdue": _overdue,
    "unanswered": _unanswered,
    "silence": _silence,
    "stale": _stale,
    "pattern": _pattern,
}

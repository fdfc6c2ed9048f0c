"""handbook/anti-patterns.md: habits that harm, where the data shows them, and what helps."""

from collections.abc import Mapping
from dataclasses import dataclass

from incidentbook.analysis.antipatterns import Pattern, Records, patterns

from . import links
from .edition import Edition
from .ground import Ground
from .models import Chip, Link, Page, PatternCard, PatternPage, PatternRow
from .slugs import slug
from .words import count, joined, numeral, percent

PATH = "handbook/anti-patterns.md"
SENTENCE = "Habits that harm, where the data shows them, with the evidence and what helps."
MOST = 8
"""So many incidents are linked as evidence."""

STATES: Mapping[str, Chip] = {
    "seen": Chip("seen", "verdict", "missed", "▲"),
    "not-seen": Chip("not seen", "verdict", "met", "✓"),
    "too-few": Chip("too few to tell", "verdict", "none", "○"),
    "unknown": Chip("cannot be told", "verdict", "none", "○"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """How a pattern is spoken of.

    `cases` is what is counted, as (one, several); `what` completes “in n of m cases”; `where` is a link's
    words, page and filter.
    """

    title: str
    cases: tuple[str, str]
    what: str
    harm: str
    remedy: str
    where: tuple[str, str, str] = ("", "", "")


WORDS: Mapping[str, Words] = {
    "one-person": Words(
        "One person is in too many incidents",
        ("incident that names people", "incidents that name people"),
        "one and the same person took a role",
        "Whoever is always called wears out, and what that person knows is nowhere written down. The day of "
        "their absence is an incident of its own.",
        "Let at least five people share the rotation, let a second one come along, and put what is known "
        "into runbooks. In the next drill that person only watches.",
        ("Who is on call", links.ROTA, ""),
    ),
    "all-gravest": Words(
        "Nearly everything is the gravest level",
        ("incident with a severity", "incidents with a severity"),
        "the level was the worst one",
        "A level that nearly everything has tells nobody to hurry, and people stop waking up for it.",
        "Go through last quarter's incidents with the questions of the severity page, sharpen the "
        "definition, and lower a level during an incident when the worst is over.",
        ("Severity", "handbook/severity.md", ""),
    ),
    "no-severity": Words(
        "Incidents are not classified",
        ("incident", "incidents"),
        "no severity is stated",
        "Without a level every incident is answered alike: too much for small ones, too little for "
        "grave ones.",
        "Ask the questions of the severity page when an incident is declared, and write the answer down.",
        ("Incidents without one", links.POSTMORTEMS, "severity=none"),
    ),
    "gravest-without-roles": Words(
        "Grave incidents without roles",
        ("incident of the gravest level", "incidents of the gravest level"),
        "nobody is named in a role",
        "Where nobody has the whole in view, everybody talks, updates come late, and two people change the "
        "same thing.",
        "Give out commander, technical lead, communications and scribe by name in the first minutes; the "
        "incident kit lists them.",
        ("Roles and handoff", "handbook/roles.md", ""),
    ),
    "no-actions": Words(
        "Postmortems that ask for nothing",
        ("postmortem", "postmortems"),
        "there is no action item",
        "What is understood and not changed happens again.",
        "End each review with at least one action that prevents or detects, with an owner and a day. Where "
        "nothing is worth doing, write down why.",
    ),
    "no-owners": Words(
        "Actions that nobody answers for",
        ("open action", "open actions"),
        "there is no owner",
        "An action that belongs to all is done by none.",
        "Name one person for each at the review itself; an action that nobody takes is better declined.",
        ("Actions without an owner", links.ACTION_ITEMS, "owner=none"),
    ),
    "no-runbooks": Words(
        "Alerts without a runbook",
        ("alert", "alerts"),
        "no runbook is known",
        "Whoever is woken begins at nothing, and loses the first quarter of an hour to finding out what the "
        "alert means.",
        "Let no alert be merged without a runbook, or without a link to one: three lines are enough to "
        "begin. An alert of which nobody knows what to do may be no alert.",
        ("Alerts without one", links.ALERTS, "runbook=missing"),
    ),
    "small-unreviewed": Words(
        "Small incidents are never reviewed",
        ("review", "reviews"),
        "it was a level below the two worst",
        "Small incidents are the cheap ones to learn from, and several of them often add up to a grave one.",
        "Ask for a light review of small incidents: a summary, the causes and one action fit on a page.",
        ("All incidents", links.POSTMORTEMS, ""),
    ),
    "no-near-misses": Words(
        "Near-misses are not written down",
        ("incident", "incidents"),
        "a near-miss was written down beside them",
        "What went well by luck goes unnoticed until the luck runs out.",
        "Ask once a month what nearly went wrong, and write it as `kind: near-miss`; it stays out of the "
        "figures.",
        ("Postmortems", links.POSTMORTEMS, ""),
    ),
}
"""Each pattern in words; what helps is what common guides advise."""


def records_of(ground: Ground) -> Records:
    """What patterns are looked for in."""
    return Records(ground.catalogue, ground.coverage, ground.as_of)


def pattern_page(edition: Edition) -> Page:
    """The habits that the data shows, and all that were looked for."""
    found = patterns(records_of(edition.ground))
    cards = tuple(_card(edition, one) for one in found if one.state == "seen")
    rules = edition.policy.patterns
    model = PatternPage(
        headline=_headline(cards, len(found)),
        ground=(
            f"Counted are documents of the last {rules.window_days:,.0f} days; open actions and alerts as "
            "they are today. Drills are left out. It is about habits, never about a person."
        ),
        cards=cards,
        looked=tuple(_row(one) for one in found),
    )
    return Page(PATH, "Anti-patterns", "handbook/anti-patterns.html", model, description=SENTENCE)


def _headline(cards: tuple[PatternCard, ...], looked: int) -> str:
    if not cards:
        return f"None of {numeral(looked)} habits that harm is seen in the data."
    number = numeral(len(cards))
    verb = "is" if len(cards) == 1 else "are"
    return f"{number.capitalize()} of {numeral(looked)} habits that harm {verb} seen in the data."


def evidence(one: Pattern) -> str:
    """What was counted, as a sentence."""
    words = WORDS[one.name]
    if one.name == "no-near-misses":
        beside = count(one.count, "near-miss", "near-misses")
        return f"{count(one.of, *words.cases)}, and {beside if one.count else 'no near-miss'} beside them."
    return f"In {one.count:,} of {count(one.of, *words.cases)} {words.what}{_share(one)}."


def _share(one: Pattern) -> str:
    return f" ({percent(one.count, one.of)})" if one.of >= one.fewest else ""


def _card(edition: Edition, one: Pattern) -> PatternCard:
    words = WORDS[one.name]
    cases = tuple(links.document(case.postmortem) for case in one.cases[:MOST])
    return PatternCard(
        anchor=slug(one.name),
        title=words.title,
        evidence=evidence(one),
        links=(*cases, *_where(edition, words)),
        harm=words.harm,
        remedy=words.remedy,
    )


def _where(edition: Edition, words: Words) -> tuple[Link, ...]:
    text, path, query = words.where
    if not text or (path == links.ROTA and edition.ground.catalogue.library.rota is None):
        return ()
    return (links.page(text, path, query=query),)


def _row(one: Pattern) -> PatternRow:
    words = WORDS[one.name]
    counted = f"{one.count:,} of {count(one.of, *words.cases)}" if one.of else "nothing to count"
    if one.name == "no-near-misses":
        counted = f"{count(one.count, 'near-miss', 'near-misses')} beside {count(one.of, *words.cases)}"
    return PatternRow(words.title, STATES[one.state], counted, _threshold(one))


def _threshold(one: Pattern) -> str:
    least = f"of {one.fewest:,} at least"
    if one.name == "no-near-misses":
        return joined((f"fewer than {one.threshold:g}", least))
    side = "under" if one.name == "small-unreviewed" else "from"
    return joined((f"{side} {one.threshold:g} %", least))

"""runbook-trust.md: which runbooks somebody should look at next, by owner, and why."""

from collections.abc import Iterable, Iterator, Sequence

from incidentbook.analysis.runbook_remarks import Remark
from incidentbook.analysis.trust import Trust
from incidentbook.records import Runbook

from . import links, named, trust_words
from .dates import day
from .edition import Edition
from .models import LackingIncident, Link, NextGroup, NextIndex, NextRunbook, Page, Ready
from .runbooks import EMPTY
from .slugs import slugs
from .words import clipped, count, joined

MOST_USED = 10
ORDER = (
    "What an incident found wanting stands first; then what was used since its review, whose commands "
    "changed since its test, what an incident perhaps meant, whose review is overdue or was never made, what "
    "was neither tested nor used. Among equals, what was used most."
)
CALM = "No runbook asks for a look: all are reviewed, and no incident found one wanting."
NOBODY = "No owner"
_LACKED = {
    "wrong": "says that a runbook was wrong or out of date",
    "incomplete": "says that a runbook left something out",
    "missing": "says that there was no runbook",
}


def trust_page(edition: Edition) -> Page:
    """The page of what to look at next."""
    ground = edition.ground
    every = sorted(ground.trust.values(), key=lambda one: one.order)
    pressing = [one for one in every if one.concerns]
    by_use = sorted(every, key=lambda one: (-one.incidents, one.runbook.title.casefold(), one.runbook.path))
    used = [one for one in by_use if one.incidents]
    unused = [one for one in by_use if not one.uses]
    model = NextIndex(
        headline=headline(every, pressing),
        order=ORDER if pressing else "",
        notes=(ground.past.runbooks.note,) if every and ground.past.runbooks.note else (),
        groups=tuple(_groups(edition, pressing)),
        lacking=tuple(_lacking(one) for one in ground.remarks if not one.runbooks),
        most_used=edition.runbook_rows(one.runbook for one in used[:MOST_USED]),
        never_used=edition.runbook_rows(one.runbook for one in unused),
        never_note=_never_note(unused),
        calm=CALM if every and not pressing else "",
        empty=None if every else EMPTY,
    )
    return Page(
        links.RUNBOOK_TRUST,
        "Runbooks to look at next",
        "pages/runbook-trust.html",
        Ready(model),
        search=False,
        description="Which runbooks to look at next, by owner: what incidents said, reviews, tests, changes.",
    )


def headline(every: Sequence[Trust], pressing: Sequence[Trust]) -> str:
    """How many runbooks somebody should look at, and the gravest reasons."""
    numbers = [
        (sum(concern in one.concerns for one in every), words)
        for concern, words in (
            ("said-wrong", "found wanting by an incident"),
            ("used-since-review", "used since the review"),
            ("commands-changed", "with other commands than were tested"),
        )
    ]
    return joined(
        (
            f"{len(pressing):,} of {count(len(every), 'runbook')} to look at",
            *(f"{number:,} {words}" for number, words in numbers if number),
        )
    )


def by_owner(edition: Edition, those: Iterable[Trust]) -> list[tuple[Link, list[Trust]]]:
    """Some runbooks by who keeps them true, in their order; first comes the owner of the first one."""
    groups: dict[str, tuple[Link, list[Trust]]] = {}
    for one in those:
        title = owner_of(edition, one.runbook) or Link(NOBODY)
        groups.setdefault(title.text.casefold(), (title, []))[1].append(one)
    return list(groups.values())


def owner_of(edition: Edition, runbook: Runbook) -> Link | None:
    """Who keeps a runbook true: the stated owner, else the team of its first service that has one."""
    if stated := named.team_or_text(edition.ground, runbook.owner):
        return stated
    catalogue = edition.ground.catalogue
    services = catalogue.services.resolve(runbook.services)
    owning = next((catalogue.owners[name.id] for name in services if name.id in catalogue.owners), None)
    return named.team(edition.ground, owning) if owning else None


def _groups(edition: Edition, pressing: list[Trust]) -> Iterator[NextGroup]:
    owned = by_owner(edition, pressing)
    anchors = slugs(sorted(title.text.casefold() for title, _ in owned))
    for title, those in owned:
        yield NextGroup(
            title=title,
            anchor=f"owner-{anchors[title.text.casefold()]}",
            rows=tuple(_row(edition, one) for one in those),
        )


def _row(edition: Edition, one: Trust) -> NextRunbook:
    return NextRunbook(
        link=links.document(one.runbook),
        reasons=tuple(trust_words.reasons(one)),
        facts=facts_of(edition, one),
    )


def facts_of(edition: Edition, one: Trust) -> str:
    """When a runbook was used, changed and tested, in one line."""
    facts = (
        edition.runbooks[one.runbook.path].used or "never used",
        f"changed {day(one.past.changed).text}" if one.past.changed else "",
        f"tested {day(one.runbook.last_tested).text}" if one.runbook.last_tested else "",
    )
    return joined(facts)


def _lacking(remark: Remark) -> LackingIncident:
    postmortem = remark.incident.postmortem
    when = f" of {day(remark.incident.day).text}" if remark.incident.day else ""
    because = f" (its cause: {remark.cause})" if remark.cause else ""
    return LackingIncident(
        incident=links.document(postmortem, anchor=remark.anchor),
        sentence=f"The incident{when} {_LACKED[remark.kind]}{because}.",
        quote=clipped(remark.sentence, trust_words.LONGEST_QUOTE),
    )


def _never_note(unused: list[Trust]) -> str:
    if not unused:
        return ""
    tried = sum(one.runbook.last_tested is not None for one in unused)
    tested = f"{tried:,} of them tested" if tried else "none of them tested"
    return f"{count(len(unused), 'runbook')} that no incident or drill names, links to or calls; {tested}"

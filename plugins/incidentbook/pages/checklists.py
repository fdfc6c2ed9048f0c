"""handbook/checklists.md: what is done first, what is true at the end, and what incidents tell of both."""

from collections.abc import Iterator

from incidentbook.analysis.catalogue import Incident
from incidentbook.analysis.checklists import Compliance, Practice, Quarter, compliance, practice
from incidentbook.records import ChecklistItem
from incidentbook.records.practice import TICKED

from . import chips, dates, links
from .edition import Edition
from .models import (
    ChecklistCard,
    ChecklistMark,
    ChecklistPage,
    ChecklistRow,
    Figure,
    Page,
    QuarterRow,
    Ready,
    ToldRow,
)
from .words import count, joined, listed, percent

PATH = "handbook/checklists.md"
READINESS = "handbook/readiness.md"
SENTENCE = "What is done first, what is true before it is over, and how often it was."
FEWEST = 5
"""Below so many incidents no median is said."""

MOST_NAMED = 3
"""So many items are named as left out most often where several are equally rare."""

MOST = 25
"""So many incidents are listed for each list; their own pages have the others."""


def checklist_page(edition: Edition) -> Page | None:
    """The two lists that postmortems tick; None where both are empty."""
    incidents = edition.ground.catalogue.incidents
    every = [practice(incidents, name, edition.policy) for name in TICKED]
    cards = tuple(_card(edition, one) for one in every if one.checklist.items)
    if not cards:
        return None
    model = ChecklistPage(
        headline=_headline(every),
        cards=cards,
        readiness=links.page("Readiness", READINESS),
        example=_example(edition),
    )
    return Page(PATH, "Checklists", "handbook/checklists.html", Ready(model), description=SENTENCE)


def marks(edition: Edition, incident: Incident) -> tuple[ChecklistMark, ...]:
    """What one incident tells of the lists, for its own page."""
    found = (compliance(incident, name, edition.policy) for name in TICKED)
    return tuple(_mark(one) for one in found if one)


def _headline(every: list[Practice]) -> str:
    parts = (
        joined((f"{one.checklist.title}: told by {count(len(one.told), 'incident')}", _without(one)))
        for one in every
        if one.checklist.items and (one.told or one.without)
    )
    return "; ".join(parts) or "No incident has told of the lists yet."


def _without(one: Practice) -> str:
    return f"{len(one.without):,} without the list" if one.without else ""


def _example(edition: Edition) -> str:
    items = edition.policy.checklist("response").items or edition.policy.checklist("resolution").items
    return f"checklist: [{', '.join(item.id for item in items[:3])}]"


def _card(edition: Edition, one: Practice) -> ChecklistCard:
    told = tuple(_told(edition, done) for done in one.told)
    return ChecklistCard(
        anchor=one.checklist.id,
        title=one.checklist.title,
        items=tuple(_row(one, item) for item in one.checklist.items),
        figures=tuple(_figures(one)),
        note="" if one.told else "No incident tells of this list yet.",
        quarters=tuple(map(_quarter, one.quarters)) if one.told else (),
        told=told[:MOST],
        more=f"{len(told) - MOST:,} earlier ones say it on their own pages." if len(told) > MOST else "",
        drills=tuple(_told(edition, done) for done in one.drills[:MOST]),
    )


def _row(one: Practice, item: ChecklistItem) -> ChecklistRow:
    done = f"{one.times_done(item):,} of {one.times_asked(item):,}" if one.told else ""
    return ChecklistRow(item.id, item.title, done)


def _figures(one: Practice) -> Iterator[Figure]:
    if not one.told:
        return
    middle = one.median
    enough = middle is not None and len(one.told) >= FEWEST
    value = f"{middle:.0f} %" if enough else "too few for a median"
    yield Figure(
        "Done of the list",
        value,
        joined(("median" if enough else "", count(len(one.told), "incident"), _without(one))),
    )
    if enough:
        yield from _left_out_most(one)


def _left_out_most(one: Practice) -> Iterator[Figure]:
    """The items that were done least often, all of them where several are equally rare."""
    asked = [item for item in one.checklist.items if one.times_asked(item)]
    shares = {item: one.times_done(item) / one.times_asked(item) for item in asked}
    least = min(shares.values(), default=1.0)
    worst = [item for item in asked if shares[item] == least < 1]
    if worst:
        alone = f"done in {one.times_done(worst[0]):,} of {count(one.times_asked(worst[0]), 'incident')}"
        shown = [item.id for item in worst[:MOST_NAMED]]
        more = f"{len(worst) - MOST_NAMED:,} more" if len(worst) > MOST_NAMED else ""
        yield Figure(
            "Most often left out",
            listed([*shown, *filter(None, (more,))]),
            alone
            if len(worst) == 1
            else f"each done in {100 * least:.0f} % of the incidents that asked for it",
        )


def _quarter(one: Quarter) -> QuarterRow:
    enough = one.median is not None and len(one.told) >= FEWEST
    share = f"{one.median:.0f} %" if enough else ", ".join(_share(done) for done in one.told)
    return QuarterRow(one.period.title, f"{len(one.told):,}", share, f"{one.without:,}")


def _share(done: Compliance) -> str:
    return f"{len(done.done)} of {done.of}"


def _told(edition: Edition, done: Compliance) -> ToldRow:
    incident = done.incident
    skipped, unsaid = _left_out(done)
    return ToldRow(
        link=links.document(incident.postmortem),
        severity=chips.severity(edition.ground, incident.postmortem),
        day=dates.day(incident.day, edition.as_of) if incident.day else None,
        done=_share(done),
        skipped=tuple(item.id for item in skipped),
        unsaid=tuple(item.id for item in unsaid),
        spared=tuple(item.id for item in done.spared),
    )


def _left_out(done: Compliance) -> tuple[list[ChecklistItem], list[ChecklistItem]]:
    """What the document says was not done, and what it does not mention."""
    unsaid = [item for item in done.missing if item not in done.skipped]
    return list(done.skipped), unsaid


def _mark(done: Compliance) -> ChecklistMark:
    skipped, unsaid = _left_out(done)
    share = (
        f"{_share(done)} done ({percent(len(done.done), done.of)})" if done.of else "nothing of it applied"
    )
    return ChecklistMark(
        title=links.page(done.checklist.title, PATH, done.checklist.id),
        sentence=share,
        done=tuple(item.title for item in done.done),
        skipped=tuple(item.title for item in skipped),
        unsaid=tuple(item.title for item in unsaid),
        spared=tuple(item.title for item in done.spared),
    )

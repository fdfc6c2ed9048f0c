"""causes/index.md: what recurs most, what is new, what is quiet; what repeats what, and what held."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from incidentbook.analysis.catalogue import Incident
from incidentbook.analysis.fixes import Fix
from incidentbook.analysis.names import Name
from incidentbook.analysis.recurrence import is_new
from incidentbook.analysis.taxonomy import incidents_of
from incidentbook.records.policy import UNTYPED

from . import cause_trend, dates, fix_rows, links, named
from .cause import REPEATS, cause_page
from .cause_grid import grid
from .cause_lists import Shelf, more, sheets, shown
from .cause_rows import cause_row, lately, quiet_since, repeat, share, systemic_only
from .durations import spell_days
from .edition import Edition
from .models import CauseGroup, CauseIndex, CauseRow, Empty, Figure, Link, Page, Target
from .repeat_words import definition, fix_definition
from .words import count, joined

EMPTY = Empty(
    "No incident names a cause yet. Causes stand in a postmortem's front matter, with ids from the policy: "
    "“causes: [expired-certificate]”. From the second incident with the same cause on, this page says what "
    "keeps coming back.",
    'incidentbook new postmortem "What happened"',
)
MOST_UNCAUSED = 20
MOST_ANSWERS = 5
"""A short answer names so many causes."""

ALL = "causes/all/"
FAILED = ("action that did not hold", "actions that did not hold")


def cause_pages(edition: Edition) -> Iterator[Page]:
    """The index of causes, the page of every cause that the policy or a document names, and long lists."""
    found = {name: _row(edition, name) for name in edition.ground.catalogue.causes.all}
    yield Page(
        links.CAUSES,
        "Repeat causes",
        "pages/causes.html",
        partial(_index, edition, found),
        search=False,
        description="Which causes keep coming back, on which services, and what was done about them.",
    )
    ground = edition.ground
    yield from sheets(_shelf(edition, "repeats"), ground.repetitions, lambda one: repeat(edition, one))
    yield from sheets(_shelf(edition, "systemic"), ground.systemic, lambda one: repeat(edition, one))
    yield from sheets(
        _shelf(edition, "did-not-hold"),
        _failed(edition),
        lambda one: fix_rows.fix_row(ground, one, edition.incidents),
    )
    rows = {name.id: row for name, row in found.items()}
    for name in found:
        yield from cause_page(edition, name, rows)


def recurring(edition: Edition) -> tuple[CauseRow, ...]:
    """Causes with incidents, those with most repeats first, then those with most incidents."""
    names = edition.ground.catalogue.causes.all
    return _struck({name: _row(edition, name) for name in names})


def shares(edition: Edition) -> tuple[Figure, ...]:
    """The share of repeats in the policy's window before the day of the build, and in all."""
    counted = edition.ground.counted
    window = edition.policy.repeats.window_days
    found = (
        share(f"Repeat incidents, last {window:,} days", lately(edition.ground, counted), edition),
        share("Repeat incidents, all", counted, edition),
    )
    return tuple(figure for figure in found if figure)


def _row(edition: Edition, name: Name) -> CauseRow:
    ground = edition.ground
    return cause_row(
        edition, name, ground.catalogue.by_cause.get(name.id, ()), ground.fixes_by_cause.get(name.id, ())
    )


def _struck(found: dict[Name, CauseRow]) -> tuple[CauseRow, ...]:
    rows = (row for row in found.values() if row.count or row.apart)
    return tuple(sorted(rows, key=lambda row: (-row.repeats, -row.count, row.link.text.casefold(), row.id)))


def _failed(edition: Edition) -> list[Fix]:
    return fix_rows.in_order(one for one in edition.ground.fixes if one.back)


def _shelf(edition: Edition, name: str) -> Shelf:
    titles = {
        "repeats": ("All repeats", "repeats", REPEATS),
        "systemic": ("All systemic repeats", "repeats", ("systemic repeat", "systemic repeats")),
        "did-not-hold": ("All actions that did not hold", "fixes", FAILED),
    }
    title, field, noun = titles[name]
    about = fix_definition(edition.policy) if field == "fixes" else definition(edition.policy)
    back = links.page("Repeat causes", links.CAUSES)
    return Shelf(f"{ALL}{name}", title, field, noun, about, back)


def _index(edition: Edition, found: dict[Name, CauseRow]) -> CauseIndex:
    counted = edition.ground.counted
    uncaused = [incident for incident in counted if not incident.causes]
    struck = _struck(found)
    model = _struck_index(edition, struck, found) if struck else _bare_index(edition, found)
    note = f"{len(uncaused):,} of {count(len(counted), 'incident')} {_name(len(uncaused))} no cause"
    register = links.page(f"All {len(uncaused):,} in the register", links.POSTMORTEMS, query="cause=none")
    return replace(
        model,
        uncaused=tuple(links.document(one.postmortem) for one in uncaused[:MOST_UNCAUSED]),
        uncaused_note=note if uncaused else "",
        uncaused_link=register if len(uncaused) > MOST_UNCAUSED else None,
    )


def _name(number: int) -> str:
    return "names" if number == 1 else "name"


def _bare_index(edition: Edition, found: dict[Name, CauseRow]) -> CauseIndex:
    """The page of a book in which no incident names a cause: what would stand here."""
    return CauseIndex(
        headline="No causes named yet",
        definition=definition(edition.policy),
        rows=(),
        unseen=tuple(found.values()),
        empty=EMPTY,
    )


def _struck_index(edition: Edition, struck: tuple[CauseRow, ...], found: dict[Name, CauseRow]) -> CauseIndex:
    ground = edition.ground
    names = {row.id: name for name, row in found.items()}
    failed = _failed(edition)
    return CauseIndex(
        headline=_headline(edition, struck),
        definition=definition(edition.policy),
        rows=struck,
        figures=(*shares(edition), *_apart(edition), *_held(edition)),
        answers=tuple(_answers(edition, struck, found)),
        trend=cause_trend.trend(edition),
        numbers=cause_trend.numbers(edition, [names[row.id] for row in struck]),
        grid=grid(edition),
        repeats=tuple(repeat(edition, one) for one in shown(ground.repetitions)),
        repeats_link=more(_shelf(edition, "repeats"), len(ground.repetitions)),
        systemic=tuple(repeat(edition, one) for one in shown(ground.systemic)),
        systemic_link=more(_shelf(edition, "systemic"), len(ground.systemic)),
        came_back=tuple(fix_rows.fix_row(ground, one, edition.incidents) for one in shown(failed)),
        came_back_link=more(_shelf(edition, "did-not-hold"), len(failed)),
        effects=fix_rows.effects(ground.fixes),
        effects_note=fix_rows.effects_note(ground.fixes, _unjudged(edition)),
        fix_definition=fix_definition(edition.policy),
        unseen=tuple(row for name, row in found.items() if not _is_seen(edition, name)),
    )


def _is_seen(edition: Edition, name: Name) -> bool:
    """Whether an incident names a cause, or one below it."""
    ground = edition.ground
    return bool(incidents_of(ground.catalogue, ground.taxonomy.branch(name)))


def _headline(edition: Edition, struck: Sequence[CauseRow]) -> str:
    back = sum(bool(row.repeats) for row in struck)
    repeats = len(edition.ground.repetitions_by_path)
    return joined(
        (
            count(len(struck), "cause"),
            f"{back:,} came back" if back else "none came back",
            count(repeats, "repeat incident") if repeats else "",
        )
    )


def _apart(edition: Edition) -> Iterator[Figure]:
    """What is counted apart from the share: systemic repeats in the window."""
    if "systemic" not in edition.policy.repeats.ways:
        return
    ground = edition.ground
    only = systemic_only(ground, lately(ground, ground.counted))
    in_all = len(systemic_only(ground, ground.counted))
    yield Figure(
        f"Systemic, last {edition.policy.repeats.window_days:,} days",
        f"{len(only):,}",
        f"same cause on another service, no other repeat · {in_all:,} in all · counted apart",
        target=Target("page", links.CAUSES, "repeats"),
    )


def _held(edition: Edition) -> Iterator[Figure]:
    told = [one for one in edition.ground.fixes if one.verdict in {"came-back", "quiet"}]
    if told:
        back = sum(one.verdict == "came-back" for one in told)
        words = f"of {count(len(told), 'judged action')} old enough to tell"
        target = Target("page", links.CAUSES, "did-it-hold")
        yield Figure("Done, and it came back", f"{back:,}", words, target=target)


def _unjudged(edition: Edition) -> int:
    """The done actions whose type the policy does not judge."""
    types = edition.policy.repeats.action_types
    return sum(
        item.status == "done" and (item.type or UNTYPED) not in types
        for incident in edition.ground.catalogue.incidents
        for item in incident.postmortem.action_items
    )


def _answers(
    edition: Edition, struck: Sequence[CauseRow], found: dict[Name, CauseRow]
) -> Iterator[CauseGroup]:
    window = spell_days(edition.policy.repeats.window_days)
    again = [(row.link, _again(row)) for row in struck if row.repeats]
    yield _group("Recurs most", again, "No cause came back.")
    fresh = [
        (named.cause(edition.ground, name), _first(counted))
        for name, counted in _counted(edition, found)
        if is_new(counted, edition.as_of, edition.policy.repeats.window_days)
    ]
    fresh.sort(key=lambda pair: pair[0].text.casefold())
    yield _group(f"New in the last {window}", fresh, "No cause is new.")
    yield _group(
        "Quiet since its actions were done",
        list(_quiet(edition, found)),
        "Of no cause all actions are done and nothing has happened since.",
    )


def _first(counted: Sequence[Incident]) -> str:
    day = min(one.day for one in counted if one.day)
    again = f", {count(len(counted), 'incident')}" if len(counted) > 1 else ""
    return f"first on {dates.day(day).text}{again}"


def _counted(edition: Edition, found: dict[Name, CauseRow]) -> Iterator[tuple[Name, list[Incident]]]:
    for name in found:
        incidents = edition.ground.catalogue.by_cause.get(name.id, ())
        yield name, [one for one in incidents if one.is_counted]


def _quiet(edition: Edition, found: dict[Name, CauseRow]) -> Iterator[tuple[Link, str]]:
    settled = edition.policy.repeats.settled_days
    waiting = [
        (name, quiet_since(edition.ground, counted, edition.ground.fixes_by_cause.get(name.id, ())))
        for name, counted in _counted(edition, found)
    ]
    known = [(name, quiet) for name, quiet in waiting if quiet and quiet.days >= settled]
    for name, quiet in sorted(
        known, key=lambda pair: (-pair[1].done, -pair[1].days, pair[0].title.casefold())
    ):
        words = f"for {dates.distance(quiet.days)}, {count(quiet.done, 'action')} done"
        yield named.cause(edition.ground, name), words


def _again(row: CauseRow) -> str:
    held = f"{count(row.came_back, 'action')} did not hold" if row.came_back else ""
    return joined((f"{count(row.repeats, 'repeat')} in {count(row.count, 'incident')}", held))


def _group(title: str, rows: Sequence[tuple[Link, str]], empty: str) -> CauseGroup:
    left = len(rows) - MOST_ANSWERS
    return CauseGroup(
        title=title,
        rows=tuple(rows[:MOST_ANSWERS]),
        more=f"and {left:,} more in the table below" if left > 0 else "",
        empty="" if rows else empty,
    )

"""The page of one cause; that of a cause with others below it is about all of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from incidentbook.analysis.catalogue import Incident
from incidentbook.analysis.fixes import Fix
from incidentbook.analysis.names import Name
from incidentbook.analysis.recurrence import intervals
from incidentbook.analysis.repeats import Repetition
from incidentbook.analysis.taxonomy import incidents_of

from . import dates, fix_rows, links, named
from .cause_lists import SHOWN, Shelf, more, sheets, shown
from .cause_rows import apart, group, interval, quiet_since, repeat, repeated_by
from .durations import spell_days
from .edition import Edition
from .models import ActionRow, CausePage, CauseRow, Empty, Figure, Link, Page, Strip
from .repeat_words import definition, fix_definition
from .strips import strip
from .words import clipped, count, joined, listed

MOST_INCIDENTS = 100
"""A page lists so many incidents and so many action items; the rest are where a link leads."""

REPEATS = ("repeat", "repeats")
ACTIONS = ("judged action", "judged actions")
INCIDENTS = ("incident", "incidents")


@dataclass(frozen=True, slots=True)
class _Case:
    """Everything about one cause and those below it (`branch`, itself first)."""

    name: Name
    branch: frozenset[Name]
    incidents: tuple[Incident, ...]
    counted: list[Incident]
    apart: list[Incident]
    repeats: list[Repetition]
    systemic: list[Repetition]
    fixes: list[Fix]


def cause_page(edition: Edition, name: Name, rows: dict[str, CauseRow]) -> Iterator[Page]:
    """The page of a cause, and the sheets of its lists that are too long for it; `rows` go by id."""
    case, known = _case(edition, name), edition.policy.cause(name.id)
    yield Page(
        named.cause_path(edition.ground, name),
        name.title,
        "pages/cause.html",
        partial(_model, edition, case, rows),
        description=clipped((known and known.description) or f"Incidents caused by {name.title}.", 200),
    )
    for field, incidents, most in (("incidents", case.counted, MOST_INCIDENTS), ("apart", case.apart, SHOWN)):
        shelf = _shelf(edition, name, field)
        yield from sheets(shelf, incidents, lambda one: edition.incidents[one.path], most)
    for field, found in (("repeats", case.repeats), ("systemic", case.systemic)):
        yield from sheets(_shelf(edition, name, field), found, lambda one: repeat(edition, one))
    yield from sheets(
        _shelf(edition, name, "fixes"),
        case.fixes,
        lambda one: fix_rows.fix_row(edition.ground, one, edition.incidents),
    )


def _case(edition: Edition, name: Name) -> _Case:
    ground = edition.ground
    branch = ground.taxonomy.branch(name)
    incidents = incidents_of(ground.catalogue, branch)
    names = frozenset(branch)
    return _Case(
        name=name,
        branch=names,
        incidents=incidents,
        counted=[incident for incident in incidents if incident.is_counted],
        apart=[incident for incident in incidents if not incident.is_counted],
        repeats=_by(ground.repetitions_by_cause, branch),
        systemic=_by(ground.systemic_by_cause, branch),
        fixes=_fixes([one for below in branch for one in ground.fixes_by_cause.get(below.id, ())]),
    )


def _fixes(found: Sequence[Fix]) -> list[Fix]:
    """Each action once, by the cause that came back where one did."""
    ordered = fix_rows.in_order(found)
    return list({fix.item: fix for fix in reversed(ordered)}.values())[::-1]


def _by(found: Mapping[str, tuple[Repetition, ...]], branch: Sequence[Name]) -> list[Repetition]:
    repetitions = [one for name in branch for one in found.get(name.id, ())]
    return sorted(repetitions, key=lambda one: one.incident.order)


def _shelf(edition: Edition, name: Name, field: str) -> Shelf:
    folder = named.cause_path(edition.ground, name).removesuffix(".md")
    titles = {
        "incidents": (f"{name.title}: incidents", "incidents", INCIDENTS),
        "apart": (
            f"{name.title}: drills and near-misses",
            "incidents",
            ("drill or near-miss", "drills and near-misses"),
        ),
        "repeats": (f"{name.title}: repeats", "repeats", REPEATS),
        "systemic": (f"{name.title}: on other services", "repeats", ("systemic repeat", "systemic repeats")),
        "fixes": (f"{name.title}: what was done", "fixes", ACTIONS),
    }
    title, filled, noun = titles[field]
    about = fix_definition(edition.policy) if field == "fixes" else definition(edition.policy)
    return Shelf(
        path=f"{folder}/{field}",
        title=title,
        field=filled,
        noun=noun,
        definition=() if filled == "incidents" else about,
        back=links.page(name.title, f"{folder}.md"),
    )


def _model(edition: Edition, case: _Case, rows: dict[str, CauseRow]) -> CausePage:
    ground, name = edition.ground, case.name
    known = edition.policy.cause(name.id)
    children = tuple(
        rows[below.id] for below in ground.taxonomy.children.get(name.id, ()) if below.id in rows
    )
    actions = edition.action_rows(case.incidents)
    again = repeated_by(edition, case.branch, case.counted)
    closed = tuple(row for row in actions if not row.is_open)
    return CausePage(
        title=name.title,
        id=name.id,
        definition=definition(edition.policy),
        description=known.description if known else "",
        examples=known.examples if known else (),
        note="" if known else "The policy does not know this cause.",
        group=group(edition, known),
        children=children,
        headline=_headline(case, len(again)),
        figures=tuple(_figures(edition, case, actions)),
        strip=strip(ground, edition.scale, case.counted, again),
        by_service=_by_service(edition, case.counted, again),
        incidents=edition.incident_rows(shown(case.counted, MOST_INCIDENTS)),
        incidents_link=more(_shelf(edition, name, "incidents"), len(case.counted), MOST_INCIDENTS),
        apart=edition.incident_rows(shown(case.apart)),
        apart_link=more(_shelf(edition, name, "apart"), len(case.apart)),
        repeats=tuple(repeat(edition, one) for one in shown(case.repeats)),
        repeats_link=more(_shelf(edition, name, "repeats"), len(case.repeats)),
        systemic=tuple(repeat(edition, one) for one in shown(case.systemic)),
        systemic_link=more(_shelf(edition, name, "systemic"), len(case.systemic)),
        fixes=tuple(fix_rows.fix_row(ground, one, edition.incidents) for one in shown(case.fixes)),
        fixes_link=more(_shelf(edition, name, "fixes"), len(case.fixes)),
        fix_definition=fix_definition(edition.policy),
        open_actions=tuple(shown([row for row in actions if row.is_open], MOST_INCIDENTS)),
        closed_actions=tuple(shown(closed, MOST_INCIDENTS)),
        closed_note=_closed_note(len(closed)),
        tracker=_tracker(edition, case, len(actions)),
        empty=None if case.incidents else _nothing(name, children),
    )


def _closed_note(number: int) -> str:
    words = count(number, "closed action item")
    return f"{words}; the last {MOST_INCIDENTS} are listed" if number > MOST_INCIDENTS else words


def _tracker(edition: Edition, case: _Case, number: int) -> Link | None:
    """All action items of the cause in the tracker, where they can be filtered."""
    if not number:
        return None
    ids = [
        edition.ground.cause_slugs[name.id]
        for name in edition.ground.catalogue.causes.all
        if name in case.branch
    ]
    query = "&".join(f"cause={one}" for one in ids)
    return links.page(f"{count(number, 'action item')} in the tracker", links.ACTION_ITEMS, query=query)


def _headline(case: _Case, again: int) -> str:
    services = list(dict.fromkeys(service.title for one in case.counted for service in one.services))
    return joined(
        (
            count(len(case.counted), "incident") if case.incidents else "",
            count(again, "repeat") if again else "",
            apart(case.incidents),
            f"on {_few(services)}" if services else "",
        )
    )


def _few(services: Sequence[str], most: int = 5) -> str:
    if len(services) <= most:
        return listed(services)
    return f"{', '.join(services[: most - 1])} and {len(services) - most + 1:,} more"


def _figures(edition: Edition, case: _Case, actions: Sequence[ActionRow]) -> Iterator[Figure]:
    found = intervals(case.counted)
    if found.values:
        value = interval(case.counted)
        if found.median is None:
            yield Figure("Days between incidents", value, f"n {len(found.values)}; no median below 5")
        else:
            yield Figure(
                "Days between incidents", spell_days(round(found.median)), f"median · n {len(found.values):,}"
            )
    if actions:
        waiting = sum(row.is_open for row in actions)
        late = sum(bool(row.overdue) for row in actions)
        yield Figure(
            "Action items",
            f"{waiting:,} open",
            joined((f"of {len(actions):,}", f"{late:,} overdue" if late else "")),
        )
    told = [one for one in case.fixes if one.verdict in {"came-back", "quiet"}]
    if case.fixes:
        back = sum(one.verdict == "came-back" for one in case.fixes)
        young = len(case.fixes) - len(told)
        yield Figure(
            "Done, and it came back",
            f"{back:,} of {len(told):,}",
            joined(
                ("judged actions old enough to tell", f"{young:,} too young or not judged" if young else "")
            ),
        )
    quiet = quiet_since(edition.ground, case.counted, case.fixes)
    if quiet:
        is_young = quiet.days < edition.policy.repeats.settled_days
        yield Figure(
            "Quiet since its actions were done",
            spell_days(quiet.days),
            f"the last of {quiet.done:,} on {dates.day(quiet.since).text}",
            "too young to tell" if is_young else "",
        )


def _by_service(
    edition: Edition, counted: Sequence[Incident], again: frozenset[str]
) -> tuple[tuple[Link, Strip, int, str], ...]:
    groups: dict[Name, list[Incident]] = {}
    for incident in counted:
        for service in incident.services:
            groups.setdefault(service, []).append(incident)
    ordered = sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0].title.casefold()))
    drawn = (
        (service, strip(edition.ground, edition.scale, incidents, again), incidents)
        for service, incidents in ordered
    )
    return tuple(
        (named.service(edition.ground, service), line, len(incidents), interval(incidents))
        for service, line, incidents in drawn
        if line
    )


def _nothing(name: Name, children: Sequence[CauseRow]) -> Empty:
    below = " or one below it" if children else ""
    return Empty(
        f"No incident names “{name.title}”{below}. It is named in a postmortem's front matter:",
        f"causes: [{name.id}]",
    )

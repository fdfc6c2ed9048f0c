"""rota/index.md: who is on call now and next; rota/load.md where it is wanted."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from functools import partial

from incidentbook.analysis.rota import natural
from incidentbook.analysis.rota_answer import LineAnswer, RotationAnswer, answer
from incidentbook.analysis.rota_people import display_name, target_of
from incidentbook.analysis.rota_words import after_words, again_words, wall_words
from incidentbook.records import rota as records
from incidentbook.records.rota import Rotation

from . import dates, links, models, named
from .edition import Edition
from .models import Day, Empty, Link, OnCallLine, Page, RotaCard, Rung, Told, Turn
from .reach import reach
from .rota_data import rota_data
from .rota_load import load_page
from .slugs import slugs
from .words import count

WEEKS = 4
"""So many weeks of turns are listed, …"""

MOST = 60
"""… and at most so many turns of a rotation."""

NOBODY = "nobody"


def rota_pages(edition: Edition) -> Iterator[Page]:
    """The page about who is on call, and that about loads where the rota asks for it; none without a rota."""
    rota = edition.ground.catalogue.library.rota
    if rota is None:
        return
    yield Page(
        links.ROTA,
        "Who is on call",
        "pages/rota.html",
        partial(_page, edition, rota),
        description="Who is on call now and next, and the escalation: who is told when nobody answers.",
    )
    if rota.shows_load:
        yield Page(
            links.ROTA_LOAD,
            "On-call load",
            "pages/rota-load.html",
            partial(load_page, edition, rota),
            search=False,
            description="What the rota asked of each person over the last thirteen weeks.",
        )


def noon(edition: Edition) -> datetime:
    """The moment for which pages tell who is on call: noon, in UTC, of the day of the build."""
    return datetime.combine(edition.as_of, time(12), UTC)


def _page(edition: Edition, rota: records.Rota) -> models.Rota:
    moment = noon(edition)
    cards = tuple(_card(edition, rota, rotation, moment) for rotation in rota.rotations)
    faults = len(rota.problems)
    return models.Rota(
        headline=f"{count(len(cards), 'rotation')}, from {rota.path}",
        moment=dates.time(moment),
        cards=cards,
        data=rota_data(rota),
        note=f"{count(faults, 'part')} of {rota.path} could not be read; `incidentbook check` says which."
        if faults
        else "",
        load=links.page("Hours and incidents per person", links.ROTA_LOAD) if rota.shows_load else None,
        empty=None
        if cards
        else Empty(f"{rota.path} names no rotation yet.", "incidentbook rota --import FILE"),
    )


def _card(edition: Edition, rota: records.Rota, rotation: Rotation, moment: datetime) -> RotaCard:
    found = answer(rota, rotation, edition.policy, moment)
    turns = tuple(_turns(rota, rotation, datetime.combine(edition.as_of, time(), UTC)))
    catalogue = edition.ground.catalogue
    teams = catalogue.teams.resolve(one.name for one in rotation.teams)
    services = catalogue.services.resolve(
        (*(one.name for one in rotation.services), *_owned(edition, rotation))
    )
    return RotaCard(
        title=rotation.title,
        anchor=anchor_of(rota, rotation),
        zone=rotation.zone,
        lines=tuple(on_call_line(rota, rotation, line) for line in found.lines),
        teams=tuple(named.team(edition.ground, team) for team in teams),
        services=named.services(edition.ground, services),
        rungs=tuple(_rungs(edition, rota, found)),
        repeats=_repeats(rotation),
        turns=turns[:MOST],
        turn_count=f"The next {count(min(len(turns), MOST), 'turn')}",
        calendar=Link("Calendar", models.Target("data", calendar_name(rota, rotation))),
    )


def calendar_name(rota: records.Rota, rotation: Rotation) -> str:
    """The name of the file that holds a rotation's calendar, among the site's data."""
    return f"oncall-{anchor_of(rota, rotation)}.ics"


def anchor_of(rota: records.Rota, rotation: Rotation) -> str:
    """The place of a rotation on the page, which no other one has."""
    return slugs(one.id for one in rota.rotations)[rotation.id]


def _owned(edition: Edition, rotation: Rotation) -> Iterator[str]:
    teams = {one.name for one in rotation.teams}
    yield from (service.id for service in edition.policy.services if service.team in teams)


def on_call_line(rota: records.Rota, rotation: Rotation, one: LineAnswer) -> OnCallLine:
    """Whoever is on call in a line of a rotation, and who comes next."""
    following = one.next
    return OnCallLine(
        key=f"{rotation.id}/{one.line}",
        name=one.line.capitalize(),
        person=display_name(rota, one.now.person) or NOBODY,
        contact=reach(rota, one.now.person),
        shift=one.now.shift,
        until=_wall(following.start, rotation.zone) if following else None,
        then=(display_name(rota, following.person) or NOBODY) if following else "",
    )


def _wall(moment: datetime, zone: str) -> Day:
    return Day(wall_words(moment, zone), dates.iso(moment))


def _rungs(edition: Edition, rota: records.Rota, found: RotationAnswer) -> Iterator[Rung]:
    for level, (minutes, told) in zip(found.rotation.levels, found.levels, strict=True):
        names = (
            _told(edition, rota, found.rotation, target.name, one.name, one.person)
            for target, one in zip(level.targets, told, strict=True)
        )
        yield Rung(after=after_words(minutes).capitalize(), told=tuple(names))


def _told(  # noqa: PLR0913, PLR0917 - whom a level tells depends on all of these
    edition: Edition, rota: records.Rota, rotation: Rotation, word: str, name: str, person: str
) -> Told:
    target = target_of(word, rotation, rota, edition.policy)
    if target.kind == "line":
        other = rota.rotation(target.rotation)
        link = None
        if other and other.id != rotation.id:
            name = f"{target.line.capitalize()} of {other.title}"
            link = links.page(name, links.ROTA, anchor_of(rota, other))
        shown = name if link else name.capitalize()
        key = f"{target.rotation}/{target.line}"
        who, contact = display_name(rota, person) or NOBODY, reach(rota, person)
        return Told(name=shown, key=key, person=who, link=link, contact=contact)
    return Told(name=name, contact=reach(rota, target.name) if target.kind == "person" else None)


def _repeats(rotation: Rotation) -> str:
    again = again_words(rotation)
    return f"Then it {again}." if again else ""


def _turns(rota: records.Rota, rotation: Rotation, since: datetime) -> Iterator[Turn]:
    """The turns of the next weeks in the order of their beginnings, the primary first."""
    found = [
        (one.start, number, line.name, one)
        for number, line in enumerate(rotation.lines)
        for one in natural(rotation, line.name, since, since + timedelta(weeks=WEEKS))
    ]
    for _, _, line, one in sorted(found, key=lambda entry: entry[:2]):
        note = (f"exchanged: {one.reason}" if one.reason else "exchanged") if one.is_override else one.shift
        yield Turn(
            start=_wall(one.start, rotation.zone),
            end=_wall(one.end, rotation.zone),
            line=line,
            person=display_name(rota, one.person),
            note=note,
        )

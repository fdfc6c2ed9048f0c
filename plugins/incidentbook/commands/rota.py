"""`incidentbook rota`: who is on call, now and next; what another program's schedule says."""

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from shutil import get_terminal_size

import click

from incidentbook.analysis.rota_answer import LineAnswer, RotationAnswer, Told, answer
from incidentbook.analysis.rota_people import contact_of, display_name, reachable
from incidentbook.analysis.rota_words import after_words, again_words, wall_words
from incidentbook.reading.library import read_rota_of
from incidentbook.reading.names import nearest
from incidentbook.reading.rota_times import moment
from incidentbook.records.rota import Rota, Rotation
from incidentbook.reports.words import safe

from .action_table import NARROWEST, wrapped
from .options import Place, place_options
from .places import this_moment
from .printing import paint
from .usage import refusal

_VERSION = 1


@click.command("rota")
@click.argument("ids", nargs=-1, metavar="[ROTATION]…")
@click.option(
    "--at", metavar="TIME", help="Another moment than now, as “2026-04-03 10:00” or with an offset."
)
@click.option(
    "--format", "form", type=click.Choice(("text", "json", "ics")), default="text", show_default=True
)
@click.option(
    "--import",
    "imported",
    type=click.Path(exists=True, path_type=Path),
    metavar="FILE",
    help="Print an oncall.yml made of a PagerDuty schedule (JSON), or of Terraform (a .tf file or a folder).",
)
@click.option(
    "--compare",
    "compared",
    type=click.Path(exists=True, path_type=Path),
    metavar="FILE",
    help="List where such a file and oncall.yml disagree.",
)
@place_options
def command(
    place: Place,
    /,
    ids: tuple[str, ...],
    at: str | None,
    form: str,
    imported: Path | None,
    compared: Path | None,
) -> None:
    """Print who is on call now and who comes next, from oncall.yml.

    ROTATION is the id of a rotation; all without it. Times are on the clock of the rotation. Exit status: 0;
    1 where nobody is on call, or where --compare finds a difference; 2 for wrong usage.

    \b
    Example:
      incidentbook rota
      incidentbook rota shop --at "2026-04-03 10:00"
      incidentbook rota --format ics > oncall.ics
      incidentbook rota --import schedule.json > oncall.yml
      incidentbook rota --compare terraform/pagerduty.tf
    """
    if imported:
        from .rota_import import print_import

        print_import(imported, place)
        return
    rota = _rota(place)
    chosen = _chosen(rota, ids)
    when = _moment(at, place)
    if compared:
        from .rota_import import print_differences

        sys.exit(print_differences(compared, rota, chosen, place, when))
    if form == "ics":
        from incidentbook.exports.rota_calendar import rota_ics

        click.echo(rota_ics(rota, chosen, when.date(), place.policy.title).encode(), nl=False)
        return
    answers = [answer(rota, rotation, place.policy, when) for rotation in chosen]
    if form == "json":
        click.echo(_json(rota, answers, when))
    else:
        width = max(get_terminal_size().columns, NARROWEST)
        click.echo("\n".join(_text(rota, answers, when, width)))
    sys.exit(any(not line.now.person for one in answers for line in one.lines[:1]))


def _rota(place: Place) -> Rota:
    rota = read_rota_of(place.root, place.policy)
    if rota is None:
        name = place.policy.oncall or "oncall.yml"
        hint = "`incidentbook rota --import FILE` makes one of a PagerDuty schedule."
        raise refusal(f"there is no {name} that says who is on call.\n{hint}")
    for problem in rota.problems:
        click.echo(f"{problem.at}: {problem.message}{f' ({problem.hint})' if problem.hint else ''}", err=True)
    if not rota.rotations:
        raise refusal(f"{rota.path} names no rotation that can be read.\n`incidentbook check` says why.")
    return rota


def _chosen(rota: Rota, ids: Sequence[str]) -> tuple[Rotation, ...]:
    known = [rotation.id for rotation in rota.rotations]
    for one in ids:
        if one not in known:
            near = nearest(one, known)
            hint = f"did you mean “{near}”?" if near else f"there are: {', '.join(known)}"
            raise click.UsageError(f"no rotation “{one}”; {hint}")
    return tuple(rotation for rotation in rota.rotations if not ids or rotation.id in ids)


def _moment(at: str | None, place: Place) -> datetime:
    """The moment asked about: what was given, noon of the policy's `as_of`, or now."""
    if at is None:
        return this_moment(place)
    found = moment(at, place.policy.time_zone)
    if found is None:
        raise click.UsageError(f"“{at}” is no day with a time; write it as 2026-04-03 10:00")
    return found


def _text(rota: Rota, answers: Sequence[RotationAnswer], when: datetime, width: int) -> Iterator[str]:
    for number, one in enumerate(answers):
        rotation = one.rotation
        if number:
            yield ""
        yield safe(f"{rotation.title} ({rotation.id})")
        yield paint(f"{wall_words(when, rotation.zone)} ({rotation.zone})", "dim")
        yield from (
            f"  {line}" for own in one.lines for line in wrapped(_line(rota, rotation, own), width - 2)
        )
        for minutes, told in one.levels:
            names = ", ".join(_told(rota, to) for to in told)
            words = f"{after_words(minutes)}: {safe(names) or 'nobody'}"
            yield from (paint(f"  {line}", "dim") for line in wrapped(words, width - 2))
        if again := again_words(rotation):
            yield paint(f"  then it {again}", "dim")


def _told(rota: Rota, to: Told) -> str:
    """Whom a level tells: a line with its person, or a person with how to reach them."""
    if to.person:
        return f"{to.name} ({display_name(rota, to.person)})"
    return f"{to.name}, {to.contact}" if to.contact else to.name


def _line(rota: Rota, rotation: Rotation, one: LineAnswer) -> str:
    who = reachable(rota, one.now.person) or "nobody"
    words = f"{one.line}: {safe(who)}{f' ({safe(one.now.shift)})' if one.now.shift else ''}"
    if one.next is None:
        return words
    then = display_name(rota, one.next.person) or "nobody"
    return f"{words} until {wall_words(one.next.start, rotation.zone)}, then {safe(then)}"


def _json(rota: Rota, answers: Sequence[RotationAnswer], when: datetime) -> str:
    rows = [
        {
            "id": one.rotation.id,
            "title": one.rotation.title,
            "time_zone": one.rotation.zone,
            "lines": [_line_record(rota, line) for line in one.lines],
            "escalation": [
                {
                    "after_minutes": minutes,
                    "notify": [_told_record(to) for to in told],
                }
                for minutes, told in one.levels
            ],
            "repeats": one.rotation.repeats,
            "repeats_after_minutes": one.rotation.repeat_minutes,
        }
        for one in answers
    ]
    return json.dumps({"version": _VERSION, "at": _iso(when), "rotations": rows}, ensure_ascii=True, indent=1)


def _told_record(to: Told) -> dict[str, object]:
    return {"name": to.name, "kind": to.kind, "person": to.person or None, "contact": to.contact or None}


def _line_record(rota: Rota, one: LineAnswer) -> dict[str, object]:
    return {
        "line": one.line,
        "person": one.now.person or None,
        "name": display_name(rota, one.now.person) or None,
        "contact": contact_of(rota, one.now.person) or None,
        "shift": one.now.shift or None,
        "until": _iso(one.next.start) if one.next else None,
        "next": one.next.person or None if one.next else None,
    }


def _iso(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"

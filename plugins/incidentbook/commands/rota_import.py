"""What another program's schedule says, as an oncall.yml or beside ours."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from incidentbook.analysis.rota_compare import (
    Difference,
    Pair,
    differences,
    escalation_difference,
    pairs,
    rendered_faults,
    unpaired,
)
from incidentbook.analysis.rota_people import known_people
from incidentbook.analysis.rota_words import wall_words
from incidentbook.exports.rota_yaml import rota_yaml
from incidentbook.reading.files import decode
from incidentbook.reading.library import read_rota_of
from incidentbook.reading.pagerduty import Imported, Source, imported
from incidentbook.reading.pagerduty_json import read_pagerduty_json
from incidentbook.reading.pagerduty_terraform import read_pagerduty_terraform
from incidentbook.records.plain import replace
from incidentbook.records.rota import Person, Rota, Rotation
from incidentbook.reports.words import safe

from .options import Place
from .usage import refusal

WEEKS = 8
"""So many weeks from the moment asked about are compared."""

MOST = 40
"""So many differences are listed for one line; how many more there are is said."""


def print_import(path: Path, place: Place) -> None:
    """Print an oncall.yml that says what a file says, and on standard error what could not be read."""
    before = read_rota_of(place.root, place.policy)
    found = _read(path, before, place, datetime.now(UTC))
    _say_notes(found)
    if not found.rota.rotations:
        raise refusal(f"{path} holds no schedule that can be read.")
    for rotation, span, theirs in rendered_faults(found):
        words = f"{_from_to(span.start, span.end, rotation)}: its layers say {span.person or 'nobody'}"
        click.echo(f"{path}: “{safe(rotation.id)}” {words}, its final schedule says {safe(theirs)}", err=True)
    comments = (
        f"Made by `incidentbook rota --import {path.name}`; say below `teams:` whose services it is for.",
        *(f"Not read, line {at.line} of {at.path}: {words}" for at, words in found.notes),
    )
    rota = replace(found.rota, people=_people(found.rota, before))
    click.echo(rota_yaml(rota, comments).encode("utf-8", "replace"), nl=False)


def _people(rota: Rota, before: Rota | None) -> tuple[Person, ...]:
    """Everybody whom the rota of before lists, since it may be replaced, and whom the new one adds."""
    kept = before.people if before else ()
    known = {person.id for person in kept}
    return (*kept, *(person for person in rota.people if person.id not in known))


def print_differences(
    path: Path, rota: Rota, chosen: Sequence[Rotation], place: Place, when: datetime
) -> int:
    """Print where a file and the rota disagree in the next weeks; gives 1 where they do, else 0."""
    found = _read(path, rota, place, when)
    _say_notes(found)
    together = pairs(rota, chosen, found)
    lines = list(_differences(together, rota, chosen, found, path, when))
    for line in lines:
        click.echo(line)
    if not lines:
        about = ", ".join(f"“{safe(pair.ours.id)}” ({pair.line})" for pair in together)
        click.echo(f"{rota.path} and {path.name} agree for {WEEKS} weeks about {about}")
    return int(bool(lines))


def _differences(
    together: Sequence[Pair],
    rota: Rota,
    chosen: Sequence[Rotation],
    found: Imported,
    path: Path,
    when: datetime,
) -> Iterator[str]:
    ours, theirs = unpaired(together, chosen, found)
    for one in ours:
        yield f"“{safe(one.id)}” is in {rota.path} alone"
    for one in theirs:
        yield f"“{safe(one.id)}” is in {path.name} alone"
    names = {pair.theirs.id: pair.line if pair.line != "primary" else pair.ours.id for pair in together}
    for pair in together:
        every = list(differences(pair, found, when, when + timedelta(weeks=WEEKS)))
        yield from (_sentence(one, rota, path) for one in every[:MOST])
        if len(every) > MOST:
            yield f"“{safe(pair.ours.id)}” {pair.line}: {len(every) - MOST} more differences"
        if words := escalation_difference(pair, names):
            mine, their = map(safe, words)
            yield f"“{safe(pair.ours.id)}” escalation: {rota.path} says {mine}; {path.name} says {their}"


def _sentence(one: Difference, rota: Rota, path: Path) -> str:
    rotation = one.pair.ours
    words = _from_to(one.start, one.end, rotation)
    mine, their = safe(one.ours) or "nobody", safe(one.theirs) or "nobody"
    place = f"“{safe(rotation.id)}” {one.pair.line}"
    return f"{place} {words}: {rota.path} says {mine}, {path.name} says {their}"


def _from_to(start: datetime, end: datetime, rotation: Rotation) -> str:
    zone = rotation.zone
    return f"from {wall_words(start, zone)} to {wall_words(end, zone)} ({zone})"


def _say_notes(found: Imported) -> None:
    for at, words in found.notes:
        click.echo(f"{at.path}:{at.line}: {safe(words)}", err=True)


def _read(path: Path, rota: Rota | None, place: Place, when: datetime) -> Imported:
    known = known_people(rota or Rota(""), place.policy)
    return imported(_source(path), path.name, known, when)


def _source(path: Path) -> Source:
    files = sorted(path.glob("*.tf")) if path.is_dir() else [path]
    try:
        texts = [(file.name, decode(file.read_bytes(), file.name)[0]) for file in files]
    except OSError as error:
        raise refusal(f"{path} cannot be read: {error.strerror}") from error
    if not texts:
        raise refusal(f"there is no .tf file in {path}.")
    if texts[0][0].endswith(".tf"):
        return read_pagerduty_terraform(texts)
    if texts[0][1].lstrip()[:1] in {"{", "["}:
        return read_pagerduty_json(*texts[0])
    raise refusal(f"{path} is neither JSON of PagerDuty's API nor a .tf file.")

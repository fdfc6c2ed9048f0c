"""Lists of single durations: one line for each incident, counted or not, and how they are filtered."""

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial

from incidentbook.analysis.catalogue import Incident
from incidentbook.analysis.groups import SOURCES, source
from incidentbook.analysis.measurement import Measurement
from incidentbook.analysis.periods import Period, period_of
from incidentbook.analysis.timings import Timing

from . import facets
from .durations import spell, spell_range
from .edition import Edition
from .facets import Dimension, Value
from .ground import Ground
from .incident_values import services, severities, teams
from .measures import BASES, duration
from .models import Chip, LedgerRow, Rows
from .slugs import slug
from .tallies import SOURCE_WORDS

STATES = {
    "counted": "Counted",
    "missing": "Without times",
    "excluded": "Left out",
    "disputed": "Contradictory",
}


def state(key: str, words: str = "") -> Chip:
    """The state of a duration as a word with a shape."""
    shapes = {"counted": "●", "missing": "○", "excluded": "⊘", "disputed": "▲"}
    return Chip(words or STATES[key], "state", key, shapes[key])


def measured_rows(edition: Edition, every: Sequence[Measurement]) -> Rows[LedgerRow]:
    """Measurements as the lines of a list."""
    return Rows(every, partial(measured_row, edition), partial(_anchor, edition))


def _anchor(edition: Edition, one: Measurement) -> str:
    return f"incident-{edition.ground.document_slugs[one.incident.path]}"


def measured_row(edition: Edition, one: Measurement) -> LedgerRow:
    """A measurement as a line of a list."""
    row = edition.incidents[one.incident.path]
    timing = one.timing
    disputed = bool(one.others) and one.state != "excluded"
    return LedgerRow(
        link=row.link,
        state=state("disputed" if disputed else one.state),
        severity=row.severity,
        anchor=_anchor(edition, one),
        date=row.date,
        value=duration(timing),
        working=working(timing),
        basis=BASES.get(timing.basis, ""),
        services=row.services,
        notes=tuple(_notes(one)),
        data=data(edition.ground, one),
    )


def working(timing: Timing) -> str:
    """The same stretch in working time, in words, or nothing where it is not known."""
    if timing.working_low is None or timing.working_high is None:
        return ""
    return spell_range(timing.working_low, timing.working_high)


def _notes(one: Measurement) -> Iterator[str]:
    if one.reason:
        yield one.reason[:1].upper() + one.reason[1:]
    if one.timing.text and one.state == "counted" and one.timing.basis == "stated":
        yield f"“{one.timing.text}”"
    for other in one.others:
        said = f", “{other.text}”" if other.text else ""
        yield f"but {duration(other)} {BASES.get(other.basis, '')}{said}"


def data(ground: Ground, one: Measurement) -> tuple[tuple[str, str], ...]:
    """The attributes of a line, by which the browser filters and sorts."""
    incident = one.incident
    minutes = one.timing.minutes
    rank = ground.severity_rank(incident.postmortem.severity)
    return (
        *facets.data(ground, one, DIMENSIONS),
        ("sort-date", incident.day.isoformat() if incident.day else ""),
        ("sort-severity", str(rank)),
        ("sort-value", "" if minutes is None else f"{minutes:.3f}"),
        ("sort-title", incident.postmortem.title.casefold()),
    )


def _sources(_: Ground, incident: Incident) -> Iterator[Value]:
    if name := source(incident):
        yield Value(name, SOURCE_WORDS.get(name, name), SOURCES.index(name) if name in SOURCES else None)


def _periods(incident: Incident, kind: str) -> Iterator[Value]:
    if incident.day:
        yield _period(period_of(incident.day, kind))


@lru_cache(maxsize=1024)
def _period(found: Period) -> Value:
    return Value(slug(found.id), found.id, -found.first.toordinal())


def states(one: Measurement) -> Iterator[Value]:
    """The states of a measurement: one of those of counting, and that it is contradictory."""
    keys = list(STATES)
    yield Value(one.state, STATES[one.state], keys.index(one.state))
    if one.others and one.state != "excluded":
        yield Value("disputed", STATES["disputed"], keys.index("disputed"))


DIMENSIONS: tuple[Dimension[Measurement], ...] = (
    Dimension("state", "State", lambda _, one: states(one)),
    Dimension("severity", "Severity", lambda ground, one: severities(ground, one.incident), "No severity"),
    Dimension("service", "Service", lambda ground, one: services(ground, one.incident), "No service"),
    Dimension("team", "Team", lambda ground, one: teams(ground, one.incident), "No team"),
    Dimension("detection", "Told first", lambda ground, one: _sources(ground, one.incident), "Not stated"),
    Dimension("quarter", "Quarter", lambda _, one: _periods(one.incident, "quarter"), "No date"),
    Dimension("month", "Month", lambda _, one: _periods(one.incident, "month"), "No date"),
)
"""How a list of measurements can be filtered."""


def days(value: float) -> str:
    """A number of days in words: "3 working days"."""
    return f"{value:g} working day{'' if value == 1 else 's'}"


def hours(low: float, high: float) -> str:
    """A number of hours between bounds in words."""
    return f"{spell(low * 60)} to {spell(high * 60)}" if low != high else spell(low * 60)

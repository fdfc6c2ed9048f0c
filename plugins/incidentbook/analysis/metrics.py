"""All metrics of a catalogue on one day, worked out once for pages, data files, the terminal and reviews.

What is measured is defined in `timings`, `quiet_times`, `updates` and `goals`, each with its source. Why
medians stand before means, and single incidents before both: Š. Davidovič, *Incident Metrics in SRE* (Google,
2021).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from incidentbook.records.plain import dataclass

from .catalogue import Catalogue, Incident
from .chance import chance_of_counts, chance_of_durations
from .goals import Goal, goals
from .groups import Group, groups
from .measurement import Measurement, Tally, measurements, tally
from .periods import Period
from .quiet_times import ServiceQuiet, quiet_times
from .spread import ENOUGH
from .summaries import Interval
from .timings import MEASURES
from .updates import Cadence, cadences

YEAR = 365
"""Days of the two stretches that are compared: the last year, and the one before."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure in two periods: the earlier and the later one, and how often chance differs as much.

    `chance` is None where one of them has fewer than `ENOUGH` values: nothing is said then.
    """

    measure: str
    earlier: Tally
    later: Tally
    chance: float | None


@dataclass(frozen=True, slots=True)
class VolumeComparison:
    """The number of incidents in two periods, and how often chance differs as much."""

    earlier: int
    later: int
    chance: float


@dataclass(frozen=True, slots=True)
class Metrics:
    """Everything measured on one day; `by_measure` and `by_path` hold the same measurements.

    `happened` is what volume counts, newest first: all incidents but drills and near-misses, and none from
    after the day `as_of`; `apart` are the others.
    """

    as_of: date
    by_measure: Mapping[str, tuple[Measurement, ...]]
    by_path: Mapping[str, Mapping[str, Measurement]]
    happened: tuple[Incident, ...]
    apart: tuple[Incident, ...]
    quiet: tuple[ServiceQuiet, ...]
    cadences: tuple[Cadence, ...]
    goals: tuple[Goal, ...]
    catalogue: Catalogue

    def tally(self, measure: str, incidents: Iterable[Incident] | None = None) -> Tally:
        """The tally of a measure over some incidents; over all where none are named."""
        if incidents is None:
            return tally(self.by_measure[measure])
        return tally(self.by_path[incident.path][measure] for incident in incidents)

    def grouped(self, by: str) -> tuple[Group, ...]:
        """All incidents by one of `groups.BY`."""
        return groups(self.catalogue.incidents, by, self.catalogue.library.policy)


def metrics(catalogue: Catalogue, as_of: date) -> Metrics:
    """Measure a catalogue as it stands on the day `as_of`."""
    policy, incidents = catalogue.library.policy, catalogue.incidents
    by_measure = measurements(incidents, policy, as_of)
    by_path: dict[str, dict[str, Measurement]] = {}
    for measure, every in by_measure.items():
        for one in every:
            by_path.setdefault(one.incident.path, {})[measure] = one
    happened = tuple(one for one in incidents if _happened(one, as_of))
    return Metrics(
        as_of=as_of,
        by_measure=by_measure,
        by_path=by_path,
        happened=happened,
        apart=tuple(one for one in incidents if not _happened(one, as_of)),
        quiet=quiet_times(catalogue, as_of),
        cadences=cadences(incidents, policy, as_of),
        goals=goals(incidents, policy, as_of),
        catalogue=catalogue,
    )


def _happened(incident: Incident, as_of: date) -> bool:
    return incident.is_counted and not (incident.day and incident.day > as_of)


def compare(found: Metrics, earlier: Period, later: Period) -> tuple[Comparison, ...]:
    """Each measure in two periods."""
    first, last = (_within(found.catalogue, period) for period in (earlier, later))
    return tuple(
        _comparison(measure, found.tally(measure, first), found.tally(measure, last)) for measure in MEASURES
    )


def compare_volume(found: Metrics, earlier: Period, later: Period) -> VolumeComparison:
    """The number of incidents in two periods."""
    first, last = (
        sum(_happened(one, found.as_of) for one in _within(found.catalogue, period))
        for period in (earlier, later)
    )
    return VolumeComparison(first, last, chance_of_counts(first, last, earlier.days, later.days))


def last_years(as_of: date) -> tuple[Period, Period] | None:
    """The `YEAR` before the last, and the last, which ends on the day `as_of`."""
    if as_of.toordinal() <= 2 * YEAR:
        return None
    middle = as_of - timedelta(YEAR)
    earlier = Period(middle - timedelta(YEAR - 1), middle, "year", "before")
    return earlier, Period(middle + timedelta(1), as_of, "year", "last")


def _within(catalogue: Catalogue, period: Period) -> list[Incident]:
    return catalogue.dated.within(period.first, period.last)


def _comparison(measure: str, earlier: Tally, later: Tally) -> Comparison:
    few = min(earlier.summary.number, later.summary.number) < ENOUGH
    chance = None if few else chance_of_durations(_values(earlier), _values(later))
    return Comparison(measure, earlier, later, chance)


def _values(of: Tally) -> Sequence[Interval]:
    return of.summary.values

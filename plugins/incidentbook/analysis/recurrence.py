"""How a cause goes on: days between its incidents, what is new, what has been quiet since its actions."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import pairwise

from incidentbook.records.plain import dataclass

from .catalogue import Incident
from .fixes import Fix
from .repeats import Repetition
from .spread import Spread, spread

MOST_QUARTERS = 40
"""Ten years: as far back as a chart by quarters goes."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """A cause without an incident since the last of its `done` judged actions, `days` ago."""

    since: date
    days: int
    done: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """The incidents of three months from `start` on: all that can be judged, and the repeats among them."""

    start: date
    incidents: int
    repeats: int
    systemic: int


def intervals(incidents: Iterable[Incident]) -> Spread:
    """The days from each incident to the next one, of those with a day."""
    days = sorted(incident.day for incident in incidents if incident.day)
    return spread([float((later - earlier).days) for earlier, later in pairwise(days)])


def is_new(incidents: Sequence[Incident], as_of: date, days: int) -> bool:
    """Whether the first of some incidents lies in the last so many days, and none has an unknown day."""
    found = [incident.day for incident in incidents if incident.day]
    return bool(found) and len(found) == len(incidents) and (as_of - min(found)).days < days


def quiet(
    incidents: Iterable[Incident], fixes: Iterable[Fix], open_types: Collection[str], as_of: date
) -> Quiet | None:
    """How long a cause has been quiet since its actions were done, or None where that cannot be said.

    It can where a day is known on which each was done, none of the judged types is still to be done
    (`open_types` are the types of the open ones), and no incident came after the last.
    """
    known = list(fixes)
    days = [one.since for one in known if one.since and one.basis != "incident"]
    if not days or len(days) < len(known) or open_types:
        return None
    since = max(days)
    last = max((incident.day for incident in incidents if incident.day), default=None)
    if last is None or last > since or since > as_of:
        return None
    return Quiet(since, (as_of - since).days, len(known))


def quarters(
    judged: Iterable[Incident], repeated: Iterable[Repetition], apart: Iterable[Repetition], as_of: date
) -> tuple[Quarter, ...]:
    """The quarters from the first of some incidents to the day `as_of`, the last `MOST_QUARTERS` of them."""
    days = {one.path: one.day for one in judged if one.day and one.day <= as_of}
    if not days:
        return ()
    repeats = {one.incident.path for one in repeated}
    systemic = {one.incident.path for one in apart} - repeats
    counts = Counter(_quarter(day) for day in days.values())
    of_repeats = Counter(_quarter(day) for path, day in days.items() if path in repeats)
    of_systemic = Counter(_quarter(day) for path, day in days.items() if path in systemic)
    last = _quarter(as_of)
    first = max(min(counts), last - MOST_QUARTERS + 1)
    return tuple(
        Quarter(
            date(number // 4, number % 4 * 3 + 1, 1), counts[number], of_repeats[number], of_systemic[number]
        )
        for number in range(first, last + 1)
    )


def _quarter(day: date) -> int:
    """The quarter of a day as a number that grows by one from each to the next."""
    return day.year * 4 + (day.month - 1) // 3

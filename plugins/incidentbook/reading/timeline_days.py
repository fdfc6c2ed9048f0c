"""From events to entries: days are carried on, zones applied, and what contradicts is reported."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from incidentbook.records import Location, Moment, Problem, TimelineEntry

from .clock import moment_of
from .date_faults import day_fault, time_fault
from .milestones import milestone_of
from .stamps import Stamp
from .timeline_events import Event

_HALF_A_DAY = timedelta(hours=12)
_A_NIGHT = timedelta(hours=3)
_LOOK_AHEAD = 100
_LEAST_BACKWARDS = 2
_FORM = "write the day and the time as `2025-03-15 14:32`"


def is_day_label(events: Sequence[Event], index: int) -> bool:
    """Whether a day without a time only says on which day the following events took place."""
    event = events[index]
    if event.form == "label":
        return True
    if event.stamp.is_timed or event.stamp.day is None or event.stamp.bad:
        return False
    if not event.text:
        return True
    if index + 1 == len(events) or not _is_dateless(events[index + 1]):
        return False
    following = events[index + 1]
    if event.form == "heading":
        return following.form != "heading" or following.level > event.level
    return event.form == "item" == following.form and following.level > event.level


def _is_dateless(event: Event) -> bool:
    return event.stamp.is_timed and event.stamp.day is None


def runs_backwards(events: Sequence[Event]) -> bool:
    """Whether the newest event stands first: hardly any event is later than the one before it."""
    if any(is_day_label(events, index) for index in range(len(events))):
        return False
    down = up = 0
    timed = [event.stamp for event in events if event.stamp.clock]
    for before, stamp in pairwise(timed):
        step = _step(before, stamp)
        down += step < 0
        up += step > 0
    return down >= _LEAST_BACKWARDS and up * 4 <= down


def _step(before: Stamp, stamp: Stamp) -> float:
    """Minutes from one stamp to the next; without days, the shorter way around the clock."""
    if before.clock is None or stamp.clock is None or (before.day is None) != (stamp.day is None):
        return 0
    minutes = (stamp.clock.hour - before.clock.hour) * 60 + stamp.clock.minute - before.clock.minute
    if before.day and stamp.day:
        return (stamp.day - before.day).days * 1440 + minutes
    return (minutes + 720) % 1440 - 720


class Days:
    """Carries the day from event to event and makes entries of them."""

    def __init__(
        self, path: str, zone: str, day: date | None, *, zone_stated: bool, start: datetime | None = None
    ) -> None:
        self.path = path
        self.zone = zone
        self.zone_stated = zone_stated
        self.day = day
        self.start = start
        self.origin: datetime | None = None
        self.last: Moment | None = None
        self.events: Sequence[Event] = ()
        self.entries: list[TimelineEntry] = []
        self.problems: list[Problem] = []

    def read(self, events: Sequence[Event]) -> None:
        """Make the entries, in the order in which the events stand."""
        self.events = events
        self.origin = self._first_origin()
        for index, event in enumerate(events):
            if is_day_label(events, index):
                self.day = event.stamp.day
            elif event.is_template:
                self._report(
                    event, "placeholder-left", "a line of the template is left", "fill it in or remove it"
                )
            elif event.text or event.stamp.minutes is None:
                self._enter(index, event)

    def _enter(self, index: int, event: Event) -> None:
        if event.stamp.bad:
            self._report_bad(event)
        moment = self._moment(index, event)
        at = Location(self.path, event.line, event.column)
        self.entries.append(TimelineEntry(at, event.text, moment, event.time_text, milestone_of(event.text)))

    def _report_bad(self, event: Event) -> None:
        bad = event.stamp.bad
        fault = day_fault(bad, self.day) or time_fault(bad)
        wrong = fault.wrong if fault else "cannot be read as a day or time"
        remedy = fault.remedy() if fault else ""
        hint = remedy or ("write the time that is meant, such as `14:32`" if ":" in bad else _FORM)
        self._report(event, "timeline-unreadable-entry", f"“{bad}” {wrong}", hint)

    def _report(self, event: Event, rule: str, message: str, hint: str) -> None:
        self.problems.append(Problem(Location(self.path, event.line, event.column), rule, message, hint))

    def _moment(self, index: int, event: Event) -> Moment | None:
        stamp = event.stamp
        if stamp.minutes is not None and stamp.clock is None:
            return self._relative(event)
        day = stamp.day or self.day
        moment = self._stated(event, day)
        if moment is not None and self._is_next_day(index, event, moment):
            day = _after(day, 1)
            moment = self._stated(event, day)
        self.day = _after(day, stamp.later)
        if moment is None:
            return None
        self._compare(event, moment)
        if stamp.minutes is not None:
            self.origin = moment.start - timedelta(minutes=stamp.minutes)
        return moment

    def _stated(self, event: Event, day: date | None) -> Moment | None:
        zone, stated = (event.zone, True) if event.zone else (self.zone, self.zone_stated)
        return moment_of(event.stamp, zone=zone, zone_stated=stated, day=day, text=event.time_text)

    def _first_origin(self) -> datetime | None:
        """The moment from which relative times count: that of the first event with both kinds of time.

        Where there is none, the first event counts, if it has a time of day ("14:05", then "+5 min"), else
        the incident's start as far as it is stated elsewhere.
        """
        both = (event for event in self.events if event.stamp.minutes is not None and event.stamp.clock)
        event = next(both, self.events[0] if self.events else None)
        if event is None or event.stamp.clock is None:
            return self.start
        moment = self._stated(event, event.stamp.day or self.day)
        return moment.start - timedelta(minutes=event.stamp.minutes or 0) if moment else self.start

    def _relative(self, event: Event) -> Moment | None:
        if self.origin is None or event.stamp.minutes is None:
            return None
        start = self.origin + timedelta(minutes=event.stamp.minutes)
        return Moment(
            start, None, "minute", event.stamp.approximate, self.zone, self.zone_stated, event.time_text
        )

    def _is_next_day(self, index: int, event: Event, moment: Moment) -> bool:
        """Whether an earlier time without a day is the next day's: the smaller contradiction."""
        if self.last is None or event.stamp.day is not None or event.stamp.later:
            return False
        back = self.last.start - moment.start
        if back < _A_NIGHT or self.last.precision == "day":
            return False
        return back > _HALF_A_DAY or not self._returns(index)

    def _returns(self, index: int) -> bool:
        """Whether the events that follow go back to the time before this one, or to this very day."""
        last = self.last.start if self.last else None
        for event in self.events[index + 1 : index + 1 + _LOOK_AHEAD]:
            if event.stamp.day is not None:
                return event.stamp.day <= (self.day or event.stamp.day)
            later = self._stated(event, self.day)
            if later and last and later.start >= last:
                return True
        return False

    def _compare(self, event: Event, moment: Moment) -> None:
        """Report an event that is earlier than the one before it."""
        last = self.last
        if last is not None and _is_earlier(moment, last):
            message = f"“{event.time_text}” stands after “{last.text}”"
            self._report(event, "timeline-order", message, "sort the events, or state the day")
        if last is None or moment.precision != "day" or moment.start > last.start:
            self.last = moment


def _is_earlier(moment: Moment, last: Moment) -> bool:
    if moment.approximate or last.approximate:
        return False
    if "day" in (moment.precision, last.precision):
        return moment.start.date() < last.start.date() and last.start - moment.start >= timedelta(days=1)
    return moment.start < last.start


def _after(day: date | None, days: int) -> date | None:
    try:
        return None if day is None else day + timedelta(days=days)
    except OverflowError:
        return day

"""An incident's day, milestones and stated durations, from fields and from what the timeline proposes."""

import datetime
import re
from collections.abc import Iterable

from incidentbook.records import Duration, Milestone, Moment, StatedDuration
from incidentbook.records.moment import MILESTONES

from .clock import find_zone
from .dates import find_date
from .durations import read_duration
from .fields import MEASURES, MOMENTS
from .patterns import expression
from .sheet import Sheet, moment_in, plain_text
from .zones import zone_info

_ALL_TIMES = expression(r"\b(?:all (?:the )?times?|times are|time ?zone)\b[^.\n]{0,60}", re.IGNORECASE)
_LONGEST_OPENING = 4000
_ONE_DAY = datetime.timedelta(days=1)
_SAME = datetime.timedelta(minutes=1)


def zone_of(sheet: Sheet, opening: str, default: str) -> tuple[str, bool]:
    """The zone of times without one, and whether the document states it.

    It is stated by a field, or by a remark in the opening text ("All times PDT").
    """
    remark = _ALL_TIMES.search(opening[:_LONGEST_OPENING])
    stated = find_zone(sheet.text("time_zone")) or (find_zone(remark.group()) if remark else "")
    return (stated, True) if stated else (default, False)


def stated_milestones(
    sheet: Sheet, zone: str, *, zone_stated: bool, day: datetime.date | None
) -> list[Milestone]:
    """The milestones that fields state, in order; two statements that differ are reported.

    A time of day without a date is on the day of the milestone before it, or on the day after.
    """
    found: list[Milestone] = []
    for name, key in zip(MILESTONES, MOMENTS, strict=True):
        last = found[-1].moment if found else None
        near = last.start.astimezone(zone_info(last.zone)).date() if last else day
        moment = sheet.moment(key, zone, zone_stated=zone_stated, day=near)
        field = sheet.field(key)
        if moment is None or field is None:
            continue
        if last is not None and moment.start < last.start and find_date(plain_text(field.value)) is None:
            moment = _a_day_later(moment)
        found.append(Milestone(name, moment, field.source, field.at))
        _contradict(sheet, key, moment, zone, near)
    return found or _from_range(sheet, zone, zone_stated=zone_stated, day=day)


def _a_day_later(moment: Moment) -> Moment:
    end = moment.end + _ONE_DAY if moment.end else None
    return Moment(
        moment.start + _ONE_DAY,
        end,
        moment.precision,
        moment.approximate,
        moment.zone,
        moment.zone_stated,
        moment.text,
    )


def _contradict(sheet: Sheet, key: str, moment: Moment, zone: str, day: datetime.date | None) -> None:
    counted = sheet.field(key)
    for field in sheet.stated(key):
        if field is counted or field.source == "front-matter":
            continue
        other = moment_in(plain_text(field.value), zone, zone_stated=False, day=day)
        if other is not None and other.precision != "day" and abs(other.start - moment.start) > _SAME:
            sheet.contradict(key, field)


def _from_range(sheet: Sheet, zone: str, *, zone_stated: bool, day: datetime.date | None) -> list[Milestone]:
    """Beginning and end where the date or the duration is a range of times ("14:25 - 15:47 UTC")."""
    for key in ("duration", "date"):
        field = sheet.field(key)
        text = plain_text(field.value) if field else ""
        moment = moment_in(text, zone, zone_stated=zone_stated, day=day) if text else None
        if field is None or moment is None or moment.end is None or moment.precision == "day":
            continue
        ends = Moment(
            moment.end, None, moment.precision, moment.approximate, moment.zone, moment.zone_stated, text
        )
        starts = Moment(
            moment.start, None, moment.precision, moment.approximate, moment.zone, moment.zone_stated, text
        )
        return [
            Milestone("started", starts, field.source, field.at),
            Milestone("resolved", ends, field.source, field.at),
        ]
    return []


def day_of(moment: Moment) -> datetime.date:
    """The day of a moment in its own zone."""
    return moment.start.astimezone(zone_info(moment.zone)).date()


def with_proposed(stated: list[Milestone], proposed: Iterable[Milestone]) -> tuple[Milestone, ...]:
    """The stated milestones, and of the proposed ones those that are missing and fit between them."""
    found = {milestone.name: milestone for milestone in stated}
    for milestone in proposed:
        if milestone.name not in found and all(_fits(milestone, other) for other in stated):
            found[milestone.name] = milestone
    return tuple(found[name] for name in MILESTONES if name in found)


def _fits(proposed: Milestone, stated: Milestone) -> bool:
    """Whether the order of two milestones is the order of their times."""
    earliest, latest = stated.moment.start, stated.moment.end or stated.moment.start
    if stated.moment.precision == "day":
        latest += _ONE_DAY
    if MILESTONES.index(proposed.name) < MILESTONES.index(stated.name):
        return proposed.moment.start <= latest
    return proposed.moment.start >= earliest


def field_durations(sheet: Sheet) -> list[StatedDuration]:
    """The durations that fields state; one that is a range of times counts by its length."""
    found = []
    for key, measure in MEASURES.items():
        for field in sheet.stated(key):
            duration = _duration(plain_text(field.value))
            if duration is not None:
                found.append(StatedDuration(measure, duration, field.at))
                break
    return found


def _duration(text: str) -> Duration | None:
    if (duration := read_duration(text)) is not None:
        return duration
    moment = moment_in(text, "UTC", zone_stated=False, day=datetime.date(2000, 1, 1))
    if moment is None or moment.end is None:
        return None
    minutes = (moment.end - moment.start).total_seconds() / 60
    return Duration(minutes, minutes, moment.approximate, text)

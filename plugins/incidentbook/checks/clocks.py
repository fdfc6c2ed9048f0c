"""INC: the clocks that an incident's times were read from."""

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo

from incidentbook.reading.patterns import expression
from incidentbook.reading.sheet import plain_text
from incidentbook.reading.zones import ABBREVIATIONS, read_zone, zone_info
from incidentbook.records import Finding, Location, Moment, Postmortem

from .context import Context
from .registry import Setting, rule

_PAIRS = {
    "Europe/Berlin": "CET CEST MEZ MESZ",
    "Europe/London": "BST",
    "Europe/Lisbon": "WEST",
    "Europe/Athens": "EET EEST",
    "America/New_York": "EST EDT",
    "America/Chicago": "CDT",
    "America/Denver": "MDT",
    "America/Los_Angeles": "PST PDT",
    "America/Anchorage": "AKST AKDT",
    "America/Halifax": "ADT",
    "Australia/Sydney": "AEDT",
    "Pacific/Auckland": "NZST NZDT",
}
_REGIONS = {short: region for region, names in _PAIRS.items() for short in names.split()}
"""Abbreviations for half of the year, and a place whose clock changes between them.

Left out are those that some place keeps all year round: CST, MST, AST, AEST, GMT.
"""

_SHORT = expression(rf"(?<![\w/])(?:{'|'.join(sorted(_REGIONS, key=len, reverse=True))})(?![\w/])")
_OFFSET = expression(r"(?<=\d)\s?[-+\u2212]\d\d:?\d\d\s*\Z")
_TELLING = frozenset({"timeline", "summary", ""})
_A_WHILE = timedelta(hours=6)
_HALF_A_YEAR = timedelta(days=182)

Timed = tuple[Moment, Location]


@rule("INC107", "zone-missing", level="warning", settings={"times": Setting(2, "Fewest times that matter")})
def zone_missing(document: Postmortem, context: Context) -> Iterator[Finding]:
    """The document gives times of day and no zone, and the policy names none either.

    Why: readers elsewhere are off by hours, and so are links to dashboards and logs.
    Instead: the zone in the timeline's heading, `## Timeline (UTC)`; or for all documents at once
    `time_zone: Europe/Berlin` in the policy.
    Measured: no firing on 67 real documents. All of them name a zone.
    """
    if context.policy.time_zone_stated:
        return
    timed = list(_timed(document))
    if len(timed) >= context.number("INC107", "times", document) and not any(m.zone_stated for m, _ in timed):
        yield Finding(
            timed[0][1],
            f"the times name no zone; they are read as {timed[0][0].zone}",
            "write `## Timeline (UTC)`, or `time_zone:` in incidentbook.yml for all documents",
        )


@rule("INC108", "zone-suspect", level="warning")
def zone_suspect(document: Postmortem, context: Context) -> Iterator[Finding]:
    """Times are given in winter time on a day in summer, or the other way round.

    Why: “CET” is one hour ahead of UTC all year, and clocks show CEST in July: all times are off by an hour
    against dashboards and logs.
    Instead: `CEST`, or `Europe/Berlin`, which is right all year; `+01:00` where that was really meant.
    Measured: 6 firings on 67 real documents, 6 read, 0 false alarms.
    """
    told: set[str] = set()
    asked: set[tuple[str, str, int]] = set()
    for moment, at in _timed(document):
        if not moment.zone_stated or moment.zone == "UTC":
            continue
        own = _SHORT.search(moment.text) or _OFFSET.search(moment.text)
        question = (own.group() if own else "", moment.zone, moment.start.toordinal())
        if question not in asked:
            asked.add(question)
            finding = _judge(document, moment, at, context)
            if finding is not None and finding.key not in told:
                told.add(finding.key)
                yield finding


def _judge(document: Postmortem, moment: Moment, at: Location, context: Context) -> Finding | None:
    own = _SHORT.search(moment.text)
    if own is None and _OFFSET.search(moment.text):
        return _of_offset(document, moment, at, context)
    short = own.group() if own else _remarked(document, moment.zone)
    return _of_short(short, moment, at, zone_info(context.policy.time_zone)) if short else None


def _timed(document: Postmortem) -> Iterator[Timed]:
    """The stated times of day of a document with their places: milestones, then events."""
    stated = ((one.moment, one.at) for one in document.milestones if one.source != "timeline")
    events = ((entry.moment, entry.at) for entry in document.timeline if entry.moment is not None)
    for found in (stated, events):
        yield from ((moment, at) for moment, at in found if moment.precision != "day")


def _remarked(document: Postmortem, zone: str) -> str:
    """The abbreviation for the zone that a document names once for all times, or ""."""
    field = document.field("time_zone")
    told = [f"{one.heading}\n{one.text}" for one in document.sections if one.name in _TELLING]
    text = "\n".join([plain_text(field.value) if field else "", *told])
    possible = [short for short in _REGIONS if ABBREVIATIONS[short] == zone and short in text]
    return next((short for short in possible if short in _SHORT.findall(text)), "")


def _of_short(short: str, moment: Moment, at: Location, home: tzinfo) -> Finding | None:
    from zoneinfo import ZoneInfo

    region = ZoneInfo(_REGIONS[short])
    if _is_kept(region, moment) or _uses(home, short, moment.start):
        return None
    local = moment.start.astimezone(region)
    message = f"“{short}” was not in use on {local:%Y-%m-%d}, when {region.key} had {local:%Z}"
    hint = f"write {local:%Z}, or {region.key} all year round; {moment.zone} if that is meant"
    return Finding(at, message, hint, key=short)


def _of_offset(document: Postmortem, moment: Moment, at: Location, context: Context) -> Finding | None:
    """An offset that the named zone has in the other half of the year."""
    from zoneinfo import ZoneInfo

    field = document.field("time_zone")
    named = (read_zone(plain_text(field.value)) if field else "") or context.policy.time_zone
    region = zone_info(named)
    if not isinstance(region, ZoneInfo) or _is_kept(region, moment):
        return None
    if _offset(moment) != (moment.start + _HALF_A_YEAR).astimezone(region).utcoffset():
        return None
    local = moment.start.astimezone(region)
    offset = f"{local:%z}"
    message = f"“{moment.text}” is {moment.zone}, which {named} did not have on {local:%Y-%m-%d}"
    hint = f"write {offset[:3]}:{offset[3:]} if it is {named} time"
    return Finding(at, message, hint, key=moment.zone)


def _is_kept(region: tzinfo, moment: Moment) -> bool:
    """Whether clocks of the region showed that offset about then; the hours around a change are forgiven."""
    around = (moment.start - _A_WHILE, moment.start, moment.start + _A_WHILE)
    return any(when.astimezone(region).utcoffset() == _offset(moment) for when in around)


def _offset(moment: Moment) -> timedelta | None:
    return moment.start.astimezone(zone_info(moment.zone)).utcoffset()


def _uses(home: tzinfo, short: str, when: datetime) -> bool:
    return when.astimezone(home).tzname() == short

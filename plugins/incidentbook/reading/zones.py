"""Time zones as people name them: `UTC`, `GMT+2`, `+02:00`, `Europe/Berlin`, `CEST`, `Zurich time`.

An abbreviation is taken at its word: "CET" is one hour ahead of UTC in summer too. A name that stands
for a region ("PT", "Pacific time") follows the region's clock.
"""

import re
from datetime import UTC, timedelta, timezone, tzinfo
from functools import lru_cache

from .patterns import expression

_OFFSETS = {
    "UTC": "UTC GMT UCT WET ZULU",
    "+01:00": "CET MEZ BST WEST WAT",
    "+02:00": "CEST MESZ EET SAST CAT",
    "+03:00": "EEST MSK EAT TRT",
    "+04:00": "GST",
    "+05:00": "PKT",
    "+05:30": "IST",
    "+07:00": "ICT WIB",
    "+08:00": "SGT HKT AWST PHT MYT",
    "+09:00": "JST KST",
    "+09:30": "ACST",
    "+10:00": "AEST",
    "+10:30": "ACDT",
    "+11:00": "AEDT",
    "+12:00": "NZST",
    "+13:00": "NZDT",
    "-02:30": "NDT",
    "-03:00": "ADT BRT ART",
    "-03:30": "NST",
    "-04:00": "AST EDT CLT",
    "-05:00": "EST CDT",
    "-06:00": "CST MDT",
    "-07:00": "MST PDT",
    "-08:00": "PST AKDT",
    "-09:00": "AKST",
    "-10:00": "HST",
    "America/Los_Angeles": "PT",
    "America/Denver": "MT",
    "America/Chicago": "CT",
    "America/New_York": "ET",
    "Australia/Sydney": "AET",
}
ABBREVIATIONS = {short: zone for zone, names in _OFFSETS.items() for short in names.split()}
"""What each abbreviation means: "UTC", an offset such as "+01:00", or an IANA name."""

_PHRASES = {
    "coordinated universal time": "UTC",
    "greenwich mean time": "UTC",
    "universal time": "UTC",
    "central european summer time": "+02:00",
    "central european time": "+01:00",
    "british summer time": "+01:00",
    "india standard time": "+05:30",
    "indian standard time": "+05:30",
    "japan standard time": "+09:00",
    "pacific standard time": "-08:00",
    "pacific daylight time": "-07:00",
    "mountain standard time": "-07:00",
    "mountain daylight time": "-06:00",
    "central standard time": "-06:00",
    "central daylight time": "-05:00",
    "eastern standard time": "-05:00",
    "eastern daylight time": "-04:00",
    "pacific time": "America/Los_Angeles",
    "mountain time": "America/Denver",
    "central time": "America/Chicago",
    "eastern time": "America/New_York",
    "us pacific": "America/Los_Angeles",
    "us eastern": "America/New_York",
    "us central": "America/Chicago",
    "pacific": "America/Los_Angeles",
    "uk time": "Europe/London",
}
_CITIES = {
    "Africa": "Cairo Johannesburg Lagos Nairobi",
    "America": "Bogota Chicago Denver Los_Angeles Mexico_City New_York Sao_Paulo Toronto Vancouver",
    "Asia": "Bangkok Dubai Hong_Kong Jakarta Kolkata Manila Seoul Shanghai Singapore Tokyo",
    "Australia": "Brisbane Melbourne Perth Sydney",
    "Europe": "Amsterdam Athens Berlin Brussels Bucharest Budapest Copenhagen Dublin Helsinki Istanbul Kyiv "
    "Lisbon London Madrid Moscow Oslo Paris Prague Rome Sofia Stockholm Vienna Warsaw Zurich",
    "Pacific": "Auckland",
}
_PHRASES.update(
    (f"{city.replace('_', ' ').lower()} time", f"{area}/{city}")
    for area, cities in _CITIES.items()
    for city in cities.split()
)

_SIGN = "[-+\u2212\u2013]"
_IANA = (
    r"(?:Africa|America|Asia|Atlantic|Australia|Etc|Europe|Indian|Pacific|US)"
    r"/[A-Za-z][\w+-]{1,30}(?:/[A-Za-z]\w{1,30})?"
)
_BEHIND_UTC = rf"(?i:UTC|GMT)[ \u00a0]?{_SIGN}[ ]?\d{{1,2}}(?::?\d\d)?(?![\d:])"
_PHRASE = rf"(?i:{'|'.join(sorted((re.escape(p) for p in _PHRASES), key=len, reverse=True))})"
_SHORT = rf"(?i:UTC|GMT|Zulu)|{'|'.join(sorted(ABBREVIATIONS, key=len, reverse=True))}"
NAME = rf"(?:{_IANA}|{_BEHIND_UTC}|(?:{_PHRASE}|{_SHORT})(?![\w+]))"
"""A pattern for the names of zones (offsets without "UTC" before them are not among these)."""

_BARE_OFFSET = expression(rf"(?<![\w:.]){_SIGN}(?:0\d|1[0-4]):?[0-5]\d(?![\d:])")
_REMARK = expression(r"\b(?:times?(?:stamps?)?|time ?zones?|tz|clocks?)\b[^\n]{0,60}", re.IGNORECASE)
_SHORT_REMARK = 12
_SEARCHES = tuple(expression(rf"(?<![\w/]){pattern}") for pattern in (_IANA, _BEHIND_UTC))
_WORDS = tuple(expression(rf"(?<!\w)(?:{pattern})(?![\w+])") for pattern in (_PHRASE, _SHORT))


@lru_cache(maxsize=1024)
def find_zone(text: str) -> str:
    """The zone that `text` names: "UTC", an IANA name, an offset such as "+02:00", or "" for none.

    An offset beside an abbreviation wins: "PST (UTC-7)" is "-07:00".
    """
    if text.strip() == "Z":
        return "UTC"
    for pattern in (*_SEARCHES, _BARE_OFFSET, *_WORDS):
        for match in pattern.finditer(text):
            if zone := read_zone(match.group()):
                return zone
    return ""


def remarked_zone(remark: str) -> str:
    """The zone of a remark such as "All times in UTC" or "(UTC)"; prose that merely names one gives ""."""
    for match in _REMARK.finditer(remark):
        if zone := find_zone(match.group()):
            return zone
    return find_zone(remark) if len(remark) <= _SHORT_REMARK else ""


def read_zone(name: str) -> str:
    """What one name of a zone means: "UTC", an IANA name, an offset such as "+02:00", or "" for none."""
    name = name.strip()
    if name in ("Z", "z"):
        return "UTC"
    short = ABBREVIATIONS.get(name) or ABBREVIATIONS.get(name.upper() if len(name) in (3, 4) else "")
    if short or (short := _PHRASES.get(name.lower(), "")):
        return short
    if "/" in name:
        from zoneinfo import ZoneInfo

        return name if isinstance(zone_info(name), ZoneInfo) else ""
    return _offset(name)


def _offset(name: str) -> str:
    match = re.fullmatch(rf"(?i:UTC|GMT)?\s?({_SIGN})\s?(\d{{1,2}})(?::?(\d\d))?", name)
    if match is None or int(match[2]) > 14 or int(match[3] or 0) > 59:  # noqa: PLR2004 - hours and minutes
        return ""
    sign = "+" if match[1] == "+" else "-"
    offset = f"{sign}{int(match[2]):02}:{match[3] or '00'}"
    return "UTC" if offset[1:] == "00:00" else offset


@lru_cache(maxsize=256)
def zone_info(name: str) -> tzinfo:
    """The clock of a zone by the name that a `Moment` carries; UTC for a name that nobody knows."""
    if offset := re.fullmatch(r"([+-])(\d\d):(\d\d)", name):
        minutes = int(offset[2]) * 60 + int(offset[3])
        return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes))
    if name == "UTC":
        return UTC
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC

"""The patterns of which an event's stamp is made; see `stamps`.

All are matched at a given place and have bounded repeats.
"""

import re

from .patterns import expression
from .zones import NAME

_G = r"[ \t\u00a0\u202f]"
_DASH = r"-|\u2010|\u2011|\u2013|\u2014"
_WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\b"


def _pattern(source: str) -> re.Pattern[str]:
    return expression(source, re.IGNORECASE)


LEAD = _pattern(rf"(?::[a-z][a-z0-9_+-]{{0,40}}:|[^\w\s~≈<>(\[?+{{\u2013-]|{_G}){{0,8}}")
"""Bullets, emoji and the like before a stamp."""

POSSIBLE = _pattern(
    r"[\d~≈<>≤≥(\[{?_+\u2013-]|(?-i:[A-Z]{2,5}\b|T\b|T[-+ ]?\d|T0)|jan|feb|mar|apr|may|jun|jul|aug|sep|oct"
    r"|nov|dec|mon|tue|wed|thu|fri|sat|sun|noon|midday|midnight|hh|xx|yy|dd|mm|tb[cd]|unknown|n/a|exact|time|next"
    r"|following|d\+1|(?:the|at|on|from|since|starting|between|around|about|approx|roughly|circa|ca|c|est|estimated"
    r"|before|by|after|until|shortly|just|prior)\b|[a-z]+ time\b|(?:us )?(?:pacific|eastern|central|mountain)"
    r"|(?:africa|america|asia|atlantic|australia|etc|europe|indian|us)/|zulu|utc|gmt"
)
"""What a stamp may begin with: a quick look that spares the others most texts."""

PLAIN = expression(
    r"(?:((?:19|20)[0-9]{2})-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])[T ])?"
    r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?( ?UTC|Z)?"
)
"""A time of day, perhaps with a day that each month has, in the form in which most are written."""

CLEARLY_TIME = expression(r"\d{1,2}:\d")
INTRODUCTION = _pattern(rf"(?P<word>at|on|from|since|starting|between){_G}{{1,3}}(?:the{_G})?")
ROUGH = _pattern(
    r"(?:~|≈|<=?|>=?|≤|≥|(?:around|about|approx(?:imately)?|roughly|circa|ca|c|est|estimated|before|by|after|until"
    rf"|(?:shortly|just) (?:after|before)|prior to)(?![^\W_])\.?:?){_G}{{0,3}}(?:~{_G}?)?"
)
ROUGH_AFTER = _pattern(
    rf"{_G}?(?:~|\?(?!\?)|ish\b|\+(?![\w])|[(\[]?(?:approx(?:imately|\.)?|ca\.?|estimated|roughly)[)\]]?(?!\w)"
    r"|[(\[]est\.[)\]])"
)
LATER = _pattern(
    rf"{_G}{{0,2}}[(\[]?(?:\+1{_G}?(?:d(?:ays?)?)?|D\+1|(?:the{_G})?(?:next|following){_G}(?:day|morning))(?!\w)[)\]]?"
)
"""A sign that the time belongs to the next day."""

TIME = _pattern(
    r"(?P<hour>\d{1,2})(?:[:\u2236](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?"
    r"|h(?P<french>[0-5]\d)(?!\d)|\.(?P<dotted>[0-5]\d)(?![\d%]|\.\d))?"
    rf"(?:{_G}?(?P<half>[ap])\.?m\b\.?)?"
)
MILITARY = expression(rf"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?={_G}?(?:Z|UTC|GMT|hrs|h|{NAME})\b)")
BARE_MILITARY = expression(
    rf"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?={_G}{{0,4}}(?:\Z|[:|\u2013\u2014])|{_G}{{1,4}}-)"
)
SPOKEN = _pattern(rf"(?:12(?::00)?{_G})?(?P<word>noon|midday|midnight)(?!\w)")
HOURS = _pattern(rf"{_G}?(?:h|hrs?|hours|uhr|o'clock)\b(?!{_G}(?:of|later|after|before))")
ZONE = expression(
    rf"{_G}{{0,3}}[(\[]?(?P<name>Z(?!\w)|[+\u2212](?:0\d|1[0-4]):?[0-5]\d(?!\d)|{NAME})"
    rf"(?:{_G}?[(\[](?:{NAME}|[-+]\d\d:?\d\d)[)\]])?[)\]]?"
)
NEGATIVE = expression(rf"{_G}?(?P<name>[-\u2212](?:0\d|1[0-4]):?[0-5]\d)(?![\d:])")
ZONE_FIRST = expression(rf"(?P<name>{NAME})[:,]?{_G}{{1,3}}(?=\d)")
SAME_TIME = expression(rf"{_G}{{0,2}}[(\[]\d{{1,2}}:\d\d{_G}?{NAME}[)\]]")
"""The same time in another zone, in brackets."""

THEN_TIME = _pattern(
    rf"T(?=\d)|(?:{_G}?\(?{_WEEKDAY}\)?)?(?:{_G}|[,;@|:)\]·]|(?:{_DASH}){{1,3}}(?={_G}|\d)){{0,5}}"
    rf"(?:(?:at|kl\.?|um){_G}{{1,2}})?[\[(]?"
)
WEEKDAY = _pattern(rf"{_WEEKDAY}\.?,?{_G}{{1,3}}(?=\d)")
THEN_DATE = _pattern(rf"{_G}{{0,3}}(?:,|on\b|\(|\[)?{_G}{{0,3}}")
TO = _pattern(
    rf"{_G}{{0,3}}(?:{_DASH}|/|\.\.{{1,2}}|→|->|(?P<word>to|un?till?|thru|through|and)(?={_G})){_G}{{0,3}}"
)
RELATIVE = _pattern(
    r"(?:T[ ]?(?P<sign>[-+\u2212])?[ ]?|(?P<plus>\+)[ ]?)"
    r"(?:(?P<clock>\d{1,3}:[0-5]\d(?::[0-5]\d)?)"
    r"|(?:(?P<d>\d{1,3})[ ]?d(?:ays?)?[ ]?)?(?:(?P<h>\d{1,3})[ ]?h(?:ours?|rs?)?[ ]?)?"
    r"(?:(?P<m>\d{1,5})[ ]?m(?:in(?:ute)?s?)?[ ]?)?(?:(?P<s>\d{1,6})[ ]?s(?:ec(?:ond)?s?)?)?"
    r"(?P<zero>0)?)(?![\w:])"
)
NO_DATE = _pattern(r"[\dxy?]{2,4}(?:/\d\d)?[-/.][\dm?x]{2}[-/.][\dxdy?]{2,4}(?!\w)")
BAD_DATE = _pattern(
    r"\d{3,6}[-/.]\d{1,2}[-/.]\d{1,2}(?![\d/])|\d{1,2}(?P<mark>[/.-])\d{1,2}(?P=mark)\d{4}(?![\d/])"
)
SHORT_DATE = _pattern(r"(?P<first>\d{1,2})[/.](?P<second>\d{1,2})\.?(?:[/.](?P<year>\d{4}))?(?![\d/:])")
NO_TIME = _pattern(
    r"(?:\?{1,2}|-{2}|\u2013{1,2}|_{2}|xx|hh|\dx|[0-2]\d):(?:\?{1,2}|-{2}|\u2013{1,2}|_{2}|xx|mm)"
    r"(?::(?:\?\?|--|xx|ss))?(?!\w)|[0-2]\?:\?\?"
)
NO_TIME_WORD = _pattern(
    rf"(?:\?{{1,5}}|tb[cd]|unknown|n/a|(?:exact )?time unknown)(?={_G}{{0,4}}(?:\Z|[:|)\]]|{_DASH}))"
)
LAST_DAY = expression(r"[-/\u2011\u2013](?P<day>\d{1,2})(?![\w/]|[:.-]\d)")
"""The end of a range of days within a month ("2025-03-15/17")."""

ABSOLUTE = _pattern(rf"{_G}{{0,2}}[=,(\[/]?{_G}{{0,2}}")
"""What stands between a relative time and the time of day that it is."""

BAD_TIME = _pattern(r"\d{1,2}:\d\d(?::\d\d)?(?![\w:])")
SET_OFF = _pattern(rf"{_G}{{0,4}}(?:\Z|{_DASH}|[:|])")
"""What sets a time off from the words behind it."""

TEMPLATE = _pattern(
    r"\{\{[^{}]{0,60}\}\}|<<[^<>]{0,60}>>|[\[<](?:time|timestamp|date|start|hh|yyyy)\b[^\[\]<>]{0,40}[\]>]|hh:mm(?::ss)?(?:\s?[ap]m)?(?!\w)"
)
"""What a template puts where a time belongs."""

"""What an incident did to people and money: from the `impact` map, header lines, or the Impact section."""

import re
from collections.abc import Iterator

from incidentbook.records import Field, Impact

from .blocks import Block
from .durations import read_duration
from .labels import label_of, lines
from .names import compact
from .part import Part
from .patterns import expression
from .sheet import Sheet, is_map, plain_text

_KEYS = {
    compact(alias): name
    for name, aliases in {
        "users": "users|users affected|affected users|customers|customers affected|affected customers|"
        "user count|customers impacted|users impacted|impacted users|number of users|"
        "impacted customers|accounts affected",
        "users_percent": "users percent|users affected percent|percent of users|percentage|users percentage|"
        "percent affected|user percent|traffic percent|percentage of users",
        "revenue": "revenue|revenue impact|revenue loss|lost revenue|financial impact|cost|financial|"
        "revenue lost|estimated revenue impact|money",
        "sla_minutes": "sla minutes|sla|sla impact|slo impact|sla breach|sla breach minutes",
        "summary": "summary|description|text|details",
    }.items()
    for alias in aliases.split("|")
}
_NUMBER = expression(
    r"(?<![\w.])(\d[\d,'\u00a0\u202f_]*(?:\.\d+)?)\s?(k|m|mn|bn|b|thousand|million|billion)?(?![\w%]|\s?%)",
    re.IGNORECASE,
)
_PERCENT = expression(r"(?<![\w.])(\d{1,3}(?:[.,]\d{1,4})?)\s?(?:%|percent\b|per cent\b)")
_TIMES = {
    "": 1.0,
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "million": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "billion": 1e9,
}
_LONGEST = 300


def read_impact(sheet: Sheet, parts: list[Part]) -> Impact:
    """The impact: each number from the first place that states it."""
    said: dict[str, str] = {}
    field = sheet.field("impact")
    if field is not None and is_map(field.value):
        _take(said, _pairs(field.value))
    elif field is not None and field.source == "front-matter":
        said["summary"] = " ".join(plain_text(field.value).split())
    for part in parts:
        if part.section.name == "impact":
            _take(said, _labelled(part.blocks))
    revenue = said.get("revenue", "")
    users = said.get("users", "")
    return Impact(
        users=number_in(users),
        users_percent=percent_in(said.get("users_percent", ""), bare=True) or percent_in(users),
        revenue=number_in(revenue),
        revenue_text=revenue,
        sla_minutes=_minutes(said.get("sla_minutes", "")),
        summary=said.get("summary", ""),
    )


def _take(said: dict[str, str], pairs: Iterator[tuple[str, str]]) -> None:
    for key, text in pairs:
        name = _KEYS.get(compact(key))
        if name and text and name not in said:
            said[name] = text


def _pairs(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, tuple):
        yield from ((item.key, plain_text(item.value)) for item in value if isinstance(item, Field))


def _labelled(blocks: list[Block]) -> Iterator[tuple[str, str]]:
    """Statements of the Impact section: a two-column table, or lines with a label."""
    for block in blocks:
        if block.kind == "table":
            yield from ((r.cells[0].text, r.cells[1].text) for r in block.rows if len(r.cells) == 2)  # noqa: PLR2004
        elif block.kind in {"list", "paragraph"}:
            for inner in block.walk():
                label = label_of(next(lines(inner), []))
                if label is not None and not label.is_alone:
                    yield label.text, " ".join("".join(span.text for span in label.rest).split())


def number_in(text: str) -> float | None:
    """The first number of a text such as "~$12,000", "1.2M" or "about 3 thousand"; shares do not count."""
    match = _NUMBER.search(text[:_LONGEST])
    if match is None:
        return None
    digits = re.sub(r"[^\d.]", "", match[1])
    return round(float(digits) * _TIMES[(match[2] or "").lower()], 6)


def percent_in(text: str, *, bare: bool = False) -> float | None:
    """The first share of a text ("14 %"); with `bare` a number without its sign counts as well."""
    match = _PERCENT.search(text[:_LONGEST])
    if match is not None:
        return float(match[1].replace(",", "."))
    return number_in(text) if bare else None


def _minutes(text: str) -> float | None:
    number = number_in(text)
    duration = read_duration(text)
    return duration.low if duration is not None and duration.low is not None else number

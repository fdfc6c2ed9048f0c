"""Statements in a line: `**Date:** 2025-03-15 | **Duration:** 00:30`, `Authors: ana, bo`."""

import re
from collections.abc import Iterator
from itertools import pairwise

from incidentbook.records.plain import dataclass

from .blocks import Span, plain
from .fields import lookup_label, role
from .labels import has_words, label_of
from .names import normalise
from .patterns import expression
from .zones import find_zone

_SEPARATORS = " \t\u00a0|;,·•—–-"
_SPLIT = expression(r"\s+[|·•]\s+|\s*;\s+|\s{3,}|\t+")
_WORDS_BEFORE = expression(r"((?:[^\s:|]+[ ]){0,3}[^\s:|]+)\s*:\Z")
_MOST_WORDS = 5
_LONG = 160
_SLUG = expression(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\Z")


@dataclass(slots=True)
class Stated:
    """A field stated in the text: its canonical name (or the label as it was written), value and place."""

    key: str
    value: str | tuple[str, ...]
    line: int
    column: int
    is_known: bool = False

    @property
    def is_long(self) -> bool:
        """Whether the value is rather a text than a fact."""
        return isinstance(self.value, str) and len(self.value) > _LONG


def statement(label: str, value: str, line: int, column: int, kind: str) -> Stated | None:
    """What a label and its value state, or None where the label is no name at all."""
    label = label.strip().strip("*_`:")
    if not label or len(label.split()) > _MOST_WORDS:
        return None
    value = value.strip()
    spec = lookup_label(kind, label)
    if spec is not None and spec.type != "items" and not _is_prose(label, value):
        if spec.type == "moment" and (zone := find_zone(label)) and not find_zone(value):
            value = f"{value} {zone}"
        return Stated(spec.name, value, line, column, is_known=spec.type != "any")
    if spec is not None:
        return None
    if name := role(label):
        return Stated(name, value, line, column, is_known=True)
    return Stated(label, value, line, column)


def _is_prose(label: str, value: str) -> bool:
    """Whether a root cause is told in words instead of by an id of the policy's list."""
    if not normalise(label).startswith("root cause"):
        return False
    return not all(_SLUG.match(part.strip()) for part in value.split(","))


def stated_in_line(spans: list[Span], kind: str) -> list[Stated]:
    """The statements of a line that begins with a label; else nothing."""
    first = label_of(spans)
    if first is None:
        return []
    if first.is_strong:
        return list(_strong(spans, kind))
    found = list(_plain(spans, kind))
    return found if found and found[0].is_known else []


def _strong(spans: list[Span], kind: str) -> Iterator[Stated]:
    """Every bold run that ends with a colon, or names a field, begins a statement."""
    for part, is_last in _parts(spans):
        label = label_of(part)
        if label is None or not label.is_strong:
            return
        if not label.has_colon and lookup_label(kind, label.text) is None and not role(label.text):
            return
        value = plain(label.rest).strip(" \t\u00a0|" if is_last else _SEPARATORS)
        found = statement(label.text, value, label.line, label.column, kind)
        if found is not None:
            yield found


def _parts(spans: list[Span]) -> Iterator[tuple[list[Span], bool]]:
    """The spans from one bold label to the next, and whether no label follows; each part holds words."""
    labels = [index for index in range(1, len(spans)) if _is_label(spans, index)]
    begun: list[Span] = []
    for start, end in pairwise([0, *labels, len(spans)]):
        begun += spans[start:end]
        if any(map(has_words, spans[start:end])):
            yield begun, end == len(spans)
            begun = []


def _is_label(spans: list[Span], index: int) -> bool:
    span = spans[index]
    if "strong" not in span.styles or (index and "strong" in spans[index - 1].styles):
        return False
    return span.text.rstrip().endswith(":") or (
        index + 1 < len(spans) and spans[index + 1].text.lstrip().startswith(":")
    )


def _plain(spans: list[Span], kind: str) -> Iterator[Stated]:
    """Plain `key: value` pairs, cut at separators and before further known labels."""
    text = plain(spans)
    line, start = spans[0].line, spans[0].column
    cuts = sorted({0, *(match.end() for match in _SPLIT.finditer(text)), *_known_labels(text, kind)})
    for position, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        label, colon, value = text[position:end].partition(":")
        if not colon:
            continue
        found = statement(label, value.strip(_SEPARATORS), line, start + position, kind)
        if found is not None:
            yield found


def _known_labels(text: str, kind: str) -> Iterator[int]:
    """Where in a line further labels of known fields begin ("Date: … Severity: …")."""
    for match in re.finditer(r":(?=\s)", text[:1000]):
        words = _WORDS_BEFORE.search(text[max(0, match.end() - 60) : match.end()])
        if words is None:
            continue
        parts = words[1].split(" ")
        for count in range(len(parts), 0, -1):
            label = " ".join(parts[-count:])
            if label[:1].isupper() and (lookup_label(kind, label) is not None or role(label)):
                yield match.start() - len(label) - (len(words[0]) - len(words[0].rstrip(": ")) - 1)
                break

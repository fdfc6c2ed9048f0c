"""What keys of front matter and labels of header lines mean, and the JSON Schemas of front matter.

A key is compared without case, hyphens, underscores and spaces. Header lines of a document
("**Date:** … | **Severity:** …") are read through the same table, `field_table`.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from .field_schema import schema
from .field_table import FIELDS, MEASURES, MOMENTS, ROLES, FieldSpec
from .names import compact, nearest
from .patterns import expression

__all__ = ["FIELDS", "MEASURES", "MOMENTS", "ROLES", "FieldSpec", "schema"]

_BRACKETS = expression(r"\([^()]*\)")


@cache
def specs(kind: str) -> Mapping[str, FieldSpec]:
    """Every spelling of every field of "postmortem" or "runbook", compacted, and the field it means."""
    found: dict[str, FieldSpec] = {}
    for spec in FIELDS:
        if kind in spec.kinds:
            found[compact(spec.name)] = spec
    for spec in FIELDS:
        if kind in spec.kinds:
            for alias in spec.aliases:
                found.setdefault(compact(alias), spec)
    return MappingProxyType(found)


@cache
def labels(kind: str) -> Mapping[str, FieldSpec]:
    """As `specs`, with the names that count in header lines alone."""
    found = {compact(label): spec for spec in FIELDS if kind in spec.kinds for label in spec.labels}
    return MappingProxyType({**found, **specs(kind)})


def lookup(kind: str, key: str) -> FieldSpec | None:
    """The field that a key of front matter means, or None."""
    return specs(kind).get(compact(key))


def field_type(kind: str, key: str) -> str:
    """The type of the field that a key means (see `FieldSpec`), or ""."""
    spec = lookup(kind, key)
    return spec.type if spec else ""


def lookup_label(kind: str, label: str) -> FieldSpec | None:
    """The field that a header line's label means, or None."""
    found = labels(kind).get(compact(label))
    return found or (labels(kind).get(compact(_BRACKETS.sub("", label))) if "(" in label else None)


def role(key: str) -> str:
    """The role that a key or label names ("IC" is "commander"), or ""."""
    return ROLES.get(compact(key), "")


def nearest_name(kind: str, key: str) -> str:
    """The known field that `key` was probably meant to be, or ""."""
    return nearest(key, [spec.name for spec in FIELDS if kind in spec.kinds and spec.type != "any"])

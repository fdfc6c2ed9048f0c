"""The small finished values of which every page model is made: links, days, chips, figures, facets.

Text in a model is raw text from documents: it may hold anything, and templates escape it. A relation
to the day of the build is always given twice: as finished text, and as an ISO date for the browser.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads.

    A "document" is named by the path of its record (relative to the root), a "page" by its path in the
    portal ("causes/disk-full.md"), a "data" file by its name in the site's data folder ("feed.xml"), another
    "file" by its path in the site ("oncall.html"), a "url" by itself (http, https, mailto or tel only).
    `query` is a filter of the page ("overdue=yes"), `anchor` a place on it, `filled` what is filled in there
    ("severity=SEV1"), which stays in the browser; all without their mark.
    """

    kind: Literal["document", "page", "data", "file", "url"]
    path: str
    anchor: str = ""
    query: str = ""
    filled: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere, or plain text where `target` is None; `title` says more about them."""

    text: str
    target: Target | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A day or a time, ready to print, with the machine's form for `<time datetime>`.

    `text` is "15 Mar 2025" or "15 Mar 2025, 14:25 UTC"; `iso` is "2025-03-15" or
    "2025-03-15T14:25:00Z"; `ago` is the relation to the day of the build ("8 months ago", "in 3 days").
    """

    text: str
    iso: str
    ago: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A word with a colour and a shape: class names come from `family` and `key`.

    Families and their keys: "severity" ("1" worst to "4" mildest, "none"); "status" of an action item
    (records.action_item.STATUSES, and "overdue"); "publication"
    (records.postmortem.PUBLICATION_STATUSES); "kind" (records.postmortem.KINDS); "freshness" ("fresh",
    "stale", "never"); "verdict" ("met", "missed", "none"); "state" of a duration ("counted", "missing",
    "excluded", "disputed"); "level" of a finding ("error", "warning", "info"). `shape` is the sign before
    the word (○ ◐ ● ⊘ ▲), or empty; `title` explains the word.
    """

    text: str
    family: str
    key: str
    shape: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its ground: "42 min" · "median · 19 incidents · 3 without times".

    `label` names it, `value` is the number with its unit, `ground` what it stands on, `note` a target and
    how it compares ("target 10 % · missed"), `verdict` "met", "missed" or "". `target` leads to its parts.
    """

    label: str
    value: str
    ground: str = ""
    note: str = ""
    verdict: str = ""
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a grid: a label above values, each a link or plain text (a Link without target)."""

    label: str
    values: tuple[Link, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Empty:
    """What stands where nothing is: a sentence, and the command (or empty) that would make the first one."""

    sentence: str
    command: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet: `value` is the token found in the rows' data, `count` the rows that hold it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter of a register: `name` is the data attribute (and the URL's parameter) that it looks at."""

    name: str
    label: str
    options: tuple[Option, ...]


Data = tuple[tuple[str, str], ...]
"""Attributes of a row for the browser, as (name, value): `data-{name}="{value}"`.

A facet's value is a list of tokens (`a-z0-9-`) separated by spaces. Names that begin with `sort-` hold
what a column sorts by, compared as numbers where both are numbers and as text otherwise. `text` holds
words that the text filter finds beside those that the row shows.
"""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to group or sort a register by.

    `value` is a facet's name to group by, or the rest of a `sort-` attribute's name ("due"), with a "-"
    before it where the largest comes first ("-overdue").
    """

    value: str
    label: str

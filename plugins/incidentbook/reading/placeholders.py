"""What a template leaves behind where nobody filled it in."""

import re
from functools import lru_cache

from .patterns import expression

_BRACKETED = expression(
    r"[\s(]*(?:\[[^\[\]()]{1,120}\]|<[^<>/]{1,120}>|\{\{.{0,120}\}\}|\{[^{}]{1,120}\}|<<[^<>]{1,120}>>)[\s).]*(?:[-–—/,]\s*)?"
)
_DUMMY = expression(
    r"(?:y{2,4}[-/.]m{2}[-/.]d{2}.*|d{1,2}[-/.]m{1,2}[-/.]y{2,4}.*|m{1,2}/d{1,2}/y{2,4}|hh?:mm(?::ss)?.*"
    r"|sev[ -]?[nx]|p[nx]|tbd|tba|tbc|todo|fixme|\.{3,}|…|_{3,}|x{2,}|xx:xx.*|lorem ipsum.*)\Z",
    re.IGNORECASE,
)
_UNSTATED = frozenset(
    {
        "",
        "-",
        "--",
        "---",
        "–",
        "—",
        "n/a",
        "na",
        "none",
        "nil",
        "null",
        "unknown",
        "?",
        "??",
        "???",
        "n.a.",
        "nobody",
    }
)
_LONGEST = 400


@lru_cache(maxsize=4096)
def is_placeholder(text: str) -> bool:
    """Whether a value is a template's (`[Name]`, `YYYY-MM-DD`, `TBD`, `<service>`, `{{ date }}`)."""
    text = text.strip().strip("*_`").strip()
    if not text or len(text) > _LONGEST:
        return False
    if _DUMMY.match(text):
        return True
    position = 0
    while match := _BRACKETED.match(text, position):
        if match.end() == position:
            break
        position = match.end()
    return position == len(text)


@lru_cache(maxsize=4096)
def is_unstated(text: str) -> bool:
    """Whether a value says that there is none (`-`, `N/A`, `unknown`)."""
    return text.strip().strip("*_`").strip().lower() in _UNSTATED

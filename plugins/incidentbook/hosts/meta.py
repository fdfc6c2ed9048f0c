"""A document's front matter as a theme may have it.

Themes print some keys without escaping them, load a template or an icon by others, and stop the build where
a list was expected and a text stands. A postmortem's `status`, `source` or `template` is none of theirs.
"""

from collections.abc import Mapping
from html import escape

from incidentbook.records import Postmortem, Runbook

from .safety import printable

_THEIR_KEYS = """
title subtitle description author robots template icon status image source location hide tags search
comments canonical
"""
_THEIRS = frozenset(_THEIR_KEYS.split())
"""Keys on which themes and plugins act; all others stay as they are, for whoever asks for them."""

_HIDEABLE = ("navigation", "toc", "path", "footer", "feedback", "tags")
_LONGEST = 160


def document_meta(
    meta: Mapping[str, object], document: Postmortem | Runbook, boost: float
) -> dict[str, object]:
    """The metadata of a document's page: what it says itself, made safe, and how much it weighs in search.

    A document is no template of the macros plugin, whose braces alerts also use, unless it says
    `render_macros: true`.
    """
    kept = {str(key): value for key, value in meta.items() if key not in _THEIRS}
    said = meta.get("description")
    description = said if isinstance(said, str) and said.strip() else shortened(document.summary)
    hidden = meta.get("hide")
    return {
        **kept,
        "title": escape(printable(document.title)),
        **({"description": escape(printable(description))} if description else {}),
        **({"tags": list(document.tags)} if document.tags else {}),
        "hide": [part for part in _HIDEABLE if isinstance(hidden, list) and part in hidden],
        "search": {**_search(meta.get("search")), **({"boost": boost} if boost != 1 else {})},
        "render_macros": meta.get("render_macros") is True,
    }


def page_meta(title: str, description: str, *, is_searched: bool = False) -> dict[str, object]:
    """The metadata of a generated page, where `title` may be left to the theme.

    Search leaves it out, for which it is no text: it is found by an entry of its own, not by all that it
    lists; unless it `is_searched` like a document.
    """
    return {
        **({"title": escape(printable(title))} if title else {}),
        "description": escape(printable(description)),
        "hide": ["toc"],
        **({} if is_searched else {"search": {"exclude": True}}),
        "render_macros": False,
    }


def shortened(text: str, longest: int = _LONGEST) -> str:
    """The beginning of `text` on one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    return line[:longest].rpartition(" ")[0].rstrip(",;:–—- ") + "…"


def _search(stated: object) -> dict[str, object]:
    return {"exclude": True} if isinstance(stated, dict) and stated.get("exclude") is True else {}

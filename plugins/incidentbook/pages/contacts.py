"""Whom to call, as links where the runbook gives an address."""

import re
from collections.abc import Iterator

from incidentbook.records import Runbook

from . import links
from .models import Link
from .words import clipped, lead

MOST = 8
LONGEST = 160

_ADDRESS = re.compile(r"<?((?:https?://|mailto:|tel:)[^\s<>(),;]+)>?")
_AROUND = " \t:-–—,;.()"
_SCHEME = re.compile(r"^(?:https?://|mailto:|tel:)")


def contacts(runbook: Runbook, first: tuple[Link, ...] = ()) -> tuple[Link, ...]:
    """What the rota says (`first`), the contacts in the author's words, then the links of their section."""
    stated = [_contact(text) for text in runbook.contacts]
    known = {link.target.path for link in stated if link.target}
    linked = (links.outside(_SCHEME.sub("", url).rstrip("/"), url) for url in _linked(runbook))
    further = {link.target.path: link for link in linked if link.target and link.target.path not in known}
    return (*first, *stated, *further.values())[:MOST]


def escalation(runbook: Runbook, longest: int) -> str:
    """How to escalate, on one line of at most so many characters."""
    return lead("; ".join(filter(None, map(str.strip, runbook.escalation.splitlines()))), longest)


def _contact(text: str) -> Link:
    found = _ADDRESS.search(text)
    if not found:
        return Link(clipped(text, LONGEST))
    before, after = (part.strip(_AROUND) for part in (text[: found.start()], text[found.end() :]))
    bare = _SCHEME.sub("", found[1])
    words = f"{before} {bare} {after}" if before and after else before or after or bare
    return links.outside(clipped(words, LONGEST), found[1])


def _linked(runbook: Runbook) -> Iterator[str]:
    spans = [
        (section.at.line, section.end)
        for section in runbook.sections
        if section.name in {"contacts", "escalation"}
    ]
    for url, at in runbook.links:
        if any(start <= at.line < end for start, end in spans):
            yield url

"""The keys `audience` and `redaction` of the policy: for whom the portal is, and what the public may see."""

import re
from typing import cast

from incidentbook.records.redaction import AUDIENCES, CLASSES, PARTS, Redaction

from .shape import Checked, Choice, Key, Listing, Record, Text

_WORDS = Listing(Text(), single=True)
_SHORTEST = 3


def _pattern_fault(pattern: str) -> str:
    """Why an expression cannot be used; one that fits everything would take everything out."""
    try:
        found = re.compile(pattern)
    except re.error as error:
        return f"“{pattern}” is no regular expression ({error})"
    return f"“{pattern}” fits a text of no length" if found.search("") else ""


def _name_fault(name: str) -> str:
    return "" if len(name.strip()) >= _SHORTEST else f"“{name}” is too short to be told from other words"


AUDIENCE = Choice(AUDIENCES)

REDACTION = Record(
    "redaction",
    {
        "allow": Key(
            Listing(Choice((*CLASSES, *PARTS)), single=True),
            "Classes and parts that a public build does not take out",
        ),
        "patterns": Key(
            Listing(Checked(_pattern_fault, "mend the expression"), single=True),
            "Regular expressions of what is taken out in addition; no public build may contain them",
        ),
        "hosts": Key(_WORDS, "Domains that only the organisation reaches, beside those of rule PRV104"),
        "names": Key(
            Listing(Checked(_name_fault, "write the whole name"), single=True),
            "Further names, of customers or projects, that are taken out wherever they stand",
        ),
        "fields": Key(_WORDS, "Further front-matter keys that public documents keep"),
        "files": Key(_WORDS, "Further files that a public build holds, relative to this file’s folder"),
        "keep": Key(_WORDS, "Words that are nobody’s name although they stand where owners do"),
    },
)


def read_redaction(stated: object) -> Redaction:
    """The record of the key `redaction`."""
    entries = cast("dict[str, list[str]]", stated or {})
    return Redaction(**{key: tuple(map(str, value)) for key, value in entries.items()})

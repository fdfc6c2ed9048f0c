"""What a policy says of the values of front matter, as pieces of a JSON Schema for editors.

A pattern takes every spelling that the readers understand, and more: an editor marks nothing that `check`
accepts. `enumDescriptions` and `patternErrorMessage` are words of editors; other programs pass them over.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from incidentbook.records import Policy, Severity

Schema = dict[str, object]

_GAP = r"[\W_]*"
_END = r"(?![^\W_])"
_LEVEL_WORDS = ("", "sev", "severity", "s", "p", "priority", "level")


def spelling_pattern(words: Iterable[str]) -> str:
    """A regular expression for empty text and for that which begins with one of `words`.

    Case, punctuation and what stands in brackets do not count.
    """
    bare = dict.fromkeys(re.sub(r"[\W_]+", "", re.sub(r"\(.*?\)", "", word)) for word in words)
    return f"^{_GAP}(?:$|(?:{'|'.join(_GAP.join(map(_any_case, word)) for word in bare if word)}){_END})"


def _any_case(character: str) -> str:
    low, high = character.lower(), character.upper()
    return f"[{low}{high}]" if len(low) == len(high) == 1 and low != high else re.escape(character)


def suggestions(words: Sequence[str], descriptions: Sequence[str] = ()) -> Schema:
    """Values to complete; every other one is allowed."""
    said: Schema = {"enumDescriptions": list(descriptions)} if any(descriptions) else {}
    return {"anyOf": [{"enum": list(words), **said}, {}]}


def severity_values(policy: Policy) -> Schema:
    """A level of the policy, in any spelling that is understood."""
    ids = [severity.id for severity in policy.severities]
    spellings = [name for severity in policy.severities for name in _spellings(severity)]
    return {
        "type": ["string", "integer", "null"],
        "pattern": spelling_pattern(spellings),
        "patternErrorMessage": f"write one of {', '.join(ids)}",
        **suggestions(ids, [_said(level.title, level.definition) for level in policy.severities]),
    }


def _spellings(severity: Severity) -> list[str]:
    number = re.fullmatch(r"[A-Za-z]+0*(\d)", severity.id)
    short = [f"{word}{zero}{number[1]}" for word in _LEVEL_WORDS for zero in ("", "0")] if number else []
    return [severity.id, severity.title, *severity.aliases, *short]


def list_values(policy: Policy) -> Mapping[str, Schema]:
    """By the name of a field that is a list: what its entries may be, or are likely to be."""
    causes: Schema = {
        "enum": [cause.id for cause in policy.causes],
        "enumDescriptions": [_said(cause.title, cause.description) for cause in policy.causes],
        "examples": [cause.id for cause in policy.causes],
    }
    found = {
        "causes": causes if policy.causes else {},
        "services": _likely([service.id for service in policy.services]),
        "teams": _likely([team.id for team in policy.teams]),
    }
    return {name: entry for name, entry in found.items() if entry}


def _likely(words: Sequence[str]) -> Schema:
    return {"type": ["string", "number", "object"], "examples": list(words)} if words else {}


def _said(title: str, text: str) -> str:
    return ": ".join(part for part in (title, text) if part)

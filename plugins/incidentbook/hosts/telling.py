"""The words of a document in the order in which people search for them, for an index that cannot hold all."""

import re
from collections.abc import Iterator

from incidentbook.records import Postmortem, Runbook

Document = Postmortem | Runbook

_WORD = re.compile(r"\w[^\s\"“”‘’`<>()\[\]{}|,;!?]*(?<![.:'…*])")
_LONGEST = 60
"""Characters of a word; what is longer is a key or an encoded text, which nobody types."""

_SHORTEST = 2

_JOINING = """
about after again all also am an and any are as at back be because been before but by can could did do does
done during each for from get had has have he her his how if in into is it its more most no not now of off
on once one only or other our out over per same she should so some still such than that the their them then
there these they this those to too until up us very was we were what when where which while who why will
with would you your
"""
_IGNORED = frozenset(_JOINING.split())
"""Words that hold sentences together; search engines leave them out as well."""

_FIRST = frozenset(
    (
        "summary",
        "overview",
        "root-cause",
        "contributing-factors",
        "impact",
        "causes-and-fixes",
        "common-issues",
    )
)
"""Sections by which an incident or a runbook is recognised; the others follow in the document's order."""


def telling_words(document: Document) -> Iterator[str]:
    """The distinct words of a document in lower case, the most telling first.

    What is to be done comes first (action items, commands), then headings, then the sections that say what it
    is about, then all others.
    """
    seen = set(_IGNORED)
    for text in _texts(document):
        for word in dict.fromkeys(_WORD.findall(text.lower())):
            if word not in seen:
                seen.add(word)
                if _SHORTEST <= len(word) <= _LONGEST:
                    yield word


def words_of(text: str) -> Iterator[str]:
    """The words of `text` for which somebody may search, in lower case, as often as they stand there."""
    for word in _WORD.findall(text.lower()):
        if _SHORTEST <= len(word) <= _LONGEST and word not in _IGNORED:
            yield word


def _texts(document: Document) -> Iterator[str]:
    if isinstance(document, Postmortem):
        for item in document.action_items:
            yield f"{item.title} {item.ticket.text if item.ticket else ''} {item.id}"
    else:
        yield from (command.text for step in document.steps for command in step.commands)
    yield from (section.heading for section in document.sections if not section.name)
    yield from (section.text for section in document.sections if section.name in _FIRST)
    yield from (section.text for section in document.sections if section.name not in _FIRST)
    if isinstance(document, Postmortem):
        yield from (item.text for item in document.action_items)

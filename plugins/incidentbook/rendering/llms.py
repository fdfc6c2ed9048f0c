"""`llms.txt`: what a site holds, for readers that are programs (https://llmstxt.org/)."""

from collections.abc import Iterator
from dataclasses import dataclass

from . import markdown_words as words


@dataclass(frozen=True, slots=True)
class Entry:
    """A page or file: its title, its address, and one line about it."""

    title: str
    address: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A section of links; `rest` says of what it does not list how much that is, and where it stands."""

    title: str
    entries: tuple[Entry, ...]
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """All of it: title, what the site is in a sentence or two, paragraphs on how to read it, sections."""

    title: str
    summary: str
    notes: tuple[str, ...]
    parts: tuple[Part, ...]


def llms_text(guide: Guide) -> str:
    """The file's text; titles, notes and summaries are plain text, in which nothing is markup."""
    return "\n".join(_lines(guide)) + "\n"


def _lines(guide: Guide) -> Iterator[str]:
    yield f"# {words.escaped(guide.title) or 'Incidents'}"
    yield from ("", f"> {words.escaped(guide.summary)}")
    for note in guide.notes:
        yield from ("", words.escaped(note))
    for part in guide.parts:
        if part.entries or part.rest:
            yield from ("", f"## {words.escaped(part.title)}", "")
            yield from map(_line, part.entries)
            if part.rest:
                yield from (("", words.escaped(part.rest)) if part.entries else (words.escaped(part.rest),))


def _line(entry: Entry) -> str:
    note = words.escaped(entry.note)
    title = words.escaped(entry.title) or words.escaped(entry.address)
    return f"- {words.link(title, entry.address)}{f': {note}' if note else ''}"

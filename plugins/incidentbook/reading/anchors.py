"""The ids to which links can lead within a document, and links that only a definition states."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from incidentbook.records import Location

from .blocks import Block
from .patterns import expression

_NOT_IN_SLUG = expression(r"[^\w\s-]")
_GAPS = expression(r"[-\s]+")
_COUNTED = expression(r"(.+)_(\d+)\Z")
_STATED_ID = expression(r"<[a-zA-Z][^<>]{0,400}?\s(?:id|name)\s*=\s*[\"']?([^\"'\s>]{1,200})")
_ATTRIBUTE_ID = expression(r"\{:?\s{0,4}(?:[.\w=\"-]{1,60}\s){0,6}#([\w:.-]{1,200})")
_DEFINITION = expression(r"^ {0,3}\[(?!\^)[^\[\]\n]{1,200}\]:[ \t]*<?([^\s<>]+)", re.MULTILINE)


def anchors_of(blocks: Iterable[Block], text: str) -> tuple[str, ...]:
    """The ids on the page of a document: of its headings, of elements in HTML, of attribute lists.

    A heading has two, which differ for few: the one that Python-Markdown's `toc` makes, and GitHub's.
    """
    headings = [block for block in blocks if block.kind == "heading"]
    found = [*_numbered(map(slug, (block.text for block in headings)))]
    found += _numbered_as_github(github_slug(block.text) for block in headings)
    if " id=" in text or " name=" in text:
        found += _STATED_ID.findall(text)
    if "#" in text and ("{#" in text or "{ " in text or "{:" in text):
        found += _ATTRIBUTE_ID.findall(text)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=4096)
def slug(heading: str) -> str:
    """The id that Python-Markdown's extension `toc` gives a heading: "Root cause(s)?" → "root-causes"."""
    if not heading.isascii():
        heading = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode("ascii")
    return _GAPS.sub("-", _NOT_IN_SLUG.sub("", heading).strip().lower())


@lru_cache(maxsize=4096)
def github_slug(heading: str) -> str:
    """The id that GitHub gives a heading: other letters stay, and each space is a hyphen of its own."""
    return _NOT_IN_SLUG.sub("", heading.strip().lower()).replace(" ", "-")


def _numbered(slugs: Iterable[str]) -> Iterator[str]:
    """Each slug, a second one of the same as `slug_1`, one without letters as `_1`."""
    taken: set[str] = set()
    latest: dict[str, int] = {}
    for stated in slugs:
        found = stated
        while not found or found in taken:
            counted = _COUNTED.match(found)
            base = counted[1] if counted else found
            latest[base] = max(latest.get(base, 0), int(counted[2][:9]) if counted else 0) + 1
            found = f"{base}_{latest[base]}"
        taken.add(found)
        yield found


def _numbered_as_github(slugs: Iterable[str]) -> Iterator[str]:
    """Each slug, a second one of the same as `slug-1`."""
    seen: dict[str, int] = {}
    for stated in slugs:
        count = seen.get(stated, 0)
        seen[stated] = count + 1
        yield f"{stated}-{count}" if count else stated


def defined_links(
    text: str, blocks: Iterable[Block], path: str, first_line: int
) -> Iterator[tuple[str, Location]]:
    """The targets of reference definitions (`[chart]: img/chart.png`) outside code, each with its place.

    `text` begins in line `first_line` of its file.
    """
    if "]:" not in text:
        return
    closed: set[int] | None = None
    line, last = first_line, 0
    for match in _DEFINITION.finditer(text):
        line += text.count("\n", last, match.start())
        last = match.start()
        if closed is None:
            closed = _code_lines(blocks)
        if line not in closed:
            yield match[1], Location(path, line, match.start(1) - match.start() + 1)


def _code_lines(blocks: Iterable[Block]) -> set[int]:
    every = (block for top in blocks for block in top.walk() if block.kind in {"code", "html"})
    return {line for block in every for line in range(block.line, block.end)}

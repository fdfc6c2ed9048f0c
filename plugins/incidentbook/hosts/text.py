"""A document's file → the Markdown that a site generator publishes for it."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from incidentbook.reading.blocks import parse
from incidentbook.reading.crowding import crowded, may_be_crowded
from incidentbook.reading.files import decode
from incidentbook.reading.front_matter import split
from incidentbook.reading.runbook_yaml_page import markdown_of_yaml
from incidentbook.records import Postmortem, Runbook
from incidentbook.rendering.anchors import Anchor, with_anchors
from incidentbook.rendering.normal import as_it_stands, normal

YAML_ENDINGS = (".yml", ".yaml")
"""Endings of the files that become Markdown first."""

_RAW_HINT = re.compile(rb"<(?:img|source|video|audio)", re.IGNORECASE)
_RAW_ADDRESS = re.compile(r"<(?:img|source|video|audio)\b[^<>]*?\ssrc\s*=\s*([\"'])(.*?)\1", re.IGNORECASE)


def author_text(root: Path, document: Postmortem | Runbook) -> tuple[str, int]:
    """The text of a document below `root` without front matter, and the line of its file where it begins.

    That of data is what is made of it.
    """
    if isinstance(document, Runbook) and is_yaml(document.path):
        return markdown_of_yaml(document), 1
    text, _ = decode((root / document.path).read_bytes(), document.path)
    matter = split(text, document.path)
    return matter.body, matter.body_line


def publishable_text(root: Path, document: Postmortem | Runbook) -> str:
    """The Markdown that is published of a document below `root`."""
    return publishable(document, *author_text(root, document))


def publishable(document: Postmortem | Runbook, text: str, first_line: int) -> str:
    """The Markdown that is published of a document's `author_text`, with an anchor at each record.

    What is too crowded to be shown as Markdown is published as it stands.
    """
    if may_be_crowded(text) and any(crowded(parse(text), text.split("\n"), 1)):
        return as_it_stands(text)
    return normal(text if is_yaml(document.path) else with_anchors(text, anchors(document), first_line))


def raw_addresses(root: Path, document: Postmortem | Runbook) -> list[str]:
    """The addresses in a document's own HTML, of images and the like."""
    data = (root / document.path).read_bytes()
    if not _RAW_HINT.search(data):
        return []
    text, _ = decode(data, document.path)
    return [unescape(match[2]) for match in _RAW_ADDRESS.finditer(text)]


def is_yaml(path: str) -> bool:
    """Whether a document is data of which a page must be made first."""
    return path.lower().endswith(YAML_ENDINGS)


def anchors(document: Postmortem | Runbook) -> Iterator[Anchor]:
    """The anchors of a document's records, with their places in its file."""
    if isinstance(document, Postmortem):
        for item in document.action_items:
            yield Anchor(item.anchor, item.at.line, item.at.column)
        for entry in document.timeline:
            yield Anchor(entry.anchor, entry.at.line, entry.at.column)

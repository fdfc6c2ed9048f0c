"""Files among the documents that would be documents but for the ending of their names."""

import re
from collections.abc import Callable

from incidentbook.records import Location, Problem

from .patterns import expression

Kind = Callable[[str], str]
"""What says by its path what the policy takes a file for: "postmortem", "runbook" or ""."""

_MARKDOWN = frozenset({".markdown", ".mdown", ".mkdn", ".mkd", ".mdwn", ".mdtxt", ".mdx"})
_OTHER_MARKUP = frozenset({".rst", ".adoc", ".asciidoc", ".org", ".textile", ".creole", ".mediawiki"})
_PLAIN = frozenset({".txt", ".text"})
_ENDING = expression(r"\.[A-Za-z0-9_~-]{1,12}\Z")
_FRONT_MATTER = expression(r"\s*---\n[\w -]+:\s")
_HEADING = expression(r"\s*# \S")
_ENDINGS = (".md", ".markdown")


def may_stray(path: str, kind_of: Kind) -> bool:
    """Whether a file that is no document would be one under another ending, going by its name alone."""
    return _ending(path) is not None and bool(_wanted(path, kind_of))


def read_stray(path: str, head: bytes, kind_of: Kind) -> Problem | None:
    """The problem “file-not-read” of such a file, or None where its beginning is no document's.

    Files that are named as Markdown or another markup are always meant, plain text only where it begins
    like a document or has a document's headings.
    """
    ending = _ending(path)
    if ending in {"", *_PLAIN} and not _is_document(path, head, named=ending != ""):
        return None
    wanted = _wanted(path, kind_of)
    kind = kind_of(wanted)
    name = wanted.rpartition("/")[2]
    said = f"its name ends in `{ending}`" if ending else "its name has no ending"
    message = f"lies among the {kind}s, and is not read: {said}"
    hint = f"rename it to “{name}”, or name it under `exclude` in the policy"
    if ending in _OTHER_MARKUP:
        hint = f"write it in Markdown as “{name}”, or name it under `exclude` in the policy"
    return Problem(Location(path), "file-not-read", message, hint)


def _ending(path: str) -> str | None:
    """The ending of a file that may be a text, "" where it has none, or None where it is something else."""
    match = _ENDING.search(path.rpartition("/")[2])
    if match is None or " " in match.group():
        return ""
    ending = match.group().lower()
    if ending in _MARKDOWN | _OTHER_MARKUP | _PLAIN:
        return ending
    return "" if re.search(r"\d", ending[1:2]) else None


def _wanted(path: str, kind_of: Kind) -> str:
    """The path under which the policy would take the file for a document, or ""."""
    ending = _ending(path) or ""
    bare = path[: -len(ending)] if ending else path
    return next((f"{bare}{other}" for other in _ENDINGS if kind_of(f"{bare}{other}")), "")


def _is_document(path: str, head: bytes, *, named: bool) -> bool:
    if b"\0" in head:
        return False
    text = head.decode("utf-8", "replace").replace("\r\n", "\n")
    if _FRONT_MATTER.match(text) or (named and _HEADING.match(text)):
        return True
    from .recognition import recognise

    return bool(recognise(text, path))

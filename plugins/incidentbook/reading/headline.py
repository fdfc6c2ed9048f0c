"""A document's title, id and day, where no field states them."""

import datetime
import posixpath
import re

from .blocks import Block
from .dates import find_date
from .names import is_exact_section
from .patterns import expression
from .placeholders import is_placeholder

_PREFIX = expression(
    r"\W{0,4}(?:(?:the\s+)?(?:incident\s+|public\s+|internal\s+|draft\s+|blameless\s+)?"
    r"(?:post[- ]?mortem|post[- ]incident|incident|outage|retrospective|rca|root cause analysis|pir|coe)"
    r"(?:\s+(?:report|review|analysis|write-?up|document|summary|retrospective|post[- ]?mortem))?)"
    r"\s*(?::|\s[-–—|]+\s|[–—|])\s*",
    re.IGNORECASE,
)
_BARE = expression(
    r"\W*(?:incident\s+)?(?:post[- ]?mortem|incident|report|review|retrospective|title|untitled|rca|template"
    r"|incident title)(?:\s+(?:report|review|template|analysis))?\W*\Z",
    re.IGNORECASE,
)
_RUNBOOK_PREFIX = expression(
    r"\W{0,4}(?:runbook|playbook|run book|sop|alert)\s*(?::|\s[-–—|]+\s|[–—|])\s*", re.IGNORECASE
)
_LONGEST_TITLE = 100
_LEADING_DAY = expression(r"(?:\d{4}[-_.]?\d{2}[-_.]?\d{2}|\d{4}[-_.]\d{2})[-_. ]+(?=\S)")


def stem(path: str) -> str:
    """The file's name without folder and ending."""
    name = posixpath.basename(path)
    return posixpath.splitext(name)[0] or name


def bare_title(text: str) -> str:
    """A title less "Postmortem:" and the like; "" where nothing is left, or only a template's words."""
    text = " ".join(text.split())
    prefix = _PREFIX.match(text)
    bare = text[prefix.end() :] if prefix else text
    return "" if not bare or _BARE.match(bare) or is_placeholder(bare) else bare


def bare_runbook_title(text: str) -> str:
    """A runbook's title less "Runbook:" and the like; "" where only a template's words are left."""
    text = " ".join(text.split())
    prefix = _RUNBOOK_PREFIX.match(text)
    bare = text[prefix.end() :] if prefix else text
    return "" if is_placeholder(bare) else bare


def title_from_headings(blocks: list[Block], title: Block | None) -> str:
    """The title that the title's heading gives, or the next heading of level 1 where that is empty."""
    if title is None:
        return ""
    later = [b for b in blocks if b.kind == "heading" and b.level == 1 and b.line > title.line]
    return next((bare for block in [title, *later[:1]] if (bare := bare_title(block.text))), "")


def title_from_opening(blocks: list[Block]) -> str:
    """The title that a document without headings begins with: a short line on its own."""
    first = blocks[0] if blocks else None
    if first is None or first.kind != "paragraph" or any("break" in span.styles for span in first.spans):
        return ""
    text = first.text
    is_title = len(text) <= _LONGEST_TITLE and not text.endswith((".", ":", "!", "?")) and ": " not in text
    return bare_title(text) if is_title and not is_exact_section(text) else ""


def title_from_path(path: str) -> str:
    """A title made of the file's name: "2025-03-15-config-push.md" gives "Config push"."""
    name = _LEADING_DAY.sub("", stem(path), count=1)
    words = " ".join(re.sub(r"[-_]+", " ", name).split()) or stem(path)
    return words[:1].upper() + words[1:]


def day_in_path(path: str) -> datetime.date | None:
    """The day that the file's name, or the folder it lies in, begins with."""
    parts = path.split("/")
    for name in (stem(path), "/".join(parts[-4:-1])):
        found = find_date(name.replace("_", "-")) or find_date(name.replace("/", "-"))
        if found is not None:
            return found[0]
    return None


def day_in_text(text: str) -> datetime.date | None:
    """The first day that a title or an opening text names."""
    found = find_date(text[:2000])
    return found[0] if found else None

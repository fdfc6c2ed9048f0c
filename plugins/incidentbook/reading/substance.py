"""What a runbook says, apart from dates and formatting: versions that a reader follows alike are the same.

Left out are the front matter, comments, days wherever they stand outside commands, lines that only say who
reviewed or tested when, the document's own history, and how the text is laid out: line breaks, emphasis,
bullets, numbers of lists, levels of headings, alignment of tables, kinds of quotes and dashes.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator

from incidentbook.records.plain import dataclass

from .fields import lookup
from .patterns import expression

_DAY = (
    r"\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?"
    r"|\b\d{1,2}[-/.]\d{1,2}[-/.]\d{4}\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? \d{4}\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}\b"
)
_DAYS = expression(_DAY, re.IGNORECASE)
_UPKEEP = expression(
    r"\W*(?:(?:last[ _-]+|date[ _-]+)?(?:reviewed|tested|updated|verified|checked|edited|revised|modified"
    r"|exercised)|(?:last|next)[ _-]+(?:review|test|update|check|revision|change|edit)|review date"
    r"|(?:document )?(?:version|revision)(?=\W{0,4}\s*[:=|]\W*v?\d))"
    r"(?:[ _-]*(?:on|by|at|with|date|due|in|against))?\W{0,4}\s*[:=|]",
    re.IGNORECASE,
)
_TESTED = expression(
    r"\W*(?:last[ _-]+|date[ _-]+)?(?:(?:tested|exercised)(?:[ _-]*(?:on|at|date))?|(?<=last.)test)"
    r"\W{0,4}\s*[:=|]\W*(.+)",
    re.IGNORECASE,
)
_OWN_HISTORY = expression(
    r"(?:change ?log|(?:revision|version|document|review|change|test) (?:history|log|record)s?|history)",
    re.IGNORECASE,
)
_FENCE = expression(r"\s*(?:>\s*)?(`{3,}|~{3,})(.*)")
_HEADING = expression(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*")
_LAYOUT = expression(r"\s*(?:>\s*)*(?:[-*+](?=\s|$)|\d+[.)](?=\s|$))?\s*(?:\[[ xX]\](?=\s))?")
_RULE = expression(r"[\s|:=*_-]*")
_CODE = expression(r"(`+)(.+?)\1")
_EMPHASIS = expression(r"(?<!\w)[*_~]+|[*_~]+(?!\w)")
_COMMENT = expression(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_EDGES = "[](){}"
_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " ", "|": " "})
_KEY = expression(r"(\s*)([\w -]+?)\s*:(?:\s|$)(.*)")
_TOLD_METADATA = frozenset(
    {"impact", "summary", "overview", "description", "escalation", "contacts", "contact"}
)


@dataclass(frozen=True, slots=True)
class Substance:
    """A digest of what a text says, and the day of its last test as it is written there."""

    digest: str
    tested: str = ""


def substance(text: str, *, is_yaml: bool) -> Substance:
    """The substance of a runbook's text, whose line ends are single."""
    if is_yaml:
        tested, body = _yaml(text)
        words: Iterable[str] = (word for line in body for word in line.split())
    else:
        tested, body = _front(text)
        words = _words(_COMMENT.sub(" ", "\n".join(body)).split("\n"))
        tested = tested or next((found[1].strip() for line in body if (found := _TESTED.match(line))), "")
    seen = hashlib.sha256("\n".join(words).encode("utf-8", "surrogatepass"))
    return Substance(seen.hexdigest()[:20], " ".join(tested.split()).strip("\"'*_| "))


def _front(text: str) -> tuple[str, list[str]]:
    """The day of the last test as the front matter states it, and the lines of the body."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return "", lines
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in {"---", "..."}), 0)
    return (_stated(lines[1:end]), lines[end + 1 :]) if end else ("", lines)


def _stated(lines: Iterable[str]) -> str:
    for line in lines:
        if (found := _KEY.fullmatch(line)) and _canonical(found[2]) == "last_tested":
            return _bare(found[3])
    return ""


def _bare(value: str) -> str:
    return value.partition(" #")[0].strip()


def _canonical(name: str) -> str:
    spec = lookup("runbook", name.strip())
    return spec.name if spec else ""


def _yaml(text: str) -> tuple[str, list[str]]:
    """The day of the last test, and the lines of YAML without comments and upkeep below `metadata`."""
    kept, tested = [], ""
    within, depth, is_left_out = False, -1, False
    for line in text.split("\n"):
        if line.lstrip().startswith("#") or not line.strip():
            continue
        found = _KEY.fullmatch(line)
        indent = len(line) - len(line.lstrip())
        if indent == 0:
            within, depth, is_left_out = line.startswith("metadata:"), -1, False
        elif within and found and (depth < 0 or indent <= depth):
            depth = indent
            is_left_out = found[2].strip().lower() not in _TOLD_METADATA
            if _canonical(found[2]) == "last_tested":
                tested = _bare(found[3])
        if not (within and is_left_out):
            kept.append(line)
    return tested, kept


def _words(lines: Iterable[str]) -> Iterator[str]:
    """The words of a body, one by one, without those of the document's own history."""
    own_history = 0
    for is_code, line in _marked(lines):
        heading = None if is_code else _HEADING.fullmatch(line)
        if heading:
            level, text = len(heading[1]), heading[2]
            if level <= own_history:
                own_history = 0
            if not own_history and _OWN_HISTORY.fullmatch(text.strip(" *_:")):
                own_history = level
        if not own_history:
            yield from line.split() if is_code else _told(heading[2] if heading else line)


def _marked(lines: Iterable[str]) -> Iterator[tuple[bool, str]]:
    """The lines without fences, each with whether it is code."""
    fence = ""
    for line in lines:
        found = _FENCE.match(line)
        if not found or (fence and not _closes(found, fence)):
            yield bool(fence), line
        else:
            fence = "" if fence else found[1]


def _closes(found: re.Match[str], fence: str) -> bool:
    marks = found[1]
    return marks[0] == fence[0] and len(marks) >= len(fence) and not found[2].strip()


def _told(line: str) -> Iterator[str]:
    """The words of one line outside a block of code; none where it only says who saw to the document."""
    if _RULE.fullmatch(line) or _UPKEEP.match(line):
        return
    rest = line[_matched(line) :]
    place = 0
    for code in _CODE.finditer(rest):
        yield from _prose(rest[place : code.start()])
        yield from code[2].split()
        place = code.end()
    yield from _prose(rest[place:])


def _matched(line: str) -> int:
    found = _LAYOUT.match(line)
    return found.end() if found else 0


def _prose(text: str) -> Iterator[str]:
    plain = _DAYS.sub(" ", text.translate(_PLAIN)).replace("](", " ").replace("<br>", " ")
    for word in _EMPHASIS.sub("", plain).split():
        if bare := word.strip(_EDGES):
            yield bare

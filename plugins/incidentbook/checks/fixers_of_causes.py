"""The fixer of missing causes: the ones that the text speaks of. It is asked for, never used by itself."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from incidentbook.analysis.cause_proposals import proposals
from incidentbook.reading.patterns import expression
from incidentbook.records import Cause, Finding, Postmortem

from .edits import Edit
from .registry import Document

if TYPE_CHECKING:
    from .fixes import Fixer

RULE = "CAU101"
"""The rule whose findings it mends."""

_FENCE = "---"
_EMPTY_FIELD = expression(r"causes:[ \t]*(?:\[[ \t]*\]|~|null)?[ \t]*")


def cause_fixer(causes: Sequence[Cause]) -> "Fixer":
    """A fixer that enters proposed causes of a taxonomy into the front matter, and makes one if need be."""

    def enter(_finding: Finding, document: Document, lines: Sequence[str]) -> Iterator[Edit]:
        if isinstance(document, Postmortem) and not document.causes:
            found = [one.cause.id for one in proposals(document, causes)]
            if found:
                yield from _entered(f"causes: [{', '.join(found)}]", document, lines)

    return enter


def _entered(line: str, document: Postmortem, lines: Sequence[str]) -> Iterator[Edit]:
    if not lines or lines[0].rstrip() != _FENCE:
        yield Edit(1, 1, "", f"{_FENCE}\n{line}\n{_FENCE}\n\n")
        return
    end = next((number for number, text in enumerate(lines[1:], 2) if text.rstrip() == _FENCE), 0)
    if not end:
        return
    empty = [number for number in range(2, end) if _EMPTY_FIELD.fullmatch(lines[number - 1])]
    if empty:
        yield Edit(empty[0], 1, lines[empty[0] - 1], line)
    elif document.field("causes") is None:
        yield Edit(end, 1, _FENCE, f"{line}\n{_FENCE}")

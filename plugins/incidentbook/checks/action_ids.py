"""ACT: the ids that a table gives its action items, and those it forgets."""

from collections.abc import Iterator, Sequence

from incidentbook.reading.patterns import expression
from incidentbook.records import ActionItem, Finding, Postmortem
from incidentbook.records.plain import dataclass

from .context import Context
from .registry import rule
from .titles import short

_PATTERN = expression(r"([A-Za-z][A-Za-z_-]{0,15}?[-_ ]?)(\d{1,6})")
_FEWEST = 2
_APART = 2
"""Lines from one row to the next, where a group's heading may stand between them."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """How the ids of one table are made: a prefix, the highest number, and the least number of figures."""

    prefix: str
    highest: int
    figures: int

    def next(self, steps: int) -> str:
        """The id so many steps behind the highest one."""
        return f"{self.prefix}{self.highest + steps:0{self.figures}}"


def numbering_of(ids: Sequence[str]) -> Numbering | None:
    """The pattern that all of these ids follow, or None where there are too few or they differ."""
    parts = [match.groups() for id in ids if (match := _PATTERN.fullmatch(id))]  # noqa: A001 - the field's word
    if (
        len(parts) < max(_FEWEST, len(ids))
        or len({prefix for prefix, _ in parts}) != 1
        or len(set(ids)) < len(ids)
    ):
        return None
    figures = max((len(number) for _, number in parts if number.startswith("0")), default=1)
    return Numbering(parts[0][0], max(int(number) for _, number in parts), figures)


@rule("ACT116", "missing-id", level="info")
def missing_id(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """A row has no id, although the other rows of its table have ids such as `AI-1`.

    Known are ids of one prefix and a number, in two rows or more. A column of bare numbers is left alone.

    Why: links and other documents name the items by their ids.
    Instead: the next number; `incidentbook check --fix` writes it.
    Measured: no firing on 67 real documents, whose actions have no ids.
    """
    for table in _tables(document):
        tails = [(item, item.id.removeprefix(f"{document.id}/")) for item, _ in table]
        without = [
            item for (item, tail), (_, number) in zip(tails, table, strict=True) if tail == str(number)
        ]
        own = [tail for item, tail in tails if item not in without]
        if without and numbering_of(own) is not None:
            for item in without:
                message = f"“{short(item.title)}” has no id, and {own[0]} has one"
                yield Finding(item.at, message, "give it the next one", key=item.title)


def _tables(document: Postmortem) -> Iterator[list[tuple[ActionItem, int]]]:
    """The items of each table with their numbers in the document."""
    table: list[tuple[ActionItem, int]] = []
    for number, item in enumerate(document.action_items, 1):
        if item.form != "table":
            continue
        if table and not 0 < item.at.line - table[-1][0].at.line <= _APART:
            yield table
            table = []
        table.append((item, number))
    if table:
        yield table

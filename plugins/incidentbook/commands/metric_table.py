"""Metrics as tables for a terminal: one for each measure, one line for each group."""

from collections.abc import Iterable, Iterator, Sequence

from incidentbook.analysis.groups import Group
from incidentbook.analysis.measurement import Tally
from incidentbook.analysis.metrics import Metrics
from incidentbook.pages import metric_words
from incidentbook.pages.spreads import spelled
from incidentbook.pages.tallies import SOURCE_WORDS
from incidentbook.pages.words import clipped, joined
from incidentbook.reports.text import Paint
from incidentbook.reports.words import safe

from .action_table import NARROWEST, columns, wrapped

_GAP = "  "
_HEADS = ("", "n", "median", "middle half", "90th", "mean")
_LONGEST = 22
_FEWEST = 2


def metric_table(
    found: Metrics, groups: Sequence[Group], measures: Iterable[str], paint: Paint, width: int = 80
) -> str:
    """All tables as lines of at most `width` columns, each below the definition of its measure."""
    policy = found.catalogue.library.policy
    width = max(width, NARROWEST)
    lines: list[str] = []
    for measure in measures:
        lines.append(metric_words.title(measure))
        definition = metric_words.definition(measure, policy).replace("`", "")
        lines += [paint(line, "dim") for line in wrapped(definition, width)]
        lines += _rows(found, groups, measure, paint, width)
        lines.append("")
    lines += [paint(line, "dim") for line in _footer(found, groups, width)]
    return "\n".join([*lines, ""])


def _rows(found: Metrics, groups: Sequence[Group], measure: str, paint: Paint, width: int) -> Iterator[str]:
    tallies = [(group, found.tally(measure, group.incidents)) for group in groups]
    cells = [_cells(group, tally) for group, tally in tallies]
    sizes = [max(columns(cell) for cell in column) for column in zip(_HEADS, *cells, strict=True)]
    shown = _fitting(sizes, width)
    yield paint(_line(_HEADS[:shown], sizes[:shown]), "dim")
    for (_, tally), row in zip(tallies, cells, strict=True):
        yield _line(row[:shown], sizes[:shown])
        below = [f"{head} {cell}" for head, cell in zip(_HEADS[shown:], row[shown:], strict=True) if cell]
        for line in wrapped(joined((*below, _about(tally))), width - len(_GAP)):
            if line:
                yield paint(f"{_GAP}{line}", "dim")


def _fitting(sizes: Sequence[int], width: int) -> int:
    """How many columns fit beside each other; the others are said below, in words."""
    number = len(sizes)
    while number > _FEWEST and sum(sizes[:number]) + len(_GAP) * (number - 1) > width:
        number -= 1
    return number


def _cells(group: Group, tally: Tally) -> tuple[str, ...]:
    found = tally.summary
    name = clipped(safe(SOURCE_WORDS.get(group.key, group.title)), _LONGEST)
    return (
        name,
        f"{found.number:,}",
        spelled(found.median) if found.median else "",
        metric_words.half(found),
        spelled(found.ninetieth) if found.ninetieth else "",
        spelled(found.mean) if found.mean else "",
    )


def _about(tally: Tally) -> str:
    """The values where they are few, and what is not counted."""
    found = tally.summary
    return joined(
        (
            metric_words.values(found) if found.values and found.median is None else "",
            f"{len(tally.missing):,} without times" if tally.missing else "",
            f"{len(tally.excluded):,} left out" if tally.excluded else "",
            f"{len(tally.contradictory):,} contradictory" if tally.contradictory else "",
        )
    )


def _line(cells: Sequence[str], sizes: Sequence[int]) -> str:
    first, *others = (
        cell + " " * (size - columns(cell)) if number == 0 else " " * (size - columns(cell)) + cell
        for number, (cell, size) in enumerate(zip(cells, sizes, strict=True))
    )
    return _GAP.join((first, *others)).rstrip()


def _footer(found: Metrics, groups: Sequence[Group], width: int) -> list[str]:
    incidents = len({one.path for group in groups for one in group.incidents})
    text = (
        f"{incidents:,} documents as of {found.as_of.isoformat()}; left out are drills, near-misses, drafts "
        "and incidents that need no review."
    )
    return wrapped(text, width)

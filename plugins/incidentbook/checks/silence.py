"""Which waiver of a document silences which finding: in one walk down its lines, however many there are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush

from incidentbook.records import Finding, Waiver


def silenced_in(waivers: Sequence[Waiver], findings: Iterable[Finding]) -> dict[Finding, Waiver]:
    """The findings of one document that a waiver covers and names, each with the first such waiver.

    `waivers` are those in force, in their order; `findings` stand in the order of their lines.
    """
    reaches: defaultdict[str, _Reaches] = defaultdict(_Reaches)
    for number, waiver in enumerate(waivers):
        for word in {form for rule in waiver.rules for form in (rule.upper(), rule.lower())}:
            reaches[word].add(number, waiver)
    found = {}
    for finding in findings:
        forms = (reaches[word] for word in (finding.id, finding.name) if word in reaches)
        first = min((number for one in forms for number in one.first_at(finding.at.line)), default=None)
        if first is not None:
            found[finding] = waivers[first]
    return found


class _Reaches:
    """The waivers of one rule, asked line by line: those that began wait in the order of their numbers."""

    def __init__(self) -> None:
        self._later: list[tuple[int, int, int]] = []
        self._open: list[tuple[int, int]] = []
        self._is_sorted = True

    def add(self, number: int, waiver: Waiver) -> None:
        """Know a waiver by its number."""
        self._later.append((waiver.first, number, waiver.last))
        self._is_sorted = False

    def first_at(self, line: int) -> Iterator[int]:
        """The lowest number of those that cover a line, if any; lines are asked in order."""
        if not self._is_sorted:
            self._later.sort(reverse=True)
            self._is_sorted = True
        while self._later and self._later[-1][0] <= line:
            _, number, last = self._later.pop()
            heappush(self._open, (number, last))
        while self._open and self._open[0][1] < line:
            heappop(self._open)
        if self._open:
            yield self._open[0][0]

"""A text on its way to the public: each line with its number in the file, and what was taken out so far."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from incidentbook.records.plain import dataclass, field

MARK = "[removed]"
"""What stands where a name or an address stood."""


@dataclass(frozen=True, slots=True)
class Removal:
    """Something that was taken out: the line of the file where it began, its class, and its text."""

    line: int
    what: str
    text: str


@dataclass(frozen=True, slots=True)
class Cut:
    """The characters from `start` to `end` are to become `new`; `what` is empty where nothing is lost."""

    start: int
    end: int
    new: str
    what: str = ""


@dataclass(slots=True)
class Draft:
    """A text, the line of the file for each of its lines, and the removals."""

    text: str
    numbers: list[int]
    removals: list[Removal] = field(default_factory=list)

    def line_at(self, offset: int) -> int:
        """The line of the file of an offset in the text."""
        return self.numbers[min(self.text.count("\n", 0, offset), len(self.numbers) - 1)]

    def cut(self, cuts: Iterable[Cut]) -> None:
        """Make all cuts; of those that meet, the one that begins first takes the other's place too.

        Line ends stay, so that each line keeps its number.
        """
        starts = list(accumulate((len(line) + 1 for line in self.text.split("\n")), initial=0))
        pieces, last = [], 0
        for cut in sorted(cuts, key=lambda one: (one.start, -one.end)):
            start = max(cut.start, last)
            if start >= cut.end:
                continue
            old = self.text[start : cut.end]
            if cut.what and old.strip():
                number = self.numbers[bisect_right(starts, start) - 1]
                self.removals.append(Removal(number, cut.what, old))
            new = cut.new if cut.start >= last else ""
            missing = old.count("\n") - new.count("\n")
            pieces += [self.text[last:start], _spaced(new, self.text[cut.end : cut.end + 1]), "\n" * missing]
            last = cut.end
        self.text = "".join((*pieces, self.text[last:]))

    def drop(self, lines: Iterable[int], what: str) -> None:
        """Take whole lines out, by their indices from 0; a run of lines is one removal."""
        gone = set(lines)
        kept, numbers, run = [], [], list[str]()
        first = 0
        for index, line in enumerate([*self.text.split("\n"), ""]):
            if index in gone:
                first = first if run else self.numbers[index]
                run.append(line)
                continue
            if "".join(run).strip():
                self.removals.append(Removal(first, what, "\n".join(run)))
            run = []
            if index < len(self.numbers):
                kept.append(line)
                numbers.append(self.numbers[index])
        self.text, self.numbers = ("\n".join(kept), numbers) if kept else ("", [1])


def draft_of(text: str, first_line: int = 1) -> Draft:
    """A draft of a text that begins at a line of its file."""
    return Draft(text, list(range(first_line, first_line + text.count("\n") + 1)))


def _spaced(new: str, after: str) -> str:
    """The mark with a space behind it, where brackets or a colon would make a link of it."""
    return f"{new} " if new.endswith("]") and after and after in "([:" else new

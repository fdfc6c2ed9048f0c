"""The nearest of many names to a misspelt one, found without comparing it with all of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from .names import compact, nearest

_SHARED = 4
"""A name is compared where it shares so many letters in a row with the word."""
_COMPARED = 12
_COMMON = 400
"""Letters in a row that stand in more names than this tell nothing apart."""


class Spellings:
    """Known names, indexed by the runs of letters in them; made once, asked often."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(set(names))
        self._runs: dict[str, list[int]] = defaultdict(list)
        self._exact: dict[str, int] = {}
        for index, name in enumerate(self._names):
            word = compact(name)
            self._exact.setdefault(word, index)
            for run in _runs(word):
                self._runs[run].append(index)

    def nearest(self, word: str) -> str:
        """The known name that `word` was probably meant to be, or ""."""
        meant = compact(word)
        if meant in self._exact:
            return self._names[self._exact[meant]]
        votes: Counter[int] = Counter()
        for run in _runs(meant):
            indexes = self._runs.get(run, ())
            if len(indexes) <= _COMMON:
                votes.update(indexes)
        best = sorted(votes.items(), key=lambda pair: (-pair[1], pair[0]))[:_COMPARED]
        return nearest(word, [self._names[index] for index, _ in best])


def _runs(word: str) -> set[str]:
    return {word[start : start + _SHARED] for start in range(max(len(word) - _SHARED + 1, 1))}

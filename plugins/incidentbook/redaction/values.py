"""Known texts that are taken out wherever they stand: names of people, and of documents that stay inside."""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from incidentbook.reading.patterns import expression
from incidentbook.records.plain import dataclass

from .draft import MARK, Cut

_WORD = expression(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Value:
    """A text that stays inside: of which class, what is written in its place, and whether its case counts."""

    text: str
    what: str
    put: str = MARK
    is_exact: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """Its words in lower case."""
        return words_of(self.text)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in lower case; what stands between them does not count."""
    return tuple(_WORD.findall(text.casefold()))


class Values:
    """Finds values in texts, in any spelling of what stands between their words."""

    def __init__(self, values: Iterable[Value]) -> None:
        self.all = tuple(one for one in dict.fromkeys(values) if one.words)
        self._by_word: dict[str, list[Value]] = {}
        for value in self.all:
            self._by_word.setdefault(max(value.words, key=len), []).append(value)

    def cuts(self, text: str, roles: Mapping[str, str] = MappingProxyType({})) -> Iterator[Cut]:
        """Where values stand in a text; `roles` are what is written for some names in this text alone."""
        known = set(words_of(text))
        present = [one for word in known & self._by_word.keys() for one in self._by_word[word]]
        for value in present:
            if known.issuperset(value.words):
                for match in _shape(value).finditer(text):
                    put = roles.get(value.text, MARK) if value.put == MARK else value.put
                    yield Cut(*match.span(), put, value.what)


def _shape(value: Value) -> re.Pattern[str]:
    """A value as a pattern: between its words may stand spaces, hyphens, emphasis, or one line end."""
    words = (re.escape(word) for word in _WORD.findall(value.text))
    inner = r"(?:[^\w\n]|_){0,4}\n?(?:[^\w\n]|_){0,4}".join(words)
    joined = rf"(?<![^\W_])@?{inner}(?:['’]s)?(?![^\W_])"
    return re.compile(joined, 0 if value.is_exact else re.IGNORECASE)

"""Known texts that are taken out wherever they stand: names of people, and of documents that stay inside."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType

from incidentbook.reading.patterns import expression
from incidentbook.records.plain import dataclass

from .draft import MARK, Cut

_WORD = expression(r"[^\W_]+")
_WIDEST_GAP = 9
"""So many characters may stand between two words of a value: emphasis, a line end, an indentation."""


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


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of a text, in lower case, with its place."""

    word: str
    start: int
    end: int


class Values:
    """Finds values in texts, in any spelling of what stands between their words."""

    def __init__(self, values: Iterable[Value]) -> None:
        self.all = tuple(one for one in dict.fromkeys(values) if one.words)
        self._by_word: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        for value in self.all:
            self._by_word.setdefault(value.words[0], []).append((value.words, value))

    def cuts(self, text: str, roles: Mapping[str, str] = MappingProxyType({})) -> Iterator[Cut]:
        """Where values stand in a text; `roles` are what is written for some names in this text alone."""
        tokens = [_Token(match[0].casefold(), *match.span()) for match in _WORD.finditer(text)]
        for index, token in enumerate(tokens):
            for words, value in self._by_word.get(token.word, ()):
                if _follow(words, tokens, index, text) and _fits(value, text, tokens, index):
                    put = roles.get(value.text, MARK) if value.put == MARK else value.put
                    start, end = _edges(text, token.start, tokens[index + len(words) - 1].end)
                    yield Cut(start, end, put, value.what)


def _follow(words: tuple[str, ...], tokens: list[_Token], index: int, text: str) -> bool:
    """Whether words stand one after the other from a token on, with little between them."""
    if len(words) == 1:
        return True
    here = tokens[index : index + len(words)]
    if len(here) < len(words) or any(one.word != word for one, word in zip(here, words, strict=True)):
        return False
    gaps = (text[one.end : other.start] for one, other in pairwise(here))
    return all(len(gap) <= _WIDEST_GAP and gap.count("\n") <= 1 for gap in gaps)


def _fits(value: Value, text: str, tokens: list[_Token], index: int) -> bool:
    """Whether the case is right, where it counts."""
    return not value.is_exact or text.startswith(value.text, tokens[index].start)


def _edges(text: str, start: int, end: int) -> tuple[int, int]:
    """The place of a value with the sign of a handle and the ending of a genitive."""
    if text[end : end + 2] in {"'s", "’s"} and not text[end + 2 : end + 3].isalnum():
        end += 2
    return (start - 1 if text[start - 1 : start] == "@" else start), end

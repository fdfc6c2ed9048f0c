"""The terms in which a text speaks: stems of words, identifiers, and mechanisms of failure.

Case, endings and hyphens do not count. A term is a text: a stem ("certificat"), two stems in a row
("^disk quota"), an identifier ("=kube-system"), a mechanism ("~memory"), or two mechanisms of one sentence
("~memory+~node down"). All of it takes time linear in the length of the text.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import combinations
from operator import itemgetter

from incidentbook.reading.patterns import expression

from .mechanisms import MECHANISMS
from .plain_words import FUNCTION_WORDS, PLAIN

MECHANISM = "~"
"""Begins the term of a mechanism."""
IDENTIFIER = "="
"""Begins the term of an identifier."""
PHRASE = "^"
"""Begins the term of two words in a row."""
JOINED = "+"
"""Stands between the two mechanisms of a joint term."""

Found = tuple[str, int, int]
"""A term, and where in a text it begins and ends."""

_SILENT, _EVERYDAY, _TELLING = range(3)
"""What a word is: one that holds sentences together, an everyday one, any other."""
_AT_ONCE = 8
"""A sentence that speaks of more mechanisms than this lists them, and joins none."""
_SENTENCE_END = expression(r"(?<=[.!?;])\s+")
_LONGEST = 60
"""Characters of a word or an identifier that a person could have meant."""
_UNSPEAKING = expression(r"\b(?:https?|ftp|ssh|file)://[^\s)>\]]+|(?<!\S)[^\s@]{1,64}@[^\s@]+", re.IGNORECASE)
_TOKENS = expression(r"([^\W\d_]\w*(?:[-_./][^\W_]+)*|(?<![\w.,:-])[45]\d\d(?![\w.,:-]?\d))")
_ASCII_TOKENS = expression(
    r"([A-Za-z]\w*(?:[-_./][A-Za-z0-9]+)*|(?<![\w.,:-])[45]\d\d(?![\w.,:-]?\d))", re.ASCII
)
"""The same tokens in a text of ASCII alone, found in half the time."""
_PART = expression(r"[A-Z]+(?![a-z])\d{0,2}|[A-Z]?[^\W\dA-Z_]+\d{0,2}|\d+")
_COMPOUND = expression(r"[-_./]|[a-z][A-Z]")
_GENERATED = expression(r"\d[^\W\d]+\d|\d{3}|[^\W\d]\d+[^\W\d]{2}")
_ENDINGS = (
    ("isations", "ize"), ("izations", "ize"), ("isation", "ize"), ("ization", "ize"), ("ations", ""),
    ("ation", ""), ("ements", ""), ("ement", ""), ("iness", "y"), ("ness", ""), ("ities", "ity"),
    ("sses", "ss"), ("ies", "y"),
)  # fmt: skip
_TAILS = ("ingly", "edly", "ings", "ing", "ions", "ion", "ers", "ed", "er", "or", "ly", "able", "ible", "ive")
_SHORTEST = 3


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """What the forms of an English word in small letters have in common: "expir" for “expired”."""
    if len(word) <= _SHORTEST:
        return word
    word = _without_tail(_singular(word))
    if len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    if len(word) > _SHORTEST and word.endswith("e"):
        word = word[:-1]
    return f"{word[:-1]}i" if len(word) > _SHORTEST and word.endswith("y") else word


def _singular(word: str) -> str:
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)] + instead
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_tail(word: str) -> str:
    for tail in _TAILS:
        if word.endswith(tail) and len(word) - len(tail) >= _SHORTEST:
            return word[: -len(tail)]
    return word


@cache
def _plain_stems() -> frozenset[str]:
    return frozenset(map(stem, PLAIN.split()))


@cache
def _function_stems() -> frozenset[str]:
    return frozenset(map(stem, FUNCTION_WORDS.split()))


def is_plain(term: str) -> bool:
    """Whether a term is a word that every incident may use; it counts, but explains nothing."""
    return term in _plain_stems()


@lru_cache(maxsize=1 << 14)
def stems(text: str) -> frozenset[str]:
    """What the words of a short text have in common with their other forms."""
    return frozenset(stem(match[0].lower()) for match in _PART.finditer(text))


def terms(text: str) -> Iterator[tuple[str, str]]:
    """The terms of a text, each with the words as they are written."""
    for term, start, end in places(text):
        yield term, text[start:end]


def spoken_terms(text: str) -> list[str]:
    """The terms of a text, without the words."""
    return [term for term, _, _ in places(text)]


def places(text: str) -> list[Found]:
    """The terms of a text, each with where in the text it begins and ends."""
    said, tokens = _heard(text)
    return said + _mechanism_terms(tokens)


def heard(line: str) -> tuple[list[Found], list[list[Found]]]:
    """The words, identifiers and phrases of a line, and the mechanisms of each sentence in it.

    All of them come with where in the line they begin and end.
    """
    said, tokens = _heard(line)
    sentences, begin = [], 0
    for end in _SENTENCE_END.finditer(line):
        stop = bisect_left(tokens, end.end(), begin, key=itemgetter(1))
        sentences.append(_mechanism_terms(tokens[begin:stop]))
        begin = stop
    sentences.append(_mechanism_terms(tokens[begin:] if begin else tokens))
    return said, sentences


def _heard(text: str) -> tuple[list[Found], list[Found]]:
    """The words, identifiers and phrases of a text, and the stems of all its words."""
    spoken = _UNSPEAKING.sub(_blank, text) if "://" in text or "@" in text else text
    pieces = (_ASCII_TOKENS if spoken.isascii() else _TOKENS).split(spoken)
    tokens: list[Found] = []
    found: list[Found] = []
    end, before, until, kind = 0, "", 0, _SILENT
    begun = 0
    for gap, written in zip(pieces[::2], pieces[1::2], strict=False):
        start = end + len(gap)
        end = start + len(written)
        identifier, parts = _word(written)
        if identifier:
            found.append((identifier, start, end))
        for known, from_, to, is_a in parts:
            begin, stop = start + from_, start + to
            token = known, begin, stop
            tokens.append(token)
            if is_a:
                found.append(token)
                if begin - until <= 1 and is_a + kind > _EVERYDAY + _EVERYDAY and kind:
                    found.append((f"{PHRASE}{before} {known}", begun, stop))
                before, begun, until, kind = known, begin, stop, is_a
    return found, tokens


def _blank(address: re.Match[str]) -> str:
    """What holds the place of an address: no word, and no gap that words could bridge."""
    return " . ".ljust(len(address[0]))


@lru_cache(maxsize=1 << 17)
def _word(written: str) -> tuple[str, tuple[tuple[str, int, int, int], ...]]:
    """The identifier that a word is, if it is one, and the stems of its parts with what each is."""
    if len(written) > _LONGEST:
        return "", ()
    small = written.lower()
    is_simple = (small.isalpha() and written in {small, small.capitalize()}) or not _COMPOUND.search(written)
    if is_simple:
        return "", (_part(small, 0, len(written)),)
    parts = tuple(
        _part(match[0].lower(), match.start(), match.end())
        for match in _PART.finditer(written)
        if not match[0].isdigit() and len(match[0]) > 1
    )
    return _identifier(written), parts


def _part(small: str, start: int, end: int) -> tuple[str, int, int, int]:
    known = stem(small)
    if len(known) <= 1 or known in _function_stems():
        return known, start, end, _SILENT
    return known, start, end, _EVERYDAY if known in _plain_stems() else _TELLING


def _identifier(written: str) -> str:
    is_one = not _GENERATED.search(written) and "." not in written
    return f"{IDENTIFIER}{written.lower()}" if is_one else ""


def sentences(text: str) -> list[str]:
    """The sentences of a line, and what stands between semicolons."""
    return _SENTENCE_END.split(text)


def joint_terms(found: Iterable[str]) -> tuple[str, ...]:
    """A term for every two of the mechanisms among the terms of a sentence, whatever their order."""
    mechanisms = sorted({term for term in found if term.startswith(MECHANISM)})
    if len(mechanisms) > _AT_ONCE:
        return ()
    return tuple(f"{one}{JOINED}{other}" for one, other in combinations(mechanisms, 2))


_Way = tuple[list[str], str]
"""The stems that follow in an expression of a mechanism, and the mechanism's term."""


@lru_cache(maxsize=1)
def _expressions() -> dict[str, dict[str, list[_Way]]]:
    """By its first stem and its second one each expression of a mechanism, with those of one stem.

    Under an empty second stem stand those of one stem alone.
    """
    found: dict[str, dict[tuple[tuple[str, ...], str], None]] = {}
    for line in MECHANISMS.replace("\n  ", " ").strip().splitlines():
        name, _, phrases = line.partition(":")
        for phrase in phrases.split(","):
            first, *rest = map(stem, phrase.split())
            found.setdefault(first, {})[tuple(rest), f"{MECHANISM}{name}"] = None
    return {first: _by_second([(list(rest), term) for rest, term in ways]) for first, ways in found.items()}


def _by_second(ways: list[_Way]) -> dict[str, list[_Way]]:
    seconds = ("", *(rest[0] for rest, _ in ways if rest))
    return {one: [(rest, term) for rest, term in ways if not rest or rest[0] == one] for one in seconds}


def _mechanism_terms(tokens: list[Found]) -> list[Found]:
    expressions = _expressions()
    said = [*(token[0] for token in tokens), ""]
    found: list[Found] = []
    for index in [index for index, first in enumerate(said) if first in expressions]:
        ways = expressions[said[index]]
        for rest, term in ways.get(said[index + 1], ways[""]):
            last = index + len(rest)
            if said[index + 1 : last + 1] == rest:
                found.append((term, tokens[index][1], tokens[last][2]))
    return found

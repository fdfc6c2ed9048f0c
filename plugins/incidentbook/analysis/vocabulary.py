"""The terms in which a text speaks: stems of words, identifiers, and mechanisms of failure.

Case, endings and hyphens do not count. A term is a text: a stem ("certificat"), two stems in a row
("^disk quota"), an identifier ("=kube-system"), a mechanism ("~memory"), or two mechanisms of one sentence
("~memory+~node down"). All of it takes time linear in the length of the text.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import combinations, pairwise

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

_Found = tuple[str, int, int]
"""A term, and where in a text it begins and ends."""

_AT_ONCE = 8
"""A sentence that speaks of more mechanisms than this lists them, and joins none."""
_SENTENCE_END = expression(r"(?<=[.!?;])\s+")
_LONGEST = 60
"""Characters of a word or an identifier that a person could have meant."""
_UNSPEAKING = expression(r"\b(?:https?|ftp|ssh|file)://[^\s)>\]]+|(?<!\S)[^\s@]{1,64}@[^\s@]+", re.IGNORECASE)
_TOKEN = expression(r"[^\W\d_]\w*(?:[-_./][^\W_]+)*|(?<![\w.,:-])[45]\d\d(?![\w.,:-]?\d)")
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


def stems(text: str) -> frozenset[str]:
    """What the words of a short text have in common with their other forms."""
    return frozenset(stem(match[0].lower()) for match in _PART.finditer(text))


def terms(text: str) -> Iterator[tuple[str, str]]:
    """The terms of a text, each with the words as they are written."""
    spoken, found = _found(text)
    for term, start, end in found:
        yield term, spoken[start:end]


def clues(wanted: Iterable[str]) -> re.Pattern[str]:
    """What a text must hold to speak in one of the terms; it may hold it and speak in none."""
    found: set[str] = set()
    for term in wanted:
        if term.startswith(MECHANISM):
            found.update(_first_stems().get(term, ()))
        else:
            found.add(re.split(r"[ \W_]", term.lstrip(PHRASE + IDENTIFIER), maxsplit=1)[0])
    begins = sorted({one[: max(_SHORTEST, len(one) - _SHORTEST)] for one in found})  # endings may differ
    return re.compile("|".join(map(re.escape, begins)), re.IGNORECASE)


@lru_cache(maxsize=1)
def _first_stems() -> dict[str, frozenset[str]]:
    """By the term of a mechanism the stems with which its expressions begin."""
    found: dict[str, set[str]] = {}
    for first, expressions in _expressions().items():
        for _, term in expressions:
            found.setdefault(term, set()).add(first)
    return {term: frozenset(stems_of_it) for term, stems_of_it in found.items()}


def spoken_terms(text: str) -> list[str]:
    """The terms of a text, without the words."""
    return [term for term, _, _ in _found(text)[1]]


def _found(text: str) -> tuple[str, list[_Found]]:
    """A text without addresses, and its terms with where in it they stand."""
    spoken = _UNSPEAKING.sub(" . ", text) if "://" in text or "@" in text else text
    tokens: list[_Found] = []
    words: list[_Found] = []
    found: list[_Found] = []
    for match in _TOKEN.finditer(spoken):
        start = match.start()
        identifier, parts = _word(match[0])
        if identifier:
            found.append((identifier, start, match.end()))
        for stem_of_it, from_, to, counts in parts:
            token = (stem_of_it, start + from_, start + to)
            tokens.append(token)
            if counts:
                words.append(token)
    found.extend(words)
    found.extend(_phrases(words))
    found.extend(_mechanism_terms(tokens))
    return spoken, found


def _phrases(words: list[_Found]) -> Iterator[_Found]:
    """Every two words in a row, unless both are plain."""
    plain = _plain_stems()
    for (one, start, end), (other, begins, ends) in pairwise(words):
        if begins - end <= 1 and not (one in plain and other in plain):
            yield f"{PHRASE}{one} {other}", start, ends


@lru_cache(maxsize=1 << 17)
def _word(written: str) -> tuple[str, tuple[tuple[str, int, int, bool], ...]]:
    """The identifier that a word is, if it is one, and the stems of its parts with whether each counts."""
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


def _part(small: str, start: int, end: int) -> tuple[str, int, int, bool]:
    known = stem(small)
    return known, start, end, len(known) > 1 and known not in _function_stems()


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


@lru_cache(maxsize=1)
def _expressions() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """By its first stem each expression of a mechanism, as stems, with the mechanism's term."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for line in MECHANISMS.replace("\n  ", " ").strip().splitlines():
        name, _, phrases = line.partition(":")
        for phrase in phrases.split(","):
            stems = tuple(map(stem, phrase.split()))
            found.setdefault(stems[0], []).append((stems, f"{MECHANISM}{name}"))
    return {first: tuple(dict.fromkeys(pairs)) for first, pairs in found.items()}


def _mechanism_terms(tokens: list[_Found]) -> Iterator[_Found]:
    expressions = _expressions()
    for index, (first, start, end) in enumerate(tokens):
        for expected, term in expressions.get(first, ()):
            if len(expected) == 1:
                yield term, start, end
            else:
                following = tokens[index : index + len(expected)]
                if tuple(token[0] for token in following) == expected:
                    yield term, start, following[-1][2]

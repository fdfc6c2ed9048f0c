"""The spellings of a person: with and without accents, in parts, as a handle, in capitals."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from incidentbook.checks.people import COMMON_WORDS, is_personal

_SHORTEST_PART = 3
_SHORTEST = 2
_SHORTEST_GUESS = 4
_BARE = str.maketrans("øØłŁđĐðÐħĦıßẞ", "oOlLdDdDhHisS")
"""Letters that have no accent to be taken away, and the one that is written where they cannot be."""
_TWO_FOR_ONE = {"ä": "ae", "ö": "oe", "ø": "oe", "ü": "ue", "å": "aa", "ß": "ss", "æ": "ae", "œ": "oe"}
_ONE_FOR_TWO = re.compile(r"(?i)([aou])e|(a)a|(s)s")
_HANDLE_PARTS = re.compile(r"[._]")


def without_accents(text: str) -> str:
    """A text in composed form with each letter's accent taken away; as long as `composed(text)`."""
    return text if text.isascii() else "".join(map(_bare, composed(text)))


def composed(text: str) -> str:
    """The text with each accent in its letter where Unicode has such a letter (NFC)."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


@lru_cache(maxsize=1024)
def _bare(letter: str) -> str:
    """The letter below accents; itself where that is not one letter."""
    parts = unicodedata.normalize("NFKD", letter)
    kept = "".join(one for one in parts if not unicodedata.combining(one))
    return (kept if len(kept) == 1 else letter).translate(_BARE)


def spellings(name: str) -> Iterator[str]:
    """The ways in which a name may be written, all without accents.

    A name in full, its parts, a handle's parts (`joao.silva`), and a handle also with a capital letter and in
    capitals; “Jürgen” is also “Juergen”, and “juergen” also “Jurgen”. A name that is a word of its own keeps
    its capital letter.
    """
    for written in dict.fromkeys(_transcribed(name)):
        yield from _cased(written)


def _transcribed(name: str) -> Iterator[str]:
    yield without_accents(name)
    yield without_accents("".join(map(_two_for_one, composed(name))))
    fewer = _ONE_FOR_TWO.sub(lambda match: match[1] or match[2] or match[3], name)
    if len(fewer) >= _SHORTEST_GUESS:
        yield without_accents(fewer)


def _two_for_one(letter: str) -> str:
    two = _TWO_FOR_ONE.get(letter.lower(), letter)
    return two if letter.islower() or two == letter else two.capitalize()


def _cased(name: str) -> Iterator[str]:
    parts = name.split()
    for part in parts if len(parts) > 1 else []:
        word = part.strip(".,()")
        if len(word) >= _SHORTEST_PART and word[:1].isupper():
            yield from _with_capitals(word)
    if len(name) < _SHORTEST or not any(letter.isalpha() for letter in name):
        return
    if name.lower() not in COMMON_WORDS or name[:1].isupper():
        yield from _with_capitals(name)
    if len(parts) == 1:
        yield name[:1].upper() + name[1:]
        yield from _of_handle(name)


def _with_capitals(name: str) -> Iterator[str]:
    yield name
    if name.lower() not in COMMON_WORDS and len(name) >= _SHORTEST_PART:
        yield name.upper()


def _of_handle(name: str) -> Iterator[str]:
    """The names within a handle such as `joao.silva`, as they are written in a sentence."""
    parts = _HANDLE_PARTS.split(name)
    for part in parts if len(parts) > 1 else ():
        if len(part) >= _SHORTEST_PART and part.isalpha() and is_personal(part):
            yield from _with_capitals(part.capitalize())

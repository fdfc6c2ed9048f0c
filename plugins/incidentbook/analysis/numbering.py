"""Numbers for terms, so that what ten thousand documents say is kept and compared in little space and time.

A number is 61 bits of a digest of the term, and the kind of the term in the last three bits: the same in
every run and on every machine, without a list of all terms.
"""

from functools import lru_cache
from hashlib import blake2b

from .vocabulary import JOINED, MECHANISM, PHRASE, is_plain

WORD, PLAIN, WORDS, ONE_MECHANISM, TWO_MECHANISMS = range(5)
"""The kinds of terms: a word or an identifier, an everyday word, two words in a row, mechanisms."""
KIND = 0b111
"""The bits of a number that give the kind."""


@lru_cache(maxsize=1 << 18)
def number(term: str) -> int:
    """The number of a term."""
    digest = int.from_bytes(blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
    return digest & ~KIND | _kind(term)


def kind(of: int) -> int:
    """The kind of the term that has a number."""
    return of & KIND


def _kind(term: str) -> int:
    if term.startswith(MECHANISM):
        return TWO_MECHANISMS if JOINED in term else ONE_MECHANISM
    if term.startswith(PHRASE):
        return WORDS
    return PLAIN if is_plain(term) else WORD

"""What headings and keys mean, whatever their case, punctuation, emoji or numbering.

The words of sections stand in `section_words`; here is how a heading is brought to them.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from . import runbook_words, section_words
from .patterns import expression

_SHORTCODE = expression(r":[a-z][a-z0-9_+-]*:")
_KEYCAP = expression("[0-9#*]\ufe0f?\u20e3")
_NUMBERING = expression(
    r"^\W*(?:(?:\d{1,3}(?:\.\d{1,3})*|[ivx]{1,4}|[a-z])[.):]|\d{1,3}(?:\.\d{1,3})+|\d{1,3}\s*[-–—])\s+"
)
_BRACKETS = expression(r"\([^()]*\)|\[[^\[\]]*\]")
_NUMBER = expression(r"\d+(?:st|nd|rd|th)?\Z")
_NOT_WORDS = expression(r"[\W_]+")
_CUT = expression(r"\s*(?::|\s[-–—|]\s|;|\s[-–—]|[–—])\s*")
_JOINT = expression(r"\s*(?:[,/&+]|\band\b)\s*", re.IGNORECASE)
_LONGEST = 200
_SHORTEST_SWAPPED = 3


@lru_cache(maxsize=4096)
def normalise(text: str) -> str:
    """`text` in lower case, without punctuation, emoji, `:shortcode:`, numbering and plural brackets.

    "3. Root cause(s):" gives "root cause", "What didn't go well?" gives "what didnt go well".
    """
    text = text[:_LONGEST]
    if not text.isascii():
        text = _KEYCAP.sub(" ", unicodedata.normalize("NFC", text)).replace("’", "'").replace("´", "'")
    text = _SHORTCODE.sub(" ", text.lower())
    text = _NUMBERING.sub("", text, count=1)
    text = text.replace("(s)", "").replace("(es)", "").replace("'", "").replace("&", " and ")
    text = text.replace("tl;dr", "tldr").replace("tl:dr", "tldr").replace("tl/dr", "tldr")
    return _NOT_WORDS.sub(" ", text).strip()


@lru_cache(maxsize=4096)
def compact(text: str) -> str:
    """`text` normalised and without spaces, so that "started_at", "Started At" and "startedat" are one."""
    return normalise(text).replace(" ", "")


def section_name(heading: str, aliases: Mapping[str, str]) -> str:
    """The canonical name of a postmortem's section, or "" where the heading has no known meaning.

    `aliases` are the policy's: a normalised heading and the canonical name it stands for.
    """
    words, endings = section_words.POSTMORTEM, section_words.POSTMORTEM_ENDINGS
    return _named(heading, aliases, words, endings) or _by_phrase(normalise(heading))


def runbook_section_name(heading: str, aliases: Mapping[str, str]) -> str:
    """The canonical name of a runbook's section, or ""."""
    return _named(heading, aliases, runbook_words.RUNBOOK, runbook_words.RUNBOOK_ENDINGS)


def is_exact_section(heading: str) -> bool:
    """Whether the heading is, word for word, one of the known names of a postmortem's section."""
    return normalise(heading) in section_words.POSTMORTEM


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that `word` was probably meant to be, or ""."""
    spellings = {compact(name): name for name in known}
    meant = compact(word)[:60]
    if meant in spellings:
        return spellings[meant]
    return spellings.get(closest(meant, sorted(spellings), 0.7), "")


def closest(word: str, known: Iterable[str], cutoff: float) -> str:
    """The spelling in which two neighbouring letters changed places, else the most alike one, or "".

    `cutoff` is from 0 to 1, as `difflib.get_close_matches` takes it, which does not see that “wie” is “wei”.
    """
    spellings = list(known)
    for one in spellings:
        if _is_swapped(word, one):
            return one
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, spellings, n=1, cutoff=cutoff)), "")


def _is_swapped(word: str, other: str) -> bool:
    """Whether two words differ by two neighbouring letters that changed places (Damerau's transposition)."""
    if len(word) != len(other) or len(word) < _SHORTEST_SWAPPED:
        return False
    found = [place for place, (one, two) in enumerate(zip(word, other, strict=True)) if one != two]
    return (
        len(found) == 2  # noqa: PLR2004 - two letters change places
        and found[1] == found[0] + 1
        and word[found[0]] + word[found[1]] == other[found[1]] + other[found[0]]
    )


def nearest_word(word: str, known: Iterable[str]) -> str:
    """As `nearest`, where a word with other figures is another word: “SEV9” is no mistyped “SEV4”."""
    near = nearest(word, known)
    return near if _figures(near) == _figures(word) else ""


def _figures(word: str) -> list[str]:
    return [sign for sign in word if sign.isdigit()]


def _named(
    heading: str, aliases: Mapping[str, str], words: Mapping[str, str], endings: Mapping[str, str]
) -> str:
    if not heading or len(heading) > _LONGEST:
        return ""
    for candidate, is_whole in _candidates(heading):
        name = aliases.get(candidate) or words.get(candidate)
        if name and (is_whole or candidate not in section_words.WEAK):
            return name
    return _by_edges(normalise(_BRACKETS.sub(" ", heading)), words, endings)


def _by_phrase(text: str) -> str:
    if text.count(" ") > section_words.LONGEST_ENDED:
        return ""
    return next((name for pattern, name in section_words.POSTMORTEM_PATTERNS if pattern.search(text)), "")


@lru_cache(maxsize=4096)
def _candidates(heading: str) -> tuple[tuple[str, bool], ...]:
    """The heading read ever more generously, and whether no filling words were left out."""
    bare = normalise(_BRACKETS.sub(" ", heading))
    found = [(normalise(heading), True), (bare, True), (_without_filling(bare), False)]
    marked = _SHORTCODE.sub(" ", heading.lower()).replace("tl;dr", "tldr").replace("tl/dr", "tldr")
    marked = _NUMBERING.sub("", marked, count=1)
    parts = [part for part in _CUT.split(_BRACKETS.sub(" ", marked)) if normalise(part)] or [""]
    found += _generously(normalise(parts[0]))
    if len(parts) > 1 and normalise(parts[0]) in section_words.FORERUNNERS:
        found += _generously(normalise(parts[1]))
    joined = [normalise(part) for part in _JOINT.split(parts[0])]
    if len(joined) > 1 and parts[0].count(" ") <= section_words.LONGEST_ENDED:
        found += [candidate for part in joined for candidate in _generously(part)]
    return tuple(found)


def _generously(text: str) -> list[tuple[str, bool]]:
    return [(text, True), (_without_filling(text), False)]


def _without_filling(text: str) -> str:
    words = (word for word in text.split() if word not in section_words.FILLING and not _NUMBER.match(word))
    return " ".join(words)


def _by_edges(text: str, words: Mapping[str, str], endings: Mapping[str, str]) -> str:
    """Known by its beginning before a preposition ("Impact on shops") or by its end ("Financial impact")."""
    parts = text.split()
    for length in range(min(4, len(parts) - 1), 0, -1):
        if parts[length] in section_words.PREPOSITIONS:
            start = " ".join(parts[:length])
            name = words.get(start) or words.get(_without_filling(start))
            if name and start not in section_words.WEAK:
                return name
    if len(parts) <= section_words.LONGEST_ENDED:
        for length in (3, 2, 1):
            if name := endings.get(" ".join(parts[-length:])):
                return name
    return ""

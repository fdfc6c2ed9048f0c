"""What must not stand in a public site, and where it does.

Searched for are: each value that was taken out for its class (names, addresses, tickets …), whole, if it has
four letters or digits; the policy's patterns and internal hosts; and of all other text that was taken out,
documents included, each run of five words that no public text has. Runs are taken at every third word, so
that seven words in a row are always found. A shorter line counts whole, if it has two words and twelve
characters, and a single word if it looks like a name of something: with letters and digits, eight characters
or more.
"""

import re
from collections.abc import Iterable, Iterator

from incidentbook.records.plain import dataclass
from incidentbook.records.redaction import CLASSES

from .classes import Classes
from .draft import Removal
from .forms import Form, forms, normal, spellings

RUN = 5
_STEP = 3
_LEAST_WORDS = 4
"""So many words of a run are no figures, of which dates and durations on many pages consist."""
_LEAST = 4
_LEAST_LINE = 12
_LEAST_TOKEN = 8
_SHOWN = 2
_CLASSES = frozenset(CLASSES) - {"contacts"} | {"secrets", "patterns", "documents"}
"""Classes whose values are searched whole; contacts are sections, and searched like other text."""
_SHAPED = frozenset(["addresses", "tickets", "phones"])
"""Classes whose values are figures: what stands between them counts."""
_BETWEEN_FIGURES = frozenset(b".-_:/+()#! ")
_STRICT = frozenset(b".-_:/")
_NO_WORDS = re.compile(r"<!--|-->|\]\([^()\s]*\)|^[ \t]*[\w-]{1,40}:(?=[ \t])")
"""Signs of comments, addresses of links, and keys: what is left are the words."""

Words = tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Leak:
    """Something that stands where it must not: the byte offset, its class, and its first letters."""

    offset: int
    what: str
    shown: str


class Watchlist:
    """Collects what was taken out, and finds it in bytes."""

    def __init__(self, classes: Classes) -> None:
        self._classes = classes
        self._values: dict[Words, str] = {}
        self._lines: set[Words] = set()
        self._runs: dict[int, str] = {}
        self._by_word: dict[bytes, list[tuple[Words, str]]] = {}

    def add_value(self, text: str, what: str) -> None:
        """A text of a class, which is searched for whole."""
        if sum(map(str.isalnum, text)) >= _LEAST:
            for words in spellings(text):
                if words:
                    self._values.setdefault(words, what)

    def add(self, removals: Iterable[Removal]) -> None:
        """All that was taken out of a document."""
        for removal in removals:
            if removal.what in _CLASSES:
                self.add_value(removal.text, removal.what)
            else:
                self._add_text(removal.text, removal.what)

    def _add_text(self, text: str, what: str) -> None:
        for line in text.split("\n"):
            words = tuple(normal(_NO_WORDS.sub(" ", line).encode("utf-8", "replace")).split())
            for run in _every_third(words):
                if sum(word.isalpha() and len(word) > 1 for word in run) >= _LEAST_WORDS:
                    self._runs[hash(run)] = what
            if len(words) >= RUN:
                continue
            if len(words) > 1 and sum(map(len, words)) >= _LEAST_LINE:
                self._lines.add(words)
        for token in text.split():
            bare = token.strip("\"'`*_()[]{}<>.,;:!?|#")
            if len(bare) >= _LEAST_TOKEN and _is_telling(bare):
                self._lines.add(tuple(normal(bare.encode("utf-8", "replace")).split()))

    def settle(self, public: Iterable[str], neutral: Iterable[str]) -> None:
        """Strike what public texts hold themselves, and single words that are the software's (`neutral`)."""
        said, known = set[bytes](), set[bytes]()
        for number, texts in enumerate((public, neutral)):
            for text in texts:
                words = normal(text.encode("utf-8", "replace")).split()
                for found in _runs(words):
                    self._runs.pop(found, None)
                (known if number else said).update(words)
                self._strike(words)
        every = {**dict.fromkeys(self._lines, "text"), **self._values}
        for value, what in every.items():
            if len(value) > 1 or (value[0] not in known and value[0] not in said):
                self._by_word.setdefault(max(value, key=len), []).append((value, what))

    def _strike(self, words: list[bytes]) -> None:
        """Strike the lines, and the names of documents, that stand among these words."""
        here, joined = set(words), b" " + b" ".join(words) + b" "

        def stands(one: Words) -> bool:
            return here.issuperset(one) and b" " + b" ".join(one) + b" " in joined

        self._lines = {one for one in self._lines if not stands(one)}
        for one in [one for one, what in self._values.items() if what == "documents" and stands(one)]:
            del self._values[one]

    def leaks(self, data: bytes) -> Iterator[Leak]:
        """What stands in some bytes, at most once each."""
        seen: set[tuple[str, str]] = set()
        for form in forms(data):
            for leak in self._leaks(form):
                if (leak.what, leak.shown) not in seen:
                    seen.add((leak.what, leak.shown))
                    yield leak

    def _leaks(self, form: Form) -> Iterator[Leak]:
        words = form.words.split()
        known = set(words)
        joined = b" " + b" ".join(words) + b" "
        present = (
            (value, what) for word in known & self._by_word.keys() for value, what in self._by_word[word]
        )
        for value, what in present:
            if known.issuperset(value) and b" " + b" ".join(value) + b" " in joined:
                at = _place(value, form, what)
                if at >= 0:
                    yield Leak(form.origin(at), what, _masked(form.text[at : at + 40]))
        if not self._runs.keys().isdisjoint(_runs(words)):
            yield from self._run_leaks(words, form)
        text = form.text.decode("utf-8", "replace")
        for start, found, what in self._classes.forbidden(text):
            at = len(text[:start].encode("utf-8"))
            yield Leak(form.origin(min(at, len(form.text))), what, _masked(found.encode()))

    def _run_leaks(self, words: list[bytes], form: Form) -> Iterator[Leak]:
        for index, found in enumerate(_runs(words)):
            if found in self._runs:
                at = _place(tuple(words[index : index + RUN]), form, "")
                yield Leak(form.origin(max(at, 0)), self._runs[found], _masked(form.text[max(at, 0) :][:40]))


def _every_third(words: Words) -> Iterator[Words]:
    """Runs of words that begin at every third one, and the last run."""
    last = len(words) - RUN
    for start in (*range(0, last, _STEP), last) if last >= 0 else ():
        yield words[start : start + RUN]


def _runs(words: list[bytes]) -> Iterator[int]:
    """A number for each run of words; hashes of this process, 64 bits long."""
    return map(hash, zip(*(words[start:] for start in range(RUN)), strict=False))


def _place(words: Words, form: Form, what: str) -> int:
    """Where words stand one after the other, or -1; what stands between figures counts."""
    shape = re.compile(
        rb"(?<![a-z0-9\x80-\xff])" + b" +".join(map(re.escape, words)) + rb"(?![a-z0-9\x80-\xff])"
    )
    for match in shape.finditer(form.words):
        if what not in _SHAPED or _is_joined(form.text[match.start() : match.end()], what):
            return match.start()
    return -1


def _is_joined(text: bytes, what: str) -> bool:
    allowed = _BETWEEN_FIGURES if what == "phones" else _STRICT
    return all(chr(char).isalnum() or char in allowed for char in text)


def _is_telling(word: str) -> bool:
    return any(map(str.isdigit, word)) and any(map(str.isalpha, word)) and word.upper() != word.lower()


def _masked(text: bytes) -> str:
    """The first letters of what was found, and no more."""
    shown = text.decode("utf-8", "replace").lstrip()
    return f"{shown[:_SHOWN]}…".translate(dict.fromkeys(range(32), " "))

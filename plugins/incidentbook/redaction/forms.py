"""The bytes of a file → the words that a reader, or a program, would find in them.

Words are compared in lower case, without regard to what stands between them. Beside the bytes as they are
there is a form in which HTML entities, percent signs, escapes of JSON and folded lines are resolved,
invisible characters are gone, and tags within a sentence do not part words.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from html import unescape

from incidentbook.records.plain import dataclass

_SPACE = ord(" ")
_KEPT = frozenset((*b"abcdefghijklmnopqrstuvwxyz0123456789", *range(0x80, 0x100)))
_TABLE = bytes(
    char if char in _KEPT else char + 32 if ord("A") <= char <= ord("Z") else _SPACE for char in range(256)
)
_PUNCTUATION = re.compile(rb"\xe2[\x80\x81].|\xc2[\x80-\xbf]|\xe3\x80.|\xef\xbc[\x81-\x8f]", re.DOTALL)
_ESCAPE = re.compile(
    rb"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|(?:%[0-9a-fA-F]{2})+|(?:\\u[0-9a-fA-F]{4})+"
    rb"|\\[nrtbf\"/\\,;]|\r\n[ \t](?=\S)|\n[ \t](?=\S)|\xe2\x80[\x8b-\x8f]|\xe2\x81\xa0|\xef\xbb\xbf|\xc2\xad"
    rb"|</?(?:a|abbr|b|code|del|em|i|ins|mark|s|small|span|strong|sub|sup|u|wbr)(?:\s[^<>]*)?>"
)
_MOST_LAYERS = 3


@dataclass(frozen=True, slots=True)
class Form:
    """A form of some bytes: `text` as it reads, `words` the same with spaces for all that is no word.

    Both are as long as each other. `marks` are pairs of offsets, in this form and in the bytes.
    """

    text: bytes
    words: bytes
    marks: tuple[tuple[int, int], ...] = ((0, 0),)

    def origin(self, offset: int) -> int:
        """The offset in the bytes of an offset in this form."""
        here, there = self.marks[bisect_right(self.marks, (offset, 1 << 62)) - 1]
        return there + offset - here


def forms(data: bytes) -> Iterator[Form]:
    """The forms of some bytes: as they are, and with escapes resolved, layer by layer, if there are any."""
    marks: tuple[tuple[int, int], ...] = ((0, 0),)
    yield Form(data, normal(data), marks)
    for _ in range(_MOST_LAYERS):
        if not _ESCAPE.search(data):
            return
        before = Form(data, data, marks)
        data, found = _resolved(data)
        marks = tuple((here, before.origin(there)) for here, there in found)
        yield Form(data, normal(data), marks)


def normal(data: bytes) -> bytes:
    """Bytes with lower-case words, and spaces for all else; as long as before."""
    if b"\xe2" in data or b"\xc2" in data or b"\xe3" in data or b"\xef" in data:
        data = _PUNCTUATION.sub(lambda match: b" " * len(match[0]), data)
    return data.translate(_TABLE)


def spellings(text: str) -> Iterator[tuple[bytes, ...]]:
    """The words of a text as they may stand in bytes: composed or not, in lower case, without accents."""
    folded = text.casefold()
    plain = unicodedata.normalize("NFKD", folded)
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    found = (text, text.lower(), text.upper(), folded, unicodedata.normalize("NFC", folded), plain, bare)
    yield from dict.fromkeys(tuple(normal(one.encode("utf-8", "replace")).split()) for one in found)


def _resolved(data: bytes) -> tuple[bytes, list[tuple[int, int]]]:
    """The bytes with one layer of escapes resolved, and where each piece came from."""
    pieces, marks = [], [(0, 0)]
    last = size = 0
    for match in _ESCAPE.finditer(data):
        new = _meaning(match[0])
        pieces += [data[last : match.start()], new]
        size += match.start() - last + len(new)
        last = match.end()
        marks.append((size, last))
    pieces.append(data[last:])
    return b"".join(pieces), marks


def _meaning(escape: bytes) -> bytes:
    """What one escape stands for; nothing for tags, invisible characters and folds."""
    first = escape[:1]
    if first == b"&":
        return unescape(escape.decode("ascii")).encode("utf-8", "replace")
    if first == b"%":
        return bytes.fromhex(escape.replace(b"%", b"").decode("ascii"))
    if escape[:2] == b"\\u":
        units = bytes.fromhex(escape.replace(b"\\u", b"").decode("ascii"))
        return units.decode("utf-16-be", "replace").encode("utf-8", "replace")
    if first == b"\\":
        return b" " if escape[1:2] in b"nrtbf" else escape[1:2]
    return b""

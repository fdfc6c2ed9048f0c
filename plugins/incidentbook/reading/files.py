"""Bytes → text, whatever the encoding and line ends; what was odd about them becomes a problem."""

import codecs

from incidentbook.records import Location, Problem

LARGEST = 32_000_000
"""Files of more bytes are cut here: nobody writes such a document by hand."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_SAMPLE = 4000
_HINT = "save the file as UTF-8"


def decode(data: bytes, path: str) -> tuple[str, list[Problem]]:
    r"""The text of a file with `\n` as its line ends, and what is odd about its bytes.

    UTF-8 with or without a byte-order mark, UTF-16, UTF-32 and, where nothing else fits, Windows-1252
    (which Latin-1 texts are taken for) are read; NUL characters are left out.
    """
    problems = []
    if len(data) > LARGEST:
        data = data[:LARGEST]
        problems.append(
            _problem(path, f"the file is larger than {LARGEST // 1_000_000} MB; the rest is not read")
        )
    text, encoding = _text(data)
    if encoding:
        problems.append(_problem(path, f"the file is not UTF-8; it was read as {encoding}"))
    if "\0" in text:
        text = text.replace("\0", "")
        problems.append(_problem(path, "the file holds NUL characters, which were left out"))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, problems


def _problem(path: str, message: str) -> Problem:
    return Problem(Location(path), "not-utf8", message, _HINT)


def _text(data: bytes) -> tuple[str, str]:
    """The text, and the encoding's name where it is not UTF-8."""
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace"), name
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    if codec := _unmarked(data[:_SAMPLE]):
        return data.decode(codec, "replace"), "UTF-16"
    if _is_mostly_utf8(data):
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace"), "UTF-8 with broken characters"
    return data.decode("cp1252", "replace"), "Windows-1252"


def _unmarked(sample: bytes) -> str:
    """The codec of UTF-16 text without a mark: every other byte is zero; else ""."""
    half = len(sample) // 2
    if half and sample[1::2].count(0) > half * 0.6:
        return "utf-16-le"
    return "utf-16-be" if half and sample[::2].count(0) > half * 0.6 else ""


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether most letters outside ASCII are proper UTF-8, as in a file that was cut or pasted together."""
    text = data.decode("utf-8", "replace")
    broken = text.count("�")
    proper = sum(1 for character in text if not character.isascii()) - broken
    return proper > broken

"""Text in the columns of a terminal."""

import unicodedata
from collections.abc import Iterable

NARROWEST = 60
"""A table is laid out for at least so many columns."""


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` columns, broken at spaces where it has some."""
    lines = [""]
    for word in text.split():
        for piece in _pieces(word, width):
            longer = f"{lines[-1]} {piece}" if lines[-1] else piece
            if columns(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(piece)
    return lines


def _pieces(word: str, width: int) -> Iterable[str]:
    """A word in parts that fit a line."""
    piece = ""
    for sign in word:
        if piece and columns(piece + sign) > width:
            yield piece
            piece = ""
        piece += sign
    yield piece


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: wide letters two, combining marks none."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )

"""The small words of a review: lines with links, periods within sentences, numbers with their verbs."""

from incidentbook.analysis.periods import Period

from . import metric_words
from .models import Line, Link
from .words import numeral


def line(*pieces: str | Link, is_item: bool = False) -> Line:
    """A line of plain words and links."""
    whole = tuple(Link(piece) if isinstance(piece, str) else piece for piece in pieces)
    return Line(tuple(piece for piece in whole if piece.text), is_item=is_item)


def during(period: Period) -> str:
    """When something happened: "in the first quarter of 2025", "in March 2025", "in week 11 of 2025"."""
    return f"in {within(period)}"


def within(period: Period) -> str:
    """A period within a sentence."""
    if period.kind == "month":
        return period.title
    article = "the " if period.kind == "quarter" else ""
    return f"{article}{period.title[0].lower()}{period.title[1:]}"


def sentence(text: str) -> str:
    """The text with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


def counted(number: int, singular: str, plural: str = "") -> str:
    """A small number as a word with its noun: "two incidents"."""
    return f"{numeral(number)} {singular if number == 1 else plural or singular + 's'}"


def be(number: int) -> str:
    """“was” or “were”, to follow a number of things."""
    return "was" if number == 1 else "were"


def do(number: int) -> str:
    """“does” or “do”, to follow a number of things."""
    return "does" if number == 1 else "do"


def differs(chance: float) -> str:
    """What a difference is, to follow a noun: "could be chance …", "is hardly chance …"."""
    verdict = metric_words.verdict(chance, 0)
    return verdict if verdict.startswith("could") else f"is {verdict}"

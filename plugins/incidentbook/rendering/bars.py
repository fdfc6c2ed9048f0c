"""Bars of a strip as one path: a unit wide each, twenty high at most."""

from collections.abc import Sequence
from typing import Literal

from incidentbook.pages.models import Bar

HEIGHT = 20
WIDTH = 0.85
"""Of each unit across, so that bars stand apart."""


def bars(found: Sequence[Bar], share: Literal["height", "part"] = "height") -> str:
    """The path of some bars from the left: their whole height, or the part of the repeats."""
    heights = (bar.height if share == "height" else bar.part for bar in found)
    return "".join(_bar(number, height * HEIGHT) for number, height in enumerate(heights) if height > 0)


def _bar(number: int, height: float) -> str:
    return f"M{number} {HEIGHT}v{-height:.3g}h{WIDTH}v{height:.3g}z"

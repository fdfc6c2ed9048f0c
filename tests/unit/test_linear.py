"""The time that a document takes grows with its size and no faster, whatever its form."""

import gc
import time
from collections.abc import Callable

import markdown
import pytest

from incidentbook.hosts.text import publishable
from incidentbook.reading.postmortem import read_postmortem
from tests.fuzz.targets import document, policy
from tests.shapes import SHAPES

SMALL = 8_000
LARGE = 600_000
TIMES = 8
"""A step from one size to the next."""

MOST = 3 * TIMES
"""Linear work takes about eight times as long, what grows with the square sixty-four times."""

ENOUGH = 0.15
"""Seconds from which on a measurement is more than noise."""

EXTENSIONS = (
    *("toc", "tables", "attr_list", "footnotes", "md_in_html", "pymdownx.superfences"),
    *("pymdownx.tasklist", "pymdownx.tilde"),
)


def seconds(work: Callable[[str], object], text: str) -> float:
    """What the work takes of this process's time."""
    began = time.process_time()
    work(text)
    return time.process_time() - began


def growth(work: Callable[[str], object], shape: str) -> float:
    """How much longer a document takes than one `TIMES` smaller, at a size at which that can be told."""
    size = SMALL
    before, after = 0.0, seconds(work, SHAPES[shape](size))
    while size < LARGE and (after < ENOUGH or not before):
        size *= TIMES
        before, after = after, seconds(work, SHAPES[shape](size))
    return after / max(before, ENOUGH / TIMES)


def is_linear(work: Callable[[str], object], shape: str) -> bool:
    """Whether the growth is that of the size; what seems not so is measured again, in case of noise."""
    work(SHAPES[shape](SMALL // TIMES))  # imports, and patterns that are made once
    gc.collect()
    gc.freeze()  # what other tests left is not to be searched for cycles again and again
    try:
        return any(growth(work, shape) < MOST for _ in range(3))
    finally:
        gc.unfreeze()


@pytest.mark.parametrize("kind", ["postmortem", "runbook"])
@pytest.mark.parametrize("shape", SHAPES)
def test_reading_checking_and_mending_take_time_by_size(shape: str, kind: str) -> None:
    assert is_linear(lambda text: document(kind, text.encode()), shape)


@pytest.mark.parametrize("shape", SHAPES)
def test_publishing_takes_time_by_size(shape: str) -> None:
    def publish(text: str) -> None:
        body = text.rpartition("\n---\n")[2]
        first = text.count("\n") - body.count("\n") + 1
        record = read_postmortem("postmortems/labels.md", text, policy())
        markdown.markdown(publishable(record, body, first), extensions=EXTENSIONS)

    assert is_linear(publish, shape)


def test_time_that_grows_with_the_square_is_seen() -> None:
    assert not is_linear(
        lambda text: [text.count("aa", 0, end) for end in range(0, len(text), 100)], "a long word"
    )

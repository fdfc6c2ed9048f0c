import logging
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from incidentbook.hosts.helper import Helper

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a second process is made on Linux alone")


def result_of(helper: Helper, number: int) -> object:
    """A result, once it is there; none of the pieces is late by more than a few seconds."""
    end = time.monotonic() + 20
    while (found := helper.result(number)) is None and time.monotonic() < end:
        time.sleep(0.01)
    return found


def fail() -> object:
    raise ValueError("broken")


def say() -> object:
    logging.getLogger("mkdocs").warning("said")
    return "said"


def test_pieces_are_done_from_the_end(tmp_path: Path) -> None:
    helper = Helper([partial(str, number) for number in range(50)], tmp_path / "pieces")
    try:
        assert result_of(helper, 0) is None or helper.result(0) == "0"
        assert helper.result(49) == "49"
    finally:
        helper.stop()


def test_what_fails_or_says_something_is_left_to_the_first_process(tmp_path: Path) -> None:
    helper = Helper([partial(str, 0), partial(str, 1), fail, say, partial(str, 4)], tmp_path / "pieces")
    try:
        time.sleep(0.1)
        assert result_of(helper, 1) == "1"
        assert [helper.result(number) for number in (2, 3)] == [None, None]
    finally:
        helper.stop()

import logging
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from incidentbook.hosts.helper import Helper, Piece

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a second process is made on Linux alone")


def settled(pieces: Sequence[Piece], folder: Path) -> Helper:
    """A helper that has done all that it can."""
    helper = Helper(pieces, folder)
    os.waitid(os.P_PID, helper._process, os.WEXITED | os.WNOWAIT)
    return helper


def fail() -> object:
    raise ValueError("broken")


def say() -> object:
    logging.getLogger("mkdocs").warning("said")
    return "said"


def test_pieces_are_done_from_the_end(tmp_path: Path) -> None:
    helper = settled([partial(str, number) for number in range(50)], tmp_path)
    try:
        assert helper.result(1) == "1"
        assert helper.result(49) == "49"
    finally:
        helper.stop()
    assert list(tmp_path.iterdir()) == []


def test_a_piece_is_handed_over_once(tmp_path: Path) -> None:
    helper = settled([partial(str, number) for number in range(3)], tmp_path)
    try:
        assert helper.result(2) == "2"
        assert helper.result(2) is None
    finally:
        helper.stop()


def test_what_fails_or_says_something_is_left_to_the_first_process(tmp_path: Path) -> None:
    helper = settled([partial(str, 0), partial(str, 1), fail, say, partial(str, 4)], tmp_path)
    try:
        assert helper.result(1) == "1"
        assert [helper.result(number) for number in (2, 3)] == [None, None]
    finally:
        helper.stop()

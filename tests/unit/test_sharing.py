"""Work shared among processes: nothing is lost, whatever becomes of those that help."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence

import pytest

from incidentbook import sharing
from incidentbook.sharing import parts_of, processes, shared

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="copies are made on Linux alone")

PARTS = list(range(40))
FIRST = os.getpid()


def results(work: Callable[[int], object], number: int = 3) -> dict[int, object]:
    """What came of all parts; each comes once."""
    every = list(shared(work, PARTS, number))
    assert sorted(number for number, _ in every) == PARTS
    return dict(every)


def slowly(part: int) -> int:
    """The number of the process that did a part, slow enough for all of them to get some."""
    time.sleep(0.005)
    return os.getpid() if part >= 0 else 0


def in_copies(act: Callable[[], None]) -> Callable[[int], str]:
    """Work that goes wrong in every process but the first."""

    def work(part: int) -> str:
        time.sleep(0.005)
        if os.getpid() != FIRST:
            act()
        return f"part {part}"

    return work


def fail() -> None:
    raise ValueError("only here")


def be_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def speak() -> None:
    os.write(1, b"said")
    os.write(2, b"said")


def stand_still() -> None:
    time.sleep(600)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_every_part_is_done_once(number: int) -> None:
    made = results(slowly, number)
    assert len(set(made.values())) == number
    assert FIRST in made.values()


@pytest.mark.parametrize("trouble", [fail, be_killed])
def test_what_a_copy_does_not_bring_to_an_end_is_done_here(trouble: Callable[[], None]) -> None:
    assert results(in_copies(trouble)) == {part: f"part {part}" for part in PARTS}


def test_a_copy_that_stands_still_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "_PATIENCE", 200)
    assert results(in_copies(stand_still)) == {part: f"part {part}" for part in PARTS}
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)  # none of them is left


def test_a_copy_killed_in_the_middle_of_a_result_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    head = sharing._HEAD

    class Longer:
        """Tells of more bytes than will come."""

        size = head.size
        unpack_from = head.unpack_from

        @staticmethod
        def pack(number: int, size: int) -> bytes:
            return head.pack(number, size + 1_000_000)

    monkeypatch.setattr(sharing, "_HEAD", Longer)
    assert results(in_copies(lambda: None)) == {part: f"part {part}" for part in PARTS}


def test_results_may_be_larger_than_a_pipe() -> None:
    made = results(lambda part: bytes([part]) * 3_000_000)
    assert made == {part: bytes([part]) * 3_000_000 for part in PARTS}


def test_copies_say_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    results(in_copies(speak))
    assert capfd.readouterr() == ("", "")


def test_an_error_is_raised_here_and_no_copy_is_left() -> None:
    def work(part: int) -> int:
        if part == 17:
            raise LookupError("here too")
        return slowly(part)

    with pytest.raises(LookupError):
        list(shared(work, PARTS, 2))
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_without_a_process_to_be_had_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError("no more processes")

    monkeypatch.setattr(os, "fork", refuse)
    assert set(results(slowly).values()) == {FIRST}


def test_a_process_with_threads_is_not_copied() -> None:
    wait = threading.Event()
    thread = threading.Thread(target=wait.wait)
    thread.start()
    try:
        assert processes() == 1
    finally:
        wait.set()
        thread.join()


@pytest.mark.parametrize(("items", "sizes"), [(0, []), (45, [20, 20, 5]), (25_000, [25] * 1000)])
def test_there_are_never_more_parts_than_the_queue_holds(items: int, sizes: Sequence[int]) -> None:
    parts = parts_of(range(items), 20)
    assert [len(part) for part in parts] == sizes
    assert [item for part in parts for item in part] == list(range(items))


def test_too_many_parts_are_refused() -> None:
    with pytest.raises(ValueError, match="too many"):
        list(shared(str, range(1001), 2))

"""A line on the terminal says how far a long check is; a file, a pipe and a short check get none."""

import io

import pytest

from incidentbook.progress import ProgressLine, progress, terminal_line


class Terminal(io.StringIO):
    """A stream that a person looks at."""

    def isatty(self) -> bool:
        return True


def line_at(stream: io.StringIO, *seconds: float) -> ProgressLine:
    """A line whose clock shows these seconds in turn, the first when it is made."""
    clock = iter(seconds)
    return ProgressLine(stream, lambda: next(clock))


def test_a_short_work_writes_nothing() -> None:
    stream = Terminal()
    line = line_at(stream, 0.0, 0.4, 0.9)
    line.show(10, 20)
    line.show(20, 20)
    line.clear()
    assert stream.getvalue() == ""


def test_a_long_work_renews_its_line_now_and_then_and_takes_it_away() -> None:
    stream = Terminal()
    line = line_at(stream, 0.0, 2.0, 2.1, 3.0)
    for done in (200, 210, 300):
        line.show(done, 1000)
    line.clear()
    line.clear()
    assert stream.getvalue().split("\r\x1b[K") == [
        "",
        "200 of 1,000 files read, about 8 s left",
        "300 of 1,000 files read, about 7 s left",
        "",
    ]


@pytest.mark.parametrize(
    ("done", "seconds", "words"),
    [
        (0, 3.0, "0 of 10,000 files read"),
        (900, 3.0, "900 of 10,000 files read"),
        (1200, 3.6, "1,200 of 10,000 files read, about 26 s left"),
        (9999, 30.0, "9,999 of 10,000 files read"),
    ],
)
def test_words_tell_what_is_left_as_far_as_it_is_known(done: int, seconds: float, words: str) -> None:
    assert progress(done, 10_000, seconds) == words


def test_only_a_terminal_that_can_erase_has_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert terminal_line(io.StringIO()) is None
    assert terminal_line(Terminal()) is not None
    monkeypatch.setenv("TERM", "dumb")
    assert terminal_line(Terminal()) is None

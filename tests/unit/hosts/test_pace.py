"""A build tells a terminal what it is at, and makes room for what others print there."""

import io
import logging
from collections.abc import Iterator

import pytest

from incidentbook.hosts.pace import Pace, watched


class Terminal(io.StringIO):
    """A stream that a person looks at."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def logger(monkeypatch: pytest.MonkeyPatch) -> Iterator[logging.Logger]:
    """MkDocs' logger, as its command sets it up, with no handler left behind."""
    monkeypatch.setenv("TERM", "xterm")
    mkdocs = logging.getLogger("mkdocs")
    monkeypatch.setattr(mkdocs, "handlers", [])
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    before = mkdocs.level
    mkdocs.setLevel(logging.INFO)
    yield mkdocs
    mkdocs.setLevel(before)


@pytest.mark.usefixtures("logger")
def test_each_work_takes_the_place_of_the_last() -> None:
    stream = Terminal()
    pace = watched(stream)
    pace.begin("read the documents")
    pace.begin("render their Markdown")
    pace.begin("check them")
    pace.clear()
    shown = [part for part in stream.getvalue().split("\r\x1b[K") if part]
    assert shown == ["Reading the documents …", "Checking them …"]
    assert stream.getvalue().endswith("\r\x1b[K")


@pytest.mark.usefixtures("logger")
def test_pages_are_counted_once_the_work_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("incidentbook.progress._PATIENCE", -1.0)
    monkeypatch.setattr("incidentbook.progress._OFTEN", 0.0)
    stream = Terminal()
    pace = watched(stream)
    pace.pages = 2
    for name in ("prepare their text", "prepare their text", "write the portal's HTML"):
        pace.begin(name)
    shown = [part for part in stream.getvalue().split("\r\x1b[K") if part]
    assert [words.partition(",")[0] for words in shown] == [
        "0 of 2 pages rendered",
        "1 of 2 pages rendered",
        "0 of 2 pages written",
    ]


def test_a_message_stands_on_a_line_of_its_own(logger: logging.Logger) -> None:
    stream = Terminal()
    logger.addHandler(logging.StreamHandler(stream))
    pace = watched(stream)
    pace.begin("check them")
    logger.warning("Something is wrong")
    assert "\r\x1b[KSomething is wrong\n" in stream.getvalue()
    watched(stream)
    assert len(logger.handlers) == 2


def test_nobody_is_told_without_a_terminal_or_where_it_shall_be_quiet(logger: logging.Logger) -> None:
    for stream in (io.StringIO(), Terminal()):
        if stream.isatty():
            logger.setLevel(logging.ERROR)
        pace = watched(stream)
        pace.begin("check them")
        pace.clear()
        assert stream.getvalue() == ""
    Pace().begin("check them")

"""Expressions that are made from the code of an earlier run are those that `re` compiles."""

import gc
import re
from collections.abc import Iterator

import pytest

from incidentbook.checks import families
from incidentbook.reading import library, patterns


@pytest.fixture(autouse=True)
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_KNOWN", {})
    monkeypatch.setattr(patterns, "_NEW", {})


def every() -> Iterator[tuple[str, int]]:
    """The source and flags of each expression of the readers and the rules."""
    assert families.FAMILIES
    assert "read_library" in vars(library)
    for one in gc.get_objects():
        if isinstance(one, patterns._Pattern):
            yield one._source, one._flags


def test_the_code_of_an_earlier_run_gives_the_same_expressions() -> None:
    sources = set(every())
    assert len(sources) > 300
    fresh = {key: patterns._compiled(*key) for key in sources}
    codes = patterns.handed_out()
    assert codes.keys() == {(source, int(flags)) for source, flags in sources}
    patterns._NEW.clear()
    patterns.hand_in(codes)
    for key, first in fresh.items():
        assert patterns._compiled(*key) == first == re.compile(*key)
    assert patterns.handed_out() == {}


def test_groups_keep_their_names_and_numbers() -> None:
    source = r"(?P<year>\d{4})-(\d\d)(?:-(?P<day>\d\d))?"
    patterns._compiled(source, re.ASCII)
    patterns.hand_in(patterns.handed_out())
    patterns._NEW.clear()
    match = patterns._compiled(source, re.ASCII).fullmatch("2026-03-01")
    assert match is not None
    assert (match["year"], match[2], match["day"], match.lastgroup) == ("2026", "03", "01", "day")


@pytest.mark.parametrize(
    "code", [(0, b"", 0, {}, (None,)), (0, b"\xff\0\0\0", 0, {}, (None,)), (0, "?", 0, {}, ())]
)
def test_a_code_that_does_not_fit_is_made_anew(code: patterns.Code) -> None:
    patterns.hand_in({("a+", 0): code})
    assert patterns._compiled("a+", 0).fullmatch("aaa")
    assert patterns._compiled("a+", 0).fullmatch("b") is None

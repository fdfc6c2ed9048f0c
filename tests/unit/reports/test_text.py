"""The report that people read."""

import unicodedata
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from incidentbook.records import Location
from incidentbook.reports.excerpt import excerpt
from incidentbook.reports.report import Report
from incidentbook.reports.text import text

from .sample_report import EMPTY, FULL, LABELS, OLD, OWNER, SEVERITY, hostile, report


def plain(words: str, _role: str) -> str:
    return words


def test_a_finding_says_where_what_and_what_to_do() -> None:
    assert text(report(SEVERITY, OWNER), plain) == (
        f"{LABELS}:2:1: error INC101 severity-unknown “spicy” is no severity\n"
        "    severity: spicy\n"
        "    ^^^^^^^^\n"
        "    → write SEV1\n"
        f"{LABELS}:5:7: warning ACT101 missing-owner “Empty the queue” has no owner\n"
        "    - [ ] Empty the queue\n"
        "          ^\n"
        "    → add `— @name`\n"
        "\n"
        "2 documents, 61 rules, 0.4 s: 1 error, 1 warning\n"
    )


def test_the_end_says_what_is_silent_and_what_can_be_mended() -> None:
    ready = replace(FULL, fixable=frozenset({SEVERITY}))
    last = text(ready, plain).splitlines()[-1]
    assert last == (
        "2 documents, 61 rules, 0.4 s: 1 error, 1 warning, 1 info "
        "(2 in the baseline, 1 waived; 1 can be mended with --fix)"
    )
    assert text(EMPTY, plain) == "2 documents, 61 rules, 0.4 s: nothing found\n"


def test_colours_are_the_callers() -> None:
    painted = text(report(SEVERITY), lambda words, role: f"<{role}>{words}</>")
    assert "<error>error</> <dim>INC101 severity-unknown</>" in painted
    assert "<error>1 error</>" in painted


def test_tabs_and_wide_letters_keep_the_mark_in_place() -> None:
    shown = excerpt(replace(OLD, at=Location(LABELS, 6, 4), length=4), "\t- 待ち行列 is full", 80)
    assert shown == ("    - 待ち行列 is full", "      ^^^^^^^^")


def test_a_long_line_is_cut_around_the_mark() -> None:
    line = f"{'a' * 200}HERE{'b' * 200}"
    shown = excerpt(replace(OLD, at=Location(LABELS, 7, 201), length=4), line, 60)
    assert shown is not None
    assert len(shown[0]) <= 60
    assert shown[0][shown[1].index("^") :].startswith("HERE")
    assert shown[0].startswith("…")
    assert shown[0].endswith("…")


@given(st.text(max_size=300), st.integers(1, 320), st.integers(0, 60), st.integers(10, 120))
def test_an_excerpt_fits_and_steers_nothing(line: str, column: int, length: int, width: int) -> None:
    shown = excerpt(replace(OLD, at=Location(LABELS, 7, column), length=length), line, width)
    if shown is None:
        return
    columns = sum(
        2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in shown[0] if sign.isprintable()
    )
    assert columns <= max(width, 24) + 8
    assert "^" in shown[1]
    assert not any(unicodedata.category(sign) == "Cc" for sign in shown[0])


@given(hostile)
def test_documents_cannot_steer_the_terminal(of: Report) -> None:
    printed = text(of, plain)
    assert not {"\x1b", "\r", "\x07", "\u202e"} & set(printed)
    assert len(printed.splitlines()) >= len(of.findings)


def test_a_first_look_invites() -> None:
    many = [replace(OWNER, at=Location(LABELS, line)) for line in range(1, 60)]
    shown = text(report(SEVERITY, *many, is_first_look=True), plain)
    assert "A first look: 60 findings in 1 document." in shown
    assert "incidentbook check --write-baseline" in shown
    assert "incidentbook check --rule ACT101" in shown
    assert shown.count(LABELS) == 2
    assert all(len(line) <= 80 for line in shown.splitlines())


@given(st.integers(1, 59), st.integers(1, 200))
def test_a_first_look_keeps_its_words_within_80_columns(path: int, message: int) -> None:
    one = replace(OWNER, at=Location("p" * path, 1), message="m" * message)
    assert all(len(line) <= 80 for line in text(report(one, is_first_look=True), plain).splitlines())


@given(st.integers(1, 120), st.integers(1, 200), st.integers(30, 90))
def test_a_summary_fits_the_terminal(path: int, message: int, width: int) -> None:
    many = [replace(OWNER, at=Location("p" * path, line), message="m" * message) for line in range(1, 4)]
    short = replace(SEVERITY, at=Location("q", 1))
    shown = text(report(short, *many, is_first_look=True), plain, width).splitlines()
    too_wide = [line for line in shown if len(line) > width and "incidentbook check" not in line]
    assert path > 40 or too_wide == []


def test_the_closing_line_is_broken_where_the_terminal_is_narrow() -> None:
    assert text(EMPTY, plain, 30).splitlines() == ["2 documents, 61 rules, 0.4 s:", "nothing found"]
    assert text(EMPTY, plain, 80).splitlines() == ["2 documents, 61 rules, 0.4 s: nothing found"]
    assert text(FULL, plain, 40).splitlines()[-3:] == [
        "2 documents, 61 rules, 0.4 s:",
        "1 error, 1 warning, 1 info",
        "(2 in the baseline, 1 waived)",
    ]


def test_a_first_look_gives_a_long_path_a_line_of_its_own() -> None:
    one = replace(OWNER, at=Location("p" * 90, 7))
    lines = text(report(one, is_first_look=True), plain).splitlines()
    place = lines.index(f"          such as {'p' * 90}:7:")
    assert lines[place + 1] == f"            {OWNER.message}"


def test_a_first_look_is_short_and_says_where_to_begin() -> None:
    many = [replace(OWNER, at=Location(LABELS, line)) for line in range(1, 60)]
    shown = text(report(SEVERITY, *many, is_first_look=True), plain)
    assert len(shown.splitlines()) < 24
    assert shown.endswith("1 error, 59 warnings\n")

"""Every payload in everything that commands print and that other programs read."""

import csv
import io
import json
import re
import shlex
from collections.abc import Iterator
from xml.etree import ElementTree as Tree

import icalendar
import pyromark
import pytest

from tests.hostile.conftest import Run
from tests.hostile.corpus import payloads
from tests.sites.builder import Built

STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""What steers a terminal or turns the direction of writing; ends of lines and tabs may stand."""

FEED = {
    *("feed", "subtitle", "updated", "content", "category", "author", "name", "title", "entry", "id", "link"),
    *("summary", "published", "generator"),
}
"""The elements of a feed."""

COMMANDS = (
    "check",
    "check --format json",
    "check --format sarif",
    "check --format github",
    "check --format gitlab",
    "check --format junit",
    "check --format markdown",
    "check docs/postmortems/p104.md docs/postmortems/p108.md docs/runbooks/r103.md",
    "check --list-rules",
    "actions",
    "actions --group owner",
    "actions --format json",
    "actions --format csv",
    "actions --format markdown",
    "runbooks",
    "runbooks --format json",
    "oncall AllOfThem",
    "oncall Alert104 --format json",
    "metrics --by service",
    "metrics --format json",
    "metrics --format csv",
    "review --period 2025-Q1",
    "similar docs/postmortems/p104.md",
    "similar --format json docs/postmortems/p104.md",
    "drill docs/postmortems/p104.md --format markdown",
    "export --format json",
    "export --format csv",
    "export --format ics",
    "export --format atom",
    "export --format runbooks",
    "severity --list",
    "message --list",
    "explain causes",
)


@pytest.mark.parametrize("words", COMMANDS)
def test_no_command_steers_a_terminal(run: Run, words: str) -> None:
    said = run(*shlex.split(words)).replace("\r\n", "\n")
    assert said.strip()
    assert "Usage:" not in said, said
    found = STEERING.search(said)
    assert found is None, said[max(found.start() - 60, 0) : found.start() + 20]


def test_annotations_are_one_command_a_line(run: Run) -> None:
    lines = run("check", "--format", "github").splitlines()
    commands = [line for line in lines if not re.match(r"\d+ documents, ", line)]
    assert len(commands) > len(payloads())
    whole = re.compile(
        r"::(?:error|warning|notice) (?:file=[^,:]*,line=\d+,col=\d+(?:,endColumn=\d+)?,)?title=[^,:]*::.*"
    )
    assert [line for line in commands if not whole.fullmatch(line)] == []
    assert [line for line in commands if re.search(r"%(?!25|0A|0D|3A|2C)", line)] == []


def test_a_comment_is_plain_words(run: Run) -> None:
    said = run("check", "--format", "markdown")
    options = (
        pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_TASKLISTS | pyromark.Options.ENABLE_FOOTNOTES
    )
    html = pyromark.html(said, options=options)
    tags = set(re.findall(r"<(/?[a-z][a-z0-9]*)", html))
    assert tags <= {
        f"{end}{tag}"
        for tag in ("p", "h3", "ul", "li", "code", "strong", "details", "summary", "br")
        for end in ("", "/")
    }
    words = re.sub(r"<code>.*?</code>", "", html, flags=re.DOTALL)
    assert re.findall(r"(?<!\w)@[\w\\]|(?<!&)#\d|://|www\.\w|\bGH-\d", words) == []


def test_sheets_hold_no_formula(run: Run, hostile: Built) -> None:
    for text in (
        run("export", "--format", "csv"),
        run("actions", "--format", "csv"),
        run("metrics", "--format", "csv"),
        hostile.html("data/action-items.csv"),
    ):
        rows = list(csv.reader(io.StringIO(text)))
        assert len(rows) > 1
        assert {len(row) for row in rows} == {len(rows[0])}
        assert [
            cell
            for row in rows
            for cell in row
            if re.match(r"[\s\"'`]*[=+\-@＝＋－＠\t\r]", cell) and not _is_shielded(cell)
        ] == []


def _is_shielded(cell: str) -> bool:
    return (
        re.match(r"[\s\"`]*'|-?\d+(?:\.\d+)?\Z", cell) is not None
        or re.match(r"[\"'`\s]*'[=+\-@]", cell) is not None
    )


def test_calendars_hold_events_and_nothing_else(hostile: Built) -> None:
    text = (hostile.folder / "data/action-items.ics").read_bytes()
    calendar = icalendar.Calendar.from_ical(text)
    names = {name for part in calendar.walk() for name in part}
    assert {part.name for part in calendar.walk()} == {"VCALENDAR", "VEVENT"}
    assert names.isdisjoint({"ATTENDEE", "ORGANIZER", "ATTACH", "X-EVIL"})
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    assert b"\n" not in text.replace(b"\r\n", b"")


def test_feeds_and_suites_are_whole_xml(run: Run, hostile: Built) -> None:
    feed = Tree.fromstring(hostile.html("data/feed.xml"))  # noqa: S314 - our own
    names = {element.tag.rpartition("}")[2] for element in feed.iter()}
    assert names <= FEED
    assert not any(
        re.match(r"(?i)\s*(?:javascript|vbscript|data):", one.get("href", "")) for one in feed.iter()
    )
    suites = Tree.fromstring(run("check", "--format", "junit"))  # noqa: S314 - our own
    assert {element.tag for element in suites.iter()} == {
        "testsuites",
        "testsuite",
        "testcase",
        "failure",
        "skipped",
        "system-out",
    }
    assert not any(case.get("name") == "evil" for case in suites.iter("testcase"))


def test_metrics_hold_no_line_of_their_own(hostile: Built) -> None:
    lines = hostile.html("data/metrics.txt").splitlines()
    assert [line for line in lines if line.startswith(("evil", "# HELP evil"))] == []


def test_data_files_are_whole_json(hostile: Built) -> None:
    for path in hostile.files():
        if path.endswith(".json"):
            assert "\ud800" not in json.dumps(hostile.data(path), ensure_ascii=False)


def test_the_log_of_the_build_steers_nothing(hostile: Built) -> None:
    assert list(_steering(hostile.log)) == []


def _steering(text: str) -> Iterator[str]:
    return (text[max(found.start() - 40, 0) : found.end()] for found in STEERING.finditer(text))

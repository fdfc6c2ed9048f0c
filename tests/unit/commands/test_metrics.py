"""`incidentbook metrics` and `incidentbook review`, as somebody who prepares a meeting calls them."""

import csv
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from incidentbook.commands import cli
from incidentbook.commands.action_table import columns

INCIDENT = """---
severity: {severity}
date: {day}
started_at: {day}T10:00:00Z
detected_at: {day}T10:0{number}:00Z
resolved_at: {day}T1{number}:00:00Z
services: [printer]
detection: customer
---

# Labels {number}

## Action items

- [ ] Give the queue a limit — @ana, due {day}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "incidentbook.yml").write_text("as_of: 2026-03-31\n", encoding="utf-8")
    folder = tmp_path / "postmortems"
    folder.mkdir()
    for number in range(1, 7):
        text = INCIDENT.format(severity=f"SEV{1 + number % 2}", day=f"2025-0{number}-10", number=number)
        (folder / f"{number}.md").write_text(text, encoding="utf-8")
    return tmp_path


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, [*words, "--root", str(root)], env={"COLUMNS": "80", "NO_COLOR": "1"})


def test_the_table_fits_the_terminal_and_defines_what_it_shows(root: Path) -> None:
    result = run(root, "metrics", "--by", "severity")
    assert result.exit_code == 0
    assert max(columns(line) for line in result.output.splitlines()) <= 80
    assert "Time to recover\nFrom the beginning of the incident (started) to its end" in result.output
    assert re.search(r"^SEV1 +3\n  2 h, 4 h and 6 h$", result.output, re.MULTILINE)


def test_the_whole_has_median_and_middle_half_first(root: Path) -> None:
    lines = run(root, "metrics", "--measure", "recover").output.splitlines()
    assert lines[4].split() == ["n", "median", "middle", "half", "90th", "mean"]
    assert lines[5].split("  ")[:2] == ["all incidents", "6"]
    assert "3 h 30 min" in lines[5]


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        ("severity", ["SEV1", "SEV2"]),
        ("quarter", ["2025-Q2"]),
        ("month", ["2025-06", "2025-05", "2025-04"]),
        ("service", ["printer"]),
        ("team", [""]),
        ("detection", ["customer"]),
    ],
)
def test_groups_since_a_day(root: Path, by: str, keys: list[str]) -> None:
    result = run(root, "metrics", "--by", by, "--since", "2025-04-10", "--format", "json")
    found = json.loads(result.output)
    assert [group["key"] for group in found["groups"]] == keys
    assert sum(group["measures"]["recover"]["n"] for group in found["groups"]) == 3


def test_csv_has_a_row_for_each_measure(root: Path) -> None:
    rows = list(csv.DictReader(run(root, "metrics", "--format", "csv").output.splitlines()))
    assert [(row["measure"], row["n"], row["missing"]) for row in rows] == [
        ("detect", "6", "0"),
        ("acknowledge", "0", "6"),
        ("mitigate", "0", "6"),
        ("recover", "6", "0"),
    ]


def test_a_review_is_printed_as_markdown(root: Path) -> None:
    result = run(root, "review", "--period", "2025-Q1")
    assert result.exit_code == 0
    assert result.output.startswith("# First quarter of 2025\n\n1 Jan 2025 to 31 Mar 2025 · 3 incidents")
    assert "## To talk about\n\n- " in result.output
    assert "Three incidents happened in the first quarter of 2025: one SEV1 and two SEV2." in result.output
    assert "(postmortems/3.md)" in result.output


def test_without_a_period_it_is_the_month_before(root: Path) -> None:
    assert run(root, "review").output.startswith("# February 2026\n")


@pytest.mark.parametrize(
    ("period", "message"),
    [("soon", "“soon” is no period"), ("2026-Q2", "2026-Q2 has not begun on 2026-03-31")],
)
def test_a_period_that_cannot_be_reviewed_is_refused(root: Path, period: str, message: str) -> None:
    result = run(root, "review", "--period", period)
    assert result.exit_code == 2
    assert message in result.output


def test_no_documents_is_an_error(tmp_path: Path) -> None:
    assert run(tmp_path, "metrics").exit_code == 2
    assert run(tmp_path, "review").exit_code == 2

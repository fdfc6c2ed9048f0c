"""`incidentbook drill` and `incidentbook new drill`: a card in the terminal, and the drill written down."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from incidentbook.commands import cli, drill
from incidentbook.reading.library import read_library
from incidentbook.reading.policy import default_policy

Run = Callable[..., Result]

POSTMORTEM = """\
---
title: Labels came out empty
id: PM-7
status: published
severity: SEV2
date: 2025-03-15
started_at: 2025-03-15T09:00:00Z
detected_at: 2025-03-15T09:10:00Z
services: [labels]
roles: {commander: cleo}
runbooks: [labels]
---

# Labels came out empty

## Timeline

- 09:00 UTC — A font is replaced
- 09:10 UTC — cleo sees an empty label \x1b[31mred
- 09:20 UTC — Theory: the printer
- 09:40 UTC — The old font is back --> and stays
- 09:50 UTC — Resolved
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2026, 1, 15, tzinfo=UTC).timestamp())))
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "runbooks").mkdir()
    (tmp_path / "postmortems" / "labels.md").write_text(POSTMORTEM, encoding="utf-8")
    (tmp_path / "postmortems" / "bare.md").write_text("---\nid: PM-8\n---\n\n# Bare\n", encoding="utf-8")
    (tmp_path / "runbooks" / "labels.md").write_text("# Labels\n\n1. Look at a label.\n", encoding="utf-8")

    def call(*words: str, said: str = "") -> Result:
        return CliRunner().invoke(cli, [*words, "--root", str(tmp_path)], input=said)

    return call


@pytest.mark.parametrize("reference", ["PM-7", "pm-7", "postmortems/labels.md", "labels"])
def test_prints_the_whole_card_as_markdown_where_there_is_no_terminal(run: Run, reference: str) -> None:
    result = run("drill", reference)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("# Drill: labels, 15 Mar 2025\n")
    assert "## Step 2, 10 min later: Theory\n\n**09:20 UTC**, 20 min since it began:\n" in result.stdout
    assert "The commander sees an empty label" in result.stdout.replace("incident commander", "commander")
    assert "cleo" not in result.stdout
    assert result.stdout.index("A font is replaced") > result.stdout.index("## The end")
    assert "`incidentbook new drill --from PM-7`" in result.stdout


def test_text_has_the_same_steps_and_nothing_that_moves_the_cursor(run: Run) -> None:
    result = run("drill", "PM-7", "--format", "text")
    assert "Step 1 of 4: First sign\n09:10 UTC, 10 min since it began\n" in result.stdout
    assert "\x1b" not in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_on_a_terminal_enter_reveals_the_next_step(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drill, "_is_terminal", lambda: True)
    begun = run("drill", "PM-7", said="\n")
    assert "Step 1 of 4" in begun.stdout
    assert "Step 2 of 4" not in begun.stdout
    assert begun.exit_code == 0
    whole = run("drill", "PM-7", said="\n" * 5)
    assert "Write it down: incidentbook new drill --from PM-7" in whole.stdout


@pytest.mark.parametrize(
    ("reference", "words"),
    [("PM-8", "no drill can be made of postmortems/bare.md: it has no timeline"), ("PM-9", "no postmortem")],
)
def test_says_why_there_is_no_card(run: Run, reference: str, words: str) -> None:
    result = run("drill", reference)
    assert result.exit_code == 2
    assert words in result.stderr


def test_a_drill_is_written_down_from_the_incident_it_replays(run: Run, tmp_path: Path) -> None:
    result = run("new", "drill", "--from", "PM-7")
    assert result.exit_code == 0, result.output
    written = tmp_path / "postmortems" / "2026-01-15-drill-labels-came-out-empty.md"
    text = written.read_text(encoding="utf-8")
    assert "cleo" not in text
    assert text.count("-->") == text.count("<!--")
    found = next(one for one in read_library(tmp_path, default_policy()).postmortems if one.kind == "drill")
    assert found.title == "Drill: Labels came out empty"
    assert found.related == ("PM-7",)
    assert found.services == ("labels",)
    assert found.runbooks == ("labels",)
    assert found.status == "draft"
    assert found.timeline == ()
    assert run("check", str(written)).exit_code == 0


def test_a_drill_of_its_own_needs_a_title(run: Run, tmp_path: Path) -> None:
    assert run("new", "drill").exit_code == 2
    assert run("new", "drill", "The pager is silent", "-S", "shop", "--date", "2026-02-01").exit_code == 0
    assert (tmp_path / "postmortems" / "2026-02-01-the-pager-is-silent.md").exists()

"""The way without click says what the long way says, and leaves to it whatever is not simple."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from incidentbook.commands import cli
from incidentbook.commands.shortcut import check_paths

DOCUMENT = "---\nseverity: spicy\n---\n\n# Labels late\n\n## Action items\n\n- [ ] Empty the queue\n"


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "postmortems/a.md").write_text(DOCUMENT, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no document", encoding="utf-8")
    (tmp_path / "incidentbook.yml").write_text("as_of: 2026-01-15\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [
        ["check"],
        ["check", "postmortems/a.md"],
        ["check", "postmortems"],
        ["check", "--ignore-others", "notes.txt", "postmortems/a.md"],
        ["check", "--ignore-others", "notes.txt"],
    ],
)
def test_it_says_what_the_long_way_says(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status = check_paths(words)
    said = capsys.readouterr().out
    long = CliRunner().invoke(cli, words)
    assert (status, said.rpartition(" s: ")[0][:-3]) == (
        long.exit_code,
        long.output.rpartition(" s: ")[0][:-3],
    )
    assert said.rpartition(" s: ")[2] == long.output.rpartition(" s: ")[2]


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["actions"],
        ["check", "--format", "json"],
        ["check", "-h"],
        ["check", "missing.md"],
        ["check", "notes.txt"],
        ["check", ""],
        ["check", ".."],
    ],
)
def test_what_is_not_simple_goes_the_long_way(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert check_paths(words) is None
    assert capsys.readouterr() == ("", "")


def test_a_wrong_policy_goes_the_long_way(root: Path) -> None:
    (root / "incidentbook.yml").write_text("rules: {missing-ovner: off}\n", encoding="utf-8")
    assert check_paths(["check"]) is None


def test_it_does_without_click(root: Path) -> None:
    script = "import sys; from incidentbook.commands.shortcut import check_paths\ncheck_paths(['check'])\n"
    script += "print('click' in sys.modules, 'inspect' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "False False"

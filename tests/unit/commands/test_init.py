"""`incidentbook init`: from a folder of documents to a portal, without touching what is there."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from incidentbook.commands import cli
from incidentbook.reading.policy import load_policy

OLD = """# 2019-02-03 Queue full

Labels were late for an hour.

## Timeline

All times in CET

- 10:00 Queue full
- 11:00 Restored

## What went wrong

Nobody watched.

## Action items

- Watch the queue
"""


def call(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


def test_documents_without_a_folder_of_their_own_are_recognised(tmp_path: Path) -> None:
    (tmp_path / "PM-1 - Queue full.md").write_text(OLD, encoding="utf-8")
    (tmp_path / "PM-2 - Again.md").write_text(OLD, encoding="utf-8")
    (tmp_path / "README.md").write_text("# Our incidents\n", encoding="utf-8")
    result = call("init", "--root", tmp_path)
    assert result.exit_code == 0, result.output
    assert "found 2 postmortems with 2 action items and 0 runbooks" in result.output
    assert load_policy(tmp_path).postmortems == ("*.md",)
    for name in ("incidentbook.yml", "mkdocs.yml", "portal/index.md"):
        assert f"wrote {name}" in result.output
        assert (tmp_path / name).is_file()


def test_a_fresh_policy_lets_the_first_check_pass_and_says_what_it_relaxed(tmp_path: Path) -> None:
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "postmortems" / "old.md").write_text(OLD, encoding="utf-8")
    assert call("check", "--root", tmp_path).exit_code == 1
    result = call("init", "--root", tmp_path)
    assert "start at the level info" in result.output
    assert "SEC101: info" in (tmp_path / "incidentbook.yml").read_text(encoding="utf-8")
    assert call("check", "--root", tmp_path).exit_code == 0


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    for name in ("incidentbook.yml", "mkdocs.yml"):
        (tmp_path / name).write_text("# mine\n", encoding="utf-8")
    result = call("init", "--root", tmp_path)
    assert result.exit_code == 0
    assert "kept incidentbook.yml as it is" in result.output
    assert "add these lines" in result.output
    for name in ("incidentbook.yml", "mkdocs.yml"):
        assert (tmp_path / name).read_text(encoding="utf-8") == "# mine\n"
    assert not (tmp_path / "portal").exists()


def test_an_empty_folder_is_told_how_to_begin(tmp_path: Path) -> None:
    result = call("init", "--root", tmp_path)
    assert result.exit_code == 0
    assert "incidentbook new postmortem" in result.output


@pytest.mark.parametrize("title", ['Our "book": 1', "a\nb", "{{ 7*7 }}"])
def test_a_title_may_hold_anything(tmp_path: Path, title: str) -> None:
    assert call("init", "--root", tmp_path, "--title", title).exit_code == 0
    assert load_policy(tmp_path).title == title


def test_an_editor_gets_schemas_with_the_policys_values_and_its_own_files(tmp_path: Path) -> None:
    (tmp_path / "incidentbook.yml").write_text("severities: [{id: L1}]\n", encoding="utf-8")
    result = call("init", "--root", tmp_path, "--editor", "vscode", "--editor", "neovim")
    assert result.exit_code == 0, result.output
    assert "its first line may name its schema\n\n# yaml-language-server: $schema=" in result.output
    assert "L1" in (tmp_path / ".incidentbook" / "postmortem.schema.json").read_text(encoding="utf-8")
    assert (tmp_path / ".incidentbook" / "neovim.lua").is_file()
    assert "L1" in (tmp_path / ".vscode" / "incidentbook.code-snippets").read_text(encoding="utf-8")


def test_a_new_policy_names_its_schema_where_an_editor_has_it(tmp_path: Path) -> None:
    call("init", "--root", tmp_path, "--editor", "other")
    first = (tmp_path / "incidentbook.yml").read_text(encoding="utf-8").splitlines()[0]
    schema = first.removeprefix("# yaml-language-server: $schema=")
    assert (tmp_path / schema).is_file()
    assert load_policy(tmp_path).title == "Incident book"
    assert not (tmp_path / ".vscode").exists()


def test_files_of_an_editor_are_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / ".vscode").mkdir()
    (tmp_path / ".vscode" / "settings.json").write_text("{}", encoding="utf-8")
    result = call("init", "--root", tmp_path, "--editor", "vscode")
    assert "kept .vscode/settings.json as it is" in result.output
    assert (tmp_path / ".vscode" / "settings.json").read_text(encoding="utf-8") == "{}"


def test_what_an_empty_folder_is_told_to_do_next_works(tmp_path: Path) -> None:
    told = call("init", "--root", tmp_path).output
    first, second = told.index("incidentbook new postmortem"), told.index("incidentbook check")
    assert first < second
    assert call("new", "postmortem", "What broke", "--root", tmp_path).exit_code == 0
    assert call("check", "--root", tmp_path).exit_code == 0

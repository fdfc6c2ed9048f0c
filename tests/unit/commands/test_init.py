"""`incidentbook init`: from a folder of documents to a portal, without touching what is there."""

import re
import subprocess
import sys
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

NEW = """---
severity: SEV1
date: 2026-01-14
status: published
---

# Labels late again

The queue was full once more.
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


def test_what_is_found_today_is_accepted_by_document_and_new_documents_are_checked_in_full(
    tmp_path: Path,
) -> None:
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "postmortems" / "old.md").write_text(OLD, encoding="utf-8")
    assert call("check", "--root", tmp_path).exit_code == 1
    result = call("init", "--root", tmp_path)
    assert result.exit_code == 0, result.output
    assert "wrote incidentbook.baseline.json" in result.output
    assert re.search(r"Accepted as of today: \d+ findings in 1 document\.", result.output)
    assert re.search(r"(?m)^  SEC101  missing-section +[1-9]  error$", result.output)
    assert "rules" not in (tmp_path / "incidentbook.yml").read_text(encoding="utf-8")
    passed = call("check", "--root", tmp_path)
    assert passed.exit_code == 0
    assert "nothing found" in passed.output
    (tmp_path / "postmortems" / "new.md").write_text(NEW, encoding="utf-8")
    failed = call("check", "--root", tmp_path)
    assert failed.exit_code == 1
    assert failed.output.count("error SEC101") == 8
    assert "old.md" not in failed.output


def test_a_portal_of_old_documents_builds_strictly(tmp_path: Path) -> None:
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "postmortems" / "old.md").write_text(OLD, encoding="utf-8")
    assert call("init", "--root", tmp_path).exit_code == 0
    build = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    for passes, name in ((True, ""), (False, "new.md")):
        if name:
            (tmp_path / "postmortems" / name).write_text(NEW, encoding="utf-8")
        done = subprocess.run(build, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (done.returncode == 0) is passes, done.stderr
        assert ("SEC101" in done.stderr) is not passes


def test_a_second_init_accepts_nothing_more(tmp_path: Path) -> None:
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "postmortems" / "old.md").write_text(OLD, encoding="utf-8")
    call("init", "--root", tmp_path)
    before = (tmp_path / "incidentbook.baseline.json").read_bytes()
    (tmp_path / "postmortems" / "new.md").write_text(NEW, encoding="utf-8")
    assert "Accepted" not in call("init", "--root", tmp_path).output
    assert (tmp_path / "incidentbook.baseline.json").read_bytes() == before
    (tmp_path / "incidentbook.baseline.json").unlink()
    assert "Accepted" not in call("init", "--root", tmp_path).output
    assert call("check", "--root", tmp_path).exit_code == 1


def test_an_existing_baseline_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "postmortems" / "old.md").write_text(OLD, encoding="utf-8")
    kept = tmp_path / "incidentbook.baseline.json"
    kept.write_text('{"version": 1, "findings": 0, "documents": {}}', encoding="utf-8")
    result = call("init", "--root", tmp_path)
    assert "kept incidentbook.baseline.json as it is" in result.output
    assert '"documents": {}' in kept.read_text(encoding="utf-8")


def test_the_policy_names_only_globs_that_differ(tmp_path: Path) -> None:
    (tmp_path / "PM-1 - Queue full.md").write_text(OLD, encoding="utf-8")
    call("init", "--root", tmp_path)
    text = (tmp_path / "incidentbook.yml").read_text(encoding="utf-8")
    assert 'postmortems: ["*.md"]' in text
    assert "runbooks:" not in text


def test_documents_are_looked_for_where_the_policy_says(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "old.md").write_text(OLD, encoding="utf-8")
    (tmp_path / "incidentbook.yml").write_text("postmortems: ['book/*.md']\n", encoding="utf-8")
    assert "found 1 postmortem with 1 action item and 0 runbooks" in call("init", "--root", tmp_path).output


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


def test_lines_are_not_asked_for_where_mkdocs_has_them(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Ours\nplugins: [incidentbook]\n", encoding="utf-8")
    assert "add these lines" not in call("init", "--root", tmp_path).output


def test_an_empty_folder_is_told_how_to_begin(tmp_path: Path) -> None:
    result = call("init", "--root", tmp_path)
    assert result.exit_code == 0
    assert result.output.endswith('next:\n  incidentbook new postmortem "What happened"\n')
    assert not (tmp_path / "incidentbook.baseline.json").exists()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, b"# built by mkdocs\n/site/\n"),
        (b"", b"# built by mkdocs\n/site/\n"),
        (b"*.swp\n", b"*.swp\n# built by mkdocs\n/site/\n"),
        (b"*.swp", b"*.swp\n# built by mkdocs\n/site/\n"),
        (b"caf\xe9\r\n", b"caf\xe9\r\n# built by mkdocs\r\n/site/\r\n"),
        (b"/website/\n# site\n", b"/website/\n# site\n# built by mkdocs\n/site/\n"),
        (b"site\n", b"site\n"),
        (b"/site/*\n", b"/site/*\n"),
        (b"**/site/\n", b"**/site/\n"),
        (b"!site/\n", b"!site/\n"),
    ],
)
def test_the_built_site_is_not_committed(tmp_path: Path, before: bytes | None, after: bytes) -> None:
    target = tmp_path / ".gitignore"
    if before is not None:
        target.write_bytes(before)
    for _ in range(2):
        (tmp_path / "mkdocs.yml").unlink(missing_ok=True)
        assert call("init", "--root", tmp_path).exit_code == 0
        assert target.read_bytes() == after


def test_gitignore_stays_as_it_is_where_the_site_is_not_of_our_making(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Ours\nsite_dir: public\n", encoding="utf-8")
    call("init", "--root", tmp_path)
    assert not (tmp_path / ".gitignore").exists()


def test_a_linked_gitignore_is_not_written_through(tmp_path: Path) -> None:
    root, shared = tmp_path / "root", tmp_path / "shared"
    root.mkdir()
    shared.write_bytes(b"*.swp\n")
    (root / ".gitignore").symlink_to(shared)
    assert "kept .gitignore as it is" in call("init", "--root", root).output
    assert shared.read_bytes() == b"*.swp\n"


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
    assert told.endswith('next:\n  incidentbook new postmortem "What happened"\n')
    assert call("new", "postmortem", "What broke", "--root", tmp_path).exit_code == 0
    assert call("check", "--root", tmp_path).exit_code == 0

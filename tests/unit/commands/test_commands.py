"""The command, as a person calls it."""

import errno
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from incidentbook.commands import cli
from incidentbook.commands.files import FileChangedError, write_new, write_whole
from incidentbook.locks import release, take
from incidentbook.reading.policy import PolicyError, default_policy

POSTMORTEM = """---
severity: SEV3
services: [printer]
---

# Labels late

## Summary

Labels were late.

## Impact

Few customers.

## Root cause

A queue was full.

## Action items

- [ ] Empty the queue — @ana, due 2026-02-01
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "postmortems" / "labels.md").write_text(POSTMORTEM, encoding="utf-8")
    return tmp_path


def call(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


def test_check_says_what_it_looked_at(root: Path) -> None:
    result = call("check", "--root", root, "--rule", "ACT101")
    assert result.exit_code == 0
    assert "1 document, " in result.output
    assert "nothing found" in result.output


def test_check_fails_with_place_and_remedy(root: Path) -> None:
    (root / "postmortems" / "labels.md").write_text(POSTMORTEM.replace("SEV3", "spicy"), encoding="utf-8")
    result = call("check", "--root", root)
    assert result.exit_code == 1
    assert "postmortems/labels.md:2:1: error INC101 severity-unknown" in result.output
    assert "    → " in result.output


def test_check_prints_json(root: Path) -> None:
    text = POSTMORTEM.replace(" — @ana", "")
    (root / "postmortems" / "labels.md").write_text(text, encoding="utf-8")
    result = call("check", "--root", root, "--format", "json", "--rule", "ACT101")
    report = json.loads(result.output)
    assert result.exit_code == 0
    assert report["counts"] == {"error": 0, "warning": 1, "info": 0}
    assert report["findings"][0]["id"] == "ACT101"
    assert (report["findings"][0]["line"], report["findings"][0]["column"]) == (22, 7)


def test_check_fails_on_the_level_asked_for(root: Path) -> None:
    text = POSTMORTEM.replace(" — @ana", "")
    (root / "postmortems" / "labels.md").write_text(text, encoding="utf-8")
    assert call("check", "--root", root).exit_code == 0
    assert call("check", "--root", root, "--fail-on", "warning").exit_code == 1


def test_check_of_one_file_reports_on_it_alone(root: Path) -> None:
    (root / "postmortems" / "bad.md").write_text("---\nseverity: spicy\n---\n\n# Bad\n", encoding="utf-8")
    result = call("check", "--root", root, root / "postmortems" / "labels.md")
    assert result.exit_code == 0
    assert "bad.md" not in result.output
    assert call("check", "--root", root, root / "postmortems").exit_code == 1


def test_nothing_to_check_is_an_error(tmp_path: Path) -> None:
    result = call("check", "--root", tmp_path)
    assert result.exit_code == 2
    assert "no postmortem and no runbook found" in result.output
    assert "--postmortems" in result.output
    assert len(result.output.splitlines()) == 3
    (tmp_path / "incidentbook.yml").write_text("postmortems: ['book/*.md']\n", encoding="utf-8")
    assert "Looked for postmortems in book/*.md" in call("check", "--root", tmp_path).output


def test_a_hook_lets_a_repository_begin(tmp_path: Path) -> None:
    assert call("init", "--root", tmp_path).exit_code == 0
    hook = ("check", "--root", tmp_path, "--ignore-others")
    result = call(*hook, tmp_path / "incidentbook.yml", tmp_path / "mkdocs.yml")
    assert result.exit_code == 0, result.output
    assert result.output.startswith("0 documents")
    assert call(*hook).exit_code == 2


def test_nothing_to_check_names_a_file_that_was_passed_over(tmp_path: Path) -> None:
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "postmortems" / "late.txt").write_text("# Labels late\n", encoding="utf-8")
    for command in ("check", "export"):
        result = call(command, "--root", tmp_path)
        assert result.exit_code == 2
        assert "postmortems/late.txt lies among the postmortems" in result.output
        assert "rename it to “late.md”" in result.output


def test_a_path_that_is_no_document_is_an_error(root: Path) -> None:
    (root / "notes.txt").write_text("x", encoding="utf-8")
    result = call("check", "--root", root, root / "notes.txt")
    assert result.exit_code == 2
    assert "notes.txt is no postmortem and no runbook" in result.output
    assert "--ignore-others" in result.output
    assert len(result.output.splitlines()) == 3


def test_a_root_that_does_not_exist_is_said_calmly(tmp_path: Path) -> None:
    result = call("check", "--root", tmp_path / "nowhere")
    assert result.exit_code == 2
    assert "nowhere does not exist" in result.output
    assert "--root" in result.output
    assert len(result.output.splitlines()) <= 3


def test_a_policy_that_excludes_everything_is_named(root: Path) -> None:
    (root / "incidentbook.yml").write_text('exclude: ["**"]\n', encoding="utf-8")
    result = call("check", "--root", root)
    assert result.exit_code == 2
    assert "Correct `exclude:` in incidentbook.yml, which leaves out **" in result.output
    assert len(result.output.splitlines()) == 3


def test_globs_of_the_policy_are_named_where_they_find_nothing(root: Path) -> None:
    text = 'postmortems: ["a/*.md", "b/*.md", "c/*.md", "e/*.md"]\nrunbooks: ["d/*.md"]\n'
    (root / "incidentbook.yml").write_text(text, encoding="utf-8")
    assert (
        "in a/*.md, b/*.md, c/*.md and 1 more, for runbooks in d/*.md."
        in call("check", "--root", root).output
    )


def test_a_mistyped_rule_is_answered_with_the_nearest(root: Path) -> None:
    result = call("check", "--root", root, "--rule", "missing-ownr")
    assert result.exit_code == 2
    assert "did you mean “missing-owner”?" in result.output


def test_a_file_that_cannot_be_written_is_named_itself(tmp_path: Path) -> None:
    target = tmp_path / "nowhere" / "report.json"
    with pytest.raises(OSError, match=r"report\.json") as caught:
        write_whole(target, b"x")
    assert caught.value.filename == str(target)
    assert caught.value.errno == errno.ENOENT


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes with names")
def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_whole(pipe, b"report")
    assert os.read(reader, 100) == b"report"
    os.close(reader)
    assert pipe.is_fifo()


def test_what_somebody_changed_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    target = tmp_path / "document.md"
    target.write_bytes(b"theirs")
    with pytest.raises(FileChangedError, match="left as it is"):
        write_whole(target, b"ours", before=b"read")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"document.md": b"theirs"}


def test_a_new_file_is_never_written_over_another(tmp_path: Path) -> None:
    write_new(tmp_path / "a" / "b.md", b"first")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "a" / "b.md", b"second")
    assert {path.name: path.read_bytes() for path in (tmp_path / "a").iterdir()} == {"b.md": b"first"}


def test_what_killed_runs_left_is_cleared_away_by_the_next_one(tmp_path: Path) -> None:
    old, young, other = (tmp_path / f".{name}.incidentbook" for name in ("a.md.x1", "a.md.x2", "b.md.x3"))
    for leftover in (old, young, other):
        leftover.touch()
    os.utime(old, (0, 0))
    os.utime(other, (0, 0))
    write_whole(tmp_path / "a.md", b"text")
    assert {path.name for path in tmp_path.iterdir()} == {"a.md", young.name, other.name}


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "document.md"
    target.write_bytes(b"before")
    target.chmod(0o640)

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="the disk is full") as caught:
        write_whole(target, b"after")
    assert (caught.value.filename, caught.value.errno) == (str(target), errno.ENOSPC)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"document.md": b"before"}


@pytest.mark.skipif(sys.platform == "win32", reason="no locks of folders")
def test_one_writer_waits_for_the_other(tmp_path: Path) -> None:
    waited: list[str] = []
    first = take(tmp_path, lambda: waited.append("first"))
    second = threading.Thread(target=lambda: release(take(tmp_path, lambda: waited.append("second"))))
    second.start()
    second.join(0.2)
    assert second.is_alive()
    release(first)
    second.join(10)
    assert (second.is_alive(), waited) == (False, ["second"])


def test_the_package_is_a_command_too() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "incidentbook", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("incidentbook, version ")


def test_the_causes_are_explained(root: Path) -> None:
    built_in = call("explain", "causes", "--built-in").output
    assert "The 36 built-in causes" in built_in
    assert all(f"| `{cause.id}` |" in built_in for cause in default_policy().causes)
    assert call("explain", "causes", "--root", root).output == built_in
    (root / "incidentbook.yml").write_text(
        "more_causes: [{id: tide, parent: capacity}, {id: moon}]\n", encoding="utf-8"
    )
    own = call("explain", "causes", "--root", root).output
    assert own.index("| `capacity` |") < own.index("| `tide` | Tide |") < own.index("| `moon` | Moon |")
    assert call("explain", "causes", "--root", root, "--built-in").output == built_in


def test_the_manual_lists_the_causes_as_they_are() -> None:
    manual = (Path(__file__).parents[3] / "docs" / "built-in-causes.md").read_text(encoding="utf-8")
    assert call("explain", "causes", "--built-in").output == manual


def test_globs_on_the_command_line_need_no_policy(tmp_path: Path) -> None:
    (tmp_path / "labels.md").write_text(POSTMORTEM, encoding="utf-8")
    assert call("check", "--root", tmp_path, "--postmortems", "*.md").exit_code == 0


def test_a_wrong_policy_stops_every_command(root: Path) -> None:
    (root / "incidentbook.yml").write_text("rules: {missing-owners: error}\n", encoding="utf-8")
    result = call("check", "--root", root)
    assert isinstance(result.exception, PolicyError)
    assert "incidentbook.yml:1:9: unknown rule “missing-owners” (did you mean “missing-owner”?)" in str(
        result.exception
    )


def test_the_policy_tunes_a_rule_by_name_and_by_id(root: Path) -> None:
    (root / "postmortems" / "labels.md").write_text(POSTMORTEM.replace("SEV3", "spicy"), encoding="utf-8")
    for key in ("severity-unknown", "INC101"):
        (root / "incidentbook.yml").write_text(f"rules: {{{key}: off}}\n", encoding="utf-8")
        assert call("check", "--root", root).exit_code == 0


def test_rules_are_listed_and_explained(root: Path) -> None:
    listed = call("check", "--root", root, "--list-rules").output
    assert "ACT101   warning  missing-owner" in listed
    explained = call("explain", "act101").output
    assert "an action without an owner is a wish" in explained
    assert call("explain", "nonsense").exit_code == 2


def test_control_characters_never_reach_the_terminal(root: Path) -> None:
    text = POSTMORTEM.replace("Empty the queue — @ana", "Empty \x1b[31mthe queue")
    (root / "postmortems" / "labels.md").write_text(text, encoding="utf-8")
    output = call("check", "--root", root).output
    assert "the queue" in output
    assert "\x1b" not in output


def test_export_prints_all_records(root: Path) -> None:
    result = call("export", "--format", "json", "--root", root)
    postmortem = json.loads(result.output)["postmortems"][0]
    assert postmortem["path"] == "postmortems/labels.md"
    assert postmortem["severity"] == "SEV3"
    assert postmortem["action_items"][0]["owners"] == ["ana"]
    assert postmortem["action_items"][0]["due"] == "2026-02-01"
    assert postmortem["action_items"][0]["line"] == 22


def test_an_unknown_command_names_the_nearest() -> None:
    result = call("chekc")
    assert result.exit_code == 2
    assert "did you mean “check”?" in result.output


@pytest.mark.parametrize("name", ["policy", "postmortem", "runbook", "yaml-runbook", "action-items"])
def test_a_schema_is_printed(name: str) -> None:
    assert json.loads(call("schema", name).output)["$schema"]


def test_a_schema_knows_the_policys_values(root: Path) -> None:
    (root / "incidentbook.yml").write_text("severities: [{id: L1}, {id: L2}]\n", encoding="utf-8")
    for words in (("--root", root), ("--config", root / "incidentbook.yml")):
        severity = json.loads(call("schema", "postmortem", *words).output)["properties"]["severity"]
        assert severity["anyOf"][0]["enum"] == ["L1", "L2"]
    assert "L1" not in call("schema", "postmortem").output


def test_schemas_are_written_only_where_they_differ(root: Path) -> None:
    folder = root / "schemas"
    assert call("schema", "--root", root, "--write", folder).exit_code == 0
    written = folder / "postmortem.schema.json"
    before = written.stat().st_mtime_ns
    call("schema", "--root", root, "--write", folder)
    assert written.stat().st_mtime_ns == before
    call("schema", "--write", folder)
    assert written.stat().st_mtime_ns != before

"""The hooks for pre-commit, executed with file names as pre-commit hands them over."""

import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from .runner import BAD, GOOD, bash, repository_with


@pytest.fixture
def hooks(repository: Path) -> dict[str, dict[str, Any]]:
    loaded = yaml.safe_load((repository / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return {hook["id"]: hook for hook in loaded}


def run(hook: dict[str, Any], root: Path, *names: str) -> tuple[int, str]:
    given = names if hook.get("pass_filenames", True) else ()
    done = bash(f"{hook['entry']} {shlex.join(given)}", root, {})
    return done.returncode, done.stdout


def test_changed_documents_are_checked_with_the_others_as_context(
    hooks: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    root = repository_with(tmp_path, good=GOOD, bad=BAD)
    assert run(hooks["incidentbook"], root, "postmortems/good.md")[0] == 0
    status, log = run(hooks["incidentbook"], root, "postmortems/good.md", "postmortems/bad.md")
    assert status == 1
    assert "postmortems/bad.md:3:" in log


def test_files_that_are_no_documents_are_left_out(hooks: dict[str, dict[str, Any]], tmp_path: Path) -> None:
    root = repository_with(tmp_path, bad=BAD)
    (root / "README.md").write_text("# Ours\n", encoding="utf-8")
    (root / "incidentbook.yml").write_text("title: Ours\n", encoding="utf-8")
    assert run(hooks["incidentbook"], root, "README.md", "incidentbook.yml")[0] == 0


def test_before_a_push_everything_is_checked(hooks: dict[str, dict[str, Any]], tmp_path: Path) -> None:
    root = repository_with(tmp_path, good=GOOD, bad=BAD)
    assert run(hooks["incidentbook-all"], root, "README.md")[0] == 1
    (root / "postmortems" / "bad.md").unlink()
    assert run(hooks["incidentbook-all"], root)[0] == 0


def test_one_hook_is_for_commits_and_one_for_pushes(hooks: dict[str, dict[str, Any]]) -> None:
    assert {name: hook["stages"] for name, hook in hooks.items()} == {
        "incidentbook": ["pre-commit"],
        "incidentbook-all": ["pre-push", "manual"],
    }
    assert all(hook["language"] == "python" for hook in hooks.values())
    assert hooks["incidentbook"]["require_serial"]

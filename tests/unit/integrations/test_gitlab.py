"""The GitLab job: its script is executed in a repository, and its reports are where GitLab looks for them."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from .runner import BAD, GOOD, bash, commit, fake_program, git, repository_with


@pytest.fixture
def job(repository: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((repository / "ci" / "gitlab.yml").read_text(encoding="utf-8"))
    found: dict[str, Any] = loaded["incidentbook"]
    return found


def run(job: dict[str, Any], root: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the scripts of the job as GitLab's runner does: all lines in one shell that stops at an error."""
    own = {name: re.sub(r"\$CI_PROJECT_DIR", str(root), value) for name, value in job["variables"].items()}
    fake_program(root.parent / "tools", "python", "print('installed')")
    lines = [f'PATH="{root.parent / "tools"}:$PATH"', *job["before_script"], *job["script"]]
    return bash("\n".join(lines), root, {"CI_PROJECT_DIR": str(root), **own, **variables})


def test_good_documents_pass_and_leave_reports(job: dict[str, Any], tmp_path: Path) -> None:
    root = repository_with(tmp_path / "work", labels=GOOD)
    done = run(job, root)
    assert done.returncode == 0, done.stdout
    assert isinstance(json.loads((root / "gl-code-quality-report.json").read_text(encoding="utf-8")), list)
    assert "<testsuite" in (root / "incidentbook.xml").read_text(encoding="utf-8")


def test_a_bad_document_fails_and_stands_in_both_reports(job: dict[str, Any], tmp_path: Path) -> None:
    root = repository_with(tmp_path / "work", labels=BAD)
    done = run(job, root)
    assert done.returncode == 1
    assert "postmortems/labels.md:3:" in done.stdout
    reports = job["artifacts"]["reports"]
    quality = json.loads((root / reports["codequality"]).read_text(encoding="utf-8"))
    places = {(entry["location"]["path"], entry["location"]["lines"]["begin"]) for entry in quality}
    assert ("postmortems/labels.md", 3) in places
    assert "INC101" in (root / reports["junit"]).read_text(encoding="utf-8")


def test_a_merge_request_fails_for_its_own_documents_and_reports_on_all(
    job: dict[str, Any], tmp_path: Path
) -> None:
    root = repository_with(tmp_path / "work", old=BAD)
    base = git(root, "rev-parse", "HEAD").strip()
    commit(root, new=GOOD)
    done = run(job, root, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert done.returncode == 0, done.stdout
    assert "old.md" in (root / "gl-code-quality-report.json").read_text(encoding="utf-8")
    commit(root, new=BAD)
    assert run(job, root, CI_MERGE_REQUEST_DIFF_BASE_SHA=base).returncode == 1


def test_the_root_and_the_level_are_variables(job: dict[str, Any], tmp_path: Path) -> None:
    root = repository_with(tmp_path / "work" / "a book", labels=GOOD.replace(" — @ana, due 2099-02-01", ""))
    top = tmp_path / "work"
    assert run(job, top, INCIDENTBOOK_ROOT="a book", CI_PROJECT_DIR=str(root)).returncode == 0
    done = run(job, top, INCIDENTBOOK_ROOT="a book", INCIDENTBOOK_FAIL_ON="warning")
    assert done.returncode == 1
    assert "ACT101" in done.stdout


def test_a_wrong_root_fails(job: dict[str, Any], tmp_path: Path) -> None:
    root = repository_with(tmp_path / "work", labels=GOOD)
    assert run(job, root, INCIDENTBOOK_ROOT="nowhere").returncode == 2

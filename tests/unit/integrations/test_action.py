"""The GitHub Action: its steps are executed in a repository, as a runner would."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from .runner import BAD, COMMANDS, GOOD, Job, commit, fake_program, git, repository_with

PYTHON = f"""
import pathlib, subprocess, sys
arguments = sys.argv[1:]
if arguments[:2] == ["-m", "venv"]:
    folder = pathlib.Path(arguments[2], "bin")
    folder.mkdir(parents=True, exist_ok=True)
    for name, target in (("python", __file__), ("incidentbook", {str(COMMANDS / "incidentbook")!r})):
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(target)
elif "pip" in arguments:
    pathlib.Path(__file__).resolve().with_name("installed").write_text(arguments[-1])
else:
    sys.exit(subprocess.run([sys.executable, *arguments]).returncode)
"""
"""A Python that makes its environments of the commands of this one, and notes what it was to install."""

GH = """
import json, pathlib, sys
place = pathlib.Path(__file__)
with place.with_name("calls").open("a") as file:
    bodies = [pathlib.Path(word[6:]).read_text() for word in sys.argv if word.startswith("body=@")]
    file.write(json.dumps([sys.argv[1:], bodies]) + "\\n")
if "--jq" in sys.argv:
    print(place.with_name("known").read_text(), end="")
"""
"""A `gh` that notes its calls, and answers with the numbers of the comments in the file `known`."""


@pytest.fixture
def action(repository: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((repository / "action.yml").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    folder = tmp_path / "tools"
    fake_program(folder, "python3", PYTHON)
    fake_program(folder, "gh", GH)
    (folder / "known").write_text("", encoding="utf-8")
    return folder


def job(action: dict[str, Any], tmp_path: Path, tools: Path, *, number: str = "", **inputs: str) -> Job:
    given = {name.replace("_", "-"): value for name, value in inputs.items()}
    event = {"github.event.pull_request.number": number, "github.token": "secret"}
    found = Job(action, tmp_path / "work", tmp_path / "runner", given, event)
    return found.run(str(tools))


def calls(tools: Path) -> list[tuple[list[str], list[str]]]:
    lines = (tools / "calls").read_text(encoding="utf-8").splitlines()
    return [(words, bodies) for words, bodies in map(json.loads, lines)]


def test_good_documents_pass_and_the_summary_says_so(
    action: dict[str, Any], tmp_path: Path, tools: Path
) -> None:
    repository_with(tmp_path / "work", labels=GOOD)
    done = job(action, tmp_path, tools)
    assert done.exit_code == 0, done.log
    assert (tools / "installed").read_text(encoding="utf-8") == "/action"
    assert done.outputs["steps.check.outputs.exit-code"] == "0"
    assert "1 document" in done.summary
    assert not (tools / "calls").exists()


def test_a_bad_document_fails_at_its_line(action: dict[str, Any], tmp_path: Path, tools: Path) -> None:
    repository_with(tmp_path / "work", labels=BAD)
    done = job(action, tmp_path, tools)
    assert done.exit_code == 1
    assert re.search(r"^::error .*file=postmortems/labels\.md,.*line=3\b", done.log, re.MULTILINE), done.log
    assert "INC101" in done.summary
    assert done.outputs["steps.check.outputs.exit-code"] == "1"


def test_the_summary_can_be_left_out_and_the_log_read(
    action: dict[str, Any], tmp_path: Path, tools: Path
) -> None:
    repository_with(tmp_path / "work", labels=BAD)
    done = job(action, tmp_path, tools, summary="false", format="text")
    assert done.exit_code == 1
    assert "postmortems/labels.md:3:" in done.log
    assert done.summary == ""


def test_findings_need_not_fail(action: dict[str, Any], tmp_path: Path, tools: Path) -> None:
    repository_with(tmp_path / "work", labels=BAD)
    done = job(action, tmp_path, tools, fail_on="never")
    assert done.exit_code == 0, done.log
    assert done.outputs["steps.check.outputs.exit-code"] == "1"


def test_only_changed_documents_count(action: dict[str, Any], tmp_path: Path, tools: Path) -> None:
    root = repository_with(tmp_path / "work", old=BAD)
    commit(root, new=GOOD)
    assert job(action, tmp_path, tools, changed_since="HEAD^1").exit_code == 0
    (tmp_path / "again").mkdir()
    commit(root, new=BAD)
    done = job(action, tmp_path, tools, changed_since="HEAD^1")
    assert done.exit_code == 1
    assert "new.md" in done.log
    assert "old.md" not in done.log


def test_a_merge_fetched_with_its_first_parent_is_enough(
    action: dict[str, Any], tmp_path: Path, tools: Path
) -> None:
    """As the example workflow does it: a shallow clone of the merge of the pull request."""
    origin = repository_with(tmp_path / "origin", old=BAD)
    git(origin, "checkout", "--quiet", "-b", "topic")
    commit(origin, one=GOOD)
    commit(origin, two=BAD)
    git(origin, "checkout", "--quiet", "main")
    commit(origin, meanwhile=BAD)
    git(origin, "merge", "--quiet", "--no-ff", "--message", "Merge", "topic")
    git(tmp_path, "clone", "--quiet", "--depth", "2", origin.as_uri(), "work")
    done = job(action, tmp_path, tools, changed_since="HEAD^1")
    assert done.exit_code == 1
    assert "two.md" in done.log
    assert "old.md" not in done.log
    assert "meanwhile.md" not in done.log


def test_paths_may_hold_anything(action: dict[str, Any], tmp_path: Path, tools: Path) -> None:
    root = repository_with(tmp_path / "work", **{"a b $(touch hacked) é": GOOD, "bad": BAD})
    done = job(action, tmp_path, tools, paths="postmortems/a b $(touch hacked) é.md\n\n")
    assert done.exit_code == 0, done.log
    assert not (root / "hacked").exists()
    assert job(action, tmp_path, tools, paths="postmortems").exit_code == 1


@pytest.mark.parametrize("name", ["root", "fail-on", "format", "changed-since", "sarif-file"])
def test_no_input_reaches_the_shell(name: str, action: dict[str, Any], tmp_path: Path, tools: Path) -> None:
    root = repository_with(tmp_path / "work", labels=GOOD)
    job(
        action, tmp_path, tools, **{name.replace("-", "_"): '"; touch hacked; $(touch hacked) `touch hacked`'}
    )
    assert not list(tmp_path.rglob("hacked"))
    assert not (root / "hacked").exists()


def test_wrong_usage_is_no_finding(action: dict[str, Any], tmp_path: Path, tools: Path) -> None:
    repository_with(tmp_path / "work", labels=GOOD)
    done = job(action, tmp_path, tools, root="nowhere", fail_on="never", comment="true", number="7")
    assert done.exit_code == 2
    assert "nowhere" in done.log
    assert not (tools / "calls").exists()


def test_an_old_python_is_told(action: dict[str, Any], tmp_path: Path, tools: Path) -> None:
    repository_with(tmp_path / "work", labels=GOOD)
    fake_program(tools, "python3.9", "raise SystemExit(1)")
    done = job(action, tmp_path, tools, python="python3.9")
    assert done.exit_code == 2
    assert "::error title=incidentbook::Python 3.11" in done.log


def test_sarif_is_written_where_it_is_asked_for(action: dict[str, Any], tmp_path: Path, tools: Path) -> None:
    root = repository_with(tmp_path / "work", labels=BAD)
    assert job(action, tmp_path, tools, sarif_file="findings.sarif").exit_code == 1
    sarif = json.loads((root / "findings.sarif").read_text(encoding="utf-8"))
    assert [result["ruleId"] for result in sarif["runs"][0]["results"]].count("INC101") == 1


def test_the_first_comment_is_written_and_the_next_replaces_it(
    action: dict[str, Any], tmp_path: Path, tools: Path
) -> None:
    repository_with(tmp_path / "work", labels=BAD)
    assert job(action, tmp_path, tools, comment="true", number="7").exit_code == 1
    (tools / "known").write_text("41\n42\n", encoding="utf-8")
    assert job(action, tmp_path, tools, comment="true", number="7").exit_code == 1
    made = [(words, bodies) for words, bodies in calls(tools) if bodies]
    (post, first), (patch, second) = made
    assert post[:5] == ["api", "--silent", "--method", "POST", "repos/o/r/issues/7/comments"]
    assert patch[:5] == ["api", "--silent", "--method", "PATCH", "repos/o/r/issues/comments/41"]
    assert first[0].startswith("<!-- incidentbook -->\n")
    assert "INC101" in first[0]
    assert [re.sub(r"[0-9.]+ s$", "", words, flags=re.MULTILINE) for words in first + second] == 2 * [
        re.sub(r"[0-9.]+ s$", "", first[0], flags=re.MULTILINE)
    ]


def test_no_finding_is_no_comment_but_mends_one(action: dict[str, Any], tmp_path: Path, tools: Path) -> None:
    root = repository_with(tmp_path / "work", labels=BAD)
    (root / "README.md").write_text("# Ours\n", encoding="utf-8")
    commit(root)
    for _ in range(2):
        done = job(action, tmp_path, tools, comment="true", number="7", changed_since="HEAD^1")
        assert done.exit_code == 0, done.log
        (tools / "known").write_text("41\n", encoding="utf-8")
    assert [words[3] for words, bodies in calls(tools) if bodies] == ["PATCH"]


@pytest.mark.parametrize(("comment", "number"), [("true", ""), ("false", "7")])
def test_no_comment_without_a_pull_request_or_the_wish(
    comment: str, number: str, action: dict[str, Any], tmp_path: Path, tools: Path
) -> None:
    repository_with(tmp_path / "work", labels=BAD)
    assert job(action, tmp_path, tools, comment=comment, number=number).exit_code == 1
    assert not (tools / "calls").exists()


def test_scripts_hold_no_expression_and_use_no_other_action(action: dict[str, Any]) -> None:
    for step in action["runs"]["steps"]:
        assert "${{" not in step["run"], step["name"]
        assert step["shell"] == "bash"
        assert "uses" not in step
    assert all("description" in entry and "default" in entry for entry in action["inputs"].values())


def test_only_the_comment_sees_the_token(action: dict[str, Any]) -> None:
    seen = [step["name"] for step in action["runs"]["steps"] if "inputs.token" in str(step.get("env"))]
    assert seen == ["Comment on the pull request"]

"""The lines to paste in docs/ci.md say what the files say."""

import re
from pathlib import Path

import pytest
import yaml


@pytest.fixture
def manual(repository: Path) -> str:
    return (repository / "docs" / "ci.md").read_text(encoding="utf-8")


def blocks(manual: str) -> list[object]:
    """The YAML of the fenced blocks of the manual."""
    return [yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", manual, re.DOTALL)]


def test_every_input_of_the_action_is_told(repository: Path, manual: str) -> None:
    action = yaml.safe_load((repository / "action.yml").read_text(encoding="utf-8"))
    told = re.findall(
        r"^\| `([a-z-]+)` \|", manual.partition("## GitHub")[2].partition("## GitLab")[0], re.MULTILINE
    )
    assert told == list(action["inputs"])


def test_the_steps_to_paste_are_those_of_the_example(repository: Path, manual: str) -> None:
    example = yaml.safe_load((repository / "ci" / "pull-request.yml").read_text(encoding="utf-8"))
    pasted = [block for block in blocks(manual) if isinstance(block, dict) and "steps" in block]
    assert pasted == [{"permissions": example["permissions"], "steps": example["jobs"]["check"]["steps"]}]


def test_the_example_gives_inputs_that_the_action_has(repository: Path) -> None:
    action = yaml.safe_load((repository / "action.yml").read_text(encoding="utf-8"))
    example = yaml.safe_load((repository / "ci" / "pull-request.yml").read_text(encoding="utf-8"))
    checkout, check = example["jobs"]["check"]["steps"]
    assert set(check["with"]) <= set(action["inputs"])
    assert re.fullmatch(r"actions/checkout@[0-9a-f]{40}", checkout["uses"])
    assert example["permissions"] == {"contents": "read", "pull-requests": "write"}
    assert "pull_request" in example[True]  # YAML 1.1 reads the key `on` as true


def test_the_hooks_to_paste_exist(repository: Path, manual: str) -> None:
    hooks = yaml.safe_load((repository / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    pasted = [block for block in blocks(manual) if isinstance(block, dict) and "repos" in block]
    assert [[hook["id"] for hook in block["repos"][0]["hooks"]] for block in pasted] == [
        [hook["id"] for hook in hooks]
    ]


def test_the_variables_to_set_are_those_of_the_job(repository: Path, manual: str) -> None:
    job = yaml.safe_load((repository / "ci" / "gitlab.yml").read_text(encoding="utf-8"))["incidentbook"]
    assert set(re.findall(r"INCIDENTBOOK_[A-Z_]+", manual)) == {
        name for name in job["variables"] if name.startswith("INCIDENTBOOK_")
    }

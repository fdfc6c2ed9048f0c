"""Runbooks as programs get them: every step in order, with all that is needed to run it."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from incidentbook.analysis.catalogue import catalogue
from incidentbook.commands import cli
from incidentbook.exports.runbook_files import file_names
from incidentbook.exports.schemas import data_schema
from incidentbook.exports.steps import open_places, steps
from incidentbook.reading.policy import default_policy
from incidentbook.reading.runbook import read_runbook
from incidentbook.records import Runbook
from tests.unit.analysis.library_of import library, runbook

POLICY = default_policy()

MARKDOWN = """# Printer queue too long

## Investigation

1. Count what waits:

   ```console
   $ queuectl length <queue>   # all depots
   412
   oldest 3 h
   $ queuectl workers $QUEUE
   ```

   Expected output:

   ```sh
   length 40
   ```

2. Ask `kubectl get pods -n {{ namespace }}` and `kubectl get nodes`.

## Mitigation steps

> Warning: this loses all labels that wait.

- If the queue still grows, delete its volume:

  ```sh
  kubectl delete pvc queue
  kubectl rollout restart deploy/printer
  ```

  Verify: the queue shrinks.
"""

YAML = """metadata:
  title: Printer queue too long
diagnosis:
  - step: Count
    command: |
      $ queuectl length <queue>
    expected: Under 50
mitigation:
  - option: Restart
    when: the worker hangs
    commands:
      - kubectl rollout restart deploy/printer
      - date
    verify: It shrinks
"""


def read(text: str, path: str = "runbooks/queue.md") -> Runbook:
    return read_runbook(path, text, POLICY)


def told(text: str, path: str = "runbooks/queue.md") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = steps(read(text, path))
    return found


def test_steps_are_numbered_and_stand_below_their_headings() -> None:
    found = told(MARKDOWN)
    assert [(one["number"], one["heading"], one["section"], one["line"]) for one in found] == [
        (1, "Investigation", "investigation", 5),
        (2, "Investigation", "investigation", 20),
        (3, "Mitigation steps", "mitigation", 24),
        (4, "Mitigation steps", "mitigation", 26),
    ]


def test_a_command_is_what_the_button_copies_and_its_answer_stands_apart() -> None:
    first, second = told(MARKDOWN)[0]["commands"]
    assert (first["text"], first["language"], first["line"]) == ("queuectl length <queue>", "console", 8)
    assert (first["output"], first["output_line"]) == ("412\noldest 3 h", 9)
    assert (second["text"], second["output"], second["output_line"]) == ("queuectl workers $QUEUE", "", None)


def test_commands_of_one_block_are_copied_together_and_those_of_sentences_alone() -> None:
    found = told(MARKDOWN)
    assert [[command["block"] for command in one["commands"]] for one in found] == [
        [1, 1],
        [2, 3],
        [],
        [4, 4],
    ]


def test_code_below_a_label_of_results_is_expected_and_no_command() -> None:
    first = told(MARKDOWN)[0]
    assert (first["expected"], first["expected_line"]) == ("length 40", 17)
    assert "length 40" not in [command["text"] for command in first["commands"]]


def test_danger_warning_condition_and_proof_stand_at_their_step() -> None:
    last = told(MARKDOWN)[3]
    assert [command["danger"] for command in last["commands"]] == [
        "deletes a volume, and possibly its data",
        "",
    ]
    assert last["warning"] == "Warning: this loses all labels that wait."
    assert (last["when"], last["verify"], last["verify_line"]) == (
        "the queue still grows",
        "the queue shrinks.",
        33,
    )


def test_open_places_have_one_name_and_all_their_spellings() -> None:
    assert open_places(read(MARKDOWN)) == [
        {"name": "queue", "label": "queue", "spellings": ["<queue>", "$QUEUE"]},
        {"name": "namespace", "label": "namespace", "spellings": ["{{ namespace }}"]},
    ]


def test_a_yaml_runbook_tells_the_same_with_its_own_lines() -> None:
    look, restart = told(YAML, "runbooks/queue.yml")
    assert (look["heading"], look["text"], look["expected"], look["expected_line"]) == (
        "Diagnosis",
        "Count",
        "Under 50",
        7,
    )
    assert look["commands"][0]["text"] == "queuectl length <queue>"
    assert (restart["when"], restart["verify"], restart["verify_line"]) == (
        "the worker hangs",
        "It shrinks",
        14,
    )
    assert [command["block"] for command in restart["commands"]] == [2, 3]


@pytest.mark.parametrize(
    "label", ["Expected output:", "**Expected output:**", "**Expected:**", "You should see:"]
)
def test_a_label_alone_gives_the_next_block_to_what_is_expected(label: str) -> None:
    head = "# X\n\n## Mitigation\n\n1. Restart with `kubectl rollout restart deploy/x`"
    text = f"{head}\n\n{label}\n\n```\nkubectl says restarted\n```\n"
    (only,) = told(text)
    assert (only["expected"], only["expected_line"], len(only["commands"])) == (
        "kubectl says restarted",
        10,
        1,
    )


def test_a_block_behind_other_words_is_a_command_still() -> None:
    head = "# X\n\n## Mitigation\n\n1. Look\n\nExpected: quiet"
    text = f"{head}\n\n```sh\ndate\n```\n\nThen this:\n\n```sh\nuptime\n```\n"
    assert [command["text"] for one in told(text) for command in one["commands"]] == ["date", "uptime"]


def test_files_have_short_names_and_hashes_only_where_names_are_shared() -> None:
    names = file_names(
        [runbook("disk-full"), runbook("CON"), runbook("a/index"), runbook("b/index"), runbook("Öl & Gas")]
    )
    assert names["runbooks/disk-full.md"] == "runbooks/disk-full.json"
    assert names["runbooks/Öl & Gas.md"] == "runbooks/ol-gas.json"
    assert names["runbooks/a/index.md"] != names["runbooks/b/index.md"]
    assert names["runbooks/CON.md"].startswith("runbooks/con-")
    assert len({name.casefold() for name in names.values()}) == len(names)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "runbooks"
    folder.mkdir()
    (folder / "queue.md").write_text(f"---\nalerts: [QueueLong, Both]\n---\n{MARKDOWN}", encoding="utf-8")
    (folder / "queue-2.yml").write_text(f"{YAML}alerts: [Both]\n", encoding="utf-8")
    return tmp_path


def export(root: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["export", "--root", str(root), *words])


@pytest.mark.parametrize("name", ["runbooks/queue.md", "queue", "queuelong", "QueueLong"])
def test_one_runbook_is_printed_by_path_name_or_alert(root: Path, name: str) -> None:
    found = json.loads(export(root, "--runbook", name).stdout)
    jsonschema.Draft202012Validator(data_schema("runbook")).validate(found)
    assert (found["version"], found["runbook"]["path"]) == (1, "runbooks/queue.md")
    assert found["runbook"]["file"] == "runbooks/queue.json"


def test_all_runbooks_are_printed(root: Path) -> None:
    found = json.loads(export(root, "--format", "runbooks").stdout)
    jsonschema.Draft202012Validator(data_schema("runbooks")).validate(found)
    assert [one["path"] for one in found["runbooks"]] == ["runbooks/queue-2.yml", "runbooks/queue.md"]


def test_what_is_not_one_runbook_is_refused_with_what_there_is(root: Path) -> None:
    both = export(root, "--runbook", "Both")
    assert both.exit_code == 2
    assert "means 2 runbooks: runbooks/queue-2.yml, runbooks/queue.md" in both.output
    nothing = export(root, "--runbook", "Nothing")
    assert nothing.exit_code == 2
    assert "“Nothing”" in nothing.output


def test_a_library_without_runbooks_has_no_file() -> None:
    assert file_names(catalogue(library()).library.runbooks) == {}

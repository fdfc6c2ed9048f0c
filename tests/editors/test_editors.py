"""The schemas in real editors: run where `yaml-language-server` (npm) and `nvim` are on the PATH.

npm install --global yaml-language-server
python -m pytest tests/editors
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from incidentbook.commands import cli

from .language_server import LanguageServer

SERVER = shutil.which("yaml-language-server")
NEOVIM = shutil.which("nvim")
pytestmark = pytest.mark.skipif(SERVER is None, reason="needs yaml-language-server on the PATH")

POLICY = """
severities: [{id: L1, title: Critical}, {id: L2}]
causes: [{id: disk-full, title: Disk full}, {id: bad-config}]
services: [{id: shop}, {id: pay}]
teams: [{id: web}]
"""
DOCUMENT = """---
title: x
severity: spicy
status: finito
causes: [disk-fall, ]
services: [shop]
date: {a: 1}
kind:
---

# Not YAML: at all

| Time | Event |
|---|---|
| 10:00 | `a`: b |

- [ ] c — @d
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("book")
    (folder / "postmortems").mkdir()
    (folder / "postmortems" / "a.md").write_text(DOCUMENT, encoding="utf-8")
    (folder / "README.md").write_text("# Not a document: nothing is found here\n", encoding="utf-8")
    (folder / "policy.yml").write_text(POLICY, encoding="utf-8")
    words = ["init", "--root", str(folder), "--editor", "vscode", "--editor", "neovim"]
    assert CliRunner().invoke(cli, words).exit_code == 0
    policy = folder / "incidentbook.yml"
    policy.write_text(policy.read_text(encoding="utf-8").partition("\n")[0] + POLICY, encoding="utf-8")
    words = ["schema", "--root", str(folder), "--write", str(folder / ".incidentbook")]
    assert CliRunner().invoke(cli, words).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[LanguageServer]:
    schema = (root / ".incidentbook" / "postmortem.schema.json").as_uri()
    yaml = {"schemas": {schema: ["postmortems/*.md"]}, "schemaStore": {"enable": False}, "completion": True}
    assert SERVER
    with LanguageServer(
        [SERVER, "--stdio"], root, {"yaml": {"validate": True, "hover": True, **yaml}}
    ) as found:
        yield found


def labels(server: LanguageServer, root: Path, text: str, line: int, character: int) -> list[str]:
    """The completions at a place of a document with this text."""
    path = root / "postmortems" / f"{line}-{character}.md"
    server.open(path, text)
    return [label for label in server.complete(path, line, character) if label != "null"]


def test_wrong_values_are_marked_at_their_place(server: LanguageServer, root: Path) -> None:
    found = server.open(root / "postmortems" / "a.md", DOCUMENT)
    marked = {
        entry["range"]["start"]["line"]: entry["message"]
        for entry in found
        if entry["range"]["start"]["line"] < 8
    }
    assert marked == {
        2: "write one of L1, L2",
        3: "write one of draft, in-review, published, not-required",
        4: 'Value is not accepted. Valid values: "disk-full", "bad-config".',
        6: "Incorrect type. Expected one of string, null.",
    }


@pytest.mark.parametrize(
    ("line", "character", "expected"),
    [
        (2, 10, ["L1", "L2"]),
        (3, 8, ["draft", "in-review", "published", "not-required"]),
        (4, 20, ["disk-full", "bad-config"]),
        (5, 15, ["pay"]),
        (7, 6, ["incident", "near-miss", "drill", "security", "postmortem"]),
    ],
)
def test_values_are_completed(
    line: int, character: int, expected: list[str], server: LanguageServer, root: Path
) -> None:
    text = (
        DOCUMENT.replace("spicy", "")
        .replace("finito", "")
        .replace("shop", "shop, ")
        .replace("kind:", "kind: ")
    )
    assert labels(server, root, text, line, character) == expected


def test_names_of_fields_are_completed(server: LanguageServer, root: Path) -> None:
    found = labels(server, root, "---\nseverity: L1\nst\n---\n\n# A\n", 2, 2)
    assert {"started_at", "status", "resolved_at", "action_items"} <= set(found)
    assert "severity" not in found


def test_a_field_is_explained(server: LanguageServer, root: Path) -> None:
    path = root / "postmortems" / "hover.md"
    server.open(path, "---\nresolved_at: 2025-01-01T10:00:00Z\n---\n")
    assert "When it was over" in server.hover(path, 1, 3)


def test_the_policy_is_checked_by_its_first_line_alone(root: Path) -> None:
    assert SERVER
    policy = root / "incidentbook.yml"
    with LanguageServer(
        [SERVER, "--stdio"], root, {"yaml": {"validate": True, "completion": True}}
    ) as server:
        text = policy.read_text(encoding="utf-8")
        assert server.open(policy, text) == []
        other = root / "other.yml"
        wrong = server.open(other, text.partition("\n")[0] + "\nfail_on: never\n")
        assert [entry["range"]["start"]["line"] for entry in wrong] == [1]
        assert {"severities", "causes", "overrides"} <= set(server.complete(other, 2, 0))


def test_a_yaml_runbook_is_completed_and_checked(root: Path) -> None:
    schema = (root / ".incidentbook" / "yaml-runbook.schema.json").as_uri()
    settings = {"schemas": {schema: ["runbooks/*.yml"]}, "validate": True, "completion": True}
    text = "metadata:\n  severity: spicy\n  owner: \n\nmitigation:\n  - option: a\n    ver\n"
    path = root / "runbooks" / "a.yml"
    assert SERVER
    with LanguageServer([SERVER, "--stdio"], root, {"yaml": settings}) as server:
        wrong = server.open(path, text.replace("    ver\n", ""))
        assert [(entry["range"]["start"]["line"], entry["message"]) for entry in wrong] == [
            (1, "write one of L1, L2")
        ]
        assert "web" in server.complete(path, 2, 9)
        other = root / "runbooks" / "b.yml"
        server.open(other, text)
        assert "verify" in server.complete(other, 6, 7)


@pytest.mark.skipif(NEOVIM is None, reason="needs nvim on the PATH")
@pytest.mark.parametrize(("name", "findings"), [("postmortems/a.md", 4), ("README.md", 0)])
def test_neovim_marks_front_matter_and_leaves_the_text_alone(name: str, findings: int, root: Path) -> None:
    asked = {
        "configuration": str(root / ".incidentbook" / "neovim.lua"),
        "document": str(root / name),
        "findings": findings or 1,
        "patience": 10_000 if findings else 3_000,
        "places": [[3, 10], [12, 0]],
    }
    script = Path(__file__).with_name("neovim_session.lua")
    assert NEOVIM
    done = subprocess.run(
        [NEOVIM, "--headless", "-u", "NONE", "-i", "NONE", "-l", str(script)],
        env={**os.environ, "INCIDENTBOOK_TRY": json.dumps(asked)},
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    seen = json.loads(done.stdout)
    assert seen["attached"]
    assert seen["filetype"] == "markdown"
    assert sorted(line for line, _ in seen["diagnostics"]) == [3, 4, 5, 7][:findings]
    if findings:
        assert seen["completions"][0][:2] == ["L1", "L2"]
        assert "A level of the policy" in seen["hovers"][0]
        assert seen["completions"][1] == []

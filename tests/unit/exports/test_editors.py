"""Files for VS Code: valid, with the policy's values, and a matcher that reads what `check` prints."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from incidentbook.commands import cli
from incidentbook.commands.editor_files import EDITORS, editor_files
from incidentbook.exports.editors import vscode_settings, vscode_snippets, vscode_tasks
from incidentbook.reading.policy import default_policy
from incidentbook.records import Cause, Service, Severity, Team

POLICY = replace(
    default_policy(),
    postmortems=("book/*.md",),
    runbooks=("runbooks/**/*.md", "runbooks/**/*.yml"),
    severities=(Severity("L1"), Severity("L,2|")),
    causes=(Cause("disk-full"),),
    services=(Service("shop"), Service("pay")),
    teams=(Team("web"),),
)
NAMES = ("incidentbook", "postmortem", "runbook", "yaml-runbook", "oncall")
SNIPPETS: dict[str, dict[str, list[str]]] = json.loads(vscode_snippets(POLICY))


def filled(name: str) -> str:
    """A snippet as it is inserted when nothing is changed: each place with its first choice."""
    text = "\n".join(SNIPPETS[name]["body"])
    for variable, value in (("YEAR", "2026"), ("MONTH", "01"), ("DATE", "31")):
        text = text.replace(f"${{CURRENT_{variable}}}", value)
    text = re.sub(r"\$\{\d+\|((?:\\.|[^,|\\])*)[^}]*?\|\}", r"\1", text)
    return re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text).replace("$0", "")


def test_severities_and_causes_are_chosen_from_the_policy() -> None:
    assert SNIPPETS["Severity"]["body"] == [r"severity: ${1|L1,L\,2\||}"]
    assert SNIPPETS["Cause"]["body"] == ["causes: [${1|disk-full|}]"]
    assert "services: [${7|shop,pay|}]" in SNIPPETS["Postmortem"]["body"]
    assert "owner: ${3|web|}" in SNIPPETS["Runbook"]["body"]


def test_without_choices_a_word_is_overwritten() -> None:
    bare = json.loads(vscode_snippets(replace(POLICY, causes=(), services=())))
    assert bare["Cause"]["body"] == ["causes: [${1:cause}]"]
    assert "services: [${7:service}]" in bare["Postmortem"]["body"]


@pytest.mark.parametrize("name", ["Postmortem", "Runbook"])
def test_the_front_matter_of_a_snippet_is_yaml(name: str) -> None:
    _, front_matter, body = filled(name).split("---\n", 2)
    fields = yaml.safe_load(front_matter)
    assert fields["services"] == ["shop"]
    assert "\n\n## Impact\n\n## " in body
    assert body.startswith("\n# ")


def test_a_filled_postmortem_is_read_as_meant(tmp_path: Path) -> None:
    (tmp_path / "postmortems").mkdir()
    policy = "severities: [{id: L1}]\ncauses: [{id: disk-full}]\nservices: [{id: shop}]\n"
    (tmp_path / "incidentbook.yml").write_text(policy, encoding="utf-8")
    text = (
        filled("Postmortem").replace("# $1", "# A title")
        + f"\n\n{filled('Action item').replace('@owner', '@ana')}\n"
    )
    (tmp_path / "postmortems" / "a.md").write_text(text, encoding="utf-8")
    exported = CliRunner().invoke(cli, ["export", "--root", str(tmp_path)])
    (postmortem,) = json.loads(exported.output)["postmortems"]
    assert postmortem["severity"] == "L1"
    assert postmortem["causes"] == ["disk-full"]
    assert postmortem["milestones"]["detected"]["at"] == "2026-01-31T14:32:00Z"
    assert "timeline" in postmortem["sections"]
    (item,) = postmortem["action_items"]
    assert (item["owners"], item["due"], item["priority"]) == (["ana"], "2026-01-31", "P1")


def test_a_waiver_is_read_as_meant(tmp_path: Path) -> None:
    (tmp_path / "postmortems").mkdir()
    body = "# A\n\n## Action items\n\n- [ ] Add a limit to the queue, due 2099-01-01\n"
    document = tmp_path / "postmortems" / "a.md"
    document.write_text(body, encoding="utf-8")
    check = ["check", "--root", str(tmp_path), "--format", "json"]
    assert "ACT101" in CliRunner().invoke(cli, check).output
    waiver = filled("Waiver").replace("2026-01-31", "2099-12-31")
    document.write_text(body.replace("- [ ]", f"{waiver}\n\n- [ ]"), encoding="utf-8")
    found = {entry["id"] for entry in json.loads(CliRunner().invoke(cli, check).output)["findings"]}
    assert not found & {"ACT101", "META101", "META102", "META103", "META105"}


def test_the_task_reads_what_check_prints(tmp_path: Path) -> None:
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "postmortems" / "a b.md").write_text("---\nseverity: spicy\n---\n# A\n", encoding="utf-8")
    for task in json.loads(vscode_tasks())["tasks"]:
        pattern = task["problemMatcher"]["pattern"]
        printed = CliRunner().invoke(cli, ["check", "--root", str(tmp_path)]).output
        found = [re.match(pattern["regexp"], line) for line in printed.splitlines()]
        shown = {
            tuple(match[pattern[part]] for part in ("file", "line", "severity", "code"))
            for match in found
            if match
        }
        assert ("postmortems/a b.md", "2", "error", "INC101 severity-unknown") in shown


def test_editors_get_their_files_and_all_get_the_schemas() -> None:
    schemas = {f".incidentbook/{name}.schema.json" for name in NAMES}
    assert set(editor_files(POLICY, ["other"])) == schemas
    assert set(editor_files(POLICY, EDITORS)) - schemas == {
        ".incidentbook/neovim.lua",
        ".vscode/settings.json",
        ".vscode/tasks.json",
        ".vscode/incidentbook.code-snippets",
    }


def test_neovim_knows_the_folders_of_markdown_documents() -> None:
    text = editor_files(POLICY, ["neovim"])[".incidentbook/neovim.lua"]
    assert '[schema("postmortem")] = { "book/*.md", }' in text
    assert '[schema("runbook")] = { "runbooks/**/*.md", }' in text


def test_yaml_runbooks_have_their_schema_where_there_may_be_any() -> None:
    schemas = json.loads(vscode_settings(POLICY))["yaml.schemas"]
    assert schemas["./.incidentbook/yaml-runbook.schema.json"] == ["runbooks/**/*.yml"]
    none = replace(POLICY, runbooks=("runbooks/*.md",))
    assert list(json.loads(vscode_settings(none))["yaml.schemas"]) == [
        "./.incidentbook/incidentbook.schema.json",
        "./.incidentbook/oncall.schema.json",
    ]

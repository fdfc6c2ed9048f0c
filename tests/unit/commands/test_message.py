"""`incidentbook message`, as somebody calls it in the middle of an incident."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from incidentbook.commands import cli

POLICY = "as_of: 2026-03-31\nservices: [{id: shop, title: Web shop, aliases: [store]}]\n"


def run(root: Path, *words: str) -> Result:
    if not (root / "incidentbook.yml").exists():
        (root / "incidentbook.yml").write_text(POLICY)
    return CliRunner().invoke(cli, ["message", "--root", str(root), *words])


def test_a_message_is_printed_and_what_is_open_is_named_apart(tmp_path: Path) -> None:
    words = ("-s", "sev 1", "-S", "store", "--at", "14:45", "--set", "cause=a bad value")
    result = run(tmp_path, "--audience", "internal", "--phase", "identified", *words)
    assert result.exit_code == 0
    assert result.stdout.startswith("SEV1 Critical · Web shop · 14:45 UTC · Identified\n[what is wrong")
    assert "Cause: a bad value\n" in result.stdout
    assert result.stdout.endswith("Next update: 15:00 UTC\n")
    assert "still open: title, impact, doing, commander" in result.stderr


def test_the_last_update_sets_the_next_one(tmp_path: Path) -> None:
    words = ("-s", "SEV2", "--at", "14:45", "--updated", "14:30", "--format", "json")
    result = json.loads(run(tmp_path, "--audience", "customer", "--phase", "investigating", *words).stdout)
    assert "by 15:00 UTC" in result["text"]
    assert result["open"] == ["title", "service", "impact"]


def test_own_templates_win(tmp_path: Path) -> None:
    (tmp_path / "incidentbook.yml").write_text(f"{POLICY}messages: ours\n")
    (tmp_path / "ours" / "channel").mkdir(parents=True)
    (tmp_path / "ours" / "channel" / "name.txt").write_text("war-{{ topic }}")
    assert (
        run(tmp_path, "--audience", "channel", "--phase", "name", "--title", "Oh no").stdout == "war-oh-no\n"
    )
    opening = run(tmp_path, "--audience", "channel", "--phase", "opening", "--title", "Oh no").stdout
    assert "Channel: #war-oh-no" in opening


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "say for whom: --audience channel, status-page, customer, internal"),
        (("--audience", "customer"), "say which phase: --phase investigating"),
        (("--audience", "customer", "--phase", "opening"), "“opening” is no phase for customer"),
        (("--audience", "channel", "--phase", "name", "-s", "spicy"), "there are: SEV1, SEV2, SEV3, SEV4"),
        (("--audience", "channel", "--phase", "name", "--set", "titel=x"), "one of title, impact"),
        (("--audience", "channel", "--phase", "name", "--set", "title"), "write FIELD=TEXT"),
        (("--audience", "channel", "--phase", "name", "--at", "noon"), "--at"),
    ],
)
def test_wrong_words_are_refused_with_those_that_fit(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    result = run(tmp_path, *words)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_wrong_template_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "incidentbook.yml").write_text("messages: ours\n")
    (tmp_path / "ours" / "channel").mkdir(parents=True)
    (tmp_path / "ours" / "channel" / "name.txt").write_text("{{ titel }}")
    result = run(tmp_path, "--audience", "channel", "--phase", "opening")
    assert result.exit_code == 2
    assert "channel/name.txt:1: unknown field “titel”; did you mean “title”?" in result.stderr


def test_the_list_names_messages_fields_and_roles(tmp_path: Path) -> None:
    listed = run(tmp_path, "--list").stdout
    for word in ("status-page", "monitoring", "handoff", "workaround", "scribe"):
        assert word in listed

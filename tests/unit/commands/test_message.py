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


def test_the_channel_keeps_the_day_of_the_declaration(tmp_path: Path) -> None:
    words = ("--audience", "channel", "--title", "Oh no", "--at", "2026-04-02T09:00")
    declared = ("--declared", "2026-03-31T23:58")
    assert run(tmp_path, *words, "--phase", "name", *declared).stdout == "inc-20260331-oh-no\n"
    opening = run(tmp_path, *words, "--phase", "opening", *declared, "-s", "SEV1").stdout
    assert "· 23:58 UTC\n" in opening
    assert "Next update: 09:15 UTC." in opening
    before = (*words[:-1], "00:05", "--declared", "23:58", "--phase", "name")
    assert run(tmp_path, *before).stdout == "inc-20260330-oh-no\n"


def test_a_level_without_a_cadence_promises_no_time(tmp_path: Path) -> None:
    words = ("-s", "SEV4", "--audience", "customer", "--phase", "investigating")
    assert "We will write again as soon as there is news." in run(tmp_path, *words).stdout


def test_messages_say_what_is_still_noticed_and_since_when_it_works(tmp_path: Path) -> None:
    words = ("--title", "Cards fail", "--impact", "Paying by card ends with an error", "-s", "SEV1")
    monitoring = run(tmp_path, "--audience", "internal", "--phase", "monitoring", *words)
    assert "Paying by card" not in monitoring.stdout
    for audience in ("status-page", "customer", "internal"):
        resolved = run(tmp_path, "--audience", audience, "--phase", "resolved", *words)
        assert "[restored at]" in resolved.stdout
        assert "until" in resolved.stderr
        when = run(tmp_path, "--audience", audience, "--phase", "resolved", *words, "--set", "until=15:30")
        assert "15:30 UTC" in when.stdout
    assert "[restored at]" in run(tmp_path, "--audience", "channel", "--phase", "closing", *words).stdout


def test_a_level_with_a_call_asks_where_it_is(tmp_path: Path) -> None:
    opening = ("--audience", "channel", "--phase", "opening", "-s")
    assert "Call: [address of the call]" in run(tmp_path, *opening, "SEV1").stdout
    assert "Call:" not in run(tmp_path, *opening, "SEV4").stdout


def test_what_the_message_does_not_use_is_said(tmp_path: Path) -> None:
    words = ("--audience", "customer", "--phase", "resolved", "--set", "fix=undone", "--at", "15:30")
    said = run(tmp_path, *words, "--title", "a", "--impact", "b", "-S", "shop").stderr
    assert "not used by this message: fix, --at" in said
    used = run(tmp_path, "--audience", "internal", "--phase", "resolved", "--set", "fix=x", "--at", "15:30")
    assert "not used" not in used.stderr


def test_the_opening_names_the_runbooks_of_the_service(tmp_path: Path) -> None:
    (tmp_path / "runbooks").mkdir()
    (tmp_path / "runbooks" / "queue.md").write_text(
        "---\ntitle: Queue is full\nservices: [store]\n---\n# x\n"
    )
    words = ("--audience", "channel", "--phase", "opening", "--runbooks", "runbooks/*.md")
    assert "Runbook: Queue is full: runbooks/queue.md" in run(tmp_path, *words, "-S", "shop").stdout


def test_services_that_only_documents_know_are_known(tmp_path: Path) -> None:
    (tmp_path / "runbooks").mkdir()
    (tmp_path / "runbooks" / "queue.md").write_text("---\ntitle: Full\nservices: [printing]\n---\n# x\n")
    words = ("--audience", "channel", "--phase", "name", "--runbooks", "runbooks/*.md")
    assert run(tmp_path, *words, "-S", "Printing").stdout == "inc-20260331-printing\n"
    assert "did you mean “printing”" in run(tmp_path, *words, "-S", "printin").stderr


def test_where_no_service_is_known_any_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "incidentbook.yml").write_text("as_of: 2026-03-31\n")
    result = run(tmp_path, "--audience", "channel", "--phase", "name", "-S", "anything")
    assert result.stdout == "inc-20260331-anything\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("--audience", "channel", "--phase", "name", "-S", "stor"),
            "“stor” is no service; did you mean “store”?",
        ),
        (("--audience", "channel", "--phase", "name", "-S", "zzzzzz"), "there are: shop"),
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

"""`incidentbook similar`, the comment on a pull request, and causes that are entered on request."""

import json
from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from incidentbook.analysis.numbering import number
from incidentbook.analysis.similarity import Comparison
from incidentbook.commands import cli
from incidentbook.commands.comparing import compare_all
from incidentbook.commands.options import Place
from incidentbook.reading.policy import default_policy
from incidentbook.reading.store import Store

GATEWAY = """---
id: PM-1
severity: SEV2
date: 2024-01-10
services: [gateway]
causes: [expired-certificate]
---

# Gateway refused all calls

## Root cause

The certificate of the gateway expired on a Sunday, and nothing watched its expiry.

## Action items

| Action | Owner | Due | Type | Status |
|---|---|---|---|---|
| Watch the end of certificates | @ana | 2024-02-01 | detect | open |
| Renew certificates by a job | @bo | 2024-02-01 | prevent | done 2024-01-20 |
"""
AGAIN = """---
id: PM-3
severity: SEV2
date: 2024-06-03
services: [gateway]
causes: [expired-certificate]
---

# Gateway closed its door again

## Summary

The label printers waited for the gateway.
"""
TAX = """---
severity: SEV3
date: 2024-05-05
---

# Tax doubled

## Root cause

A typing error in the price list doubled the tax.
"""
SIGN_IN = """---
severity: SEV2
date: 2024-08-20
status: published
---

# Sign-in page warned of danger

## Root cause

The TLS cert of the page lapsed; there was no alert for its end date.
"""
DAY = date(2024, 9, 1)
RUNBOOK = "---\ntitle: Renew a certificate\n---\n\n# Renew\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with four postmortems and a runbook, which is the current one."""
    files = {
        "incidentbook.yml": "as_of: 2024-09-01\n",
        "postmortems/gateway.md": GATEWAY,
        "postmortems/again.md": AGAIN,
        "postmortems/tax.md": TAX,
        "postmortems/sign-in.md": SIGN_IN,
        "runbooks/renew.md": RUNBOOK,
        "notes.txt": "nothing",
    }
    for name, text in files.items():
        path = tmp_path / "book" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "book")
    monkeypatch.setenv("INCIDENTBOOK_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "90")
    return tmp_path / "book"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


@pytest.mark.usefixtures("root")
def test_a_suggestion_says_when_what_why_and_what_to_paste() -> None:
    result = run("similar", "postmortems/sign-in.md")
    assert result.exit_code == 0, result.output
    text = result.output
    assert "10 Jan 2024 · Gateway refused all calls" in text
    assert "both speak of" in text
    assert "(there “certificate”)" in text
    assert "▲ open, 213 days overdue: Watch the end of certificates — ana" in text
    assert "● done, and did not hold: Renew certificates by a job" in text
    assert "in PM-3" in text
    assert "to confirm  repeat_of: [PM-1]" in text
    assert "to dismiss  not_repeat_of: [PM-1]" in text


def test_what_is_pasted_is_understood(root: Path) -> None:
    path = root / "postmortems/sign-in.md"
    line = next(part for part in run("similar", str(path)).output.splitlines() if "to dismiss" in part)
    pasted = line.split("to dismiss")[1].strip()
    assert yaml.safe_load(pasted) == {"not_repeat_of": ["PM-1"]}
    path.write_text(SIGN_IN.replace("---\n", f"---\n{pasted}\n", 1), encoding="utf-8")
    assert "Gateway refused all calls" not in run("similar", str(path)).output
    path.write_text(SIGN_IN.replace("---\n", "---\nrepeat_of: [PM-1]\n", 1), encoding="utf-8")
    confirmed = run("similar", str(path)).output
    assert "declared as repeated" in confirmed
    assert "to confirm  repeat_of: [PM-1]" not in confirmed


def test_rule_files_are_no_incidents_to_compare(root: Path) -> None:
    before = run("similar", "--all", "--format", "json").output
    rules = root / "rules/gateway.yml"
    rules.parent.mkdir()
    rules.write_text("groups: [{name: a, rules: [{alert: GatewayDown, expr: up == 0}]}]\n", encoding="utf-8")
    result = run("similar", "--all", "--format", "json", "--alert-rules", "rules/*.yml")
    assert (result.exit_code, result.output) == (0, before)


@pytest.mark.usefixtures("root")
def test_without_relatives_it_says_so() -> None:
    result = run("similar", "postmortems/tax.md")
    assert result.exit_code == 0
    assert "nothing in the past resembles it enough to be suggested" in result.output


def test_what_is_faintly_alike_comes_last_and_in_brief(root: Path) -> None:
    dry = "The paper of all printers was dry, since nobody ordered any in summer, and the warehouse was shut"
    text = SIGN_IN.replace("The TLS cert of the page lapsed", dry)
    (root / "postmortems/sign-in.md").write_text(text, encoding="utf-8")
    output = run("similar", "postmortems/sign-in.md").output
    told, _, faint = output.partition("fainter, and more often another matter than not:")
    assert "nothing in the past resembles it enough" in told
    assert "3 Jun 2024 · Gateway closed its door again — both speak of" in faint
    assert "“printers”" in faint
    assert "postmortems/again.md · likeness 0.0" in faint
    assert "repeat_of" not in output
    (row,) = json.loads(run("similar", "postmortems/sign-in.md", "--format", "json").output)
    assert {one["strength"] for one in row["similar"]} == {"faint"}


@pytest.mark.usefixtures("root")
def test_json_has_a_row_for_each_postmortem() -> None:
    rows = json.loads(run("similar", "--all", "--format", "json").output)
    assert [row["path"] for row in rows] == [
        "postmortems/sign-in.md",
        "postmortems/again.md",
        "postmortems/tax.md",
        "postmortems/gateway.md",
    ]
    first = rows[0]["similar"][0]
    assert first["path"] == "postmortems/gateway.md"
    assert 0 < first["score"] <= 1
    assert first["terms"]
    assert first["strength"] == "clear"
    assert rows[-1]["similar"] == []
    one = json.loads(run("similar", "postmortems/sign-in.md", "--top", "1", "--format", "json").output)
    assert one == [{**rows[0], "similar": rows[0]["similar"][:1]}]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("../elsewhere.md",), "outside the root"),
        (("notes.txt",), "is no postmortem"),
        (("postmortems/missing.md",), "does not exist"),
        (("runbooks/renew.md",), "is a runbook"),
        ((), "--all"),
        (("postmortems/tax.md", "--all"), "--all"),
    ],
)
@pytest.mark.usefixtures("root")
def test_wrong_usage_is_said_with_a_way_out(arguments: tuple[str, ...], words: str) -> None:
    result = run("similar", *arguments)
    assert result.exit_code == 2
    assert words in result.output


def alike(known: Comparison) -> dict[tuple[str, str], float]:
    paths = known.likeness.paths
    return {(one, other): known.likeness.between(one, other) for one in paths for other in paths}


def test_what_was_kept_gives_the_same_answers_and_follows_changes(root: Path, tmp_path: Path) -> None:
    place = Place(root, default_policy(), DAY)
    store = Store(tmp_path / "store")
    first = alike(compare_all(place, store))
    assert alike(compare_all(place, store)) == first == alike(compare_all(place, Store(None)))
    (root / "postmortems/tax.md").write_text(TAX.replace("doubled the tax", "lost the certificate"))
    changed = alike(compare_all(place, store))
    assert changed != first
    assert changed == alike(compare_all(place, Store(None)))


def test_lines_that_became_a_template_are_taken_out_of_what_was_kept(root: Path, tmp_path: Path) -> None:
    place, store = Place(root, default_policy(), DAY), Store(tmp_path / "store")
    compare_all(place, store)
    for copy in range(3):
        text = GATEWAY.replace("PM-1", f"PM-9{copy}").replace("2024-01-10", f"2024-07-0{copy + 1}")
        (root / f"postmortems/copy-{copy}.md").write_text(text, encoding="utf-8")
    after = compare_all(place, store)
    assert alike(after) == alike(compare_all(place, Store(None)))
    shared = after.likeness.shares("postmortems/gateway.md", "postmortems/copy-0.md")
    assert number("^gatewai refus") in shared  # the title's
    assert number("^gatewai expir") not in shared  # the line's that all have


@pytest.mark.usefixtures("root")
def test_the_comment_of_a_change_shows_what_was_seen_before() -> None:
    text = run("check", "postmortems/sign-in.md", "--format", "markdown").output
    assert "### Seen before?" in text
    section = text.partition("### Seen before?")[2]
    assert "**10 Jan 2024 · Gateway refused all calls** (`postmortems/gateway.md`)" in section
    assert "▲ open, 213 days overdue: Watch the end of certificates" in section
    assert "● done, and did not hold: Renew certificates by a job" in section
    assert "add `repeat_of: [PM-1]`" in section
    assert "add `not_repeat_of: [PM-1]`" in section


@pytest.mark.parametrize(
    "arguments",
    [
        ("--format", "markdown"),
        ("postmortems/tax.md", "--format", "markdown"),
        ("runbooks/renew.md", "--format", "markdown"),
        ("postmortems/sign-in.md", "--format", "text"),
        ("postmortems/sign-in.md", "--format", "json"),
    ],
)
@pytest.mark.usefixtures("root")
def test_other_reports_say_nothing_of_it(arguments: tuple[str, ...]) -> None:
    assert "Seen before?" not in run("check", *arguments).output


def test_causes_are_entered_on_request_alone(root: Path) -> None:
    path = root / "postmortems/sign-in.md"
    run("check", "--fix")
    assert "causes:" not in path.read_text(encoding="utf-8")
    shown = run("check", "--diff", "--suggest-causes", "postmortems/sign-in.md").output
    assert "+causes: [expired-certificate]" in shown
    assert "causes:" not in path.read_text(encoding="utf-8")
    run("check", "--fix", "--suggest-causes")
    assert "status: published\ncauses: [expired-certificate]\n---\n" in path.read_text(encoding="utf-8")
    assert (root / "postmortems/tax.md").read_text(encoding="utf-8") == TAX
    before = path.read_bytes()
    run("check", "--fix", "--suggest-causes")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("front", "after"),
    [
        ("", "---\ncauses: [expired-certificate]\n---\n\n# T"),
        (
            "---\ncauses: []\nseverity: SEV2\n---\n",
            "---\ncauses: [expired-certificate]\nseverity: SEV2\n---\n",
        ),
        ("---\ncauses:\n---\n", "---\ncauses: [expired-certificate]\n---\n"),
    ],
)
def test_the_field_is_filled_or_made(root: Path, front: str, after: str) -> None:
    path = root / "postmortems/2024-08-21-page.md"
    path.write_text(f"{front}# T\n\n## Root cause\n\nThe certificate expired.\n", encoding="utf-8")
    run("check", "--fix", "--suggest-causes", "--rule", "CAU101")
    assert path.read_text(encoding="utf-8").startswith(after)


@pytest.mark.usefixtures("root")
def test_suggesting_causes_needs_a_fix() -> None:
    result = run("check", "--suggest-causes")
    assert result.exit_code == 2
    assert "--fix" in result.output


@pytest.mark.usefixtures("root")
def test_the_hint_of_a_missing_cause_has_the_words() -> None:
    text = run("check", "--rule", "CAU101", "postmortems/sign-in.md").output
    assert "`causes: [expired-certificate]`" in text
    assert "“TLS … lapsed”" in text

"""Waivers, baseline, changed files and kept results, as a user of `incidentbook check` meets them."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from incidentbook.checks import RULES
from incidentbook.checks.baseline import BASELINE_NAME
from incidentbook.commands import cli
from incidentbook.commands.examination import examine_all
from incidentbook.commands.options import place
from incidentbook.reading.store import Store

BODY = """---
severity: SEV3
started_at: 2026-01-10T09:00:00Z
detected_at: 2026-01-10T09:05:00Z
resolved_at: 2026-01-10T09:40:00Z
services: [labels]
causes: [capacity]
---

# Labels late

## Summary

The queue stood still for half an hour.

## Impact

Forty parcels went out late.

## Root cause

The queue had no limit, and one large order filled it.

## Action items

- [ ] Give the queue a limit — @ana, due 2026-09-01, [OPS-1](https://tickets.example.com/OPS-1)
- [ ] Alert when the queue is half full
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, "incidentbook.yml", "as_of: 2026-02-01\ncauses: [{id: capacity}]\n")
    write(tmp_path, "postmortems/labels.md", BODY)
    return tmp_path


@pytest.fixture
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


def write(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def check(root: Path, *words: str | Path) -> Result:
    return CliRunner().invoke(cli, ["check", "--root", str(root), *map(str, words)])


def found(root: Path, rule: str, *words: str | Path) -> list[str]:
    result = check(root, "--format", "json", *words)
    assert result.exit_code in {0, 1}, result.output
    findings = json.loads(result.output)["findings"]
    return [f"{one['path']}:{one['line']}" for one in findings if one["id"] == rule]


def git(root: Path, *words: str) -> str:
    program = shutil.which("git")
    assert program
    who = ["-c", "user.name=Ana", "-c", "user.email=ana@example.com", "-c", "init.defaultBranch=main"]
    done = subprocess.run([program, *who, *words], cwd=root, check=True, capture_output=True)
    return done.stdout.decode()


def test_a_baseline_lets_the_old_pass_and_the_new_fail(root: Path) -> None:
    assert found(root, "ACT101") == ["postmortems/labels.md:27"]
    result = check(root, "--write-baseline")
    assert result.exit_code == 0
    assert "wrote incidentbook.baseline.json: " in result.output
    assert found(root, "ACT101") == []
    write(
        root, "postmortems/labels.md", BODY.replace("# Labels", "# The labels") + "- [ ] Empty it by hand\n"
    )
    assert found(root, "ACT101") == ["postmortems/labels.md:28"]


def test_a_baseline_does_not_grow(root: Path) -> None:
    check(root, "--write-baseline")
    before = (root / BASELINE_NAME).read_bytes()
    write(root, "postmortems/labels.md", BODY + "- [ ] Empty it by hand\n")
    result = check(root, "--write-baseline")
    assert result.exit_code == 2
    assert "may only shrink" in result.output
    assert "Empty it by hand" in result.output
    assert (root / BASELINE_NAME).read_bytes() == before


def test_a_baseline_says_what_was_mended_and_forgets_it_when_asked(root: Path) -> None:
    check(root, "--write-baseline")
    mended = BODY.replace("half full\n", "half full — @bo, due 2026-09-01\n")
    write(root, "postmortems/labels.md", mended)
    assert found(root, "META106") == [f"{BASELINE_NAME}:1"]
    assert found(root, "META106", root / "postmortems") == []
    result = check(root, "--prune-baseline")
    assert "took " in result.output or "deleted " in result.output
    assert found(root, "META106") == []
    write(root, "postmortems/labels.md", BODY)
    assert found(root, "ACT101") == ["postmortems/labels.md:27"]


def test_a_baseline_follows_a_renamed_file(root: Path) -> None:
    check(root, "--write-baseline")
    (root / "postmortems/labels.md").rename(root / "postmortems/2026-01-10-labels.md")
    assert found(root, "ACT101") == []
    assert check(root, "--prune-baseline").exit_code == 0
    assert "postmortems/2026-01-10-labels.md" in (root / BASELINE_NAME).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"version": 9}', "[" * 100_000, '{"version": 1, "documents": 3}']
)
def test_a_broken_baseline_is_refused_or_empty(root: Path, text: str) -> None:
    write(root, BASELINE_NAME, text)
    result = check(root)
    if "documents" in text:
        assert found(root, "ACT101") == ["postmortems/labels.md:27"]
    else:
        assert result.exit_code == 2
        assert f"{BASELINE_NAME}:1:" in result.output
        assert "restore it from Git" in result.output


def test_the_baseline_is_about_everything(root: Path) -> None:
    assert check(root, "--write-baseline", root / "postmortems").exit_code == 2
    assert check(root, "--prune-baseline").exit_code == 2


def test_a_waiver_is_silent_until_its_day(root: Path) -> None:
    item = "- [ ] Alert when the queue is half full"
    waiver = (
        "<!-- incidentbook: allow missing-owner, missing-due until 2026-03-01 because of the new team -->"
    )
    write(root, "postmortems/labels.md", BODY.replace(item, f"{item} {waiver}"))
    assert found(root, "ACT101") == []
    assert found(root, "META103") == []
    write(root, "incidentbook.yml", "as_of: 2026-03-02\ncauses: [{id: capacity}]\n")
    assert found(root, "ACT101") == ["postmortems/labels.md:27"]
    assert found(root, "META102") == ["postmortems/labels.md:27"]


def test_only_what_changed_is_reported(root: Path) -> None:
    write(root, "postmortems/other.md", BODY)
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "Begin")
    git(root, "checkout", "-qb", "labels")
    assert check(root, "--changed-since", "main").exit_code == 0
    assert "0 documents" in check(root, "--changed-since", "main").output
    write(root, "postmortems/labels.md", BODY + "\n")
    git(root, "commit", "-qam", "Change one")
    write(root, "postmortems/größe neu.md", BODY)
    expected = ["postmortems/größe neu.md:27", "postmortems/labels.md:27"]
    assert found(root, "ACT101", "--changed-since", "main") == expected
    write(root, "incidentbook.yml", "as_of: 2026-02-01\ncauses: [{id: capacity}]\nfail_on: error\n")
    assert len(found(root, "ACT101", "--changed-since", "main")) == 3


@pytest.mark.parametrize("revision", ["nowhere", "--output=/tmp/x", ""])
def test_a_wrong_revision_is_wrong_usage(root: Path, revision: str) -> None:
    git(root, "init", "-q")
    result = check(root, f"--changed-since={revision}")
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_changes_need_a_repository(root: Path) -> None:
    result = check(root, "--changed-since", "main")
    assert result.exit_code == 2
    assert "needs a Git repository" in result.output


def test_files_that_are_no_documents_are_refused_unless_left_out(root: Path) -> None:
    notes = write(root, "notes.txt", "Hello")
    assert check(root, notes).exit_code == 2
    assert check(root, notes, "--ignore-others").exit_code == 0
    assert found(root, "ACT101", notes, root / "postmortems/labels.md", "--ignore-others") != []


def test_rules_are_chosen_by_name_or_id(root: Path) -> None:
    result = check(root, "--rule", "missing-due")
    assert "ACT102" in result.output
    assert "ACT101" not in result.output
    assert check(root, "--rule", "nothing").exit_code == 2


def test_a_run_of_some_rules_counts_these(root: Path) -> None:
    assert "1 document, 1 rule," in check(root, "--rule", "missing-due").output
    assert "1 document, 2 rules," in check(root, "--rule", "missing-due", "--rule", "ACT101").output


def test_a_rule_that_is_off_is_not_said_to_have_found_nothing(root: Path) -> None:
    result = check(root, "--rule", "timeline-gap")
    assert "1 document, 0 rules," in result.stdout
    assert "TML104 timeline-gap is off, and finds nothing; `rules: {timeline-gap: warning}`" in result.stderr
    assert check(root, "--rule", "missing-due").stderr == ""
    write(root, "incidentbook.yml", "overrides: [{kinds: [incident], rules: {TML104: info}}]\n")
    result = check(root, "--rule", "timeline-gap")
    assert "1 document, 1 rule," in result.stdout
    assert result.stderr == ""


def test_a_report_is_written_into_a_file(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "new" / "report.json"
    result = check(root, "--format", "json", "--output", target)
    assert result.output == ""
    assert json.loads(target.read_text(encoding="utf-8"))["documents"] == 1


def test_overrides_are_about_folders_severities_and_kinds(root: Path) -> None:
    policy = "as_of: 2026-02-01\ncauses: [{id: capacity}]\noverrides:\n"
    write(root, "incidentbook.yml", f"{policy}- {{paths: 'postmortems/*', rules: {{missing-owner: off}}}}\n")
    assert found(root, "ACT101") == []
    write(root, "incidentbook.yml", f"{policy}- {{severities: [SEV1], rules: {{missing-owner: off}}}}\n")
    assert found(root, "ACT101") != []
    write(root, "incidentbook.yml", f"{policy}- {{kinds: incident, rules: {{ACT101: {{level: off}}}}}}\n")
    assert found(root, "ACT101") == []
    write(root, "incidentbook.yml", f"{policy}- {{rules: {{missing-ovner: off}}}}\n")
    assert "did you mean “missing-owner”?" in str(check(root).exception)


def test_what_is_kept_is_used_and_never_stale(root: Path, kept: Path) -> None:
    here, store = place(root), Store(kept)
    first = examine_all(here, store=store)
    again = examine_all(here, store=store)
    assert (again.findings, again.waivers, again.kinds) == (first.findings, first.waivers, first.kinds)
    assert (len(first.parsed), len(again.parsed)) == (1, 0)
    write(root, "postmortems/labels.md", BODY.replace("@ana", "@bo"))
    changed = examine_all(here, store=store)
    assert changed.parsed == {"postmortems/labels.md"}
    assert changed.library.postmortems[0].action_items[0].owners == ("bo",)
    (root / "postmortems/labels.md").unlink()
    assert not examine_all(here, store=store).kinds


@pytest.mark.parametrize("entry", ["check", "digests"])
@pytest.mark.parametrize("broken", [b"", b"nonsense", b"\x80\x05K\x01.", None])
def test_a_broken_store_is_as_good_as_none(root: Path, kept: Path, entry: str, broken: bytes | None) -> None:
    store = Store(kept)
    first = examine_all(place(root), store=store)
    whole = (kept / entry).read_bytes()
    (kept / entry).write_bytes(whole[:-1] + b"?" if broken is None else broken)
    again = examine_all(place(root), store=store)
    assert (again.findings, again.library) == (first.findings, first.library)


def test_a_lost_digest_is_made_again(root: Path, kept: Path) -> None:
    write(root, "postmortems/other.md", BODY.replace("Labels", "Parcels"))
    store = Store(kept)
    first = examine_all(place(root), store=store)
    (kept / "digests").unlink()
    again = examine_all(place(root), store=store)
    assert (again.parsed, again.library) == (frozenset(), first.library)
    write(root, "postmortems/labels.md", BODY.replace("@ana", "@bo"))
    changed = examine_all(place(root), store=store)
    assert len(changed.library.postmortems) == 2


def test_all_rules_are_listed(root: Path) -> None:
    lines = check(root, "--list-rules").output.splitlines()
    assert [line.split()[0] for line in lines] == sorted(RULES)


UNTIDY = (
    BODY.replace("SEV3", "sev-3").replace("severity:", "status: Complete\nseverity:").replace("\n", "\r\n")
)


def test_fixes_are_shown_and_then_written_and_nothing_else_changes(root: Path) -> None:
    path = root / "postmortems/labels.md"
    path.write_bytes(b"\xef\xbb\xbf" + UNTIDY.encode())
    path.chmod(0o640)
    before = path.read_bytes()
    shown = check(root, "--diff")
    assert shown.exit_code == 1
    assert "+severity: SEV3" in shown.output
    assert "-status: Complete" in shown.output
    assert path.read_bytes() == before
    result = check(root, "--fix")
    assert "mended 2 findings in 1 document" in result.output
    assert path.read_bytes() == before.replace(b"sev-3", b"SEV3").replace(b"Complete", b"published")
    assert path.stat().st_mode & 0o777 == 0o640
    assert check(root, "--diff").exit_code == 0
    assert check(root, "--diff").output == ""


def test_a_report_says_what_can_be_mended(root: Path) -> None:
    (root / "postmortems/labels.md").write_bytes(UNTIDY.encode())
    assert "2 can be mended with --fix" in check(root).output
    findings = json.loads(check(root, "--format", "json").output)["findings"]
    assert sorted(one["id"] for one in findings if one["fixable"]) == ["DOC116", "DOC117"]


def test_fixes_keep_to_what_was_chosen(root: Path) -> None:
    write(root, "postmortems/labels.md", UNTIDY)
    other = write(root, "postmortems/other.md", UNTIDY)
    check(root, other, "--fix", "--rule", "severity-spelling")
    assert "sev-3" in (root / "postmortems/labels.md").read_text(encoding="utf-8")
    assert "status: Complete" in other.read_text(encoding="utf-8")
    assert "severity: SEV3" in other.read_text(encoding="utf-8")


def test_a_document_that_cannot_be_measured_may_stay_so(root: Path) -> None:
    bare = BODY.replace("started_at: 2026-01-10T09:00:00Z\n", "").replace(
        "detected_at: 2026-01-10T09:05:00Z\n", ""
    )
    write(root, "postmortems/labels.md", bare)
    assert found(root, "META104") != []
    check(root, "--write-baseline")
    assert found(root, "META104") == []
    (root / BASELINE_NAME).unlink()
    waiver = "# incidentbook: allow unmeasured-document because nobody wrote it down"
    write(root, "postmortems/labels.md", bare.replace("---\n", f"---\n{waiver}\n", 1))
    assert found(root, "META104") == []

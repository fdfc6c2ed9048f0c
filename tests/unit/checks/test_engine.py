"""The engine: what is asked of whom, at which level, and what waivers and the baseline make of it."""

from collections import Counter
from datetime import date, timedelta

import pytest

from incidentbook.checks import RULES, Outcome, conclude, examine, named, run
from incidentbook.checks.baseline import Baseline, baseline_of
from incidentbook.checks.registry import renamed
from incidentbook.reading.policy import read_policy
from incidentbook.reading.postmortem import read_postmortem
from incidentbook.reading.runbook import read_runbook
from incidentbook.records import Finding, Library, Location, Postmortem, Problem

AS_OF = date(2026, 1, 15)
OPEN = "# Labels late\n\n## Action items\n\n- [ ] Empty the queue\n- [ ] Watch the queue{beside}\n"


def examined(text: str, settings: str = "", baseline: Baseline | None = None, as_of: date = AS_OF) -> Outcome:
    policy = read_policy(settings)
    return run(Library(policy, (read_postmortem("a.md", text, policy),)), as_of, baseline)


def waived(words: str, settings: str = "", as_of: date = AS_OF) -> Outcome:
    text = OPEN.format(beside=f" <!-- incidentbook: {words} -->" if words else "")
    return examined(text, settings, as_of=as_of)


def keys(found: tuple[Finding, ...], rule: str = "ACT101") -> list[str]:
    return [finding.key for finding in found if finding.id == rule]


def test_a_finding_has_its_rules_id_and_name_and_level() -> None:
    found = [finding for finding in examined(OPEN.format(beside="")).findings if finding.id == "ACT101"]
    assert {(one.name, one.level) for one in found} == {("missing-owner", "warning")}
    assert [one.at.line for one in found] == [5, 6]


def test_findings_are_in_the_order_of_their_places() -> None:
    found = examined(OPEN.format(beside="")).findings
    assert len({finding.id for finding in found}) > 2
    assert list(found) == sorted(found, key=lambda finding: (finding.at, finding.id, finding.message))


def test_a_rule_that_is_off_is_not_asked() -> None:
    assert keys(examined(OPEN.format(beside=""), "rules: {missing-owner: off}\n").findings) == []


def test_a_runbook_is_asked_what_applies_to_runbooks() -> None:
    policy = read_policy("")
    runbook = read_runbook("a.md", OPEN.format(beside=""), policy)
    found = run(Library(policy, runbooks=(runbook,)), AS_OF).findings
    assert found
    assert all("runbook" in RULES[finding.id].applies for finding in found)


@pytest.mark.parametrize(
    "rule", ["ACT101", "act101", "missing-owner", "Missing-Owner", "ACT102, missing-owner"]
)
def test_a_waiver_silences_its_rule_where_it_stands(rule: str) -> None:
    found = waived(f"allow {rule} because a team is formed")
    assert keys(found.findings) == ["Empty the queue"]
    silenced = [(one, by.reason) for one, by in found.waived if one.id == "ACT101"]
    assert [(one.key, reason) for one, reason in silenced] == [("Watch the queue", "a team is formed")]
    assert keys(found.findings, "META103") == []


@pytest.mark.parametrize(
    "words", ["allow missing-owner", "allow missing-ownr because a team is formed", "allow SEC101 because so"]
)
def test_a_waiver_without_reason_or_of_another_rule_silences_nothing(words: str) -> None:
    assert keys(waived(words).findings) == ["Empty the queue", "Watch the queue"]


def test_a_waiver_holds_on_its_last_day_and_no_longer() -> None:
    words = f"allow missing-owner until {AS_OF.isoformat()} because a team is formed"
    assert keys(waived(words).findings) == ["Empty the queue"]
    after = waived(words, as_of=AS_OF + timedelta(days=1)).findings
    assert keys(after) == ["Empty the queue", "Watch the queue"]
    assert keys(after, "META102") == ["missing-owner"]
    assert keys(after, "META103") == []  # once is enough


def test_a_waiver_that_silences_nothing_is_reported() -> None:
    found = waived("allow overdue because so")
    assert keys(found.findings, "META103") == ["overdue"]


@pytest.mark.parametrize("rule", ["META102", "META103", "META105", "unused-waiver"])
def test_rules_about_waivers_cannot_be_waived(rule: str) -> None:
    text = OPEN.format(beside="")
    above = f"<!-- incidentbook: allow {rule} because so -->\n"
    ended = "<!-- incidentbook: allow overdue until 2025-01-01 because so -->\n"
    unfounded = "<!-- incidentbook: allow ACT101 -->\n"
    found = examined(f"{above}\n{ended}{unfounded}\n{text}")
    assert {"META102", "META103", "META105"} <= {finding.id for finding in found.findings}
    assert found.waived == ()


def test_a_waiver_is_about_its_own_document() -> None:
    policy = read_policy("")
    above = "<!-- incidentbook: allow missing-owner because so -->\n\n"
    text = OPEN.format(beside="")
    documents = (read_postmortem("a.md", above + text, policy), read_postmortem("b.md", text, policy))
    found = run(Library(policy, documents), AS_OF)
    assert {one.at.path for one in found.findings if one.id == "ACT101"} == {"b.md"}
    assert {one.at.path for one, _ in found.waived if one.id == "ACT101"} == {"a.md"}


def test_a_finding_that_needs_other_documents_can_be_waived() -> None:
    policy = read_policy("")
    text = "---\nid: same{beside}\n---\n\n# Labels late\n"
    waiver = " # incidentbook: allow duplicate-id because both are imported"
    documents = [
        read_postmortem(path, text.format(beside=beside), policy)
        for path, beside in (("a.md", ""), ("b.md", waiver))
    ]
    found = run(Library(policy, tuple(documents)), AS_OF)
    assert [one.at.path for one in found.findings if one.id == "DOC109"] == ["a.md"]
    assert [one.at.path for one, _ in found.waived if one.id == "DOC109"] == ["b.md"]


def test_what_is_waived_needs_no_place_in_the_baseline() -> None:
    baseline = baseline_of(examined(OPEN.format(beside="")).findings)
    text = OPEN.format(beside=" <!-- incidentbook: allow missing-owner because so -->")
    found = examined(text, baseline=baseline)
    assert ("a.md", "ACT101", "Watch the queue") in found.gone
    assert keys(found.covered) == ["Empty the queue"]


def test_a_baseline_covers_what_it_lists_and_what_is_gone_is_reported() -> None:
    baseline = baseline_of(examined(OPEN.format(beside="")).findings)
    assert examined(OPEN.format(beside=""), baseline=baseline).findings == ()
    found = examined(OPEN.format(beside="").replace("- [ ] Empty the queue\n", ""), baseline=baseline)
    assert [finding.id for finding in found.findings] == ["META106"]
    assert {rule for _, rule, _ in found.gone} >= {"ACT101"}


SOME = "overrides: [{paths: ['a.md'], rules: {unused-waiver: off}}]\n"


@pytest.mark.parametrize(
    ("settings", "fires"), [("", True), (SOME, False), (SOME.replace("a.md", "b.md"), True)]
)
def test_an_override_is_about_the_waivers_of_its_documents_too(settings: str, fires: bool) -> None:
    assert bool(keys(waived("allow overdue because so", settings).findings, "META103")) == fires


def test_a_problem_of_no_document_is_reported_once_at_its_rules_level() -> None:
    problem = Problem(Location("lost.md"), "unreadable-file", "cannot be read", "mend its permissions")
    for settings, levels in (("", [RULES["DOC114"].level]), ("rules: {unreadable-file: off}\n", [])):
        found = run(Library(read_policy(settings), problems=(problem,)), AS_OF).findings
        assert [one.level for one in found if one.name == "unreadable-file"] == levels


def test_one_document_alone_and_all_together_give_what_one_run_gives() -> None:
    policy = read_policy("")
    documents = [read_postmortem(f"{name}.md", OPEN.format(beside=""), policy) for name in "ab"]
    parts = [examine(document, policy, AS_OF) for document in documents]
    digests = tuple(part.digest for part in parts)
    assert all(isinstance(digest, Postmortem) and not digest.prose for digest in digests)
    assert all(not digest.problems for digest in digests)
    library = Library(policy, tuple(one for one in digests if isinstance(one, Postmortem)))
    assert conclude(parts, library, AS_OF) == run(Library(policy, tuple(documents)), AS_OF)


def test_an_id_or_a_name_means_one_rule() -> None:
    words = Counter(word.lower() for rule in RULES.values() for word in (rule.id, rule.name))
    assert [word for word, number in words.items() if number > 1] == []
    assert all(named(word.upper()) is rule for rule in RULES.values() for word in (rule.id, rule.name))


def test_a_former_name_means_another_rule_now() -> None:
    for rule in RULES.values():
        if rule.formerly:
            assert named(rule.formerly) not in (None, rule)
            assert rule in renamed(rule.formerly)

"""Levels and settings: the rule's own, the policy's, and those of the last override that fits."""

from pathlib import Path

import pytest

from incidentbook.checks import RULES, level_of, policy_faults, reaches
from incidentbook.checks.levels import setting_of
from incidentbook.reading.policy import load_policy
from incidentbook.records import Policy, Postmortem, Runbook
from incidentbook.records.finding import LEVELS

OWNER = RULES["ACT101"]
THIN = RULES["SEC106"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def policy(folder: Path, text: str) -> Policy:
    (folder / "incidentbook.yml").write_text(text, encoding="utf-8")
    return load_policy(folder)


def document(path: str = "postmortems/a.md", severity: str = "SEV1", kind: str = "incident") -> Postmortem:
    return Postmortem(path, "a", "A", kind=kind, severity=severity)


def test_without_a_word_the_rules_own_level_counts(folder: Path) -> None:
    assert level_of(OWNER, policy(folder, "title: Book\n"), document()) == "warning"


@pytest.mark.parametrize("name", ["ACT101", "missing-owner"])
def test_the_policy_sets_a_level_by_id_or_name(folder: Path, name: str) -> None:
    assert level_of(OWNER, policy(folder, f"rules: {{{name}: error}}\n"), document()) == "error"


def test_a_name_that_now_means_another_rule_is_told_by_its_new_one(folder: Path) -> None:
    text = "overrides: [{kinds: [runbook], rules: {missing-owner: off}}]\n"
    (fault,) = policy_faults(policy(folder, text))
    assert fault.hint == "write `missing-runbook-owner`"


OVERRIDES = """
rules: {ACT101: info}
overrides:
  - {paths: ["postmortems/old/**"], rules: {ACT101: off}}
  - {severities: [SEV1], rules: {ACT101: error}}
  - {kinds: [drill], severities: [SEV1], rules: {missing-owner: warning}}
  - {kinds: [runbook], rules: {RUN101: off}}
"""


@pytest.mark.parametrize(
    ("which", "level"),
    [
        (document(severity="SEV3"), "info"),
        (document("postmortems/old/a.md", severity="SEV3"), "off"),
        (document(severity="SEV1"), "error"),
        (document("postmortems/old/a.md", severity="SEV1"), "error"),
        (document(severity="SEV1", kind="drill"), "warning"),
        (document(severity="SEV2", kind="drill"), "info"),
    ],
)
def test_the_last_override_that_fits_counts(folder: Path, which: Postmortem, level: str) -> None:
    assert level_of(OWNER, policy(folder, OVERRIDES), which) == level


def test_an_override_may_be_about_runbooks(folder: Path) -> None:
    chosen = policy(folder, OVERRIDES)
    assert level_of(RULES["RUN101"], chosen, Runbook("runbooks/a.md", "A")) == "off"
    assert level_of(RULES["RUN101"], chosen, document()) == RULES["RUN101"].level


def test_without_a_document_no_override_counts(folder: Path) -> None:
    assert level_of(OWNER, policy(folder, "overrides: [{rules: {ACT101: error}}]\n")) == "warning"


def test_a_setting_is_taken_from_where_it_is_stated(folder: Path) -> None:
    special = "{severities: [SEV1], rules: {thin-section: {words: 30}}}"
    chosen = policy(folder, f"rules: {{SEC106: {{words: 12}}}}\noverrides: [{special}]\n")
    assert setting_of(THIN, "words", chosen, document()) == 30
    assert setting_of(THIN, "words", chosen, document(severity="SEV3")) == 12
    assert setting_of(THIN, "words", policy(folder, "rules: {SEC106: error}\n"), document()) == 6


def test_a_setting_leaves_the_level_as_it_was(folder: Path) -> None:
    chosen = policy(folder, "rules: {SEC106: error}\noverrides: [{rules: {SEC106: {words: 30}}}]\n")
    assert level_of(THIN, chosen, document()) == "error"


def test_a_setting_that_a_rule_does_not_declare_is_our_own_fault(folder: Path) -> None:
    with pytest.raises(KeyError):
        setting_of(OWNER, "words", policy(folder, "title: Book\n"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rules: {missing-ownr: error}", "unknown rule “missing-ownr”"),
        ("rules: {SEC106: {word: 12}}", "has no setting “word”"),
        ("rules: {SEC106: {words: many}}", "should be a number of zero or more, not “many”"),
        ("rules: {SEC106: {words: -3}}", "should be a number of zero or more, not “-3”"),
        ("rules: {SEC106: {words: nan}}", "should be a number of zero or more, not “nan”"),
        ("rules: {SEC106: {words: [3, 4]}}", "should be a number of zero or more, not “3, 4”"),
        ("rules: {missing-owner: error, ACT101: off}", "“ACT101” and “missing-owner” are the same rule"),
        ("rules: {act101: off}", "unknown rule “act101”"),
        ("rules: {CAU104: {severities: [SEV9]}}", "“severities” of “CAU104” names “SEV9”"),
        ("rules: {INC106: {milestones: [startd]}}", "“milestones” of “INC106” names “startd”"),
        (
            "overrides: [{kinds: [runbook], rules: {missing-owner: off}}]",
            "looks at postmortems, and this override is about others",
        ),
        (
            "overrides: [{kinds: [incident], rules: {no-rule-file: off}}]",
            "looks at rule files, and this override is about others",
        ),
        (
            "overrides: [{kinds: [alert-rules], rules: {dead-link: off}}]",
            "looks at postmortems and runbooks, and this override is about others",
        ),
        ("overrides: [{rules: {ACT999: off}}]", "unknown rule “ACT999”"),
    ],
)
def test_what_the_policy_says_wrongly_of_rules_is_told_with_its_place(
    folder: Path, text: str, said: str
) -> None:
    (fault,) = policy_faults(policy(folder, f"title: Book\n{text}\n"))
    assert said in fault.message
    assert fault.hint
    assert fault.at.line == 2


def test_a_policy_without_faults_has_none(folder: Path) -> None:
    assert policy_faults(policy(folder, OVERRIDES + "fail_on: warning\n")) == ()
    own = "overrides: [{kinds: [alert-rules], rules: {no-rule-file: off, not-utf8: error}}]\n"
    assert policy_faults(policy(folder, own)) == ()


@pytest.mark.parametrize("limit", ["error", "warning", "info"])
def test_a_level_reaches_itself_and_what_is_milder(limit: str) -> None:
    assert [level for level in LEVELS if reaches(level, limit)] == list(LEVELS[: LEVELS.index(limit) + 1])

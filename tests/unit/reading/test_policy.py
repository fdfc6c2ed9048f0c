"""The policy file: every key has a default, every fault its line and a remedy."""

from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.reading.policy import (
    PolicyError,
    default_policy,
    has_built_in_causes,
    load_policy,
    read_policy,
)
from incidentbook.reading.policy_shape import policy_schema
from incidentbook.reading.severities import read_severity

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "title:\n"])
def test_an_empty_policy_is_the_default_one(text: str) -> None:
    assert read_policy(text, "") == default_policy()


def test_an_absent_policy_is_the_default_one(tmp_path: Path) -> None:
    assert load_policy(tmp_path) == default_policy()


def test_the_default_targets_follow_the_guides() -> None:
    policy = default_policy()
    first = policy.severity("SEV1")
    assert first is not None
    assert (first.response_minutes, first.mitigate_minutes, first.postmortem) == (5, 60, "full")
    assert policy.targets.detect_minutes == 5
    assert policy.targets.acknowledge_minutes == 15
    assert policy.targets.repeat_percent == 10
    assert "went-well" in policy.required_sections["SEV2"]
    assert policy.required_sections["near-miss"] == ("summary", "contributing-factors", "action-items")
    groups = {cause.id for cause in policy.causes if not cause.parent}
    assert {cause.parent for cause in policy.causes if cause.parent} == groups


@pytest.mark.parametrize(
    ("text", "line", "said", "hint"),
    [
        ("severites: []", 1, "unknown key “severites”", "severities"),
        ("title: x\ntime_zone: Mars/Base", 2, "unknown time zone “Mars/Base”", "Europe/Berlin"),
        ("rules: {missing-due: of}", 1, "expected one of error, warning, info, off", "off"),
        ("severities:\n  - title: x", 2, "a severity needs “id”", ""),
        ("sections: {required: {SEV1: [tmeline]}}", 1, "the name of a section", "timeline"),
        ("as_of: yesterday", 1, "expected a date", "2026-03-31"),
        ("services: [{id: a, links: {x: 'javascript:1'}}]", 1, "no web address", "https://"),
        ("postmortems: ../x", 1, "leads out of the root", "relative"),
        ("title: a\ntitle: b", 2, "stands twice", "keep one"),
        ("title: [a]", 1, "expected a text, found a list", ""),
        ("runbook_review_days: often", 1, "expected a number", "digits"),
        ("a: [", 2, "not valid YAML", ""),
        ("- a", 1, "expected the policy as a map", ""),
        ("causes: [{id: a, parent: b}]", 1, "the parent of a cause is “b”, which does not exist", ""),
        (
            "teams: [{id: t}]\nservices: [{id: s, team: u}]",
            2,
            "the team of a service is “u”, which does not exist",
            "known are: t",
        ),
        ("services:\n  - id: s\n  - id: s", 3, "the id “s” stands twice", ""),
        ("causes:\n  - id: a\n  - id: b\n    parent: aa", 4, "which does not exist", "known are: a, b"),
        ("more_causes:\n  - id: faulty-deployment", 2, "is in the list already", "take it out"),
        ("causes: [{id: a}]\nmore_causes: [{id: a}]", 2, "is in the list already", "take it out"),
        ("more_causes:\n  - {id: x, parent: chnge}", 2, "“chnge”, which does not exist", "“change”"),
        (
            "rules:\n  missing-due: off\n  missing-due: error",
            3,
            "stands twice; the first is in line 2",
            "keep one",
        ),
        ("rules:\n  SEC106:\n    words: 3\n    words: 4", 4, "“words” stands twice", "keep one"),
        ("overrides:\n  - severities: [SVE1]\n    rules: {missing-due: off}", 2, "“SVE1”", "“SEV1”"),
        (
            "sections:\n  required:\n    SEV5: [summary]",
            3,
            "“SEV5”, which is no severity and no kind",
            "SEV1",
        ),
        ("sections:\n  required:\n    near-mis: [summary]", 3, "“near-mis”", "“near-miss”"),
        ("sections:\n  required:\n    SEV1: []\n    SEV1: []", 4, "“SEV1” stands twice", "keep one"),
        ("sections:\n  aliases:\n    timelin: [log]", 3, "the name of a section", "“timeline”"),
        (
            "action_targets:\n  - days: 3\n    severities: [SEV9]",
            3,
            "“SEV9”, which does not exist",
            "known are",
        ),
        (
            "services:\n  - {id: shop, links: [{title: Board, url: https://x.example}]}",
            2,
            "expected a map, found a list",
            "write it as `links: {Dashboard: https://grafana.example.com/shop}`",
        ),
        ("action_targets:\n  - days:", 2, "“days” of an action target is empty", "days from"),
        ("runbook_review_days: -1", 1, "expected a number of zero or more, found “-1”", "digits"),
        ("overrides:\n  - paths: [a/**]", 2, "an override needs “rules”", ""),
    ],
)
def test_a_fault_has_its_line_what_was_expected_and_a_remedy(
    text: str, line: int, said: str, hint: str
) -> None:
    with pytest.raises(PolicyError) as caught:
        read_policy(text, "incidentbook.yml")
    problem = caught.value.problems[0]
    assert (problem.at.path, problem.at.line) == ("incidentbook.yml", line)
    assert said in problem.message
    assert hint in problem.hint
    assert str(caught.value).startswith(f"incidentbook.yml:{line}:")


def test_a_wrong_value_is_not_a_missing_one_too() -> None:
    with pytest.raises(PolicyError) as caught:
        read_policy("action_targets:\n  - days: x\n", "incidentbook.yml")
    assert [problem.message for problem in caught.value.problems] == [
        "expected a number of zero or more, found “x”"
    ]


def test_causes_can_be_added_to_the_built_in_ones_and_to_ones_own() -> None:
    usual = default_policy().causes
    added = read_policy("more_causes: [{id: tide, parent: capacity}, {id: moon}]", "")
    assert added.causes[: len(usual)] == usual
    assert [(cause.id, cause.title, cause.parent) for cause in added.causes[len(usual) :]] == [
        ("tide", "Tide", "capacity"),
        ("moon", "Moon", ""),
    ]
    own = read_policy("causes: [{id: sea}]\nmore_causes: [{id: tide, parent: sea}]", "")
    assert [cause.id for cause in own.causes] == ["sea", "tide"]
    assert has_built_in_causes(added)
    assert not has_built_in_causes(own)


def test_references_are_to_the_policys_own_severities_where_it_has_any() -> None:
    own = "severities: [{id: Grave}]\nsections: {required: {Grave: [summary]}}\n"
    assert read_policy(own, "").required_sections["Grave"] == ("summary",)
    with pytest.raises(PolicyError, match="“SEV1”, which is no severity"):
        read_policy("severities: [{id: Grave}]\nsections: {required: {SEV1: [summary]}}\n", "")


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(PolicyError) as caught:
        read_policy("titel: x\nfail_on: never\n", "incidentbook.yml")
    assert [problem.at.line for problem in caught.value.problems] == [1, 2]


def test_a_missing_file_that_was_named_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="cannot be read"):
        load_policy(tmp_path, tmp_path / "other.yml")


def test_yaml_aliases_cannot_blow_up() -> None:
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    with pytest.raises(PolicyError, match="aliases"):
        read_policy("\n".join(levels), "incidentbook.yml")


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader_of_the_policy(text: str) -> None:
    try:
        read_policy(text, "incidentbook.yml")
    except PolicyError as error:
        assert error.problems  # noqa: PT017 - either outcome is right, another exception is not


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SEV-1", "SEV1"),
        ("sev 2", "SEV2"),
        ("sev_3", "SEV3"),
        ("S1", "SEV1"),
        ("P2", "SEV2"),
        ("1", "SEV1"),
        ("critical", "SEV1"),
        ("Sev 1 (critical)", "SEV1"),
        ("Severity 2", "SEV2"),
        ("spicy", ""),
        ("", ""),
        ("SEV9", ""),
    ],
)
def test_a_severity_is_known_by_its_many_spellings(text: str, expected: str) -> None:
    assert read_severity(text, default_policy()) == expected


def test_the_policys_own_aliases_win() -> None:
    policy = read_policy("severities: [{id: Grave, aliases: [red]}, {id: Light, aliases: [P1]}]", "")
    assert read_severity("red", policy) == "Grave"
    assert read_severity("P1", policy) == "Light"


def test_the_schema_accepts_the_example_and_refuses_what_the_reader_refuses() -> None:
    schema = policy_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    text = (ROOT / "incidentbook.yml").read_text(encoding="utf-8")
    example = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader makes texts alone
    faults = [error for error in validator.iter_errors(example) if error.validator not in {"type", "enum"}]
    assert not faults
    assert not validator.is_valid({"severites": []})
    assert not validator.is_valid({"severities": [{"title": "x"}]})
    assert not validator.is_valid({"fail_on": "never"})


def test_it_is_known_whether_anybody_chose_the_zone() -> None:
    assert read_policy("time_zone: UTC", "").time_zone_stated
    assert not read_policy("title: Quiet", "").time_zone_stated

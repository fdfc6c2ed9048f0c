"""Front matter's schemas with a policy: its values are completed, and nothing is marked that is read."""

from dataclasses import replace

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.reading.choices import STATUSES, meaning
from incidentbook.reading.field_values import spelling_pattern
from incidentbook.reading.fields import schema
from incidentbook.reading.policy import default_policy
from incidentbook.reading.severities import read_severity
from incidentbook.records import Cause, Policy, Service, Severity, Team

POLICY = replace(
    default_policy(),
    severities=(
        Severity("SEV1", "Critical", definition="Nobody can buy."),
        Severity("SEV2", "Major", aliases=("high (customers)",)),
    ),
    causes=(Cause("bad-config", "Wrong value"), Cause("disk-full")),
    services=(Service("checkout"),),
    teams=(Team("platform", "Platform"),),
)


def faults(kind: str, front_matter: object, policy: Policy | None = POLICY) -> list[str]:
    validator = jsonschema.Draft202012Validator(schema(kind, policy))
    return [error.json_path for error in validator.iter_errors(front_matter)]


@pytest.mark.parametrize("kind", ["postmortem", "runbook"])
def test_the_schema_with_a_policy_is_valid(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(kind, POLICY))
    assert faults(kind, {"title": "a", "severity": None, "services": None, "status": ""}) in (
        [],
        ["$.status"],
    )


def test_the_policys_values_are_completed_with_what_they_mean() -> None:
    made = str(schema("postmortem", POLICY))
    assert "'enum': ['SEV1', 'SEV2'], 'enumDescriptions': ['Critical: Nobody can buy.', 'Major']" in made
    assert "'enum': ['bad-config', 'disk-full'], 'enumDescriptions': ['Wrong value', '']" in made
    assert "'examples': ['checkout']" in made
    assert "'examples': ['platform']" in made
    assert "'enum': ['platform'], 'enumDescriptions': ['Platform']" in str(schema("runbook", POLICY))


@pytest.mark.parametrize(
    "word", ["SEV1", "sev-1", "S1", "P2", "2", "SEV 01", "critical", "High", "SEV2 (was SEV1)"]
)
def test_a_severity_that_is_read_is_not_marked(word: str) -> None:
    assert read_severity(word, POLICY)
    assert faults("postmortem", {"severity": word}) == []


@pytest.mark.parametrize("word", ["spicy", "SEV7", "SEV11", "criticality"])
def test_a_severity_that_is_not_read_is_marked_with_what_to_write(word: str) -> None:
    assert not read_severity(word, POLICY)
    assert faults("postmortem", {"severity": word}) == ["$.severity"]
    assert "'patternErrorMessage': 'write one of SEV1, SEV2'" in str(schema("postmortem", POLICY))
    assert faults("postmortem", {"severity": word}, policy=None) == []


def test_an_unknown_cause_is_marked_and_an_unknown_service_is_not() -> None:
    assert faults("postmortem", {"causes": ["bad-config", "bad-confg"]}) == ["$.causes[1]"]
    assert faults("postmortem", {"services": ["checkout", "a new one"], "causes": "bad-config"}) == []


def test_a_policy_without_causes_marks_none() -> None:
    bare = replace(POLICY, causes=(), services=(), teams=())
    assert faults("postmortem", {"causes": ["anything"], "services": ["a"]}, bare) == []
    assert faults("runbook", {"owner": "anybody"}, bare) == []


@given(
    st.sampled_from(sorted(STATUSES)), st.sampled_from(["", " (since Monday)", ", more", "."]), st.booleans()
)
def test_every_status_that_is_read_is_accepted(word: str, tail: str, shout: bool) -> None:
    text = (word.upper() if shout else word.replace(" ", "-")) + tail
    assert meaning(text, STATUSES)
    assert faults("postmortem", {"status": text}) == []


@pytest.mark.parametrize("text", ["finito", "drafty", "publishedish"])
def test_a_status_that_is_not_read_is_marked(text: str) -> None:
    assert not meaning(text, STATUSES)
    assert faults("postmortem", {"status": text}) == ["$.status"]


def test_a_pattern_takes_words_letter_by_letter() -> None:
    assert spelling_pattern(["a b (c)", "ä1."]) == r"^[\W_]*(?:$|(?:[aA][\W_]*[bB]|[äÄ][\W_]*1)(?![^\W_]))"

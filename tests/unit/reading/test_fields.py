import jsonschema
import pytest

from incidentbook.reading.fields import FIELDS, lookup, lookup_label, nearest_name, role, schema
from incidentbook.reading.names import compact


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("started_at", "started_at"),
        ("Start-Time", "started_at"),
        ("starttime", "started_at"),
        ("closed_at", "resolved_at"),
        ("SEV", "severity"),
        ("incident_id", "id"),
        ("uuid", "id"),
        ("problem_type", "causes"),
        ("visibility", "audience"),
        ("follow_ups", "action_items"),
        ("duplicate_id", "repeat_of"),
        ("service", "services"),
    ],
)
def test_a_field_is_known_by_its_aliases(key: str, name: str) -> None:
    spec = lookup("postmortem", key)
    assert spec is not None
    assert spec.name == name


def test_the_same_key_may_mean_another_field_in_a_runbook() -> None:
    ours, theirs = lookup("postmortem", "team"), lookup("runbook", "team")
    assert ours is not None
    assert theirs is not None
    assert (ours.name, theirs.name) == ("teams", "owner")


@pytest.mark.parametrize("kind", ["postmortem", "runbook"])
def test_no_spelling_means_two_fields(kind: str) -> None:
    seen: dict[str, str] = {}
    for spec in FIELDS:
        for name in {compact(word) for word in (spec.name, *spec.aliases)} if kind in spec.kinds else ():
            assert seen.setdefault(name, spec.name) == spec.name


def test_a_label_may_say_more_than_a_key() -> None:
    assert lookup("postmortem", "when") is None
    spec = lookup_label("postmortem", "When")
    assert spec is not None
    assert spec.name == "date"


def test_roles_are_known_by_their_short_names() -> None:
    assert role("IC") == "commander"
    assert role("Incident Commander") == "commander"
    assert role("janitor") == ""


def test_the_nearest_field_is_found() -> None:
    assert nearest_name("postmortem", "severty") == "severity"
    assert nearest_name("postmortem", "zzz") == ""


@pytest.mark.parametrize("kind", ["postmortem", "runbook"])
def test_the_schema_is_valid_and_tells_every_field(kind: str) -> None:
    made = schema(kind)
    jsonschema.Draft202012Validator.check_schema(made)
    properties = made["properties"]
    assert isinstance(properties, dict)
    assert set(properties) == {spec.name for spec in FIELDS if kind in spec.kinds}
    assert all(entry["description"] for entry in properties.values())


def test_the_schema_accepts_what_is_read_and_refuses_wrong_types() -> None:
    validator = jsonschema.Draft202012Validator(schema("postmortem"))
    good = {
        "title": "a",
        "sev": 1,
        "start_time": "2025-03-15 14:25 CET",
        "services": "checkout",
        "roles": {"ic": "ana"},
        "impact": {"users": 12, "revenue": "~$12,000"},
        "action_items": [{"action": "b", "owner": ["ana"]}],
        "own_key": 1,
    }
    assert list(validator.iter_errors(good)) == []
    assert [error.json_path for error in validator.iter_errors({"date": [1], "sev": {"a": 1}})] == [
        "$.date",
        "$.sev",
    ]

"""The schema of YAML runbooks marks what is wrong, and nothing in the skeleton."""

from dataclasses import replace

import jsonschema
import pytest
import yaml

from incidentbook.reading.policy import default_policy
from incidentbook.reading.runbook_yaml_schema import yaml_runbook_schema
from incidentbook.records import Severity, Team
from incidentbook.rendering.skeletons import skeleton
from incidentbook.resources import template_folder

POLICY = replace(default_policy(), severities=(Severity("SEV1"), Severity("SEV2")), teams=(Team("web"),))


def faults(document: object) -> list[str]:
    made = yaml_runbook_schema(POLICY)
    jsonschema.Draft202012Validator.check_schema(made)
    return [error.json_path for error in jsonschema.Draft202012Validator(made).iter_errors(document)]


def test_the_skeleton_has_no_fault() -> None:
    values = {"title": "a", "service": "shop", "severity": "SEV1/SEV2", "owner": "web", "alerts": ["A"]}
    text = skeleton(
        "runbook.yml", {**values, "today": '"2026-01-31"', "author": ""}, [template_folder("documents")]
    )
    assert faults(yaml.safe_load(text)) == []


def test_steps_may_be_text_or_maps_and_metadata_may_use_any_spelling() -> None:
    steps = ["Look at the queue", {"step": "a", "command": ["b", "c"], "expected": 3, "own": {}}]
    assert faults({"metadata": {"team": "web", "alert_names": "A"}, "diagnosis": steps, "owner": "web"}) == []


@pytest.mark.parametrize(
    ("document", "place"),
    [
        ({"metadata": ["a"]}, "$.metadata"),
        ({"metadata": {"severity": "spicy"}}, "$.metadata.severity"),
        ({"metadata": {"sev": "spicy"}}, "$.metadata.sev"),
        ({"mitigation": {"option": "a"}}, "$.mitigation"),
        ({"diagnosis": [{"command": {"a": 1}}]}, "$.diagnosis[0].command"),
    ],
)
def test_wrong_shapes_and_severities_are_marked(document: object, place: str) -> None:
    assert faults(document) == [place]

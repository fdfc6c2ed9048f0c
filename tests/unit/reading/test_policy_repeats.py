"""The policy's definition of a repeat: what it may say, and where a fault is."""

import jsonschema
import pytest

from incidentbook.reading.policy import PolicyError, default_policy, read_policy
from incidentbook.reading.policy_shape import policy_schema
from incidentbook.records import Repeats


def test_what_is_not_said_follows_the_defaults() -> None:
    assert read_policy("repeats: {window_days: 30}").repeats == Repeats(window_days=30)
    assert read_policy("repeats:").repeats == default_policy().repeats == Repeats()


def test_all_of_it_can_be_said_and_one_word_is_a_list_of_one() -> None:
    text = "repeats: {ways: declared, window_days: 90, action_types: [prevent, untyped], settled_days: 14}"
    assert read_policy(text).repeats == Repeats(("declared",), 90, ("prevent", "untyped"), 14)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("window_days: 0", "3:16: expected a whole number of days from 1 to 36500, found “0”"),
        ("window_days: 1.5", "3:16: expected a whole number of days from 1 to 36500, found “1.5”"),
        ("window_days: 99999", "3:16: expected a whole number of days from 1 to 36500, found “99999”"),
        ("window_days: a year", "3:16: expected a whole number of days from 1 to 36500, found “a year”"),
        ("settled_days: []", "3:17: expected a whole number of days from 1 to 36500, found a list"),
        ("ways: []", "3:9: expected at least one word, found an empty list (leave the key out)"),
        (
            "ways: [same-servce]",
            "3:10: expected one of declared, same-service, systemic; found “",
        ),
        ("action_types: [prevnt]", "3:18: expected a type of action items, or untyped; found “prevnt”"),
        ("windw_days: 3", "3:3: unknown key “windw_days” in repeats (did you mean “window_days”?)"),
    ],
)
def test_a_fault_has_its_line_and_a_remedy(line: str, fault: str) -> None:
    with pytest.raises(PolicyError) as caught:
        read_policy(f"title: T\nrepeats:\n  {line}\n")
    assert str(caught.value).startswith(f"incidentbook.yml:{fault}")
    assert str(caught.value).endswith(")")


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ({"ways": ["declared"], "window_days": 30}, True),
        ({"ways": "systemic", "action_types": "untyped"}, True),
        ({"ways": []}, False),
        ({"window_days": 0}, False),
        ({"window_days": 1.5}, False),
        ({"action_types": ["other"]}, False),
        ({"window": 3}, False),
    ],
)
def test_the_schema_says_the_same(value: dict[str, object], fits: bool) -> None:
    check = jsonschema.Draft202012Validator(policy_schema())
    assert check.is_valid({"repeats": value}) is fits


def test_every_built_in_cause_says_what_it_is_and_gives_examples() -> None:
    causes = default_policy().causes
    groups = {cause.id for cause in causes if not cause.parent}
    assert groups == {
        "change",
        "capacity",
        "dependency",
        "data",
        "configuration",
        "security",
        "hardware-and-cloud",
        "people-and-process",
    }
    for cause in causes:
        assert cause.title
        assert cause.description.endswith(".")
        assert len(cause.examples) >= (1 if cause.id in groups else 2), cause.id
        assert cause.parent in {"", *groups}
    examples = [example for cause in causes for example in cause.examples]
    assert len(set(examples)) == len(examples)

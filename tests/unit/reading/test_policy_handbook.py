"""The policy's roles, questions and matrix: what it may say, and what it is told where it is wrong."""

import pytest

from incidentbook.reading.policy import PolicyError, default_policy, read_policy

OWN = """
classification:
  scopes: [{id: all, title: Everybody}, {id: one}]
  impacts: [{id: bad}, {id: worse}]
  matrix:
    all: [SEV2, SEV1]
    one: [SEV4, SEV3]
  questions:
    - {id: fire, ask: Is there a fire?, severity: SEV1, tell: [the fire brigade]}
  otherwise: SEV3
"""


def test_a_policy_has_its_own_questions_and_matrix() -> None:
    rules = read_policy(OWN, "").classification
    assert [(one.id, one.severity, one.tell) for one in rules.questions] == [
        ("fire", "SEV1", ("the fire brigade",))
    ]
    assert rules.matrix == (("all", ("SEV2", "SEV1")), ("one", ("SEV4", "SEV3")))
    assert [grade.title for grade in rules.scopes] == ["Everybody", "One"]
    assert rules.otherwise == "SEV3"


def test_own_roles_replace_the_usual_ones_also_in_the_levels() -> None:
    policy = read_policy("roles: [{id: commander}, {id: pilot, duties: Flies}]", "")
    assert [(role.id, role.title, role.duties) for role in policy.roles] == [
        ("commander", "Commander", ()),
        ("pilot", "Pilot", ("Flies",)),
    ]
    assert [severity.roles for severity in policy.severities] == [("commander",), ("commander",), (), ()]


def test_a_level_says_itself_who_is_told_and_what_it_needs() -> None:
    text = "severities: [{id: SEV1, tell: [], roles: commander, war_room: no}, {id: SEV2}]"
    first, second = read_policy(text, "").severities
    assert (first.tell, first.roles, first.war_room) == ((), ("commander",), False)
    assert (second.roles, second.war_room) == (("commander", "tech_lead", "comms"), True)


def test_the_handbook_can_be_left_out() -> None:
    assert default_policy().handbook
    assert not read_policy("handbook: false", "").handbook


@pytest.mark.parametrize(("text", "wanted"), [("", 200), ("0", 0), ("12", 12), ("all", None), ("All", None)])
def test_how_many_have_a_drill_card(text: str, wanted: int | None) -> None:
    assert read_policy(f"drill_cards: {text}" if text else "", "").drill_cards == wanted


@pytest.mark.parametrize(
    ("text", "line", "said", "hint"),
    [
        ("handbook: perhaps", 1, "expected true or false, found “perhaps”", "write true or false"),
        ("severities:\n  - id: SEV1\n    roles: [comander]", 3, "needs the role “comander”", "“commander”"),
        ("roles:\n  - title: Pilot", 2, "a role needs “id”", ""),
        ("classification:\n  otherwise: SEV9", 2, "“SEV9”, which does not exist", "known are: SEV1"),
        (
            "classification:\n  questions:\n    - {id: a, ask: Is it?, severity: SVE1}",
            3,
            "this is about the severity “SVE1”",
            "“SEV1”",
        ),
        ("classification:\n  questions:\n    - {id: a, severity: SEV1}", 3, "a question needs “ask”", ""),
        (
            "classification:\n  matrix:\n    wide: [SEV1, SEV2]",
            3,
            "the row “wide” of the matrix has 2 levels for 3 impacts",
            "low, medium, high",
        ),
        (
            "classification:\n  matrix:\n    wyde: [SEV1, SEV2, SEV3]",
            3,
            "the matrix has a row for “wyde”, which is no scope",
            "“wide”",
        ),
        (
            "classification:\n  matrix:\n    wide: [SEV1, SEV2, SEV3]",
            2,
            "the matrix has no row for “medium”, “limited”",
            "one for each impact",
        ),
        (
            "classification:\n  scopes: [{id: all}]",
            2,
            "scopes without a matrix",
            "a line for each scope",
        ),
        ("classification:\n  scopes: [{id: a}, {id: a}]", 2, "the id “a” stands twice", "unique"),
        ("classification:\n  scops: []", 2, "unknown key “scops”", "“scopes”"),
        ("title: A\ndrill_cards: many", 2, "expected a number or all, found “many”", "0 for none"),
        ("drill_cards: -1", 1, "expected a number or all, found “-1”", "of the newest incidents"),
        ("drill_cards: [3]", 1, "expected a number or all, found a list", ""),
    ],
)
def test_a_fault_has_its_line_and_a_remedy(text: str, line: int, said: str, hint: str) -> None:
    with pytest.raises(PolicyError) as caught:
        read_policy(text, "incidentbook.yml")
    problem = caught.value.problems[0]
    assert problem.at.line == line
    assert said in problem.message
    assert hint in problem.hint

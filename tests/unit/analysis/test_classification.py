"""Which level the answers mean: the worst of them, with its reasons."""

from itertools import chain, combinations

import pytest

from incidentbook.analysis.classification import NONE, answers, is_matrix_open, open_questions, verdict
from incidentbook.reading.policy import default_policy, read_policy

POLICY = default_policy()


def level(yes: tuple[str, ...] = (), cell: tuple[str, str] | None = None) -> str:
    found = verdict(POLICY, yes, cell)
    assert found is not None
    return found.severity.id


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("wide", ["SEV3", "SEV2", "SEV1"]),
        ("medium", ["SEV4", "SEV3", "SEV2"]),
        ("limited", ["SEV4", "SEV4", "SEV3"]),
    ],
)
def test_the_matrix_is_that_of_the_guides(scope: str, expected: list[str]) -> None:
    assert [level(cell=(scope, impact)) for impact in ("low", "medium", "high")] == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("outage", "SEV1"),
        ("exposure", "SEV1"),
        ("data-loss", "SEV1"),
        ("core-many", "SEV2"),
        ("money", "SEV2"),
        ("core-few", "SEV3"),
        ("degraded", "SEV3"),
        (NONE, "SEV4"),
    ],
)
def test_each_question_has_its_level(question: str, expected: str) -> None:
    assert level((question,)) == expected


def test_the_worst_answer_counts_whatever_stands_beside_it() -> None:
    known = answers(POLICY)
    order = [severity.id for severity in POLICY.severities]
    ids = list(known.questions)
    for yes in chain.from_iterable(combinations(ids, size) for size in (1, 2, 3)):
        for cell in known.cells:
            reasons = [known.questions[one] for one in yes if one != NONE or yes == (NONE,)]
            worst = min(order.index(one.severity) for one in (*reasons, known.cells[cell]))
            assert level(yes, cell) == order[worst]


def test_reasons_are_those_that_decide_and_the_others_follow() -> None:
    found = verdict(POLICY, ("money", "data-loss"), ("limited", "low"))
    assert found is not None
    assert [reason.words for reason in found.reasons] == ["Is data lost, or is it being damaged? Yes."]
    assert [reason.severity for reason in found.further] == ["SEV2", "SEV4"]
    assert found.tell[-1] == "finance"


def test_nothing_answered_is_no_level() -> None:
    assert verdict(POLICY, ()) is None


def test_an_unknown_answer_is_a_fault() -> None:
    with pytest.raises(KeyError):
        verdict(POLICY, ("nonsense",))
    with pytest.raises(KeyError):
        verdict(POLICY, (), ("wide", "nonsense"))


def test_only_what_can_make_it_worse_is_open() -> None:
    assert list(open_questions(POLICY, "SEV2")) == ["outage", "exposure", "data-loss"]
    assert list(open_questions(POLICY, "SEV1")) == []
    assert len(list(open_questions(POLICY, ""))) == 7
    assert not is_matrix_open(POLICY, "SEV1")
    assert is_matrix_open(POLICY, "SEV2")


def test_a_policy_with_other_levels_gets_the_usual_questions_by_rank() -> None:
    policy = read_policy("severities: [{id: Grave}, {id: Light}]", "")
    found = verdict(policy, ("money",))
    assert found is not None
    assert found.severity.id == "Light"
    assert policy.classification.otherwise == "Light"
    assert dict(policy.classification.matrix)["wide"] == ("Light", "Light", "Grave")
    assert policy.severities[0].roles == ("commander", "tech_lead", "comms", "scribe")

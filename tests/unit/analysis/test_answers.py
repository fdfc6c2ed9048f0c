"""What somebody on call asks, and which card answers; the browser is held to the same questions."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.analysis.answers import Card, Desk, question_of, words_of

CASES = json.loads((Path(__file__).parents[2] / "oncall.json").read_text(encoding="utf-8"))
CARDS = tuple(
    Card(
        one["title"], one["path"], tuple(one["alerts"]), tuple(one["names"]), tuple(one["texts"]), one["used"]
    )
    for one in CASES["cards"]
)
DESK = Desk(CARDS)


@pytest.mark.parametrize("case", CASES["questions"], ids=lambda case: case["text"][:40])
def test_the_first_answer_is_the_one_that_helps(case: dict[str, str]) -> None:
    answers = DESK.ask(case["text"])
    assert (answers[0].card.title if answers else "") == case["first"]


def test_an_answer_says_by_what_it_was_found() -> None:
    assert DESK.ask("ClusterDnsErrorsHigh")[0].why == ("ClusterDnsErrorsHigh",)
    assert "slots" in DESK.ask("error: the remaining slots are reserved")[0].why


def test_words_are_taken_apart_where_names_join_them() -> None:
    assert words_of("HighErrorRate_Fast on HTTPServer-2: code 503") == (
        "high", "error", "rate", "fast", "http", "server", "code", "503",
    )  # fmt: skip


def test_what_was_used_more_often_comes_first_where_all_else_is_alike() -> None:
    often, seldom = Card("B", texts=("disk",), used=3), Card("A", texts=("disk",))
    assert [one.card.title for one in Desk((seldom, often)).ask("disk")] == ["B", "A"]


def test_faint_answers_are_left_out_beside_an_alert() -> None:
    assert [one.card.path for one in DESK.ask("PostgresConnectionsNearLimit")] == ["runbooks/connections.md"]


@given(
    st.text(max_size=200)
    | st.recursive(st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)).map(json.dumps)
)
def test_any_text_is_a_question(text: str) -> None:
    assert question_of(text) == question_of(text)
    answers = DESK.ask(text)
    assert [one.score for one in answers] == sorted((one.score for one in answers), reverse=True)
    assert all(one.why for one in answers)


def test_a_payload_that_is_nested_without_end_is_read_as_far_as_it_can_be() -> None:
    assert DESK.ask("[" * 100_000) == ()
    assert DESK.ask(json.dumps({"a": [[[{"alertname": "PayoutsLate"}]]]}))[0].card.title == "PayoutsLate"

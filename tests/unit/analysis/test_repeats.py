from datetime import date

import pytest

from incidentbook.analysis.catalogue import catalogue
from incidentbook.analysis.repeats import Repetition, Return, chains, repetitions, returns
from incidentbook.records import Postmortem

from .library_of import item, library, postmortem


def repeats(*records: Postmortem) -> list[tuple[str, str, str | None]]:
    found = catalogue(library(*records))
    return [
        (one.incident.postmortem.id, one.of.postmortem.id, one.cause.id if one.cause else None)
        for one in repetitions(found, chains(found.incidents))
    ]


def came_back(*records: Postmortem) -> tuple[Return, ...]:
    found = catalogue(library(*records))
    return returns(found, chains(found.incidents))


@pytest.mark.parametrize(
    ("second", "expected"), [("2026-01-01", [("b", "a", "disk-full")]), ("2026-01-02", [])]
)
def test_the_same_cause_on_the_same_service_repeats_for_365_days(second: str, expected: list[object]) -> None:
    assert repeats(postmortem("a", "2025-01-01"), postmortem("b", second)) == expected


@pytest.mark.parametrize(
    "other",
    [
        {"services": ("search",)},
        {"causes": ("bad-config",)},
        {"causes": ()},
        {"kind": "drill"},
        {"kind": "near-miss"},
        {"not_repeat_of": ("a",)},
        {"date": None},
    ],
)
def test_something_else_does_not_repeat(other: dict[str, object]) -> None:
    assert repeats(postmortem("a", "2025-01-01"), postmortem("b", "2025-02-01", **other)) == []


def test_the_latest_forerunner_is_the_one_that_is_repeated() -> None:
    days = {"a": "2025-01-01", "b": "2025-02-01", "c": "2025-03-01"}
    records = [postmortem(name, day) for name, day in days.items()]
    assert repeats(*records) == [("c", "b", "disk-full"), ("b", "a", "disk-full")]


def test_a_denied_forerunner_gives_way_to_the_one_before_it() -> None:
    last = postmortem("c", "2025-03-01", not_repeat_of=("b",))
    records = [postmortem("a", "2025-01-01"), postmortem("b", "2025-02-01"), last]
    assert ("c", "a", "disk-full") in repeats(*records)


def test_what_an_author_declares_counts_whatever_else() -> None:
    first = postmortem("a", "2020-01-01", causes=("bad-config",), services=("search",))
    assert repeats(first, postmortem("b", "2025-01-01", repeat_of=("a",))) == [("b", "a", None)]


def test_a_declared_repeat_is_said_once() -> None:
    found = catalogue(
        library(postmortem("a", "2025-01-01"), postmortem("b", "2025-02-01", repeat_of=("A.md",)))
    )
    (one,) = repetitions(found, chains(found.incidents))
    assert isinstance(one, Repetition)
    assert (one.is_declared, one.days, one.cause and one.cause.id) == (True, 31, "disk-full")


def test_nothing_repeats_itself_or_what_is_not_there() -> None:
    assert repeats(postmortem("a", "2025-01-01", repeat_of=("a", "gone"))) == []


def test_two_incidents_of_one_day_repeat_in_the_order_of_their_paths() -> None:
    assert repeats(postmortem("a", "2025-01-01"), postmortem("b", "2025-01-01")) == [("b", "a", "disk-full")]


def test_an_action_that_was_done_before_its_cause_came_back_is_found() -> None:
    done = item("Clean up", "done", type="prevent", done_on=date(2025, 2, 1))
    first = postmortem("a", "2025-01-01", action_items=(done,))
    (one,) = came_back(first, postmortem("b", "2025-03-01"), postmortem("c", "2025-04-01"))
    assert (one.item, one.incident.postmortem.id, one.cause.id, one.service.id) == (
        done,
        "b",
        "disk-full",
        "checkout",
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "open"},
        {"status": "done", "done_on": date(2025, 3, 1)},
        {"status": "done", "done_on": date(2025, 2, 1), "type": "detect"},
        {"status": "done", "done_on": date(2025, 2, 1), "type": "document"},
    ],
)
def test_actions_that_could_not_have_stopped_it_are_not_found(fields: dict[str, object]) -> None:
    first = postmortem("a", "2025-01-01", action_items=(item("Clean up", **fields),))  # type: ignore[arg-type]
    assert came_back(first, postmortem("b", "2025-03-01")) == ()


@pytest.mark.parametrize(("second", "number"), [("2026-01-30", 1), ("2026-02-02", 0)])
def test_a_return_after_a_year_is_none(second: str, number: int) -> None:
    done = item("Clean up", "done", done_on=date(2025, 2, 1))
    assert (
        len(came_back(postmortem("a", "2025-01-01", action_items=(done,)), postmortem("b", second))) == number
    )


def test_an_action_done_on_an_unknown_day_counts_from_its_incident() -> None:
    first = postmortem("a", "2025-01-01", action_items=(item("Clean up", "done"),))
    assert len(came_back(first, postmortem("b", "2025-01-02"))) == 1

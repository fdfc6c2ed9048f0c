from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.analysis.catalogue import catalogue
from incidentbook.analysis.repeats import Repetition, chains, repetitions, systemic
from incidentbook.records import Postmortem, Repeats

from .library_of import POLICY, library, postmortem


def repeats(*records: Postmortem, rules: Repeats | None = None) -> list[tuple[str, str, str | None]]:
    found = catalogue(library(*records, policy=replace(POLICY, repeats=rules or Repeats())))
    return [
        (one.incident.postmortem.id, one.of.postmortem.id, one.cause.id if one.cause else None)
        for one in repetitions(found, chains(found.incidents))
    ]


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


def elsewhere(*records: Postmortem, rules: Repeats | None = None) -> list[tuple[str, str, str]]:
    found = catalogue(library(*records, policy=replace(POLICY, repeats=rules or Repeats())))
    repeated = repetitions(found, chains(found.incidents))
    return [
        (one.incident.postmortem.id, one.of.postmortem.id, one.cause.id if one.cause else "")
        for one in systemic(found, repeated)
    ]


@pytest.mark.parametrize("days", [1, 30, 400])
def test_the_window_is_the_policys_to_the_day(days: int) -> None:
    first = date(2024, 1, 1)
    on, after = ((first + timedelta(days + more)).isoformat() for more in (0, 1))
    rules = Repeats(window_days=days)
    assert repeats(postmortem("a", first.isoformat()), postmortem("b", on), rules=rules)
    assert not repeats(postmortem("a", first.isoformat()), postmortem("b", after), rules=rules)


def test_only_the_ways_of_the_policy_count() -> None:
    first, again = postmortem("a", "2025-01-01"), postmortem("b", "2025-02-01")
    said = postmortem("c", "2025-03-01", causes=("bad-config",), repeat_of=("a",))
    assert repeats(first, again, said, rules=Repeats(ways=("declared",))) == [("c", "a", None)]
    assert repeats(first, again, said, rules=Repeats(ways=("same-service",))) == [("b", "a", "disk-full")]
    assert repeats(first, again, said, rules=Repeats(ways=("systemic",))) == []


@pytest.mark.parametrize("kind", ["drill", "near-miss"])
def test_a_drill_or_near_miss_is_not_repeated_even_where_that_is_declared(kind: str) -> None:
    first = postmortem("a", "2025-01-01", kind=kind)
    assert repeats(first, postmortem("b", "2025-02-01", repeat_of=("a",))) == []
    assert elsewhere(first, postmortem("b", "2025-02-01", services=("search",))) == []


def test_the_same_cause_on_another_service_is_systemic_and_no_repeat() -> None:
    records = [postmortem("a", "2025-01-01"), postmortem("b", "2025-02-01", services=("search",))]
    assert repeats(*records) == []
    assert elsewhere(*records) == [("b", "a", "disk-full")]


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"services": ("search",), "not_repeat_of": ("a",)},
        {"services": ("search",), "causes": ("bad-config",)},
        {"services": ("search",), "kind": "drill"},
        {"services": ("search",), "date": date(2026, 1, 2)},
        {"services": ("search",), "date": None},
    ],
)
def test_what_is_a_repeat_denied_or_far_away_is_not_systemic(other: dict[str, object]) -> None:
    assert elsewhere(postmortem("a", "2025-01-01"), postmortem("b", "2025-02-01", **other)) == []


def test_without_that_way_nothing_is_systemic_and_with_it_alone_the_service_does_not_matter() -> None:
    records = [postmortem("a", "2025-01-01"), postmortem("b", "2025-02-01")]
    assert elsewhere(*records, rules=Repeats(ways=("declared", "same-service"))) == []
    assert elsewhere(*records, rules=Repeats(ways=("systemic",))) == [("b", "a", "disk-full")]


incidents = st.lists(
    st.tuples(
        st.integers(0, 900),
        st.sampled_from(["checkout", "search"]),
        st.sampled_from(["disk-full", "bad-config"]),
        st.sampled_from(["incident", "security", "drill", "near-miss"]),
    ),
    max_size=8,
)


def made(found: list[tuple[int, str, str, str]]) -> list[Postmortem]:
    return [
        postmortem(
            f"p{number}",
            (date(2023, 1, 1) + timedelta(days)).isoformat(),
            services=(service,),
            causes=(cause,),
            kind=kind,
        )
        for number, (days, service, cause, kind) in enumerate(found)
    ]


@given(incidents, st.integers(1, 900))
def test_repeats_are_what_the_definition_says(found: list[tuple[int, str, str, str]], days: int) -> None:
    """Against the definition written out: for each pair, in the simplest words."""
    records = [one for one in made(found) if one.kind in {"incident", "security"}]
    rules = Repeats(window_days=days)

    def order(one: Postmortem) -> tuple[date, str]:
        return one.date or date.min, one.path

    def match(one: Postmortem, two: Postmortem, *, on_one_service: bool) -> bool:
        near = order(one) < order(two) and (order(two)[0] - order(one)[0]).days <= days
        return near and one.causes == two.causes and (one.services == two.services) == on_one_service

    expected = {two.id for one in records for two in records if match(one, two, on_one_service=True)}
    apart = {two.id for one in records for two in records if match(one, two, on_one_service=False)}
    assert {one[0] for one in repeats(*made(found), rules=rules)} == expected
    assert {one[0] for one in elsewhere(*made(found), rules=rules)} == apart - expected


@given(incidents.filter(lambda found: len(found) <= 4))
def test_the_order_of_documents_does_not_matter(found: list[tuple[int, str, str, str]]) -> None:
    results = {(tuple(repeats(*order)), tuple(elsewhere(*order))) for order in permutations(made(found))}
    assert len(results) == 1

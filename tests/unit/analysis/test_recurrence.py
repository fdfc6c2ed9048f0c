from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.analysis.catalogue import Incident, catalogue
from incidentbook.analysis.fixes import Fix, fixes
from incidentbook.analysis.recurrence import MOST_QUARTERS, intervals, is_new, quarters, quiet
from incidentbook.analysis.repeats import chains, repetitions, systemic
from incidentbook.records import Postmortem

from .library_of import AS_OF, item, library, postmortem


def incidents(*days: str) -> tuple[Incident, ...]:
    records = [postmortem(f"p{number}", day) for number, day in enumerate(days)]
    return catalogue(library(*records)).incidents


@given(st.lists(st.integers(0, 2000), min_size=1, max_size=12))
def test_intervals_add_up_to_the_time_from_first_to_last(offsets: list[int]) -> None:
    days = [(date(2020, 1, 1) + timedelta(offset)).isoformat() for offset in offsets]
    found = intervals(incidents(*days))
    assert len(found.values) == len(offsets) - 1
    assert sum(found.values) == max(offsets) - min(offsets)
    assert (found.median is None) == (len(offsets) < 6)


def test_incidents_without_a_day_have_no_interval() -> None:
    assert intervals(incidents("2025-01-01", "", "2025-01-08")).values == (7.0,)


def test_new_is_what_was_first_seen_in_the_window() -> None:
    assert is_new(incidents("2026-03-01", "2026-03-30"), AS_OF, 365)
    assert not is_new(incidents("2024-03-01", "2026-03-30"), AS_OF, 365)
    assert not is_new(incidents("", "2026-03-30"), AS_OF, 365)
    assert not is_new((), AS_OF, 365)


def judged(*records: Postmortem) -> tuple[tuple[Incident, ...], tuple[Fix, ...]]:
    found = catalogue(library(*records))
    return found.incidents, fixes(found, chains(found.incidents), AS_OF)


def done(day: str) -> Postmortem:
    action = item("Clean up", "done", type="prevent", done_on=date.fromisoformat(day) if day else None)
    return postmortem("a", "2025-01-01", action_items=(action,))


def test_a_cause_is_quiet_since_the_last_of_its_actions() -> None:
    found = quiet(*judged(done("2025-06-01")), set(), AS_OF)
    assert found
    assert (found.since, found.days, found.done) == (date(2025, 6, 1), 303, 1)


@pytest.mark.parametrize(
    ("day", "others", "waiting"),
    [
        ("2025-06-01", [postmortem("b", "2025-07-01")], set()),
        ("2025-06-01", [], {"prevent"}),
        ("", [], set()),
        ("2026-06-01", [], set()),
    ],
)
def test_it_is_not_where_something_happened_is_open_or_unknown(
    day: str, others: list[Postmortem], waiting: set[str]
) -> None:
    assert quiet(*judged(done(day), *others), waiting, AS_OF) is None


def test_without_actions_nothing_is_called_quiet() -> None:
    assert quiet(*judged(postmortem("a", "2020-01-01")), set(), AS_OF) is None


def test_quarters_follow_each_other_and_hold_every_incident() -> None:
    records = [
        postmortem("a", "2025-01-01"),
        postmortem("b", "2025-03-31"),
        postmortem("c", "2025-12-31", services=("search",)),
        postmortem("later", "2027-01-01"),
        postmortem("nothing"),
    ]
    found = catalogue(library(*records))
    repeated = repetitions(found, chains(found.incidents))
    result = quarters(found.incidents, repeated, systemic(found, repeated), AS_OF)
    assert [(one.start.isoformat(), one.incidents, one.repeats, one.systemic) for one in result] == [
        ("2025-01-01", 2, 1, 0),
        ("2025-04-01", 0, 0, 0),
        ("2025-07-01", 0, 0, 0),
        ("2025-10-01", 1, 0, 1),
        ("2026-01-01", 0, 0, 0),
    ]


def test_a_chart_of_quarters_goes_back_ten_years() -> None:
    assert len(quarters(incidents("0001-01-01", "2026-01-01"), (), (), AS_OF)) == MOST_QUARTERS
    assert quarters((), (), (), AS_OF) == ()

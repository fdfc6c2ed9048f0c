"""Which items stood open past their due dates, against the plain definition."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from incidentbook.analysis.backlog import tracked_items
from incidentbook.analysis.catalogue import catalogue
from incidentbook.analysis.dues import dues
from incidentbook.analysis.follow_up import FollowUp
from incidentbook.analysis.roster import roster

from .library_of import POLICY, item, library, postmortem

DAY = date(2026, 1, 1)
DAYS = st.one_of(st.none(), st.integers(0, 12).map(lambda days: DAY + timedelta(days)))
STATES = st.sampled_from(["open", "in-progress", "done", "declined"])
FOUND = catalogue(library(postmortem("a", "2026-01-01", action_items=(item(),))))
TRACKED = tracked_items(FOUND.incidents, roster(POLICY, FOUND.teams))[0]


@st.composite
def follow_ups(draw: st.DrawFn) -> FollowUp:
    one = replace(TRACKED.item, due=draw(DAYS), status=draw(STATES))
    return FollowUp(replace(TRACKED, item=one), opened=draw(DAYS), closed=draw(DAYS))


@given(st.lists(follow_ups(), max_size=12), st.integers(-1, 14).map(lambda days: DAY + timedelta(days)))
def test_overdue_is_what_was_due_before_and_not_done_by_then(every: list[FollowUp], day: date) -> None:
    expected = [one for one in every if _was_overdue(one, day)]
    assert list(dues(every).overdue(day)) == sorted(expected, key=lambda one: one.tracked.item.due or day)


def _was_overdue(one: FollowUp, day: date) -> bool:
    found = one.tracked.item
    if found.due is None or found.due >= day or one.opened is None or one.opened > day:
        return False
    return found.is_open or (found.status == "done" and one.closed is not None and one.closed > day)

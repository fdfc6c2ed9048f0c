"""Whether done actions held: which are judged, from which day on, and by which cause."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.analysis.catalogue import catalogue
from incidentbook.analysis.fixes import Closings, Fix, by_cause, fixes, returns
from incidentbook.analysis.repeats import Return, chains
from incidentbook.records import ActionItem, Postmortem, Repeats

from .library_of import AS_OF, POLICY, item, library, postmortem

FIRST = "2025-01-01"
DONE = date(2025, 2, 1)


def action(**fields: object) -> ActionItem:
    """A done action of type prevent, done on `DONE`."""
    return item("Clean up", **{"status": "done", "type": "prevent", "done_on": DONE, **fields})  # type: ignore[arg-type]


def judged(
    *records: Postmortem, rules: Repeats | None = None, closings: Closings | None = None, as_of: date = AS_OF
) -> tuple[Fix, ...]:
    """All fixes of some documents under some rules."""
    found = catalogue(library(*records, policy=replace(POLICY, repeats=rules or Repeats())))
    return fixes(found, chains(found.incidents), as_of, closings)


def came_back(*records: Postmortem) -> tuple[Return, ...]:
    found = catalogue(library(*records))
    return returns(found, chains(found.incidents))


def test_an_action_that_was_done_before_its_cause_came_back_did_not_hold() -> None:
    done = action()
    records = [
        postmortem("a", FIRST, action_items=(done,)),
        postmortem("b", "2025-03-01"),
        postmortem("c", "2025-04-01"),
    ]
    (fix,) = judged(*records)
    assert fix.back
    assert (fix.verdict, fix.item, fix.since, fix.basis, fix.quiet_days) == (
        "came-back",
        done,
        DONE,
        "stated",
        28,
    )
    assert (fix.back.incident.postmortem.id, fix.back.cause.id, fix.back.service.id) == (
        "b",
        "disk-full",
        "checkout",
    )
    assert came_back(*records) == (fix.back,)


@pytest.mark.parametrize("type", ["prevent", "detect"])
def test_both_what_prevents_and_what_detects_is_judged(type: str) -> None:
    (fix,) = judged(postmortem("a", FIRST, action_items=(action(type=type),)), postmortem("b", "2025-03-01"))
    assert fix.verdict == "came-back"


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "open"},
        {"status": "declined"},
        {"type": "document"},
        {"type": "mitigate"},
        {"type": "repair"},
        {"type": ""},
    ],
)
def test_other_actions_are_not_judged(fields: dict[str, object]) -> None:
    records = [postmortem("a", FIRST, action_items=(action(**fields),)), postmortem("b", "2025-03-01")]
    assert judged(*records) == ()


def test_the_policy_chooses_the_types() -> None:
    items = (action(type="", id="1"), action(type="repair", id="2"), action(type="prevent", id="3"))
    rules = Repeats(action_types=("untyped", "repair"))
    found = judged(postmortem("a", FIRST, action_items=items), rules=rules)
    assert [one.item.type for one in found] == ["", "repair"]


@pytest.mark.parametrize(
    ("day", "verdict"), [("2025-02-01", "quiet"), ("2025-02-02", "came-back"), ("2029-01-01", "came-back")]
)
def test_it_counts_from_the_day_after_it_was_done_and_for_ever(day: str, verdict: str) -> None:
    (fix,) = judged(
        postmortem("a", FIRST, action_items=(action(),)), postmortem("b", day), as_of=date(2029, 6, 1)
    )
    assert fix.verdict == verdict


@pytest.mark.parametrize(
    "other",
    [
        {"services": ("search",)},
        {"causes": ("bad-config",)},
        {"kind": "drill"},
        {"kind": "near-miss"},
        {"not_repeat_of": ("a",)},
        {"date": None},
    ],
)
def test_another_matter_is_no_return(other: dict[str, object]) -> None:
    (fix,) = judged(postmortem("a", FIRST, action_items=(action(),)), postmortem("b", "2025-03-01", **other))
    assert fix.verdict == "quiet"


def test_behind_a_denied_incident_the_next_one_counts() -> None:
    first = postmortem("a", FIRST, action_items=(action(),))
    denied = postmortem("b", "2025-03-01", not_repeat_of=("a",))
    (fix,) = judged(first, denied, postmortem("c", "2025-04-01"))
    assert fix.back
    assert fix.back.incident.postmortem.id == "c"


@pytest.mark.parametrize(("days", "verdict"), [(0, "young"), (89, "young"), (90, "quiet"), (400, "quiet")])
def test_it_is_too_young_to_tell_before_it_has_settled(days: int, verdict: str) -> None:
    (fix,) = judged(postmortem("a", FIRST, action_items=(action(),)), as_of=DONE + timedelta(days))
    assert (fix.verdict, fix.quiet_days) == (verdict, days)


def test_a_day_that_is_not_stated_is_taken_from_git_and_else_from_the_incident() -> None:
    done = action(done_on=None)
    records = [postmortem("a", FIRST, action_items=(done,)), postmortem("b", "2025-03-01")]
    (assumed,) = judged(*records)
    assert (assumed.verdict, assumed.since, assumed.basis) == ("came-back", date(2025, 1, 1), "incident")
    (known,) = judged(*records, closings={done: (date(2025, 3, 5), "commit")})
    assert (known.verdict, known.since, known.basis) == ("quiet", date(2025, 3, 5), "commit")


def test_an_action_done_before_its_incident_counts_from_the_incident() -> None:
    (fix,) = judged(postmortem("a", FIRST, action_items=(action(done_on=date(2024, 5, 5)),)))
    assert (fix.since, fix.basis) == (date(2025, 1, 1), "stated")


def test_an_action_that_names_its_cause_is_judged_by_it_alone() -> None:
    both = ("disk-full", "bad-config")
    again = postmortem("b", "2025-03-01", causes=("bad-config",))
    for extra, verdict in (
        ((), "came-back"),
        ((("Cause", "Disk full"),), "quiet"),
        ((("Causes", "disk-full; bad-config"),), "came-back"),
        ((("Cause", ""),), "came-back"),
        ((("Root cause", "gremlins"),), "came-back"),
    ):
        (fix,) = judged(postmortem("a", FIRST, causes=both, action_items=(action(extra=extra),)), again)
        assert fix.verdict == verdict, extra


def test_each_cause_has_its_own_verdict() -> None:
    both = ("disk-full", "bad-config")
    records = [
        postmortem("a", FIRST, causes=both, action_items=(action(),)),
        postmortem("b", "2025-03-01", causes=("bad-config",)),
    ]
    found = catalogue(library(*records))
    chained = chains(found.incidents)
    groups = by_cause(fixes(found, chained, AS_OF), found, chained, AS_OF)
    assert {cause: [one.verdict for one in group] for cause, group in groups.items()} == {
        "disk-full": ["quiet"],
        "bad-config": ["came-back"],
    }


@pytest.mark.parametrize("lacking", [{"causes": ()}, {"services": ()}, {"date": None}])
def test_without_cause_service_or_day_nothing_is_judged(lacking: dict[str, object]) -> None:
    (fix,) = judged(postmortem("a", FIRST, action_items=(action(),), **lacking))
    assert fix.verdict == "unjudged"


def test_near_misses_are_judged_and_drills_are_not() -> None:
    after = postmortem("b", "2025-03-01")
    (fix,) = judged(postmortem("a", FIRST, kind="near-miss", action_items=(action(),)), after)
    assert fix.verdict == "came-back"
    assert judged(postmortem("a", FIRST, kind="drill", action_items=(action(),)), after) == ()


@given(st.integers(0, 400), st.lists(st.integers(1, 800), max_size=5), st.integers(1, 200))
def test_every_judged_action_has_exactly_one_fate(done: int, later: list[int], settled: int) -> None:
    start = date(2025, 1, 1)
    first = postmortem("a", FIRST, action_items=(action(done_on=start + timedelta(done)),))
    others = [postmortem(f"p{n}", (start + timedelta(day)).isoformat()) for n, day in enumerate(later)]
    as_of = start + timedelta(800)
    found = judged(first, *others, rules=Repeats(settled_days=settled), as_of=as_of)
    (fix,) = [one for one in found if one.origin.postmortem.id == "a"]
    after = [day - done for day in later if day > done]
    expected = "came-back" if after else "quiet" if 800 - done >= settled else "young"
    assert (fix.verdict, fix.quiet_days) == (expected, min(after) if after else 800 - done)


def test_a_return_that_its_author_tells_apart_is_known() -> None:
    records = [
        postmortem("a", FIRST, action_items=(action(),)),
        postmortem("b", "2025-03-01", not_repeat_of=("a",)),
    ]
    (fix,) = judged(*records)
    assert fix.back is None
    assert fix.apart is not None
    assert (fix.verdict, fix.apart.postmortem.id) == ("quiet", "b")
    (alone,) = judged(*records[:1])
    assert alone.apart is None

"""What the policy says of checklists, readiness and patterns, and what it is told where it is wrong."""

from datetime import date

import pytest

from incidentbook.reading.policy import PolicyError, default_policy, read_policy
from incidentbook.records import Assertion, Location
from incidentbook.records.practice import CHECKLISTS, PROOFS


def test_the_usual_lists_have_unique_ids_and_every_proof_is_used() -> None:
    lists = default_policy().checklists
    assert tuple(one.id for one in lists) == CHECKLISTS
    for one in lists:
        assert len({item.id for item in one.items}) == len(one.items) > 0
    assert {item.proof for item in lists[2].items} - {""} == set(PROOFS)


def test_an_own_list_replaces_one_and_leaves_the_others() -> None:
    text = "checklists:\n  response:\n    title: Ten minutes\n    items: [{id: a, title: Breathe, also: air}]"
    policy = read_policy(text, "")
    found = policy.checklist("response")
    assert (found.title, [(one.id, one.title, one.also) for one in found.items]) == (
        "Ten minutes",
        [("a", "Breathe", ("air",))],
    )
    assert policy.checklist("resolution") == default_policy().checklist("resolution")


def test_assertions_keep_their_day_their_role_and_their_line() -> None:
    text = "readiness:\n  - {item: backups, date: 2026-03-01, role: lead, note: Done, holds: no}"
    assert read_policy(text, "p.yml").readiness == (
        Assertion("backups", date(2026, 3, 1), "lead", "Done", holds=False, at=Location("p.yml", 2, 5)),
    )


def test_the_newest_assertion_counts_until_it_is_too_old() -> None:
    text = """
    readiness_days: 30
    readiness:
      - {item: backups, date: 2026-01-01, role: lead}
      - {item: backups, date: 2026-02-01, role: lead}
      - {item: legal, date: 2026-05-01, role: counsel}
    """
    policy = read_policy(text, "")
    assert policy.outdated_assertions(date(2026, 3, 3)) == ()
    assert [one.day.month for one in policy.outdated_assertions(date(2026, 3, 4))] == [2]
    assert [one.item for one in policy.future_assertions(date(2026, 3, 4))] == ["legal"]
    assert policy.newest_assertion("legal", date(2026, 3, 4)) is None


def test_thresholds_are_the_policys_or_the_usual_ones() -> None:
    rules = read_policy("patterns: {fewest: 4, small_percent: 5}", "").patterns
    assert (rules.fewest, rules.small_percent, rules.window_days) == (4, 5, 365)


@pytest.mark.parametrize(
    ("text", "line", "said", "hint"),
    [
        ("checklists:\n  respones: {items: []}", 2, "unknown key “respones”", "did you mean “response”?"),
        ("checklists:\n  response: {title: a}", 2, "a checklist needs “items”", ""),
        (
            "checklists:\n  response:\n    items: [{id: a, title: b}, {id: a, title: c}]",
            3,
            "the id “a” stands twice",
            "ids are unique",
        ),
        (
            "checklists:\n  readiness:\n    items: [{id: a, title: b, proof: drils-held}]",
            3,
            "found “drils-held”",
            "did you mean “drills-held”?",
        ),
        ("checklists:\n  response:\n    items: [{id: a, title: b, group: c}]", 3, "unknown key “group”", ""),
        (
            "readiness:\n  - {item: backup, date: 2026-01-01, role: lead}",
            2,
            "“backup”, which does not exist",
            "did you mean “backups”?",
        ),
        ("readiness:\n  - {item: backups, role: lead}", 2, "needs “date”", "the day on which"),
        ("readiness:\n  - {item: backups, date: soon, role: lead}", 2, "expected a date", "2026-03-31"),
        ("patterns: {fewst: 3}", 1, "unknown key “fewst”", "did you mean “fewest”?"),
        ("patterns: {fewest: some}", 1, "expected a number", "digits"),
        ("patterns: {one_person_percent: 140}", 1, "from 0 to 100, found “140”", "100 at most"),
        ("targets: {repeat_percent: 100.5}", 1, "from 0 to 100, found “100.5”", "100 at most"),
    ],
)
def test_what_is_wrong_is_refused_with_its_line(text: str, line: int, said: str, hint: str) -> None:
    with pytest.raises(PolicyError) as refused:
        read_policy(text, "incidentbook.yml")
    first = refused.value.problems[0]
    assert first.at.line == line
    assert said in first.message
    assert hint in first.hint


def test_an_item_of_an_own_readiness_list_can_be_asserted_and_a_usual_one_no_longer() -> None:
    own = "checklists: {readiness: {items: [{id: generator, title: It ran}]}}\nreadiness:\n"
    assert read_policy(f"{own}  - {{item: generator, date: 2026-01-01, role: lead}}", "").readiness
    with pytest.raises(PolicyError):
        read_policy(f"{own}  - {{item: backups, date: 2026-01-01, role: lead}}", "")

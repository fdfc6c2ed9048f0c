"""The baseline: old findings pass, new ones fail, renamed files keep theirs, and it only shrinks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.checks.baseline import Baseline, BaselineError, Split, baseline_of, dump, load, split
from incidentbook.records import Finding, Location


def finding(path: str, rule: str = "ACT101", key: str = "Empty it", line: int = 1) -> Finding:
    return Finding(Location(path, line), "message", id=rule, key=key)


def parted(now: list[Finding], then: list[Finding], *paths: str) -> Split:
    return split(now, baseline_of(then), paths or {one.at.path for one in now})


def test_a_finding_is_known_by_document_rule_and_key_not_by_line() -> None:
    now = [finding("a.md", line=9), finding("a.md", key="Watch it"), finding("a.md", rule="ACT102")]
    found = parted(now, [finding("a.md", line=2)])
    assert found.covered == (now[0],)
    assert found.new == (now[1], now[2])
    assert found.gone == ()


def test_the_same_fault_more_often_is_new() -> None:
    now = [finding("a.md", line=2), finding("a.md", line=5)]
    assert parted(now, [finding("a.md")]).new == (now[1],)


def test_the_same_fault_less_often_is_gone_once() -> None:
    found = parted([finding("a.md")], [finding("a.md"), finding("a.md", line=3)])
    assert found.gone == (("a.md", "ACT101", "Empty it"),)


def test_a_renamed_document_keeps_its_entries() -> None:
    then = [finding("old.md", key=key) for key in ("Empty it", "Limit it", "Watch it")]
    found = parted(
        [finding("new.md", key=key) for key in ("Empty it", "Limit it", "Drop it")], then, "new.md"
    )
    assert [one.key for one in found.covered] == ["Empty it", "Limit it"]
    assert [one.key for one in found.new] == ["Drop it"]
    assert found.gone == (("new.md", "ACT101", "Watch it"),)


def test_a_document_with_half_of_the_findings_is_another_one() -> None:
    then = [finding("old.md"), finding("old.md", key="Watch it")]
    assert parted([finding("new.md")], then, "new.md").covered == ()


def test_a_document_with_entries_of_its_own_is_no_renamed_one() -> None:
    then = [finding("old.md"), finding("kept.md", key="Watch it")]
    found = parted([finding("kept.md")], then, "kept.md")
    assert found.covered == ()


def test_of_two_new_documents_the_one_with_more_of_the_findings_was_renamed() -> None:
    then = [finding("old.md"), finding("old.md", key="Watch it")]
    now = [finding("b.md"), finding("c.md"), finding("c.md", key="Watch it")]
    assert {one.at.path for one in parted(now, then, "b.md", "c.md").covered} == {"c.md"}


def test_a_document_that_is_still_there_was_not_renamed() -> None:
    found = parted([finding("copy.md")], [finding("a.md")], "a.md", "copy.md")
    assert [one.at.path for one in found.new] == ["copy.md"]
    assert found.gone == (("a.md", "ACT101", "Empty it"),)


WORDS = st.text(max_size=8)
FINDINGS = st.lists(st.builds(finding, WORDS, WORDS, WORDS), max_size=12)


@given(FINDINGS)
def test_what_is_written_is_read_again(then: list[Finding]) -> None:
    baseline = baseline_of(then)
    text = dump(baseline)
    assert dict(load(text).entries) == dict(baseline.entries)
    assert dump(load(text)) == text
    assert baseline.size == len(then)


@given(FINDINGS, FINDINGS)
def test_no_finding_and_no_entry_is_lost(now: list[Finding], then: list[Finding]) -> None:
    found = parted(now, then)
    assert len(found.new) + len(found.covered) == len(now)
    assert len(found.covered) + len(found.gone) == len(then)
    assert set(found.new) | set(found.covered) == set(now)


@given(FINDINGS)
def test_what_is_recorded_today_is_covered_today(now: list[Finding]) -> None:
    found = parted(now, now)
    assert found.new == ()
    assert found.gone == ()


def test_without_a_baseline_everything_is_new() -> None:
    now = [finding("a.md")]
    assert split(now, Baseline({}), ["a.md"]) == Split((now[0],), (), ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is not JSON"),
        ("<<<<<<< HEAD\n{}", "is not JSON"),
        ("[]", "is no baseline of version 1"),
        ('{"version": 2}', "is no baseline of version 1"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_a_broken_baseline_is_refused_with_its_place(text: str, said: str) -> None:
    with pytest.raises(BaselineError, match=said) as caught:
        load(text, "kept.json")
    assert caught.value.problem.at.path == "kept.json"
    assert "--write-baseline" in caught.value.problem.hint


def test_the_place_of_a_conflict_is_named() -> None:
    with pytest.raises(BaselineError) as caught:
        load('{"version": 1,\n<<<<<<< HEAD\n')
    assert (caught.value.problem.at.line, caught.value.problem.at.column) == (2, 1)

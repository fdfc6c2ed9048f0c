"""Causes that a postmortem speaks of: the built-in ones by their mechanisms, the policy's by their titles."""

import pytest

from incidentbook.analysis.cause_evidence import EVIDENCE
from incidentbook.analysis.cause_proposals import PROPOSED, proposals
from incidentbook.analysis.mechanisms import MECHANISMS
from incidentbook.reading.policy import default_policy
from incidentbook.reading.postmortem import read_postmortem
from incidentbook.records import Cause

CAUSES = default_policy().causes
TEXT = "# Labels late\n\n## Root cause\n\n{}\n"


def proposed(text: str, causes: tuple[Cause, ...] = CAUSES) -> list[tuple[str, tuple[str, ...]]]:
    postmortem = read_postmortem("postmortems/case.md", text, default_policy())
    return [(one.cause.id, one.words) for one in proposals(postmortem, causes)]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("The certificate of the gateway expired.", "expired-certificate"),
        ("The pool had no room: too many connections were open.", "connection-pool-exhaustion"),
        ("The volume ran out of disk space.", "resource-exhaustion"),
        ("The settings of both sites had drifted: a manual change was never written down.", "config-drift"),
        ("The clock change in spring made the job start twice: daylight saving.", "time-handling"),
        ("Adding a column was a schema migration that waited for a table lock.", "schema-migration"),
    ],
)
def test_a_cause_is_proposed_with_the_words_that_speak_for_it(text: str, cause: str) -> None:
    (first, words), *_ = proposed(TEXT.format(text))
    assert first == cause
    assert words
    assert all(part in text for word in words for part in word.split(" … "))


@pytest.mark.parametrize("text", ["Labels were late.", "", "Somebody looked at the certificate page."])
def test_nothing_is_proposed_where_little_speaks_for_it(text: str) -> None:
    assert proposed(TEXT.format(text)) == []


def test_what_stands_in_a_timeline_alone_proposes_nothing() -> None:
    assert proposed("# Labels late\n\n## Timeline\n\n- 10:00 The certificate expired.\n") == []


def test_what_is_declared_is_not_proposed() -> None:
    text = TEXT.format("The certificate of the gateway expired.")
    assert proposed(f"---\ncauses: [expired-certificate]\n---\n\n{text}") == []


def test_at_most_so_many_are_proposed_and_no_group() -> None:
    text = "The certificate expired, the disk ran out of space, a table lock of the schema migration stayed."
    found = [cause for cause, _ in proposed(TEXT.format(text))]
    groups = {cause.parent for cause in CAUSES}
    assert 0 < len(found) <= PROPOSED
    assert not groups & set(found)


def test_a_cause_of_the_policy_is_known_by_its_title_or_id() -> None:
    own = (Cause("label-jam", "Jammed printer"), Cause("worn-belt"))
    assert proposed(TEXT.format("The printers jammed again."), own) == [("label-jam", ("Jammed printer",))]
    assert proposed(TEXT.format("A belt was worn."), own) == [("worn-belt", ("worn belt",))]
    assert proposed(TEXT.format("A printer stood still. A belt jammed."), own) == []


def test_the_evidence_names_known_causes_and_mechanisms_in_order() -> None:
    lines = MECHANISMS.replace("\n  ", " ").strip().splitlines()
    known = {line.partition(":")[0] for line in lines}
    assert set(EVIDENCE) <= {cause.id for cause in CAUSES}
    for pairs in EVIDENCE.values():
        for names, weight in pairs:
            assert set(names.split("+")) <= known, names
            assert names.split("+") == sorted(names.split("+")), names
            assert weight > 0

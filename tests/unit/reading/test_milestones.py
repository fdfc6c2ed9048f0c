from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.reading.blocks import parse
from incidentbook.reading.milestones import milestone_of, propose_milestones
from incidentbook.reading.timeline import read_timeline
from incidentbook.records.moment import MILESTONES


def proposed(*events: str) -> dict[str, str]:
    """The proposed milestones as times of day."""
    blocks = parse("\n".join(f"- {event}" for event in events))
    entries = read_timeline(blocks, "Timeline", "pm.md", "UTC", date(2025, 3, 15)).entries
    milestones = propose_milestones(entries, "pm.md")
    assert {milestone.source for milestone in milestones} <= {"timeline"}
    assert {milestone.at for milestone in milestones} <= {entry.at for entry in entries}
    return {milestone.name: milestone.moment.start.strftime("%H:%M") for milestone in milestones}


@pytest.mark.parametrize(
    ("text", "milestone"),
    [
        ("OUTAGE BEGINS: the queue stops draining", "started"),
        ("Start of the incident", "started"),
        ("First errors in the checkout's log", "started"),
        ("Payments start failing", "started"),
        ("Alerted by the end-user team that labels were late", "detected"),
        ("End-users alerted us that labels were late", "detected"),
        ("Users reporting timeouts of the label service", "detected"),
        ("Reports of issues with the label service", "detected"),
        ("We became aware of it in a call", "detected"),
        ("Automated warning from the cloud's owner", "detected"),
        ("The issue was finally fixed", "resolved"),
        ("All label traffic working as intended", "resolved"),
        ("The gateway's certificate expires", "started"),
        ("Alert fired: CheckoutErrors", "detected"),
        ("On-call is paged", "detected"),
        ("A customer reports blank labels", "detected"),
        ("Synthetic check detects that the map stays grey", "detected"),
        ("We noticed that orders had stopped", "detected"),
        ("Issue detected and verified", "detected"),
        ("Detection: graphs went flat", "detected"),
        ("Bo acknowledged the page", "acknowledged"),
        ("On-call engineer joins the call", "acknowledged"),
        ("SEV1 declared", "declared"),
        ("Ana declares an incident", "declared"),
        ("War room opened", "declared"),
        ("Rollback complete, error rate dropping", "mitigated"),
        ("Rolled back to the release of the day before", "mitigated"),
        ("Workaround applied", "mitigated"),
        ("Impact mitigated", "mitigated"),
        ("Service restored", "resolved"),
        ("Everything is back to normal", "resolved"),
        ("Incident resolved", "resolved"),
        ("All clear given", "resolved"),
        ("OUTAGE ENDS", "resolved"),
        ("Fault occurs", "started"),
        ("First detected", "detected"),
        ("Repaired", "mitigated"),
        ("(Detection) graphs went flat", "detected"),
        ("MITIGATED — traffic moved away", "mitigated"),
        ("First angry support ticket filed", "detected"),
        ("Error rate is back to baseline", "resolved"),
        ("LabelQueueStuck fires", "detected"),
        ("The old table is back. Mitigated.", "mitigated"),
        ("All queues are empty. Resolved.", "resolved"),
        ("Bo says it was his change. SEV2 is declared; ana takes command.", "declared"),
        ("Recovery: the queue is empty", "resolved"),
    ],
)
def test_words_tell_of_a_milestone(text: str, milestone: str) -> None:
    assert milestone_of(text) == milestone


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Looked at the graphs",
        "First user reports back that it loads",
        "Reports of the last quarter were read",
        "Checked whether the queue works as expected",
        "A post from a customer reporting a stuck label",
        "The issue was not fully fixed",
        "Not resolved yet",
        "We believe that it is resolved",
        "The DNS name resolved to the old address",
        "Decided to have it rolled back",
        "Attempted to roll back, which failed",
        "Partially restored",
        "Waiting until the queue has recovered",
        "No alert fired",
        "Nobody noticed",
        "The fix is deployed",
        "Wrote the post-mortem's report",
        "Restored from a backup",
        "Sent a follow-up mail that the service is restored",
        "Alert silenced",
        "The form wants the number of an open incident",
        "The cause was declared in the morning",
    ],
)
def test_doubtful_words_tell_of_none(text: str) -> None:
    assert milestone_of(text) == ""


def test_a_whole_incident_is_understood() -> None:
    assert proposed(
        "14:20 Deploy #12 pushed",
        "14:31 Alert fired: CheckoutErrors",
        "14:34 Ana acknowledged the page",
        "14:36 SEV2 declared, war room opened",
        "14:41 Rollback initiated",
        "14:46 Rollback complete, error rate dropping",
        "14:58 Checkout fully recovered",
        "15:30 Wrote to the merchants",
    ) == {
        "started": "14:20",
        "detected": "14:31",
        "acknowledged": "14:34",
        "declared": "14:36",
        "mitigated": "14:46",
        "resolved": "14:58",
    }


def test_one_event_may_reach_two_milestones() -> None:
    assert proposed("14:30 Alert fired", "14:35 On-call acknowledged, war room opened") == {
        "detected": "14:30",
        "acknowledged": "14:35",
        "declared": "14:35",
    }


def test_what_is_said_to_begin_comes_before_a_mere_change() -> None:
    events = ("14:00 Release 7 deployed", "14:10 Requests begin to fail", "14:20 Alert fired")
    assert proposed(*events)["started"] == "14:10"


def test_a_change_after_the_detection_is_no_beginning() -> None:
    assert "started" not in proposed("14:20 Alert fired", "14:30 New configuration deployed")


def test_a_change_of_long_ago_is_no_beginning() -> None:
    events = ("2025-03-10 09:00 Release 7 deployed", "2025-03-15 14:20 Alert fired")
    assert "started" not in proposed(*events)


def test_the_end_is_the_one_after_the_last_trouble() -> None:
    assert proposed(
        "14:20 Alert fired",
        "14:40 Everything is back to normal",
        "15:10 Requests fail again",
        "15:30 Service restored",
        "16:00 Incident closed",
    ) == {"detected": "14:20", "resolved": "15:30"}


def test_an_end_before_any_trouble_is_not_taken() -> None:
    assert proposed("13:00 Service restored after maintenance", "14:20 Alert fired") == {"detected": "14:20"}


def test_days_and_unknown_times_propose_nothing() -> None:
    assert proposed("2025-03-15: Alert fired", "??:?? Service restored") == {}


@given(
    st.lists(
        st.tuples(
            st.integers(0, 23),
            st.sampled_from(
                [
                    "Alert fired",
                    "Service restored",
                    "Rolled back",
                    "SEV1 declared",
                    "Acknowledged",
                    "Outage begins",
                    "x",
                ]
            ),
        ),
        max_size=12,
    )
)
def test_the_order_of_milestones_always_holds(events: list[tuple[int, str]]) -> None:
    found = proposed(*(f"{hour:02}:00 {text}" for hour, text in sorted(events)))
    assert list(found) == [name for name in MILESTONES if name in found]
    assert list(found.values()) == sorted(found.values())


@given(st.text(max_size=500))
def test_no_text_raises(text: str) -> None:
    assert milestone_of(text) in {"", *MILESTONES}

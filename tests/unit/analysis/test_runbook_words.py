"""Which sentences say that a runbook was wrong, left something out, or was missing."""

import pytest

from incidentbook.analysis.runbook_words import kind_of, remarks_in

SAYINGS = {
    "wrong": (
        "The runbook was out of date.",
        "We followed an outdated runbook for twenty minutes.",
        "The run book's restart command failed, because the host was renamed.",
        "The playbook is no longer correct since the move.",
        "The runbook no longer matched the system.",
        "Our playbook still refers to a cluster that was renamed in June.",
        "The third step in the runbook is wrong.",
        "The runbook turned out to be stale.",
        "The address in the database runbook was two years old.",
        "Runbook's link was dead.",
        "The command from the runbook found nothing.",
        "The runbook did not work on the new nodes.",
        "Runbook for the press opened; its first command refers to a tool that was retired in March",
    ),
    "incomplete": (
        "The runbook did not mention locks.",
        "The runbook doesn’t say whom to call.",
        "The runbook speaks only of deployments.",
        "The runbook was too vague to follow.",
        "Playbooks for maintenance missing a step",
        "The fail-over is not covered by any runbook.",
        "There is a gap in our runbook.",
    ),
    "missing": (
        "There was no runbook for this alert.",
        "No runbook existed.",
        "We had no written playbook for a lost zone.",
        "The team worked without a runbook.",
        "A runbook for the queue did not exist.",
        "The runbook was missing.",
        "Nobody found the runbook.",
        "Lack of a runbook cost us ten minutes.",
        "We didn't have a run book for that.",
    ),
    "": (
        "The runbook led straight to the change.",
        "The runbook named the contact, and it was over in ten minutes.",
        "The runbook was up to date.",
        "The runbook was not wrong.",
        "No runbook change was needed.",
        "No runbook was affected.",
        "Update the outdated runbook.",
        "- [ ] Write the missing runbook",
        "If the runbook is wrong, say so.",
        "A better runbook would have been found sooner.",
        "The runbook was followed and the old volume was removed.",
        "kofi acknowledges and opens the runbook.",
        "The dashboard was out of date.",
        "The runbook was opened; the old volume was removed",
        "ines follows the runbook; the wrong zone is found",
        "The runbook, also from last time, led to the source in 19 minutes.",
        "The provider is suspected and called, as the runbook says.",
        "Step 3 of the runbook restored service.",
        "Every runbook was reviewed after the outage.",
    ),
}


@pytest.mark.parametrize(
    ("kind", "sentence"), [(kind, one) for kind, group in SAYINGS.items() for one in group]
)
def test_a_sentence_says_what_it_says(kind: str, sentence: str) -> None:
    assert kind_of(sentence) == kind


def test_each_sentence_of_a_text_is_found_with_its_place() -> None:
    text = "It broke.  The runbook was\tstale. Then, the runbook did not mention locks!\nNo runbook for it"
    assert list(remarks_in(text)) == [
        ("wrong", "The runbook was stale.", 11),
        ("incomplete", "Then, the runbook did not mention locks!", 34),
        ("missing", "No runbook for it", 75),
    ]
    assert list(remarks_in("Nothing here. " * 1000)) == []

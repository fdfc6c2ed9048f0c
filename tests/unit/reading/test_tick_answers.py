"""What an answer beside an item of a checklist means."""

import pytest

from incidentbook.reading.policy import read_policy
from incidentbook.reading.postmortem import read_postmortem
from incidentbook.reading.tick_answers import known_names, read_answer, without_aside

POLICY = read_policy("teams: [{id: ops, title: Operations, members: [joao]}]", "p.yml")
KNOWN = known_names(POLICY, ("Ana Lund", "@bo", ""))


@pytest.mark.parametrize(
    ("answers", "meaning"),
    [
        (
            ("true", "yes", "Yes, by phone", "done (late)", "x", "✅", "ok – by mail", "1", "on", "sent"),
            "done",
        ),
        (
            ("14:35", "14:35 UTC", "2026-03-15T14:35:00Z", "2:35 pm", "at 14h35", "after 12 min", "+5m"),
            "done",
        ),
        (("commander", "by the incident commander", "ana lund", "bo", "joao, ops", "@zoe"), "done"),
        (("later, at 15:40", "late: 15:40"), "done"),
        (("", "no", "No, forgot", "not done", "n", "0", "off", "skipped", "never", "nobody did"), "undone"),
        (("later", "todo", "to do", "pending", "open", "missed", "too late"), "undone"),
        (("n/a", "N/A (at night)", "na", "n.a.", "not applicable", "not needed", "no need"), "not-needed"),
        (
            ("-", "—", "?", "maybe", "7", "zoe", "yes/no", "y/n", "the usual", "nothing", "opened by zoe"),
            "unclear",
        ),
    ],
)
def test_an_answer_is_yes_no_not_needed_or_unclear(answers: tuple[str, ...], meaning: str) -> None:
    assert {answer: read_answer(answer, KNOWN) for answer in answers} == dict.fromkeys(answers, meaning)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("First update sent (n/a)", "First update sent"),
        ("First update – not applicable.", "First update"),
        ("Update: N/A", "Update"),
        ("Update n/a in the channel", "Update n/a in the channel"),
        ("Look at the DNA", "Look at the DNA"),
    ],
)
def test_an_item_of_a_task_list_may_say_that_it_did_not_apply(text: str, bare: str) -> None:
    assert without_aside(text) == (bare, bare != text)


def test_ticks_keep_what_is_unclear_and_what_did_not_apply() -> None:
    text = """---
roles: {commander: ana}
checklist: {acknowledge: n/a, channel: "-", impact: ana, severity: 14:35}
---

# Labels late

## Response checklist

- [ ] Send the first update (n/a)
- [x] Review named (n/a)
"""
    found = [
        (one.text, one.is_done, one.is_needed, one.unclear)
        for one in read_postmortem("case.md", text, POLICY).ticks
    ]
    assert found == [
        ("acknowledge", False, False, ""),
        ("channel", False, True, "-"),
        ("impact", True, True, ""),
        ("severity", True, True, ""),
        ("Send the first update", False, False, ""),
        ("Review named", True, True, ""),
    ]

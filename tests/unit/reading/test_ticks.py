"""What a postmortem says of the checklists, in all its forms."""

import pytest

from incidentbook.reading.policy import default_policy
from incidentbook.reading.postmortem import read_postmortem

POLICY = default_policy()


def ticks(text: str) -> list[tuple[str, bool, str, int]]:
    found = read_postmortem("case.md", text, POLICY).ticks
    return [(one.text, one.is_done, one.list, one.at.line) for one in found]


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("checklist: [acknowledge, roles]", [("acknowledge", True, "", 2), ("roles", True, "", 2)]),
        ("checklist: acknowledge, roles", [("acknowledge", True, "", 2), ("roles", True, "", 2)]),
        (
            'checklist:\n  acknowledge: "14:35"\n  update: no\n  roles: true\n  review:',
            [
                ("acknowledge", True, "", 3),
                ("update", False, "", 4),
                ("roles", True, "", 5),
                ("review", False, "", 6),
            ],
        ),
        (
            "checklist:\n  response: [roles]\n  resolution: {logs: false}",
            [("roles", True, "response", 3), ("logs", False, "resolution", 4)],
        ),
        (
            "checklist:\n  - acknowledge: true\n  - {item: roles, done: no}\n  - {item: update}",
            [("acknowledge", True, "", 3), ("roles", False, "", 4), ("update", True, "", 5)],
        ),
        ("checklist: []", []),
        ("checklist:", []),
        ("checklist: 7", [("7", True, "", 2)]),
        ("checklist: [acknowledge, Acknowledge]", [("acknowledge", True, "", 2)]),
    ],
)
def test_front_matter_ticks_in_many_forms(field: str, expected: list[tuple[str, bool, str, int]]) -> None:
    assert ticks(f"---\n{field}\n---\n\n# Labels late\n") == expected


LISTS = """# Labels late

## ✅ 3. Response checklist

- [x] Acknowledged
- [ ] Opened the channel
  - [X] Pinned the message
- no box

### Resolution

- [x] Logs are quiet

## Action items

- [ ] Mend it
"""


def test_task_lists_below_a_heading_of_checklists_are_read_and_are_no_action_items() -> None:
    found = read_postmortem("case.md", LISTS, POLICY)
    assert ticks(LISTS) == [
        ("Acknowledged", True, "response", 5),
        ("Opened the channel", False, "response", 6),
        ("Pinned the message", True, "response", 7),
        ("Logs are quiet", True, "resolution", 12),
    ]
    assert [item.title for item in found.action_items] == ["Mend it"]


@pytest.mark.parametrize("heading", ["Review checklist", "Launch checklist", "Next steps", "Response"])
def test_other_task_lists_tick_nothing(heading: str) -> None:
    assert ticks(f"# Labels late\n\n## {heading}\n\n- [x] Acknowledged\n") == []


@pytest.mark.parametrize("heading", ["Checklist", "Incident checklist", "Initial response checklist"])
def test_usual_names_of_the_list_are_known(heading: str) -> None:
    assert len(ticks(f"# Labels late\n\n## {heading}\n\n- [x] Acknowledged\n")) == 1

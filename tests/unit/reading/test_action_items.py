from datetime import date

import pytest

from incidentbook.reading.action_items import read_action_items
from incidentbook.reading.blocks import parse
from incidentbook.records import ActionItem, Location, Problem, Ticket


def read(text: str) -> tuple[list[ActionItem], list[Problem]]:
    return read_action_items(parse(text), "a.md", 2025)


def items(text: str) -> list[ActionItem]:
    return read(text)[0]


def titles(text: str) -> list[str]:
    return [item.title for item in items(text)]


def rules(text: str) -> list[str]:
    return [problem.rule for problem in read(text)[1]]


def test_task_lists_bullets_and_numbers() -> None:
    found = items("- [x] Add a\n- [ ] Add b\n\ntext\n\n* Add c\n\n1. Add d\n")
    assert [(item.form, item.status) for item in found] == [
        ("task", "done"),
        ("task", "open"),
        ("list", "open"),
        ("numbered", "open"),
    ]


def test_an_item_stands_where_its_own_words_begin() -> None:
    found = items("\n- [ ] Add a\n1. **Add** b\n\n| # | Action |\n|---|---|\n| 1 | Add c |\n")
    assert [item.at for item in found] == [
        Location("a.md", 2, 7),
        Location("a.md", 3, 6),
        Location("a.md", 7, 7),
    ]


def test_a_list_goes_on_after_pictures_and_paragraphs() -> None:
    assert titles("1. Add a\n\n![](a.png)\n\n2. Add b\n\nThat was all.\n") == ["Add a", "Add b"]


def test_a_nested_list_explains_its_parent() -> None:
    (item,) = items("- Improve the probes\n  - Talk to teams\n  - Show coverage\n")
    assert item.title == "Improve the probes"
    assert item.text == "Improve the probes\nTalk to teams\nShow coverage"


@pytest.mark.parametrize(
    "text",
    [
        "- Prevent\n  - Add a\n  - Add b\n",
        "- **Prevention:**\n  1. Add a\n  2. Add b\n",
        "**Prevent**\n\n- Add a\n- Add b\n",
        "Preventative measures:\n\n- Add a\n- Add b\n",
        "### 1. Prevent\n\n- Add a\n- Add b\n",
        "#### Prevent recurrence\n\nIntroduction.\n\n- Add a\n\n- Add b\n",
        "| Prevention |\n|---|\n| Add a |\n| Add b |\n",
    ],
)
def test_groups_name_the_type_of_their_items(text: str) -> None:
    assert [(item.title, item.type) for item in items(text)] == [("Add a", "prevent"), ("Add b", "prevent")]


def test_groups_that_name_no_type_are_kept() -> None:
    found = items("### Short term\n\n- Add a\n\n### Storefront\n\n- Add b\n\nscheduler:\n\n- Add c\n")
    assert [(item.group, item.type) for item in found] == [
        ("Short term", ""),
        ("Storefront", ""),
        ("scheduler", ""),
    ]


def test_groups_state_status_priority_and_owner() -> None:
    found = items(
        "### Completed\n\n- Add a\n\n### Next (priority: high)\n\n- Add b\n\n"
        "### P1\n\n- Add c\n\n- @ana\n  - Add d\n"
    )
    assert [(item.status, item.priority, item.owners) for item in found] == [
        ("done", "", ()),
        ("open", "high", ()),
        ("open", "P1", ()),
        ("open", "P1", ("ana",)),
    ]


def test_boxes_below_a_plain_item_are_the_items() -> None:
    assert titles("- Alerts for queues\n  - [ ] Add a\n  - [x] Add b\n") == ["Add a", "Add b"]


def test_fields_as_sub_bullets_belong_to_their_item() -> None:
    (item,) = items(
        "1. **Add a canary stage**\n   - **Owner:** Ana Silva, Bo\n   - Due: 1 April\n"
        "   - Status: in progress\n"
        "   - Priority: High\n   - Type: prevention\n   - Ticket: [OPS-1](https://tracker.example/browse/OPS-1)\n"
        "   - Because it stops bad tables.\n"
    )
    assert item.title == "Add a canary stage"
    assert item.owners == ("Ana Silva", "Bo")
    assert item.due == date(2025, 4, 1)
    assert (item.status, item.priority, item.type) == ("in-progress", "high", "prevent")
    assert item.ticket == Ticket("OPS-1", "https://tracker.example/browse/OPS-1")


def test_fields_beside_an_item_belong_to_the_one_before() -> None:
    found = items("- Action: Add a\n- Owner: Ana\n- Due: 2025-04-01\n- Action: Add b\n- Owner: Bo\n")
    assert [(item.title, item.owners) for item in found] == [("Add a", ("Ana",)), ("Add b", ("Bo",))]


def test_a_remark_below_says_that_it_was_done() -> None:
    (item,) = items("- Use a shared mailbox\n  - This has been done: ops@shop.example\n")
    assert item.status == "done"


def test_the_ticket_may_stand_in_the_explanation() -> None:
    (item,) = items("- Add a\n\n  See [#4](https://github.com/acme/shop/issues/4) for more.\n")
    assert item.ticket == Ticket("#4", "https://github.com/acme/shop/issues/4")


@pytest.mark.parametrize(
    "text",
    [
        "### Add a canary stage\n\n**Owner:** Ana | **Due:** 2025-04-01 | **Status:** Done\n\nIt helps.\n",
        "### 1. Add a canary stage\n\n- Owner: Ana\n- Due: 2025-04-01\n- Status: done\n",
        "### OPS-7: Add a canary stage (done)\n\nOwner: Ana\nDue: 2025-04-01\n",
        "**Add a canary stage**\n\nOwner: Ana  \nDue: 2025-04-01  \nStatus: Done\n",
        "### Action item 2: Add a canary stage\n\n- because\n\nOwner: Ana, due 2025-04-01, done\n",
    ],
)
def test_headings_may_be_items(text: str) -> None:
    (item,) = items(text)
    assert (item.form, item.title, item.owners) == ("heading", "Add a canary stage", ("Ana",))
    assert (item.due, item.status) == (date(2025, 4, 1), "done")


def test_a_heading_above_a_list_is_no_item() -> None:
    assert titles("### Improve the alerts\n\n- Alert on a\n- Alert on b\n") == ["Alert on a", "Alert on b"]


def test_a_heading_item_keeps_the_group_above() -> None:
    (item,) = items("## Detect\n\n### Alert on empty tables\n\nNobody saw them.\n")
    assert (item.title, item.type) == ("Alert on empty tables", "detect")


def test_headings_with_nothing_below_are_items_unless_they_name_a_group() -> None:
    assert titles("### Prevent\n\n### Rotate the keys every quarter\n\n### Process improvements\n") == [
        "Rotate the keys every quarter"
    ]


def test_a_paragraph_below_a_sub_heading_is_one_item() -> None:
    found = items(
        "### Builder\n\nLimit the memory of builds. (https://github.com/acme/builder/pull/9)\n\n"
        "### Process\n\n1. Name one driver.\n"
    )
    assert [(item.form, item.group) for item in found] == [("prose", "Builder"), ("numbered", "Process")]


def test_sentences_that_ask_are_items_where_there_is_nothing_else() -> None:
    found = items(
        "The team will add an alert for replication lag. This will help. It was a long night.\n\n"
        "A ticket was raised to move the job (OPS-3). We have learned a lot.\n"
    )
    assert [(item.form, item.title) for item in found] == [
        ("prose", "The team will add an alert for replication lag."),
        ("prose", "A ticket was raised to move the job."),
    ]
    assert found[1].at == Location("a.md", 3, 1)


def test_prose_beside_a_list_is_no_item() -> None:
    assert titles("We should be faster next time.\n\n- Add a\n\nWe should also rest.\n") == ["Add a"]


@pytest.mark.parametrize(
    "text",
    [
        "None",
        "N/A",
        "- None",
        "*No action items were identified.*",
        "There are no further action items at this time.",
        "Every action item should have an issue attached to it.",
        "*List the tasks that we should do*",
        "We rolled back the change. Customers were told.",
        "> We should add an alert.\n>\n> - Add a\n",
        "### What went wrong\n\n- There was no alert\n\n### Lessons learned\n\nWe should rest.\n",
        "### Investigation\n\nThe outage seemed to come from a node.\n",
        "### Investigation\n\n- The node was old\n- The disk was full\n",
        "### Review checklist\n\n- [ ] Add the timeline\n",
        "- [x] Postmortem is published\n- [ ] Schedule a review of this document\n",
        "<!-- - Add a -->\n",
        "```\n- Add a\n```\n",
        "| Severity | Meaning |\n|---|---|\n| SEV1 | all is down |\n",
        "",
    ],
)
def test_what_is_no_item_is_none_and_no_problem(text: str) -> None:
    assert read(text) == ([], [])


def test_an_investigation_that_asks_is_read() -> None:
    found = items("### Investigation\n\n- Find out why the node was old\n- Check the disk\n")
    assert [item.type for item in found] == ["investigate", "investigate"]


@pytest.mark.parametrize(
    "text",
    [
        "- [Action 1]",
        "-\n",
        "- [ ] \n",
        "- Action item 1 (owner, due date)",
        "1. {{ summary }} [link to issue]",
        "TBD",
        "- TODO",
    ],
)
def test_what_a_template_left_behind_is_reported(text: str) -> None:
    assert items(text) == []
    assert rules(text) == ["placeholder-left"]


def test_links_and_numbers_alone_are_items() -> None:
    found = items(
        "- #12\n- [OPS-7](https://tracker.example/browse/OPS-7)\n\n#3, #4\n\nhttps://github.com/a/b/issues/5\n"
    )
    assert [item.ticket.text for item in found if item.ticket] == ["#12", "OPS-7", "#3", "#4", "b#5"]


@pytest.mark.parametrize(
    "text",
    [
        "• Add a\n• Add b\n",
        "☐ Add a\n☐ Add b\n",
        "AI: Add a\nAI: Add b\n",
        "TODO: Add a\n\nTODO: Add b\n",
        "1.Add\n\n- Add a\n- Add b\n",
    ],
)
def test_lines_that_look_like_items_are_read(text: str) -> None:
    assert titles(text) == ["Add a", "Add b"]


def test_an_action_and_its_fields_on_lines_of_a_paragraph() -> None:
    (item,) = items("**Action:** Add a\n**Owner:** Ana\n**Due:** 2025-04-01\n")
    assert (item.title, item.owners, item.due) == ("Add a", ("Ana",), date(2025, 4, 1))


def test_bullets_between_numbers_that_go_on_explain() -> None:
    found = items(
        "1. **Found the cause**\nWe read:\n\n- plans\n- logs\n\n2. **Moved the table**\n\n- made a new one\n"
    )
    assert [item.title for item in found] == ["Found the cause", "Moved the table"]
    assert found[1].text.endswith("made a new one")


def test_the_same_action_twice_is_two_items() -> None:
    assert titles("- Add a\n\n### Later\n\n- Add a\n") == ["Add a", "Add a"]


def test_an_unknown_status_is_reported() -> None:
    (item,), (problem,) = read("- Add a\n  - Status: wobbly\n")
    assert (item.status, item.status_text, problem.rule) == ("unknown", "wobbly", "action-status-unknown")

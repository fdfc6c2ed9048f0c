from datetime import date

import pytest

from incidentbook.reading.action_items import read_action_items
from incidentbook.reading.blocks import parse
from incidentbook.records import ActionItem, Problem, Ticket


def read(heading: str, *rows: str) -> tuple[list[ActionItem], list[Problem]]:
    rule = "|".join("---" for _ in heading.strip("|").split("|"))
    return read_action_items(parse("\n".join([heading, f"|{rule}|", *rows])), "a.md", 2025)


def test_a_full_table() -> None:
    (item,), problems = read(
        "| ID | Action | Type | Priority | Owner | Due | Status | Ticket | Effort |",
        "| 7 | Add a canary | Prevent | p1 | Ana, Bo | 1 April 2025 | Done (2025-03-28) "
        "| [OPS-1](https://t.example/OPS-1) | 3 d |",
    )
    assert problems == []
    assert item == ActionItem(
        at=item.at,
        title="Add a canary",
        id="7",
        text="7 | Add a canary | Prevent | p1 | Ana, Bo | 1 April 2025 | Done (2025-03-28) | OPS-1 | 3 d",
        status="done",
        status_text="Done (2025-03-28)",
        owners=("Ana", "Bo"),
        due=date(2025, 4, 1),
        due_text="1 April 2025",
        done_on=date(2025, 3, 28),
        type="prevent",
        priority="P1",
        ticket=Ticket("OPS-1", "https://t.example/OPS-1"),
        form="table",
        extra=(("Effort", "3 d"),),
    )


@pytest.mark.parametrize(
    "heading",
    [
        "| # | What | Who | When | Progress |",
        "| No. | Follow-up | DRI | By | State |",
        "| | Action Item(s) | Assigned to | Target date | Status |",
        "| Key | **Corrective action** | Responsible | Deadline | Current status |",
        "| Nr | Improvement | Team | ETA | Done |",
        "| ID | Description | Assignee | Due Date (UTC) | Status |",
    ],
)
def test_columns_by_their_many_names(heading: str) -> None:
    (item,), _ = read(heading, "| 1 | Add a canary | Ana | 2025-04-01 | in progress |")
    assert (item.title, item.owners, item.due) == ("Add a canary", ("Ana",), date(2025, 4, 1))
    assert item.status == "in-progress"


def test_the_better_name_is_the_action() -> None:
    (item,), _ = read(
        "| Issue | Description | Action | Owner |", "| No alert | Nobody saw it | Add one | Ana |"
    )
    assert item.title == "Add one"
    assert item.extra == (("Issue", "No alert"), ("Description", "Nobody saw it"))


def test_the_wordiest_column_is_the_action_where_no_heading_says_so() -> None:
    (item,), _ = read("| Area | Ask | Owner |", "| DB | Raise the limits of the pool | Ana |")
    assert (item.title, item.extra) == ("Raise the limits of the pool", (("Area", "DB"),))


@pytest.mark.parametrize(
    ("cell", "owners"),
    [
        ("Ana & Bo", ("Ana", "Bo")),
        ("Ana / Bo", ("Ana", "Bo")),
        ("@ana @bo", ("ana", "bo")),
        ("Ana<br>Bo", ("Ana", "Bo")),
        ("Ana Silva (Platform)", ("Ana Silva",)),
        ("[Ana](https://people.example/ana)", ("Ana",)),
        ("R&D", ("R&D",)),
        ("TBD", ()),
        ("-", ()),
        ("unassigned", ()),
        ("", ()),
    ],
)
def test_owner_cells(cell: str, owners: tuple[str, ...]) -> None:
    (item,), _ = read("| Action | Owner |", f"| Add a | {cell} |")
    assert item.owners == owners


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("Open", "open"),
        ("Not started", "open"),
        ("not done", "open"),
        ("To-do", "open"),
        ("[ ]", "open"),
        ("", "open"),
        ("WIP", "in-progress"),
        ("In Review", "in-progress"),
        ("50 %", "in-progress"),
        ("🚧", "in-progress"),
        ("On hold", "blocked"),
        ("Waiting for vendor", "blocked"),
        ("Completed", "done"),
        ("**Done**", "done"),
        ("✅", "done"),
        ("🟢 Done", "done"),
        ("[x]", "done"),
        ("100%", "done"),
        ("Won't fix", "declined"),
        ("Won’t do", "declined"),
        ("Cancelled", "declined"),
        ("No longer needed", "declined"),
        ("Proposed", "proposed"),
        ("TBD", "proposed"),
        ("shrug", "unknown"),
    ],
)
def test_status_cells(cell: str, status: str) -> None:
    (item,), problems = read("| Action | Status |", f"| Add a | {cell} |")
    assert item.status == status
    assert [problem.rule for problem in problems] == (
        ["action-status-unknown"] if status == "unknown" else []
    )


@pytest.mark.parametrize(
    ("cell", "status"),
    [("yes", "done"), ("✅", "done"), ("x", "done"), ("no", "open"), ("❌", "open"), ("", "open")],
)
def test_a_column_that_asks_whether_it_is_done(cell: str, status: str) -> None:
    (item,), problems = read("| Action | Done? |", f"| Add a | {cell} |")
    assert (item.status, problems) == (status, [])


def test_a_date_in_the_column_of_completion() -> None:
    (item,), _ = read("| Action | Completed on |", "| Add a | 2025-04-02 |")
    assert (item.status, item.done_on) == ("done", date(2025, 4, 2))


def test_a_declined_item_keeps_its_reason() -> None:
    (item,), _ = read("| Action | Status |", "| Add a | Declined: superseded by the pooler |")
    assert (item.status, item.reason) == ("declined", "superseded by the pooler")


def test_a_struck_row_is_declined() -> None:
    (item,), _ = read("| Action | Status |", "| ~~Add a~~ | open |")
    assert (item.title, item.status) == ("Add a", "declined")


@pytest.mark.parametrize(
    ("cell", "ticket", "status"),
    [
        ("Bug 5554823 **TODO**", Ticket("Bug 5554823"), "open"),
        ("n/a **DONE**", None, "done"),
        (
            "[5554825](https://b.example/5554825) **DONE**",
            Ticket("5554825", "https://b.example/5554825"),
            "done",
        ),
        ("PR #12", Ticket("PR #12"), "open"),
        ("OPS-1: raise limits", Ticket("OPS-1"), "open"),
        ("[OPS-2]", Ticket("OPS-2"), "open"),
        ("-", None, "open"),
    ],
)
def test_ticket_cells(cell: str, ticket: Ticket | None, status: str) -> None:
    (item,), _ = read("| Action Item | Type | Owner | Bug |", f"| Add a | mitigate | ana | {cell} |")
    assert (item.ticket, item.status) == (ticket, status)


def test_template_rows_are_reported() -> None:
    found, problems = read(
        "| ID | Action | Owner | Due | Status |",
        "| 1 | [Action] | [Name] | [Date] | Open |",
        "|  |  |  |  |  |",
        "| 3 | TBD | | | |",
        "| 4 | {action} | {a|b} | {date} | {state} |",
        "| 5 | Add a | [Name] | [Date] | Open |",
        "| - | None | - | - | - |",
    )
    assert [item.id for item in found] == ["5"]
    assert [(problem.rule, problem.at.line) for problem in problems] == [
        ("placeholder-left", line) for line in (3, 4, 5, 6, 7, 7)
    ]
    assert (found[0].owners, found[0].due_text) == ((), "")


def test_a_row_that_does_not_say_what_to_do_is_reported() -> None:
    found, problems = read("| Action | Owner | Due |", "|  | Ana | 2025-04-01 |")
    assert found == []
    assert [(problem.rule, problem.at.line) for problem in problems] == [("unreadable-row", 3)]


def test_a_row_with_a_bare_pipe_is_put_together_again() -> None:
    (item,), (problem,) = read(
        "| Action | Owner | Due | Status |", "| Use grep a | sort | Ana | 2025-04-01 | Done |"
    )
    assert (item.title, item.owners, item.status) == ("Use grep a | sort", ("Ana",), "done")
    assert problem.rule == "unreadable-row"


def test_short_rows_are_read() -> None:
    found, problems = read("| Action | Owner | Status |", "| Add a |", "Add b | Bo")
    assert [(item.title, item.owners) for item in found] == [("Add a", ()), ("Add b", ("Bo",))]
    assert [(problem.rule, problem.at.line) for problem in problems] == [
        ("unreadable-row", 3),
        ("unreadable-row", 4),
    ]
    assert problems[0].message == "the row has 1 cell below 3 headings (Action, Owner, Status)"


def test_a_short_row_that_begins_with_words_lacks_its_id() -> None:
    found, problems = read(
        "| # | Action | Owner | Due |", "| Raise again | bo |", "| OPS-7 | Lower it | ana |"
    )
    assert [(item.id, item.title, item.owners) for item in found] == [
        ("", "Raise again", ("bo",)),
        ("OPS-7", "Lower it", ("ana",)),
    ]
    assert [problem.at.line for problem in problems] == [3, 4]


def test_rows_that_are_headings_of_groups() -> None:
    found, _ = read(
        "| Action | Owner |", "| **Prevent** | |", "| Add a | Ana |", "| Detection | |", "| Add b | Bo |"
    )
    assert [(item.title, item.type) for item in found] == [("Add a", "prevent"), ("Add b", "detect")]


def test_a_column_of_boxes_without_a_heading_is_the_status() -> None:
    found, _ = read("| | Task | Who |", "| [x] | Add a | Ana |", "| [ ] | Add b | Bo |")
    assert [item.status for item in found] == ["done", "open"]


def test_an_unknown_type_is_kept_as_an_extra() -> None:
    (item,), _ = read("| Action | Category |", "| Add a | Immediate |")
    assert (item.type, item.extra) == ("", (("Category", "Immediate"),))


def test_a_table_that_is_one_item() -> None:
    (item,), _ = read("| Action | Add a canary |", "| Owner | Ana |", "| Due | 2025-04-01 |")
    assert (item.title, item.owners, item.due) == ("Add a canary", ("Ana",), date(2025, 4, 1))

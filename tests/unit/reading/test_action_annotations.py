from datetime import date

import pytest

from incidentbook.reading.action_draft import Draft
from incidentbook.reading.action_text import words_of
from incidentbook.reading.annotations import annotate
from incidentbook.reading.blocks import inline
from incidentbook.records import Ticket

ISSUE = "https://github.com/acme/shop/issues/7"


def read(source: str, year: int | None = 2025) -> Draft:
    draft = Draft((1, 1), "list", year=year)
    annotate(words_of(inline(source)), draft)
    return draft


def test_all_annotations_of_a_task_are_found() -> None:
    draft = read("Add a canary stage — @ana, due 2025-04-01, P1, [OPS-12](https://tracker.example/OPS-12)")
    assert draft.title == "Add a canary stage"
    assert draft.owners == ["ana"]
    assert (draft.due, draft.due_text) == (date(2025, 4, 1), "2025-04-01")
    assert draft.priority == "P1"
    assert draft.ticket == Ticket("OPS-12", "https://tracker.example/OPS-12")


@pytest.mark.parametrize(
    ("source", "owners"),
    [
        ("Raise limits @ana @bo", ["ana", "bo"]),
        ("Raise limits (owner: ana)", ["ana"]),
        ("Raise limits. Owner: Ana Silva, Bo. Due: 2025-05-01", ["Ana Silva", "Bo"]),
        ("Raise limits — ana", ["ana"]),
        ("Raise limits — Ana, Bo", ["Ana", "Bo"]),
        ("Raise limits [ana]", ["ana"]),
        ("[ana] Raise limits", ["ana"]),
        ("@ana to raise limits", ["ana"]),
        ("@ana, @bo: raise limits", ["ana", "bo"]),
        ("Raise limits (Ana Silva, 2025-05-01)", ["Ana Silva"]),
        ("Raise limits. Assigned to Ana", ["Ana"]),
        ("Raise limits [@ana](https://github.com/ana)", ["ana"]),
        ("Raise limits | Owner: Platform team | P2", ["Platform team"]),
        ("Ask @ana which limits to raise, then raise them", ["ana"]),
    ],
)
def test_owners_are_found(source: str, owners: list[str]) -> None:
    assert read(source).owners == owners


@pytest.mark.parametrize(
    "source",
    [
        "Restrict access — only admins may restart",
        "Write to a@b.example and stop using @types/node",
        "Rename the decorator `@cached`",
        "Try it (again)",
        "Retry the job — again",
        "Post to @here when the job fails",
        "Raise limits (owner: TBD)",
    ],
)
def test_other_words_are_no_owners(source: str) -> None:
    assert read(source).owners == []


@pytest.mark.parametrize(
    ("source", "due", "text"),
    [
        ("Rotate keys by 1 April 2025", date(2025, 4, 1), "1 April 2025"),
        ("Rotate keys (due: 2025-04-01)", date(2025, 4, 1), "2025-04-01"),
        ("Rotate keys, due April 1st, 2025", date(2025, 4, 1), "April 1st, 2025"),
        ("Rotate keys — ana, 2025-04-01", date(2025, 4, 1), "2025-04-01"),
        ("Rotate keys (by 1 Apr)", date(2025, 4, 1), "1 Apr"),
        ("Rotate keys (ETA: Q2 2025)", None, "Q2 2025"),
        ("Rotate keys — ana, due next sprint", None, "next sprint"),
        ("Rotate keys 📅 2025-04-01", date(2025, 4, 1), "2025-04-01"),
        ("Rotate keys before 2025-04-01 in all zones", date(2025, 4, 1), "2025-04-01"),
    ],
)
def test_due_dates_are_found(source: str, due: date | None, text: str) -> None:
    draft = read(source)
    assert (draft.due, draft.due_text) == (due, text)


def test_a_date_that_is_part_of_the_words_is_no_due_date() -> None:
    draft = read("Explain the outage of 2025-04-01 to customers")
    assert (draft.due, draft.due_text) == (None, "")
    assert draft.title == "Explain the outage of 2025-04-01 to customers"


@pytest.mark.parametrize(
    ("source", "status", "title"),
    [
        ("Raise limits (DONE)", "done", "Raise limits"),
        ("Raise limits ✅", "done", "Raise limits"),
        ("✅ Raise limits", "done", "Raise limits"),
        ("Raise limits - done", "done", "Raise limits"),
        ("Done: raise limits", "done", "raise limits"),
        ("Raise limits. _done in 2.3_.", "done", "Raise limits."),
        ("Raise limits **(done during the incident)**", "done", "Raise limits"),
        ("~~Raise limits~~", "declined", "Raise limits"),
        ("~~Raise limits~~ (done)", "done", "Raise limits"),
        ("[-] Raise limits", "declined", "Raise limits"),
        ("Raise limits (in progress)", "in-progress", "Raise limits"),
        ("Raise limits (currently blocked on the vendor)", "blocked", "Raise limits"),
        ("Raise limits (ticket created)", "", "Raise limits (ticket created)"),
        ("Find jobs that are not done by noon", "", "Find jobs that are not done by noon"),
        ("Keep a list of what is open", "", "Keep a list of what is open"),
    ],
)
def test_statuses_are_found(source: str, status: str, title: str) -> None:
    draft = read(source)
    assert (draft.status, draft.title) == (status, title)


def test_the_day_of_completion_is_kept() -> None:
    draft = read("Raise limits — @ana, due 2025-04-01, done 2025-03-28")
    assert (draft.status, draft.due, draft.done_on) == ("done", date(2025, 4, 1), date(2025, 3, 28))


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("Raise limits (won't do: too costly, and slow)", "too costly, and slow"),
        ("Raise limits — declined: superseded by the pooler", "superseded by the pooler"),
        ("~~Raise limits~~ — superseded by OPS-3", "superseded by OPS-3"),
        ("Raise limits — @ana, blocked: waits for the vendor, P2", "waits for the vendor"),
    ],
)
def test_reasons_are_kept(source: str, reason: str) -> None:
    draft = read(source)
    assert (draft.title, draft.reason) == ("Raise limits", reason)


@pytest.mark.parametrize(
    ("source", "ticket", "title"),
    [
        ("Raise limits #123", Ticket("#123"), "Raise limits"),
        ("Raise limits (OPS-12)", Ticket("OPS-12"), "Raise limits"),
        ("OPS-12: Raise limits", Ticket("OPS-12"), "Raise limits"),
        (f"Raise limits [Issue]({ISSUE})", Ticket("shop#7", ISSUE), "Raise limits"),
        (f"Raise limits ([see issue here]({ISSUE}))", Ticket("shop#7", ISSUE), "Raise limits"),
        (f"Raise limits: {ISSUE}", Ticket("shop#7", ISSUE), "Raise limits"),
        (f"[Raise limits]({ISSUE})", Ticket("shop#7", ISSUE), "Raise limits"),
        (f"[#7]({ISSUE}) - raise limits", Ticket("#7", ISSUE), "raise limits"),
        (f"[#7 (done)]({ISSUE}): raise limits", Ticket("#7", ISSUE), "raise limits"),
        (
            f"Read [the guide](https://docs.example/x) and raise limits ([#7]({ISSUE}))",
            Ticket("#7", ISSUE),
            "Read the guide and raise limits",
        ),
        ("Repair UTF-8 in SHA-256 as RFC-123 says", None, "Repair UTF-8 in SHA-256 as RFC-123 says"),
        (
            "Install a scanner (for example <https://docs.example/scan>)",
            None,
            "Install a scanner (for example https://docs.example/scan)",
        ),
        ("Raise limits, finishing OPS-3 [OPS-4]", Ticket("OPS-4"), "Raise limits, finishing OPS-3"),
        (f"Follow what [this issue]({ISSUE}) says", Ticket("shop#7", ISSUE), "Follow what this issue says"),
    ],
)
def test_tickets_are_found(source: str, ticket: Ticket | None, title: str) -> None:
    draft = read(source)
    assert (draft.ticket, draft.title) == (ticket, title)


@pytest.mark.parametrize(
    ("source", "priority"),
    [
        ("P1: raise limits", "P1"),
        ("(p2) raise limits", "P2"),
        ("[High] raise limits", "high"),
        ("Raise limits (priority: medium)", "medium"),
        ("Raise limits — @ana, low", "low"),
        ("Raise the high limits", ""),
    ],
)
def test_priorities_are_found(source: str, priority: str) -> None:
    assert read(source).priority == priority


@pytest.mark.parametrize(
    ("source", "type", "title"),
    [
        ("**Prevent:** refuse empty tables", "prevent", "refuse empty tables"),
        ("Monitoring: alert on empty tables", "detect", "alert on empty tables"),
        ("Alert on empty tables (type: detection)", "detect", "Alert on empty tables"),
        ("Platform: alert on empty tables", "", "Platform: alert on empty tables"),
    ],
)
def test_types_are_found(source: str, type: str, title: str) -> None:
    draft = read(source)
    assert (draft.type, draft.title) == (type, title)


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("**Refuse empty tables**: they stop every job that reads them", "Refuse empty tables"),
        ("**Tables**: refuse empty ones", "Tables: refuse empty ones"),
        ("Action item 3: refuse **empty** tables", "refuse empty tables"),
        ("Refuse ~~broken~~ empty tables", "Refuse empty tables"),
        ("Refuse `@empty` tables ![](chart.png)", "Refuse @empty tables"),
        ("#123", "#123"),
        ("~~OPS-3~~", "OPS-3"),
    ],
)
def test_the_title_says_what_is_to_be_done(source: str, title: str) -> None:
    assert read(source).title == title


def test_the_first_of_many_long_sentences_is_the_title() -> None:
    draft = read(
        "Refuse empty tables before they are published. " + "They stop every job that reads them. " * 8
    )
    assert draft.title == "Refuse empty tables before they are published"


@pytest.mark.parametrize(
    "title", ["Better documentation", "Fix documentation", "Documentation", "Better alerting"]
)
def test_an_action_before_a_dash_and_its_owner_is_no_label(title: str) -> None:
    draft = read(f"{title} — @bo")
    assert (draft.title, draft.owners, draft.type) == (title, ["bo"], "")


def test_a_type_after_commas_alone_needs_another_statement_before_it() -> None:
    draft = read("Answer from a cached rate, owner @dev, due 2025-04-01, P1, mitigate")
    assert (draft.title, draft.owners, draft.priority, draft.type) == (
        "Answer from a cached rate",
        ["dev"],
        "P1",
        "mitigate",
    )
    assert (draft.due, draft.due_text) == (date(2025, 4, 1), "2025-04-01")
    words = read("Learn to detect, investigate, prevent")
    assert (words.title, words.type) == ("Learn to detect, investigate, prevent", "")

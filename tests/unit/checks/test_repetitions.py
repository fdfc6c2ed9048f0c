"""What the findings about repeats and causes say: words, places and keys that the cases do not show."""

import time
from datetime import date

from incidentbook.checks import run
from incidentbook.reading.policy import default_policy
from incidentbook.reading.postmortem import read_postmortem
from incidentbook.records import Finding, Library

POLICY = default_policy()
AS_OF = date(2025, 6, 10)


def found(rule: str, *texts: str, as_of: date = AS_OF) -> list[Finding]:
    """The findings of one rule in documents called a.md, b.md, …"""
    documents = tuple(
        read_postmortem(f"{name}.md", text, POLICY) for name, text in zip("abc", texts, strict=False)
    )
    return [one for one in run(Library(POLICY, documents), as_of).findings if one.id == rule]


def incident(day: str, actions: str = "", more: str = "") -> str:
    """A document about one cause on one service."""
    front = f"---\ntitle: Late on {day}\ndate: {day}\nservices: [labels]\ncauses: [retry-storm]\n{more}---\n"
    return f"{front}\n## Summary\n\nLate.\n\n## Action items\n\n{actions}\n"


TABLE = """
| Action | Type | Status | Due |
|---|---|---|---|
| Limit the retries | prevent | {} | 2025-05-01 |
| Alert on retries | detect | {} | |
"""


def test_an_open_action_is_named_with_its_delay() -> None:
    (finding,) = found("CAU106", incident("2025-03-01", TABLE.format("open", "open")), incident("2025-06-01"))
    assert str(finding.at) == "b.md:5:1"
    assert finding.message == (
        "repeats “Late on 2025-03-01” (2025-03-01), of which is still open: "
        "“Limit the retries” (40 days overdue), “Alert on retries”"
    )
    assert finding.hint.startswith("finish it (a.md:17:")


def test_what_lies_beyond_a_denied_incident_is_followed_only_within_the_window() -> None:
    first, second = incident("2024-01-01", TABLE.format("open", "open")), incident("2024-10-01")
    denying = incident("2025-06-01", more="not_repeat_of: b\n")
    assert [one.key for one in found("CAU106", first, second, incident("2025-06-01"))] == ["a"]
    assert not found("CAU106", first, second, denying)
    near = incident("2024-08-01", TABLE.format("open", "open"))
    assert [one.key for one in found("CAU106", near, second, denying)] == ["a"]


def test_days_that_pass_do_not_change_a_key() -> None:
    documents = incident("2025-03-01", TABLE.format("open", "open")), incident("2025-06-01")
    keys = {one.key for day in (AS_OF, date(2026, 1, 1)) for one in found("CAU106", *documents, as_of=day)}
    assert keys == {"a"}


def test_a_done_action_that_did_not_hold_is_named_where_the_cause_came_back() -> None:
    (finding,) = found("CAU107", incident("2025-03-01", TABLE.format("done", "done")), incident("2025-06-01"))
    assert (finding.at.path, finding.key) == ("b.md", "a")
    assert finding.message.endswith("although this was done: “Limit the retries”, “Alert on retries”")


def test_the_hint_of_an_undeclared_repeat_can_be_pasted() -> None:
    (finding,) = found("CAU105", incident("2025-03-01"), incident("2025-06-01"))
    line = finding.hint.split("`")[1]
    assert line == "repeat_of: [a]"
    assert not found("CAU105", incident("2025-03-01"), incident("2025-06-01", more=f"{line}\n"))


def test_the_hint_of_an_undeclared_repeat_keeps_what_is_denied_already() -> None:
    last = incident("2025-06-01", more="not_repeat_of: b\n")
    (finding,) = found("CAU105", incident("2025-03-01"), incident("2025-04-01"), last)[1:]
    assert (finding.at.path, finding.hint.split("`")[3]) == ("c.md", "not_repeat_of: [b, a]")


def test_each_incident_of_a_chain_repeats_the_one_before_it() -> None:
    findings = found("CAU105", incident("2025-01-01"), incident("2025-03-01"), incident("2025-06-01"))
    assert [(one.at.path, one.key) for one in findings] == [
        ("b.md", "retry-storm a"),
        ("c.md", "retry-storm b"),
    ]


def test_the_words_that_stop_the_analysis_are_marked() -> None:
    (finding,) = found("CAU103", "# Late\n\n## Root cause\n\nIt was plain **human error**, sadly.\n")
    assert (finding.at.line, finding.at.column, finding.length) == (5, 16, len("human error"))


def test_a_text_full_of_such_words_takes_no_time() -> None:
    text = "# Late\n\n## Root cause\n\n" + "no lack of human error for " * 5_000
    document = read_postmortem("a.md", text, POLICY)
    began = time.perf_counter()
    run(Library(POLICY, (document,)), AS_OF)
    assert time.perf_counter() - began < 5

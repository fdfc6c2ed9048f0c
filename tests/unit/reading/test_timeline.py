"""The forms in which timelines are written; days and order are tested in test_timeline_days."""

from datetime import date
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.reading.blocks import parse
from incidentbook.reading.timeline import TimelineReading, read_timeline
from incidentbook.records import Location

DAY = date(2025, 3, 15)


def read(text: str, heading: str = "Timeline", day: date | None = DAY, zone: str = "UTC") -> TimelineReading:
    return read_timeline(parse(dedent(text).strip("\n")), heading, "pm.md", zone, day)


def told(reading: TimelineReading) -> list[tuple[str, str]]:
    """Each entry as its time on the day in UTC ("?" for none) and its words."""
    return [
        (entry.moment.start.strftime("%H:%M") if entry.moment else "?", entry.text)
        for entry in reading.entries
    ]


ALERT_AND_ACK = [("14:32", "Alert fired"), ("14:35", "Ana acknowledged")]

FORMS = {
    "table": """
        | Time | Event |
        |------|-------|
        | 14:32 | Alert fired |
        | 14:35 | Ana acknowledged |
        """,
    "table with days": """
        | Date | Time | Who | Event |
        |------|------|-----|-------|
        | 2025-03-15 | 14:32 | pager | Alert fired |
        | | 14:35 | ana | Ana acknowledged |
        """,
    "table of full stamps without outer pipes": """
        When | What
        --- | ---
        2025-03-15 14:32 | Alert fired
        2025-03-15 14:35 | Ana acknowledged
        """,
    "table whose events come first": """
        | Milestone | Reached at |
        |-----------|------------|
        | Alert fired | 14:32 |
        | Ana acknowledged | 14:35 |
        """,
    "table with pairs in one row": """
        | Time | Event |
        |------|-------|
        | 14:32 | Alert fired | 14:35 | Ana acknowledged |
        """,
    "table with columns side by side": """
        | Time | Event | Time | Event |
        |------|-------|------|-------|
        | 14:32 | Alert fired | 14:35 | Ana acknowledged |
        """,
    "table without headings": """
        | | |
        |--|--|
        | 14:32 | Alert fired |
        | 14:35 | Ana acknowledged |
        """,
    "table begun without headings": """
        | 14:32 | Alert fired |
        |--|--|
        | 14:35 | Ana acknowledged |
        """,
    "table with rows for days": """
        | Time | Event |
        |------|-------|
        | **2025-03-15** | |
        | 14:32 | Alert fired |
        | 14:35 | Ana acknowledged |
        """,
    "table in two zones": """
        | Time (PST) | Time (UTC) | Event |
        |------------|------------|-------|
        | 06:32 | 14:32 | Alert fired |
        | 06:35 | 14:35 | Ana acknowledged |
        """,
    "table with military time": """
        | Time | Event |
        |------|-------|
        | 1432 | Alert fired |
        | 1435 | Ana acknowledged |
        """,
    "list with dashes": """
        - 14:32 - Alert fired
        - 14:35 - Ana acknowledged
        """,
    "list with bold times": """
        - **14:32 UTC** — Alert fired
        - **14:35 UTC** — Ana acknowledged
        """,
    "list with colons": """
        * 14:32: Alert fired
        * 14:35: Ana acknowledged
        """,
    "list with bold colons": """
        - **14:32 UTC:** Alert fired
        - **14:35 UTC:** Ana acknowledged
        """,
    "list with plain times": """
        * 14:32 Alert fired
        * 14:35 Ana acknowledged
        """,
    "list with code": """
        - `14:32` Alert fired
        - `14:35` Ana acknowledged
        """,
    "list with brackets": """
        - [14:32] Alert fired
        - (14:35) Ana acknowledged
        """,
    "list with linked times": """
        - [14:32](https://chat.example.org/1) Alert fired
        - [14:35](https://chat.example.org/2) Ana acknowledged
        """,
    "numbered list": """
        1. 14:32 UTC: Alert fired
        2. 14:35 UTC: Ana acknowledged
        """,
    "task list": """
        - [x] 14:32 Alert fired
        - [ ] 14:35 Ana acknowledged
        """,
    "list with emoji": """
        - 🔴 14:32 — Alert fired
        - :eyes: 14:35 — Ana acknowledged
        """,
    "list with full stamps": """
        - 2025-03-15 14:32 - Alert fired
        - 2025-03-15T14:35:00Z Ana acknowledged
        """,
    "list with half days": """
        - 2:32 PM: Alert fired
        - 2:35pm: Ana acknowledged
        """,
    "list with points": """
        - 14.32 – Alert fired
        - 14.35 – Ana acknowledged
        """,
    "list after a day": """
        2025-03-15 (*all times UTC*)

        * 14:32 Alert fired
        * 14:35 Ana acknowledged
        """,
    "lists below days": """
        - 15 March 2025
          - 14:32 Alert fired
          - 14:35 Ana acknowledged
        """,
    "headings": """
        ### 14:32

        Alert fired

        ### 14:35 - Ana acknowledged

        She was on a train.
        """,
    "headings of days with lists": """
        ### Saturday, 15 March 2025

        - 14:32 Alert fired
        - 14:35 Ana acknowledged
        """,
    "headings of days with headings": """
        ### 2025-03-15

        #### 14:32

        Alert fired

        #### 14:35

        Ana acknowledged
        """,
    "paragraphs": """
        **14:32** - Alert fired

        **14:35** - Ana acknowledged
        """,
    "lines": """
        14:32 - Alert fired
        14:35 - Ana acknowledged
        """,
    "plain lines": """
        14:32 Alert fired
        14:35 Ana acknowledged
        """,
    "lines with HTML breaks": """
        14:32 - Alert fired<br>14:35 - Ana acknowledged
        """,
    "one line with pipes": """
        14:32 - Alert fired | 14:35 - Ana acknowledged
        """,
    "one line": """
        14:32 - Alert fired 14:35 - Ana acknowledged
        """,
    "definitions": """
        14:32
        : Alert fired

        14:35
        : Ana acknowledged
        """,
    "times on their own": """
        **14:32**

        Alert fired

        **14:35**

        Ana acknowledged
        """,
    "times at the end": """
        - Alert fired: 14:32 UTC
        - Ana acknowledged (14:35 UTC)
        """,
    "headings with times at the end": """
        ### Alert fired (14:32 UTC)

        ### Ana acknowledged - 14:35 UTC
        """,
    "a plain code block": """
        ```
        14:32  Alert fired
        14:35  Ana acknowledged
        ```
        """,
    "an indented code block with headings": """
        ```text
          TIME      EVENT
          14:32:00  Alert fired
          14:35:00  Ana acknowledged
        ```
        """,
    "labels with full stamps": """
        - Alert fired 2025-03-15 14:32
        - Ana acknowledged: 2025-03-15 14:35
        """,
    "a table broken by an image": """
        | Time | Event |
        |------|-------|
        | 14:32 | Alert fired |
        ![graph](x.png)

        | 14:35 | Ana acknowledged |
        """,
    "a quotation alone": """
        > 14:32 Alert fired
        > 14:35 Ana acknowledged
        """,
    "lines below a remark": """
        All times in UTC, as the log has them.
        14:32 — Alert fired
        14:35 — Ana acknowledged
        """,
    "counted from the first event": """
        - **14:32** — Alert fired
        - **+3 min** — Ana acknowledged
        """,
    "paragraphs that end with their times": """
        Alert fired
        Mar 15, 14:32 UTC

        Ana acknowledged
        Mar 15, 14:35 UTC
        """,
    "details": """
        <details>
        <summary>All of it</summary>

        - 14:32 Alert fired
        - 14:35 Ana acknowledged

        </details>
        """,
    "counted from the start": """
        T0 = 14:30 UTC

        - T+2m Alert fired
        - T+00:05 Ana acknowledged
        """,
}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_two_events_are_read_in_every_form(form: str) -> None:
    reading = read(FORMS[form])
    assert told(reading) == ALERT_AND_ACK
    assert {entry.moment.start.date() for entry in reading.entries if entry.moment} == {DAY}
    assert reading.problems == ()


def test_a_label_with_a_time_keeps_label_and_words() -> None:
    reading = read("""
        - **Detection (14:32 UTC):** the alert fired
        - **Recovery (14:55 UTC)** — rolled back
        """)
    assert told(reading) == [("14:32", "Detection: the alert fired"), ("14:55", "Recovery: rolled back")]


def test_an_entry_stands_at_the_first_character_of_its_time() -> None:
    reading = read("""
        - **14:32 UTC** — alert

        | Who | Time | Event |
        |-----|------|-------|
        | ana | 14:40 | looked |

        ### ~14:50

        Fixed.
        """)
    assert [entry.at for entry in reading.entries] == [
        Location("pm.md", 1, 5),
        Location("pm.md", 5, 9),
        Location("pm.md", 7, 5),
    ]
    assert [entry.time_text for entry in reading.entries] == ["14:32 UTC", "14:40", "~14:50"]


def test_what_is_nested_belongs_to_its_entry_unless_it_is_timed() -> None:
    reading = read("""
        - 14:32 alert
          - five of ten nodes
          - see the graph
        - 14:40 looked at:
          - 14:41 the first node
        - 15:00
          - closed the incident
          - told everybody
        """)
    assert [text for _, text in told(reading)] == [
        "alert",
        "looked at:",
        "the first node",
        "closed the incident; told everybody",
    ]


def test_quotations_code_and_images_between_entries_are_none() -> None:
    reading = read("""
        - 14:32 alert

        > 14:33 bo: is it down?

        ```
        14:34 ERROR out of memory
        ```

        ![at 14:35](graph.png)

        - 14:40 fixed
        """)
    assert told(reading) == [("14:32", "alert"), ("14:40", "fixed")]


def test_a_wrapped_line_that_begins_with_a_time_is_no_entry() -> None:
    reading = read("""
        - 14:32 - the node that had been started at
          14:10 - an old one - went away
        - 14:40 - fixed
        """)
    assert len(reading.entries) == 2


@pytest.mark.parametrize(
    "text",
    [
        "At 14:30 we saw alerts. By 14:45 everything was down.",
        "Between 14:30 PDT and 15:00 PDT requests failed.",
        "14:30 UTC was when it began, as far as we know.",
        "5:42 PM PDT, we had it under control.",
        "It lasted from 13:00 to\n14:30 UTC because a node\n14:10 - was old.",
        "On 2025-03-15 the release went out.",
        "- [2025-03-15 graphs](https://example.org)\n- [overview](https://example.org/2025/03/15)",
        "- five nodes\n- 404 errors\n- version 1.10.2\n- a ratio of 16:9",
        "| Metric | Value |\n|--|--|\n| errors | 1432 |\n| users | 20 |",
        "```\n2025-03-15 14:32:05 ERROR x\n2025-03-15 14:32:06 ERROR y\n```",
        "![14:32](x.png)",
        "",
    ],
)
def test_prose_links_and_logs_have_no_entries(text: str) -> None:
    assert read(text).entries == ()


def test_an_unknown_time_counts_and_has_no_moment() -> None:
    reading = read("""
        - 14:32 alert
        - ??:?? somebody restarted something
        - 2X:XX something else
        - --:-- and again
        """)
    assert [entry.moment is None for entry in reading.entries] == [False, True, True, True]
    assert [entry.time_text for entry in reading.entries][1:] == ["??:??", "2X:XX", "--:--"]
    assert reading.problems == ()


def test_a_known_day_with_an_unknown_time_keeps_its_day() -> None:
    reading = read("""
        | Time | Event |
        |--|--|
        | 2025-03-14 --:-- | pushed |
        | 2025-03-?? ??:?? | noticed |
        | 2025-03-15 HH:mm | looked into |
        """)
    assert [entry.moment.precision if entry.moment else "" for entry in reading.entries] == ["day", "", "day"]


def test_a_time_that_does_not_exist_counts_and_is_reported() -> None:
    reading = read("""
        | Time | Event |
        |--|--|
        | 20252-03-15 12:00 | a day too far |
        | 2025-03-15 25:61 | a minute too far |
        """)
    assert [entry.moment for entry in reading.entries] == [None, None]
    assert [(problem.rule, problem.at.line) for problem in reading.problems] == [
        ("timeline-unreadable-entry", 3),
        ("timeline-unreadable-entry", 4),
    ]


def test_an_item_without_a_time_in_a_timed_list_is_reported_and_does_not_count() -> None:
    reading = read("""
        - 14:32 alert
        - somebody restarted it
        - 14:40 fixed
        """)
    assert len(reading.entries) == 2
    assert [(problem.rule, problem.at) for problem in reading.problems] == [
        ("timeline-unreadable-entry", Location("pm.md", 2, 3))
    ]


def test_a_row_without_a_time_in_a_timed_table_is_reported() -> None:
    reading = read("""
        | Time | Event |
        |--|--|
        | 14:32 | alert |
        | later | looked |
        | | |
        """)
    assert len(reading.entries) == 1
    assert [(problem.rule, problem.at.line) for problem in reading.problems] == [
        ("timeline-unreadable-entry", 4)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "| Time | Event |\n|--|--|\n| HH:MM | Alert fired |",
        "| Time | Event |\n|--|--|\n| 20xx-MM-DD HH:mm | Short event description |",
        "| Time | Event |\n|--|--|\n| 2025-03-15 HH:mm | Event description |",
        "| Time | Event |\n|--|--|\n| 14:32 | [What happened] |",
        "[Time] - Event",
        "- {{ hh:mm }} something",
        "- **<< YYYY-MM-DD HH:MM UTC >>:** (Detection) << Event description >>",
        "### {{ yyyy-mm-dd hh:mm }}\n\nStart of incident.",
    ],
)
def test_lines_of_a_template_are_reported_and_do_not_count(text: str) -> None:
    reading = read(text)
    assert reading.entries == ()
    assert [problem.rule for problem in reading.problems] == ["placeholder-left"]


@pytest.mark.parametrize(
    ("heading", "remark", "zone"),
    [
        ("Timeline (UTC)", "", "UTC"),
        ("Timeline (all times in CET)", "", "+01:00"),
        ("Timeline", "All times in PST.", "-08:00"),
        ("Timeline", "*Times below are Europe/Berlin*", "Europe/Berlin"),
        ("Timeline", "Time zone: UTC+2", "+02:00"),
        ("Timeline", "> All timestamps are in JST", "+09:00"),
    ],
)
def test_a_zone_of_the_section_applies_to_its_times(heading: str, remark: str, zone: str) -> None:
    reading = read_timeline(parse(f"{remark}\n\n- 10:00 a\n"), heading, "pm.md", "Asia/Tokyo", DAY)
    assert reading.zone == zone
    assert [(entry.moment.zone, entry.moment.zone_stated) for entry in reading.entries if entry.moment] == [
        (zone, True)
    ]


def test_without_a_zone_the_given_one_applies_and_is_marked_as_assumed() -> None:
    reading = read("- 10:00 a", zone="Asia/Tokyo")
    assert reading.zone == "Asia/Tokyo"
    assert told(reading) == [("01:00", "a")]
    assert [entry.moment.zone_stated for entry in reading.entries if entry.moment] == [False]


def test_the_zone_of_a_column_applies_to_the_table() -> None:
    reading = read("""
        | Time (CET) | Event |
        |--|--|
        | 10:00 | a |
        """)
    assert told(reading) == [("09:00", "a")]


def test_the_zone_that_most_times_name_applies_to_the_others() -> None:
    assert told(read("- 10:00 CET a\n- 10:05 b")) == [("09:00", "a"), ("09:05", "b")]
    assert told(read("- 10:00 a\n- 10:05 b\n- 12:10 CEST c")) == [
        ("10:00", "a"),
        ("10:05", "b"),
        ("10:10", "c"),
    ]


def test_prose_that_names_a_zone_in_passing_changes_nothing() -> None:
    assert read("The EST team was asleep while the IST office was at lunch.\n\n- 10:00 a").zone == "UTC"


def test_ranges_and_approximate_times_are_kept() -> None:
    reading = read("""
        | Time | Event |
        |--|--|
        | 14:00 - 14:10 | slow |
        | ~14:20 | slower |
        | 14:30 (approx.) | down |
        """)
    first, second, third = (entry.moment for entry in reading.entries)
    assert first is not None
    assert second is not None
    assert third is not None
    assert first.end is not None
    assert (first.end - first.start).total_seconds() == 600
    assert second.approximate
    assert third.approximate


def test_columns_of_start_and_end_make_a_range() -> None:
    reading = read("""
        | Start | End | Event |
        |--|--|--|
        | 14:00 | 14:10 | slow |
        | 14:20 | | fixed |
        """)
    assert [bool(entry.moment and entry.moment.end) for entry in reading.entries] == [True, False]


def test_relative_times_without_a_beginning_have_no_moment() -> None:
    reading = read("- T-5m deployed\n- T+0 alert\n- T+5m acknowledged")
    assert [(entry.time_text, entry.moment) for entry in reading.entries] == [
        ("T-5m", None),
        ("T+0", None),
        ("T+5m", None),
    ]


def test_relative_times_count_from_the_event_that_has_both() -> None:
    reading = read("- T-5m deployed\n- T+0 (14:32 UTC) alert\n- T+1h10m fixed")
    assert [when for when, _ in told(reading)] == ["14:27", "14:32", "15:42"]


def test_what_is_said_of_milestones_is_on_the_entry() -> None:
    reading = read("- 14:32 Alert fired\n- 14:40 Looked at graphs\n- 14:55 Service restored")
    assert [entry.milestone for entry in reading.entries] == ["detected", "", "resolved"]


_LINES = st.lists(
    st.sampled_from(
        [
            "- 14:32 alert",
            "  - 14:33 nested",
            "14:35 - line",
            "### 2025-03-15",
            "### 23:50",
            "#### 00:10 - x",
            "| Time | Event |",
            "|---|---|",
            "| 14:40 | a | 14:41 | b |",
            "| | b |",
            "> 14:50 quoted",
            "```",
            "T+5m x",
            "??:?? y",
            "15.03.2025",
            "All times in CET",
            "",
            "words",
        ]
    ),
    max_size=25,
)


@given(st.text() | _LINES.map("\n".join), st.none() | st.dates())
def test_nothing_raises_and_twice_is_the_same(text: str, day: date | None) -> None:
    first = read_timeline(parse(text), "Timeline", "pm.md", "Europe/Berlin", day)
    assert first == read_timeline(parse(text), "Timeline", "pm.md", "Europe/Berlin", day)
    lines = text.split("\n")
    for entry in first.entries:
        assert 1 <= entry.at.line <= len(lines)
        assert 1 <= entry.at.column <= len(lines[entry.at.line - 1]) + 1

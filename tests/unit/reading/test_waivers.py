"""Waivers: which comments are some, what they cover, and what is wrong with them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.reading.policy import default_policy
from incidentbook.reading.postmortem import read_postmortem
from incidentbook.reading.waivers import read_yaml_waivers
from incidentbook.records import Waiver
from incidentbook.records.waiver import WHOLE_FILE

REASON = "because the team is being formed"


def waivers(text: str) -> tuple[Waiver, ...]:
    return read_postmortem("a.md", text, default_policy()).waivers


def only(text: str) -> Waiver:
    (waiver,) = waivers(text)
    return waiver


def reach(text: str) -> tuple[int, int]:
    waiver = only(text)
    return waiver.first, waiver.last


def test_a_waiver_names_rules_a_day_and_a_reason() -> None:
    waiver = only(
        "# T\n\n<!-- incidentbook: allow ACT101, missing-due until 2026-03-01 because we move -->\n"
    )
    assert waiver.rules == ("ACT101", "missing-due")
    assert waiver.until == date(2026, 3, 1)
    assert waiver.reason == "we move"
    assert not waiver.fault
    assert (waiver.at.line, waiver.at.column) == (3, 1)


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        (f"allow missing-owner {REASON}", ("missing-owner",)),
        (f"Ignore missing-owner and missing-due {REASON}", ("missing-owner", "missing-due")),
        (f"disable ACT101 ACT102, {REASON}", ("ACT101", "ACT102")),
        ("allow overdue since: nobody minds", ("overdue",)),
        ("allow overdue\n     because nobody\n     minds", ("overdue",)),
    ],
)
def test_a_waiver_may_be_worded_otherwise(words: str, rules: tuple[str, ...]) -> None:
    waiver = only(f"# T\n\n<!-- incidentbook: {words} -->\n")
    assert waiver.rules == rules
    assert waiver.reason
    assert not waiver.fault


@pytest.mark.parametrize(
    ("words", "fault", "remedy"),
    [
        ("allow missing-owner", "gives no reason", "`allow missing-owner because …`"),
        (
            "allow missing-owner until 2026-03-01",
            "gives no reason",
            "`allow missing-owner until 2026-03-01 because …`",
        ),
        ("allow missing-owner because", "gives no reason", "`allow missing-owner because …`"),
        (f"allow missing-owner until soon {REASON}", "“soon” is no date", "the last day is optional"),
        (
            f"allow missing-owner until 03/04/2026 {REASON}",
            "may be 3 April 2026 or 4 March 2026",
            "write `2026-04-03` or `2026-03-04`, or leave `until …` out",
        ),
        (
            f"allow missing-owner until 2026-02-30 {REASON}",
            "February 2026 has 28 days",
            "perhaps `2026-02-28`, or leave `until …` out",
        ),
        ("be quiet", "is not understood", "`allow RULE because REASON`"),
        ("allow", "is not understood", "`allow RULE because REASON`"),
        ("", "is not understood", "`allow RULE because REASON`"),
    ],
)
def test_a_waiver_that_cannot_be_used_says_why(words: str, fault: str, remedy: str) -> None:
    waiver = only(f"# T\n\n<!-- incidentbook: {words} -->\n")
    assert fault in waiver.fault
    assert remedy in waiver.remedy


@pytest.mark.parametrize(
    "text",
    [
        f"# T\n\n```\n<!-- incidentbook: allow overdue {REASON} -->\n```\n",
        f"# T\n\nWrite `<!-- incidentbook: allow overdue {REASON} -->` there.\n",
        "# T\n\n<!-- internal: incidentbook knows -->\n",
        "# T\n\n<!-- incidentbook: internal -->\n\nText.\n\n<!-- incidentbook: end -->\n",
        "# T\n\nincidentbook: allow overdue because nobody minds\n",
    ],
)
def test_other_text_is_no_waiver(text: str) -> None:
    assert waivers(text) == ()


LINE = f"<!-- incidentbook: allow overdue {REASON} -->"


def test_before_the_first_words_it_covers_the_file() -> None:
    assert reach(f"{LINE}\n\n# T\n\nText.\n") == (1, WHOLE_FILE)
    assert reach(f"---\nid: a\n---\n\n{LINE}\n\n# T\n") == (1, WHOLE_FILE)


def test_before_a_block_it_covers_that_block() -> None:
    assert reach(f"# T\n\n{LINE}\n\nText\nof two lines.\n\nMore.\n") == (3, 6)
    of_list = only(f"# T\n\n{LINE}\n\n- a\n- b\n\nMore.\n")
    assert of_list.covers(6)
    assert not of_list.covers(8)


def test_before_a_heading_it_covers_the_section() -> None:
    text = f"# T\n\n{LINE}\n\n## One\n\nText.\n\n### Within\n\nText.\n\n## Two\n\nText.\n"
    assert reach(text) == (3, 11)


def test_in_a_heading_it_covers_the_section() -> None:
    assert reach(f"# T\n\n## One {LINE}\n\nText.\n\n## Two\n\nText.\n") == (3, 5)


def test_in_a_paragraph_or_item_it_covers_that_alone() -> None:
    assert reach(f"# T\n\n- one\n- two {LINE}\n- three\n") == (4, 4)
    assert reach(f"# T\n\nA line {LINE}\nand one more.\n\nMore.\n") == (3, 4)


def test_in_a_row_it_covers_the_row() -> None:
    assert reach(f"# T\n\n| A | B |\n|---|---|\n| one | two {LINE} |\n| three | |\n") == (5, 5)


def test_at_the_end_it_covers_itself() -> None:
    assert reach(f"# T\n\nText.\n\n{LINE}\n") == (5, 5)


def test_of_two_below_each_other_both_cover_the_next_block() -> None:
    found = waivers(f"# T\n\n{LINE}\n{LINE.replace('overdue', 'missing-owner')}\n\nText.\n")
    assert [(waiver.at.line, waiver.rules, waiver.last) for waiver in found] == [
        (3, ("overdue",), 6),
        (4, ("missing-owner",), 6),
    ]


def test_comments_of_yaml_count_in_the_front_matter_alone() -> None:
    text = (
        f"---\n# incidentbook: allow overdue {REASON}\nsev: S9 # incidentbook: allow INC101 {REASON}\n---\n"
        f"\n# incidentbook: allow missing-due {REASON}\n"
    )
    assert [(waiver.rules, waiver.first, waiver.last) for waiver in waivers(text)] == [
        (("overdue",), 1, WHOLE_FILE),
        (("INC101",), 3, 3),
    ]


def test_a_yaml_runbook_has_comments_of_yaml() -> None:
    above = f"# incidentbook: allow stale {REASON}"
    text = f"{above}\ntitle: Labels\nsteps: [] # incidentbook: allow RUN109 {REASON}\n"
    found = read_yaml_waivers(text, "a.yml")
    assert [(waiver.rules, waiver.first, waiver.last) for waiver in found] == [
        (("stale",), 1, WHOLE_FILE),
        (("RUN109",), 3, 3),
    ]


@given(st.text(alphabet="<!->ailow #\n|incdetbok: 12,\u2028", max_size=80))
def test_nothing_in_a_comment_raises(words: str) -> None:
    for waiver in waivers(f"# T\n\n<!-- incidentbook: allow {words} -->\n\n- a\n"):
        assert waiver.first <= waiver.last
        assert bool(waiver.fault) or (waiver.rules and waiver.reason)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.reading.blocks import parse
from incidentbook.reading.header import Header, read_header
from incidentbook.reading.sections import title_heading


def header(text: str) -> Header:
    blocks = parse(text)
    return read_header(blocks, "a.md", title_heading(blocks, {}))


def fields(text: str) -> dict[str, object]:
    return {field.key: field.value for field in header(text).fields}


@pytest.mark.parametrize(
    "text",
    [
        "**Date:** 2025-03-15 | **Severity:** SEV2 | **Authors:** ana, bo\n",
        "**Date**: 2025-03-15\n**Severity**: SEV2\n**Authors**: ana, bo\n",
        "**Date:** 2025-03-15  \n**Severity:** SEV2  \n**Authors:** ana, bo\n",
        "**Date** 2025-03-15\n\n**Severity** SEV2\n\n**Authors** ana, bo\n",
        "Date: 2025-03-15 Severity: SEV2 Authors: ana, bo\n",
        "Date: 2025-03-15 | Severity: SEV2 | Authors: ana, bo\n",
        "Date: 2025-03-15\nSeverity: SEV2\nAuthors: ana, bo\n",
        "- Date: 2025-03-15\n- Severity: SEV2\n- Authors: ana, bo\n",
        "- **Date:** 2025-03-15\n- **Severity**: SEV2\n- **Authors** — ana, bo\n",
        "> **Date:** 2025-03-15\n> **Severity:** SEV2\n> **Authors:** ana, bo\n",
        "| Field | Value |\n|---|---|\n| Date | 2025-03-15 |\n| Severity | SEV2 |\n| Authors | ana, bo |\n",
        "| | |\n|---|---|\n| **Date** | 2025-03-15 |\n| **Severity** | SEV2 |\n| **Authors** | ana<br>bo |\n",
        "| Date | 2025-03-15 |\n|---|---|\n| Severity | SEV2 |\n| Authors | ana, bo |\n",
        "| Date | Severity | Authors |\n|---|---|---|\n| 2025-03-15 | SEV2 | ana, bo |\n",
        "Date\n: 2025-03-15\n\nSeverity\n: SEV2\n\nAuthors\n: ana, bo\n",
        "## Details\n\n- Date: 2025-03-15\n- Severity: SEV2\n- Authors: ana, bo\n",
        "## Date\n\n2025-03-15\n\n## Severity\n\nSEV2\n\n## Authors\n\nana, bo\n\n## Summary\n\nx\n",
    ],
)
def test_fields_are_read_from_the_text_however_they_stand(text: str) -> None:
    assert fields(f"# Disk full\n\n{text}") == {
        "date": "2025-03-15",
        "severity": "SEV2",
        "authors": "ana, bo",
    }


def test_each_field_has_its_place() -> None:
    found = header("# Disk full\n\n**Date:** 2025-03-15 | **Severity:** SEV2\n").fields
    assert [(field.at.line, field.at.column, field.source) for field in found] == [
        (3, 3, "header"),
        (3, 26, "header"),
    ]


def test_roles_and_unknown_labels_are_kept() -> None:
    text = "**IC:** ana | **Comms lead:** bo | **Room:** 12\n"
    assert fields(text) == {"commander": "ana", "comms": "bo", "Room": "12"}


def test_a_list_below_a_label_is_its_value() -> None:
    assert fields("- Date: 2025-03-15\n- Authors:\n    - ana\n    - bo\n") == {
        "date": "2025-03-15",
        "authors": ("ana", "bo"),
    }


def test_header_lines_are_taken_out_and_the_rest_stays() -> None:
    text = "# Disk full\n\n**Date:** 2025-03-15\n**Severity:** SEV2\n**Impact:** none\nat all\n\nAnd so on.\n"
    left = [block.text for block in header(text).rest]
    assert left == ["Disk full", "Impact: none at all", "And so on."]


def test_a_section_of_facts_stays_whole() -> None:
    text = "# Disk full\n## Summary\n- Severity: SEV2\n- Date: 2025-03-15\n- It was full\n"
    assert [block.kind for block in header(text).rest] == ["heading", "heading", "list"]


@pytest.mark.parametrize(
    "text",
    [
        "At 10:30 the thing: it failed.\n",
        "Note: the disk was full.\n",
        "- Ana: restarted it\n- Bo: slept\n",
        "| Time | Event |\n|---|---|\n| 10:00 | full |\n",
        "**Warning:** this is long. Severity: unclear.\n",
        "## Root cause\n\n- Date: 2025-03-15\n- Severity: SEV2\n",
        "",
    ],
)
def test_other_text_states_nothing(text: str) -> None:
    assert fields(f"# Disk full\n\n{text}") == {}


def test_times_are_also_read_in_the_sections_about_them() -> None:
    text = "## Impact\n\n- **Start (UTC):** 2025-03-15 10:00\n- End: 2025-03-15 11:00 CET\n- Author: ana\n"
    assert fields(text) == {"started_at": "2025-03-15 10:00 UTC", "resolved_at": "2025-03-15 11:00 CET"}


def test_of_boxes_the_checked_one_counts() -> None:
    assert fields("## Severity\n\n- [ ] SEV1\n- [x] SEV2\n") == {"severity": ("SEV2",)}


def test_a_root_cause_in_words_is_no_list_of_causes() -> None:
    assert fields("**Root cause:** unsafe-config-change, config-drift\n") == {
        "causes": "unsafe-config-change, config-drift"
    }
    assert fields("**Root cause:** The queue had no limit.\n") == {}


@given(st.text(alphabet="*:|- \n>#DateSevrity12,[]()<br>", max_size=200))
def test_no_text_raises(text: str) -> None:
    assert fields(text) == fields(text)

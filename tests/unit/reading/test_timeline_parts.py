"""Which sections are taken for the timeline."""

from textwrap import dedent

from incidentbook.reading.blocks import parse
from incidentbook.reading.sections import split_sections
from incidentbook.reading.timeline_parts import Chronicle, read_chronicle


def chronicle(text: str) -> Chronicle:
    parts = split_sections(parse(dedent(text).strip("\n")), "pm.md", {})
    return read_chronicle(parts, "pm.md", "UTC", None)


KEY_EVENTS = """
    # Pulling images failed

    - **Key events**
      - First detected 2025-03-15 14:22
      - Incident declared: 2025-03-15 15:17
      - Repaired 2025-03-15 15:50
      - Resolved 2025-03-15 15:51

    - **Time to repair**: 1h 28m

    - **Impact**: no node could pull.
"""
CONTEXT = """
    - **Context**:
      - 2025-03-15 14:22: somebody saw errors:

    ```
    failed to fetch
    ```

      - 2025-03-15 14:34: found that the passwords differ
      - 2025-03-15 14:40 changed them
      - 2025-03-15 15:49 began to pull again
      - 2025-03-15 15:51 wrote to everybody

    - **Resolution**: the old password was restored.
"""


def test_key_events_are_the_timeline_where_there_is_no_other() -> None:
    found = chronicle(KEY_EVENTS)
    assert [entry.text for entry in found.entries] == [
        "First detected",
        "Incident declared",
        "Repaired",
        "Resolved",
    ]
    assert [milestone.name for milestone in found.milestones] == [
        "detected",
        "declared",
        "mitigated",
        "resolved",
    ]


def test_a_more_detailed_list_is_the_timeline_and_key_events_give_milestones() -> None:
    found = chronicle(KEY_EVENTS + CONTEXT)
    assert [entry.at.line for entry in found.entries] == [14, 20, 21, 22, 23]
    assert [milestone.at.line for milestone in found.milestones] == [4, 5, 6, 7]
    assert found.part is not None
    assert found.part.section.heading == "Context"


def test_a_zone_that_the_document_states_counts_as_stated_for_its_events() -> None:
    text = "# Late\n\n## Timeline\n\n- 2025-03-15 14:22 errors\n- 2025-03-15 14:40 repaired\n"
    parts = split_sections(parse(text), "pm.md", {})
    for stated in (True, False):
        entries = read_chronicle(parts, "pm.md", "Europe/Berlin", None, zone_stated=stated).entries
        assert [entry.moment.zone_stated for entry in entries if entry.moment] == [stated, stated]

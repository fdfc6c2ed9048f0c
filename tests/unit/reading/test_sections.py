import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.reading.blocks import parse
from incidentbook.reading.names import runbook_section_name
from incidentbook.reading.sections import Part, split_sections, title_heading


def parts(text: str) -> list[Part]:
    return split_sections(parse(text), "a.md", {})


def outline(text: str) -> list[tuple[int, str, int]]:
    return [(part.section.level, part.section.name, part.section.at.line) for part in parts(text)]


def test_headings_divide_a_document() -> None:
    text = (
        "# Disk full\n\n## Summary\nFull.\n\n## Timeline\n### Monday\n- 10:00 full\n\n## Root cause\nSize.\n"
    )
    assert outline(text) == [(2, "summary", 3), (2, "timeline", 6), (3, "", 7), (2, "root-cause", 10)]
    timeline = parts(text)[1]
    assert (timeline.section.end, timeline.section.words, timeline.section.text) == (
        10,
        3,
        "Monday\n10:00 full",
    )
    assert [block.kind for block in timeline.blocks] == ["heading", "list"]


def test_a_second_heading_of_level_1_is_a_section() -> None:
    text = "# Disk full\n## Summary\nFull.\n# Stats\n- Duration: 5 min\n"
    assert outline(text) == [(2, "summary", 2), (1, "supporting-information", 4)]


def test_a_document_may_have_sections_of_level_1_only() -> None:
    assert outline("# Summary\nFull.\n# Timeline\nx\n") == [(1, "summary", 1), (1, "timeline", 3)]


def test_text_before_the_first_heading_is_the_summary() -> None:
    assert outline("# Disk full\n\nThe disk ran full.\n\n## Impact\nx\n") == [
        (0, "summary", 3),
        (2, "impact", 5),
    ]
    assert outline("# Disk full\n\nBy ana.\n\n## Summary\nx\n")[0] == (0, "", 3)
    assert outline("The disk ran full.\n") == [(0, "summary", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "```\n# Timeline\n```\n",
        "<!--\n# Timeline\n-->\n",
        "    # Timeline\n",
        "#Timeline\n",
    ],
)
def test_what_only_looks_like_a_heading_is_none(text: str) -> None:
    assert "timeline" not in [name for _, name, _ in outline(f"## Summary\nx\n\n{text}")]


@pytest.mark.parametrize(
    "text",
    [
        "Timeline\n--------\nx\n",
        "## Timeline ##\nx\n",
        "## 🕐 Timeline:\nx\n",
        "**Timeline**\n\nx\n",
        "**Timeline:**\nx\n",
        "**Timeline:** x\n",
        "Timeline:\n\nx\n",
        "<details><summary>Timeline</summary>\n\nx\n\n</details>\n",
        "<details>\n\n## Timeline\n\nx\n\n</details>\n",
    ],
)
def test_a_section_is_found_however_it_is_headed(text: str) -> None:
    found = [part.section for part in parts(f"# Disk full\n\n{text}") if part.section.name == "timeline"]
    assert [section.text for section in found] == ["x"]


def test_bold_labels_are_sections_up_to_the_next_one() -> None:
    text = "**Summary**: The disk\nran full.\n**Impact:** none\n**Trigger**\n\nA log.\n\n- Big\n"
    assert outline(text) == [(0, "summary", 1), (0, "impact", 3), (0, "root-cause", 4)]
    assert [part.section.text for part in parts(text)] == ["The disk ran full.", "none", "A log.\nBig"]


def test_bare_names_are_sections_where_nothing_is_headed() -> None:
    text = "Disk full\n\nSummary\n\nFull.\n\nTimeline\n\n- 10:00 full\n"
    assert outline(text)[1:] == [(0, "summary", 3), (0, "timeline", 7)]
    assert outline(f"## Impact\n\nx\n\n{text}") == [(2, "impact", 1)]


def test_labelled_items_are_sections() -> None:
    text = "- **Impact**: none\n  at all\n- **Root cause:** a log\n    - a big one\n"
    assert [part.section.text for part in parts(text)] == ["none at all", "a log\na big one"]


def test_labels_do_not_repeat_or_break_what_headings_say() -> None:
    text = "## Summary\n**Impact:** none\n\n## Impact\nnone\n\n## Action items\n**Detection**\n- Alert\n"
    assert outline(text) == [(2, "summary", 1), (2, "impact", 4), (2, "action-items", 7)]


def test_a_single_labelled_item_in_a_list_is_an_item() -> None:
    assert outline("## Notes\n- **Monitoring:** was off\n- **Ana:** was away\n")[1:] == []


def test_groups_of_action_items_are_no_sections_of_that_name() -> None:
    text = "## Action items\n### Detection\n- a\n### What went wrong\n- b\n"
    assert [name for _, name, _ in outline(text)] == ["action-items", "", "went-poorly"]


@pytest.mark.parametrize(
    ("body", "is_template"),
    [
        ("*What did we learn?*\n", True),
        ("[Describe the cause]\n", True),
        ("- [Factor 1]\n- [Factor 2]\n", True),
        ("*What did we learn?*\n\nA lot.\n", False),
        ("", False),
        ("[a link](b.md)\n", False),
    ],
)
def test_what_only_the_template_says_is_known(body: str, *, is_template: bool) -> None:
    assert parts(f"## Root cause\n{body}")[0].section.is_template is is_template


def test_a_picture_is_not_nothing() -> None:
    assert parts("## Impact\n![](graph.png)\n")[0].section.words == 1
    assert parts("## Impact\n")[0].section.words == 0


def test_the_title_is_the_first_heading_that_names_no_section() -> None:
    def title(text: str) -> str | None:
        found = title_heading(parse(text), {})
        return found.text if found else None

    assert title("# Summary of a bad day\n## Impact\n") == "Summary of a bad day"
    assert title("# Summary\n# Impact\n") is None
    assert title("## Disk full\n### Impact\n") == "Disk full"
    assert title("### Disk full\n## Impact\n") is None
    assert title("text") is None


def test_a_runbooks_names_can_be_asked_for() -> None:
    found = split_sections(parse("# X\n## Meaning\na\n## Diagnosis\nb\n"), "a.md", {}, runbook_section_name)
    assert [part.section.name for part in found] == ["overview", "investigation"]


@given(st.text(alphabet="#*-:>`_ \n\tabImpactTimeline<details></summary>[]", max_size=300))
def test_every_part_lies_in_the_document(text: str) -> None:
    lines = text.count("\n") + 2
    for part in parts(text):
        assert 1 <= part.section.at.line <= part.section.end <= lines
    assert outline(text) == outline(text)

"""Blocks that nobody closed: where they are reported, and which sections they hide."""

import pytest

from incidentbook.reading.blocks import parse
from incidentbook.reading.fences import missing_fence, report_open_blocks
from incidentbook.reading.names import section_name
from incidentbook.records import Problem


def _open(text: str, first_line: int = 1) -> list[Problem]:
    blocks = parse(text, first_line)
    return list(
        report_open_blocks(blocks, text, first_line, "a.md", lambda heading: section_name(heading, {}))
    )


def test_an_open_fence_hides_the_sections_below_it() -> None:
    (problem,) = _open("Text.\n\n~~~~\nx\n\n## Impact\n\n### 2. Root cause:\n", first_line=11)
    assert (problem.at.line, problem.at.column, problem.hides) == (13, 1, ("impact", "root-cause"))
    assert "line 18" in problem.message
    assert "~~~~" in problem.hint


def test_a_fence_that_opens_in_a_block_of_code_shows_where_the_block_should_have_ended() -> None:
    (problem,) = _open("```\nx\n\n## Impact\n\n```sh\ny\n```\n\n## Timeline\n")
    assert "the next one opens in line 6" in problem.message
    assert problem.hides == ("impact",)


def test_of_fences_in_odd_number_the_one_that_holds_a_section_is_reported() -> None:
    text = "```\na\n```\n\n```\nb\n\n## Impact\n\n```\nc\n```\n\n## Timeline\n"
    (problem,) = _open(text)
    assert problem.at.line == 5
    assert problem.hides == ("impact", "timeline")


def test_a_comment_of_the_shell_is_no_heading_that_an_earlier_block_holds() -> None:
    (problem,) = _open("```sh\n# impact\nx\n```\n\n```sh\ny\n")
    assert problem.at.line == 6


@pytest.mark.parametrize(
    "text",
    [
        "```sh\nx\n```\n",
        "```sh\nx\n`````",
        "```\n```\n",
        "> ```\n> x\n> ```\n",
        "- a\n\n  ```\n  x\n  ```\n",
        "    ```\n    x\n",
        "~~~\n```sh\n~~~\n",
        "<!-- a\n\nb -->\n",
        "<div>\n\n## Impact\n",
        "",
    ],
)
def test_closed_blocks_are_not_reported(text: str) -> None:
    assert _open(text) == []


@pytest.mark.parametrize(
    ("text", "fence"), [("```", "```"), ("~~~~\nx\n~~~\n", "~~~~"), ("```\nx\n```\n", "")]
)
def test_the_fence_that_is_missing(text: str, fence: str) -> None:
    assert missing_fence(parse(text)[0], text.split("\n")) == fence

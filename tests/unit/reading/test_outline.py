"""Where blocks stand, without their words: the same places at which the reader finds them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.reading.blocks import Block, parse
from incidentbook.reading.outline import outline

PIECES = (
    *("- ", "* ", "1) ", "> ", "    ", "  ", "`", "```\n", "~~~\n", "<div>", "</div>", "\n", "\n\n"),
    *("word", "é", "# ", "|", "| a | b |\n|--|--|\n", "[ ] ", "[x] ", "![](u)", "[](u)", "***\n"),
    *("[^1]: ", "[^1]", "<!--", "-->", "\t", "&amp;", "**", "==="),
)


def shape(blocks: list[Block]) -> list[object]:
    return [
        (
            (block.kind, block.line, block.column, block.end),
            block.kind == "list" and block.ordered,
            block.kind == "code" and block.fenced,
            block.kind == "html" and block.source,
            shape(block.children),
        )
        for block in blocks
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# T\n\nwords\n\n- one\n- two\n\n  more\n\n  1. three\n",
        "> quote\n> - [ ] task\n>\n>   ```sh\n>   run\n>   ```\n",
        "| a | b |\n|---|---|\n| 1 | `x|y` |\nafter\n\n    indented\n",
        "<details>\n<summary>é</summary>\n\n- ![](picture)\n\n  second\n\n</details>\n",
    ],
)
def test_blocks_stand_where_the_reader_finds_them(text: str) -> None:
    assert shape(outline(text, 3)) == shape(parse(text, 3))


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_blocks_stand_there_whatever_the_text_is(text: str) -> None:
    assert shape(outline(text)) == shape(parse(text))


def test_blocks_have_no_words() -> None:
    assert [block.spans for block in outline("words\n\n- words")] == [[], []]

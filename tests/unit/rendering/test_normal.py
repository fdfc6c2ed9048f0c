import re
import time
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.rendering.normal import normal

EXTENSIONS = ("tables", "attr_list", "md_in_html", "pymdownx.superfences", "pymdownx.tasklist")


def shown(text: str) -> str:
    """What Python-Markdown shows of the normal form, on one line."""
    html = markdown.markdown(normal(text), extensions=list(EXTENSIONS))
    return re.sub(r">\s+<", "><", html.replace("\n", " ")).strip()


@pytest.mark.parametrize(
    "text",
    [
        "# Title\n\nA paragraph\nof two lines.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        "1. one\n2. two\n    - deep\n\n> quoted\n",
        "",
    ],
)
def test_leaves_what_both_read_alike(text: str) -> None:
    assert normal(text) == text


def test_a_list_may_follow_a_paragraph() -> None:
    assert (
        shown("Impact:\n- checkout\n- payments")
        == "<p>Impact:</p><ul><li>checkout</li><li>payments</li></ul>"
    )


def test_a_table_may_follow_a_paragraph() -> None:
    assert "<table>" in shown("Times in UTC\n| Time | Event |\n|---|---|\n| 14:32 | up |")


def test_a_fence_may_stand_between_lines_of_text() -> None:
    html = shown("before\n```\ncode\n```\nafter")
    assert html.startswith("<p>before</p>")
    assert html.endswith("<p>after</p>")


def test_two_spaces_nest() -> None:
    html = shown("- one\n  - two\n    - three\n- four")
    assert html == "<ul><li>one<ul><li>two<ul><li>three</li></ul></li></ul></li><li>four</li></ul>"


def test_numbers_nest_by_three_spaces_and_may_end_in_a_bracket() -> None:
    html = shown("1) one\n   - two\n2) three")
    assert html == "<ol><li>one<ul><li>two</li></ul></li><li>three</li></ol>"


def test_a_fence_in_an_item_stays_in_it() -> None:
    html = shown("1. Look:\n   ```sh\n   kubectl get pods\n   ```\n2. Act")
    assert html.count("<ol>") == 1
    assert html.count("<li>") == 2
    assert "<pre>" in html


def test_an_item_after_a_loose_one_is_an_item() -> None:
    assert shown("- one\n\n  more\n- two").count("<li>") == 2


def test_lists_of_different_kinds_stay_apart() -> None:
    html = shown("- bullet\n\n1. number\n")
    assert "<ul><li>bullet</li></ul>" in html
    assert "<ol><li>number</li></ol>" in html


def test_a_ticket_s_number_is_no_heading() -> None:
    assert shown("#123 was closed\n#124 too") == "<p>#123 was closed #124 too</p>"


def test_a_fence_without_an_end_is_code_to_the_end() -> None:
    assert "<pre>" in shown("```sh\nkubectl get pods")


def test_a_comment_in_code_keeps_its_sign() -> None:
    assert "# restart" in normal("```sh\n# restart\n```\n").split("\n")


def test_markdown_inside_details_is_shown() -> None:
    html = shown("<details>\n<summary>More</summary>\n\n- *one*\n\n</details>\n")
    assert "<summary>More</summary>" in html
    assert "<li><em>one</em></li>" in html


def test_a_list_in_a_quote_may_follow_its_text() -> None:
    assert "<li>one</li>" in shown("> said:\n> - one\n> - two")


def test_tabs_nest() -> None:
    assert shown("-\tone\n\t-\ttwo") == "<ul><li>one<ul><li>two</li></ul></li></ul>"


@given(st.text(alphabet="-*+1.)> #`~|a\n\t<dv", max_size=200))
def test_never_raises_and_keeps_every_letter(text: str) -> None:
    kept = re.sub(r' markdown="1"|[^adv]', "", normal(text))
    assert kept == re.sub(r"[^adv]", "", text)


@pytest.mark.parametrize("text", ["> " * 5000 + "x\n" * 50, "- " * 5000 + "x", "- a\n" * 5000, "#\n" * 5000])
def test_hostile_nesting_costs_little(text: str) -> None:
    start = time.perf_counter()
    normal(text)
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    "text", ["\n".join("  " * depth + "- x" for depth in range(600)), "1. " * 2000 + "x", "> " * 2000]
)
def test_the_deepest_nesting_does_not_exhaust_python_markdown(text: str) -> None:
    assert "x" in shown(f"{text}\n\nx")


HOSTILE = st.sampled_from(
    ["<![", "<!\x03[", "<![if", "]]>", "<!", "<?", "<", "`", "```\n", "\n\n", "    ", "- ", "x"]
)


@given(st.lists(HOSTILE, max_size=15).map("".join))
def test_an_html_parser_can_read_it_to_the_end(text: str) -> None:
    parser = HTMLParser()
    parser.feed(normal(text))
    parser.close()

"""An author's Markdown as it stands in the copy of a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.hosts.manuscripts import manuscript
from incidentbook.rendering.llms import Entry, Guide, Part, llms_text


def follow(url: str) -> str | None:
    if url.startswith(("dead", "javascript:")):
        return None
    return url if url.startswith(("#", "https:")) else f"to/{url}"


def copied(text: str) -> str:
    return manuscript(text, follow)


@pytest.mark.parametrize(
    ("text", "copy"),
    [
        ("[a](b.md)", "[a](to/b.md)"),
        ('[a](b.md "t")', '[a](to/b.md "t")'),
        ("[a](<b c.md>)", "[a](to/b%20c.md)"),
        ("[a](https://x.example.com/b(c)) [d](#e)", "[a](https://x.example.com/b(c)) [d](#e)"),
        ("![a](b.png) [![a](b.png)](c.md)", "![a](to/b.png) [![a](to/b.png)](to/c.md)"),
        ("[a](dead.md) ![b](dead.png) [c](javascript:x)", "a b c"),
        (
            "é [a][r], [r][], [r]\n\n[r]: b.md 'ti'",
            'é [a](to/b.md "ti"), [r](to/b.md "ti"), [r](to/b.md "ti")\n\n',
        ),
        ("`[a](b.md)`\n\n    [a](b.md)\n", "`[a](b.md)`\n\n    [a](b.md)\n"),
        ("| a |\n| - |\n| [x](b.md) |", "| a |\n| - |\n| [x](to/b.md) |"),
        ("<https://x.example.com>", "<https://x.example.com>"),
        ("<javascript:x>", "\\<javascript:x>"),
        ("[<javascript:x>](dead.md)", "\\<javascript:x>"),
        ("[<body a=b=c>](dead.md)", "\\<body a=b=c>"),
        ("a<br>b <kbd>c</kbd> <pod>", "a b c \\<pod>"),
        ('<span id="x-1" class="ib-anchor"></span>a', "a"),
        ('<p>a <a href="b.md" onclick="c()">d</a></p>\n', "a [d](to/b.md)\n\n"),
        ("text[^1]\n\n[^1]: note", "text[^1]\n\n[^1]: note"),
    ],
)
def test_links_lead_to_copies_and_html_becomes_text(text: str, copy: str) -> None:
    assert copied(text) == copy


HIDDEN = [
    "<!-- secret -->",
    "<!--\nsecret\n\nsecret\n-->",
    "[//]: # (secret)",
    "[comment]: <> (secret)",
    "> [//]: # (secret)",
    "shown\n[//]: # (secret)",
    "<div hidden>\n\nsecret [x](y.md)\n\n</div>",
    '<div style="display: none">\n\n<div>\n\nsecret\n\n</div>\n\nsecret\n\n</div>',
    "a <span hidden>secret</span> b",
    "a <script>secret()</script> b",
    "<style>\nsecret\n</style>",
    "<template>\n\nsecret\n",
    "a <!-- secret --> b",
]


@pytest.mark.parametrize("text", HIDDEN)
def test_what_the_page_does_not_show_is_not_in_the_copy(text: str) -> None:
    assert "secret" not in copied(f"# T\n\n{text}\n")


@pytest.mark.parametrize("text", [text for text in HIDDEN if "template" not in text])
def test_what_follows_is_in_the_copy(text: str) -> None:
    assert "the end" in copied(f"# T\n\n{text}\n\nthe end\n")


def test_code_keeps_what_looks_hidden() -> None:
    text = "```html\n<!-- kept -->\n<script>kept()</script>\n[x]: kept\n```\n"
    assert copied(text) == text


@given(st.text(alphabet=" \n<>!-[]()`*#a:/é\"'|&;", max_size=80))
def test_nothing_in_a_text_stops_it(text: str) -> None:
    assert copied(text) == copied(text)


def test_words_in_the_guide_are_no_markup() -> None:
    hostile = "](x) <script>\n# [a](javascript:b) `c` \x1b"
    guide = Guide(
        hostile, hostile, (hostile,), (Part(hostile, (Entry(hostile, "a (b).md", hostile),), hostile),)
    )
    import pyromark

    shown = pyromark.html(llms_text(guide))
    assert "<script" not in shown
    assert shown.count("<a ") == 1
    assert shown.count("<h1>") == shown.count("<h2>") == shown.count("<li>") == 1
    assert "\x1b" not in shown


def test_a_part_without_entries_is_left_out() -> None:
    text = llms_text(Guide("T", "S.", (), (Part("None", ()), Part("Some", (Entry("a", "b"),)))))
    assert text == "# T\n\n> S.\n\n## Some\n\n- [a](b)\n"

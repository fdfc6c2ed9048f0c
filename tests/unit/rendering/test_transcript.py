"""HTML of pages as Markdown."""

import pytest

from incidentbook.rendering.transcript import MOST_ROWS, transcript


def told(html: str) -> str:
    return transcript(html, lambda address: f"to/{address}", "index.html")


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<h2 id=x>When</h2><p>One.</p><p>Two.</p>", "## When\n\nOne.\n\nTwo.\n"),
        ('<p>See <a href="a/?x=1">that &amp; this</a>.</p>', "See [that & this](to/a/?x=1).\n"),
        ('<p><a href="#here">here</a> <a href="x"></a></p>', "here\n"),
        ("<p>Run <code>a `b` &lt;pod&gt;</code></p>", "Run ``a `b` <pod>``\n"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><p>d</p>", "- a\n    - b\n- c\n\nd\n"),
        ("<ul><li><div><p>a</p><p>b</p></div></li></ul>", "- a · b\n"),
        ("<dl><div><dt>Owner</dt><dd>ana</dd></div></dl>", "- **Owner:** ana\n"),
        ("<p><span>a</span><span>b</span> <b> c </b></p>", "a · b **c**\n"),
        ("<details><summary>More</summary><p>x</p></details>", "**More**\n\nx\n"),
        ("<pre><code>a\n  b</code></pre>", "```\na\n  b\n```\n"),
        ("<h3><a href='x'>t</a></h3>", "### [t](to/x)\n"),
    ],
)
def test_what_a_page_shows_is_told(html: str, markdown: str) -> None:
    assert told(html) == markdown


def test_tables_have_a_heading_and_whole_rows() -> None:
    html = "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1|2</td></tr></tbody></table>"
    assert told(html) == "| A | B |\n| --- | --- |\n| 1\\|2 |  |\n"


@pytest.mark.parametrize(
    "html",
    [
        "<script>secret()</script>",
        "<form><p>secret</p></form>",
        "<p hidden>secret</p>",
        '<span class="ib-hidden">secret</span>',
        '<i aria-hidden="true">secret</i>',
        "<span hidden>secret <span>secret</span> secret</span>",
        '<div style="Display: none"><div>secret</div>secret</div>',
        '<svg aria-hidden="true"><title>secret</title></svg>',
        "<!-- secret -->",
    ],
)
def test_what_is_hidden_or_no_text_is_left_out_and_the_rest_is_told(html: str) -> None:
    assert told(f"<p>a</p>{html}<p><span>b</span></p>") == "a\n\nb\n"


@pytest.mark.parametrize(
    "html",
    [
        '<svg role="img" aria-label="Two in May"><text>1</text></svg>',
        '<div role="group" aria-label="Two in May"><a href="x"></a><div></div></div>',
    ],
)
def test_a_drawing_gives_its_sentence(html: str) -> None:
    assert told(f"<p>a</p>{html}<p>b</p>") == "a\n\nTwo in May\n\nb\n"


@pytest.mark.parametrize(
    "text", ["# a", "- a", "1. a", "> a", "*a*", "[a](b)", "`a`", "a|b", "_a_", "~~a~~", "\\a", "+ a"]
)
def test_words_are_never_markup(text: str) -> None:
    import pyromark

    shown = pyromark.html(told(f"<p>{text}</p>"))
    assert shown == f"<p>{text.replace('>', '&gt;')}</p>\n"


def test_tags_in_words_stay_words() -> None:
    assert told("<p>&lt;script&gt; &amp;lt;b</p>") == "\\<script> \\&lt;b\n"


@pytest.mark.parametrize("number", [MOST_ROWS, MOST_ROWS + 1, 3 * MOST_ROWS])
def test_long_tables_and_lists_say_what_is_left_out(number: int) -> None:
    rows = "".join(f"<tr><td>row{n}</td></tr>" for n in range(number))
    items = "".join(f"<li>item{n}<ul><li>inner</li></ul></li>" for n in range(number))
    text = told(f"<table><thead><tr><th>A</th></tr></thead>{rows}</table><ul>{items}</ul><p>end</p>")
    left = number - MOST_ROWS
    assert (text.count("row"), text.count("item")) == (MOST_ROWS, MOST_ROWS)
    assert text.count(f"… and {left:,} more; all are on [the page](index.html)") == (2 if left else 0)
    assert text.endswith("\n\nend\n")


def test_html_that_does_not_end_is_read_to_its_end() -> None:
    assert told("<ul><li>a<table><tr><td>b<p>c</p") == "- a\n\nb · c\n"
    assert told("a < b") == "a\n"

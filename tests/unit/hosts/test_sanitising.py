"""HTML of authors, less what runs, covers, frames, or poses as a part of the theme."""

import re

import html5lib
import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.hosts.sanitising import sanitised

WRITTEN = """
# Title { #own .dressed }

- [x] done
- [ ] open

=== "One"

    a

=== "Two"

    b

??? note "More"

    Text[^1] and :smile:, ~~struck~~, `code`.

[^1]: A note.

!!! warning "Careful"

    ```python hl_lines="1"
    x = 1  # one
    ```

| a | b |
|:-:|--:|
| 1 | 2 |

<details markdown><summary>x</summary>
![dot](a.png "t"){ width=20 loading=lazy } <kbd>Esc</kbd> [to](../b.md#c){ target=_blank .md-button }
</details>

Term
:   Meaning
"""

EXTENSIONS = (
    *(
        "tables",
        "attr_list",
        "md_in_html",
        "footnotes",
        "admonition",
        "def_list",
        "toc",
        "pymdownx.superfences",
    ),
    *("pymdownx.tasklist", "pymdownx.tilde", "pymdownx.tabbed", "pymdownx.details", "pymdownx.highlight"),
    "pymdownx.emoji",
)
CONFIGURED = {
    "pymdownx.tasklist": {"custom_checkbox": True},
    "toc": {"permalink": True},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.highlight": {"anchor_linenums": True, "linenums": True},
}


def shape(html: str) -> list[tuple[str, tuple[tuple[str, str], ...], str]]:
    """All elements with their attributes and their text, as a browser has them."""
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    return [
        (
            str(one.tag),
            tuple(sorted((key, re.sub(r"[;\s]", "", value)) for key, value in one.attrib.items())),
            (one.text or "").strip(),
        )
        for one in tree.iter()
    ]


def test_what_markdown_makes_is_kept() -> None:
    made = markdown.markdown(WRITTEN, extensions=list(EXTENSIONS), extension_configs=CONFIGURED)
    assert shape(sanitised(made)) == shape(made)
    assert len(shape(made)) > 70


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<p>logs of <pod> in <namespace></p>", "<p>logs of &lt;pod&gt; in &lt;namespace&gt;</p>"),
        (
            '<p onclick="x()">a &lt; b &amp; <b>c</b></p><script>gone</script><iframe src="x">gone</iframe>',
            "<p>a &lt; b &amp; <b>c</b></p>",
        ),
        ('<a href="java&#115;cript:alert(1)">x</a>', "<a>x</a>"),
        ('<a href="data:text/html,x">x</a>', "<a>x</a>"),
        ('<img src="data:image/png;base64,AA">', '<img src="data:image/png;base64,AA">'),
        ('<video src="data:image/png,x"></video>', "<video></video>"),
        ('<p style="position:fixed;color:red">x</p>', '<p style="color:red">x</p>'),
        ('<p style="background-color:red;width:url(x)">x</p>', "<p>x</p>"),
        ('<pre id="__config">{}</pre>', "<pre>{}</pre>"),
        ('<input type="radio" id="__tabbed_1_1" name="__tabbed_1">', None),
        ('<input type="text" name="a"><input><input type="password">', ""),
        ('<pre class="mermaid x">a</pre>', '<pre class="x">a</pre>'),
        ('<p class="md-overlay md-button">a</p>', '<p class="md-button">a</p>'),
        ('<a data-md-component="source" data-x="1">a</a>', '<a data-x="1">a</a>'),
        ('<div data-incidentbook-sheets="t">a</div>', "<div>a</div>"),
        ("a&#1;b&#27;[31m", "a\ufffdb\ufffd[31m"),
        ('<a href="x" target="evil" rel="nofollow" ping="y">a</a>', '<a href="x" rel="nofollow">a</a>'),
        ("<svg><script>x</script><circle r='1'></circle></svg>", '<svg><circle r="1"></circle></svg>'),
    ],
)
def test_keeps_what_shows_something_and_nothing_else(html: str, clean: str | None) -> None:
    assert sanitised(html) == (html if clean is None else clean)


def test_diagrams_stay_where_the_site_draws_them() -> None:
    assert sanitised('<pre class="mermaid">a</pre>', has_mermaid=True) == '<pre class="mermaid">a</pre>'


PIECES = [
    *("<img src=x onerror=alert(1)>", "<a href='javascript:x'>", "</a>", "<script>", "</script>", '"', "'"),
    *(">", "<", "<!--", "-->", "<svg>", "</svg>", "<style>", "</style>", "x", "&#106;", "\x00", "<title>"),
    *("</title>", "<textarea>", "<math>", "<p>", "<table>", "<pod>", "<foreignObject>", "<![CDATA[", "]]>"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_nothing_that_runs_is_left_whatever_surrounds_it(html: str) -> None:
    for name, attributes, _ in shape(sanitised(html)):
        assert name.rpartition("}")[2] not in {
            "script",
            "style",
            "textarea",
            "math",
            "foreignObject",
            "title",
        }
        assert not any(key.startswith("on") or "script:" in value for key, value in attributes)


@given(st.lists(st.sampled_from(PIECES), max_size=10).map("".join))
def test_from_what_is_clean_nothing_more_is_taken(html: str) -> None:
    """Elements that may not stand within one another may be set apart anew, as by a browser."""
    clean = sanitised(html)
    again = sanitised(clean)
    assert {one[:2] for one in shape(again)} == {one[:2] for one in shape(clean)}

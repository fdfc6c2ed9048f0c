import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.hosts.safety import is_safe_address, printable, safe_html


class Dangers(HTMLParser):
    """What a browser would run in a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "object", "embed", "base", "meta", "link", "style"}:
            self.found.append(tag)
        for name, value in attrs:
            bare = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if name.startswith("on") or name == "srcdoc" or bare.startswith(("javascript:", "vbscript:")):
                self.found.append(f"{tag} {name}")


def dangers(html: str) -> list[str]:
    parser = Dangers()
    parser.feed(html)
    parser.close()
    return parser.found


@pytest.mark.parametrize(
    "html",
    [
        "<p>14:32 &lt;down&gt; a &amp; b</p>",
        '<p><a href="../x/?y=1#z">x</a> <img alt="" src="a.png" /></p>',
        '<div class="highlight"><pre><span></span><code>x <span class="o">=</span> 1</code></pre></div>',
        "<details><summary>More</summary><kbd>Esc</kbd><br></details>",
    ],
)
def test_leaves_harmless_html_as_it_is(html: str) -> None:
    assert safe_html(html) is html


@pytest.mark.parametrize(
    "html",
    [
        "<h1><img src=x onerror=alert(1)></h1>",
        '<img src="x" title=">" onerror="alert(1)">',
        "<img/onerror=alert(1)/src=x>",
        "<script>alert(1)</script>",
        "<scr\x00ipt>alert(1)</script>",
        '<a href="javascript:alert(1)">x</a>',
        '<a href="java&#115;cript:alert(1)">x</a>',
        '<a href="java\n\tscript:alert(1)">x</a>',
        '<a href="javascript&colon;alert(1)">x</a>',
        '<a href=" &#1; JavaScript:alert(1)">x</a>',
        '<a href="data:text/html,<script>alert(1)</script>">x</a>',
        '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
        '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
        '<svg><animate attributeName="href" to="javascript:alert(1)" onbegin="alert(1)"/></svg>',
        '<form action="javascript:alert(1)"><button formaction="javascript:alert(1)">x</button></form>',
        '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
        "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
        '<base href="https://elsewhere.example/"><meta http-equiv="refresh" content="0;url=https://x.example">',
        "<!--><img src=x onerror=alert(1)>-->",
        "<object data='javascript:alert(1)'></object><embed src='javascript:alert(1)'>",
    ],
)
def test_takes_out_what_would_run(html: str) -> None:
    assert dangers(safe_html(html)) == []
    assert "<script" not in safe_html(html).lower()


def test_shows_a_tag_that_html_does_not_know_as_text() -> None:
    assert (
        safe_html("<p>logs of <pod> in <namespace></p>") == "<p>logs of &lt;pod&gt; in &lt;namespace&gt;</p>"
    )


def test_keeps_what_shows_something_beside_a_danger() -> None:
    html = safe_html(
        '<p onclick="x()">a &lt; b &amp; <b>c</b></p><script>gone</script><iframe src="https://x.example/"></iframe>'
    )
    assert html == '<p>a &lt; b &amp; <b>c</b></p><iframe src="https://x.example/"></iframe>'


def test_no_control_character_is_printed() -> None:
    assert printable("a\x00b\x1b[31m\tc\n") == "a\ufffdb\ufffd[31m\tc\n"


@pytest.mark.parametrize(
    "address", ["", "x.md", "../a b/#c", "https://example.com/a:b", "mailto:a@example.com", "?a=javascript:x"]
)
def test_knows_addresses_to_visit(address: str) -> None:
    assert is_safe_address(address)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", " JaVaScRiPt:x", "java\nscript:x", "vbscript:x", "data:text/html,x"]
)
def test_knows_addresses_that_run(address: str) -> None:
    assert not is_safe_address(address)


PIECES = [
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:x'>",
    "</a>",
    "<script>",
    "</script>",
    '"',
    "'",
    ">",
    "<",
    "<!--",
    "-->",
    "<svg>",
    "<style>",
    "</style>",
    "x",
    "&#106;",
    "\x00",
    "<title>",
    "</title>",
    "<textarea>",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_nothing_that_runs_is_left_whatever_surrounds_it(html: str) -> None:
    assert dangers(safe_html(html)) == []

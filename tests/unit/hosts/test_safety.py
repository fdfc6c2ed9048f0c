import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.hosts.safety import is_safe_address, legible, printable


@pytest.mark.parametrize(
    "html",
    [
        "<p>14:32 &lt;down&gt; a &amp; b</p>",
        '<p><a href="../x/?y=1#z">x</a> <img alt="" src="a.png" /></p>',
        '<div class="highlight"><pre><span></span><code>x <span class="o">=</span> 1</code></pre></div>',
        "<details><summary>More</summary><kbd>Esc</kbd><br></details><!-- a -->",
        "a < b <1 <> </>",
        "<SCRIPT>a</Script><svg viewBox=''><linearGradient/></svg>",
    ],
)
def test_leaves_html_as_it_is(html: str) -> None:
    assert legible(html) == html


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>logs of <pod> in <namespace></p>", "<p>logs of &lt;pod> in &lt;namespace></p>"),
        ("a </pod> <brr> <Pod-1 x='<b>'>", "a &lt;/pod> &lt;brr> &lt;Pod-1 x='<b>'>"),
        ("<p", "&lt;p"),
    ],
)
def test_shows_a_tag_that_html_does_not_know_as_text(html: str, shown: str) -> None:
    assert legible(html) == shown


@given(st.text(alphabet="<>/abp -!'\"", max_size=60))
def test_nothing_but_the_sign_before_a_name_changes(html: str) -> None:
    assert legible(html).replace("&lt;", "<") == html


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

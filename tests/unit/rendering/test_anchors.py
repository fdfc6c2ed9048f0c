from hypothesis import given
from hypothesis import strategies as st

from incidentbook.rendering.anchors import Anchor, with_anchors


def element(name: str) -> str:
    return f'<span id="{name}" class="ib-anchor"></span>'


def test_puts_an_anchor_before_the_item_s_own_words() -> None:
    text = "## Action items\n\n- [ ] Add a canary stage\n"
    assert with_anchors(text, [Anchor("action-1", 3, 7)]) == (
        f"## Action items\n\n- [ ] {element('action-1')}Add a canary stage\n"
    )


def test_counts_lines_from_the_document_s_own_first_line() -> None:
    assert with_anchors("- one", [Anchor("a", 12, 3)], first_line=12) == f"- {element('a')}one"


def test_leaves_places_outside_the_text_alone() -> None:
    text = "- one"
    assert with_anchors(text, [Anchor("a", 3, 1), Anchor("b", 99, 1)], first_line=12) == text


def test_goes_before_what_opens_a_style_or_a_link() -> None:
    text = "- **14:32** up\n- [PM-1](x.md) down\n- `cmd` run"
    anchors = [Anchor("a", 1, 5), Anchor("b", 2, 4), Anchor("c", 3, 4)]
    assert with_anchors(text, anchors).split("\n") == [
        f"- {element('a')}**14:32** up",
        f"- {element('b')}[PM-1](x.md) down",
        f"- {element('c')}`cmd` run",
    ]


def test_several_anchors_of_one_line_keep_their_places() -> None:
    row = "| 14:32 | up | 14:40 | down |"
    anchors = [Anchor("a", 1, 3), Anchor("b", 1, 16)]
    assert with_anchors(row, anchors) == f"| {element('a')}14:32 | up | {element('b')}14:40 | down |"


def test_shows_nothing_in_code() -> None:
    text = "```\n14:32 boom\n```\n"
    assert with_anchors(text, [Anchor("a", 2, 1)]) == text


def test_the_first_anchor_of_an_id_wins() -> None:
    assert with_anchors("x\ny", [Anchor("a", 2, 1), Anchor("a", 1, 1)]) == f"{element('a')}x\ny"


def test_an_id_cannot_leave_its_attribute() -> None:
    assert "<img" not in with_anchors("x", [Anchor('"><img src=x>', 1, 1)])


@given(
    st.text(), st.lists(st.builds(Anchor, st.just("a"), st.integers(-3, 30), st.integers(1, 40)), max_size=3)
)
def test_takes_nothing_away(text: str, anchors: list[Anchor]) -> None:
    result = with_anchors(text, anchors)
    assert result.replace(element("a"), "") == text.replace(element("a"), "")

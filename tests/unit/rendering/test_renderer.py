"""The filters of the templates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.rendering.renderer import anchor, attributes, code_spans, percent
from incidentbook.rendering.values import exact


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2025-03-15", "2025-03-15"),
        ("2025-03-15T14:25:00Z", "2025-03-15 14:25 UTC"),
        ("2025-03-15T14:25:07Z", "2025-03-15 14:25:07 UTC"),
        ("2025-03-15T14:25:00+00:00", "2025-03-15 14:25 UTC"),
    ],
)
def test_exact_times_are_told_in_full(iso: str, expected: str) -> None:
    assert exact(iso) == expected


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0, "0%"), (1, "100%"), (0.125, "12.5%"), (1 / 3, "33.33%"), (-1, "0%"), (7, "100%")],
)
def test_shares_become_lengths(share: float, expected: str) -> None:
    assert percent(share) == expected


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("PM-12/3", "item-pm-12-3"),
        ("2025-03-15-checkout/OPS 12", "item-2025-03-15-checkout-ops-12"),
        ("", "item-"),
    ],
)
def test_an_action_has_an_anchor_of_its_own(id: str, expected: str) -> None:
    assert anchor(id) == expected


@given(st.text(), st.text())
def test_an_attribute_never_leaves_its_quotes(name: str, value: str) -> None:
    html = attributes([(name, value)])
    assert html.count('"') in {0, 2}
    assert "<" not in html
    assert ">" not in html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("add `— @name`", "add <code>— @name</code>"),
        ("`<b>` & `c`", "<code>&lt;b&gt;</code> &amp; <code>c</code>"),
        ("one ` alone <i>", "one ` alone &lt;i&gt;"),
        ("", ""),
    ],
)
def test_what_stands_between_backticks_is_code(text: str, expected: str) -> None:
    assert code_spans(text) == expected

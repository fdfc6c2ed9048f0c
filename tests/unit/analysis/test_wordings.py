"""Wordings, found in letters of any size."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.analysis.wordings import wording

SOURCE = r"\b(?:fail(?:s|ed)? over|kick\w*|status ?page)(?!\w)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We FAILED over at noon", True),
        ("Kicked by the operator", True),
        ("the Status Page says so", True),
        ("\u017ftatus page: down", True),  # a long s
        ("\u212aicks in – later", True),  # the sign for kelvins
        ("It failed overnight", False),
        ("", False),
    ],
)
def test_a_wording_stands_in_letters_of_any_size(text: str, expected: bool) -> None:
    assert wording(SOURCE)(text) is expected


@given(st.text(alphabet="faildover kicKSTUSPAGE\u017f\u212a\u0131-", max_size=40))
def test_it_finds_what_an_expression_finds_that_ignores_case(text: str) -> None:
    assert wording(SOURCE)(text) == bool(re.search(SOURCE, text, re.IGNORECASE))

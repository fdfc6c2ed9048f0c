import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.reading.json_lines import PlacedMap, load_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


def lines(value: object) -> list[int]:
    """The lines of all objects, in the order in which they begin."""
    if isinstance(value, PlacedMap):
        return [value.line, *(line for one in value.values() for line in lines(one))]
    return [line for one in value for line in lines(one)] if isinstance(value, list) else []


def test_an_object_knows_its_line() -> None:
    text = '{"a": [\n  {},\n  {"{": "}\\"{\\n{"},\n  {"b":\n {"c": 1}}]}'
    assert lines(load_json(text)) == [1, 2, 3, 4, 5]


@given(VALUES)
def test_the_content_is_that_of_the_text(value: object) -> None:
    text = json.dumps(value, indent=0)
    found = load_json(text)
    assert found == json.loads(text)
    shown = text.split("\n")
    assert all("{" in shown[line - 1] for line in lines(found))


@pytest.mark.parametrize("text", ["", "{", "}", "{]", '{"a"'])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(json.JSONDecodeError):
        load_json(text)

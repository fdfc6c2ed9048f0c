"""The line of front matter that names earlier incidents: always a list, and understood as it was meant."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.analysis.reference_lines import line


def test_plain_names_need_no_quotes() -> None:
    assert line("repeat_of", (), "2024-01-10-gateway") == "repeat_of: [2024-01-10-gateway]"
    assert line("repeat_of", ("PM-1",), "postmortems/a.md") == "repeat_of: [PM-1, postmortems/a.md]"


@pytest.mark.parametrize(
    "name", ["2024-01-10", "1.10", "1e3", "0x1f", "no", "a: b", "a, b", "PM 1 #2", "1_0"]
)
def test_what_yaml_takes_for_something_else_is_quoted(name: str) -> None:
    assert line("repeat_of", (), name) == f'repeat_of: ["{name}"]'


@given(st.lists(st.text(min_size=1), max_size=3), st.text(min_size=1))
def test_the_line_means_the_names(present: list[str], name: str) -> None:
    written = line("repeat_of", present, name)
    assert "\n" not in written
    assert yaml.safe_load(written) == {"repeat_of": [*present, name]}

"""Incidents that the text of another names."""

import pytest

from incidentbook.analysis.accounts import accounts
from incidentbook.analysis.catalogue import catalogue
from incidentbook.analysis.mentions import mentions
from incidentbook.analysis.similarity import clear, comparison, suggestions
from incidentbook.reading.postmortem import read_postmortem
from incidentbook.records import Postmortem
from tests.unit.analysis.library_of import POLICY, library


def document(name: str, day: str, text: str, front: str = "") -> Postmortem:
    source = f"---\ndate: {day}\n{front}---\n\n# Title of {name}\n\n## Root cause\n\n{text}\n"
    return read_postmortem(f"postmortems/{name}.md", source, POLICY)


PIPES = document("2024-02-03-pipes", "2024-02-03", "Pipes froze.", "id: PM-0042\n")
TOWN = document("2024-03-04-town", "2024-03-04", "Sheep slept.")


def named(text: str, *others: Postmortem) -> tuple[str, ...]:
    again = document("again", "2024-05-06", text)
    found = catalogue(library(PIPES, TOWN, again, *others))
    return mentions(found, lambda _: text)(found.by_path[again.path])


@pytest.mark.parametrize(
    "text",
    [
        "This is PM-0042 once more.",
        "As in pm-0042.",
        "See [there](2024-02-03-pipes.md#root-cause) for more.",
        "See postmortems/2024-02-03-pipes",
        "PM-0042 and (PM-0042)",
    ],
)
def test_an_id_a_file_name_and_a_link_name_an_incident(text: str) -> None:
    assert named(text) == (PIPES.path,)


@pytest.mark.parametrize(
    "text",
    [
        "Nothing of the kind.",
        "On 2024-02-03 pipes froze.",
        "PM-00421 and XPM-0042",
        "This is unrelated to PM-0042. It was the sheep.",
        "It was not caused by PM-0042.",
        "again",
    ],
)
def test_other_words_and_what_is_told_apart_name_none(text: str) -> None:
    assert named(text) == ()


def test_several_are_in_the_order_of_the_text() -> None:
    assert named("First 2024-03-04-town, then PM-0042.") == (TOWN.path, PIPES.path)


def test_the_number_before_a_long_name_is_enough_where_only_one_has_it() -> None:
    one = document("INC-7 - Sheep", "2024-01-01", "x")
    two = document("INC-7 - Wolves", "2024-01-02", "x")
    assert named("As in INC-7.", one) == (one.path,)
    assert named("As in INC-7.", one, two) == ()


def test_what_the_text_names_is_suggested_first_however_unlike_and_never_where_it_was_dismissed() -> None:
    for front, expected in (("", [PIPES.path]), ("not_repeat_of: [PM-0042]\n", [])):
        again = document("again", "2024-05-06", "Wind as in PM-0042 and later-1.", front)
        later = document("later-1", "2024-06-06", "Rain.")
        documents = (PIPES, TOWN, again, later)
        known = comparison(catalogue(library(*documents)), accounts(documents))
        incident = known.catalogue.by_path[again.path]
        for found in (suggestions(incident, known), clear(incident, known)):
            assert [one.incident.path for one in found if one.is_mentioned] == expected

"""Which words of an action item tell a deed, and which ask for one."""

import pytest

from incidentbook.reading.action_items import read_action_items
from incidentbook.reading.action_tellings import tells_of_a_deed
from incidentbook.reading.blocks import parse


@pytest.mark.parametrize(
    "text",
    [
        "We raised the limit",
        "We've rebuilt the index.",
        "We have already put a quota on the disk",
        "I rewrote the guide",
        "The account of the exporter has been documented",
        "All workers have now been moved to the new queue",
    ],
)
def test_a_deed_is_told(text: str) -> None:
    assert tells_of_a_deed(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Raise the limit",
        "We need more disks",
        "We cut logs at midnight",
        "We decided to raise the limit",
        "We have added a backlog task to raise the limit",
        "A ticket has been raised for the limit",
        "The migration has been planned",
        "We raised the limit, but it should be doubled",
        "We have partially moved the workers",
        "Check whether the limit has been raised",
        "Once the limit has been raised, measure it",
        "Document what has been learned",
        "We noticed that the disk was full",
    ],
)
def test_what_is_planned_wanted_or_seen_is_no_deed(text: str) -> None:
    assert not tells_of_a_deed(text)


@pytest.mark.parametrize(
    ("source", "status"),
    [
        ("- We raised the limit", "done"),
        ("1. We raised the limit", "done"),
        ("- We raised the limit (in progress)", "in-progress"),
        ("- [ ] We raised the limit", "open"),
        ("- We raised the limit, due 2025-04-01", "open"),
    ],
)
def test_a_stated_status_counts_before_what_the_words_tell(source: str, status: str) -> None:
    (item,), _ = read_action_items(parse(source), "a.md", 2025)
    assert item.status == status

from datetime import date

from incidentbook.reading.action_items import action_items_from_field
from incidentbook.records import Field, Location, Ticket


def at(line: int) -> Location:
    return Location("a.md", line, 3)


def keys(**values: object) -> tuple[Field, ...]:
    return tuple(Field(key, value, at(number)) for number, (key, value) in enumerate(values.items(), 5))


def test_maps_are_items() -> None:
    first = keys(
        action="Add a canary", owner="ana", due="2025-04-01", status="done", ticket="OPS-1", effort=3
    )
    second = keys(id=2, title="Add an alert — P2", owners=("ana", "bo"), done=False)
    found, problems = action_items_from_field(Field("action_items", (first, second), at(4)), 2025)
    assert problems == []
    assert [item.title for item in found] == ["Add a canary", "Add an alert"]
    assert (found[0].owners, found[0].due, found[0].status) == (("ana",), date(2025, 4, 1), "done")
    assert (found[0].ticket, found[0].extra, found[0].at) == (Ticket("OPS-1"), (("effort", "3"),), at(5))
    assert (found[1].id, found[1].owners, found[1].priority) == ("2", ("ana", "bo"), "P2")
    assert {item.form for item in found} == {"front-matter"}


def test_sentences_are_items_and_other_values_are_reported() -> None:
    found, problems = action_items_from_field(
        Field("action_items", ("Add a — @ana", 7, None, "None"), at(4)), None
    )
    assert [(item.title, item.owners) for item in found] == [("Add a", ("ana",))]
    assert [problem.rule for problem in problems] == ["wrong-type"]


def test_a_single_map_or_sentence_is_one_item() -> None:
    for value in (keys(action="Add a"), "Add a"):
        found, _ = action_items_from_field(Field("action_items", value, at(4)), None)
        assert [item.title for item in found] == ["Add a"]


def test_a_map_without_an_action_is_reported() -> None:
    found, problems = action_items_from_field(
        Field("action_items", (keys(owner="ana"), keys(action="[Action]")), at(4)), None
    )
    assert found == []
    assert [problem.rule for problem in problems] == ["placeholder-left", "placeholder-left"]


def test_a_ticket_may_be_a_map() -> None:
    ticket = keys(id="OPS-1", url="https://tracker.example/browse/OPS-1")
    (item,), _ = action_items_from_field(
        Field("action_items", (keys(action="Add a", ticket=ticket),), at(4)), None
    )
    assert item.ticket == Ticket("OPS-1", "https://tracker.example/browse/OPS-1")

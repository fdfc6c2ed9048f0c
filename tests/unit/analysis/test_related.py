from incidentbook.analysis.catalogue import catalogue
from incidentbook.analysis.related import backward, position_in, relations
from incidentbook.records import Postmortem

from .library_of import library, postmortem


def kinds(of: str, *records: Postmortem) -> list[tuple[str, str]]:
    found = catalogue(library(*records))
    incident = found.incident(of)
    assert incident
    return [(one.incident.postmortem.id, one.kind) for one in relations(incident, found, backward(found))]


def test_what_is_declared_comes_first_then_what_shares_most() -> None:
    records = [
        postmortem("a", "2025-06-01", related=("e",)),
        postmortem("b", "2025-05-01"),
        postmortem("c", "2025-05-02", services=("search",)),
        postmortem("d", "2025-05-03", causes=()),
        postmortem("e", "2020-01-01", causes=(), services=()),
        postmortem("f", "2025-05-30", causes=(), services=("other",)),
    ]
    assert kinds("a", *records) == [("e", "related"), ("b", "both"), ("c", "cause"), ("d", "service")]


def test_a_declaration_is_known_at_both_ends() -> None:
    records = [postmortem("a", "2025-01-01"), postmortem("b", "2026-06-01", repeat_of=("a",))]
    assert kinds("a", *records) == [("b", "repeated-by")]
    assert kinds("b", *records) == [("a", "repeat-of")]


def test_an_incident_is_not_related_to_itself() -> None:
    assert kinds("a", postmortem("a", "2025-01-01", related=("a",), repeat_of=("a",))) == []


def test_the_nearest_are_looked_at_and_no_more() -> None:
    records = [postmortem(f"p{number:02}", f"2025-01-{number:02}") for number in range(1, 29)]
    assert {name for name, _ in kinds("p14", *records)} == {"p11", "p12", "p13", "p15", "p16", "p17"}


def test_every_incident_knows_its_place() -> None:
    records = [postmortem(name, day) for name, day in (("b", "2025-01-01"), ("a", "2025-01-01"), ("c", ""))]
    found = catalogue(library(*records)).incidents
    assert [position_in(incident, found) for incident in found] == [0, 1, 2]

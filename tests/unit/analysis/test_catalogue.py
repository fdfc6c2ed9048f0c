from incidentbook.analysis.catalogue import catalogue

from .library_of import at, library, milestones, postmortem, runbook


def test_incidents_are_newest_first_and_those_without_a_day_last() -> None:
    found = catalogue(library(postmortem("a", "2025-01-01"), postmortem("b"), postmortem("c", "2026-01-01")))
    assert [incident.postmortem.id for incident in found.incidents] == ["c", "a", "b"]


def test_the_hour_decides_within_a_day() -> None:
    late = postmortem(
        "early-name", "2025-01-01", milestones=milestones("", started=at("2025-01-01", "23:00"))
    )
    found = catalogue(library(late, postmortem("late-name", "2025-01-01")))
    assert [incident.postmortem.id for incident in found.incidents] == ["early-name", "late-name"]


def test_the_start_gives_the_day_where_there_is_none() -> None:
    record = postmortem("a", milestones=milestones("", started=at("2025-01-01")))
    assert str(catalogue(library(record)).incidents[0].day) == "2025-01-01"


def test_aliases_lead_to_their_service_and_services_to_their_team() -> None:
    found = catalogue(
        library(postmortem("a", "2025-01-01", services=("Checkout-API", "checkout", "unheard of")))
    )
    incident = found.incidents[0]
    assert [name.id for name in incident.services] == ["checkout", "unheard of"]
    assert [name.id for name in incident.teams] == ["shop"]
    assert found.by_service["unheard of"] == (incident,)
    assert found.by_team["shop"] == (incident,)


def test_teams_that_are_named_go_before_the_services_owners() -> None:
    found = catalogue(library(postmortem("a", "2025-01-01", teams=("Platform",))))
    assert [name.id for name in found.incidents[0].teams] == ["platform"]


def test_incidents_are_found_by_id_file_name_and_path() -> None:
    record = postmortem("2025-01-01-a", "2025-01-01")
    found = catalogue(library(record))
    for reference in ("2025-01-01-a", "2025-01-01-A.md", record.path, "../postmortems/2025-01-01-a.md"):
        assert found.incident(reference) is found.incidents[0]
    assert found.incident("") is None
    assert found.incident("another") is None


def test_runbooks_are_found_by_alert_whatever_its_case() -> None:
    found = catalogue(
        library(runbook("a", alerts=("HighErrors", "HIGHERRORS")), runbook("b", alerts=("higherrors",)))
    )
    assert [one.id for one in found.runbooks_by_alert["higherrors"]] == ["a", "b"]


def test_drills_and_near_misses_are_not_counted() -> None:
    kinds = ("incident", "near-miss", "drill", "security")
    found = catalogue(library(*(postmortem(kind, "2025-01-01", kind=kind) for kind in kinds)))
    assert {one.postmortem.kind for one in found.incidents if one.is_counted} == {"incident", "security"}

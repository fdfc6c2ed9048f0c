from datetime import UTC, datetime

from incidentbook.analysis.catalogue import catalogue
from incidentbook.analysis.rota_load import Load, loads
from incidentbook.reading.policy import read_policy
from incidentbook.reading.postmortem import read_postmortem
from incidentbook.reading.rota import read_rota
from incidentbook.records import Library

POLICY = read_policy("teams:\n  - {id: shop, members: [ana, bo]}\nservices:\n  - {id: till, team: shop}\n")
ROTA = """
time_zone: Europe/Copenhagen
rotations:
  - id: shop
    teams: [shop]
    people: [ana, bo]
    handoff: mon 10:00
    begins: 2026-03-23
    secondary: next
"""
SINCE, UNTIL = datetime(2026, 3, 23, 9, tzinfo=UTC), datetime(2026, 4, 6, 8, tzinfo=UTC)


def incident(name: str, started: str, service: str = "till", kind: str = "incident") -> str:
    return (
        f"---\ntitle: {name}\nkind: {kind}\nservices: [{service}]\nstarted_at: {started}\n---\n\n# {name}\n"
    )


def found(*texts: str, rota: str = ROTA) -> tuple[tuple[Load, ...], int, int]:
    documents = tuple(read_postmortem(f"{n}.md", text, POLICY, ()) for n, text in enumerate(texts))
    incidents = catalogue(Library(POLICY, documents)).incidents
    result = loads(read_rota("oncall.yml", rota, POLICY), POLICY, incidents, SINCE, UNTIL)
    return result.rows, result.counted, result.unknown


def test_a_week_is_an_hour_shorter_when_the_clocks_go_forward() -> None:
    (ana, bo), _, _ = found()
    assert (ana.primary, bo.primary, ana.secondary, bo.secondary) == (167, 168, 168, 167)
    assert (ana.primary - ana.off_hours, bo.primary - bo.off_hours) == (50, 50)


def test_incidents_count_for_whoever_was_primary_when_they_began() -> None:
    rows, counted, unknown = found(
        incident("a", "2026-03-30T07:59:00Z"),
        incident("b", "2026-03-30T08:00:00Z"),
        incident("c", "2026-03-30T09:00:00Z"),
        incident("drill", "2026-03-31T09:00:00Z", kind="drill"),
        incident("elsewhere", "2026-03-31T09:00:00Z", service="rail"),
        incident("a day", "2026-03-31"),
        incident("before", "2026-03-01T09:00:00Z"),
    )
    assert [(row.person, row.incidents) for row in rows] == [("ana", 1), ("bo", 2)]
    assert (counted, unknown) == (3, 2)


def test_nights_are_those_at_home() -> None:
    away = ROTA.replace("secondary: next", "home: America/Vancouver\n    hours: 20:00-08:00")
    (ana, _), _, _ = found(rota=away)
    assert (ana.primary, ana.off_hours) == (83, 53)  # five afternoons of six hours

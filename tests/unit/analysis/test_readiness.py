"""What documents prove of readiness, and how that stands beside what somebody asserts."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from incidentbook.analysis.alert_coverage import alert_coverage
from incidentbook.analysis.catalogue import catalogue
from incidentbook.analysis.metrics import metrics
from incidentbook.analysis.proofs import Evidence, Proof, proof
from incidentbook.analysis.readiness import Readiness, readiness
from incidentbook.analysis.runbook_remarks import runbook_remarks
from incidentbook.analysis.trust import trust
from incidentbook.analysis.uses import uses
from incidentbook.reading.policy import default_policy, read_policy
from incidentbook.reading.rota import read_rota
from incidentbook.records import AlertRule, Library, Location, Tick
from incidentbook.records.practice import PROOFS

from .library_of import AS_OF, POLICY, item, library, milestones, postmortem, runbook, with_rules

GRAVE = tuple(
    replace(one, roles=("commander", "comms") if one.id != "SEV3" else ()) for one in POLICY.severities
)
READY = replace(POLICY, severities=GRAVE, checklists=default_policy().checklists)


def evidence(of: Library) -> Evidence:
    known = catalogue(of)
    used = uses(known, AS_OF)
    found = trust(known, used, runbook_remarks(known, used), {}, AS_OF)
    return Evidence(known, alert_coverage(known), found, metrics(known, AS_OF).goals, AS_OF)


def proven(name: str, *documents: object, of: Library | None = None) -> tuple[int, int, int]:
    one = proof(name, evidence(of or library(*documents, policy=READY)))  # type: ignore[arg-type]  # records
    return one.met, one.of, one.unknown


@pytest.mark.parametrize("name", PROOFS)
def test_an_empty_book_proves_nothing_and_says_why(name: str) -> None:
    found = proof(name, evidence(library(policy=READY)))
    assert not found.is_whole
    assert found.reason


def test_incidents_that_an_alert_told_first() -> None:
    sources = ("alert", "customer", "Synthetic probe", "")
    documents = [postmortem(f"p{n}", "2026-01-01", detection=told) for n, told in enumerate(sources)]
    old = postmortem("old", "2025-01-01", detection="customer")
    assert proven("incidents-by-alert", *documents, old) == (2, 3, 1)


def test_severities_roles_and_lists_of_the_last_year() -> None:
    ticks = tuple(
        Tick(one.id, is_done=True, list="", at=Location("a", 1)) for one in READY.checklist("response").items
    )
    documents = (
        postmortem("all", "2026-01-01", roles=(("commander", "ana"), ("comms", "bo")), ticks=ticks),
        postmortem("one", "2026-01-02", roles=(("commander", "ana"), ("comms", ""))),
        postmortem("mild", "2026-01-03", severity="SEV3"),
        postmortem("none", "2026-01-04", severity=""),
        postmortem("draft", "2026-01-05", status="draft"),
        postmortem("drill", "2026-01-06", kind="drill"),
        postmortem("old", "2025-01-06"),
    )
    assert proven("severities-stated", *documents) == (4, 5, 0)
    assert proven("roles-filled", *documents) == (1, 2, 0)
    assert proven("lists-ticked", *documents) == (1, 2, 0)


@pytest.mark.parametrize(
    ("done", "percent", "met", "begun", "verdict"),
    [
        (11, 80, 1, 0, "proven"),
        (9, 80, 1, 0, "proven"),
        (8, 80, 0, 1, "partly"),
        (3, 25, 1, 0, "proven"),
        (0, 80, 0, 0, "missing"),
        (0, 0, 1, 0, "proven"),
    ],
)
def test_a_list_counts_from_a_share_on(done: int, percent: float, met: int, begun: int, verdict: str) -> None:
    items = READY.checklist("response").items
    ticks = tuple(
        Tick(one.id, is_done=number < done, list="", at=Location("a", 1)) for number, one in enumerate(items)
    )
    policy = replace(READY, checklist_percent=percent)
    of = evidence(library(postmortem("a", "2026-01-01", ticks=ticks), policy=policy))
    found = proof("lists-ticked", of)
    assert (found.met, found.of, found.begun) == (met, 1, begun)
    assert {one.item.id: one.verdict for one in readiness(of)}["lists"] == verdict


def test_actions_with_an_owner_and_in_time() -> None:
    late, soon = date(2026, 3, 30), date(2026, 3, 31)
    items = (
        item(owners=("ana",), due=late),
        item(due=soon),
        item(owners=("bo",)),
        item("Done", "done", due=late),
    )
    one = postmortem("a", "2024-01-01", action_items=items)
    assert proven("actions-owned", one) == (2, 3, 0)
    assert proven("actions-in-time", one) == (1, 2, 1)


def test_postmortems_that_were_written_in_time() -> None:
    text = default_policy()
    assert text.targets.writeup_hours == 48
    path = "postmortems/a.md"
    over = milestones(path, resolved=datetime(2026, 1, 1, 12, tzinfo=UTC))
    assert proven("writeups-in-time", postmortem("a", "2026-01-01", milestones=over)) == (0, 0, 1)


def test_alerts_with_a_runbook() -> None:
    rules = [AlertRule(f"Alert{n}", Location("rules/a.yml", n)) for n in range(3)]
    away = AlertRule("Away", Location("rules/a.yml", 9), runbook_url="https://elsewhere.example/wiki/other")
    known = with_rules(*rules, away, runbook("a", alerts=("Alert0", "Alert1")))
    assert proven("alerts-with-runbooks", of=known) == (2, 3, 1)


def test_runbooks_reviewed_tested_and_owned() -> None:
    documents = (
        runbook("fresh", last_reviewed=AS_OF, last_tested=AS_OF - timedelta(365), owner="Shop"),
        runbook("stale", last_reviewed=AS_OF - timedelta(91), last_tested=AS_OF - timedelta(366)),
        runbook("used"),
        postmortem("p", "2026-01-01", runbooks=("used",)),
    )
    assert proven("runbooks-reviewed", *documents) == (1, 3, 0)
    assert proven("runbooks-tested", *documents) == (2, 3, 0)
    assert proven("runbooks-owned", *documents) == (1, 3, 0)


ROTA = """
rotations:
  - id: whole
    people: [ana, bo]
    every: week
    begins: 2025-01-06
    secondary: next
    escalation: [{after: 0, notify: primary}, {after: 5, notify: secondary}]
  - id: nights
    people: [ana, bo]
    every: week
    begins: 2025-01-06
    hours: 20:00-08:00
    escalation: [{after: 0, notify: primary}]
  - id: office
    people: [ana]
    every: week
    begins: 2025-01-06
    hours: mon-fri 09:00-17:00
    covers: mon-fri 09:00-17:00
"""


def test_rotations_without_gaps_with_a_second_person_and_an_escalation() -> None:
    rota = read_rota("oncall.yml", ROTA, READY)
    assert rota is not None
    of = replace(library(policy=READY), rota=rota)
    assert [one.id for one in rota.rotations] == ["whole", "nights", "office"], rota.problems
    assert proven("rota-without-gaps", of=of) == (2, 3, 0)
    assert proven("rota-with-secondary", of=of) == (1, 3, 0)
    assert proven("rota-escalates", of=of) == (1, 3, 0)


@pytest.mark.parametrize(
    ("day", "met", "last"),
    [("2025-09-29", 1, "2025-09-29"), ("2025-09-28", 0, "2025-09-28"), ("2026-04-01", 0, "")],
)
def test_a_drill_counts_for_half_a_year(day: str, met: int, last: str) -> None:
    drill = postmortem("d", day, kind="drill", action_items=(item("Print the list anew"),))
    found = proof("drills-held", evidence(library(drill, policy=READY)))
    assert (found.met, found.of, found.last.isoformat() if found.last else "") == (met, 1, last)


def test_a_near_miss_counts_for_a_year() -> None:
    assert proven("near-misses-written", postmortem("n", "2025-03-31", kind="near-miss")) == (1, 1, 0)
    assert proven("near-misses-written", postmortem("n", "2025-03-30", kind="near-miss")) == (0, 1, 0)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"kind": "drill"}, "its document tells neither what happened nor what it found"),
        ({"kind": "drill", "status": "draft"}, "its document is a draft"),
        ({"kind": "near-miss", "status": "draft"}, "its document is a draft"),
    ],
)
def test_a_document_that_nobody_filled_in_proves_nothing(fields: dict[str, str], why: str) -> None:
    name = "drills-held" if fields["kind"] == "drill" else "near-misses-written"
    book = library(runbook("used"), postmortem("d", "2026-03-01", runbooks=("used",), **fields), policy=READY)
    found = proof(name, evidence(book))
    assert (found.met, found.of) == (0, 1)
    assert found.reason == f"the newest {fields['kind']} does not count: {why}"
    if fields["kind"] == "drill":
        assert proven("runbooks-tested", of=book) == (0, 1, 0)


LIST = """
checklists:
  readiness:
    items:
      - {id: owners, title: Runbooks have owners, proof: runbooks-owned}
      - {id: generator, title: The generator ran}
      - {id: rota, title: Somebody is on call, proof: rota-without-gaps}
"""


def stands(assertions: str, *documents: object) -> dict[str, Readiness]:
    policy = read_policy(f"{LIST}\nreadiness:\n{assertions}" if assertions else LIST, "")
    found = readiness(evidence(library(*documents, policy=policy)))  # type: ignore[arg-type]  # records
    return {one.item.id: one for one in found}


def test_documents_go_before_what_somebody_asserts_and_may_disagree() -> None:
    said = "  - {item: owners, date: 2026-03-01, role: lead}"
    half = stands(said, runbook("a", owner="Shop"), runbook("b"))["owners"]
    assert (half.verdict, half.disagrees, half.proof) == ("partly", True, Proof(1, 2))
    whole = stands(said, runbook("a", owner="Shop"))["owners"]
    assert (whole.verdict, whole.disagrees) == ("proven", False)
    denied = stands(f"{said.rstrip('}')}, holds: no}}", runbook("a", owner="Shop"))["owners"]
    assert (denied.verdict, denied.disagrees) == ("proven", True)


def test_what_is_proven_for_no_case_is_missing() -> None:
    said = "  - {item: owners, date: 2026-03-01, role: lead}"
    none = stands(said, runbook("a"), runbook("b"))["owners"]
    assert (none.verdict, none.disagrees, none.proof) == ("missing", True, Proof(0, 2))
    usual = {one.item.id: one.verdict for one in readiness(evidence(library(policy=READY)))}
    assert (usual["drills"], usual["near-misses"]) == ("missing", "missing")


@pytest.mark.parametrize(
    ("assertion", "verdict"),
    [
        ("", "open"),
        ("{item: generator, date: 2026-03-01, role: lead}", "asserted"),
        ("{item: generator, date: 2026-03-01, role: lead, holds: false}", "missing"),
        ("{item: generator, date: 2025-12-31, role: lead}", "asserted"),
        ("{item: generator, date: 2025-12-30, role: lead}", "stale"),
        ("{item: generator, date: 2026-04-01, role: lead}", "open"),
    ],
)
def test_what_documents_cannot_tell_is_asserted_for_a_while(assertion: str, verdict: str) -> None:
    assert stands(f"  - {assertion}" if assertion else "")["generator"].verdict == verdict


def test_a_proof_without_cases_leaves_the_word_to_whoever_looked() -> None:
    found = stands("  - {item: rota, date: 2026-03-01, role: lead}")["rota"]
    assert (found.verdict, found.disagrees) == ("asserted", False)

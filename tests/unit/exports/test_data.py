import json
from dataclasses import replace
from datetime import date
from typing import Any

import jsonschema
import pytest

from incidentbook.analysis.catalogue import catalogue
from incidentbook.checks import Outcome
from incidentbook.exports.alerts import runbook_urls_json
from incidentbook.exports.json import FILES, dump
from incidentbook.exports.records import export_json
from incidentbook.exports.schemas import DATA_FILES, data_schema
from incidentbook.pages.ground import ground
from incidentbook.reading.policy import read_policy
from incidentbook.records import (
    AlertRule,
    Command,
    Duration,
    Impact,
    Library,
    Location,
    Section,
    StatedDuration,
    Step,
    Tick,
)
from tests.unit.analysis.library_of import AS_OF, item, library, postmortem, runbook, with_rules
from tests.unit.pages.book import BOOK, FINDINGS, PUSH

FULL = library(
    *BOOK.postmortems,
    *BOOK.runbooks,
    postmortem(
        "full",
        "2025-10-01",
        services=("Billing",),
        causes=("bad-config",),
        repeat_of=("PM-2",),
        roles=(("commander", "ana"),),
        ticks=(Tick("acknowledge", is_done=True, list="", at=Location("postmortems/full.md", 4)),),
        impact=Impact(users=5, users_percent=1.5, revenue=float("inf")),
        stated=(
            StatedDuration("total", Duration(30, 30, text="30 min"), Location("postmortems/full.md", 5)),
        ),
        sections=(
            Section("summary", "TL;DR", Location("postmortems/full.md", 9), words=4),
            Section("summary", "Overview", Location("postmortems/full.md", 30), words=2),
            Section("", "Odds and ends", Location("postmortems/full.md", 40), words=1),
        ),
        action_items=(item("Öl\ud800 </script>", "done", extra=(("Team", "Shop"),), due=date(2025, 11, 1)),),
    ),
    runbook(
        "steps",
        steps=(
            Step(
                Location("runbooks/steps.md", 9),
                "investigation",
                "Look",
                (Command("kubectl get pods", Location("runbooks/steps.md", 10), "bash", ("pod",)),),
            ),
        ),
    ),
)


OUTCOME = Outcome(FINDINGS)


def data(name: str, of: Library = FULL) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(dump(name, ground(of, OUTCOME, AS_OF)))
    return found


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("of", [FULL, library(), replace(library(), policy=replace(BOOK.policy, causes=()))])
def test_every_data_file_keeps_its_schema(name: str, of: Library) -> None:
    schema = data_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(data(name, of))


def test_every_data_file_has_a_schema() -> None:
    lists = ("postmortems", "runbooks", "action-items", "causes")
    assert (*lists, "alerts", "metrics", "practice", "findings") == FILES
    assert (*FILES, "runbook", "runbook-urls") == DATA_FILES


def test_alerts_and_addresses_keep_their_schemas() -> None:
    known = with_rules(
        AlertRule("One", Location("rules/a.yml", 3), runbook_url="runbooks/none.md"),
        AlertRule("Two", Location("rules/a.yml", 9)),
        runbook("two", anchors=("two",)),
        runbook("listed", alerts=("Three",)),
        postmortem("x", "2026-01-02", alerts=("Two", "Four")),
    )
    found: Any = data("alerts", known)
    jsonschema.Draft202012Validator(data_schema("alerts")).validate(found)
    assert [(one["name"], one["runbook_state"], one["url_state"]) for one in found["alerts"]] == [
        ("One", "missing", "broken"),
        ("Two", "covered", "absent"),
    ]
    assert found["alerts"][1]["incidents"][0]["path"] == "postmortems/x.md"
    assert [one["name"] for one in found["alerts_without_rule"]] == ["Four"]
    text = runbook_urls_json(catalogue(known), AS_OF, "https://a.example.com/", lambda path: path[:-3] + "/")
    assert text == runbook_urls_json(
        catalogue(known), AS_OF, "https://a.example.com/", lambda path: path[:-3] + "/"
    )
    urls = json.loads(text)
    jsonschema.Draft202012Validator(data_schema("runbook-urls")).validate(urls)
    assert urls["urls"] == {
        "Three": "https://a.example.com/runbooks/listed/",
        "Two": "https://a.example.com/runbooks/two/",
    }


@pytest.mark.parametrize("name", FILES)
def test_a_schema_refuses_what_is_not_in_it(name: str) -> None:
    validator = jsonschema.Draft202012Validator(data_schema(name))
    assert not validator.is_valid({**data(name), "stranger": 1})
    assert not validator.is_valid({**data(name), "version": 2})


@pytest.mark.parametrize("name", FILES)
def test_data_files_are_the_same_each_time_and_say_their_day(name: str) -> None:
    text = dump(name, ground(FULL, OUTCOME, AS_OF))
    assert text == dump(name, ground(FULL, OUTCOME, AS_OF))
    assert text.endswith("}\n")
    assert text.encode("utf-8")
    assert json.loads(text)["as_of"] == "2026-03-31"


def test_there_is_no_other_data_file() -> None:
    with pytest.raises(KeyError):
        dump("no-such-file", ground(FULL, OUTCOME, AS_OF))


def test_an_export_has_every_field_of_a_postmortem() -> None:
    exported = json.loads(export_json(FULL))
    push = next(one for one in exported["postmortems"] if one["path"] == PUSH)
    assert (push["id"], push["title"], push["kind"], push["status"], push["severity"]) == (
        "PM-2",
        "Checkout down",
        "incident",
        "published",
        "SEV1",
    )
    assert push["milestones"]["started"]["at"] == "2025-09-15T14:25:00Z"
    assert push["durations"]["derived"]["mitigate"]["minutes"] == 22
    assert push["durations"]["derived"]["acknowledge"]["minutes"] is None
    assert (push["services"], push["causes"]) == (["checkout"], ["bad-config"])
    action = push["action_items"][1]
    assert (action["title"], action["status"], action["owners"], action["due"], action["line"]) == (
        "Try values before use",
        "open",
        ["@ana"],
        "2025-12-01",
        30,
    )
    assert [entry["at"] for entry in push["timeline"]][3:5] == ["2025-09-15T14:47:00Z", None]
    assert push["timeline"][0]["text"] == "The change is made."


def test_sections_stand_by_name_with_their_lines() -> None:
    exported = json.loads(export_json(FULL))
    full = next(one for one in exported["postmortems"] if one["id"] == "full")
    assert full["sections"] == {"summary": {"line": 9, "heading": "TL;DR", "words": 4, "again": [30]}}
    assert full["other_sections"] == [{"line": 40, "heading": "Odds and ends", "words": 1}]
    assert full["durations"]["stated"][0]["low"] == 30
    assert full["impact"]["revenue"] is None


def test_an_export_has_every_field_of_a_runbook() -> None:
    exported = json.loads(export_json(FULL))
    errors = next(one for one in exported["runbooks"] if one["id"] == "errors")
    assert (errors["path"], errors["title"], errors["services"], errors["owner"]) == (
        "runbooks/errors.md",
        "Errors",
        ["checkout"],
        "Shop",
    )
    assert (errors["alerts"], errors["last_reviewed"]) == (["HighErrors", "SlowErrors"], "2026-03-19")
    steps = next(one for one in exported["runbooks"] if one["id"] == "steps")["steps"]
    assert (steps[0]["section"], steps[0]["commands"][0]["text"], steps[0]["line"]) == (
        "investigation",
        "kubectl get pods",
        9,
    )


def test_letters_stay_letters_and_what_cannot_be_written_is_replaced() -> None:
    text = export_json(FULL)
    assert "Öl? </script>" in text


def test_action_items_know_their_incident_and_how_late_they_are() -> None:
    found = {one["title"]: one for one in data("action-items")["action_items"]}
    late = found["Add a canary stage"]
    assert (late["postmortem"], late["team"], late["is_open"], late["is_overdue"], late["overdue_days"]) == (
        "PM-1",
        "shop",
        True,
        True,
        142,
    )
    assert found["Roll back in one click"]["overdue_days"] == 0


def test_causes_know_their_repeats() -> None:
    found = {str(one["id"]): one for one in data("causes", BOOK)["causes"]}
    assert found["bad-config"]["repeats"] == [
        {"path": PUSH, "of": "postmortems/earlier.md", "service": "checkout", "days": 248, "declared": False}
    ]
    assert found["bad-config"]["page"] == "causes/bad-config.md"
    assert found["disk-full"]["parent"] == "capacity"


def test_causes_say_what_did_not_hold_what_is_systemic_and_by_which_definition() -> None:
    done = item("Clean", "done", type="prevent", done_on=date(2025, 2, 1))
    records = (
        postmortem("a", "2025-01-01", action_items=(done,)),
        postmortem("b", "2025-03-01"),
        postmortem("c", "2025-04-01", services=("search",)),
    )
    found = json.loads(dump("causes", ground(library(*records), OUTCOME, AS_OF)))
    jsonschema.Draft202012Validator(data_schema("causes")).validate(found)
    assert (found["ways"], found["window_days"]) == (["declared", "same-service", "systemic"], 365)
    assert found["definition"][0].startswith("A repeat is an incident that names the same cause")
    assert (found["incidents_in_window"], found["repeat_incidents_in_window"]) == (1, 0)
    assert (found["repeat_incidents"], found["systemic_incidents"]) == (1, 1)
    assert found["systemic_incidents_in_window"] == 1
    (disk,) = (one for one in found["causes"] if one["id"] == "disk-full")
    assert disk["days_between"] == [31, 59]
    assert [one["path"] for one in disk["systemic"]] == ["postmortems/c.md"]
    assert disk["fixes"] == [
        {
            "action_item": "PM-1/1",
            "path": "postmortems/a.md",
            "line": 30,
            "type": "prevent",
            "verdict": "came-back",
            "since": "2025-02-01",
            "basis": "stated",
            "days": 28,
            "incident": "postmortems/b.md",
        }
    ]
    assert disk["came_back"][0]["incident"] == "postmortems/b.md"
    assert found["effects"][0]["came_back"] == 1


def test_runbooks_know_their_review() -> None:
    found = {str(one["id"]): one["review"] for one in data("runbooks")["runbooks"]}
    assert found["errors"] == {
        "state": "fresh",
        "due": "2026-06-17",
        "interval_days": 90,
        "after_incident": None,
    }
    assert found["never"] == {"state": "never", "due": None, "interval_days": 90, "after_incident": None}


def test_findings_stand_in_the_order_of_the_checks() -> None:
    assert [one["id"] for one in data("findings")["findings"]] == ["CAU101", "SEC101", ""]


def test_practice_tells_of_lists_readiness_and_patterns() -> None:
    policy = read_policy("readiness: [{item: legal, date: 2026-03-01, role: counsel}]", "p.yml")
    found = data("practice", replace(FULL, policy=replace(policy, severities=FULL.policy.severities)))
    jsonschema.Draft202012Validator(data_schema("practice")).validate(found)
    response: dict[str, Any] = found["checklists"][0]
    assert (response["id"], response["told"], response["median_percent"]) == ("response", 1, 9.1)
    assert [one["postmortem"] for one in response["incidents"]] == ["full"]
    legal = next(one for one in found["readiness"] if one["id"] == "legal")
    assert (legal["verdict"], legal["assertion"]) == (
        "asserted",
        {"date": "2026-03-01", "role": "counsel", "note": "", "holds": True, "is_stale": False},
    )
    assert {one["name"]: one["state"] for one in found["patterns"]}["no-runbooks"] == "unknown"

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from incidentbook.commands.group import cli

ROTA = """
time_zone: Europe/Copenhagen
rotations:
  - id: shop
    title: Shop
    teams: [shop]
    people: [ana, bo, cy]
    handoff: mon 10:00
    begins: 2026-01-05
    secondary: next
    escalation:
      - {after: 0, notify: primary}
      - {after: 5, notify: [secondary, shop]}
"""
POLICY = """
as_of: 2026-01-13
teams:
  - {id: shop, members: [ana, bo, cy]}
services:
  - {id: till, team: shop}
"""
RUNBOOK = """---
services: [till]
alerts: [TillDown]
---

# Till down

## Diagnosis

Look at it with `till ps`.
"""
SCHEDULE = {
    "schedule": {
        "id": "P1",
        "name": "Shop",
        "time_zone": "Europe/Copenhagen",
        "schedule_layers": [
            {
                "name": "Week",
                "start": "2026-01-05T10:00:00+01:00",
                "rotation_virtual_start": "2026-01-05T10:00:00+01:00",
                "rotation_turn_length_seconds": 604800,
                "users": [{"user": {"id": f"U{name}", "summary": name}} for name in ("ana", "bo", "cy")],
            }
        ],
    }
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "oncall.yml").write_text(ROTA, encoding="utf-8")
    (tmp_path / "incidentbook.yml").write_text(POLICY, encoding="utf-8")
    (tmp_path / "schedule.json").write_text(json.dumps(SCHEDULE), encoding="utf-8")
    (tmp_path / "runbooks").mkdir()
    (tmp_path / "runbooks" / "till.md").write_text(RUNBOOK, encoding="utf-8")
    return tmp_path


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, [*words, "--root", str(root)])


def test_it_says_who_is_on_call_until_when_and_who_comes_then(root: Path) -> None:
    result = run(root, "rota")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "Shop (shop)"
    assert "  primary: bo until Mon 19 Jan 2026, 10:00, then cy" in result.stdout
    assert "  secondary: cy until Mon 19 Jan 2026, 10:00, then ana" in result.stdout
    assert "after 5 min: secondary (cy), Shop" in result.stdout


def test_another_moment_is_on_the_policy_s_clock_or_has_its_own(root: Path) -> None:
    assert "primary: ana" in run(root, "rota", "shop", "--at", "2026-01-05 10:00").stdout
    assert "primary: cy" in run(root, "rota", "--at", "2026-01-19T10:00:00+01:00").stdout
    assert run(root, "rota", "--at", "soon").exit_code == 2


def test_it_fails_where_nobody_is_on_call(root: Path) -> None:
    result = run(root, "rota", "--at", "2026-01-01 10:00")
    assert result.exit_code == 1
    assert "primary: nobody until Mon 5 Jan 2026, 10:00, then ana" in result.stdout


def test_json_is_for_programs(root: Path) -> None:
    found = json.loads(run(root, "rota", "--format", "json").stdout)
    assert found["at"] == "2026-01-13T12:00:00Z"
    assert found["rotations"][0]["lines"][0] == {
        "line": "primary",
        "person": "bo",
        "name": "bo",
        "contact": None,
        "shift": None,
        "until": "2026-01-19T09:00:00Z",
        "next": "cy",
    }


def test_ics_is_a_calendar(root: Path) -> None:
    result = run(root, "rota", "--format", "ics")
    assert result.stdout_bytes.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"SUMMARY:bo (primary): Shop\r\n" in result.stdout_bytes


def test_a_wrong_name_is_answered_with_the_nearest(root: Path) -> None:
    result = run(root, "rota", "shp")
    assert (result.exit_code, "did you mean “shop”?" in result.stderr) == (2, True)


def test_without_a_rota_it_says_how_to_begin(root: Path) -> None:
    (root / "oncall.yml").unlink()
    result = run(root, "rota")
    assert result.exit_code == 2
    assert "there is no oncall.yml that says who is on call" in result.stderr


def test_a_file_of_another_program_can_be_left_alone(root: Path) -> None:
    (root / "incidentbook.yml").write_text(f"{POLICY}exclude: [oncall.yml]\n", encoding="utf-8")
    (root / "oncall.yml").write_text("rotation: {who: [ana]}\n", encoding="utf-8")
    assert "there is no oncall.yml" in run(root, "rota").stderr
    assert "ROT" not in run(root, "check").stdout


def test_faults_are_said_and_the_rest_is_answered(root: Path) -> None:
    (root / "oncall.yml").write_text(f"{ROTA}    secondry: next\n", encoding="utf-8")
    result = run(root, "rota")
    assert "unknown key “secondry” in a rotation (did you mean “secondary”?)" in result.stderr
    assert "primary: bo" in result.stdout


def test_an_import_is_a_rota_that_agrees_with_its_source(root: Path) -> None:
    made = run(root, "rota", "--import", str(root / "schedule.json"))
    assert (made.exit_code, made.stderr) == (0, "")
    (root / "oncall.yml").write_text(made.stdout, encoding="utf-8")
    result = run(root, "rota", "--compare", str(root / "schedule.json"))
    assert (result.exit_code, result.stderr) == (0, "")
    assert "agree for 8 weeks about “shop” (primary)" in result.stdout


def test_a_comparison_lists_differences_and_fails(root: Path) -> None:
    override = "    overrides:\n      - {person: ana, from: 2026-01-20 10:00, to: 2026-01-21 10:00}\n"
    (root / "oncall.yml").write_text(ROTA + override, encoding="utf-8")
    result = run(root, "rota", "--compare", str(root / "schedule.json"))
    assert result.exit_code == 1
    (line,) = result.stdout.splitlines()
    assert line.startswith("“shop” primary from Tue 20 Jan 2026, 10:00 to Wed 21 Jan 2026, 10:00 (Europe/")
    assert line.endswith("): oncall.yml says ana, schedule.json says cy")


@pytest.mark.parametrize(("name", "text"), [("a.json", "{}"), ("a.tf", "x = 1\n"), ("a.txt", "hello")])
def test_a_file_without_a_schedule_is_refused(root: Path, name: str, text: str) -> None:
    (root / name).write_text(text, encoding="utf-8")
    result = run(root, "rota", "--import", str(root / name))
    assert result.exit_code == 2
    assert result.stdout == ""


def test_the_answer_to_an_alert_names_whoever_is_on_call(root: Path) -> None:
    result = run(root, "oncall", "TillDown")
    assert "On call now (Shop): primary bo, secondary cy" in result.stdout
    assert "On call: Shop (at once primary; after 5 min secondary, Shop)" in result.stdout
    found = json.loads(run(root, "oncall", "TillDown", "--format", "json").stdout)
    assert found[0]["on_call"] == [{"rotation": "shop", "primary": "bo", "secondary": "cy"}]


def test_check_reports_the_rota_and_reads_it_once(root: Path) -> None:
    (root / "oncall.yml").write_text(ROTA.replace("[ana, bo, cy]", "[ana, bo, zy]"), encoding="utf-8")
    for _ in range(2):
        result = run(root, "check", "--format", "json", str(root / "oncall.yml"))
        found = {one["id"] for one in json.loads(result.stdout)["findings"]}
        assert {"ROT109", "ROT115"} <= found


PEOPLE = """
people:
  - {id: duty, name: Duty manager, contact: "tel:+441234567"}
  - {id: bo, name: Bo Lind, contact: "Slack #till"}
"""


def reachable(root: Path) -> Path:
    rota = ROTA.replace("[secondary, shop]", "[secondary, duty]") + "    repeats: 2\n    repeats_after: 20\n"
    (root / "oncall.yml").write_text(rota + PEOPLE, encoding="utf-8")
    return root


def test_it_says_how_to_reach_whoever_is_named(root: Path) -> None:
    result = run(reachable(root), "rota")
    assert "  primary: Bo Lind, Slack #till until Mon 19 Jan 2026, 10:00, then cy" in result.stdout
    assert "  after 5 min: secondary (cy), Duty manager, tel:+441234567" in result.stdout
    assert "  then it begins anew after 20 min, 2 times" in result.stdout
    (found,) = json.loads(run(root, "rota", "--format", "json").stdout)["rotations"]
    assert found["lines"][0]["contact"] == "Slack #till"
    assert found["escalation"][1]["notify"][1] == {
        "name": "Duty manager",
        "kind": "person",
        "person": None,
        "contact": "tel:+441234567",
    }
    assert (found["repeats"], found["repeats_after_minutes"]) == (2, 20)


def test_the_answer_to_an_alert_says_how_to_reach_them(root: Path) -> None:
    words = " ".join(run(reachable(root), "oncall", "TillDown").stdout.split())
    assert "On call: Shop (at once primary; after 5 min secondary, Duty manager)" in words
    assert "Duty manager: +441234567 · tel:+441234567" in words
    assert "On call now (Shop): primary Bo Lind (Slack #till), secondary cy" in words


def test_a_time_that_the_clock_shows_twice_has_its_offset(root: Path) -> None:
    text = ROTA.replace("Europe/Copenhagen", "Europe/London")
    (root / "oncall.yml").write_text(text, encoding="utf-8")
    first = run(root, "rota", "--at", "2026-10-25T01:15+01:00").stdout
    second = run(root, "rota", "--at", "2026-10-25T01:15+00:00").stdout
    assert "Sun 25 Oct 2026, 01:15 +01:00 (Europe/London)" in first
    assert "Sun 25 Oct 2026, 01:15 +00:00 (Europe/London)" in second
    assert "01:15 (Europe/London)" in run(root, "rota", "--at", "2026-10-26T01:15+00:00").stdout


def test_an_import_keeps_the_people_of_the_rota_that_it_may_replace(root: Path) -> None:
    people = """
people:
  - {id: cy-of-old, name: cy, aliases: [Ucy], contact: "+44 1234 567"}
  - {id: desk, name: Desk}
"""
    (root / "oncall.yml").write_text(ROTA + people, encoding="utf-8")
    (root / "incidentbook.yml").write_text("as_of: 2026-01-13\n", encoding="utf-8")
    made = run(root, "rota", "--import", str(root / "schedule.json")).stdout
    assert '  - {id: cy-of-old, name: cy, aliases: [Ucy], contact: "+44 1234 567"}' in made
    assert "  - {id: desk, name: Desk}" in made
    assert "people: [ana, bo, cy-of-old]" in made
    (root / "oncall.yml").write_text(made, encoding="utf-8")
    assert run(root, "rota", "--import", str(root / "schedule.json")).stdout == made
    assert "ROT115" not in run(root, "check").stdout


def test_a_layer_that_was_left_out_has_its_line(root: Path) -> None:
    content = json.loads(json.dumps(SCHEDULE))
    content["schedule"]["schedule_layers"][0] |= {"name": "Old", "end": "2026-01-06T10:00:00+01:00"}
    text = json.dumps(content, indent=1)
    (root / "schedule.json").write_text(text, encoding="utf-8")
    line = text[: text.index('"name": "Old"')].count("\n")
    result = run(root, "rota", "--import", str(root / "schedule.json"))
    assert f"schedule.json:{line}: the layer “Old” ended on 2026-01-06" in result.stderr

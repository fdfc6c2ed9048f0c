"""Schedules of PagerDuty, from JSON and from Terraform: the same schedule gives the same rota."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from incidentbook.analysis.rota import on_call, spans
from incidentbook.analysis.rota_compare import differences, pairs, rendered_faults
from incidentbook.reading.pagerduty import Imported, imported
from incidentbook.reading.pagerduty_json import read_pagerduty_json
from incidentbook.reading.pagerduty_terraform import read_pagerduty_terraform
from incidentbook.reading.policy import default_policy
from incidentbook.reading.rota import read_rota

TODAY = datetime(2026, 3, 1, tzinfo=UTC)
KNOWN = {"ana": "ana", "pana111": "ana", "bo-berg": "bo"}


def user(id: str, name: str) -> dict[str, Any]:
    return {"user": {"id": id, "type": "user_reference", "summary": name}}


ANA, BO, CY = user("PANA111", "Ana Alm"), user("PBO2222", "Bo Berg"), user("PCY3333", "Cy Dahl")
BASE = {
    "name": "Week",
    "start": "2026-01-05T10:00:00+01:00",
    "rotation_virtual_start": "2026-01-05T10:00:00+01:00",
    "end": None,
    "rotation_turn_length_seconds": 604800,
    "users": [ANA, BO, CY],
    "restrictions": [],
}
NIGHT = {
    **BASE,
    "name": "Weekend",
    "rotation_turn_length_seconds": 86400,
    "users": [CY],
    "restrictions": [
        {
            "type": "weekly_restriction",
            "start_day_of_week": 5,
            "start_time_of_day": "18:00:00",
            "duration_seconds": 223200,
        }
    ],
}


def schedule(*layers: dict[str, Any], **more: object) -> dict[str, Any]:
    """A schedule as the API gives it, which lists the layer that counts most first."""
    head = {"id": "PSCHED1", "name": "Shop Primary", "time_zone": "Europe/Copenhagen"}
    return {"schedule": {**head, "schedule_layers": list(reversed(layers)), **more}}


def of_json(content: object, today: datetime = TODAY) -> Imported:
    return imported(read_pagerduty_json("s.json", json.dumps(content)), "s.json", KNOWN, today)


def of_terraform(text: str) -> Imported:
    return imported(read_pagerduty_terraform([("s.tf", text)]), "s.tf", KNOWN, TODAY)


def at(found: Imported, text: str) -> str:
    return on_call(found.rota.rotations[0], "primary", datetime.fromisoformat(text)).person


def test_users_take_turns_and_the_upper_layer_counts() -> None:
    found = of_json(schedule(BASE, NIGHT))
    assert found.notes == ()
    assert at(found, "2026-01-05T09:00:00Z") == "ana"
    assert at(found, "2026-01-12T08:59:00Z") == "ana"
    assert at(found, "2026-01-12T09:00:00Z") == "bo"
    assert at(found, "2026-03-30T07:59:00Z") == "cy-dahl"
    assert at(found, "2026-03-30T08:00:00Z") == "ana"  # ten o'clock, also after the clocks changed
    assert at(found, "2026-01-09T16:59:00Z") == "ana"
    assert at(found, "2026-01-09T17:00:00Z") == "cy-dahl"  # Friday at six
    assert at(found, "2026-01-12T06:59:00Z") == "cy-dahl"
    assert at(found, "2026-01-12T07:00:00Z") == "ana"  # Monday at eight
    first, second = found.rota.rotations[0].lines[0].shifts
    assert (first.is_over, second.is_over) == (False, True)


def test_known_people_keep_their_handles_and_others_are_listed() -> None:
    found = of_json(schedule(BASE))
    assert [one.name for one in found.rota.rotations[0].lines[0].shifts[0].people] == ["ana", "bo", "cy-dahl"]
    assert [(one.id, one.name, one.aliases) for one in found.rota.people] == [
        ("cy-dahl", "Cy Dahl", ("PCY3333",))
    ]


def test_daily_hours() -> None:
    hours = {"type": "daily_restriction", "start_time_of_day": "20:00:00", "duration_seconds": 43200}
    found = of_json(schedule({**BASE, "restrictions": [hours]}))
    assert at(found, "2026-01-06T18:59:00Z") == ""
    assert at(found, "2026-01-06T19:00:00Z") == "ana"
    assert at(found, "2026-01-07T06:59:00Z") == "ana"
    assert at(found, "2026-01-07T07:00:00Z") == ""


def test_a_virtual_start_long_before_the_start() -> None:
    layer = {**BASE, "rotation_virtual_start": "2025-12-29T10:00:00+01:00"}
    found = of_json(schedule(layer))
    assert at(found, "2026-01-05T08:59:00Z") == ""
    assert at(found, "2026-01-05T09:00:00Z") == "bo"


def test_overrides_are_taken_over_and_ended_layers_are_left_out_with_a_note() -> None:
    entry = {"start": "2026-03-10T10:00:00+01:00", "end": "2026-03-11T10:00:00+01:00", **CY}
    ended = {**BASE, "name": "Old", "end": "2026-02-01T00:00:00Z", "users": [BO]}
    overrides = {"name": "Overrides", "rendered_schedule_entries": [entry]}
    found = of_json(schedule(ended, BASE, overrides_subschedule=overrides))
    assert at(found, "2026-03-10T12:00:00Z") == "cy-dahl"
    assert [words for _, words in found.notes] == ["the layer “Old” ended on 2026-02-01, and was left out"]


def test_what_pagerduty_worked_out_itself_is_held_against_what_was_read() -> None:
    right = {"start": "2026-03-09T10:00:00+01:00", "end": "2026-03-16T10:00:00+01:00", **ANA}
    wrong = {"start": "2026-03-16T10:00:00+01:00", "end": "2026-03-17T10:00:00+01:00", **CY}
    final = {"rendered_schedule_entries": [right, wrong]}
    found = of_json(schedule(BASE, final_schedule=final))
    assert [(span.person, theirs) for _, span, theirs in rendered_faults(found)] == [("bo", "cy-dahl")]


def test_an_escalation_policy_becomes_minutes_since_the_alert() -> None:
    other = {**schedule(BASE)["schedule"], "id": "PSCHED2", "name": "Shop Secondary"}
    policy = {
        "escalation_policy": {
            "id": "PPOL",
            "name": "Shop",
            "num_loops": 2,
            "escalation_rules": [
                {
                    "escalation_delay_in_minutes": 5,
                    "targets": [{"id": "PSCHED1", "type": "schedule_reference"}],
                },
                {
                    "escalation_delay_in_minutes": 10,
                    "targets": [{"id": "PSCHED2", "type": "schedule_reference"}],
                },
                {
                    "escalation_delay_in_minutes": 15,
                    "targets": [{"id": "PX9", "type": "user_reference", "summary": "Head of Shops"}],
                },
            ],
        }
    }
    found = of_json([schedule(BASE), {"schedule": other}, policy])
    first, second = found.rota.rotations
    assert [(level.minutes, [one.name for one in level.targets]) for level in first.levels] == [
        (0, ["primary"]),
        (5, ["shop-secondary"]),
        (15, ["head-of-shops"]),
    ]
    assert (first.repeats, first.repeat_minutes, second.levels) == (2, 30, ())


@pytest.mark.parametrize(
    ("layer", "words"),
    [
        ({**BASE, "users": []}, "the layer “Week” has no users that can be read; it was left out"),
        (
            {**BASE, "start": "soon", "rotation_virtual_start": ""},
            "the layer “Week” has no start that can be",
        ),
        ({**BASE, "rotation_turn_length_seconds": 0}, "the layer “Week” has no length of a turn that can"),
        ({**BASE, "rotation_turn_length_seconds": 3605}, "turns of 3605 seconds were rounded to minutes"),
        (
            {**BASE, "restrictions": [{"type": "daily_restriction"}]},
            "a restriction of the layer “Week” cannot",
        ),
    ],
)
def test_what_cannot_be_read_is_said(layer: dict[str, Any], words: str) -> None:
    notes = [note for _, note in of_json(schedule(layer)).notes]
    assert len(notes) == 1
    assert notes[0].startswith(words)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "[[[]]]", "nonsense", '{"schedule": {"id": 1}}', "12", "null"]
)
def test_a_file_without_a_schedule_is_said_to_hold_none(text: str) -> None:
    source = read_pagerduty_json("s.json", text)
    assert (source.schedules, len(source.notes) > 0) == ([], True)


TERRAFORM = """
variable "zone" { default = "Europe/Copenhagen" }
resource "pagerduty_user" "cy" {
  name  = "Cy Dahl"
  email = "cy@example.com"
}
data "pagerduty_user" "bo" { email = "bo-berg@example.com" }
resource "pagerduty_schedule" "main" {
  name      = "Shop Primary"
  time_zone = var.zone
  layer {
    name                         = "Week"
    start                        = "2026-01-05T10:00:00+01:00"
    rotation_virtual_start       = "2026-01-05T10:00:00+01:00"
    rotation_turn_length_seconds = 7 * 24 * 3600
    users = [pagerduty_user.ana.id, data.pagerduty_user.bo.id, pagerduty_user.cy.id]
  }
  layer {
    name                         = "Weekend"
    start                        = "2026-01-05T10:00:00+01:00"
    rotation_virtual_start       = "2026-01-05T10:00:00+01:00"
    rotation_turn_length_seconds = 86400
    users                        = [pagerduty_user.cy.id]
    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 5
      start_time_of_day = "18:00:00"
      duration_seconds  = 223200
    }
  }
}
resource "pagerduty_escalation_policy" "main" {
  name      = "Shop"
  num_loops = 1
  rule {
    escalation_delay_in_minutes = 10
    target { type = "schedule_reference"; id = pagerduty_schedule.main.id }
  }
  rule {
    escalation_delay_in_minutes = 20
    target {
      type = "user_reference"
      id   = pagerduty_user.head_of_shops.id
    }
  }
}
"""


def test_terraform_says_the_same_as_json() -> None:
    found, other = of_terraform(TERRAFORM), of_json(schedule(BASE, NIGHT))
    assert found.notes == ()
    until = TODAY + timedelta(days=60)
    ours, theirs = (
        [
            (span.start, span.end, span.person.removesuffix("-dahl"))
            for span in spans(one, "primary", TODAY, until)
        ]
        for one in (found.rota.rotations[0], other.rota.rotations[0])
    )
    assert ours == theirs
    assert [(one.id, one.name) for one in found.rota.people][:1] == [("cy", "Cy Dahl")]
    levels = found.rota.rotations[0].levels
    assert [(level.minutes, level.targets[0].name) for level in levels] == [
        (0, "primary"),
        (10, "head-of-shops"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "line", "words"),
    [
        ("[pagerduty_user.cy.id]", "local.people", 23, "`users = local.people` must be computed"),
        ("pagerduty_user.cy.id]\n  }\n  layer", "pagerduty_user.cy[1].id]\n  }\n  layer", 16, "`users = "),
        ("86400", "var.turn", 22, "`rotation_turn_length_seconds = var.turn` must be computed"),
        (
            '  layer {\n    name                         = "Week"',
            '  dynamic "layer" {\n    name = "Week"',
            11,
            "`dyn",
        ),
        (
            '"main" {\n  name      = "Shop Primary"',
            '"main" {\n  for_each = var.all\n  name = "S"',
            9,
            "`for_each`",
        ),
    ],
)
def test_what_terraform_must_compute_is_said_with_its_line(
    before: str, after: str, line: int, words: str
) -> None:
    assert before in TERRAFORM
    found = of_terraform(TERRAFORM.replace(before, after, 1))
    assert (line, words) in [(at.line, note[: len(words)]) for at, note in found.notes]


def test_a_user_who_cannot_be_known_keeps_their_place_in_the_order() -> None:
    found = of_terraform(TERRAFORM.replace("data.pagerduty_user.bo.id", "var.second", 1))
    assert [one.name for one in found.rota.rotations[0].lines[0].shifts[0].people] == [
        "ana",
        "var-second",
        "cy",
    ]


OURS = """
time_zone: Europe/Copenhagen
rotations:
  - id: shop
    title: Shop primary
    people: [ana, bo, cy-dahl]
    handoff: mon 10:00
    begins: 2026-01-05
    overrides:
      - {person: bo, from: 2026-03-03 10:00, to: 2026-03-04 10:00}
"""


def test_the_comparison_finds_where_two_rotas_differ_and_nothing_else() -> None:
    rota = read_rota("oncall.yml", OURS, default_policy())
    found = of_json(schedule(BASE))
    (pair,) = pairs(rota, rota.rotations, found)
    (one,) = differences(pair, found, TODAY, TODAY + timedelta(days=60))
    assert (one.start, one.end, one.ours, one.theirs) == (
        datetime(2026, 3, 3, 9, tzinfo=UTC),
        datetime(2026, 3, 4, 9, tzinfo=UTC),
        "bo",
        "cy-dahl",
    )


def test_what_pagerduty_worked_out_counts_for_its_time() -> None:
    rota = read_rota("oncall.yml", OURS, default_policy())
    entry = {"start": "2026-03-02T10:00:00+01:00", "end": "2026-03-04T10:00:00+01:00", **CY}
    taken = {"start": "2026-03-03T10:00:00+01:00", "end": "2026-03-04T10:00:00+01:00", **BO}
    before = {**entry, "end": taken["start"]}
    found = of_json(schedule(BASE, final_schedule={"rendered_schedule_entries": [before, taken]}))
    (pair,) = pairs(rota, rota.rotations, found)
    every = list(differences(pair, found, TODAY, TODAY + timedelta(days=60)))
    assert every == []

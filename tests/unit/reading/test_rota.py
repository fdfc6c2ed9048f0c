"""What `oncall.yml` may say, and that nothing in it raises; the faults stand in tests/cases/ROT101.md."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from incidentbook.reading.policy import default_policy
from incidentbook.reading.rota import read_rota
from incidentbook.reading.rota_shape import rota_schema
from incidentbook.reading.rota_times import handoff, turn_length, turn_text, window
from incidentbook.records.plain import replace
from incidentbook.records.rota import Rota, Window


def read(text: str) -> Rota:
    return read_rota("oncall.yml", text, replace(default_policy(), time_zone="Europe/Berlin"))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("week", 10080),
        ("weekly", 10080),
        ("2 weeks", 20160),
        ("every 3 days", 4320),
        ("daily", 1440),
        ("12 hours", 720),
        ("90 minutes", 90),
        ("0 days", None),
        ("59 minutes", None),
        ("53 weeks", None),
        ("fortnight", None),
        ("", None),
    ],
)
def test_the_length_of_a_turn(text: str, minutes: int | None) -> None:
    assert turn_length(text) == minutes
    if minutes:
        assert turn_length(turn_text(minutes)) == minutes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mon 09:00", (0, 540)),
        ("Monday 9:30", (0, 570)),
        ("10:00", (None, 600)),
        ("24:00", None),
        ("noon", None),
        ("mo 09:00", None),
        ("moonday 09:00", None),
    ],
)
def test_the_time_of_a_handoff(text: str, found: tuple[int | None, int] | None) -> None:
    assert handoff(text) == found


EVERY_DAY = tuple(range(7))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("08:00-18:00", Window(EVERY_DAY, 480, 600)),
        ("20:00 – 08:00", Window(EVERY_DAY, 1200, 720)),
        ("mon-fri 08:00-18:00", Window((0, 1, 2, 3, 4), 480, 600)),
        ("sat,sun 00:00-24:00", Window((5, 6), 0, 1440)),
        ("fri-mon 22:00 to 06:00", Window((0, 4, 5, 6), 1320, 480)),
        ("fri 18:00 - mon 08:00", Window((4,), 1080, 62 * 60)),
        ("mon 08:00 - mon 08:00", Window((0,), 480, 10080)),
        ("08:00", None),
        ("mon-fry 08:00-18:00", None),
        ("24:00-08:00", None),
    ],
)
def test_hours(text: str, found: Window | None) -> None:
    assert window(text) == found


def test_what_is_not_said_follows_the_policy_and_the_guides() -> None:
    (rotation,) = read("rotations:\n  - {id: shop-desk, people: [ana, bo], begins: 2026-01-05}\n").rotations
    shift = rotation.lines[0].shifts[0]
    assert (rotation.title, rotation.zone, len(rotation.lines)) == ("Shop desk", "Europe/Berlin", 1)
    assert (shift.turn, shift.first, shift.home) == (10080, datetime(2026, 1, 5, 9), "Europe/Berlin")  # noqa: DTZ001 - on a wall


def test_what_shifts_do_not_say_their_rotation_says() -> None:
    text = (
        "rotations:\n  - id: sun\n    begins: 2026-01-05\n    handoff: mon 11:00\n    shifts:\n"
        "      - {name: A, people: a, hours: 08:00-20:00}\n"
        "      - {name: B, people: [b, c], hours: 20:00-08:00, begins: 2026-01-06, handoff: tue 20:00}\n"
    )
    rota = read(text)
    assert rota.problems == ()
    first, second = rota.rotations[0].lines[0].shifts
    assert (first.first.day, first.first.hour, second.first.day, second.first.hour) == (5, 11, 6, 20)


def test_one_fault_takes_nothing_else_along() -> None:
    text = (
        "rotatoins: []\nrotations:\n  - {id: a, people: [ana], evry: week}\n  - {id: b}\n"
        "  - {people: [bo]}\n  - {id: c, people: [cy], hours: late}\n"
        "holidays:\n  - {person: cy, from: 2026-05-01, to: 2026-05-02}\n"
        "  - {person: cy, from: soon, to: 2026-05-02}\n"
    )
    rota = read(text)
    assert [one.id for one in rota.rotations] == ["a", "b", "c"]
    assert [(one.person.name, one.first, one.last) for one in rota.holidays] == [
        ("cy", date(2026, 5, 1), date(2026, 5, 2))
    ]
    assert [(problem.at.line, problem.rule) for problem in rota.problems] == [
        (line, "rota-unreadable") for line in (1, 3, 4, 5, 6, 9)
    ]


def test_a_waiver_covers_the_block_below_it() -> None:
    text = (
        "rotations:\n  # incidentbook: allow few-people because we are three\n  - id: a\n    people: [x]\n"
        "  - id: b\n    people: [y]\n"
    )
    (waiver,) = read(text).waivers
    assert (waiver.first, waiver.last, waiver.rules) == (2, 4, ("few-people",))


@given(st.text(alphabet="rotains:[]{}-#&*!|>%@ \n\t'\"0129", max_size=120))
def test_no_text_raises(text: str) -> None:
    read(text)
    read(f"rotations:\n  - id: a\n    people: {text}\n")


@pytest.mark.parametrize(
    "text",
    [
        "rotations: &a [*a]",
        "[" * 2000,
        "- a\n- b",
        "just words",
        "\x00",
        "time_zone: {a: b}",
        "rotations:\n  - {id: a, people: [x], begins: 0001-01-01, secondary: next}",
        "rotations:\n  - {id: a, people: [x, y], begins: 9999-12-31}",
    ],
)
def test_odd_files_are_said_to_be_odd_or_read(text: str) -> None:
    read(text)


def test_the_schema_is_one_and_knows_the_keys() -> None:
    schema = rota_schema()
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    good = {
        "rotations": [{"id": "a", "people": ["x"], "secondary": {"people": ["y"]}, "hours": "08:00-18:00"}]
    }
    assert list(validator.iter_errors(good)) == []
    assert list(validator.iter_errors({"rotations": [{"people": ["x"]}]})) != []
    assert list(validator.iter_errors({"rotation": []})) != []


WEEK = """rotations:
  - id: shop
    people: [ana, bo]
    begins: 2026-01-05
    secondary: next
    escalation:
      - {after: 0, notify: primary}
      - {after: 5, notify: secondary}
"""


@pytest.mark.parametrize(
    ("text", "line", "said", "hint"),
    [
        (
            WEEK.replace("secondary: next", "secondary: [3, true]"),
            5,
            "expected next, previous, none or a map with people, found a list",
            "write `secondary: next`, or `secondary: {people: [ana, bo]}`",
        ),
        (
            WEEK.replace("{after: 5, notify: secondary}", "7"),
            8,
            "expected a level as a map, found “7”",
            "write it as `{after: 5, notify: secondary}`",
        ),
        (
            WEEK + "    overrides: {person: bo}\n",
            9,
            "expected a list, found a map",
            "write for example `[{person: bo, from: 2026-04-03 10:00, to: 2026-04-07 10:00}]`",
        ),
        (
            WEEK + "    shifts: none\n",
            9,
            "expected a list, found “none”",
            "write for example `[{name: Day, people: [ana, bo], hours: 08:00-20:00}]`",
        ),
        (
            WEEK + "holidays: yes\n",
            9,
            "expected a list, found “yes”",
            "write for example `[{person: ana, from: 2026-07-06, to: 2026-07-17}]`",
        ),
        (
            WEEK.replace("- id: shop\n    people", "- people"),
            2,
            "a rotation needs “id”",
            "write `id: shop`: short name, used in addresses",
        ),
        (
            WEEK + "    overrides:\n      - {person: bo, from: 2026-04-03 10:00, to: 2026-04-03 10:00}\n",
            10,
            "the override ends when it begins",
            "write a later time at `to:`",
        ),
        (
            WEEK + "    from: 2026-04-03 10:00\n    until: 2026-04-03 10:00\n",
            2,
            "“until” is not after “from”",
            "write a later `until:`",
        ),
        (WEEK + "    tiem_zone: UTC\n", 9, "unknown key “tiem_zone”", "did you mean “time_zone”?"),
    ],
)
def test_a_fault_says_what_to_write(text: str, line: int, said: str, hint: str) -> None:
    (problem,) = read(text).problems
    assert (problem.at.line, problem.hint) == (line, hint)
    assert said in problem.message


def test_what_could_not_be_read_is_known_of_its_line_and_its_levels() -> None:
    whole = read(WEEK).rotations[0]
    assert not whole.lines[0].is_partial
    assert not whole.is_ladder_unread
    broken = read(WEEK + "    until: 2026-02-02\n    hours: mon-fri 08:00-18:00\n").rotations[0]
    assert [line.is_partial for line in broken.lines] == [True, True]
    assert not broken.is_ladder_unread
    assert read(WEEK.replace("after: 5", "after: soon")).rotations[0].is_ladder_unread
    assert read(WEEK.replace("escalation", "escalaton")).rotations[0].is_ladder_unread

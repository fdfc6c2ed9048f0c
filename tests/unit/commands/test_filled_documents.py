"""The skeletons of `incidentbook new`, filled in as a careful author would."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from incidentbook.commands import cli
from incidentbook.reading.policy import default_policy
from incidentbook.reading.postmortem import read_postmortem
from incidentbook.reading.runbook import read_runbook
from incidentbook.records import Postmortem, Runbook

DOCUMENTS = Path(__file__).parents[2] / "documents"
FERRY = "postmortems/2026-01-08-ferry-tickets-sold-twice.md"
BOARDS = "postmortems/2026-01-10-timetable-an-hour-off.md"
GANGWAY = "postmortems/2026-01-12-gangway-sensor-muted.md"
SEATS = "runbooks/seats-oversold.md"
QUAY = "runbooks/boards-wrong.yml"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2026, 1, 15, tzinfo=UTC).timestamp())))


def call(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


def written(path: str) -> str:
    """The text of a document; its file is named so that the example portal does not take it for its own."""
    return (DOCUMENTS / f"{Path(path).name}.txt").read_text(encoding="utf-8")


def postmortem(path: str) -> Postmortem:
    return read_postmortem(path, written(path), default_policy())


def runbook(path: str) -> Runbook:
    return read_runbook(path, written(path), default_policy())


def test_nothing_is_found_in_them(tmp_path: Path) -> None:
    for path in (FERRY, BOARDS, GANGWAY, SEATS, QUAY):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(written(path), encoding="utf-8")
    result = call("check", "--root", tmp_path, "--fail-on", "info")
    assert result.exit_code == 0, result.output
    assert "5 documents" in result.output


@pytest.mark.parametrize(
    ("path", "options"),
    [
        (FERRY, ("postmortem", "-s", "SEV1")),
        (BOARDS, ("postmortem", "-s", "SEV3")),
        (GANGWAY, ("postmortem", "-s", "SEV2", "--near-miss")),
        (SEATS, ("runbook",)),
        (QUAY, ("runbook", "--yaml")),
    ],
)
def test_they_have_the_headings_and_fields_of_their_skeletons(
    tmp_path: Path, path: str, options: tuple[str, ...]
) -> None:
    assert call("new", *options, "Any title", "--root", tmp_path).exit_code == 0
    (skeleton,) = (one for one in tmp_path.rglob("*") if one.suffix in {".md", ".yml"})
    shape = re.compile(r"^(## .*|\|.*[a-z].*\|$|(?:# )?(?: {2})?(?:# )?[a-z_]+:)", re.MULTILINE)
    parts = [
        [part.replace("# ", "") if part.endswith(":") else part for part in shape.findall(text)]
        for text in (skeleton.read_text(encoding="utf-8"), written(path))
    ]
    assert parts[0]
    assert [part for part in parts[0] if part not in parts[1]] == []


def test_a_full_postmortem_is_read_as_meant() -> None:
    found = postmortem(FERRY)
    assert (found.severity, found.status, found.kind) == ("SEV1", "published", "incident")
    assert [section.name for section in found.sections] == [
        "summary", "impact", "timeline", "root-cause", "contributing-factors", "went-well", "went-poorly",
        "lucky", "lessons-learned", "action-items",
    ]  # fmt: skip
    assert [entry.time_text for entry in found.timeline] == [
        "09:12", "09:31", "09:35", "09:41", "09:52", "10:06", "10:44", "11:20",
    ]  # fmt: skip
    assert {one.name: one.moment.start.strftime("%H:%M") for one in found.milestones} == {
        "started": "09:12", "detected": "09:31", "acknowledged": "09:35", "declared": "09:41",
        "mitigated": "10:06", "resolved": "11:20",
    }  # fmt: skip
    assert [
        (one.id.rpartition("/")[2], one.type, one.owners, one.status, one.due) for one in found.action_items
    ] == [
        ("AI-1", "prevent", ("tom",), "in-progress", date(2026, 1, 30)),
        ("AI-2", "detect", ("ines",), "open", date(2026, 2, 6)),
        ("AI-3", "detect", ("ruth",), "done", date(2026, 2, 13)),
        ("AI-4", "prevent", ("olaf",), "declined", date(2026, 2, 27)),
    ]
    assert found.action_items[2].done_on == date(2026, 1, 12)
    assert found.action_items[3].reason == "AI-1 makes it needless"
    assert (found.alerts, found.runbooks) == (("SeatsOversold",), ("seats-oversold",))


def test_a_light_postmortem_is_read_as_meant() -> None:
    found = postmortem(BOARDS)
    assert [entry.time_text for entry in found.timeline] == ["05:00", "06:10", "06:18", "06:25"]
    assert all(entry.moment and entry.moment.zone_stated for entry in found.timeline)
    assert [(one.title, one.owners, one.status, one.priority) for one in found.action_items] == [
        ("Split the configuration of boards and gates", ("olaf",), "open", "P2"),
        ("Show the zone on the page that changes it", ("ruth",), "done", "P3"),
    ]
    assert [one.ticket.text for one in found.action_items if one.ticket] == ["SEA-110", "SEA-111"]


def test_a_near_miss_is_read_as_meant() -> None:
    found = postmortem(GANGWAY)
    assert (found.kind, found.severity, found.status) == ("near-miss", "SEV2", "in-review")
    assert [section.name for section in found.sections] == [
        "summary", "impact", "contributing-factors", "lucky", "action-items",
    ]  # fmt: skip
    assert [one.owners for one in found.action_items] == [("tom",), ("ruth",)]


def test_a_runbook_is_read_as_meant() -> None:
    found = runbook(SEATS)
    assert (found.dialect, found.owner, found.alerts) == ("alert", "harbour", ("SeatsOversold",))
    assert (found.last_reviewed, found.last_tested) == (date(2026, 1, 13), date(2026, 1, 8))
    assert found.tested_with == "the incident of 8 January"
    assert [(step.section, [one.text for one in step.commands]) for step in found.steps] == [
        ("investigation", ["bookings oversold --since 2h"]),
        ("investigation", ["clocks compare --cluster <cluster> --with south"]),
        ("mitigation", ["bookings stop --crossing <crossing>"]),
        ("mitigation", ["cache move seats --to south"]),
        ("rollback", ["bookings start --crossing <crossing>"]),
        ("rollback", []),
    ]
    assert all(step.expected for step in found.steps[:2])
    assert all(step.verify and step.when for step in found.steps[2:4])
    assert found.escalation.startswith("After 15 minutes")
    assert len(found.contacts) == len(("rota", "office"))


def test_a_yaml_runbook_is_read_as_meant() -> None:
    found = runbook(QUAY)
    assert (found.dialect, found.services, found.alerts) == ("yaml", ("timetable",), ("BoardsDiffer",))
    assert [(step.section, step.when, len(step.commands)) for step in found.steps] == [
        ("investigation", "", 1),
        ("mitigation", "The offset is a whole hour", 1),
        ("mitigation", "The offset is anything else", 1),
        ("rollback", "", 1),
        ("recovery", "", 0),
    ]
    assert all(step.verify for step in found.steps if step.section == "mitigation")

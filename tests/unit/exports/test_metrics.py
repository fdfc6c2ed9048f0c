"""metrics.json against its schema, metrics.txt read by the parser of Prometheus' own client library."""

import csv
import json
from datetime import date

import jsonschema
import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from incidentbook.analysis.backlog import items_of
from incidentbook.analysis.catalogue import catalogue
from incidentbook.analysis.groups import groups
from incidentbook.analysis.metrics import Metrics, metrics
from incidentbook.checks import Outcome
from incidentbook.exports.json import dump
from incidentbook.exports.metrics_table import COLUMNS, metrics_csv
from incidentbook.exports.openmetrics import openmetrics
from incidentbook.exports.review_notes import review_markdown
from incidentbook.exports.schemas import data_schema
from incidentbook.pages.ground import ground
from incidentbook.pages.models import Line, Link, Part, ReviewPage, Target
from incidentbook.records import Library
from tests.unit.analysis.library_of import AS_OF, at, item, library, milestones, postmortem


def incident(name: str, minutes: float, **fields: object) -> object:
    times = milestones(
        f"postmortems/{name}.md", started=at("2025-01-10"), resolved=at("2025-01-10", minutes=minutes)
    )
    return postmortem(name, "2025-01-10", **{"milestones": times, **fields})


FULL = library(
    *(incident(f"i{number}", number) for number in range(1, 7)),  # type: ignore[arg-type]  # postmortems
    postmortem(
        "hostile",
        "2025-02-10",
        severity='SEV"1\\\n\ud800',
        services=("=1+1",),
        action_items=(
            item("Do it", due=date(2025, 3, 1)),
            item("Did it", "done", due=date(2025, 3, 1), done_on=date(2025, 2, 20)),
        ),
    ),
    postmortem("drill", "", kind="drill"),
)


def measured(of: Library = FULL) -> Metrics:
    return metrics(catalogue(of), AS_OF)


def samples(of: Library = FULL) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """Each sample that the official parser finds, by name and labels."""
    text = openmetrics(measured(of), items_of(of))
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)  # type: ignore[no-untyped-call]  # published so
        for sample in family.samples
    }


def test_prometheus_reads_what_is_written() -> None:
    found = samples()
    assert found["incidentbook_incidents_total", (("severity", "SEV2"),)] == 6
    assert found["incidentbook_action_items", (("status", "done"),)] == 1
    assert found["incidentbook_action_items_open", ()] == 1
    assert found["incidentbook_action_items_overdue", ()] == 1
    assert found["incidentbook_action_items_overdue_by_team", (("team", ""),)] == 1
    last = (("bound", "lower"), ("measure", "recover"), ("severity", "SEV2"))
    assert found["incidentbook_last_duration_seconds", last] == 60
    median = (("bound", "upper"), ("measure", "recover"))
    assert found["incidentbook_median_duration_seconds", median] == 210
    missing = (("measure", "recover"), ("state", "missing"))
    assert found["incidentbook_measured_incidents", missing] == 1
    assert found["incidentbook_as_of_timestamp_seconds", ()] == at("2026-03-31", "00:00").timestamp()


def test_labels_hold_anything() -> None:
    levels = {dict(labels).get("severity") for _, labels in samples()}
    assert 'SEV"1\\\n ' in levels


def test_an_empty_library_is_read_too() -> None:
    found = samples(library())
    assert found["incidentbook_action_items_open", ()] == 0
    assert ("incidentbook_incidents_total", (("severity", "SEV1"),)) in found


@pytest.mark.parametrize("of", [FULL, library()])
def test_the_data_file_keeps_its_schema_and_its_bytes(of: Library) -> None:
    text = dump("metrics", ground(of, Outcome(()), AS_OF))
    assert text == dump("metrics", ground(of, Outcome(()), AS_OF))
    jsonschema.Draft202012Validator(data_schema("metrics")).validate(json.loads(text))


def test_the_data_file_says_what_each_figure_stands_on() -> None:
    recover = json.loads(dump("metrics", ground(FULL, Outcome(()), AS_OF)))["measures"]["recover"]
    assert (recover["from"], recover["to"]) == ("started", "resolved")
    whole = recover["all"]
    assert (whole["n"], whole["missing"], whole["excluded"], whole["contradictory"]) == (6, 1, 1, 0)
    assert whole["median"] == {"low": 3.5, "high": 3.5}
    assert whole["ninetieth"] is None
    assert [group["key"] for group in recover["by"]["quarter"]] == ["2025-Q1", ""]


def test_a_table_has_a_row_for_each_group_and_measure() -> None:
    found = measured()
    every = groups(found.catalogue.incidents, "service", found.catalogue.library.policy)
    rows = list(csv.DictReader(metrics_csv(found, every, ("recover",)).splitlines()))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["group"], row["n"], row["median_low"], row["values"]) for row in rows] == [
        ("'=1+1", "0", "", ""),
        ("Checkout", "6", "3.5", ""),
    ]


def test_a_review_is_markdown_with_nothing_of_the_documents_in_its_marks() -> None:
    page = ReviewPage(
        period="March 2025",
        headline="1 incident",
        note="It is not over.",
        parts=(
            Part(
                title="What happened",
                anchor="happened",
                lines=(
                    Line((Link("One *incident*."),)),
                    Line(
                        (
                            Link("[x](y) <b>", Target("document", "a (b)/c d.md", "action-1")),
                            Link(" ended, see "),
                            Link("Metrics", Target("page", "metrics/index.md")),
                        ),
                        is_item=True,
                    ),
                ),
            ),
        ),
    )
    assert review_markdown(page) == (
        "# March 2025\n\n1 incident\n\nIt is not over.\n\n## What happened\n\nOne \\*incident\\*.\n\n"
        "- [\\[x\\](y) \\<b\\>](a%20%28b%29/c%20d.md#action-1) ended, see Metrics\n"
    )

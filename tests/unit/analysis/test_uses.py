import pytest

from incidentbook.analysis.catalogue import catalogue
from incidentbook.analysis.uses import linked_path, restoring_words, uses
from incidentbook.records import Location, Milestone, Moment, Section

from .library_of import at, entries, library, postmortem, runbook

RUNBOOK = runbook("high-errors", alerts=("HighErrors",))


@pytest.mark.parametrize(
    ("fields", "how"),
    [
        ({"runbooks": ("high-errors",)}, "named"),
        ({"runbooks": ("High errors.md",)}, "named"),
        ({"runbooks": ("../runbooks/high-errors.md",)}, "named"),
        ({"links": (("../runbooks/high-errors.md#step-2", Location("")),)}, "linked"),
        ({"links": (("/runbooks/high-errors.md?plain=1", Location("")),)}, "linked"),
        ({"alerts": ("HIGHERRORS",)}, "alert"),
        ({"alerts": ("HighErrors",), "runbooks": ("high-errors",)}, "named"),
    ],
)
def test_a_use_is_known_from_names_links_and_alerts(fields: dict[str, object], how: str) -> None:
    found = uses(catalogue(library(RUNBOOK, postmortem("a", "2025-01-01", **fields))))
    (use,) = found.by_runbook[RUNBOOK.path]
    assert use.how == how
    assert found.by_incident["postmortems/a.md"] == (use,)


def test_uses_are_newest_first() -> None:
    records = [
        postmortem(name, day, alerts=("HighErrors",))
        for name, day in (("a", "2025-01-01"), ("b", "2025-02-01"))
    ]
    found = uses(catalogue(library(RUNBOOK, *records)))
    assert [use.incident.postmortem.id for use in found.by_runbook[RUNBOOK.path]] == ["b", "a"]


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("x.md", "docs/x.md"),
        ("../a%20b.md", "a b.md"),
        ("/x.md", "x.md"),
        ("https://example.com/x.md", ""),
        ("mailto:a@example.com", ""),
        ("//example.com/x", ""),
        ("#part", ""),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_links_lead_to_paths_below_the_root_or_nowhere(url: str, path: str) -> None:
    assert linked_path("docs/a.md", url) == path


def test_the_resolution_says_what_restored_service() -> None:
    section = Section("resolution", "Fix", Location("", 9), text="Rolled back.")
    assert restoring_words(postmortem("a", sections=(section,))) == "Rolled back."


def test_else_the_event_of_the_mitigation_says_it() -> None:
    timeline = entries("", (at("2025-01-01"), "It broke."), (at("2025-01-01", "11:00"), "Rolled back."))
    mitigated = Milestone("mitigated", Moment(at("2025-01-01", "11:00")), "timeline", timeline[1].at)
    assert restoring_words(postmortem("a", timeline=timeline, milestones=(mitigated,))) == "Rolled back."
    assert restoring_words(postmortem("a", timeline=timeline)) == ""

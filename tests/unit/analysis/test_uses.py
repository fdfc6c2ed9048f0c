from dataclasses import replace

import pytest

from incidentbook.analysis.catalogue import catalogue
from incidentbook.analysis.held import is_held, unheld
from incidentbook.analysis.uses import linked_path, restoring_words, uses
from incidentbook.records import Location, Milestone, Moment, Section

from .library_of import AS_OF, at, entries, library, postmortem, runbook

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
    found = uses(catalogue(library(RUNBOOK, postmortem("a", "2025-01-01", **fields))), AS_OF)
    (use,) = found.by_runbook[RUNBOOK.path]
    assert use.how == how
    assert found.by_incident["postmortems/a.md"] == (use,)


def test_uses_are_newest_first() -> None:
    records = [
        postmortem(name, day, alerts=("HighErrors",))
        for name, day in (("a", "2025-01-01"), ("b", "2025-02-01"))
    ]
    found = uses(catalogue(library(RUNBOOK, *records)), AS_OF)
    assert [use.incident.postmortem.id for use in found.by_runbook[RUNBOOK.path]] == ["b", "a"]


@pytest.mark.parametrize(
    ("day", "status", "events", "counts"),
    [
        ("2026-03-31", "published", True, True),
        ("2026-03-31", "in-review", True, True),
        ("2026-03-31", "published", False, False),
        ("2026-03-31", "draft", True, False),
        ("2026-04-01", "published", True, False),
        ("", "published", True, True),
    ],
)
def test_only_a_drill_that_was_held_uses_a_runbook(day: str, status: str, events: bool, counts: bool) -> None:
    timeline = entries("postmortems/d.md", (None, "The database is stopped.")) if events else ()
    drill = postmortem("d", day, kind="drill", status=status, timeline=timeline, runbooks=("high-errors",))
    found = uses(catalogue(library(RUNBOOK, drill)), AS_OF)
    assert bool(found.by_runbook) is counts
    assert [use.runbook for use in found.by_incident["postmortems/d.md"]] == [RUNBOOK]


@pytest.mark.parametrize("section", ["went-well", "went-poorly", "lucky", "lessons-learned", "summary"])
def test_what_a_drill_found_says_that_it_was_held(section: str) -> None:
    told = Section(section, "Told", Location("", 9), text="The number was old.")
    template = replace(told, is_template=True)
    (one,) = catalogue(library(postmortem("d", "2026-01-01", kind="drill", sections=(told,)))).incidents
    assert is_held(one, AS_OF) is (section != "summary")
    (bare,) = catalogue(library(postmortem("d", "2026-01-01", kind="drill", sections=(template,)))).incidents
    assert unheld(bare, AS_OF) == "its document tells neither what happened nor what it found"


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

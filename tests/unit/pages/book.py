"""A small book made by hand, and ways to look into its pages."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import TypeVar

from incidentbook.checks import Outcome
from incidentbook.pages.models import Portal, PostmortemFrame, Rows, RunbookFrame, Target
from incidentbook.pages.portal import build_portal
from incidentbook.records import Finding, Library, Location, Section, Ticket
from tests.unit.analysis.library_of import AS_OF, at, entries, item, library, milestones, postmortem, runbook

Model = TypeVar("Model")

PUSH = "postmortems/push.md"

BOOK = library(
    postmortem(
        "push",
        "2025-09-15",
        title="Checkout down",
        id="PM-2",
        severity="SEV1",
        causes=("bad-config",),
        alerts=("HighErrors",),
        runbooks=("errors",),
        summary="Nobody could buy. It was mended.",
        milestones=milestones(
            PUSH,
            started=at("2025-09-15", "14:25"),
            detected=at("2025-09-15", "14:32"),
            mitigated=at("2025-09-15", "14:47"),
            resolved=at("2025-09-15", "14:55"),
        ),
        timeline=entries(
            PUSH,
            (at("2025-09-15", "14:20"), "The change is made."),
            (at("2025-09-15", "14:25"), "The change goes live."),
            (at("2025-09-15", "14:32"), "The alert fires."),
            (at("2025-09-15", "14:47"), "Rolled back."),
            (None, "Somebody makes tea."),
            (at("2025-09-01", "09:00"), "The ticket is written."),
        ),
        sections=(Section("resolution", "Fix", Location(PUSH, 40), text="The change was rolled back."),),
        action_items=(
            item("Roll back in one click", "done", id="PM-2/1", anchor="action-1", done_on=date(2025, 10, 1)),
            item(
                "Try values before use",
                owners=("@ana",),
                due=date(2025, 12, 1),
                id="PM-2/2",
                anchor="action-2",
            ),
        ),
    ),
    postmortem(
        "earlier",
        "2025-01-10",
        title="Labels refused",
        id="PM-1",
        causes=("bad-config",),
        action_items=(
            item(
                "Add a canary stage",
                "in-progress",
                id="PM-1/1",
                type="prevent",
                owners=("bo",),
                due=date(2025, 11, 9),
                ticket=Ticket("OPS-1", "https://example.com/OPS-1"),
            ),
        ),
    ),
    postmortem("drill", "2025-05-01", kind="drill", severity="", causes=("bad-config",)),
    postmortem("nothing", severity="", services=(), causes=()),
    runbook(
        "errors",
        services=("checkout",),
        alerts=("HighErrors", "SlowErrors"),
        owner="Shop",
        last_reviewed=date(2026, 3, 19),
        severities=("SEV1",),
    ),
    runbook("plain", services=("search",), last_reviewed=date(2025, 11, 11)),
    runbook("never"),
)

FINDINGS = (
    Finding(Location(PUSH, 7, 3), "no cause", "add one", "CAU101", "missing-cause", "warning"),
    Finding(Location("postmortems/nothing.md", 1, 1), "no section", "", "SEC101", "missing-section", "error"),
    Finding(Location("incidentbook.yml", 4, 1), "odd", "", "", "odd-policy", "info"),
)


def portal(of: Library = BOOK, findings: Sequence[Finding] = FINDINGS, as_of: date = AS_OF) -> Portal:
    """The portal of a book."""
    return build_portal(of, Outcome(tuple(findings)), as_of)


def page(model: type[Model], path: str, of: Portal | None = None) -> Model:
    """The model of one page."""
    found = next(page.model for page in (of or portal()).pages if page.path == path)
    assert isinstance(found, model)
    return found


def postmortem_frame(path: str, of: Portal | None = None) -> PostmortemFrame:
    """The model of the frame around one postmortem."""
    found = (of or portal()).frames[path].model
    assert isinstance(found, PostmortemFrame)
    return found


def runbook_frame(path: str, of: Portal | None = None) -> RunbookFrame:
    """The model of the frame around one runbook."""
    found = (of or portal()).frames[path].model
    assert isinstance(found, RunbookFrame)
    return found


def values(thing: object) -> Iterator[object]:
    """A model and everything in it."""
    yield thing
    if is_dataclass(thing):
        for field in fields(thing):
            yield from values(getattr(thing, field.name))
    elif isinstance(thing, (tuple, Rows)):
        for part in thing:
            yield from values(part)


def targets(of: Portal) -> Iterator[Target]:
    """Everything that the pages and frames of a portal link to."""
    for model in (*(page.model for page in of.pages), *(frame.model for frame in of.frames.values())):
        for value in values(model):
            if isinstance(value, Target):
                yield value

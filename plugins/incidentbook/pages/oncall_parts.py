"""Parts of runbooks that serve alerts of their own: "## DiskFull" on the page of all disks."""

from incidentbook.analysis.alert_matching import plain
from incidentbook.records import Runbook, Section, Step
from incidentbook.records.plain import dataclass

from .edition import Edition

_BEFORE = ("", "alert", "alertname")


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a runbook, the alerts whose names it has, its place on the page, and its steps."""

    heading: str
    anchor: str
    alerts: tuple[str, ...]
    steps: tuple[Step, ...]


def parts_of(edition: Edition, runbook: Runbook) -> tuple[Part, ...]:
    """The parts that serve some of a runbook's alerts: those with steps, where the runbook has others too."""
    catalogue = edition.ground.catalogue
    title = plain(runbook.title)
    found: dict[tuple[str, int], list[str]] = {}
    places: dict[tuple[str, int], tuple[Section, str]] = {}
    for alert in catalogue.alerts_of(runbook):
        leads = catalogue.matching.leads.get(alert.casefold(), ())
        stated = next((lead.anchor for lead in leads if lead.runbook is runbook), "")
        words = {before + plain(alert) for before in _BEFORE} | ({plain(stated)} if stated else set())
        section = next(
            (one for one in runbook.sections if one.level and plain(one.heading) in words - {title}), None
        )
        if section is not None:
            key = (section.heading, section.at.line)
            found.setdefault(key, []).append(alert)
            places[key] = (section, stated)
    parts = (
        Part(section.heading, anchor, tuple(found[key]), _within(section, runbook))
        for key, (section, anchor) in places.items()
    )
    return tuple(part for part in parts if 0 < len(part.steps) < len(runbook.steps))


def _within(section: Section, runbook: Runbook) -> tuple[Step, ...]:
    return tuple(step for step in runbook.steps if section.at.line <= step.at.line < section.end)

"""A postmortem as read from one file."""

import datetime
from collections.abc import Iterator

from .action_item import ActionItem
from .location import Location, Problem
from .passage import Passage
from .plain import dataclass
from .practice import Tick
from .section import Section
from .timeline import Milestone, StatedDuration, TimelineEntry
from .waiver import Waiver

KINDS = ("incident", "near-miss", "drill", "security")
"""The kinds of postmortems; drills stay out of the metrics."""

PUBLICATION_STATUSES = ("draft", "in-review", "published", "not-required")
"""The states a postmortem goes through."""


@dataclass(frozen=True, slots=True)
class Impact:
    """What the incident did to people and money; numbers are None where the text gives none."""

    users: float | None = None
    users_percent: float | None = None
    revenue: float | None = None
    revenue_text: str = ""
    sla_minutes: float | None = None
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One key of the front matter (or of the header lines) with its place, as it was written.

    `source` is "front-matter" or "header"; `value` is plain data: text, number, bool, None, lists and
    maps of these (dates stay text, so that nothing is lost).
    """

    key: str
    value: object
    at: Location
    source: str = "front-matter"


@dataclass(frozen=True, slots=True)
class Postmortem:
    """One postmortem: what the document says, each part with its place, and what could not be read.

    `severity` is the id of a level of the policy, or empty where it is not stated or unknown
    (`severity_text` then holds what was written). `date` is the day of the incident; `anchors` are the
    ids to which links can lead on its page, but for those of action items and timeline entries. `ticks` are
    empty where the document has no checklist.
    """

    path: str
    id: str
    title: str
    kind: str = "incident"
    status: str = "published"
    status_text: str = ""
    severity: str = ""
    severity_text: str = ""
    date: datetime.date | None = None
    milestones: tuple[Milestone, ...] = ()
    stated: tuple[StatedDuration, ...] = ()
    services: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    roles: tuple[tuple[str, str], ...] = ()
    causes: tuple[str, ...] = ()
    trigger: str = ""
    detection: str = ""
    impact: Impact = Impact()
    alerts: tuple[str, ...] = ()
    runbooks: tuple[str, ...] = ()
    repeat_of: tuple[str, ...] = ()
    not_repeat_of: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    audience: str = ""
    summary: str = ""
    sections: tuple[Section, ...] = ()
    action_items: tuple[ActionItem, ...] = ()
    ticks: tuple[Tick, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    links: tuple[tuple[str, Location], ...] = ()
    anchors: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    prose: tuple[Passage, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def at(self) -> Location:
        """The beginning of the document."""
        return Location(self.path)

    def milestone(self, name: str) -> Milestone | None:
        """The milestone of that name ("started" … "resolved"), or None."""
        return next((milestone for milestone in self.milestones if milestone.name == name), None)

    def named_sections(self, name: str) -> Iterator[Section]:
        """The sections with this canonical name, in order."""
        return (section for section in self.sections if section.name == name)

    def field(self, key: str) -> Field | None:
        """The front-matter field or header line with this canonical or written key, or None."""
        return next((field for field in self.fields if field.key == key), None)

"""A runbook as read from one file."""

from datetime import date

from .location import Location, Problem
from .passage import Passage
from .plain import dataclass
from .postmortem import Field
from .section import Section
from .waiver import Waiver

DIALECTS = ("alert", "scenario", "service", "prometheus", "yaml", "plain")
"""The dialects of runbooks; "plain" is a list of steps under headings of its own."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command to run: without prompt, comment and output, with the placeholders a person must fill in.

    `shows_output` is whether the block it was read from also shows what commands answer; `block` is where
    that block begins (None for a command within a sentence or of a field), `output` what it shows behind
    this command, from the line `output_line` on.
    """

    text: str
    at: Location
    language: str = ""
    placeholders: tuple[str, ...] = ()
    had_prompt: bool = False
    shows_output: bool = False
    block: Location | None = None
    output: str = ""
    output_line: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a runbook: `section` is a canonical section name, `when` its condition.

    `case` names the cause or issue to which the step belongs ("High memory usage"), or is empty;
    `warning` is what the document warns of before it, in the step or above it in its section. `expected_at`
    and `verify_at` are where those two begin to be told, None where they are not.
    """

    at: Location
    section: str
    text: str
    commands: tuple[Command, ...] = ()
    when: str = ""
    expected: str = ""
    verify: str = ""
    case: str = ""
    warning: str = ""
    expected_at: Location | None = None
    verify_at: Location | None = None


@dataclass(frozen=True, slots=True)
class Runbook:
    """One runbook: what the document says, each part with its place, and what could not be read.

    `review_every_days` is None where the policy's default applies; `anchors` are the ids to which links
    can lead on its page.
    """

    path: str
    title: str
    id: str = ""
    services: tuple[str, ...] = ()
    owner: str = ""
    alerts: tuple[str, ...] = ()
    severity_text: str = ""
    severities: tuple[str, ...] = ()
    last_reviewed: date | None = None
    review_every_days: int | None = None
    last_tested: date | None = None
    tested_with: str = ""
    aliases: tuple[str, ...] = ()
    audience: str = ""
    tags: tuple[str, ...] = ()
    dialect: str = "plain"
    summary: str = ""
    impact: str = ""
    contacts: tuple[str, ...] = ()
    escalation: str = ""
    sections: tuple[Section, ...] = ()
    steps: tuple[Step, ...] = ()
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

"""The timeline of an incident, and the milestones found in it."""

from .location import Location
from .moment import Duration, Moment
from .plain import dataclass


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One time-stamped event.

    `moment` is None where the document gives no usable time ("--:--"); `time_text` is what stands
    there. `text` is plain text on one line; `milestone` names the milestone that the words of the
    event propose, or is empty.
    """

    at: Location
    text: str
    moment: Moment | None = None
    time_text: str = ""
    milestone: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    """When a milestone was reached, and where that is known from.

    `source` is "front-matter", "header" or "timeline" (derived from the words of an event).
    """

    name: str
    moment: Moment
    source: str
    at: Location


@dataclass(frozen=True, slots=True)
class StatedDuration:
    """A duration that the text states: `measure` is detect, acknowledge, mitigate, recover or total."""

    measure: str
    duration: Duration
    at: Location

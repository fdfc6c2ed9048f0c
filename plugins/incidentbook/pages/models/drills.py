"""handbook/drills.md and drills/<slug>.md: past drills and what they left, and the card of one to come."""

from dataclasses import dataclass

from .actions import ActionCounts, ActionRow
from .incidents import IncidentRow
from .values import Day, Empty, Fact, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class PastDrill:
    """A drill: what it found, which incidents it rehearsed, its runbooks, what became of its actions.

    `waiting` says why it does not count as held, and is empty for one that does.
    """

    row: IncidentRow
    waiting: str = ""
    found: tuple[str, ...] = ()
    rehearsed: tuple[Link, ...] = ()
    runbooks: tuple[Link, ...] = ()
    actions: tuple[ActionRow, ...] = ()
    counts: ActionCounts | None = None


@dataclass(frozen=True, slots=True)
class LastDrillRow:
    """A service or a team with its latest drill, both None where there was none."""

    name: Link
    drill: Link | None = None
    day: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """An incident of which a card is made: `card` leads there, `steps` is "11 steps over 23 min".

    `drilled` is the latest drill that rehearsed it, or None.
    """

    card: Link
    row: IncidentRow
    steps: str
    drilled: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillChapter:
    """The chapter: drills newest first, who was drilled when, the cards, and why the others have none.

    `cards_note` says which incidents have no card although they can be played.
    """

    headline: str
    past: tuple[PastDrill, ...] = ()
    planned: tuple[PastDrill, ...] = ()
    services: tuple[LastDrillRow, ...] = ()
    teams: tuple[LastDrillRow, ...] = ()
    runbooks: str = ""
    untested: tuple[Link, ...] = ()
    cards: tuple[CardRow, ...] = ()
    cards_note: str = ""
    unfit: tuple[tuple[Link, str], ...] = ()
    empty: Empty | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardIndex:
    """drills/index.md: all cards, what there is for other incidents, and the chapter they belong to."""

    headline: str
    cards: tuple[CardRow, ...]
    chapter: Link
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardStep:
    """One step of a card: `since` tells the time since the beginning, `later` that since the last step.

    `texts` is what really happened, `sort` what it was in a word ("First sign"), `questions` what is asked
    once it is known.
    """

    number: int
    anchor: str
    clock: Day
    since: str
    later: str
    sort: str
    texts: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillCard:
    """The card of one drill: the scene, its steps, what nobody knew, what came of it, and the debrief.

    `lists` are the debrief's questions as (name, label, hint); `notes` the Markdown to be pasted, with its
    blanks; `command` writes the drill's postmortem.
    """

    title: str
    scene: str
    facts: tuple[Fact, ...]
    rules: tuple[str, ...]
    steps: tuple[CardStep, ...]
    background: tuple[CardStep, ...]
    outcome: tuple[Fact, ...]
    lists: tuple[tuple[str, str, str], ...]
    notes: str
    command: str
    postmortem: Link
    chapter: Link
    data: dict[str, object]

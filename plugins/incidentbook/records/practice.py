"""Practice: checklists, what somebody asserts of readiness, and from when on a habit is a pattern."""

from datetime import date

from .location import Location
from .plain import dataclass

CHECKLISTS = ("response", "resolution", "readiness")
"""The ids of the lists; of the first two a postmortem may tell what was done."""

TICKED = CHECKLISTS[:2]
"""The lists that a postmortem may tick."""

PROOFS = (
    "incidents-by-alert",
    "rota-without-gaps",
    "rota-with-secondary",
    "rota-escalates",
    "severities-stated",
    "roles-filled",
    "lists-ticked",
    "writeups-in-time",
    "actions-owned",
    "actions-in-time",
    "alerts-with-runbooks",
    "runbooks-reviewed",
    "runbooks-tested",
    "runbooks-owned",
    "drills-held",
    "near-misses-written",
)
"""What the portal can prove of readiness by its own documents."""


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One thing to do or to have; `also` are other words by which documents tick it.

    `group` is a heading of the readiness list, `proof` one of `PROOFS` or empty.
    """

    id: str
    title: str
    also: tuple[str, ...] = ()
    group: str = ""
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """A list with its items in their order; `id` is one of `CHECKLISTS`."""

    id: str
    title: str
    items: tuple[ChecklistItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Assertion:
    """What somebody says of an item of readiness: on which day, in which role (never a name), and why.

    `holds` is False where it was looked at and found missing; `at` is where the policy says it.
    """

    item: str
    day: date
    role: str
    note: str = ""
    holds: bool = True
    at: Location = Location("")


@dataclass(frozen=True, slots=True)
class Tick:
    """What a postmortem says of one item: `text` as it was written, and whether it was done.

    `list` is one of `TICKED`, or empty where the document does not say which list it means. `is_needed` is
    False for what did not apply to the incident. `unclear` is an answer that says neither yes nor no; then
    nothing is known of the item.
    """

    text: str
    is_done: bool
    list: str
    at: Location
    is_needed: bool = True
    unclear: str = ""


@dataclass(frozen=True, slots=True)
class PatternRules:
    """The thresholds of patterns: shares in percent, numbers of cases at least, the days looked back.

    Nothing is said of fewer than `fewest` cases; of the gravest incidents, `fewest_gravest` do.
    `one_person_percent` is how far on the way from the fair share to all incidents one person must be;
    `silent_minutes` is how long a grave incident may go without an update.
    """

    window_days: float = 365
    fewest: float = 10
    fewest_gravest: float = 3
    one_person_percent: float = 50
    all_gravest_percent: float = 50
    no_severity_percent: float = 30
    without_roles_percent: float = 30
    without_actions_percent: float = 20
    without_owner_percent: float = 20
    without_runbook_percent: float = 20
    small_percent: float = 10
    blame_percent: float = 20
    without_context_percent: float = 20
    without_updates_percent: float = 30
    silent_minutes: float = 60
    without_way_back_percent: float = 20
    near_misses: float = 1

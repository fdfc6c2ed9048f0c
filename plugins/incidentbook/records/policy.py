"""The policy: what a team means by severities, causes, services, and how strict the checks are."""

from collections.abc import Mapping
from datetime import date

from .location import Location
from .plain import dataclass, field
from .practice import Assertion, Checklist, PatternRules
from .redaction import Redaction

POSTMORTEM_DEPTHS = ("full", "light", "none")
"""How deep a review a severity asks for."""


@dataclass(frozen=True, slots=True)
class Severity:
    """A level of severity with its targets in minutes (None where there is none).

    `tell` are those who hear of it, `roles` the ids of the roles that somebody must take; `war_room` says
    whether responders come together in a call.
    """

    id: str
    title: str = ""
    aliases: tuple[str, ...] = ()
    definition: str = ""
    examples: tuple[str, ...] = ()
    response_minutes: float | None = None
    mitigate_minutes: float | None = None
    resolve_minutes: float | None = None
    update_minutes: float | None = None
    postmortem: str = "full"
    tell: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    war_room: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """A role in the response: what it is there for, what it does, and what it leaves to others."""

    id: str
    title: str = ""
    purpose: str = ""
    duties: tuple[str, ...] = ()
    leaves: str = ""


@dataclass(frozen=True, slots=True)
class Grade:
    """A degree of scope or of impact."""

    id: str
    title: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True)
class SeverityQuestion:
    """A question whose yes means at least the level `severity`; `tell` are those who then hear of it too."""

    id: str
    ask: str
    severity: str
    tell: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Classification:
    """How a level of severity is found: by questions, and by scope and impact.

    `matrix` has for each scope its id and the id of a level for each impact, in their order; `otherwise` is
    the level where no question is answered with yes.
    """

    questions: tuple[SeverityQuestion, ...] = ()
    scopes: tuple[Grade, ...] = ()
    impacts: tuple[Grade, ...] = ()
    matrix: tuple[tuple[str, tuple[str, ...]], ...] = ()
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause of the taxonomy; `parent` is the id of its group, or empty."""

    id: str
    title: str = ""
    description: str = ""
    examples: tuple[str, ...] = ()
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """A service with its owning team and links as (text, url)."""

    id: str
    title: str = ""
    team: str = ""
    aliases: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Team:
    """A team with its members' handles and links as (text, url)."""

    id: str
    title: str = ""
    members: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Targets:
    """What the organisation aims at, in the units the names say."""

    detect_minutes: float = 5
    acknowledge_minutes: float = 15
    repeat_percent: float = 10
    writeup_hours: float = 48
    review_business_days: float = 5


@dataclass(frozen=True, slots=True)
class ActionTarget:
    """In how many days from their incident some action items are to be done.

    All that are named must fit, and what is empty fits all: severities of the incident, priorities and
    types of the item.
    """

    days: float
    severities: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    types: tuple[str, ...] = ()


REPEAT_WAYS = ("declared", "same-service", "systemic")
"""The ways in which an incident can repeat an earlier one; a systemic repeat is counted apart."""

UNTYPED = "untyped"
"""Stands for action items without a type where types are listed."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """What counts as a repeat, and how done actions are judged by it.

    `ways` are some of `REPEAT_WAYS`; the same cause counts at most `window_days` after the earlier incident.
    Judged are done actions of `action_types` (types, or `UNTYPED`); `settled_days` after the day on which
    one was done, its cause counts as quiet, and before that it is too early to tell.
    """

    ways: tuple[str, ...] = REPEAT_WAYS
    window_days: int = 365
    action_types: tuple[str, ...] = ("prevent", "detect")
    settled_days: int = 90


@dataclass(frozen=True, slots=True)
class MetricRules:
    """How durations are counted where guides disagree.

    `recover_from` is "started" or "detected": from where the time to recover counts. `prefer` is "timeline"
    or "stated": which goes first where no field gives the times, what the words of events propose or what the
    text states. `stated_durations` is "elapsed" or "working": what the text's durations count.
    """

    recover_from: str = "started"
    prefer: str = "timeline"
    stated_durations: str = "elapsed"


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """When people work: weekdays (0 is Monday), from and to as minutes of the day, the zone of that clock.

    `holidays` is the code of a country, with its region after a hyphen ("DK", "DE-BW"), or empty;
    `free_days` are further days on which nobody works.
    """

    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    start: int = 9 * 60
    end: int = 17 * 60
    time_zone: str = "UTC"
    holidays: str = ""
    free_days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """How one rule is tuned: a level (empty for the rule's own) and further settings; `at` is where."""

    level: str = ""
    settings: Mapping[str, object] = field(default_factory=dict)
    at: Location = field(default_factory=lambda: Location(""))


@dataclass(frozen=True, slots=True)
class Override:
    """Other rule settings for some documents: all that are named must fit, and what is empty fits all.

    `paths` are globs relative to the root, `severities` ids of levels, `kinds` those of postmortems,
    "runbook" or "alert-rules". `places` are where the paths stand, one for each.
    """

    rules: Mapping[str, RuleSetting]
    paths: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    places: tuple[Location, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """All that a team decided. `Policy()` is not it: see `reading.policy.default_policy`.

    `required_sections` maps a severity id, a kind, "runbook" or "default" to canonical section names;
    `section_aliases` maps a normalised heading to a canonical name. `as_of` is None where today is meant.
    `history` is "git" where the repository's history tells about action items and runbooks, or "none".
    `alert_rules` are globs of rule files; `runbook_urls` are web addresses, each with the folder whose
    documents are published below it ("" for the root). `oncall` is the file that says who is on call, "" for
    `oncall.yml` in the root, if it is there. `time_zone_stated` is False where nobody chose
    `time_zone`; `working_time` is None where nobody said when people work. `handbook` is False where the
    portal is to have none; `drill_cards` is how many of the newest incidents have a card, None for all;
    `messages` is the folder of own templates of messages, relative to the root.
    `html` is how HTML of authors is treated: "allow", "sanitise" or "refuse"; "" where nobody said, which
    sanitises that of documents. `readiness` is what somebody asserts of the list of readiness, each of which
    counts for `readiness_days`. A checklist counts as ticked from `checklist_percent` of its items on.
    `audience` is for whom the portal is built, and `redaction` what a public one holds.
    """

    title: str = "Incident book"
    path: str = ""
    time_zone: str = "UTC"
    time_zone_stated: bool = False
    as_of: date | None = None
    postmortems: tuple[str, ...] = ()
    runbooks: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    alert_rules: tuple[str, ...] = ()
    runbook_urls: tuple[tuple[str, str], ...] = ()
    oncall: str = ""
    severities: tuple[Severity, ...] = ()
    required_sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    section_aliases: Mapping[str, str] = field(default_factory=dict)
    causes: tuple[Cause, ...] = ()
    services: tuple[Service, ...] = ()
    teams: tuple[Team, ...] = ()
    runbook_review_days: int = 90
    runbook_review_after_incident: str = "required"
    targets: Targets = Targets()
    repeats: Repeats = Repeats()
    action_targets: tuple[ActionTarget, ...] = ()
    metrics: MetricRules = MetricRules()
    working_time: WorkingTime | None = None
    history: str = "git"
    handbook: bool = True
    drill_cards: int | None = 200
    messages: str = ""
    status_page: str = ""
    roles: tuple[Role, ...] = ()
    classification: Classification = Classification()
    checklists: tuple[Checklist, ...] = ()
    readiness: tuple[Assertion, ...] = ()
    readiness_days: float = 90
    checklist_percent: float = 80
    patterns: PatternRules = PatternRules()
    rules: Mapping[str, RuleSetting] = field(default_factory=dict)
    overrides: tuple[Override, ...] = ()
    fail_on: str = "error"
    html: str = ""
    audience: str = "internal"
    redaction: Redaction = Redaction()

    @property
    def shows_targets(self) -> bool:
        """Whether targets are told: to the public only where the policy lets them through."""
        return self.audience != "public" or not self.redaction.removes("targets")

    def severity(self, id: str) -> Severity | None:
        """The severity level with this id, or None."""
        return next((severity for severity in self.severities if severity.id == id), None)

    def role(self, id: str) -> Role | None:
        """The role with this id, or None."""
        return next((role for role in self.roles if role.id == id), None)

    def checklist(self, id: str) -> Checklist:
        """The checklist with this id; without items where there is none."""
        return next((one for one in self.checklists if one.id == id), Checklist(id, id))

    def newest_assertion(self, item: str, as_of: date) -> Assertion | None:
        """The newest assertion about an item of readiness up to a day, or None."""
        known = [one for one in self.readiness if one.item == item and one.day <= as_of]
        return max(known, key=lambda one: one.day, default=None)

    def outdated_assertions(self, as_of: date) -> tuple[Assertion, ...]:
        """Of each item the newest assertion, where it holds no longer on that day."""
        items = dict.fromkeys(one.item for one in self.readiness)
        newest = (self.newest_assertion(item, as_of) for item in items)
        return tuple(one for one in newest if one and (as_of - one.day).days > self.readiness_days)

    def future_assertions(self, as_of: date) -> tuple[Assertion, ...]:
        """The assertions that are dated after a day."""
        return tuple(one for one in self.readiness if one.day > as_of)

    def has_odd_assertions(self, as_of: date) -> bool:
        """Whether an assertion is too old on that day, or dated after it."""
        return bool(self.outdated_assertions(as_of) or self.future_assertions(as_of))

    def cause(self, id: str) -> Cause | None:
        """The cause with this id, or None."""
        return next((cause for cause in self.causes if cause.id == id), None)

    def service(self, name: str) -> Service | None:
        """The service with this id or alias, or None."""
        return next(
            (service for service in self.services if name == service.id or name in service.aliases), None
        )

    def team(self, name: str) -> Team | None:
        """The team with this id or alias, or None."""
        return next((team for team in self.teams if name == team.id or name in team.aliases), None)

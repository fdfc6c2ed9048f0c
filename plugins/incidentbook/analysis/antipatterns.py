"""Habits that harm, seen in counts: each with its threshold, the cases it stands on, and never a person."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from incidentbook.records import PatternRules, Policy, Postmortem

from .alert_coverage import AlertCoverage
from .catalogue import Catalogue, Incident

STATES = ("seen", "not-seen", "too-few", "unknown")
"""Whether a pattern is there: the data says so, says no, is too little, or cannot tell at all."""

_UNASKED = ("draft", "not-required")
_ANYBODY = "participant"


@dataclass(frozen=True)
class Records:
    """What patterns are looked for in, on the day `as_of`."""

    catalogue: Catalogue
    coverage: AlertCoverage
    as_of: date

    @property
    def policy(self) -> Policy:
        """The policy of the library."""
        return self.catalogue.library.policy

    @property
    def rules(self) -> PatternRules:
        """The thresholds."""
        return self.policy.patterns

    def of_window(self, *kinds: str) -> list[Incident]:
        """The documents of these kinds in the days looked back, newest first."""
        first = self.as_of - timedelta(min(self.rules.window_days, (self.as_of - date.min).days))
        every = self.catalogue.incidents
        return [
            one
            for one in every
            if one.postmortem.kind in kinds and one.day and first <= one.day <= self.as_of
        ]

    @cached_property
    def incidents(self) -> list[Incident]:
        """The incidents of the window, without drills and near-misses."""
        return self.of_window("incident", "security")

    @property
    def gravest(self) -> str:
        """The id of the worst level, or an empty text."""
        return self.policy.severities[0].id if self.policy.severities else ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One habit: of `of` cases `count` show it, against a threshold in percent (or a number of cases).

    `fewest` is how many cases there must be; `cases` are the incidents that show it, where they are to be
    looked at one by one. `state` is one of `STATES`.
    """

    name: str
    state: str
    count: int
    of: int
    threshold: float
    fewest: int
    cases: tuple[Incident, ...] = ()

    @property
    def percent(self) -> float:
        """The share of the cases that show it; 0 where there are none."""
        return 100 * self.count / self.of if self.of else 0.0


def patterns(records: Records) -> tuple[Pattern, ...]:
    """Every pattern that is looked for, whether it is there or not."""
    return tuple(find(records) for find in _FINDERS)


def _judged(  # noqa: PLR0913 - one call says all that a pattern is
    name: str,
    count: int,
    of: int,
    threshold: float,
    fewest: float,
    *,
    cases: tuple[Incident, ...] = (),
) -> Pattern:
    """The pattern; it is there from the threshold on, where there are enough cases."""
    least = max(int(fewest), 1)
    is_seen = of > 0 and count > 0 and 100 * count / of >= threshold
    state = "too-few" if of < least else "seen" if is_seen else "not-seen"
    return Pattern(name, state, count, of, threshold, least, cases)


def _one_person(records: Records) -> Pattern:
    """One person took a role in most incidents that name people."""
    people = [found for one in records.incidents if (found := _people(one.postmortem))]
    most = Counter(name for names in people for name in names).most_common(1)
    number = most[0][1] if most else 0
    rules = records.rules
    return _judged("one-person", number, len(people), rules.one_person_percent, rules.fewest)


def _people(postmortem: Postmortem) -> frozenset[str]:
    """Who took a role, so that “@Ana” and “ana” are one."""
    return frozenset(name.strip().lstrip("@").casefold() for _, name in postmortem.roles if name.strip())


def _all_gravest(records: Records) -> Pattern:
    """Nearly every incident is the gravest level."""
    levelled = [one for one in records.incidents if one.postmortem.severity]
    worst = tuple(one for one in levelled if one.postmortem.severity == records.gravest)
    rules = records.rules
    return _judged("all-gravest", len(worst), len(levelled), rules.all_gravest_percent, rules.fewest)


def _no_severity(records: Records) -> Pattern:
    """Incidents are not classified."""
    every = [one for one in records.incidents if one.postmortem.status not in _UNASKED]
    without = tuple(one for one in every if not one.postmortem.severity)
    rules = records.rules
    return _judged(
        "no-severity", len(without), len(every), rules.no_severity_percent, rules.fewest, cases=without
    )


def _without_roles(records: Records) -> Pattern:
    """Incidents of the gravest level name nobody in a role."""
    worst = [one for one in _reviewed(records) if one.postmortem.severity == records.gravest != ""]
    without = tuple(one for one in worst if not _roles(one.postmortem))
    rules = records.rules
    return _judged(
        "gravest-without-roles",
        len(without),
        len(worst),
        rules.without_roles_percent,
        rules.fewest_gravest,
        cases=without,
    )


def _roles(postmortem: Postmortem) -> set[str]:
    return {role for role, name in postmortem.roles if name.strip()} - {_ANYBODY}


def _reviewed(records: Records) -> Iterator[Incident]:
    return (one for one in records.incidents if one.postmortem.status not in _UNASKED)


def _without_actions(records: Records) -> Pattern:
    """Postmortems that ask for nothing, of levels that need one."""
    policy = records.policy
    asked = [
        one
        for one in _reviewed(records)
        if (level := policy.severity(one.postmortem.severity)) is None or level.postmortem != "none"
    ]
    without = tuple(one for one in asked if not one.postmortem.action_items)
    rules = records.rules
    return _judged(
        "no-actions", len(without), len(asked), rules.without_actions_percent, rules.fewest, cases=without
    )


def _without_owner(records: Records) -> Pattern:
    """Open actions that nobody answers for, of all time."""
    items = [
        item for one in records.catalogue.incidents for item in one.postmortem.action_items if item.is_open
    ]
    without = sum(not item.owners for item in items)
    rules = records.rules
    return _judged("no-owners", without, len(items), rules.without_owner_percent, rules.fewest)


def _without_runbook(records: Records) -> Pattern:
    """Alerts that tell nobody what to do."""
    found, rules = records.coverage, records.rules
    known = len(found.alerts) - found.counted("elsewhere")
    missing = found.counted("missing")
    judged = _judged("no-runbooks", missing, known, rules.without_runbook_percent, rules.fewest)
    if found.is_known:
        return judged
    return Pattern("no-runbooks", "unknown", 0, 0, judged.threshold, judged.fewest)


def _small_unreviewed(records: Records) -> Pattern:
    """Hardly any review is of an incident below the two worst levels."""
    small = {one.id for one in records.policy.severities[2:]}
    reviewed = [one for one in _reviewed(records) if one.postmortem.severity]
    of_small = sum(one.postmortem.severity in small for one in reviewed)
    rules, least = records.rules, max(int(records.rules.fewest), 1)
    is_seen = bool(small) and 100 * of_small < rules.small_percent * len(reviewed)
    state = "too-few" if len(reviewed) < least else "seen" if is_seen else "not-seen"
    return Pattern("small-unreviewed", state, of_small, len(reviewed), rules.small_percent, least)


def _no_near_misses(records: Records) -> Pattern:
    """Incidents, and hardly a near-miss beside them."""
    incidents, written = records.incidents, records.of_window("near-miss")
    rules, least = records.rules, max(int(records.rules.fewest), 1)
    state = (
        "too-few" if len(incidents) < least else "seen" if len(written) < rules.near_misses else "not-seen"
    )
    return Pattern("no-near-misses", state, len(written), len(incidents), rules.near_misses, least)


_FINDERS: tuple[Callable[[Records], Pattern], ...] = (
    _one_person,
    _all_gravest,
    _no_severity,
    _without_roles,
    _without_actions,
    _without_owner,
    _without_runbook,
    _small_unreviewed,
    _no_near_misses,
)
"""What is looked for, in the order in which it is shown."""

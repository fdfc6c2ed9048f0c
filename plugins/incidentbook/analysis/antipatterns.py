"""Habits that harm, seen in counts: each with its threshold, the cases it stands on, and never a person."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from incidentbook.records import Postmortem

from .antipatterns_of_conduct import CONDUCT
from .fair_share import shares
from .pattern_cases import Pattern, Records, judged, untold

ANYBODY = "participant"
"""The role of whoever was there; it is no part that somebody took."""


def patterns(records: Records) -> tuple[Pattern, ...]:
    """Every pattern that is looked for, whether it is there or not."""
    return tuple(find(records) for find in _FINDERS)


def past_patterns(records: Records) -> Iterator[Pattern]:
    """The patterns that can be looked for on a day that is over, one after the other.

    Actions and alerts are known as they are today alone, and say nothing of such a day.
    """
    return (find(records) for find in _FINDERS if find not in _OF_TODAY)


def _one_person(records: Records) -> Pattern:
    """One person took a role in far more incidents than a fair share of those who take roles would be.

    What is too much, and what chance may well bring about, says `fair_share`.
    """
    found = shares(people for one in records.incidents if (people := _people(one.postmortem)))
    rules = records.rules
    percent = rules.one_person_percent
    one = judged("one-person", found.most, found.of, found.threshold(percent), rules.fewest)
    is_chance = one.state == "seen" and not found.stands_out(percent)
    return replace(one, state="not-seen" if is_chance else one.state, fair=found.fair)


def _people(postmortem: Postmortem) -> frozenset[str]:
    """Who took a role, so that “@Ana” and “ana” are one; authors and participants are not asked."""
    return frozenset(
        name.strip().lstrip("@").casefold()
        for role, name in postmortem.roles
        if name.strip() and role != ANYBODY
    )


def _all_gravest(records: Records) -> Pattern:
    """Nearly every incident is the gravest level."""
    levelled = [one for one in records.incidents if one.postmortem.severity]
    worst = tuple(one for one in levelled if one.postmortem.severity == records.gravest)
    rules = records.rules
    return judged("all-gravest", len(worst), len(levelled), rules.all_gravest_percent, rules.fewest)


def _no_severity(records: Records) -> Pattern:
    """Incidents are not classified."""
    every = list(records.reviewed)
    without = tuple(one for one in every if not one.postmortem.severity)
    rules = records.rules
    return judged(
        "no-severity", len(without), len(every), rules.no_severity_percent, rules.fewest, cases=without
    )


def _without_roles(records: Records) -> Pattern:
    """Incidents of the gravest level name nobody in a role."""
    worst = [one for one in records.reviewed if one.postmortem.severity == records.gravest != ""]
    without = tuple(one for one in worst if not _roles(one.postmortem))
    rules = records.rules
    return judged(
        "gravest-without-roles",
        len(without),
        len(worst),
        rules.without_roles_percent,
        rules.fewest_gravest,
        cases=without,
    )


def _roles(postmortem: Postmortem) -> set[str]:
    return {role for role, name in postmortem.roles if name.strip()} - {ANYBODY}


def _without_actions(records: Records) -> Pattern:
    """Postmortems that ask for nothing, of levels that need one."""
    policy = records.policy
    asked = [
        one
        for one in records.reviewed
        if (level := policy.severity(one.postmortem.severity)) is None or level.postmortem != "none"
    ]
    without = tuple(one for one in asked if not one.postmortem.action_items)
    rules = records.rules
    return judged(
        "no-actions", len(without), len(asked), rules.without_actions_percent, rules.fewest, cases=without
    )


def _without_owner(records: Records) -> Pattern:
    """Open actions that nobody answers for, of all time."""
    items = [
        item for one in records.catalogue.incidents for item in one.postmortem.action_items if item.is_open
    ]
    without = sum(not item.owners for item in items)
    rules = records.rules
    return judged("no-owners", without, len(items), rules.without_owner_percent, rules.fewest)


def _without_runbook(records: Records) -> Pattern:
    """Alerts that tell nobody what to do."""
    found, rules = records.coverage, records.rules
    known = len(found.alerts) - found.counted("elsewhere")
    missing = found.counted("missing")
    if not found.is_known:
        return untold("no-runbooks", rules.without_runbook_percent, rules.fewest)
    return judged("no-runbooks", missing, known, rules.without_runbook_percent, rules.fewest)


def _small_unreviewed(records: Records) -> Pattern:
    """Hardly any review is of an incident below the two worst levels."""
    small = {one.id for one in records.policy.severities[2:]}
    reviewed = [one for one in records.reviewed if one.postmortem.severity]
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
    *CONDUCT,
)
"""What is looked for, in the order in which it is shown."""

_OF_TODAY = frozenset({_without_owner, _without_runbook})

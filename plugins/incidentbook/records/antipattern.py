"""How much of a habit makes a pattern, and of how many cases at least."""

from .plain import dataclass


@dataclass(frozen=True, slots=True)
class PatternRules:
    """The thresholds of patterns: shares in percent, numbers of cases at least, the days looked back.

    Nothing is said of fewer than `fewest` cases; of the gravest incidents, `fewest_gravest` do.
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
    near_misses: float = 1

"""What patterns are looked for in, and what one is: a habit with its threshold and the cases it stands on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from incidentbook.records import PatternRules, Policy

from .alert_coverage import AlertCoverage
from .catalogue import Catalogue, Incident

STATES = ("seen", "not-seen", "too-few", "unknown")
"""Whether a pattern is there: the data says so, says no, is too little, or cannot tell at all."""

_UNASKED = ("draft", "not-required")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the checks say: which of their rules are on, and what they found, by the path of the document.

    `changing` are the paths of the runbooks that change something which outlasts them.
    """

    rules: frozenset[str]
    found: Mapping[str, frozenset[str]]
    changing: frozenset[str]

    def finds(self, path: str, *rules: str) -> bool:
        """Whether one of these rules finds something in a document."""
        return not self.found.get(path, frozenset()).isdisjoint(rules)


@dataclass(frozen=True)
class Records:
    """What patterns are looked for in, on the day `as_of`.

    Without a `judgement`, what rests on the checks cannot be told.
    """

    catalogue: Catalogue
    coverage: AlertCoverage
    as_of: date
    judgement: Judgement | None = None

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
        every = self.catalogue.dated.within(first, self.as_of)
        return [one for one in every if one.postmortem.kind in kinds]

    @cached_property
    def incidents(self) -> list[Incident]:
        """The incidents of the window, without drills and near-misses."""
        return self.of_window("incident", "security")

    @property
    def reviewed(self) -> Iterator[Incident]:
        """Those of which a review is asked, and that are no drafts."""
        return (one for one in self.incidents if one.postmortem.status not in _UNASKED)

    @property
    def gravest(self) -> str:
        """The id of the worst level, or an empty text."""
        return self.policy.severities[0].id if self.policy.severities else ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One habit: of `of` cases `count` show it, against a threshold in percent (or a number of cases).

    `fewest` is how many cases there must be; `cases` are the incidents that show it, where they are to be
    looked at one by one. `state` is one of `STATES`. Of people, `fair` is the share in percent that each
    would have if all took part equally often.
    """

    name: str
    state: str
    count: int
    of: int
    threshold: float
    fewest: int
    cases: tuple[Incident, ...] = ()
    fair: float = 0.0

    @property
    def percent(self) -> float:
        """The share of the cases that show it; 0 where there are none."""
        return 100 * self.count / self.of if self.of else 0.0


def judged(  # noqa: PLR0913 - one call says all that a pattern is
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


def untold(name: str, threshold: float, fewest: float) -> Pattern:
    """The pattern of which nothing can be told."""
    return Pattern(name, "unknown", 0, 0, threshold, max(int(fewest), 1))

"""How often the same person takes a role, beside what a fair rotation of those who take roles would give."""

from collections import Counter
from collections.abc import Iterable

from incidentbook.records.plain import dataclass

from .chance import LIKELY, chance_of_share

FEWEST_PEOPLE = 5
"""Of fewer people a fair share is taken as if they were so many: fewer wear out, however fair they share."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Of `of` incidents the busiest of `people` had a role in `most`; `fair` is in percent.

    The fair share is what each would have if all who took a role, `FEWEST_PEOPLE` at least, had taken part
    equally often: people in a role per incident, divided by the people. `chance` is how likely somebody,
    whoever it is, reaches `most` where each is drawn for each incident with that share.
    """

    people: int
    most: int
    of: int
    fair: float
    chance: float

    def threshold(self, percent: float) -> float:
        """The share in percent from which on it is too much: so far on the way from the fair share to all."""
        return self.fair + (100 - self.fair) * percent / 100

    def stands_out(self, percent: float) -> bool:
        """Whether somebody reached the threshold, and drawing lots would seldom do the same."""
        reached = self.of > 0 and 100 * self.most / self.of >= self.threshold(percent)
        return reached and self.chance < LIKELY


def shares(incidents: Iterable[frozenset[str]]) -> Shares:
    """The shares in incidents, each given as the people who took a role in it."""
    every = list(incidents)
    times = Counter(name for people in every for name in people)
    if not times:
        return Shares(0, 0, 0, 0.0, 1.0)
    most, many = max(times.values()), max(len(times), FEWEST_PEOPLE)
    fair = times.total() / many / len(every)
    # At most so likely for any of them, whatever they have to do with each other (Bonferroni).
    chance = min(many * chance_of_share(most, len(every), fair), 1.0)
    return Shares(len(times), most, len(every), 100 * fair, chance)

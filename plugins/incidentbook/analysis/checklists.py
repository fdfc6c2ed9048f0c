"""What postmortems tell of the checklists: which items were done, and how that went over time."""

from collections.abc import Iterable
from functools import lru_cache

from incidentbook.reading.names import compact, normalise
from incidentbook.records import Checklist, ChecklistItem, Policy, Postmortem, Tick
from incidentbook.records.plain import dataclass
from incidentbook.records.practice import TICKED

from .catalogue import Incident
from .periods import Period, period_of

NEAR_ENOUGH = 0.6
"""The share of the shorter one's words that a tick and an item have in common where they mean the same."""

_COMMON_WORDS = """
a an and are as at be been by for from has have in is it its of on or so that the then there they to
was were what when where which who with incident done
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_ENDINGS = ("ings", "ing", "ed", "es", "e", "s")
_SHORTEST_STEM = 4


@dataclass(frozen=True, slots=True)
class Compliance:
    """What one incident tells of one checklist: the items that were done and those that were not.

    `skipped` are the ones of `missing` of which the document says so itself; the others it does not mention.
    `spared` are those that did not apply, which are in neither.
    """

    incident: Incident
    checklist: Checklist
    done: tuple[ChecklistItem, ...]
    missing: tuple[ChecklistItem, ...]
    skipped: tuple[ChecklistItem, ...]
    spared: tuple[ChecklistItem, ...] = ()

    @property
    def of(self) -> int:
        """How many items of the list applied."""
        return len(self.done) + len(self.missing)

    @property
    def percent(self) -> float:
        """The share of the items that applied which were done; all of them where none applied."""
        return 100 * len(self.done) / self.of if self.of else 100.0


@dataclass(frozen=True, slots=True)
class Quarter:
    """The incidents of a quarter: those that tell of a list, and how many do not."""

    period: Period
    told: tuple[Compliance, ...]
    without: int

    @property
    def median(self) -> float | None:
        """The median share of items done, in percent; None where no incident tells of the list."""
        return _median(self.told)


@dataclass(frozen=True, slots=True)
class Practice:
    """One checklist over all incidents, newest first.

    `without` are the incidents that were asked and have no list. Drills are apart, near-misses, drafts and
    incidents that need no review are not asked.
    """

    checklist: Checklist
    told: tuple[Compliance, ...]
    without: tuple[Incident, ...]
    drills: tuple[Compliance, ...]

    @property
    def median(self) -> float | None:
        """The median share of items done, in percent; None where no incident tells of the list."""
        return _median(self.told)

    def times_done(self, item: ChecklistItem) -> int:
        """In how many of the incidents that tell of the list an item was done."""
        return sum(item in one.done for one in self.told)

    def times_asked(self, item: ChecklistItem) -> int:
        """In how many of the incidents that tell of the list an item applied."""
        return sum(item not in one.spared for one in self.told)

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """The quarters in which incidents were asked, newest first."""
        asked = (*(one.incident for one in self.told), *self.without)
        periods = sorted({period_of(one.day, "quarter") for one in asked if one.day}, reverse=True)
        return tuple(
            Quarter(
                period,
                tuple(one for one in self.told if period.holds(one.incident.day)),
                sum(period.holds(one.day) for one in self.without),
            )
            for period in periods
        )


def _median(told: Iterable[Compliance]) -> float | None:
    from statistics import median  # only where lists are counted: it takes its time to import

    shares = [one.percent for one in told]
    return median(shares) if shares else None


def meaning(tick: Tick, policy: Policy) -> tuple[Checklist, ChecklistItem] | None:
    """The list and the item that a tick means, by id or by words; None where none is near or two are."""
    lists = [policy.checklist(name) for name in ((tick.list,) if tick.list else TICKED)]
    by_name = {
        compact(name): (one, item)
        for one in reversed(lists)
        for item in reversed(one.items)
        for name in (item.title, *item.also, item.id)
    }
    return by_name.get(compact(tick.text)) or _by_words(tick.text, lists)


def _by_words(text: str, lists: Iterable[Checklist]) -> tuple[Checklist, ChecklistItem] | None:
    """The one item whose words are nearest, in the first list that has one."""
    words = _words(text)
    for one in lists:
        rated = sorted(
            ((_nearness(words, item), number) for number, item in enumerate(one.items)), reverse=True
        )
        if rated and rated[0][0] >= NEAR_ENOUGH and (len(rated) == 1 or rated[1][0] < rated[0][0]):
            return one, one.items[rated[0][1]]
    return None


def _nearness(words: frozenset[str], item: ChecklistItem) -> float:
    """How near a tick's words are to an item's; a name of one word among them is just near enough."""
    names = (item.title, *item.also)
    is_named = any(len(name) == 1 and name <= words for name in map(_words, (item.id, *item.also)))
    return max(NEAR_ENOUGH if is_named else 0, *(_shared(words, _words(name)) for name in names))


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the shorter one's words that both have; one word alone in common says nothing."""
    both = len(one & other)
    return both / min(len(one), len(other)) if both > 1 else 0


@lru_cache(maxsize=1024)
def _words(text: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in normalise(text).split() if word not in _COMMON)


def _stem(word: str) -> str:
    ending = "" if word.endswith("ss") else next((one for one in _ENDINGS if word.endswith(one)), "")
    return word.removesuffix(ending) if len(word) - len(ending) >= _SHORTEST_STEM else word


def compliance(incident: Incident, list: str, policy: Policy) -> Compliance | None:
    """What an incident tells of one list; None where it tells nothing, or the list has no items."""
    checklist = policy.checklist(list)
    said: dict[str, set[str]] = {}
    for tick in incident.postmortem.ticks:
        found = meaning(tick, policy)
        if found and found[0].id == list:
            said.setdefault(found[1].id, set()).add(_said(tick))
    if not said:
        return None
    by = {item.id: _gravest(said.get(item.id, set())) for item in checklist.items}
    done, skipped, spared = (
        tuple(item for item in checklist.items if by[item.id] == state)
        for state in ("done", "skipped", "spared")
    )
    missing = tuple(item for item in checklist.items if by[item.id] in {"skipped", ""})
    return Compliance(incident, checklist, done, missing, skipped, spared)


def _said(tick: Tick) -> str:
    """What a tick says of its item; empty where that is unclear."""
    if tick.unclear:
        return ""
    return "done" if tick.is_done else "skipped" if tick.is_needed else "spared"


def _gravest(said: set[str]) -> str:
    """What counts where a document speaks of an item twice."""
    return next((one for one in ("done", "skipped", "spared") if one in said), "")


def unknown_ticks(postmortem: Postmortem, policy: Policy) -> tuple[Tick, ...]:
    """The ticks that mean no item of the policy's lists."""
    return tuple(tick for tick in postmortem.ticks if meaning(tick, policy) is None)


def is_asked(incident: Incident) -> bool:
    """Whether an incident is one of which the lists are to tell."""
    return incident.is_counted and incident.postmortem.status not in {"draft", "not-required"}


def _is_drilled(incident: Incident) -> bool:
    return incident.postmortem.kind == "drill" and incident.postmortem.status != "draft"


def practice(incidents: Iterable[Incident], list: str, policy: Policy) -> Practice:
    """One list over some incidents."""
    every = tuple(incidents)
    told = {one.path: found for one in every if (found := compliance(one, list, policy))}
    asked = [one for one in every if is_asked(one)]
    return Practice(
        checklist=policy.checklist(list),
        told=tuple(told[one.path] for one in asked if one.path in told),
        without=tuple(one for one in asked if one.path not in told),
        drills=tuple(told[one.path] for one in every if _is_drilled(one) and one.path in told),
    )

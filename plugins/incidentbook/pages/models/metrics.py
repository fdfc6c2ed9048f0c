"""Metrics: durations as single incidents along a scale, tables of figures, and who missed which target."""

from collections.abc import Sequence
from dataclasses import dataclass

from .charts import Chart, Strip
from .values import Chip, Data, Day, Empty, Facet, Figure, Link, Target


@dataclass(frozen=True, slots=True)
class Bead:
    """One duration on a scale: `start` and `end` from 0 (left) to 1 (right) differ for a range.

    `row` counts from 0, so that beads do not lie upon each other; `label` says what it is ("SEV1 Checkout
    down, 15 Mar 2025: 30 min"); `key` is the severity chip's key; `is_disputed` where the document says two
    things.
    """

    start: float
    end: float
    row: int
    label: str
    target: Target
    key: str = "none"
    is_disputed: bool = False


@dataclass(frozen=True, slots=True)
class Spread:
    """Durations along a scale, all of a page on the same one; `sentence` says what it shows.

    `lower`, `median` and `upper` place the middle half, or are None where there are too few; `aim` places the
    target. `ticks` are (position, label); `rows` is the number of rows of beads.
    """

    beads: tuple[Bead, ...]
    ticks: tuple[tuple[float, str], ...]
    rows: int
    sentence: str
    lower: float | None = None
    median: float | None = None
    upper: float | None = None
    aim: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A number of durations and what can be said of them, in words; each count leads to its list.

    `values` are the durations themselves where there are too few for anything else; `ninetieth` is empty
    below ten. `missing`, `excluded` and `disputed` are None where there is none.
    """

    number: Link
    values: str = ""
    median: str = ""
    half: str = ""
    ninetieth: str = ""
    mean: str = ""
    missing: Link | None = None
    excluded: Link | None = None
    disputed: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyRow:
    """A group of incidents in a table: its name, its durations drawn (None: nothing to draw), its tally."""

    name: Link
    tally: Tally
    spread: Spread | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyTable:
    """Groups of one sort ("By severity").

    `note` says what is measured where that is not clear from the page, with its `source`; `more` leads to
    the single values. `is_long` where it is folded away at first.
    """

    title: str
    anchor: str
    rows: tuple[TallyRow, ...]
    note: str = ""
    source: Link | None = None
    more: Link | None = None
    is_long: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One measure in two periods: both in words, and whether the difference could be chance."""

    name: Link
    earlier: str
    later: str
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """One measure on the index: its definition and the source of that, its tally and its drawing."""

    name: Link
    definition: str
    source: Link | None
    tally: Tally
    spread: Spread | None = None
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalRow:
    """A target and how many incidents met, perhaps met and missed it; each number leads to its list.

    `share` is "12 of 19 (63 %)", or without a share where there are too few; `unknown` those that could not
    be judged.
    """

    name: str
    aim: str
    share: str
    met: Link
    perhaps: Link | None
    missed: Link
    unknown: Link | None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """A row of a table of counts: what is counted, the numbers of its columns, and their sum."""

    name: Link
    numbers: tuple[str, ...]
    whole: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """Who or what told first: how many incidents, and what share of those that say so."""

    name: str
    number: Link
    share: str
    detect: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricIndex:
    """metrics/index.md: the measures, the targets, volume, who told first, and two years side by side.

    `volume` draws incidents by quarter, `severities` heads the columns of `months`; `strips` draws single
    incidents by severity over time.
    """

    headline: str
    gauges: tuple[Gauge, ...] = ()
    rules: tuple[str, ...] = ()
    goals: tuple[GoalRow, ...] = ()
    goals_note: str = ""
    volume: Chart | None = None
    volume_note: str = ""
    strips: tuple[tuple[Chip, Strip], ...] = ()
    severities: tuple[str, ...] = ()
    months: tuple[CountRow, ...] = ()
    sources: tuple[SourceRow, ...] = ()
    sources_note: str = ""
    compared: tuple[Compared, ...] = ()
    compared_heads: tuple[str, str] = ("", "")
    compared_note: str = ""
    further: tuple[TallyTable, ...] = ()
    files: tuple[Link, ...] = ()
    empty: Empty | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One line of a list of durations: an incident, how long it took, and how that is known.

    `state` is a chip ("counted", "missing", "excluded", "missed by 3 min"); `value` is empty where nothing is
    known; `working` is the same in working time; `basis` says where it is from; `notes` are reasons, and what
    the document says beside it.
    """

    link: Link
    state: Chip
    severity: Chip
    anchor: str
    date: Day | None = None
    value: str = ""
    working: str = ""
    basis: str = ""
    services: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()
    data: Data = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPage:
    """metrics/<measure>.md: everything about one measure, down to the single incidents.

    `definition` and `source` stand above the figures; `tables` are by severity, quarter and so on; `rows`
    hold every incident, also those that are not counted.

    `sheets` lead to the other sheets of a long page; the one at hand has no target.
    """

    headline: str
    definition: str
    rows: Sequence[LedgerRow]
    source: Link | None = None
    rules: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    spread: Spread | None = None
    tables: tuple[TallyTable, ...] = ()
    facets: tuple[Facet, ...] = ()
    value_head: str = "Took"
    has_working_time: bool = False
    sheets: tuple[Link, ...] = ()
    empty: Empty | None = None
    index: Link | None = None

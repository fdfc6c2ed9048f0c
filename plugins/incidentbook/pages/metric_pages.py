"""metrics/<measure>.md: everything about the time to detect, acknowledge, mitigate and recover."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from incidentbook.analysis.groups import groups
from incidentbook.analysis.measurement import Tally
from incidentbook.analysis.metrics import Metrics
from incidentbook.analysis.summaries import Summary
from incidentbook.analysis.timings import MEASURES

from . import facets, ledgers, links, metric_words
from .edition import Edition
from .models import Empty, Figure, LedgerPage, Page, Ready, TallyTable
from .spreads import Along, along, spelled, spread
from .tallies import Place, drawn, table
from .words import count, joined

EMPTY = Empty(
    "No incident says how long it took. Times in the front matter fill this page.",
    "started_at: 2026-01-15T14:25:00Z",
)
ORDER = ("severity", "quarter", "month", "service", "team", "detection")
"""In which order the tables stand."""

INDEX = links.page("All metrics", links.METRICS)


def path(measure: str) -> str:
    """The path of a measure's page."""
    return f"metrics/{measure}.md"


def measure_pages(edition: Edition, found: Metrics) -> Iterator[Page]:
    """The page of each measure."""
    for measure in MEASURES:
        yield Page(
            path(measure),
            metric_words.title(measure),
            "pages/ledger.html",
            Ready(_page(edition, found, measure), partial(_finished, edition, found, measure)),
            search=False,
            description=metric_words.definition(measure, edition.policy),
        )


def scale(found: Tally) -> Along:
    """The scale of a measure's drawings."""
    return along(found.summary.values)


def _page(edition: Edition, found: Metrics, measure: str) -> LedgerPage:
    whole = found.tally(measure)
    return LedgerPage(
        headline=headline(whole),
        definition=metric_words.definition(measure, edition.policy),
        source=metric_words.SOURCES[measure],
        rules=metric_words.rules(edition.policy),
        figures=figures(whole.summary),
        facets=facets.facets(edition.ground, found.by_measure[measure], ledgers.DIMENSIONS),
        rows=ledgers.measured_rows(edition, found.by_measure[measure]),
        has_working_time=edition.policy.working_time is not None,
        empty=None if whole.counted else EMPTY,
        index=INDEX,
    )


def _finished(edition: Edition, found: Metrics, measure: str, begun: LedgerPage) -> LedgerPage:
    """The page with its drawing and its tables."""
    whole = found.tally(measure)
    on = scale(whole)
    return replace(
        begun,
        spread=spread(edition.ground, on, drawn(whole.counted), whole.summary),
        tables=tuple(_table(edition, found, measure, by, on) for by in ORDER) if whole.counted else (),
    )


def _table(edition: Edition, found: Metrics, measure: str, by: str, on: Along) -> TallyTable:
    every = groups(edition.ground.catalogue.incidents, by, edition.policy)
    return table(edition, by, every, lambda group: found.tally(measure, group.incidents), on, path(measure))


def headline(found: Tally) -> str:
    """How many incidents are counted, and how many are not, in one line."""
    return joined(
        (
            f"{count(found.summary.number, 'incident')} counted",
            f"{len(found.missing):,} without times" if found.missing else "",
            f"{len(found.excluded):,} left out" if found.excluded else "",
            f"{len(found.contradictory):,} contradictory" if found.contradictory else "",
        )
    )


def figures(found: Summary, unit: str = "incident") -> tuple[Figure, ...]:
    """Median, middle half, 90th percentile and mean, in this order, as far as there are enough values."""
    if not found.values:
        return ()
    ground = count(found.number, unit)
    if found.median is None:
        return (Figure("The values", metric_words.values(found), joined((ground, "too few for a median"))),)
    given = [
        Figure("Median", spelled(found.median), ground),
        Figure("Middle half", metric_words.half(found), "from the first to the third quartile"),
    ]
    if found.ninetieth:
        given.append(Figure("90th percentile", spelled(found.ninetieth), "nine in ten took at most so long"))
    if found.mean:
        given.append(Figure("Mean", spelled(found.mean), _mean_note(found)))
    return tuple(given)


def _mean_note(found: Summary) -> str:
    """What the mean hides, where it lies outside the middle half."""
    if found.mean and found.upper and found.mean.low > found.upper.high:
        return "above the middle half: a few long ones draw it up"
    return "of all values"


def place(measure: str) -> Place:
    """Where the list of a measure is."""
    return Place(path(measure))

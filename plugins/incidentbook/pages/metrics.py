"""metrics/index.md: the measures, the targets, volume, who told first, and two years side by side."""

from collections import Counter
from collections.abc import Iterator
from functools import partial

from incidentbook.analysis.catalogue import Incident
from incidentbook.analysis.goals import aim
from incidentbook.analysis.groups import SOURCES, source
from incidentbook.analysis.metrics import Metrics, compare, compare_volume, last_years
from incidentbook.analysis.periods import Period, period_of, periods_between
from incidentbook.analysis.timings import MEASURES
from incidentbook.records import Policy, Postmortem

from . import chips, dates, goal_pages, links, metric_pages, metric_words, quiet_pages, tallies
from .durations import spell
from .edition import Edition
from .models import (
    Chart,
    Chip,
    Compared,
    CountRow,
    Empty,
    Gauge,
    Link,
    MetricIndex,
    Page,
    Point,
    SourceRow,
    Strip,
    Target,
)
from .slugs import slug
from .spreads import spread
from .strips import strip
from .words import count, joined, percent

EMPTY = Empty(
    "No incidents yet. How long they took to be noticed and mended will stand here.",
    'incidentbook new postmortem "What happened"',
)
FILES = (
    Link("Data (JSON)", Target("data", "metrics.json")),
    Link("OpenMetrics", Target("data", "metrics.txt"), "For Prometheus to scrape"),
)
FEWEST = 5
QUARTERS = 12
"""So many quarters are drawn, and their months listed; the data file has all."""

VOLUME = (
    "All incidents that happened, drafts and those without a review too; drills and near-misses are left out."
)
GOALS = "Each number leads to its incidents."


def metric_pages_of(edition: Edition, found: Metrics) -> Iterator[Page]:
    """The index of the metrics, and a page for each of them."""
    yield Page(
        links.METRICS,
        "Metrics",
        "pages/metrics.html",
        partial(_index, edition, found),
        search=False,
        description="How long incidents take to be detected, acknowledged, mitigated and recovered from.",
    )
    yield from metric_pages.measure_pages(edition, found)
    if edition.policy.shows_targets:
        yield goal_pages.goals_page(edition, found)
    yield quiet_pages.quiet_page(edition, found)
    yield quiet_pages.update_page(edition, found)


def _index(edition: Edition, found: Metrics) -> MetricIndex:
    if not edition.ground.catalogue.incidents:
        return MetricIndex(headline="", empty=EMPTY)
    years = last_years(found.as_of)
    severities = _severities(edition, found)
    return MetricIndex(
        headline=_headline(found),
        gauges=tuple(_gauge(edition, found, measure) for measure in MEASURES),
        rules=metric_words.rules(edition.policy),
        goals=goal_pages.goal_rows(edition, found),
        goals_note=GOALS,
        volume=_volume(found, severities),
        volume_note=VOLUME,
        strips=tuple(_strips(edition, found, severities)),
        severities=tuple(level or "None" for level in severities),
        months=tuple(_months(found, severities)),
        sources=tuple(_sources(found)),
        sources_note=_sources_note(found),
        compared=tuple(_compared(found, *years)) if years else (),
        compared_heads=_heads(*years) if years else ("", ""),
        compared_note=metric_words.CHANCE,
        further=(quiet_pages.quiet_table(edition, found), quiet_pages.update_table(edition, found)),
        files=FILES,
    )


def _headline(found: Metrics) -> str:
    apart = Counter(one.postmortem.kind for one in found.apart)
    return joined(
        (
            count(len(found.happened), "incident"),
            count(apart["near-miss"], "near-miss", "near-misses") if apart["near-miss"] else "",
            count(apart["drill"], "drill") if apart["drill"] else "",
            f"as of {dates.day(found.as_of).text}",
        )
    )


def _target(minutes: float | None, policy: Policy) -> str:
    """What the incidents are held against, in words; nothing where nobody is to know."""
    if not policy.shows_targets:
        return ""
    return f"target {spell(minutes)}" if minutes is not None else "targets by severity"


def _gauge(edition: Edition, found: Metrics, measure: str) -> Gauge:
    whole = found.tally(measure)
    aims = {aim(measure, one.incident.postmortem, edition.policy) for one in whole.counted}
    one_aim = next(iter(aims)) if len(aims) == 1 else None
    return Gauge(
        name=links.page(metric_words.title(measure), metric_pages.path(measure)),
        definition=metric_words.definition(measure, edition.policy),
        source=metric_words.SOURCES[measure],
        tally=tallies.tally(whole, metric_pages.place(measure)),
        spread=spread(
            edition.ground, metric_pages.scale(whole), tallies.drawn(whole.counted), whole.summary, one_aim
        ),
        target=_target(one_aim, edition.policy),
    )


def _severities(edition: Edition, found: Metrics) -> list[str]:
    used = {one.postmortem.severity for one in found.happened}
    known = [level.id for level in edition.policy.severities if level.id in used]
    return [*known, ""] if "" in used else known


def _quarters(found: Metrics) -> list[Period]:
    days = [one.day for one in found.happened if one.day]
    return list(periods_between(min(days), found.as_of, "quarter"))[-QUARTERS:] if days else []


def _volume(found: Metrics, severities: list[str]) -> Chart | None:
    quarters = _quarters(found)
    if len(quarters) < 2:  # noqa: PLR2004 - a chart needs two columns
        return None
    by_quarter = Counter(_key(one, "quarter") for one in found.happened)
    by_both = Counter((_key(one, "quarter"), one.postmortem.severity) for one in found.happened)
    points = tuple(
        Point(
            _short(quarter, found),
            by_quarter[quarter.id],
            f"{by_quarter[quarter.id]:,}",
            tuple(f"{by_both[quarter.id, level]:,}" for level in severities),
        )
        for quarter in quarters
    )
    dateless = sum(one.day is None for one in found.happened)
    return Chart(
        title="Incidents by quarter",
        sentence=f"Incidents by quarter, from {points[0].label} ({points[0].text}) to {points[-1].label} "
        f"({points[-1].text}).",
        unit="incidents",
        points=points,
        ground=joined((VOLUME, f"{dateless:,} without a date" if dateless else "")),
        columns=tuple(level or "none" for level in severities),
        step="Quarter",
    )


def _short(quarter: Period, found: Metrics) -> str:
    running = " (not over)" if quarter.last > found.as_of else ""
    return f"{quarter.id.replace('-', ' ')}{running}"


def _key(incident: Incident, kind: str) -> str:
    return period_of(incident.day, kind).id if incident.day else ""


def _strips(edition: Edition, found: Metrics, severities: list[str]) -> Iterator[tuple[Chip, Strip]]:
    for level in severities:
        those = [one for one in found.happened if one.postmortem.severity == level]
        drawn = strip(edition.ground, edition.scale, those)
        if drawn:
            yield chips.severity(edition.ground, Postmortem("", "", "", severity=level)), drawn


def _months(found: Metrics, severities: list[str]) -> Iterator[CountRow]:
    """Each month that had an incident with its numbers by severity, newest first."""
    quarters = _quarters(found)
    first = quarters[0].first if quarters else found.as_of
    by_month = Counter(_key(one, "month") for one in found.happened if one.day and one.day >= first)
    by_both = Counter((_key(one, "month"), one.postmortem.severity) for one in found.happened)
    for period in reversed(list(periods_between(first, found.as_of, "month"))):
        yield CountRow(
            name=Link(dates.month(period.first)),
            numbers=tuple(f"{by_both[period.id, level]:,}" for level in severities),
            whole=links.page(
                f"{by_month[period.id]:,}",
                metric_pages.path("recover"),
                tallies.LIST,
                f"month={slug(period.id)}",
            )
            if by_month[period.id]
            else Link("0"),
        )


def _sources(found: Metrics) -> Iterator[SourceRow]:
    by_source: dict[str, list[Incident]] = {}
    for one in found.happened:
        by_source.setdefault(source(one), []).append(one)
    known = sum(len(those) for name, those in by_source.items() if name)
    for name in SOURCES:
        those = by_source.get(name, [])
        if those:
            share = percent(len(those), known) if name and known >= FEWEST else ""
            yield SourceRow(
                name=tallies.SOURCE_WORDS.get(name, "Not stated"),
                number=links.page(
                    f"{len(those):,}",
                    metric_pages.path("detect"),
                    tallies.LIST,
                    f"detection={name or 'none'}",
                ),
                share=share,
                detect=metric_words.middle(found.tally("detect", those).summary),
            )


def _sources_note(found: Metrics) -> str:
    known = [name for one in found.happened if (name := source(one))]
    told = known.count("customer")
    if not known:
        return "No document says who or what told first: `detection:` in the front matter does."
    often = f"{told:,} of {count(len(known), 'incident')} that say so"
    return f"A customer told us first in {often}. The source is `detection:` in the front matter."


def _compared(found: Metrics, earlier: Period, later: Period) -> Iterator[Compared]:
    volume = compare_volume(found, earlier, later)
    yield Compared(
        name=Link("Incidents"),
        earlier=count(volume.earlier, "incident"),
        later=count(volume.later, "incident"),
        verdict=metric_words.verdict(volume.chance, min(volume.earlier, volume.later)),
    )
    for one in compare(found, earlier, later):
        yield Compared(
            name=links.page(metric_words.title(one.measure), metric_pages.path(one.measure)),
            earlier=metric_words.middle(one.earlier.summary),
            later=metric_words.middle(one.later.summary),
            verdict=metric_words.verdict(
                one.chance, min(one.earlier.summary.number, one.later.summary.number)
            ),
        )


def _heads(earlier: Period, later: Period) -> tuple[str, str]:
    return _span(earlier), _span(later)


def _span(period: Period) -> str:
    return f"{dates.day(period.first).text} to {dates.day(period.last).text}"

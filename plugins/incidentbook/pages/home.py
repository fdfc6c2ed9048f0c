"""index.md: what is overdue, what came back, what happened lately, and how to find a runbook now."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from . import action_items, causes, dates, follow_through, links, postmortems, runbooks
from .action_rows import action_counts
from .cause_rows import since_window
from .durations import spell_days
from .duty import duty
from .edition import Edition
from .models import (
    ActionCounts,
    AlertRow,
    CauseRow,
    Figure,
    Headline,
    Home,
    Link,
    Page,
    RunbookRow,
    Target,
)
from .severity import declare_link
from .words import count

LATELY = 6
ALERTS = 8
RUNBOOKS = 4
RECURRING = 5
OVERDUE = 4
CALM = "Nothing is overdue, and no cause came back lately."


def home_page(edition: Edition) -> Page:
    """What the home page shows below the author's own words."""
    return Page(
        links.HOME,
        edition.policy.title,
        "pages/home.html",
        partial(_model, edition),
        search=False,
        description="What is overdue, what keeps coming back, and how to find a runbook now.",
    )


def _model(edition: Edition) -> Home:
    ground = edition.ground
    items = list(ground.all_items())
    counts = action_counts((tracked.item for tracked in items), edition.as_of)
    recurring = causes.recurring(edition)
    headlines = tuple(_headlines(edition, counts))
    incidents = ground.catalogue.incidents
    real = [incident for incident in incidents if incident.postmortem.kind != "drill"]
    late = [row for row in edition.action_rows(incidents) if row.overdue]
    alerts, others = _on_call(edition)
    return Home(
        title=edition.policy.title,
        as_of=dates.day(edition.as_of),
        headlines=headlines,
        calm="" if headlines or not incidents else CALM,
        lately=edition.incident_rows(real[:LATELY]),
        lately_link=links.page(f"All {count(len(incidents), 'postmortem')}", links.POSTMORTEMS)
        if incidents
        else None,
        lately_empty=None if incidents else postmortems.EMPTY,
        declare=declare_link(edition),
        duty=duty(edition),
        alerts=alerts,
        runbooks=others,
        runbook_links=tuple(_runbook_links(edition)),
        runbooks_empty=None if edition.runbooks else runbooks.EMPTY,
        recurring=recurring[:RECURRING],
        recurring_link=links.page(f"All {count(len(recurring), 'cause')}", links.CAUSES)
        if recurring
        else None,
        recurring_empty=None if recurring else causes.EMPTY,
        actions=counts if items else None,
        overdue=tuple(late[:OVERDUE]),
        actions_link=links.page(f"All {count(len(items), 'action item')}", links.ACTION_ITEMS)
        if items
        else None,
        figures=(*follow_through.figures(edition)[:2], *_share(edition, recurring)),
        trend=follow_through.trend(edition, items),
        actions_empty=None if items else action_items.EMPTY,
    )


def _headlines(edition: Edition, counts: ActionCounts) -> Iterator[Headline]:
    if counts.overdue:
        verb = "is" if counts.overdue == 1 else "are"
        noun = "open action item" if counts.overdue == 1 else "open action items"
        words = f"{noun} {verb} overdue, the oldest {spell_days(counts.oldest_overdue_days)}"
        yield _headline(
            "overdue", counts.overdue, words, Target("page", links.ACTION_ITEMS, query="status=overdue")
        )
    back = _came_back(edition)
    if back:
        noun = "cause" if back == 1 else "causes"
        window = edition.policy.repeats.window_days
        yield _headline(
            "came-back",
            back,
            f"{noun} came back within the last {spell_days(window)}",
            Target("page", links.CAUSES),
        )
    stale = runbooks.stale_count(edition)
    if stale and runbooks.are_reviewed(edition):
        noun = "runbook needs" if stale == 1 else "runbooks need"
        yield _headline("stale", stale, f"{noun} a review", Target("page", links.RUNBOOKS, runbooks.STALE))


def _headline(key: str, number: int, words: str, target: Target) -> Headline:
    return Headline(number=f"{number:,}", words=words, link=Link(f"{number:,} {words}", target), key=key)


def _came_back(edition: Edition) -> int:
    since = since_window(edition.ground)
    lately = (
        one.cause
        for one in edition.ground.repetitions
        if one.cause and one.incident.day and since < one.incident.day <= edition.as_of
    )
    return len(set(lately))


def _on_call(edition: Edition) -> tuple[tuple[AlertRow, ...], tuple[RunbookRow, ...]]:
    fired = runbooks.last_fired(edition)
    rows = runbooks.alert_rows(edition)
    alerts = sorted(rows, key=lambda row: fired.get(row.name.casefold(), date.min), reverse=True)
    others = [row for row in edition.runbooks.values() if not row.alerts]
    by_use = sorted(others, key=lambda row: (-row.use_count, row.link.text.casefold()))
    return tuple(alerts[:ALERTS]), tuple(by_use[:RUNBOOKS])


def _runbook_links(edition: Edition) -> Iterator[Link]:
    if not edition.runbooks:
        return
    yield Link("Ask by alert, log or payload", Target("file", links.ONCALL), "Works without a network")
    if edition.ground.catalogue.runbooks_by_alert:
        yield links.page("By alert", links.RUNBOOKS, anchor=runbooks.BY_ALERT)
    yield links.page("By service", links.RUNBOOKS, anchor=runbooks.BY_SERVICE)
    if stale := runbooks.stale_count(edition):
        yield links.page(f"To review ({stale:,})", links.RUNBOOKS, anchor=runbooks.STALE)
    if pressing := sum(bool(one.concerns) for one in edition.ground.trust.values()):
        yield links.page(f"To look at next ({pressing:,})", links.RUNBOOK_TRUST)
    if alerts := len(edition.ground.coverage.alerts):
        yield links.page(f"All {count(alerts, 'alert')}", links.ALERTS)


def _share(edition: Edition, recurring: tuple[CauseRow, ...]) -> tuple[Figure, ...]:
    return causes.shares(edition)[:1] if recurring else ()

"""Runbooks as rows, their freshness in words, and how their index filters them."""

from collections.abc import Iterator

from incidentbook.analysis.freshness import Review
from incidentbook.analysis.names import Name
from incidentbook.records import Runbook

from . import chips, dates, facets, links, named
from .concern_words import FACET, row_words
from .durations import spell_days
from .facets import Dimension, Value
from .ground import Ground
from .models import Chip, Choice, Data, Freshness, RunbookRow
from .slugs import slug
from .words import count, lead, listed

SORTS = (
    Choice("title", "Title"),
    Choice("-used", "Most used"),
    Choice("due", "Review due"),
)


def runbook_row(ground: Ground, runbook: Runbook) -> RunbookRow:
    """One runbook in a list."""
    return RunbookRow(
        link=links.document(runbook),
        freshness=freshness(ground, runbook),
        services=named.services(ground, its_services(ground, runbook)),
        owner=named.team_or_text(ground, runbook.owner),
        alerts=ground.catalogue.alerts_of(runbook),
        severities=severities(ground, runbook),
        used=used(ground, runbook),
        use_count=len(ground.uses.by_runbook.get(runbook.path, ())),
        trust=row_words(ground.trust[runbook.path]),
        summary=lead(runbook.summary or runbook.impact),
        data=_data(ground, runbook),
    )


def its_services(ground: Ground, runbook: Runbook) -> tuple[Name, ...]:
    """The services of a runbook, resolved."""
    return ground.catalogue.services.resolve(runbook.services)


def severities(ground: Ground, runbook: Runbook) -> tuple[Chip, ...]:
    """The severities that a runbook is for."""
    return tuple(chips.severity_level(ground, level) for level in runbook.severities)


def used(ground: Ground, runbook: Runbook) -> str:
    """In how many incidents and drills a runbook was used, and when last; empty where in none."""
    found = ground.uses.by_runbook.get(runbook.path, ())
    if not found:
        return ""
    drills = sum(use.is_drill for use in found)
    real = len(found) - drills
    numbers = (count(real, "incident") if real else "", count(drills, "drill") if drills else "")
    text = f"used in {listed([number for number in numbers if number])}"
    last = found[0].incident.day
    return f"{text}, last {dates.day(last).text}" if last else text


def freshness(ground: Ground, runbook: Runbook) -> Freshness:
    """The state of a runbook's review in words."""
    found = ground.trust[runbook.path].review
    tested = dates.day(runbook.last_tested, ground.as_of) if runbook.last_tested else None
    return Freshness(
        chip=Chip(
            chips.FRESHNESS[found.state], "freshness", found.state, chips.FRESHNESS_SHAPES[found.state]
        ),
        sentence=_sentence(ground, found),
        reviewed=dates.day(found.reviewed, ground.as_of) if found.reviewed else None,
        due=dates.day(found.due, ground.as_of) if found.due else None,
        is_after_incident=found.since is not None,
        interval_days=found.interval_days,
        tested=tested,
        tested_note=f"tested {tested.ago}{_tested_with(runbook)}" if tested else "",
    )


def _sentence(ground: Ground, found: Review) -> str:
    if found.reviewed is None or found.due is None:
        return "never reviewed"
    if found.since and found.since.day and not found.is_late:
        incident = f"the incident of {dates.day(found.since.day).text}"
        return f"review due since {incident} (reviewed {dates.day(found.reviewed).text})"
    every = f"every {spell_days(found.interval_days)}"
    if found.state == "fresh":
        return f"reviewed {dates.ago(found.reviewed, ground.as_of)}, {every}"
    late = spell_days((ground.as_of - found.due).days)
    return f"review {late} overdue (reviewed {dates.day(found.reviewed).text}, {every})"


def _tested_with(runbook: Runbook) -> str:
    return f" ({runbook.tested_with})" if runbook.tested_with else ""


def _data(ground: Ground, runbook: Runbook) -> Data:
    due = ground.trust[runbook.path].review.due
    uses = len(ground.uses.by_runbook.get(runbook.path, ()))
    services = its_services(ground, runbook)
    return (
        *facets.data(ground, runbook, DIMENSIONS),
        ("sort-title", runbook.title.casefold()),
        ("sort-service", services[0].title.casefold() if services else ""),
        ("sort-due", due.isoformat() if due else "0000-00-00"),
        ("sort-used", str(uses)),
        (
            "text",
            " ".join(
                (*ground.catalogue.alerts_of(runbook), runbook.id, runbook.owner, *runbook.tags)
            ).casefold(),
        ),
    )


def _services(ground: Ground, runbook: Runbook) -> Iterator[Value]:
    for name in its_services(ground, runbook):
        yield Value(ground.service_slugs[name.id], name.title)


def _owners(ground: Ground, runbook: Runbook) -> Iterator[Value]:
    if runbook.owner:
        team = ground.roster.team_of(runbook.owner)
        yield Value(slug(team.title), team.title) if team else Value(slug(runbook.owner), runbook.owner)


def _freshness(ground: Ground, runbook: Runbook) -> Iterator[Value]:
    state = ground.trust[runbook.path].review.state
    yield Value(state, chips.FRESHNESS[state], list(chips.FRESHNESS).index(state))


def _concerns(ground: Ground, runbook: Runbook) -> Iterator[Value]:
    for concern in ground.trust[runbook.path].concerns:
        yield Value(concern, FACET[concern], list(FACET).index(concern))


def _severities(ground: Ground, runbook: Runbook) -> Iterator[Value]:
    for level in runbook.severities:
        yield Value(slug(level), level, ground.severity_rank(level))


def _dialects(_: Ground, runbook: Runbook) -> Iterator[Value]:
    yield Value(runbook.dialect, DIALECTS.get(runbook.dialect, runbook.dialect))


DIALECTS = {
    "alert": "Alert runbook",
    "scenario": "Scenario",
    "service": "Service runbook",
    "prometheus": "Prometheus alert",
    "yaml": "YAML runbook",
    "plain": "Plain steps",
}

DIMENSIONS: tuple[Dimension[Runbook], ...] = (
    Dimension("freshness", "Freshness", _freshness),
    Dimension("look", "To look at", _concerns, "Nothing"),
    Dimension("service", "Service", _services, "No service"),
    Dimension("owner", "Owner", _owners, "No owner"),
    Dimension("severity", "Severity", _severities, "No severity"),
    Dimension("kind", "Kind", _dialects),
)
"""How the index of runbooks can be filtered."""

"""metrics/between.md and metrics/updates.md: time between incidents, and how often people were told."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from incidentbook.analysis.metrics import Metrics
from incidentbook.analysis.quiet_times import OVERLAP, QuietTime, ServiceQuiet
from incidentbook.analysis.updates import Cadence, Updates

from . import facets, incident_values, ledgers, links, metric_words, named
from .durations import spell
from .edition import Edition
from .facets import Dimension, Value
from .ground import Ground
from .ledgers import STATES
from .metric_pages import INDEX
from .models import LedgerPage, LedgerRow, Link, Page, Ready, Rows, TallyRow, TallyTable, Target
from .spreads import MOST_IN_ROW, Along, Drawn, along, spelled, spread
from .tallies import Place, summed, token
from .words import count, joined, listed

BETWEEN = "metrics/between.md"
UPDATES = "metrics/updates.md"
UPDATE_EXAMPLE = "`| 14:40 | Status page: payments are refused, we are looking into it |`"


def quiet_table(edition: Edition, found: Metrics) -> TallyTable:
    """The time between incidents by service."""
    on = along(one.interval for quiet in found.quiet for one in quiet.counted if one.interval)
    return TallyTable(
        title="Time between incidents",
        anchor="between",
        rows=tuple(_quiet_row(edition, quiet, on) for quiet in found.quiet),
        note=metric_words.QUIET,
        source=metric_words.BETWEEN,
        more=links.page("Every time between two incidents", BETWEEN),
    )


def update_table(edition: Edition, found: Metrics) -> TallyTable:
    """The time between updates by severity."""
    on = along(gap for cadence in found.cadences for gap in cadence.summary.values)
    return TallyTable(
        title="Updates during incidents",
        anchor="updates",
        rows=tuple(_cadence_row(edition, cadence, on) for cadence in found.cadences),
        note=metric_words.UPDATES,
        more=links.page("Every incident with its updates", UPDATES),
    )


def quiet_page(edition: Edition, found: Metrics) -> Page:
    """The list of all times between incidents."""
    every = [one for quiet in found.quiet for one in (*quiet.counted, *quiet.missing, *quiet.overlaps)]
    every.sort(key=lambda one: (one.later.order, one.service.title.casefold()))
    counted = sum(one.interval is not None for one in every)
    model = LedgerPage(
        headline=joined(
            (f"{count(counted, 'time')} between incidents", f"{len(every) - counted:,} not known or none")
        ),
        definition=metric_words.QUIET,
        source=metric_words.BETWEEN,
        facets=facets.facets(edition.ground, every, QUIET_DIMENSIONS),
        rows=Rows(every, partial(_quiet_ledger, edition), partial(_quiet_anchor, edition)),
        value_head="Quiet before",
        index=INDEX,
    )
    return Page(
        BETWEEN,
        "Time between incidents",
        "pages/ledger.html",
        Ready(model, partial(_with_table, partial(quiet_table, edition, found), "By service")),
        search=False,
        description="How long each service ran from one incident to the next.",
    )


def update_page(edition: Edition, found: Metrics) -> Page:
    """The list of all incidents with their updates."""
    every = [(cadence, one) for cadence in found.cadences for one in (*cadence.measured, *cadence.silent)]
    every.sort(key=lambda pair: pair[1].incident.order)
    told = sum(bool(one.gaps) for _, one in every)
    model = LedgerPage(
        headline=joined(
            (f"{count(told, 'incident')} with two updates or more", f"{len(every) - told:,} with fewer")
        ),
        definition=f"{metric_words.UPDATES} An event counts where its words say so: {UPDATE_EXAMPLE}",
        facets=facets.facets(edition.ground, every, UPDATE_DIMENSIONS),
        rows=Rows(every, partial(_update_ledger, edition), partial(_update_anchor, edition)),
        value_head="Longest silence",
        index=INDEX,
    )
    return Page(
        UPDATES,
        "Updates during incidents",
        "pages/ledger.html",
        Ready(model, partial(_with_table, partial(update_table, edition, found), "By severity")),
        search=False,
        description="How often those concerned were told during incidents.",
    )


def _with_table(make: Callable[[], TallyTable], title: str, begun: LedgerPage) -> LedgerPage:
    """The page with its table, above which it says what is measured."""
    alone = replace(make(), title=title, note="", source=None, more=None) if begun.rows else None
    return replace(begun, tables=(alone,) if alone else ())


def _quiet_row(edition: Edition, quiet: ServiceQuiet, on: Along) -> TallyRow:
    place = Place(BETWEEN, f"service={token(edition.ground, 'service', quiet.service.id)}")
    durations = [
        Drawn(
            one.later,
            one.interval,
            Target("document", one.later.path),
            f"after “{one.earlier.postmortem.title}”",
        )
        for one in quiet.counted
        if one.interval
    ]
    overlaps = f"{count(len(quiet.overlaps), 'incident')} began during another" if quiet.overlaps else ""
    return TallyRow(
        name=named.service(edition.ground, quiet.service),
        tally=summed(
            quiet.summary,
            place,
            place.link(_between(quiet), "counted") if quiet.incidents > 1 else Link(_between(quiet)),
            (len(quiet.missing), 0, 0),
        ),
        spread=spread(edition.ground, on, durations, quiet.summary, most=MOST_IN_ROW),
        notes=(overlaps,) if overlaps else (),
    )


def _between(quiet: ServiceQuiet) -> str:
    if quiet.incidents == 1:
        return "one incident, no time between"
    return f"{count(quiet.summary.number, 'time')} between {count(quiet.incidents, 'incident')}"


def _cadence_row(edition: Edition, cadence: Cadence, on: Along) -> TallyRow:
    place = Place(UPDATES, f"severity={token(edition.ground, 'severity', cadence.severity)}")
    durations = [
        Drawn(one.incident, gap, Target("document", one.incident.path, one.events[0].anchor))
        for one in cadence.measured
        for gap in one.gaps
    ]
    number = cadence.summary.number
    silences = sorted(one.silence for one in cadence.measured if one.silence is not None)
    notes = (
        f"target every {spell(cadence.target)}" if cadence.target is not None else "no target",
        f"{cadence.kept:,} of {number:,} within it" if number and cadence.target is not None else "",
        f"longest silence {spell(silences[-1])}" if silences else "",
    )
    silent = f"{len(cadence.silent):,} with fewer than two updates"
    found = summed(
        cadence.summary,
        place,
        place.link(_measured(number, len(cadence.measured)), "counted") if number else Link("none measured"),
        (0, len(cadence.excluded), 0),
    )
    return TallyRow(
        name=Link(cadence.severity or "no severity"),
        tally=replace(
            found, missing=place.link(silent, "missing") if cadence.silent else None, excluded=None
        ),
        spread=spread(edition.ground, on, durations, cadence.summary, cadence.target),
        notes=tuple(note for note in notes if note),
    )


def _measured(number: int, incidents: int) -> str:
    return f"{count(number, 'time')} between updates of {count(incidents, 'incident')}"


def _quiet_anchor(edition: Edition, one: QuietTime) -> str:
    ground = edition.ground
    return f"{ground.service_slugs[one.service.id]}-{ground.document_slugs[one.later.path]}"


def _quiet_ledger(edition: Edition, one: QuietTime) -> LedgerRow:
    row = edition.incidents[one.later.path]
    key = _quiet_state(one)
    return LedgerRow(
        link=row.link,
        state=ledgers.state(key, "Overlap" if key == "disputed" else ""),
        severity=row.severity,
        anchor=_quiet_anchor(edition, one),
        date=row.date,
        value=spelled(one.interval) if one.interval else "",
        basis=f"on {one.service.title}",
        notes=(f"after “{one.earlier.postmortem.title}”", *((one.reason,) if one.reason else ())),
        data=(
            *facets.data(edition.ground, one, QUIET_DIMENSIONS),
            ("sort-date", one.later.day.isoformat() if one.later.day else ""),
            ("sort-value", f"{one.interval.middle:.1f}" if one.interval else ""),
            ("sort-title", one.later.postmortem.title.casefold()),
        ),
    )


def _quiet_state(one: QuietTime) -> str:
    return "counted" if one.interval else "disputed" if one.reason == OVERLAP else "missing"


def _update_anchor(edition: Edition, pair: tuple[Cadence, Updates]) -> str:
    return f"incident-{edition.ground.document_slugs[pair[1].incident.path]}"


def _update_ledger(edition: Edition, pair: tuple[Cadence, Updates]) -> LedgerRow:
    cadence, one = pair
    row = edition.incidents[one.incident.path]
    gaps = listed([spelled(gap) for gap in one.gaps])
    return LedgerRow(
        link=row.link,
        state=ledgers.state("counted" if one.gaps else "missing", "" if one.gaps else "Fewer than two"),
        severity=row.severity,
        anchor=_update_anchor(edition, pair),
        date=row.date,
        value=spell(one.silence) if one.silence is not None else "",
        basis=count(len(one.events), "update"),
        services=row.services,
        notes=(
            *((f"{gaps} between them",) if gaps else ()),
            *((f"target every {spell(cadence.target)}",) if cadence.target is not None else ()),
        ),
        data=(
            *facets.data(edition.ground, pair, UPDATE_DIMENSIONS),
            ("sort-date", one.incident.day.isoformat() if one.incident.day else ""),
            ("sort-value", "" if one.silence is None else f"{one.silence:.1f}"),
            ("sort-title", one.incident.postmortem.title.casefold()),
        ),
    )


def _quiet_states(_: Ground, one: QuietTime) -> Iterator[Value]:
    key = _quiet_state(one)
    yield Value(key, "Overlap" if key == "disputed" else STATES[key], list(STATES).index(key))


def _quiet_services(ground: Ground, one: QuietTime) -> Iterator[Value]:
    yield Value(ground.service_slugs[one.service.id], one.service.title)


QUIET_DIMENSIONS: tuple[Dimension[QuietTime], ...] = (
    Dimension("state", "State", _quiet_states),
    Dimension("service", "Service", _quiet_services),
)

UPDATE_DIMENSIONS: tuple[Dimension[tuple[Cadence, Updates]], ...] = (
    Dimension(
        "state",
        "Updates",
        lambda _, pair: (
            Value("counted", "Two or more", 0) if pair[1].gaps else Value("missing", "Fewer", 1),
        ),
    ),
    Dimension(
        "severity",
        "Severity",
        lambda ground, pair: incident_values.severities(ground, pair[1].incident),
        "No severity",
    ),
    Dimension(
        "service",
        "Service",
        lambda ground, pair: incident_values.services(ground, pair[1].incident),
        "No service",
    ),
)
"""How the two lists can be filtered."""

"""alerts.md: alerts, their runbooks and their incidents, with what is missing on each side."""

from collections.abc import Iterator

from incidentbook.analysis.alert_coverage import CoveredAlert, IdleRunbook
from incidentbook.reading.severities import read_severity
from incidentbook.records import AlertRuleFile

from . import alert_words, chips, facets, links, named
from .edition import Edition
from .facets import Dimension, Value
from .ground import Ground
from .models import AlertIndex, AlertLead, AlertRuleRow, Chip, Choice, Data, Empty, Link, Page, Ready, Target
from .slugs import slug, slugs
from .words import clipped, count, joined, lead

NO_FILES = Empty(
    "No rule files are named in the policy. Where it names some, their alerts stand here with their runbooks "
    "and incidents, and with what is missing on each side.",
    'alert_rules: ["rules/**/*.yml"]',
)
NO_ALERTS = Empty("The rule files that the policy names hold no alerts.", "incidentbook check")
SORTS = (
    Choice("name", "Name"),
    Choice("severity", "Severity"),
    Choice("-fired", "Most incidents"),
)
MOST_ADDRESSES = 3


def alert_page(edition: Edition) -> Page:
    """The page of alerts."""
    coverage = edition.ground.coverage
    anchors = slugs(sorted(coverage.by_name))
    model = AlertIndex(
        headline=alert_words.headline(coverage) if coverage.alerts else "no alert rules",
        rows=tuple(
            _row(edition, one, f"alert-{anchors[one.name.casefold()]}")
            for one in sorted(coverage.alerts, key=_gravity)
        ),
        unruled=tuple((one.name, links.document(one.incidents[0].postmortem)) for one in coverage.unruled),
        idle=tuple(_idle(one) for one in coverage.idle),
        files=tuple(_file(one) for one in edition.ground.catalogue.library.alert_files),
        notes=tuple(_notes(edition.ground)),
        facets=facets.facets(edition.ground, coverage.alerts, DIMENSIONS),
        sorts=SORTS,
        data_files=(
            Link("alerts.json", Target("data", "alerts.json")),
            Link("runbook-urls.json", Target("data", "runbook-urls.json")),
        )
        if coverage.alerts
        else (),
        empty=None if coverage.alerts else NO_ALERTS if coverage.is_known else NO_FILES,
    )
    return Page(
        links.ALERTS,
        "Alerts",
        "pages/alerts.html",
        Ready(model),
        search=False,
        description="Every alert with its runbook and its incidents, and what is missing on each side.",
    )


def _gravity(alert: CoveredAlert) -> tuple[int, int, str]:
    """What sorts alerts that lack something first."""
    states = list(alert_words.RUNBOOKS), list(alert_words.URLS)
    return states[0].index(alert.runbook_state), states[1].index(alert.url_state), alert.name.casefold()


def _row(edition: Edition, alert: CoveredAlert, anchor: str) -> AlertRuleRow:
    ground = edition.ground
    return AlertRuleRow(
        name=alert.name,
        anchor=anchor,
        state=alert_words.runbook_chip(alert),
        url=alert_words.url_chip(alert),
        fired=_fired(alert),
        leads=tuple(
            AlertLead(runbook=links.document(one.runbook, anchor=one.anchor), how=alert_words.how(one))
            for one in alert.leads
        ),
        addresses=tuple(_addresses(alert)),
        severities=tuple(_severity(ground, text) for text in _each(alert, "severity")),
        services=tuple(_service(ground, text) for text in _each(alert, "service")),
        teams=tuple(link for text in _each(alert, "team") if (link := named.team_or_text(ground, text))),
        summary=lead(next(iter(_each(alert, "summary")), ""), 160),
        places=tuple(f"{rule.at.path}:{rule.at.line}" for rule in alert.rules),
        data=_data(ground, alert),
    )


def _fired(alert: CoveredAlert) -> Link:
    words = alert_words.fired(alert)
    return links.document(alert.incidents[0].postmortem, words) if alert.incidents else Link(words)


def _addresses(alert: CoveredAlert) -> Iterator[Link]:
    """The addresses that need a look, each once."""
    if alert.url_state in {"right", "absent", "other"}:
        return
    for url in _each(alert, "runbook_url")[:MOST_ADDRESSES]:
        leads_somewhere = alert.url_state != "broken"
        yield links.outside(clipped(url, 120), url) if leads_somewhere else Link(clipped(url, 120))


def _each(alert: CoveredAlert, name: str) -> tuple[str, ...]:
    """What the rules of an alert say in one field, each once."""
    return tuple(dict.fromkeys(text for rule in alert.rules if (text := getattr(rule, name))))


def _severity(ground: Ground, text: str) -> Chip:
    level = read_severity(text, ground.policy)
    if level:
        return chips.severity_level(ground, level)
    return Chip(clipped(text, 24), "severity", "none", title="Not a severity of the policy")


def _service(ground: Ground, text: str) -> Link:
    name = ground.catalogue.services.find(text)
    return named.service(ground, name) if name else Link(text)


def _idle(one: IdleRunbook) -> tuple[Link, str]:
    listed = ", ".join(one.alerts)
    return links.document(one.runbook), f"for {listed}, without a rule" if listed else "names no alert"


def _file(file: AlertRuleFile) -> str:
    return joined(
        (
            file.path,
            count(len(file.rules), "alert rule"),
            count(file.recorded, "recording rule") if file.recorded else "",
            "a template" if file.is_templated else "",
            count(len(file.problems), "part not read", "parts not read") if file.problems else "",
        )
    )


def _notes(ground: Ground) -> Iterator[str]:
    """What the numbers on the page do not tell."""
    files = ground.catalogue.library.alert_files
    broken = sum(bool(file.problems) for file in files)
    if broken:
        yield f"{count(broken, 'rule file')} could not be read whole; the quality page names the lines."
    templates = sum(file.is_templated for file in files)
    if templates:
        yield f"{count(templates, 'rule file')} made by a template: what only the template knows is missing."
    unjudged = ground.coverage.counted(url_state="elsewhere")
    if unjudged:
        what = count(unjudged, "alert leads", "alerts lead")
        yield f"{what} out of this portal, which was not judged; `runbook_urls` says what is published here."


def _data(ground: Ground, alert: CoveredAlert) -> Data:
    ranks = (_rank(ground, text) for text in _each(alert, "severity"))
    words = (*(rule.runbook_url for rule in alert.rules), *(rule.group for rule in alert.rules))
    return (
        *facets.data(ground, alert, DIMENSIONS),
        ("sort-name", alert.name.casefold()),
        ("sort-severity", str(min(ranks, default=len(ground.severity_ranks) + 1))),
        ("sort-fired", str(len(alert.incidents))),
        ("sort-runbook", str(list(alert_words.RUNBOOKS).index(alert.runbook_state))),
        ("text", " ".join(dict.fromkeys(words)).casefold()),
    )


def _rank(ground: Ground, text: str) -> int:
    return ground.severity_rank(read_severity(text, ground.policy))


def _states(_: Ground, alert: CoveredAlert) -> Iterator[Value]:
    words = alert_words.RUNBOOKS
    yield Value(alert.runbook_state, words[alert.runbook_state], list(words).index(alert.runbook_state))


def _urls(_: Ground, alert: CoveredAlert) -> Iterator[Value]:
    words = alert_words.URLS
    yield Value(alert.url_state, words[alert.url_state], list(words).index(alert.url_state))


def _incidents(_: Ground, alert: CoveredAlert) -> Iterator[Value]:
    yield Value("fired", "In an incident", 0) if alert.incidents else Value("silent", "In no incident", 1)


def _severities(ground: Ground, alert: CoveredAlert) -> Iterator[Value]:
    for text in _each(alert, "severity"):
        level = read_severity(text, ground.policy) or clipped(text, 40)
        yield Value(slug(level), level, _rank(ground, text))


def _services(ground: Ground, alert: CoveredAlert) -> Iterator[Value]:
    for text in _each(alert, "service"):
        name = ground.catalogue.services.find(text)
        yield (
            Value(ground.service_slugs[name.id], name.title) if name else Value(slug(text), clipped(text, 40))
        )


def _teams(ground: Ground, alert: CoveredAlert) -> Iterator[Value]:
    for text in _each(alert, "team"):
        team = ground.roster.team_of(text)
        yield Value(slug(team.title), team.title) if team else Value(slug(text), clipped(text, 40))


DIMENSIONS: tuple[Dimension[CoveredAlert], ...] = (
    Dimension("runbook", "Runbook", _states),
    Dimension("url", "runbook_url", _urls),
    Dimension("incidents", "Incidents", _incidents),
    Dimension("severity", "Severity", _severities, "No severity"),
    Dimension("service", "Service", _services, "No service"),
    Dimension("team", "Team", _teams, "No team"),
)
"""How alerts can be filtered."""

"""metrics/targets.md: every target, every incident, and whether it was met."""

from collections.abc import Iterator, Sequence
from functools import partial

from incidentbook.analysis.goals import Goal, Judgement
from incidentbook.analysis.metrics import Metrics
from incidentbook.records import Policy

from . import facets, incident_values, ledgers, links
from .cause_rows import share
from .durations import spell
from .edition import Edition
from .facets import Dimension, Value
from .ground import Ground
from .measures import verdict_chip
from .metric_pages import INDEX
from .models import Chip, GoalRow, LedgerPage, LedgerRow, Link, Page, Ready, Rows
from .slugs import slug
from .spreads import spelled
from .tallies import LIST
from .words import count, joined, percent

TARGETS = "metrics/targets.md"
FEWEST = 5
NO_SEVERITY = "no severity"
NAMES = {
    "detect": "Detect",
    "acknowledge": "Acknowledge",
    "mitigate": "Mitigate",
    "recover": "Recover",
    "writeup": "Write-up",
    "review": "Review",
}
VERDICTS = {"missed": "Missed", "perhaps": "Perhaps met", "met": "Met", "unknown": "Cannot be judged"}
DEFINITION = (
    "Each incident against the target of its severity in the policy, else against the policy's own "
    "(`targets`). The write-up counts hours from the end of the incident to `published_on`, the review "
    "working days from there to `reviewed_on`. A day without a time is a range of a day; a range that holds "
    "the target has perhaps met it. Drills, near-misses, drafts and incidents that need no review are not "
    "judged."
)


def goal_rows(edition: Edition, found: Metrics) -> tuple[GoalRow, ...]:
    """The targets with the numbers of those that met and missed them, and the share of repeats."""
    if not edition.policy.shows_targets:
        return ()
    rows = (_row(goal, edition.policy) for goal in found.goals)
    return (*(row for row in rows if row), *_repeats(edition))


def goals_page(edition: Edition, found: Metrics) -> Page:
    """The list of all judgements."""
    pairs = [(goal, one) for goal in found.goals for one in goal.judged]
    missed = sum(one.verdict == "missed" for _, one in pairs)
    model = LedgerPage(
        headline=joined((count(len(pairs), "judgement"), f"{missed:,} missed")),
        definition=DEFINITION,
        facets=facets.facets(edition.ground, pairs, DIMENSIONS),
        rows=Rows(pairs, partial(_ledger_row, edition), partial(_anchor, edition)),
        index=INDEX,
    )
    return Page(
        TARGETS,
        "Targets",
        "pages/ledger.html",
        Ready(model),
        search=False,
        description="Who met which target.",
    )


def _row(goal: Goal, policy: Policy) -> GoalRow | None:
    if not goal.judged:
        return None
    met, perhaps, missed, unknown = (goal.of(name) for name in ("met", "perhaps", "missed", "unknown"))
    known = len(met) + len(perhaps) + len(missed)
    few = f"{len(met):,} of {known:,}"
    shown = f"{few} ({percent(len(met), known)})" if known >= FEWEST else few if known else "cannot be judged"
    return GoalRow(
        name=NAMES[goal.name],
        aim=_aims(goal, policy),
        share=shown,
        met=_link(goal, met, "met"),
        perhaps=_link(goal, perhaps, "perhaps") if perhaps else None,
        missed=_link(goal, missed, "missed"),
        unknown=_link(goal, unknown, "unknown") if unknown else None,
        note=_note(goal, len(unknown)),
    )


def _note(goal: Goal, unknown: int) -> str:
    missing = {"writeup": "`published_on`", "review": "`reviewed_on`"}.get(goal.name)
    if missing and unknown == len(goal.judged):
        return f"no document states {missing}"
    return f"{goal.without:,} of a severity without this target" if goal.without else ""


def _aims(goal: Goal, policy: Policy) -> str:
    """The targets: one, or each with its severities."""
    by_aim: dict[float, list[str]] = {}
    order = [level.id for level in policy.severities]
    for one in goal.judged:
        by_aim.setdefault(one.aim, []).append(one.incident.postmortem.severity or NO_SEVERITY)
    if len(by_aim) == 1:
        return f"within {_length(goal, next(iter(by_aim)))}"
    parts = (
        f"{', '.join(level for level in [*order, NO_SEVERITY] if level in levels)} {_length(goal, aim)}"
        for aim, levels in sorted(by_aim.items())
    )
    return joined(parts)


def _length(goal: Goal, value: float) -> str:
    if goal.unit == "days":
        return ledgers.days(value)
    return f"{value:g} h" if goal.unit == "hours" else spell(value)


def _link(goal: Goal, judged: Sequence[Judgement], verdict: str) -> Link:
    return links.page(f"{len(judged):,}", TARGETS, LIST, f"target={goal.name}&verdict={verdict}")


def _repeats(edition: Edition) -> Iterator[GoalRow]:
    found = share("Repeats", edition.ground.counted, edition)
    if found:
        repeats = len(edition.ground.repetitions_by_path)
        yield GoalRow(
            name="Repeats",
            aim=f"at most {edition.policy.targets.repeat_percent:g} %",
            share=found.value,
            met=Link("–"),
            perhaps=None,
            missed=links.page(f"{repeats:,}", links.CAUSES, "repeats") if repeats else Link("0"),
            unknown=None,
            note=joined((found.ground, found.note)),
        )


def _anchor(edition: Edition, pair: "Pair") -> str:
    goal, one = pair
    return f"{goal.name}-{edition.ground.document_slugs[one.incident.path]}"


def _ledger_row(edition: Edition, pair: "Pair") -> LedgerRow:
    goal, one = pair
    row = edition.incidents[one.incident.path]
    rank = edition.ground.severity_rank(one.incident.postmortem.severity)
    return LedgerRow(
        link=row.link,
        state=_chip(goal, one),
        severity=row.severity,
        anchor=_anchor(edition, pair),
        date=row.date,
        value=_taken(goal, one),
        basis=f"{NAMES[goal.name]}: within {_length(goal, one.aim)}",
        services=row.services,
        notes=(one.reason,) if one.reason else (),
        data=(
            *facets.data(edition.ground, pair, DIMENSIONS),
            ("sort-date", one.incident.day.isoformat() if one.incident.day else ""),
            ("sort-severity", str(rank)),
            ("sort-value", f"{_minutes(goal, one):.1f}" if one.taken else ""),
            ("sort-title", one.incident.postmortem.title.casefold()),
        ),
    )


def _chip(goal: Goal, one: Judgement) -> Chip:
    if one.taken is None:
        return Chip(VERDICTS["unknown"], "verdict", "none")
    if goal.unit == "minutes":
        return verdict_chip(one.taken, one.aim)
    words = {"met": ("on target", "met", "✓"), "perhaps": ("perhaps on target", "none", "")}
    text, key, shape = words.get(one.verdict, ("missed", "missed", "✗"))
    return Chip(text, "verdict", key, shape)


def _taken(goal: Goal, one: Judgement) -> str:
    if one.taken is None:
        return ""
    if goal.unit == "days":
        return ledgers.days(one.taken.low)
    if goal.unit == "hours":
        return f"{one.taken.low:.0f} to {one.taken.high:.0f} h"
    return spelled(one.taken)


def _minutes(goal: Goal, one: Judgement) -> float:
    factor = {"minutes": 1, "hours": 60, "days": 1440}[goal.unit]
    return one.taken.middle * factor if one.taken else 0.0


Pair = tuple[Goal, Judgement]


def _goals(_: Ground, pair: Pair) -> Iterator[Value]:
    yield Value(pair[0].name, NAMES[pair[0].name], list(NAMES).index(pair[0].name))


def _verdicts(_: Ground, pair: Pair) -> Iterator[Value]:
    yield Value(slug(pair[1].verdict), VERDICTS[pair[1].verdict], list(VERDICTS).index(pair[1].verdict))


DIMENSIONS: tuple[Dimension[Pair], ...] = (
    Dimension("verdict", "Verdict", _verdicts),
    Dimension("target", "Target", _goals),
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

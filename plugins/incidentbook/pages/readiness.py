"""handbook/readiness.md: what documents prove before anything breaks, and what somebody asserts beside it."""

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby

from incidentbook.analysis.proofs import AHEAD_DAYS, DRILL_DAYS, WINDOW_DAYS, Evidence, Proof
from incidentbook.analysis.readiness import VERDICTS, Readiness, readiness

from . import checklists, dates, links
from .edition import Edition
from .ground import Ground
from .models import Chip, Link, Page, ReadinessGroup, ReadinessPage, ReadinessRow, Ready
from .slugs import slug, slugs
from .words import count, joined, percent

PATH = checklists.READINESS
SENTENCE = (
    "What is ready before anything breaks: proven by this portal, or asserted by somebody, and until when."
)
FEWEST = 5
"""Below so many cases no percentage is said."""

STATES: Mapping[str, Chip] = {
    "proven": Chip("proven", "verdict", "met", "✓"),
    "partly": Chip("in part", "verdict", "missed", "✗"),
    "asserted": Chip("asserted", "verdict", "none", "●"),
    "missing": Chip("missing", "verdict", "missed", "✗"),
    "stale": Chip("asked too long ago", "verdict", "none", "▲"),
    "open": Chip("nobody says", "verdict", "none", "○"),
}
"""How an item stands, in words."""

EXAMPLE = """readiness:
  - item: {item}
    date: {day}
    role: platform lead
    note: What was seen, and where"""


def evidence_of(ground: Ground) -> Evidence:
    """What proofs look at."""
    return Evidence(ground.catalogue, ground.coverage, ground.trust, ground.metrics.goals, ground.as_of)


def readiness_page(edition: Edition) -> Page | None:
    """The readiness list; None where the policy has none."""
    found = readiness(evidence_of(edition.ground))
    if not found:
        return None
    groups = [(title, list(ones)) for title, ones in groupby(found, key=lambda one: one.item.group)]
    anchors = slugs(sorted({one.item.id for one in found}))
    model = ReadinessPage(
        headline=_headline(found),
        ground=_ground(edition),
        groups=tuple(
            ReadinessGroup(
                title or "Further",
                f"group-{number}-{slug(title or 'further')}",
                tuple(_row(edition, one, f"item-{anchors[one.item.id]}") for one in ones),
            )
            for number, (title, ones) in enumerate(groups, 1)
        ),
        example=EXAMPLE.format(item=_asked(found), day=edition.as_of.isoformat()),
    )
    return Page(PATH, "Readiness", "handbook/readiness.html", Ready(model), description=SENTENCE)


def _headline(found: tuple[Readiness, ...]) -> str:
    words = {name: chip.text for name, chip in STATES.items()}
    numbers = {name: sum(one.verdict == name for one in found) for name in VERDICTS}
    return joined(
        (
            count(len(found), "item"),
            *(f"{number:,} {words[name]}" for name, number in numbers.items() if number),
        )
    )


def _ground(edition: Edition) -> str:
    return (
        f"Incidents, tests and near-misses of the last {WINDOW_DAYS} days count, open actions of any age, "
        f"rotations for the next {AHEAD_DAYS} days, and a drill for {DRILL_DAYS} days. An assertion holds "
        f"for {count(int(edition.policy.readiness_days), 'day')}."
    )


def _asked(found: tuple[Readiness, ...]) -> str:
    """The item that the example asserts: one of which nobody says anything, if there is one."""
    return next((one.item.id for one in found if one.verdict == "open"), found[0].item.id)


def _row(edition: Edition, one: Readiness, anchor: str) -> ReadinessRow:
    asserted = one.assertion
    return ReadinessRow(
        id=one.item.id,
        anchor=anchor,
        title=one.item.title,
        state=STATES[one.verdict],
        proof=_proof(edition, one.item.proof, one.proof) if one.proof else "",
        evidence=_link(edition, one.item.proof, one.proof) if one.proof else None,
        asserted=f"{'So' if asserted.holds else 'Not so'}, says the {asserted.role}" if asserted else "",
        day=dates.day(asserted.day, edition.as_of) if asserted else None,
        note=asserted.note if asserted else "",
        odd=" ".join(_odd(one)),
    )


def _odd(one: Readiness) -> Iterator[str]:
    if one.disagrees:
        yield "Documents say otherwise."
    if one.is_stale:
        yield "That was too long ago to count."


def _proof(edition: Edition, name: str, one: Proof) -> str:
    if one.last:
        return f"the last on {dates.day(one.last).text}, {dates.ago(one.last, edition.as_of)}"
    if one.reason:
        return one.reason
    shown = f"{one.met:,} of {count(one.of, _CASES[name])}"
    share = f"({percent(one.met, one.of)})".replace(" ", "\u00a0") if one.of >= FEWEST else ""
    unknown = f"{one.unknown:,} cannot be judged" if one.unknown else ""
    return joined((" ".join(filter(None, (shown, share))), _begun(edition, name, one), unknown))


def _begun(edition: Edition, name: str, one: Proof) -> str:
    """Of what a list must have to count as ticked, and how many have less of it."""
    if name != "lists-ticked":
        return ""
    have = "list has" if one.begun == 1 else "lists have"
    fewer = f"; {one.begun:,} {have} less" if one.begun else ""
    return f"{edition.policy.checklist_percent:g} % of the list or more counts{fewer}"


_CASES = {
    "incidents-by-alert": "incident",
    "rota-without-gaps": "rotation",
    "rota-with-secondary": "rotation",
    "rota-escalates": "rotation",
    "severities-stated": "incident",
    "roles-filled": "grave incident",
    "lists-ticked": "grave incident",
    "writeups-in-time": "postmortem",
    "actions-owned": "open action",
    "actions-in-time": "open action",
    "alerts-with-runbooks": "alert",
    "runbooks-reviewed": "runbook",
    "runbooks-tested": "runbook",
    "runbooks-owned": "runbook",
}
"""What each proof counts."""


def _link(edition: Edition, name: str, one: Proof) -> Link | None:
    """Where the cases are to be seen: those that are not as they should be, if a list can show them alone."""
    if name.startswith("rota-") and edition.ground.catalogue.library.rota is None:
        return None
    text, path, anchor, query = _EVIDENCE[name](one)
    return links.page(text, path, anchor, query)


Way = tuple[str, str, str, str]
"""Words, page, anchor and filter."""


def _filtered(text: str, path: str, query: str) -> Callable[[Proof], Way]:
    """A register, filtered where something of it is not as it should be."""
    return lambda one: (text, path, "", "" if one.is_whole or not one.of else query)


_EVIDENCE: Mapping[str, Callable[[Proof], Way]] = {
    "incidents-by-alert": lambda one: ("Who told first", links.METRICS, "detection" if one.of else "", ""),
    "rota-without-gaps": lambda _: ("On call", links.ROTA, "", ""),
    "rota-with-secondary": lambda _: ("On call", links.ROTA, "", ""),
    "rota-escalates": lambda _: ("On call", links.ROTA, "", ""),
    "severities-stated": _filtered("Incidents", links.POSTMORTEMS, "severity=none"),
    "roles-filled": lambda _: ("Incidents", links.POSTMORTEMS, "", ""),
    "lists-ticked": lambda _: ("Checklists", checklists.PATH, "response", ""),
    "writeups-in-time": _filtered("Targets", "metrics/targets.md", "target=writeup"),
    "actions-owned": _filtered("Actions", links.ACTION_ITEMS, "owner=none"),
    "actions-in-time": _filtered("Actions", links.ACTION_ITEMS, "status=overdue"),
    "alerts-with-runbooks": _filtered("Alerts", links.ALERTS, "runbook=missing"),
    "runbooks-reviewed": _filtered("Runbooks", links.RUNBOOKS, "freshness=stale"),
    "runbooks-tested": lambda _: ("What to review next", links.RUNBOOK_TRUST, "", ""),
    "runbooks-owned": _filtered("Runbooks", links.RUNBOOKS, "owner=none"),
    "drills-held": lambda one: ("Drills", links.POSTMORTEMS, "", "kind=drill" if one.last else ""),
    "near-misses-written": lambda one: (
        "Near-misses",
        links.POSTMORTEMS,
        "",
        "kind=near-miss" if one.last else "",
    ),
}

"""What the portal's own documents prove of readiness, each proof with the cases it stands on."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta

from incidentbook.records import ActionItem, Runbook
from incidentbook.records.plain import dataclass, replace
from incidentbook.records.rota import Rotation

from .alert_coverage import AlertCoverage
from .catalogue import Catalogue, Incident
from .checklists import compliance
from .goals import Goal
from .groups import source
from .held import unfinished, unheld
from .rota import boundaries, is_inside, on_call, window_spans
from .trust import Trust

WINDOW_DAYS = 365
"""How far back incidents, tests and near-misses count."""

DRILL_DAYS = 183
"""How old the last drill may be."""

AHEAD_DAYS = 91
"""How far ahead a rotation must have somebody."""

NO_ROTA = "no `oncall.yml` is read"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What proofs look at; `trust` goes by the paths of runbooks."""

    catalogue: Catalogue
    coverage: AlertCoverage
    trust: Mapping[str, Trust]
    goals: tuple[Goal, ...]
    as_of: date

    @property
    def recent(self) -> list[Incident]:
        """The counted incidents of the last `WINDOW_DAYS`."""
        return [one for one in self.catalogue.incidents if one.is_counted and self.is_recent(one.day)]

    def is_recent(self, day: date | None, days: int = WINDOW_DAYS) -> bool:
        """Whether a day lies in the last days up to `as_of`."""
        return day is not None and timedelta() <= self.as_of - day <= timedelta(days)


@dataclass(frozen=True, slots=True)
class Proof:
    """How many of some cases are as they should be.

    `begun` are those of the others that are so in part. `unknown` cases could not be judged and are in
    neither number. Where there are none, `reason` says why nothing is proven. `last` is the day of the newest
    case, where the proof is that there is one.
    """

    met: int = 0
    of: int = 0
    unknown: int = 0
    reason: str = ""
    last: date | None = None
    begun: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether all cases are as they should be, and there are some."""
        return 0 < self.of == self.met


def proof(name: str, evidence: Evidence) -> Proof:
    """The proof of this name, one of `records.practice.PROOFS`. Raises KeyError for another one."""
    return _PROOFS[name](evidence)


def _of(cases: Iterable[bool | None], reason: str) -> Proof:
    """The proof that some cases make; None is a case that cannot be judged."""
    every = list(cases)
    known = [case for case in every if case is not None]
    return Proof(sum(known), len(known), len(every) - len(known), "" if known else reason)


def _by_alert(evidence: Evidence) -> Proof:
    sources = (source(one) for one in evidence.recent)
    told = (found in {"alert", "synthetic"} if found else None for found in sources)
    return _of(told, "no incident of the last year states `detection`")


def _severities(evidence: Evidence) -> Proof:
    return _of((bool(one.postmortem.severity) for one in evidence.recent), "no incident in the last year")


def _grave(evidence: Evidence) -> Iterator[tuple[Incident, tuple[str, ...]]]:
    """The recent incidents whose severity needs roles, with these roles."""
    for one in evidence.recent:
        severity = evidence.catalogue.library.policy.severity(one.postmortem.severity)
        if severity and severity.roles and one.postmortem.status not in {"draft", "not-required"}:
            yield one, severity.roles


def _roles(evidence: Evidence) -> Proof:
    filled = (
        set(needed) <= {role for role, name in one.postmortem.roles if name}
        for one, needed in _grave(evidence)
    )
    return _of(filled, "no incident of the last year needed roles")


def _lists(evidence: Evidence) -> Proof:
    policy = evidence.catalogue.library.policy
    told = [compliance(one, "response", policy) for one, _ in _grave(evidence)]
    met = [one is not None and one.percent >= policy.checklist_percent for one in told]
    begun = sum(bool(one and one.done) and not whole for one, whole in zip(told, met, strict=True))
    return replace(_of(met, "no incident of the last year needed roles"), begun=begun)


def _writeups(evidence: Evidence) -> Proof:
    goal = next((one for one in evidence.goals if one.name == "writeup"), None)
    judged = [one for one in (goal.judged if goal else ()) if evidence.is_recent(one.incident.day)]
    verdicts = {"met": True, "missed": False}
    return _of(
        (verdicts.get(one.verdict) for one in judged), "no document of the last year states `published_on`"
    )


def _open_items(evidence: Evidence) -> Iterator[ActionItem]:
    for one in evidence.catalogue.incidents:
        yield from (item for item in one.postmortem.action_items if item.is_open)


def _owned(evidence: Evidence) -> Proof:
    return _of((bool(item.owners) for item in _open_items(evidence)), "no action is open")


def _in_time(evidence: Evidence) -> Proof:
    late = (item.is_overdue(evidence.as_of) if item.due else None for item in _open_items(evidence))
    return _of((None if one is None else not one for one in late), "no open action has a due date")


def _alerts(evidence: Evidence) -> Proof:
    if not evidence.coverage.is_known:
        return Proof(reason="the policy names no rule files (`alert_rules`)")
    states = (one.runbook_state for one in evidence.coverage.alerts)
    return _of(
        (None if state == "elsewhere" else state != "missing" for state in states),
        "the rule files hold no alert",
    )


def _runbooks(holds: Callable[[Evidence, Runbook], bool]) -> Callable[[Evidence], Proof]:
    def found(evidence: Evidence) -> Proof:
        every = evidence.catalogue.library.runbooks
        return _of((holds(evidence, one) for one in every), "there is no runbook")

    return found


def _reviewed(evidence: Evidence, runbook: Runbook) -> bool:
    return evidence.trust[runbook.path].review.state == "fresh"


def _tested(evidence: Evidence, runbook: Runbook) -> bool:
    days = (runbook.last_tested, *(use.incident.day for use in evidence.trust[runbook.path].uses))
    return any(evidence.is_recent(day) for day in days)


def _rotations(holds: Callable[[Evidence, Rotation], bool]) -> Callable[[Evidence], Proof]:
    def found(evidence: Evidence) -> Proof:
        rota = evidence.catalogue.library.rota
        rotations = rota.rotations if rota else ()
        return _of((holds(evidence, one) for one in rotations), NO_ROTA)

    return found


def _is_covered(evidence: Evidence, rotation: Rotation) -> bool:
    """Whether somebody is primary at every hour that the rotation covers, in the days ahead."""
    since = datetime.combine(evidence.as_of, time(), UTC)
    until = since + timedelta(AHEAD_DAYS)
    edges = set(boundaries(rotation, "primary", since, until))
    for span in window_spans(rotation.covers, rotation.zone, since, until):
        edges.update(moment for moment in span if since < moment < until)
    return all(
        on_call(rotation, "primary", moment).person or not is_inside(rotation.covers, rotation.zone, moment)
        for moment in edges - {until}
    )


def _has_second(_: Evidence, rotation: Rotation) -> bool:
    line = rotation.line("secondary")
    return line is not None and bool(line.shifts)


def _escalates(_: Evidence, rotation: Rotation) -> bool:
    return len({name.name for level in rotation.levels for name in level.targets}) > 1


def _latest(evidence: Evidence, kind: str, days: int, reason: str) -> Proof:
    """Whether there is a document of a kind in the last days; one that is unfinished proves nothing."""
    every = [one for one in evidence.catalogue.incidents if one.postmortem.kind == kind]
    faults = {one.path: _fault(one, evidence.as_of) for one in every}
    found = [one.day for one in every if one.day and not faults[one.path]]
    if not found:
        why = f"the newest {kind} does not count: {faults[every[0].path]}" if every else reason
        return Proof(0, 1, last=None, reason=why)
    return Proof(int(evidence.is_recent(max(found), days)), 1, last=max(found))


def _fault(one: Incident, as_of: date) -> str:
    """Why a document is no proof of what its kind says; empty where it is."""
    found = unheld(one, as_of) if one.postmortem.kind == "drill" else unfinished(one, as_of)
    return found or ("" if one.day else "its day is not stated")


_PROOFS: Mapping[str, Callable[[Evidence], Proof]] = {
    "incidents-by-alert": _by_alert,
    "rota-without-gaps": _rotations(_is_covered),
    "rota-with-secondary": _rotations(_has_second),
    "rota-escalates": _rotations(_escalates),
    "severities-stated": _severities,
    "roles-filled": _roles,
    "lists-ticked": _lists,
    "writeups-in-time": _writeups,
    "actions-owned": _owned,
    "actions-in-time": _in_time,
    "alerts-with-runbooks": _alerts,
    "runbooks-reviewed": _runbooks(_reviewed),
    "runbooks-tested": _runbooks(_tested),
    "runbooks-owned": _runbooks(lambda _, runbook: bool(runbook.owner)),
    "drills-held": lambda evidence: _latest(evidence, "drill", DRILL_DAYS, "no drill was ever written down"),
    "near-misses-written": lambda evidence: _latest(
        evidence, "near-miss", WINDOW_DAYS, "no near-miss was ever written down"
    ),
}

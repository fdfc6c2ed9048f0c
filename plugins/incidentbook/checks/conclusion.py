"""What becomes of findings: waived, covered by the baseline, or reported.

Nothing here asks a rule or imports one, so that what is kept of an earlier run is concluded in no time.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby

from incidentbook.reading.globs import matches
from incidentbook.records import Finding, Waiver
from incidentbook.records.plain import dataclass

from .baseline import Baseline, Entry, split
from .registry import GOVERNING


@dataclass(frozen=True, slots=True)
class Outcome:
    """The findings in the order of their places, and those that are silent: waived, or in the baseline.

    `gone` are the baseline's entries that no longer occur.
    """

    findings: tuple[Finding, ...]
    waived: tuple[tuple[Finding, Waiver], ...] = ()
    covered: tuple[Finding, ...] = ()
    gone: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What became of all findings: the waivers that silenced none, and what the baseline still lists in vain.

    `idle` are waivers; `gone` are the baseline's entries as (path, rule id, key) that no longer occur;
    `paths` are those of all documents; `over` is a baseline whose last day has passed.
    """

    idle: tuple[Waiver, ...] = ()
    gone: tuple[Entry, ...] = ()
    paths: frozenset[str] = frozenset()
    over: Baseline | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in the wanted documents, their waivers by path, and the paths of all documents.

    `overrides` are the globs of the policy's overrides; `has_odd_assertions` is True where an assertion of
    the policy is too old, or dated in the future.
    """

    findings: Sequence[Finding]
    waivers: Mapping[str, tuple[Waiver, ...]]
    paths: frozenset[str]
    is_wanted: Callable[[str], bool]
    overrides: tuple[str, ...] = ()
    has_odd_assertions: bool = False

    @property
    def has_idle_overrides(self) -> bool:
        """Whether a glob of the policy's overrides matches no document."""
        return not all(any(matches(path, (glob,)) for path in self.paths) for glob in self.overrides)


def settle(
    found: Found, as_of: date, baseline: Baseline | None, late: Callable[[Aftermath], Iterable[Finding]]
) -> Outcome:
    """Apply waivers and the baseline; `late` is asked what the rules about these two find, if anything."""
    kept, silenced, idle = _waived(found, as_of)
    over = baseline if baseline is not None and baseline.is_over(as_of) else None
    parted = split(sorted(kept, key=_place), _listed(None if over else baseline, found), found.paths)
    aftermath = Aftermath(idle, parted.gone, found.paths, over)
    is_odd = found.has_idle_overrides or found.has_odd_assertions
    rest = late(aftermath) if idle or parted.gone or over or is_odd else ()
    findings = sorted((*parted.new, *rest), key=_place)
    return Outcome(tuple(findings), tuple(silenced), parted.covered, parted.gone)


def _listed(baseline: Baseline | None, found: Found) -> Baseline:
    """The baseline of the wanted documents, and of those that are no more: they may have new names."""
    entries = baseline.entries if baseline else {}
    return Baseline({e: n for e, n in entries.items() if found.is_wanted(e[0]) or e[0] not in found.paths})


def _place(finding: Finding) -> tuple[object, ...]:
    at = finding.at
    return at.path, at.line, at.column, finding.id, finding.message


def _waived(
    found: Found, as_of: date
) -> tuple[list[Finding], list[tuple[Finding, Waiver]], tuple[Waiver, ...]]:
    """Findings that stay, findings with the waiver that silences them, and waivers that silence nothing."""
    in_force = {
        path: [waiver for waiver in group if _is_in_force(waiver, as_of)]
        for path, group in found.waivers.items()
    }
    if not any(in_force.values()):
        return list(found.findings), [], ()
    from .silence import silenced_in

    by_finding: dict[Finding, Waiver] = {}
    for path, here in groupby(sorted(found.findings, key=_place), lambda finding: finding.at.path):
        if waivers := in_force.get(path):
            by_finding |= silenced_in(waivers, [one for one in here if one.id not in GOVERNING])
    kept = [finding for finding in found.findings if finding not in by_finding]
    silenced = [(one, by_finding[one]) for one in found.findings if one in by_finding]
    used = set(by_finding.values())
    idle = (waiver for group in in_force.values() for waiver in group if waiver not in used)
    return kept, silenced, tuple(idle)


def _is_in_force(waiver: Waiver, as_of: date) -> bool:
    return not waiver.fault and (waiver.until is None or waiver.until >= as_of)

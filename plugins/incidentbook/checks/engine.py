"""The engine of the checks: each rule is asked about each document, then waivers and the baseline apply.

`examine` looks at one document alone, so that its result can be kept; `conclude` looks at all of them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from incidentbook.records import Finding, Library, Policy, Postmortem, Runbook, Waiver
from incidentbook.records.plain import dataclass, replace

from .baseline import Baseline, Entry, split
from .context import Aftermath, Context, as_finding
from .digest import digest
from .levels import level_of
from .registry import GOVERNING, RULES, Document, Rule, named


@dataclass(frozen=True, slots=True)
class Examined:
    """What one document alone gave: its digest, its findings, and its waivers."""

    digest: Document
    findings: tuple[Finding, ...]
    waivers: tuple[Waiver, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The findings in the order of their places, and those that are silent: waived, or in the baseline.

    `gone` are the baseline's entries that no longer occur.
    """

    findings: tuple[Finding, ...]
    waived: tuple[tuple[Finding, Waiver], ...] = ()
    covered: tuple[Finding, ...] = ()
    gone: tuple[Entry, ...] = ()


def run(library: Library, as_of: date, baseline: Baseline | None = None) -> Outcome:
    """What all rules that are not off find in a library."""
    documents: tuple[Document, ...] = (*library.postmortems, *library.runbooks)
    examined = [examine(document, library.policy, as_of) for document in documents]
    digests = [one.digest for one in examined]
    whole = replace(
        library,
        postmortems=tuple(one for one in digests if isinstance(one, Postmortem)),
        runbooks=tuple(one for one in digests if isinstance(one, Runbook)),
    )
    return conclude(examined, whole, as_of, baseline)


def examine(document: Document, policy: Policy, as_of: date) -> Examined:
    """What the rules of the scope "document" find in one document."""
    context = Context(Library(policy), as_of)
    return Examined(digest(document), tuple(_asked("document", document, context)), document.waivers)


def conclude(
    examined: Sequence[Examined],
    library: Library,
    as_of: date,
    baseline: Baseline | None = None,
    is_wanted: Callable[[str], bool] = lambda _path: True,
) -> Outcome:
    """What was found in the wanted documents, with all others as their context.

    `library` holds the digests of all documents; `is_wanted` tells by its path whether to report on one.
    """
    context = Context(library, as_of)
    digests: tuple[Document, ...] = (*library.postmortems, *library.runbooks)
    wanted = [one for one in examined if is_wanted(one.digest.path)]
    found = [finding for one in wanted for finding in one.findings]
    found += [f for one in digests if is_wanted(one.path) for f in _asked("corpus", one, context)]
    found += [finding for finding in _unclaimed(library) if is_wanted(finding.at.path)]
    kept, waived, idle = _waived(found, wanted, as_of)
    paths = frozenset(one.path for one in digests)
    parted = split(sorted(kept, key=_place), _listed(baseline, paths, is_wanted), paths)
    late = _late(Aftermath(idle, parted.gone), digests, context)
    findings = sorted((*parted.new, *late), key=_place)
    return Outcome(tuple(findings), tuple(waived), parted.covered, parted.gone)


def _listed(baseline: Baseline | None, paths: frozenset[str], is_wanted: Callable[[str], bool]) -> Baseline:
    """The baseline of the wanted documents, and of those that are no more: they may have new names."""
    entries = baseline.entries if baseline else {}
    return Baseline({e: n for e, n in entries.items() if is_wanted(e[0]) or e[0] not in paths})


def _place(finding: Finding) -> tuple[object, ...]:
    return finding.at, finding.id, finding.message


def _rules(scope: str) -> Iterator[Rule]:
    return (rule for rule in RULES.values() if rule.scope == scope)


def _asked(scope: str, document: Document, context: Context) -> Iterator[Finding]:
    kind = "postmortem" if isinstance(document, Postmortem) else "runbook"
    for rule in _rules(scope):
        if kind in rule.applies:
            level = level_of(rule, context.policy, document)
            for finding in rule.check(document, context) if level != "off" else ():
                yield replace(finding, id=rule.id, name=rule.name, level=level)


def _late(aftermath: Aftermath, documents: Iterable[Document], context: Context) -> Iterator[Finding]:
    """Findings about the checks themselves, each at the level that its rule has for the document it is in."""
    if not aftermath.idle and not aftermath.gone:
        return
    known = {document.path: document for document in documents}
    for rule in _rules("aftermath"):
        for finding in rule.check(aftermath, context):
            level = level_of(rule, context.policy, known.get(finding.at.path))
            if level != "off":
                yield replace(finding, id=rule.id, name=rule.name, level=level)


def _unclaimed(library: Library) -> Iterator[Finding]:
    """Problems of no single document."""
    for problem in library.problems:
        for rule in named(problem.rule):
            level = level_of(rule, library.policy)
            if level != "off":
                yield replace(as_finding(problem), id=rule.id, name=rule.name, level=level)


def _waived(
    found: Iterable[Finding], examined: Sequence[Examined], as_of: date
) -> tuple[list[Finding], list[tuple[Finding, Waiver]], tuple[Waiver, ...]]:
    """Findings that stay, findings with the waiver that silences them, and waivers that silence nothing."""
    waivers = {one.digest.path: one.waivers for one in examined if one.waivers}
    kept, silenced, used = [], [], set()
    for finding in found:
        waiver = next((w for w in waivers.get(finding.at.path, ()) if _silences(w, finding, as_of)), None)
        if waiver is None:
            kept.append(finding)
        else:
            silenced.append((finding, waiver))
            used.add(waiver)
    idle = (w for group in waivers.values() for w in group if w not in used and _is_in_force(w, as_of))
    return kept, silenced, tuple(idle)


def _is_in_force(waiver: Waiver, as_of: date) -> bool:
    return not waiver.fault and (waiver.until is None or waiver.until >= as_of)


def _silences(waiver: Waiver, finding: Finding, as_of: date) -> bool:
    if not _is_in_force(waiver, as_of) or not waiver.covers(finding.at.line):
        return False
    if finding.id in GOVERNING:
        return False
    return any(word.upper() == finding.id or word.lower() == finding.name for word in waiver.rules)

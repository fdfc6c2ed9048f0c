"""The engine of the checks: each rule is asked about each document, then waivers and the baseline apply.

`examine` looks at one document alone, so that its result can be kept; `conclude` looks at all of them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from types import MappingProxyType

from incidentbook.records import AlertRuleFile, Finding, Library, Policy, Postmortem, Runbook, Waiver
from incidentbook.records.plain import dataclass, replace

from .baseline import Baseline
from .conclusion import Aftermath, Found, Outcome, settle
from .context import Context, as_finding
from .digest import digest
from .levels import level_of
from .registry import RULES, Rule, Subject, kind_of, named

TYPE_CHECKING = False  # as `typing` has it, which takes its time to import
if TYPE_CHECKING:
    from incidentbook.stopwatch import Stopwatch


@dataclass(frozen=True, slots=True)
class Examined:
    """What one document alone gave: its digest, its findings, and its waivers."""

    digest: Subject
    findings: tuple[Finding, ...]
    waivers: tuple[Waiver, ...]


def run(
    library: Library,
    as_of: date,
    baseline: Baseline | None = None,
    known: Mapping[str, Examined] = MappingProxyType({}),
) -> Outcome:
    """What all rules that are not off find in a library.

    `known` is what `examine` gave for some of its documents, by path.
    """
    documents: tuple[Subject, ...] = tuple(_documents(library))
    examined = [known.get(one.path) or examine(one, library.policy, as_of) for one in documents]
    digests = [one.digest for one in examined]
    whole = replace(
        library,
        postmortems=tuple(one for one in digests if isinstance(one, Postmortem)),
        runbooks=tuple(one for one in digests if isinstance(one, Runbook)),
        alert_files=tuple(one for one in digests if isinstance(one, AlertRuleFile)),
    )
    return conclude(examined, whole, as_of, baseline)


def examine(document: Subject, policy: Policy, as_of: date, watch: "Stopwatch | None" = None) -> Examined:
    """What the rules of the scope "document" find in one document; a stopwatch learns how long they took."""
    context = Context(Library(policy), as_of)
    found = tuple(_asked("document", document, context, watch))
    return Examined(digest(document), found, document.waivers)


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
    wanted = [one for one in examined if is_wanted(one.digest.path)]
    found = [finding for one in wanted for finding in one.findings]
    found += corpus_findings(library, as_of, is_wanted)
    waivers = {one.digest.path: one.waivers for one in wanted if one.waivers}
    paths = frozenset(one.path for one in _documents(library))
    policy = library.policy
    globs = tuple(glob for one in policy.overrides for glob in one.paths)
    return settle(
        Found(found, waivers, paths, is_wanted, globs, policy.has_odd_assertions(as_of)),
        as_of,
        baseline,
        lambda aftermath: late(aftermath, library, as_of),
    )


def corpus_findings(
    library: Library, as_of: date, is_wanted: Callable[[str], bool], watch: "Stopwatch | None" = None
) -> list[Finding]:
    """What the rules of the scope "corpus" find in the wanted documents, and problems of no document.

    A stopwatch learns how long the rules took.
    """
    context = Context(library, as_of)
    wanted = (one for one in _documents(library) if is_wanted(one.path))
    found = [finding for one in wanted for finding in _asked("corpus", one, context, watch)]
    return found + [finding for finding in _unclaimed(library) if is_wanted(finding.at.path)]


def late(aftermath: Aftermath, library: Library, as_of: date) -> Iterator[Finding]:
    """Findings about the checks themselves, each at the level that its rule has for the document it is in."""
    context = Context(library, as_of)
    known = {document.path: document for document in _documents(library)}
    for rule in _rules("aftermath"):
        for finding in rule.check(aftermath, context):
            level = level_of(rule, context.policy, known.get(finding.at.path))
            if level != "off":
                yield replace(finding, id=rule.id, name=rule.name, level=level)


def _documents(library: Library) -> Iterable[Subject]:
    yield from library.postmortems
    yield from library.runbooks
    yield from library.alert_files
    if library.rota is not None:
        yield library.rota


@cache
def _rules(scope: str, kind: str = "") -> tuple[Rule, ...]:
    """The rules of a scope, or those of them that are about a kind of document."""
    every = (rule for rule in RULES.values() if rule.scope == scope)
    return tuple(rule for rule in every if not kind or kind in rule.applies)


def _asked(scope: str, document: Subject, context: Context, watch: "Stopwatch | None") -> Iterator[Finding]:
    for rule in _rules(scope, kind_of(document)):
        level = level_of(rule, context.policy, document)
        if level == "off":
            continue
        found = rule.check(document, context)
        for finding in watch.draining(f"{rule.family} rules", found) if watch else found:
            yield replace(finding, id=rule.id, name=rule.name, level=level)


def _unclaimed(library: Library) -> Iterator[Finding]:
    """Problems of no single document."""
    for problem in library.problems:
        rule = named(problem.rule)
        level = level_of(rule, library.policy) if rule else "off"
        if rule and level != "off":
            yield replace(as_finding(problem), id=rule.id, name=rule.name, level=level)

"""The engine of the checks: rules register themselves, and one run asks each of them about each document."""

import difflib
import inspect
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from incidentbook.records import Finding, Library, Policy, Postmortem, Problem, Runbook
from incidentbook.records.finding import LEVELS

Document = Postmortem | Runbook
"""What a rule looks at."""

Check = Callable[..., Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: an id that is never used again, the fault's name, its default level, and what it looks at.

    `applies` holds "postmortem", "runbook" or both. The page of a rule is its check's docstring.
    """

    id: str
    name: str
    level: str
    applies: frozenset[str]
    check: Check

    @property
    def page(self) -> str:
        """What the rule checks, why, and what to write instead."""
        return inspect.cleandoc(self.check.__doc__ or "")


RULES: dict[str, Rule] = {}
"""All rules by id."""


def rule(id: str, name: str, *, level: str, applies: str = "postmortem") -> Callable[[Check], Check]:
    """Register the decorated generator as the rule `id`; `applies` names kinds, separated by spaces."""

    def register(check: Check) -> Check:
        if id in RULES:
            raise ValueError(f"rule {id} stands twice")
        RULES[id] = Rule(id, name, level, frozenset(applies.split()), check)
        return check

    return register


@dataclass(frozen=True)
class Context:
    """What a rule may know besides the document: the whole library and the day that counts as today."""

    library: Library
    as_of: date

    @property
    def policy(self) -> Policy:
        """The policy in force."""
        return self.library.policy

    @cached_property
    def ids(self) -> Mapping[str, tuple[str, ...]]:
        """The paths of the postmortems by id."""
        paths = defaultdict(list)
        for postmortem in self.library.postmortems:
            paths[postmortem.id].append(postmortem.path)
        return {key: tuple(found) for key, found in paths.items()}

    @cached_property
    def folders(self) -> frozenset[str]:
        """All folders below the root that hold a file, without a trailing slash; the root is ""."""
        folders = {""}
        for path in self.library.files:
            parent = path.rpartition("/")[0]
            while parent not in folders:
                folders.add(parent)
                parent = parent.rpartition("/")[0]
        return frozenset(folders)


def reported(document: Document, name: str) -> Iterator[Finding]:
    """The problems of that name that the reader met in the document, as findings."""
    return (Finding(p.at, p.message, p.hint) for p in document.problems if p.rule == name)


def run(library: Library, as_of: date) -> tuple[Finding, ...]:
    """All findings of all rules that are not off, in the order of their places."""
    context = Context(library, as_of)
    found: list[Finding] = []
    for chosen in RULES.values():
        level = level_of(chosen, library.policy)
        if level != "off":
            found.extend(_marked(chosen, level, context))
    found.extend(_unclaimed(library))
    return tuple(sorted(found, key=lambda finding: (finding.at, finding.id, finding.message)))


def _marked(chosen: Rule, level: str, context: Context) -> Iterator[Finding]:
    for kind, documents in (
        ("postmortem", context.library.postmortems),
        ("runbook", context.library.runbooks),
    ):
        if kind in chosen.applies:
            for document in documents:
                for finding in chosen.check(document, context):
                    yield replace(finding, id=chosen.id, name=chosen.name, level=level)


def _unclaimed(library: Library) -> Iterator[Finding]:
    """Problems of no single document."""
    for problem in library.problems:
        level = level_of(RULES["DOC114"], library.policy)
        if level != "off":
            yield Finding(problem.at, problem.message, problem.hint, "DOC114", "unreadable-file", level)


def level_of(chosen: Rule, policy: Policy) -> str:
    """The rule's level under the policy: by its id, else by its name, else its own."""
    for key in (chosen.id, chosen.name):
        setting = policy.rules.get(key)
        if setting is not None and setting.level:
            return setting.level
    return chosen.level


def unknown_rules(policy: Policy) -> tuple[Problem, ...]:
    """The rules that the policy tunes and that do not exist."""
    known = set(RULES) | {chosen.name for chosen in RULES.values()}
    return tuple(
        Problem(setting.at, "policy-invalid", f"unknown rule “{name}”", _nearest(name, known))
        for name, setting in policy.rules.items()
        if name not in known
    )


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), 1, 0.5)
    return f"did you mean “{near[0]}”?" if near else "`incidentbook check --list-rules` names them all"


def reaches(level: str, limit: str) -> bool:
    """Whether a finding of `level` is as grave as `limit` or graver."""
    return LEVELS.index(level) <= LEVELS.index(limit)

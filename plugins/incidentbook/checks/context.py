"""What a rule may know besides the document in its hands."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from incidentbook.analysis.catalogue import Catalogue, catalogue
from incidentbook.analysis.repeats import Chains, Repetition, Return, chains, repetitions, returns
from incidentbook.records import Finding, Library, Policy, Problem, Waiver

from .levels import setting_of
from .registry import RULES, Document, Value


@dataclass(frozen=True)
class Context:
    """The library of digests, and the day that counts as today; rules of one document see only the policy."""

    library: Library
    as_of: date

    @property
    def policy(self) -> Policy:
        """The policy in force."""
        return self.library.policy

    def number(self, id: str, name: str, document: Document) -> float:
        """The number that the setting `name` of the rule `id` has for a document."""
        return float(str(self._setting(id, name, document)))

    def texts(self, id: str, name: str, document: Document) -> tuple[str, ...]:
        """The texts that the setting `name` of the rule `id` has for a document."""
        value = self._setting(id, name, document)
        return value if isinstance(value, tuple) else (str(value),)

    def _setting(self, id: str, name: str, document: Document) -> Value:
        return setting_of(RULES[id], name, self.policy, document)

    @cached_property
    def ids(self) -> Mapping[str, tuple[str, ...]]:
        """The paths of the postmortems by id."""
        paths = defaultdict(list)
        for postmortem in self.library.postmortems:
            paths[postmortem.id].append(postmortem.path)
        return {key: tuple(found) for key, found in paths.items()}

    @cached_property
    def catalogue(self) -> Catalogue:
        """The library with its names resolved, and its indexes."""
        return catalogue(self.library)

    @cached_property
    def chains(self) -> Chains:
        """Incidents by the ids of their cause and service, oldest first."""
        return chains(self.catalogue.incidents)

    @cached_property
    def repetitions(self) -> Mapping[str, tuple[Repetition, ...]]:
        """The repeats by the path of the later incident."""
        found = defaultdict(list)
        for one in repetitions(self.catalogue, self.chains):
            found[one.incident.path].append(one)
        return {path: tuple(ones) for path, ones in found.items()}

    @cached_property
    def returns(self) -> Mapping[str, tuple[Return, ...]]:
        """The actions that did not hold, by the path of the incident that showed it."""
        found = defaultdict(list)
        for one in returns(self.catalogue, self.chains):
            found[one.incident.path].append(one)
        return {path: tuple(ones) for path, ones in found.items()}

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


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What became of all findings: the waivers that silenced none, and what the baseline still lists in vain.

    `idle` are waivers; `gone` are the baseline's entries as (path, rule id, key) that no longer occur.
    """

    idle: tuple[Waiver, ...] = ()
    gone: tuple[tuple[str, str, str], ...] = field(default=())


def reported(document: Document, name: str) -> Iterator[Finding]:
    """The problems of that name that the reader met in the document, as findings."""
    return (as_finding(problem) for problem in document.problems if problem.rule == name)


def as_finding(problem: Problem) -> Finding:
    """A reader's problem as a finding, known by its message."""
    return Finding(problem.at, problem.message, problem.hint, key=problem.message)

"""What a rule may know besides the document in its hands."""

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from incidentbook.analysis.addresses import steps_of
from incidentbook.analysis.alert_coverage import AlertCoverage, alert_coverage
from incidentbook.analysis.catalogue import Catalogue, catalogue
from incidentbook.analysis.fixes import returns
from incidentbook.analysis.names import key
from incidentbook.analysis.repeats import Chains, Repetition, Return, chains, repetitions
from incidentbook.analysis.roster import handle
from incidentbook.analysis.uses import Uses, linked_path, uses
from incidentbook.reading.patterns import expression
from incidentbook.reading.spellings import Spellings
from incidentbook.records import (
    ActionItem,
    Finding,
    Library,
    Location,
    Postmortem,
    Problem,
    Runbook,
)

from .conclusion import Aftermath
from .levels import level_of, setting_of
from .registry import RULES, Document, Subject, Value

__all__ = ["Aftermath", "Context", "as_finding", "reported"]


class Context:
    """The library of digests, and the day that counts as today; rules of one document see only the policy."""

    def __init__(self, library: Library, as_of: date) -> None:
        self.library = library
        self.policy = library.policy
        self.as_of = as_of

    def number(self, id: str, name: str, document: Subject) -> float:
        """The number that the setting `name` of the rule `id` has for a document."""
        return float(str(self._setting(id, name, document)))

    def texts(self, id: str, name: str, document: Subject) -> tuple[str, ...]:
        """The texts that the setting `name` of the rule `id` has for a document."""
        value = self._setting(id, name, document)
        return value if isinstance(value, tuple) else (str(value),)

    def _setting(self, id: str, name: str, document: Subject) -> Value:
        return setting_of(RULES[id], name, self.policy, document)

    def is_on(self, id: str, document: Subject) -> bool:
        """Whether the rule `id` is asked about a document."""
        return level_of(RULES[id], self.policy, document) != "off"

    @cached_property
    def ids(self) -> Mapping[str, tuple[str, ...]]:
        """The paths of the postmortems by id."""
        paths = defaultdict(list)
        for postmortem in self.library.postmortems:
            paths[postmortem.id].append(postmortem.path)
        return {key: tuple(found) for key, found in paths.items()}

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
    def open_items(self) -> Mapping[str, tuple[tuple[Postmortem, ActionItem], ...]]:
        """The open action items of each owner, by handle, those of the oldest postmortem first."""
        owned = defaultdict(list)
        for postmortem in sorted(self.library.postmortems, key=lambda one: (one.date or date.min, one.path)):
            for item in postmortem.action_items:
                for owner in {handle(owner) for owner in item.owners if item.is_open}:
                    owned[owner].append((postmortem, item))
        return {owner: tuple(items) for owner, items in sorted(owned.items())}

    @cached_property
    def near_files(self) -> Spellings:
        """The paths of all files, to find the one that a dead link meant."""
        return Spellings(self.library.files)

    @cached_property
    def near_ids(self) -> Spellings:
        """The ids of all postmortems, to find the one that a reference meant."""
        return Spellings(self.ids)

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

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """All documents by their paths."""
        every: tuple[Document, ...] = (*self.library.postmortems, *self.library.runbooks)
        return {one.path: one for one in every}

    @cached_property
    def catalogue(self) -> Catalogue:
        """The library with its names resolved, and its indexes."""
        return catalogue(self.library)

    @cached_property
    def coverage(self) -> AlertCoverage:
        """Alert rules, runbooks and incidents against each other."""
        return alert_coverage(self.catalogue)

    @cached_property
    def led_to(self) -> frozenset[str]:
        """The paths of the runbooks to which alert rules lead."""
        return frozenset(self.catalogue.matching.by_runbook)

    def claiming_alias(self, alias: str) -> tuple[str, ...]:
        """The paths of the documents that stand at a former path, or that were there too."""
        return self._claims.get(steps_of(alias.strip().strip("/")), ())

    @cached_property
    def _claims(self) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        found: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for one in self.documents.values():
            found[steps_of(one.path)].append(one.path)
        for runbook in self.library.runbooks:
            for alias in runbook.aliases:
                found[steps_of(alias.strip().strip("/"))].append(runbook.path)
        return {steps: tuple(paths) for steps, paths in found.items()}

    @cached_property
    def uses(self) -> Uses:
        """The incidents in which each runbook was used."""
        return uses(self.catalogue, self.as_of)

    @cached_property
    def runbook_names(self) -> frozenset[str]:
        """Everything that a runbook can be called by: path, file name, title and id, in lower case."""
        return frozenset(name.lower() for one in self.library.runbooks for name in _names(one))

    @cached_property
    def owners(self) -> Mapping[str, str]:
        """The policy's teams and members by all their spellings, and what to write for each."""
        found = {}
        for team in self.policy.teams:
            found.update({key(name): team.id for name in (team.id, team.title, *team.aliases)})
            found.update({key(handle(member)): member for member in team.members})
        return found

    @cached_property
    def latest_by_alert(self) -> Mapping[str, str]:
        """The path of the newest postmortem that names an alert, by the alert in lower case."""
        found: dict[str, str] = {}
        for incident in self.catalogue.incidents:
            for alert in incident.postmortem.alerts:
                found.setdefault(alert.casefold(), incident.path)
        return found

    @cached_property
    def linked(self) -> frozenset[str]:
        """The paths to which a link of another document leads."""
        pairs = (
            (one.path, linked_path(one.path, url)) for one in self.documents.values() for url, _ in one.links
        )
        return frozenset(target for path, target in pairs if target and target != path)


def _names(runbook: Runbook) -> Iterator[str]:
    stem, _ = posixpath.splitext(runbook.path)
    yield from (runbook.path, stem, posixpath.basename(stem), runbook.title, runbook.id)


def place_of(document: Document, key: str) -> Location:
    """Where a field of that canonical key stands, be it empty, else the beginning of the document."""
    return next((field.at for field in document.fields if field.key == key), document.at)


def is_misread(document: Document, *keys: str) -> bool:
    """Whether one of these fields has a value that `wrong-type` reports already."""
    wrong = {problem.at for problem in document.problems if problem.rule == "wrong-type"}
    return bool(wrong) and any(field.at in wrong for field in document.fields if field.key in keys)


def reported(document: Subject, name: str) -> Iterator[Finding]:
    """The problems of that name that the reader met in the document, as findings."""
    return (as_finding(problem) for problem in document.problems if problem.rule == name)


_LINE = expression(r"\bline \d+")


def as_finding(problem: Problem) -> Finding:
    """A reader's problem as a finding, known by its message whatever line that speaks of."""
    key = _LINE.sub("line", problem.message) if "line " in problem.message else problem.message
    return Finding(problem.at, problem.message, problem.hint, key=key, other=problem.other)


def hidden_sections(document: Document) -> frozenset[str]:
    """The names of sections that stand in the file, but that a fault which is reported itself hides."""
    return frozenset(name for problem in document.problems for name in problem.hides)

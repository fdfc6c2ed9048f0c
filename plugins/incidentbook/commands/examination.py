"""All documents and rule files of a root, examined; what was seen before is not read or asked about again.

A file counts as seen where its size, times and number are the same, or else its bytes.
"""

import os
import time
from collections.abc import Callable, Iterator
from functools import cached_property

from incidentbook.reading.files import LARGEST
from incidentbook.reading.places import (
    idle_globs,
    is_rota,
    kind_by_place,
    may_be_document,
    may_hold_rules,
    rota_missing,
)
from incidentbook.reading.store import Store, code_digest, user_store
from incidentbook.reading.strays import may_stray
from incidentbook.reading.tree import read_tree, unreadable
from incidentbook.records import AlertRuleFile, Finding, Library, Postmortem, Problem, Runbook
from incidentbook.records.plain import replace

from .kept import BY_PATH, STRAY, Kept, findings_of, plain_findings, settled, signature, waivers_of
from .memory import Memory, Rows
from .places import Place
from .stages import NOBODY, Stages


class Examination:
    """What is known of the documents of a place, read when it is made.

    `kinds` are those of the documents and rule files by path, in order; `findings` are complete for the
    wanted ones, whose `waivers` are known by path; `parsed` are the paths of those that had to be read;
    `rules` is the number of those that are not off.
    """

    def __init__(
        self, place: Place, is_wanted: Callable[[str], bool], store: Store, stages: Stages = NOBODY
    ) -> None:
        self._place = place
        self._stages = stages
        self._memory = Memory(store, f"{code_digest(store)}\n{place.root}\n{place.policy!r}")
        self._fresh: dict[str, bytes] = {}
        self.rules = self._memory.rules or self._rules()
        with stages.during("find files"):
            self._tree = read_tree(place.root)
        with stages.during("read files and ask their rules"):
            self._files = self._examined(is_wanted)
        self._tree.problems.extend(self._strays())
        self.kinds = {path: kept.kind for path, kept in self._files.items() if kept.kind}
        self._tree.problems.extend(self._idle_globs())
        self.parsed = frozenset(self._fresh)
        wanted = [path for path in self.kinds if is_wanted(path)]
        with stages.during("ask rules about other documents"):
            state, found = self._by_others(wanted, is_wanted)
        self.findings = tuple(self._findings(wanted, found, is_wanted))
        self.waivers = {path: one for path in wanted if (one := waivers_of(self._files[path].waivers, path))}
        with stages.during("remember"):
            self._remember(state, found)

    @property
    def paths(self) -> frozenset[str]:
        """The paths of all documents and rule files."""
        return frozenset(self.kinds)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Problems of no single document: what cannot be read, and what was passed over."""
        return tuple(sorted(self._tree.problems, key=lambda problem: problem.at))

    @cached_property
    def library(self) -> Library:
        """The digests of all documents and rule files: what the rules about other documents look at."""
        from incidentbook.reading.former_addresses import with_former_paths
        from incidentbook.reading.library import library_of
        from incidentbook.reading.store import unpickled
        from incidentbook.records.rota import Rota

        pickles = self._digests
        records = (unpickled(pickles[path]) for path in self.kinds)
        kinds = (Postmortem, Runbook, AlertRuleFile, Rota)
        documents = [one for one in records if isinstance(one, kinds)]
        library = library_of(documents, self._place.policy, self._tree)
        return with_former_paths(self._place.root, library)

    def fixable(self, path: str) -> tuple[tuple[Finding, ...], frozenset[Finding]]:
        """The findings in a document alone that have a fixer, and those of them that it mends."""
        kept = self._files[path]
        found = findings_of(kept.findings, path)
        return tuple(found[n] for n in kept.fixable), frozenset(found[n] for n in kept.mended)

    def _rules(self) -> int:
        from incidentbook.checks import RULES, level_of

        return sum(level_of(rule, self._place.policy) != "off" for rule in RULES.values())

    def _examined(self, is_wanted: Callable[[str], bool]) -> dict[str, Kept]:
        """What is known of each file, in the order of their paths."""
        known = {path: self._unchanged(path, is_wanted) for path in self._tree.files}
        new = [path for path, kept in known.items() if kept is None]
        if new:
            self._memory.hand_in_patterns()
        known |= {path: self._by_path(path) for path in new if not self._may_be_read(path)}
        known |= self._read([path for path in new if known[path] is None])
        return {path: kept for path, kept in known.items() if kept is not None}

    def _may_be_read(self, path: str) -> bool:
        policy = self._place.policy
        return may_be_document(path, policy) or may_hold_rules(path, policy) or is_rota(path, policy)

    def _idle_globs(self) -> Iterator[Problem]:
        """Globs of rule files that name none; those that were found come first, which are seldom many."""
        rules = (path for path, kind in self.kinds.items() if kind == "alert-rules")
        yield from idle_globs(self._place.policy, (*rules, *self._tree.files))
        yield from rota_missing(self._place.policy, self._tree.files)

    def _by_path(self, path: str) -> Kept:
        """A file that is no document; it may be meant as one."""

        def kind_of(name: str) -> str:
            return kind_by_place(name, self._place.policy)

        return Kept(BY_PATH, "", STRAY if may_stray(path, kind_of) else b"")

    def _strays(self) -> Iterator[Problem]:
        """Problems of files that would be documents but for their names; they are few, and always read."""
        for path, kept in self._files.items():
            if kept.content == STRAY:
                from incidentbook.reading.library import stray_of

                try:
                    problem = stray_of(self._place.root, path, self._place.policy)
                except OSError as error:
                    problem = unreadable(path, f"the file cannot be read ({error.strerror})")
                if problem:
                    yield problem

    def _unchanged(self, path: str, is_wanted: Callable[[str], bool]) -> Kept | None:
        """What is known of a file from an earlier run, where it still holds."""
        kept = self._memory.files.get(path)
        if kept is None or kept.signature == BY_PATH:
            return kept
        if kept.kind and kept.as_of != self._place.as_of.toordinal() and is_wanted(path):
            return None
        now = time.time_ns()
        try:
            seen = signature(os.stat(f"{self._place.root}/{path}"))  # noqa: PTH116 - for each file, at each start
            is_same = seen == kept.signature or (kept.kind and self._holds(path, kept.content))
        except OSError:
            return None
        if not is_same:
            return None
        return kept if seen == kept.signature else replace(kept, signature=settled(seen, now))

    def _holds(self, path: str, content: bytes) -> bool:
        """Whether a file's bytes have this digest."""
        import hashlib

        with (self._place.root / path).open("rb") as file:
            return hashlib.sha256(file.read(LARGEST + 1)).digest()[: len(content)] == content

    def _read(self, paths: list[str]) -> dict[str, Kept | None]:
        """What files say; those that cannot be read are problems of the tree."""
        if not paths:
            return {}
        from .looks import Task, look_at

        found: dict[str, Kept | None] = {}
        task = Task(self._place.root, self._place.policy, self._place.as_of)
        for number, look in enumerate(look_at(task, paths, self._stages.work), 1):
            self._stages.advance(number, len(paths))
            if look.fault:
                problem = unreadable(look.path, f"the file cannot be read ({look.fault})")
                self._tree.problems.append(problem)
            else:
                found[look.path] = look.kept
            if look.digest:
                self._fresh[look.path] = look.digest
        return found

    @cached_property
    def _digests(self) -> dict[str, bytes]:
        """The pickled digests of all documents; one that was lost is made again."""
        kept = self._memory.digests(self._files)
        lost = [path for path in self.kinds if path not in kept and path not in self._fresh]
        self._files |= {path: one for path, one in self._read(lost).items() if one is not None}
        every = {**kept, **self._fresh}
        return {path: every[path] for path in self.kinds if path in every}

    def _last_commit(self) -> int:
        """When HEAD was last moved, which may tell renames; 0 where rules of alerts do not ask for any."""
        if self._place.policy.history != "git" or "alert-rules" not in self.kinds.values():
            return 0
        root = self._place.root.resolve()
        for folder in (root, *root.parents):
            try:
                return (folder / ".git" / "logs" / "HEAD").stat().st_mtime_ns
            except OSError:
                continue
        return 0

    def _by_others(
        self, wanted: list[str], is_wanted: Callable[[str], bool]
    ) -> tuple[object, dict[str, Rows]]:
        """The state of all documents, and what the rules about other documents find in the wanted ones."""
        problems = sorted(self._tree.problems, key=lambda problem: problem.at)
        state = [
            *(self._place.as_of.toordinal(), self._tree.files, repr(problems)),
            [self._files[path].digest for path in self.kinds],
            self._last_commit(),
        ]
        found = self._memory.found if state == self._memory.state else {}
        places = [*wanted, *(problem.at.path for problem in problems if is_wanted(problem.at.path))]
        missing = {path for path in places if path not in found}
        if not missing:
            return state, found
        from incidentbook.checks.engine import corpus_findings

        by_path: dict[str, list[Finding]] = {path: [] for path in missing}
        watch = self._stages.work
        for one in corpus_findings(self.library, self._place.as_of, missing.__contains__, watch):
            by_path[one.at.path].append(one)
        return state, found | {path: plain_findings(ones, path) for path, ones in by_path.items()}

    def _findings(
        self, wanted: list[str], found: dict[str, Rows], is_wanted: Callable[[str], bool]
    ) -> Iterator[Finding]:
        for path in wanted:
            yield from findings_of(self._files[path].findings, path)
        for path in filter(is_wanted, sorted(found)):
            yield from findings_of(found[path], path)

    def _remember(self, state: object, found: dict[str, Rows]) -> None:
        documents = {path for path, kept in self._memory.files.items() if kept.kind}
        if self._fresh or documents != self.kinds.keys():
            self._memory.save_digests(self._digests, self._files)
        self._memory.save(self._files, self.rules, state, found)
        self._memory.save_patterns()


def examine_all(
    place: Place,
    is_wanted: Callable[[str], bool] = lambda _path: True,
    store: Store | None = None,
    stages: Stages = NOBODY,
) -> Examination:
    """Examine the documents of a place; findings are complete for those whose path is wanted.

    What is kept of a document is used where its bytes, the policy and the package are the same; its
    findings also where the day is the same. `stages` learns how far it is.
    """
    return Examination(place, is_wanted, user_store(place.root) if store is None else store, stages)

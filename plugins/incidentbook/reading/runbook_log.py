"""The versions of runbooks, as Git holds them: what changed in substance, and what the last test followed.

One `git log` tells of all runbooks, and their contents come from one process. The whole graph is followed: a
merge that takes over what a branch wrote is no change of its own.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from incidentbook.records import Commit, Library, Policy, Runbook
from incidentbook.records.runbook_past import RunbookLog, RunbookVersion, TestedVersion

from .files import LARGEST, decode
from .git import GitError, Repository, open_repository
from .git_log import commits_of, reading_key
from .runbook import read_runbook
from .store import Store
from .substance import Substance, substance

NOTED_WITHIN = timedelta(7)
"""A version that states a test, committed so soon after the day of the test, is the one that was followed."""

OFF = "When runbooks changed is not known: the policy says `history: none`."

_NAME = "runbook-history"
_COMMANDS = "runbook-commands"
_CUT = "the clone is shallow and does not reach back to it"
_LATER = "Git holds no version from that day"
_ABSENT = "the version of that day is not in this clone"

_SHA1 = 40
"""Digits of an id of Git's usual kind."""

Key = tuple[bool, str]
"""Whether a version is YAML, and its blob."""


@dataclass(frozen=True, slots=True, eq=False)
class _Node:
    """A version on the way to the newest one."""

    path: str
    blob: str
    commit: Commit
    before: "_Node | None"

    @property
    def key(self) -> Key:
        """What its substance is kept by."""
        return _key(self.path, self.blob)


_State = dict[str, _Node]


def read_runbook_log(root: Path, library: Library, store: Store) -> RunbookLog:
    """The log of the library's runbooks below `root`, under their former paths too.

    What was once read of a version is kept in `store`. Where Git cannot tell, the log is not known, and its
    note says why: nothing is raised.
    """
    if not library.runbooks:
        return RunbookLog()
    if library.policy.history != "git":
        return RunbookLog(note=OFF, is_known=False)
    try:
        repository = open_repository(root)
        commits = commits_of(repository, [one.path for one in library.runbooks])
        return _log(_Desk(repository, library.policy, store), root, library, commits)
    except GitError as error:
        return RunbookLog(note=f"When runbooks changed is not known: {error}.", is_known=False)


class _Desk:
    """Contents of versions, read from the store or from Git."""

    def __init__(self, repository: Repository, policy: Policy, store: Store) -> None:
        self._repository = repository
        self._policy = policy
        self._store = store
        self._own = reading_key(policy, store)
        self.substances: dict[Key, Substance] = {}

    def learn(self, wanted: set[Key]) -> None:
        """Know the substance of these versions, as far as the clone holds them."""
        kept = self._load(_NAME)
        self.substances = {key: Substance(*kept[key]) for key in wanted if key in kept}
        missing: dict[str, list[bool]] = {}
        for is_yaml, blob in sorted(wanted - self.substances.keys()):
            missing.setdefault(blob, []).append(is_yaml)
        for blob, data in self._repository.blobs(missing):
            if data is not None:
                text, _ = decode(data[: LARGEST + 1], "")
                for is_yaml in missing[blob]:
                    self.substances[is_yaml, blob] = substance(text, is_yaml=is_yaml)
        if self.substances.keys() != kept.keys():
            plain = {key: (one.digest, one.tested) for key, one in self.substances.items()}
            self._store.save_plain(_NAME, (self._own, plain))

    def _load(self, name: str) -> dict[Key, tuple[str, ...]]:
        match self._store.load_plain(name):
            case (known, dict() as kept) if known == self._own:
                return kept
        return {}

    def commands(self, nodes: Iterable[_Node]) -> Mapping[Key, tuple[str, ...]]:
        """The commands of some versions; of those that the clone does not hold, none."""
        paths = {node.key: node.path for node in nodes}
        kept = self._load(_COMMANDS)
        found = {key: kept[key] for key in paths if key in kept}
        missing = {key[1]: key for key in sorted(paths.keys() - found.keys())}
        for blob, data in self._repository.blobs(missing):
            if data is not None:
                path = paths[missing[blob]]
                text, _ = decode(data[: LARGEST + 1], path)
                found[missing[blob]] = commands_of(read_runbook(path, text, self._policy))
        if found.keys() != kept.keys():
            self._store.save_plain(_COMMANDS, (self._own, found))
        return found


def commands_of(runbook: Runbook) -> tuple[str, ...]:
    """The commands of a runbook, each once, without differences in their spaces."""
    texts = (" ".join(command.text.split()) for step in runbook.steps for command in step.commands)
    return tuple(dict.fromkeys(filter(None, texts)))


def _log(desk: _Desk, root: Path, library: Library, commits: list[Commit]) -> RunbookLog:
    known = _known_paths(commits, library)
    changes = (change for commit in commits for change in commit.changes)
    desk.learn({_key(one.path, one.blob) for one in changes if one.blob and one.path in known})
    nodes = _followed(commits, known, desk.substances)
    here = {one.path: _here(root, one.path, nodes.get(one.path), desk.substances) for one in library.runbooks}
    versions = {path: tuple(_versions(nodes.get(path), here[path], desk.substances)) for path in sorted(here)}
    return RunbookLog(
        versions, _tests(library.runbooks, nodes, here, desk), _note(commits, versions.values())
    )


def _known_paths(commits: list[Commit], library: Library) -> set[str]:
    """The paths of the library's runbooks, and those they were renamed from."""
    known = {runbook.path for runbook in library.runbooks}
    for commit in reversed(commits):
        known.update(change.former for change in commit.changes if change.former and change.path in known)
    return known


def _followed(commits: list[Commit], known: set[str], told: Mapping[Key, Substance]) -> _State:
    """The newest version of every path, each with the one it came from."""
    children = Counter(parent for commit in commits for parent in commit.parents)
    states: dict[str, _State] = {}
    state: _State = {}
    for commit in commits:
        parents = [_state_of(parent, states, children) for parent in commit.parents]
        state, others = (parents[0], parents[1:]) if parents else ({}, [])
        before = {
            change.path: state.pop(change.former, None) or state.get(change.path) for change in commit.changes
        }
        for change in commit.changes:
            if change.path not in known:
                continue
            if not change.blob:
                state.pop(change.path, None)
                continue
            others_own = [
                found for other in others if (found := other.get(change.path) or other.get(change.former))
            ]
            node = _Node(change.path, change.blob, commit, None)
            state[change.path] = _grown(node, before[change.path], others_own, told)
        states[commit.id] = state
    return state


def _state_of(parent: str, states: dict[str, _State], children: Counter[str]) -> _State:
    """The state at a parent: its own for the last child, a copy for the others, who change theirs."""
    children[parent] -= 1
    if children[parent] > 0:
        return dict(states.get(parent, {}))
    return states.pop(parent, {})


def _grown(node: _Node, own: _Node | None, others: list[_Node], told: Mapping[Key, Substance]) -> _Node:
    """A version upon the one that it came from: where it is the same as one, that one itself."""
    past = ([own] if own else []) + others
    for one in past:
        if one.key == node.key:
            return one
    mine = told.get(node.key)
    same = (one for one in past if mine and (its := told.get(one.key)) and its.digest == mine.digest)
    return _Node(node.path, node.blob, node.commit, next(same, next(iter(past), None)))


def _here(root: Path, path: str, node: _Node | None, told: Mapping[Key, Substance]) -> Substance | None:
    """What lies at a path; where it is what was committed last, that is known already."""
    try:
        with (root / path).open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError:
        return None
    if node and node.key in told and _blob_id(data, len(node.blob)) == node.blob:
        return told[node.key]
    text, _ = decode(data, path)
    return substance(text, is_yaml=_is_yaml(path))


def _blob_id(data: bytes, length: int) -> str:
    """The id that Git gives to a content, in a repository whose ids are so long."""
    algorithm = "sha1" if length == _SHA1 else "sha256"
    seen = hashlib.new(algorithm, b"blob %d\0" % len(data), usedforsecurity=False)
    seen.update(data)
    return seen.hexdigest()


def _versions(
    node: _Node | None, here: Substance | None, told: Mapping[Key, Substance]
) -> Iterator[RunbookVersion]:
    newest = told.get(node.key) if node else None
    if here is not None and here != newest:
        yield RunbookVersion(None, "", here.digest, here.tested)
    for one in _back(node):
        known = told.get(one.key, Substance(""))
        commit = one.commit
        is_cut = commit.is_cut and one.before is None
        yield RunbookVersion(commit.day, commit.id, known.digest, known.tested, is_cut)


def _back(node: _Node | None) -> Iterator[_Node]:
    while node is not None:
        yield node
        node = node.before


def _tests(
    runbooks: Iterable[Runbook], nodes: _State, here: Mapping[str, Substance | None], desk: _Desk
) -> dict[str, TestedVersion]:
    """What the last test of each runbook followed, where it states one."""
    found: dict[str, TestedVersion] = {}
    followed: dict[str, _Node] = {}
    for one in runbooks:
        stands = here[one.path]
        if one.last_tested is None or stands is None:
            continue
        which = _tested(one.last_tested, stands, nodes.get(one.path), desk.substances)
        if isinstance(which, str):
            found[one.path] = TestedVersion(reason=which)
        elif which is None or _says(which, desk.substances) == stands.digest:
            found[one.path] = TestedVersion(commands_of(one))
        else:
            followed[one.path] = which
    commands = desk.commands(followed.values())
    for path, node in followed.items():
        texts = commands.get(node.key)
        found[path] = TestedVersion(reason=_ABSENT) if texts is None else TestedVersion(texts)
    return found


def _tested(
    day: date, here: Substance, node: _Node | None, told: Mapping[Key, Substance]
) -> _Node | str | None:
    """The version that was followed on a day; None for the one that lies here, else why it is not known."""
    stating = None
    for one in _back(node):
        known = told.get(one.key)
        if known is None or known.tested != here.tested:
            break
        stating = one
    if stating is None:
        return None
    committed = stating.commit.day
    if committed and day <= committed <= day + NOTED_WITHIN and not _is_end(stating):
        return stating
    before = next((one for one in _back(node) if one.commit.day and one.commit.day <= day), None)
    if before is None:
        return _CUT if any(one.commit.is_cut and one.before is None for one in _back(node)) else _LATER
    return before


def _says(node: _Node, told: Mapping[Key, Substance]) -> str:
    known = told.get(node.key)
    return known.digest if known else ""


def _is_end(node: _Node) -> bool:
    """Whether a shallow clone ends at a version, which may be older than its commit."""
    return node.commit.is_cut and node.before is None


def _key(path: str, blob: str) -> Key:
    return _is_yaml(path), blob


def _is_yaml(path: str) -> bool:
    return path.lower().endswith((".yml", ".yaml"))


def _note(commits: list[Commit], versions: Iterable[tuple[RunbookVersion, ...]]) -> str:
    notes = []
    every = [version for group in versions for version in group]
    if any(version.is_cut for version in every):
        days = [commit.day for commit in commits if commit.is_cut and commit.day]
        since = f" before {max(days).isoformat()}" if days else ""
        notes.append(f"The clone is shallow: what changed{since} is not known (`git fetch --unshallow`).")
    if missing := sum(not version.substance for version in every):
        are = "1 version of a runbook is" if missing == 1 else f"{missing:,} versions of runbooks are"
        notes.append(f"{are} not in this clone (clone without `--filter`).")
    return " ".join(notes)

"""Which documents a run is about."""

from collections.abc import Collection, Sequence
from pathlib import Path

from incidentbook.checks import Outcome, named
from incidentbook.checks.baseline import BASELINE_NAME
from incidentbook.records import Finding
from incidentbook.records.plain import dataclass, replace

from .changes import changed_since
from .places import Place
from .usage import usage_error

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Selection:
    """Documents by the paths of files and folders relative to the root; `names` is None for all.

    `rules` are the ids of the only rules to report, empty for all.
    """

    names: frozenset[str] | None = None
    rules: frozenset[str] = frozenset()

    @property
    def is_everything(self) -> bool:
        """Whether all documents and all rules are meant."""
        return self.names is None and not self.rules

    def includes(self, path: str) -> bool:
        """Whether a document is meant."""
        if self.names is None or path in self.names or "" in self.names:
            return True
        return any(path.startswith(f"{name}/") for name in self.names)

    def of(self, outcome: Outcome) -> Outcome:
        """The part of an outcome that is about the selection."""
        if self.is_everything:
            return outcome
        return replace(
            outcome,
            findings=tuple(filter(self._is_meant, outcome.findings)),
            waived=tuple(pair for pair in outcome.waived if self._is_meant(pair[0])),
            covered=tuple(filter(self._is_meant, outcome.covered)),
        )

    def _is_meant(self, finding: Finding) -> bool:
        return self.includes(finding.at.path) and (not self.rules or finding.id in self.rules)


def selection(root: Path, paths: Sequence[Path], rules: Sequence[str]) -> Selection:
    """What the command line names. Raises click.UsageError for a path outside the root or an unknown rule."""
    names = frozenset(_below(path, root) for path in paths) if paths else None
    return Selection(names, frozenset(known for word in rules for known in _rule_ids(word)))


def _below(path: Path, root: Path) -> str:
    full = path.resolve()
    if not full.is_relative_to(root):
        raise usage_error(f"{path} lies outside the root {root}; name another root with --root")
    name = full.relative_to(root).as_posix()
    return "" if name == "." else name


def _rule_ids(word: str) -> tuple[str, ...]:
    found = tuple(known.id for known in named(word))
    if not found:
        raise usage_error(f"no rule “{word}”; `incidentbook check --list-rules` names them all")
    return found


def others(chosen: Selection, documents: Collection[str]) -> tuple[str, ...]:
    """The names of a selection that are no document and hold none."""
    return tuple(
        sorted(
            name
            for name in chosen.names or ()
            if name and name not in documents and not any(path.startswith(f"{name}/") for path in documents)
        )
    )


def refuse_others(names: Sequence[str], place: Place) -> None:
    """Say that paths of the command line are no documents. Raises click.UsageError where there are any."""
    if not names:
        return
    globs = ", ".join((*place.policy.postmortems, *place.policy.runbooks))
    shown = ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
    raise usage_error(
        f"{shown}: no document of {place.root} (documents are {globs}). "
        "Correct the path or the policy, or leave such files out with --ignore-others."
    )


def changed_documents(chosen: Selection, revision: str, place: Place) -> Selection:
    """The part of a selection that changed since a revision; all of it where the policy or baseline did."""
    changed = changed_since(revision, place.root)
    if changed & {place.policy.path, BASELINE_NAME}:
        return chosen
    return replace(chosen, names=frozenset(path for path in changed if chosen.includes(path)))

"""Which documents a run is about."""

from collections.abc import Collection, Sequence
from pathlib import Path

from incidentbook.checks import RULES, Outcome, Rule, level_of, named, suggestion
from incidentbook.checks.baseline import BASELINE_NAME
from incidentbook.records import Finding, Policy
from incidentbook.records.plain import dataclass, replace

from .changes import changed_since
from .places import Place
from .usage import refusal, usage_error


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

    def silent(self, policy: Policy) -> tuple[str, ...]:
        """The ids of the rules asked for that a policy has off for every document."""
        return tuple(sorted(one for one in self.rules if _is_off(RULES[one], policy)))

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
    """What the command line names. Raises Refusal for a path outside the root, UsageError for no rule."""
    names = frozenset(_below(path, root) for path in paths) if paths else None
    return Selection(names, frozenset(map(_rule_id, rules)))


def _is_off(rule: Rule, policy: Policy) -> bool:
    keys = (rule.id, rule.name)
    special = [one.rules[key].level for one in policy.overrides for key in keys if key in one.rules]
    return level_of(rule, policy) == "off" and {"", "off"}.issuperset(special)


def _below(path: Path, root: Path) -> str:
    full = path.resolve()
    if not full.is_relative_to(root):
        raise refusal(f"{path} lies outside the root {root}.\nName another root with --root.")
    name = full.relative_to(root).as_posix()
    return "" if name == "." else name


def _rule_id(word: str) -> str:
    found = named(word)
    if found is None:
        raise usage_error(f"no rule “{word}”; {suggestion(word)}")
    return found.id


def others(chosen: Selection, documents: Collection[str]) -> tuple[str, ...]:
    """The names of a selection that are no document and hold none."""
    return tuple(
        sorted(
            name
            for name in chosen.names or ()
            if name and name not in documents and not any(path.startswith(f"{name}/") for path in documents)
        )
    )


def changed_documents(chosen: Selection, revision: str, place: Place) -> Selection:
    """The part of a selection that changed since a revision; all of it where the policy or baseline did."""
    changed = changed_since(revision, place.root)
    if changed & {place.policy.path, BASELINE_NAME}:
        return chosen
    return replace(chosen, names=frozenset(path for path in changed if chosen.includes(path)))

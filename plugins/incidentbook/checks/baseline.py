"""The baseline: the findings of the day on which a legacy corpus began to be checked.

It knows a finding by its document, its rule and its key, never by a line number, and may only shrink. It may
have a last day, after which it covers nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from incidentbook.records import Finding, Location, Problem
from incidentbook.records.plain import dataclass

BASELINE_NAME = "incidentbook.baseline.json"
"""The baseline's file name, beside the policy."""

VERSION = 1
Entry = tuple[str, str, str]
"""A finding as the baseline knows it: the document's path, the rule's id, the finding's key."""


class BaselineError(Exception):
    """The baseline cannot be used; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(f"{problem.at}: {problem.message} ({problem.hint})")


@dataclass(frozen=True, slots=True)
class Baseline:
    """How often each entry may occur, and the last day on which it may (None for no end)."""

    entries: Mapping[Entry, int]
    until: date | None = None

    @property
    def size(self) -> int:
        """How many findings it covers."""
        return sum(self.entries.values())

    def is_over(self, as_of: date) -> bool:
        """Whether its last day has passed."""
        return self.until is not None and self.until < as_of


@dataclass(frozen=True, slots=True)
class Split:
    """Findings on either side of a baseline, and its entries that no longer occur (each as often)."""

    new: tuple[Finding, ...]
    covered: tuple[Finding, ...]
    gone: tuple[Entry, ...]


def entry(finding: Finding) -> Entry:
    """How a baseline knows the finding."""
    return finding.at.path, finding.id, finding.key


def baseline_of(findings: Iterable[Finding], until: date | None = None) -> Baseline:
    """The baseline that covers exactly these findings."""
    return Baseline(Counter(map(entry, findings)), until)


def split(findings: Sequence[Finding], baseline: Baseline, paths: Iterable[str]) -> Split:
    """Which findings are new. `paths` are all documents there are.

    Entries of a file that is no more cover the same findings of one file that has no entries of its own:
    it was renamed.
    """
    left = Counter(_moved(baseline, findings, frozenset(paths)))
    new, covered = [], []
    for finding in findings:
        if left[entry(finding)] > 0:
            left[entry(finding)] -= 1
            covered.append(finding)
        else:
            new.append(finding)
    return Split(tuple(new), tuple(covered), tuple(sorted((+left).elements())))


def _moved(baseline: Baseline, findings: Sequence[Finding], paths: frozenset[str]) -> Mapping[Entry, int]:
    """The entries, those of renamed files under their new names."""
    listed = {path for path, _, _ in baseline.entries}
    lost = sorted(listed - paths)
    if not lost:
        return baseline.entries
    found: dict[str, set[tuple[str, str]]] = {}
    for finding in findings:
        if finding.at.path not in listed:
            found.setdefault(finding.at.path, set()).add((finding.id, finding.key))
    renamed: dict[str, str] = {}
    for path in lost:
        own = {(rule, key) for listed_path, rule, key in baseline.entries if listed_path == path}
        best = max(found, key=lambda other: (len(own & found[other]), other), default="")
        if best and len(own & found[best]) * 2 > len(own):
            renamed[path] = best
            del found[best]
    return {(renamed.get(path, path), rule, key): n for (path, rule, key), n in baseline.entries.items()}


def dump(baseline: Baseline) -> str:
    """The baseline as JSON for people to review: by document, by rule, each key as often as it was found."""
    import json

    documents: dict[str, dict[str, list[str]]] = {}
    for (path, rule, key), number in sorted(baseline.entries.items()):
        documents.setdefault(path, {}).setdefault(rule, []).extend([key] * number)
    until = {"until": baseline.until.isoformat()} if baseline.until else {}
    content = {"version": VERSION, **until, "findings": baseline.size, "documents": documents}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def load(text: str, path: str = BASELINE_NAME) -> Baseline:
    """The baseline in `text`. Raises BaselineError with a located problem."""
    import json

    try:
        content = json.loads(text)
    except ValueError as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        raise unusable(f"is not JSON: {error}", path, line, column) from error
    except RecursionError as error:
        raise unusable("is nested too deeply", path) from error
    if not isinstance(content, dict) or content.get("version") != VERSION:
        raise unusable(f"is no baseline of version {VERSION}", path)
    entries: Counter[Entry] = Counter()
    documents = content.get("documents")
    for document, rules in documents.items() if isinstance(documents, dict) else ():
        for rule, keys in rules.items() if isinstance(rules, dict) else ():
            known = keys if isinstance(keys, list) else ()
            entries.update((str(document), str(rule), str(key)) for key in known)
    return Baseline(entries, _day(content.get("until"), path))


def _day(stated: object, path: str) -> date | None:
    if stated is None:
        return None
    try:
        return date.fromisoformat(str(stated))
    except ValueError as error:
        raise unusable(f"ends on “{stated}”, which is no date", path) from error


def unusable(message: str, path: str = BASELINE_NAME, line: int = 1, column: int = 1) -> BaselineError:
    """The error to raise for a baseline that cannot be used."""
    hint = "restore it from Git, or delete it and run `incidentbook check --write-baseline`"
    return BaselineError(Problem(Location(path, line, column), "baseline-invalid", message, hint))

"""Which level of severity the answers to the policy's questions mean, and why.

The table of answers is made once from the policy: the form of the portal and the command look their level
and their reasons up in it, so that they cannot disagree.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from incidentbook.records import Policy, Severity

NONE = "none"
"""The answer that no question is answered with yes."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What an answer means: a level, the words that say why, and who is told because of it."""

    severity: str
    words: str
    tell: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """All that can be answered: a yes to a question by its id (and `NONE`), a cell by (scope, impact)."""

    questions: Mapping[str, Reason]
    cells: Mapping[tuple[str, str], Reason]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A level, the reasons that led to it, further ones that weigh less, and all who are told."""

    severity: Severity
    reasons: tuple[Reason, ...]
    further: tuple[Reason, ...] = ()
    tell: tuple[str, ...] = ()


def answers(policy: Policy) -> Answers:
    """What each answer means under the policy."""
    rules = policy.classification
    questions = {one.id: Reason(one.severity, f"{one.ask} Yes.", one.tell) for one in rules.questions}
    questions[NONE] = Reason(rules.otherwise, "No question is answered with yes.")
    rows = dict(rules.matrix)
    cells = {
        (scope.id, impact.id): Reason(level, f"Scope: {scope.title}. Impact: {impact.title}.")
        for scope in rules.scopes
        for impact, level in zip(rules.impacts, rows[scope.id], strict=True)
    }
    return Answers(MappingProxyType(questions), MappingProxyType(cells))


def verdict(policy: Policy, yes: Collection[str], cell: tuple[str, str] | None = None) -> Verdict | None:
    """The worst level that some answers mean, or None where nothing was answered.

    `yes` are ids of questions (or `NONE`), `cell` is (scope, impact). `NONE` counts for nothing beside a yes.

    Raises:
        KeyError: The policy knows no such question or cell.
    """
    known = answers(policy)
    said = [known.questions[id_] for id_ in _in_order(known, yes)]
    found = [*said, *([known.cells[cell]] if cell else [])]
    if not found:
        return None
    ranks = {severity.id: rank for rank, severity in enumerate(policy.severities)}
    worst = min(found, key=lambda reason: ranks[reason.severity]).severity
    severity = policy.severity(worst) or Severity(worst)
    return Verdict(
        severity,
        tuple(reason for reason in found if reason.severity == worst),
        tuple(reason for reason in found if reason.severity != worst),
        tuple(dict.fromkeys((*severity.tell, *(name for reason in found for name in reason.tell)))),
    )


def open_questions(policy: Policy, reached: str) -> Iterator[str]:
    """The ids of the questions whose yes would be worse than the level `reached` ("" for none), in order."""
    ranks = {severity.id: rank for rank, severity in enumerate(policy.severities)}
    limit = ranks.get(reached, len(ranks))
    return (one.id for one in policy.classification.questions if ranks[one.severity] < limit)


def is_matrix_open(policy: Policy, reached: str) -> bool:
    """Whether some scope and impact would be worse than the level `reached` ("" for none)."""
    ranks = {severity.id: rank for rank, severity in enumerate(policy.severities)}
    levels = (level for _, row in policy.classification.matrix for level in row)
    return any(ranks[level] < ranks.get(reached, len(ranks)) for level in levels)


def _in_order(known: Answers, yes: Collection[str]) -> list[str]:
    for id_ in yes:
        known.questions[id_]
    chosen = [id_ for id_ in known.questions if id_ in yes]
    return [id_ for id_ in chosen if id_ != NONE or chosen == [NONE]]

"""Everything that was read below one root."""

from collections.abc import Mapping

from .alert import AlertRuleFile
from .location import Problem
from .plain import dataclass, field
from .policy import Policy
from .postmortem import Postmortem
from .runbook import Runbook

TYPE_CHECKING = False  # as `typing` has it, which takes its time to import
if TYPE_CHECKING:
    from .rota import Rota


@dataclass(frozen=True, slots=True)
class Library:
    """The documents of one root in the order of their paths, under one policy.

    `files` holds every path that a link may lead to (documents and what lies beside them), relative to
    the root; `problems` are those of no single document. `alert_files` are the rule files that the policy
    names, in the order of their paths; `rota` says who is on call, None where there is no such file. `former`
    are the paths from which Git says that documents were renamed, by their path today, where somebody asked.
    """

    policy: Policy
    postmortems: tuple[Postmortem, ...] = ()
    runbooks: tuple[Runbook, ...] = ()
    files: frozenset[str] = field(default_factory=frozenset)
    problems: tuple[Problem, ...] = ()
    alert_files: tuple[AlertRuleFile, ...] = ()
    rota: "Rota | None" = None
    former: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

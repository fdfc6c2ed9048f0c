"""Alert rules as read from one file of Prometheus, Mimir or Kubernetes."""

from .location import Location, Problem
from .plain import dataclass
from .waiver import Waiver


@dataclass(frozen=True, slots=True)
class AlertRule:
    """One alert rule; several may share a name, for example one a severity.

    `at` is where the name stands and `last_line` where the rule ends. `severity`, `service`, `team`,
    `summary` and `runbook_url` are taken from the labels and annotations, as they are written there; what
    a template of Helm makes is given as the template. `runbook_url` may be a path in place of an address;
    `url_at` is where it stands, None where there is none.
    """

    name: str
    at: Location
    last_line: int = 0
    group: str = ""
    expression: str = ""
    pending: str = ""
    severity: str = ""
    service: str = ""
    team: str = ""
    summary: str = ""
    runbook_url: str = ""
    url_at: Location | None = None
    labels: tuple[tuple[str, str], ...] = ()
    annotations: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AlertRuleFile:
    """The alert rules of one file in their order, and what of it could not be read.

    `is_templated` says that a template (of Helm, for example) makes the file, so that only what stands in
    it was read. `recorded` is the number of recording rules beside the alerts.
    """

    path: str
    rules: tuple[AlertRule, ...] = ()
    recorded: int = 0
    is_templated: bool = False
    waivers: tuple[Waiver, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def at(self) -> Location:
        """The beginning of the file."""
        return Location(self.path)

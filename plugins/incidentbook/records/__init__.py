"""What was read, as frozen records without any input or output."""

from .action_item import ActionItem, Ticket
from .alert import AlertRule, AlertRuleFile
from .finding import Finding
from .history import (
    Commit,
    DocumentLog,
    DueChange,
    FileChange,
    Histories,
    ItemHistory,
    StatusChange,
    Trend,
    TrendPoint,
)
from .library import Library
from .location import Location, Problem
from .moment import Duration, Moment
from .passage import Passage
from .policy import (
    ActionTarget,
    Cause,
    MetricRules,
    Override,
    Policy,
    Repeats,
    RuleSetting,
    Service,
    Severity,
    Targets,
    Team,
    WorkingTime,
)
from .postmortem import Field, Impact, Postmortem
from .runbook import Command, Runbook, Step
from .section import Section
from .timeline import Milestone, StatedDuration, TimelineEntry
from .waiver import Waiver

__all__ = [
    "ActionItem",
    "ActionTarget",
    "AlertRule",
    "AlertRuleFile",
    "Cause",
    "Command",
    "Commit",
    "DocumentLog",
    "DueChange",
    "Duration",
    "Field",
    "FileChange",
    "Finding",
    "Histories",
    "Impact",
    "ItemHistory",
    "Library",
    "Location",
    "MetricRules",
    "Milestone",
    "Moment",
    "Override",
    "Passage",
    "Policy",
    "Postmortem",
    "Problem",
    "Repeats",
    "RuleSetting",
    "Runbook",
    "Section",
    "Service",
    "Severity",
    "StatedDuration",
    "StatusChange",
    "Step",
    "Targets",
    "Team",
    "Ticket",
    "TimelineEntry",
    "Trend",
    "TrendPoint",
    "Waiver",
    "WorkingTime",
]

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
    Classification,
    Grade,
    MetricRules,
    Override,
    Policy,
    Repeats,
    Role,
    RuleSetting,
    Service,
    Severity,
    SeverityQuestion,
    Targets,
    Team,
    WorkingTime,
)
from .postmortem import Field, Impact, Postmortem
from .practice import Assertion, Checklist, ChecklistItem, PatternRules, Tick
from .redaction import Redaction
from .runbook import Command, Runbook, Step
from .section import Section
from .timeline import Milestone, StatedDuration, TimelineEntry
from .waiver import Waiver

__all__ = [
    "ActionItem",
    "ActionTarget",
    "AlertRule",
    "AlertRuleFile",
    "Assertion",
    "Cause",
    "Checklist",
    "ChecklistItem",
    "Classification",
    "Command",
    "Commit",
    "DocumentLog",
    "DueChange",
    "Duration",
    "Field",
    "FileChange",
    "Finding",
    "Grade",
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
    "PatternRules",
    "Policy",
    "Postmortem",
    "Problem",
    "Redaction",
    "Repeats",
    "Role",
    "RuleSetting",
    "Runbook",
    "Section",
    "Service",
    "Severity",
    "SeverityQuestion",
    "StatedDuration",
    "StatusChange",
    "Step",
    "Targets",
    "Team",
    "Tick",
    "Ticket",
    "TimelineEntry",
    "Trend",
    "TrendPoint",
    "Waiver",
    "WorkingTime",
]

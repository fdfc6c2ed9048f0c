"""Checks: one module a family of rules, one function a rule, one engine that runs them."""

from . import (
    action_ids,
    action_plans,
    actions,
    alerts,
    causes,
    clocks,
    documents,
    incidents,
    instructions,
    language,
    meta,
    milestones,
    privacy,
    publication,
    references,
    repetitions,
    runbooks,
    sections,
    timelines,
)
from .context import Context
from .engine import Examined, Outcome, conclude, examine, run
from .levels import level_of, policy_faults, reaches
from .registry import RULES, Rule, Setting, named, rule, suggestion

FAMILIES = (
    documents,
    sections,
    incidents,
    milestones,
    clocks,
    publication,
    timelines,
    actions,
    action_ids,
    action_plans,
    causes,
    repetitions,
    language,
    runbooks,
    instructions,
    alerts,
    references,
    privacy,
    meta,
)
"""The modules whose rules are registered."""

__all__ = [
    "FAMILIES",
    "RULES",
    "Context",
    "Examined",
    "Outcome",
    "Rule",
    "Setting",
    "conclude",
    "examine",
    "level_of",
    "named",
    "policy_faults",
    "reaches",
    "rule",
    "run",
    "suggestion",
]

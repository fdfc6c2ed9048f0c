"""Checks: one module a family of rules, one function a rule, one engine that runs them."""

from . import actions, causes, documents, incidents, references, runbooks, sections, timelines
from .engine import RULES, Context, Rule, level_of, reaches, rule, run, unknown_rules

FAMILIES = (documents, sections, incidents, timelines, actions, causes, runbooks, references)
"""The modules whose rules are registered."""

__all__ = ["FAMILIES", "RULES", "Context", "Rule", "level_of", "reaches", "rule", "run", "unknown_rules"]

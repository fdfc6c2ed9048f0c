"""Checks: one module a family of rules, one function a rule, one engine that runs them.

The engine and the families are imported when somebody asks for them: a run that knows from an earlier one
what they would say does without.
"""

from importlib import import_module

from .conclusion import Outcome
from .levels import level_of, reaches
from .registry import RULES, Rule, Setting, named, rule, suggestion

TYPE_CHECKING = False  # as `typing` has it, which takes its time to import
if TYPE_CHECKING:
    from .context import Context
    from .engine import Examined, conclude, examine, run
    from .policy_problems import policy_faults

_LATER = {
    "Context": "context",
    "Examined": "engine",
    "conclude": "engine",
    "examine": "engine",
    "policy_faults": "policy_problems",
    "run": "engine",
}

__all__ = [
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


def __getattr__(name: str) -> object:
    """What is imported when it is first asked for."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_LATER[name]}", __name__), name)

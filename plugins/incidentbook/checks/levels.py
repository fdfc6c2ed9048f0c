"""Which level and which settings a rule has for a document, under the policy."""

from collections.abc import Iterator
from functools import lru_cache

from incidentbook.reading.globs import matches
from incidentbook.records import AlertRuleFile, Override, Policy, Postmortem, RuleSetting, Runbook
from incidentbook.records.finding import LEVELS

from .registry import Rule, Setting, Subject, Value


def level_of(chosen: Rule, policy: Policy, document: Subject | None = None) -> str:
    """The rule's level: its own, the policy's, or that of the last override which fits the document."""
    if not policy.rules and not policy.overrides:
        return chosen.level
    stated = (setting.level for setting in _stated(chosen, policy, document) if setting.level)
    return next(stated, chosen.level)


def setting_of(chosen: Rule, name: str, policy: Policy, document: Subject | None = None) -> Value:
    """The value of a rule's setting; raises KeyError for one that the rule does not declare."""
    declared = chosen.settings[name]
    for setting in _stated(chosen, policy, document):
        if name in setting.settings:
            return _value(setting.settings[name], declared)
    return declared.default


def _stated(chosen: Rule, policy: Policy, document: Subject | None) -> Iterator[RuleSetting]:
    """What the policy says of the rule, the most special first; by id before by name."""
    tables = [policy.rules] if policy.rules else []
    if document is not None and policy.overrides:
        fitting = [override.rules for override in policy.overrides if fits(override, document)]
        tables = [*reversed(fitting), *tables]
    for table in tables:
        for key in (chosen.id, chosen.name):
            if key in table:
                yield table[key]


def fits(override: Override, document: Subject) -> bool:
    """Whether an override is about the document."""
    if isinstance(document, Postmortem):
        kind, severities = document.kind, {document.severity}
    elif isinstance(document, AlertRuleFile):
        kind, severities = "alert-rules", set()
    elif isinstance(document, Runbook):
        kind, severities = "runbook", set(document.severities)
    else:
        kind, severities = "rota", set()
    return (
        (not override.paths or _matches(document.path, override.paths))
        and (not override.kinds or kind in override.kinds)
        and (not override.severities or not severities.isdisjoint(override.severities))
    )


@lru_cache(maxsize=4096)
def _matches(path: str, globs: tuple[str, ...]) -> bool:
    return matches(path, globs)


def _value(stated: object, declared: Setting) -> Value:
    if isinstance(declared.default, tuple):
        return tuple(map(str, stated)) if isinstance(stated, (list, tuple)) else (str(stated),)
    return float(str(stated)) if isinstance(declared.default, (int, float)) else str(stated)


def reaches(level: str, limit: str) -> bool:
    """Whether a finding of `level` is as grave as `limit` or graver."""
    return LEVELS.index(level) <= LEVELS.index(limit)

"""Which level and which settings a rule has for a document, under the policy."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from incidentbook.reading.globs import matches
from incidentbook.reading.names import nearest
from incidentbook.reading.patterns import expression
from incidentbook.reading.shape import near_hint
from incidentbook.records import Override, Policy, Postmortem, Problem, RuleSetting
from incidentbook.records.finding import LEVELS

from .registry import SEVERITIES, Document, Rule, Setting, Value, named, renamed, suggestion

_NUMBER = expression(r"\d{1,9}(?:\.\d{1,9})?")


def level_of(chosen: Rule, policy: Policy, document: Document | None = None) -> str:
    """The rule's level: its own, the policy's, or that of the last override which fits the document."""
    stated = (setting.level for setting in _stated(chosen, policy, document) if setting.level)
    return next(stated, chosen.level)


def setting_of(chosen: Rule, name: str, policy: Policy, document: Document | None = None) -> Value:
    """The value of a rule's setting; raises KeyError for one that the rule does not declare."""
    declared = chosen.settings[name]
    for setting in _stated(chosen, policy, document):
        if name in setting.settings:
            return _value(setting.settings[name], declared)
    return declared.default


def _stated(chosen: Rule, policy: Policy, document: Document | None) -> Iterator[RuleSetting]:
    """What the policy says of the rule, the most special first; by id before by name."""
    fitting = policy.overrides if document is not None else ()
    special = [override.rules for override in fitting if document is None or fits(override, document)]
    for table in (*reversed(special), policy.rules):
        for key in (chosen.id, chosen.name):
            if key in table:
                yield table[key]


def fits(override: Override, document: Document) -> bool:
    """Whether an override is about the document."""
    if isinstance(document, Postmortem):
        kind, severities = document.kind, {document.severity}
    else:
        kind, severities = "runbook", set(document.severities)
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


def policy_faults(policy: Policy) -> tuple[Problem, ...]:
    """What the policy says of rules or settings that do not exist, twice, or in the wrong type."""
    faults = list(_table_faults(policy.rules, policy))
    for override in policy.overrides:
        faults += [*_table_faults(override.rules, policy), *_misdirected(override)]
    return tuple(faults)


def _table_faults(table: Mapping[str, RuleSetting], policy: Policy) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for name, setting in table.items():
        chosen = named(name)
        if chosen is None or name not in {chosen.id, chosen.name}:
            hint = suggestion(name)
            yield Problem(setting.at, "policy-invalid", f"unknown rule “{name}”", hint)
            continue
        other = seen.setdefault(chosen.id, name)
        if other != name:
            message = f"“{name}” and “{other}” are the same rule"
            yield Problem(setting.at, "policy-invalid", message, "keep one of them")
        yield from _setting_faults(name, chosen, setting, policy)


def _setting_faults(name: str, chosen: Rule, setting: RuleSetting, policy: Policy) -> Iterator[Problem]:
    for key, value in setting.settings.items():
        declared = chosen.settings.get(key)
        if declared is None:
            otherwise = f"`incidentbook explain {name}` names its settings"
            near = nearest(key, chosen.settings) if chosen.settings else ""
            hint = f"did you mean “{near}”?" if near else otherwise
            yield Problem(setting.at, "policy-invalid", f"the rule “{name}” has no setting “{key}”", hint)
        elif isinstance(declared.default, (int, float)) and not _NUMBER.fullmatch(str(value)):
            message = (
                f"the setting “{key}” of “{name}” should be a number of zero or more, not “{_shown(value)}”"
            )
            yield Problem(setting.at, "policy-invalid", message, f"write for example {declared.default:g}")
        elif isinstance(declared.default, tuple):
            words = value if isinstance(value, list) else [value]
            yield from _unknown_words(f"the setting “{key}” of “{name}”", words, declared, setting, policy)


def _unknown_words(
    what: str, words: Iterable[object], declared: Setting, setting: RuleSetting, policy: Policy
) -> Iterator[Problem]:
    """Words of a setting that are none of those that it takes."""
    is_severity = declared.choices == SEVERITIES
    known = [one.id for one in policy.severities] if is_severity else list(declared.choices)
    for word in words if known else ():
        if str(word) not in known:
            yield Problem(
                setting.at,
                "policy-invalid",
                f"{what} names “{word}”, which is not known",
                near_hint(str(word), known),
            )


def _misdirected(override: Override) -> Iterator[Problem]:
    """Rules of an override that look at none of the kinds of documents it is about."""
    kinds = {"runbook" if kind == "runbook" else "postmortem" for kind in override.kinds}
    for name, setting in override.rules.items():
        chosen = named(name)
        if chosen is None or not kinds or not kinds.isdisjoint(chosen.applies):
            continue
        message = (
            f"“{name}” looks at {' and '.join(sorted(chosen.applies))}s, and this override is about others"
        )
        new = next((one.name for one in renamed(name) if not kinds.isdisjoint(one.applies)), "")
        hint = f"write `{new}`" if new else "take it out, or correct `kinds:`"
        yield Problem(setting.at, "policy-invalid", message, hint)


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

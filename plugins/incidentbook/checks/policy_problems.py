"""What a policy says of the rules that they cannot do."""

from collections.abc import Iterable, Iterator, Mapping

from incidentbook.reading.names import nearest
from incidentbook.reading.patterns import expression
from incidentbook.reading.shape import near_hint
from incidentbook.records import Override, Policy, Problem, RuleSetting

from .registry import SEVERITIES, Rule, Setting, named, renamed, suggestion

_NUMBER = expression(r"\d{1,9}(?:\.\d{1,9})?")


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
    kinds = {kind if kind in {"runbook", "alert-rules", "rota"} else "postmortem" for kind in override.kinds}
    for name, setting in override.rules.items():
        chosen = named(name)
        if chosen is None or not kinds or not kinds.isdisjoint(chosen.applies):
            continue
        message = f"“{name}” looks at {chosen.subjects}, and this override is about others"
        new = next((one.name for one in renamed(name) if not kinds.isdisjoint(one.applies)), "")
        hint = f"write `{new}`" if new else "take it out, or correct `kinds:`"
        yield Problem(setting.at, "policy-invalid", message, hint)


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

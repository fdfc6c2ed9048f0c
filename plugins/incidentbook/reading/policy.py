"""The policy file `incidentbook.yml` → a `Policy`.

Every key has a default that follows common guides on incident response, so that an empty or an absent
file works. A wrong key or value is refused with its file, its line, what was expected and the nearest
known name.
"""

import posixpath
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import cast

import yaml

from incidentbook.records import (
    ActionTarget,
    Cause,
    Location,
    MetricRules,
    Override,
    Policy,
    Problem,
    Role,
    RuleSetting,
    Service,
    Severity,
    Targets,
    Team,
    WorkingTime,
)

from . import policy_defaults
from .inside import LINKED_OUT, leads_out
from .names import normalise
from .policy_error import PolicyError
from .policy_handbook import ROLE_IDS, filled, read_classification, read_roles
from .policy_practice import READINESS_IDS, READINESS_KIND, read_checklists, read_patterns, read_readiness
from .policy_redaction import read_redaction
from .policy_repeats import read_repeats
from .policy_shape import POLICY, WEEKDAYS, working_hours
from .shape import MISSING, Reader

_USUAL = {
    "severities": tuple(severity.id for severity in policy_defaults.SEVERITIES),
    "causes": tuple(cause.id for cause in policy_defaults.CAUSES),
    "roles": ROLE_IDS,
    READINESS_KIND: READINESS_IDS,
}
"""What the policy may refer to where it states none of a kind itself."""

__all__ = [
    "POLICY_NAME",
    "PolicyError",
    "default_policy",
    "load_policy",
    "read_policy",
]

POLICY_NAME = "incidentbook.yml"
"""The policy's usual file name, in the root."""


def default_policy() -> Policy:
    """The policy of a team that decided nothing yet."""
    return _policy({}, "")


def load_policy(root: Path, config: Path | None = None) -> Policy:
    """The policy of the file `config`, else of `incidentbook.yml` in `root`, else the default one.

    Raises PolicyError where the file cannot be read or used, or where the named `config` is missing.
    """
    path = config or root / POLICY_NAME
    if config is None and not path.is_file():
        return default_policy()
    if config is None and leads_out(root, path):
        hint = "copy it here, or name it with --config"
        raise PolicyError((Problem(Location(POLICY_NAME), "policy-invalid", LINKED_OUT, hint),))
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        hint = "name an existing file with --config" if isinstance(error, OSError) else "save it as UTF-8"
        raise PolicyError((Problem(Location(shown), "policy-invalid", _reason(error), hint),)) from error
    return read_policy(text, shown)


def _reason(error: OSError | UnicodeDecodeError) -> str:
    return f"cannot be read: {error.strerror or error}" if isinstance(error, OSError) else "is not UTF-8 text"


def read_policy(text: str, path: str = POLICY_NAME) -> Policy:
    """The policy that `text` states; `path` is for messages. Raises PolicyError."""
    reader = Reader(path)
    values = _values(text, reader)
    reader.check_references(_USUAL)
    reader.check_additions("causes", _USUAL["causes"])
    if reader.problems:
        raise PolicyError(tuple(sorted(reader.problems, key=lambda problem: problem.at)))
    return _policy(values, path)


def _values(text: str, reader: Reader) -> dict[str, object]:
    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = Location(reader.path, mark.line + 1, mark.column + 1) if mark else Location(reader.path)
        reason = getattr(error, "problem", None) or str(error).split("\n", maxsplit=1)[0]
        reader.problems.append(
            Problem(at, "policy-invalid", f"is not valid YAML: {reason}", "check indentation and quotes")
        )
        return {}
    if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
        return {}
    if _has_alias_bomb(node):
        reader.refuse(node, "uses YAML aliases in each other", "write the values out")
        return {}
    values = POLICY.read(node, reader)
    return {} if values is MISSING else cast("dict[str, object]", values)


def _has_alias_bomb(node: yaml.Node, limit: int = 200_000) -> bool:
    """Whether walking the nodes as a tree would take more than `limit` steps."""
    waiting, steps = [node], 0
    while waiting and steps <= limit:
        current = waiting.pop()
        steps += 1
        if isinstance(current, yaml.MappingNode):
            waiting.extend(child for pair in current.value for child in pair)
        elif isinstance(current, yaml.SequenceNode):
            waiting.extend(current.value)
    return steps > limit


def _maps(values: Mapping[str, object], key: str) -> list[dict[str, object]]:
    return cast("list[dict[str, object]]", values.get(key) or [])


def _runbook_urls(values: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """Addresses that end in a slash, with their folders (no slash at either end)."""
    pairs = cast("list[tuple[str, Location, str]]", values.get("runbook_urls") or [])
    folders = ((url, posixpath.normpath(folder)) for url, _, folder in pairs)
    return tuple((f"{url.rstrip('/')}/", "" if folder == "." else folder) for url, folder in folders)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def _policy(values: Mapping[str, object], path: str) -> Policy:
    sections = cast("dict[str, object]", values.get("sections") or {})
    plain = {
        key: values[key]
        for key in (
            *("title", "time_zone", "as_of", "oncall", "fail_on", "history", "html"),
            *("runbook_review_days", "runbook_review_after_incident"),
            *("handbook", "drill_cards", "messages", "status_page"),
            *("readiness_days", "checklist_percent", "audience"),
        )
        if key in values
    }
    roles = read_roles(_maps(values, "roles"))
    severities = _severities(_maps(values, "severities"), roles)
    return Policy(
        path=path,
        time_zone_stated="time_zone" in values,
        postmortems=_texts(values.get("postmortems")) or policy_defaults.POSTMORTEMS,
        runbooks=_texts(values.get("runbooks")) or policy_defaults.RUNBOOKS,
        exclude=_texts(values.get("exclude")),
        alert_rules=_texts(values.get("alert_rules")),
        runbook_urls=_runbook_urls(values),
        severities=severities,
        required_sections=_required(sections, severities),
        section_aliases=_aliases(sections),
        causes=_causes(values),
        services=tuple(_service(entry) for entry in _maps(values, "services")),
        teams=tuple(_team(entry) for entry in _maps(values, "teams")),
        action_targets=tuple(_action_target(entry) for entry in _maps(values, "action_targets")),
        targets=Targets(**cast("dict[str, float]", values.get("targets") or {})),
        roles=roles,
        classification=read_classification(values.get("classification"), severities),
        checklists=read_checklists(values.get("checklists")),
        readiness=read_readiness(_maps(values, "readiness")),
        patterns=read_patterns(values.get("patterns")),
        repeats=read_repeats(values.get("repeats")),
        redaction=read_redaction(values.get("redaction")),
        metrics=MetricRules(**cast("dict[str, str]", values.get("metrics") or {})),
        working_time=_working_time(values),
        rules=_rules(values.get("rules")),
        overrides=tuple(_override(entry) for entry in _maps(values, "overrides")),
        **plain,  # type: ignore[arg-type]
    )


def _severities(stated: list[dict[str, object]], roles: tuple[Role, ...]) -> tuple[Severity, ...]:
    """The policy's own levels, else the usual ones."""
    own = tuple(_severity(entry) for entry in stated)
    return filled(own or policy_defaults.SEVERITIES, stated or [{}] * len(policy_defaults.SEVERITIES), roles)


def _severity(entry: dict[str, object]) -> Severity:
    listed = {key: _texts(entry.get(key)) for key in ("aliases", "examples", "tell", "roles")}
    return Severity(**{**entry, **listed})  # type: ignore[arg-type]


def _causes(values: Mapping[str, object]) -> tuple[Cause, ...]:
    """The policy's own causes, else the built-in ones; then those that it adds."""
    own = tuple(_cause(entry) for entry in _maps(values, "causes"))
    return (own or policy_defaults.CAUSES) + tuple(_cause(entry) for entry in _maps(values, "more_causes"))


def has_built_in_causes(policy: Policy) -> bool:
    """Whether the policy keeps the built-in causes, with or without others beside them."""
    return policy.causes[: len(policy_defaults.CAUSES)] == policy_defaults.CAUSES


def _cause(entry: dict[str, object]) -> Cause:
    title = entry.get("title") or _words(str(entry["id"]))
    return Cause(**{**entry, "title": title, "examples": _texts(entry.get("examples"))})  # type: ignore[arg-type]


def _links(entry: dict[str, object]) -> tuple[tuple[str, str], ...]:
    pairs = cast("list[tuple[str, Location, str]]", entry.get("links") or [])
    return tuple((name, url) for name, _, url in pairs)


def _service(entry: dict[str, object]) -> Service:
    title = str(entry.get("title") or _words(str(entry["id"])))
    return Service(
        str(entry["id"]), title, str(entry.get("team", "")), _texts(entry.get("aliases")), _links(entry)
    )


def _team(entry: dict[str, object]) -> Team:
    title = str(entry.get("title") or _words(str(entry["id"])))
    return Team(
        str(entry["id"]), title, _texts(entry.get("members")), _texts(entry.get("aliases")), _links(entry)
    )


def _words(id: str) -> str:
    words = re.sub(r"[-_]+", " ", id).strip()
    return words[:1].upper() + words[1:]


def _required(sections: Mapping[str, object], severities: tuple[Severity, ...]) -> dict[str, tuple[str, ...]]:
    """Required sections by severity, kind, "runbook" and "default": by each severity's depth unless named."""
    required = dict(policy_defaults.REQUIRED_BY_KIND)
    for severity in severities:
        required[severity.id] = policy_defaults.REQUIRED_BY_DEPTH[severity.postmortem]
    stated = cast("list[tuple[str, Location, list[str]]]", sections.get("required") or [])
    return required | {name: tuple(names) for name, _, names in stated}


def _aliases(sections: Mapping[str, object]) -> dict[str, str]:
    stated = cast("list[tuple[str, Location, list[str]]]", sections.get("aliases") or [])
    return {normalise(heading): name for name, _, headings in stated for heading in headings}


def _action_target(entry: dict[str, object]) -> ActionTarget:
    severities, priorities, types = (_texts(entry.get(key)) for key in ("severities", "priorities", "types"))
    return ActionTarget(float(str(entry.get("days", 0))), severities, priorities, types)


def _days(value: object) -> tuple[date, ...]:
    return tuple(day for day in value if isinstance(day, date)) if isinstance(value, list) else ()


def _working_time(values: Mapping[str, object]) -> WorkingTime | None:
    """When people work, or None where nobody said so; the clock is the policy's unless it has its own."""
    stated = cast("dict[str, object] | None", values.get("working_time"))
    if stated is None:
        return None
    usual = WorkingTime()
    start, end = working_hours(str(stated.get("hours", ""))) or (usual.start, usual.end)
    days = tuple(sorted({WEEKDAYS.index(day) for day in _texts(stated.get("days"))}))
    return WorkingTime(
        days=days or usual.days,
        start=start,
        end=end,
        time_zone=str(stated.get("time_zone") or values.get("time_zone") or usual.time_zone),
        holidays=str(stated.get("holidays", "")).upper(),
        free_days=_days(stated.get("free_days")),
    )


def _override(entry: dict[str, object]) -> Override:
    severities, kinds = (_texts(entry.get(key)) for key in ("severities", "kinds"))
    placed = cast("list[tuple[str, Location]]", entry.get("paths") or [])
    paths, places = tuple(pair[0] for pair in placed), tuple(pair[1] for pair in placed)
    return Override(_rules(entry.get("rules")), paths, severities, kinds, places)


def _rules(listed: object) -> dict[str, RuleSetting]:
    stated = cast("list[tuple[str, Location, dict[str, object]]]", listed or [])
    return {
        name: RuleSetting(
            str(setting.get("level", "")), {k: v for k, v in setting.items() if k != "level"}, at
        )
        for name, at, setting in stated
    }

"""The policy of a public build: what it says of the organisation stays inside, unless documents say it."""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from incidentbook.records import Cause, Policy, Severity, Targets
from incidentbook.records.plain import replace

from .values import words_of


class _Named(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def title(self) -> str: ...


_T = TypeVar("_T", bound=_Named)


def public_policy(policy: Policy, texts: Iterable[str], clean: Callable[[str], str]) -> Policy:
    """The policy for a public build of documents with these texts; `clean` makes its own words public.

    Services, teams and causes stay where a public text names them; members, links, examples, roles,
    questions, rules, assertions and addresses go. Targets and the handbook stay where the policy lets them.
    """
    said = f" {' '.join(' '.join(words_of(text)) for text in texts)} "
    allowed = policy.redaction
    with_targets, with_handbook = (not allowed.removes(part) for part in ("targets", "handbook"))
    services = tuple(replace(one, links=()) for one in _said(policy.services, said))
    teams = tuple(replace(one, members=(), links=()) for one in _said(policy.teams, said))
    known = {one.id for one in teams}
    causes = _with_parents(policy, said)
    return replace(
        policy,
        audience="public",
        title=clean(policy.title),
        services=tuple(one if one.team in known else replace(one, team="") for one in services),
        teams=teams,
        causes=tuple(
            replace(one, title=clean(one.title), description=clean(one.description), examples=())
            for one in causes
        ),
        severities=tuple(_severity(one, clean, with_targets=with_targets) for one in policy.severities),
        targets=policy.targets if with_targets else Targets(),
        action_targets=policy.action_targets if with_targets else (),
        alert_rules=policy.alert_rules if not allowed.removes("alert-rules") else (),
        runbook_urls=(),
        oncall="",
        history="none",
        handbook=with_handbook and policy.handbook,
        messages=policy.messages if with_handbook else "",
        rules={},
        overrides=(),
        readiness=(),
        exclude=(),
        path="",
    )


def _said(entries: Iterable[_T], said: str) -> list[_T]:
    return [one for one in entries if _is_said(one, said)]


def _is_said(entry: _Named, said: str) -> bool:
    names = (entry.id, entry.title, *getattr(entry, "aliases", ()))
    return any(f" {' '.join(words_of(name))} " in said for name in names if words_of(name))


def _with_parents(policy: Policy, said: str) -> list[Cause]:
    named = {one.id for one in _said(policy.causes, said)}
    for one in reversed(policy.causes):
        if one.id in named and one.parent:
            named.add(one.parent)
    return [one for one in policy.causes if one.id in named]


def _severity(level: Severity, clean: Callable[[str], str], *, with_targets: bool) -> Severity:
    """A level without those whom it tells and needs, and without targets unless they are let through."""
    bare = replace(
        level, title=clean(level.title), definition=clean(level.definition), examples=(), tell=(), roles=()
    )
    if with_targets:
        return bare
    return replace(
        bare, response_minutes=None, mitigate_minutes=None, resolve_minutes=None, update_minutes=None
    )

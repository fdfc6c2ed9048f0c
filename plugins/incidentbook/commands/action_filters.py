"""Which action items a command line asks for, in the words of the tracker's page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

import click

from incidentbook.analysis.backlog import TrackedItem
from incidentbook.analysis.follow_up import FollowUp
from incidentbook.analysis.names import Name, Names, key
from incidentbook.analysis.roster import handle
from incidentbook.pages import chips
from incidentbook.pages.action_rows import DIMENSIONS
from incidentbook.pages.facets import NONE, Dimension
from incidentbook.pages.ground import Ground
from incidentbook.pages.slugs import Slugs, slug
from incidentbook.reading.action_words import is_bare_status, priority_of, status_of, type_of
from incidentbook.reading.names import closest
from incidentbook.records.action_item import TYPES
from incidentbook.records.plain import dataclass, field

_SHOWN = 8
_NEAR = 0.6
BY_NAME = {dimension.name: dimension for dimension in DIMENSIONS}
"""The dimensions of the tracker by their names ("owner", "team" …)."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What must be true of an item: `values` by dimension, one of each is enough; days are inclusive.

    `words` must all stand somewhere in the item or its incident, in any case. Where no status is asked
    for, only unfinished items pass, unless the `whole` backlog is wanted. Items `older_than` so many days
    are unfinished ones.
    """

    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    is_overdue: bool = False
    whole: bool = False
    since: date | None = None
    until: date | None = None
    words: tuple[str, ...] = ()
    older_than: int | None = None
    is_over_target: bool = False

    @property
    def is_about_time(self) -> bool:
        """Whether Git is to be asked what became of items in time; closed ones show their days."""
        may_be_closed = self.whole or bool(self.values.get("status"))
        return self.older_than is not None or self.is_over_target or may_be_closed


def condition(ground: Ground, filters: Filters) -> Callable[[FollowUp], bool]:
    """Whether an item passes the filters. Raises click.UsageError for a name that nobody knows."""
    tokens = {
        name: _tokens(ground, BY_NAME[name], values) for name, values in filters.values.items() if values
    }
    words = [word.casefold() for word in filters.words]

    def passes(followed: FollowUp) -> bool:
        tracked = followed.tracked
        return (
            (filters.whole or "status" in tokens or tracked.item.is_open)
            and (not filters.is_overdue or tracked.item.is_overdue(ground.as_of))
            and _is_due_between(tracked, filters.since, filters.until)
            and all(_has(ground, tracked, BY_NAME[name], wanted) for name, wanted in tokens.items())
            and _says(tracked, words)
            and (filters.older_than is None or (followed.age_days(ground.as_of) or -1) > filters.older_than)
            and (not filters.is_over_target or followed.over_target_days(ground.as_of) > 0)
        )

    return passes


def _has(
    ground: Ground, tracked: TrackedItem, dimension: Dimension[TrackedItem], wanted: frozenset[str]
) -> bool:
    return any(value.token in wanted for value in dimension.of(ground, tracked))


def _is_due_between(tracked: TrackedItem, since: date | None, until: date | None) -> bool:
    if since is None and until is None:
        return True
    due = tracked.item.due
    return due is not None and (since or date.min) <= due <= (until or date.max)


def _says(tracked: TrackedItem, words: Sequence[str]) -> bool:
    if not words:
        return True
    text = "\n".join(_text(tracked)).casefold()
    return all(word in text for word in words)


def _text(tracked: TrackedItem) -> Iterable[str]:
    item, incident = tracked.item, tracked.incident
    yield from (item.id, item.title, item.text, item.group, item.reason, *item.owners)
    if item.ticket:
        yield item.ticket.text
    yield from (incident.postmortem.id, incident.postmortem.title)
    yield from (name.title for name in (*incident.services, *incident.causes))


def _tokens(ground: Ground, dimension: Dimension[TrackedItem], words: Sequence[str]) -> frozenset[str]:
    spellings = _spellings(ground, dimension)
    return frozenset(_token(ground, dimension, word, spellings) for word in words)


def _token(ground: Ground, dimension: Dimension[TrackedItem], word: str, spellings: Mapping[str, str]) -> str:
    """The token that a word of the command line means."""
    if found := spellings.get(key(handle(word))) or _LOOKED_UP[dimension.name](ground, word):
        return found
    near = closest(key(handle(word)), spellings, _NEAR)
    hint = f"did you mean “{near}”?" if near else _known(spellings)
    raise click.UsageError(f"no {dimension.label.lower()} “{word}”; {hint}")


def _known(spellings: Mapping[str, str]) -> str:
    first = {token: spelling for spelling, token in reversed(list(spellings.items()))}
    known = sorted(first.values())
    more = " …" if len(known) > _SHOWN else ""
    return f"there are: {', '.join(known[:_SHOWN])}{more}" if known else "there are none"


def _spellings(ground: Ground, dimension: Dimension[TrackedItem]) -> dict[str, str]:
    """Every way to write a value of a dimension, with the value's token."""
    found = dict(_POLICY_SPELLINGS[dimension.name](ground))
    for tracked in ground.all_items():
        for value in dimension.of(ground, tracked):
            found.setdefault(key(handle(value.label)), value.token)
    for token in list(found.values()):
        found.setdefault(token, token)
    if dimension.missing:
        found.setdefault(key(dimension.missing), NONE)
        found.setdefault(NONE, NONE)
    return found


def _of_names(names: Names, slugs: Slugs) -> dict[str, str]:
    return {key(text): slugs[name.id] for name in names.all for text in (name.id, name.title)}


def _token_of(found: Name | None, slugs: Slugs) -> str:
    return slugs[found.id] if found else ""


def _owners(ground: Ground) -> dict[str, str]:
    """The owners of items, and the members of teams, whom no item need name yet."""
    members = (handle(member) for team in ground.policy.teams for member in team.members)
    found = {key(member): f"@{member}" for member in members}
    return {**found, **{key(owner): ground.owner_slugs[owner] for owner in ground.owner_names}}


def _severities(ground: Ground) -> dict[str, str]:
    return {
        key(text): slug(level.id) for level in ground.policy.severities for text in (level.id, *level.aliases)
    }


_POLICY_SPELLINGS: Mapping[str, Callable[[Ground], Mapping[str, str]]] = {
    "status": lambda _: {status: status for status in chips.STATUSES},
    "team": lambda ground: _of_names(ground.catalogue.teams, ground.team_slugs),
    "owner": _owners,
    "type": lambda _: {kind: kind for kind in TYPES},
    "priority": lambda _: {},
    "severity": _severities,
    "service": lambda ground: _of_names(ground.catalogue.services, ground.service_slugs),
    "cause": lambda ground: _of_names(ground.catalogue.causes, ground.cause_slugs),
}
"""The values of a dimension that exist whether or not an item has them."""

_LOOKED_UP: Mapping[str, Callable[[Ground, str], str]] = {
    "status": lambda _, word: (status_of(word) or ("", 0))[0] if is_bare_status(word) else "",
    "team": lambda ground, word: _token_of(ground.roster.teams.find(word.lstrip("@")), ground.team_slugs),
    "owner": lambda _, __: "",
    "type": lambda _, word: type_of(word),
    "priority": lambda _, word: slug(priority_of(word)) if priority_of(word) else "",
    "severity": lambda _, __: "",
    "service": lambda ground, word: _token_of(ground.catalogue.services.find(word), ground.service_slugs),
    "cause": lambda ground, word: _token_of(ground.catalogue.causes.find(word), ground.cause_slugs),
}
"""What a word that is no spelling of a value may still mean: aliases, synonyms."""

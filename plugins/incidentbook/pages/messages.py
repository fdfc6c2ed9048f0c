"""Messages during an incident: what they are made of, and how their blanks are filled in.

A message is compiled once from its template (`rendering.messages`) into lines of words and slots. The
terminal fills the slots with `filled`, the kit page with the same rules in `handbook.js`:

- a slot is replaced by its value; a required one without a value stands as its label in brackets;
- a line whose optional slot has no value falls out, unless it names a role that the level needs;
- several empty lines become one, and none begins or ends a message;
- "by" falls out before a next update that has no time.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from incidentbook.analysis.durations import spell
from incidentbook.reading.policy_handbook_defaults import ROLES
from incidentbook.records import Policy, Severity

from .dates import MONTHS
from .models import Message, Slot
from .models.kit import Part
from .severity import REVIEWS
from .words import listed

AUDIENCES = MappingProxyType(
    {
        "channel": ("name", "opening", "handoff", "closing"),
        "status-page": ("investigating", "identified", "monitoring", "resolved"),
        "customer": ("investigating", "identified", "monitoring", "resolved"),
        "internal": ("investigating", "identified", "monitoring", "resolved"),
    }
)
"""The phases for which each audience has a message: the template is `<audience>/<phase>.txt`."""

FIELDS = MappingProxyType(
    {
        "title": "what is wrong, in a few words",
        "impact": "what users notice",
        "since": "since when",
        "known": "what we know",
        "doing": "what we are doing",
        "cause": "the cause",
        "plain_cause": "the cause, in customers' words",
        "workaround": "what helps until then",
        "fix": "what restored it",
        "watching": "the signal we watch",
        "leftover": "what users still notice or must do",
        "until": "restored at",
        "stays": "temporary measures that stay",
        "author": "author of the postmortem",
        "successor": "next commander",
        "call": "address of the call",
    }
)
"""What a person fills in, and what stands in its place until then; the names of roles come beside it."""

KNOWN = MappingProxyType(
    {
        "severity": "severity",
        "level": "severity",
        "service": "service",
        "team": "team",
        "tell": "who is told",
        "review": "review",
        "links": "dashboards of the service",
        "runbooks": "runbooks of the service",
        "status_page": "status page",
        "channel": "channel",
        "topic": "topic",
        "day": "day",
        "now": "time",
        "declared": "time of the declaration",
        "next_update": "time of the next update",
    }
)
"""What follows from the policy, from the choice of severity and service, and from the clock."""

TIMES = frozenset({"since", "until"})
"""The fields that are times: a time alone is said with its time zone."""

SOON = "as soon as there is news"
"""When the next update comes where the level has no cadence."""

_LONGEST_TOPIC = 40
_BARE_TIME = re.compile(r"(?:\d{4}-\d\d-\d\d[T ]+)?(?:[01]?\d|2[0-3])[:.]?[0-5]\d")
_HALF_A_DAY = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Filled:
    """A message as it is sent, with the names of the slots that stay empty, each once."""

    text: str
    blanks: tuple[str, ...]


def labels(policy: Policy) -> dict[str, str]:
    """What stands in the place of each empty slot, in brackets.

    The usual roles are slots also where the policy has others: the package's messages name the commander.
    """
    return {**KNOWN, **FIELDS, **{role.id: role.title for role in (*ROLES, *policy.roles)}}


def filled(
    message: Message, values: Mapping[str, str], names: Mapping[str, str], needed: Collection[str] = ()
) -> Filled:
    """The message with `values` in its slots, after the rules of this module.

    `names` are the labels of empty slots, `needed` the optional slots that the level needs all the same.
    """
    lines: list[str] = []
    blanks: dict[str, None] = {}
    for line in message.lines:
        empty = [part for part in line if isinstance(part, Slot) and not values.get(part.name, "")]
        if any(slot.optional and slot.name not in needed for slot in empty):
            continue
        blanks |= {slot.name: None for slot in empty}
        parts = [_words(part, values, names) for part in line]
        words = "".join(map(_before, parts, [*parts[1:], ""])).rstrip()
        if words or lines[-1:] not in ([], [""]):
            lines.append(words)
    return Filled("\n".join(lines[:-1] if lines[-1:] == [""] else lines), tuple(blanks))


def _words(part: Part, values: Mapping[str, str], names: Mapping[str, str]) -> str:
    if isinstance(part, str):
        return part
    return values.get(part.name, "") or f"[{names.get(part.name, part.name)}]"


def _before(words: str, following: str) -> str:
    """Words before a slot: "by" falls out where no time follows."""
    return re.sub(r"\bby $", "", words) if following == SOON else words


def needed(severity: Severity | None) -> tuple[str, ...]:
    """The optional slots that a level needs all the same: its roles, and where its call is."""
    if severity is None:
        return ()
    return (*severity.roles, "call") if severity.war_room else severity.roles


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen and filled in: a level of the policy or None, a service's name, and fields by name.

    `now` is the time of the message, `updated` that of the last update, `declared` that of the declaration
    (`now` where it is None); all in the policy's time zone. `runbooks` are those of the service, a line each.
    """

    severity: Severity | None
    service: str
    fields: Mapping[str, str]
    now: datetime
    updated: datetime
    declared: datetime | None = None
    runbooks: str = ""


def values(policy: Policy, chosen: Choices, name: Message) -> dict[str, str]:
    """The value of every slot; `name` is the message that makes the channel's name of the others."""
    zone = zone_name(policy.time_zone)
    found = {key: _field(key, value.strip(), zone) for key, value in chosen.fields.items()}
    found |= level_values(policy, chosen.severity) if chosen.severity else {}
    found |= service_values(policy, chosen.service)
    found |= time_values(policy, chosen) | {"runbooks": chosen.runbooks}
    found["topic"] = topic(found.get("title", ""), chosen.service)
    found["status_page"] = policy.status_page
    channel = filled(name, found, {})
    return found | {"channel": "" if channel.blanks else channel.text}


def level_values(policy: Policy, severity: Severity) -> dict[str, str]:
    """What a level says in messages."""
    return {
        "severity": severity.id,
        "level": " ".join(filter(None, (severity.id, severity.title))),
        "tell": listed(severity.tell),
        "review": REVIEWS[severity.postmortem] + _due(policy, severity),
    }


def _due(policy: Policy, severity: Severity) -> str:
    hours = policy.targets.writeup_hours
    return f" within {spell(hours * 60)}" if severity.postmortem != "none" and hours else ""


def service_values(policy: Policy, name: str) -> dict[str, str]:
    """What a service says in messages; of one that the policy does not know, its name."""
    service = policy.service(name)
    if service is None:
        return {"service": name}
    team = policy.team(service.team)
    return {
        "service": service.title or service.id,
        "team": (team.title or team.id) if team else service.team,
        "links": "\n".join(f"{text}: {url}" for text, url in service.links),
    }


def _field(name: str, text: str, zone: str) -> str:
    return f"{text} {zone}" if name in TIMES and _BARE_TIME.fullmatch(text) else text


def time_values(policy: Policy, chosen: Choices) -> dict[str, str]:
    """What the clock says: now, on the declaration, and when the next update comes.

    One that would have been due before now is promised anew, from now on.
    """
    zone, now = zone_name(policy.time_zone), chosen.now
    declared = chosen.declared or now
    following = ""
    if chosen.severity is not None:
        following = SOON
        if chosen.severity.update_minutes:
            due = _later(chosen.updated, chosen.severity.update_minutes)
            due = due if due > now else _later(now, chosen.severity.update_minutes)
            following = _moment(due, now, zone)
    return {
        "now": _moment(now, now, zone),
        "declared": f"{declared:%H:%M} {zone}",
        "day": f"{declared:%Y%m%d}",
        "next_update": following,
    }


def _later(time: datetime, minutes: float) -> datetime:
    """So many minutes later, also where the clocks change in between."""
    if time.tzinfo is None:
        return time + timedelta(minutes=minutes)
    return (time.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(time.tzinfo)


def _moment(time: datetime, now: datetime, zone: str) -> str:
    """A time in words, with its day where it is half a day away or more."""
    day = "" if abs(time - now) < _HALF_A_DAY else f"{time.day} {MONTHS[time.month - 1]}, "
    return f"{day}{time:%H:%M} {zone}"


def zone_name(zone: str) -> str:
    """How a time zone is called in messages: "UTC", "Berlin time"."""
    if zone.upper() in {"UTC", "ETC/UTC", "GMT"}:
        return "UTC"
    return f"{zone.rpartition('/')[2].replace('_', ' ')} time"


def topic(title: str, service: str) -> str:
    """The words of a channel's name, letters, digits and "-" alone: from the title, else from the service.

    A title in another script, or one that is a picture, has none.
    """
    return _plain(title) or _plain(service)


def _plain(words: str) -> str:
    ascii_ = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_).strip("-")[:_LONGEST_TOPIC].rstrip("-")

"""handbook/incident-kit.md: channel, roles, first steps and messages, filled in as far as is known."""

from collections.abc import Iterable, Iterator, Mapping

from incidentbook.analysis.durations import spell
from incidentbook.records import Policy, Role, Runbook, Severity

from . import chips, links
from .duty import duty
from .edition import Edition
from .messages import (
    FIELDS,
    SOON,
    TIMES,
    labels,
    level_values,
    needed,
    service_values,
    zone_name,
)
from .models import (
    Kit,
    KitField,
    KitLevel,
    KitMessage,
    KitPhase,
    KitRole,
    KitService,
    Message,
    Page,
    Ready,
    Slot,
)
from .models.kit import Part
from .severity import KIT, PATH, ROLES
from .slugs import slug
from .words import listed

MOST_RUNBOOKS = 3
"""So many runbooks of a service the opening message names; how many more there are, it says."""

KEYWORDS = ("declare", "declare an incident", "incident", "declaration")
"""What somebody types who looks for the kit."""

SENTENCE = "Channel name, roles, first steps and every message, filled in and ready to copy."

TITLES = {
    "channel/name": "Channel name",
    "channel/opening": "Opening message",
    "channel/handoff": "Handing over command",
    "channel/closing": "Closing the channel",
    "status-page": "Status page",
    "customer": "Customers",
    "internal": "Internal update",
}

PHASES = {
    "investigating": "We see it, and do not know why.",
    "identified": "We know why, and are working on it.",
    "monitoring": "It works again, and we are watching.",
    "resolved": "It is over, and has stayed over.",
}
"""The phases of an incident as messages tell of them, and when each begins."""

FIRST = ("title", "impact", "since", "known", "call")
"""What is filled in first; the rest stands beside the messages that need it."""


def kit_page(edition: Edition) -> Page | None:
    """The kit; None where the edition has no messages."""
    if not edition.messages:
        return None
    policy = edition.policy
    by_id = {message.id: message for message in edition.messages}
    shown = {phase: tuple(_of_phase(edition.messages, phase)) for phase in PHASES}
    handoff = by_id["channel/handoff"]
    later = [name for name in FIELDS if name not in FIRST]
    model = Kit(
        levels=tuple(_level(edition, one) for one in policy.severities),
        services=tuple(_services(edition)),
        first_fields=tuple(_fields(FIRST, {})),
        roles=tuple(_role(role, policy) for role in policy.roles),
        steps=tuple(item.title for item in policy.checklist("response").items),
        opening=tuple(_shown(by_id[f"channel/{phase}"], policy) for phase in ("name", "opening")),
        fields=tuple(_fields(later, shown)),
        phases=tuple(
            KitPhase(phase, phase.capitalize(), sentence, tuple(_shown(one, policy) for one in shown[phase]))
            for phase, sentence in PHASES.items()
        ),
        handoff=(_shown(handoff, policy),),
        handoff_fields=tuple(_fields(("successor",), {})),
        severity_guide=links.page("Which level is it?", PATH, "find"),
        duty=duty(edition),
        data=_data(edition),
    )
    return Page(
        KIT,
        "Incident kit",
        "handbook/incident-kit.html",
        Ready(model),
        description=SENTENCE,
        keywords=KEYWORDS,
    )


def _level(edition: Edition, severity: Severity) -> KitLevel:
    policy = edition.policy
    return KitLevel(
        id=severity.id,
        chip=chips.severity_level(edition.ground, severity.id),
        title=severity.title,
        definition=severity.definition,
        every=spell(severity.update_minutes) if severity.update_minutes else "as needed",
        tell=listed(severity.tell),
        roles=listed([labels(policy).get(role, role) for role in severity.roles]),
    )


def _of_phase(messages: Iterable[Message], phase: str) -> Iterator[Message]:
    """The messages of a phase; the channel is closed in the last one."""
    for message in messages:
        if message.phase == phase or (phase == "resolved" and message.id == "channel/closing"):
            yield message


def _fields(names: Iterable[str], shown: Mapping[str, Iterable[Message]]) -> Iterator[KitField]:
    """The fields of these names, each with the phases whose messages use it, if any does."""
    for name in names:
        phases = [phase for phase, messages in shown.items() if any(name in one.slots for one in messages)]
        if phases or not shown:
            label = FIELDS[name]
            yield KitField(name, label[:1].upper() + label[1:], " ".join(phases), name in TIMES)


def _role(role: Role, policy: Policy) -> KitRole:
    link = links.page(role.title or role.id, ROLES, slug(role.id))
    levels = [one.id for one in policy.severities if role.id in one.roles]
    return KitRole(role.id, link, role.purpose, listed(levels))


def _services(edition: Edition) -> Iterator[KitService]:
    catalogue = edition.ground.catalogue
    for service in edition.policy.services:
        found = [
            one
            for one in catalogue.library.runbooks
            if service.id in one.services or {*service.aliases} & {*one.services}
        ]
        found.sort(key=runbook_order)
        runbooks = (edition.runbooks[one.path].link for one in found)
        dashboards = tuple(links.outside(text, url) for text, url in service.links)
        yield KitService(service.id, service.title or service.id, dashboards, tuple(runbooks))


def runbook_order(runbook: Runbook) -> tuple[int, str]:
    """Runbooks of a service in the order of their use to it: those for it alone come first, then by title."""
    return len(runbook.services), runbook.title.casefold()


def _shown(message: Message, policy: Policy) -> KitMessage:
    """A message with all its blanks open, for paper and for browsers without scripts."""
    names = labels(policy)
    spans: list[tuple[str, bool]] = []
    known = {"status_page": policy.status_page}
    for line in message.lines:
        if any(isinstance(part, Slot) and part.optional and known.get(part.name) == "" for part in line):
            continue  # nobody can fill in what the policy does not have
        spans += [("\n", False)] if spans else []
        spans += [_span(part, known, names) for part in line]
    title = TITLES.get(message.id) or TITLES[message.audience]
    return KitMessage(message.id, f"message-{message.audience}-{message.phase}", title, tuple(spans))


def _span(part: Part, known: Mapping[str, str], names: Mapping[str, str]) -> tuple[str, bool]:
    if isinstance(part, str):
        return part, False
    return (known[part.name], False) if known.get(part.name) else (f"[{names[part.name]}]", True)


def _data(edition: Edition) -> dict[str, object]:
    """What the script fills in: what follows from a level and a service, messages, labels, the clock."""
    policy = edition.policy
    return {
        "levels": {
            one.id: {
                "values": level_values(policy, one),
                "minutes": one.update_minutes,
                "needed": list(needed(one)),
                "tell": list(one.tell),
            }
            for one in policy.severities
        },
        "services": {one.id: service_values(policy, one.id) for one in policy.services},
        "messages": {one.id: one.for_script for one in edition.messages},
        "labels": labels(policy),
        "status_page": policy.status_page,
        "zone": policy.time_zone,
        "zone_name": zone_name(policy.time_zone),
        "day": policy.as_of.isoformat() if policy.as_of else "",
        "soon": SOON,
        "most_runbooks": MOST_RUNBOOKS,
        "told": {one.id: list(one.tell) for one in policy.classification.questions},
    }

"""The names that a rota may use: people, teams, rotations, and their spellings elsewhere."""

from collections.abc import Mapping

from incidentbook.records import Policy
from incidentbook.records.plain import dataclass
from incidentbook.records.rota import LINES, Person, Rota, Rotation

from .names import key
from .roster import handle


def known_people(rota: Rota, policy: Policy) -> Mapping[str, str]:
    """What to write for everybody known, by all their spellings: members of teams, then the rota's people."""
    found = {key(handle(member)): member for team in policy.teams for member in team.members}
    for person in rota.people:
        for name in (person.id, person.name, *person.aliases):
            found.setdefault(key(handle(name)), person.id)
    return found


def listed(rota: Rota, name: str) -> Person | None:
    """The entry below the rota's `people:` for somebody, a member of a team or not, or None."""
    plain = key(handle(name))
    return next((person for person in rota.people if key(handle(person.id)) == plain), None)


def display_name(rota: Rota, name: str) -> str:
    """The name in words of somebody whom the rota lists, else the handle itself."""
    person = listed(rota, name)
    return person.name if person else name


def contact_of(rota: Rota, name: str) -> str:
    """How to reach somebody, as the rota says it, "" where it does not."""
    person = listed(rota, name)
    return person.contact if person else ""


def reachable(rota: Rota, name: str) -> str:
    """The name of somebody with how to reach them: “Duty manager, tel:+441234567”."""
    return ", ".join(filter(None, (display_name(rota, name), contact_of(rota, name))))


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a level tells: `kind` is "line" (of `rotation`), "person", "team" or "unknown"."""

    kind: str
    name: str
    rotation: str = ""
    line: str = ""


def target_of(word: str, rotation: Rotation, rota: Rota, policy: Policy) -> Target:
    """What a word below `notify` means in the escalation of a rotation.

    A rotation's own id means the team of that name there, if there is one.
    """
    plain = key(handle(word))
    if plain in LINES:
        return Target("line" if rotation.line(plain) else "unknown", word, rotation.id, plain)
    lines = _lines(rota)
    if plain in lines and lines[plain][0] != rotation.id:
        return Target("line", word, *lines[plain])
    if person := known_people(rota, policy).get(plain):
        return Target("person", person)
    if team := next((one for one in policy.teams if plain in {key(one.id), key(one.title)}), None):
        return Target("team", team.title)
    return Target("line", word, *lines[plain]) if plain in lines else Target("unknown", word)


def told_words(word: str, rotation: Rotation, rota: Rota, policy: Policy) -> str:
    """A word below `notify` as people say it: “secondary”, “primary of Shop”, “Duty manager”, “Payments”."""
    target = target_of(word, rotation, rota, policy)
    if target.kind == "person":
        return display_name(rota, target.name)
    other = rota.rotation(target.rotation)
    if target.kind != "line" or other is None:
        return target.name
    return target.line if other.id == rotation.id else f"{target.line} of {other.title}"


def told_people(rotation: Rotation, rota: Rota, policy: Policy) -> tuple[str, ...]:
    """The people whom the escalation of a rotation names itself, each once."""
    targets = (
        target_of(one.name, rotation, rota, policy) for level in rotation.levels for one in level.targets
    )
    return tuple(dict.fromkeys(one.name for one in targets if one.kind == "person"))


def _lines(rota: Rota) -> Mapping[str, tuple[str, str]]:
    """The rotation and line that “shop”, “shop secondary” and “shop/secondary” mean."""
    found: dict[str, tuple[str, str]] = {}
    for rotation in rota.rotations:
        for line in rotation.lines:
            words = [f"{rotation.id} {line.name}", f"{rotation.id}/{line.name}"]
            words += [rotation.id] if line.name == LINES[0] else []
            for word in words:
                found.setdefault(key(word), (rotation.id, line.name))
    return found


def target_names(rota: Rota, policy: Policy) -> tuple[str, ...]:
    """Everything that may stand below `notify`."""
    own = [rotation.id for rotation in rota.rotations]
    people = sorted(set(known_people(rota, policy).values()))
    return (*LINES, *own, *people, *(team.id for team in policy.teams))


def rotations_of(
    rota: Rota, policy: Policy, services: frozenset[str], teams: frozenset[str]
) -> list[Rotation]:
    """The rotations for services and teams (ids): one that names a service goes before one that owns it."""
    direct = [one for one in rota.rotations if any(named.name in services for named in one.services)]
    if direct:
        return direct
    owning = teams | {service.team for service in policy.services if service.id in services and service.team}
    return [one for one in rota.rotations if any(named.name in owning for named in one.teams)]


def is_named_elsewhere(rota: Rota, rotation: Rotation, policy: Policy) -> bool:
    """Whether the escalation of another rotation leads to this one, which then is a part of it."""
    return any(
        target_of(target.name, other, rota, policy).rotation == rotation.id
        for other in rota.rotations
        if other.id != rotation.id
        for level in other.levels
        for target in level.targets
    )

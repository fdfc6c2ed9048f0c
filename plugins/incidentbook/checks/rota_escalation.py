"""ROT: the file itself, whom it names, and what happens when nobody answers."""

from collections.abc import Iterator
from itertools import pairwise

from incidentbook.analysis.names import key as name_key
from incidentbook.analysis.roster import handle
from incidentbook.analysis.rota_people import (
    is_named_elsewhere,
    known_people,
    rotations_of,
    target_names,
    target_of,
)
from incidentbook.analysis.rota_words import after_words
from incidentbook.reading.shape import near_hint
from incidentbook.records import Finding
from incidentbook.records.rota import Named, Rota, Rotation

from .context import Context, reported
from .registry import rule


@rule("ROT101", "rota-unreadable", level="error", applies="rota")
def rota_unreadable(rota: Rota, _context: Context) -> Iterator[Finding]:
    """A part of the rota cannot be read: an unknown key, a wrong value, or broken YAML.

    The rest is read all the same. `incidentbook schema oncall` prints what may stand there.

    Why: what cannot be read is missing from the answer to who is on call.
    Instead: the hint says what was expected.
    Measured: no firing on 180 real documents, which have no rota.
    """
    yield from reported(rota, "rota-unreadable")


@rule("ROT102", "rota-missing", level="error", applies="rota")
def rota_missing(rota: Rota, _context: Context) -> Iterator[Finding]:
    """`oncall` in the policy names a file that does not exist.

    Why: whoever asks who is on call gets no answer.
    Instead: the file's path, relative to the policy's folder; without the key `oncall.yml` is taken.
    Measured: no firing on 180 real documents, which have no rota.
    """
    yield from reported(rota, "rota-missing")


@rule("ROT112", "escalation-not-increasing", level="error", applies="rota")
def escalation_not_increasing(rota: Rota, _context: Context) -> Iterator[Finding]:
    """A level of an escalation is told at the same time as the one before it, or earlier.

    The minutes of `after:` count from the alert, not from the level before.

    Why: the level is told before the one that should have had its chance, or never.
    Instead: minutes that grow from level to level, such as 0, 5, 15; one level for all told at once.
    Measured: no firing on 180 real documents, which have no rota.
    """
    for rotation in rota.rotations:
        for number, (one, other) in enumerate(pairwise(rotation.levels), 2):
            if other.minutes <= one.minutes:
                words = f"{after_words(other.minutes)}, and level {number - 1} {after_words(one.minutes)}"
                message = f"level {number} of “{rotation.id}” is told {words}"
                hint = "write the minutes since the alert, each level more than the one before"
                yield Finding(other.at, message, hint, key=f"{rotation.id} {number}", other=one.at)


@rule("ROT113", "escalation-level-empty", level="error", applies="rota")
def escalation_level_empty(rota: Rota, _context: Context) -> Iterator[Finding]:
    """A level of an escalation tells nobody.

    Why: minutes pass, and nothing happens.
    Instead: `notify: [primary]`, a rotation, a person or a team; or delete the level.
    Measured: no firing on 180 real documents, which have no rota.
    """
    for rotation in rota.rotations:
        for number, level in enumerate(rotation.levels, 1):
            if not level.targets:
                message = f"level {number} of “{rotation.id}” tells nobody"
                hint = "write `notify: [secondary]`, or delete the level"
                yield Finding(level.at, message, hint, key=f"{rotation.id} {number}")


@rule("ROT114", "escalation-missing", level="warning", applies="rota")
def escalation_missing(rota: Rota, context: Context) -> Iterator[Finding]:
    """A rotation does not say who is told when nobody answers, and is in no other rotation's escalation.

    Why: phones are lost, trains go through tunnels; then nobody knows whom to call next.
    Instead: `escalation:` with levels such as `{after: 0, notify: primary}`, `{after: 5, notify: secondary}`.
    Measured: no firing on 180 real documents, which have no rota.
    """
    for rotation in rota.rotations:
        if rotation.is_ladder_unread:
            continue  # the rule rota-unreadable says so
        if not rotation.levels and not is_named_elsewhere(rota, rotation, context.policy):
            message = f"“{rotation.id}” does not say who is told when nobody answers"
            hint = "write `escalation:` with at least two levels"
            yield Finding(rotation.at, message, hint, key=rotation.id)


@rule("ROT115", "unknown-on-call-person", level="warning", applies="rota")
def unknown_on_call_person(rota: Rota, context: Context) -> Iterator[Finding]:
    """Somebody on call is no member of a team of the policy, and is not listed in the rota's `people:`.

    Silent where neither names anybody.

    Why: the name is misspelt, or its bearer has left; the alert may reach nobody.
    Instead: the handle as the policy has it, or an entry below `people:`.
    Measured: no firing on 180 real documents, which have no rota.
    """
    known = known_people(rota, context.policy)
    seen: set[str] = set()
    for one in _people(rota) if known else ():
        if name_key(handle(one.name)) not in known and one.name not in seen:
            seen.add(one.name)
            hint = near_hint(one.name, sorted(set(known.values())))
            yield Finding(one.at, f"nobody is known by the name “{one.name}”", hint, key=one.name)


def _people(rota: Rota) -> Iterator[Named]:
    shifts = set()
    for _, _, shift in rota.shifts():
        if shift.at not in shifts:
            shifts.add(shift.at)
            yield from shift.people
    for rotation in rota.rotations:
        yield from (one.person for one in rotation.overrides)
    yield from (one.person for one in rota.holidays)


@rule("ROT116", "unknown-escalation-target", level="error", applies="rota")
def unknown_escalation_target(rota: Rota, context: Context) -> Iterator[Finding]:
    """A level tells somebody who is no line, rotation, person or team that is known.

    Why: this step of the escalation reaches nobody.
    Instead: `primary`, `secondary`, the id of a rotation, a person of the policy or of `people:`, or a team.
    Measured: no firing on 180 real documents, which have no rota.
    """
    for rotation in rota.rotations:
        for level in rotation.levels:
            for one in level.targets:
                if target_of(one.name, rotation, rota, context.policy).kind == "unknown":
                    message = f"the escalation of “{rotation.id}” tells “{one.name}”, whom nobody knows"
                    hint = near_hint(one.name, target_names(rota, context.policy))
                    if one.name == "secondary":
                        message = f"the escalation of “{rotation.id}” tells the secondary, and there is none"
                        hint = "write `secondary: next`, or name somebody else"
                    yield Finding(one.at, message, hint, key=f"{rotation.id} {one.name}")


@rule("ROT117", "unknown-rotation-place", level="warning", applies="rota")
def unknown_rotation_place(rota: Rota, context: Context) -> Iterator[Finding]:
    """A rotation is for a team or a service that the policy does not know.

    Silent where the policy names no teams, or no services.

    Why: runbooks and pages do not find the rotation.
    Instead: the id as the policy has it.
    Measured: no firing on 180 real documents, which have no rota.
    """
    policy = context.policy
    teams, services = [team.id for team in policy.teams], [service.id for service in policy.services]
    for rotation in rota.rotations:
        for kind, named, known in (("team", rotation.teams, teams), ("service", rotation.services, services)):
            for one in named if known else ():
                if one.name not in known:
                    message = (
                        f"“{rotation.id}” is for the {kind} “{one.name}”, which the policy does not know"
                    )
                    key = f"{rotation.id} {one.name}"
                    yield Finding(one.at, message, near_hint(one.name, known), key=key)


@rule("ROT118", "no-second-line", level="warning", applies="rota")
def no_second_line(rota: Rota, context: Context) -> Iterator[Finding]:
    """A rotation has an escalation, and nobody but its primary is ever told.

    Why: when the primary does not answer, nobody learns of it.
    Instead: `secondary: next`, and a level that tells it; or a level with somebody else.
    Measured: no firing on 180 real documents, which have no rota.
    """
    for rotation in rota.rotations:
        if rotation.levels and not rotation.is_ladder_unread and not _others_told(rotation, rota, context):
            message = f"nobody but the primary of “{rotation.id}” is ever told"
            hint = "add a level, such as `{after: 5, notify: secondary}`"
            yield Finding(rotation.at, message, hint, key=rotation.id)


def _others_told(rotation: Rotation, rota: Rota, context: Context) -> bool:
    targets = (
        target_of(one.name, rotation, rota, context.policy)
        for level in rotation.levels
        for one in level.targets
    )
    told = {(one.kind, one.rotation, one.line, "" if one.kind == "line" else one.name) for one in targets}
    return bool(told - {("line", rotation.id, "primary", "")})


@rule("ROT120", "service-without-rotation", level="info", applies="rota")
def service_without_rotation(rota: Rota, context: Context) -> Iterator[Finding]:
    """No rotation is for a service of the policy, nor for the team that owns it.

    Why: its alerts have nobody who answers, or the rota does not say who does.
    Instead: the team below `teams:` of a rotation, or the service below `services:`.
    Measured: no firing on 180 real documents, which have no rota.
    """
    for service in context.policy.services if rota.rotations else ():
        teams = frozenset({service.team} - {""})
        if not rotations_of(rota, context.policy, frozenset({service.id}), teams):
            message = f"no rotation is for the service “{service.id}”"
            hint = "name it below `services:`, or its team below `teams:`"
            yield Finding(rota.at, message, hint, key=service.id)

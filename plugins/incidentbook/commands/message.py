"""`incidentbook message`: a message during an incident, filled in as far as is known."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import click

from incidentbook.hosts.book import message_folders
from incidentbook.pages.messages import AUDIENCES, FIELDS, KNOWN, Choices, filled, labels, needed, values
from incidentbook.pages.models import Message
from incidentbook.reading.severities import read_severity
from incidentbook.records import Policy, Severity
from incidentbook.rendering.messages import MessageError, message

from .message_service import runbook_lines, service_id
from .options import Place, place_options
from .printing import paint

_CLOCK = click.DateTime(["%H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])
_NO_YEAR = 1900
"""The year that click gives to a time without a day."""

_AHEAD = timedelta(hours=1)
"""A time of the past that lies further ahead than this is one of the day before."""


@click.command("message")
@click.option("--audience", type=click.Choice(tuple(AUDIENCES)), help="For whom it is.")
@click.option("--phase", metavar="PHASE", help="Such as investigating or resolved; --list has all.")
@click.option("-s", "--severity", metavar="LEVEL", help="Severity, for the next update and the review.")
@click.option("-S", "--service", metavar="NAME", default="", help="Service, by id or alias.")
@click.option("--title", metavar="TEXT", help="What is wrong, in a few words.")
@click.option("--impact", metavar="TEXT", help="What users notice.")
@click.option("--set", "pairs", multiple=True, metavar="FIELD=TEXT", help="Any other field. May be repeated.")
@click.option("--at", type=_CLOCK, metavar="HH:MM", help="Time of the message.  [default: now]")
@click.option("--updated", type=_CLOCK, metavar="HH:MM", help="Time of the last update.  [default: --at]")
@click.option(
    "--declared",
    type=_CLOCK,
    metavar="HH:MM",
    help="Time of the declaration, for the channel's name.  [default: --at]",
)
@click.option("--list", "is_list", is_flag=True, help="Print the messages and the fields.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@place_options
def command(place: Place, /, *, is_list: bool, form: str, **given: object) -> None:
    """Print one message of the incident kit, with what is still open in brackets.

    What is open is named on standard error, and so is what was given and does not occur in this message.
    Times are HH:MM, or 2026-03-31T14:45 with their day. Templates of your own lie in the folder that the
    policy names as `messages:`. Exit status: 0, also with blanks; 2 for a field, level, service or message
    that does not exist.

    \b
    Example:
      incidentbook message --audience customer --phase identified -S checkout
      incidentbook message --audience channel --phase opening -s SEV1 -S checkout \\
        --title "Checkout fails" --impact "Purchases end with an error" --set commander=ana
    """
    if is_list:
        click.echo("\n".join(_list(place.policy)))
        return
    policy = place.policy
    audience, phase = _wanted(given)
    chosen = _choices(place, given)
    try:
        folders = message_folders(place.root, policy)
        name = message(policy, "channel", "name", folders)
        text = message(policy, audience, phase, folders)
    except MessageError as error:
        raise click.UsageError(f"a template of a message cannot be used: {error}") from error
    if "runbooks" in text.slots and chosen.service:
        chosen = replace(chosen, runbooks=runbook_lines(chosen.service, place))
    result = filled(text, values(policy, chosen, name), labels(policy), needed(chosen.severity))
    if form == "json":
        record = {"audience": audience, "phase": phase, "text": result.text, "open": list(result.blanks)}
        click.echo(json.dumps(record, ensure_ascii=True, indent=1))
        return
    click.echo(result.text)
    for said, names in (
        ("still open", result.blanks),
        ("not used by this message", tuple(_unused(given, chosen, _slots(text, name)))),
    ):
        if names:
            click.echo(paint(f"{said}: {', '.join(names)}", "dim"), err=True)


def _slots(text: Message, name: Message) -> set[str]:
    """The slots of a message, and those of the channel's name where it stands in it."""
    slots = text.slots | (name.slots if "channel" in text.slots else frozenset())
    return {*slots, *(("title",) if "topic" in slots else ())}


def _unused(given: dict[str, object], chosen: Choices, slots: set[str]) -> Iterator[str]:
    """What was said on the command line and does not occur in the message."""
    yield from (name for name in chosen.fields if name not in slots)
    has_cadence = chosen.severity is not None and bool(chosen.severity.update_minutes)
    following = {"next_update"} if has_cadence else set()
    declared = {"declared", "day"}
    uses = {"at": {"now", *declared, *following}, "updated": following, "declared": declared}
    yield from (f"--{name}" for name, needs in uses.items() if given[name] and not needs & slots)


def _wanted(given: dict[str, object]) -> tuple[str, str]:
    audience, phase = given["audience"], given["phase"]
    if not isinstance(audience, str):
        raise click.UsageError(f"say for whom: --audience {', '.join(AUDIENCES)}")
    known = AUDIENCES[audience]
    if phase not in known:
        found = f"“{phase}” is no phase for {audience}" if phase else "say which phase"
        raise click.UsageError(f"{found}: --phase {', '.join(known)}")
    return audience, str(phase)


def _choices(place: Place, given: dict[str, object]) -> Choices:
    now = datetime.now(UTC).astimezone(ZoneInfo(place.policy.time_zone))
    if place.policy.as_of:
        now = datetime.combine(place.policy.as_of, now.time())
    at = _on(now, given["at"])
    updated, declared = (_before(at, given[name]) for name in ("updated", "declared"))
    return Choices(
        severity=_severity(given["severity"], place.policy),
        service=service_id(str(given["service"]), place),
        fields=dict(_fields(given, place.policy)),
        now=at,
        updated=updated,
        declared=declared,
    )


def _on(day: datetime, clock: object) -> datetime:
    """The time that was said, on that day unless it has its own; else the time as it is."""
    if not isinstance(clock, datetime):
        return day
    if clock.year > _NO_YEAR:
        return clock.replace(tzinfo=day.tzinfo)
    return day.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)


def _before(now: datetime, clock: object) -> datetime:
    """The latest time of this clock up to now, of which an hour may lie ahead."""
    found = _on(now, clock)
    has_day = isinstance(clock, datetime) and clock.year > _NO_YEAR
    return found - timedelta(days=1) if found - now > _AHEAD and not has_day else found


def _severity(text: object, policy: Policy) -> Severity | None:
    if not text:
        return None
    found = policy.severity(read_severity(str(text), policy))
    if found is None:
        known = ", ".join(severity.id for severity in policy.severities)
        raise click.BadParameter(f"“{text}” is no severity; there are: {known}", param_hint="-s")
    return found


def _fields(given: dict[str, object], policy: Policy) -> Iterator[tuple[str, str]]:
    known = [name for name in labels(policy) if name not in KNOWN]
    for name in ("title", "impact"):
        if given[name]:
            yield name, str(given[name])
    pairs = given["pairs"]
    for pair in pairs if isinstance(pairs, tuple) else ():
        name, equals, text = str(pair).partition("=")
        if not equals or name not in known:
            message_ = f"“{pair}” sets no field; write FIELD=TEXT with one of {', '.join(known)}"
            raise click.BadParameter(message_, param_hint="--set")
        yield name, text


def _list(policy: Policy) -> Iterator[str]:
    yield paint("Messages (--audience and --phase)", "dim")
    for audience, phases in AUDIENCES.items():
        yield f"  {audience:<14} {', '.join(phases)}"
    yield ""
    yield paint("Fields (--set FIELD=TEXT)", "dim")
    yield from (f"  {name:<14} {label}" for name, label in FIELDS.items())
    yield from (f"  {role.id:<14} {role.title}" for role in policy.roles)

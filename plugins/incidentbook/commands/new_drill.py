"""`incidentbook new drill`: the skeleton of a drill's postmortem, prefilled from a past incident."""

import re
from collections.abc import Mapping
from datetime import datetime

import click

from .options import Place, place_options, today

TYPE_CHECKING = False  # as `typing` has it, which takes its time to import
if TYPE_CHECKING:
    from incidentbook.pages.models import CardStep

_COMMENT_END = re.compile(r"-{2,}>?")


@click.command("drill")
@click.argument("title", required=False, default="")
@click.option(
    "--from", "source", metavar="INCIDENT", default="", help="Id or file of the incident it replays."
)
@click.option("--service", "-S", "services", multiple=True, help="Service that was drilled. May be repeated.")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="Day of the drill.  [default: today]",
)
@click.option("--author", default="", help="Who writes it.")
@place_options
def drill(
    place: Place, title: str, source: str, services: tuple[str, ...], day: datetime | None, author: str
) -> None:
    """Write the skeleton of a drill's postmortem.

    With --from, it has the title, services, teams, runbooks and steps of a past incident, and names it as
    `related`, so that the portal knows what was rehearsed. Names of people do not appear.

    \b
    Example:
      incidentbook new drill --from PM-2025-014
      incidentbook new drill "Payments database fails over" -S payments
    """
    if not title and not source:
        raise click.UsageError("name the drill, or the incident that it replays with --from")
    from .new import write_postmortem

    when = day.date() if day else today()
    known = _known(source, place) if source else {}
    named = title or str(known.get("title") or "")
    given = {**known, "services": list(services)} if services else known
    write_postmortem(place, "drill.md", named, when, author, {**_nothing(), **given})


def _nothing() -> dict[str, object]:
    return {"teams": [], "runbooks": [], "related": [], "source": "", "steps": [], "services": []}


def _known(source: str, place: Place) -> Mapping[str, object]:
    """What the skeleton takes from the incident that was played."""
    from incidentbook.analysis.rehearsal import rehearsal
    from incidentbook.checks import Outcome
    from incidentbook.pages.drill_card import cardmaker
    from incidentbook.pages.ground import ground

    from .drill import incident_of

    grounds = ground(place.filled_library(), Outcome(()), place.as_of)
    incident = incident_of(source, grounds, place)
    postmortem = incident.postmortem
    maker = cardmaker(grounds)
    own = maker.people.mask(postmortem).hide(postmortem.title)
    card = maker.card(incident) if rehearsal(postmortem) else None
    used = grounds.uses.by_incident.get(incident.path, ())
    return {
        "title": f"Drill: {own}",
        "severity": postmortem.severity,
        "services": list(postmortem.services),
        "teams": list(postmortem.teams),
        "runbooks": [use.runbook.id for use in used],
        "related": [postmortem.id],
        "source": own,
        "steps": [_step(step) for step in (card.steps if card else ())],
    }


def _step(step: "CardStep") -> str:
    """A step within a comment, which its words cannot end."""
    return _COMMENT_END.sub("–", f"{step.since}: {' '.join(step.texts)}")

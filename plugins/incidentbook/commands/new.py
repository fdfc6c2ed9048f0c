"""`incidentbook new`: a skeleton of a postmortem or a runbook, prefilled."""

import re
import shlex
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import click
import jinja2

from incidentbook.reading.facts import severity_hint
from incidentbook.reading.severities import read_severity
from incidentbook.rendering.skeletons import POSTMORTEM_BY_DEPTH, skeleton, slug
from incidentbook.resources import template_folder

from .drafts import drafted
from .files import write_new
from .new_drill import drill
from .options import Place, place_options, today
from .refusals import Refusal


@click.group("new")
def command() -> None:
    """Write the skeleton of a new document.

    Templates of your own in `templates/documents/` below the root win over those of the package:
    postmortem-full.md, postmortem-light.md, near-miss.md, drill.md, runbook.md, runbook.yml.
    """


command.add_command(drill)


@command.command()
@click.argument("title")
@click.option(
    "--severity", "-s", default="", help="Severity level, for example SEV2; decides how long the skeleton is."
)
@click.option(
    "--service", "-S", "services", multiple=True, help="Service that was affected. May be repeated."
)
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="Day of the incident.  [default: today]",
)
@click.option("--near-miss", is_flag=True, help="Nothing happened, but it nearly did.")
@click.option("--author", default="", help="Who writes it.")
@place_options
def postmortem(
    place: Place,
    title: str,
    severity: str,
    services: tuple[str, ...],
    day: datetime | None,
    near_miss: bool,
    author: str,
) -> None:
    """Write the skeleton of a postmortem called TITLE.

    \b
    Example:
      incidentbook new postmortem "Checkout down after a configuration push" -s SEV1 -S checkout
    """
    level = _severity(severity, place)
    found = place.policy.severity(level)
    name = "near-miss.md" if near_miss else POSTMORTEM_BY_DEPTH[found.postmortem if found else "full"]
    when = day.date() if day else today()
    target = _folder(place, place.policy.postmortems, "postmortems") / f"{when.isoformat()}-{slug(title)}.md"
    _write(target, name, place, _values(title, when, level, services, author, target))


@command.command()
@click.argument("title")
@click.option("--service", "-S", "services", multiple=True, help="Service it is for. May be repeated.")
@click.option("--alert", "-a", "alerts", multiple=True, help="Alert that leads here. May be repeated.")
@click.option("--severity", "-s", default="", help="Severity of its alerts.")
@click.option("--owner", default="", help="Team or person who keeps it true.")
@click.option("--yaml", "as_yaml", is_flag=True, help="Write a YAML runbook instead of Markdown.")
@click.option(
    "--from",
    "source",
    type=click.Choice(("alert",)),
    default=None,
    help="TITLE is the name of an alert: fill in what its rules say.",
)
@place_options
def runbook(
    place: Place,
    title: str,
    services: tuple[str, ...],
    alerts: tuple[str, ...],
    severity: str,
    owner: str,
    as_yaml: bool,
    source: str | None,
) -> None:
    """Write the skeleton of a runbook called TITLE, or a draft for an alert that has a rule.

    A draft holds what the rules say (expression, labels, summary) for a person to complete.

    \b
    Example:
      incidentbook new runbook "Checkout: high error rate" -S checkout -a HighErrorRate --owner storefront
      incidentbook new runbook --from alert CheckoutLatencyHigh
    """
    ending = ".yml" if as_yaml else ".md"
    level = _severity(severity, place)
    draft = drafted(title, place) if source else None
    if draft is not None:
        title, alerts = draft.title, tuple(dict.fromkeys((draft.alert, *alerts)))
        services, owner, level = services or draft.services, owner or draft.owner, level or draft.severity
    target = _folder(place, place.policy.runbooks, "runbooks") / f"{slug(title)}{ending}"
    values = _values(title, today(), level, services, owner, target)
    written = {**values, "alerts": list(alerts), "owner": owner, "rules": draft.rules if draft else []}
    _write(target, f"runbook{ending}", place, written)


def write_postmortem(
    place: Place, template: str, title: str, when: date, author: str, more: Mapping[str, object]
) -> None:
    """Write a skeleton beside the postmortems; `more` are further values of its template."""
    target = _folder(place, place.policy.postmortems, "postmortems") / f"{when.isoformat()}-{slug(title)}.md"
    _write(target, template, place, {**_values(title, when, "", (), author, target), **more, "title": title})


def _severity(text: str, place: Place) -> str:
    level = read_severity(text, place.policy)
    if text and not level:
        hint = severity_hint(text, place.policy)
        raise click.BadParameter(f"“{text}” is no severity of the policy; {hint}", param_hint="--severity")
    return level


def _values(
    title: str, when: date, severity: str, services: tuple[str, ...], author: str, target: Path
) -> dict[str, object]:
    return {
        "title": " ".join(title.split()),
        "date": when.isoformat(),
        "today": today().isoformat(),
        "severity": severity,
        "service": services[0] if services else "",
        "services": list(services),
        "id": target.stem,
        "author": author,
    }


def _folder(place: Place, globs: tuple[str, ...], usual: str) -> Path:
    """Where documents of this kind lie: beside the last one, else by the first glob, else as usual."""
    library = place.library()
    documents = library.postmortems if usual == "postmortems" else library.runbooks
    if documents:
        return place.root / Path(documents[-1].path).parent
    fixed = re.split(r"[^/]*[*?\[]", globs[0], maxsplit=1)[0].rstrip("/") if globs else ""
    return place.root / (fixed or usual)


def _write(target: Path, template: str, place: Place, values: dict[str, object]) -> None:
    folders = [place.root / "templates" / "documents", template_folder("documents")]
    try:
        text = skeleton(template, {"alerts": [], "owner": "", "rules": [], **values}, folders)
    except jinja2.TemplateError as error:
        line = f":{error.lineno}" if isinstance(error, jinja2.TemplateSyntaxError) else ""
        raise click.ClickException(f"the template {template}{line} cannot be used: {error}") from error
    try:
        write_new(target, text.encode())
    except FileExistsError as error:
        raise Refusal(f"{target} exists already; choose another title or date") from error
    shown = target.relative_to(place.root).as_posix()
    command = shlex.join(("incidentbook", "check", *place.given, _from_here(target)))
    click.echo(f"wrote {shown}\nnext: fill it in, then `{command}`")


def _from_here(target: Path) -> str:
    """How the file is reached from the current folder: by a short way where it lies below it."""
    here = Path.cwd()
    return target.relative_to(here).as_posix() if target.is_relative_to(here) else str(target)

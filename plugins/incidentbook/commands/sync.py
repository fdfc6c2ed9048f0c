"""`incidentbook sync`: what became of the tickets that action items name, for the portal to show."""

import os
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import click

from incidentbook.analysis.tracker_states import TicketState, ticket_states
from incidentbook.locks import alone
from incidentbook.pages.tracker_notes import disagreement
from incidentbook.pages.words import count
from incidentbook.reading.tracker_file import TRACKER_NAME, dump, read_tracker
from incidentbook.records import ActionItem, Library
from incidentbook.records.tracker import TITLES, Tracker, TrackerSource
from incidentbook.reports.words import safe
from incidentbook.trackers.answers import Answer
from incidentbook.trackers.collection import SERVICES, collect
from incidentbook.trackers.connection import Connection
from incidentbook.trackers.references import Scope, is_project, references, strangers
from incidentbook.trackers.waiting import Waiting

from .files import write_whole
from .options import Place, place_options, today
from .tracker_changes import differences, left_out, renewed, summary

_ADDRESSES = {"github": "GITHUB_SERVER_URL", "gitlab": "CI_SERVER_URL", "jira": "JIRA_URL"}
_PROJECTS = {"github": "GITHUB_REPOSITORY", "gitlab": "CI_PROJECT_PATH"}
_API_PATHS = {"github": "/api/v3", "gitlab": "/api/v4", "jira": "/rest/api"}
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_SHOWN = 20
_LONG = 5
PARTLY = 1
"""Exit status where some tickets could not be read."""


class _NothingRead(click.ClickException):
    """The tracker answered no question."""

    exit_code = 2


@click.command("sync")
@click.option("--from", "kind", type=click.Choice(tuple(SERVICES)), required=True, help="The tracker to ask.")
@click.option(
    "--url",
    "--base-url",
    "url",
    metavar="URL",
    help="The tracker's address, as in its links.  [default: $GITHUB_SERVER_URL or https://github.com, "
    "$CI_SERVER_URL or https://gitlab.com, $JIRA_URL]",
)
@click.option(
    "--project",
    metavar="PATH",
    help="The project that a bare `#12` means.  [default: $GITHUB_REPOSITORY, $CI_PROJECT_PATH]",
)
@click.option("--dry-run", is_flag=True, help="Ask, and print what would change, but write nothing.")
@place_options
def command(place: Place, kind: str, url: str | None, project: str | None, dry_run: bool) -> None:
    """Read the states of the tickets that action items name, and keep them in incidentbook.tracker.json.

    Commit that file: the portal then shows document and ticket beside each other. The token comes from
    the environment: GITHUB_TOKEN, GITLAB_TOKEN, or JIRA_TOKEN with JIRA_EMAIL for Jira Cloud.

    Exit status: 0 all tickets were read, 1 some were not and what was known of them was kept, 2 wrong
    usage, or none was read and nothing was written.

    \b
    Example:
      GITHUB_TOKEN=… incidentbook sync --from github --project acme/shop
      JIRA_EMAIL=… JIRA_TOKEN=… incidentbook sync --from jira --url https://acme.atlassian.net
    """
    scope = _scope(kind, url, project)
    library = place.filled_library()
    _known(place.root)  # or asking would be in vain
    tickets = [item.ticket for item in _items(library) if item.ticket]
    wanted = references(tickets, scope)
    answers = collect(SERVICES[kind], _connection(scope), wanted)
    faults = [answer for answer in answers if answer.fault]
    if faults and len(faults) == len(answers):
        raise _NothingRead(f"no ticket could be read, {TRACKER_NAME} stays as it is: {_first(faults)}")
    source = TrackerSource(kind, scope.url, today())
    with alone(place.root):
        known = _known(place.root)  # asking takes time, in which another run may have written
        after = renewed(known, source, answers, wanted)
        if not dry_run:
            _write(place.root, known, after)
    lines = [
        *summary(TITLES[kind], scope.url, answers),
        *left_out(strangers(tickets, scope), scope),
        *(differences(known, after) if dry_run else ()),
        *_disagreements(_items(library), after),
    ]
    for line in lines:
        click.echo(safe(line))
    sys.exit(PARTLY if faults else 0)


def _scope(kind: str, url: str | None, project: str | None) -> Scope:
    """Whose tickets are meant. Raises click.UsageError for an address that must not be asked."""
    address = (url or os.environ.get(_ADDRESSES[kind]) or SERVICES[kind].HOME).strip().rstrip("/")
    if not address:
        raise click.UsageError(
            "name your Jira with --url or JIRA_URL, for instance https://acme.atlassian.net"
        )
    address = _without_api(kind, address)
    try:
        parts = urlsplit(address)
        is_usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_usable = False
    if not is_usable:
        raise click.UsageError(f"“{address}” is no address; write one such as https://tracker.example.com")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise click.UsageError(
            "--url takes an address without user, query and fragment; the token has its variable"
        )
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise click.UsageError(
            f"{address} is not encrypted, and a token must not be read on its way; use https"
        )
    return Scope(kind, address, _project(kind, project or os.environ.get(_PROJECTS.get(kind, ""), "")))


def _without_api(kind: str, address: str) -> str:
    """The address of a tracker's pages where that of its API was given."""
    if kind == "github" and address == "https://api.github.com":
        return SERVICES[kind].HOME
    return address.removesuffix(_API_PATHS[kind])


def _project(kind: str, path: str) -> str:
    """The path of a project. Raises click.UsageError where it is none."""
    path = path.strip().strip("/")
    if path and (kind == "jira" or not is_project(path)):
        raise click.UsageError("--project takes the path of a project of GitHub or GitLab, such as acme/shop")
    return path


def _connection(scope: Scope) -> Connection:
    service = SERVICES[scope.kind]
    token = os.environ.get(f"{scope.kind.upper()}_TOKEN", "").strip()
    user = os.environ.get("JIRA_EMAIL", "").strip() if scope.kind == "jira" else ""
    if not all(sign.isascii() and sign.isprintable() for sign in token + user):
        raise click.UsageError(f"{scope.kind.upper()}_TOKEN holds characters that no token has")
    return Connection(service.api_address(scope.url), service.credentials(token, user), Waiting(sleep=_sleep))


def _sleep(seconds: float) -> None:
    if seconds >= _LONG:
        click.echo(f"waiting {seconds:.0f} seconds before asking again", err=True)
    time.sleep(seconds)


def _known(root: Path) -> Tracker:
    """What the file says so far. Raises click.UsageError where it cannot be used."""
    known = read_tracker(root)
    if known.problems:
        problem = known.problems[0]
        raise click.UsageError(f"{problem.at}: {problem.message}; {problem.hint}")
    return known


def _write(root: Path, before: Tracker, after: Tracker) -> None:
    path = root / TRACKER_NAME
    if after.sources or before.sources or path.exists():
        write_whole(path, dump(after).encode())


def _items(library: Library) -> Iterable[ActionItem]:
    return (item for postmortem in library.postmortems for item in postmortem.action_items)


def _place(state: TicketState) -> str:
    return f"{state.item.at.path}:{state.item.at.line}: “{state.item.title}”"


def _first(faults: Sequence[Answer]) -> str:
    return next(answer.fault for answer in faults)


def _disagreements(items: Iterable[ActionItem], tracker: Tracker) -> list[str]:
    """A line for each item of which document and tracker say different things, the first of them."""
    found = [state for state in ticket_states(items, tracker) if state.disagrees]
    lines = [f"{_place(state)} is {disagreement(state)}: {state.ticket.ref}" for state in found]
    if not lines:
        return []
    more = [f"… and {len(lines) - _SHOWN:,} more"] if len(lines) > _SHOWN else []
    return [
        "",
        f"Documents and tickets disagree on {count(len(lines), 'action item')}:",
        *lines[:_SHOWN],
        *more,
    ]

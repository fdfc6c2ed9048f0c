"""`incidentbook actions`: what is still to do after incidents, for whom, until when."""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import chain
from shutil import get_terminal_size

import click

from incidentbook.checks import Outcome
from incidentbook.exports.checklist import checklist
from incidentbook.exports.csv_table import action_items_csv
from incidentbook.exports.json import action_items_json
from incidentbook.hosts.book import past_of
from incidentbook.pages.action_rows import action_counts
from incidentbook.pages.edition import Edition, edition
from incidentbook.pages.ground import NO_PAST
from incidentbook.pages.models import ActionCounts
from incidentbook.pages.words import count, joined

from .action_filters import Filters, condition
from .action_groups import GROUPINGS, SORTINGS, Group, grouped, in_order
from .action_table import NARROWEST, action_table, wrapped
from .audience import audience_option
from .options import Place, place_options
from .printing import paint


def _filter_option(name: str, help_text: str) -> Callable[[click.decorators.FC], click.decorators.FC]:
    return click.option(f"--{name}", multiple=True, metavar=name.upper(), help=help_text)


def _day_option(
    name: str, spelling: str, help_text: str
) -> Callable[[click.decorators.FC], click.decorators.FC]:
    return click.option(
        spelling, f"--{name}", name, type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help=help_text
    )


@click.command("actions")
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@_filter_option("owner", "Items of this person (a handle, with or without “@”), or “nobody”.")
@_filter_option("team", "Items that this team answers for, or “none”.")
@_filter_option("status", "open, in-progress, blocked, done, declined, proposed, unknown or overdue.")
@click.option("--overdue", is_flag=True, help="Items that are unfinished and past their due date.")
@_filter_option("type", "prevent, detect, mitigate, document, investigate, process, repair, or “none”.")
@_filter_option("priority", "Items of this priority (P1, high …), or “none”.")
@_filter_option("service", "Items of incidents of this service.")
@_filter_option("cause", "Items of incidents with this cause.")
@_filter_option("severity", "Items of incidents of this severity.")
@_day_option("since", "--due-after", "Items due on or after this day.")
@_day_option("until", "--due-before", "Items due on or before this day.")
@click.option(
    "--older-than", type=click.IntRange(0), metavar="DAYS", help="Unfinished items older than so many days."
)
@click.option("--over-target", is_flag=True, help="Items later than the policy's `action_targets` want.")
@click.option("--all", "whole", is_flag=True, help="Finished items too, not only what is still to do.")
@click.option("--sort", type=click.Choice(tuple(SORTINGS)), default=None, help="What comes first.")
@click.option("--group", type=click.Choice(GROUPINGS), default=None, help="A heading for each of these.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "json", "csv", "markdown")),
    default="table",
    show_default=True,
    help="How to print.",
)
@place_options
@audience_option
def command(
    place: Place,
    /,
    words: tuple[str, ...],
    overdue: bool,
    since: datetime | None,
    until: datetime | None,
    older_than: int | None,
    over_target: bool,
    whole: bool,
    sort: str | None,
    group: str | None,
    form: str,
    **named: tuple[str, ...],
) -> None:
    """List action items: by default all that are unfinished, by due date. WORDS must all occur in an item.

    An option may be repeated: any of its values will do. Different options must all fit. Exit status: 0,
    also where nothing fits; 2 for a name that nobody knows.

    \b
    Example:
      incidentbook actions --owner ana --overdue
      incidentbook actions --team platform --group owner --format markdown
      incidentbook actions --all --cause disk-full --due-before 2026-03-31 canary
      incidentbook actions --older-than 180 --sort age
    """
    filters = Filters(
        named,
        overdue,
        whole,
        since.date() if since else None,
        until.date() if until else None,
        words,
        older_than,
        over_target,
    )
    library = place.filled_library()
    is_about_time = filters.is_about_time or sort == "age" or form in _TELLING_TIME
    past = past_of(place.root, library, place.as_of) if is_about_time else NO_PAST
    book = edition(library, Outcome(()), place.as_of, past)
    passes = condition(book.ground, filters)
    every = zip(book.ground.all_follow_ups(), chain.from_iterable(book.actions.values()), strict=True)
    pairs = in_order(book, [pair for pair in every if passes(pair[0])], sort)
    click.echo(_PRINTERS[form](book, grouped(book.ground, pairs, group)), nl=False)
    if not pairs and form != "table":
        click.echo(_nothing(book), err=True)


def _table(book: Edition, groups: Sequence[Group]) -> str:
    rows = [row for group in groups for row in group.rows]
    if not rows:
        return f"{_nothing(book)}\n"
    shown = count(len(rows), "action item")
    late = sum(bool(row.overdue) for row in rows)
    closing = f"{joined((shown, f'{late:,} overdue' if late else ''))}; in all: {_counts(book).sentence}"
    width = get_terminal_size().columns
    return "\n".join((action_table(groups, paint, width), "", *wrapped(closing, max(width, NARROWEST)), ""))


def _nothing(book: Edition) -> str:
    """Why nothing is printed."""
    counts = _counts(book)
    if not counts.total:
        return "no action items yet; every item of a postmortem's “Action items” section will stand here"
    return f"no action item fits; in all: {counts.sentence}"


def _counts(book: Edition) -> ActionCounts:
    return action_counts((tracked.item for tracked in book.ground.all_items()), book.as_of)


def _json(book: Edition, groups: Sequence[Group]) -> str:
    return action_items_json((followed for group in groups for followed, _ in group.pairs), book.as_of)


def _csv(book: Edition, groups: Sequence[Group]) -> str:
    return action_items_csv((followed for group in groups for followed, _ in group.pairs), book.as_of)


def _markdown(_: Edition, groups: Sequence[Group]) -> str:
    lists = [checklist(group.rows, group.heading) for group in groups if group.rows]
    return "\n".join(lists)


_TELLING_TIME = frozenset({"json", "csv"})
"""The forms that tell of each item when it was written and how its due date moved."""

_PRINTERS = {"table": _table, "json": _json, "csv": _csv, "markdown": _markdown}

"""action-items.md: the tracker of all action items."""

from functools import partial

from . import action_rows, facets, follow_through, links, tickets
from .durations import spell_days
from .edition import Edition
from .models import Empty, Link, Page, Ready, Rows, Target, Tracker
from .words import joined

EMPTY = Empty(
    "No action items yet. Every item of every postmortem's “Action items” section will stand here.",
    "- [ ] Add a canary stage — @ana, due 2025-04-01, P1",
)

FILES = (
    Link("Table (CSV)", Target("data", "action-items.csv")),
    Link("Calendar (ICS)", Target("data", "action-items.ics"), "Due dates of open items"),
    Link("Feed (Atom)", Target("data", "feed.xml"), "Newly overdue and newly closed items"),
)
"""The same items for spreadsheets, calendars and feed readers."""


def tracker_page(edition: Edition) -> Page:
    """The tracker: every action item of every postmortem."""
    ground = edition.ground
    items = list(ground.all_items())
    counts = action_rows.action_counts((tracked.item for tracked in items), edition.as_of)
    late = counts.oldest_overdue_days
    model = Tracker(
        headline=joined((counts.sentence, f"the longest overdue for {spell_days(late)}" if late else "")),
        counts=counts,
        rows=Rows(
            action_rows.pairs_in_order(edition.followed_rows()),
            partial(action_rows.tracker_row, ground, edition.incidents),
            lambda pair: pair[1].anchor,
        ),
        facets=(
            *facets.facets(ground, items, action_rows.DIMENSIONS),
            *facets.facets(ground, list(ground.all_follow_ups()), action_rows.DIMENSIONS_IN_TIME),
        ),
        groups=facets.choices(action_rows.DIMENSIONS, action_rows.GROUPS),
        sorts=action_rows.SORTS,
        figures=follow_through.figures(edition),
        trend=follow_through.trend(edition, items),
        closing=follow_through.closing(edition),
        notes=(*filter(None, (ground.past.note,)), *tickets.notes(ground)),
        files=FILES if items else (),
        empty=None if items else EMPTY,
    )
    return Page(
        links.ACTION_ITEMS,
        "Action items",
        "pages/action-items.html",
        Ready(model),
        search=False,
        description="Every action item of every postmortem, with its owner, due date and status.",
    )

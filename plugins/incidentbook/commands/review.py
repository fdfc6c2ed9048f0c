"""`incidentbook review`: a week, a month or a quarter in review, as Markdown for a meeting's notes."""

import click

from incidentbook.analysis.periods import Period, before, period_of, read_period
from incidentbook.analysis.reviews import review
from incidentbook.checks import Outcome
from incidentbook.exports.review_notes import review_markdown
from incidentbook.hosts.book import past_of
from incidentbook.pages.edition import edition
from incidentbook.pages.reviews import book_of, review_model

from .audience import audience_option
from .options import Place, place_options


@click.command("review")
@click.option(
    "--period",
    "text",
    metavar="PERIOD",
    help="2025-W11, 2025-03, 2025-Q1 or 2025.  [default: the month before this one]",
)
@place_options
@audience_option
def command(place: Place, /, text: str | None) -> None:
    """Print what to talk about after a period, what happened, and how it stands against the targets.

    The words are those of the portal's page, as Markdown. Exit status: 0, also where nothing happened; 2 for
    a period that cannot be read, or has not begun.

    \b
    Example:
      incidentbook review --period 2025-Q1
      incidentbook review --period 2025-W11 > notes.md
    """
    period = _period(text, place)
    library = place.filled_library()
    book = edition(library, Outcome(()), place.as_of, past_of(place.root, library, place.as_of))
    found = book_of(book, book.ground.metrics)
    click.echo(review_markdown(review_model(book, found, review(found, period))), nl=False)


def _period(text: str | None, place: Place) -> Period:
    """The period that is wanted. Raises click.UsageError where there is none, or where it lies ahead."""
    this_month = period_of(place.as_of, "month")
    found = read_period(text) if text else before(this_month) or this_month
    if found is None:
        raise click.UsageError(f"“{text}” is no period; write 2025-W11, 2025-03, 2025-Q1 or 2025")
    if found.first > place.as_of:
        raise click.UsageError(f"{found.id} has not begun on {place.as_of.isoformat()}")
    return found

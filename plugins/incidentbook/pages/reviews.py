"""reviews/: a page for each week, month and quarter with anything in it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from incidentbook.analysis.metrics import Metrics
from incidentbook.analysis.periods import Period, period_of
from incidentbook.analysis.reviews import REVIEWED, Book, Review, review, reviewed_periods

from . import dates, links
from .edition import Edition
from .models import Empty, Link, Page, ReviewIndex, ReviewList, ReviewPage
from .review_sentences import headline, parts
from .review_words import during, within
from .words import count, joined

EMPTY = Empty(
    "No reviews yet. Each week, month and quarter with an incident in it will have one.",
    'incidentbook new postmortem "What happened"',
)
TITLES = {"week": "Weeks", "month": "Months", "quarter": "Quarters"}


def book_of(edition: Edition, found: Metrics) -> Book:
    """What the reviews of an edition are made of."""
    ground = edition.ground
    back = sorted((one.back for one in ground.fixes if one.back), key=lambda one: one.incident.order)
    return Book(found, tuple(ground.all_follow_ups()), ground.repetitions, tuple(back), ground.uses)


def review_pages(edition: Edition, found: Metrics) -> Iterator[Page]:
    """The index of the reviews, and the page of each."""
    book = book_of(edition, found)
    periods = reviewed_periods(book)
    reviews = {period.id: review(book, period) for period in periods}
    yield Page(
        links.REVIEWS,
        "Reviews",
        "pages/reviews.html",
        partial(_index, periods, reviews),
        search=False,
        description="Each week, month and quarter in review, ready to be read out.",
    )
    for period in periods:
        yield Page(
            path(period),
            period.title,
            "pages/review.html",
            partial(review_model, edition, book, reviews[period.id], periods),
            search=False,
            description=f"What happened {during(period)}, and what to talk about.",
        )


def path(period: Period) -> str:
    """The path of a period's page."""
    return f"reviews/{period.id.lower()}.md"


def review_model(edition: Edition, book: Book, one: Review, periods: Sequence[Period] = ()) -> ReviewPage:
    """A review with its sentences; `periods` are those that have a page."""
    earlier, later = _neighbours(one.period, periods)
    return ReviewPage(
        period=one.period.title,
        headline=joined((_span(one.period), headline(one))),
        note="" if one.is_over else _running(one),
        parts=parts(edition, book, one),
        earlier=_link(earlier) if earlier else None,
        later=_link(later) if later else None,
        wider=tuple(_wider(one.period, periods)),
    )


def _neighbours(one: Period, periods: Sequence[Period]) -> tuple[Period | None, Period | None]:
    """The periods of the same kind before and after one of some; none where it is not among them."""
    same = {period.first: period for period in periods if period.kind == one.kind}
    if one.first not in same:
        return None, None
    earlier = max((first for first in same if first < one.first), default=None)
    later = min((first for first in same if first > one.first), default=None)
    return same.get(earlier) if earlier else None, same.get(later) if later else None


def _span(period: Period) -> str:
    return f"{dates.day(period.first).text} to {dates.day(period.last).text}"


def _running(one: Review) -> str:
    text = within(one.period)
    return f"{text[:1].upper()}{text[1:]} is not over: this is how it stands on {dates.day(one.until).text}."


def _link(period: Period) -> Link:
    return links.page(period.title, path(period))


def _wider(period: Period, periods: Sequence[Period]) -> Iterator[Link]:
    known = {one.id for one in periods}
    for kind in REVIEWED[REVIEWED.index(period.kind) + 1 :] if period.kind in REVIEWED else ():
        wider = period_of(period.last, kind)
        if wider.id in known:
            yield _link(wider)


def _index(periods: Sequence[Period], reviews: Mapping[str, Review]) -> ReviewIndex:
    lists = tuple(
        ReviewList(
            title=TITLES[kind],
            anchor=f"{kind}s",
            rows=tuple(
                (_link(period), headline(reviews[period.id])) for period in periods if period.kind == kind
            ),
            is_long=kind == "week",
        )
        for kind in reversed(REVIEWED)
    )
    return ReviewIndex(
        headline=joined(count(len(one.rows), one.title[:-1].lower()) for one in lists if one.rows),
        lists=tuple(one for one in lists if one.rows),
        empty=None if periods else EMPTY,
    )

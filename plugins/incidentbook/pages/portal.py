"""The whole portal from a library: every generated page, and the frame around every document."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from types import MappingProxyType

from incidentbook.checks import Outcome
from incidentbook.records import Histories, Library
from incidentbook.records.tracker import Tracker

from .action_items import tracker_page
from .alerts import alert_page
from .causes import cause_pages
from .drill_card import card_pages
from .drills import card_index
from .edition import Edition, edition
from .ground import NO_PAST, NO_TRACKER
from .handbook import handbook_pages, read_handbook
from .home import home_page
from .metrics import metric_pages_of
from .models import Frame, Page, Portal
from .oncall import oncall_page
from .postmortem import postmortem_frame
from .postmortems import register_page
from .quality import quality_page
from .reviews import review_pages
from .rota import rota_pages
from .runbook import runbook_frame
from .runbook_trust import trust_page
from .runbooks import runbook_page
from .services import service_pages
from .sheets import moved, on_sheets
from .teams import team_pages


def build_portal(
    library: Library,
    outcome: Outcome,
    as_of: date,
    past: Histories = NO_PAST,
    tracker: Tracker = NO_TRACKER,
) -> Portal:
    """All pages and frames of a library, as they stand on the day `as_of`.

    `past` is what Git tells of action items and runbooks, `tracker` what trackers say of their tickets.

    Takes time linear in the number of documents, and gives the same portal for the same input.
    """
    return lay_out(edition(library, outcome, as_of, past, tracker))


def lay_out(found: Edition) -> Portal:
    """All pages and frames of one edition; most models are made when they are asked for."""
    pages = sorted((sheet for page in _pages(found) for sheet in on_sheets(page)), key=lambda page: page.path)
    frames = MappingProxyType({frame.path: frame for frame in _frames(found)})
    return Portal(tuple(pages), frames, partial(oncall_page, found), read_handbook(pages), dict(moved(pages)))


def _pages(found: Edition) -> Iterator[Page]:
    yield home_page(found)
    yield register_page(found)
    yield runbook_page(found)
    yield trust_page(found)
    yield alert_page(found)
    yield tracker_page(found)
    yield from cause_pages(found)
    yield from service_pages(found)
    yield from team_pages(found)
    yield from rota_pages(found)
    yield from metric_pages_of(found, found.ground.metrics)
    yield from review_pages(found, found.ground.metrics)
    yield from handbook_pages(found)
    yield from card_index(found)
    yield from card_pages(found)
    if found.ground.policy.audience != "public":
        yield quality_page(found)


def _frames(found: Edition) -> Iterator[Frame]:
    for postmortem in found.ground.catalogue.library.postmortems:
        yield postmortem_frame(found, found.ground.catalogue.by_path[postmortem.path])
    for runbook in found.ground.catalogue.library.runbooks:
        yield runbook_frame(found, runbook)

"""The handbook: its chapters in order, and the contents that lead to them.

A chapter is a function from the edition to its page, or to None where there is nothing to say: on-call
pages where no rotation is known. It joins `PARTS` with one line; its title and its description are what the
contents say of it. A chapter of prose joins `handbook_texts.TEXTS` with its Markdown template.
"""

from collections.abc import Callable, Iterable, Iterator

from . import links
from .antipatterns import pattern_page
from .checklists import checklist_page
from .drills import drill_chapter
from .edition import Edition
from .handbook_texts import text_chapter
from .kit import kit_page
from .models import ChapterRow, Handbook, HandbookPart, Page
from .readiness import readiness_page
from .severity import severity_page
from .slugs import slug

Chapter = Callable[[Edition], Page | None]

PARTS: tuple[tuple[str, tuple[Chapter, ...]], ...] = (
    (
        "When something breaks",
        (
            kit_page,
            severity_page,
            checklist_page,
            text_chapter("triage"),
            text_chapter("mitigation"),
        ),
    ),
    (
        "Working together",
        (
            text_chapter("roles"),
            text_chapter("war-room"),
            text_chapter("communication"),
        ),
    ),
    (
        "Before and after",
        (
            text_chapter("lifecycle"),
            text_chapter("timeline-sources"),
            text_chapter("blameless"),
            text_chapter("learning"),
            drill_chapter,
            readiness_page,
            pattern_page,
        ),
    ),
)
"""The chapters by the moment in which they are needed."""

TITLE = "Handbook"
SENTENCE = "How we respond: severity, roles, messages, what to do first, and what to learn from it."


def handbook_pages(edition: Edition) -> Iterator[Page]:
    """The contents and every chapter that has something to say; nothing where the policy wants none."""
    if not edition.policy.handbook:
        return
    made = [(title, _pages(edition, chapters)) for title, chapters in PARTS]
    parts = tuple(_part(title, pages) for title, pages in made if pages)
    yield Page(links.HANDBOOK, TITLE, "handbook/index.html", Handbook(TITLE, parts), description=SENTENCE)
    for _, pages in made:
        yield from pages


def read_handbook(pages: Iterable[Page]) -> Handbook | None:
    """The contents of the handbook among the pages of a portal, or None where it has none."""
    return next((page.model for page in pages if isinstance(page.model, Handbook)), None)


def _pages(edition: Edition, chapters: Iterable[Chapter]) -> list[Page]:
    return [page for chapter in chapters if (page := chapter(edition)) is not None]


def _part(title: str, pages: Iterable[Page]) -> HandbookPart:
    rows = (ChapterRow(links.page(page.title, page.path), page.description) for page in pages)
    return HandbookPart(title, slug(title), tuple(rows))

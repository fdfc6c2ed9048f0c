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
from .models import ChapterRow, Handbook, HandbookPart, Page, Ready
from .readiness import readiness_page
from .severity import severity_page
from .slugs import slug

Chapter = Callable[[Edition], Page | None]

PARTS: tuple[tuple[str, tuple[Chapter, ...]], ...] = (
    (
        "On call",
        (
            text_chapter("on-call"),
            text_chapter("escalation"),
        ),
    ),
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
        "When it is over",
        (
            text_chapter("timeline-sources"),
            text_chapter("blameless"),
            text_chapter("writing", "handbook/writing.html"),
            text_chapter("learning"),
        ),
    ),
    (
        "Before the next one",
        (
            text_chapter("lifecycle"),
            drill_chapter,
            readiness_page,
            pattern_page,
        ),
    ),
)
"""The chapters by the moment in which they are needed."""

BESIDE = (
    ("On call", "Who is on call", links.ROTA, "Who it is now and next, and the escalation of each rotation."),
    ("When something breaks", "Runbooks", links.RUNBOOKS, "What to do, step by step, by service and alert."),
    ("When it is over", "Action items", links.ACTION_ITEMS, "Every action, with its owner and due date."),
    ("When it is over", "Reviews", links.REVIEWS, "Week, month and quarter, ready for the meeting."),
)
"""Pages of the portal that the contents name below a part: part, title, path, sentence."""

TITLE = "Handbook"
SENTENCE = "How we respond: severity, roles, messages, what to do first, and what to learn from it."


def handbook_pages(edition: Edition) -> Iterator[Page]:
    """The contents and every chapter that has something to say; nothing where the policy wants none."""
    if not edition.policy.handbook:
        return
    made = [(title, _pages(edition, chapters)) for title, chapters in PARTS]
    parts = tuple(_part(title, pages, _beside(edition, title)) for title, pages in made if pages)
    contents = Ready(Handbook(TITLE, parts))
    yield Page(links.HANDBOOK, TITLE, "handbook/index.html", contents, description=SENTENCE)
    for _, pages in made:
        yield from pages


def read_handbook(pages: Iterable[Page]) -> Handbook | None:
    """The contents of the handbook among the pages of a portal, or None where it has none."""
    models = (page.model for page in pages if page.path == links.HANDBOOK)
    return next((model for model in models if isinstance(model, Handbook)), None)


def _pages(edition: Edition, chapters: Iterable[Chapter]) -> list[Page]:
    return [page for chapter in chapters if (page := chapter(edition)) is not None]


def _part(title: str, pages: Iterable[Page], beside: tuple[ChapterRow, ...]) -> HandbookPart:
    rows = (ChapterRow(links.page(page.title, page.path), page.description) for page in pages)
    return HandbookPart(title, slug(title), tuple(rows), beside)


def _beside(edition: Edition, title: str) -> tuple[ChapterRow, ...]:
    """The pages of the portal that belong to a part; that of the rota where there is one."""
    missing = links.ROTA if edition.ground.catalogue.library.rota is None else ""
    return tuple(
        ChapterRow(links.page(name, path), sentence)
        for part, name, path, sentence in BESIDE
        if part == title and path != missing
    )

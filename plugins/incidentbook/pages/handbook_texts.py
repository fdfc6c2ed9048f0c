"""The chapters of the handbook that are prose: Markdown of the package, unless the team has its own page."""

from collections.abc import Callable
from types import MappingProxyType

from .edition import Edition
from .models import Page

TEXTS = MappingProxyType(
    {
        "blameless": (
            "Blameless language",
            "How to write about an incident so that people go on telling what happened.",
        ),
    }
)
"""Title and description by the name of the template in `templates/handbook/` (`<name>.md`)."""


def text_chapter(name: str) -> Callable[[Edition], Page]:
    """The chapter that the Markdown template of this name makes; its model is the policy."""
    title, description = TEXTS[name]

    def chapter(edition: Edition) -> Page:
        path = f"handbook/{name}.md"
        return Page(path, title, "", edition.policy, description=description, text=path, gives_way=True)

    return chapter

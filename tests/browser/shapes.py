"""Which pages show between them all that a site shows: found in their HTML, so that nobody keeps a list."""

from collections.abc import Iterable, Mapping
from html.parser import HTMLParser

Shape = tuple[str, ...]
"""An element as style sheets and scripts know it: its name, its classes, and its attributes of ours."""

_OURS = "data-incidentbook"


class _Shapes(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[Shape] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = sorted((dict(attrs).get("class") or "").split())
        self.found.add((tag, *classes, *(name for name, _ in attrs if name.startswith(_OURS))))


def shapes_of(html: str) -> frozenset[Shape]:
    """The shapes of all elements of a page."""
    parser = _Shapes()
    parser.feed(html)
    return frozenset(parser.found)


def covering(pages: Mapping[str, Iterable[Shape]]) -> list[str]:
    """Names of pages that show between them every shape that any of them shows; few, and the same each time.

    The next is always the one that adds most, of several the first by name.
    """
    shown = {name: frozenset(shapes) for name, shapes in sorted(pages.items())}
    left = frozenset[Shape]().union(*shown.values())
    chosen = []
    while left:
        best = max(shown, key=lambda name: len(shown[name] & left))
        chosen.append(best)
        left -= shown[best]
    return sorted(chosen)

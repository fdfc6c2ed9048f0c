"""The small values of which every page is made, as HTML: links, days, chips.

A register prints ten of them a row, and ten thousand rows: as template macros they took most of a build's
time for pages, as functions a sixth of that. Each escapes what comes from documents.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache

from markupsafe import Markup, escape

from incidentbook.pages.models import Chip, Day, Link, Target

from .printing import escaped

_KEPT = 1024
"""So many days and chips are kept as HTML: the same few stand in most rows."""


def exact(iso: str) -> str:
    """The machine's form of a day or time as a person reads it: "2025-03-15 14:25 UTC"."""
    day, _, time = iso.partition("T")
    if not time:
        return day
    clock = time.removesuffix("Z").removesuffix("+00:00")
    return f"{day} {clock.removesuffix(':00') if clock.count(':') > 1 else clock} UTC"


class Links:
    """Links as seen from the page that is being rendered; `href` gives the address of what they lead to."""

    def __init__(self) -> None:
        self.href: Callable[[Target], str] = _nowhere

    def address(self, target: Target) -> str:
        """The address of a target; empty where it has none."""
        return self.href(target)

    def link(self, link: Link, class_: str = "") -> Markup:
        """A link, or its words alone where its target has no address."""
        target = link.target
        address = self.href(target) if target else ""
        shape = f' class="{class_}"' if class_ else ""
        title = f' title="{escaped(link.title)}"' if link.title else ""
        if not address:
            return Markup(f"<span{shape}{title}>{escaped(link.text)}</span>")
        away = ' rel="noopener noreferrer"' if target and target.kind == "url" else ""
        return Markup(f'<a{shape} href="{escaped(address)}"{title}{away}>{escaped(link.text)}</a>')

    def links(self, links: Iterable[Link], separator: str = ", ") -> Markup:
        """Several links in a row."""
        return escape(separator).join([self.link(one) for one in links])

    def filters(self) -> dict[str, Callable[..., object]]:
        """By the names that templates use."""
        return {"href": self.address, "link": self.link, "links": self.links}


def _nowhere(_: Target) -> str:
    return ""


@lru_cache(_KEPT)
def day(day: Day) -> Markup:
    """A day, with how long ago it was in its title."""
    ago = f" · {escaped(day.ago)}" if day.ago else ""
    iso = escaped(day.iso)
    return Markup(f'<time datetime="{iso}" title="{escaped(exact(day.iso))}{ago}">{escaped(day.text)}</time>')


def day_ago(day: Day) -> Markup:
    """A day, and how long ago it was."""
    iso = escaped(day.iso)
    time = f'<time datetime="{iso}" title="{escaped(exact(day.iso))}">{escaped(day.text)}</time>'
    if not day.ago:
        return Markup(time)
    return Markup(f'{time} <span class="ib-ago" data-incidentbook-ago="{iso}">{escaped(day.ago)}</span>')


@lru_cache(_KEPT)
def chip(chip: Chip) -> Markup:
    """A word with its colour and shape."""
    title = f' title="{escaped(chip.title)}"' if chip.title else ""
    shape = f'<i aria-hidden="true">{escaped(chip.shape)}</i>' if chip.family not in _SHAPELESS else ""
    family, key = escaped(chip.family), escaped(chip.key)
    return Markup(
        f'<span class="ib-chip ib-chip--{family} ib-chip--{key}"{title}>{shape}{escaped(chip.text)}</span>'
    )


_SHAPELESS = ("severity", "kind")


def chips(chips: Iterable[Chip]) -> Markup:
    """Several chips in a row."""
    return Markup(" ").join([chip(one) for one in chips])


VALUES = {"day": day, "day_ago": day_ago, "chip": chip, "chips": chips}
"""By the names that templates use."""

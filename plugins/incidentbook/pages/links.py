"""Where words lead: documents, pages of the portal, and addresses that are safe to follow."""

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from incidentbook.records import Location, Postmortem, Runbook, Ticket

from .models import Link, Target

SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})

HOME = "index.md"
POSTMORTEMS = "postmortems/index.md"
RUNBOOKS = "runbooks/index.md"
RUNBOOK_TRUST = "runbook-trust.md"
ALERTS = "alerts.md"
ACTION_ITEMS = "action-items.md"
CAUSES = "causes/index.md"
SERVICES = "services/index.md"
TEAMS = "teams/index.md"
ROTA = "rota/index.md"
ROTA_LOAD = "rota/load.md"
METRICS = "metrics/index.md"
REVIEWS = "reviews/index.md"
QUALITY = "quality.md"
HANDBOOK = "handbook/index.md"
DRILLS = "handbook/drills.md"
DRILL_CARDS = "drills/index.md"
ONCALL = "oncall.html"
"""A file of the site, not a page of its theme."""

_NUMBER = re.compile(r"\+?\d[\d().-]{1,30}(?:;ext=\d{1,10})?")
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\s<>\"`\\{}]")


def safe_url(text: str) -> str:
    """The address where a reader may follow it (http, https, mailto, tel), otherwise an empty text.

    Every link of a page to somewhere outside the portal goes through here.
    """
    url = text.strip()
    if not url or _UNSAFE.search(url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in SAFE_SCHEMES:
        return ""
    if parts.scheme == "tel":
        return url if _NUMBER.fullmatch(parts.path) and not (parts.query or parts.fragment) else ""
    return url if parts.netloc or (parts.scheme == "mailto" and "@" in parts.path) else ""


def outside(text: str, url: str, title: str = "") -> Link:
    """A link to an address, or plain text where the address is not safe."""
    safe = safe_url(url)
    return Link(text or safe or url, Target("url", safe) if safe else None, title)


def ticket(value: Ticket | None) -> Link | None:
    """A ticket as a link or plain text."""
    return outside(value.text, value.url) if value and (value.text or value.url) else None


def document(record: Postmortem | Runbook, text: str = "", anchor: str = "") -> Link:
    """A link to a document, by its title unless other words are given."""
    return _document(text or record.title or record.path, record.path, anchor)


@lru_cache(maxsize=8192)
def _document(text: str, path: str, anchor: str) -> Link:
    return Link(text, Target("document", path, anchor))


@lru_cache(maxsize=8192)
def page(text: str, path: str, anchor: str = "", query: str = "") -> Link:
    """A link to a page of the portal."""
    return Link(text, Target("page", path, anchor, query))


def plain(texts: Iterable[str]) -> tuple[Link, ...]:
    """Words that lead nowhere."""
    return tuple(Link(text) for text in texts if text)


def place(location: Location) -> str:
    """A place in a file as it is printed: "path:line"."""
    return f"{location.path}:{location.line}"

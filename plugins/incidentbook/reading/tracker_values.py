"""Values of tickets as trackers send them and as the tracker's file holds them, whatever stands there."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from .patterns import expression

_LONGEST = 300
_SELECTED = expression(r"(?:^|&)(selectedIssue=[^&]+)")


def text(value: object) -> str:
    """The text on one line without control characters, shortened; empty where it is none."""
    if not isinstance(value, str):
        return ""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in value[: 4 * _LONGEST]).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def address(value: object) -> str:
    """The address of a page, or empty where it is none."""
    url = value.strip() if isinstance(value, str) else ""
    return url if url.isprintable() and " " not in url and normal_url(url) else ""


def moment_of(words: str) -> datetime | None:
    """A time as trackers write it ("2025-03-15T14:25:00.000+0000"), in UTC, or None."""
    try:
        found = datetime.fromisoformat(words)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
        return None


def normal_url(url: str) -> str:
    """What two addresses of one ticket have in common: the scheme, a fragment, a query and "/" do not count.

    Of a query counts what names an issue of Jira on a board. An address that no browser would follow is no
    ticket's: the result is then empty.
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return ""
    selected = _SELECTED.search(parts.query)
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}{f'?{selected[1]}' if selected else ''}"

"""A page's HTML, put together from what the portal says and what the author wrote."""

import re
from html import escape, unescape

from .safety import printable

_TASK = re.compile(r'<input type="checkbox" disabled(?:="")?(?P<done> checked(?:="")?)?(?=\s*/?>)')
_HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_PERMALINK = re.compile(r'<a\b[^>]*class="headerlink".*?</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_INVISIBLE = re.compile(r"(?:\s|<!--.*?-->|<span[^>]*></span>|<p>\s*</p>)*", re.DOTALL)


def titled(html: str, title: str) -> str:
    """A document's HTML with a title at its beginning, if it has none of its own.

    Its own is the first heading of the first level, where that opens the document or says what `title` says.
    """
    return html if _title_heading(html, title) else f"{title_heading(title)}\n{html}"


def with_named_tasks(html: str) -> str:
    """The HTML with a name on the box of each task, for those who cannot see whether it is ticked."""
    return _TASK.sub(lambda box: f'{box[0]} aria-label="{"done" if box["done"] else "open"}"', html)


def framed(html: str, title: str, header: str, footer: str) -> str:
    """A titled document's HTML with `header` after its title and `footer` at its end.

    `html`, `header` and `footer` are HTML, `title` is text.
    """
    heading = _title_heading(html, title)
    place = heading.end() if heading else 0
    return f"{html[:place]}\n{header}\n{html[place:]}\n{footer}"


def title_heading(title: str) -> str:
    """A heading of the first level that says `title`."""
    return f"<h1>{escape(printable(title))}</h1>"


def _title_heading(html: str, title: str) -> re.Match[str] | None:
    heading = _HEADING.search(html)
    if heading is None:
        return None
    opening = _INVISIBLE.match(html)
    opens = opening is not None and opening.end() == heading.start()
    return heading if opens or _words(heading[1]) == _words(escape(title)) else None


def _words(html: str) -> str:
    return re.sub(r"\W+", " ", unescape(_TAG.sub("", _PERMALINK.sub("", html)))).strip().casefold()

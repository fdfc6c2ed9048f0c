"""What may stand on a page: characters, addresses, and tags that were meant as text.

HTML of authors is sanitised in `sanitising`; here is what needs no sanitiser.
"""

import re

from incidentbook.reading.html_names import HTML_NAMES

_UNKNOWN = re.compile(
    rf"<(?=/?(?!(?:{'|'.join(sorted(HTML_NAMES, key=len, reverse=True))})[\s/>])[a-z])", re.IGNORECASE
)
"""The sign before a name that HTML does not know; it looks no further than that name."""

_NAME = re.compile(r"</?([a-z][^\s/<>]*)([\s/>]?)", re.IGNORECASE)
"""The beginning of any tag: its name, and the character that ends the name."""

_RUNS = frozenset({"javascript", "vbscript", "data"})
_SCHEME = re.compile(r"([^/?#:]*):")
_BLANK = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]+")
_CONTROL = bytes((*range(9), 11, 12, *range(14, 32), 127))
_CONTROLS = dict.fromkeys(_CONTROL, "�")


def legible(html: str) -> str:
    """The HTML in which a tag that HTML does not know, `<pod>` say, is text."""
    return html if _has_known_names(html) else _UNKNOWN.sub("&lt;", html)


def _has_known_names(html: str) -> bool:
    """Whether HTML knows the names of all tags: a page has few, however often each of them stands there."""
    names = set(_NAME.findall(html))
    return all(end and name.lower() in HTML_NAMES for name, end in names)


def printable(text: str) -> str:
    """`text` without the control characters that no page may hold; `text` itself where there is none."""
    data = text.encode("utf-8", "surrogatepass")
    is_clean = len(data.translate(None, _CONTROL)) == len(data)
    return text if is_clean else text.translate(_CONTROLS)


def own_ids(html: str) -> str:
    """The portal's HTML without ids by which Material finds its configuration: a service may be named so."""
    return html.replace(' id="__', ' id="ib-')


def is_safe_address(address: str) -> bool:
    """Whether a browser would visit `address` rather than run it; images may be `data:` of their own."""
    bare = _BLANK.sub("", address)
    scheme = _SCHEME.match(bare)
    return scheme is None or scheme[1].lower() not in _RUNS or bare.lower().startswith("data:image/")

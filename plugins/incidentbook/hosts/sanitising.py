"""The HTML of authors, sanitised by nh3 (the sanitiser ammonia): what shows something stays, nothing runs.

It sees what Markdown and all its extensions made, so that it does not matter by which syntax something came.
What is allowed is what those extensions make, and what reads well on GitHub. Beside what runs, these go:
what would cover the page, what posts or frames, and the names by which the scripts of the theme and of the
portal find their own parts, which an author's text must not pose as.
"""

import re
from functools import cache

import nh3

from .safety import legible, printable

_TAGS_NAMES = """
a abbr acronym address article aside audio b bdi bdo big blockquote br caption center cite code col colgroup
dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img input ins kbd
label li mark ol p picture pre q rp rt ruby s samp section small source span strike strong sub summary sup
table tbody td tfoot th thead time tr track tt u ul var video wbr svg g path circle rect line polyline
polygon ellipse text tspan
"""
_TAGS = frozenset(_TAGS_NAMES.split())
_WITHOUT_CONTENT_NAMES = """
script style iframe noembed noframes noscript template title
"""
_WITHOUT_CONTENT = frozenset(_WITHOUT_CONTENT_NAMES.split())
"""Elements whose content is no text for readers."""

_DRAWING_NAMES = "svg g path circle rect line polyline polygon ellipse text tspan"
_DRAWN_NAMES = """
viewBox xmlns width height d x y x1 y1 x2 y2 cx cy r rx ry points transform fill stroke stroke-width
stroke-linecap stroke-linejoin stroke-dasharray fill-rule clip-rule opacity text-anchor font-size
"""
_DRAWN = frozenset(_DRAWN_NAMES.split())
_MEDIA = frozenset({"src", "width", "height", "controls", "loop", "muted", "poster", "preload"})
_CELL = frozenset({"align", "valign", "colspan", "rowspan", "headers", "scope", "abbr", "width"})
_ATTRIBUTES = {
    "*": {"id", "class", "title", "lang", "dir", "role", "style", "hidden", "tabindex"},
    "a": {"href", "rel", "target", "download", "hreflang", "name"},
    "audio": _MEDIA,
    "blockquote": {"cite"},
    "col": {"span", "align", "width"},
    "colgroup": {"span"},
    "del": {"datetime", "cite"},
    "details": {"open"},
    "div": {"align"},
    "h1": {"align"},
    "h2": {"align"},
    "h3": {"align"},
    "img": {"src", "alt", "width", "height", "align", "loading", "decoding", "srcset", "sizes"},
    "input": {"checked", "disabled", "name"},
    "ins": {"datetime", "cite"},
    "label": {"for"},
    "li": {"value"},
    "ol": {"start", "type", "reversed"},
    "p": {"align"},
    "source": {"src", "srcset", "type", "media", "sizes"},
    "table": {"align", "width", "summary"},
    "td": _CELL,
    "th": _CELL,
    "time": {"datetime"},
    "track": {"src", "kind", "srclang", "label", "default"},
    "video": _MEDIA,
    **dict.fromkeys(_DRAWING_NAMES.split(), _DRAWN),
}
_SCHEMES_NAMES = """
http https mailto tel sip ssh git ftp ftps irc ircs matrix slack xmpp data
"""
_SCHEMES = frozenset(_SCHEMES_NAMES.split())
_STYLES_NAMES = """
color background-color text-align vertical-align text-decoration font-weight font-style white-space width
max-width min-width height max-height display list-style-type border border-color border-style border-width
border-collapse padding
"""
_STYLES = frozenset(_STYLES_NAMES.split())
"""Properties that dress words and tables; none of them lays anything over the page, or loads something."""

_TARGETS = frozenset({"_blank", "_self"})
_THEIR_CLASSES = ("md-", "mdx-")
_OWN_CLASSES = frozenset({"md-button", "md-button--primary", "md-tag"})
_THEIR_DATA = ("data-md", "data-incidentbook", "data-pagefind", "data-clipboard", "data-preview", "data-bs-")
_THEIR_ID = re.compile(r"__(?!(?:tabbed|code|codelineno|span)[-_]?[0-9])")
"""Material finds its configuration and its switches by names that begin so; the others are PyMdown's."""

_BLANK = re.compile(r"[\x00-\x20]")
_LOADING = re.compile(r"url|image|expression|[\\@]", re.IGNORECASE)
_MERMAID = "mermaid"
_INPUT = re.compile(r'<input((?: [^\s"=<>]+="[^"]*")*)>')


def sanitised(html: str, *, has_mermaid: bool = False) -> str:
    """What Markdown made of an author's text, sanitised; a tag that HTML does not know is text.

    Without `has_mermaid` nothing is of the class for which Material loads Mermaid from another host.
    """
    clean = printable(_cleaner(has_mermaid=has_mermaid).clean(legible(printable(html))))
    return _INPUT.sub(_checkable, clean) if "<input" in clean else clean


def _checkable(field: re.Match[str]) -> str:
    """A box or a button of a choice; a field to type into is none of an author's."""
    return field[0] if ' type="' in field[1] else ""


@cache
def _cleaner(*, has_mermaid: bool) -> nh3.Cleaner:
    def kept(tag: str, name: str, value: str) -> str | None:
        return _kept(tag, name, value, has_mermaid=has_mermaid)

    return nh3.Cleaner(
        tags=_TAGS,
        clean_content_tags=_WITHOUT_CONTENT,
        attributes=_ATTRIBUTES,
        tag_attribute_values={"input": {"type": {"checkbox", "radio"}}},
        attribute_filter=kept,
        generic_attribute_prefixes={"data-", "aria-"},
        filter_style_properties=_STYLES,
        url_schemes=_SCHEMES,
        link_rel=None,
    )


def _kept(tag: str, name: str, value: str, *, has_mermaid: bool) -> str | None:
    """The value that an attribute keeps, or None where it goes."""
    if name == "class":
        return _classes(value, has_mermaid=has_mermaid)
    if name in {"id", "name", "for"} and _THEIR_ID.match(value):
        return None
    if name.startswith(_THEIR_DATA) or (name == "target" and value not in _TARGETS):
        return None
    if name in {"href", "src", "poster", "cite"} and _BLANK.sub("", value[:40]).lower().startswith("data:"):
        is_image = tag == "img" and _BLANK.sub("", value[:40]).lower().startswith("data:image/")
        return value if is_image else None
    if name == "style":
        return None if _LOADING.search(value) else value
    return value


def _classes(value: str, *, has_mermaid: bool) -> str | None:
    """The classes that an author may use: not those by which a theme lays out its own parts."""
    if _MERMAID not in value and "md" not in value:
        return value
    names = [
        name
        for name in value.split()
        if (name in _OWN_CLASSES or not name.startswith(_THEIR_CLASSES)) and (has_mermaid or name != _MERMAID)
    ]
    return " ".join(names) or None

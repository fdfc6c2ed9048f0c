"""Take out of a document's HTML what would run or fetch in the reader's browser.

Documents may hold HTML of their own. What shows something stays; scripts, event handlers, frames of other
kinds and addresses such as `javascript:` go. A tag that HTML does not know, `<pod>` say, was meant as
text and is shown as text.
"""

import re
from html import escape
from html.parser import HTMLParser

_SHOWN_NAMES = """
a abbr acronym address article aside audio b bdi bdo big blockquote br button caption center cite code col
colgroup data datalist dd del details dfn dialog dir div dl dt em fieldset figcaption figure font footer
form h1 h2 h3 h4 h5 h6 header hgroup hr i iframe img input ins kbd label legend li main map area mark menu
meter nav ol optgroup option output p picture pre progress q rp rt ruby s samp search section select small
source span strike strong sub summary sup table tbody td textarea tfoot th thead time tr track tt u ul var
video wbr svg g path circle rect line polyline polygon ellipse text tspan defs use title desc lineargradient
radialgradient stop clippath mask pattern marker
"""
_SILENT_NAMES = """
script style object embed applet base meta link frame frameset noframes noscript noembed template xmp
plaintext html head body portal animate animatemotion animatetransform set foreignobject math canvas param
bgsound slot
"""
_VOID_NAMES = "area br col hr img input source track wbr"
_ADDRESS_NAMES = "href src action formaction poster background cite data longdesc xlink:href icon manifest"

_SHOWN = frozenset(_SHOWN_NAMES.split())
"""Elements that show something."""

_SILENT = frozenset(_SILENT_NAMES.split())
"""Elements that HTML knows and a document's page must not hold."""

_WITH_CONTENT = frozenset({"script", "style"})
"""Silent elements whose content is no text for readers."""

_VOID = frozenset(_VOID_NAMES.split())
_ADDRESS = frozenset(_ADDRESS_NAMES.split())
_RUNS = frozenset({"javascript", "vbscript", "data"})
_SCHEME = re.compile(r"([^/?#:]*):")
_BLANK = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]+")
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127), "�")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NAME = re.compile(r"[a-z][a-z0-9_.:-]*\Z")


def _spaced(word: str) -> str:
    return r"[\x00-\x20]*".join(word)


_SUSPECT_WORDS = ("srcdoc", "formaction", "<!", "<?", "data:", "&#", "&colon;", "&tab;", "&newline;")
_SUSPECTS = tuple(
    re.compile(pattern)
    for pattern in (
        r"[\s/\"']on[a-z]+\s*=",
        _spaced("javascript"),
        _spaced("vbscript"),
        r"[\x00-\x08\x0b\x0c\x0e-\x1f]",
        rf"</?(?!(?:{'|'.join(sorted(_SHOWN))})[\s/>])[a-z]",
    )
)
"""What a page without danger and without unknown tags does not hold, in lower case; most pages end here.

Each pattern begins with a character or a set of them, for which Python looks faster than for several.
"""


def safe_html(html: str) -> str:
    """The HTML of a document's own text, less what could do harm; `html` itself where there is nothing."""
    lower = html.lower()
    if not any(word in lower for word in _SUSPECT_WORDS) and not any(one.search(lower) for one in _SUSPECTS):
        return html
    cleaner = _Cleaner()
    cleaner.feed(html)
    cleaner.close()
    return "".join(cleaner.pieces)


def printable(text: str) -> str:
    """`text` without the control characters that no page may hold; `text` itself where there is none."""
    return text.translate(_CONTROLS) if _CONTROL.search(text) else text


def is_safe_address(address: str) -> bool:
    """Whether a browser would visit `address` rather than run it; images may be `data:` of their own."""
    bare = _BLANK.sub("", address)
    scheme = _SCHEME.match(bare)
    return scheme is None or scheme[1].lower() not in _RUNS or bare.lower().startswith("data:image/")


class _Cleaner(HTMLParser):
    """Writes anew, from what it understood, everything that may stay."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.pieces: list[str] = []
        self._within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._within or tag in _SILENT:
            self._within = self._within or (tag if tag in _WITH_CONTENT else "")
        elif tag in _SHOWN:
            self.pieces.append(f"<{tag}{''.join(_kept(attrs))}>")
        else:
            self.pieces.append(escape(self.get_starttag_text() or f"<{tag}>", quote=False))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _WITH_CONTENT:
            return
        self.handle_starttag(tag, attrs)
        if tag in _SHOWN and tag not in _VOID and not self._within:
            self.pieces.append(f"</{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if self._within:
            self._within = "" if tag == self._within else self._within
        elif tag in _SHOWN:
            self.pieces.append(f"</{tag}>")
        elif tag not in _SILENT:
            self.pieces.append(f"&lt;/{escape(tag)}&gt;")

    def handle_data(self, data: str) -> None:
        if not self._within:
            self.pieces.append(data.replace("<", "&lt;").replace(">", "&gt;").replace("\x00", "\ufffd"))

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")


def _kept(attrs: list[tuple[str, str | None]]) -> list[str]:
    kept = []
    for name, value in attrs:
        harmful = name.startswith("on") or name == "srcdoc" or not _NAME.match(name)
        if harmful or (name in _ADDRESS and not is_safe_address(value or "")):
            continue
        kept.append(f" {name}" if value is None else f' {name}="{escape(value)}"')
    return kept

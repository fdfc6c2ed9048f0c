"""A content security policy for a finished site: its own files, and the inline scripts that it has now.

Directives are those of the W3C's Content Security Policy Level 3. Scripts are named by their hashes, so that
nothing that found its way into a page runs. Styles stand in attributes (the places of marks in drawings),
which no hash can name; they are allowed, as they cannot run anything.
"""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

_SCRIPTS = frozenset({"", "module", "text/javascript", "application/javascript", "text/ecmascript"})
"""Types of `<script>` that run; all others hold data."""

_LOADED = {"script": "src", "img": "src", "iframe": "src", "audio": "src", "video": "src", "source": "src"}

HEADER_ONLY = frozenset({"frame-ancestors"})
"""Directives that browsers follow in a header alone, not in a page's `<meta>`."""


@dataclass(frozen=True, slots=True)
class PageScripts:
    """What a page holds that a policy must know.

    `inline` are the texts of the scripts that run, `handlers` the elements with a script in an attribute
    ("button onclick"), which no policy without 'unsafe-inline' lets run, `hosts` the other hosts that it
    loads something from ("https://example.com"), each with the element that does.
    """

    inline: tuple[str, ...]
    handlers: tuple[str, ...]
    hosts: tuple[tuple[str, str], ...]


def page_scripts(html: str) -> PageScripts:
    """What the HTML of a page holds."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return PageScripts(tuple(reader.inline), tuple(reader.handlers), tuple(reader.hosts))


def security_policy(pages: Iterable[PageScripts], *, runs_wasm: bool = False) -> dict[str, str]:
    """The directives for a site with these pages, by name; `runs_wasm` where its search is Pagefind."""
    hashes = sorted({_hash(script) for page in pages for script in page.inline})
    wasm = ["'wasm-unsafe-eval'"] if runs_wasm else []
    return {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *wasm, *hashes]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'self'",
    }


def header_value(directives: dict[str, str]) -> str:
    """The policy as the value of a header."""
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def meta_element(directives: dict[str, str]) -> str:
    """The policy as an element for the head of a page, where no header can be set."""
    known = {name: sources for name, sources in directives.items() if name not in HEADER_ONLY}
    return f'<meta http-equiv="Content-Security-Policy" content="{escape(header_value(known), quote=True)}">'


def _hash(script: str) -> str:
    """A script as a policy names it: the browser hashes its text with line ends of one character."""
    text = script.replace("\r\n", "\n").replace("\r", "\n")
    return f"'sha256-{b64encode(sha256(text.encode('utf-8', 'replace')).digest()).decode('ascii')}'"


class _Reader(HTMLParser):
    """Collects what runs or loads in a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.inline: list[str] = []
        self.handlers: list[str] = []
        self.hosts: list[tuple[str, str]] = []
        self._script: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a script; note handlers and addresses elsewhere."""
        stated = dict(attrs)
        self.handlers += [f"{tag} {name}" for name in stated if name.startswith("on")]
        source = stated.get(_LOADED.get(tag, ""))
        if source and (host := _host(source)):
            self.hosts.append((host, tag))
        if tag == "script" and source is None and (stated.get("type") or "").strip().lower() in _SCRIPTS:
            self._script = []

    def handle_data(self, data: str) -> None:
        """Take what stands in a script."""
        if self._script is not None:
            self._script.append(data)

    def handle_endtag(self, tag: str) -> None:
        """End a script."""
        if tag == "script" and self._script is not None:
            self.inline.append("".join(self._script))
            self._script = None


def _host(address: str) -> str:
    """The host of an absolute address, as a policy names it; empty for the site's own files."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    return f"{parts.scheme or 'https'}://{parts.netloc}" if parts.netloc else ""

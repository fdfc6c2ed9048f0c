"""What MkDocs makes of a page's Markdown, in a form that can be kept and handed to another process."""

import logging
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from markdown.extensions import Extension
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from .safety import printable

_OWN_NAMES = """
abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs legacy_em md_in_html
meta nl2br sane_lists smarty tables toc wikilinks
"""
_BUILT_IN = frozenset(_OWN_NAMES.split())
"""What Python-Markdown brings along."""

_READING = frozenset({"pymdownx.snippets", "pymdownx.b64", "pymdownx.pathconverter"})
"""Extensions that read other files, or whose result depends on where they are."""

_KNOWN_MAKERS = ("markdown.", "pymdownx.", "material.", "mkdocs.", "pygments.", "yaml.")
"""The beginnings of modules whose functions may stand in the configuration of an extension."""


@dataclass(frozen=True, slots=True)
class Rendition:
    """A rendered page: its HTML, contents, title, anchors, and its links to anchors of other pages.

    `source` is the digest of the Markdown of which it was made. Links are the other page's source, the
    anchor, and the link as it was written; None where MkDocs did not gather them.
    """

    source: bytes
    content: str
    toc: TableOfContents
    title: str | None
    anchors: frozenset[str] | None
    links: tuple[tuple[str, str, str], ...] | None


def digest(text: str) -> bytes:
    """What changes with a text."""
    return sha256(text.encode("utf-8", "surrogatepass")).digest()


def taken(page: Page) -> Rendition:
    """The rendition of a page that was just rendered."""
    links = page.links_to_anchors
    return Rendition(
        source=digest(page.markdown or ""),
        content=page.content or "",
        toc=page.toc,
        title=vars(page).get("_title_from_render"),
        anchors=None if page.present_anchor_ids is None else frozenset(page.present_anchor_ids),
        links=None if links is None else tuple(_flat(links)),
    )


def tidy_contents(page: Page) -> None:
    """Take control characters out of the titles of a page's contents, which themes print as they are."""
    waiting = list(page.toc)
    while waiting:
        entry = waiting.pop()
        entry.title = printable(entry.title)
        waiting.extend(entry.children)


def put(page: Page, rendition: Rendition, files: Files) -> None:
    """Give a page what its rendering would give it."""
    page.content = rendition.content
    page.toc = rendition.toc
    vars(page)["_title_from_render"] = rendition.title
    page.present_anchor_ids = None if rendition.anchors is None else set(rendition.anchors)
    if rendition.links is None:
        return
    page.links_to_anchors = {}
    for uri, anchor, written in rendition.links:
        if (file := files.get_file_from_path(uri)) is not None:
            page.links_to_anchors.setdefault(file, {})[anchor] = written


def _flat(links: dict[Any, dict[str, str]]) -> Iterator[tuple[str, str, str]]:
    for file, anchors in links.items():
        for anchor, written in anchors.items():
            yield file.src_uri, anchor, written


def dumped(result: object) -> bytes:
    """A result as bytes."""
    return pickle.dumps(result, pickle.HIGHEST_PROTOCOL)


def has_effects(config: MkDocsConfig, own: Extension) -> bool:
    """Whether rendering may do more than make HTML: an extension that nobody knows may tell a plugin."""
    return not all(map(_is_known, _others(config, own)))


def recipe(config: MkDocsConfig, own: Extension) -> str | None:
    """What rendering depends on beside the text and the files of the site, or None where that cannot be said.

    It cannot where an extension is unknown or reads files, or is configured with a stranger's function.
    """
    names = [str(extension) for extension in _others(config, own)]
    if has_effects(config, own) or _READING.intersection(names):
        return None
    try:
        configured = _canonical({name: config.mdx_configs.get(name) for name in names})
    except ValueError:
        return None
    validation = repr(sorted(config.validation.links.items()))
    return repr((names, configured, validation, config.use_directory_urls))


def _others(config: MkDocsConfig, own: Extension) -> list[object]:
    every: list[object] = list(config.markdown_extensions)  # plugins add objects, too
    return [extension for extension in every if extension is not own]


def _is_known(extension: object) -> bool:
    if not isinstance(extension, str):
        return False
    return extension in _BUILT_IN or extension.startswith(("markdown.extensions.", "pymdownx.", "material."))


def _canonical(value: object) -> object:
    """A configuration in a form that is the same in every run. Raises ValueError for what has none."""
    if isinstance(value, dict):
        return sorted((str(key), _canonical(inner)) for key, inner in value.items())
    if isinstance(value, list | tuple):
        return [_canonical(inner) for inner in value]
    if value is None or isinstance(value, str | int | float | bool):
        return repr(value)
    module = getattr(value, "__module__", "") or ""
    name = getattr(value, "__qualname__", "")
    if name and f"{module}.".startswith(_KNOWN_MAKERS) and "<" not in name:
        return f"{module}.{name}"
    raise ValueError(repr(value))


class _Ear(logging.Handler):
    """Notes whether anything was said."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.has_heard = False

    def emit(self, record: logging.LogRecord) -> None:
        """Note it."""
        self.has_heard = self.has_heard or record.levelno >= self.level


@contextmanager
def heard() -> Iterator[Callable[[], bool]]:
    """A question that says whether anything was logged since: what was said once must be said each time."""
    ear = _Ear()
    loggers = [logging.getLogger(), logging.getLogger("mkdocs")]
    for logger in loggers:
        logger.addHandler(ear)
    try:
        yield lambda: ear.has_heard
    finally:
        for logger in loggers:
            logger.removeHandler(ear)

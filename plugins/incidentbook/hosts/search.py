"""Search: the theme's own engine, with the words that people paste."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugins

INDEX = "search/search_index.json"
"""Where MkDocs and Material both keep their index, in the site."""

_WORDS_BOOST = 1e4
"""Above the title's 1000: who pastes an alert's name wants its runbook, not an incident that names it."""

_SHOWN = 200
"""How many characters of a document's text MkDocs' own search shows."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What search shall know of a page besides its text: further words, or all there is to find it by.

    `location` is the page's address in the site. With `is_all`, the page's text is not searched: it is
    found by `title` and shown with `text`; else `title` and `text` introduce the page where an engine
    cannot search words without showing them.
    """

    location: str
    words: tuple[str, ...] = ()
    title: str = ""
    text: str = ""
    is_all: bool = False


def ensure_search(config: MkDocsConfig) -> None:
    """Add the search plugin of the theme (else MkDocs' own) where no search plugin is listed.

    Raises:
        PluginError: It is installed and refuses its defaults.
    """
    if any(name.rpartition("/")[2] == "search" for name in config.plugins):
        return
    installed = get_plugins()
    name = f"{config.theme.name}/search"
    name = name if name in installed else "search"
    plugin = installed[name].load()()
    errors, _ = plugin.load_config({}, config.config_file_path)
    if errors:
        raise PluginError(f"the search plugin cannot be used: {errors[0][1]}")
    config.plugins[name] = plugin


def enrich(site_dir: Path, entries: Iterable[Entry]) -> None:
    """Write the entries into the site's search index, where there is one."""
    path = site_dir / INDEX
    if not path.is_file():
        return
    index = json.loads(path.read_text(encoding="utf-8"))
    if isinstance(index, dict) and isinstance(index.get("docs"), list):
        _extend(index, {entry.location: entry for entry in entries})
        path.write_text(json.dumps(index, separators=(",", ":")), encoding="utf-8", newline="\n")


def _extend(index: dict[str, Any], entries: Mapping[str, Entry]) -> None:
    fields = index.get("config", {}).get("fields")
    index["docs"] = list(_documents(index["docs"], entries, has_fields=isinstance(fields, dict)))
    if isinstance(fields, dict):
        fields["words"] = {"boost": _WORDS_BOOST}


def _documents(
    documents: list[dict[str, Any]], entries: Mapping[str, Entry], *, has_fields: bool
) -> Iterator[dict[str, Any]]:
    """The documents of the index; `has_fields` where the engine knows fields that it does not show."""
    for document in documents:
        entry = entries.get(document["location"].partition("#")[0])
        if entry is None:
            yield document
        elif not entry.is_all:
            is_page = document["location"] == entry.location
            yield {**document, "words": " ".join(entry.words)} if has_fields and is_page else document
    for entry in entries.values():
        if entry.is_all:
            yield {"location": entry.location, "title": entry.title, "text": entry.text}
        elif not has_fields:
            yield _introduction(entry)


def _introduction(entry: Entry) -> dict[str, Any]:
    """A short document of its own that leads to the page, for MkDocs' engine.

    It prefers short documents, so that an incident that names the alert would come first otherwise. It
    shows the beginning of a document, so that the words stand where that ends.
    """
    text = entry.text.ljust(_SHOWN) + " ".join(entry.words)
    return {"location": f"{entry.location}#", "title": entry.title, "text": text}

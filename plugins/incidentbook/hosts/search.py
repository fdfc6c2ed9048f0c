"""Search: the theme's own engine, with the words that people paste."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugins

INDEX = "search/search_index.json"
"""Where MkDocs and Material both keep their index, in the site."""

_BOOSTS = {"pasted": 1e4, "further": 1.0}
"""Titles weigh 1000: who pastes an alert's name wants its runbook, not an incident that names it."""

Document = dict[str, Any]
"""A document of an index: its location, title, text and further fields."""

_SHOWN = 200
"""How many characters of a document's text MkDocs' own search shows."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What search shall know of the page at `location` besides its text.

    "pasted": whoever pastes one of the words wants this page first. "further": the words weigh as those of
    its text. "whole": it is found by `title` and `text` alone. Words are searched and not shown; where an
    engine cannot do that, `title` and `text` introduce the page.
    """

    kind: Literal["pasted", "further", "whole"]
    location: str
    words: tuple[str, ...] = ()
    title: str = ""
    text: str = ""


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
    if isinstance(fields, dict):  # Material: every field is searched, three of them are shown
        fields |= {kind: {"boost": boost} for kind, boost in _BOOSTS.items()}
        index["docs"] = [*_with_fields(index["docs"], entries), *_wholes(entries)]
    else:
        introductions = map(_introduction, entries.values())
        index["docs"] = [*_without_wholes(index["docs"], entries), *introductions]


def _with_fields(documents: list[Document], entries: Mapping[str, Entry]) -> Iterator[Document]:
    for document in _without_wholes(documents, entries):
        entry = entries.get(document["location"])
        yield {**document, entry.kind: " ".join(entry.words)} if entry and entry.words else document


def _without_wholes(documents: list[Document], entries: Mapping[str, Entry]) -> Iterator[Document]:
    wholes = {location for location, entry in entries.items() if entry.kind == "whole"}
    return (document for document in documents if document["location"].partition("#")[0] not in wholes)


def _wholes(entries: Mapping[str, Entry]) -> Iterator[Document]:
    for entry in entries.values():
        if entry.kind == "whole":
            yield {"location": entry.location, "title": entry.title, "text": entry.text}


def _introduction(entry: Entry) -> Document:
    """A short document that leads to the page, for MkDocs' own engine.

    It prefers short documents, so that an incident that names the alert would come first otherwise. It
    shows the beginning of a document's text, so that the words stand where that ends.
    """
    text = entry.text.ljust(_SHOWN) + " ".join(entry.words) if entry.words else entry.text
    mark = "" if entry.kind == "whole" else "#"
    return {"location": f"{entry.location}{mark}", "title": entry.title, "text": text}

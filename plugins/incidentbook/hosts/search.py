"""Search: the theme's own engine, with the words that people paste."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
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
    engine cannot do that, `title` (after `alerts`) and `text` introduce the page.

    A page that `is_alone` is found by its entry and not by what stands on it: `rest` is what the entry knows
    of that, `boost` how much it weighs.
    """

    kind: Literal["pasted", "further", "whole"]
    location: str
    words: tuple[str, ...] = ()
    title: str = ""
    text: str = ""
    alerts: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    boost: float = 1.0
    is_alone: bool = False

    @property
    def replaces(self) -> bool:
        """Whether search knows nothing of the page but this entry."""
        return self.is_alone or self.kind == "whole"


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
    others = [document for document in index["docs"] if not _is_replaced(document, entries)]
    if isinstance(fields, dict):  # Material: every field is searched, three of them are shown
        fields |= {kind: {"boost": boost} for kind, boost in _BOOSTS.items()}
        index["docs"] = [*_with_fields(others, entries), *map(_alone, _replacing(entries))]
        if not any("tags" in document for document in index["docs"]):
            fields.pop(
                "tags", None
            )  # a field costs the browser time in every document, also where it is empty
    else:
        index["docs"] = [*others, *map(_introduction, entries.values())]


def _is_replaced(document: Document, entries: Mapping[str, Entry]) -> bool:
    entry = entries.get(document["location"].partition("#")[0])
    return entry is not None and entry.replaces


def _with_fields(documents: list[Document], entries: Mapping[str, Entry]) -> Iterator[Document]:
    for document in documents:
        entry = entries.get(document["location"])
        yield {**document, entry.kind: " ".join(entry.words)} if entry and entry.words else document


def _replacing(entries: Mapping[str, Entry]) -> Iterator[Entry]:
    return (entry for entry in entries.values() if entry.replaces)


def _alone(entry: Entry) -> Document:
    words = {"further": entry.rest} if entry.kind == "pasted" else {}
    words |= {entry.kind: (*entry.words, *(entry.rest if not words else ()))}
    return {
        "location": entry.location,
        "title": escape(entry.title, quote=False),
        "text": escape(entry.text, quote=False),
        **{field: " ".join(found) for field, found in words.items() if found},
        **({"boost": entry.boost} if entry.boost != 1 else {}),
    }


def _introduction(entry: Entry) -> Document:
    """A short document that leads to the page, for MkDocs' own engine.

    It prefers short documents, so that an incident that names the alert would come first otherwise. It
    shows the beginning of a document's text, so that the words stand where that ends.
    """
    words = (*entry.words, *entry.rest)
    text = entry.text.ljust(_SHOWN) + " ".join(words) if words else entry.text
    mark = "" if entry.replaces else "#"
    title = " · ".join((*entry.alerts, entry.title))
    return {"location": f"{entry.location}{mark}", "title": title, "text": text}

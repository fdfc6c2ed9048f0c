"""Every payload on every page, read by a parser that understands HTML as browsers do."""

import json
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
import pyromark
import pytest

from tests.hostile.corpus import payloads
from tests.sites.builder import Built

FEWEST = 60
RUNNING = {
    *("script", "iframe", "object", "embed", "base", "link", "style", "frame", "frameset", "template"),
    *("foreignobject", "animate", "set", "use", "textarea", "noscript", "math", "applet"),
}
"""Elements that an author's text must not bring; of them the portal writes only scripts of data."""

OF_ONCALL = ["<style>", "<form>", "<textarea>", "<script>"]
"""What the on-call page, which stands alone, brings of its own: one of each."""


def main_part(html: str) -> str:
    """What stands on a page between the parts that are the theme's."""
    start, end = html.find("<article"), html.rfind("</article>")
    return html[start:end] if 0 <= start < end else html


def elements(html: str) -> Iterator[tuple[str, Element]]:
    """All elements with their bare names."""
    tree = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    for element in tree.iter():
        if isinstance(element.tag, str):
            yield element.tag.rpartition("}")[2].lower(), element


def dangers(html: str) -> Iterator[str]:
    """What runs, frames, posts, covers the page, or poses as a part of theme or portal."""
    for name, element in elements(html):
        is_data = name == "script" and element.get("type") == "application/json"
        if name in RUNNING and not is_data:
            yield f"<{name}>"
        if name == "form" and not any(key.startswith("data-incidentbook") for key in element.attrib):
            yield "<form>"
        for key, value in element.attrib.items():
            yield from (f"<{name} {key}={value}>" for _ in filter(None, [fault(name, key, value)]))


def fault(name: str, key: str, value: str) -> bool:
    """Whether an attribute does harm."""
    bare = re.sub(r"[\x00-\x20]", "", value).lower()
    if key.lower().startswith("on") or key in {"srcdoc", "ping", "formaction"}:
        return True
    if key == "style":
        return re.search(r"position|url\(|expression|binding|z-index", bare) is not None
    if key in {"id", "name"} and value.startswith("__"):
        return re.match(r"__(?:tabbed|code|span)", value) is None
    if key == "class":
        return "mermaid" in value.split() or any(one.startswith("md-overlay") for one in value.split())
    if key.startswith("data-md"):
        return True
    is_address = key in {"href", "src", "poster", "action", "data", "xlink:href", "cite"}
    is_image = name == "img" and bare.startswith("data:image/")
    return is_address and bare.startswith(("javascript:", "vbscript:", "data:")) and not is_image


def test_there_are_enough_payloads() -> None:
    assert len(set(payloads())) == len(payloads()) >= FEWEST


def test_nothing_on_any_page_runs(hostile: Built) -> None:
    pages = {path: html for path, html in hostile.pages().items() if "incidentbook redirect" not in html}
    assert len(pages) > 2 * len(payloads())
    assert list(dangers(pages.pop("oncall.html"))) == OF_ONCALL
    assert {path: found for path, html in pages.items() if (found := list(dangers(main_part(html))))} == {}


def test_what_leads_on_leads_to_pages_of_the_site(hostile: Built) -> None:
    for path, html in hostile.pages().items():
        if "incidentbook redirect" in html:
            names = {name for name, _ in elements(html)}
            assert names <= {"html", "head", "meta", "link", "title", "body", "p", "a"}, path
            links = [element.get("href", "") for name, element in elements(html) if name == "a"]
            assert all(re.match(r"[\w./%~-]+\Z", link) and ":" not in link for link in links), path


def test_no_template_is_filled_in(hostile: Built) -> None:
    for path, html in hostile.pages().items():
        shown = re.sub(r"<[^>]*>", " ", main_part(html))
        assert re.search(r"(?<!\d)1337(?!\d)|zzzzzz", shown) is None, path


def test_the_words_of_every_payload_are_shown(hostile: Built) -> None:
    """A reader sees that something is wrong: titles show what was written, sign for sign."""
    for number, payload in enumerate(payloads()):
        html = main_part(hostile.html(f"postmortems/p{number:03}/index.html"))
        words = re.findall(r"[a-z]{3,}", re.sub(r"[\ufffe\uffff\x80-\x9f]", "", payload).lower())[:1]
        text = " ".join("".join(element.itertext()) for _, element in elements(html)).lower()
        assert all(word in text for word in words), (number, payload)


def test_the_index_of_search_holds_words_alone(hostile: Built) -> None:
    for entry in hostile.data("search/search_index.json")["docs"]:
        assert list(dangers(entry["text"])) == [], entry["location"]
        assert list(dangers(entry["title"])) == [], entry["location"]


def test_copies_in_markdown_hold_no_html_and_no_address_that_runs(hostile: Built) -> None:
    copies = [path for path in hostile.files() if path.endswith(".md") or path == "llms.txt"]
    assert len(copies) > 2 * len(payloads())
    for path in copies:
        html = pyromark.html(hostile.html(path), options=pyromark.Options.ENABLE_TABLES)
        assert list(dangers(html)) == [], path


@pytest.mark.parametrize("path", ["data/findings.json", "data/postmortems.json", "data/runbooks.json"])
def test_what_is_written_says_what_it_is(hostile: Built, path: str) -> None:
    assert json.loads(hostile.html(path))["version"] == 1


def test_every_file_stays_in_the_site(hostile: Built) -> None:
    beside = {path.name for path in hostile.folder.parent.iterdir()}
    assert beside == {"root", "root-out"}
    assert [path for path in hostile.files() if ".." in path.split("/")] == []


def test_no_file_holds_a_character_that_steers(hostile: Built) -> None:
    steering = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
    for path in hostile.files():
        if path.endswith((".html", ".json", ".csv", ".ics", ".xml", ".txt", ".md")):
            found = steering.search((hostile.folder / path).read_text(encoding="utf-8"))
            assert found is None, (path, found)

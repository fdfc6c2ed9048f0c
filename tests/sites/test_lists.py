"""The table, the calendar and the feed of a built site, and where their addresses lead."""

import csv
from xml.etree import ElementTree as ET

import icalendar
import pytest

from tests.sites.builder import Built, Site

ATOM = "{http://www.w3.org/2005/Atom}"
POSTMORTEM = """---
date: 2026-01-05
---

# Labels late

## Action items

- [ ] Give the queue a limit — @ana, due 2026-02-01
- [ ] Warn when it is half full — @ana, due 2036-02-01
"""


def built(site: Site, *settings: str) -> Built:
    site.write(
        {
            "mkdocs.yml": "\n".join(["site_name: Book", *settings, "plugins: [incidentbook]", ""]),
            "docs/postmortems/labels late.md": POSTMORTEM,
        }
    )
    found = site.build()
    assert found.status == 0, found.log
    return found


def links(of: Built) -> list[str]:
    """The addresses in the feed: its own, the tracker's, the entries'."""
    root = ET.parse(of.folder / "data" / "feed.xml").getroot()  # noqa: S314 - a file of our own making
    return [link.get("href", "") for link in root.iter(f"{ATOM}link")]


@pytest.mark.parametrize("address", ["https://example.com/book", "https://example.com/book/"])
def test_addresses_are_whole_where_the_site_knows_its_own(site: Site, address: str) -> None:
    found = built(site, f"site_url: {address}")
    item = "https://example.com/book/postmortems/labels%20late/#action-1"
    assert links(found)[:2] == [
        "https://example.com/book/data/feed.xml",
        "https://example.com/book/action-items/",
    ]
    assert item in links(found)
    calendar = icalendar.Calendar.from_ical((found.folder / "data" / "action-items.ics").read_bytes())
    assert item in [str(event["URL"]) for event in calendar.walk("VEVENT")]
    with (found.folder / "data" / "action-items.csv").open(encoding="utf-8", newline="") as file:
        assert item in [row["url"] for row in csv.DictReader(file)]
    page = found.html("postmortems/labels late/index.html")
    assert 'id="action-1"' in page


def test_lists_name_places_in_files_where_the_site_knows_no_address(site: Site) -> None:
    found = built(site, "use_directory_urls: false")
    calendar, feed = (
        (found.folder / "data" / name).read_text(encoding="utf-8")
        for name in ("action-items.ics", "feed.xml")
    )
    assert links(found) == []
    assert "Written in docs/postmortems/labels late.md:9<" in feed
    assert "URL:" not in calendar
    assert "Written in: docs/postmortems/labels late.md:10" in calendar.replace("\n ", "")

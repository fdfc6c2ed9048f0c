"""The pages of causes in a real build: what came back with both incidents, and long lists on sheets."""

import re
from datetime import date, timedelta

import pytest

from incidentbook.pages.cause_lists import SHEET, SHOWN
from tests.sites.builder import Built, Site

POLICY = """
as_of: 2025-07-01
history: none
repeats: {window_days: 200}
causes:
  - {id: capacity, title: Capacity}
  - {id: disk-full, title: Disk full, parent: capacity, examples: [Logs fill the volume]}
"""
SITE = "site_name: Book\nplugins: [incidentbook]\n"


def document(title: str, day: date, service: str = "orders", status: str = "Done 2025-02-01") -> str:
    """An incident with one preventing action."""
    front = f"title: {title}\ndate: {day}\nseverity: SEV2\nservices: [{service}]\ncauses: [disk-full]\n"
    table = "| Action | Type | Status | Owner |\n|---|---|---|---|\n"
    action = f"| Clean up after {title} | Prevent | {status} | @ana |\n"
    return f"---\n{front}---\n\n## Summary\n\nIt was full.\n\n## Action items\n\n{table}{action}"


def built(site: Site, documents: dict[str, str]) -> Built:
    files = {f"docs/postmortems/{name}.md": text for name, text in documents.items()}
    site.write({"mkdocs.yml": SITE, "incidentbook.yml": POLICY, **files})
    found = site.build()
    assert found.status == 0, found.log
    assert [link for link in found.dead_links() if link.startswith("causes")] == []
    return found


def words(html: str) -> str:
    """The text of a page on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture
def came_back(empty_site: Site) -> Built:
    return built(
        empty_site,
        {
            "first": document("First", date(2025, 1, 1)),
            "second": document("Second", date(2025, 5, 1), status="Open"),
            "third": document("Third", date(2025, 6, 1), "labels", "Open"),
        },
    )


def test_what_came_back_is_told_with_both_incidents_on_every_page(came_back: Built) -> None:
    sentence = "“Disk full” came back on orders 3 months later"
    for page, other in (
        ("causes/index.html", "came back as Second"),
        ("causes/disk-full/index.html", "came back as Second"),
        ("causes/capacity/index.html", "came back as Second"),
        ("postmortems/first/index.html", "Second"),
        ("postmortems/second/index.html", "Clean up after First"),
    ):
        text = words(came_back.html(page))
        assert "did not hold" in text, page
        assert sentence in text, page
        assert other in text, page
    assert "did not hold came back as Second" in words(came_back.html("action-items/index.html"))


def test_the_definition_in_force_stands_where_the_share_stands(came_back: Built) -> None:
    text = words(came_back.html("causes/index.html"))
    assert "Repeat incidents, last 200 days" in text
    assert "at most 200 days before it" in text
    assert "same cause, first on orders, then on labels, 31 days after" in text
    assert "For example: Logs fill the volume." in words(came_back.html("causes/disk-full/index.html"))


def test_the_data_file_agrees_with_the_page(came_back: Built) -> None:
    found = came_back.data("data/causes.json")
    (cause,) = (one for one in found["causes"] if one["id"] == "disk-full")
    assert [one["of"].rpartition("/")[2] for one in cause["repeats"]] == ["first.md"]
    assert [one["path"].rpartition("/")[2] for one in cause["systemic"]] == ["third.md"]
    assert [one["verdict"] for one in cause["fixes"]] == ["came-back"]


def test_a_book_without_causes_says_how_to_begin(empty_site: Site) -> None:
    found = built(empty_site, {"first": "# First\n\n## Summary\n\nIt was full.\n"})
    text = words(found.html("causes/index.html"))
    assert "No causes named yet" in text
    assert "causes: [expired-certificate]" in text


def test_a_long_list_lies_on_sheets_that_lead_to_each_other(empty_site: Site) -> None:
    number = SHEET + 2
    first = date(2024, 10, 1)
    documents = {
        f"p{n:04}": document(f"Number {n}", first + timedelta(n), status="Open") for n in range(number)
    }
    found = built(empty_site, documents)
    index = found.html("causes/index.html")
    assert words(index).count("same cause on orders, 1 day after") == SHOWN
    assert "501 to 501 of 501 repeats" in words(found.html("causes/all/repeats-2/index.html"))

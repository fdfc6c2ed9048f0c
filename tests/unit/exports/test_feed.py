"""The Atom feed, as a feed reader and RFC 4287 see it."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.checks import Outcome
from incidentbook.exports.feed import MOST, action_items_feed
from incidentbook.exports.identities import UNPUBLISHED, Published, with_names
from incidentbook.pages.ground import ground
from incidentbook.records import ActionItem, Histories, ItemHistory, Library, StatusChange
from tests.unit.analysis.library_of import AS_OF, POLICY, item, library, postmortem
from tests.unit.pages.book import BOOK

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = Published(
    "https://book.example.com/team/",
    "https://book.example.com/team/data/feed.xml",
    "https://book.example.com/team/action-items/",
    lambda tracked: f"https://book.example.com/team/{tracked.incident.postmortem.id}/#{tracked.item.anchor}",
)


def text_of(
    of: Library, published: Published = UNPUBLISHED, as_of: date = AS_OF, past: Histories | None = None
) -> str:
    return action_items_feed(ground(of, Outcome(()), as_of, past or Histories({})), published)


def parsed(text: str) -> Any:  # noqa: ANN401 - feedparser has no types
    found = feedparser.parse(text.encode("utf-8"))
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def book(*items: ActionItem) -> Library:
    return library(postmortem("a", "2025-06-01", title="Disk full", id="PM-1", action_items=items))


def titles(of: Library, as_of: date = AS_OF) -> list[str]:
    return [entry.title for entry in parsed(text_of(of, as_of=as_of)).entries]


def test_newest_first_with_the_days_on_which_it_happened() -> None:
    found = parsed(text_of(BOOK))
    assert [(entry.title, entry.updated, entry.id) for entry in found.entries] == [
        (
            "Overdue: Try values before use",
            "2025-12-02T00:00:00Z",
            "tag:incidentbook.invalid,2025:test-book/action-items/PM-2/2/overdue/2025-12-01",
        ),
        (
            "Overdue: Add a canary stage",
            "2025-11-10T00:00:00Z",
            "tag:incidentbook.invalid,2025:test-book/action-items/PM-1/1/overdue/2025-11-09",
        ),
        (
            "Done: Roll back in one click",
            "2025-10-01T00:00:00Z",
            "tag:incidentbook.invalid,2025:test-book/action-items/PM-2/1/done",
        ),
    ]
    assert found.feed.title == "Test book: action items"
    assert found.feed.updated == "2025-12-02T00:00:00Z"
    assert found.feed.subtitle.endswith("newest first: all 3.")
    assert [entry.tags[0].term for entry in found.entries] == ["overdue", "overdue", "done"]


def test_without_an_address_an_entry_names_the_place_in_the_file() -> None:
    found = parsed(text_of(BOOK))
    assert [entry.get("links", []) for entry in found.entries] == [[], [], []]
    assert found.feed.get("links", []) == []
    assert found.entries[0].summary == (
        "It was due on 2025-12-01. Owner: @ana. Incident: Checkout down (PM-2, SEV1). "
        "Written in postmortems/a.md:30"
    )


def test_with_an_address_everything_is_a_link_and_the_id_is_the_sites_own() -> None:
    found = parsed(text_of(BOOK, SITE))
    assert found.entries[1].link == "https://book.example.com/team/PM-1/#action-1"
    assert found.feed.link == "https://book.example.com/team/action-items/"
    assert [link.href for link in found.feed.links if link.rel == "self"] == [
        "https://book.example.com/team/data/feed.xml"
    ]
    assert found.feed.id == "tag:book.example.com,2025:team/feed"
    assert found.entries[2].id == "tag:book.example.com,2025:team/action-items/PM-2/1/done"


@pytest.mark.parametrize(
    ("site", "start"),
    [
        ("https://book.example.com", "tag:book.example.com,2025:feed"),
        ("https://BÜCHER.example:8080/", "tag:xn--bcher-kva.example,2025:feed"),
        ("https://[broken/", "tag:incidentbook.invalid,2025:test-book/feed"),
        ("/only/a/path/", "tag:incidentbook.invalid,2025:test-book/feed"),
        ("", "tag:incidentbook.invalid,2025:test-book/feed"),
    ],
)
def test_the_tag_names_the_host(site: str, start: str) -> None:
    assert parsed(text_of(BOOK, Published(site))).feed.id == start


def test_an_item_is_overdue_from_the_day_after_its_due_date() -> None:
    of = book(item("Do it", due=date(2026, 3, 30)))
    assert titles(of, date(2026, 3, 30)) == []
    assert titles(of, date(2026, 3, 31)) == ["Overdue: Do it"]


def test_what_is_neither_late_nor_closed_is_no_news() -> None:
    assert (
        titles(
            book(
                item("No due date"),
                item("Due later", due=AS_OF),
                item("Mere idea", "proposed", due=date(2025, 7, 1)),
                item("Done tomorrow", "done", done_on=AS_OF + timedelta(1)),
            )
        )
        == []
    )


def test_a_late_item_that_was_done_is_only_done() -> None:
    late = item("Do it", "done", due=date(2025, 7, 1), done_on=date(2025, 8, 1))
    [entry] = parsed(text_of(book(late))).entries
    assert (entry.title, entry.updated) == ("Done: Do it", "2025-08-01T00:00:00Z")
    assert entry.summary.startswith(
        "Done on 2025-08-01, 31 days after its due date 2025-07-01. Nobody owns it. "
    )


def test_a_declined_item_keeps_its_reason() -> None:
    declined = item("Buy a printer", "declined", reason="too dear", done_on=date(2025, 8, 1))
    [entry] = parsed(text_of(book(declined))).entries
    assert entry.title == "Declined: Buy a printer"
    assert entry.summary.startswith("Declined on 2025-08-01. Reason: too dear. ")


def test_a_closed_item_whose_day_only_git_knows_is_told_and_others_are_counted() -> None:
    done, declined, unknown = (
        item("Done", "done", id="PM-1/1"),
        item("Declined", "declined", id="PM-1/2"),
        item("Always declined", "declined", id="PM-1/3"),
    )
    of = book(done, declined, unknown)
    path, day = of.postmortems[0].path, date(2025, 9, 1)
    opened = StatusChange("open", date(2025, 6, 2), "c1")
    past = Histories(
        {
            (path, "PM-1/1"): ItemHistory(path, done, done_on=day, done_basis="commit"),
            (path, "PM-1/2"): ItemHistory(
                path, declined, statuses=(opened, StatusChange("declined", date(2025, 9, 2), "c2"))
            ),
            (path, "PM-1/3"): ItemHistory(
                path, unknown, statuses=(StatusChange("declined", date(2025, 6, 2), "c1"),)
            ),
        }
    )
    found = parsed(text_of(of, past=past))
    assert [entry.title for entry in found.entries] == ["Declined: Declined", "Done: Done"]
    assert found.feed.subtitle.endswith("all 2. 1 closed item left out: the day is not known.")
    bare = parsed(text_of(of))
    assert bare.feed.subtitle.endswith("none yet. 3 closed items left out: the day is not known.")


def test_the_newest_are_shown_and_their_number_is_said() -> None:
    days = [date(2025, 1, 1) + timedelta(number) for number in range(MOST + 7)]
    of = book(*(item(f"No. {number}", due=day, id=f"PM-1/{number}") for number, day in enumerate(days)))
    found = parsed(text_of(of))
    assert len(found.entries) == MOST
    assert (found.entries[0].title, found.entries[-1].title) == ("Overdue: No. 106", "Overdue: No. 7")
    assert found.feed.subtitle.endswith("the newest 100 of 107.")


def test_a_moved_due_date_that_passed_again_is_something_new() -> None:
    [before] = parsed(text_of(book(item(due=date(2025, 7, 1))))).entries
    [again] = parsed(text_of(book(item(due=date(2025, 9, 1))))).entries
    assert before.id != again.id


def test_an_entry_keeps_its_id_when_its_words_owner_or_line_change_and_days_pass() -> None:
    one = item("Do it", due=date(2025, 7, 1))
    other = replace(one, title="Do it well", owners=("@bo",), at=replace(one.at, line=99))
    [before] = parsed(text_of(book(one))).entries
    [after] = parsed(text_of(book(other), as_of=date(2026, 8, 1))).entries
    assert (before.id, before.updated) == (after.id, after.updated)


def test_items_of_two_documents_with_one_id_are_told_apart_in_any_order() -> None:
    late = item("Do it", due=date(2025, 7, 1), id="PM-1/1")
    one = postmortem("a", "2025-06-01", id="PM-1", action_items=(late,))
    two = postmortem("b", "2025-06-02", id="PM-1", action_items=(late,))
    ids = {entry.id for entry in parsed(text_of(library(one, two))).entries}
    assert len(ids) == 2
    assert {one.split("/action-items/")[1] for one in ids} == {
        "postmortems/a.md/PM-1/1/overdue/2025-07-01",
        "postmortems/b.md/PM-1/1/overdue/2025-07-01",
    }


def test_every_item_gets_a_name_of_its_own() -> None:
    found = ground(book(item(id=""), item(id=""), item(id="PM-1/9")), Outcome(()), AS_OF)
    names = [name for _, name in with_names(found.all_items())]
    assert names == ["postmortems/a.md/action-1", "postmortems/a.md/action-1#2", "PM-1/9"]


def test_an_empty_book_has_an_empty_feed_of_its_day() -> None:
    found = parsed(text_of(library()))
    assert found.entries == []
    assert found.feed.updated == "2026-03-31T00:00:00Z"
    assert found.feed.subtitle.endswith("none yet.")


def test_the_same_input_gives_the_same_bytes() -> None:
    assert text_of(BOOK, SITE) == text_of(BOOK, SITE)
    assert text_of(BOOK, as_of=AS_OF) == text_of(BOOK, as_of=AS_OF + timedelta(30))


def test_markup_in_a_document_is_words() -> None:
    [entry] = parsed(text_of(book(item("<b>&amp;</b> ]]> <script>", due=date(2025, 7, 1))))).entries
    assert entry.title_detail.type == "text/plain"
    raw = text_of(book(item("<b>&amp;</b>", due=date(2025, 7, 1))))
    assert "<title>Overdue: &lt;b&gt;&amp;amp;&lt;/b&gt;</title>" in raw


@given(st.text(st.characters(), max_size=60), st.text(st.characters(), min_size=1, max_size=20))
def test_any_text_gives_a_well_formed_feed_as_rfc_4287_wants_it(title: str, id: str) -> None:
    policy = replace(POLICY, title=title)
    late = item(title, due=date(2025, 7, 1), id=id, reason=title, owners=(title,))
    of = replace(book(late), policy=policy)
    follows_rfc_4287(text_of(of, SITE))
    follows_rfc_4287(text_of(of))


def follows_rfc_4287(text: str) -> None:
    """What sections 4.1.1 and 4.1.2 say must, and must only once, stand in a feed and in an entry."""
    root = ElementTree.fromstring(text.encode("utf-8"))  # noqa: S314 - made by the function under test
    assert root.tag == f"{ATOM}feed"
    once = ("id", "title", "updated")
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in once:
            [found] = element.findall(f"{ATOM}{name}")
            assert (found.text or "").strip()
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", element.findtext(f"{ATOM}updated") or "")
        assert re.fullmatch(r"tag:[a-z0-9.-]+,2025:[!-~]+", element.findtext(f"{ATOM}id") or "")
        alternates = [one for one in element.findall(f"{ATOM}link") if one.get("rel") == "alternate"]
        assert len(alternates) <= 1
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    for entry in root.findall(f"{ATOM}entry"):
        assert entry.find(f"{ATOM}content") is not None
    ids = [element.text for element in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))

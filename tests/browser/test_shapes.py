"""The rule by which pages are chosen that stand for all others."""

from tests.browser.shapes import covering, shapes_of


def test_an_element_is_known_by_its_name_classes_and_our_attributes() -> None:
    html = '<p class="b a" id="x">one<br data-incidentbook-due hidden></p><p class="a b">two</p>'
    assert shapes_of(html) == {("p", "a", "b"), ("br", "data-incidentbook-due")}


def test_the_chosen_pages_show_all_that_any_page_shows() -> None:
    pages = {"/a/": {("p",), ("b",)}, "/b/": {("p",)}, "/c/": {("b",), ("i",)}, "/d/": {("p",), ("b",)}}
    assert covering(pages) == ["/a/", "/c/"]


def test_a_page_with_an_element_of_its_own_is_always_chosen() -> None:
    pages = {f"/{number}/": {("p",), ("div", f"ib-{number % 3}")} for number in range(9)}
    assert covering(pages) == ["/0/", "/1/", "/2/"]
    assert "/new/" in covering({**pages, "/new/": {("p",), ("div", "ib-new")}})


def test_no_pages_are_covered_by_none() -> None:
    assert covering({}) == []

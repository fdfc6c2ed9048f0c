from hypothesis import given
from hypothesis import strategies as st

from incidentbook.analysis.names import Name, key, names


def test_spellings_of_one_name_are_one_name() -> None:
    found = names(
        [(Name("label-printer", "Label printer"), ["labels"])], ["Label Printer", "LABEL_PRINTER", "labels"]
    )
    assert [name.id for name in found.all] == ["label-printer"]
    assert found.resolve(["labels", "label printer", "Label_Printer"]) == (
        Name("label-printer", "Label printer"),
    )


def test_what_only_documents_name_is_there_and_unknown() -> None:
    found = names([(Name("checkout", "Checkout"), [])], ["search engine", "Search Engine", "", "  "])
    assert found.all == (Name("checkout", "Checkout"), Name("Search Engine", "Search Engine", is_known=False))
    assert found.find("SEARCH-ENGINE") == found.all[1]


def test_an_id_goes_before_an_alias_of_another() -> None:
    found = names([(Name("web", "Web"), ["shop"]), (Name("shop", "Shop"), [])], [])
    assert found.find("shop") == Name("shop", "Shop")


def test_nothing_is_no_name() -> None:
    found = names([(Name("", ""), [""])], ["---"])
    assert found.find("") is None
    assert found.resolve(["", "nobody knows"]) == ()


@given(st.lists(st.text()))
def test_every_name_that_is_used_is_found(used: list[str]) -> None:
    found = names([], used)
    for text in used:
        assert (found.find(text) is not None) == bool(key(" ".join(text.split())))
    assert len({name.id for name in found.all}) == len(found.all)

from dataclasses import replace

import pytest

from incidentbook.pages import sheets
from incidentbook.pages.models import LedgerPage, LedgerRow, Page, Quality, Ready, Register, Rows
from incidentbook.pages.sheets import Registered, moved, on_sheets, sheet_path

from .book import portal


def register() -> Page:
    return next(page for page in portal().pages if isinstance(page.model, Register))


def test_a_short_register_stays_on_its_page() -> None:
    assert list(on_sheets(register())) == [register()]


def test_a_long_register_is_split_and_loses_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    page = register()
    monkeypatch.setattr(sheets, "SHEET", 2)
    assert isinstance(page.model, Register)
    found = list(on_sheets(page))
    models = [one.model for one in found if isinstance(one.model, Register)]
    assert len(found) == -(-len(page.model.rows) // 2) > 1
    assert tuple(row for model in models for row in model.rows) == page.model.rows
    assert [one.path for one in found][:2] == ["postmortems/index.md", "postmortems/sheet-2.md"]
    assert models[1].figures == ()
    assert all(model.facets == page.model.facets for model in models)


def test_each_sheet_leads_to_all_others(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = register()
    monkeypatch.setattr(sheets, "SHEET", 2)
    for number, page in enumerate(on_sheets(whole)):
        assert isinstance(page.model, Register)
        assert [link.target is None for link in page.model.sheets].index(True) == number
        others = [link.target.path for link in page.model.sheets if link.target]
        assert len(others) == len(page.model.sheets) - 1
        assert page.path not in others


def test_findings_of_one_document_stay_together_and_are_found_on_their_sheet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = next(page for page in portal().pages if isinstance(page.model, Quality))
    monkeypatch.setattr(sheets, "SHEET", 1)
    assert isinstance(page.model, Quality)
    groups = (page.model.documents * 3)[:3]
    groups = tuple(replace(group, anchor=f"document-{number}") for number, group in enumerate(groups))
    found = list(on_sheets(replace(page, make=Ready(replace(page.model, documents=groups)))))
    assert [page.path for page in found] == ["quality.md", "quality-2.md", "quality-3.md"]
    assert dict(moved(found)) == {
        ("quality.md", "document-1"): "quality-2.md",
        ("quality.md", "document-2"): "quality-3.md",
    }


def test_the_model_of_a_page_that_may_be_divided_is_ready() -> None:
    divided = {one.path for one in portal().pages if isinstance(one.model, Registered)}
    assert divided >= {"postmortems/index.md", "metrics/detect.md", "quality.md"}
    assert divided <= {one.path for one in portal().pages if isinstance(one.make, Ready)}


def test_a_long_ledger_is_split_without_making_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(number: int) -> LedgerRow:
        raise AssertionError(number)

    page = next(page for page in portal().pages if page.path == "metrics/detect.md")
    assert isinstance(page.model, LedgerPage)
    rows = Rows(range(5), refuse, "incident-{}".format)
    monkeypatch.setattr(sheets, "SHEET", 2)
    found = list(on_sheets(replace(page, make=Ready(replace(page.model, rows=rows)))))
    assert [len(one.model.rows) for one in found if isinstance(one.model, LedgerPage)] == [2, 2, 1]
    assert dict(moved(found)) == {
        ("metrics/detect.md", "incident-2"): "metrics/detect-2.md",
        ("metrics/detect.md", "incident-3"): "metrics/detect-2.md",
        ("metrics/detect.md", "incident-4"): "metrics/detect-3.md",
    }


def test_the_place_of_a_row_is_known_without_the_row() -> None:
    ledgers = [one.model for one in portal().pages if isinstance(one.model, LedgerPage)]
    assert sum(len(one.rows) for one in ledgers) > 10
    for one in ledgers:
        assert isinstance(one.rows, Rows)
        assert [row.anchor for row in one.rows] == list(one.rows.anchors())


@pytest.mark.parametrize(
    ("path", "number", "expected"),
    [
        ("quality.md", 0, "quality.md"),
        ("quality.md", 1, "quality-2.md"),
        ("runbooks/index.md", 2, "runbooks/sheet-3.md"),
        ("metrics/detect.md", 1, "metrics/detect-2.md"),
    ],
)
def test_the_path_of_a_sheet(path: str, number: int, expected: str) -> None:
    assert sheet_path(path, number) == expected

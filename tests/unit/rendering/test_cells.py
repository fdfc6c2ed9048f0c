"""Cells of tables and the headings of their columns."""

from incidentbook.rendering.cells import labelled_cells

HEAD = "<thead><tr><th>when</th><th>a &amp; <b>b</b></th></tr></thead>"


def test_each_cell_gets_the_heading_of_its_column() -> None:
    table = f'<table>{HEAD}<tbody><tr><td>1</td><td style="x">2</td></tr></tbody></table>'
    assert labelled_cells(table) == (
        f'<table>{HEAD}<tbody><tr><td data-label="when">1</td>'
        '<td data-label="a &amp; b" style="x">2</td></tr></tbody></table>'
    )


def test_tables_of_the_portal_and_cells_without_a_heading_stay_as_they_are() -> None:
    plain = '<table class="ib-plain"><tr><th>a</th></tr><tr><td>1</td></tr></table>'
    assert labelled_cells(plain) == plain
    assert (
        labelled_cells("<table><tr><th></th></tr><tr><td>1</td><td>2</td></tr></table>").count("data-") == 0
    )

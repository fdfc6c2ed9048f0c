"""A list of more rows than a page holds: sheets, what search knows of them, and their copies."""

import re

import pytest

from tests.sites.builder import Built, Site
from tests.sites.conftest import POLICY, POSTMORTEM, RUNBOOK

ITEMS = 620
LATE = 20
"""Items of another owner, which are due last and so stand on the second sheet."""

ITEM = "- [ ] Add a canary stage — @ana, due 2099-04-01, P1"


PALETTE = """
theme:
  name: material
  font: false
  palette:
    - {media: "(prefers-color-scheme: light)", scheme: default}
    - {media: "(prefers-color-scheme: dark)", scheme: slate}
"""


def long_book(site: Site) -> Site:
    """One postmortem with more action items than one sheet holds."""
    early = [f"- [ ] Check value {number:04} — @ana, due 2099-04-01, P1" for number in range(ITEMS - LATE)]
    late = [f"- [ ] Drop switch {number:04} — @cleo, due 2099-05-01, P2" for number in range(LATE)]
    return site.write(
        {
            "mkdocs.yml": f"site_name: Long book{PALETTE}plugins: [incidentbook]\n",
            "incidentbook.yml": POLICY,
            "docs/runbooks/checkout.md": RUNBOOK,
            "docs/postmortems/2025-03-15-checkout.md": POSTMORTEM.replace(ITEM, "\n".join(early + late)),
        }
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A portal whose list of action items takes two sheets."""
    folder = tmp_path_factory.mktemp("long") / "site"
    folder.mkdir()
    made = long_book(Site(folder)).build("--strict")
    assert made.status == 0, made.log
    return made


def rows(html: str) -> list[str]:
    """The anchors of all rows of the list."""
    return re.findall(r'<tr id="(item-[^"]*)"', html)


def test_each_item_stands_on_one_of_the_sheets(built: Built) -> None:
    first, second = (built.html(f"action-items{end}/index.html") for end in ("", "-2"))
    assert (len(rows(first)), len(rows(second))) == (500, ITEMS + 1 - 500)
    assert len({*rows(first), *rows(second)}) == ITEMS + 1
    assert built.dead_links() == []


def test_search_leads_to_the_first_sheet(built: Built) -> None:
    places = [entry["location"] for entry in built.data("search/search_index.json")["docs"]]
    assert places.count("action-items/") == 1
    assert not [place for place in places if place.startswith("action-items-2/")]


def test_the_copy_of_the_first_sheet_leads_to_the_others_which_have_none(built: Built) -> None:
    copy = built.html("action-items/index.md")
    assert "](../action-items-2/)" in copy
    assert "action-items-2/index.md" not in built.files()
    assert "action-items-2" not in built.html("llms.txt")

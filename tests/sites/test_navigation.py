"""What stands in the navigation, and what does not."""

import re

from tests.sites.builder import Built, Site


def entries(built: Built, page: str = "quality/index.html") -> list[str]:
    """The words of the main navigation, from the theme without folding parts."""
    html = built.html(page).partition('id="navbar-collapse"')[2].partition("</ul>\n\n")[0]
    return [
        re.sub(r"<[^>]+>", "", link).strip()
        for link in re.findall(r"<a href=\"[^#\"]+\"[^>]*>(.*?)</a>", html)
    ]


def plain(site: Site, more: str = "") -> Site:
    return site.write({"mkdocs.yml": f"site_name: x\ntheme: mkdocs\nplugins: [incidentbook]\n{more}"})


def test_index_pages_come_first_and_documents_stay_out(site: Site) -> None:
    built = plain(site).build("--strict")
    assert built.status == 0, built.log
    expected = [
        "Home",
        "Postmortems",
        "Runbooks",
        "Alerts",
        "Action items",
        "Repeat causes",
        "Services",
        "Teams",
        "Metrics",
        "Reviews",
        "Handbook",
        "Quality",
        "About us",
    ]
    found = entries(built)
    assert [entry for entry in found if entry in expected] == expected
    chapters = found[found.index("Handbook") + 1 : found.index("Quality")]
    assert "Blameless language" in chapters


def test_a_written_navigation_that_lists_the_portal_stays_as_it_is(site: Site) -> None:
    built = plain(site, "nav: [index.md, Tracker: action-items.md, about.md]\n").build("--strict")
    assert built.status == 0, built.log
    assert entries(built)[:3] == ["Home", "Tracker", "About us"]
    assert "Repeat causes" not in entries(built)
    assert "not included in the" not in built.log


def test_a_written_navigation_without_the_portal_gets_one_section(site: Site) -> None:
    built = plain(site, "nav: [index.md, about.md]\n").build("--strict")
    assert built.status == 0, built.log
    assert entries(built)[:4] == ["Home", "About us", "Postmortems", "Runbooks"]


def test_a_navigation_in_markdown_is_a_written_one(site: Site) -> None:
    site.write({"docs/SUMMARY.md": "- [Start](index.md)\n- [Tracker](action-items.md)\n"})
    built = site.write(
        {"mkdocs.yml": "site_name: x\ntheme: mkdocs\nplugins: [incidentbook, literate-nav]\n"}
    ).build("--strict")
    assert built.status == 0, built.log
    assert entries(built)[:2] == ["Start", "Tracker"]
    assert "Repeat causes" not in entries(built)


def test_a_navigation_in_yaml_files_is_a_written_one(site: Site) -> None:
    site.write({"docs/.nav.yml": "nav:\n  - index.md\n  - Tracker: action-items.md\n"})
    built = site.write(
        {"mkdocs.yml": "site_name: x\ntheme: mkdocs\nplugins: [incidentbook, awesome-nav]\n"}
    ).build("--strict")
    assert built.status == 0, built.log
    assert "Tracker" in entries(built)
    assert "Repeat causes" not in entries(built)


def test_own_pages_of_the_handbook_stand_in_its_section_and_win_over_its_prose(site: Site) -> None:
    site.write(
        {
            "docs/handbook/blameless.md": "# How we write\n\nIn our own words.\n",
            "docs/handbook/pager.md": "# The pager\n\nIt lies in the drawer.\n",
        }
    )
    built = plain(site).build("--strict")
    assert built.status == 0, built.log
    found = entries(built)
    assert found.index("Handbook") < found.index("How we write") < found.index("The pager")
    assert found.index("The pager") < found.index("Quality")
    page = built.html("handbook/blameless/index.html")
    assert "In our own words." in page
    assert "dare to write" not in page
    assert 'href="../pager/"' in page
    assert "The pager" in built.html("handbook/index.html")


def test_a_policy_can_do_without_the_handbook(site: Site) -> None:
    built = plain(site.write({"incidentbook.yml": "handbook: false\n"})).build("--strict")
    assert built.status == 0, built.log
    assert "Handbook" not in entries(built)
    assert [path for path in built.files() if path.startswith("handbook")] == []

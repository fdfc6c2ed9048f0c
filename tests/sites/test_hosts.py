"""The portal under the hosts, themes and settings that people have."""

import pytest

from tests.sites.builder import Built, Site

INDEX_PAGES = (
    "index",
    "postmortems/index",
    "runbooks/index",
    "causes/index",
    "services/index",
    "teams/index",
)


def is_whole(built: Built) -> None:
    """The build ended well, every page of the portal is there, and each link leads somewhere."""
    assert built.status == 0, built.log
    assert [path for path in INDEX_PAGES if f"{path}.html" not in built.files()] == []
    assert built.dead_links() == []
    assert {"postmortems", "runbooks", "action-items", "causes", "findings"} <= {
        path.removeprefix("data/").removesuffix(".json") for path in built.files() if path.startswith("data/")
    }


@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
@pytest.mark.parametrize("directory_urls", [True, False], ids=["folders", "files"])
def test_builds_strictly_with_each_theme_and_kind_of_address(
    site: Site, theme: str, *, directory_urls: bool
) -> None:
    site.write(
        {
            "mkdocs.yml": f"""
            site_name: Small book
            site_url: https://example.com/teams/book/
            use_directory_urls: {str(directory_urls).lower()}
            theme: {{name: {theme}}}
            plugins: [incidentbook]
            """
        }
    )
    built = site.build("--strict")
    is_whole(built)
    page = "postmortems/2025-03-15-checkout" + ("/index.html" if directory_urls else ".html")
    assert "ib-" in built.html(page)
    assert "runbooks/payments-disk-yml" + ("/index.html" if directory_urls else ".html") in built.files()


def test_builds_the_same_under_properdocs(site: Site) -> None:
    built, other = site.build("--strict"), site.build("--strict", host="properdocs", to="other")
    is_whole(other)
    assert other.files() == built.files()


def test_properdocs_fails_strictly_on_a_finding_too(site: Site) -> None:
    site.write(
        {
            "incidentbook.yml": "rules: {missing-due: error}\n",
            "docs/postmortems/x.md": "# X\n\n## Action items\n\n- [ ] y\n",
        }
    )
    built = site.build("--strict", host="properdocs")
    assert built.status != 0
    assert "docs/postmortems/x.md:" in built.log


def navigation(built: Built) -> str:
    """The main navigation of a page of one's own."""
    path = "about/index.html" if "about/index.html" in built.files() else "about.html"
    return built.html(path).partition("md-nav--primary")[2].partition('class="md-content"')[0]


@pytest.mark.parametrize(
    "plugins",
    [
        "[search, incidentbook, literate-nav]",
        "[search, literate-nav, incidentbook]",
        "[search, incidentbook, awesome-nav]",
        "[search, awesome-nav, incidentbook]",
        "[search, tags, incidentbook]",
        "[search, incidentbook, tags, offline]",
        "[search, offline, incidentbook]",
    ],
)
def test_stands_next_to_other_plugins(site: Site, plugins: str) -> None:
    site.write({"mkdocs.yml": f"site_name: x\ntheme: {{name: material}}\nplugins: {plugins}\n"})
    built = site.build("--strict")
    assert built.status == 0, built.log
    assert built.dead_links() == []
    assert "action-items" in navigation(built)
    assert "postmortems/2025-03-15-checkout" not in navigation(built)


@pytest.mark.parametrize("order", ["[search, macros, incidentbook]", "[search, incidentbook, macros]"])
def test_macros_leave_the_braces_of_alerts_alone(site: Site, order: str) -> None:
    site.write(
        {
            "mkdocs.yml": f"site_name: x\ntheme: {{name: material}}\nplugins: {order}\n",
            "docs/about.md": "# About\n\nSeven times seven is {{ 7*7 }}.\n",
            "docs/runbooks/pods.md": "# Pods\n\n## Overview\n\n`{{ $labels.pod }} is down`\n\n{{ 7*7 }}\n",
            "docs/runbooks/own.md": "---\nrender_macros: true\n---\n# Own\n\n{{ 7*7 }}\n",
        }
    )
    built = site.build("--strict")
    assert built.status == 0, built.log
    assert "is 49." in built.html("about/index.html")
    assert "{{ $labels.pod }}" in built.html("runbooks/pods/index.html")
    assert "<p>{{ 7*7 }}</p>" in built.html("runbooks/pods/index.html")
    assert "<p>49</p>" in built.html("runbooks/own/index.html")


def test_needs_no_more_than_its_name(empty_site: Site) -> None:
    empty_site.write({"mkdocs.yml": "site_name: x\nplugins: [incidentbook]\n", "docs/about.md": "# About\n"})
    built = empty_site.build("--strict")
    assert built.status == 0, built.log
    assert "search/search_index.json" in built.files()
    assert built.dead_links() == []


def test_adds_no_search_where_none_is_wanted(site: Site) -> None:
    site.write({"mkdocs.yml": "site_name: x\ntheme: material\nplugins:\n  - incidentbook: {search: false}\n"})
    built = site.build("--strict")
    assert built.status == 0, built.log
    assert "search/search_index.json" not in built.files()


def test_two_builds_are_the_same_bytes(site: Site) -> None:
    one, two = site.build("--strict"), site.build("--strict", to="again")
    assert one.files() == two.files()
    differing = [
        path for path in one.files() if (one.folder / path).read_bytes() != (two.folder / path).read_bytes()
    ]
    assert differing == []

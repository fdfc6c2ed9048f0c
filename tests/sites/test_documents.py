"""Documents, wherever they lie and however they are written, become pages."""

import pytest

from tests.sites.builder import Site
from tests.sites.conftest import MATERIAL, POLICY, POSTMORTEM, RUNBOOK, YAML_RUNBOOK

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000000000200"
    "01e221bc330000000049454e44ae426082"
)


@pytest.fixture
def scattered(empty_site: Site) -> Site:
    """The pages in one folder, the documents beside it in the repository, as `init` leaves them."""
    return empty_site.write(
        {
            "mkdocs.yml": MATERIAL + "docs_dir: portal\nrepo_url: https://code.example.com/x/y\n"
            "edit_uri: edit/main/portal/\n",
            "incidentbook.yml": POLICY,
            "portal/index.md": "---\ntitle: Our book\n---\n\n# Our own words\n\n"
            "Begin with [the worst](../incidents/2025/postmortems/checkout.md).\n",
            "incidents/2025/postmortems/checkout.md": POSTMORTEM.replace(
                "../runbooks/checkout.md", "../../../ops/runbooks/checkout.md"
            ).replace(
                "## Impact\n",
                '![graph](img/graph.png) <img src="img/raw.png" width="9"> [code](../../../src/main.py)\n'
                "[data](../../../ops/runbooks/payments%20disk.yml)\n"
                "[home](../../../portal/index.md#our-own-words)\n\n"
                "## Impact\n",
            ),
            "incidents/2025/postmortems/img/graph.png": PNG,
            "incidents/2025/postmortems/img/raw.png": PNG,
            "src/main.py": "SECRET = 1\n",
            "ops/runbooks/checkout.md": RUNBOOK.replace(
                "../postmortems/2025-03-15-checkout.md",
                "../../incidents/2025/postmortems/checkout.md#timeline",
            ),
            "ops/runbooks/payments disk.yml": YAML_RUNBOOK,
        }
    )


@pytest.mark.parametrize("host", ["mkdocs", "properdocs"])
def test_documents_may_lie_outside_the_folder_of_the_pages(scattered: Site, host: str) -> None:
    built = scattered.build("--strict", host=host)
    assert built.status == 0, built.log
    assert built.dead_links() == []
    page = built.html("incidents/2025/postmortems/checkout/index.html")
    assert 'href="../../../../ops/runbooks/checkout/"' in page
    assert 'href="../../../../ops/runbooks/payments%20disk-yml/"' in page
    assert 'src="../img/graph.png"' in page
    assert "incidents/2025/postmortems/img/graph.png" in built.files()
    assert 'href="incidents/2025/postmortems/checkout/"' in built.html("index.html")
    assert "#timeline" in built.html("ops/runbooks/checkout/index.html")


def test_a_link_to_what_is_not_published_is_plain_text(scattered: Site) -> None:
    built = scattered.build()
    assert "src/main.py" not in built.files()
    page = built.html("incidents/2025/postmortems/checkout/index.html")
    assert (
        '<span class="ib-dead-link" title="Not part of this site: ../../../src/main.py">code</span>' in page
    )


def test_the_edit_link_leads_to_the_document_s_own_file(scattered: Site) -> None:
    features = "theme: {name: material, features: [content.action.edit]}"
    scattered.write(
        {"mkdocs.yml": scattered.read("mkdocs.yml").replace("theme: {name: material, font: false}", features)}
    )
    page = scattered.build().html("incidents/2025/postmortems/checkout/index.html")
    assert "https://code.example.com/x/y/edit/main/incidents/2025/postmortems/checkout.md" in page


def test_the_owner_s_words_stand_above_the_portal_s(scattered: Site) -> None:
    page = scattered.build().html("index.html")
    assert page.index("Our own words") < page.index("Begin with") < page.index('class="ib')
    assert page.count("<h1") == 1


def test_runs_from_any_folder_and_finds_the_policy_above(scattered: Site) -> None:
    scattered.write({"site/mkdocs.yml": MATERIAL + "docs_dir: ../portal\n"})
    built = scattered.build("--strict", "--config-file", "site/mkdocs.yml")
    assert built.status == 0, built.log
    assert "incidents/2025/postmortems/checkout/index.html" in built.files()


def test_records_have_anchors_where_they_stand(site: Site) -> None:
    built = site.build("--strict")
    page = built.html("postmortems/2025-03-15-checkout/index.html")
    events = [f'id="event-{number}"' for number in (1, 2, 3)]
    assert [event for event in events if page.count(event) != 1] == []
    assert page.count('id="action-1"') == page.count('id="action-2"') == 1


def test_records_in_front_matter_have_anchors_too(site: Site) -> None:
    actions = "action_items:\n  - {action: Rehearse the rollback, owner: priya, due: 2099-01-01}\n"
    site.write({"docs/postmortems/x.md": f"---\ntitle: X\n{actions}---\n\n# X\n\ntext\n"})
    page = site.build().html("postmortems/x/index.html")
    assert page.count('id="action-1"') == 1
    assert page.index(">text<") < page.index('id="action-1"')


@pytest.mark.parametrize(
    "encoded",
    [
        POSTMORTEM.encode("utf-16"),
        POSTMORTEM.replace("—", "-").replace("half an hour", "für 30 min").encode("latin-1"),
        b"\xef\xbb\xbf" + POSTMORTEM.encode(),
        POSTMORTEM.replace("\n", "\r\n").encode(),
        POSTMORTEM.replace("half", "ha\x00lf").encode(),
    ],
    ids=["utf-16", "latin-1", "byte-order-mark", "crlf", "nul"],
)
def test_any_encoding_is_published(site: Site, encoded: bytes) -> None:
    site.write({"docs/postmortems/odd.md": encoded})
    built = site.build()
    assert built.status == 0, built.log
    page = built.html("postmortems/odd/index.html")
    assert "A value went live without validation" in page
    assert "\x00" not in page
    assert "started_at" not in page


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "---\n",
        "---\n---\n",
        "---\n- a\n---\nx\n",
        "---\ntitle: [\n---\n\n# Broken\n",
        "# A\n\n# B\n",
        "<![x[",
        "\\",
    ],
)
def test_odd_documents_are_published_too(site: Site, text: str) -> None:
    site.write({"docs/postmortems/odd.md": text, "docs/runbooks/odd.md": text, "docs/runbooks/odd.yml": text})
    built = site.build()
    assert built.status == 0, built.log
    assert "<h1" in built.html("postmortems/odd/index.html")
    assert "runbooks/odd-yml/index.html" in built.files()


def test_front_matter_cannot_break_the_theme(site: Site) -> None:
    keys = "title: {a: 1}\ntags: checkout\ntemplate: gone.html\nicon: none/such\nhide: 3\nsearch: no\n"
    site.write({"docs/postmortems/odd.md": f"---\n{keys}---\n\n# Odd\n\ntext\n"})
    site.write({"mkdocs.yml": "site_name: x\ntheme: material\nplugins: [search, tags, incidentbook]\n"})
    built = site.build()
    assert built.status == 0, built.log


def test_what_the_site_excludes_is_no_part_of_the_portal(site: Site) -> None:
    site.write({"mkdocs.yml": MATERIAL + "exclude_docs: postmortems/2025*\n"})
    built = site.build()
    assert built.status == 0, built.log
    assert [path for path in built.files() if "2025-03-15" in path] == []
    assert "configuration push" not in built.html("postmortems/index.html")


def test_the_built_site_is_not_read_again(site: Site) -> None:
    site.build(to="first")
    command_target = site.folder / "public"
    for _ in range(2):
        built = site.build("--site-dir", str(command_target))
        assert built.status == 0, built.log
    published = sorted(path.parent.name for path in command_target.rglob("runbooks/*/index.html"))
    assert published == ["checkout", "payments-disk-yml"]


def test_a_document_never_takes_the_place_of_a_page(empty_site: Site) -> None:
    empty_site.write(
        {
            "mkdocs.yml": MATERIAL,
            "incidentbook.yml": 'postmortems: ["*.md"]\n',
            "docs/x.md": "# X\n",
            "action-items.md": "# Action items went missing\n",
            "x.md": "# Another x\n",
        }
    )
    built = empty_site.build()
    assert built.status == 0, built.log
    assert "Action items went missing" in built.html("action-items/index.html")
    assert "Another x" in built.html("x-2/index.html")
    assert "action-items-2/index.html" in built.files()
    assert built.dead_links() == []

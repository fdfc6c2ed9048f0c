"""`llms.txt` and the copies of pages in Markdown."""

import posixpath
import re
from urllib.parse import unquote, urlsplit

import pytest

from tests.sites.builder import Built, Site

_CODE = re.compile(r"^ *(`{3,})[^\n]*\n.*?^ *\1 *$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_ADDRESS = re.compile(r"(?<!\\)\]\(([^)\s]*)")

SOURCES: dict[str, str | bytes] = {
    "docs/handbook.md": """
        # Handbook <!-- secret: a comment -->

        [The runbook](runbooks/checkout.md#contacts), [the alerts](alerts.md), ![a](a.png)
        """,
    "docs/a.png": b"\x89PNG",
    "docs/unsent.md": "# secret: not sent\n",
    "docs/drafted.md": "# secret: drafted\n",
    "docs/postmortems/2025-01-01-hidden.md": "# secret: hidden\n\n## Summary\n\nsecret: its text\n",
    "docs/runbooks/nested.md": """
        # Nested

        ## Mitigation

        - Count:

            ```sh
            date
            ```

            As in [March](../postmortems/2025-03-15-checkout.md).
        """,
    "docs/postmortems/2025-02-02-hostile.md": """
        ---
        title: "](x) <script>alert(1)</script> # [a](javascript:b)"
        severity: SEV2
        note: "secret: a field that no page shows"
        ---

        ## Summary

        What was shown.

        ## Impact

        Shown <script>secret()</script>. [Bad](javascript:alert(1)) [gone](../nowhere.md)

        [//]: # (secret: a definition)
        """,
}


def told(built: Built) -> dict[str, str]:
    """All texts for programs, by path."""
    return {path: built.html(path) for path in built.files() if path.endswith(".md") or path == "llms.txt"}


def dead(built: Built, base: str) -> list[str]:
    """Each link of a copy, and of `llms.txt`, that leads to no file or to a page that has a copy."""
    files, found = set(built.files()), []
    for path, text in told(built).items():
        for address in _ADDRESS.findall(_CODE.sub("", text)):
            inside = address.removeprefix(base) if path == "llms.txt" else address
            parts = urlsplit(inside)
            if parts.scheme or not parts.path:
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
            if target not in files or f"{target.removesuffix('.html')}.md" in files:
                found.append(f"{path} → {address}")
    return found


@pytest.fixture
def told_site(site: Site) -> Site:
    return site.write(SOURCES)


def configuration(*, folders: bool = True, address: str = "", more: str = "") -> str:
    return f"""
        site_name: Small *book*
        site_description: What we learned.
        site_url: "{address}"
        use_directory_urls: {str(folders).lower()}
        plugins: [{{incidentbook: {{{more}}}}}]
        exclude_docs: |
          unsent.md
          postmortems/2025-01-01-hidden.md
        draft_docs: |
          drafted.md
        """


@pytest.mark.parametrize("folders", [True, False], ids=["folders", "files"])
def test_each_page_has_a_copy_whose_links_lead_to_copies(told_site: Site, *, folders: bool) -> None:
    address = "https://example.com/teams/book/" if folders else ""
    told_site.write({"mkdocs.yml": configuration(folders=folders, address=address)})
    built, again = told_site.build(), told_site.build(to="again")
    assert built.status == 0, built.log
    pages = {path.removesuffix(".html") for path in built.files() if path.endswith(".html")}
    copies = {path.removesuffix(".md") for path in built.files() if path.endswith(".md")}
    assert pages - copies == {"404", "oncall"}
    assert copies <= pages
    assert dead(built, address) == []
    assert told(built) == told(again)
    assert "secret" not in "".join(told(built).values())


def test_copies_say_what_pages_show(told_site: Site) -> None:
    told_site.write({"mkdocs.yml": configuration()})
    built = told_site.build()
    postmortem = built.html("postmortems/2025-03-15-checkout/index.md")
    assert postmortem.startswith("# Checkout down after a configuration push\n\n- **Severity:** SEV1\n")
    assert "- **Services:** [Checkout](../../services/checkout/index.md)" in postmortem
    assert "See the [runbook](../../runbooks/checkout/index.md)." in postmortem
    assert "ib-anchor" not in postmortem
    runbook = built.html("runbooks/payments-disk-yml/index.md")
    assert runbook.startswith("# Payments database is full\n\n- **Alerts:** `PaymentsDiskFull`\n")
    assert "df -h /var/lib/postgresql" in runbook
    assert "**Expected:** Less than 80 %" in runbook
    assert "Add a canary stage](../postmortems/2025-03-15-checkout/index.md)" in built.html(
        "action-items/index.md"
    )
    handbook = built.html("handbook/index.md")
    assert (
        "[The runbook](../runbooks/checkout/index.md#contacts), [the alerts](../alerts/index.md)" in handbook
    )
    nested = built.html("runbooks/nested/index.md")
    assert "\n    As in [March](../../postmortems/2025-03-15-checkout/index.md)." in nested
    hostile = built.html("postmortems/2025-02-02-hostile/index.md")
    assert hostile.startswith("# \\](x) \\<script>alert(1)\\</script> # \\[a\\](javascript:b)\n")
    assert "Shown . Bad gone" in hostile


def test_the_guide_lists_what_matters_and_words_are_no_markup(told_site: Site) -> None:
    told_site.write({"mkdocs.yml": configuration(address="https://example.com/sub/")})
    text = told_site.build().html("llms.txt")
    assert text.startswith(
        "# Small \\*book\\*\n\n> What we learned. 2 postmortems and 3 runbooks, as of 2026-03-31.\n"
    )
    assert "\n- [Alerts](https://example.com/sub/alerts/index.md): " in text
    assert "](https://example.com/sub/runbook-trust/index.md)" in text
    assert "\n- [Handbook](https://example.com/sub/handbook/index.md): " in text
    assert "\n- [runbooks.json](https://example.com/sub/data/runbooks.json): " in text
    assert (
        "- [\\](x) \\<script>alert(1)\\</script> # \\[a\\](javascript:b)](https://example.com/sub/postmortems/"
        in text
    )


def test_copies_can_be_turned_off(told_site: Site) -> None:
    told_site.write({"mkdocs.yml": configuration(more="llms: false")})
    built = told_site.build()
    assert built.status == 0, built.log
    assert told(built) == {}


def test_a_file_of_the_site_is_never_written_over(told_site: Site) -> None:
    told_site.write({"mkdocs.yml": configuration(), "docs/llms.txt": "mine\n"})
    assert told_site.build().html("llms.txt") == "mine\n"

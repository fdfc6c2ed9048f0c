"""Alerts in a built site: the page, its data, and addresses that survive a move."""

import re
import shutil
import subprocess

from tests.sites.builder import Built, Site

RULES = """
    groups:
      - name: checkout
        rules:
          - alert: HighErrorBudgetBurnRate_Fast
            expr: burn > 14
            labels: {severity: critical, service: checkout}
            annotations:
              summary: "<b>Burns</b> {{ $value }}"
              runbook_url: https://book.example.com/runbooks/former/
          - alert: NobodyKnows
            expr: up == 0
"""
POLICY = """
    as_of: 2026-03-31
    alert_rules: ["rules/*.yml"]
    runbook_urls: {https://book.example.com/: docs}
"""


def with_alias(site: Site, *aliases: str) -> Site:
    text = site.read("docs/runbooks/checkout.md")
    stated = "\n".join(["aliases:", *(f"  - {alias}" for alias in aliases)])
    site.write(
        {
            "docs/runbooks/checkout.md": text.replace(
                "owner: storefront", f"owner: storefront\n{stated}"
            ).encode()
        }
    )
    return site.write({"rules/shop.yml": RULES, "incidentbook.yml": POLICY})


def redirect(built: Built, path: str) -> str:
    """Where a page leads at once, and that its link leads there too."""
    html = built.html(path)
    found = re.search(r'<meta http-equiv="refresh" content="0; url=([^"]*)">', html)
    assert found
    assert f'<a href="{found[1]}">' in html
    return found[1]


def git(site: Site, *words: str) -> None:
    program = shutil.which("git")
    assert program
    who = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    subprocess.run([program, *who, *words], cwd=site.folder, check=True, capture_output=True)


def test_the_page_shows_every_alert_and_its_data_lead_there(site: Site) -> None:
    site = with_alias(site, "runbooks/former.md")
    site.write({"mkdocs.yml": site.read("mkdocs.yml") + "site_url: https://book.example.com/\n"})
    built = site.build("--strict")
    assert built.status == 0, built.log
    page = built.html("alerts/index.html")
    assert "2 alerts with 2 rules" in page
    assert "&lt;b&gt;Burns&lt;/b&gt; {{ $value }}" in page
    assert "NobodyKnows" in page
    assert 'href="../runbooks/checkout/"' in page
    urls = built.data("data/runbook-urls.json")["urls"]
    assert urls["HighErrorBudgetBurnRate_Fast"] == "https://book.example.com/runbooks/checkout/"
    assert urls["PaymentsDiskFull"] == "https://book.example.com/runbooks/payments-disk-yml/"
    assert "NobodyKnows" not in urls
    states = {one["name"]: one["url_state"] for one in built.data("data/alerts.json")["alerts"]}
    assert states == {"HighErrorBudgetBurnRate_Fast": "alias", "NobodyKnows": "absent"}
    assert redirect(built, "runbooks/former/index.html") == "../checkout/"
    assert built.dead_links() == []
    assert "REF109" in built.log


def test_no_alias_is_written_over_a_page_or_out_of_the_site(site: Site) -> None:
    aliases = (
        "about.md",
        "runbooks/payments-disk.yml",
        "../../escape.md",
        "404.html",
        "data/alerts.json",
        "alerts/",
    )
    built = with_alias(site, *aliases, "https://evil.example.com/", "deep/er/old.md").build()
    assert built.status == 0, built.log
    assert "We write" in built.html("about/index.html")
    assert "Payments database is full" in built.html("runbooks/payments-disk-yml/index.html")
    assert "2 alerts with" in built.html("alerts/index.html")
    assert "refresh" not in built.html("404.html")
    assert redirect(built, "deep/er/old/index.html") == "../../../runbooks/checkout/"
    assert not (built.folder.parent / "escape").exists()
    assert not any("evil" in path for path in built.files())
    assert built.log.count("gets no redirect") == 7
    assert "http" not in redirect(built, "deep/er/old/index.html")


def test_a_rename_in_git_leads_on_from_every_former_place(site: Site) -> None:
    site.write({"incidentbook.yml": POLICY, "rules/shop.yml": RULES})
    git(site, "init", "-q")
    for old, new in (
        ("docs/runbooks/checkout.md", "docs/runbooks/shop.md"),
        ("docs/runbooks/shop.md", "docs/runbooks/sales/checkout errors.md"),
    ):
        git(site, "add", "-A")
        git(site, "commit", "-qm", "Write")
        (site.folder / new).parent.mkdir(exist_ok=True)
        git(site, "mv", old, new)
        text = site.read("docs/postmortems/2025-03-15-checkout.md")
        site.write({"docs/postmortems/2025-03-15-checkout.md": text.replace(old[14:], new[14:]).encode()})
    git(site, "add", "-A")
    git(site, "commit", "-qm", "Move")
    built = site.build()
    assert built.status == 0, built.log
    assert redirect(built, "runbooks/checkout/index.html") == "../sales/checkout%20errors/"
    assert redirect(built, "runbooks/shop/index.html") == "../sales/checkout%20errors/"
    site.write({"docs/runbooks/shop.md": "# Another runbook\n\n## Impact\n\nNone.\n"})
    assert "Another runbook" in site.build(to="again").html("runbooks/shop/index.html")


def test_pages_that_are_files_lead_on_to_files(site: Site) -> None:
    site = with_alias(site, "runbooks/former.md")
    site.write({"mkdocs.yml": site.read("mkdocs.yml") + "use_directory_urls: false\n"})
    built = site.build()
    assert redirect(built, "runbooks/former.html") == "checkout.html"
    assert (
        built.data("data/runbook-urls.json")["urls"]["PaymentsDiskFull"] == "runbooks/payments-disk-yml.html"
    )


def test_without_rule_files_the_page_says_so(site: Site) -> None:
    page = site.build().html("alerts/index.html")
    assert "No rule files are named in the policy" in page
    assert "alert_rules:" in page

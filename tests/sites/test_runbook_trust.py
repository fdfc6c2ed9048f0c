"""How far runbooks can be trusted, in a portal built from a repository with a real history of edits."""

import pytest

from tests.sites.builder import Built, Site
from tests.unit.analysis.repository_of import Checkout, repository
from tests.unit.analysis.runbooks_of import Shelf, runbook_text

LIST, KILL = "kubectl get pods", "kubectl delete pod q-0"
POLICY = "as_of: 2026-03-31\nrules: {missing-section: off}\n"
POSTMORTEM = """---
severity: SEV1
date: 2026-03-10
---

# Labels stood still

Somebody followed [the runbook](../runbooks/queue.md).

## What went poorly

- The runbook was out of date & <b>wrong</b>.
"""
NOTES = "docs/postmortems/2026-03-10-labels.md"
PATH = "docs/runbooks/queue.md"


def shelf(site: Site) -> Shelf:
    """A repository in which a runbook was tested, changed, reviewed and used."""
    found = Shelf(repository(site.folder))
    site.write({"incidentbook.yml": POLICY})
    found.commit("2026-01-05", runbook_text(LIST, reviewed="2026-01-05", tested="2026-01-05"), PATH)
    found.commit("2026-02-05", runbook_text(LIST, KILL, reviewed="2026-01-05", tested="2026-01-05"), PATH)
    found.commit("2026-03-05", runbook_text(LIST, KILL, reviewed="2026-03-05", tested="2026-01-05"), PATH)
    found.commit("2026-03-12", POSTMORTEM, NOTES)
    return found


@pytest.fixture
def built(site: Site) -> Built:
    shelf(site)
    return site.build()


def test_the_runbooks_page_says_what_is_known(built: Built) -> None:
    html = built.html("runbooks/queue/index.html")
    assert "Last changed in substance on 5 Feb 2026; 1 later commit changed dates or layout alone." in html
    assert "Last tested on 5 Jan 2026; since then 1 command is new or different." in html
    assert f"<code>{KILL}</code>" in html
    assert "Last reviewed on 5 Mar 2026, before the incident of 10 Mar 2026 that used it" in html
    assert "“The runbook was out of date &amp; wrong.”" in html
    assert "review due since the incident of 10 Mar 2026" in html
    assert built.dead_links() == []


def test_it_is_listed_as_what_to_look_at_next(built: Built) -> None:
    html = built.html("runbook-trust/index.html")
    assert "1 found wanting by an incident · 1 used since the review · 1 with other commands" in html
    assert html.index(">Queue<") < html.index(">Checkout")
    assert "no-owner" in html
    assert "not known" not in html
    assert "What to look at next (" in built.html("runbooks/index.html")
    assert "To look at next (" in built.html("index.html")
    assert "An incident found it wanting (10 Mar 2026)" in built.html("oncall.html")


def test_the_data_says_the_same(built: Built) -> None:
    found = next(one for one in built.data("data/runbooks.json")["runbooks"] if one["id"] == "queue")
    assert found["concerns"] == ["said-wrong", "used-since-review", "commands-changed"]
    assert found["past"]["changed"] == "2026-02-05"
    assert found["past"]["new_commands"] == [KILL]
    assert [use["how"] for use in found["uses"]] == ["linked"]


def test_a_shallow_clone_says_what_it_does_not_know(site: Site) -> None:
    full = shelf(site)
    name = site.folder.name
    full.checkout.git(
        "clone", "--quiet", "--no-local", "--depth=1", full.checkout.root.as_uri(), f"../{name}-cut"
    )
    cut = Site(site.folder.parent / f"{name}-cut")
    assert Checkout(cut.folder).git("rev-list", "--count", "HEAD").strip() == "1"
    html = cut.build().html("runbooks/queue/index.html")
    assert "Unchanged in substance since 12 Mar 2026 at the latest; the clone is shallow" in html
    assert "whether its commands changed since is not known: the clone is shallow" in html


def test_without_git_nothing_is_guessed(site: Site) -> None:
    site.write({"incidentbook.yml": POLICY, PATH: runbook_text(LIST, tested="2026-01-05"), NOTES: POSTMORTEM})
    built = site.build()
    note = "When runbooks changed is not known: the folder is not in a Git repository."
    assert note in built.html("runbook-trust/index.html")
    html = built.html("runbooks/queue/index.html")
    assert "When its text last changed is not known: the folder is not in a Git repository." in html
    assert "Last changed" not in html

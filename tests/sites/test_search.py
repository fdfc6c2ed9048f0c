"""What search indexes hold; the ranking is tried in a browser."""

import pytest

from tests.sites.builder import Built, Site


def found(built: Built, location: str) -> dict[str, object]:
    documents = built.data("search/search_index.json")["docs"]
    return next(document for document in documents if document["location"] == location)


def test_a_runbook_is_found_by_parts_of_its_alert_and_does_not_show_them(site: Site) -> None:
    built = site.build("--strict")
    runbook = found(built, "runbooks/checkout/")
    assert "budgetburn" in str(runbook["pasted"]).split()
    assert "budgetburn" not in str(runbook["text"])
    assert built.data("search/search_index.json")["config"]["fields"]["pasted"]["boost"] > 1000
    assert "budgetburn" not in built.html("runbooks/checkout/index.html")


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_other_themes_find_it_by_an_entry_of_its_own(site: Site, theme: str) -> None:
    site.write({"mkdocs.yml": f"site_name: x\ntheme: {theme}\nplugins: [incidentbook]\n"})
    built = site.build("--strict")
    entry = found(built, "runbooks/checkout/#")
    assert entry["title"] == "HighErrorBudgetBurnRate_Fast · Checkout: high error rate"
    assert "budgetburn" in str(entry["text"])[200:].split()
    assert "budgetburn" not in str(entry["text"])[:200]


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
def test_generated_pages_are_found_by_their_title_and_not_by_what_they_list(site: Site, theme: str) -> None:
    site.write({"mkdocs.yml": f"site_name: x\ntheme: {theme}\nplugins: [incidentbook]\n"})
    built = site.build("--strict")
    locations = [document["location"] for document in built.data("search/search_index.json")["docs"]]
    assert locations.count("quality/") == 1
    assert found(built, "quality/")["title"] == "Quality"
    assert found(built, "causes/unsafe-config-change/")["title"] == "Unsafe configuration change"
    assert "push" not in str(found(built, "causes/unsafe-config-change/")["text"])
    assert "configuration push" in built.html("causes/unsafe-config-change/index.html")


def test_actions_that_stand_in_front_matter_alone_are_found(site: Site) -> None:
    actions = "action_items:\n  - {action: Rehearse the rollback, owner: priya, due: 2099-01-01}\n"
    site.write({"docs/postmortems/2025-03-16-x.md": f"---\ntitle: X\n{actions}---\n\n# X\n"})
    incident = found(site.build(), "postmortems/2025-03-16-x/")
    assert "rehearse the rollback" in str(incident["further"])
    assert "priya" in str(incident["further"])


def test_an_incident_is_found_by_its_words_code_and_people(site: Site) -> None:
    documents = site.build("--strict").data("search/search_index.json")["docs"]
    text = " ".join(str(d["text"]) for d in documents if d["location"].startswith("postmortems/2025"))
    assert "remaining connection slots are reserved" in text
    assert "canary stage" in text
    assert "@ana" in text or "ana" in text.split()


def test_the_offline_copy_of_the_index_has_the_words_too(site: Site) -> None:
    site.write({"mkdocs.yml": "site_name: x\ntheme: material\nplugins: [search, offline, incidentbook]\n"})
    built = site.build("--strict")
    assert "budgetburn" in (built.folder / "search/search_index.js").read_text(encoding="utf-8")

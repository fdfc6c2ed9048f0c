"""The metrics and reviews of a built site: their files, their links, and pages that read without scripts."""

import json

import jsonschema
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from incidentbook.exports.schemas import data_schema
from tests.sites.builder import Built, Site

INCIDENT = """---
severity: SEV{severity}
date: 2026-01-0{number}
started_at: 2026-01-0{number}T10:00/10:30Z
detected_at: 2026-01-0{number}T10:45:00Z
resolved_at: 2026-01-0{number}T1{number}:00:00Z
services: [printer]
---

# Labels <{number}> late
"""


def built(site: Site, *settings: str) -> Built:
    documents = {
        f"docs/postmortems/{number}.md": INCIDENT.format(severity=1 + number % 2, number=number)
        for number in range(1, 7)
    }
    site.write(
        {
            "mkdocs.yml": "\n".join(["site_name: Book", *settings, "plugins: [incidentbook]", ""]),
            "incidentbook.yml": "as_of: 2026-03-31\n",
            **documents,
        }
    )
    found = site.build()
    assert found.status == 0, found.log
    return found


def test_the_pages_are_there_and_lead_somewhere(site: Site) -> None:
    found = built(site)
    assert {
        *("metrics/index.html", "metrics/detect/index.html", "metrics/targets/index.html"),
        *("metrics/between/index.html", "metrics/updates/index.html", "reviews/index.html"),
        *("reviews/2026-q1/index.html", "reviews/2026-01/index.html", "reviews/2026-w02/index.html"),
    } <= set(found.files())
    assert found.dead_links() == []
    page = found.html("metrics/index.html")
    assert "Labels &lt;1&gt; late" in page
    assert "15 min to 45 min" in page
    assert page.count('class="ib-mark') >= 12


def test_the_data_files_are_what_they_say(site: Site) -> None:
    found = built(site)
    data = json.loads((found.folder / "data" / "metrics.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(data_schema("metrics")).validate(data)
    assert data["measures"]["detect"]["all"]["median"] == {"low": 15, "high": 45}
    text = (found.folder / "data" / "metrics.txt").read_text(encoding="utf-8")
    families = text_string_to_metric_families(text)  # type: ignore[no-untyped-call]  # published so
    assert "incidentbook_incidents" in {family.name for family in families}


def test_a_site_without_incidents_says_how_to_begin(site: Site) -> None:
    site.write(
        {
            "mkdocs.yml": "site_name: Book\nplugins: [incidentbook]\n",
            "incidentbook.yml": "postmortems: [nowhere/**]\n",
            "docs/runbooks/a.md": "# A\n",
        }
    )
    found = site.build()
    assert found.status == 0, found.log
    assert "No incidents yet." in found.html("metrics/index.html")
    assert "No reviews yet." in found.html("reviews/index.html")

"""Who is on call in a built site: its pages, its calendars, the runbooks that lead there."""

import json
import re

from tests.sites.builder import Site

ROTA = """
time_zone: Europe/Copenhagen
load_page: true
rotations:
  - id: shop
    title: Shop <b>&
    services: [orders]
    people: [ana, bo]
    handoff: mon 10:00
    begins: 2025-01-06
    secondary: next
    escalation:
      - {after: 0, notify: primary}
      - {after: 5, notify: [secondary, night]}
  - id: night
    people: [cy, dee]
    begins: 2025-01-06
    escalation:
      - {after: 0, notify: primary}
"""
RUNBOOK = "---\nservices: [orders]\nalerts: [OrdersDown]\n---\n\n# Orders down\n\n## Diagnosis\n\nLook.\n"


def test_the_page_the_calendars_and_the_runbook_agree(site: Site) -> None:
    built = site.write({"oncall.yml": ROTA, "docs/runbooks/orders.md": RUNBOOK}).build()
    assert built.dead_links() == []
    page = built.html("rota/index.html")
    assert "Shop &lt;b&gt;&amp;" in page
    data = re.search(r"<div[^>]*data-incidentbook-rota[ >][^>]*>(.*?)</div>", page, re.DOTALL)
    assert data is not None
    assert [one["id"] for one in json.loads(data[1])["rotations"]] == ["shop", "night"]
    assert {"data/oncall-shop.ics", "data/oncall-night.ics", "rota/load/index.html"} <= set(built.files())
    assert "SUMMARY:" in built.html("data/oncall-shop.ics")
    assert 'href="../../rota/#shop"' in built.html("runbooks/orders/index.html")
    assert "rota/#shop" in built.html("oncall.html")


def test_the_load_stays_out_unless_it_is_asked_for(site: Site) -> None:
    built = site.write({"oncall.yml": ROTA.replace("load_page: true", "")}).build()
    assert "rota/load/index.html" not in built.files()
    assert "rota/index.html" in built.files()


def test_without_a_rota_there_is_no_page(site: Site) -> None:
    built = site.build()
    assert not [name for name in built.files() if "rota/" in name or name.startswith("data/oncall-")]


def test_a_rota_without_rotations_says_how_to_begin(site: Site) -> None:
    page = site.write({"oncall.yml": "rotations: []\n"}).build().html("rota/index.html")
    assert "names no rotation yet" in page
    assert "incidentbook rota --import FILE" in page

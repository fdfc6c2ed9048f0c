"""The handbook of a site: chapters of the package, those of the team, and what the policy says in them."""

import re

from tests.sites.builder import Site

CHAPTERS = (
    "anti-patterns",
    "blameless",
    "checklists",
    "communication",
    "drills",
    "incident-kit",
    "learning",
    "lifecycle",
    "mitigation",
    "readiness",
    "roles",
    "severity",
    "timeline-sources",
    "triage",
    "war-room",
)


def written(site: Site, policy: str = "", **files: str) -> Site:
    texts = {
        "mkdocs.yml": "site_name: x\ntheme: mkdocs\nplugins: [incidentbook]\n",
        "incidentbook.yml": policy,
    }
    return site.write({**texts, **files})


def test_every_chapter_is_there_with_a_way_to_all_others(site: Site) -> None:
    built = written(site).build("--strict")
    assert built.status == 0, built.log
    assert built.dead_links() == []
    for name in CHAPTERS:
        html = built.html(f"handbook/{name}/index.html")
        nav = html.partition('aria-label="Chapters"')[2].partition("</nav>")[0]
        others = set(re.findall(r'href="\.\./([\w-]+)/"', nav))
        assert others == set(CHAPTERS) - {name}
        assert html.count("<h1") == 1
        assert "{{" not in html
        assert "{%" not in html


def test_chapters_say_what_the_policy_says(site: Site) -> None:
    policy = """
    targets: {writeup_hours: 72, acknowledge_minutes: 7}
    status_page: https://status.example.com/
    severities:
      - id: Grave
        aliases: [SEV1]
        tell: [the "board" & <b>staff</b>]
        update_minutes: 20
        roles: [pilot]
        war_room: true
      - {id: Light, war_room: false, roles: []}
    roles: [{id: pilot, title: Pilot <in> command, purpose: Flies., duties: [Looks out]}]
    """
    built = written(site, policy).build("--strict")
    assert built.status == 0, built.log
    room = built.html("handbook/war-room/index.html")
    assert "A Grave is worked on together" in room
    assert "within 7 min" in room
    assert "Written within 3 d" in room
    said = built.html("handbook/communication/index.html")
    assert "the &#34;board&#34; &amp; &lt;b&gt;staff&lt;/b&gt;" in said
    assert "20 min" in said
    assert "https://status.example.com/" in said
    roles = built.html("handbook/roles/index.html")
    assert 'id="pilot"' in roles
    assert "Pilot &lt;in&gt; command" in roles
    kit = built.html("handbook/incident-kit/index.html")
    assert "Pilot &lt;in&gt; command" in kit
    assert "Light" in built.html("handbook/severity/index.html")


def test_prose_is_found_by_its_words(site: Site) -> None:
    built = written(site).build("--strict")
    index = {entry["location"]: entry["text"] for entry in built.data("search/search_index.json")["docs"]}
    assert "retry storm" in index["handbook/mitigation/"]
    assert "handbook/severity/" in index


def test_templates_of_messages_are_those_of_the_team(site: Site) -> None:
    built = written(
        site, "messages: ours\n", **{"ours/customer/resolved.txt": "All is well: {{ title }}.\n"}
    ).build("--strict")
    assert built.status == 0, built.log
    assert "All is well: <mark" in built.html("handbook/incident-kit/index.html")


def test_a_wrong_template_stops_the_build_with_its_place(site: Site) -> None:
    built = written(
        site, "messages: ours\n", **{"ours/customer/resolved.txt": "All is well:\n{{ titel }}\n"}
    ).build("--strict")
    assert built.status == 1
    assert "customer/resolved.txt:2: unknown field “titel”; did you mean “title”?" in built.log
    assert "Traceback" not in built.log


def test_practice_leads_to_its_evidence(site: Site) -> None:
    policy = """
    as_of: 2026-03-31
    alert_rules: ["rules/*.yml"]
    readiness: [{item: backups, date: 2026-03-01, role: "<b>lead</b>", note: "48 min & counting"}]
    patterns: {fewest: 1}
    """
    rules = "groups: [{name: a, rules: [{alert: DiskFull, expr: up}]}]\n"
    postmortem = (
        "---\ntitle: Labels <late>\nseverity: SEV1\ndate: 2026-03-02\n"
        "checklist: [acknowledge, update]\n---\n\n"
        "# Labels <late>\n\n## Summary\n\nLate.\n\n## Action items\n\n- [ ] Mend it\n"
    )
    files = {"rules/a.yml": rules, "docs/postmortems/labels.md": postmortem}
    built = written(site, policy, **files).build()
    assert built.status == 0, built.log
    assert built.dead_links() == []
    ready = built.html("handbook/readiness/index.html")
    assert "says the &lt;b&gt;lead&lt;/b&gt;" in ready
    assert "48 min &amp; counting" in ready
    assert "0 of 1 alert" in ready
    assert 'href="../../alerts/?runbook=missing"' in ready
    lists = built.html("handbook/checklists/index.html")
    assert "2 of 11 done" in lists
    assert "Labels &lt;late&gt;" in lists
    habits = built.html("handbook/anti-patterns/index.html")
    assert "Alerts without a runbook" in habits
    assert 'href="../../action-items/?owner=none"' in habits
    assert "2 of 11 done (18 %)" in built.html("postmortems/labels/index.html")
    assert built.data("data/practice.json")["checklists"][0]["told"] == 1

"""The handbook of a site: chapters of the package, those of the team, and what the policy says in them."""

import re

from tests.sites.builder import Site

CHAPTERS = (
    "anti-patterns",
    "blameless",
    "checklists",
    "communication",
    "drills",
    "escalation",
    "incident-kit",
    "learning",
    "lifecycle",
    "mitigation",
    "on-call",
    "readiness",
    "roles",
    "severity",
    "timeline-sources",
    "triage",
    "war-room",
    "writing",
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


def test_each_chapter_has_a_copy_that_says_what_it_says(site: Site) -> None:
    built = written(site, "status_page: https://status.example.com/\n").build("--strict")
    for name in CHAPTERS:
        copy = built.html(f"handbook/{name}/index.md")
        assert copy.startswith("# ")
        assert re.sub(r"^(```+)\n.*?^\1$", "", copy, flags=re.DOTALL | re.MULTILINE).count("\n# ") == 0
        assert len(copy.splitlines()) > 4, name
        assert "¶" not in copy
    assert "| **Roll back** | it began shortly after a release" in built.html("handbook/mitigation/index.md")
    assert "- **Acknowledge** so that" in built.html("handbook/triage/index.md")
    severity = built.html("handbook/severity/index.md")
    assert "## Which level is it?\n\nAsk from the top" in severity
    kit = built.html("handbook/incident-kit/index.md")
    assert "### Opening message\n\n```\nIncident declared: [what is wrong, in a few words]" in kit
    assert "Status page: https://status.example.com/" in kit
    assert "Needed for SEV1" in kit
    assert "| SEV1 Critical | 15 min |" in kit


def test_the_theme_s_link_skips_the_chapters(site: Site) -> None:
    config = "site_name: x\ntheme: {name: material, font: false}\nplugins: [incidentbook]\n"
    kit = written(site, **{"mkdocs.yml": config}).build("--strict").html("handbook/incident-kit/index.html")
    assert re.search(r'<a href="#ib-begin" class="md-skip">', kit)
    assert kit.index('aria-label="Chapters"') < kit.index('id="ib-begin"') < kit.index('id="declare"')


def test_cells_of_chapters_are_labelled_for_phones(site: Site) -> None:
    built = written(site).build("--strict")
    assert '<td data-label="watch out for">migrations' in built.html("handbook/mitigation/index.html")


def test_an_incident_is_declared_from_home_and_from_runbooks(site: Site) -> None:
    runbook = "---\ntitle: Queue is full\nservices: [shop]\n---\n\n# Queue is full\n\nDrain it.\n"
    policy = "services: [{id: shop, title: Shop}]\n"
    built = written(site, policy, **{"docs/runbooks/queue.md": runbook}).build()
    assert built.status == 0, built.log
    assert 'href="handbook/incident-kit/#declare"' in built.html("index.html")
    assert 'href="../../handbook/incident-kit/#declare?service=shop"' in built.html(
        "runbooks/queue/index.html"
    )
    bare = written(site, "handbook: false\n").build()
    assert "Declare an incident" not in bare.html("index.html")


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


ROTA = """
rotations:
  - id: shop
    title: Shop & <till>
    people: [ana, bo]
    begins: 2026-01-05
    secondary: next
    escalation:
      - {after: 0, notify: primary}
      - {after: 7, notify: [secondary, desk]}
    repeats: 1
    repeats_after: 20
people: [{id: desk, name: "Desk <b>", contact: "tel:+441234567"}]
"""


def test_the_ladder_is_that_of_the_rota_and_all_chapters_agree_on_it(site: Site) -> None:
    policy = """
    targets: {acknowledge_minutes: 31}
    severities:
      - {id: Grave, aliases: [SEV1], response_minutes: 4}
      - {id: Light, aliases: [SEV2], response_minutes: 45}
    """
    built = written(site, policy, **{"oncall.yml": ROTA}).build("--strict")
    assert built.status == 0, built.log
    assert built.dead_links() == []
    ladder = built.html("handbook/escalation/index.html")
    assert "Shop &amp; &lt;till&gt;" in ladder
    assert "After 7 min" in ladder
    assert "secondary, Desk &lt;b&gt;" in ladder
    assert "Then it begins anew after 20 min, once." in ladder
    room = built.html("handbook/war-room/index.html")
    assert "answered within 4 min" in room
    assert "nobody has answered after 7 min" in room
    assert "31 min" not in room
    assert "4 min for a Grave and 45 min for a Light" in built.html("handbook/on-call/index.html")
    assert "4 min for a Grave and 45 min for a Light" in built.html("handbook/triage/index.html")
    contents = built.html("handbook/index.html")
    assert re.search(r'href="\.\./rota/"[^>]*>Who is on call<', contents)
    found = {entry["location"]: entry for entry in built.data("search/search_index.json")["docs"]}
    assert "escalation" in found["rota/"]["text"].lower()
    assert any("Escalation: calling more people" in entry["title"] for entry in found.values())


def test_without_a_rota_the_chapters_say_how_to_begin(site: Site) -> None:
    built = written(site).build("--strict")
    assert built.status == 0, built.log
    assert "Nothing says yet who is on call" in built.html("handbook/on-call/index.html")
    assert "Nothing says yet whom to tell" in built.html("handbook/escalation/index.html")
    assert "../rota/" not in built.html("handbook/index.html").partition("<main")[2]


def test_templates_to_copy_are_those_that_new_writes(site: Site) -> None:
    files = {"templates/documents/near-miss.md": "# {{ title | line }}\n\n## Nearly <b>\n"}
    policy = "sections: {required: {SEV1: [summary, lucky], runbook: [rollback]}}"
    built = written(site, policy, **files).build()
    assert built.status == 0, built.log
    chapter = built.html("handbook/writing/index.html")
    assert "## Nearly &lt;b&gt;" in chapter
    assert "## Contributing factors" in chapter
    assert "## Rollback procedure" in chapter
    assert "Summary and Where we got lucky" in chapter
    assert "The policy asks of each for Rollback" in chapter
    assert "incidentbook new postmortem &#34;Title&#34; --severity SEV1" in chapter


def test_a_broken_template_of_a_document_stops_the_build_with_its_name(site: Site) -> None:
    built = written(site, **{"templates/documents/runbook.md": "# x\n{% if %}\n"}).build("--strict")
    assert built.status == 1
    assert "the template runbook.md:2 cannot be used" in built.log
    assert "Traceback" not in built.log


def test_a_chapter_of_the_team_takes_the_place_of_the_whole_chapter(site: Site) -> None:
    built = written(site, **{"docs/handbook/writing.md": "# How we write\n\nShort.\n"}).build("--strict")
    assert built.status == 0, built.log
    chapter = built.html("handbook/writing/index.html")
    assert "Short." in chapter
    assert "Postmortem template" not in chapter

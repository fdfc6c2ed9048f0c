import datetime
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.reading.policy import default_policy
from incidentbook.reading.postmortem import read_postmortem
from incidentbook.records import Location, Postmortem, Problem

POLICY = default_policy()
FULL = """\
---
title: Labels were late
incident_id: INC-7
type: near miss
status: final
sev: sev-2
start_time: 2025-03-15 23:50 CET
detected_at: 2025-03-15T23:05:00Z
closed_at: 00:40 CET
services: [checkout, label-printer]
team: platform
authors: "@ana and bo"
ic: cy
roles:
  scribe: [di, ed]
categories: unsafe-config-change, postmortem
detection: Customer report
trigger: A push
impact:
  users: "~1,200"
  users_percent: 14 %
  revenue: "~€12k"
  sla_minutes: 50
  summary: Late labels
alerts: LabelQueueLong
runbooks: ["[queue](../runbooks/queue.md)"]
repeat_of: ../postmortems/2024-01-02-labels.md
visibility: private
---

# Another heading

## Summary

The queue [ran full](queue.md).

![graph](graph.png)

## Timeline (CET)

- 23:50 — Labels start failing
- 00:40 — Everything is back to normal. Resolved.

## Action items

- [ ] Add a limit — @ana, due 2025-04-01
"""


def read(text: str, path: str = "postmortems/2025-03-15-labels.md") -> Postmortem:
    return read_postmortem(path, text, POLICY)


def rules(postmortem: Postmortem) -> list[str]:
    return [problem.rule for problem in postmortem.problems]


def test_front_matter_is_read_through_all_its_aliases() -> None:
    found = read(FULL)
    assert rules(found) == []
    assert (found.title, found.id, found.kind, found.status) == (
        "Labels were late",
        "INC-7",
        "near-miss",
        "published",
    )
    assert (found.severity, found.severity_text, found.date) == ("SEV2", "sev-2", datetime.date(2025, 3, 15))
    assert found.services == ("checkout", "label-printer")
    assert (found.teams, found.authors) == (("platform",), ("ana", "bo"))
    assert found.roles == (("commander", "cy"), ("scribe", "di"), ("scribe", "ed"))
    assert found.causes == ("unsafe-config-change",)
    assert (found.detection, found.trigger, found.audience) == ("customer", "A push", "internal")
    assert (found.alerts, found.runbooks) == (("LabelQueueLong",), ("../runbooks/queue.md",))
    assert found.repeat_of == ("2024-01-02-labels",)


def test_numbers_of_the_impact_are_read_with_their_units() -> None:
    impact = read(FULL).impact
    assert (impact.users, impact.users_percent, impact.revenue) == (1200, 14, 12000)
    assert (impact.revenue_text, impact.sla_minutes, impact.summary) == ("~€12k", 50, "Late labels")


def test_milestones_come_from_front_matter_across_midnight_and_zones() -> None:
    found = [(m.name, m.moment.start.isoformat(), m.source) for m in read(FULL).milestones]
    assert found == [
        ("started", "2025-03-15T22:50:00+00:00", "front-matter"),
        ("detected", "2025-03-15T23:05:00+00:00", "front-matter"),
        ("resolved", "2025-03-15T23:40:00+00:00", "front-matter"),
    ]


def test_links_images_and_fields_keep_their_places() -> None:
    found = read(FULL)
    path = found.path
    assert [(url, at.line) for url, at in found.links] == [("queue.md", 35), ("graph.png", 37)]
    severity = found.field("severity")
    assert severity is not None
    assert severity.at == Location(path, 6, 1)


def test_items_and_events_have_ids_and_anchors() -> None:
    found = read(FULL)
    assert [(item.id, item.anchor, item.at.line) for item in found.action_items] == [
        ("INC-7/1", "action-1", 46)
    ]
    assert [entry.anchor for entry in found.timeline] == ["event-1", "event-2"]
    assert [section.name for section in found.sections] == ["summary", "timeline", "action-items"]
    assert found.summary.startswith("The queue ran full.")


@pytest.mark.parametrize(
    "text",
    [
        "SEV1",
        "sev-1",
        "SEV 1",
        "sev_1",
        "S1",
        "P1",
        "1",
        "critical",
        "SEV-1 (Critical)",
        "🔴 Sev 1",
        "Critical – all down",
    ],
)
def test_severity_in_its_many_spellings(text: str) -> None:
    found = read(f"# Disk full\n\n**Severity:** {text}\n")
    assert (found.severity, rules(found)) == ("SEV1", [])


def test_a_severity_that_the_policy_does_not_have_is_reported() -> None:
    found = read("---\nseverity: SEV9\n---\n# Disk full\n\nText.\n")
    assert (found.severity, found.severity_text) == ("", "SEV9")
    assert [(p.rule, p.at.line) for p in found.problems] == [("severity-unknown", 2)]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Complete", "published"),
        ("Complete, action items in progress", "published"),
        ("✅ Resolved", "published"),
        ("Under review", "in-review"),
        ("WIP", "draft"),
        ("not required", "not-required"),
    ],
)
def test_states_in_their_many_words(text: str, status: str) -> None:
    found = read(f"# Disk full\n\n**Status:** {text}\n\nText.\n")
    assert (found.status, found.status_text, rules(found)) == (status, text, [])


def test_odd_states_and_kinds_are_reported() -> None:
    found = read("---\nstatus: purple\nkind: party\n---\nText.\n")
    assert (found.status, found.kind) == ("published", "incident")
    assert rules(found) == ["status-unknown", "kind-unknown"]
    assert rules(read("---\nstatus: Draft / Complete\n---\nText.\n")) == ["placeholder-left"]
    assert read("---\ndraft: true\n---\nText.\n").status == "draft"


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("# Postmortem: Disk full", "Disk full"),
        ("# Post-Mortem – Disk full", "Disk full"),
        ("# Incident Postmortem: Disk full", "Disk full"),
        ("# Incident report | Disk full", "Disk full"),
        ("# 2025-03-15, Disk full", "2025-03-15, Disk full"),
        ("# Incidental music stopped", "Incidental music stopped"),
        ("# Postmortem\n\n# Disk full", "Disk full"),
        ("# Postmortem: [Incident Title]", "Labels"),
        ("# Summary\n\n# Impact", "Labels"),
        ("", "Labels"),
        ("Disk full on db1\n\nSummary", "Disk full on db1"),
    ],
)
def test_the_title_comes_from_the_heading_or_the_file(heading: str, title: str) -> None:
    assert read(f"{heading}\n\nText.\n").title == title


@pytest.mark.parametrize(
    ("path", "text", "day"),
    [
        ("a.md", "---\ndate: 2025-03-15\nstarted_at: 2025-03-14T23:00:00Z\n---\n", 15),
        ("a.md", "---\nstarted_at: 2025-03-16T00:30:00+01:00\n---\n", 16),
        ("2025-03-17-disk.md", "# Disk full on 2025-03-18\n", 17),
        ("incidents/2025/03/17/disk.md", "# Disk full\n", 17),
        ("a.md", "# Disk full on 18 March 2025\n", 18),
        ("a.md", "# Disk full\n\nOn March 19th, 2025 the disk ran full.\n", 19),
        ("a.md", "# Disk full\n\n## Timeline\n\n- 2025-03-20 10:00 UTC: full\n- 10:05: less full\n", 20),
    ],
)
def test_the_day_is_found_where_it_stands(path: str, text: str, day: int) -> None:
    assert read(text, path).date == datetime.date(2025, 3, day)


def test_a_range_of_times_gives_beginning_and_end() -> None:
    for line in (
        "**Date:** 2025-03-15\n**Duration:** 14:25 - 15:47 UTC",
        "**Date:** 2025-03-15, 14:25–15:47 UTC",
    ):
        found = read(f"# Disk full\n\n{line}\n", "a.md")
        assert [(m.name, m.moment.start.hour, m.moment.start.minute) for m in found.milestones] == [
            ("started", 14, 25),
            ("resolved", 15, 47),
        ]


def test_what_the_events_propose_must_fit_what_is_stated() -> None:
    events = "- 10:00 First errors\n- 10:05 Alert fired\n- 10:30 Back to normal. Resolved.\n"
    stated = "---\nstarted_at: 2025-03-15T10:10:00Z\n---\n"
    proposed = {m.name: m.source for m in read(f"# X\n\n## Timeline (UTC)\n\n{events}").milestones}
    assert proposed == {"started": "timeline", "detected": "timeline", "resolved": "timeline"}
    fitting = {m.name: m.source for m in read(f"{stated}# X\n\n## Timeline (UTC)\n\n{events}").milestones}
    assert fitting == {"started": "front-matter", "resolved": "timeline"}


def test_of_two_timelines_the_detailed_one_is_the_timeline() -> None:
    short = "## Key events (UTC)\n\n- 10:00 Alert fired\n- 11:00 Resolved\n\n"
    long = "## Timeline (UTC)\n\n- 10:00 Alert\n- 10:20 A look at the logs\n- 11:00 All well\n"
    assert [entry.text for entry in read(short + long).timeline] == [
        "Alert",
        "A look at the logs",
        "All well",
    ]
    within = "## Timeline (UTC)\n\n- 10:00 Alert\n- 11:00 All well\n\n### Detailed timeline\n\n" + long[19:]
    assert len(read(within).timeline) == 3


def test_timelines_of_different_days_are_one() -> None:
    first = "## Timeline 15 March 2025\n\n- 10:00 a\n- 11:00 b\n\n"
    text = first + "## Timeline 16 March 2025\n\n- 09:00 c\n- 10:00 d\n"
    assert [entry.text for entry in read(text).timeline] == ["a", "b", "c", "d"]


def test_sections_headed_by_times_go_on_with_the_timeline_before_them() -> None:
    text = "## Timeline\n\n### 10:00\n\na\n\n## 16 March, 09:00\n\nb\n\n### 09:30\n\nc\n\n## Impact\n\nd\n"
    assert [(entry.at.line, entry.text) for entry in read(text).timeline] == [(3, "a"), (7, "b"), (11, "c")]


def test_a_list_of_times_under_another_heading_is_the_timeline() -> None:
    found = read(
        "# X\n\n## Leadup\n\n- **10:00 UTC:** full\n- **10:05 UTC:** paged\n\n"
        "## Impact\n\nAt 10:00 it hurt.\n"
    )
    assert len(found.timeline) == 2
    assert [section.name for section in found.sections] == ["timeline", "impact"]
    assert read("# X\n\n## Leadup\n\nAt 10:00 it began, at 11:00 it ended.\n").timeline == ()


def test_a_zone_at_the_top_applies_to_the_whole_document() -> None:
    found = read("# X\n\nAll times CET.\n\n## Timeline\n\n- 10:00 a\n- 11:00 b\n")
    assert [e.moment.start.hour for e in found.timeline if e.moment] == [9, 10]


def test_action_items_of_front_matter_and_text_are_one_list() -> None:
    front = "---\naction_items:\n  - action: Add a limit\n    owner: ana\n---\n"
    found = read(f"{front}## Action items\n\n- Add a limit\n- Test it\n")
    assert [(item.title, item.owners) for item in found.action_items] == [
        ("Add a limit", ("ana",)),
        ("Test it", ()),
    ]


def test_tasks_without_a_section_of_their_own_are_found() -> None:
    found = read("# X\n\n## Lessons and action items\n\n- Add a limit\n")
    assert [item.title for item in found.action_items] == ["Add a limit"]
    found = read(
        "# X\n\n## Outlook\n\n- [ ] Add a limit\n- [x] Test it\n\n## Release checklist\n\n- [ ] Sign\n"
    )
    assert [item.title for item in found.action_items] == ["Add a limit", "Test it"]


def test_nested_sections_of_action_items_count_once() -> None:
    found = read("## Action items\n\n### Next steps\n\n- Add a limit\n\n### Prevent\n\n- Test it\n")
    assert [item.title for item in found.action_items] == ["Add a limit", "Test it"]


def test_ids_of_items_are_unique() -> None:
    table = "| ID | Action |\n|---|---|\n| A-1 | Add a limit |\n| A-1 | Test it |\n| | Tell ana |\n"
    found = read(f"## Action items\n\n{table}")
    assert len({item.id for item in found.action_items}) == 3
    assert len({item.anchor for item in found.action_items}) == 3
    assert found.action_items[0].id == "2025-03-15-labels/A-1"


def test_stated_durations_are_read_from_fields_and_text() -> None:
    found = read("# X\n\n**Duration:** 1 h 30 min\n\n## Stats\n\n- Time to detection: 5 minutes\n")
    assert {s.measure: s.duration.low for s in found.stated} == {"total": 90, "detect": 5}


def test_contradictions_between_front_matter_and_text_are_reported() -> None:
    text = (
        "---\nseverity: SEV2\ndate: 2025-03-15\nstarted_at: 2025-03-15T10:00:00Z\n---\n# X\n\n"
        "**Severity:** SEV1 | **Date:** 2025-03-16 | **Started:** 2025-03-15 12:00 UTC\n"
    )
    found = read(text)
    assert rules(found) == ["contradiction"] * 3
    assert {problem.at.line for problem in found.problems} == {8}
    agreeing = "---\nseverity: SEV2\n---\n# X\n\n**Severity:** P2 | **Date:** 2025-03-15\n"
    assert rules(read(agreeing)) == []


@pytest.mark.parametrize(
    "line",
    ["**Severity:** SEV1 / SEV2 / SEV3", "**Severity:** Minor, Major, Critical", "**Status:** Draft | Final"],
)
def test_a_choice_that_the_template_offers_is_not_a_choice_made(line: str) -> None:
    found = read(f"# X\n\n{line}\n\nText.\n")
    assert found.severity == ""
    assert rules(found) == ["placeholder-left"]


def test_what_a_template_left_is_reported_and_not_read() -> None:
    text = "---\nid: TBD\n---\n# X\n\n**Date:** YYYY-MM-DD | **Severity:** SEVN | **IC:** [Name]\n\nText.\n"
    found = read(text, "a.md")
    assert (found.id, found.date, found.severity, found.roles) == ("a", None, "", ())
    assert rules(found) == ["placeholder-left"] * 4


def test_wrong_types_and_unknown_keys_are_reported_with_a_hint() -> None:
    found = read("---\ndate: soon\nservices:\n  a: b\nseverty: SEV1\n---\nText.\n", "a.md")
    assert rules(found) == ["wrong-type", "wrong-type", "unknown-field"]
    assert found.problems[2].hint == "did you mean “severity”?"


@pytest.mark.parametrize("text", ["", "\n\n", "---\ntitle: X\n---\n", "<!-- nothing -->\n"])
def test_an_empty_document_is_reported(text: str) -> None:
    assert "empty-document" in rules(read(text)) or text.startswith("<!--")


def test_problems_of_the_file_are_handed_on() -> None:
    problem = Problem(Location("a.md"), "not-utf8", "the file is not UTF-8")
    assert read_postmortem("a.md", "Text.\n", POLICY, [problem]).problems == (problem,)


@pytest.mark.parametrize(
    "text",
    [
        "# " * 20_000,
        "> " * 20_000 + "x",
        "- " * 5_000 + "x",
        "## Timeline\n\n" + "- 10:00 x\n" * 5_000,
        "## Action items\n\n" + "- [ ] x\n" * 5_000,
        "**Date:** " * 5_000,
        "Date: " * 5_000,
        "|" * 20_000 + "\n|" + "-|" * 5_000 + "\n",
        "## Impact\n" * 5_000,
        "**Impact**\n\n" * 5_000,
        "[" * 20_000,
        "*" * 20_000 + "a",
        "---\n" + "a: b\n" * 20_000 + "---\n",
        "Impact" * 50_000,
    ],
)
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    start = time.perf_counter()
    read(text)
    assert time.perf_counter() - start < 5


@given(st.text())
def test_no_text_raises_and_twice_is_the_same(text: str) -> None:
    assert read(text) == read(text)


PIECES = st.lists(
    st.sampled_from(
        [
            "---\n",
            "severity: SEV1\n",
            "date: 2025-13-45\n",
            "started_at: 10:30\n",
            "services: {a: [b]}\n",
            "action_items: [{action: x}, y, [z]]\n",
            "# T\n",
            "## Timeline\n",
            "## Action items\n",
            "### Prevent\n",
            "**Impact:** x\n",
            "**Date:** 2025-03-15 | **Status:** x\n",
            "- 10:00 a\n",
            "    - 9:00 b\n",
            "- [ ] c @d due 2025-99-99\n",
            "| Time | Event |\n|---|---|\n| 25:61 | x |\n",
            "| Action | Owner |\n|---|---|\n| a | b | c |\n",
            "```\n",
            "<details>\n",
            "> q\n",
            "\n",
            "\t\n",
            "[a]: b\n",
            "\u202e\u0000\ufeff",
        ]
    ),
    max_size=25,
)


@given(PIECES)
def test_no_mixture_raises_and_every_place_lies_in_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = read(text)
    assert found == read(text)
    last = text.count("\n") + 2
    places = [item.at for item in found.action_items] + [entry.at for entry in found.timeline]
    places += [section.at for section in found.sections] + [problem.at for problem in found.problems]
    assert all(1 <= at.line <= last and at.column >= 1 for at in places)
    assert len({item.id for item in found.action_items}) == len(found.action_items)
    anchors = [item.anchor for item in found.action_items] + [entry.anchor for entry in found.timeline]
    assert len(set(anchors)) == len(anchors)


def test_relative_times_count_from_the_stated_start() -> None:
    front = "---\nstarted_at: 2025-01-21T13:00:00Z\n---\n\n# Late\n\n"
    timeline = "## Timeline\n\n- T+0m — Key\n- T+4m — Alert\n"
    postmortem = read_postmortem("a.md", front + timeline, default_policy())
    moments = [entry.moment.start.isoformat() for entry in postmortem.timeline if entry.moment]
    assert moments == ["2025-01-21T13:00:00+00:00", "2025-01-21T13:04:00+00:00"]


def test_categories_of_the_site_are_no_causes() -> None:
    text = "---\ncategories: [Kubernetes, unsafe-config-change, retry-strom]\n---\n\n# Late\n\nText.\n"
    assert read_postmortem("pm.md", text, default_policy()).causes == ("unsafe-config-change", "retry-strom")
    stated = text.replace("categories", "causes")
    assert read_postmortem("pm.md", stated, default_policy()).causes[0] == "Kubernetes"

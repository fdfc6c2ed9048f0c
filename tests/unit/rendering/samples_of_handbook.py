"""One filled page model for each template of the handbook, made by hand."""

from incidentbook.pages import models as m

SEV1 = m.Chip("SEV1", "severity", "1", title="Critical")
LEVEL = m.Link("SEV1", m.Target("page", "handbook/severity.md", "level-sev1"))
KIT = m.Link("Open the kit", m.Target("page", "handbook/incident-kit.md", filled="severity=SEV1"))

CONTENTS = m.Handbook(
    "Handbook",
    (
        m.HandbookPart(
            "When something breaks",
            "when",
            (
                m.ChapterRow(
                    m.Link("Severity", m.Target("page", "handbook/severity.md")), "What levels mean."
                ),
            ),
            (m.ChapterRow(m.Link("Who is on call", m.Target("page", "rota/index.md")), "Now and next."),),
        ),
    ),
    here="handbook/severity.md",
)


def message(id: str) -> m.KitMessage:
    spans = (("Dear all, ", False), ("[what is wrong]", True), ("\n", False))
    return m.KitMessage(id, f"message-{id.replace('/', '-')}", "Customers", spans)


TOLD = m.ToldRow(
    link=m.Link("Labels late", m.Target("document", "postmortems/labels.md")),
    severity=SEV1,
    day=m.Day("1 Mar 2026", "2026-03-01"),
    done="9 of 11",
    skipped=("update",),
    unsaid=("review",),
)


def step(number: int, later: str = "", questions: tuple[str, ...] = ("What do you look at?",)) -> m.CardStep:
    return m.CardStep(
        number=number,
        anchor=f"step-{number}",
        clock=m.Day("14:32", "2025-03-15T14:32:00Z"),
        since="7 min since it began",
        later=later,
        sort="Finding",
        texts=("An alert fires.", "A second one."),
        questions=questions,
    )


DRILL = m.IncidentRow(
    link=m.Link("Drill: pager", m.Target("document", "postmortems/drill.md")),
    id="D-1",
    severity=SEV1,
    date=m.Day("1 May 2025", "2025-05-01", "8 months ago"),
    services=(m.Link("Shop", m.Target("page", "services/shop.md")),),
    duration="40 min",
)
RUNBOOK = m.Link("Queue is full", m.Target("document", "runbooks/queue.md"))

HANDBOOK = {
    "handbook/drills.html": m.DrillChapter(
        headline="1 drill",
        past=(m.PastDrill(row=DRILL, found=("The number was old.",), rehearsed=(KIT,), runbooks=(RUNBOOK,)),),
        planned=(m.PastDrill(row=DRILL),),
        services=(
            m.LastDrillRow(LEVEL, DRILL.link, DRILL.date),
            m.LastDrillRow(m.Link("Search", m.Target("page", "services/search.md"))),
        ),
        teams=(m.LastDrillRow(LEVEL),),
        runbooks="1 of 2 runbooks used in a drill",
        untested=(RUNBOOK,),
        cards=(m.CardRow(card=KIT, row=DRILL, steps="5 steps over 1 h", drilled=DRILL.date),),
        unfit=((RUNBOOK, "it has no timeline"),),
        empty=m.Empty("None yet.", "incidentbook new drill"),
    ),
    "handbook/drill-cards.html": m.CardIndex(
        headline="1 past incident to play as a drill.",
        cards=(m.CardRow(card=KIT, row=DRILL, steps="5 steps over 1 h", drilled=DRILL.date),),
        chapter=m.Link("All drills", m.Target("page", "handbook/drills.md")),
    ),
    "handbook/drill-card.html": m.DrillCard(
        title="Drill: Shop, 15 Mar 2025",
        scene="It is Saturday.",
        facts=(m.Fact("Services", DRILL.services),),
        rules=("One person leads.",),
        steps=(step(1), step(2, "3 min")),
        background=(step(1, questions=()),),
        outcome=(m.Fact("Detect", (m.Link("7 min"),), "target 5 min"),),
        lists=(("well", "What went well", "What to keep?"), ("gaps", "Gaps found", "One a line.")),
        notes="## What went well\n\n- \n",
        command="incidentbook new drill --from PM-2",
        postmortem=RUNBOOK,
        chapter=m.Link("All drills", m.Target("page", "handbook/drills.md")),
        data={"lists": [["well", "What went well"], ["gaps", "Gaps found"]]},
    ),
    "handbook/index.html": CONTENTS,
    "handbook/writing.html": m.Prose(
        levels=(),
        rooms="",
        roles=(),
        detect="5 min",
        acknowledge="15 min",
        writeup="2 d",
        review_days="5 working days",
        repeats="10 %",
        status_page="",
        samples=(
            m.Sample(
                "Runbook template",
                'incidentbook new runbook "Title" --alert NameOfTheAlert',
                "---\ntitle: x\n---\n\n<!-- What the alert means. -->\n",
            ),
        ),
    ),
    "handbook/severity.html": m.SeverityGuide(
        headline="SEV1 and SEV2.",
        heads=("Respond within", "Update every"),
        levels=(
            m.LevelRow(
                id="SEV1",
                anchor="level-sev1",
                chip=SEV1,
                title="Critical",
                definition="All is down.",
                examples=("Nobody can buy",),
                targets=("5 min", "15 min"),
                tell=("support",),
                roles=(m.Link("Commander", m.Target("page", "handbook/roles.md", "commander")),),
                review="full postmortem",
                room="a call",
                incidents=m.Link(
                    "4 incidents", m.Target("page", "postmortems/index.md", query="severity=sev1")
                ),
                kit=KIT,
            ),
        ),
        questions=(
            m.QuestionRow(
                id="outage",
                anchor="question-outage",
                ask="Is it down?",
                yes=LEVEL,
                chip=SEV1,
                following="question-none",
                tell="legal",
            ),
        ),
        otherwise=LEVEL,
        otherwise_chip=SEV1,
        impacts=(("High", "The work cannot be done"),),
        matrix=(m.MatrixRow("Wide", "Everybody", (m.MatrixCell("wide high", "Wide, high", SEV1, LEVEL),)),),
        data={"levels": ["SEV1"], "none": "none", "questions": {}, "cells": {}},
    ),
    "handbook/incident-kit.html": m.Kit(
        levels=(m.KitLevel("SEV1", SEV1, "Critical", "All is down."),),
        services=(
            m.KitService(
                "shop",
                "Web shop",
                (m.Link("Dashboard", m.Target("url", "https://example.com/d")),),
                (m.Link("Queue is full", m.Target("document", "runbooks/queue.md")),),
            ),
        ),
        first_fields=(m.KitField("title", "What is wrong"),),
        roles=(
            m.KitRole(
                "commander",
                m.Link("Commander", m.Target("page", "handbook/roles.md", "commander")),
                "Holds the whole of it.",
            ),
        ),
        steps=("Acknowledge the alert",),
        opening=(message("channel/opening"),),
        fields=(m.KitField("cause", "The cause", "identified"),),
        phases=(m.KitPhase("identified", "Identified", "We know why.", (message("customer/identified"),)),),
        handoff=(message("channel/handoff"),),
        handoff_fields=(m.KitField("successor", "Next commander"),),
        severity_guide=LEVEL,
        duty=m.Duty(
            m.Day("1 Mar 2026, 12:00 UTC", "2026-03-01T12:00:00Z"),
            (
                m.DutyRotation(
                    m.Link("Shop", m.Target("page", "rota/index.md", "shop")),
                    (m.OnCallLine(key="shop/primary", name="Primary", person="ana"),),
                    ("shop",),
                ),
            ),
            {"rotations": [], "names": {}},
        ),
        data={"levels": {}, "services": {}, "messages": {}},
    ),
    "handbook/checklists.html": m.ChecklistPage(
        headline="Told by 5 incidents",
        cards=(
            m.ChecklistCard(
                anchor="response",
                title="Initial response",
                items=(m.ChecklistRow("acknowledge", "Acknowledge the alert", "4 of 5"),),
                figures=(m.Figure("Done of the list", "82 %", "median · 5 incidents"),),
                note="No incident tells of this list yet.",
                quarters=(
                    m.QuarterRow("First quarter of 2026", "5", "82 %", "2"),
                    m.QuarterRow("2025", "0", "", "1"),
                ),
                told=(TOLD,),
                more="3 earlier ones say it on their own pages.",
                drills=(TOLD,),
            ),
        ),
        readiness=m.Link("Readiness", m.Target("page", "handbook/readiness.md")),
        example="checklist: [acknowledge]",
    ),
    "handbook/readiness.html": m.ReadinessPage(
        headline="2 items",
        ground="An assertion holds for 90 days.",
        groups=(
            m.ReadinessGroup(
                "Infrastructure",
                "group-1-infrastructure",
                (
                    m.ReadinessRow(
                        id="alerts",
                        anchor="item-alerts",
                        title="Every alert has a runbook",
                        state=m.Chip("in part", "verdict", "missed", "✗"),
                        proof="26 of 30 alerts (87 %)",
                        evidence=m.Link("Alerts", m.Target("page", "alerts.md", query="runbook=missing")),
                        asserted="So, says the platform lead",
                        day=m.Day("1 Mar 2026", "2026-03-01", "a month ago"),
                        note="All looked at",
                        odd="Documents say otherwise.",
                    ),
                    m.ReadinessRow(
                        id="backups",
                        anchor="item-backups",
                        title="A backup was restored",
                        state=m.Chip("nobody says", "verdict", "none", "○"),
                    ),
                ),
            ),
        ),
        example="readiness:",
    ),
    "handbook/anti-patterns.html": m.PatternPage(
        headline="One of nine habits that harm is seen in the data.",
        ground="Counted are documents of the last 365 days.",
        cards=(
            m.PatternCard(
                anchor="no-owners",
                title="Actions that nobody answers for",
                evidence="In 9 of 30 open actions there is no owner (30 %).",
                links=(m.Link("Actions", m.Target("page", "action-items.md", query="owner=none")),),
                harm="It is done by none.",
                remedy="Name one person for each.",
            ),
        ),
        looked=(
            m.PatternRow(
                "Actions that nobody answers for",
                m.Chip("seen", "verdict", "missed", "▲"),
                "9 of 30 open actions",
                "from 20 %",
            ),
        ),
    ),
}
"""A filled model for each template of the handbook."""

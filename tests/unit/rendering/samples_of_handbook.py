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
        ),
    ),
    here="handbook/severity.md",
)


def message(id: str) -> m.KitMessage:
    spans = (("Dear all, ", False), ("[what is wrong]", True), ("\n", False))
    return m.KitMessage(id, f"message-{id.replace('/', '-')}", "Customers", spans)


HANDBOOK = {
    "handbook/index.html": CONTENTS,
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
        data={"levels": {}, "services": {}, "messages": {}},
    ),
}
"""A filled model for each template of the handbook."""

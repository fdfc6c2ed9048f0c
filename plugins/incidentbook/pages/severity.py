"""handbook/severity.md: what each level means, and a form that finds the level."""

from collections.abc import Iterator
from urllib.parse import urlencode

from incidentbook.analysis.classification import NONE, Answers, Reason, answers
from incidentbook.analysis.durations import spell
from incidentbook.records import Policy, Severity

from . import chips, links
from .edition import Edition
from .models import (
    LevelRow,
    Link,
    MatrixCell,
    MatrixRow,
    Page,
    QuestionRow,
    Ready,
    SeverityGuide,
    Target,
)
from .slugs import slug
from .words import count, listed

PATH = "handbook/severity.md"
KIT = "handbook/incident-kit.md"
ROLES = "handbook/roles.md"

DECLARE = "declare"
"""The place on the kit's page where somebody begins who declares an incident: its form takes the focus."""

HEADS = ("Respond within", "Mitigate within", "Resolve within", "Update every")
"""What the targets of a level are called, in the order of their fields."""

REVIEWS = {"full": "full postmortem", "light": "light review", "none": "none asked for"}
"""How deep a review is, in words."""

SENTENCE = "What each level means and asks for, and a few questions that find the right one."


def severity_page(edition: Edition) -> Page | None:
    """The levels of the policy, its questions and its matrix of scope and impact; None where it has none."""
    policy = edition.policy
    if not policy.classification.questions:
        return None
    known = answers(policy)
    rules = policy.classification
    model = SeverityGuide(
        headline=_headline(policy),
        heads=HEADS,
        levels=tuple(_level(edition, severity) for severity in policy.severities),
        questions=tuple(_questions(edition)),
        otherwise=_level_link(rules.otherwise),
        otherwise_chip=chips.severity_level(edition.ground, rules.otherwise),
        impacts=tuple((impact.title, impact.definition) for impact in rules.impacts),
        matrix=tuple(_matrix(edition)),
        data=_data(policy, known),
    )
    return Page(
        PATH,
        "Severity",
        "handbook/severity.html",
        Ready(model),
        description=SENTENCE,
        keywords=tuple(word for one in policy.severities for word in (one.id, one.title, *one.aliases)),
    )


def targets(severity: Severity) -> tuple[str, str, str, str]:
    """The targets of a level as words, in the order of `HEADS`; empty where there is none."""
    return (
        _spelt(severity.response_minutes),
        _spelt(severity.mitigate_minutes),
        _spelt(severity.resolve_minutes),
        _spelt(severity.update_minutes),
    )


def _spelt(minutes: float | None) -> str:
    return "" if minutes is None else spell(minutes)


def level_anchor(id: str) -> str:
    """The place of a level on the page."""
    return f"level-{slug(id)}"


def kit_link(text: str, severity: str = "", service: str = "") -> Link:
    """A link to the incident kit with a level and a service chosen."""
    chosen = {name: value for name, value in (("severity", severity), ("service", service)) if value}
    return Link(text, Target("page", KIT, DECLARE, filled=urlencode(chosen)))


def declare_link(edition: Edition, service: str = "") -> Link | None:
    """A link to where an incident is declared; None where the portal has no kit."""
    if not (edition.messages and edition.policy.handbook):
        return None
    link = kit_link("Declare an incident", service=service)
    return Link(link.text, link.target, "Severity, channel, roles and messages")


def _headline(policy: Policy) -> str:
    names = listed([severity.id for severity in policy.severities])
    return f"{names}. In doubt take the worse one: a level is lowered in a minute, an hour is not won back."


def _level_link(id: str) -> Link:
    return links.page(id, PATH, level_anchor(id))


def _level(edition: Edition, severity: Severity) -> LevelRow:
    query = f"severity={slug(severity.id)}"
    seen = sum(
        one.is_counted and one.postmortem.severity == severity.id
        for one in edition.ground.catalogue.incidents
    )
    return LevelRow(
        id=severity.id,
        anchor=level_anchor(severity.id),
        chip=chips.severity_level(edition.ground, severity.id),
        title=severity.title,
        definition=severity.definition,
        examples=severity.examples,
        targets=targets(severity),
        tell=severity.tell,
        roles=tuple(_role(edition.policy, role) for role in severity.roles),
        review=REVIEWS[severity.postmortem],
        room="a call beside the channel" if severity.war_room else "",
        incidents=links.page(count(seen, "incident"), links.POSTMORTEMS, query=query) if seen else None,
        kit=kit_link(f"Open the kit with {severity.id}", severity.id),
    )


def _role(policy: Policy, id: str) -> Link:
    role = policy.role(id)
    return links.page(role.title if role else id, ROLES, slug(id))


def _questions(edition: Edition) -> Iterator[QuestionRow]:
    questions = edition.policy.classification.questions
    anchors = [f"question-{slug(one.id)}" for one in questions]
    for one, anchor, following in zip(questions, anchors, [*anchors[1:], "question-none"], strict=True):
        yield QuestionRow(
            id=one.id,
            anchor=anchor,
            ask=one.ask,
            yes=_level_link(one.severity),
            chip=chips.severity_level(edition.ground, one.severity),
            following=following,
            tell=listed(one.tell),
        )


def _matrix(edition: Edition) -> Iterator[MatrixRow]:
    rules = edition.policy.classification
    rows = dict(rules.matrix)
    for scope in rules.scopes:
        cells = (
            MatrixCell(
                value=f"{scope.id} {impact.id}",
                label=f"Scope: {scope.title}, impact: {impact.title}",
                chip=chips.severity_level(edition.ground, level),
                level=_level_link(level),
            )
            for impact, level in zip(rules.impacts, rows[scope.id], strict=True)
        )
        yield MatrixRow(scope.title, scope.definition, tuple(cells))


def _data(policy: Policy, known: Answers) -> dict[str, object]:
    """What the form needs: levels worst first, and for each answer its level, its words and who is told."""
    return {
        "levels": [severity.id for severity in policy.severities],
        "questions": [[id_, *_reason(reason)] for id_, reason in known.questions.items()],
        "cells": {" ".join(cell): _reason(reason) for cell, reason in known.cells.items()},
        "none": NONE,
    }


def _reason(reason: Reason) -> list[object]:
    return [reason.severity, reason.words, list(reason.tell)]

"""The chapters of the handbook that are prose: Markdown of the package, unless the team has its own page."""

from collections.abc import Callable, Iterator
from functools import partial
from types import MappingProxyType

from incidentbook.analysis.durations import spell
from incidentbook.records import Policy, Role

from . import chips
from .edition import Edition
from .handbook_duty import answer, answers, ladders, next_level
from .handbook_writing import asked, runbook_sections
from .models import LevelWords, Page, Prose, RoleCard
from .severity import targets
from .slugs import slug
from .words import count, listed

TEXTS = MappingProxyType(
    {
        "triage": (
            "Triage",
            "The first minutes: what to ask, what to look at, and how to find out what is wrong.",
        ),
        "mitigation": (
            "Mitigation",
            "Ways to restore service, when each fits, what to watch out for, and how to know that it held.",
        ),
        "roles": (
            "Roles and handoff",
            "Who does what in an incident, and how a role changes hands without falling between two people.",
        ),
        "war-room": (
            "War room",
            "From the alert to the follow-up in eight steps, and how to keep a call from becoming a crowd.",
        ),
        "on-call": (
            "On call",
            "What a page is worth, a shift and its handover, fair rotas, sleep, and alerts worth waking for.",
        ),
        "escalation": (
            "Escalation",
            "Who is told when nobody answers, what each level decides, when to call more people, and how.",
        ),
        "writing": (
            "Postmortems and runbooks",
            "Templates to copy, the sections that each needs, and how to write steps that hold at night.",
        ),
        "communication": (
            "Communication",
            "Who is told what, where and how often, and how to write so that people outside can use it.",
        ),
        "lifecycle": (
            "Lifecycle",
            "What an incident is, its phases from first sign to last action, and how each is measured.",
        ),
        "blameless": (
            "Blameless language",
            "How to write about an incident so that people go on telling what happened.",
        ),
        "timeline-sources": (
            "Timeline sources",
            "Where the times come from afterwards: what each system knows, and what it forgets.",
        ),
        "learning": (
            "Learning from it",
            "Closing an incident, the review, questions to answer, and actions that get done.",
        ),
    }
)
"""Title and description by the name of the template in `templates/handbook/` (`<name>.md`)."""


def text_chapter(name: str, below: str = "") -> Callable[[Edition], Page]:
    """The chapter that the Markdown template of this name makes, with what the template `below` adds."""
    title, description = TEXTS[name]

    def chapter(edition: Edition) -> Page:
        path = f"handbook/{name}.md"
        words = _role_words(edition.policy) if name == "roles" else ()
        return Page(
            path,
            title,
            below,
            partial(_prose, edition),
            description=description,
            text=path,
            gives_way=True,
            keywords=words,
        )

    return chapter


def _role_words(policy: Policy) -> tuple[str, ...]:
    return ("incident roles", *(role.title for role in policy.roles if role.title))


def _prose(edition: Edition) -> Prose:
    policy = edition.policy
    aims, rota = policy.targets, edition.ground.catalogue.library.rota
    return Prose(
        levels=tuple(_levels(edition)),
        rooms=listed([one.id for one in policy.severities if one.war_room], "or"),
        roles=tuple(_role(edition, role) for role in policy.roles),
        detect=spell(aims.detect_minutes),
        acknowledge=spell(aims.acknowledge_minutes),
        writeup=spell(aims.writeup_hours * 60),
        review_days=count(round(aims.review_business_days), "working day"),
        repeats=f"{aims.repeat_percent:g} %",
        status_page=policy.status_page,
        answer=answer(policy),
        answers=answers(policy),
        has_rota=rota is not None,
        has_load=rota is not None and rota.shows_load,
        ladders=tuple(ladders(rota, policy)) if rota else (),
        next_level=next_level(rota),
        asked=tuple(asked(edition)),
        runbook_sections=runbook_sections(edition),
        runbook_review=count(policy.runbook_review_days, "day"),
        samples=edition.samples,
    )


def _levels(edition: Edition) -> Iterator[LevelWords]:
    for one in edition.policy.severities:
        response, mitigate, resolve, update = targets(one)
        yield LevelWords(
            chip=chips.severity_level(edition.ground, one.id),
            title=one.title,
            response=response,
            mitigate=mitigate,
            resolve=resolve,
            update=update,
            tell=listed(one.tell),
            room=one.war_room,
        )


def _role(edition: Edition, role: Role) -> RoleCard:
    needed = (one.id for one in edition.policy.severities if role.id in one.roles)
    levels = tuple(chips.severity_level(edition.ground, level) for level in needed)
    return RoleCard(slug(role.id), role.title or role.id, role.purpose, role.duties, role.leaves, levels)

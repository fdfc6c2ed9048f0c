"""drills/<slug>.md: a past incident as a drill, with questions at each step and what really happened."""

import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from incidentbook.analysis.catalogue import Incident
from incidentbook.analysis.durations import spell
from incidentbook.analysis.rehearsal import Rehearsal, Step

from . import chips, dates, links, named
from .anonymity import Anonymity, Mask, anonymity
from .drill_questions import asked
from .edition import Edition
from .ground import Ground
from .measures import measures
from .models import CardStep, DrillCard, Fact, Link, Page
from .words import count, listed

SORTS = {
    "detection": "First sign",
    "acknowledgement": "Taken up",
    "declaration": "Declared",
    "communication": "People are told",
    "setback": "Setback",
    "hypothesis": "Theory",
    "decision": "Decision",
    "escalation": "More people",
    "mitigation": "Change made",
    "recovery": "Recovery",
    "beginning": "Something begins",
    "evidence": "Finding",
    "else": "Then",
}
"""What an event was, in a word; a first sign that is not the first is a "Further sign"."""

FURTHER_SIGN = "Further sign"

RULES = (
    "One person leads, reads the steps out and keeps the time. The others respond, each in a role.",
    "Nobody else opens the postmortem. What really happened comes after the answers.",
    "Write down what is missing. A wrong answer is a finding about the system, not about the person.",
    "Where you can, do it instead of saying it: open the dashboard, find the runbook, look up the number.",
)
"""How a drill is run."""

LISTS = (
    ("well", "What went well", "What would you be sorry to lose?"),
    ("poorly", "What went poorly", "Where did time go? What was looked for and not found?"),
    ("lucky", "Where we got lucky", "What worked only because of who was in the room?"),
    ("gaps", "Gaps found", "One a line; each becomes an action item."),
)
"""What the debrief asks: name, heading, hint."""

MINUTES_A_STEP = 4
"""How long a step of a drill takes at a table, about."""


@dataclass(frozen=True, slots=True)
class Cardmaker:
    """Makes cards from the incidents of one library."""

    ground: Ground
    people: Anonymity

    def card(self, incident: Incident) -> DrillCard | None:
        """The card of an incident; None where it cannot be one."""
        found = self.ground.appraisals[incident.path]
        return None if isinstance(found, str) else self._made(incident, found)

    def _made(self, incident: Incident, taken_apart: Rehearsal) -> DrillCard:
        mask = self.people.mask(incident.postmortem)
        steps = taken_apart.steps
        questions = asked(step.kind for step in steps)
        return DrillCard(
            title=title(incident),
            scene=_scene(steps[0]),
            facts=tuple(self._facts(incident, steps)),
            rules=RULES,
            steps=tuple(_steps(steps, questions, mask)),
            background=tuple(_background(taken_apart.background, mask)),
            outcome=tuple(self._outcome(incident, mask)),
            lists=LISTS,
            notes=_notes(),
            command=command_of(incident),
            postmortem=links.document(incident.postmortem, mask.hide(incident.postmortem.title)),
            chapter=links.page("All drills", links.DRILLS),
            data={"lists": [[name, label] for name, label, _ in LISTS]},
        )

    def _facts(self, incident: Incident, steps: Sequence[Step]) -> Iterator[Fact]:
        if incident.services:
            yield Fact("Services", named.services(self.ground, incident.services))
        if incident.teams:
            yield Fact("Teams", named.teams(self.ground, incident.teams))
        about = spell(_rounded(len(steps) * MINUTES_A_STEP))
        yield Fact("Length", (Link(f"{count(len(steps), 'step')}, about {about} at a table"),))
        yield Fact("Roles", (Link(listed([role.title or role.id for role in self.ground.policy.roles])),))

    def _outcome(self, incident: Incident, mask: Mask) -> Iterator[Fact]:
        severity = chips.severity(self.ground, incident.postmortem)
        yield Fact("Severity", (Link(severity.text),))
        for one in measures(incident, self.ground.policy):
            if one.minutes is not None:
                yield Fact(one.label, (Link(one.value),), one.target)
        if incident.causes:
            yield Fact("Causes", named.causes(self.ground, incident.causes))
        used = self.ground.uses.by_incident.get(incident.path, ())
        if used:
            yield Fact("Runbooks", tuple(links.document(use.runbook) for use in used))
        if incident.postmortem.alerts:
            yield Fact("Alerts", links.plain(mask.hide(alert) for alert in incident.postmortem.alerts))


def cardmaker(ground: Ground) -> Cardmaker:
    """What makes the cards of a library; the names of all its people are looked up once."""
    return Cardmaker(ground, anonymity(ground.catalogue.library))


def command_of(incident: Incident) -> str:
    """What writes the drill's own postmortem."""
    return f"incidentbook new drill --from {shlex.quote(incident.postmortem.id or incident.path)}"


def title(incident: Incident) -> str:
    """What a card is called: service and day, since the incident's own title would give it away."""
    what = incident.services[0].title if incident.services else "past incident"
    return f"Drill: {what}, {dates.day(incident.day).text}" if incident.day else f"Drill: {what}"


def card_pages(edition: Edition) -> Iterator[Page]:
    """A page for each incident that has a card."""
    ground = edition.ground
    if not ground.cards:
        return
    maker = cardmaker(ground)
    for of, path in ground.cards.items():
        incident = ground.catalogue.by_path[of]
        yield Page(
            path,
            title(incident),
            "handbook/drill-card.html",
            partial(maker.card, incident),
            search=False,
            description="A past incident as a drill, revealed step by step.",
        )


def _rounded(minutes: int) -> int:
    return max(round(minutes / 10) * 10, 10)


def _scene(first: Step) -> str:
    when = dates.time(first.moment).text
    return f"It is {first.moment:%A}, {when}. You are at your usual work; whoever is on call, is on call."


def _steps(steps: Sequence[Step], questions: Iterable[tuple[str, ...]], mask: Mask) -> Iterator[CardStep]:
    before: Step | None = None
    for number, (step, asks) in enumerate(zip(steps, questions, strict=True), start=1):
        later = spell((step.moment - before.moment).total_seconds() / 60) if before else ""
        sort = FURTHER_SIGN if before and step.kind == "detection" else SORTS[step.kind]
        yield _card_step(number, step, mask, later, sort, asks)
        before = step


def _background(steps: Iterable[Step], mask: Mask) -> Iterator[CardStep]:
    for number, step in enumerate(steps, start=1):
        yield _card_step(number, step, mask, "", "", ())


def _card_step(  # noqa: PLR0913, PLR0917 - a step and all that is said of it
    number: int, step: Step, mask: Mask, later: str, sort: str, asks: tuple[str, ...]
) -> CardStep:
    return CardStep(
        number=number,
        anchor=f"step-{number}",
        clock=dates.clock(step.moment),
        since=_since(step),
        later=later,
        sort=sort,
        texts=tuple(mask.hide(text) for text in step.texts),
        questions=asks,
    )


def _since(step: Step) -> str:
    about = "about " if step.is_approximate else ""
    if step.minutes < 0:
        return f"{about}{spell(-step.minutes)} before it began"
    return f"{about}{spell(step.minutes)} since it began" if step.minutes else "as it began"


def _notes() -> str:
    """The debrief as Markdown, with its blanks."""
    parts = [f"## {label}\n\n- \n" for name, label, _ in LISTS if name != "gaps"]
    return "\n".join((*parts, "## Action items\n\n- [ ] … — @owner, due YYYY-MM-DD\n"))

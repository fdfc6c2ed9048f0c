"""`incidentbook oncall`: from an alert, a log line or a pasted notification to the first commands."""

import json
import sys
from collections.abc import Iterator, Sequence
from shutil import get_terminal_size

import click

from incidentbook.analysis.answers import Answer, Card, Desk
from incidentbook.analysis.rota_answer import RotationAnswer, answer
from incidentbook.analysis.rota_people import contact_of, display_name
from incidentbook.checks import Outcome
from incidentbook.hosts.book import with_runbooks
from incidentbook.pages.edition import Edition, edition
from incidentbook.pages.ground import NO_PAST
from incidentbook.pages.models import OnCallCard, OnCallStep
from incidentbook.pages.oncall import oncall_page, search_card
from incidentbook.pages.words import count, joined
from incidentbook.records.rota import Rota
from incidentbook.reports.words import safe

from .action_table import NARROWEST, wrapped
from .options import Place, place_options
from .places import this_moment
from .printing import paint

_INDENT = "   "


@click.command("oncall")
@click.argument("words", nargs=-1, required=True, metavar="NAME…")
@click.option("--top", type=click.IntRange(1), default=3, show_default=True, help="How many answers to name.")
@click.option("--all-steps", is_flag=True, help="Every step, not only the first ones with a command.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@place_options
def command(place: Place, /, words: tuple[str, ...], top: int, form: str, *, all_steps: bool) -> None:
    """Find the runbook for an alert: its first commands, what helped the last time, whom to call.

    NAME is an alert's name or a part of it, a service, a line of a log; `-` reads a notification (JSON of
    Alertmanager, PagerDuty, Grafana or another) from standard input. Nothing is sent anywhere. Exit status:
    0; 1 where nothing fits; 2 for wrong usage.

    \b
    Example:
      incidentbook oncall HighErrorBudgetBurnRate_Fast
      incidentbook oncall connection refused payments --top 5
      pbpaste | incidentbook oncall -
    """
    text = sys.stdin.read() if words == ("-",) else " ".join(words)
    library = place.filled_library()
    book = edition(library, Outcome(()), place.as_of, with_runbooks(NO_PAST, place.root, library))
    duty = _Duty(book.ground.catalogue.library.rota, place)
    cards = {search_card(card): card for card in oncall_page(book).cards}
    answers = Desk(tuple(cards)).ask(text)
    if form == "json":
        click.echo(_json(answers[:top], cards, duty))
    elif answers:
        width = max(get_terminal_size().columns, NARROWEST)
        click.echo("\n".join(_text(answers, cards, top, width, duty, whole=all_steps)))
    else:
        click.echo(_nothing(book), err=True)
    if not answers:
        sys.exit(1)


class _Duty:
    """Who is on call now, for the rotations that answer for a card."""

    def __init__(self, rota: Rota | None, place: Place) -> None:
        self.rota = rota
        self.policy = place.policy
        self.now = this_moment(place)

    def _answers(self, rotations: Sequence[str]) -> Iterator[RotationAnswer]:
        for rotation in self.rota.rotations if self.rota else ():
            if self.rota and rotation.id in rotations:
                yield answer(self.rota, rotation, self.policy, self.now)

    def words(self, rotations: Sequence[str]) -> Iterator[str]:
        """“On call now (Shop): primary ana, secondary bo”, one a rotation."""
        for one in self._answers(rotations):
            people = (f"{line.line} {safe(self._name(line.now.person)) or 'nobody'}" for line in one.lines)
            yield f"On call now ({safe(one.rotation.title)}): {', '.join(people)}"

    def _name(self, person: str) -> str:
        """“Ana Ruiz (+44 1234 567)”."""
        if self.rota is None:
            return person
        name, contact = display_name(self.rota, person), contact_of(self.rota, person)
        return f"{name} ({contact})" if contact else name

    def records(self, rotations: Sequence[str]) -> list[dict[str, object]]:
        """The same for other programs."""
        return [
            {"rotation": one.rotation.id, **{line.line: line.now.person or None for line in one.lines}}
            for one in self._answers(rotations)
        ]


def _nothing(book: Edition) -> str:
    known = count(len(book.runbooks), "runbook")
    return f"nothing fits among {known}; try a part of the alert's name, or the service"


def _json(answers: Sequence[Answer], cards: dict[Card, OnCallCard], duty: _Duty) -> str:
    return json.dumps(
        [
            {
                "path": one.card.path,
                "title": one.card.title,
                "alerts": one.card.alerts,
                "score": round(one.score, 2),
                "found_by": one.why,
                "commands": [entry.text for step in cards[one.card].steps for entry in step.commands],
                "escalation": cards[one.card].escalation,
                "cautions": cards[one.card].cautions,
                "on_call": duty.records(cards[one.card].rotations),
            }
            for one in answers
        ],
        ensure_ascii=True,
        indent=1,
    )


def _text(
    answers: Sequence[Answer],
    cards: dict[Card, OnCallCard],
    top: int,
    width: int,
    duty: _Duty,
    *,
    whole: bool,
) -> Iterator[str]:
    card = cards[answers[0].card]
    yield from _card(card, answers[0], width, whole=whole)
    for words in duty.words(card.rotations):
        yield ""
        yield from wrapped(words, width)
    others = answers[1:top]
    if others:
        yield ""
        yield paint("Also", "dim")
    for one in others:
        name = joined((safe(one.card.title), safe(one.card.path)))
        yield from (f"{_INDENT}{line}" for line in wrapped(name, width - len(_INDENT)))


def _card(card: OnCallCard, answer: Answer, width: int, *, whole: bool) -> Iterator[str]:
    yield safe(card.title.text)
    facts = (answer.card.path, ", ".join(card.alerts), card.freshness, f"found by {', '.join(answer.why)}")
    yield from (paint(line, "dim") for line in wrapped(joined(map(safe, facts)), width))
    for caution in card.cautions:
        yield from (paint(line, "warning") for line in wrapped(f"▲ {safe(caution)}", width))
    for label, text in (
        ("", card.missing),
        ("", card.impact),
        (f"Last time{f' ({card.last_day.text})' if card.last_day else ''}: ", card.restored),
    ):
        if text:
            yield ""
            yield from wrapped(f"{label}{safe(text)}", width)
    steps = card.steps if whole or not card.first else card.first
    for number, step in enumerate(steps, 1):
        yield ""
        yield from _step(number, step, width)
    if len(card.steps) > len(steps):
        yield ""
        yield paint(f"{len(card.steps)} steps in all: --all-steps", "dim")
    contacts = (
        joined((safe(one.text), safe(one.target.path) if one.target and one.target.kind == "url" else ""))
        for one in card.contacts
    )
    for label, text in (("Escalate: ", safe(card.escalation)), ("Contacts: ", "; ".join(contacts))):
        if text:
            yield ""
            yield from wrapped(f"{label}{text}", width)


def _step(number: int, step: OnCallStep, width: int) -> Iterator[str]:
    first, *more = wrapped(f"{number}. {safe(step.text)}", width - len(_INDENT)) or [""]
    yield first
    yield from (f"{_INDENT}{line}" for line in more)
    if step.when:
        yield from _noted("When", step.when, width)
    for one in step.commands:
        if one.hazard:
            yield paint(f"{_INDENT}▲ Careful: this {one.hazard}.", "warning")
        yield ""
        yield from (f"{_INDENT} {safe(line)}" for line in one.text.split("\n"))
        yield ""
    for label, text in (("Expect", step.expected), ("Verify", step.verify)):
        if text:
            yield from _noted(label, text, width)


def _noted(label: str, text: str, width: int) -> Iterator[str]:
    for line in wrapped(f"{label}: {safe(text)}", width - len(_INDENT)):
        yield paint(f"{_INDENT}{line}", "dim")

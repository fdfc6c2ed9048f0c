"""`incidentbook oncall`: from an alert, a log line or a pasted notification to the first commands."""

import json
import sys
from collections.abc import Iterator, Sequence
from shutil import get_terminal_size

import click

from incidentbook.analysis.answers import Answer, Card, Desk
from incidentbook.checks import Outcome
from incidentbook.hosts.book import with_runbooks
from incidentbook.pages.edition import Edition, edition
from incidentbook.pages.ground import NO_PAST
from incidentbook.pages.models import OnCallCard, OnCallStep
from incidentbook.pages.oncall import oncall_page, search_card
from incidentbook.pages.words import count, joined
from incidentbook.reports.words import safe

from .action_table import NARROWEST, wrapped
from .options import Place, place_options
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
    cards = {search_card(card): card for card in oncall_page(book).cards}
    answers = Desk(tuple(cards)).ask(text)
    if form == "json":
        click.echo(_json(answers[:top], cards))
    elif answers:
        width = max(get_terminal_size().columns, NARROWEST)
        click.echo("\n".join(_text(answers, cards, top, width, whole=all_steps)))
    else:
        click.echo(_nothing(book), err=True)
    if not answers:
        sys.exit(1)


def _nothing(book: Edition) -> str:
    known = count(len(book.runbooks), "runbook")
    return f"nothing fits among {known}; try a part of the alert's name, or the service"


def _json(answers: Sequence[Answer], cards: dict[Card, OnCallCard]) -> str:
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
            }
            for one in answers
        ],
        ensure_ascii=True,
        indent=1,
    )


def _text(
    answers: Sequence[Answer], cards: dict[Card, OnCallCard], top: int, width: int, *, whole: bool
) -> Iterator[str]:
    yield from _card(cards[answers[0].card], answers[0], width, whole=whole)
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
        joined((safe(one.text), safe(one.target.path) if one.target else "")) for one in card.contacts
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

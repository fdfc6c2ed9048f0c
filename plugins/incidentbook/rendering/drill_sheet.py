"""A drill card as text: a facilitator's sheet in Markdown, and the pieces that a terminal shows."""

import textwrap
from collections.abc import Iterable, Iterator

from incidentbook.analysis.inert import inert
from incidentbook.pages.models import CardStep, DrillCard, Fact

from .markdown_words import code, escaped

_SIGN = "  ? "


def drill_markdown(card: DrillCard) -> str:
    """The whole card as Markdown, with what really happened, to be printed or pasted."""
    return "\n".join(inert(line) for text in _markdown(card) for line in text.split("\n")).rstrip() + "\n"


def drill_pieces(card: DrillCard, width: int = 80) -> Iterator[str]:
    """The scene, each step, and the end, as text; what comes later is not given away by what came before."""
    lines = [card.title, "", *textwrap.wrap(card.scene, width), "", *_wrapped(card.facts, width), ""]
    for rule in card.rules:
        lines += textwrap.wrap(rule, width, initial_indent="- ", subsequent_indent="  ")
    yield _printed(lines)
    for step in card.steps:
        yield _printed(_step(step, len(card.steps), width))
    yield _printed(_end(card, width))


def _printed(lines: Iterable[str]) -> str:
    """Lines without what a terminal would take for a command."""
    return "\n".join(inert(line) for line in lines)


def _step(step: CardStep, total: int, width: int) -> Iterator[str]:
    later = f", {step.later} later" if step.later else ""
    yield f"Step {step.number} of {total}{later}: {step.sort}"
    yield from _happened(step, width)
    yield ""
    for question in step.questions:
        yield from textwrap.wrap(question, width, initial_indent=_SIGN, subsequent_indent=" " * len(_SIGN))


def _happened(step: CardStep, width: int) -> Iterator[str]:
    yield f"{step.clock.text} UTC, {step.since}"
    for text in step.texts:
        yield from textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="  ")


def _end(card: DrillCard, width: int) -> Iterator[str]:
    yield "The end"
    if card.background:
        yield "What had happened before the first sign:"
        for step in card.background:
            yield from _happened(step, width)
    yield from ("", *_wrapped(card.outcome, width))
    yield from textwrap.wrap(f"Postmortem: {card.postmortem.text}", width, subsequent_indent="  ")
    yield ""
    yield "Debrief: " + ", ".join(label for _, label, _ in card.lists)
    yield f"Write it down: {card.command}"


def _wrapped(facts: tuple[Fact, ...], width: int) -> Iterator[str]:
    for line in _facts(facts):
        yield from textwrap.wrap(line, width, subsequent_indent="  ")


def _facts(facts: tuple[Fact, ...]) -> Iterator[str]:
    for fact in facts:
        note = f" ({fact.note})" if fact.note else ""
        yield f"{fact.label}: {', '.join(value.text for value in fact.values)}{note}"


def _markdown(card: DrillCard) -> Iterator[str]:
    yield from (f"# {escaped(card.title)}", "", escaped(card.scene), "")
    yield from (f"- {escaped(line)}" for line in _facts(card.facts))
    yield from ("", "## How to play it", "")
    yield from (f"- {escaped(rule)}" for rule in card.rules)
    for step in card.steps:
        later = f", {step.later} later" if step.later else ""
        yield from ("", f"## Step {step.number}{later}: {step.sort}", "")
        yield from _told(step)
        yield ""
        yield from (f"- {escaped(question)}" for question in step.questions)
    yield from ("", "## The end", "")
    if card.background:
        yield from ("What had happened before the first sign:", "")
        for step in card.background:
            yield from _told(step)
            yield ""
    yield from (f"- {escaped(line)}" for line in _facts(card.outcome))
    yield from (
        f"- Postmortem: {escaped(card.postmortem.text)}",
        "",
        f"Write it down: {code(card.command)}",
        "",
    )
    yield card.notes


def _told(step: CardStep) -> Iterator[str]:
    yield f"**{step.clock.text} UTC**, {step.since}:"
    yield from (escaped(text) for text in step.texts)

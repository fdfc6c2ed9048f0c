"""`incidentbook runbooks`: which runbooks to look at next, by owner, and why."""

from collections.abc import Iterator, Sequence
from shutil import get_terminal_size

import click

from incidentbook.analysis.trust import CONCERNS, Trust
from incidentbook.checks import Outcome
from incidentbook.exports.trust import trust_json
from incidentbook.hosts.book import with_runbooks
from incidentbook.pages.edition import Edition, edition
from incidentbook.pages.ground import NO_PAST
from incidentbook.pages.models import Evidence, Link
from incidentbook.pages.runbook_trust import by_owner, facts_of, headline
from incidentbook.pages.trust_words import evidence, reasons
from incidentbook.reports.words import safe

from .action_table import NARROWEST, wrapped
from .audience import audience_option
from .options import Place, place_options
from .printing import paint

_INDENT = "  "


@click.command("runbooks")
@click.argument("words", nargs=-1)
@click.option("--owner", "owners", multiple=True, metavar="NAME", help="Runbooks of this team or person.")
@click.option(
    "--concern",
    "concerns",
    type=click.Choice(CONCERNS),
    multiple=True,
    help="Only runbooks that an incident found wanting (said-wrong) or perhaps meant (perhaps-wrong), that "
    "one used since their review, whose commands changed since their test, whose review is overdue or was "
    "never made, that were neither tested nor used. May be repeated.",
)
@click.option("--all", "whole", is_flag=True, help="All runbooks, with all that is known of each.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@place_options
@audience_option
def command(
    place: Place,
    /,
    words: tuple[str, ...],
    owners: tuple[str, ...],
    concerns: tuple[str, ...],
    whole: bool,
    form: str,
) -> None:
    """List the runbooks to look at next, by owner, with the evidence. WORDS must all occur in title or path.

    When texts and commands changed is read from Git, never from the times of files; where Git cannot tell,
    it is said. Exit status: 0, also where nothing fits; 2 for an owner that nobody knows.

    \b
    Example:
      incidentbook runbooks --owner platform
      incidentbook runbooks --concern said-wrong --concern commands-changed
      incidentbook runbooks --all --format json
    """
    library = place.filled_library()
    past = with_runbooks(NO_PAST, place.root, library)
    book = edition(library, Outcome(()), place.as_of, past)
    every = sorted(book.ground.trust.values(), key=lambda one: one.order)
    those = [one for one in every if (whole or one.concerns) and _fits(one, words, concerns)]
    groups = _of_owners(by_owner(book, every), by_owner(book, those), owners)
    note = past.runbooks.note
    if form == "json":
        found = [(one, owner.text) for owner, ones in groups for one in ones]
        click.echo(trust_json(found, book.as_of, note), nl=False)
        return
    width = max(get_terminal_size().columns, NARROWEST)
    pressing = [one for one in every if one.concerns]
    click.echo("\n".join(_text(book, groups, width, whole=whole)), nl=bool(groups))
    click.echo("\n".join(("", *wrapped(headline(every, pressing), width), *wrapped(note, width))))


def _fits(one: Trust, words: Sequence[str], concerns: Sequence[str]) -> bool:
    name = f"{one.runbook.title} {one.runbook.path}".casefold()
    return all(word.casefold() in name for word in words) and (
        not concerns or not set(concerns).isdisjoint(one.concerns)
    )


Groups = list[tuple[Link, list[Trust]]]


def _of_owners(known: Groups, groups: Groups, owners: Sequence[str]) -> Groups:
    """The groups of these owners, by the names of teams or as runbooks state them."""
    if not owners:
        return groups
    wanted = {name.strip().lstrip("@").casefold() for name in owners}
    for name in sorted(wanted):
        if not any(name in _names(group) for group in known):
            there = ", ".join(safe(title.text) for title, _ in known)
            raise click.UsageError(f"no runbook has the owner “{safe(name)}”; there are: {there}")
    return [group for group in groups if not wanted.isdisjoint(_names(group))]


def _names(group: tuple[Link, list[Trust]]) -> set[str]:
    title, those = group
    stated = {one.runbook.owner.strip().lstrip("@").casefold() for one in those if one.runbook.owner}
    return {title.text.lstrip("@").casefold(), *stated}


def _text(book: Edition, groups: Groups, width: int, *, whole: bool) -> Iterator[str]:
    for place, (owner, those) in enumerate(groups):
        if place:
            yield ""
        yield f"{safe(owner.text)} ({len(those):,})"
        for one in those:
            yield ""
            yield f"{_INDENT}{safe(one.runbook.title)}"
            told = evidence(book.ground, one) if whole else reasons(one)
            for line in (safe(one.runbook.path), *([] if whole else wrapped(facts_of(book, one), width - 4))):
                yield paint(f"{_INDENT}{line}", "dim")
            for sentence in told:
                yield from _sentence(sentence, width - 2 * len(_INDENT))


def _sentence(one: Evidence, width: int) -> Iterator[str]:
    mark = "▲ " if one.is_concern else "  "
    source = one.link.target.path if one.link and one.link.target else ""
    texts = (
        one.sentence,
        f"“{one.quote}”" if one.quote else "",
        *(f"  {command}" for command in one.commands),
        one.more,
        source,
    )
    for place, text in enumerate(filter(None, texts)):
        for number, line in enumerate(wrapped(safe(text), width - len(mark))):
            begun = mark if place == number == 0 else "  "
            shown = f"{_INDENT}{begun}{line}"
            yield shown if place == 0 else paint(shown, "dim")

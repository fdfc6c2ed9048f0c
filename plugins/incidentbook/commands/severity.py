"""`incidentbook severity`: the questions that lead to a level, asked in the terminal or answered by flags."""

import json
from collections.abc import Iterator
from shutil import get_terminal_size

import click

from incidentbook.analysis.classification import (
    NONE,
    Verdict,
    is_matrix_open,
    open_questions,
    verdict,
)
from incidentbook.pages.severity import HEADS, REVIEWS, targets
from incidentbook.pages.words import listed
from incidentbook.records import Grade, Policy
from incidentbook.reports.words import safe

from .action_table import NARROWEST, wrapped
from .options import Place, place_options
from .printing import paint

Cell = tuple[str, str]


@click.command("severity")
@click.option("--scope", metavar="ID", help="How many are concerned: wide, medium, limited.")
@click.option("--impact", metavar="ID", help="How badly: low, medium, high.")
@click.option(
    "--yes", multiple=True, metavar="ID", help="A question that is answered with yes. May be repeated."
)
@click.option("--none", "is_none", is_flag=True, help="No question is answered with yes.")
@click.option(
    "--list", "is_list", is_flag=True, help="Print the questions, scopes and impacts with their ids."
)
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@place_options
def command(
    place: Place,
    /,
    scope: str | None,
    impact: str | None,
    yes: tuple[str, ...],
    form: str,
    *,
    is_none: bool,
    is_list: bool,
) -> None:
    """Find the severity of an incident, with the reasons and what the level asks for.

    Without answers it asks, and only what can still make the level worse. The questions and the matrix are
    those of the policy's `classification:`; the portal's severity page asks the same. Exit status: 0; 2 for
    an answer that the policy does not know.

    \b
    Example:
      incidentbook severity
      incidentbook severity --scope wide --impact high
      incidentbook severity --yes data-loss --format json
    """
    policy = place.policy
    if is_list:
        click.echo("\n".join(_list(policy)))
        return
    if yes and is_none:
        raise click.UsageError("--none says that no question has a yes: leave out --none or --yes")
    said = (*_known(yes, policy), *((NONE,) if is_none else ()))
    cell = _cell(scope, impact, policy)
    if not said and cell is None:
        said, cell = _ask(policy)
    found = verdict(policy, said, cell)
    if found is None:
        raise click.UsageError("nothing was answered; `incidentbook severity --list` names the questions")
    click.echo(_json(found) if form == "json" else "\n".join(_text(found, policy)))


def _known(yes: tuple[str, ...], policy: Policy) -> tuple[str, ...]:
    ids = [one.id for one in policy.classification.questions]
    for name in yes:
        _check("--yes", name, ids)
    return yes


def _cell(scope: str | None, impact: str | None, policy: Policy) -> Cell | None:
    rules = policy.classification
    for option, name, grades in (("--scope", scope, rules.scopes), ("--impact", impact, rules.impacts)):
        if name is not None:
            _check(option, name, [grade.id for grade in grades])
    if scope is not None and impact is not None:
        return scope, impact
    if scope is not None or impact is not None:
        missing = "--impact" if impact is None else "--scope"
        raise click.UsageError(f"the matrix needs both: add {missing}")
    return None


def _check(option: str, name: str, known: list[str]) -> None:
    if name not in known:
        raise click.BadParameter(f"“{name}” is none of {', '.join(known)}", param_hint=option)


def _ask(policy: Policy) -> tuple[tuple[str, ...], Cell | None]:
    """Ask in the terminal what can still make the level worse; questions go to standard error."""
    yes: list[str] = []
    asked = {one.id: one.ask for one in policy.classification.questions}
    for id_, question in asked.items():
        is_open = id_ in open_questions(policy, _reached(policy, yes))
        if is_open and click.confirm(question, err=True):
            yes.append(id_)
    cell = None
    if is_matrix_open(policy, _reached(policy, yes)):
        rules = policy.classification
        cell = (_pick("How many?", rules.scopes), _pick("How badly?", rules.impacts))
    return tuple(yes) or (NONE,), cell


def _reached(policy: Policy, yes: list[str]) -> str:
    found = verdict(policy, yes)
    return found.severity.id if found else ""


def _pick(question: str, grades: tuple[Grade, ...]) -> str:
    for grade in grades:
        click.echo(f"  {safe(grade.id)}: {safe(grade.definition or grade.title)}", err=True)
    ids = [grade.id for grade in grades]
    answer: str = click.prompt(question, type=click.Choice(ids), err=True)
    return answer


def _list(policy: Policy) -> Iterator[str]:
    rules = policy.classification
    yield paint("Questions (--yes ID), each with the level of a yes", "dim")
    for one in rules.questions:
        yield f"  {safe(one.id):<12} {safe(one.severity):<6} {safe(one.ask)}"
    yield f"  {'(--none)':<12} {safe(rules.otherwise):<6} None of these"
    for option, grades in (("--scope", rules.scopes), ("--impact", rules.impacts)):
        yield ""
        yield paint(option, "dim")
        yield from (f"  {safe(grade.id):<12} {safe(grade.definition or grade.title)}" for grade in grades)
    yield ""
    yield paint("Scope by impact", "dim")
    yield f"  {'':<12} {'  '.join(f'{safe(grade.id):<8}' for grade in rules.impacts)}".rstrip()
    for scope, levels in rules.matrix:
        yield f"  {safe(scope):<12} {'  '.join(f'{safe(level):<8}' for level in levels)}".rstrip()


def _text(found: Verdict, policy: Policy) -> Iterator[str]:
    width = max(get_terminal_size().columns, NARROWEST)
    severity = found.severity
    yield " ".join(filter(None, (safe(severity.id), safe(severity.title))))
    for reason in found.reasons:
        yield from wrapped(f"because: {safe(reason.words)}", width)
    for reason in found.further:
        for line in wrapped(f"also {safe(reason.severity)}: {safe(reason.words)}", width):
            yield paint(line, "dim")
    yield ""
    for label, value in _asks(found, policy):
        first, *more = wrapped(value, width - 18) or [""]
        yield f"{label:<16}  {first}"
        yield from (f"{'':<18}{line}" for line in more)


def _asks(found: Verdict, policy: Policy) -> Iterator[tuple[str, str]]:
    severity = found.severity
    yield from ((head, words) for head, words in zip(HEADS, targets(severity), strict=True) if words)
    if found.tell:
        yield "Tell", safe(", ".join(found.tell))
    if severity.roles:
        yield "Roles to fill", safe(listed([_title(role, policy) for role in severity.roles]))
    if severity.war_room:
        yield "War room", "a call beside the channel"
    yield "Afterwards", REVIEWS[severity.postmortem]


def _title(id: str, policy: Policy) -> str:
    role = policy.role(id)
    return role.title if role else id


def _json(found: Verdict) -> str:
    severity = found.severity
    return json.dumps(
        {
            "severity": severity.id,
            "title": severity.title,
            "reasons": [reason.words for reason in found.reasons],
            "further": [{"severity": one.severity, "reason": one.words} for one in found.further],
            "response_minutes": severity.response_minutes,
            "mitigate_minutes": severity.mitigate_minutes,
            "resolve_minutes": severity.resolve_minutes,
            "update_minutes": severity.update_minutes,
            "tell": list(found.tell),
            "roles": list(severity.roles),
            "war_room": severity.war_room,
            "postmortem": severity.postmortem,
        },
        ensure_ascii=True,
        indent=1,
    )

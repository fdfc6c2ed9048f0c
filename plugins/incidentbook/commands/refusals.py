"""What a command says where it cannot begin: what is missing, where it looked, and what to do."""

from collections.abc import Sequence
from pathlib import Path

import click

from incidentbook.reading.policy import POLICY_NAME
from incidentbook.reading.policy_defaults import POSTMORTEMS, RUNBOOKS
from incidentbook.records import Policy, Problem

from .places import Place

_SHOWN = 3


class Refusal(click.ClickException):
    """The command was called rightly, and cannot do what it is asked to: said without its usage."""

    exit_code = 2


def no_folder(root: Path) -> Refusal:
    """There is no such root."""
    return Refusal(f"the folder {root} does not exist.\nName the one that holds the documents with --root.")


def no_documents(place: Place, problems: Sequence[Problem]) -> Refusal:
    """A place holds no document at all; a file that was passed over is named."""
    policy = place.policy
    passed = next((f"{one.at.path} {one.message}; {one.hint}." for one in problems), "")
    found = f"no postmortem and no runbook found below {place.root}."
    if policy.exclude:
        remedy = (
            f"Correct `exclude:` in {policy.path or POLICY_NAME}, which leaves out {_some(policy.exclude)}."
        )
        return Refusal(f"{found}\n{_looked_for(policy)}\n{remedy}")
    if passed:
        return Refusal(f"{found}\n{_looked_for(policy)}\n{passed}")
    new = '`incidentbook new postmortem "Title"` writes the first'
    remedy = f"{new}; --postmortems GLOB and --runbooks GLOB name other places."
    return Refusal(f"{found}\n{_looked_for(policy)}\n{remedy}")


def no_such_documents(names: Sequence[str], place: Place) -> Refusal:
    """Paths of the command line are no documents."""
    is_one = len(names) == 1
    which = "is no postmortem and no runbook" if is_one else "are no postmortems and no runbooks"
    remedy = f"Correct the {'path' if is_one else 'paths'}, or leave such files out with --ignore-others."
    return Refusal(f"{_some(names)} {which}.\n{_looked_for(place.policy)}\n{remedy}")


def _looked_for(policy: Policy) -> str:
    """Where documents are looked for, in one sentence."""
    incidents = _places(policy.postmortems, POSTMORTEMS, "folders named postmortems or incidents")
    runbooks = _places(policy.runbooks, RUNBOOKS, "folders named runbooks or playbooks")
    return f"Looked for postmortems in {incidents}, for runbooks in {runbooks}."


def _places(globs: Sequence[str], usual: Sequence[str], words: str) -> str:
    return words if tuple(globs) == tuple(usual) else _some(globs)


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"{', '.join(names[:_SHOWN])}{more}"

"""The option `--audience`, and the place in which a command works when its reader is the public."""

import atexit
import functools
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import click

from incidentbook.records.plain import replace
from incidentbook.records.redaction import AUDIENCES

from .places import Place
from .usage import refusal

_P = ParamSpec("_P")
_T = TypeVar("_T")


def audience_option(command: Callable[Concatenate[Place, _P], _T]) -> Callable[Concatenate[Place, _P], _T]:
    """Give a command `--audience`; for the public its place is a folder that holds public texts alone."""

    @click.option(
        "--audience",
        type=click.Choice(AUDIENCES),
        default=None,
        help="For whom: the public gets redacted documents.  [default: the policy's]",
    )
    @functools.wraps(command)
    def wrapped(place: Place, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        audience = kwargs.pop("audience", None) or place.policy.audience
        return command(public_place(place) if audience == "public" else place, *args, **kwargs)

    return wrapped


def public_place(place: Place) -> Place:
    """The place of a command's public reader: a temporary folder, removed when the command ends."""
    from incidentbook.hosts.public_root import publish

    folder = tempfile.TemporaryDirectory(prefix="incidentbook-public-")
    atexit.register(folder.cleanup)
    root = publish(place.root, place.policy, Path(folder.name).resolve())
    if all(one.text is None for one in root.documents):
        raise refusal(
            f"no document below {place.root} is for the public.\n"
            "Write `audience: public` into the front matter of those that are; `incidentbook redact FILE` "
            "shows what the public gets."
        )
    return replace(place, root=root.folder, policy=root.policy)

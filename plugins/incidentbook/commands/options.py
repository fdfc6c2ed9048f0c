"""The options that every command takes, and what they lead to."""

import functools
import os
from collections.abc import Callable
from datetime import UTC, datetime
from datetime import date as Date  # noqa: N812 - the field's name is `date`
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import click

from incidentbook.records import Library, Policy
from incidentbook.records.plain import dataclass, replace

from .policies import policy_of

_P = ParamSpec("_P")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a command works: the root, its policy with the command line's globs, and today.

    `given` are the words of the command line that said so, to be repeated in advice.
    """

    root: Path
    policy: Policy
    as_of: Date
    given: tuple[str, ...] = ()

    def library(self) -> Library:
        """All documents of the root."""
        from incidentbook.reading.library import read_library

        return read_library(self.root, self.policy)

    def filled_library(self) -> Library:
        """All documents of the root; a usage error where there is none."""
        library = self.library()
        if not library.postmortems and not library.runbooks:
            raise no_documents(self)
        return library


def no_documents(place: Place) -> click.UsageError:
    """The error to raise where a place holds no document: it says what was looked for."""
    globs = ", ".join((*place.policy.postmortems, *place.policy.runbooks))
    return click.UsageError(
        f"no documents found below {place.root} (looked for {globs}). "
        "Name them with --postmortems GLOB or --runbooks GLOB, or run `incidentbook init`."
    )


def place_options(command: Callable[Concatenate[Place, _P], _T]) -> Callable[..., _T]:
    """Give a command `--root`, `--config`, `--postmortems` and `--runbooks`, and hand it a `Place`."""

    @click.option(
        "--root",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default=".",
        help="Folder of the policy and the documents.",
        show_default=True,
    )
    @click.option(
        "--config",
        type=click.Path(dir_okay=False, path_type=Path),
        default=None,
        help="Policy file.  [default: incidentbook.yml in the root]",
    )
    @click.option(
        "--postmortems",
        multiple=True,
        metavar="GLOB",
        help="Where postmortems lie, relative to the root; overrides the policy. May be repeated.",
    )
    @click.option(
        "--runbooks",
        multiple=True,
        metavar="GLOB",
        help="Where runbooks lie, relative to the root; overrides the policy. May be repeated.",
    )
    @functools.wraps(command)
    def wrapped(
        root: Path,
        config: Path | None,
        postmortems: tuple[str, ...],
        runbooks: tuple[str, ...],
        *args: _P.args,
        **kwargs: _P.kwargs,
    ) -> _T:
        given = [] if root == Path() else ["--root", str(root)]
        given += ["--config", str(config)] if config else []
        given += [word for glob in postmortems for word in ("--postmortems", glob)]
        given += [word for glob in runbooks for word in ("--runbooks", glob)]
        found = replace(place(root, config, postmortems, runbooks), given=tuple(given))
        return command(found, *args, **kwargs)

    return wrapped


def place(
    root: Path, config: Path | None = None, postmortems: tuple[str, ...] = (), runbooks: tuple[str, ...] = ()
) -> Place:
    """The place that the options name. Raises PolicyError.

    Globs given here replace the policy's; where only one kind is given and the policy has no file, the
    other kind's default globs stay.
    """
    root = root.resolve()
    policy = policy_of(root, config.resolve() if config else None)
    if postmortems:
        policy = replace(policy, postmortems=postmortems)
    if runbooks:
        policy = replace(policy, runbooks=runbooks)
    return Place(root, policy, policy.as_of or today())


def today() -> Date:
    """The current day in UTC, or that of SOURCE_DATE_EPOCH."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return now.date()

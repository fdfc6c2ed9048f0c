"""The options that every command takes, and what they lead to."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import click

from incidentbook.records.plain import replace

from .places import Place, place, today

__all__ = ["Place", "place", "place_options", "today"]

_P = ParamSpec("_P")
_T = TypeVar("_T")


def place_options(command: Callable[Concatenate[Place, _P], _T]) -> Callable[..., _T]:
    """Give a command `--root`, `--config` and one option a kind of files, and hand it a `Place`."""

    @click.option(
        "--root",
        type=click.Path(file_okay=False, path_type=Path),
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
    @click.option(
        "--alert-rules",
        multiple=True,
        metavar="GLOB",
        help="Where rule files of Prometheus lie, relative to the root; overrides the policy.",
    )
    @functools.wraps(command)
    def wrapped(
        root: Path,
        config: Path | None,
        postmortems: tuple[str, ...],
        runbooks: tuple[str, ...],
        alert_rules: tuple[str, ...],
        *args: _P.args,
        **kwargs: _P.kwargs,
    ) -> _T:
        given = [] if root == Path() else ["--root", str(root)]
        given += ["--config", str(config)] if config else []
        given += [word for glob in postmortems for word in ("--postmortems", glob)]
        given += [word for glob in runbooks for word in ("--runbooks", glob)]
        given += [word for glob in alert_rules for word in ("--alert-rules", glob)]
        found = place(root, config, postmortems, runbooks, alert_rules)
        found = replace(found, given=tuple(given))
        return command(found, *args, **kwargs)

    return wrapped

"""Whether a build is of a change from a fork, as CI systems say: then strangers wrote what is built.

Where a system says that it builds a change and does not say whose, it is taken for a stranger's.
"""

import json
from collections.abc import Mapping
from pathlib import Path

FLAG = "INCIDENTBOOK_FORK"
"""The variable that says so where no CI system does: "1" for a fork."""

_LARGEST = 10_000_000


def is_of_fork(environment: Mapping[str, str]) -> bool:
    """Whether the variables of `environment` tell of a change from a fork.

    Those of GitHub are read with the event's file, those of GitLab and Jenkins, and `INCIDENTBOOK_FORK`,
    which can say that a build is of a fork, and not that a fork's is none.
    """
    said = environment.get(FLAG, "").strip().lower()
    if said not in {"", "0", "false", "no"}:
        return True
    return _on_github(environment) or _on_gitlab(environment) or bool(environment.get("CHANGE_FORK"))


def _on_github(environment: Mapping[str, str]) -> bool:
    """GitHub Actions: the event holds the repositories between which a change goes."""
    event = environment.get("GITHUB_EVENT_NAME", "")
    if not event.startswith("pull_request") and event != "workflow_run":
        return False
    told = _event(environment.get("GITHUB_EVENT_PATH", ""))
    if event == "workflow_run":
        source, target = _name(told, "workflow_run", "head_repository"), _name(told, "repository")
    else:
        source = _name(told, "pull_request", "head", "repo")
        target = _name(told, "pull_request", "base", "repo")
    return not source or source != target


def _event(path: str) -> object:
    """The event as GitHub wrote it down, or None."""
    try:
        with Path(path).open("rb") as file:
            told: object = json.loads(file.read(_LARGEST))
    except (OSError, ValueError, RecursionError):
        return None
    return told


def _name(told: object, *keys: str) -> str:
    """The full name of the repository that lies behind the keys, or ""."""
    for key in (*keys, "full_name"):
        told = told.get(key) if isinstance(told, dict) else None
    return told if isinstance(told, str) else ""


def _on_gitlab(environment: Mapping[str, str]) -> bool:
    """GitLab CI: a merge request has the number of the project that it comes from."""
    if "CI_MERGE_REQUEST_IID" not in environment and "CI_MERGE_REQUEST_ID" not in environment:
        return False
    source = environment.get("CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "")
    target = environment.get("CI_MERGE_REQUEST_PROJECT_ID", "")
    return not source or source != target

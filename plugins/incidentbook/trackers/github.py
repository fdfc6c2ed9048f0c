"""Issues and pull requests of GitHub, through `GET /repos/{owner}/{repo}/issues` of its REST API.

To GitHub every pull request is an issue. Many tickets of one repository are looked for in pages of a
hundred, the newest first; few, and those that the pages do not show, are asked for one by one.
https://docs.github.com/en/rest/issues/issues
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from http import HTTPStatus
from itertools import groupby
from urllib.parse import urlsplit

from incidentbook.reading.tracker_values import address, moment_of, text
from incidentbook.records.tracker import TrackerTicket

from .answers import Answer, Reference, TrackerError, missing
from .connection import Connection, Response
from .payloads import Payload, an_object, names, objects, whole

HOME = "https://github.com"

_FEW = 5
"""So many tickets of one repository are asked for one by one."""

_PER_PAGE = 100
_NEXT = re.compile(r'<([^<>]+)>\s*;[^,]*\brel="?next\b')
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_DECLINED = frozenset({"not_planned", "duplicate"})


def api_address(url: str) -> str:
    """Where the API is for GitHub at an address: github.com, a tenant of ghe.com, or an own server."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    if host == "github.com" or host.endswith(".ghe.com"):
        return f"https://api.{host}"
    return f"{url.rstrip('/')}/api/v3"


def credentials(token: str, _user: str = "") -> dict[str, str]:
    """The headers of each request."""
    own = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
    return {**own, "Authorization": f"Bearer {token}"} if token else own


def batches(references: Iterable[Reference]) -> Iterator[Sequence[Reference]]:
    """The tickets that are asked for together: those of one repository."""
    for _, group in groupby(sorted(references, key=_repository), key=_repository):
        yield tuple(group)


def ask(connection: Connection, batch: Sequence[Reference]) -> Iterator[Answer]:
    """Ask for the tickets of one repository. Raises TrackerError."""
    wanted = {reference.number: reference for reference in batch}
    if len(wanted) > _FEW:
        for issue in _listed(connection, batch[0].project, wanted):
            if reference := wanted.pop(whole(issue.get("number")), None):
                yield Answer(reference, _ticket(connection, reference, issue))
    for reference in sorted(wanted.values()):
        yield _single(connection, reference)


def _repository(reference: Reference) -> str:
    return reference.project


def _listed(connection: Connection, project: str, wanted: dict[int, Reference]) -> Iterator[Payload]:
    """The issues of a repository, newest first, as long as pages come and are likely to be worth it."""
    path = f"/repos/{project}/issues?state=all&sort=created&direction=desc&per_page={_PER_PAGE}"
    budget = (len(wanted) + 1) // 2
    while path and wanted and budget:
        budget -= 1
        try:
            response = connection.get(path)
        except TrackerError as error:
            if error.is_final:
                raise
            return
        issues = list(objects(response.data))
        yield from issues
        oldest = min((whole(issue.get("number")) for issue in issues), default=0)
        path = _next_page(response) if wanted and oldest > min(wanted) else ""


def _next_page(response: Response) -> str:
    match = _NEXT.search(response.headers.get("Link", ""))
    return match[1] if match else ""


def _single(connection: Connection, reference: Reference) -> Answer:
    try:
        response = connection.get(f"/repos/{reference.project}/issues/{reference.number}")
        return Answer(reference, _ticket(connection, reference, an_object(response.data)))
    except TrackerError as error:
        if error.status in _GONE:
            return missing(reference)
        if error.is_final:
            raise
        return Answer(reference, fault=str(error))


def _ticket(connection: Connection, reference: Reference, issue: Payload) -> TrackerTicket:
    state, word = _state(connection, reference, issue)
    return TrackerTicket(
        ref=reference.ref,
        state=state,
        url=address(issue.get("html_url")),
        title=text(issue.get("title")),
        state_text=word,
        closed_at=moment_of(text(issue.get("closed_at"))),
        assignees=names(objects(issue.get("assignees")), "login"),
    )


def _state(connection: Connection, reference: Reference, issue: Payload) -> tuple[str, str]:
    """The state of an issue, and GitHub's word for it."""
    word, reason = text(issue.get("state")), text(issue.get("state_reason"))
    if word != "closed":
        return ("open" if word == "open" else "unknown"), word
    if issue.get("pull_request"):
        return (
            ("done", "merged")
            if _is_merged(connection, reference, issue)
            else ("declined", "closed unmerged")
        )
    said = f"closed as {reason.replace('_', ' ')}" if reason else word
    return ("declined" if reason in _DECLINED else "done"), said


def _is_merged(connection: Connection, reference: Reference, issue: Payload) -> bool:
    """Whether a closed pull request was merged; older servers say so only of the pull request itself."""
    pull = an_object(issue.get("pull_request"))
    if "merged_at" not in pull:
        pull = an_object(connection.get(f"/repos/{reference.project}/pulls/{reference.number}").data)
    return bool(pull.get("merged_at"))

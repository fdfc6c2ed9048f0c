"""Issues of Jira, Cloud and Data Center.

Cloud is asked through `POST /rest/api/2/issue/bulkfetch`, a hundred keys at a time; Data Center through
`POST /rest/api/2/search` with a query that names the keys, page by page. What neither shows, because its
key has changed, is asked for by itself.
https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-issues/
"""

import base64
from collections.abc import Iterable, Iterator, Sequence
from http import HTTPStatus
from urllib.parse import quote, urlsplit

from incidentbook.reading.action_words import is_bare_status, status_of
from incidentbook.reading.tracker_values import moment_of, text
from incidentbook.records.tracker import TrackerTicket

from .answers import Answer, Reference, TrackerError, missing
from .connection import Connection
from .payloads import Payload, an_object, names, objects, whole

HOME = ""
"""There is no Jira for everybody: its address must be named."""

_BATCH = 100
_FIELDS = ("summary", "status", "resolution", "resolutiondate", "assignee")
_CATEGORIES = {"new": "open", "undefined": "open", "indeterminate": "in-progress", "done": "done"}
_REFUSALS = frozenset({"cannot reproduce", "incomplete", "not a bug", "invalid", "known error"})
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_NO_BULK = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED})


def api_address(url: str) -> str:
    """Where the API is for Jira at an address."""
    return f"{url.rstrip('/')}/rest/api"


def credentials(token: str, user: str = "") -> dict[str, str]:
    """The headers of each request: a name and an API token (Cloud), or a personal access token."""
    if token and user:
        return {"Authorization": f"Basic {base64.b64encode(f'{user}:{token}'.encode()).decode()}"}
    return {"Authorization": f"Bearer {token}"} if token else {}


def batches(references: Iterable[Reference]) -> Iterator[Sequence[Reference]]:
    """The tickets that are asked for together."""
    ordered = sorted(references)
    yield from (ordered[start : start + _BATCH] for start in range(0, len(ordered), _BATCH))


def ask(connection: Connection, batch: Sequence[Reference]) -> Iterator[Answer]:
    """Ask for some issues by their keys. Raises TrackerError."""
    wanted = {reference.ref: reference for reference in batch}
    shown = (_fetched if is_cloud(connection) else _searched)(connection, sorted(wanted))
    for issue in shown:
        if reference := wanted.pop(text(issue.get("key")), None):
            yield Answer(reference, _ticket(connection, reference, issue))
    for reference in sorted(wanted.values()):
        yield _single(connection, reference)


def is_cloud(connection: Connection) -> bool:
    """Whether it is Jira Cloud: by its address, or because a name goes with the token."""
    host = urlsplit(connection.url).hostname or ""
    return host.endswith(".atlassian.net") or connection.headers.get("Authorization", "").startswith("Basic ")


def _fetched(connection: Connection, keys: Sequence[str]) -> Iterator[Payload]:
    """The issues with these keys; an own server that takes a name and a password is searched instead."""
    asked = {"issueIdsOrKeys": list(keys), "fields": list(_FIELDS)}
    try:
        found = an_object(connection.post("/2/issue/bulkfetch", asked).data)
    except TrackerError as error:
        if error.status not in _NO_BULK:
            raise
        yield from _searched(connection, keys)
    else:
        yield from objects(found.get("issues"))


def _searched(connection: Connection, keys: Sequence[str]) -> Iterator[Payload]:
    """The issues with these keys; a server that refuses the query over one key shows none."""
    quoted = ", ".join(f'"{key}"' for key in keys)
    start, total = 0, 1
    while start < total:
        asked = {
            "jql": f"key in ({quoted})",
            "startAt": start,
            "maxResults": _BATCH,
            "fields": list(_FIELDS),
            "validateQuery": False,
        }
        try:
            page = an_object(connection.post("/2/search", asked).data)
        except TrackerError as error:
            if error.status == HTTPStatus.BAD_REQUEST:
                return
            raise
        issues = list(objects(page.get("issues")))
        yield from issues
        start, total = start + len(issues), whole(page.get("total")) if issues else 0


def _single(connection: Connection, reference: Reference) -> Answer:
    path = f"/2/issue/{quote(reference.ref)}?fields={','.join(_FIELDS)}"
    try:
        return Answer(reference, _ticket(connection, reference, an_object(connection.get(path).data)))
    except TrackerError as error:
        if error.status in _GONE:
            return missing(reference)
        if error.is_final:
            raise
        return Answer(reference, fault=str(error))


def _ticket(connection: Connection, reference: Reference, issue: Payload) -> TrackerTicket:
    fields = an_object(issue.get("fields"))
    state, word = _state(fields)
    key = text(issue.get("key")) or reference.ref
    home = connection.url.removesuffix("/rest/api")
    return TrackerTicket(
        ref=reference.ref,
        state=state,
        url=f"{home}/browse/{key}",
        title=text(fields.get("summary")),
        state_text=word,
        closed_at=moment_of(text(fields.get("resolutiondate"))) if state in {"done", "declined"} else None,
        assignees=names(filter(None, (an_object(fields.get("assignee")),)), "name", "displayName"),
    )


def _state(fields: Payload) -> tuple[str, str]:
    """The state of an issue, and Jira's words for it: its status, and how it was resolved."""
    status = an_object(fields.get("status"))
    word, resolution = text(status.get("name")), text(an_object(fields.get("resolution")).get("name"))
    state = _CATEGORIES.get(text(an_object(status.get("statusCategory")).get("key")), "unknown")
    if state == "done" and (_means_declined(resolution) or _means_declined(word)):
        state = "declined"
    return (
        state,
        f"{word} ({resolution})" if resolution and resolution.casefold() != word.casefold() else word,
    )


def _means_declined(words: str) -> bool:
    found = status_of(words) if is_bare_status(words) else None
    return words.casefold() in _REFUSALS or (found is not None and found[0] == "declined")

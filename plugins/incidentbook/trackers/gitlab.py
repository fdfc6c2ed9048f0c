"""Issues, work items and merge requests of GitLab, through `GET /projects/:id/issues` of its REST API.

Tickets of one project are asked for in batches (`iids[]`), page by page (`X-Next-Page`).
https://docs.gitlab.com/api/issues/
"""

from collections.abc import Iterable, Iterator, Sequence
from http import HTTPStatus
from itertools import groupby
from urllib.parse import quote, urlencode

from incidentbook.reading.tracker_values import address, moment_of, text
from incidentbook.records.tracker import TrackerTicket

from .answers import Answer, Reference, TrackerError, missing
from .connection import Connection
from .payloads import Payload, an_object, names, objects, whole

HOME = "https://gitlab.com"

_BATCH = 50
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_STATES = {"opened": "open", "reopened": "open", "locked": "open", "merged": "done", "closed": "done"}


def api_address(url: str) -> str:
    """Where the API is for GitLab at an address."""
    return f"{url.rstrip('/')}/api/v4"


def credentials(token: str, _user: str = "") -> dict[str, str]:
    """The headers of each request."""
    return {"PRIVATE-TOKEN": token} if token else {}


def batches(references: Iterable[Reference]) -> Iterator[Sequence[Reference]]:
    """The tickets that are asked for together: issues, or merge requests, of one project."""
    for _, group in groupby(sorted(references, key=_list_of), key=_list_of):
        whole_group = tuple(group)
        yield from (whole_group[start : start + _BATCH] for start in range(0, len(whole_group), _BATCH))


def ask(connection: Connection, batch: Sequence[Reference]) -> Iterator[Answer]:
    """Ask for some tickets of one project. Raises TrackerError."""
    wanted = {reference.number: reference for reference in batch}
    for item in _listed(connection, batch):
        if reference := wanted.pop(whole(item.get("iid")), None):
            yield Answer(reference, _ticket(reference, item))
    yield from map(missing, wanted.values())


def _list_of(reference: Reference) -> tuple[str, bool]:
    return reference.project, reference.is_change


def _listed(connection: Connection, batch: Sequence[Reference]) -> Iterator[Payload]:
    kind = "merge_requests" if batch[0].is_change else "issues"
    path = f"/projects/{quote(batch[0].project, safe='')}/{kind}"
    page, left = "1", len(batch) + 1
    while page and left:
        left -= 1
        query = [("scope", "all"), ("state", "all"), ("per_page", "100"), ("page", page)]
        asked = urlencode([*query, *(("iids[]", str(reference.number)) for reference in batch)])
        try:
            response = connection.get(f"{path}?{asked}")
        except TrackerError as error:
            if error.status in _GONE:
                return
            raise
        yield from objects(response.data)
        page = response.headers.get("X-Next-Page", "").strip()


def _ticket(reference: Reference, item: Payload) -> TrackerTicket:
    state, word = _state(item, is_change=reference.is_change)
    return TrackerTicket(
        ref=reference.ref,
        state=state,
        url=address(item.get("web_url")),
        title=text(item.get("title")),
        state_text=word,
        closed_at=moment_of(text(item.get("merged_at")) or text(item.get("closed_at"))),
        assignees=names(objects(item.get("assignees")), "username"),
    )


def _state(item: Payload, *, is_change: bool) -> tuple[str, str]:
    """The state of an item, and GitLab's word for it; an issue that moved may be open elsewhere."""
    word = text(item.get("state"))
    if word != "closed":
        return _STATES.get(word, "unknown"), word
    if is_change:
        return "declined", "closed unmerged"
    if item.get("moved_to_id"):
        return "unknown", "moved to another project"
    if an_object(item.get("_links")).get("closed_as_duplicate_of"):
        return "declined", "closed as duplicate"
    return "done", word

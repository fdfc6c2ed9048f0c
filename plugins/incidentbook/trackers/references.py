"""Which tickets of a tracker documents name, and how: by address, as `shop#12`, `!3` or `OPS-12`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from incidentbook.reading.action_tickets import KEY
from incidentbook.records import Ticket

from .answers import Reference

_GITHUB = re.compile(r"/?([\w.-]+/[\w.-]+)/(?:issues|pull|pulls)/(\d{1,9})(?:/.*)?")
_GITLAB = re.compile(r"/?([\w.-]+(?:/[\w.-]+)+?)/(?:-/)?(issues|work_items|merge_requests)/(\d{1,9})(?:/.*)?")
_JIRA = re.compile(rf"(?:.*/)?(?:browse|issues)/({KEY})/?")
_JIRA_QUERY = re.compile(rf"(?:^|&)selectedIssue=({KEY})(?:&|$)")
_KEY = re.compile(KEY)
_NUMBERED = re.compile(r"((?:[\w.-]+/)*[\w.-]+)?([#!])(\d{1,9})")
_PROJECT = re.compile(r"(?!\.+(?:/|\Z))[\w.-]+(?:/(?!\.+(?:/|\Z))[\w.-]+)+", re.ASCII)
_GH = re.compile(r"GH-(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose tickets are meant: the kind of the tracker, its address, and the project of a bare `#12`."""

    kind: str
    url: str
    project: str = ""


def references(tickets: Iterable[Ticket], scope: Scope) -> dict[Reference, frozenset[str]]:
    """The tickets that belong to a tracker, each with its spellings other than its `ref`."""
    found: dict[Reference, set[str]] = {}
    for ticket in tickets:
        if reference := reference_of(ticket, scope):
            spelling = ticket.url or ticket.text
            found.setdefault(reference, set()).update({spelling} - {reference.ref})
    return {reference: frozenset(found[reference]) for reference in sorted(found)}


def strangers(tickets: Iterable[Ticket], scope: Scope) -> tuple[str, ...]:
    """The tickets that are none of a tracker's, each once and in order: their addresses, else their words."""
    others = (ticket for ticket in tickets if reference_of(ticket, scope) is None)
    return tuple(sorted({ticket.url or ticket.text for ticket in others}))


def reference_of(ticket: Ticket, scope: Scope) -> Reference | None:
    """The ticket that is meant, or None where it is none of this tracker's.

    A ticket with an address belongs to the tracker of that address alone.
    """
    if ticket.url:
        path = _path_below(ticket.url, scope.url)
        return None if path is None else _BY_URL[scope.kind](path, urlsplit(ticket.url).query)
    return _by_text(ticket.text.strip(), scope)


def _path_below(url: str, base: str) -> str | None:
    """The path of an address below another, or None where it lies elsewhere."""
    try:
        parts, root = urlsplit(url), urlsplit(base)
    except ValueError:
        return None
    prefix = root.path.rstrip("/")
    is_below = parts.path == prefix or parts.path.startswith(f"{prefix}/")
    if parts.scheme not in {"http", "https"} or _host(parts.netloc) != _host(root.netloc) or not is_below:
        return None
    return unquote(parts.path[len(prefix) :])


def is_project(path: str) -> bool:
    """Whether this is the path of a project ("acme/shop"), and leads nowhere else."""
    return _PROJECT.fullmatch(path) is not None


def _host(netloc: str) -> str:
    return netloc.rpartition("@")[2].lower().removeprefix("www.")


def _github(path: str, _query: str) -> Reference | None:
    match = _GITHUB.fullmatch(path)
    return numbered(match[1], "#", match[2]) if match and is_project(match[1]) else None


def _gitlab(path: str, _query: str) -> Reference | None:
    match = _GITLAB.fullmatch(path)
    if match is None or not is_project(match[1]):
        return None
    return numbered(match[1], "!" if match[2] == "merge_requests" else "#", match[3])


def _jira(path: str, query: str) -> Reference | None:
    match = _JIRA.fullmatch(path) or _JIRA_QUERY.search(query)
    return Reference(match[1]) if match else None


def _by_text(text: str, scope: Scope) -> Reference | None:
    if scope.kind == "jira":
        return Reference(text) if _KEY.fullmatch(text) else None
    if scope.kind == "github" and scope.project and (match := _GH.fullmatch(text)):
        return numbered(scope.project, "#", match[1])
    match = _NUMBERED.fullmatch(text)
    project = _project(match[1] or "", scope.project) if match else ""
    if match is None or not is_project(project) or (match[2] == "!" and scope.kind != "gitlab"):
        return None
    return numbered(project, match[2], match[3])


def _project(written: str, own: str) -> str:
    """The whole path of a project: as written, or the scope's where its last part or nothing was written."""
    if "/" in written:
        return written
    return own if written in {"", own.rpartition("/")[2]} else ""


def numbered(project: str, sign: str, number: str) -> Reference:
    """The reference to a numbered ticket, or a change where the sign is "!"."""
    return Reference(f"{project}{sign}{int(number)}", project, int(number), sign == "!")


_BY_URL = {"github": _github, "gitlab": _gitlab, "jira": _jira}

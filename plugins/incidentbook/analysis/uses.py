"""Incidents in which a runbook was used, and how that is known."""

import posixpath
from collections.abc import Iterator, Mapping
from datetime import date
from urllib.parse import unquote, urlsplit

from incidentbook.records import Postmortem, Runbook
from incidentbook.records.plain import dataclass

from .catalogue import Catalogue, Incident
from .held import is_held
from .names import key


@dataclass(frozen=True, slots=True)
class RunbookUse:
    """A runbook in an incident: `how` is "named" (front matter), "linked" (body) or "alert" (`alert` fired).

    `restored` is what restored service in the author's words, or empty.
    """

    runbook: Runbook
    incident: Incident
    how: str
    alert: str = ""
    restored: str = ""

    @property
    def is_drill(self) -> bool:
        """Whether it was only an exercise."""
        return self.incident.postmortem.kind == "drill"


@dataclass(frozen=True, slots=True)
class Uses:
    """All uses: by the runbook's path newest first, and by the incident's path.

    `by_runbook` has no drills that were not held (see `held`); what they name stands in `by_incident` alone.
    """

    by_runbook: Mapping[str, tuple[RunbookUse, ...]]
    by_incident: Mapping[str, tuple[RunbookUse, ...]]


def uses(catalogue: Catalogue, as_of: date) -> Uses:
    """Where runbooks were used; one that an incident names twice is one use, by the plainest reason.

    Drills count as uses where they were held by the day `as_of`.
    """
    references = _references(catalogue)
    by_runbook: dict[str, list[RunbookUse]] = {}
    by_incident: dict[str, list[RunbookUse]] = {}
    for incident in catalogue.incidents:
        found: dict[str, RunbookUse] = {}
        for use in _uses(incident, catalogue, references):
            found.setdefault(use.runbook.path, use)
        by_incident[incident.path] = [*found.values()]
        if incident.postmortem.kind != "drill" or is_held(incident, as_of):
            for use in found.values():
                by_runbook.setdefault(use.runbook.path, []).append(use)
    return Uses(
        {path: tuple(found) for path, found in by_runbook.items()},
        {path: tuple(found) for path, found in by_incident.items() if found},
    )


def linked_path(document: str, url: str) -> str:
    """The path, relative to the root, to which a link in a document leads; empty for a link elsewhere."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    if parts.scheme or parts.netloc or not parts.path:
        return ""
    path = unquote(parts.path)
    base = "" if path.startswith("/") else posixpath.dirname(document)
    return posixpath.normpath(posixpath.join(base, path.lstrip("/")))


def restoring_words(postmortem: Postmortem) -> str:
    """What restored service: the resolution section, else the event by which it was mitigated or resolved."""
    for section in postmortem.named_sections("resolution"):
        if section.text.strip() and not section.is_template:
            return section.text
    events = {entry.milestone: entry.text for entry in reversed(postmortem.timeline) if entry.milestone}
    by_place = {(entry.at.line, entry.at.column): entry.text for entry in postmortem.timeline}
    for name in ("mitigated", "resolved"):
        milestone = postmortem.milestone(name)
        place = (milestone.at.line, milestone.at.column) if milestone else (0, 0)
        if text := events.get(name) or by_place.get(place):
            return text
    return ""


def _uses(
    incident: Incident, catalogue: Catalogue, references: Mapping[str, Runbook]
) -> Iterator[RunbookUse]:
    postmortem = incident.postmortem
    words = restoring_words(postmortem)
    for reference in postmortem.runbooks:
        runbook = catalogue.runbooks.get(linked_path(postmortem.path, reference))
        if runbook := runbook or references.get(_stem(reference)):
            yield RunbookUse(runbook, incident, "named", restored=words)
    for url, _ in postmortem.links:
        if runbook := catalogue.runbooks.get(linked_path(postmortem.path, url)):
            yield RunbookUse(runbook, incident, "linked", restored=words)
    for alert in postmortem.alerts:
        for runbook in catalogue.runbooks_by_alert.get(alert.casefold(), ()):
            yield RunbookUse(runbook, incident, "alert", alert, words)


def _references(catalogue: Catalogue) -> dict[str, Runbook]:
    found: dict[str, Runbook] = {}
    for runbook in catalogue.library.runbooks:
        for name in (runbook.id, runbook.path, runbook.title, *runbook.aliases):
            if name.strip():
                found.setdefault(_stem(name), runbook)
    return found


def _stem(text: str) -> str:
    name = text.strip().rpartition("/")[2]
    for suffix in (".md", ".markdown", ".yml", ".yaml"):
        name = name.removesuffix(suffix)
    return key(name)

"""What could not be measured, and where."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from incidentbook.analysis.catalogue import Incident
from incidentbook.analysis.timings import MEASURES
from incidentbook.checks import level_of
from incidentbook.checks.registry import Document, named
from incidentbook.records import Location, Policy, Problem

from . import links
from .edition import Edition
from .models import Gap, Link
from .words import count

MOST_DOCUMENTS = 20

LACKS: tuple[tuple[str, str, Callable[[Incident], bool]], ...] = (
    ("Severity", "a severity of the policy", lambda one: not one.postmortem.severity),
    ("Day", "a day", lambda one: one.day is None),
    ("Service", "a service", lambda one: not one.services),
    ("Cause", "a cause", lambda one: not one.causes),
)
"""What an incident may not say: a title, what it is, and whether one lacks it."""


def gaps(edition: Edition) -> tuple[Gap, ...]:
    """Everything that the numbers of the portal had to leave out, with the documents concerned."""
    return (*_unread(edition), *_unmeasured(edition), *_unnamed(edition), *_unplanned(edition))


def _unread(edition: Edition) -> Iterator[Gap]:
    outcome = edition.ground.outcome
    said = chain(outcome.findings, outcome.covered, (finding for finding, _ in outcome.waived))
    known = {(finding.at, finding.name) for finding in said}
    catalogue = edition.ground.catalogue
    documents: list[Link] = []
    number = 0
    for record in catalogue.documents:
        asked = [one for one in record.problems if _is_asked(one, catalogue.library.policy, record)]
        unread = _not_reported(asked, known)
        number += unread
        if unread:
            documents.append(links.document(record))
    library = catalogue.library
    number += _not_reported([one for one in library.problems if _is_asked(one, library.policy)], known)
    if number:
        sentence = f"{count(number, 'place')} could not be read as meant, and no check reports it."
        yield _gap("Unread parts", sentence, documents)


def _is_asked(problem: Problem, policy: Policy, document: Document | None = None) -> bool:
    """Whether nobody switched the rule off that reports such a problem; one that none reports counts."""
    found = named(problem.rule)
    return found is None or level_of(found, policy, document) != "off"


def _not_reported(problems: Sequence[Problem], known: set[tuple[Location, str]]) -> int:
    return sum((problem.at, problem.rule) not in known for problem in problems)


def _unmeasured(edition: Edition) -> Iterator[Gap]:
    counted = edition.ground.counted
    for measure in MEASURES:
        missing = [one for one in counted if one.timing(measure).minutes is None]
        if missing:
            sentence = f"{len(missing):,} of {count(len(counted), 'incident')} without the times for it."
            yield _gap(f"Time to {measure}", sentence, _links(missing))


def _unnamed(edition: Edition) -> Iterator[Gap]:
    counted = edition.ground.counted
    for title, what, lacks_it in LACKS:
        missing = [one for one in counted if lacks_it(one)]
        if missing:
            sentence = f"{len(missing):,} of {count(len(counted), 'incident')} without {what}."
            yield _gap(title, sentence, _links(missing))


def _unplanned(edition: Edition) -> Iterator[Gap]:
    items = list(edition.ground.all_items())
    lacks = (
        (
            "Owners",
            "open action items without an owner",
            [t for t in items if t.item.is_open and not t.item.owners],
        ),
        (
            "Due dates",
            "open action items without a due date",
            [t for t in items if t.item.is_open and not t.item.due],
        ),
        (
            "Days of completion",
            "done action items without the day on which they were done",
            [t for t in items if t.item.status == "done" and not t.item.done_on],
        ),
    )
    for title, what, missing in lacks:
        if missing:
            incidents = {tracked.incident.path: tracked.incident for tracked in missing}
            yield _gap(title, f"{len(missing):,} {what}.", _links(incidents.values()))


def _links(incidents: Iterable[Incident]) -> list[Link]:
    return [links.document(incident.postmortem) for incident in incidents]


def _gap(title: str, sentence: str, documents: Sequence[Link]) -> Gap:
    rest = len(documents) - MOST_DOCUMENTS
    return Gap(
        title=title,
        sentence=sentence,
        documents=tuple(documents[:MOST_DOCUMENTS]),
        more=f"and {rest:,} more" if rest > 0 else "",
    )

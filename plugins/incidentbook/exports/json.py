"""The portal's data files, `data/*.json`: what its pages show, for other programs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from incidentbook.analysis.backlog import TrackedItem
from incidentbook.analysis.follow_up import FollowUp
from incidentbook.analysis.names import Name
from incidentbook.checks import Outcome
from incidentbook.pages.ground import Ground
from incidentbook.records import Finding, Library, Runbook

from .alerts import alerts
from .causes_json import causes
from .metrics import metrics_record
from .practice import practice_record
from .records import VERSION, Record, action_item, as_pieces, as_text, day, postmortem, runbook
from .runbook_files import file_names
from .trust import trust_record


@dataclass(frozen=True, slots=True)
class _Book:
    """What data files are made from."""

    ground: Ground

    @property
    def library(self) -> Library:
        """All documents."""
        return self.ground.catalogue.library

    @property
    def outcome(self) -> Outcome:
        """What the checks found."""
        return self.ground.outcome

    @property
    def as_of(self) -> date:
        """The day of the build."""
        return self.ground.as_of


def dump(name: str, ground: Ground) -> str:
    """The text of one of the `FILES` ("action-items"), the same for the same input.

    Raises:
        KeyError: There is no data file of this name.
    """
    return "".join(pieces(name, ground))


def pieces(name: str, ground: Ground) -> Iterator[str]:
    """The pieces of `dump`, for those who write them one after another.

    Raises:
        KeyError: There is no data file of this name.
    """
    content = _CONTENTS[name](_Book(ground))
    return as_pieces({"version": VERSION, "as_of": day(ground.as_of), **content})


def runbook_jsons(ground: Ground, only: Runbook | None = None) -> Iterator[tuple[str, str]]:
    """The data files of single runbooks: their paths among the data files, and their texts.

    With `only`, the file of that one.
    """
    book = _Book(ground)
    names = file_names(book.library.runbooks)
    for one in (only,) if only else book.library.runbooks:
        content: Record = {"runbook": _runbook(one, names, book)}
        yield names[one.path], as_text({"version": VERSION, "as_of": day(ground.as_of), **content})


def action_items_json(items: Iterable[FollowUp], as_of: date) -> str:
    """Some action items in the form of the data file "action-items"."""
    return as_text(
        {"version": VERSION, "as_of": day(as_of), "action_items": (_followed(one, as_of) for one in items)}
    )


def _postmortems(book: _Book) -> Record:
    return {"postmortems": (postmortem(one, book.library.policy) for one in book.library.postmortems)}


def _runbooks(book: _Book) -> Record:
    names = file_names(book.library.runbooks)
    return {
        "history_note": book.ground.past.runbooks.note,
        "runbooks": (_runbook(one, names, book) for one in book.library.runbooks),
    }


def _runbook(one: Runbook, names: Mapping[str, str], book: _Book) -> Record:
    return {**runbook(one), "file": names[one.path], **trust_record(book.ground.trust[one.path])}


def _action_items(book: _Book) -> Record:
    return {"action_items": (_followed(one, book.as_of) for one in book.ground.all_follow_ups())}


def _followed(one: FollowUp, as_of: date) -> Record:
    return {
        **_tracked(one.tracked, as_of),
        "opened": day(one.opened),
        "opened_basis": one.opened_basis,
        "closed": day(one.closed),
        "closed_basis": one.closed_basis,
        "age_days": one.age_days(as_of),
        "days_to_close": one.days_to_close,
        "due_moves": one.due_moves,
        "slip_days": one.slip_days,
        "came_back": one.came_back,
        "target": day(one.target),
        "over_target_days": one.over_target_days(as_of),
    }


def _tracked(tracked: TrackedItem, as_of: date) -> Record:
    item, incident = tracked.item, tracked.incident
    is_overdue = item.is_overdue(as_of)
    return {
        **action_item(item),
        "path": item.at.path,
        "postmortem": incident.postmortem.id,
        "postmortem_title": incident.postmortem.title,
        "severity": incident.postmortem.severity,
        "incident_date": day(incident.day),
        "services": _ids(incident.services),
        "causes": _ids(incident.causes),
        "team": tracked.team.id if tracked.team else None,
        "teams": [team.id for team in tracked.teams],
        "is_open": item.is_open,
        "is_overdue": is_overdue,
        "overdue_days": (as_of - item.due).days if is_overdue and item.due else 0,
    }


def _causes(book: _Book) -> Record:
    return causes(book.ground)


def _metrics(book: _Book) -> Record:
    return metrics_record(book.ground.metrics)


def _practice(book: _Book) -> Record:
    return practice_record(book.ground)


def _alerts(book: _Book) -> Record:
    return alerts(book.ground.coverage, book.library)


def _findings(book: _Book) -> Record:
    return {"findings": map(_finding, book.outcome.findings)}


def _finding(one: Finding) -> Record:
    return {
        "path": one.at.path,
        "line": one.at.line,
        "column": one.at.column,
        "id": one.id,
        "name": one.name,
        "level": one.level,
        "message": one.message,
        "hint": one.hint,
    }


def _ids(names: Iterable[Name]) -> list[str]:
    return [name.id for name in names]


_CONTENTS = {
    "postmortems": _postmortems,
    "runbooks": _runbooks,
    "action-items": _action_items,
    "causes": _causes,
    "alerts": _alerts,
    "metrics": _metrics,
    "practice": _practice,
    "findings": _findings,
}

FILES = tuple(_CONTENTS)
"""The names of the data files, without their folder and suffix."""

"""What incidents say of runbooks, tied to the runbooks that are meant."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from incidentbook.reading.patterns import expression
from incidentbook.records import Postmortem, Runbook
from incidentbook.records.plain import dataclass, replace

from .catalogue import Catalogue, Incident
from .runbook_words import KINDS, is_of_runbooks, remarks_in
from .testimony import own_texts
from .uses import Uses

_LEFT_OUT = frozenset({"action-items", "supporting-information"})
"""Sections that say what to do, or where more is to be found, and not what happened."""

_SHORTEST = 4
"""Letters of a name that is looked for in a sentence."""

_OF_CAUSES = expression(
    r"(?:stale|outdated|obsolete|wrong|incorrect|missing|no|incomplete|absent)[ _-]+(?:run|play)[- _]?books?"
)


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence of an incident about a runbook; `kind` is one of `runbook_words.KINDS`.

    `anchor` is the timeline event that says it, or empty. `sentence` is empty where the incident only names
    such a cause, `cause` is then its title. `runbooks` are those that may be meant: all that the incident
    used where it does not say which.
    """

    incident: Incident
    kind: str
    sentence: str
    runbooks: tuple[Runbook, ...] = ()
    anchor: str = ""
    cause: str = ""

    @property
    def is_certain(self) -> bool:
        """Whether only one runbook can be meant."""
        return len(self.runbooks) == 1


def runbook_remarks(catalogue: Catalogue, used: Uses) -> tuple[Remark, ...]:
    """All remarks, newest incident first; in an incident, each sentence once and the gravest kind first."""
    return tuple(one for incident in catalogue.incidents for one in _of_incident(incident, catalogue, used))


def by_runbook(remarks: Sequence[Remark]) -> Mapping[str, tuple[Remark, ...]]:
    """The remarks by the path of each runbook that they may mean."""
    found: dict[str, list[Remark]] = {}
    for remark in remarks:
        for runbook in remark.runbooks:
            found.setdefault(runbook.path, []).append(remark)
    return {path: tuple(ones) for path, ones in found.items()}


def _of_incident(incident: Incident, catalogue: Catalogue, used: Uses) -> Iterator[Remark]:
    found = tuple(_remarks(incident))
    if found:
        told = _told_of(incident, catalogue, used)
        for one in sorted(found, key=lambda one: KINDS.index(one.kind)):
            yield replace(one, runbooks=_meant(one.sentence, told, catalogue))


def _remarks(incident: Incident) -> Iterable[Remark]:
    """What an incident says of runbooks, each sentence once; without the runbooks that are meant."""
    seen: dict[str, Remark] = {}
    for text, anchor in _said(incident.postmortem):
        for kind, sentence, _ in remarks_in(text):
            seen.setdefault(sentence.casefold(), Remark(incident, kind, sentence, anchor=anchor))
    return seen.values() or _of_causes(incident)


def _of_causes(incident: Incident) -> Iterator[Remark]:
    """The causes of an incident that say it, where no sentence does."""
    for cause in incident.causes:
        if found := _OF_CAUSES.search(cause.id.casefold()) or _OF_CAUSES.search(cause.title.casefold()):
            kind = "missing" if found[0].startswith(("missing", "no", "absent")) else "wrong"
            yield Remark(incident, kind, "", cause=cause.title)


def _said(postmortem: Postmortem) -> Iterator[tuple[str, str]]:
    """The texts of a postmortem that tell what happened, each with its anchor."""
    for name, text in own_texts(postmortem.sections):
        if name not in _LEFT_OUT and not (name == "timeline" and postmortem.timeline):
            yield text, ""
    for entry in postmortem.timeline:
        yield entry.text, entry.anchor


@dataclass(frozen=True, slots=True)
class _Told:
    """The runbooks of an incident: all `candidates`, those `spoken` of by name, and groups, plainest first.

    The groups are what the incident names or links to, what its alerts call, the only one of its services.
    """

    candidates: tuple[Runbook, ...]
    spoken: tuple[Runbook, ...]
    groups: tuple[tuple[Runbook, ...], ...]


def _told_of(incident: Incident, catalogue: Catalogue, used: Uses) -> _Told:
    its = used.by_incident.get(incident.path, ())
    by_service = catalogue.runbooks_by_service
    of_services = [runbook for service in incident.services for runbook in by_service.get(service.id, ())]
    groups = (
        _distinct(use.runbook for use in its if use.how in {"named", "linked"}),
        _distinct(use.runbook for use in its if use.how == "alert"),
        _distinct(of_services) if len(_distinct(of_services)) == 1 else (),
    )
    candidates = _distinct((*(use.runbook for use in its), *of_services))
    texts = [text for text, _ in _said(incident.postmortem)]
    texts += [item.title for item in incident.postmortem.action_items]
    lines = (
        line for text in texts if is_of_runbooks(text) for line in text.split("\n") if is_of_runbooks(line)
    )
    return _Told(candidates, _named("\n".join(lines), candidates), groups)


def _meant(sentence: str, told: _Told, catalogue: Catalogue) -> tuple[Runbook, ...]:
    """The runbooks that a sentence may mean.

    Those it names, else those that the incident speaks of by name, else those of the incident.
    """
    if named := _named(sentence, told.candidates) or told.spoken:
        return named
    first = next(filter(None, told.groups), ())
    text = sentence.casefold()
    return tuple(one for one in first if _names_service(text, one, catalogue)) or first


def _named(text: str, runbooks: Sequence[Runbook]) -> tuple[Runbook, ...]:
    """Those of some runbooks that a text names."""
    told = text.casefold()
    return tuple(one for one in runbooks if any(name in told for name in _names(one)))


def _distinct(runbooks: Iterable[Runbook]) -> tuple[Runbook, ...]:
    return tuple({one.path: one for one in runbooks}.values())


def _names_service(text: str, runbook: Runbook, catalogue: Catalogue) -> bool:
    names = catalogue.services.resolve(runbook.services)
    return any(word in text for name in names for word in (name.id.casefold(), name.title.casefold()) if word)


def _names(runbook: Runbook) -> Iterator[str]:
    """What a runbook is called, in lower case."""
    stem = runbook.path.rpartition("/")[2].partition(".")[0]
    spoken = stem.replace("-", " ").replace("_", " ")
    for name in (runbook.title, runbook.id, stem, spoken, *runbook.alerts):
        if len(name) >= _SHORTEST and (not name.isalpha() or name != name.lower()):
            yield name.casefold()

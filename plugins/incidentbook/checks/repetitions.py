"""CAU: incidents that repeat earlier ones, and what became of the actions against them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from incidentbook.analysis.catalogue import Incident
from incidentbook.analysis.reference_lines import line
from incidentbook.analysis.repeats import Repetition, denied, is_within
from incidentbook.records import ActionItem, Finding, Postmortem
from incidentbook.records.policy import UNTYPED

from .causes import place
from .context import Context
from .registry import rule

_MANY = 3
_LONGEST = 70


@rule("CAU105", "undeclared-repeat", level="warning", scope="corpus")
def undeclared_repeat(document: Postmortem, context: Context) -> Iterator[Finding]:
    """The same cause struck the same service not long before, and the document does not say so.

    Why: a repeat that is seen asks another question: why did what was done last time not hold?
    Instead: `repeat_of: [2024-05-14-checkout-tax-table-config]`, or, where the two only look alike,
    `not_repeat_of:` with the same id. A mention in `related:` counts as well. How long before is
    `repeats: window_days` in the policy (365); `repeats: ways` without `same-service` asks nobody. Drills
    and near-misses neither repeat nor are repeated.
    Measured: 16 firings on 67 real documents, 16 read, 0 false alarms. Causes and services were assigned by
    hand for it; in 5 of them the answer would be `not_repeat_of:`.
    """
    for repetition in context.repetitions.get(document.path, ()):
        if not _is_declared(repetition, context) and repetition.cause and repetition.service:
            earlier = repetition.of.postmortem
            pair = f"“{repetition.cause.title}” struck {repetition.service.title} before"
            message = f"{pair}, in {_named(repetition.of)}"
            confirmed = line("repeat_of", document.repeat_of, earlier.id)
            denying = line("not_repeat_of", document.not_repeat_of, earlier.id)
            hint = f"add `{confirmed}`, or `{denying}` if it is another matter"
            yield Finding(place(document), message, hint, key=f"{repetition.cause.id} {earlier.id}")


def _is_declared(repetition: Repetition, context: Context) -> bool:
    """Whether the document names the earlier incident, or another one of that cause."""
    if repetition.is_declared:
        return True
    document, cause = repetition.incident.postmortem, repetition.cause
    named = [context.catalogue.incident(one) for one in (*document.repeat_of, *document.related)]
    return any(one is not None and (one.path == repetition.of.path or cause in one.causes) for one in named)


@rule("CAU106", "repeat-with-open-action", level="warning", scope="corpus")
def repeat_with_open_action(document: Postmortem, context: Context) -> Iterator[Finding]:
    """The incident repeats an earlier one of which an action to prevent or detect it is still open.

    Why: it was known what to do, and it was not done; that belongs in this review.
    Instead: close the action, or write into this document what kept it from being done, and until when
    it will be. Only the newest incident of a cause on a service is told so, and only about actions whose
    type the policy judges (`repeats: action_types`, prevent and detect). Followed are earlier incidents no
    further apart than `repeats: window_days`.
    Measured: no firing on 67 real documents, whose actions have neither type nor status.
    """
    told: set[str] = set()
    types = context.policy.repeats.action_types
    for origin in _predecessors(document, context):
        waiting = [
            one for one in origin.postmortem.action_items if one.is_open and (one.type or UNTYPED) in types
        ]
        if waiting and origin.path not in told:
            told.add(origin.path)
            actions = _listed(_with_delay(one, context.as_of) for one in waiting)
            message = f"repeats {_named(origin)}, of which is still open: {actions}"
            hint = f"finish it ({waiting[0].at}), or say in this review what kept it from being done"
            yield Finding(place(document), message, hint, key=origin.postmortem.id)


def _predecessors(document: Postmortem, context: Context) -> Iterator[Incident]:
    """Earlier incidents of the causes and services of which the document tells the newest one."""
    incident = context.catalogue.by_path.get(document.path)
    if incident is None:
        return
    refused = denied(incident, context.catalogue)
    for cause in incident.causes if "same-service" in context.policy.repeats.ways else ():
        for service in incident.services:
            chain = context.chains.get((cause.id, service.id), ())
            if chain and chain[-1].path == incident.path:
                yield from _linked([one for one in chain if one.path not in refused], context)
    yield from (one.of for one in context.repetitions.get(document.path, ()) if one.is_declared)


def _linked(chain: Sequence[Incident], context: Context) -> list[Incident]:
    """The incidents before the last one of a chain, as far as each repeats the one before it."""
    window = context.policy.repeats.window_days
    first = len(chain) - 1
    while first > 0 and is_within(chain[first - 1].day, chain[first].day, window):
        first -= 1
    return list(chain[first:-1])


@rule("CAU107", "repeat-after-done-action", level="info", scope="corpus")
def repeat_after_done_action(document: Postmortem, context: Context) -> Iterator[Finding]:
    """An action that was to stop or to show the cause was done, and the cause came back on the same service.

    Why: the action did not hold, did not reach far enough, or was marked as done too early.
    Instead: look at it again, and say in this review why it did not hold. Meant are actions of the types in
    `repeats: action_types` of the policy (prevent and detect; `untyped` adds those without a type), done on
    the day that the document says, else counted from their incident. Where an incident has several causes, a
    column “Cause” says which one an action is against; `not_repeat_of:` silences the rule.
    Measured: 4 firings on 31 invented documents, 4 read, 0 false alarms; no firing on 67 real documents.
    """
    by_origin: dict[str, list[ActionItem]] = {}
    for back in context.returns.get(document.path, ()):
        by_origin.setdefault(back.origin.path, []).append(back.item)
    for path, items in by_origin.items():
        origin = context.catalogue.by_path[path]
        actions = _listed(f"“{_short(one.title)}”" for one in items)
        message = f"the cause of {_named(origin)} came back, although this was done: {actions}"
        yield Finding(
            place(document), message, "say in this review why it did not hold", key=origin.postmortem.id
        )


@rule("CAU108", "repeat-of-later", level="warning", scope="corpus")
def repeat_of_later(document: Postmortem, context: Context) -> Iterator[Finding]:
    """`repeat_of` names a later incident, or the document itself.

    Why: an incident can only repeat an earlier one; the chain of repeats cannot be followed otherwise.
    Instead: `repeat_of:` in the later of the two documents. A day that is mistyped looks the same.
    Measured: no firing on 67 real documents.
    """
    incident = context.catalogue.by_path.get(document.path)
    field = document.field("repeat_of")
    for reference in document.repeat_of if incident else ():
        other = context.catalogue.incident(reference)
        if incident is None or other is None:
            continue
        at = field.at if field else document.at
        if other.path == incident.path:
            yield Finding(
                at,
                "repeats itself, it says",
                "name the earlier incident, or delete `repeat_of`",
                key=reference,
            )
        elif incident.day and other.day and other.moment > incident.moment and other.day >= incident.day:
            message = f"{_named(other)} is later than this incident ({_day(incident)})"
            hint = f"write `{line('repeat_of', (), document.id)}` there instead, or correct one of the days"
            yield Finding(at, message, hint, key=reference)


def _with_delay(item: ActionItem, as_of: date) -> str:
    """An action with its delay in brackets."""
    words = f"“{_short(item.title)}”"
    if not item.is_overdue(as_of) or item.due is None:
        return words
    days = (as_of - item.due).days
    return f"{words} ({days:,} day{'' if days == 1 else 's'} overdue)"


def _listed(texts: Iterable[str]) -> str:
    every = list(texts)
    more = f" and {len(every) - _MANY} more" if len(every) > _MANY else ""
    return ", ".join(every[:_MANY]) + more


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _named(incident: Incident) -> str:
    return f"“{_short(incident.postmortem.title)}” ({_day(incident)})"


def _day(incident: Incident) -> str:
    return incident.day.isoformat() if incident.day else "no date"

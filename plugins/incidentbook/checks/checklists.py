"""CHK: what documents tick of the checklists, and how long what somebody asserts of readiness holds."""

from collections.abc import Iterator

from incidentbook.reading.names import nearest_word
from incidentbook.records import Finding, Postmortem
from incidentbook.records.practice import TICKED

from .context import Aftermath, Context, place_of
from .registry import Setting, rule

_ASKED = ("in-review", "published")


@rule("CHK101", "unknown-checklist-item", level="warning")
def unknown_checklist_item(document: Postmortem, context: Context) -> Iterator[Finding]:
    """The document ticks something that is on none of the checklists, or that could be two items of them.

    Looked at are the field `checklist:` and task lists below a heading such as “Response checklist”.

    Why: it counts for no item, and the item that was meant counts as left out.
    Instead: the item's id or its words, as the handbook's page of checklists has them; `also:` in the
    policy's `checklists` for words that your documents use.
    Measured: no firing on 180 real documents.
    """
    if not document.ticks:
        return
    from incidentbook.analysis.checklists import unknown_ticks

    lists = [context.policy.checklist(name) for name in TICKED]
    known = [*TICKED, *(item.id for one in lists for item in one.items)]
    for tick in unknown_ticks(document, context.policy):
        near = nearest_word(tick.text, known)
        others = dict.fromkeys(known[len(TICKED) :])
        hint = f"did you mean “{near}”?" if near else f"the items are {', '.join(others)}"
        message = f"“{tick.text}” is no item of a checklist"
        yield Finding(tick.at, message, hint, key=tick.text)


@rule(
    "CHK102",
    "missing-checklist",
    level="off",
    settings={"levels": Setting(1, "so many of the worst levels are asked for the list")},
)
def missing_checklist(document: Postmortem, context: Context) -> Iterator[Finding]:
    """An incident of the gravest level does not say what was done of the response list.

    Off, because it asks for something that a team must first agree on. The handbook's page of checklists
    counts the incidents without a list in any case.

    Why: what was left out is what the next drill should exercise, and nobody remembers it later.
    Instead: `checklist: [acknowledge, severity, channel]` in the front matter, or a task list below
    “Response checklist”.
    Measured: no firing on 180 real documents. None of them states a severity.
    """
    worst = context.policy.severities[: int(context.number("CHK102", "levels", document))]
    is_asked = document.kind in {"incident", "security"} and document.status in _ASKED
    if not is_asked or document.severity not in {one.id for one in worst} or document.ticks:
        return
    message = f"an incident of {document.severity} that ticks nothing of the response list"
    hint = "add `checklist:` with the items that were done"
    yield Finding(place_of(document, "checklist"), message, hint)


@rule("CHK103", "stale-assertion", level="warning", scope="aftermath")
def stale_assertion(_: Aftermath, context: Context) -> Iterator[Finding]:
    """What somebody asserted of readiness was last looked at too long ago.

    `readiness_days` of the policy says for how many days an assertion holds.

    Why: people, systems and numbers change; what was true last year is a hope.
    Instead: look again, and write a new line with the day and the role. Where it is no longer so, add
    `holds: false`.
    Measured: no firing on 180 real documents, which have no policy.
    """
    for one in context.policy.outdated_assertions(context.as_of):
        days = (context.as_of - one.day).days
        limit = f"{context.policy.readiness_days:g}"
        message = f"“{one.item}” was asserted {days} days ago, which holds for {limit}"
        yield Finding(one.at, message, "look again, and write the day on which somebody did", key=one.item)


@rule("CHK104", "assertion-in-future", level="warning", scope="aftermath")
def assertion_in_future(_: Aftermath, context: Context) -> Iterator[Finding]:
    """An assertion of readiness is dated after today.

    Why: it says that somebody will have looked, and does not count until then.
    Instead: the day on which somebody looked.
    Measured: no firing on 180 real documents, which have no policy.
    """
    for one in context.policy.future_assertions(context.as_of):
        message = f"“{one.item}” is asserted for {one.day.isoformat()}, which is still to come"
        yield Finding(one.at, message, "write the day on which somebody looked", key=one.item)


@rule("CHK105", "checklist-contradiction", level="info")
def checklist_contradiction(document: Postmortem, context: Context) -> Iterator[Finding]:
    """The document says of one item that it was done, and elsewhere that it was not.

    Why: the item counts as done, and one of the two is wrong.
    Instead: one of the two. Front matter and a task list are both read.
    Measured: no firing on 180 real documents.
    """
    if not document.ticks:
        return
    from incidentbook.analysis.checklists import meaning

    said: dict[tuple[str, str], bool] = {}
    for tick in document.ticks:
        found = meaning(tick, context.policy)
        if found is None or tick.unclear or not tick.is_needed:
            continue
        name = found[0].id, found[1].id
        if said.setdefault(name, tick.is_done) != tick.is_done:
            message = f"“{found[1].id}” is said to be done and not done"
            yield Finding(tick.at, message, "keep one of the two", key=found[1].id)


@rule("CHK106", "unclear-checklist-answer", level="warning")
def unclear_checklist_answer(document: Postmortem, _: Context) -> Iterator[Finding]:
    """The answer beside an item of a checklist says neither that it was done nor that it was not.

    A yes, also with a note behind it, a time, a role, or somebody whom the document or the policy names says
    that it was done; a no, “skipped” or “later” that it was not; `n/a` that it did not apply.

    Why: nobody knows whether it was done, and it counts as not mentioned.
    Instead: `update: yes, by phone`, `update: "14:35"`, `update: no` or `update: n/a`.
    Measured: no firing on 180 real documents.
    """
    for tick in document.ticks:
        if tick.unclear:
            message = f"“{tick.unclear}” does not say whether “{tick.text}” was done"
            hint = "write yes, no, n/a, a time, or a role; a note may follow a yes"
            yield Finding(tick.at, message, hint, key=tick.text)

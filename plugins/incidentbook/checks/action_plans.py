"""ACT: what the action items of a postmortem are worth, one by one and together."""

from collections.abc import Iterator

from incidentbook.records import ActionItem, Finding, Policy, Postmortem

from .action_words import evident_type, is_training, is_vague
from .context import Context, hidden_sections
from .registry import Setting, rule
from .sections import required_sections
from .titles import short

_DROPPED = frozenset({"declined", "proposed"})
_FEW_WORDS = 4


@rule("ACT107", "vague-action", level="warning")
def vague_action(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """An open action item names nothing that could be finished: “be more careful”, “improve monitoring”.

    Why: nobody can say on which day it is done, so it stays open or is closed unchanged.
    Instead: what will be different, and where: `Alert at 80 % of database connections`.
    Measured: 1 firing on 68 real documents, 1 read, 0 false alarms.
    """
    for item in document.action_items:
        if item.is_open and is_vague(item):
            message = f"“{short(item.title)}” names nothing that could be finished"
            hint = "say what will be different, and where: “alert at 80 % of database connections”"
            yield Finding(item.at, message, hint, key=item.title)


@rule("ACT108", "training-only", level="warning")
def training_only(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """All action items train people, remind them or ask them for care.

    Why: the next person in the same place meets the same trap; people forget, and people change teams.
    Instead: add an item that changes the system, so that the mistake becomes hard to make or quick to see.
    Measured: no firing on 68 real documents.
    """
    items = _meant(document)
    if items and all(map(is_training, items)):
        message = "all action items train or remind people; none changes the system"
        yield Finding(items[0].at, message, "add one that makes the mistake hard to make or quick to see")


@rule("ACT109", "no-prevent-or-detect", level="info")
def no_prevent_or_detect(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """No action item prevents the incident's return or detects it sooner.

    Why: the same incident can come back, and will be found as late.
    Instead: an item of the type `prevent` or `detect`. An item whose type is neither stated nor plain from
    its words counts as if it could prevent, and keeps this rule silent.
    Measured: 2 firings on 68 real documents, 2 read, 0 false alarms.
    """
    items = _meant(document)
    if not items or document.status in {"draft", "not-required"} or document.kind == "drill":
        return
    types = {evident_type(item) for item in items}
    if "" not in types and types.isdisjoint({"prevent", "detect"}) and not all(map(is_training, items)):
        message = f"no action item prevents or detects; they {_deeds(types)}"
        yield Finding(
            items[0].at, message, "add one of the type prevent or detect, or state the items' types"
        )


_DEED = {
    "mitigate": "soften the next one",
    "document": "document",
    "investigate": "investigate",
    "process": "train",
    "repair": "repair",
}


def _deeds(types: set[str]) -> str:
    return ", ".join(deed for name, deed in _DEED.items() if name in types)


def _meant(document: Postmortem) -> list[ActionItem]:
    return [item for item in document.action_items if item.status not in _DROPPED]


@rule(
    "ACT112",
    "too-many-for-one-owner",
    level="info",
    scope="corpus",
    settings={"items": Setting(10, "How many open action items one person may have in all postmortems")},
)
def too_many_for_one_owner(document: Postmortem, context: Context) -> Iterator[Finding]:
    """One person has more open action items, in all postmortems together, than can be worked off.

    Why: whoever has twenty first tasks has none; the list grows until nobody believes in it.
    Instead: hand some on, or decline those that will not be done, with the reason. It is reported once a
    person, at the newest of the items; teams of the policy may have any number.
    Measured: no firing on 68 real documents, which name no owners.
    """
    for owner, items in context.open_items.items():
        newest, item = items[-1]
        limit = context.number("ACT112", "items", document)
        if newest.path == document.path and len(items) > limit and context.policy.team(owner) is None:
            documents = len({postmortem.path for postmortem, _ in items})
            message = (
                f"{owner} has {len(items)} open action items in {documents} postmortems, more than {limit:g}"
            )
            yield Finding(item.at, message, "hand some on, or decline what will not be done", key=owner)


@rule("ACT113", "no-action-items", level="warning")
def no_action_items(document: Postmortem, context: Context) -> Iterator[Finding]:
    """A finished postmortem has no action items and does not say why.

    Why: nobody can tell whether nothing is to be done or nobody wrote it down.
    Instead: the items, or a sentence under the heading: “None: the cause is removed by the migration of May”.
    Severities whose policy asks for no postmortem, drafts and drills are left out; a missing or empty
    section that the policy requires is reported by `missing-section` or `empty-section`.
    Measured: no firing on 68 real documents.
    """
    if document.action_items or document.kind == "drill" or not _asks_for_review(document, context.policy):
        return
    sections = [section for section in document.sections if section.name == "action-items"]
    reason = any(section.words >= _FEW_WORDS and not section.is_template for section in sections)
    reported = (
        any(section.words == 0 or section.is_template for section in sections)
        if sections
        else "action-items" in required_sections(document, context.policy)
    )
    if not reason and not reported and "action-items" not in hidden_sections(document):
        at = sections[0].at if sections else document.at
        hint = "list them under `## Action items`, or say there in a sentence why there are none"
        yield Finding(at, "has no action items and does not say why", hint)


def _asks_for_review(document: Postmortem, policy: Policy) -> bool:
    severity = policy.severity(document.severity)
    return document.status == "published" and (severity is None or severity.postmortem != "none")

"""CAU: what an incident names as its causes."""

import re
from collections.abc import Iterable, Iterator

from incidentbook.reading.names import compact, nearest
from incidentbook.reading.patterns import expression
from incidentbook.records import Finding, Location, Passage, Policy, Postmortem

from .context import Context, place_of
from .registry import SEVERITIES, Setting, rule

_COUNTED = frozenset({"incident", "security"})
_ASKED = frozenset({"in-review", "published"})
_PERSON = r"(?:human|operator|pilot|manual|engineer|admin|administrator|developer|personnel|colleague)"
_SLIP = r"(?:errors?|mistakes?|oversights?)"
_BLAMED = expression(
    rf"\b(?:{_PERSON}(?:['’]s)? {_SLIP}|human failures?|user error)\b"
    r"(?! (?:messages?|rates?|logs?|pages?|reports?))"
    rf"|\b{_SLIP} (?:made )?(?:by|of) (?:an?|the|our|one of (?:the|our)) (?:\w+ )?{_PERSON}s?\b",
    re.IGNORECASE,
)
_DENIED = expression(
    r"\b(?:not|no|never|isn['’]t|wasn['’]t|rather than|instead of|prone to|risk of|chance of|room for|against"
    r"|for|prevent\w*|avoid\w*|allow\w*|invit\w*|reduc\w*|catch\w*|assum\w*|dismiss\w*|suspect\w*|possible"
    r"|more than|looked like|looks like|initially|so[- ]called|return\w*|report\w*)\b[^.;:]{0,30}\Z",
    re.IGNORECASE,
)
_GUARD = (
    r"(?:checks?|guards?|validations?|reviews?|tests?|alerts?|warnings?|confirmations?|documentation|training"
    r"|protections?|safeguards?|canary|stages?|limits?|runbooks?|process(?:es)?|automation|time|monitoring)"
)
_SYSTEM = expression(
    r"\b(?:no|missing|lack(?:s|ed|ing)?(?: of)?|absence of|without(?: an?| any)?)"
    rf" (?:[\w-]+ ){{0,3}}{_GUARD}\b"
    r"|\bbecause (?!(?:the |an? |our |one |of )*(?:\w+ )?(?:he|she|they|we|human|operator|engineer|someone"
    r"|somebody|person|developer|user)\b)"
    r"|\b(?:made (?:it )?(?:possible|easy|likely)|(?:was|is) possible|allow(?:s|ed|ing)?|let (?:it|us|the)"
    r"|nothing (?:\w+ ){0,2}(?:stop|prevent|warn|check)\w*|(?:unclear|confusing|ambiguous|misleading"
    r"|identical|similar|undocumented|alike|the same)|did(?: not|n['’]t) (?:stop|prevent|warn|check|catch"
    r"|validate|ask|require|show|say)|not (?:documented|automated|tested|validated|enforced|visible|knowing"
    r"|known|aware)|pressure|fatigue|hand-?over|outdated|by hand)\b",
    re.IGNORECASE,
)
_PEOPLE_CAUSES = frozenset(
    compact(words)
    for words in (
        *("human error", "human mistake", "operator error", "operator mistake", "user error", "manual error"),
        *(
            "human",
            "human failure",
            "pilot error",
            "engineer error",
            "operational error",
            "mistake",
            "carelessness",
        ),
    )
)
_NEAR = 20
_LONGEST = 60
"""Characters of a document's words that are shown."""
_BEFORE = 60
_HINT = "say what made it easy to do, and what let it through: “the form takes any host without a check”"


@rule("CAU101", "missing-cause", level="info")
def missing_cause(document: Postmortem, context: Context) -> Iterator[Finding]:
    """The document names no cause of the policy's list.

    Why: an incident without a cause repeats nothing and is repeated by nothing, as far as the portal knows.
    Instead: `causes: [unsafe-config-change]` in the front matter, with ids from the policy. Near-misses
    and drills are not asked, nor is a severity that needs no review; a draft is, once its text speaks of
    one. Where the title, summary or analysis speaks of causes that the policy lists, the hint names at most
    two, with the words; `check --fix --suggest-causes` enters them. 38 of 68 real documents got one or two,
    45 in all, of which 42 were right.
    Measured: 67 firings on 67 real documents, checked by search, 0 false alarms. None of them has the field.
    """
    severity = context.policy.severity(document.severity)
    if (
        document.kind in _COUNTED
        and document.status in {"draft", *_ASKED}
        and context.policy.causes
        and not document.causes
        and (severity is None or severity.postmortem != "none")
    ):
        proposed = _proposed(document, context.policy)
        if proposed or document.status in _ASKED:
            hint = proposed or _example(context.policy)
            yield Finding(place_of(document, "causes"), "names no cause", hint)


def _proposed(document: Postmortem, policy: Policy) -> str:
    """The causes that the text speaks of, with its words, or "" where it speaks of none."""
    from incidentbook.analysis.cause_proposals import proposals

    found = proposals(document, policy.causes)
    if not found:
        return ""
    field = f"`causes: [{', '.join(one.cause.id for one in found)}]`"
    words = "; ".join(_quoted(one.words) for one in found)
    return f"write {field} if that is so: the text speaks of {words}"


def _example(policy: Policy) -> str:
    groups = {cause.parent for cause in policy.causes}
    example = next((cause.id for cause in policy.causes if cause.id not in groups), "")
    number = len(policy.causes)
    return f"write `causes: [{example}]` or whichever fits; `incidentbook explain causes` lists all {number}"


def _quoted(words: Iterable[str]) -> str:
    """Words of a document in quotation marks: “certificate … expired”, “expiry”."""
    return ", ".join(f"“{' '.join(one.split())[:_LONGEST]}”" for one in words)


@rule("CAU102", "unknown-cause", level="warning")
def unknown_cause(document: Postmortem, context: Context) -> Iterator[Finding]:
    """A cause is not in the policy's taxonomy.

    Why: it stands apart from the same cause under its usual name, and a repeat goes unseen.
    Instead: the nearest known cause is named in the hint; `incidentbook explain causes` lists all. One that
    is missing there belongs into the policy: under `more_causes:`, beside the built-in ones, or under
    `causes:`, where the policy replaces them. Silent where `human-error-as-cause` speaks.
    Measured: no firing on 67 real documents.
    """
    known = [cause.id for cause in context.policy.causes]
    names_people = context.is_on("CAU103", document)
    for cause in document.causes:
        if cause in known or (names_people and compact(cause) in _PEOPLE_CAUSES):
            continue
        near = nearest(cause, known)
        hint = f"did you mean “{near}”?" if near else _where_to_add(context.policy)
        yield Finding(place(document), f"“{cause}” is not in the list of causes", hint, key=cause)


def _where_to_add(policy: Policy) -> str:
    """How a cause that is missing comes into the list."""
    from incidentbook.reading.policy import POLICY_NAME, has_built_in_causes

    key, file = "more_causes" if has_built_in_causes(policy) else "causes", policy.path or POLICY_NAME
    return f"write one that `incidentbook explain causes` lists, or add it under `{key}:` in {file}"


@rule("CAU103", "human-error-as-cause", level="warning")
def human_error_as_cause(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """The analysis stops at human error.

    Why: people will err again; what can be changed is what made it easy and what let it through (S. Dekker,
    The Field Guide to Understanding “Human Error”).
    Instead: go on to the circumstances: “the tool takes any host without a check, and both hosts look alike”.
    Looked at are causes and the sections on root cause and contributing factors. A text that goes on to
    such circumstances is left alone, and so is one that speaks of human error only to deny or prevent it.
    Measured: no firing on 67 real documents. One speaks of human error, and goes on to what was not known.
    """
    for cause in document.causes:
        if compact(cause) in _PEOPLE_CAUSES:
            yield Finding(
                place(document), f"“{cause}” is where the analysis begins, not a cause", _HINT, key=cause
            )
    passages = [one for one in document.prose if one.section in {"root-cause", "contributing-factors"}]
    for number, passage in enumerate(passages):
        match = _blamed(passage)
        if match is not None and not _goes_on(passage, match, passages[number + 1 :]):
            yield Finding(
                passage.at(match.start()),
                f"the analysis stops at “{match.group()}”",
                _HINT,
                key=passage.text[:80],
                length=len(match.group()),
            )


def _blamed(passage: Passage) -> re.Match[str] | None:
    lower = passage.text.lower()
    if (
        "error" not in lower
        and "mistake" not in lower
        and "oversight" not in lower
        and "failure" not in lower
    ):
        return None
    found = (match for match in _BLAMED.finditer(passage.text))
    return next((match for match in found if not _is_denied(passage.text, match.start())), None)


def _is_denied(text: str, start: int) -> bool:
    return _DENIED.search(text, max(start - _BEFORE, 0), start) is not None


def _goes_on(passage: Passage, match: re.Match[str], following: list[Passage]) -> bool:
    """Whether circumstances are told in the same passage, or in one of the next few."""
    others = [one.text for one in following[:_NEAR]]
    return any(
        _SYSTEM.search(text) for text in (passage.text[: match.start()], passage.text[match.end() :], *others)
    )


@rule(
    "CAU104",
    "single-cause",
    level="info",
    settings={
        "severities": Setting(
            (), "Severities that are asked; without any, those with a full review", choices=SEVERITIES
        )
    },
)
def single_cause(document: Postmortem, context: Context) -> Iterator[Finding]:
    """A grave incident has one cause and no contributing factors.

    Why: a system with any defence fails when several things come together (R. Cook, How Complex Systems
    Fail); whatever is not named is not mended.
    Instead: a section “Contributing factors”, or a second cause: what let it through, what made it worse,
    what kept it unseen.
    Measured: no firing on 67 real documents, none of which names causes.
    """
    if document.kind not in _COUNTED or document.status not in _ASKED or len(document.causes) != 1:
        return
    severity = context.policy.severity(document.severity)
    asked = [name for name in context.texts("CAU104", "severities", document) if name]
    is_asked = document.severity in asked if asked else severity is not None and severity.postmortem == "full"
    if is_asked and not _tells_of_more(document):
        message = f"“{document.causes[0]}” is the only cause, and no contributing factor is named"
        yield Finding(
            place(document), message, "add what let it through and what kept it unseen", key="causes"
        )


def _tells_of_more(document: Postmortem) -> bool:
    """Whether contributing factors stand in a section of their own, or several causes in a list."""
    sections = document.named_sections("contributing-factors")
    if any(section.words and not section.is_template for section in sections):
        return True
    return sum(one.section == "root-cause" and one.kind == "item" for one in document.prose) > 1


def place(document: Postmortem) -> Location:
    """Where the document names its causes; its beginning where it names none."""
    field = document.field("causes")
    return field.at if field else document.at

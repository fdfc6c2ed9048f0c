"""HBK: who did what in the response, against the roles that the policy's handbook asks for."""

from collections.abc import Iterator

from incidentbook.reading.names import nearest_word
from incidentbook.records import Finding, Location, Postmortem

from .context import Context
from .registry import rule

_COMMANDER, _TECH_LEAD = "commander", "tech_lead"
_INCIDENTS = ("incident", "security")
_UNASKED = ("draft", "not-required")
_ANYBODY = "participant"
"""What the reader calls somebody of whom a list of roles says no role."""


@rule("HBK101", "commander-is-tech-lead", level="warning")
def commander_is_tech_lead(document: Postmortem, context: Context) -> Iterator[Finding]:
    """The same person commanded the incident and led the technical work.

    Why: whoever debugs stops looking at the clock, the updates and the people; one of the two suffers.
    Instead: two people next time. Nothing in this document can be mended where that is how it was: lower
    the rule for old documents, or waive it with the reason. Asked are levels that need both roles.
    Measured: no firing on 176 real documents. None of them states a severity.
    """
    both = {_COMMANDER, _TECH_LEAD}
    if not both <= set(_needed(document, context)):
        return
    if _people(document, _COMMANDER) & _people(document, _TECH_LEAD):
        message = f"one person was incident commander and technical lead of a {document.severity}"
        hint = "note it among what went poorly, and see that two people are called next time"
        yield Finding(_place(document), message, hint)


@rule("HBK102", "missing-role", level="info")
def missing_role(document: Postmortem, context: Context) -> Iterator[Finding]:
    """A document that names roles leaves out one that its severity needs.

    Why: messages that nobody owned come late, and a timeline that nobody wrote is made up afterwards.
    Instead: add who took the role. Only documents that name a role at all are asked; for the commander of the
    gravest severity, `roles-missing` asks. Which roles a level needs is said by `roles` of the policy's
    `severities`; where the policy says nothing, the worst two need some.
    Measured: no firing on 176 real documents. None of them states a severity.
    """
    if not document.roles:
        return
    gravest = context.policy.severities[0].id if context.policy.severities else ""
    asked_elsewhere = {_COMMANDER} if document.severity == gravest else set()
    needed = (role for role in _needed(document, context) if role not in asked_elsewhere)
    missing = [role for role in needed if not _people(document, role)]
    if missing:
        names = ", ".join(f"`{role}`" for role in missing)
        message = f"a {document.severity} needs {names} beside the roles that are named"
        yield Finding(_place(document), message, f"add {names} to `roles:`, or say that nobody took it")


@rule("HBK103", "unknown-role", level="info")
def unknown_role(document: Postmortem, context: Context) -> Iterator[Finding]:
    """`roles:` names a role that the policy does not know.

    Why: a misspelt role counts for nobody, and the check for it then reports that it was not taken.
    Instead: one of the policy's `roles`, or the new role in the policy. Usual names (IC, tech lead, note
    taker) are understood.
    Measured: no firing on 176 real documents.
    """
    known = [role.id for role in context.policy.roles]
    if not known or document.field("roles") is None:
        return
    for name in dict.fromkeys(role for role, _ in document.roles):
        if name not in known and name != _ANYBODY:
            near = nearest_word(name, known)
            hint = f"did you mean “{near}”?" if near else f"the policy's roles are {', '.join(known)}"
            yield Finding(_place(document), f"“{name}” is no role of the policy", hint)


def _needed(document: Postmortem, context: Context) -> tuple[str, ...]:
    """The roles that the document's severity needs; none for drafts, and for what is no incident."""
    severity = context.policy.severity(document.severity)
    if severity is None or document.kind not in _INCIDENTS or document.status in _UNASKED:
        return ()
    return severity.roles


def _people(document: Postmortem, role: str) -> frozenset[str]:
    """Who took a role, so that “@Ana” and “ana” are one."""
    names = (name for taken, name in document.roles if taken == role)
    return frozenset(name.strip().lstrip("@").casefold() for name in names if name.strip())


def _place(document: Postmortem) -> Location:
    """Where the roles stand, in one field or each in its own, else the beginning of the document."""
    keys = {"roles", *(role for role, _ in document.roles)}
    return next((field.at for field in document.fields if field.key in keys), document.at)

"""Whether a drill was held: a skeleton that nobody filled in, or a day to come, proves nothing."""

from datetime import date

from incidentbook.records import Postmortem

from .catalogue import Incident

FOUND = ("went-well", "went-poorly", "lucky", "lessons-learned")
"""The sections that tell what a drill found."""


def is_held(incident: Incident, as_of: date) -> bool:
    """Whether an incident is a drill that was held by the day `as_of`."""
    return incident.postmortem.kind == "drill" and not unheld(incident, as_of)


def unheld(incident: Incident, as_of: date) -> str:
    """Why the document of a drill does not prove that it was held; empty where it does."""
    if why := unfinished(incident, as_of):
        return why
    return "" if tells(incident.postmortem) else "its document tells neither what happened nor what it found"


def unfinished(incident: Incident, as_of: date) -> str:
    """Why a document does not prove that something happened, by its day and status; empty where it does."""
    if incident.day is not None and incident.day > as_of:
        return "its day is still to come"
    return "its document is a draft" if incident.postmortem.status == "draft" else ""


def tells(document: Postmortem) -> bool:
    """Whether a document says what happened, what was found, or what is to be done about it."""
    return bool(
        document.timeline
        or any(item.title.strip() for item in document.action_items)
        or any(
            section.text.strip() and not section.is_template
            for name in FOUND
            for section in document.named_sections(name)
        )
    )

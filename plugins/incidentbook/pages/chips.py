"""Words with a colour and a shape: severity, status, kind, freshness, verdict, level."""

from incidentbook.records import ActionItem, Postmortem

from .ground import Ground
from .models import Chip
from .words import clipped

MILDEST = 4
"""How many steps of severity have a look of their own."""

SHAPES = {
    "open": "○",
    "in-progress": "◐",
    "blocked": "■",
    "done": "●",
    "declined": "⊘",
    "proposed": "◇",
    "unknown": "?",
    "overdue": "▲",
}
STATUSES = {
    "open": "Open",
    "in-progress": "In progress",
    "blocked": "Blocked",
    "done": "Done",
    "declined": "Declined",
    "proposed": "Proposed",
    "unknown": "Status unknown",
    "overdue": "Overdue",
}
PUBLICATION = {
    "draft": "Draft",
    "in-review": "In review",
    "published": "Published",
    "not-required": "Review not required",
}
KINDS = {"incident": "Incident", "near-miss": "Near-miss", "drill": "Drill", "security": "Security incident"}
FRESHNESS = {"fresh": "Fresh", "stale": "Stale", "never": "Never reviewed"}
FRESHNESS_SHAPES = {"fresh": "●", "stale": "▲", "never": "○"}
LEVELS = {"error": "Error", "warning": "Warning", "info": "Info"}


def severity(ground: Ground, postmortem: Postmortem) -> Chip:
    """The severity of an incident; the author's word where the policy does not know it."""
    if postmortem.severity:
        return severity_level(ground, postmortem.severity)
    written = clipped(postmortem.severity_text, 24)
    if written:
        return Chip(written, "severity", "none", title="Not a severity of the policy")
    return Chip("No severity", "severity", "none")


def severity_level(ground: Ground, id: str) -> Chip:
    """A level of the policy, with its meaning."""
    level = ground.policy.severity(id)
    if level is None:
        return Chip(id, "severity", "none")
    meaning = ": ".join(part for part in (level.title, level.definition) if part)
    return Chip(id, "severity", severity_key(ground, id), title=meaning)


def severity_key(ground: Ground, id: str) -> str:
    """The look of a severity: "1" for the worst level to "4", "none" where it is unknown."""
    rank = ground.severity_ranks.get(id)
    return "none" if rank is None else str(min(rank + 1, MILDEST))


def item_status(item: ActionItem) -> Chip:
    """The status of an action item; the author's own word as its title."""
    title = f"Written as “{clipped(item.status_text, 40)}”" if item.status_text else ""
    return Chip(
        STATUSES.get(item.status, item.status), "status", item.status, SHAPES.get(item.status, ""), title
    )


def counted_status(status: str, number: int) -> Chip:
    """A status with a number: "○ 2 open"."""
    return Chip(f"{number:,} {STATUSES[status].lower()}", "status", status, SHAPES[status])


def publication(postmortem: Postmortem) -> Chip:
    """How far the review of an incident is."""
    word = PUBLICATION.get(postmortem.status, postmortem.status or "Status unknown")
    return Chip(word, "publication", postmortem.status if postmortem.status in PUBLICATION else "draft")


def kind(postmortem: Postmortem) -> Chip | None:
    """The kind of a postmortem that is not about a plain incident."""
    if postmortem.kind in {"", "incident"}:
        return None
    return Chip(KINDS.get(postmortem.kind, postmortem.kind), "kind", postmortem.kind)


def level(name: str, number: int | None = None) -> Chip:
    """The level of a finding, or a number of findings of that level."""
    word = LEVELS.get(name, name)
    if number is not None:
        word = f"{number:,} {word.lower()}{'' if number == 1 or name == 'info' else 's'}"
    return Chip(word, "level", name if name in LEVELS else "info")

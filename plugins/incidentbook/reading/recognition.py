"""What kind of document a Markdown text probably is, where no folder and no front matter says so."""

from collections.abc import Mapping

from .blocks import parse
from .names import normalise, runbook_section_name, section_name

_TELLING_POSTMORTEM = {
    "timeline",
    "root-cause",
    "contributing-factors",
    "action-items",
    "lessons-learned",
    "went-well",
    "went-poorly",
    "lucky",
    "resolution",
}
_TELLING_RUNBOOK = {
    "investigation",
    "mitigation",
    "escalation",
    "rollback",
    "verification",
    "causes-and-fixes",
    "common-issues",
    "emergency",
}
_WORDS = ("postmortem", "post mortem", "incident report", "incident review", "retrospective", "outage")
_ENOUGH = 2
_NO_ALIASES: Mapping[str, str] = {}


def recognise(text: str, path: str) -> str:
    """Return "postmortem", "runbook" or "" for a Markdown text, by its headings, title and file name."""
    headings = [block.text for block in parse(text) if block.kind == "heading"]
    postmortem = _TELLING_POSTMORTEM & {section_name(heading, _NO_ALIASES) for heading in headings}
    runbook = _TELLING_RUNBOOK & {runbook_section_name(heading, _NO_ALIASES) for heading in headings}
    named = normalise(f"{path.rpartition('/')[2]} {headings[0] if headings else ''}")
    as_postmortem = len(postmortem) + any(word in named for word in _WORDS)
    as_runbook = len(runbook) + any(word in named.split() for word in ("runbook", "playbook"))
    if max(as_postmortem, as_runbook) < _ENOUGH:
        return ""
    return "postmortem" if as_postmortem >= as_runbook else "runbook"

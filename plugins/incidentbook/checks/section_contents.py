"""What belongs into a section, said to whoever left it empty."""

from collections.abc import Mapping
from types import MappingProxyType

from incidentbook.reading.placeholders import is_placeholder
from incidentbook.records import Runbook, Section

from .registry import Document

_OTHERWISE = "write it, or say in a sentence why there is nothing to say"

OF_POSTMORTEMS: Mapping[str, str] = MappingProxyType(
    {
        "summary": "tell somebody who was not there what broke, for whom, how long, why, and what ended it",
        "impact": "say who felt it and how much: customers, requests, money, minutes; and who did not",
        "timeline": "list what was seen, decided and done, each with its time: `- 14:25 — Release 41 is out`",
        "detection": "say how it was noticed, and what would have noticed it sooner",
        "response": "say what was done, in which order, and what it changed",
        "resolution": "say what ended it, and how one saw that",
        "root-cause": "tell step by step how it came about, as far as it is known, and what let it through",
        "contributing-factors": "name what made it possible, larger, longer or harder to see",
        "went-well": "name what helped and should stay; “Nothing” is an answer too",
        "went-poorly": "say where time went, and what was looked for and not found",
        "lucky": "say what would have made it worse, and was otherwise by chance; “Nothing” is an answer too",
        "lessons-learned": "say in one to three sentences what another team can take from this",
        "action-items": "add `- [ ] What will be done — @owner, due YYYY-MM-DD`, or “None, because …”",
        "supporting-information": "add links to graphs, logs and chats, or delete the heading",
    }
)
"""By the canonical name of a postmortem's section."""

OF_NEAR_MISSES: Mapping[str, str] = MappingProxyType(
    {
        **OF_POSTMORTEMS,
        "summary": "say what was found, how, and how far it was from an incident",
        "impact": "say who would have felt it, and how badly; an estimate with its reasoning is enough",
        "contributing-factors": "name what let it come this close, and what stopped it",
    }
)
"""The same where nothing happened."""

OF_RUNBOOKS: Mapping[str, str] = MappingProxyType(
    {
        "overview": "say in two sentences what the alert means, or what this runbook is for",
        "impact": "say what customers notice now, and what they will notice if nobody acts",
        "severity-assessment": "say by which numbers one tells how bad it is",
        "metrics": "link the dashboards, and say what is normal",
        "investigation": "say for each step what to look at, the command, what is expected, and what if not",
        "causes-and-fixes": "name each known cause with what it looks like and what mends it",
        "common-issues": "name each known issue with what it looks like and what mends it",
        "mitigation": "say for each step when it fits, the command, and how one sees that it helped",
        "verification": "say how one sees that it is over, and how soon",
        "recovery": "say what is left to do once it is over",
        "rollback": "say how to take each mitigation back, or that there is no way back",
        "emergency": "say what to do when nothing else helps, and who decides it",
        "escalation": "say whom to call, after how many minutes, and how",
        "contacts": "name the rotas and channels that can help",
        "related": "add links to dashboards, log queries and past incidents, or delete the heading",
    }
)
"""By the canonical name of a runbook's section."""


def what_belongs(name: str, document: Document) -> str:
    """What to write into the document's section of that canonical name."""
    if isinstance(document, Runbook):
        return OF_RUNBOOKS.get(name, _OTHERWISE)
    return (OF_NEAR_MISSES if document.kind == "near-miss" else OF_POSTMORTEMS).get(name, _OTHERWISE)


def is_told(section: Section) -> bool:
    """Whether a section says something: neither nothing at all, nor placeholders alone (`[Name]`, TBD)."""
    lines = [line for line in section.text.split("\n") if line.strip()]
    return section.words > 0 and not (lines and all(map(is_placeholder, lines)))


def emptiness(section: Section) -> str:
    """What is wrong with a section that is not told, as the end of a sentence."""
    return "holds only a placeholder" if section.words else "is empty"


def tells(document: Document, *names: str) -> bool:
    """Whether a section of one of these canonical names says something."""
    return any(section.name in names and is_told(section) for section in document.sections)

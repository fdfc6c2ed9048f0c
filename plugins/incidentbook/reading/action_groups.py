"""The groups of an action section: what stands below which heading or label, and what holds no items."""

import re
from collections.abc import Iterator

from incidentbook.records.plain import dataclass, field, replace

from .action_draft import Group
from .action_text import tidy, words_of
from .action_verbs import verb_first
from .action_words import names_term, priority_of, status_of, type_of, word_set
from .blocks import Block
from .names import normalise, section_name
from .patterns import expression

_SKIPPED = word_set(
    """
    summary impact timeline root-cause contributing-factors went-well went-poorly lucky lessons-learned
    supporting-information
    """
)
_NEVER = expression(
    r"\b(?:(?<!action items )(?<!actions )check ?lists?|went (?:wrong|well|poorly|badly)|logs?|references?"
    r"|related (?:links|reading|documents|incidents)|background|context|notes?|discussion|attendees"
    r"|participants|glossary|appendix|legend|definitions?|chat|transcript|open questions|statistics|stats"
    r"|further reading|links)\Z"
)
_PLAIN = expression(
    r"(?:list of )?(?:(?:post )?(?:incident|mortem|postmortem) )?(?:action|actions|todo|to do|tasks?|next"
    r"|follow) ?(?:items?|steps?|ups?|points)?"
    r"(?: (?:items|tasks|actions))?\Z"
)
_CAUTIOUS = expression(r"(?:further )?(?:investigations?|analysis|research)\Z")
_INTRO = expression(
    r"\W*(?:we|the|these|this|those|following|here|below|as|in|to|after|based|additionally|also|it"
    r"|there)\b",
    re.IGNORECASE,
)
_NUMBERED = expression(
    r"\W*(?:action(?: item)?|ai|item|task|follow[ -]?up|corrective action|recommendation)\s*#?\s*\d+\b"
    r"|\W*[A-Z]{2,10}-\d+\b",
    re.IGNORECASE,
)
_NUMBERING = expression(r"^\W*\d{1,2}(?:\.\d{1,2})*[.)]?\s+(?=\D)")
_IN_BRACKETS = expression(r"[(\[]([^()\[\]]{1,40})[)\]]")
_THINGS = word_set("action actions item items task tasks work ideas proposals")
_LABEL_WORDS = 6
_LABEL_LENGTH = 70
_LOWEST = 7
_PSEUDO = 8


@dataclass(slots=True)
class Gathering:
    """A heading or label (None at the top of the section) with the blocks directly below it.

    `kind` is "items", "skipped" for what is no list of items, or "cautious" where only what clearly asks
    for something is one, or "tasks" where only task lists are. `outer` is the group in which the heading
    itself stands; `has_children` tells whether there are headings further below.
    """

    heading: Block | None
    group: Group
    kind: str = "items"
    blocks: list[Block] = field(default_factory=list)
    has_children: bool = False
    level: int = 0
    outer: Group = field(default_factory=Group)


def gatherings(blocks: list[Block]) -> Iterator[Gathering]:
    """The blocks of a section under their headings and labels, in order."""
    above: list[Gathering] = [Gathering(None, Group())]
    found = [above[0]]
    for index, block in enumerate(blocks):
        level = _level(block, blocks[index + 1] if index + 1 < len(blocks) else None)
        if not level:
            if block.kind not in {"html", "rule"}:
                found[-1].blocks.append(block)
            continue
        while above[-1].level >= level:
            above.pop()
        above[-1].has_children = True
        outer = above[-1].group
        label = tidy(words_of(block.spans).text)
        gathering = Gathering(block, below(outer, label), _kind(above[-1], label), level=level, outer=outer)
        above.append(gathering)
        found.append(gathering)
    yield from found


def below(group: Group, label: str) -> Group:
    """The group that a heading or label makes within another one."""
    label = _NUMBERING.sub("", label).rstrip(":").strip()
    if not normalise(label) or _PLAIN.match(normalise(label)):
        return group
    owners = (label[1:],) if re.fullmatch(r"@[\w.-]{1,39}", label) else group.owners
    stated = _IN_BRACKETS.search(label)
    aside = stated[1] if stated is not None else ""
    return replace(
        group,
        label=label,
        type=type_of(label) or group.type,
        priority=_priority(label) or priority_of(aside) or group.priority,
        status=_status(label) or _whole_status(aside) or group.status,
        owners=owners,
    )


def is_numbered(text: str) -> bool:
    """Whether a heading calls itself an item ("Action item 3", "OPS-12: …")."""
    return _NUMBERED.match(text) is not None


def is_label(text: str) -> bool:
    """Whether words are short enough for a label and name things rather than ask for something."""
    if not text or len(text) > _LABEL_LENGTH:
        return False
    if type_of(text) or names_term(text):
        return True
    return len(text.split()) <= _LABEL_WORDS and not verb_first(text)


def _kind(parent: Gathering, label: str) -> str:
    name = normalise(label)
    if parent.kind == "skipped" or _NEVER.search(name):
        return "skipped"
    if _CAUTIOUS.match(name):
        return "cautious"
    if type_of(label) or names_term(label):
        return "items"
    return "tasks" if section_name(label, {}) in _SKIPPED and not verb_first(label) else "items"


def _level(block: Block, following: Block | None) -> int:
    """The level of a heading, of a bold line or of a label before a list; 0 for all other blocks."""
    if block.kind == "heading":
        return block.level
    if block.kind != "paragraph" or not block.spans:
        return 0
    text = block.text
    if len(text) > _LABEL_LENGTH or "\n" in "".join(span.text for span in block.spans).strip():
        return 0
    bare = text.rstrip(":").strip()
    if all("strong" in span.styles or not span.text.strip(" :") for span in block.spans) and normalise(bare):
        return _LOWEST
    leads = following is not None and following.kind in {"list", "table"}
    if text.endswith(":") and leads and is_label(bare) and not _INTRO.match(text):
        return _PSEUDO
    return _PSEUDO if leads and type_of(bare) and len(bare.split()) <= 2 else 0  # noqa: PLR2004 - "Prevent" alone


def _priority(label: str) -> str:
    words = normalise(label).split()
    if not words or len(words) > 3:  # noqa: PLR2004 - "High priority items"
        return ""
    if "priority" in words or words[0][:1] == "p":
        return priority_of(words[0])
    return ""


def _status(label: str) -> str:
    """The status in "Completed", "In progress (next two weeks)", "Open items"."""
    found = status_of(label)
    if found is None or type_of(label):
        return ""
    rest = label[found[1] :].strip().lower()
    return found[0] if not rest or rest.startswith(("(", "-", "–", "—")) or rest in _THINGS else ""


def _whole_status(text: str) -> str:
    found = status_of(text)
    return found[0] if found is not None and found[1] == len(text.rstrip()) else ""

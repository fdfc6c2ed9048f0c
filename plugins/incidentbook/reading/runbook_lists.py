"""Lists and items of a runbook: which are steps, which only explain, and which are references."""

import re

from incidentbook.records import Location

from .action_verbs import VERBS
from .action_words import word_set
from .blocks import Block, plain
from .commands import command_of, commands_of
from .patterns import expression
from .placeholders import is_placeholder

_FIRST_WORD = expression(
    r"\W{0,6}(?:(?:then|next|first|finally|now|please|also|try to|you (?:can|should|could|may|must))[ ,]+)*"
    r"([A-Za-z][a-z-]*)",
    re.IGNORECASE,
)
_ALSO_VERBS = word_set(
    """
    ack acknowledge click cordon curl drain fail-over failover grep hit kill log-in login navigate ping press
    query re-run reboot redirect renew reseed resync rollback scp scroll sign ssh tail top type unmount visit
    wipe
    """
)
_NO_VERBS = word_set(
    "a all an any are as at be can for from if in is it no of on or some that the there this to when with"
)
_OPEN_PLACE = expression(
    r"\W{0,4}(?:to ?do|tbd|tba|fixme|to be (?:added|done|written|defined|completed))\b.{0,60}", re.IGNORECASE
)
_PLACE = Location("")


def is_open_place(block: Block) -> bool:
    """Whether a block is only what its template left ("TODO", "[Describe …]")."""
    text = block.text.strip()
    return (
        bool(text)
        and not block.children
        and (is_placeholder(text) or _OPEN_PLACE.fullmatch(text) is not None)
    )


def is_reference(block: Block) -> bool:
    """Whether a block is only a link or an image, without a word on what to do there."""
    words = [span for span in block.spans if span.text.strip() or span.url]
    if not words or block.children or any(not span.url for span in words):
        return False
    return not begins_with_verb(plain(block.spans))


def tells_steps(listed: Block) -> bool:
    """Whether the items of a list are things to do, rather than examples or what their parent means."""
    items = [item for item in listed.children if item.text or item.children]
    doing = sum(
        _has_command(item) or begins_with_verb(item.text) or item.checked is not None for item in items
    )
    return bool(items) and (listed.ordered or doing * 2 > len(items))


def runs_commands(listed: Block) -> bool:
    """Whether several items of a list hold a command each."""
    return sum(map(_has_command, listed.children)) > 1


def introduces(words: str) -> bool:
    """Whether a paragraph or an item announces what follows it."""
    return words.rstrip(" *_").endswith((":", "：", "-", "–"))


def begins_with_verb(text: str) -> bool:
    """Whether a text asks for something with its first word ("Restart the worker")."""
    first = _FIRST_WORD.match(text)
    word = first[1].lower() if first else ""
    return word not in _NO_VERBS and (word in VERBS or word in _ALSO_VERBS)


def _has_command(block: Block) -> bool:
    for inner in block.walk():
        if inner.kind == "code" and commands_of(inner.source, inner.info, _PLACE):
            return True
        if any("code" in span.styles and command_of(span.text, _PLACE) for span in inner.spans):
            return True
    return False

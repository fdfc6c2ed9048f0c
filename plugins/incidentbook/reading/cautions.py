"""Warnings: the words by which authors say that what follows can do harm."""

import re

from .blocks import Block
from .patterns import expression, occurs

_WARNS = expression(
    r"\b(?:warnings?|caution|danger(?:ous)?|beware|(?:be|very|is) careful|carefully"
    r"|destructive|irreversibl[ey]"
    r"|data ?loss|los(?:e|es|ing) (?:all |any |the |some )?(?:data|messages|events|work)|permanent(?:ly)?"
    r"|last resort|no (?:undo|way back|going back)|(?:cannot|can't|can not) be "
    r"(?:undone|reversed|recovered|restored|taken back|brought back)"
    r"|(?:will|is|are|be) (?:all )?(?:lost|deleted|erased|destroyed|wiped|gone)"
    r"|(?:loses?|deletes?|erases?|destroys?|wipes?|removes?|drops?) "
    r"(?:all|every|any|the data|data|everything)"
    r"|back ?up (?:first|before)|(?:take|make|have) an? (?:backup|snapshot)|only (?:if|when|after|with|once)"
    r"|(?:never|do not|don't) (?:run|do|use)|double[- ]check|think twice|approv(?:al|ed?)|with care"
    r"|at your own risk|your responsibility|safe to (?:delete|remove|lose)"
    r"|not (?:safe|recoverable|reversible)"
    r"|make sure (?:that )?(?:you|no|nobody|nothing|there|it is|the (?:backup|data))"
    r"|(?:ask|tell|call|page) [^.\n]{1,60}\b(?:first|before))\b|⚠|⛔|❗|🚨",
    re.IGNORECASE,
)
_SIGNS = (
    *("warn", "caution", "danger", "beware", "careful", "destr", "irreversib", "data", "los", "permanent"),
    *("last resort", "no undo", "way back", "going back", "undone", "reversed", "recover", "restored"),
    *("back", "delete", "erase", "wipe", "gone", "remove", "drop", "snapshot", "only", "never", "do not"),
    *("don't", "double", "think twice", "approv", "with care", "own risk", "responsib", "safe", "reversib"),
    *("make sure", "first", "before", "⚠", "⛔", "❗", "🚨"),
)
"""Of these at least one stands wherever something is warned of."""
_LONGEST = 400


def warning_in(text: str) -> str:
    """The line of a text that warns, or ""."""
    found = _WARNS.search(text) if occurs(_SIGNS, text.lower()) else None
    if found is None:
        return ""
    start = text.rfind("\n", 0, found.start()) + 1
    end = text.find("\n", found.end())
    return text[start : end if end >= 0 else len(text)].strip()[:_LONGEST]


def warning_of(block: Block) -> str:
    """What a block or something in it warns of; in code only comments speak, in HTML what is shown."""
    for inner in block.walk():
        text = _comments(inner.source) if inner.kind == "code" else _words(inner)
        if warning := warning_in(text):
            return warning
    return ""


def _words(block: Block) -> str:
    if block.kind == "html":
        return re.sub(r"<[^<>]{0,300}>", " ", block.source)
    cells = (cell.text for row in block.rows for cell in row.cells)
    return " | ".join(cells) if block.rows else block.text


def _comments(source: str) -> str:
    lines = (line.strip() for line in source.split("\n"))
    return "\n".join(line for line in lines if line.startswith(("#", "--", "//")))

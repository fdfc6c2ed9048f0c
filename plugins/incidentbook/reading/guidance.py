"""What a template says to whoever fills it in, and where such words were left beside real text."""

import re
from collections.abc import Iterable, Iterator

from incidentbook.records import Location, Problem

from .blocks import Block
from .part import Part, is_italic
from .patterns import expression

_SHORTEST = 2
_SHOWN = 60
_ORDER = expression(
    r"\W*(?:please\s+|briefly\s+|optional(?:ly)?[:,]?\s+)*(?:describe|list|explain|provide|summari[sz]e|include|write|outline"
    r"|add|give|use|document|fill|insert|replace|delete|remove|state|detail|identify|specify|mention|enter|link|copy"
    r"|paste|complete|attach|run|answer|consider|tell|say|keep|think|discuss|record|capture|highlight)\s+\S"
    r"|\W*(?:in\s+)?this\s+(?:section|template|part|table)\b|\W*(?:a|one)\s+(?:short|brief|sentence|paragraph)\b",
    re.IGNORECASE,
)
"""How an instruction in italics begins; a question is one too."""
_QUESTION = expression(
    r"\W*(?:what|who|whom|how|when|why|which|where|did|do|does|was|were|is|are|could|can|would|should|has|have)\b"
    r"[^?]{3,300}\?",
    re.IGNORECASE,
)
_CERTAIN = expression(
    r"\W*(?:please\s+|briefly\s+)*(?:"
    r"(?:describe|summari[sz]e|outline|explain)\s+(?:the|what|how|any|in|your|who|whether|when|why|here|each)\b"
    r"|briefly\s+(?:describe|summari[sz]e|outline|explain|list|state)\b"
    r"|provide\s+(?:an?|the|any|brief|short|details)\b|include\s+(?:an?|the|any|all|links?)\b"
    r"|list\s+(?:of\s+things\s+that|all|any|the|out|what)\b|fill\s+(?:this|in|out)\b|insert\s+\w+.{0,40}\bhere\b"
    r"|(?:replace|delete|remove)\s+this\s+(?:text|section|line|paragraph|note|comment)\b"
    r"|(?:use\s+|in\s+)?this\s+section\s+(?:should|is\s+for|describes|contains|to)\b"
    r"|a\s+(?:short|brief)\s+(?:summary|description|overview|explanation)\s+of\b)",
    re.IGNORECASE,
)
"""How an instruction begins that needs no italics to be one."""

_REQUEST = expression(
    r"\W*(?:please\s+|optional(?:ly)?[:,]?\s+)*(?:"
    r"(?:describe|summari[sz]e|outline|explain)\s+(?:what|how|in|your|who|whom|whether|when|why|here|briefly)\b"
    r"|briefly\s+(?:describe|summari[sz]e|outline|explain|list|state|say)\b"
    r"|(?:provide|add|give|include|write)\s+(?:an?\s+)?(?:brief|short|one-line|high-level)\s+\w+"
    r"|(?:provide|add|include|insert|put)\s+(?:any\s+|all\s+|the\s+)?(?:relevant\s+)?\w+\s+here\b"
    r"|fill\s+(?:this|in\s+this|out\s+this)\b|(?:use\s+|in\s+)?this\s+section\s+(?:should|must)\b"
    r"|(?:replace|delete|remove)\s+this\s+(?:text|section|paragraph|note|comment|template)\b"
    r"|a\s+(?:short|brief)\s+(?:summary|description|overview|explanation)\s+of\b)",
    re.IGNORECASE,
)
"""How a template's instruction begins that no step of a runbook looks like."""
_ITALIC_REQUEST = expression(
    r"\W*(?:please\s+)?(?:describe|summari[sz]e|outline|explain|document|mention|link)\s+\S", re.IGNORECASE
)
_ASKING = expression(r"\W*(?:what|who|whom|how|when|why|which|where)\b[^?]{3,300}\?\W*\Z", re.IGNORECASE)


def is_guidance(block: Block) -> bool:
    """Whether a paragraph is a template's instruction: an order or a question in italics, or a sure one."""
    text = block.text
    if len(text.split()) <= _SHORTEST:
        return False
    if _is_italic(block):
        return _ORDER.match(text) is not None or _QUESTION.match(text) is not None
    return block.kind == "paragraph" and _CERTAIN.match(text) is not None and "?" not in text[:-1]


def _is_italic(block: Block) -> bool:
    words = [span for span in block.spans if span.text.strip()]
    return bool(words) and all(map(is_italic, words))


def left_guidance(parts: Iterable[Part], path: str) -> Iterator[Problem]:
    """A problem for each instruction that stands beside real text, and for sections of nothing else.

    Sections that are known to be a template's (`Section.is_template`) are left out.
    """
    seen: set[int] = set()
    for part in parts:
        if part.section.is_template or not part.section.heading:
            seen.update(block.line for block in part.blocks if part.section.is_template)
            continue
        asking = [block for block in _own(part.blocks) if block.line not in seen and is_guidance(block)]
        if part.section.name == "action-items":
            asking = [block for block in asking if not _CERTAIN.match(block.text) or _is_italic(block)]
        seen.update(block.line for block in asking)
        if asking and len(asking) == sum(block.kind != "html" for block in part.blocks):
            yield _copied(part, path)
        else:
            yield from (_left(block, path) for block in asking)


def left_requests(parts: Iterable[Part], path: str) -> Iterator[Problem]:
    """As `left_guidance`, for runbooks: their own text gives orders and asks questions too.

    What begins like nothing but a request to write is one; what is in italics, where the section holds
    nothing else.
    """
    for part in parts:
        own = list(_own(part.blocks)) if part.section.heading else []
        sure = [block for block in own if _is_request(block)]
        rest = [block for block in own if block not in sure]
        alone = len(own) == sum(block.kind != "html" for block in part.blocks)
        if own and alone and all(map(_may_be_request, rest)):
            yield _copied(part, path)
        else:
            yield from (_left(block, path) for block in sure)


def _is_request(block: Block) -> bool:
    return len(block.text.split()) > _SHORTEST and _REQUEST.match(block.text) is not None


def _may_be_request(block: Block) -> bool:
    """Whether a paragraph in italics orders or asks for something to be written."""
    if len(block.text.split()) <= _SHORTEST or not _is_italic(block):
        return False
    return _ITALIC_REQUEST.match(block.text) is not None or _ASKING.match(block.text) is not None


def _own(blocks: Iterable[Block]) -> Iterator[Block]:
    """The paragraphs directly below a heading, those of quotations among them, up to the next heading."""
    for block in blocks:
        if block.kind == "heading":
            return
        if block.kind == "quote":
            yield from (inner for inner in block.children if inner.kind == "paragraph")
        elif block.kind == "paragraph":
            yield block


def _copied(part: Part, path: str) -> Problem:
    at = part.section.at
    return Problem(
        Location(path, at.line, at.column),
        "section-copied-from-template",
        f"the section “{part.section.heading}” holds only the template's text",
        "write it, or delete the heading",
    )


def _left(block: Block, path: str) -> Problem:
    text = block.text
    shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"
    return Problem(
        Location(path, block.line, block.column),
        "template-instructions-left",
        f"“{shown}” is the template's instruction",
        "delete it; what it asked for is what readers want to see",
    )

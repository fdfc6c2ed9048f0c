"""Text of documents in Markdown: nothing in it is markup, and nobody is called."""

import re

from .words import safe

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&])")
_CALLS = re.compile(r"([@#])(?=[\w\\])|(?<=:)(//)|\b(www)(?=\\?\.)|\b(gh)(?=\\?-\d)", re.IGNORECASE)
_UNSEEN = "\u200b"


def plain(text: str) -> str:
    """Safe text in which no sign is markup, no name is called and no address becomes a link."""
    return _CALLS.sub(_apart, _SPECIAL.sub(r"\\\1", text))


def _apart(match: re.Match[str]) -> str:
    return f"{match[0]}{_UNSEEN}" if match[0] != "//" else f"{_UNSEEN}//"


def code(text: str) -> str:
    """Text as code, whatever backticks it holds."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if longest else ""
    return f"{fence}{space}{safe(text)}{space}{fence}" if text.strip() else "(no name)"

"""Plain words, links and code as Markdown in which nothing else is markup."""

import re
from html import unescape

_SPECIAL = re.compile(r"[\\`*\[\]|~<&_](?:(?<![&_])|(?<=&)(?=[#\w])|(?<=_)(?:(?<![^\W_]_)|(?![^\W_])))")
"""Signs that may begin markup: a `&` that begins a name, a `_` that does not stand within a word.

It looks for the signs first, and only then at what is beside them.
"""

_OPENING = re.compile(r"\A(?:[#>+=-]|\d{1,9}[.)](?=\s|\Z)|:{3})")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_RUN = re.compile(r"`+")
_UNSAFE = re.compile(r"[() <>\\\n]")


def escaped(text: str) -> str:
    """Text on one line, so that every character of it is shown as it is."""
    line = " ".join((text if text.isprintable() else _CONTROL.sub(" ", text)).split())
    return _OPENING.sub(_shielded, inline(line))


def inline(text: str) -> str:
    """The same for a piece from within a line."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def of_html(text: str) -> str:
    """The same for a piece of text as it stands in HTML."""
    return inline(unescape(text) if "&" in text else text)


def opened(line: str) -> str:
    """A line of Markdown that cannot be taken for the beginning of a heading, a list or a quotation."""
    return _OPENING.sub(_shielded, line)


def link(words: str, address: str) -> str:
    """A link; `words` are Markdown already. Without an address, or without words, the words alone."""
    return f"[{words}]({safe_address(address)})" if address and words else words


def safe_address(address: str) -> str:
    """An address without what would end it within a link."""
    return _UNSAFE.sub(lambda sign: f"%{ord(sign[0]):02X}", address)


def code(text: str) -> str:
    """Text as code within a line."""
    line = " ".join(text.split())
    if not line:
        return ""
    fence = "`" * (1 + max((len(run) for run in _RUN.findall(line)), default=0))
    room = " " if line[0] == "`" or line[-1] == "`" else ""
    return f"{fence}{room}{line}{room}{fence}"


def block(text: str, language: str = "") -> str:
    """Text as a block of code."""
    fence = "`" * max(3, 1 + max((len(run) for run in _RUN.findall(text)), default=0))
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def _shielded(match: re.Match[str]) -> str:
    found = match[0]
    return f"{found[:-1]}\\{found[-1]}"

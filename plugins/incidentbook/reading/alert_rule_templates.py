"""Rule files that a template makes: Helm's actions hidden from the YAML reader, and shown again.

An action (`{{ … }}`) is replaced by as many characters that YAML takes for letters, so that every place
stays where it is. Lines that only steer the template (`{{- if … }}`) are emptied.
"""

import re

from .patterns import expression

_ACTION = expression(
    r"\{\{-?\s{0,20}/\*[\s\S]{0,5000}?\*/\s{0,20}-?\}\}"
    r"|\{\{(?:`[^`]*`|\"(?:\\.|[^\"\\\n])*\"|[^`\"}]|\}(?!\})){0,3000}\}\}"
)
_STEERING = expression(
    r"\{\{-?\s*(?:/\*|if\b|else\b|end\b|range\b|with\b|define\b|block\b|template\b|include\b|tpl\b|toYaml\b"
    r"|\$\w+\s*:?=|fail\b|required\b|[^{}]*\|\s*n?indent\b)"
)
_LITERAL = expression(r"\{\{-?\s*(?:`([^`]*)`|\"((?:\\.|[^\"\\\n])*)\")\s*-?\}\}")
_HIDDEN_FROM, _HIDDEN_TO = 0xE000, 0xF000
"""Private characters of Unicode, which YAML allows everywhere."""

_HIDDEN = expression(f"[{chr(_HIDDEN_FROM)}-{chr(_HIDDEN_TO - 1)}]")


def hidden(text: str) -> str:
    """The text of a template with the same places, in which YAML sees no action."""
    steering = {
        number
        for match in _ACTION.finditer(text)
        if _STEERING.match(match[0])
        for number in range(text.count("\n", 0, match.start()), text.count("\n", 0, match.end()) + 1)
    }
    lines = _ACTION.sub(_hide, text).split("\n")
    return "\n".join(
        "" if number in steering and _is_bare(line) else line for number, line in enumerate(lines)
    )


def shown(text: str) -> str:
    """A value of a hidden text as it was written; what Helm only quotes (``{{`{{`}}``) without the quotes."""
    if not _HIDDEN.search(text):
        return text
    restored = _HIDDEN.sub(lambda match: chr(ord(match[0]) - _HIDDEN_FROM), text)
    return _LITERAL.sub(lambda match: match[1] if match[1] is not None else match[2], restored)


def is_hidden(text: str) -> bool:
    """Whether an action stands in a value of a hidden text."""
    return _HIDDEN.search(text) is not None and "{{" in shown(text)


def _hide(match: re.Match[str]) -> str:
    room = _HIDDEN_TO - _HIDDEN_FROM
    return "".join(
        letter if letter == "\n" or ord(letter) >= room else chr(_HIDDEN_FROM + ord(letter))
        for letter in match[0]
    )


def _is_bare(line: str) -> bool:
    """Whether nothing but actions stands on a line."""
    return not _HIDDEN.sub("", line).strip()

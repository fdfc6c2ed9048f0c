"""Globs of the policy, matched against paths relative to the root."""

import re
from collections.abc import Iterable
from functools import lru_cache

from .patterns import expression


@lru_cache(maxsize=256)
def _pattern(glob: str) -> re.Pattern[str]:
    """A glob as a pattern: `*` within a folder, `**/` over folders, `?`, `[abc]`, `{a,b}`; in any case."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?|\[[^\]/]+\]|\{[^{}/]*\})", glob.strip().removeprefix("./"))
    return expression("".join(_translated(part) for part in parts) + r"\Z", re.IGNORECASE)


def _translated(part: str) -> str:
    simple = {"**/": r"(?:[^/]+/)*", "**": r".*", "*": r"[^/]*", "?": r"[^/]"}
    if part in simple:
        return simple[part]
    if len(part) > 1 and part[0] == "[" and part[-1] == "]":
        inner = part[1:-1].replace("\\", r"\\").replace("[", r"\[")
        return f"[^/{inner[1:]}]" if inner[0] in "!^" else f"[{inner}]"
    if len(part) > 1 and part[0] == "{" and part[-1] == "}":
        return f"(?:{'|'.join(re.escape(choice) for choice in part[1:-1].split(','))})"
    return re.escape(part)


def matches(path: str, globs: Iterable[str]) -> bool:
    """Whether a path relative to the root is named by one of the globs."""
    return any(_pattern(glob).match(path) is not None for glob in globs)

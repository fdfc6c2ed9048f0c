"""Safe, stable names for pages and tokens: "Unsafe config change" → "unsafe-config-change"."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

LONGEST = 60
RESERVED = frozenset(
    {
        "all",
        "index",
        "readme",
        "con",
        "prn",
        "aux",
        "nul",
        *(f"{n}{i}" for n in ("com", "lpt") for i in range(10)),
    }
)
"""Names that mean something else as a page, a folder of pages or on some file system."""

_OTHERS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Slugs:
    """A slug for each name of a set, unique among them; made by `slugs`."""

    _by_name: Mapping[str, str] = field(repr=False)

    def __getitem__(self, name: str) -> str:
        return self._by_name[name]

    def __contains__(self, name: object) -> bool:
        return name in self._by_name


def slugs(names: Iterable[str]) -> Slugs:
    """A slug for each name; where two would share one, the first keeps it, the other adds a hash."""
    by_name: dict[str, str] = {}
    taken = set(RESERVED)
    for name in names:
        if name in by_name:
            continue
        chosen = slug(name)
        while chosen in taken:
            chosen = f"{slug(name)}-{digest(name + chosen)}"
        by_name[name] = chosen
        taken.add(chosen)
    return Slugs(by_name)


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """The text in a-z, 0-9 and single hyphens, not too long; a hash where nothing is left of it."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    plain = _OTHERS.sub("-", ascii_text.casefold()).strip("-")[:LONGEST].rstrip("-")
    return plain or f"x-{digest(text)}"


def digest(text: str) -> str:
    """Eight characters that differ where texts do."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]

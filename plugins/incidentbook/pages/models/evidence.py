"""How far a runbook can be trusted, in sentences."""

from dataclasses import dataclass

from .values import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One sentence of evidence; `link` is the incident that it speaks of, `quote` that incident's words.

    `is_concern` says that somebody should look; `commands` are those it speaks of, `more` how many others.
    """

    label: str
    sentence: str
    is_concern: bool = False
    link: Link | None = None
    quote: str = ""
    commands: tuple[str, ...] = ()
    more: str = ""

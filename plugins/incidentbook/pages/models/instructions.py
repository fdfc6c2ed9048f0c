"""What a runbook's page knows of the commands on it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Placeholder:
    """Something to fill in before commands can run: "pod", written "<pod>" or "$POD" in them."""

    name: str
    label: str
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copyable:
    """A command as it is to be typed, the spellings of what is to be filled in, and what it destroys.

    `hazard` is a predicate ("deletes a volume, and possibly its data"), or empty.
    """

    text: str
    open: tuple[str, ...] = ()
    hazard: str = ""

    @property
    def first_line(self) -> str:
        """What names the command where all of it would be too long."""
        return self.text.strip().split("\n", maxsplit=1)[0]

    @property
    def for_script(self) -> dict[str, object]:
        """The same as plain data, for the page's script."""
        return {"text": self.text, "open": list(self.open), "hazard": self.hazard}

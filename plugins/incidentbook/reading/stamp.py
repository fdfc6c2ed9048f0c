"""A stamp, and how far its reading has come; see `stamps`."""

import re
from datetime import date, time

from incidentbook.records.plain import dataclass, field, replace


@dataclass(slots=True)
class Stamp:
    """What stands at the beginning of an event, from `start` to `end` of the text.

    `unknown` is set where a sign such as "??:??" stands for a time or a day, `template` where nobody has
    filled in the template, `bad` holds a day or time that does not exist or can be read in two ways.
    `minutes` is the distance of a relative time ("T+5m"). `introduced` is set where a word such as "at"
    comes first, and `marked` where brackets enclose it. `later` counts days on ("+1", "next day").
    """

    start: int = 0
    end: int = 0
    day: date | None = None
    clock: time | None = None
    end_day: date | None = None
    end_clock: time | None = None
    zone: str = ""
    approximate: bool = False
    seconds: bool = False
    unknown: bool = False
    template: bool = False
    bad: str = ""
    minutes: float | None = None
    introduced: bool = False
    marked: bool = False
    later: int = 0

    @property
    def is_timed(self) -> bool:
        """Whether it says, or says that it does not know, a time of day."""
        return self.clock is not None or self.unknown or self.template or self.minutes is not None


@dataclass(slots=True)
class Scan:
    """One pass over the beginning of `text`: what was read so far, and up to where (`at`).

    `context` is the day that is known from elsewhere, `timed` says that nothing but a time is expected,
    `between` that the word "between" came first, `iso` that a "T" stands between day and time.
    """

    text: str
    context: date | None = None
    timed: bool = False
    at: int = 0
    between: bool = False
    iso: bool = False
    stamp: Stamp = field(default_factory=Stamp)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Go on over what `pattern` matches here, if it does."""
        match = pattern.match(self.text, self.at)
        if match:
            self.at = match.end()
        return match

    def take_one_of(self, characters: str) -> bool:
        """Go on over one of these characters, if it stands here."""
        found = self.at < len(self.text) and self.text[self.at] in characters
        self.at += found
        return found

    def mark(self) -> tuple[int, bool, Stamp]:
        """What `back` needs in order to undo all that is read from now on."""
        return self.at, self.timed, replace(self.stamp)

    def back(self, mark: tuple[int, bool, Stamp]) -> bool:
        """Undo what was read since the mark; always False, for "not read"."""
        self.at, self.timed, self.stamp = mark
        return False

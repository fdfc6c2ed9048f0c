"""What the commits of a repository tell about runbooks."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from .plain import dataclass, field


@dataclass(frozen=True, slots=True)
class RunbookVersion:
    """One version of a runbook.

    `day` is the author's day in UTC, or None where it is not known; `commit` is empty for the working copy.
    `substance` is a digest of what a reader follows: two versions that differ in dates or formatting alone
    share it. It is empty where the clone does not hold the version. `tested` is the day of the last test as
    that version states it. `is_cut` says that a shallow clone ends here: the text may be older.
    """

    day: date | None
    commit: str
    substance: str
    tested: str = ""
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class TestedVersion:
    """The commands of the version that the last test followed; `reason` says why they are not known."""

    __test__ = False  # no test of pytest's

    commands: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RunbookLog:
    """The versions of each runbook by its path today, the newest first, along the way its text came.

    `tests` tell of runbooks that state a `last_tested`. `note` says in words what Git cannot tell, and is
    empty where it tells all. `is_known` is False where there is no log at all.
    """

    versions: Mapping[str, tuple[RunbookVersion, ...]] = field(default_factory=lambda: MappingProxyType({}))
    tests: Mapping[str, TestedVersion] = field(default_factory=lambda: MappingProxyType({}))
    note: str = ""
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class RunbookPast:
    """What became of one runbook.

    `changed` is the day on which its substance last changed, `written` that of its first version, each None
    where it is not known; `reason` then says why `changed` is not, and `unchanged_since` is the oldest day
    of which Git knows that it stood so already. `later_versions` changed nothing but dates and formatting
    since. `is_committed` is False where the substance lies here alone. Commands are compared with those of
    the version that was tested: `new_commands` were not in it, `gone_commands` were. `tested_reason` says
    why they are not compared, and is empty where they are or no test is stated.
    """

    changed: date | None = None
    written: date | None = None
    unchanged_since: date | None = None
    later_versions: int = 0
    is_committed: bool = True
    reason: str = ""
    new_commands: tuple[str, ...] = ()
    gone_commands: tuple[str, ...] = ()
    tested_reason: str = ""

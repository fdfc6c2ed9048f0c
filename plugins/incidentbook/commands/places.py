"""Where a command works, and what day it is."""

import os
from datetime import UTC, datetime
from datetime import date as Date  # noqa: N812 - the field's name is `date`
from pathlib import Path

from incidentbook.records import Library, Policy
from incidentbook.records.plain import dataclass, replace

from .policies import policy_of


@dataclass(frozen=True, slots=True)
class Place:
    """Where a command works: the root, its policy with the command line's globs, and today.

    `given` are the words of the command line that said so, to be repeated in advice.
    """

    root: Path
    policy: Policy
    as_of: Date
    given: tuple[str, ...] = ()

    def library(self) -> Library:
        """All documents of the root."""
        from incidentbook.reading.library import read_library

        return read_library(self.root, self.policy)

    def filled_library(self) -> Library:
        """All documents of the root; a refusal where there is none."""
        library = self.library()
        if not library.postmortems and not library.runbooks:
            from .refusals import no_documents

            raise no_documents(self, library.problems)
        return library


def place(
    root: Path,
    config: Path | None = None,
    postmortems: tuple[str, ...] = (),
    runbooks: tuple[str, ...] = (),
    alert_rules: tuple[str, ...] = (),
) -> Place:
    """The place that the options name. Raises PolicyError, or a refusal where the root does not exist.

    Globs given here replace the policy's; where only one kind is given and the policy has no file, the
    other kind's default globs stay.
    """
    root = root.resolve()
    if not root.is_dir():
        from .refusals import no_folder

        raise no_folder(root)
    policy = policy_of(root, config.resolve() if config else None)
    if postmortems:
        policy = replace(policy, postmortems=postmortems)
    if runbooks:
        policy = replace(policy, runbooks=runbooks)
    if alert_rules:
        policy = replace(policy, alert_rules=alert_rules)
    return Place(root, policy, policy.as_of or today())


def this_moment(place: Place) -> datetime:
    """Noon, in UTC, of the day that the policy pins, else the present moment."""
    pinned = place.policy.as_of
    return datetime(pinned.year, pinned.month, pinned.day, 12, tzinfo=UTC) if pinned else datetime.now(UTC)


def today() -> Date:
    """The current day in UTC, or that of SOURCE_DATE_EPOCH."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return now.date()

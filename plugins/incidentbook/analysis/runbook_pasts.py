"""What became of each runbook, from its versions: when its substance last changed, which commands are new."""

from collections.abc import Mapping, Sequence
from itertools import takewhile

from incidentbook.reading.runbook_log import commands_of
from incidentbook.records import Library, Runbook
from incidentbook.records.runbook_past import RunbookLog, RunbookPast, RunbookVersion, TestedVersion

NEW = "it is not committed yet"
CUT = "the clone is shallow and does not reach back to it"
BROKEN = "a version of it is not in this clone"
DATELESS = "the commit bears no date that a calendar has"


def runbook_pasts(log: RunbookLog, library: Library) -> Mapping[str, RunbookPast]:
    """The pasts of the library's runbooks by path; where the log is not known, each says why."""
    return {one.path: _past(one, log) for one in library.runbooks}


def _past(runbook: Runbook, log: RunbookLog) -> RunbookPast:
    if not log.is_known:
        return RunbookPast(reason=log.note, tested_reason=log.note if runbook.last_tested else "")
    versions = log.versions.get(runbook.path, ())
    test = log.tests.get(runbook.path)
    new, gone = _compared(commands_of(runbook), test)
    committed = [one for one in versions if one.commit]
    if not committed:
        return RunbookPast(is_committed=False, reason=NEW, new_commands=new, gone_commands=gone)
    same = list(takewhile(lambda one: one.substance and one.substance == versions[0].substance, versions))
    first = committed[-1]
    changed, reason = _changed(same, versions)
    is_committed = any(one.commit for one in same) or not versions[0].substance
    return RunbookPast(
        changed=changed.day if changed and not reason else None,
        written=None if first.is_cut else first.day,
        unchanged_since=same[-1].day if same and reason == CUT else None,
        later_versions=len(same) - 1 if same else 0,
        is_committed=is_committed,
        reason=reason,
        new_commands=new,
        gone_commands=gone,
        tested_reason=test.reason if test else "",
    )


def _changed(
    same: Sequence[RunbookVersion], versions: Sequence[RunbookVersion]
) -> tuple[RunbookVersion | None, str]:
    """The version that brought the substance of today, or why the day is not known."""
    if not same:
        return None, BROKEN
    origin = same[-1]
    if not origin.commit:
        return None, NEW
    if len(same) < len(versions) and not versions[len(same)].substance:
        return None, BROKEN
    if origin.is_cut:
        return None, CUT
    return (origin, "") if origin.day else (None, DATELESS)


def _compared(today: tuple[str, ...], test: TestedVersion | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The commands that the tested version did not have, and those that only it had."""
    if test is None or test.reason:
        return (), ()
    new = tuple(command for command in today if command not in test.commands)
    return new, tuple(command for command in test.commands if command not in today)

"""Runbooks in a Git repository, written commit by commit."""

from dataclasses import dataclass

from incidentbook.analysis.runbook_pasts import runbook_pasts
from incidentbook.reading.library import read_library
from incidentbook.reading.runbook_log import read_runbook_log
from incidentbook.reading.store import Store
from incidentbook.records.runbook_past import RunbookLog, RunbookPast
from tests.unit.analysis.repository_of import POLICY, Checkout

PATH = "runbooks/queue.md"


def runbook_text(*commands: str, reviewed: str = "", tested: str = "", more: str = "") -> str:
    """A runbook with these commands."""
    head = [f"last_reviewed: {reviewed}"] if reviewed else []
    head += [f"last_tested: {tested}"] if tested else []
    steps = "".join(f"1. Do it:\n\n   ```sh\n   {one}\n   ```\n\n" for one in commands)
    return "\n".join(["---", "title: Queue", *head, "---", "", "## Mitigation", "", steps + more])


@dataclass(frozen=True, slots=True)
class Shelf:
    """A checkout that holds runbooks."""

    checkout: Checkout

    def commit(self, day: str, text: str | None = None, path: str = PATH) -> None:
        """Write one file and commit everything."""
        if text is not None:
            self.checkout.write(path, text)
        self.checkout.commit(day)

    def log(self, root: str = ".", store: Store | None = None) -> RunbookLog:
        """The log of the runbooks below a folder."""
        place = self.checkout.root / root
        return read_runbook_log(place, read_library(place, POLICY), store or Store(None))

    def past(self, path: str = PATH, root: str = ".") -> RunbookPast:
        """What became of one runbook."""
        library = read_library(self.checkout.root / root, POLICY)
        return runbook_pasts(self.log(root), library)[path]

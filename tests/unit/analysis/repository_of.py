"""A Git repository written commit by commit, with dates that a test chooses."""

import os
import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from incidentbook.analysis.history import histories
from incidentbook.reading.git_log import read_document_log
from incidentbook.reading.library import read_library
from incidentbook.reading.policy import default_policy
from incidentbook.reading.store import Store
from incidentbook.records import DocumentLog, Histories, ItemHistory

POLICY = default_policy()

HEAD = "| Action | Owner | Due | Status | Done on | Priority | Type |\n|---|---|---|---|---|---|---|\n"


def document(*rows: str, title: str = "Checkout down", day: str = "2025-03-01") -> str:
    """A postmortem with a table of action items; a row is "title | owner | due | status | done on | …"."""
    table = HEAD + "".join(f"| {row} |\n" for row in rows)
    return (
        f"---\ntitle: {title}\ndate: {day}\n---\n\n## Summary\n\nIt was down.\n\n## Action items\n\n{table}"
    )


@dataclass(frozen=True, slots=True)
class Checkout:
    """A repository in a folder, and what its readers make of it."""

    root: Path

    def git(self, *arguments: str, day: str = "2025-01-01", author: str = "") -> str:
        """Run git; `day` dates what it commits, `author` a different author's time."""
        time = day if "T" in day else f"{day}T12:00:00+00:00"
        environment = {
            **os.environ,
            "GIT_AUTHOR_DATE": author or time,
            "GIT_COMMITTER_DATE": time,
            "GIT_AUTHOR_NAME": "Ana",
            "GIT_AUTHOR_EMAIL": "ana@example.com",
            "GIT_COMMITTER_NAME": "Ana",
            "GIT_COMMITTER_EMAIL": "ana@example.com",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        command = ["git", "-c", "protocol.file.allow=always", *arguments]
        done = subprocess.run(
            command, cwd=self.root, env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    def write(self, path: str, text: str) -> None:
        """Write a file of the working copy."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def commit(self, day: str, author: str = "", **files: str) -> None:
        """Write files (a name for `postmortems/{name}.md`) and commit everything."""
        for name, text in files.items():
            self.write(f"postmortems/{name}.md", text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", "Change", day=day, author=author)

    def log(self, root: str = ".", store: Store | None = None) -> DocumentLog:
        """The log of the documents below a folder of the repository."""
        place = self.root / root
        return read_document_log(place, read_library(place, POLICY), store or Store(None))

    def histories(self, as_of: str = "2025-06-30", root: str = ".") -> Histories:
        """The histories of the documents below a folder, as of a day."""
        library = read_library(self.root / root, POLICY)
        return histories(self.log(root), library, date.fromisoformat(as_of))


def repository(folder: Path) -> Checkout:
    """An empty repository in a new folder."""
    folder.mkdir(parents=True, exist_ok=True)
    checkout = Checkout(folder)
    checkout.git("init", "--quiet", "--initial-branch=main")
    return checkout


def by_title(found: Histories) -> dict[str, ItemHistory]:
    """The histories of listed items by their titles."""
    return {history.item.title: history for history in found.items.values()}


def told(history: ItemHistory) -> str:
    """The statuses of an item with their days, in one line."""
    return ", ".join(f"{one.status} {one.day}" for one in history.statuses)

"""Measure the readers on a folder of real documents: `python tests/corpus/measure.py FOLDER`.

The folder holds INDEX.tsv (a repository's folder and the kind of its documents) and truth.tsv (how many
action items and timeline entries a careful reader counted). Every document is read twice and must
give the same record; where the counts are known, the shares that are exactly right are printed,
and every misread. Exit status: 0; 1 where a share is under 95 % or a document cannot be read; 2 without a
folder.
"""

import csv
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from incidentbook.reading.files import decode
from incidentbook.reading.policy import default_policy
from incidentbook.reading.postmortem import read_postmortem
from incidentbook.reading.runbook import read_runbook
from incidentbook.records import Policy, Postmortem, Runbook

ENOUGH = 95.0
COUNTS = ("n_action_items", "n_timeline_entries")
Document = Postmortem | Runbook


@dataclass(slots=True)
class Measured:
    """What was measured: documents and seconds, what failed, and by count the right ones and the misreads."""

    documents: int = 0
    seconds: float = 0.0
    failures: list[str] = field(default_factory=list)
    known: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTS, 0))
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTS, 0))
    misreads: list[str] = field(default_factory=list)

    def share(self, count: str) -> float:
        """The share of documents of which a count is exactly right, in percent."""
        return 100 * self.right[count] / self.known[count] if self.known[count] else 100.0

    @property
    def is_enough(self) -> bool:
        """Whether every document was read, and both shares are high enough."""
        return not self.failures and all(self.share(count) >= ENOUGH for count in COUNTS)


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table with tabs between its columns."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")


def documents(folder: Path, truth: dict[str, dict[str, str]]) -> Iterator[tuple[str, str]]:
    """The path of each document, relative to the folder, and its kind."""
    for row in rows(folder / "INDEX.tsv"):
        for path in sorted((folder / row["name"]).rglob("*")):
            relative = path.relative_to(folder).as_posix()
            if path.is_file() and (relative in truth or is_document(path)):
                kind = row["kind"] if relative in truth else kind_of(relative, row["kind"])
                if kind in {"postmortem", "runbook"}:
                    yield relative, kind


def is_document(path: Path) -> bool:
    """Whether a file is neither an index nor anything but Markdown."""
    return path.suffix.lower() in {".md", ".markdown"} and path.stem.lower() not in {
        "index",
        "_index",
        "readme",
    }


def kind_of(path: str, usual: str) -> str:
    """The kind of a document: that of its folder where the folder is named for one."""
    folders = {folder.lower() for folder in path.split("/")[:-1]}
    return "runbook" if folders & {"runbooks", "playbooks"} else usual


def read(folder: Path, path: str, kind: str, policy: Policy) -> Document:
    """The record of one document."""
    text, problems = decode((folder / path).read_bytes(), path)
    if kind == "runbook":
        return read_runbook(path, text, policy, problems)
    return read_postmortem(path, text, policy, problems)


def measure(folder: Path) -> Measured:
    """Read every document of the folder twice and compare with what was counted."""
    truth = {row["path"]: row for row in rows(folder / "truth.tsv")}
    policy = default_policy()
    measured = Measured()
    for path, kind in documents(folder, truth):
        measured.documents += 1
        start = time.perf_counter()
        try:
            document = read(folder, path, kind, policy)
        except Exception as error:  # noqa: BLE001 - whatever is raised is what is measured
            measured.failures.append(f"{path}: {error!r}")
            continue
        measured.seconds += time.perf_counter() - start
        if read(folder, path, kind, policy) != document:
            measured.failures.append(f"{path}: not the same record when read again")
        if isinstance(document, Postmortem) and path in truth:
            compare(document, truth[path], measured)
    measured.failures.extend(f"{path}: not found" for path in truth if not (folder / path).is_file())
    return measured


def compare(document: Postmortem, counted: dict[str, str], measured: Measured) -> None:
    """Compare the counts of one document."""
    read_counts = dict(zip(COUNTS, (len(document.action_items), len(document.timeline)), strict=True))
    for count in COUNTS:
        if not counted.get(count):
            continue
        measured.known[count] += 1
        if read_counts[count] == int(counted[count]):
            measured.right[count] += 1
        else:
            measured.misreads.append(
                f"{document.path}: {count} {read_counts[count]}, counted {counted[count]}"
            )


def report(measured: Measured) -> None:
    """Print what was measured."""
    for line in (*measured.failures, *measured.misreads):
        print(line)
    milliseconds = 1000 * measured.seconds / max(measured.documents, 1)
    print(
        f"{measured.documents} documents read, {milliseconds:.2f} ms each, {len(measured.failures)} failures"
    )
    for count in COUNTS:
        right, known = measured.right[count], measured.known[count]
        print(f"{count}: {right} of {known} exactly right ({measured.share(count):.1f} %)")


def main(arguments: list[str]) -> int:
    """Measure the folder named by the only argument; the exit status."""
    if len(arguments) != 1 or not (Path(arguments[0]) / "INDEX.tsv").is_file():
        print("usage: measure.py FOLDER, with INDEX.tsv and truth.tsv in it", file=sys.stderr)
        return 2
    measured = measure(Path(arguments[0]))
    report(measured)
    return 0 if measured.is_enough and measured.documents else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

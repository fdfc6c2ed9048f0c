"""Measure `check` beside its peers, on the same documents in one run: `python benchmarks/run.py`.

Prints a Markdown table: for each program and case the median of several runs, as wall time, as CPU time of
all its processes, and as the most memory they held together (Linux); and the wall time as a ratio to the
peer's in the same case. Cases are: cold (nothing kept), warm (all kept, nothing changed), one document of the
corpus that did not change, and one that did. Rounds go through all programs in turn, so that a busy machine
is busy for all of them.

Peers are those on the PATH; with --peers rumdl and markdownlint-cli2 are installed below the work folder,
with pip and npm. Where one is missing, its rows are.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from corpus import write_corpus

CASES = ("cold", "warm", "one unchanged", "one changed")
PEER = "rumdl"


@dataclass(frozen=True)
class Program:
    """A program: its name, and what to run in a corpus for a case; none where it does not know the case."""

    name: str
    command: Callable[[str, str], list[str] | None]
    cache: str
    """The folder in the corpus where it keeps what it knows, to be emptied before a cold run."""


@dataclass
class Series:
    """The runs of one program in one case: seconds of wall time, seconds of CPU time, megabytes."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


def own(case: str, document: str) -> list[str]:
    """This package's command, of the Python that runs the benchmark."""
    command = [str(Path(sys.executable).with_name("incidentbook")), "check"]
    return [*command, document] if case.startswith("one") else command


def programs(work: Path) -> Iterator[Program]:
    """All programs that can be run."""
    yield Program("incidentbook", own, ".benchmark-cache")
    yield Program("python -I -c pass", lambda case, _: _bare() if case == "one unchanged" else None, ".none")
    rumdl = shutil.which("rumdl") or shutil.which("rumdl", path=str(work / "rumdl/bin"))
    if rumdl:
        yield Program(
            "rumdl",
            lambda case, document: [rumdl, "check", "--silent", document if case.startswith("one") else "."],
            ".rumdl_cache",
        )
    lint = shutil.which("markdownlint-cli2") or shutil.which(
        "markdownlint-cli2", path=str(work / "npm/node_modules/.bin")
    )
    if lint:
        yield Program(
            "markdownlint-cli2",
            lambda case, document: (
                None if case == "warm" else [lint, document if case.startswith("one") else "**/*.md"]
            ),
            ".none",
        )


def _bare() -> list[str]:
    return [sys.executable, "-I", "-c", "pass"]


def install_peers(work: Path) -> None:
    """Install what is missing; a peer that cannot be installed stays missing, and says why."""
    pip, npm = work / "rumdl/bin/python", shutil.which("npm")
    steps = [
        [sys.executable, "-m", "venv", str(work / "rumdl")],
        [str(pip), "-m", "pip", "-q", "install", "rumdl"],
    ]
    if npm:
        steps.append([npm, "install", "--silent", "--prefix", str(work / "npm"), "markdownlint-cli2"])
    for step in steps:
        if subprocess.run(step, check=False).returncode:
            print(f"not installed: {' '.join(step)}", file=sys.stderr)


def measure(command: list[str], folder: Path, series: Series) -> None:
    """Run a command in a folder once, and add what it took."""
    environment = {**os.environ, "INCIDENTBOOK_CACHE_DIR": str(folder / ".benchmark-cache")}
    began = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    most = 0.0
    while True:
        done, status, used = os.wait4(process.pid, os.WNOHANG)
        if done:
            break
        elapsed = time.perf_counter() - began
        if elapsed > _SOON:
            most = max(most, _memory(process.pid))
        time.sleep(_OFTEN if elapsed > _SOON else _OFTEN / 100)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        raise SystemExit(f"exit status {process.returncode}: {' '.join(command)} (in {folder})")
    series.wall.append(time.perf_counter() - began)
    series.cpu.append(used.ru_utime + used.ru_stime)
    series.memory.append(max(most, used.ru_maxrss / 1024))


_SOON, _OFTEN = 0.3, 0.1
"""Seconds after which the memory of all processes is looked at, and between two looks."""


def _memory(process: int) -> float:
    """Megabytes that a process and all below it hold; what they share counts once."""
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:
        return 0.0
    own_size = next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0)
    return own_size / 1024 + sum(_memory(int(child)) for child in children)


def measure_all(folder: Path, every: list[Program], rounds: int) -> dict[tuple[str, str], Series]:
    """The series of all programs and cases on one corpus."""
    found: dict[tuple[str, str], Series] = {}
    document = next(path for path in sorted((folder / "postmortems").rglob("*.md")))
    name = document.relative_to(folder).as_posix()
    text = document.read_bytes()
    for number in range(rounds):
        for program in every:
            shutil.rmtree(folder / program.cache, ignore_errors=True)
            for case in CASES:
                if case == "one changed":
                    document.write_bytes(text + f"\n<!-- round {number} -->\n".encode())
                command = program.command(case, name)
                if command:
                    measure(command, folder, found.setdefault((case, program.name), Series()))
            document.write_bytes(text)
    return found


def rows(documents: int, found: dict[tuple[str, str], Series]) -> Iterator[str]:
    """The rows of the table for one corpus."""
    for case in CASES:
        peer = found.get((case, PEER))
        for (known, name), series in found.items():
            if known == case:
                wall = median(series.wall)
                ratio = f"{wall / median(peer.wall):.2f}" if peer else "–"
                yield (
                    f"| {documents:,} | {case} | {name} | {wall:.2f} s | {median(series.cpu):.2f} s "
                    f"| {median(series.memory):.0f} MB | {ratio} |"
                )


def main() -> None:
    """Read the command line, measure, and print."""
    parser = argparse.ArgumentParser(description="Measure `incidentbook check` beside its peers.")
    parser.add_argument("--documents", type=int, nargs="+", default=[100, 1000, 10_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--work", type=Path, default=Path(".build/benchmarks"))
    parser.add_argument("--peers", action="store_true", help="install rumdl and markdownlint-cli2 below WORK")
    given = parser.parse_args()
    work = given.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    if given.peers:
        install_peers(work)
    print(f"| documents | case | program | wall | CPU | memory | ratio to {PEER} |")
    print("|--:|---|---|--:|--:|--:|--:|")
    for documents in given.documents:
        folder = work / f"corpus-{documents}"
        shutil.rmtree(folder, ignore_errors=True)
        write_corpus(folder, documents)
        time.sleep(_SETTLING)
        for row in rows(documents, measure_all(folder, list(programs(work)), given.rounds)):
            print(row, flush=True)


_SETTLING = 2.5
"""Seconds after which a file counts as unchanged by its times alone."""

if __name__ == "__main__":
    main()

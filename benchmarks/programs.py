"""Programs that check documents, and the cases in which they are compared."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from measuring import Series, measure

CASES = ("cold", "warm", "one unchanged", "one changed")
PEER = "rumdl"


@dataclass(frozen=True)
class Program:
    """A program: its name, and what to run in a corpus for a case; none where it does not know the case."""

    name: str
    command: Callable[[str, str], list[str] | None]
    cache: str
    """The folder in the corpus where it keeps what it knows, to be emptied before a cold run."""


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
                    measure(
                        command,
                        folder,
                        found.setdefault((case, program.name), Series()),
                        {"INCIDENTBOOK_CACHE_DIR": str(folder / ".benchmark-cache")},
                    )
            document.write_bytes(text)
    return found

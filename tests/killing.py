"""A command killed at random moments of its writing, and what is left then.

A program of its own, since it forks: `python -m tests.killing SCENARIO SEED` prints as JSON at how many
moments the command was killed, how often the files were then as before, as after or in between, and all that
was wrong.
"""

import contextlib
import io
import json
import os
import random
import re
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from incidentbook.commands import cli, files
from incidentbook.commands.refusals import Refusal
from incidentbook.reading.store import Store
from tests.unit.trackers.server import Asked, Told, serving

MOMENTS = 100
AGAIN = 10
"""After each so many killed runs, another one is let run to its end."""

WRITING = 600
"""Moments that the writing of one file takes at most; what comes after them is not counted."""

LEFTOVER = re.compile(r"(.*/)?\.[^/]+\.incidentbook")
"""What a killed run may leave behind: a temporary file, which a later run clears away."""

POSTMORTEM = """---
id: PM-{n}
title: Labels late {n}
date: 2026-01-{n:02}
severity: sev 2
status: Final
services: [labels]
---

# Labels late {n}

## Timeline

- 10:00 alert
- 10:10 fixed

## Action items

- [ ] Give the queue a limit, #{n}
"""

RULES = """groups:
  - name: labels  # kept as it is
    rules:
      - alert: LabelsLate{n}
        expr: up == 0
        annotations: {{summary: late}}
"""

RUNBOOK = """---
title: Labels late {n}
alerts: [LabelsLate{n}]
---

# Labels late {n}

1. Look: `kubectl get pods`
"""

DAY = "1774951200"  # 31 March 2026


@dataclass(frozen=True, slots=True)
class Scenario:
    """The command that is killed, and the policy of the documents that lie there."""

    command: tuple[str, ...]
    policy: str | None = "title: Labels\n"
    keeps_words: bool = False
    """Whether what is compared are the words that the next run prints, since its files are its own matter."""


SCENARIOS: Mapping[str, Scenario] = {
    "fix": Scenario(("check", "--fix")),
    "baseline": Scenario(("check", "--write-baseline")),
    "cache": Scenario(("check", "--format", "json"), keeps_words=True),
    "tracker": Scenario(("sync", "--from", "github", "--url", "{url}", "--project", "acme/shop")),
    "annotations": Scenario(
        ("alerts", "--write-annotations", "--yes"),
        policy="runbook_urls:\n  https://runbooks.example.com/: .\nalert_rules: [rules/*.yml]\n",
    ),
    "init": Scenario(("init",), policy=None),
    "new": Scenario(("new", "postmortem", "Labels late again", "-s", "SEV2", "--date", "2026-03-01")),
}


@dataclass(slots=True)
class Count:
    """What was seen."""

    killed: int = 0
    states: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def prepare(root: Path, scenario: Scenario) -> None:
    """Write the documents that the command finds."""
    for folder in ("postmortems", "runbooks", "rules"):
        (root / folder).mkdir(parents=True)
    for n in range(1, 4):
        (root / f"postmortems/2026-01-{n:02}-late.md").write_text(POSTMORTEM.format(n=n), encoding="utf-8")
        (root / f"runbooks/late-{n}.md").write_text(RUNBOOK.format(n=n), encoding="utf-8")
        (root / f"rules/{n}.yml").write_text(RULES.format(n=n), encoding="utf-8")
    (root / "postmortems/2026-01-01-late.md").chmod(0o640)
    if scenario.policy is not None:
        (root / "incidentbook.yml").write_text(scenario.policy, encoding="utf-8")


def contents(root: Path) -> dict[str, tuple[bytes, int]]:
    """The bytes and the mode of each file, leftovers aside."""
    files = (path for path in sorted(root.rglob("*")) if path.is_file())
    named = ((path.relative_to(root).as_posix(), path) for path in files)
    return {
        name: (path.read_bytes(), path.stat().st_mode) for name, path in named if not LEFTOVER.fullmatch(name)
    }


class Watch:
    """Counts what the interpreter does from the first writing on, and kills the process at a moment."""

    def __init__(self, moment: int | None) -> None:
        self.moment = moment
        self.seen = 0
        self.last = 0
        """How many moments had passed when the latest writing began."""

    def __call__(self, _frame: FrameType, _event: str, _argument: object) -> None:
        self.seen += 1
        if self.seen == self.moment:
            os.kill(os.getpid(), signal.SIGKILL)
        if self.seen - self.last >= WRITING:
            sys.setprofile(None)

    def begin_with(self, owner: object, name: str) -> None:
        """Begin to count when a function is called, be it of a module or a class."""
        function = getattr(owner, name)

        def watched(*arguments: object) -> object:
            self.last = self.seen
            sys.setprofile(self)
            return function(*arguments)

        setattr(owner, name, watched)


def run(
    root: Path, command: tuple[str, ...], moment: int | None = None, *, is_store: bool = False
) -> tuple[bool, int, str]:
    """Run a command in a process of its own: whether it was killed, its moments of writing, its words."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        os.chdir(root)
        watch, words = Watch(moment), io.StringIO()
        status: object = 0
        with contextlib.redirect_stdout(words), contextlib.redirect_stderr(io.StringIO()):
            watch.begin_with(*((Store, "_write") if is_store else (files, "_beside")))
            try:
                cli.main([*command], prog_name="incidentbook", standalone_mode=False)
            except SystemExit as end:
                status = end.code
            except Refusal as error:  # what is to be written is there already
                words.write(error.message)
            except Exception as error:  # noqa: BLE001 - told to the parent, which fails
                status = f"{type(error).__name__}: {error}"
            sys.setprofile(None)
        with os.fdopen(writer, "w", encoding="utf-8") as pipe:
            json.dump([watch.seen, words.getvalue(), status], pipe)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as pipe:
        told = pipe.read()
    _, ended = os.waitpid(child, 0)
    if os.WIFSIGNALED(ended):
        return True, 0, ""
    moments, words, status = json.loads(told)
    assert not isinstance(status, str), f"{' '.join(command)}: {status}"
    return False, moments, re.sub(r'"seconds": [0-9.e-]+', "", words)


def warm(root: Path, command: tuple[str, ...]) -> None:
    """Run a command in this process, so that those that follow find all modules imported."""
    with contextlib.chdir(root), contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
        cli.main([*command], prog_name="incidentbook", standalone_mode=False)


def copy(base: Path, *, without_store: bool) -> Path:
    """A new copy of the documents, always in the same place; without the store, where that is written."""
    shutil.rmtree(base / "root", ignore_errors=True)
    if without_store:
        shutil.rmtree(base / "store", ignore_errors=True)
    return shutil.copytree(base / "origin", base / "root")


def killed(scenario: Scenario, seed: int, url: str) -> Count:
    """Kill the command at `MOMENTS` moments drawn at random, and look at what is left each time."""
    command = tuple(word.format(url=url) for word in scenario.command)
    is_store = scenario.keeps_words
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder).resolve()
        os.environ |= {"INCIDENTBOOK_CACHE_DIR": str(base / "store"), "SOURCE_DATE_EPOCH": DAY}
        prepare(base / "origin", scenario)
        before = contents(base / "origin")
        warm(copy(base, without_store=is_store), command)
        root = copy(base, without_store=is_store)
        _, moments, words = run(root, command, is_store=is_store)
        after, count = contents(root), Count()
        drawn = sorted(random.Random(seed).choices(range(1, moments), k=MOMENTS))  # noqa: S311 - no secret
        for number, moment in enumerate(drawn):
            root = copy(base, without_store=is_store)
            was_killed, _, _ = run(root, command, moment, is_store=is_store)
            count.killed += was_killed
            left = contents(root)
            count.states[state(left, before, after)] += 1
            count.wrong += [f"{moment}: {fault}" for fault in faults(left, before, after)]
            if number % AGAIN == 0:
                _, _, again = run(root, command)
                if contents(root) != after or (is_store and again != words):
                    count.wrong.append(f"{moment}: the next run did not bring it to its end")
    return count


Files = Mapping[str, tuple[bytes, int]]


def state(left: Files, before: Files, after: Files) -> str:
    """How far the command came."""
    return "after" if left == after else "before" if left == before else "between"


def faults(left: Files, before: Files, after: Files) -> Iterator[str]:
    """The files that are neither as before nor as after."""
    for name in sorted({*left, *before, *after}):
        if left.get(name) not in (before.get(name), after.get(name)):
            yield f"{name} is neither as it was nor as it should be"


def main(name: str, seed: int) -> None:
    """Print what was seen."""

    def answer(asked: Asked) -> Told:
        number = int(asked.path.rpartition("/")[2])
        address = f"https://github.com/acme/shop/issues/{number}"
        return Told({"number": number, "title": "Limit", "state": "open", "html_url": address})

    os.environ.setdefault("GITHUB_TOKEN", "none")
    with serving(answer) as server:
        count = killed(SCENARIOS[name], seed, server.url)
    json.dump({"killed": count.killed, "states": count.states, "wrong": count.wrong}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

"""A repository with documents, and a runner that executes the scripts of CI files in it, as CI would."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

GOOD = """---
title: Labels late
severity: SEV3
status: published
services: [printer]
started_at: 2026-01-15T10:00:00Z
detected_at: 2026-01-15T10:10:00Z
resolved_at: 2026-01-15T11:00:00Z
---

# Labels late

## Summary

A full queue held the labels back for an hour, until it was emptied.

## Impact

Forty customers waited for their labels.

## Timeline

- 2026-01-15 10:00 UTC — The queue is full
- 2026-01-15 11:00 UTC — The queue is empty

## Root cause

A worker stopped taking jobs when its disk was full.

## Action items

- [ ] Alert on the length of the queue — @ana, due 2099-02-01
"""
BAD = GOOD.replace("SEV3", "spicy")
"""A document with the error INC101 in line 3."""

COMMANDS = Path(sysconfig.get_path("scripts"))
"""The folder of the commands of this environment, `incidentbook` among them."""

_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


def git(root: Path, *words: str) -> str:
    """Run git in `root`; what it says."""
    program = shutil.which("git")
    assert program, "git is needed"
    who = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main")
    done = subprocess.run([program, *who, *words], cwd=root, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def commit(root: Path, **documents: str) -> None:
    """Commit documents of the folder `postmortems`, by their names without ending."""
    (root / "postmortems").mkdir(parents=True, exist_ok=True)
    for name, text in documents.items():
        (root / "postmortems" / f"{name}.md").write_text(text, encoding="utf-8")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Write documents")


def repository_with(root: Path, **documents: str) -> Path:
    """A new repository in `root` with these documents."""
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "--quiet")
    commit(root, **documents)
    return root


def bash(script: str, root: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a script as GitHub runs `shell: bash`; both streams are in its stdout."""
    program = shutil.which("bash")
    assert program, "bash is needed"
    return subprocess.run(
        [program, "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=root,
        env={**_inherited(), **environment},
        check=False,
        text=True,
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def _inherited() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("HOME", "LANG", "SYSTEMROOT", "TMPDIR") if name in os.environ}
    return {**kept, "PATH": f"{COMMANDS}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1"}


@dataclass(slots=True)
class Job:
    """The steps of a composite action, run one after the other with a context as GitHub gives it."""

    action: Mapping[str, Any]
    root: Path
    temporary: Path
    inputs: Mapping[str, str] = field(default_factory=dict)
    event: Mapping[str, str] = field(default_factory=dict)
    log: str = ""
    exit_code: int = 0
    outputs: dict[str, str] = field(default_factory=dict)

    def run(self, path: str = "") -> "Job":
        """Run the steps until one fails; `path` is put before the usual one."""
        self.temporary.mkdir(parents=True, exist_ok=True)
        for step in self.action["runs"]["steps"]:
            if self.exit_code == 0 and self._is_wanted(step.get("if", "")):
                self._run(step, path)
        return self

    @property
    def summary(self) -> str:
        """What was written into the job's summary."""
        return (self.temporary / "summary.md").read_text(encoding="utf-8")

    def _run(self, step: Mapping[str, Any], path: str) -> None:
        files = {
            "GITHUB_OUTPUT": self.temporary / "output",
            "GITHUB_STEP_SUMMARY": self.temporary / "summary.md",
        }
        files["GITHUB_OUTPUT"].write_text("", encoding="utf-8")
        files["GITHUB_STEP_SUMMARY"].touch()
        environment = {name: self._filled(value) for name, value in step.get("env", {}).items()}
        context = {
            "GITHUB_ACTION_PATH": "/action",
            "GITHUB_REPOSITORY": "o/r",
            "RUNNER_TEMP": str(self.temporary),
        }
        found = {**{name: str(file) for name, file in files.items()}, **context, **environment}
        if path:
            found["PATH"] = f"{path}{os.pathsep}{COMMANDS}{os.pathsep}{os.environ['PATH']}"
        done = bash(step["run"], self.root, found)
        self.log += done.stdout
        self.exit_code = done.returncode
        for line in files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition("=")
            self.outputs[f"steps.{step.get('id', '')}.outputs.{name}"] = value

    def _is_wanted(self, condition: str) -> bool:
        terms = condition.removeprefix("${{").removesuffix("}}").split("&&") if condition else []
        return all(self._holds(term.strip()) for term in terms)

    def _holds(self, term: str) -> bool:
        name, operator, wanted = (part.strip() for part in _partition(term))
        value = self._value(name)
        if not operator:
            return bool(value)
        return (value == wanted.strip("'")) == (operator == "==")

    def _filled(self, text: str) -> str:
        return _EXPRESSION.sub(lambda match: self._value(match[1]), text)

    def _value(self, name: str) -> str:
        """The value of an expression that is a bare name; others are refused."""
        assert re.fullmatch(r"[a-z._-]+", name), f"the runner of the tests does not know “{name}”"
        if name.startswith("inputs."):
            given = name.removeprefix("inputs.")
            default = self.action["inputs"][given]["default"]
            return self.inputs[given] if given in self.inputs else self._filled(default)
        return self.event.get(name, self.outputs.get(name, ""))


def _partition(term: str) -> tuple[str, str, str]:
    for operator in ("==", "!="):
        name, found, wanted = term.partition(operator)
        if found:
            return name, operator, wanted
    return term, "", ""


def fake_program(folder: Path, name: str, script: str) -> Path:
    """A program `name` in `folder`, written in Python."""
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / name
    program.write_text(f"#!{sys.executable}\n{script}", encoding="utf-8")
    program.chmod(0o755)
    return program

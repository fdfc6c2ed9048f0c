"""A folder that may not be written, a full disk: each command says so in words, and leaves all as it was.

Each command runs in a process of its own, in which the rights are those of nobody (where the tests run as
root, whom no folder refuses) or files are limited to a few bytes, so that it is the system that says no.
"""

import contextlib
import errno
import io
import json
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from incidentbook.commands import main
from tests.killing import SCENARIOS, Scenario, contents, prepare, warm
from tests.unit.trackers.server import Asked, Told, serving

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights and limits are those of POSIX")

NOBODY = 65534
FEW = 16
"""Bytes that a file may have where the disk is said to be full."""

WRITING = {
    **{name: one for name, one in SCENARIOS.items() if name != "cache"},
    "runbook": Scenario(("new", "runbook", "Labels late for ever")),
    "drill": Scenario(("new", "drill", "--from", "PM-1", "--date", "2026-03-02")),
    "report": Scenario(("check", "--format", "json", "--output", "report.json")),
    "report in a folder": Scenario(("check", "--format", "sarif", "--output", "reports/today.sarif")),
    "schemas": Scenario(("schema", "--write", "schemas")),
    "rule pages": Scenario(("explain", "--write", "pages")),
}
"""The commands that write into the checkout, each with the documents it finds."""

REASONS = {
    errno.ENOSPC: "the disk is full; make room",
    errno.EDQUOT: "your share of the disk is used up; make room",
    errno.EROFS: "the file system is read-only",
    errno.EACCES: "you may not write there",
}


@pytest.fixture(scope="module")
def tracker() -> Iterator[str]:
    """The address of a tracker that knows all tickets."""

    def answer(asked: Asked) -> Told:
        number = int(asked.path.rpartition("/")[2])
        address = f"https://github.com/acme/shop/issues/{number}"
        return Told({"number": number, "title": "Limit", "state": "open", "html_url": address})

    with serving(answer) as server:
        yield server.url


@pytest.fixture
def base() -> Iterator[Path]:
    """A folder that everybody may enter, which those of pytest are not."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder).resolve()
        path.chmod(0o755)
        yield path


@pytest.fixture(params=WRITING)
def writing(request: pytest.FixtureRequest, tracker: str, base: Path) -> tuple[Path, tuple[str, ...]]:
    """A checkout that was not written to, and a command that would."""
    scenario = WRITING[request.param]
    for name in ("root", "warm"):
        prepare(base / name, scenario)
    command = tuple(word.format(url=tracker) for word in scenario.command)
    with contextlib.redirect_stderr(io.StringIO()):
        warm(base / "warm", command)
    assert contents(base / "warm") != contents(base / "root"), "the command writes nothing where it may"
    return base / "root", command


def run(root: Path, command: tuple[str, ...], hinder: Callable[[], None]) -> tuple[int, str, str]:
    """How the command ends in a process of its own: its status, what it prints, and what it complains of."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        words, complaints, status = io.StringIO(), io.StringIO(), 0
        try:
            os.close(reader)
            os.chdir(root)
            os.environ |= {"INCIDENTBOOK_CACHE_DIR": "", "GITHUB_TOKEN": "none"}
            sys.argv = ["incidentbook", *command]
            with contextlib.redirect_stdout(words), contextlib.redirect_stderr(complaints):
                hinder()
                main()
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0
        except BaseException:  # noqa: BLE001 - told to the parent, which fails
            status, complaints = 99, io.StringIO(traceback.format_exc())
        with os.fdopen(writer, "w", encoding="utf-8") as pipe:
            json.dump([status, words.getvalue(), complaints.getvalue()], pipe)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as pipe:
        told = json.load(pipe)
    os.waitpid(child, 0)
    return int(told[0]), str(told[1]), str(told[2])


def be_nobody() -> None:
    """Lose the rights of root, whom no folder refuses."""
    if os.geteuid() == 0:
        os.setegid(NOBODY)
        os.seteuid(NOBODY)


def fill_the_disk() -> None:
    """Let no file grow beyond a few bytes."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (FEW, resource.RLIM_INFINITY))


def lock(root: Path) -> None:
    """Let everybody read and nobody write below a folder."""
    for path in (root, *root.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)


def test_a_folder_that_may_not_be_written_is_said_in_words(writing: tuple[Path, tuple[str, ...]]) -> None:
    root, command = writing
    lock(root)
    before = contents(root)
    status, _, complaints = run(root, command, be_nobody)
    assert (status, contents(root)) == (2, before), complaints
    assert "could not be written and is as it was: you may not write there; change the rights" in complaints
    assert "Traceback" not in complaints


def test_a_full_disk_is_said_in_words(writing: tuple[Path, tuple[str, ...]]) -> None:
    root, command = writing
    before = contents(root)
    status, _, complaints = run(root, command, fill_the_disk)
    left = contents(root)
    assert status == 2, complaints
    assert {name: left[name] for name in before} == before
    assert [name for name in left.keys() - before.keys() if len(left[name][0]) > FEW] == []
    assert list(root.rglob("*.incidentbook")) == []
    assert "could not be written and is as it was: it would be larger than files may be here" in complaints
    assert "Traceback" not in complaints


@pytest.mark.parametrize("number", REASONS)
def test_what_the_system_refuses_is_said_in_words(number: int, writing: tuple[Path, tuple[str, ...]]) -> None:
    root, command = writing
    before = contents(root)

    def refuse(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    def hinder() -> None:
        patch("incidentbook.commands.files.os.fsync", refuse).start()

    status, _, complaints = run(root, command, hinder)
    assert (status, contents(root)) == (2, before), complaints
    assert f"could not be written and is as it was: {REASONS[number]}" in complaints
    assert list(root.rglob("*.incidentbook")) == []


def test_a_check_needs_no_cache_to_be_written(base: Path) -> None:
    root = base / "root"
    prepare(root, SCENARIOS["cache"])
    command = ("check", "--format", "gitlab")  # without the seconds it took
    warm(root, command)
    free = run(root, command, lambda: None)
    assert free[0] == 1

    def hinder() -> None:
        os.environ["INCIDENTBOOK_CACHE_DIR"] = str(root / "store")
        be_nobody()

    lock(root)
    assert run(root, command, hinder) == free
    assert not (root / "store").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no disk that is always full")
@pytest.mark.parametrize("command", [("check",), ("export", "--format", "csv"), ("actions",), ("--help",)])
def test_output_that_finds_no_room_is_said_in_words(base: Path, command: tuple[str, ...]) -> None:
    prepare(base / "root", SCENARIOS["fix"])
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-c", "from incidentbook.commands import main; main()", *command],
            cwd=base / "root",
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    words = "the output could not be written: the disk is full; make room, then run the command again"
    assert done.stderr.startswith(f"incidentbook: {words}\n")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_what_is_printed_into_a_file_is_utf_8_in_any_locale(base: Path, encoding: str) -> None:
    prepare(base / "root", SCENARIOS["fix"])
    done = subprocess.run(
        [sys.executable, "-c", "from incidentbook.commands import main; main()", "check"],
        cwd=base / "root",
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert "→ add `## Contributing factors`" in done.stdout.decode("utf-8")

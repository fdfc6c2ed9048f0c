"""The network: nothing goes out unless somebody syncs, and what a server answers does not hold anybody up."""

import gzip
import os
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

import pytest

from incidentbook.trackers import connection as connecting
from incidentbook.trackers import deadline
from incidentbook.trackers.answers import TrackerError
from incidentbook.trackers.connection import Connection
from incidentbook.trackers.waiting import Waiting
from tests.hostile.corpus import postmortem, runbook
from tests.sites.builder import Site, environment

WATCH = """
import sys

FORBIDDEN = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind")

def hook(event, arguments):
    if event in FORBIDDEN:
        print(f"WENT OUT: {event} {arguments[1:]}", file=sys.stderr, flush=True)
        raise RuntimeError(f"{event} is forbidden")

sys.addaudithook(hook)
"""
"""What each process of a run executes first."""

HOUSE = (
    "check",
    "check --format sarif",
    "check --fix --diff",
    "actions",
    "runbooks",
    "oncall Alert1",
    "metrics",
    "review --period 2025-Q1",
    "similar docs/postmortems/p001.md",
    "export --format json",
    "export --format atom",
    "rota",
    "message --audience customer --phase identified",
    "severity --list",
    "explain causes",
    "new postmortem Late",
    "init",
    "sync --from github --dry-run",
)
"""Commands; the last one is to go out, so that the test knows that it would notice."""

LINKS = "See https://evil.example/ and ![x](https://images.example/x.png), OPS-12, [a](//evil.example)."


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository, with Python's own start-up file beside it, which watches."""
    folder = tmp_path_factory.mktemp("network")
    (folder / "start").mkdir()
    (folder / "start" / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    root = folder / "root"
    root.mkdir()
    ticket = "- [ ] Say it — @ana, due 2025-04-01, https://github.com/acme/shop/issues/12\n"
    Site(root).write(
        {
            "mkdocs.yml": "site_name: x\ntheme: {name: material, font: false}\nplugins: [incidentbook]\n",
            "incidentbook.yml": "as_of: 2026-03-31\nstatus_page: https://evil.example/\n",
            "docs/postmortems/p001.md": postmortem(1, LINKS) + ticket,
            "docs/runbooks/r001.md": runbook(1, LINKS),
            "oncall.yml": "rotations: []\n",
        }
    )
    git = shutil.which("git") or "git"
    for words in ("init -q", "add -A", "-c user.name=a -c user.email=a@example.com commit -qm Begin"):
        subprocess.run([git, *words.split()], cwd=root, check=True)
    return root


def ran(root: Path, *words: str) -> str:
    """What a module of Python printed, watched."""
    start = str(root.parent / "start")
    paths = os.pathsep.join(filter(None, (start, os.environ.get("PYTHONPATH", ""))))
    ended = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=root,
        env={**environment(), "PYTHONPATH": paths, "GITHUB_TOKEN": "ghp_planted"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    assert "ghp_planted" not in ended.stdout + ended.stderr
    return ended.stdout + ended.stderr


@pytest.mark.parametrize("words", HOUSE)
def test_only_sync_goes_out(watched: Path, words: str) -> None:
    said = ran(watched, "incidentbook", *shlex.split(words))
    assert ("WENT OUT" in said) is words.startswith("sync"), said


def test_a_build_does_not_go_out(watched: Path) -> None:
    said = ran(watched, "mkdocs", "build", "--site-dir", str(watched.parent / "site"))
    assert "Documentation built" in said
    assert "WENT OUT" not in said


def test_the_token_is_in_no_file(watched: Path) -> None:
    ran(watched, "incidentbook", "sync", "--from", "github", "--url", "http://127.0.0.1:9")
    for path in watched.rglob("*"):
        if path.is_file():
            assert b"ghp_planted" not in path.read_bytes(), path


@contextmanager
def answering(answer: Callable[[socket.socket, Event], None]) -> Iterator[Connection]:
    """A connection to a server of this machine that answers its first question so."""
    enough = Event()

    def serve() -> None:
        with suppress(OSError):
            client, _ = listening.accept()
            with client:
                client.recv(65_536)
                answer(client, enough)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = Thread(target=serve, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        yield Connection(url, {"Authorization": "Bearer planted"}, Waiting(0.0))
        enough.set()
        thread.join(10)


def trickle(client: socket.socket, enough: Event) -> None:
    """A header that never ends, a sign at a time."""
    client.sendall(b"HTTP/1.1 200 OK\r\nX-Header: ")
    while not enough.wait(0.02):
        client.sendall(b"x")


def go_on(client: socket.socket, enough: Event) -> None:
    """“Go on”, again and again."""
    while not enough.wait(0.02):
        client.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")


@pytest.mark.parametrize("answer", [trickle, go_on])
def test_an_answer_that_never_begins_ends(
    answer: Callable[[socket.socket, Event], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(deadline, "BEGIN", 0.3)
    with answering(answer) as connection, pytest.raises(TrackerError, match="took longer than") as fault:
        connection.get("/x")
    assert "planted" not in str(fault.value)


def test_an_endless_answer_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(connecting, "LARGEST", 1_000_000)

    def endless(client: socket.socket, enough: Event) -> None:
        client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while not enough.is_set():
            client.sendall(b" " * 65_536)

    with answering(endless) as connection, pytest.raises(TrackerError, match="more than 1 MB"):
        connection.get("/x")


def test_a_small_answer_never_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    """A body that unpacks to gigabytes is not unpacked: nobody asked for a packed one."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    bomb = gzip.compress(b" " * 50_000_000)

    def packed(client: socket.socket, _: Event) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(bomb)}\r\n\r\n"
        client.sendall(head.encode() + bomb)

    with answering(packed) as connection, pytest.raises(TrackerError, match="not JSON"):
        connection.get("/x")

"""A library is the same, and nothing is lost, whoever reads it: one process or several."""

import os
import signal
import sys
from datetime import date
from pathlib import Path

import pytest

from benchmarks.corpus import write_corpus
from incidentbook.checks import run
from incidentbook.hosts import looks
from incidentbook.hosts.looks import Task
from incidentbook.hosts.recall import Readings, Recollection, readings_of, recollected
from incidentbook.reading.library import read_library
from incidentbook.reading.policy import load_policy
from incidentbook.reading.store import Store, pickled

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="copies are made on Linux alone")

DAY = date(2026, 1, 15)
FIRST = os.getpid()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus with a little of everything that is no plain document."""
    root = tmp_path_factory.mktemp("corpus")
    write_corpus(root, 40)
    for folder in ("north", "south"):  # the same name twice: the folder becomes a part of the id
        (root / "postmortems" / folder).mkdir()
        (root / "postmortems" / folder / "twice.md").write_text(
            "# Twice\n\n## Action items\n\n- [ ] Mend it\n"
        )
    (root / "postmortems/gone.md").symlink_to("nowhere.md")
    (root / "postmortems/stray.md.txt").write_text("---\nkind: postmortem\n---\n# Stray\n")
    (root / "postmortems/latin.md").write_bytes("# Café\n\n## Summary\n\nIt broke.\n".encode("latin-1"))
    return root


@pytest.fixture
def together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let three processes read however few documents there are."""
    monkeypatch.setattr(looks, "LEAST", 1)
    monkeypatch.setattr(looks, "_AT_ONCE", 3)
    monkeypatch.setattr(looks, "processes", lambda: 3)


def readings(root: Path, as_of: date | None = DAY) -> Readings:
    return readings_of(root, load_policy(root), as_of)


@pytest.mark.usefixtures("together")
def test_several_processes_read_and_find_what_one_does(root: Path) -> None:
    library = read_library(root, load_policy(root))
    made = readings(root)
    assert made.library == library
    assert run(made.library, DAY, None, made.examined) == run(library, DAY)


@pytest.mark.usefixtures("together")
def test_all_are_examined_along_but_those_whose_id_was_changed_since(root: Path) -> None:
    made = readings(root)
    every = {one.path for one in made.library.postmortems} | {one.path for one in made.library.runbooks}
    again = {path for path in every if path.endswith("/twice.md")}
    assert len(again) == 2
    assert made.examined.keys() == every - again


@pytest.mark.usefixtures("together")
def test_nothing_is_examined_where_nothing_is_checked(root: Path) -> None:
    made = readings(root, None)
    assert (made.library, made.examined) == (read_library(root, load_policy(root)), {})


def test_one_process_leaves_the_examination_to_the_checks(root: Path) -> None:
    assert readings(root).examined == {}


@pytest.mark.usefixtures("together")
def test_what_is_remembered_comes_from_all_processes(root: Path) -> None:
    policy, recollection = load_policy(root), Recollection()
    first = recollected(root, policy, recollection, Store(None), DAY)
    assert first.library == read_library(root, policy)
    recollection.files = {path: one for path, one in recollection.files.items() if "postmortems" in path}
    again = recollected(root, policy, recollection, Store(None), DAY)
    assert again.library == first.library
    assert run(again.library, DAY, None, again.examined) == run(first.library, DAY)


@pytest.mark.usefixtures("together")
def test_a_killed_process_loses_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Task.look

    def be_killed(self: Task, path: str) -> looks.Look:
        if os.getpid() != FIRST:
            os.kill(os.getpid(), signal.SIGKILL)
        return read(self, path)

    monkeypatch.setattr(Task, "look", be_killed)
    assert readings(root).library == read_library(root, load_policy(root))


@pytest.mark.usefixtures("together")
def test_unreadable_files_are_told_of_by_every_process(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_root: Path, path: str, _policy: object) -> None:
        raise PermissionError(13, "Permission denied", path)

    documents = len(read_library(root, load_policy(root)).postmortems)
    monkeypatch.setattr(looks, "source_of", refuse)
    made = readings(root)
    told = [problem for problem in made.library.problems if "Permission denied" in problem.message]
    assert not made.library.postmortems
    assert len(told) >= documents


@pytest.mark.usefixtures("together")
def test_records_from_another_process_take_no_more_room(root: Path) -> None:
    alone = {one.path: len(pickled(one)) for one in read_library(root, load_policy(root)).postmortems}
    assert {one.path: len(pickled(one)) for one in readings(root).library.postmortems} == alone

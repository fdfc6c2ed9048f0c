import os
from pathlib import Path

import pytest

from incidentbook.hosts import recall
from incidentbook.hosts.recall import Recollection, recollected
from incidentbook.reading.library import read_library
from incidentbook.reading.policy import load_policy
from incidentbook.reading.store import Store


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(recall, "_SETTLED", -1)  # as if the files were written long ago
    folder = tmp_path / "root"
    (folder / "postmortems").mkdir(parents=True)
    for name in ("one", "two", "three"):
        write(folder, name, "It broke.")
    return folder


def write(root: Path, name: str, summary: str) -> None:
    (root / f"postmortems/{name}.md").write_text(f"# {name}\n\n## Summary\n\n{summary}\n", encoding="utf-8")


def test_unchanged_documents_are_not_read_again(root: Path) -> None:
    policy, recollection = load_policy(root), Recollection()
    recollected(root, policy, recollection, Store(None))
    assert recollection.read == 3
    write(root, "two", "It broke in another way.")
    again = recollected(root, policy, recollection, Store(None)).library
    assert recollection.read == 1
    assert again == read_library(root, policy)


def test_deleted_and_new_documents_are_seen(root: Path) -> None:
    policy, recollection = load_policy(root), Recollection()
    recollected(root, policy, recollection, Store(None))
    (root / "postmortems/one.md").rename(root / "postmortems/four.md")
    assert recollected(root, policy, recollection, Store(None)).library == read_library(root, policy)


def test_another_policy_reads_all_anew(root: Path) -> None:
    recollection = Recollection()
    recollected(root, load_policy(root), recollection, Store(None))
    (root / "incidentbook.yml").write_text("title: Another\n", encoding="utf-8")
    policy = load_policy(root)
    assert recollected(root, policy, recollection, Store(None)).library == read_library(root, policy)
    assert recollection.read >= 3


def test_a_store_remembers_for_another_process(root: Path, tmp_path: Path) -> None:
    policy, store = load_policy(root), Store(tmp_path / "kept")
    recollected(root, policy, Recollection(), store)
    other = Recollection()
    assert recollected(root, policy, other, store).library == read_library(root, policy)
    assert other.read == 0


def test_a_file_that_was_just_written_is_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recall, "_SETTLED", 10**18)
    policy, recollection = load_policy(root), Recollection()
    recollected(root, policy, recollection, Store(None))
    for path in sorted(root.rglob("*.md")):
        os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    recollected(root, policy, recollection, Store(None))
    assert recollection.read == 3

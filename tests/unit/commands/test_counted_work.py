"""How much work a check does, counted and not timed: nothing gets slower unnoticed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.corpus import write_corpus
from incidentbook.checks.phrases import signs_in
from incidentbook.commands import looks
from incidentbook.commands.examination import Examination, examine_all
from incidentbook.commands.options import place
from incidentbook.reading import blocks, store
from incidentbook.reading.store import VARIABLE, Store

DOCUMENTS = 24


class Counted(Store):
    """A store that notes which of its entries are read."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.read: list[str] = []

    def load_plain(self, name: str) -> object:
        self.read.append(name)
        return super().load_plain(name)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("corpus")
    write_corpus(root, DOCUMENTS)
    grow_old(root)
    return root


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "kept"


def grow_old(root: Path) -> None:
    """Let no file be so new that its times say nothing."""
    for path in root.rglob("*.*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))


@pytest.fixture(autouse=True)
def settled_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust the times of files that were written just now: nobody writes them behind the tests' back."""
    monkeypatch.setattr("incidentbook.commands.kept._SETTLED", -1)


def examined(root: Path, kept: Path, wanted: str = "") -> tuple[Examination, list[str]]:
    """An examination of all documents or of one, and the entries of the store that it read."""
    counted = Counted(kept)
    found = examine_all(place(root), lambda path: not wanted or path == wanted, counted)
    return found, counted.read


def test_a_cold_run_parses_each_document_once(corpus: Path, kept: Path) -> None:
    found, _ = examined(corpus, kept)
    assert (len(found.parsed), len(found.kinds)) == (DOCUMENTS, DOCUMENTS)


def test_a_warm_run_reads_one_entry_and_parses_nothing(corpus: Path, kept: Path) -> None:
    first, _ = examined(corpus, kept)
    again, read = examined(corpus, kept)
    assert (len(again.parsed), read) == (0, ["code", "check"])
    assert (again.findings, again.waivers) == (first.findings, first.waivers)


def test_one_unchanged_document_needs_no_other(corpus: Path, kept: Path) -> None:
    first, _ = examined(corpus, kept)
    path = min(first.kinds)
    again, read = examined(corpus, kept, path)
    assert (len(again.parsed), read) == (0, ["code", "check"])
    assert again.findings == tuple(one for one in first.findings if one.at.path == path)


def test_one_changed_document_is_parsed_alone_with_digests_as_its_context(tmp_path: Path, kept: Path) -> None:
    root = tmp_path / "root"
    write_corpus(root, DOCUMENTS)
    first, _ = examined(root, kept)
    path = min(first.kinds)
    text = (root / path).read_text(encoding="utf-8")
    (root / path).write_text(text.replace("# Summary", "# Summary\n\n[gone](gone.md)"), encoding="utf-8")
    changed, read = examined(root, kept, path)
    assert (set(changed.parsed), set(read)) == ({path}, {"code", "check", "digests", "patterns"})
    assert [one.key for one in changed.findings if one.name == "dead-link"] == ["gone.md"]
    fresh, _ = examined(root, tmp_path / "other")
    whole, _ = examined(root, kept)
    assert whole.findings == fresh.findings
    assert not whole.parsed


def test_the_same_size_and_time_hide_no_change(tmp_path: Path, kept: Path) -> None:
    root = tmp_path / "root"
    write_corpus(root, 4)
    path = next((root / "postmortems").rglob("*.md"))
    before = path.stat()
    examined(root, kept)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("SEV", "SEX", 1), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    changed, _ = examined(root, kept)
    assert changed.parsed == {path.relative_to(root).as_posix()}


def test_a_touched_document_is_hashed_and_not_parsed(tmp_path: Path, kept: Path) -> None:
    root = tmp_path / "root"
    write_corpus(root, 4)
    examined(root, kept)
    grow_old(root)
    again, read = examined(root, kept)
    assert (len(again.parsed), read) == (0, ["code", "check"])


def test_a_fresh_checkout_and_installation_use_what_was_kept(
    tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "root"
    write_corpus(root, 4)
    examined(root, kept)
    monkeypatch.setattr(store, "_code_state", lambda: "other times and places")
    write_corpus(root, 4)
    again, _ = examined(root, kept)
    assert not again.parsed
    monkeypatch.setattr(store, "_code_state", lambda: "times of changed files")
    monkeypatch.setattr(store, "_code_files", lambda: (("reading/new.py", __file__),))
    changed, _ = examined(root, kept)
    assert len(changed.parsed) == 4


def test_several_processes_find_what_one_finds(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = examined(corpus, tmp_path / "one")
    monkeypatch.setattr(looks, "_MANY", 1)
    monkeypatch.setattr(looks, "_AT_ONCE", 5)
    monkeypatch.setattr(looks, "_processors", lambda: 2)
    several, _ = examined(corpus, tmp_path / "several")
    assert (several.findings, several.kinds, several.library) == (one.findings, one.kinds, one.library)


def test_runs_at_the_same_time_leave_a_whole_store(corpus: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-c",
        "from incidentbook.commands import main; main()",
        "check",
        "--format",
        "json",
    ]
    environment = {**os.environ, VARIABLE: str(tmp_path)}
    runs = [
        subprocess.Popen(command, cwd=corpus, env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    findings = [json.loads(run.communicate()[0])["findings"] for run in runs]
    assert findings[0] == findings[1] == findings[2]
    (folder,) = tmp_path.iterdir()
    assert {path.name for path in folder.iterdir()} == {"check", "code", "digests", "patterns", "policy"}
    assert isinstance(Store(folder).load_plain("digests"), tuple)


def test_a_document_is_parsed_once_and_its_tables_are_read_from_their_lines(
    corpus: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[str] = []

    class Counting:
        def events_with_range(self, text: str) -> object:
            parsed.append(text)
            return markdown.events_with_range(text)

    markdown = blocks._MARKDOWN
    monkeypatch.setattr(blocks, "_MARKDOWN", Counting())
    examined(corpus, kept)
    whole = [text for text in parsed if "\n" in text]
    cells = [text for text in parsed if "\n" not in text]
    assert len(whole) == DOCUMENTS
    assert len(cells) == sum(path.read_text(encoding="utf-8").count("[OPS-") for path in corpus.rglob("*.md"))


def test_prose_is_searched_for_signs_of_phrases_once_a_document(corpus: Path, kept: Path) -> None:
    signs_in.cache_clear()
    found, _ = examined(corpus, kept)
    asked = signs_in.cache_info()
    assert asked.misses == sum(kind == "postmortem" for kind in found.kinds.values())
    assert asked.hits >= asked.misses


TOGETHER = "from incidentbook.commands import looks; looks._MANY, looks._processors = 20, lambda: 2"
"""Lets a check use two processes for twenty files."""


def imported_by_check(root: Path, kept: Path, *words: str, first: str = "") -> set[str]:
    """The modules that a check imports in its first process, after some other lines of code."""
    script = (
        f"import sys\n{first}\nfrom incidentbook.commands import kept, main; kept._SETTLED = -1\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    command = [sys.executable, "-c", script, "check", *words]
    environment = {**os.environ, VARIABLE: str(kept)}
    run = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=True)
    return set(run.stderr.split())


def test_what_several_processes_compiled_is_there_for_one_changed_postmortem(tmp_path: Path) -> None:
    root, kept = tmp_path / "root", tmp_path / "kept"
    write_corpus(root, DOCUMENTS)
    grow_old(root)
    imported_by_check(root, kept, first=TOGETHER)
    (patterns,) = kept.glob("*/patterns")
    before = patterns.read_bytes()
    path = min((root / "postmortems").rglob("*.md"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("## Summary\n\n", "## Summary\n\nIt was a Monday. "), encoding="utf-8")
    loaded = imported_by_check(root, kept, path.relative_to(root).as_posix())
    assert patterns.read_bytes() == before
    assert loaded.isdisjoint({"calendar", "shlex", "textwrap", "zoneinfo", "concurrent.futures"})
    others = ("runbook", "runbook_steps", "runbook_yaml", "policy", "alert_rules")
    assert loaded.isdisjoint(f"incidentbook.reading.{name}" for name in others)
    assert len([name for name in loaded if name.startswith("incidentbook")]) < 210


HEAVY = (
    *("yaml", "pyromark", "frontmatter", "hashlib", "dataclasses", "json", "tempfile", "subprocess"),
    *("contextlib", "shlex", "textwrap", "typing"),
)


def test_a_warm_run_imports_no_reader_and_no_rule(corpus: Path, tmp_path: Path) -> None:
    document = min(path.relative_to(corpus).as_posix() for path in (corpus / "postmortems").rglob("*.md"))
    for _ in range(2):
        loaded = imported_by_check(corpus, tmp_path, document)
    assert loaded.isdisjoint(HEAVY)
    assert loaded.isdisjoint({"incidentbook.reading.postmortem", "incidentbook.checks.families"})
    assert len([name for name in loaded if name.startswith("incidentbook")]) < 60


def test_the_corpus_is_the_same_each_time_and_of_the_stated_sizes(tmp_path: Path) -> None:
    write_corpus(tmp_path / "a", 40)
    write_corpus(tmp_path / "b", 40)
    files = {p.relative_to(tmp_path / "a"): p.read_bytes() for p in (tmp_path / "a").rglob("*.md")}
    assert files == {p.relative_to(tmp_path / "b"): p.read_bytes() for p in (tmp_path / "b").rglob("*.md")}
    sizes = [len(data) for path, data in files.items() if path.parts[0] == "postmortems"]
    assert (len(files), len(sizes)) == (40, 30)
    assert min(sizes) > 6_000
    assert max(sizes) < 10_000


def test_without_processes_everything_is_read_all_the_same(
    corpus: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "_MANY", 1)
    monkeypatch.setattr(looks, "_AT_ONCE", 5)
    monkeypatch.setattr(looks, "_processors", lambda: 2)
    monkeypatch.setattr(looks, "_begin", refuse)
    found, _ = examined(corpus, kept)
    assert len(found.parsed) == DOCUMENTS


def refuse(_task: object) -> None:
    """End a process as a system does that is short of memory."""
    os._exit(9)

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from incidentbook.reading import git_log
from incidentbook.reading.postmortem import read_postmortem
from incidentbook.reading.store import Store
from incidentbook.records import Policy, Postmortem
from tests.unit.analysis.repository_of import Checkout, by_title, document, repository, told

CANARY = "Add a canary stage"
ALERT = "Alert on the depth of the queue"


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """An item that was written, given another due date, and done; a second one that was done at once."""
    found = repository(tmp_path / "book")
    other = f"{ALERT} | @bo | | done"
    found.commit("2025-03-01", down=document(f"{CANARY} | @ana | 2025-04-01 | open", other))
    found.commit("2025-03-10", down=document(f"{CANARY} | @ana | 2025-05-01 | open", other))
    found.commit("2025-04-10", down=document(f"{CANARY} | @ana | 2025-05-01 | done", other))
    return found


def clone(checkout: Checkout, *arguments: str) -> Checkout:
    """A clone of a repository beside it."""
    checkout.git("clone", "--quiet", "--no-local", *arguments, checkout.root.as_uri(), "../clone")
    return Checkout(checkout.root.parent / "clone")


def test_the_log_goes_from_old_to_new(checkout: Checkout) -> None:
    log = checkout.log()
    assert [commit.day for commit in log.commits] == [date(2025, 3, 1), date(2025, 3, 10), date(2025, 4, 10)]
    assert [commit.parents for commit in log.commits[1:]] == [(log.commits[0].id,), (log.commits[1].id,)]
    assert [[item.title for item in items] for items in log.versions.values()] == [[CANARY, ALERT]] * 3
    assert (log.note, log.is_known) == ("", True)


def test_versions_are_read_once_and_kept(
    checkout: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "store")
    first = checkout.log(store=store)
    checkout.commit("2025-05-01", down=document(f"{CANARY} | @ana | | open"))
    read: list[str] = []

    def noting(path: str, text: str, policy: Policy) -> Postmortem:
        read.append(path)
        return read_postmortem(path, text, policy)

    monkeypatch.setattr(git_log, "read_postmortem", noting)
    second = checkout.log(store=store)
    assert read == ["postmortems/down.md"]
    assert len(second.versions) == len(first.versions) + 1
    assert checkout.log(store=store) == second
    assert len(read) == 1


def test_what_another_policy_kept_is_read_again(checkout: Checkout, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    store.save("history", ("another", {("postmortems/down.md", "0" * 40): ()}))
    assert checkout.log(store=store) == checkout.log()


def test_runs_at_the_same_time_share_a_store(checkout: Checkout, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    with ThreadPoolExecutor(4) as pool:
        logs = list(pool.map(lambda _: checkout.log(store=store), range(8)))
    assert all(log == logs[0] for log in logs)
    assert sorted(path.name for path in (tmp_path / "store").iterdir()) == ["code", "history"]


def test_a_shallow_clone_does_not_know_what_it_does_not_hold(checkout: Checkout) -> None:
    found = clone(checkout, "--depth", "1").histories()
    canary = by_title(found)[CANARY]
    assert (canary.first_written, canary.done_on, canary.due_moves, canary.slip_days) == (None,) * 4
    assert canary.reason == "the clone is shallow and does not reach back to it"
    assert told(canary) == "done None"
    assert "The clone is shallow: what happened before 2025-04-10 is not known" in found.note
    assert (found.trend.points, found.trend.note) == (
        (),
        "The clone is shallow: Git shows nothing before 2025-04-10.",
    )


def test_a_shallow_clone_knows_what_happened_in_it(checkout: Checkout) -> None:
    found = clone(checkout, "--depth", "2").histories()
    canary = by_title(found)[CANARY]
    assert told(canary) == "open None, done 2025-04-10"
    assert (canary.done_on, canary.done_basis, canary.first_written) == (date(2025, 4, 10), "commit", None)
    assert [(point.day, point.opened, point.closed, point.open) for point in found.trend.points] == [
        (date(2025, 4, 30), 0, 1, 0),
        (date(2025, 5, 31), 0, 0, 0),
        (date(2025, 6, 30), 0, 0, 0),
    ]


def test_a_partial_clone_says_so_and_fetches_nothing(checkout: Checkout) -> None:
    checkout.git("config", "uploadpack.allowFilter", "true")
    partial = clone(checkout, "--filter=blob:none")
    found = partial.histories()
    assert "without `--filter`" in found.note
    assert all(history.first_written is None for history in found.items.values())
    assert found.trend.points == ()


def test_a_version_that_is_lost_takes_the_document_s_history_with_it(checkout: Checkout) -> None:
    checkout.commit("2025-04-11", other=document("Buy disks | @cy | | open", title="Disk full"))
    blob = checkout.git("rev-parse", "HEAD~2:postmortems/down.md").strip()
    (checkout.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    found = checkout.histories()
    assert "1 version of a document is not in this clone" in found.note
    histories = by_title(found)
    assert histories["Buy disks"].first_written == date(2025, 4, 11)
    assert (histories[CANARY].statuses, histories[CANARY].first_written, histories[CANARY].due_moves) == (
        (),
        None,
        None,
    )
    assert (found.trend.counted, found.trend.left_out) == (1, 2)


def test_a_folder_outside_git_has_no_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    bare = Checkout(tmp_path)
    bare.write("postmortems/down.md", document(f"{CANARY} | @ana | | open"))
    found = bare.histories()
    assert found.note == "The history of action items is not known: the folder is not in a Git repository."
    assert by_title(found)[CANARY].first_written is None
    assert found.trend.note == found.note


def test_without_git_there_is_no_history(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert checkout.log().note == "The history of action items is not known: git is not installed."


def test_a_repository_without_a_commit_has_no_history(tmp_path: Path) -> None:
    empty = repository(tmp_path / "empty")
    empty.write("postmortems/down.md", document(f"{CANARY} | @ana | | open"))
    assert empty.log().note == "The history of action items is not known: the repository has no commit yet."


def test_a_document_that_is_not_committed_has_no_history(checkout: Checkout) -> None:
    checkout.write("postmortems/new.md", document("Buy disks | @cy | | open"))
    found = checkout.histories()
    new = by_title(found)["Buy disks"]
    assert (new.first_written, new.due_moves) == (None, None)
    assert new.reason == "its document is not committed yet"
    assert found.note == "1 document with action items is not committed yet and without history."
    assert by_title(found)[CANARY].first_written == date(2025, 3, 1)


def test_the_root_may_be_a_folder_of_the_repository(checkout: Checkout) -> None:
    checkout.git("mv", "postmortems", "book-postmortems")
    (checkout.root / "portal").mkdir()
    checkout.git("mv", "book-postmortems", "portal/postmortems")
    checkout.commit("2025-05-01", other=document("Buy disks | @cy | | open"))
    found = checkout.histories(root="portal")
    assert {path for path, _ in found.items} == {"postmortems/down.md"}
    assert by_title(found)[CANARY].first_written == date(2025, 3, 1)
    assert found.removed == ()


def test_a_draft_elsewhere_is_part_of_the_history(checkout: Checkout) -> None:
    checkout.write("drafts/disk.md", document("Buy disks | @cy | | open", title="Disk full"))
    checkout.commit("2025-05-01")
    checkout.git("mv", "drafts/disk.md", "postmortems/disk.md")
    checkout.commit("2025-05-09")
    assert by_title(checkout.histories())["Buy disks"].first_written == date(2025, 5, 1)


def test_what_is_no_postmortem_is_left_out(checkout: Checkout) -> None:
    text = document("Buy disks | @cy | | open")
    runbook = text.replace("---\ntitle", "---\nkind: runbook\ntitle", 1)
    checkout.commit("2025-05-01", template=text, book=runbook)
    checkout.write("notes/a.md", text)
    checkout.commit("2025-05-02")
    checkout.git("rm", "-r", "--quiet", "notes")
    checkout.commit("2025-05-03")
    found = checkout.histories()
    assert {path for path, _ in found.items} == {"postmortems/down.md"}
    assert found.removed == ()
    assert found.trend.counted == 1


@pytest.mark.parametrize("name", ["größer als 3", "tab\there", "line\nbreak", "-x", ":(glob)"])
def test_any_name_will_do(tmp_path: Path, name: str) -> None:
    odd = repository(tmp_path / "book")
    odd.commit("2025-03-01", **{name: document(f"{CANARY} | @ana | | open")})
    assert by_title(odd.histories())[CANARY].first_written == date(2025, 3, 1)


def test_a_day_outside_the_calendar_is_unknown(tmp_path: Path) -> None:
    odd = repository(tmp_path / "book")
    odd.commit("2025-03-01", author="@99999999999999 +0000", down=document(f"{CANARY} | @ana | | open"))
    canary = by_title(odd.histories())[CANARY]
    assert (canary.first_written, canary.reason) == (None, "the commit bears no date that a calendar has")


def test_a_hook_s_repository_is_not_the_folder_s(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", os.devnull)
    monkeypatch.setenv("GIT_INDEX_FILE", os.devnull)
    assert len(checkout.log().commits) == 3

"""What Git tells of runbooks, in real repositories."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from incidentbook.analysis.runbook_pasts import runbook_pasts
from incidentbook.reading import runbook_log
from incidentbook.reading.library import read_library
from incidentbook.reading.runbook_log import read_runbook_log
from incidentbook.reading.store import Store
from incidentbook.reading.substance import substance
from tests.unit.analysis.repository_of import POLICY, Checkout, repository
from tests.unit.analysis.runbooks_of import PATH, Shelf, runbook_text

LIST, GROW, KILL = "kubectl get pods", "kubectl scale deploy/q --replicas=3", "kubectl delete pod q-0"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(repository(tmp_path / "book"))


def test_a_bump_of_a_date_earns_nothing(shelf: Shelf) -> None:
    shelf.commit("2025-01-05", runbook_text(LIST, reviewed="2025-01-05"))
    shelf.commit("2025-02-05", runbook_text(LIST, GROW, reviewed="2025-02-05"))
    shelf.commit("2025-05-05", runbook_text(LIST, GROW, reviewed="2025-05-05"))
    shelf.commit("2025-08-05", runbook_text(LIST, GROW, reviewed="2025-08-05").replace("1. Do", "- Do"))
    past = shelf.past()
    assert (past.changed, past.written, past.later_versions) == (date(2025, 2, 5), date(2025, 1, 5), 2)
    assert (past.reason, past.is_committed) == ("", True)


def test_a_change_taken_back_is_a_change(shelf: Shelf) -> None:
    shelf.commit("2025-01-05", runbook_text(LIST))
    shelf.commit("2025-02-05", runbook_text(LIST, GROW))
    shelf.commit("2025-03-05", runbook_text(LIST))
    assert shelf.past().changed == date(2025, 3, 5)


def test_a_merge_is_no_change_of_its_own(shelf: Shelf) -> None:
    shelf.commit("2025-01-05", runbook_text(LIST))
    shelf.checkout.git("checkout", "--quiet", "-b", "side")
    shelf.commit("2025-02-05", runbook_text(LIST, GROW))
    shelf.checkout.git("checkout", "--quiet", "main")
    shelf.commit("2025-03-05", runbook_text(LIST, reviewed="2025-03-05"))
    shelf.checkout.git("merge", "--quiet", "--no-commit", "side", day="2025-04-05")
    shelf.commit("2025-04-05", runbook_text(LIST, GROW, reviewed="2025-03-05"))
    assert shelf.past().changed == date(2025, 2, 5)


def test_a_rename_keeps_the_past(shelf: Shelf) -> None:
    shelf.commit("2025-01-05", runbook_text(LIST, GROW, KILL), "runbooks/old.md")
    shelf.checkout.git("mv", "runbooks/old.md", PATH)
    shelf.commit("2025-03-05")
    past = shelf.past()
    assert (past.changed, past.written) == (date(2025, 1, 5), date(2025, 1, 5))


def test_a_runbook_moved_and_reviewed_keeps_the_past(shelf: Shelf) -> None:
    shelf.commit("2025-01-05", runbook_text(LIST, GROW, KILL, reviewed="2025-01-05"), "runbooks/old.md")
    shelf.checkout.git("mv", "runbooks/old.md", PATH)
    shelf.commit("2025-03-05", runbook_text(LIST, GROW, KILL, reviewed="2025-03-05"))
    assert shelf.past().changed == date(2025, 1, 5)


def test_commands_are_compared_with_those_of_the_test(shelf: Shelf) -> None:
    shelf.commit("2025-01-05", runbook_text(LIST, KILL))
    shelf.commit("2025-02-05", runbook_text(LIST, KILL, tested="2025-02-04"))
    shelf.commit("2025-03-05", runbook_text(LIST, GROW, tested="2025-02-04"))
    past = shelf.past()
    assert (past.new_commands, past.gone_commands, past.tested_reason) == ((GROW,), (KILL,), "")


def test_another_look_of_a_command_is_the_same_command(shelf: Shelf) -> None:
    shelf.commit("2025-02-05", runbook_text(LIST, tested="2025-02-05"))
    shelf.commit("2025-03-05", runbook_text("kubectl  get   pods", tested="2025-02-05"))
    assert shelf.past().new_commands == ()


def test_a_test_noted_later_counts_for_the_version_of_its_day(shelf: Shelf) -> None:
    shelf.commit("2025-01-05", runbook_text(LIST))
    shelf.commit("2025-06-05", runbook_text(GROW, tested="2025-02-01"))
    assert shelf.past().new_commands == (GROW,)


def test_a_test_from_before_git_is_not_guessed(shelf: Shelf) -> None:
    shelf.commit("2025-06-05", runbook_text(GROW, tested="2024-02-01"))
    past = shelf.past()
    assert (past.new_commands, past.tested_reason) == ((), "Git holds no version from that day")


def test_what_is_not_committed_is_said(shelf: Shelf) -> None:
    shelf.commit("2025-01-05", runbook_text(LIST, tested="2025-01-05"))
    shelf.checkout.write(PATH, runbook_text(LIST, GROW, tested="2025-01-05"))
    past = shelf.past()
    assert (past.changed, past.is_committed, past.new_commands) == (None, False, (GROW,))
    shelf.checkout.write(PATH, runbook_text(LIST, tested="2025-03-05"))
    assert (shelf.past().changed, shelf.past().is_committed) == (date(2025, 1, 5), True)
    shelf.checkout.write("runbooks/new.md", runbook_text(LIST))
    assert shelf.past("runbooks/new.md").reason == "it is not committed yet"


def test_a_test_that_is_not_committed_followed_what_lies_here(shelf: Shelf) -> None:
    shelf.commit("2025-01-05", runbook_text(LIST, tested="2025-01-05"))
    shelf.checkout.write(PATH, runbook_text(LIST, GROW, tested="2025-03-05"))
    assert shelf.past().new_commands == ()


def test_a_shallow_clone_says_so(shelf: Shelf) -> None:
    shelf.commit("2025-01-05", runbook_text(LIST, tested="2025-01-05"))
    shelf.commit("2025-02-05", runbook_text(LIST, reviewed="2025-02-05", tested="2025-01-05"))
    shelf.commit("2025-03-05", runbook_text(LIST, reviewed="2025-03-05", tested="2025-01-05"))
    shelf.checkout.git(
        "clone", "--quiet", "--no-local", "--depth=1", shelf.checkout.root.as_uri(), "../clone"
    )
    clone = Shelf(Checkout(shelf.checkout.root.parent / "clone"))
    past = clone.past()
    assert (past.changed, past.written, past.unchanged_since) == (None, None, date(2025, 3, 5))
    assert past.reason == past.tested_reason == "the clone is shallow and does not reach back to it"
    assert clone.log().note == (
        "The clone is shallow: what changed before 2025-03-05 is not known (`git fetch --unshallow`)."
    )


def test_a_shallow_clone_knows_what_it_reaches(shelf: Shelf) -> None:
    shelf.commit("2025-01-05", runbook_text(LIST))
    shelf.commit("2025-02-05", runbook_text(LIST, GROW))
    shelf.commit("2025-03-05", runbook_text(LIST, GROW, reviewed="2025-03-05"))
    shelf.commit("2025-04-05", runbook_text(KILL))
    shelf.checkout.git(
        "clone", "--quiet", "--no-local", "--depth=2", shelf.checkout.root.as_uri(), "../clone"
    )
    past = Shelf(Checkout(shelf.checkout.root.parent / "clone")).past()
    assert (past.changed, past.written, past.reason) == (date(2025, 4, 5), None, "")


def test_without_git_nothing_is_guessed(tmp_path: Path) -> None:
    shelf = Shelf(Checkout(tmp_path))
    shelf.checkout.write(PATH, runbook_text(LIST, tested="2025-01-05"))
    past = shelf.past()
    assert past.changed is None
    assert past.reason == "When runbooks changed is not known: the folder is not in a Git repository."
    assert not shelf.log().is_known


def test_a_policy_without_history_says_so(shelf: Shelf) -> None:
    shelf.commit("2025-01-05", runbook_text(LIST))
    policy = replace(POLICY, history="none")
    log = read_runbook_log(shelf.checkout.root, read_library(shelf.checkout.root, policy), Store(None))
    assert (log.is_known, log.note) == (False, runbook_log.OFF)


def test_a_root_below_the_top_of_the_repository(shelf: Shelf) -> None:
    shelf.commit("2025-01-05", runbook_text(LIST), f"docs/{PATH}")
    assert shelf.past(root="docs").changed == date(2025, 1, 5)


def test_yaml_runbooks_have_a_past_too(shelf: Shelf) -> None:
    text = (
        "metadata:\n  title: Q\n  last_reviewed: {day}\nmitigation:\n  - option: A\n    command: {command}\n"
    )
    path = "runbooks/q.yml"
    shelf.commit("2025-01-05", text.format(day="2025-01-05", command="ls"), path)
    shelf.commit("2025-02-05", text.format(day="2025-02-05", command="ls"), path)
    assert shelf.past(path).changed == date(2025, 1, 5)


def test_versions_are_read_once(shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path / "store")
    shelf.commit("2025-01-05", runbook_text(LIST))
    first = shelf.log(store=store)
    real = substance
    read: list[bool] = []

    def noting(text: str, *, is_yaml: bool) -> object:
        read.append(is_yaml)
        return real(text, is_yaml=is_yaml)

    monkeypatch.setattr(runbook_log, "substance", noting)
    assert shelf.log(store=store) == first
    assert not read
    shelf.checkout.write(PATH, runbook_text(GROW))
    shelf.log(store=store)
    assert len(read) == 1, "only the file that lies here"


def test_all_runbooks_take_a_fixed_number_of_processes(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    from incidentbook.reading import git

    real = git._run
    runs: list[str] = []

    def noting(root: Path, *arguments: str, given: bytes = b"") -> bytes:
        runs.append(arguments[0])
        return real(root, *arguments, given=given)

    for day, word in (("2025-01-05", "echo"), ("2025-02-05", "printf")):
        for number in range(30):
            text = runbook_text(f"{word} {number}", tested="2025-01-05")
            shelf.checkout.write(f"runbooks/r{number}.md", text)
        shelf.commit(day)
    monkeypatch.setattr(git, "_run", noting)
    shelf.log()
    assert sorted(runs) == ["cat-file", "cat-file", "log", "rev-parse", "rev-parse"]


def test_many_random_pasts_are_told_as_they_were_written(shelf: Shelf) -> None:
    """Two hundred runbooks, each with another course of changes and bumps over eight commits."""
    chance = Random(8)  # noqa: S311 - the same courses in every run
    days = [f"2025-{month:02}-11" for month in range(1, 9)]
    courses = {
        f"runbooks/r{number}.md": [(chance.randrange(2), chance.choice(days)) for _ in days]
        for number in range(200)
    }
    for step, day in enumerate(days):
        for path, course in courses.items():
            body, reviewed = course[step]
            text = runbook_text((LIST, GROW)[body], path, reviewed=reviewed)
            shelf.checkout.write(path, text)
        shelf.commit(day)
    library = read_library(shelf.checkout.root, POLICY)
    found = runbook_pasts(shelf.log(), library)
    for path, course in courses.items():
        bodies = [body for body, _ in course]
        last = max((step for step in range(1, 8) if bodies[step] != bodies[step - 1]), default=0)
        assert found[path].changed == date.fromisoformat(days[last]), path
        later = sum(1 for step in range(last + 1, 8) if course[step] != course[step - 1])
        assert found[path].later_versions == later, path

"""A repository is written commit by commit, and what is read out of it compared with figures made by hand."""

from datetime import date
from pathlib import Path

import pytest

from incidentbook.analysis.backlog_trend import first_dates_kept
from incidentbook.records import Histories, TrendPoint

from .repository_of import Checkout, by_title, document, repository, told

CANARY = "Add a canary stage"
PUSHES = "Add a canary stage to configuration pushes"
ALERT = "Alert on the depth of the queue"
RUNBOOK = "Write a runbook for the checkout queue"


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return repository(tmp_path / "book")


@pytest.fixture
def told_by_git(checkout: Checkout) -> Histories:
    """Four months of one document.

    It is renamed, its rows are reworded and moved; one is done, one comes back, one is removed and written
    again, one is not committed yet. The first commit was made on the evening of 3 March in New York.
    """
    alert = f"{ALERT} | @bo | 2025-04-15"
    checkout.commit(
        "2025-03-03T23:30:00-05:00",
        down=document(
            f"{CANARY} | @ana | 2025-04-01 | open | | P1 | prevent",
            f"{alert} | open | | P2 | detect",
            "Write the runbook for the queue | @ana | | open | | | document",
        ),
    )
    checkout.commit(
        "2025-03-20",
        down=document(
            f"{alert} | open | | P2 | detect",
            f"{CANARY} | @ana | 2025-05-01 | open | | P1 | prevent",
            "Write the runbook for the queue | @ana | | open | | | document",
        ),
    )
    checkout.commit(
        "2025-04-10",
        down=document(
            f"{alert} | done | | P2 | detect",
            f"{CANARY} | @ana | 2025-05-01 | open | | P1 | prevent",
            f"{RUNBOOK} | @ana | | open | | | document",
        ),
    )
    checkout.git("mv", "postmortems/down.md", "postmortems/checkout-down.md")
    after = document(
        f"{RUNBOOK} | @ana | | open | | | document",
        f"{PUSHES} | @ana | 2025-05-01 | in progress | | P1 | prevent",
        f"{alert} | done | | P2 | detect",
    )
    checkout.commit("2025-04-20", **{"checkout-down": after})
    after = document(
        f"{RUNBOOK} | @ana | | open | | | document",
        f"{PUSHES} | @ana | 2025-06-01 | in progress | | P1 | prevent",
        f"{alert} | open | | P2 | detect",
    )
    checkout.commit("2025-05-05", **{"checkout-down": after})
    after = document(
        f"{PUSHES} | @ana | 2025-06-01 | in progress | | P1 | prevent",
        f"{alert} | open | | P2 | detect",
    )
    checkout.commit("2025-05-10", **{"checkout-down": after})
    rows = [
        f"{PUSHES} | @ana | 2025-06-01 | done | 2025-05-28 | P1 | prevent",
        f"{alert} | open | | P2 | detect",
    ]
    checkout.commit("2025-06-01", **{"checkout-down": document(*rows)})
    rows.append(f"{RUNBOOK} | @ana | | open | | | document")
    checkout.commit("2025-06-10", **{"checkout-down": document(*rows)})
    rows.append("Buy a second uplink | @cy | | open | | | repair")
    checkout.write("postmortems/checkout-down.md", document(*rows))
    return checkout.histories()


def test_an_item_keeps_its_history_through_renaming_rewording_and_moving(told_by_git: Histories) -> None:
    canary = by_title(told_by_git)[PUSHES]
    assert canary.path == "postmortems/checkout-down.md"
    assert canary.first_written == date(2025, 3, 4)
    assert told(canary) == "open 2025-03-04, in-progress 2025-04-20, done 2025-06-01"
    assert (canary.due_moves, canary.slip_days) == (2, 61)
    assert canary.first_due == date(2025, 4, 1)
    assert [change.day for change in canary.dues] == [date(2025, 3, 4), date(2025, 3, 20), date(2025, 5, 5)]
    assert (canary.done_on, canary.done_basis) == (date(2025, 5, 28), "stated")
    assert (canary.is_complete, canary.reason) == (True, "")


def test_an_item_that_was_opened_again_came_back(told_by_git: Histories) -> None:
    alert = by_title(told_by_git)[ALERT]
    assert told(alert) == "open 2025-03-04, done 2025-04-10, open 2025-05-05"
    assert [change.day for change in alert.came_back] == [date(2025, 5, 5)]
    assert (alert.due_moves, alert.slip_days, alert.done_on) == (0, 0, None)


def test_an_item_that_was_removed_and_written_again_came_back(told_by_git: Histories) -> None:
    runbook = by_title(told_by_git)[RUNBOOK]
    assert told(runbook) == "open 2025-03-04, removed 2025-05-10, open 2025-06-10"
    assert [change.day for change in runbook.came_back] == [date(2025, 6, 10)]
    assert (runbook.is_removed, runbook.removed_on) == (False, None)
    assert told_by_git.removed == ()


def test_what_is_not_committed_has_no_day(told_by_git: Histories) -> None:
    uplink = by_title(told_by_git)["Buy a second uplink"]
    assert (uplink.first_written, uplink.reason) == (None, "it is not committed yet")
    assert told(uplink) == "open None"


def test_the_backlog_month_by_month(told_by_git: Histories) -> None:
    assert told_by_git.trend.points == (
        TrendPoint(date(2025, 3, 31), opened=3, returned=0, closed=0, removed=0, open=3),
        TrendPoint(date(2025, 4, 30), opened=0, returned=0, closed=1, removed=0, open=2),
        TrendPoint(date(2025, 5, 31), opened=0, returned=1, closed=1, removed=1, open=1),
        TrendPoint(date(2025, 6, 30), opened=1, returned=1, closed=0, removed=0, open=3),
    )
    assert (told_by_git.trend.counted, told_by_git.trend.left_out, told_by_git.note) == (4, 0, "")


def test_how_many_kept_their_first_due_date(told_by_git: Histories) -> None:
    found = first_dates_kept(told_by_git.items.values(), date(2025, 6, 30))
    assert (found.in_time, found.judged, found.left_out) == (0, 2, 0)


def test_a_branch_dates_what_was_written_in_it(checkout: Checkout) -> None:
    rows = (f"{CANARY} | @ana | | open", f"{ALERT} | @bo | | open")
    checkout.commit("2025-03-01", down=document(*rows))
    checkout.git("checkout", "--quiet", "-b", "work")
    checkout.commit(
        "2025-04-05", down=document(f"{CANARY} | @ana | | done", rows[1], f"{RUNBOOK} | @cy | | open")
    )
    checkout.git("checkout", "--quiet", "main")
    checkout.commit("2025-04-10", other=document(rows[0]))
    checkout.git("merge", "--quiet", "--no-ff", "work", "-m", "Merge", day="2025-04-20")
    found = checkout.histories()
    histories = {history.item.title: history for (path, _), history in found.items.items() if "down" in path}
    assert told(histories[CANARY]) == "open 2025-03-01, done 2025-04-05"
    assert (histories[CANARY].done_on, histories[CANARY].done_basis) == (date(2025, 4, 5), "commit")
    assert histories[RUNBOOK].first_written == date(2025, 4, 5)


@pytest.mark.parametrize("into", ["main", "work"])
def test_a_branch_that_knew_nothing_of_a_change_does_not_undo_it(checkout: Checkout, into: str) -> None:
    filler = "".join(f"\nParagraph {number}.\n" for number in range(9))
    canary, alert = (f"- [ ] {CANARY} — @ana", f"- [ ] {ALERT} — @bo")
    head = "# Checkout down\n\n## Action items\n\n"
    checkout.commit("2025-03-01", down=f"{head}{canary}\n{alert}\n\n## Lessons learned\n{filler}")
    checkout.git("checkout", "--quiet", "-b", "work")
    checkout.commit(
        "2025-04-12", down=f"{head}{canary}\n{alert}\n\n## Lessons learned\n{filler}\nOne more.\n"
    )
    checkout.git("checkout", "--quiet", "main")
    done = canary.replace("[ ]", "[x]")
    checkout.commit("2025-04-10", down=f"{head}{done}\n{alert}\n\n## Lessons learned\n{filler}")
    checkout.git("checkout", "--quiet", into)
    checkout.git(
        "merge", "--quiet", "--no-ff", "work" if into == "main" else "main", "-m", "M", day="2025-04-20"
    )
    found = by_title(checkout.histories())
    assert told(found[CANARY]) == "open 2025-03-01, done 2025-04-10"
    assert told(found[ALERT]) == "open 2025-03-01"


def test_a_removal_in_one_branch_is_dated_by_it(checkout: Checkout) -> None:
    rows = (f"{CANARY} | @ana | | open", f"{ALERT} | @bo | | open")
    checkout.commit("2025-03-01", down=document(*rows))
    checkout.git("checkout", "--quiet", "-b", "work")
    checkout.commit("2025-04-05", down=document(rows[0]))
    checkout.git("checkout", "--quiet", "main")
    checkout.commit("2025-04-10", other=document(rows[0]))
    checkout.git("merge", "--quiet", "--no-ff", "work", "-m", "Merge", day="2025-04-20")
    found = checkout.histories()
    assert [told(history) for history in found.removed] == ["open 2025-03-01, removed 2025-04-05"]


def test_what_two_branches_wrote_in_the_same_words_is_one_item(checkout: Checkout) -> None:
    rows = (f"{CANARY} | @ana | | open", f"{ALERT} | @bo | | open")
    checkout.commit("2025-03-01", down=document(rows[0]))
    checkout.git("checkout", "--quiet", "-b", "work")
    checkout.commit("2025-04-05", down=document(*rows))
    checkout.git("checkout", "--quiet", "main")
    checkout.commit("2025-04-10", down=document(*rows))
    checkout.git("merge", "--quiet", "--no-ff", "work", "-m", "Merge", day="2025-04-20")
    found = checkout.histories()
    assert by_title(found)[ALERT].first_written in {date(2025, 4, 5), date(2025, 4, 10)}
    assert found.removed == ()


def test_a_branch_follows_a_document_that_was_renamed_meanwhile(checkout: Checkout) -> None:
    lines = (
        "# Checkout down",
        "",
        "## Summary",
        "",
        *(f"Line {at}." for at in range(20)),
        "",
        "## Action items",
        "",
    )
    body = "\n".join((*lines, f"- [ ] {CANARY}", ""))
    checkout.commit("2025-03-01", down=body)
    checkout.git("checkout", "--quiet", "-b", "work")
    checkout.commit("2025-04-05", down=body.replace("[ ]", "[x]"))
    checkout.git("checkout", "--quiet", "main")
    checkout.git("mv", "postmortems/down.md", "postmortems/renamed.md")
    checkout.commit("2025-04-10")
    checkout.git("merge", "--quiet", "--no-ff", "work", "-m", "Merge", day="2025-04-20")
    found = checkout.histories()
    assert [told(history) for history in found.items.values()] == ["open 2025-03-01, done 2025-04-05"]


def test_items_of_a_deleted_document_were_removed_and_may_return(checkout: Checkout) -> None:
    text = document(f"{CANARY} | @ana | | open", f"{ALERT} | @bo | | done")
    checkout.commit("2025-03-01", down=text)
    checkout.git("rm", "--quiet", "postmortems/down.md")
    checkout.commit("2025-04-01")
    found = checkout.histories()
    assert [told(history) for history in found.removed] == [
        "open 2025-03-01, removed 2025-04-01",
        "done 2025-03-01, removed 2025-04-01",
    ]
    assert found.removed[0].removed_on == date(2025, 4, 1)
    checkout.commit("2025-05-01", down=text)
    returned = by_title(checkout.histories())
    assert [change.day for change in returned[CANARY].came_back] == [date(2025, 5, 1)]
    assert returned[ALERT].came_back == ()
    assert returned[ALERT].reason == "it was already done when it was first written"


def test_an_item_that_was_written_as_done_tells_no_time_to_close(checkout: Checkout) -> None:
    rows = (f"{CANARY} | @ana | 2025-02-01 | done", f"{ALERT} | @bo | 2025-02-01 | done | 2025-01-15")
    checkout.commit("2025-03-01", down=document(*rows))
    found = checkout.histories()
    canary, alert = by_title(found)[CANARY], by_title(found)[ALERT]
    assert (canary.done_on, canary.done_basis) == (None, "")
    assert (alert.done_on, alert.done_basis) == (date(2025, 1, 15), "stated")
    assert (found.trend.points, found.trend.counted) == ((), 0)


def test_days_that_contradict_each_other_stay_out_of_the_trend(checkout: Checkout) -> None:
    checkout.commit("2025-03-01", down=document(f"{CANARY} | @ana | | open", f"{ALERT} | @bo | | open"))
    rows = (f"{CANARY} | @ana | | done | 2025-02-01", f"{ALERT} | @bo | | done")
    checkout.commit("2025-04-01", author="2025-02-15T12:00:00+00:00", down=document(*rows))
    found = checkout.histories()
    assert told(by_title(found)[ALERT]) == "open 2025-03-01, done 2025-02-15"
    assert (found.trend.counted, found.trend.left_out) == (0, 2)


def test_a_due_date_that_was_given_later_or_taken_away_did_not_move(checkout: Checkout) -> None:
    for day, due in (("03-01", ""), ("03-02", "2025-05-01"), ("03-03", ""), ("03-04", "2025-04-21")):
        checkout.commit(f"2025-{day}", down=document(f"{CANARY} | @ana | {due} | open"))
    canary = by_title(checkout.histories())[CANARY]
    assert len(canary.dues) == 4
    assert (canary.due_moves, canary.slip_days) == (1, -10)


def test_a_removed_item_comes_back_reworded_but_not_as_another(checkout: Checkout) -> None:
    rows = (f"{CANARY} | @ana | | open", f"{RUNBOOK} | @ana | | open")
    checkout.commit("2025-03-01", down=document(*rows))
    checkout.commit("2025-03-02", down=document(rows[0]))
    reworded, another = f"{RUNBOOK} workers", "Write a runbook for depot printers"
    checkout.commit(
        "2025-03-03", down=document(rows[0], f"{another} | @bo | | open", f"{reworded} | @bo | | open")
    )
    found = by_title(checkout.histories())
    assert told(found[reworded]) == "open 2025-03-01, removed 2025-03-02, open 2025-03-03"
    assert told(found[another]) == "open 2025-03-03"


def test_old_branches_merged_one_after_another_date_what_they_wrote(checkout: Checkout) -> None:
    """Each branch is older than what main did meanwhile; what it wrote itself is dated by it."""
    checkout.commit("2025-01-01", **{f"d{at}": document(f"{CANARY} {at} | @ana | | open") for at in range(3)})
    for at in range(3):
        checkout.git("checkout", "--quiet", "-b", f"work{at}", "main~1" if at else "main")
        checkout.commit(f"2025-02-0{at + 1}", **{f"d{at}": document(f"{CANARY} {at} | @ana | | done")})
        checkout.git("checkout", "--quiet", "main")
        checkout.commit(f"2025-03-0{at + 1}", **{f"x{at}": document(f"{ALERT} {at} | @bo | | open")})
        checkout.git("merge", "--quiet", "--no-ff", f"work{at}", "-m", "Merge", day=f"2025-03-1{at}")
    found = by_title(checkout.histories())
    for at in range(3):
        assert told(found[f"{CANARY} {at}"]) == f"open 2025-01-01, done 2025-02-0{at + 1}"
        assert told(found[f"{ALERT} {at}"]) == f"open 2025-03-0{at + 1}"

"""The evidence about runbooks as pages tell it."""

from dataclasses import replace
from datetime import date

import pytest

from incidentbook.checks import Outcome
from incidentbook.pages import trust_words
from incidentbook.pages.edition import Edition, edition
from incidentbook.pages.models import NextIndex, RunbookIndex
from incidentbook.pages.portal import lay_out
from incidentbook.records import Histories, Library, Location, Postmortem, Runbook, Section
from incidentbook.records.runbook_past import RunbookLog, RunbookVersion, TestedVersion
from tests.unit.analysis.library_of import AS_OF, library, postmortem, runbook
from tests.unit.pages.book import BOOK, page, portal, runbook_frame

PATH = "runbooks/queue.md"
OLD = "The runbook was out of date."
SHALLOW = "the clone is shallow and does not reach back to it"


def version(day: str, substance: str, *, is_cut: bool = False) -> RunbookVersion:
    return RunbookVersion(date.fromisoformat(day) if day else None, day, substance, is_cut=is_cut)


def log(*versions: RunbookVersion, tested: TestedVersion | None = None, note: str = "") -> RunbookLog:
    return RunbookLog({PATH: versions}, {PATH: tested} if tested else {}, note)


def made(*documents: Postmortem | Runbook, of: RunbookLog | None = None) -> Edition:
    past = Histories({}, runbooks=of) if of else Histories({})
    return edition(library(*documents), Outcome(()), AS_OF, past)


def told(found: Edition) -> dict[str, str]:
    """The sentences about the runbook by their labels."""
    return {one.label: one.sentence for one in trust_words.evidence(found.ground, found.ground.trust[PATH])}


def incident(*said: str, day: str = "2026-03-01", **fields: object) -> Postmortem:
    part = Section(
        "went-poorly", "Bad", Location("postmortems/a.md", 9), end=20, text="\n".join(said), words=9
    )
    return postmortem("a", day, sections=(part,), runbooks=("queue",), **fields)


QUEUE = runbook("queue", services=("checkout",), owner="Shop", last_reviewed=date(2026, 3, 19))


@pytest.mark.parametrize(
    ("versions", "sentence"),
    [
        (
            (version("2026-03-01", "b"), version("2026-02-01", "b"), version("2025-01-01", "a")),
            "Last changed in substance on 1 Feb 2026; 1 later commit changed dates or layout alone.",
        ),
        (
            (version("2026-03-01", "b"), version("2025-01-01", "a")),
            "Last changed in substance on 1 Mar 2026.",
        ),
        (
            (version("2026-03-01", "a"),),
            "Written on 1 Mar 2026, and unchanged in substance since.",
        ),
        (
            (version("2026-03-01", "a", is_cut=True),),
            f"Unchanged in substance since 1 Mar 2026 at the latest; {SHALLOW}.",
        ),
        ((version("", "b"),), "When its text changed is not known: it is not committed yet."),
        (
            (version("2026-03-01", ""),),
            "When its text last changed is not known: a version of it is not in this clone.",
        ),
    ],
)
def test_changes_are_told_as_far_as_git_knows(versions: tuple[RunbookVersion, ...], sentence: str) -> None:
    assert told(made(QUEUE, of=log(*versions)))["Changed"] == sentence


def test_without_git_the_reason_is_said() -> None:
    note = "When runbooks changed is not known: the folder is not in a Git repository."
    found = made(replace(QUEUE, last_tested=AS_OF), of=RunbookLog(note=note, is_known=False))
    assert told(found)["Changed"] == (
        "When its text last changed is not known: the folder is not in a Git repository."
    )
    assert told(found)["Tested"] == (
        "Last tested on 31 Mar 2026; whether its commands changed since is not known: the folder is not in a "
        "Git repository."
    )


def test_commands_that_nobody_tested_are_shown() -> None:
    tested = replace(QUEUE, last_tested=date(2026, 1, 2), tested_with="a drill")
    found = made(tested, of=log(version("2026-01-02", "a"), tested=TestedVersion(("ls", "ps"))))
    one = trust_words.tested(found.ground.trust[PATH])
    assert one.sentence == "Last tested on 2 Jan 2026 (a drill); since then 2 commands are gone."
    assert one.is_concern


def test_reviews_are_told_with_what_makes_them_due() -> None:
    assert told(made(QUEUE))["Reviewed"] == (
        "Last reviewed on 19 Mar 2026; next due on 17 Jun 2026 (every 90 days)."
    )
    assert told(made(QUEUE, incident(day="2026-03-25")))["Reviewed"] == (
        "Last reviewed on 19 Mar 2026, before the incident of 25 Mar 2026 that used it: a review is due."
    )
    assert told(made(replace(QUEUE, last_reviewed=None)))["Reviewed"] == (
        "No review is stated; one is asked for every 90 days."
    )


def test_what_incidents_said_is_quoted_and_linked() -> None:
    found = made(QUEUE, incident(OLD, day="2026-03-25"))
    one = next(trust_words.evidence(found.ground, found.ground.trust[PATH]))
    assert one.sentence == (
        "The incident of 25 Mar 2026 says that this runbook was wrong or out of date; "
        "nothing has answered that since."
    )
    assert (one.quote, one.is_concern) == (OLD, True)
    assert one.link
    assert one.link.target
    assert one.link.target.path == "postmortems/a.md"


def test_many_sentences_are_counted() -> None:
    said = [f"The runbook did not mention case {number}." for number in range(9)]
    found = made(QUEUE, incident(*said, day="2026-03-25"))
    every = list(trust_words.remarks(found.ground.trust[PATH].remarks))
    assert len(every) == 5
    assert every[-1].more == "4 more remarks like it"


def index(of: Edition) -> NextIndex:
    return page(NextIndex, "runbook-trust.md", lay_out(of))


def test_owners_stand_in_the_order_of_what_is_pressing() -> None:
    found = index(
        made(
            replace(QUEUE, last_tested=AS_OF),
            runbook("alone", last_reviewed=AS_OF),
            runbook("search", services=("search",)),
            incident(OLD, day="2026-03-25"),
        )
    )
    assert [group.title.text for group in found.groups] == ["Shop", "Platform", "No owner"]
    assert [row.link.text for row in found.groups[0].rows] == ["Queue"]
    assert found.headline == (
        "3 of 3 runbooks to look at · 1 found wanting by an incident · 1 used since the review"
    )
    assert [row.link.text for row in found.most_used] == ["Queue"]
    assert [row.link.text for row in found.never_used] == ["Alone", "Search"]
    assert len({group.anchor for group in found.groups}) == 3


def test_where_all_is_well_it_says_so() -> None:
    found = index(made(replace(QUEUE, last_tested=AS_OF)))
    assert (found.groups, bool(found.calm), found.empty) == ((), True, None)
    assert index(made()).empty


def test_an_incident_without_a_runbook_is_listed() -> None:
    found = index(made(incident("There was no runbook for it.")))
    assert [one.sentence for one in found.lacking] == [
        "The incident of 1 Mar 2026 says that there was no runbook."
    ]


def test_rows_say_shortly_what_to_know() -> None:
    found = page(RunbookIndex, "runbooks/index.md")
    assert {row.link.text: row.trust for row in found.rows} == {
        "Errors": "",
        "Plain": "neither tested nor used",
        "Never": "neither tested nor used",
    }
    assert found.next
    assert found.next.text == "What to look at next (2)"


def test_the_runbooks_page_has_all_its_evidence() -> None:
    frame = runbook_frame("runbooks/errors.md")
    assert [one.label for one in frame.evidence] == ["Reviewed", "Tested", "Changed", "Used"]
    assert frame.cautions == ()


def test_a_library_without_runbooks_makes_a_page() -> None:
    empty: Library = replace(BOOK, runbooks=())
    assert index_of(empty).groups == ()


def index_of(of: Library) -> NextIndex:
    return page(NextIndex, "runbook-trust.md", portal(of))

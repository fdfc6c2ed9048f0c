"""What the pages of the metrics and reviews say."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from urllib.parse import parse_qsl

import pytest

from incidentbook.checks import Outcome
from incidentbook.pages.models import (
    LedgerPage,
    MetricIndex,
    Page,
    ReviewIndex,
    ReviewPage,
    Target,
)
from incidentbook.pages.portal import build_portal
from incidentbook.pages.spreads import APART
from incidentbook.records import Library, Moment, Postmortem
from tests.unit.analysis.library_of import AS_OF, at, item, library, milestones, postmortem


def incident(number: int, day: str, minutes: float, **fields: object) -> Postmortem:
    path = f"postmortems/i{number}.md"
    times = milestones(path, started=at(day), detected=at(day, minutes=3), resolved=at(day, minutes=minutes))
    return postmortem(f"i{number}", day, **{"milestones": times, "severity": "SEV1", **fields})


def pages(of: Library, as_of: date = AS_OF) -> dict[str, Page]:
    found = build_portal(of, Outcome(()), as_of)
    return {page.path: page for page in found.pages}


MANY = library(
    *(incident(number, f"2025-{number:02}-10", 10 * number, detection="customer") for number in range(1, 7)),
    incident(7, "2026-01-10", 999, status="draft"),
    postmortem("i8", "2026-02-10", services=("search",)),
    incident(9, "2026-03-01", 5, kind="drill"),
)


def ledger(path: str, of: Library = MANY) -> LedgerPage:
    model = pages(of)[path].model
    assert isinstance(model, LedgerPage)
    return model


def index(of: Library = MANY) -> MetricIndex:
    model = pages(of)["metrics/index.md"].model
    assert isinstance(model, MetricIndex)
    return model


def test_each_measure_says_what_it_is_and_what_it_stands_on() -> None:
    recover = index().gauges[3]
    assert recover.definition.startswith(
        "From the beginning of the incident (started) to its end (resolved), in minutes of UTC."
    )
    assert recover.source
    assert recover.source.target
    assert (recover.tally.median, recover.tally.half) == ("35 min", "22 min to 48 min")
    assert (recover.tally.ninetieth, recover.tally.mean) == ("", "35 min")
    assert [
        link.text for link in (recover.tally.number, recover.tally.missing, recover.tally.excluded) if link
    ] == [*("6 incidents", "1 without times", "2 left out")]


def test_every_count_leads_to_its_list() -> None:
    model = ledger("metrics/recover.md")
    by_state = {option.value: option.count for option in model.facets[0].options}
    assert by_state == {"counted": 6, "missing": 1, "excluded": 2}
    tally = index().gauges[3].tally
    for link, number in ((tally.number, 6), (tally.missing, 1), (tally.excluded, 2)):
        assert link
        assert rows_behind(link.target, model) == number


def rows_behind(target: Target | None, model: LedgerPage) -> int:
    """How many rows the browser leaves of a list for the filter of a link."""
    assert target
    assert (target.path, target.anchor) == ("metrics/recover.md", "list")
    wanted = dict(parse_qsl(target.query))
    return sum(
        all(value in dict(row.data)[name].split() for name, value in wanted.items()) for row in model.rows
    )


def test_every_count_of_every_group_leads_to_its_list() -> None:
    model = ledger("metrics/recover.md")
    counted = 0
    for table in model.tables:
        for row in table.rows:
            for link in (row.tally.number, row.tally.missing, row.tally.excluded, row.tally.disputed):
                if link:
                    counted += 1
                    assert rows_behind(link.target, model) == int(link.text.split()[0]), (table.title, link)
    assert counted > 20


def test_below_five_the_values_stand_alone() -> None:
    model = ledger("metrics/recover.md", library(*(incident(n, f"2025-0{n}-10", n) for n in range(1, 5))))
    (figure,) = model.figures
    assert (figure.value, figure.ground) == (
        "1 min, 2 min, 3 min and 4 min",
        "4 incidents · too few for a median",
    )
    assert model.spread
    assert model.spread.median is None


def test_what_lies_close_together_lies_in_rows() -> None:
    spread = ledger("metrics/detect.md").spread
    assert spread
    assert len(spread.beads) == 6
    assert spread.rows == 6
    wide = ledger("metrics/recover.md").spread
    assert wide
    for row in range(wide.rows):
        places = sorted(bead.start for bead in wide.beads if bead.row == row)
        assert all(later - earlier >= APART for earlier, later in pairwise(places))


def test_a_range_is_drawn_as_one() -> None:
    times = milestones("postmortems/i1.md", started=at("2025-01-10"))
    end = milestones("postmortems/i1.md", resolved=at("2025-01-10", minutes=30))[0]
    unsure = Moment(end.moment.start, at("2025-01-10", minutes=90))
    record = incident(1, "2025-01-10", 0, milestones=(*times, replace(end, moment=unsure)))
    spread = ledger("metrics/recover.md", library(record)).spread
    assert spread
    (bead,) = spread.beads
    assert bead.start < bead.end
    assert bead.label.startswith("30 min to 1 h 30 min")


def test_who_told_first_is_said_in_a_sentence() -> None:
    assert index().sources_note.startswith("A customer told us first in 6 of 6 incidents that say so.")
    assert [(row.name, row.number.text, row.share) for row in index().sources] == [
        ("A customer", "6", "100 %"),
        ("Not stated", "2", ""),
    ]


def test_years_with_few_values_are_not_compared() -> None:
    verdicts = {row.name.text: row.verdict for row in index().compared}
    assert verdicts["Time to acknowledge"] == "too few to compare: 0 on one side, 5 are needed"


def test_nothing_to_measure_says_how_to_begin() -> None:
    assert index(library()).empty
    model = ledger("metrics/detect.md", library(postmortem("a", "2025-01-10")))
    assert model.empty
    assert model.empty.command.startswith("started_at:")


TO_DO = item(due=date(2025, 2, 1), type="prevent")
REVIEWED = library(
    incident(1, "2025-01-10", 300, detection="customer", services=("checkout",), action_items=(TO_DO,)),
    incident(2, "2025-04-10", 20, alerts=("DiskFull",)),
    incident(3, "2025-04-11", 40, kind="near-miss"),
    postmortem("i4", "2025-04-12", severity="SEV2"),
)


def review(path: str, of: Library = REVIEWED, as_of: date = AS_OF) -> ReviewPage:
    model = pages(of, as_of)[path].model
    assert isinstance(model, ReviewPage)
    return model


def said(of: ReviewPage, anchor: str) -> list[str]:
    return [line.text for part in of.parts if part.anchor == anchor for line in part.lines]


def test_periods_with_anything_in_them_have_a_page() -> None:
    found = [path for path in pages(REVIEWED) if path.startswith("reviews/")]
    assert found == [
        *("reviews/2025-01.md", "reviews/2025-04.md", "reviews/2025-q1.md", "reviews/2025-q2.md"),
        *("reviews/2025-w02.md", "reviews/2025-w15.md", "reviews/index.md"),
    ]
    model = pages(REVIEWED)["reviews/index.md"].model
    assert isinstance(model, ReviewIndex)
    assert model.headline == "2 quarters · 2 months · 2 weeks"


def test_a_review_says_what_happened() -> None:
    april = review("reviews/2025-q2.md")
    assert april.headline == ("1 Apr 2025 to 30 Jun 2025 · 2 incidents · 1 near-miss · 2 repeats · 1 overdue")
    first, *others = said(april, "happened")
    assert first == (
        "Two incidents happened in the second quarter of 2025: one SEV1 and one SEV2. There was also one "
        "near-miss. That is one more than in the quarter before, which could be chance (p = 1.00)."
    )
    assert others == [
        "10 Apr: SEV1 I2, on Checkout; over after 20 min.",
        "12 Apr: SEV2 I4, on Checkout; how long it took is not known.",
    ]


def test_what_to_talk_about_has_its_reasons() -> None:
    first, *others = said(review("reviews/2025-q2.md"), "talk")
    assert first == (
        "I2 repeats I1. “Disk full” came back on Checkout after 90 days, and what was to prevent it had not "
        "been done: “Do it”."
    )
    assert others == [
        "“Do it” was 149 days overdue. Nothing else was late, and Shop answers for it.",
        "The alert DiskFull has no runbook. It fired in I2.",
    ]
    assert said(review("reviews/2025-q1.md"), "talk") == [
        "I1 took 5 h to recover. The target for SEV1 is 4 h.",
        "A customer told us of I1. Nothing of ours had noticed it for 3 min.",
        "“Do it” was 58 days overdue. Nothing else was late, and Shop answers for it.",
    ]


def test_there_are_never_more_than_five_things_to_talk_about() -> None:
    for path, page in pages(REVIEWED).items():
        if isinstance(page.model, ReviewPage):
            assert len(said(page.model, "talk")) <= 5, path


def test_a_period_that_is_not_over_is_not_compared() -> None:
    running = review("reviews/2025-q2.md", as_of=date(2025, 4, 11))
    assert running.note == ("The second quarter of 2025 is not over: this is how it stands on 11 Apr 2025.")
    assert said(running, "happened")[0] == (
        "One incident happened in the second quarter of 2025. There was also one near-miss."
    )


@pytest.mark.parametrize(
    ("done_on", "overdue"), [(date(2025, 3, 31), False), (date(2025, 4, 1), True), (None, False)]
)
def test_overdue_at_the_end_of_a_period_is_what_was_open_then(done_on: date | None, overdue: bool) -> None:
    done = item(status="done", due=date(2025, 2, 1), done_on=done_on)
    of = library(incident(1, "2025-01-10", 20, action_items=(done,)))
    actions = " ".join(said(review("reviews/2025-q1.md", of), "actions"))
    assert ("one was overdue, the oldest by 58 days" in actions) is overdue


def test_reviews_lead_to_their_neighbours() -> None:
    january = review("reviews/2025-01.md")
    assert january.earlier is None
    assert january.later
    assert january.later.text == "April 2025"
    assert [link.text for link in january.wider] == ["First quarter of 2025"]

"""What the chapters on practice show, and what a postmortem's own page shows of the lists."""

from dataclasses import replace

from incidentbook.pages.models import ChecklistPage, PatternPage, ReadinessPage, ReviewPage
from incidentbook.reading.policy import read_policy
from incidentbook.records import Finding, Library, Location, Postmortem, RuleSetting, Tick
from incidentbook.records.practice import PatternRules
from tests.unit.analysis.library_of import item, library, postmortem, runbook

from .book import page, portal, postmortem_frame, targets

POLICY = read_policy("readiness: [{item: legal, date: 2025-11-01, role: counsel, note: Night list}]", "p.yml")


def told(name: str, day: str, done: str, **fields: object) -> Postmortem:
    ticks = tuple(
        Tick(word.removeprefix("-"), not word.startswith("-"), "", Location(f"postmortems/{name}.md", 3))
        for word in done.split()
    )
    return postmortem(name, day, ticks=ticks, **fields)


BOOK = library(
    told("a", "2026-01-01", "acknowledge impact -update"),
    told("drill", "2026-01-02", "acknowledge", kind="drill", action_items=(item("Print the list"),)),
    postmortem("none", "2026-01-03"),
    policy=POLICY,
)


def test_each_list_says_what_was_done_and_of_how_many() -> None:
    found = page(ChecklistPage, "handbook/checklists.md", portal(BOOK))
    response, resolution = found.cards
    assert "told by 1 incident · 1 without the list" in found.headline
    assert [row.done for row in response.items[:3]] == ["1 of 1", "1 of 1", "0 of 1"]
    assert response.figures[0].value == "too few for a median"
    assert [(row.title, row.told, row.share, row.without) for row in response.quarters] == [
        ("First quarter of 2026", "1", "2 of 11", "1")
    ]
    (one,) = response.told
    assert (one.done, one.skipped, len(one.unsaid)) == ("2 of 11", ("update",), 8)
    assert [row.link.text for row in response.drills] == ["Drill"]
    assert (resolution.note, resolution.figures) == ("No incident tells of this list yet.", ())


def test_what_is_left_out_most_is_said_from_five_incidents_on_and_names_ties() -> None:
    def figures(number: int, done: str) -> dict[str, tuple[str, str]]:
        book = library(*(told(f"p{n}", "2026-01-01", done) for n in range(number)), policy=POLICY)
        card = page(ChecklistPage, "handbook/checklists.md", portal(book)).cards[0]
        return {one.label: (one.value, one.ground) for one in card.figures}

    items = [item.id for item in POLICY.checklist("response").items]
    assert [*figures(4, "acknowledge")] == ["Done of the list"]
    assert figures(5, "acknowledge")["Most often left out"] == (
        "impact, severity, channel and 7 more",
        "each done in 0 % of the incidents that asked for it",
    )
    alone = " ".join(item for item in items if item != "update")
    assert figures(5, alone)["Most often left out"] == ("update", "done in 0 of 5 incidents")
    assert [*figures(5, " ".join(items))] == ["Done of the list"]


def test_a_median_is_said_from_five_incidents_on() -> None:
    five = library(*(told(f"p{n}", "2026-01-01", "acknowledge") for n in range(5)), policy=POLICY)
    card = page(ChecklistPage, "handbook/checklists.md", portal(five)).cards[0]
    assert (card.figures[0].value, card.figures[0].ground) == ("9 %", "median · 5 incidents")
    assert card.quarters[0].share == "9 %"


def test_a_postmortem_shows_its_own_lists() -> None:
    (mark,) = postmortem_frame("postmortems/a.md", portal(BOOK)).checklists
    assert mark.sentence == "2 of 11 done (18 %)"
    assert (len(mark.done), len(mark.skipped), len(mark.unsaid)) == (2, 1, 8)
    assert postmortem_frame("postmortems/none.md", portal(BOOK)).checklists == ()


def test_without_a_handbook_nothing_leads_there() -> None:
    bare = replace(BOOK, policy=replace(POLICY, handbook=False))
    assert not [one for one in targets(portal(bare)) if one.path.startswith("handbook/")]


def test_readiness_says_what_is_proven_what_is_asserted_and_what_is_old() -> None:
    found = page(ReadinessPage, "handbook/readiness.md", portal(BOOK))
    rows = {row.id: row for group in found.groups for row in group.rows}
    assert [group.title for group in found.groups] == ["Infrastructure", "Process", "Runbooks", "Practice"]
    legal = rows["legal"]
    assert (legal.state.text, legal.asserted, legal.note) == (
        "asked too long ago",
        "So, says the counsel",
        "Night list",
    )
    assert legal.odd == "That was too long ago to count."
    assert (rows["levels"].state.text, rows["levels"].proof) == ("proven", "2 of 2 incidents")
    assert rows["on-call"].proof == "no `oncall.yml` is read"
    assert rows["on-call"].evidence is None
    assert rows["backups"].state.text == "nobody says"
    assert rows["drills"].proof == "the last on 2 Jan 2026, 3 months ago"
    assert (rows["near-misses"].state.text, rows["near-misses"].proof) == (
        "missing",
        "no near-miss was ever written down",
    )


def test_a_percentage_is_said_from_five_cases_on() -> None:
    runbooks = [runbook(f"r{n}", owner="Shop" if n else "") for n in range(5)]
    found = page(ReadinessPage, "handbook/readiness.md", portal(library(*runbooks, policy=POLICY)))
    row = next(row for group in found.groups for row in group.rows if row.id == "runbook-owners")
    assert row.proof == "4 of 5 runbooks (80\u00a0%)"
    assert row.evidence is not None
    assert row.evidence.target is not None
    assert row.evidence.target.query == "owner=none"


def test_what_is_counted_agrees_with_its_number_and_says_what_counts() -> None:
    one = replace(told("a", "2026-01-01", "acknowledge"), severity="SEV1")
    found = page(ReadinessPage, "handbook/readiness.md", portal(library(one, policy=POLICY)))
    rows = {row.id: row for group in found.groups for row in group.rows}
    assert (rows["lists"].state.text, rows["lists"].proof) == (
        "in part",
        "0 of 1 grave incident · 80 % of the list or more counts; 1 list has less",
    )
    assert rows["levels"].proof == "1 of 1 incident"


def habits(people: str) -> Library:
    documents = [
        postmortem(
            f"p{n}", "2026-02-01", roles=(("commander", people if n else "zoe"),), action_items=(item(),)
        )
        for n in range(6)
    ]
    return library(*documents, policy=replace(POLICY, patterns=PatternRules(fewest=5)))


def test_a_habit_is_shown_with_its_numbers_and_without_a_name() -> None:
    found = page(PatternPage, "handbook/anti-patterns.md", portal(habits("quentin")))
    cards = {card.anchor: card for card in found.cards}
    assert cards["one-person"].evidence == (
        "In 5 of 6 incidents that name people one and the same person took a role (83 %). "
        "A fair share would be 20 %."
    )
    assert cards["no-near-misses"].evidence == "6 incidents, and no near-miss beside them."
    assert "quentin" not in str(found).casefold()
    assert {row.title for row in found.looked} > {card.title for card in found.cards}


def test_a_calm_book_says_so() -> None:
    found = page(PatternPage, "handbook/anti-patterns.md", portal(library(policy=POLICY)))
    assert (found.cards, found.headline) == ((), "None of 13 habits that harm is seen in the data.")


def test_what_helps_is_said_with_little_data_too() -> None:
    found = page(PatternPage, "handbook/anti-patterns.md", portal(library(policy=POLICY)))
    assert len(found.advice) == len(found.looked) + 2
    assert all(one.remedy and one.harm for one in found.advice)
    assert [one.state.text for one in found.advice[-2:]] == ["cannot be told"] * 2
    seen = page(PatternPage, "handbook/anti-patterns.md", portal(habits("quentin")))
    assert not {card.title for card in seen.cards} & {one.title for one in seen.advice}
    assert len(seen.cards) + len(seen.advice) == len(found.advice)


def test_what_the_checks_find_of_blame_is_counted_and_a_rule_that_is_off_says_nothing() -> None:
    blame = [Finding(Location(f"postmortems/p{n}.md", 9), "blames", id="LNG101") for n in (1, 2)]
    of = habits("quentin")

    def counted(book: Library) -> tuple[str, str]:
        found = page(PatternPage, "handbook/anti-patterns.md", portal(book, blame))
        row = next(row for row in found.looked if row.title == "Postmortems that blame")
        return row.state.text, row.counted

    assert counted(of) == ("seen", "2 of 6 postmortems")
    off = {"LNG101": RuleSetting(level="off"), "LNG103": RuleSetting(level="off")}
    assert counted(replace(of, policy=replace(of.policy, rules=off))) == (
        "cannot be told",
        "nothing to count",
    )


def test_a_months_review_names_a_habit_and_a_weeks_does_not() -> None:
    of = portal(habits("quentin"))
    month = page(ReviewPage, "reviews/2026-02.md", of)
    talk = " ".join(line.text for part in month.parts if part.anchor == "talk" for line in part.lines)
    assert "One person is in too many incidents. In 5 of 6" in talk
    week = page(ReviewPage, "reviews/2026-w05.md", of)
    assert "too many incidents" not in str(week)

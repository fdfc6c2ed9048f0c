"""Drills: the chapter, the cards without names, and every figure of the portal without them."""

import json
import re
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta

import pytest

from incidentbook.analysis.event_kinds import KINDS
from incidentbook.checks import Outcome
from incidentbook.exports.json import dump
from incidentbook.exports.openmetrics import openmetrics
from incidentbook.pages.anonymity import anonymity
from incidentbook.pages.drill_card import SORTS
from incidentbook.pages.drill_questions import AT_ONCE, QUESTIONS, asked
from incidentbook.pages.ground import ground
from incidentbook.pages.models import CardIndex, DrillCard, DrillChapter, Link, Portal
from incidentbook.records import Library, Postmortem, Section
from incidentbook.records.location import Location
from tests.unit.analysis.library_of import AS_OF, POLICY, at, entries, item, library, milestones, postmortem

from .book import BOOK, PUSH, page, portal, postmortem_frame, values

CARD = "drills/2025-09-15-checkout.md"
CHAPTER = "handbook/drills.md"


def told(text: str, **known: object) -> str:
    """What a card makes of one event."""
    one = postmortem("push", "2025-09-15", **known)
    return anonymity(library(one, policy=POLICY)).mask(one).hide(text)


def test_every_incident_that_can_be_drilled_has_a_card_and_a_link_to_it() -> None:
    made = portal(PLAYABLE)
    cards = {one.path for one in made.pages if isinstance(one.model, DrillCard)}
    assert cards == {CARD}
    link = postmortem_frame(PUSH, made).drill
    assert link is not None
    assert link.target is not None
    assert link.target.path == CARD
    assert postmortem_frame("postmortems/earlier.md", made).drill is None


def test_a_card_gives_away_neither_its_title_nor_what_came_before() -> None:
    card = page(DrillCard, CARD, portal(PLAYABLE))
    assert card.title == "Drill: Checkout, 15 Sep 2025"
    before = (card.title, card.scene, *card.rules, *(text for step in card.steps for text in step.texts))
    assert not any("goes live" in text or "Checkout down" in text for text in before)
    assert [step.texts for step in card.background] == [("The change is made.",), ("The change goes live.",)]
    assert card.postmortem.text == "Checkout down"


def test_a_step_says_the_time_since_the_beginning_and_since_the_last_step() -> None:
    steps = page(DrillCard, CARD, portal(PLAYABLE)).steps
    assert [step.since for step in steps[:2]] == ["7 min since it began", "15 min since it began"]
    assert [step.later for step in steps[:2]] == ["", "8 min"]
    assert steps[0].questions == QUESTIONS["detection"]


def test_the_chapter_says_what_drills_found_and_who_is_due() -> None:
    chapter = page(DrillChapter, CHAPTER, portal(PLAYABLE))
    (drill,) = chapter.past
    assert drill.found == ("The number of someone was old.",)
    assert [link.text for link in drill.rehearsed] == ["Checkout down"]
    assert [row.name.text for row in chapter.services if row.day is None] == ["Search"]
    assert [(row.card.target.path, row.drilled is not None) for row in chapter.cards if row.card.target] == [
        (CARD, True)
    ]
    assert {reason for _, reason in chapter.unfit} == {"it has no timeline"}
    assert [row.link.text for row in drill.actions] == ["Print the list anew"]


def test_a_drill_of_a_day_to_come_is_planned() -> None:
    later = replace(DRILL, date=AS_OF + timedelta(10), milestones=())
    chapter = page(DrillChapter, CHAPTER, portal(library(PUSHED, later, policy=POLICY)))
    assert (len(chapter.past), len(chapter.planned)) == (0, 1)
    assert all(row.drill is None for row in chapter.services)


def test_a_drill_that_nobody_filled_in_is_planned_and_says_why() -> None:
    draft = replace(DRILL, status="draft", runbooks=("errors",))
    of = library(PUSHED, *BOOK.runbooks, draft, policy=POLICY)
    chapter = page(DrillChapter, CHAPTER, portal(of))
    (one,) = chapter.planned
    assert (chapter.headline, chapter.past) == ("No drill was held yet · 1 planned", ())
    assert one.waiting == "its document is a draft"
    assert [link.text for link in one.runbooks] == ["Errors"]
    assert all(row.drilled is None for row in chapter.cards)
    assert [use.is_drill for use in ground(of, Outcome(()), AS_OF).uses.by_runbook["runbooks/errors.md"]] == [
        False
    ]


def test_without_drills_the_chapter_says_how_to_begin() -> None:
    chapter = page(DrillChapter, CHAPTER, portal(library(PUSHED, policy=POLICY)))
    assert chapter.empty is not None
    assert chapter.empty.command == "incidentbook new drill --from PM-2"
    bare = page(DrillChapter, CHAPTER, portal(library(replace(PUSHED, timeline=()), policy=POLICY)))
    assert bare.empty is not None
    assert bare.empty.command == 'incidentbook new drill "Payments refused"'


def test_the_folder_of_the_cards_lists_them() -> None:
    found = page(CardIndex, "drills/index.md", portal(PLAYABLE))
    assert [row.card.target.path for row in found.cards if row.card.target] == [CARD]
    bare = portal(library(replace(PUSHED, timeline=()), policy=POLICY))
    assert "drills/index.md" not in {one.path for one in bare.pages}


def numbered(number: int) -> Postmortem:
    return replace(PUSHED, path=f"postmortems/p{number}.md", id=f"P-{number}", date=AS_OF - timedelta(number))


def test_the_newest_have_cards_and_nothing_leads_to_one_that_is_not_there() -> None:
    many = library(*map(numbered, range(1, 6)), policy=replace(POLICY, drill_cards=2))
    made = portal(many)
    cards = [one.path for one in made.pages if isinstance(one.model, DrillCard)]
    assert cards == [f"drills/{AS_OF - timedelta(number)}-checkout.md" for number in (2, 1)]
    for number in range(1, 6):
        assert (postmortem_frame(f"postmortems/p{number}.md", made).drill is not None) == (number < 3)
    index, chapter = page(CardIndex, "drills/index.md", made), page(DrillChapter, CHAPTER, made)
    assert index.headline == "2 of 5 past incidents to play as a drill."
    assert index.cards == chapter.cards
    assert len(index.cards) == 2
    assert index.note == chapter.cards_note
    assert index.note.startswith("The newest 2 of 5 incidents that can be played have a card here.")
    assert "`incidentbook new drill --from ID`" in index.note
    whole = {path for path in ground(many, Outcome(()), AS_OF).playable.values() if path}
    assert {one.target.path for one in targets_of(made) if one.target} & whole == set(cards)


def targets_of(made: Portal) -> list[Link]:
    models = (*(one.model for one in made.pages), *(frame.model for frame in made.frames.values()))
    return [value for model in models for value in values(model) if isinstance(value, Link)]


def test_a_card_keeps_its_address_when_others_go() -> None:
    twins = (PUSHED, replace(PUSHED, path="postmortems/twin.md", id="PM-9"))
    every = ground(library(*twins, policy=POLICY), Outcome(()), AS_OF).cards
    some = ground(library(*twins, policy=replace(POLICY, drill_cards=1)), Outcome(()), AS_OF).cards
    assert len(some) == 1
    assert some.items() < every.items()


@pytest.mark.parametrize(("wanted", "number"), [(None, 3), (7, 3), (3, 3)])
def test_where_all_have_a_card_nothing_is_said_of_others(wanted: int | None, number: int) -> None:
    made = portal(library(*map(numbered, range(3)), policy=replace(POLICY, drill_cards=wanted)))
    index = page(CardIndex, "drills/index.md", made)
    assert (len(index.cards), index.note) == (number, "")
    assert index.headline == "3 past incidents to play as a drill."


def test_without_cards_the_chapter_says_how_to_play() -> None:
    made = portal(library(PUSHED, policy=replace(POLICY, drill_cards=0)))
    assert not [one.path for one in made.pages if one.path.startswith("drills/")]
    chapter = page(DrillChapter, CHAPTER, made)
    assert chapter.cards_note.startswith("1 incident can be played, and none has a card here.")
    assert chapter.empty is not None
    assert "Play a past incident" in chapter.empty.sentence
    assert chapter.empty.command == "incidentbook new drill --from PM-2"
    assert postmortem_frame(PUSH, made).drill is None


def test_without_a_handbook_there_are_no_cards() -> None:
    made = portal(replace(PLAYABLE, policy=replace(POLICY, handbook=False)))
    assert not [one.path for one in made.pages if "drill" in one.path]
    assert postmortem_frame(PUSH, made).drill is None


def test_two_incidents_of_a_day_on_a_service_have_two_cards() -> None:
    twin = replace(PUSHED, path="postmortems/twin.md", id="PM-9")
    cards = ground(library(PUSHED, twin, policy=POLICY), Outcome(()), AS_OF).cards
    assert len(set(cards.values())) == 2
    assert cards[PUSH] == CARD


AUTHORS = ("Dora Lund", "will", "mark", "Zoe Nunez", "joao", "Jürgen", "soeren", "ines.costa")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ana acknowledges.", "Someone acknowledges."),
        ("Rolled back by Ana.", "Rolled back by someone."),
        ("@ana asks @shop for help", "Someone asks @shop for help"),
        ("The on-call engineer, ana, acknowledges.", "The on-call engineer acknowledges."),
        ("Declared. cleo takes command.", "Declared. The commander takes command."),
        ("Cleo's phone is silent", "The commander's phone is silent"),
        ("Dora Lund joins; Dora finds it", "Someone joins; someone finds it"),
        ("Mail from dora.lund@example.com", "Mail from someone"),
        ("Enno suggests a restart, and Enno does it", "Someone suggests a restart, and someone does it"),
        ("banana-ana and /home/ana stay", "banana-ana and /home/ana stay"),
        ("Support joins, Grafana shows it", "Support joins, Grafana shows it"),
        ("They will restart it", "They will restart it"),
        ("João finds that no rows are left", "Someone finds that no rows are left"),
        ("JOÃO's script ran; joão's did not", "Someone's script ran; someone's did not"),
        ("Joa\u0303o looks", "Someone looks"),
        ("@joão is paged", "Someone is paged"),
        ("Jürgen, Jurgen and Juergen look", "Someone, someone and someone look"),
        ("Søren reads, Soeren reads, Soren reads", "Someone reads, someone reads, someone reads"),
        ("Zoë sees it, and Zoe Núñez", "Someone sees it, and someone"),
        ("Álvaro suggests a restart", "Someone suggests a restart"),
        ("Inês reads the log of inês.costa", "Someone reads the log of someone"),
        ("The façade is naïve; Straße 5, São Paulo", "The façade is naïve; Straße 5, São Paulo"),
        ("Is that the mark? MARK and Will say so", "Is that the mark? MARK and someone say so"),
    ],
)
def test_names_of_people_give_way_to_their_roles(text: str, shown: str) -> None:
    timeline = entries(PUSH, (at("2025-09-15"), text))
    signed = {"authors": AUTHORS, "roles": (("commander", "cleo"),), "timeline": timeline}
    assert re.sub("incident commander", "commander", told(text, **signed)) == shown


@pytest.mark.parametrize("stated", ["joao", "João", "@joao", "joao.silva", "João Silva"])
@pytest.mark.parametrize("written", ["João", "Joao", "JOÃO", "Joa\u0303o"])
def test_an_accent_hides_nobody_in_either_direction(stated: str, written: str) -> None:
    text = f"Then {written} finds that the price table has no rows"
    timeline = entries(PUSH, (at("2025-09-15"), text))
    assert told(text, roles=(("tech_lead", stated),), timeline=timeline).startswith("Then the tech")
    shown = told(text, action_items=(item(owners=(stated,)),), timeline=timeline)
    assert shown == "Then someone finds that the price table has no rows"


def test_questions_come_back_only_when_all_were_asked() -> None:
    kinds = ["detection", *["evidence"] * 4]
    found = [*asked(kinds)]
    assert found[0] == QUESTIONS["detection"]
    flat = [question for questions in found[1:] for question in questions]
    assert flat[: len(QUESTIONS["evidence"])] == [*QUESTIONS["evidence"]]
    assert all(len(questions) == AT_ONCE for questions in found[1:])


def test_every_kind_of_event_has_questions_and_a_word() -> None:
    assert set(KINDS) == set(QUESTIONS) == set(SORTS)


def drilled(one: Postmortem, number: int) -> Postmortem:
    """A drill on the day, services and causes of an incident; runbooks it used would be tested by it."""
    return replace(
        one,
        path=f"postmortems/exercise-{number}.md",
        id=f"X-{number}",
        title="Exercise",
        kind="drill",
        action_items=(),
        runbooks=(),
        alerts=(),
    )


_APART = re.compile(r"(?:, | and | · |There (?:was|were) also )?(?:\d+|one|two|three|four|five) drills?\.?")
_NAMES = frozenset({"apart", "excluded", "lately_link"})
"""Lists and counts of what is left out, and the number of all documents."""


def figures(value: object, name: str = "") -> object:
    """A model without what says in so many words that drills were left out."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            one.name: figures(getattr(value, one.name), one.name)
            for one in fields(value)
            if one.name not in _NAMES
        }
    if isinstance(value, tuple | list):
        return [figures(one, name) for one in value]
    return " ".join(_APART.sub("", value).split()) if isinstance(value, str) else value


def test_drills_change_no_figure_of_any_page() -> None:
    more = with_drills(BOOK)
    assert len(more.postmortems) > len(BOOK.postmortems)
    before, after = portal(BOOK), portal(more)
    counted = re.compile(
        r"index\.md|metrics/index\.md|causes/.+|services/.+|teams/.+|reviews/.+|action-items\.md"
    )
    seen = 0
    pages = {one.path: one.model for one in after.pages}
    for one in before.pages:
        if counted.fullmatch(one.path) or one.path == "handbook/severity.md":
            seen += 1
            assert figures(pages[one.path]) == figures(one.model), one.path
    assert seen > 10


@pytest.mark.parametrize("name", ["metrics", "causes", "action-items", "alerts"])
def test_drills_change_no_figure_of_the_data(name: str) -> None:
    def plain(of: Library) -> object:
        return _without(json.loads(dump(name, ground(of, Outcome(()), AS_OF))))

    assert plain(with_drills(BOOK)) == plain(BOOK)


def test_drills_change_no_figure_of_openmetrics() -> None:
    def lines(of: Library) -> list[str]:
        found = ground(of, Outcome(()), AS_OF)
        text = openmetrics(found.metrics, tuple(found.all_items()))
        return [line for line in text.splitlines() if 'state="excluded"' not in line]

    assert lines(with_drills(BOOK)) == lines(BOOK)


def with_drills(of: Library) -> Library:
    """The library with a drill for every incident that counts."""
    real = [one for one in of.postmortems if one.kind == "incident"]
    more = (drilled(one, number) for number, one in enumerate(real))
    return replace(of, postmortems=(*of.postmortems, *more))


def _without(value: object) -> object:
    """Data without the lists and counts of what is left out."""
    if isinstance(value, dict):
        return {key: _without(one) for key, one in value.items() if key not in {"apart", "excluded"}}
    if isinstance(value, list):
        kept = [one for one in value if not (isinstance(one, dict) and one.get("state") == "excluded")]
        return [_without(one) for one in kept]
    return value


PUSHED = replace(
    next(one for one in BOOK.postmortems if one.path == PUSH),
    timeline=entries(
        PUSH,
        (at("2025-09-15", "14:20"), "The change is made."),
        (at("2025-09-15", "14:25"), "The change goes live."),
        (at("2025-09-15", "14:32"), "The alert fires."),
        (at("2025-09-15", "14:40"), "ana looks at the pool."),
        (at("2025-09-15", "14:47"), "Rolled back."),
        (at("2025-09-15", "14:55"), "It works."),
    ),
)
DRILL = postmortem(
    "drill",
    "2026-02-01",
    kind="drill",
    title="Drill: the pool",
    related=("PM-2",),
    sections=(
        Section("went-poorly", "Bad", Location("postmortems/drill.md", 9), text="The number of ana was old."),
    ),
    action_items=(item("Print the list anew", "done"),),
    milestones=milestones("postmortems/drill.md", started=at("2026-02-01")),
)
PLAYABLE = library(
    PUSHED,
    next(one for one in BOOK.postmortems if one.path == "postmortems/earlier.md"),
    DRILL,
    policy=POLICY,
)

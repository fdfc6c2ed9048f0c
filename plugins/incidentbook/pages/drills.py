"""handbook/drills.md: what was drilled and found, who is due, and the cards of what could be drilled next."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from incidentbook.analysis.catalogue import Incident
from incidentbook.analysis.drills import Drill, Drills, LastDrill
from incidentbook.analysis.held import unheld
from incidentbook.analysis.names import Name
from incidentbook.records import Postmortem

from . import dates, links, named
from .action_rows import action_counts
from .anonymity import Anonymity, anonymity
from .drill_card import command_of, title
from .durations import spell
from .edition import Edition
from .ground import Ground
from .models import CardIndex, CardRow, Day, DrillChapter, Empty, LastDrillRow, Link, Page, PastDrill
from .words import clipped, count, joined

SENTENCE = "What was practised and what it found, who is due, and past incidents as cards for the next one."

LONGEST = 240
"""Letters of one thing that a drill found."""


def drill_chapter(edition: Edition) -> Page:
    """The chapter about drills; where there was none it says how to make the first."""
    return Page(
        links.DRILLS, "Drills", "handbook/drills.html", partial(_chapter, edition), description=SENTENCE
    )


def _chapter(edition: Edition) -> DrillChapter:
    ground = edition.ground
    found = ground.drills
    people = anonymity(ground.catalogue.library)
    return DrillChapter(
        headline=_headline(found, ground),
        past=tuple(_past(edition, drill, people) for drill in found.past),
        planned=tuple(_past(edition, drill, people) for drill in found.planned),
        services=tuple(_last(ground, found.services, named.service)),
        teams=tuple(_last(ground, found.teams, named.team)),
        runbooks=_runbooks(ground, found),
        untested=tuple(links.document(runbook) for runbook in found.untested),
        cards=tuple(_cards(edition)),
        cards_note=_cards_note(ground),
        unfit=tuple(_unfit(ground)),
        empty=None if found.past or found.planned else _none_yet(edition),
    )


def card_index(edition: Edition) -> Iterator[Page]:
    """What stands at the folder of the cards; nothing where there are none."""
    if edition.ground.cards:
        yield Page(
            links.DRILL_CARDS,
            "Drill cards",
            "handbook/drill-cards.html",
            partial(_index, edition),
            search=False,
            description="Past incidents as drills.",
            gives_way=True,
        )


def _index(edition: Edition) -> CardIndex:
    cards, every = tuple(_cards(edition)), len(edition.ground.playable)
    some = f"{len(cards):,} of " if len(cards) < every else ""
    return CardIndex(
        headline=f"{some}{count(every, 'past incident')} to play as a drill.",
        cards=cards,
        chapter=links.page("All drills", links.DRILLS),
        note=_cards_note(edition.ground),
    )


def _cards_note(ground: Ground) -> str:
    """How incidents are played that have no card here although they could be; empty where all have one."""
    every, shown = len(ground.playable), len(ground.cards)
    if shown == every:
        return ""
    those = (
        f"The newest {shown:,} of {count(every, 'incident')} that can be played have a card here."
        if shown
        else f"{count(every, 'incident')} can be played, and none has a card here."
    )
    return (
        f"{those} `drill_cards` in the policy says how many do. Any other is played with "
        "`incidentbook drill ID`, and `incidentbook new drill --from ID` writes its postmortem."
    )


def _headline(found: Drills, ground: Ground) -> str:
    planned = f"{len(found.planned)} planned" if found.planned else ""
    if not found.past:
        return joined(("No drill was held yet", planned)) if planned else "No drill is on record."
    newest = found.past[0].incident.day
    last = f"the last one {dates.day(newest, ground.as_of).ago}" if newest else ""
    actions = [item for drill in found.past for item in drill.incident.postmortem.action_items]
    done = sum(item.status == "done" for item in actions)
    became = f"{done} of {count(len(actions), 'action')} from them done" if actions else ""
    return joined((count(len(found.past), "drill"), last, became, planned))


def _none_yet(edition: Edition) -> Empty:
    """How to make the first drill: from the newest incident that can be played, if there is one."""
    ground = edition.ground
    played = next((one for one in ground.catalogue.incidents if one.path in ground.playable), None)
    if played is None:
        said = "Drills that were held stand here, with what they found. Hold one, then write it down:"
        return Empty(said, 'incidentbook new drill "Payments refused"')
    what = "a card" if ground.cards else "a past incident"
    said = f"Drills that were held stand here, with what they found. Play {what}, then write it down:"
    return Empty(said, command_of(played))


def _past(edition: Edition, drill: Drill, people: Anonymity) -> PastDrill:
    incident, mask = drill.incident, people.mask(drill.incident.postmortem)
    items = incident.postmortem.action_items
    return PastDrill(
        row=edition.incidents[incident.path],
        waiting=unheld(incident, edition.as_of),
        found=tuple(clipped(mask.hide(text), LONGEST) for text in _found(incident.postmortem)),
        rehearsed=tuple(links.document(one.postmortem) for one in drill.rehearsed),
        runbooks=tuple(links.document(runbook) for runbook in drill.runbooks),
        actions=edition.action_rows([incident]),
        counts=action_counts(items, edition.as_of) if items else None,
    )


def _found(postmortem: Postmortem) -> Iterator[str]:
    """What did not work in a drill, a line each; its lessons where it says nothing of that."""
    for name in ("went-poorly", "lessons-learned"):
        lines = [
            line.strip()
            for section in postmortem.named_sections(name)
            if not section.is_template
            for line in section.text.splitlines()
        ]
        if any(lines):
            yield from filter(None, lines)
            return


def _last(
    ground: Ground, found: Iterable[LastDrill], link: Callable[[Ground, Name], Link]
) -> Iterator[LastDrillRow]:
    for one in found:
        drill = links.document(one.last.postmortem) if one.last else None
        day = dates.day(one.last.day, ground.as_of) if one.last and one.last.day else None
        yield LastDrillRow(link(ground, one.name), drill, day)


def _runbooks(ground: Ground, found: Drills) -> str:
    every = len(ground.catalogue.library.runbooks)
    return f"{every - len(found.untested)} of {count(every, 'runbook')} used in a drill" if every else ""


def _cards(edition: Edition) -> Iterator[CardRow]:
    ground = edition.ground
    for incident in ground.catalogue.incidents:
        path, taken_apart = ground.cards.get(incident.path), ground.appraisals[incident.path]
        if path and not isinstance(taken_apart, str):
            steps = taken_apart.steps
            span = spell((steps[-1].moment - steps[0].moment).total_seconds() / 60)
            yield CardRow(
                card=links.page(title(incident), path),
                row=edition.incidents[incident.path],
                steps=f"{count(len(steps), 'step')} over {span}",
                drilled=_drilled(ground, incident),
            )


def _drilled(ground: Ground, incident: Incident) -> Day | None:
    rehearsed = ground.drills.rehearsals.get(incident.path, ())
    return dates.day(rehearsed[0].day, ground.as_of) if rehearsed and rehearsed[0].day else None


def _unfit(ground: Ground) -> Iterator[tuple[Link, str]]:
    for incident in ground.catalogue.incidents:
        reason = ground.appraisals[incident.path]
        if isinstance(reason, str) and incident.postmortem.kind != "drill":
            yield links.document(incident.postmortem), reason

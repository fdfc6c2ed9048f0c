"""What of a postmortem speaks of how the incident came about, and how much each part counts."""

from collections.abc import Iterable, Iterator
from itertools import chain

from incidentbook.reading.patterns import expression
from incidentbook.records import Postmortem, Section
from incidentbook.records.plain import dataclass

from .wordings import wording

WEIGHTS = {
    "root-cause": 3.0,
    "contributing-factors": 2.5,
    "summary": 2.5,
    "": 1.0,
    "resolution": 2.0,
    "went-poorly": 0.8,
    "lessons-learned": 0.8,
    "timeline": 0.8,
    "impact": 0.3,
    "detection": 1.0,
    "response": 0.6,
    "action-items": 0.6,
    "lucky": 0.4,
    "went-well": 0.2,
    "supporting-information": 1.5,
}
"""How much the words of a section count, by its canonical name."""

OF_NAMES = 3.0
"""How much the title, causes and the trigger count."""
OF_SERVICES = 1.5
"""How much the names of services and alerts count."""

_IS_OF_PEOPLE = wording(r"atten|participant|author|responder|involved|stats|metadata")
_NAME = expression(r"[^\W\d_]+")
_CHARACTERS = 500_000
"""So much of a document is listened to: fifty times as much as people write."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A line of a document: its text, and how much it counts; with `is_own` it is nobody else's by nature."""

    text: str
    weight: float
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Testimony:
    """What a postmortem says about its incident, line by line, and the names of its people in small letters.

    Statements that are not its own by nature may turn out to be a template's. People say nothing about
    systems.
    """

    statements: tuple[Statement, ...]
    people: frozenset[str]

    @property
    def text(self) -> str:
        """All statements, a line each."""
        return "\n".join(statement.text for statement in self.statements)


def testimony(postmortem: Postmortem) -> Testimony:
    """What a postmortem says about its incident."""
    said = chain(_named(postmortem), _written(postmortem))
    return Testimony(tuple(_heard(said)), _people(postmortem))


def _heard(said: Iterable[Statement]) -> Iterator[Statement]:
    length = 0
    for statement in said:
        length += len(statement.text)
        if length > _CHARACTERS:
            return
        yield statement


def _people(postmortem: Postmortem) -> frozenset[str]:
    texts = [*postmortem.authors, *(name for _, name in postmortem.roles)]
    texts += [owner for item in postmortem.action_items for owner in item.owners]
    return frozenset(name.lower() for text in texts for name in _NAME.findall(text))


def _named(postmortem: Postmortem) -> Iterator[Statement]:
    yield Statement(postmortem.title, OF_NAMES, is_own=True)
    for text in (*postmortem.causes, postmortem.trigger):
        yield Statement(text, OF_NAMES, is_own=True)
    for text in (*postmortem.services, *postmortem.alerts):
        yield Statement(text, OF_SERVICES, is_own=True)


def _written(postmortem: Postmortem) -> Iterator[Statement]:
    for name, text in own_texts(postmortem.sections):
        weight = WEIGHTS.get(name, 1.0)
        if weight and not (name == "timeline" and postmortem.timeline):
            for line in text.split("\n"):
                yield Statement(line, weight)
    for entry in postmortem.timeline:
        yield Statement(entry.text, WEIGHTS["timeline"])


def own_texts(sections: tuple[Section, ...]) -> Iterator[tuple[str, str]]:
    """The text of each section without that of the sections below it, under the name it stands under."""
    above: list[Section] = []
    for index, section in enumerate(sections):
        while above and above[-1].end <= section.at.line:
            above.pop()
        name = section.name or next((one.name for one in reversed(above) if one.name), "")
        above.append(section)
        if not section.is_template and not _IS_OF_PEOPLE(section.heading):
            below = sections[index + 1] if index + 1 < len(sections) else None
            is_parent = below is not None and below.at.line < section.end
            yield name, _before(section.text, below.heading) if is_parent and below else section.text


def _before(text: str, heading: str) -> str:
    if text.startswith(heading):
        return ""
    place = text.find(f"\n{heading}")
    return text if place < 0 else text[:place]

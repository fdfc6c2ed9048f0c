"""LNG: language that points at people instead of explaining what happened."""

from collections.abc import Iterator

from incidentbook.records import Finding, Passage, Postmortem

from .context import Context
from .levels import level_of
from .people import mentions, names_of
from .phrases import BLAME, COUNTERFACTUAL, HUMAN_ERROR, Phrase, find, signs_in
from .registry import RULES, rule

_CAUSES = frozenset({"root-cause", "contributing-factors"})


@rule("LNG101", "blame-phrase", level="warning")
def blame_phrase(document: Postmortem, _context: Context) -> Iterator[Finding]:
    """The text blames a person, or ends the search for causes at one.

    Why: who fears to be named tells less next time, and the weakness of the system stays where it is.
    Instead: what the person saw and what the system allowed: not “the operator carelessly deleted the table”,
    but “the console deletes a table without asking, and test and production look alike”.
    Measured: no firing on 68 real documents.
    """
    phrases = _possible(document, (*BLAME, *HUMAN_ERROR))
    among_causes = tuple(phrase for phrase in phrases if phrase not in HUMAN_ERROR)
    for passage in document.prose if phrases else ():
        here = among_causes if passage.section in _CAUSES else phrases
        yield from _found(passage, here, "points at a person; what allowed it stays unsaid")


@rule("LNG102", "counterfactual", level="info")
def counterfactual(document: Postmortem, context: Context) -> Iterator[Finding]:
    """The text tells what people should have done, in place of what they did and why it made sense.

    Words that `blame-phrase` reports are not reported again.

    Why: with hindsight the right step is plain; why it was not plain then is what can be mended.
    Instead: not “we should have tested the change”, but “the change passed the tests, which do not cover
    an empty address”; the test itself is an action item.
    Measured: 5 firings on 68 real documents, 5 read, 0 false alarms.
    """
    phrases = _possible(document, COUNTERFACTUAL)
    if not phrases:
        return
    blaming = (
        _possible(document, BLAME) if level_of(RULES["LNG101"], context.policy, document) != "off" else ()
    )
    for passage in document.prose:
        if passage.section != "action-items":
            yield from _found(passage, phrases, _HINDSIGHT, blaming)


_HINDSIGHT = "tells what did not happen, not why it made sense then"


def _possible(document: Postmortem, phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    signs = signs_in("\n".join([passage.text for passage in document.prose]))
    return tuple([phrase for phrase in phrases if phrase.sign in signs])


def _found(
    passage: Passage, phrases: tuple[Phrase, ...], fault: str, others: tuple[Phrase, ...] = ()
) -> Iterator[Finding]:
    """The findings of a passage, but for words within the phrases of which another rule speaks."""
    found = list(find(phrases, passage.text))
    told = [match.span() for match, _ in find(others, passage.text)] if found else []
    for match, phrase in found:
        if any(match.start() < end and start < match.end() for start, end in told):
            continue
        words = " ".join(match.group().split())
        at = passage.at(match.start())
        yield Finding(at, f"“{words}” {fault}", phrase.hint, key=words, length=len(match.group()))


@rule("LNG103", "name-in-cause", level="warning")
def name_in_cause(document: Postmortem, context: Context) -> Iterator[Finding]:
    """A root cause or contributing factor names a person.

    Why: a cause that is a person cannot be mended, and the next author will write less.
    Instead: the role, or the system: “the on-call engineer”, “the release tool took the old branch”.
    Measured: no firing on 68 real documents.
    """
    names: tuple[str, ...] | None = None
    for passage in document.prose:
        if passage.section in _CAUSES:
            names = names_of(document, context.policy) if names is None else names
            for start, name in mentions(passage, names, context.policy):
                message = f"the cause names a person (“{name}”), and a person cannot be mended"
                hint = "write the role (“the on-call engineer”), or what the system allowed"
                yield Finding(passage.at(start), message, hint, key=name, length=len(name))

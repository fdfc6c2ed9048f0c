"""Causes of the taxonomy that a postmortem without declared causes speaks of, with its words."""

from collections.abc import Iterator, Mapping, Sequence

from incidentbook.records import Cause, Postmortem
from incidentbook.records.plain import dataclass

from .cause_evidence import EVIDENCE
from .testimony import testimony
from .vocabulary import JOINED, MECHANISM, joint_terms, sentences, stems, terms

PROPOSED = 2
"""So many causes are proposed at most."""
ENOUGH = 2.4
"""What speaks for a cause must add up to this."""
BESIDE = 0.6
"""A second cause is proposed where at least this share of what speaks for the first speaks for it."""
_TELLING = 2.0
"""Only statements that count as much tell of causes: titles, summaries, root causes, contributing factors."""
_WORDS = 3
"""So many words of the document are shown for a cause."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A cause, how strongly the document speaks for it, and the words in which it does."""

    cause: Cause
    weight: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """By each term the most that a statement with it counts, and its words there; the telling sentences."""

    terms: Mapping[str, tuple[float, str]]
    sentences: tuple[tuple[float, frozenset[str]], ...]


def proposals(postmortem: Postmortem, causes: Sequence[Cause]) -> tuple[Proposal, ...]:
    """The causes of a taxonomy that a postmortem speaks of, the likeliest first; none that it declares.

    Groups, which are parents of others, are not proposed.
    """
    groups = {cause.parent for cause in causes}
    leaves = [cause for cause in causes if cause.id not in groups and cause.id not in postmortem.causes]
    said = _said(postmortem)
    found = [one for cause in leaves if (one := _proposal(cause, said)) is not None]
    ranked = sorted(found, key=lambda one: (-one.weight, one.cause.id))[:PROPOSED]
    return tuple(one for one in ranked if one.weight >= BESIDE * ranked[0].weight)


def _proposal(cause: Cause, said: _Said) -> Proposal | None:
    spoken = list(_by_evidence(cause, said) if cause.id in EVIDENCE else _by_title(cause, said))
    total = sum(weight for weight, _ in spoken)
    if total < ENOUGH:
        return None
    ranked = sorted(spoken, key=lambda pair: (-pair[0], pair[1]))
    words = dict.fromkeys(" ".join(words.split()) for _, words in ranked)
    return Proposal(cause, total, tuple(words)[:_WORDS])


def _by_evidence(cause: Cause, said: _Said) -> Iterator[tuple[float, str]]:
    for names, weight in EVIDENCE[cause.id]:
        term = JOINED.join(f"{MECHANISM}{name}" for name in names.split(JOINED))
        if term in said.terms:
            most, words = said.terms[term]
            yield weight * most, words


def _by_title(cause: Cause, said: _Said) -> Iterator[tuple[float, str]]:
    """The title of a cause, where one sentence has all its words, with how much that sentence counts."""
    for title in dict.fromkeys((cause.title, cause.id.replace("-", " "))):
        wanted = stems(title)
        weights = [weight for weight, words in said.sentences if wanted and wanted <= words]
        if weights:
            yield max(weights), title
            return


def _said(postmortem: Postmortem) -> _Said:
    found: dict[str, tuple[float, str]] = {}
    told: list[tuple[float, frozenset[str]]] = []
    for statement in testimony(postmortem).statements:
        if statement.weight >= _TELLING:
            for sentence in sentences(statement.text):
                told.append((statement.weight, stems(sentence)))
                for term, words in _terms(sentence):
                    if term not in found or found[term][0] < statement.weight:
                        found[term] = (statement.weight, words)
    return _Said(found, tuple(told))


def _terms(sentence: str) -> Iterator[tuple[str, str]]:
    here = list(terms(sentence))
    yield from here
    written = dict(reversed(here))
    for joint in joint_terms(written):
        yield joint, " … ".join(dict.fromkeys(written[part] for part in joint.split(JOINED)))

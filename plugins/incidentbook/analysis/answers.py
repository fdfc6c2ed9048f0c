"""Which runbook answers what somebody on call has in hand: an alert's name or part, a log line, a payload.

The on-call page ranks alike in the browser; both keep to `tests/oncall.json`.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log

from incidentbook.records.plain import dataclass

EXACT = 1000.0
"""An alert's whole name outweighs everything else."""
PART = 200.0
"""What a part of an alert's name counts; twice as much for all but the whole."""
NAMED = 120.0
"""What the name of a service, of the document, or an alias counts."""
SHORT = 3
"""Up to so many words are a name or a part of one; more are a line of a log or a payload."""
HEAVY = 2.0
"""How much more a word counts in a title or a name than in the text."""
SHORTEST = 3
"""Letters of a part of a name, and of the beginning of a word."""
FAINTEST = 0.125
"""What scores less than this share of the best answer is none."""

_PIECES = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_]+|\d{3,}")
_TOKENS = re.compile(r"[\w:./-]+")
_COMMON = frozenset(
    """
    a an and are as at be by for from has in into is it its no not of on or
    that the this to was were will with
    """.split()  # noqa: SIM905 - words are easier to read than a list of texts
)
_ALERT_KEYS = frozenset({"alertname", "alert_name", "rulename", "rule_name", "alert", "title"})
_SERVICE_KEYS = frozenset({"service", "app", "component", "job", "namespace", "deployment"})


@dataclass(frozen=True, slots=True)
class Card:
    """Something that may answer: a runbook, or an alert that fired and has none.

    `names` are the document's id, its services and their aliases; `texts` all else that it says; `used` is
    in how many incidents it was used. `path` is empty where there is no runbook.
    """

    title: str
    path: str = ""
    alerts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    used: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: names to look for, and the words of it all."""

    names: tuple[str, ...]
    words: tuple[str, ...]
    is_short: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """A card that answers, how well, and by what: an alert's name, a name, or the words they share."""

    card: Card
    score: float
    why: tuple[str, ...]


def question_of(text: str) -> Question:
    """What is asked by a name, a line, or the JSON of a notification."""
    stripped = text.strip()
    payload = _payload(stripped)
    if payload is None:
        tokens = _tokens(stripped)
        return Question(_distinct((stripped, *tokens)), words_of(stripped), len(tokens) <= SHORT)
    leaves = tuple(_leaves(payload))
    stated = [value for key, value in leaves if key in _ALERT_KEYS or key in _SERVICE_KEYS]
    names = _distinct(part for value in stated for part in (value, *_tokens(value)))
    return Question(names, words_of(" ".join(value for _, value in leaves)), is_short=False)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, each once; "HighErrorRate_Fast" has four."""
    return _distinct(
        word for piece in _PIECES.findall(text) if (word := piece.lower()) not in _COMMON and len(word) > 1
    )


class Desk:
    """Cards that can be asked, made ready once."""

    def __init__(self, cards: Sequence[Card]) -> None:
        self._cards = tuple(_Indexed.of(card) for card in cards)
        numbers = Counter(word for one in self._cards for word in one.weights)
        self._rarity = {word: log(1 + len(self._cards) / number) for word, number in numbers.items()}

    def ask(self, text: str) -> tuple[Answer, ...]:
        """The cards that answer, the best first; none where nothing is asked or nothing fits."""
        question = question_of(text)
        found = (self._answer(question, one) for one in self._cards)
        ordered = sorted((one for one in found if one.score > 0), key=_order)
        return tuple(one for one in ordered if one.score >= ordered[0].score * FAINTEST)

    def _answer(self, question: Question, one: "_Indexed") -> Answer:
        best, name = max(
            ((_name_score(asked, one, is_short=question.is_short), asked) for asked in question.names),
            default=(0.0, ""),
        )
        shared = {word: value for word in question.words if (value := self._word_score(word, one))}
        top = sorted(shared, key=lambda word: (-shared[word], word))[:4]
        return Answer(one.card, best + sum(shared.values()), (name,) if best else tuple(top))

    def _word_score(self, word: str, one: "_Indexed") -> float:
        if word in one.weights:
            return one.weights[word] * self._rarity[word]
        if len(word) < SHORTEST:
            return 0.0
        begun = (
            weight * self._rarity[known] for known, weight in one.weights.items() if known.startswith(word)
        )
        return max(begun, default=0.0) / 2


def _order(one: Answer) -> tuple[float, int, str, str]:
    return -one.score, -one.card.used, one.card.title, one.card.path


@dataclass(frozen=True, slots=True)
class _Indexed:
    card: Card
    alerts: tuple[str, ...]
    names: frozenset[str]
    weights: Mapping[str, float]

    @classmethod
    def of(cls, card: Card) -> "_Indexed":
        weights = dict.fromkeys(words_of(" ".join(card.texts)), 1.0)
        weights |= dict.fromkeys(words_of(" ".join((card.title, *card.alerts, *card.names))), HEAVY)
        names = frozenset(name.casefold() for name in (card.title, *card.names) if name)
        return cls(card, tuple(alert.casefold() for alert in card.alerts), names, weights)


def _name_score(asked: str, one: _Indexed, *, is_short: bool) -> float:
    name = asked.casefold()
    if name in one.alerts:
        return EXACT
    score = NAMED if name in one.names else 0.0
    if is_short and len(name) >= SHORTEST:
        parts = (PART * (1 + len(name) / len(alert)) for alert in one.alerts if name in alert)
        score = max(score, max(parts, default=0.0))
    return score


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(token.strip(":./-") for token in _TOKENS.findall(text) if token.strip(":./-"))


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _payload(text: str) -> object:
    if not text.startswith(("{", "[")):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _leaves(value: object, key: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """The texts of a payload with the keys below which they stand, in lower case."""
    if isinstance(value, str):
        yield key.lower(), value
    elif isinstance(value, Mapping) and depth < _DEEPEST:
        for name, inner in value.items():
            yield from _leaves(inner, key if name in _TITLES else str(name), depth + 1)
    elif isinstance(value, list) and depth < _DEEPEST:
        for inner in value:
            yield from _leaves(inner, key, depth + 1)


_DEEPEST = 20
_TITLES = frozenset({"summary", "name"})
"""Keys of an object that say its name: `"service": {"summary": "Checkout"}`."""

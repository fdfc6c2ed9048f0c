"""Past incidents that an incident resembles: which are suggested, in which order, and why."""

import itertools
import math
from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.analysis.accounts import accounts, copied_lines
from incidentbook.analysis.catalogue import catalogue
from incidentbook.analysis.likeness import (
    AT_MOST,
    ENOUGH_DOCUMENTS,
    FEW,
    IMAGINED_USE,
    LENGTH,
    SATURATION,
    WORTH,
    descending,
    likeness,
)
from incidentbook.analysis.numbering import ONE_MECHANISM, TWO_MECHANISMS, kind, number
from incidentbook.analysis.similarity import ENOUGH, TOP, Suggestion, comparison, suggestions
from incidentbook.reading.postmortem import read_postmortem
from incidentbook.records import Policy, Postmortem
from tests.unit.analysis.library_of import POLICY, item, library, postmortem

GATEWAY = "The certificate of the gateway expired on a Sunday, and nothing watched its expiry."
SIGN_IN = "The TLS cert of the sign-in page lapsed; there was no alert for its end date."
MEMORY = "The exporter leaked memory until the node was not ready and its pods were evicted."
TYPO = "A typing error in the price list doubled the tax of all parcels to Norway."


def told(name: str, day: str, text: str, policy: Policy = POLICY, **fields: str) -> Postmortem:
    front = "".join(f"{key}: {value}\n" for key, value in {"date": day, **fields}.items() if value)
    source = f"---\n{front}---\n\n# {name.capitalize()}\n\n## Root cause\n\n{text}\n"
    return read_postmortem(f"postmortems/{name}.md", source, policy)


FOUR = (
    told("gateway", "2024-01-10", GATEWAY),
    told("memory", "2024-03-01", MEMORY),
    told("tax", "2024-05-05", TYPO),
    told("sign-in", "2024-08-20", SIGN_IN),
)


def suggested(name: str, *documents: Postmortem, top: int = 3) -> tuple[Suggestion, ...]:
    known = comparison(catalogue(library(*documents)), accounts(documents))
    return suggestions(known.catalogue.by_path[f"postmortems/{name}.md"], known, top)


def names(found: tuple[Suggestion, ...]) -> list[str]:
    return [one.incident.path.removeprefix("postmortems/").removesuffix(".md") for one in found]


def test_the_same_mechanism_in_other_words_is_found() -> None:
    assert names(suggested("sign-in", *FOUR)) == ["gateway"]


def test_the_terms_are_the_words_of_both_documents() -> None:
    (one,) = suggested("sign-in", *FOUR)
    pairs = {(term.words, term.there) for term in one.terms}
    assert ("cert", "certificate") in pairs or ("TLS", "certificate") in pairs
    assert all(term.words in f"{SIGN_IN} Sign-in" for term in one.terms)
    assert [term.share for term in one.terms] == sorted((term.share for term in one.terms), reverse=True)


def test_words_are_shown_whole() -> None:
    one = told("one", "2024-01-01", "PostgreSQL lost its quorum while HTTPRouterQueueDepthHighest rose.")
    other = told("other", "2024-02-01", "The quorum of PostgreSQL was lost; HTTPRouterQueueDepthHighest too.")
    (found,) = suggested("other", one, other)
    words = {term.words for term in found.terms}
    assert "PostgreSQL" in words
    assert "Postgre" not in words


def test_an_incident_without_relatives_gets_none() -> None:
    assert suggested("tax", *FOUR) == ()


def test_only_earlier_incidents_are_suggested() -> None:
    assert suggested("gateway", *FOUR) == ()


def test_without_a_day_all_others_may_be() -> None:
    undated = told("lost", "", SIGN_IN)
    assert "sign-in" in names(suggested("lost", *FOUR, undated))


def test_dismissed_incidents_never_return_from_either_side() -> None:
    dismissing = told("sign-in", "2024-08-20", SIGN_IN, not_repeat_of="[gateway]")
    dismissed = told("gateway", "2024-01-10", GATEWAY, not_repeat_of="[sign-in]")
    assert suggested("sign-in", *FOUR[:3], dismissing) == ()
    assert suggested("sign-in", dismissed, *FOUR[1:]) == ()


def test_declared_incidents_come_first_however_unlike() -> None:
    declaring = told("sign-in", "2024-08-20", SIGN_IN, repeat_of="[tax]")
    found = suggested("sign-in", *FOUR[:3], declaring, top=1)
    assert names(found) == ["tax", "gateway"]
    assert [one.declared for one in found] == ["repeat-of", ""]


def test_open_actions_and_those_that_did_not_hold_come_with_a_suggestion() -> None:
    done = item("Watch the disk", "done", type="prevent", done_on=date(2026, 1, 3))
    left = item("Order a larger disk", "open", due=date(2026, 2, 1))
    first = postmortem("first", "2026-01-01", title="Disk of the index full", action_items=(done, left))
    again = postmortem("again", "2026-02-01", title="Disk of the index full again")
    (one,) = suggested("again", first, again)
    assert one.unfinished == (left,)
    assert [relapse.item for relapse in one.returned] == [done]
    assert one.returned[0].incident.path == again.path


def test_lines_of_a_template_say_nothing() -> None:
    line = "The certificate of the gateway expired and nothing watched its expiry."
    many = [told(f"case-{place}", f"2024-02-{place + 1:02}", line) for place in range(4)]
    assert all(number("~certificate") not in one.terms for one in accounts(many).values())
    assert len(copied_lines([frozenset({1, 2}), frozenset({1}), frozenset({1})])) == 1


def test_names_of_people_say_nothing() -> None:
    one = told("one", "2024-01-01", "Vega restarted the relay.", authors="[Vega]")
    assert number("vega") not in accounts([one])[one.path].terms


TEXTS = st.lists(st.sampled_from((GATEWAY, SIGN_IN, MEMORY, TYPO, "", "?")), min_size=2, max_size=6)


@given(TEXTS, st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_likeness_is_symmetric_bounded_and_independent_of_order(texts: list[str], random: Random) -> None:
    documents = [told(f"case-{number}", "2024-01-01", text) for number, text in enumerate(texts)]
    shuffled = list(documents)
    random.shuffle(shuffled)
    one, other = likeness(accounts(documents)), likeness(accounts(shuffled))
    for first, second in itertools.combinations([document.path for document in documents], 2):
        score = one.between(first, second)
        assert score == one.between(second, first) == other.between(first, second)
        assert 0 <= score <= 1.000001


@given(st.lists(st.integers(0, 3), max_size=4))
@settings(max_examples=25, deadline=None)
def test_whatever_is_dismissed_is_never_suggested(numbers: list[int]) -> None:
    denied = [f"case-{number}" for number in numbers]
    distinct = [
        told(f"case-{number}", f"2024-01-0{number + 1}", f"{GATEWAY} Relay {'x' * (number + 2)} stood still.")
        for number in range(4)
    ]
    last = told("last", "2024-09-09", f"{SIGN_IN} Printers waited.", not_repeat_of=f"[{', '.join(denied)}]")
    found = names(suggested("last", *distinct, last, top=9))
    assert not set(found) & set(denied)
    assert found == names(suggested("last", *reversed(distinct), last, top=9))


def plainly(documents: list[Postmortem], one: str, other: str) -> float:
    """The definition of likeness, worked out pair by pair and term by term."""
    every = accounts(documents)
    usual = sum(found.length for found in every.values()) / len(every)
    imagined = max(ENOUGH_DOCUMENTS - len(every), 0)

    def weights(path: str) -> dict[int, float]:
        own = every[path]
        half = SATURATION * (1 - LENGTH + LENGTH * own.length / usual)
        found = {}
        for term, said in zip(own.terms, own.weights, strict=True):
            users: float = sum(term in account.terms for account in every.values())
            users += imagined * IMAGINED_USE[kind(term) in {ONE_MECHANISM, TWO_MECHANISMS}]
            rarity = max(math.log((len(every) + imagined + 1) / (users + 0.5)), 0) * WORTH[kind(term)]
            found[term] = said / (said + half) * rarity
        length = math.sqrt(sum(weight * weight for weight in found.values())) or 1
        return {term: weight / length for term, weight in found.items()}

    ours, theirs = weights(one), weights(other)
    return sum(min(ours[term] * theirs[term], AT_MOST) for term in ours.keys() & theirs.keys())


PARTS = st.sampled_from((*GATEWAY.split(), *SIGN_IN.split(), *MEMORY.split(), *TYPO.split(), "label-printer"))


@given(st.lists(st.lists(PARTS, max_size=30).map(" ".join), min_size=2, max_size=14))
@settings(max_examples=25, deadline=None)
def test_the_quick_way_finds_what_the_definition_says(texts: list[str]) -> None:
    documents = [
        told(f"case-{place:02}", f"2024-01-{place + 1:02}", text) for place, text in enumerate(texts)
    ]
    known = comparison(catalogue(library(*documents)), accounts(documents))
    for place, document in enumerate(documents):
        earlier = [one.path for one in documents[:place]]
        scores = {path: plainly(documents, document.path, path) for path in earlier}
        for path, score in scores.items():
            assert math.isclose(known.likeness.between(document.path, path), score, abs_tol=1e-6)
        found = suggestions(known.catalogue.by_path[document.path], known)
        expected = sorted((score for score in scores.values() if score >= ENOUGH + 1e-6), reverse=True)[:TOP]
        assert len(found) >= len(expected)
        for one, score in zip(found, expected, strict=False):
            assert math.isclose(one.score, score, abs_tol=1e-6)
            shares = known.likeness.shares(document.path, one.incident.path)
            assert math.isclose(sum(shares.values()), one.score, abs_tol=1e-9)


def test_many_questions_are_answered_like_one() -> None:
    documents = [
        told(f"case-{place}", f"2024-02-{place + 1:02}", text)
        for place, text in enumerate((GATEWAY, SIGN_IN, MEMORY, TYPO) * 4)
    ]
    once, often = (likeness(accounts(documents)) for _ in range(2))
    paths = [one.path for one in documents]
    for path in paths:
        list(often.promising(path))
    assert len(paths) > FEW
    for before in (False, True):
        for path in paths[: FEW // 2]:
            assert list(once.promising(path, before=before)) == list(often.promising(path, before=before))
            assert once.among(path, paths) == often.among(path, paths)


def test_only_what_comes_before_is_looked_at_where_that_is_asked() -> None:
    paths = [one.path for one in FOUR]
    known = likeness(accounts(FOUR), reversed(paths))
    assert list(known.promising("postmortems/sign-in.md", before=True)) == []
    assert "postmortems/sign-in.md" in list(known.promising("postmortems/gateway.md", before=True))


def test_all_are_put_in_order_however_many_there_are() -> None:
    promises = {key: float(key * 7919 % 1000) for key in range(1000)}
    assert list(descending(promises)) == sorted(promises, key=lambda key: (-promises[key], key))
    assert list(descending(dict.fromkeys(range(900), 1.0))) == list(range(900))

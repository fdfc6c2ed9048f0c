"""Past incidents that an incident resembles: which are suggested, in which order, and why."""

import itertools
from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.analysis.accounts import accounts, copied_lines
from incidentbook.analysis.catalogue import catalogue
from incidentbook.analysis.likeness import FEW, likeness
from incidentbook.analysis.numbering import number
from incidentbook.analysis.similarity import Suggestion, comparison, suggestions
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
    known = comparison(catalogue(library(*documents)), likeness(accounts(documents)))
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


def test_many_questions_are_answered_like_one() -> None:
    documents = [
        told(f"case-{place}", f"2024-02-{place + 1:02}", text)
        for place, text in enumerate((GATEWAY, SIGN_IN, MEMORY, TYPO) * 4)
    ]
    once, often = (likeness(accounts(documents)) for _ in range(2))
    paths = [one.path for one in documents]
    for path in paths:
        list(often.promising(path))
    for path in paths[:FEW]:
        assert list(once.promising(path)) == list(often.promising(path))
        assert once.among(path, paths) == often.among(path, paths)
    assert len(paths) > FEW

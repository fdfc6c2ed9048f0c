"""The terms in which texts speak: forms of words, identifiers, mechanisms, and two of these in a sentence."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.analysis.mechanisms import MECHANISMS
from incidentbook.analysis.vocabulary import (
    heard,
    joint_terms,
    places,
    sentences,
    spoken_terms,
    stem,
    terms,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("expired", "expires"),
        ("certificates", "certificate"),
        ("exhausted", "exhaustion"),
        ("scheduling", "scheduled"),
        ("retries", "retry"),
        ("migrations", "migration"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("port", "portal"), ("cache", "catch"), ("disk", "disc")])
def test_other_words_have_other_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("text", "mechanism"),
    [
        ("The worker was OOM-killed", "~memory"),
        ("it ran out of memory", "~memory"),
        ("the TLS certificate lapsed", "~certificate"),
        ("the TLS certificate lapsed", "~expiry"),
        ("applied to the wrong cluster", "~wrong target"),
        ("daylight saving ended", "~time handling"),
        ("the connection pool was used up", "~connection pool"),
    ],
)
def test_a_mechanism_is_known_by_each_of_its_expressions(text: str, mechanism: str) -> None:
    assert mechanism in spoken_terms(text)


def test_everyday_words_addresses_and_generated_names_say_nothing() -> None:
    said = spoken_terms(
        "We then saw that it was https://kafka.example.com/dns on 7f9c2ab81d, ask ana@dns.example"
    )
    assert not [term for term in said if "kafka" in term or "dns" in term or "7f9c" in term]


def test_an_identifier_counts_as_itself_and_as_its_words() -> None:
    said = spoken_terms("LabelQueueDepth rose on label-printer")
    assert {"=labelqueuedepth", "=label-printer", stem("printer"), "~queue"} <= set(said)


def test_a_term_gives_the_words_as_they_are_written() -> None:
    assert ("~certificate", "Certificates") in list(terms("Certificates expired"))


def test_two_mechanisms_of_one_sentence_make_a_term_whatever_their_order() -> None:
    assert joint_terms(["~b", "word", "~a", "~b"]) == ("~a+~b",)
    assert joint_terms(["~a", "~b"]) == joint_terms(["~b", "~a"])
    assert joint_terms(f"~{number}" for number in range(40)) == ()


def test_sentences_end_at_their_marks() -> None:
    assert sentences("It died. Nobody saw; nobody asked! 1.5 s later") == [
        "It died.",
        "Nobody saw;",
        "nobody asked!",
        "1.5 s later",
    ]


@given(
    st.lists(st.sampled_from(["The disk is full", "OOMKilled", "time", "out", "kube-system", "503", "a@b.c"]))
)
def test_the_sentences_of_a_line_are_heard_as_each_of_them_alone(said: list[str]) -> None:
    line = "".join(f"{words}{(' ', '. ', ';  ', '-')[place % 4]}" for place, words in enumerate(said))
    terms_of_line, mechanisms = heard(line)
    alone = [places(sentence) for sentence in sentences(line)]
    found = [line[start:end] for _, start, end in terms_of_line]
    assert sorted(found) == sorted(
        sentence[start:end] for sentence in sentences(line) for _, start, end in heard(sentence)[0]
    )
    assert [[term for term, _, _ in one] for one in mechanisms] == [
        [term for term, _, _ in one if term.startswith("~")] for one in alone
    ]


def test_the_list_of_mechanisms_names_each_once_and_repeats_no_expression() -> None:
    lines = MECHANISMS.replace("\n  ", " ").strip().splitlines()
    names = [line.partition(":")[0] for line in lines]
    assert names == sorted(set(names))
    for line in lines:
        phrases = [phrase.strip() for phrase in line.partition(":")[2].split(",")]
        assert len(phrases) == len(set(phrases)), line
        assert all(phrases), line


PLAIN_TEXT = st.text(st.characters(exclude_characters="@:"), max_size=300)


@given(PLAIN_TEXT, PLAIN_TEXT)
def test_another_line_takes_no_term_away(one: str, other: str) -> None:
    assert {*spoken_terms(one), *spoken_terms(other)} <= set(spoken_terms(f"{one}\n{other}"))


@given(st.text(max_size=400))
def test_any_text_gives_terms_with_words_of_its_own(text: str) -> None:
    for term, words in terms(text):
        assert term
        assert words.strip()


@pytest.mark.parametrize("sign", ["a", "A", "aB", "a-", "a.", "a@", "://a", ". ", "5", "no ", "out of "])
def test_hostile_text_takes_linear_time(sign: str) -> None:
    def once(text: str) -> float:
        began = time.process_time()
        for sentence in sentences(text):
            joint_terms(spoken_terms(sentence))
        return time.process_time() - began

    def seconds(length: int) -> float:
        return min(once(sign * (length // len(sign))) for _ in range(3))

    seconds(1_000)
    assert seconds(400_000) < 40 * max(seconds(40_000), 0.02)


@pytest.mark.parametrize(
    "text",
    [
        "The optimisations of two entries ran out of disk space in kube-system.",
        "OOM-killed pods; certificates expired and the cookies of nodeGroups grew.",
        "See https://a.example/dns and ana@dns.example: availabilities of the ALBs of a re-used path/prefix",
    ],
)
def test_a_term_stands_where_it_is_said_to(text: str) -> None:
    found = places(text)
    assert [text[start:end] for _, start, end in found] == [words for _, words in terms(text)]
    for term, start, end in found:
        assert term in spoken_terms(text[start:end]), term

import pytest

from incidentbook.reading.action_groups import is_label
from incidentbook.reading.action_tickets import is_tracker, label_of_url
from incidentbook.reading.action_verbs import asks, verb_first
from incidentbook.reading.action_words import column_of, names_term, priority_of, type_of


@pytest.mark.parametrize(
    ("label", "type"),
    [
        ("Prevent", "prevent"),
        ("Preventative actions", "prevent"),
        ("Detect sooner", "detect"),
        ("Monitoring and alerting", "detect"),
        ("Mitigation", "mitigate"),
        ("Documentation improvements", "document"),
        ("Process improvements", "process"),
        ("Corrective actions", "repair"),
        ("Technical improvements", ""),
        ("Prevent pods from starting", ""),
        ("", ""),
    ],
)
def test_types(label: str, type: str) -> None:
    assert type_of(label) == type


def test_terms_name_no_type() -> None:
    assert names_term("Short term")
    assert names_term("Next steps")
    assert not names_term("Storefront")


@pytest.mark.parametrize(
    ("text", "priority"),
    [
        ("P1", "P1"),
        ("p 0", "P0"),
        ("1", "P1"),
        ("High", "high"),
        ("MED", "medium"),
        ("P2 - high", "P2"),
        ("🔴 High", "high"),
        ("Priority: low", "low"),
        ("highly unusual", ""),
        ("P9", ""),
        ("soon", ""),
    ],
)
def test_priorities(text: str, priority: str) -> None:
    assert priority_of(text) == priority


def test_the_first_name_of_a_column_means_most() -> None:
    assert column_of("Action")[0] == column_of("Description")[0] == "action"
    assert column_of("Action")[1] < column_of("Description")[1]
    assert column_of("#") == ("id", 0)
    assert column_of("Effort") == ("", 0)


@pytest.mark.parametrize(
    "sentence",
    [
        "Add an alert.",
        "We need to add an alert.",
        "The storefront team will add an alert.",
        "An issue has been created for the missing alert.",
        "We are adding an alert.",
        "2. Please add an alert.",
    ],
)
def test_sentences_that_ask(sentence: str) -> None:
    assert asks(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "We should have added an alert.",
        "The alert fired late.",
        "This should help.",
        "Every action item should have an owner.",
        "We have learned a lot.",
        "",
    ],
)
def test_sentences_that_do_not(sentence: str) -> None:
    assert not asks(sentence)


def test_labels_name_things() -> None:
    assert is_label("Storefront")
    assert is_label("Prevent")
    assert not is_label("Add an alert")
    assert not is_label("The thing that we thought about for a very long time")
    assert verb_first("Re-run the job")


@pytest.mark.parametrize(
    ("url", "label"),
    [
        ("https://github.com/acme/shop/issues/7", "shop#7"),
        ("https://gitlab.com/acme/team/shop/-/merge_requests/7", "shop!7"),
        ("https://acme.atlassian.net/browse/OPS-12", "OPS-12"),
        ("https://tickets.example/OPS-12", "OPS-12"),
        ("https://linear.app/acme/issue/ENG-4/add-an-alert", "ENG-4"),
    ],
)
def test_trackers(url: str, label: str) -> None:
    assert is_tracker(url)
    assert label_of_url(url) == label


@pytest.mark.parametrize(
    "url", ["https://docs.example/guide", "mailto:a@b.example", "https://github.com/acme/shop", "a.md"]
)
def test_other_addresses_are_no_trackers(url: str) -> None:
    assert not is_tracker(url)

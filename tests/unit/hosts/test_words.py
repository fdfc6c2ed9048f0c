import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.hosts.words import parts_of, search_words


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("HighErrorBudgetBurnRate_Fast", ["high", "error", "budget", "burn", "rate", "fast"]),
        ("KubePodOOMKilled2", ["kube", "pod", "oom", "killed", "2"]),
        ("disk_full-now", ["disk", "full", "now"]),
        ("ÜberLast", ["ü", "ber", "last"]),
    ],
)
def test_divides_compound_names(name: str, parts: list[str]) -> None:
    assert parts_of(name) == parts


@pytest.mark.parametrize(
    "pasted",
    [
        "higherrorbudgetburnrate_fast",
        "budgetburn",
        "budget",
        "burnrate_fast",
        "highbudget",
        "errorbudgetburn",
        "fast",
    ],
)
def test_has_the_parts_of_an_alert_that_people_paste(pasted: str) -> None:
    assert pasted in search_words(["HighErrorBudgetBurnRate_Fast"])


def test_plain_names_stay_single_words() -> None:
    assert search_words(["checkout", "Checkout", "Unsafe configuration change"]) == (
        "checkout",
        "unsafe configuration change",
    )


@given(st.text(max_size=300))
def test_any_name_gives_few_words_in_lower_case(name: str) -> None:
    words = search_words([name])
    assert len(words) < 250
    assert all(word == word.lower() for word in words)

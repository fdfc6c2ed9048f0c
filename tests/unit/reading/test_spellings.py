"""Finding the name that was meant among very many."""

import pytest

from incidentbook.reading.spellings import Spellings

FILES = [
    f"postmortems/2025-{month:02}-{day:02}-checkout-down.md" for month in range(1, 13) for day in range(1, 28)
]
FILES += ["runbooks/label-queue-full.md", "runbooks/checkout-high-error-rate.md", "img/x.png"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("runbooks/label-queue-ful.md", "runbooks/label-queue-full.md"),
        ("postmortems/label-queue-full.md", "runbooks/label-queue-full.md"),
        ("runbooks/checkout_high_error_rate.md", "runbooks/checkout-high-error-rate.md"),
        ("RUNBOOKS/Checkout-High-Eror-Rate.md", "runbooks/checkout-high-error-rate.md"),
        ("postmortems/2025-03-05-chekout-down.md", "postmortems/2025-03-05-checkout-down.md"),
        ("nothing/like/it.txt", ""),
        ("", ""),
        ("x", ""),
    ],
)
def test_the_name_that_was_meant(word: str, meant: str) -> None:
    assert Spellings(FILES).nearest(word) == meant


def test_nothing_is_near_nothing() -> None:
    assert Spellings([]).nearest("word") == ""

"""The collector of cycles rests while a book is made, and works again afterwards."""

import gc

import pytest

from incidentbook.hosts.rest import at_rest, at_work


def test_what_is_made_at_rest_is_looked_at_again_only_at_work() -> None:
    with at_rest():
        assert not gc.isenabled()
        made = [[number] for number in range(100)]
    assert gc.isenabled()
    assert gc.get_freeze_count() >= len(made)
    at_work()
    assert gc.get_freeze_count() == 0


def test_a_failure_leaves_nobody_at_rest() -> None:
    with pytest.raises(ValueError, match="wrong"), at_rest():
        raise ValueError("wrong")
    assert gc.isenabled()
    at_work()


def test_who_keeps_the_collector_off_finds_it_off() -> None:
    gc.disable()
    try:
        with at_rest():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
        at_work()

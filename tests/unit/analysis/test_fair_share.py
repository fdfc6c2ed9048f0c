"""A fair rotation is not blamed, exact or drawn by lot; somebody who is always there is found."""

from collections.abc import Iterator
from hashlib import blake2b

import pytest

from incidentbook.analysis.fair_share import shares

SIX = ("ana", "bo", "chidi", "dana", "enno", "fay")


def drawn(people: tuple[str, ...], number: int, turn: str) -> frozenset[str]:
    """So many of these people, drawn by a lot that falls the same way in every run."""
    order = sorted(people, key=lambda name: blake2b(f"{turn} {name}".encode()).digest())
    return frozenset(order[:number])


def lots(incidents: int, roles: int, run: int) -> Iterator[frozenset[str]]:
    return (drawn(SIX, roles, f"{run} {n} {roles}") for n in range(incidents))


def led(incidents: int, roles: int, run: int) -> Iterator[frozenset[str]]:
    """Ana is always there, the other roles are drawn."""
    return (frozenset({"ana"}) | drawn(SIX[1:], roles - 1, f"{run} {n}") for n in range(incidents))


@pytest.mark.parametrize("roles", [1, 2, 3, 4, 5, 6])
@pytest.mark.parametrize("incidents", [6, 10, 24, 60])
def test_each_exactly_in_turn_stands_out_nowhere(incidents: int, roles: int) -> None:
    turns = [frozenset((SIX * 2)[n % 6 : n % 6 + roles]) for n in range(incidents)]
    found = shares(turns)
    assert found.fair == pytest.approx(100 * roles / 6)
    assert not found.stands_out(50)


@pytest.mark.parametrize("roles", [1, 2, 3, 4])
@pytest.mark.parametrize("incidents", [10, 24, 60])
def test_drawing_lots_stands_out_in_less_than_one_of_twenty(incidents: int, roles: int) -> None:
    runs = [shares(lots(incidents, roles, run)).stands_out(50) for run in range(300)]
    assert sum(runs) < 15


@pytest.mark.parametrize(("incidents", "roles"), [(10, 1), (10, 2), (10, 3), (24, 4), (60, 4)])
def test_who_is_always_there_stands_out(incidents: int, roles: int) -> None:
    assert all(shares(led(incidents, roles, run)).stands_out(50) for run in range(50))


def test_a_fair_share_is_taken_of_five_people_at_least() -> None:
    alone = shares([frozenset({"ana"})] * 10)
    assert (alone.people, alone.most, alone.of) == (1, 10, 10)
    assert alone.fair == pytest.approx(20)
    assert alone.stands_out(50)
    assert alone.threshold(50) == pytest.approx(60)


def test_where_nobody_took_a_role_there_is_no_share() -> None:
    nobody = shares([])
    assert (nobody.most, nobody.of, nobody.fair, nobody.stands_out(0)) == (0, 0, 0, False)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.analysis.summaries import Interval, quantile, summary


def exact(*values: float) -> list[Interval]:
    return [Interval(value, value) for value in values]


def test_figures_of_ten_values() -> None:
    found = summary(exact(10, 9, 8, 7, 6, 5, 4, 3, 2, 1))
    assert (found.number, found.values[0]) == (10, Interval(1, 1))
    # type 7: the place is the share of nine steps
    assert (found.median, found.lower, found.upper) == (
        Interval(5.5, 5.5),
        Interval(3.25, 3.25),
        Interval(7.75, 7.75),
    )
    assert found.ninetieth
    assert found.ninetieth.low == found.ninetieth.high == pytest.approx(9.1)
    assert found.mean == Interval(5.5, 5.5)


@pytest.mark.parametrize("number", range(5))
def test_below_five_there_are_the_values_alone(number: int) -> None:
    found = summary(exact(*range(number)))
    assert found.values == tuple(exact(*range(number)))
    assert {found.median, found.lower, found.upper, found.ninetieth, found.mean} == {None}


def test_below_ten_there_is_no_ninetieth() -> None:
    assert summary(exact(*range(9))).ninetieth is None
    assert summary(exact(*range(9))).median == Interval(4, 4)


def test_ranges_stay_ranges_in_every_figure() -> None:
    found = summary([*exact(1, 2, 4, 5), Interval(2, 8)])
    assert found.median == Interval(2, 4)
    assert found.mean == Interval(14 / 5, 20 / 5)
    assert found.upper == Interval(4, 5)


values = st.lists(
    st.tuples(st.floats(0, 1e6), st.floats(0, 1e4)).map(lambda pair: Interval(pair[0], sum(pair))),
    min_size=5,
    max_size=40,
)


@given(values, st.randoms())
def test_figures_are_bounded_ordered_and_know_no_order(of: list[Interval], random: object) -> None:
    found = summary(of)
    shuffled = list(of)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert summary(shuffled).median == found.median
    assert found.median
    assert found.lower
    assert found.upper
    assert found.lower.low <= found.median.low <= found.upper.low
    assert found.lower.high <= found.median.high <= found.upper.high
    for figure in (found.median, found.lower, found.upper):
        assert figure.low <= figure.high
        assert min(one.low for one in of) <= figure.low
        assert figure.high <= max(one.high for one in of)


def test_a_quantile_of_one_value_is_that_value() -> None:
    assert {quantile([7.0], share) for share in (0, 0.5, 0.9, 1)} == {7.0}

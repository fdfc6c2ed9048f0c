"""What `records.plain` makes behaves as what the standard library makes of the same declaration."""

import copy
import dataclasses
import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.records import plain


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Standard:
    """The model."""

    name: str
    number: int = 3
    days: tuple[date, ...] = dataclasses.field(default_factory=tuple)


@plain.dataclass(frozen=True, slots=True, order=True)
class Plain:
    """What is compared with it."""

    name: str
    number: int = 3
    days: tuple[date, ...] = plain.field(default_factory=tuple)


@plain.dataclass(slots=True)
class Draft:
    """One that can be changed."""

    lines: list[str] = plain.field(default_factory=list)
    size: int = 0


@plain.dataclass(frozen=True, slots=True)
class Single:
    """One field, which `attrgetter` would give without a tuple."""

    value: object


VALUES = st.tuples(st.text(max_size=3), st.integers(0, 3), st.tuples(st.dates()) | st.just(()))


@given(VALUES, VALUES)
def test_compares_hashes_and_prints_as_the_standard_does(one: tuple, other: tuple) -> None:  # type: ignore[type-arg]  # of VALUES
    ours, theirs = (Plain(*one), Plain(*other)), (Standard(*one), Standard(*other))
    for a, b in ((ours, theirs), (ours[::-1], theirs[::-1])):
        assert (a[0] == a[1], a[0] < a[1], a[0] <= a[1]) == (b[0] == b[1], b[0] < b[1], b[0] <= b[1])
        assert (a[0] > a[1], a[0] >= a[1], a[0] != a[1]) == (b[0] > b[1], b[0] >= b[1], b[0] != b[1])
        assert hash(a[0]) == hash(b[0])
        assert repr(a[0]) == repr(b[0]).replace("Standard", "Plain")


@given(VALUES)
def test_survives_pickle_copy_and_the_functions_of_dataclasses(values: tuple) -> None:  # type: ignore[type-arg]  # of VALUES
    record = Plain(*values)
    assert pickle.loads(pickle.dumps(record)) == record  # noqa: S301 - our own bytes
    assert copy.copy(record) == copy.deepcopy(record) == record
    assert dataclasses.asdict(record) == dataclasses.asdict(Standard(*values))
    assert (
        dataclasses.replace(record, number=9)
        == plain.replace(record, number=9)
        == Plain(values[0], 9, values[2])
    )
    assert plain.replace(Standard(*values), number=9).number == 9


def test_takes_arguments_as_the_standard_does() -> None:
    assert Plain("a") == Plain(name="a", number=3, days=()) == Plain("a", 3, ())
    for arguments, names in (
        ((), {}),
        (("a", 1, (), 4), {}),
        (("a",), {"name": "b"}),
        (("a",), {"colour": 1}),
    ):
        for made in (Plain, Standard):
            with pytest.raises(TypeError):
                made(*arguments, **names)
    with pytest.raises(TypeError):
        plain.replace(Plain("a"), colour="red")  # type: ignore[call-arg]  # the same


def test_is_a_dataclass_for_whoever_asks() -> None:
    assert dataclasses.is_dataclass(Plain)
    assert [field.name for field in dataclasses.fields(Plain)] == ["name", "number", "days"]
    match Plain("a", 1):
        case Plain(name, 1):
            assert name == "a"
        case _:
            pytest.fail("the pattern does not fit")


@pytest.mark.parametrize("record", [Plain("a"), Standard("a")])
def test_frozen_stays_as_it_is(record: Plain | Standard) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        record.number = 4  # type: ignore[misc]  # frozen, as mypy knows
    with pytest.raises(dataclasses.FrozenInstanceError):
        del record.number
    with pytest.raises((dataclasses.FrozenInstanceError, AttributeError, TypeError)):
        record.colour = "red"  # type: ignore[union-attr]  # no such slot, as mypy knows
    assert not hasattr(record, "__dict__")


def test_what_is_not_frozen_can_be_changed_and_shares_nothing() -> None:
    one, other = Draft(), Draft()
    one.lines.append("a")
    one.size = 1
    assert (other.lines, other.size, one.size) == ([], 0, 1)
    assert one != other
    assert Draft(["a"], 1) == one
    with pytest.raises(TypeError):
        hash(one)
    one.lines.append(one)  # type: ignore[arg-type]  # a cycle, to be printed
    assert repr(one) == "Draft(lines=['a', ...], size=1)"


def test_equality_asks_for_the_same_class() -> None:
    assert Single(1).__eq__(Plain("1")) is NotImplemented
    assert Single(float("nan")) != Single(float("nan"))
    assert Single("a") == Single("a")
    assert len({Single("a"), Single("a")}) == 1


def test_refuses_what_it_leaves_out() -> None:
    with pytest.raises(TypeError):
        plain.dataclass(frozen=True)(type("Loose", (), {"__annotations__": {"a": int}}))
    with pytest.raises(TypeError):
        plain.dataclass(slots=True)(type("Child", (Single,), {"__annotations__": {"a": int}}))
    with pytest.raises(ValueError, match="default_factory"):
        plain.dataclass(slots=True)(type("Shared", (), {"__annotations__": {"a": list}, "a": []}))

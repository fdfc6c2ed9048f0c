"""Dataclasses that are made in a tenth of the time: a check makes some ninety before it reads anything.

The standard library compiles six methods for each class while its module is imported, and imports `inspect`
for it. Here the classes share their methods, and only the constructor is compiled, when it is first called;
it sets slots directly, which takes two thirds of the time. For type checkers `dataclass`, `field` and
`replace` are those of the standard library, and what they make passes for one of its dataclasses:
`dataclasses.fields`, `replace`, `asdict` and patterns work as ever.

Left out is what no record needs: classes without slots, inherited fields, `__post_init__`, `ClassVar`,
keyword-only fields, and fields that equality or the text form leave out.
"""

from collections.abc import Callable, Mapping
from operator import attrgetter
from reprlib import recursive_repr

TYPE_CHECKING = False
"""As `typing` has it, which takes its time to import."""


class _Missing:
    """Stands in a signature for a default that is made anew."""

    def __repr__(self) -> str:
        return "<made anew>"


_MISSING = _Missing()


class _Factory:
    """A default that is made anew for each object."""

    def __init__(self, make: Callable[[], object]) -> None:
        self.make = make


class _OfStandard:
    """An attribute that the standard library looks for, made when somebody asks."""

    def __init__(self, name: str, shape: Mapping[str, object], **flags: bool) -> None:
        self.name = name
        self.shape = shape
        self.flags = flags

    def __get__(self, record: object, cls: type) -> object:
        import dataclasses

        space = {
            name: dataclasses.field(default_factory=value.make) if isinstance(value, _Factory) else value
            for name, value in self.shape.items()
        }
        space |= {"__annotations__": cls.__annotations__, "__module__": cls.__module__}
        made: type = dataclasses.dataclass(**self.flags)(type(cls.__name__, (), space))
        return getattr(made, self.name)


def _field(*, default: object = _MISSING, default_factory: Callable[[], object] | None = None) -> object:
    """A field's default, or what makes it."""
    return _Factory(default_factory) if default_factory is not None else default


def _dataclass(*, frozen: bool = False, slots: bool = False, order: bool = False) -> Callable[[type], type]:
    """As `dataclasses.dataclass`, with what the module says it leaves out.

    Raises TypeError for a class of another form, and ValueError for a default that all objects would share.
    """

    def make(cls: type) -> type:
        if not slots or hasattr(cls, "__match_args__") or hasattr(cls, "__post_init__"):
            raise TypeError(f"{cls.__name__} has no slots, or inherits fields: take it from dataclasses")
        own = {name: value for name, value in cls.__dict__.items() if name not in _OF_EVERY_CLASS}
        names = tuple(own.get("__annotations__", ()))
        defaults = {name: own.pop(name) for name in names if name in own}
        for name, value in defaults.items():
            if type(value).__hash__ is None:
                raise ValueError(f"all {cls.__name__} would share the default of {name}: use default_factory")
        given: dict[str, object] = {
            "__qualname__": cls.__qualname__,
            "__slots__": names,
            "__match_args__": names,
            "__dataclass_fields__": _OfStandard("__dataclass_fields__", defaults, frozen=frozen, order=order),
            "__dataclass_params__": _OfStandard("__dataclass_params__", defaults, frozen=frozen, order=order),
            "__repr__": _text,
            "__reduce__": _reduced,
        }
        given |= _comparisons(names, frozen=frozen, order=order)
        given |= {"__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete} if frozen else {}
        made = type(cls)(cls.__name__, cls.__bases__, given | own)
        _VALUES[made] = _values_of(names)
        return _with_constructor(made, names, defaults, frozen=frozen)

    return make


_OF_EVERY_CLASS = frozenset({"__dict__", "__weakref__"})

_VALUES: dict[type, Callable[[object], tuple[object, ...]]] = {}
"""For each class what gives the values of a record, in the order of its fields."""


def _values_of(names: tuple[str, ...]) -> Callable[[object], tuple[object, ...]]:
    return attrgetter(*names) if len(names) > 1 else _values


def _comparisons(names: tuple[str, ...], *, frozen: bool, order: bool) -> dict[str, object]:
    """Equality by the values of the same class, hash where it is frozen, and order where it is wanted."""
    key = _values_of(names)

    def equal(one: object, other: object) -> object:
        return key(one) == key(other) if other.__class__ is one.__class__ else NotImplemented

    def hashed(record: object) -> int:
        return hash(key(record))

    def less(one: object, other: object) -> object:
        return key(one) < key(other) if other.__class__ is one.__class__ else NotImplemented

    def at_most(one: object, other: object) -> object:
        return key(one) <= key(other) if other.__class__ is one.__class__ else NotImplemented

    found: dict[str, object] = {"__eq__": equal, "__hash__": hashed if frozen else None}
    return found | {"__lt__": less, "__le__": at_most} if order else found


def _values(record: object) -> tuple[object, ...]:
    return tuple([getattr(record, name) for name in record.__match_args__])  # type: ignore[attr-defined]  # ours


@recursive_repr()
def _text(record: object) -> str:
    pairs = zip(record.__match_args__, _values(record), strict=True)  # type: ignore[attr-defined]  # of _dataclass
    return f"{type(record).__qualname__}({', '.join(f'{name}={value!r}' for name, value in pairs)})"


def _reduced(record: object) -> tuple[type, tuple[object, ...]]:
    """For pickle and copy: the call that makes the same record, quicker to read than values for slots."""
    return type(record), _VALUES[type(record)](record)


def _refuse_to_set(_record: object, name: str, _value: object) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_record: object, name: str) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _with_constructor(
    cls: type, names: tuple[str, ...], defaults: Mapping[str, object], *, frozen: bool
) -> type:
    """The class with a constructor that is compiled at its first call."""

    def construct_first(self: object, /, *args: object, **kwargs: object) -> None:
        constructor = _constructor(cls, names, defaults, frozen=frozen)
        type.__setattr__(cls, "__init__", constructor)
        constructor(self, *args, **kwargs)

    type.__setattr__(cls, "__init__", construct_first)
    return cls


def _constructor(
    cls: type, names: tuple[str, ...], defaults: Mapping[str, object], *, frozen: bool
) -> Callable[..., None]:
    space: dict[str, object] = {"_MISSING": _MISSING}
    signature, body = ["self"], []
    for index, name in enumerate(names):
        value = name
        if name in defaults:
            default = defaults[name]
            if isinstance(default, _Factory):
                space[f"_make{index}"] = default.make
                value = f"_make{index}() if {name} is _MISSING else {name}"
            space[f"_default{index}"] = _MISSING if isinstance(default, _Factory) else default
        signature.append(f"{name}=_default{index}" if name in defaults else name)
        if frozen:
            space[f"_set{index}"] = cls.__dict__[name].__set__
        body.append(f"    _set{index}(self, {value})" if frozen else f"    self.{name} = {value}")
    exec(f"def __init__({', '.join(signature)}):\n{chr(10).join(body) or '    pass'}", space)  # noqa: S102 - names alone
    constructor: Callable[..., None] = space["__init__"]  # type: ignore[assignment]  # the line above
    constructor.__qualname__ = f"{cls.__qualname__}.__init__"
    constructor.__annotations__ = {**cls.__annotations__, "return": None}
    return constructor


def _replace(record: object, /, **changes: object) -> object:
    """As `dataclasses.replace`."""
    cls = type(record)
    if not isinstance(cls.__dict__.get("__dataclass_fields__"), _OfStandard):
        import dataclasses

        return dataclasses.replace(record, **changes)  # type: ignore[type-var]  # a dataclass, or it raises
    names: tuple[str, ...] = cls.__match_args__  # type: ignore[attr-defined]  # of _dataclass
    for name in changes:
        if name not in names:
            raise TypeError(f"{cls.__name__} has no field {name!r}")
    return cls(*map(changes.get, names, _VALUES[cls](record)))


if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
else:
    dataclass, field, replace = _dataclass, _field, _replace

__all__ = ["dataclass", "field", "replace"]

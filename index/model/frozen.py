"""Frozen records that are quickly made (不可变记录): a document brings more than a hundred thousand of them.

`frozen` is `dataclass(frozen=True, slots=True)` but for how the fields are first set: a frozen dataclass looks up
`object.__setattr__` and then the field by its name each time. Here a record is made as one of an open class, whose
fields Python sets at once, and is of the closed one from then on.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable

_Record = TypeVar("_Record")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[_Record]) -> type[_Record]:
    """A frozen dataclass with slots. Raise TypeError for fields that are no plain arguments, or none."""
    made: Any = dataclass(unsafe_hash=True, slots=True)(cls)
    named = fields(made)
    if any(not one.init or one.kw_only or one.default_factory is not MISSING for one in named):
        message = f"{cls.__qualname__} has fields that are no plain arguments"
        raise TypeError(message)
    own = {"__module__": cls.__module__, "__qualname__": cls.__qualname__, "__doc__": made.__doc__, "__slots__": ()}
    closed: Any = type(cls.__name__, (made,), own | {"__setattr__": _refused, "__delattr__": _refused})
    closed.__init__ = _setting(made, closed, named)
    closed.__reduce__ = _reducing(named)
    return closed  # type: ignore[no-any-return]


def _refused(_self: object, name: str, _value: object = None) -> NoReturn:
    message = f"cannot set or delete field {name!r}"
    raise FrozenInstanceError(message)


def _setting(opened: Any, closed: Any, named: tuple[Field[Any], ...]) -> Callable[..., None]:
    """An `__init__` that sets the fields while the record is of the open class."""
    scope = {"_become": object.__dict__["__class__"].__set__, "_opened": opened, "_closed": closed}
    scope |= {f"_default_{one.name}": one.default for one in named if one.default is not MISSING}
    arguments = (one.name + ("" if one.default is MISSING else f"=_default_{one.name}") for one in named)
    body = "".join(f"\n    self.{one.name} = {one.name}" for one in named)
    after = "\n    self.__post_init__()" if hasattr(opened, "__post_init__") else ""
    body += "\n    self.__class__ = _closed"
    text = f"def __init__(self, {', '.join(arguments)}):\n    _become(self, _opened){body}"
    exec(text + after, scope)  # noqa: S102 - as dataclasses does
    made: Any = scope["__init__"]
    made.__qualname__ = f"{closed.__qualname__}.__init__"
    made.__annotations__ = opened.__init__.__annotations__
    return made  # type: ignore[no-any-return]


def _reducing(named: tuple[Field[Any], ...]) -> Callable[[Any], tuple[Any, ...]]:
    """A `__reduce__` for the way to another process: the class and its arguments, without looking at each by name."""
    values = ", ".join(f"self.{one.name}" for one in named)
    scope: dict[str, Any] = {}
    exec(f"def __reduce__(self):\n    return self.__class__, ({values},)", scope)  # noqa: S102
    return scope["__reduce__"]  # type: ignore[no-any-return]

"""Frozen records that are quickly made (不可变记录): a document brings more than a hundred thousand of them.

`frozen` is `dataclass(frozen=True, slots=True)` but for how the fields are first set: a frozen dataclass looks up
`object.__setattr__` and then the field by its name each time; here the slot of each field is known from the start.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, dataclass, field, fields
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable

_Record = TypeVar("_Record")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[_Record]) -> type[_Record]:
    """A frozen dataclass with slots. Raise TypeError for fields that are no plain arguments, or none."""
    made: Any = dataclass(frozen=True, slots=True)(cls)
    named = fields(made)
    if any(not one.init or one.kw_only or one.default_factory is not MISSING for one in named):
        message = f"{cls.__qualname__} has fields that are no plain arguments"
        raise TypeError(message)
    made.__init__ = _setting(made, named)
    return made  # type: ignore[no-any-return]


def _setting(cls: Any, named: tuple[Field[Any], ...]) -> Callable[..., None]:
    """An `__init__` that sets each slot directly."""
    scope = {f"_set_{one.name}": cls.__dict__[one.name].__set__ for one in named}
    scope |= {f"_default_{one.name}": one.default for one in named if one.default is not MISSING}
    arguments = (one.name + ("" if one.default is MISSING else f"=_default_{one.name}") for one in named)
    body = "".join(f"\n    _set_{one.name}(self, {one.name})" for one in named)
    after = "\n    self.__post_init__()" if hasattr(cls, "__post_init__") else ""
    exec(f"def __init__(self, {', '.join(arguments)}):{body}{after}", scope)  # noqa: S102 - as dataclasses does
    made: Any = scope["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    made.__annotations__ = cls.__init__.__annotations__
    return made  # type: ignore[no-any-return]

"""Frozen records behave as frozen dataclasses do."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, replace

import pytest

from index.model.frozen import frozen


@frozen
class Sum:
    """A record with a default and a property."""

    total: int
    parts: tuple[int, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the parts make the total."""
        return sum(self.parts) == self.total


@dataclass(frozen=True, slots=True)
class Plain:
    """The same fields as an ordinary dataclass."""

    total: int
    parts: tuple[int, ...] = ()


def test_a_record_is_a_dataclass() -> None:
    made, plain = Sum(3, parts=(1, 2)), Plain(3, parts=(1, 2))
    assert asdict(made) == asdict(plain)
    assert repr(made) == repr(plain).replace("Plain", "Sum")
    assert made == Sum(3, (1, 2)) != Sum(3)
    assert hash(made) == hash(Sum(3, (1, 2)))
    assert replace(made, total=4) == Sum(4, (1, 2))
    assert made.holds
    assert not Sum(3).parts


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Sum(3).total = 4  # type: ignore[misc]  # this is what is tested


def test_a_record_survives_the_way_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(Sum(3, (1, 2)))) == Sum(3, (1, 2))  # noqa: S301 - of this test


def test_what_is_done_after_making_is_done() -> None:
    @frozen
    class Checked:
        value: int

        def __post_init__(self) -> None:
            if self.value < 0:
                message = "below nothing"
                raise ValueError(message)

    assert Checked(1).value == 1
    with pytest.raises(ValueError, match="below nothing"):
        Checked(-1)


def test_fields_that_are_no_plain_arguments_are_refused() -> None:
    with pytest.raises(TypeError, match="Made has fields"):

        @frozen
        class Made:
            parts: list[int] = field(default_factory=list)

"""The characters of a page with their boxes and baselines (字符), in columns: a page has too many to handle singly."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple, overload

import numpy as np

from index.model.document import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from index.load.pdf.pages.geometry import Box
    from index.load.pdf.pages.native import Flags, Floats, Indices

IN_NUMBER: Final = frozenset("0123456789０１２３４５６７８９.,．，-−%" + UNKNOWN)


class Glyph(NamedTuple):
    """A character on the page: its advance box, the height of its baseline and its font size, in points."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    baseline: float
    size: float

    @property
    def middle(self) -> float:
        """Where its middle stands, from the left."""
        return (self.x0 + self.x1) / 2

    @property
    def box(self) -> Box:
        """Its advance box."""
        return self.x0, self.y0, self.x1, self.y1


_MADE: Final = partial(tuple.__new__, Glyph)  # twice as fast as Glyph itself


class _Characters:
    """A set of characters, for asking of many at once."""

    def __init__(self, characters: Iterable[str]) -> None:
        self._has = np.zeros(_LAST + 1, dtype=np.bool_)
        self._has[[ord(one) for one in characters]] = True

    def has(self, codes: NDArray[np.uint32]) -> Flags:
        """Which code points are in the set."""
        found: Flags = self._has.take(codes, mode="clip")  # several times as fast as by an index
        return found


_LAST: Final = 0xFFFF  # no character: stands for all that are beyond
_IN_NUMBER: Final = _Characters(IN_NUMBER)
_OPENS: Final = _Characters("(（△∆¥￥")
_CLOSES: Final = _Characters(")）")
_DIGITS: Final = _Characters("0123456789０１２３４５６７８９")


def in_number(codes: NDArray[np.uint32]) -> Flags:
    """Which code points may be part of a number."""
    return _IN_NUMBER.has(codes)


class Glyphs(Sequence[Glyph]):
    """Glyphs in columns, one item each: code points, and left, top, right, bottom, baseline and size in points."""

    __slots__ = ("baseline", "codes", "size", "x0", "x1", "y0", "y1")

    def __init__(self, codes: NDArray[np.uint32], *columns: Floats) -> None:
        self.codes = codes
        self.x0, self.y0, self.x1, self.y1, self.baseline, self.size = columns

    @classmethod
    def of(cls, glyphs: Iterable[Glyph]) -> Glyphs:
        """The columns of glyphs."""
        if isinstance(glyphs, Glyphs):
            return glyphs
        rows = [(ord(glyph.text), *glyph[1:]) for glyph in glyphs]
        codes, *columns = np.array(rows, dtype=np.float64).reshape(-1, len(Glyph._fields)).T
        return cls(codes.astype(np.uint32), *columns)

    @classmethod
    def joined(cls, parts: Sequence[Glyphs]) -> Glyphs:
        """The glyphs of several, one after another."""
        columns = zip(*(one.columns for one in parts), strict=True)
        return cls(np.concatenate([one.codes for one in parts]), *map(np.concatenate, columns))

    @property
    def columns(self) -> tuple[Floats, ...]:
        """All but the code points."""
        return self.x0, self.y0, self.x1, self.y1, self.baseline, self.size

    @property
    def middle(self) -> Floats:
        """Where the middles stand, from the left."""
        return (self.x0 + self.x1) / 2

    @property
    def in_number(self) -> Flags:
        """Which may be part of a number."""
        return in_number(self.codes)

    @property
    def opens(self) -> Flags:
        """Which may stand before a number, as of it: brackets and other signs of accountants."""
        return _OPENS.has(self.codes)

    @property
    def closes(self) -> Flags:
        """Which may stand after one."""
        return _CLOSES.has(self.codes)

    @property
    def digits(self) -> Flags:
        """Which are digits."""
        return _DIGITS.has(self.codes)

    @property
    def text(self) -> str:
        """All characters, one an item."""
        return decoded(self.codes)

    def take(self, which: Indices | Flags) -> Glyphs:
        """Some of them, by number or flag."""
        numbers = np.flatnonzero(which) if which.dtype == np.bool_ else which
        return Glyphs(self.codes.take(numbers), *(column.take(numbers) for column in self.columns))

    def __len__(self) -> int:
        return len(self.codes)

    def __iter__(self) -> Iterator[Glyph]:
        return map(_MADE, zip(self.text, *(column.tolist() for column in self.columns), strict=True))

    @overload
    def __getitem__(self, index: int) -> Glyph: ...
    @overload
    def __getitem__(self, index: slice) -> Glyphs: ...
    def __getitem__(self, index: int | slice) -> Glyph | Glyphs:
        if isinstance(index, slice):
            return Glyphs(self.codes[index], *(column[index] for column in self.columns))
        return Glyph(chr(self.codes[index]), *(float(column[index]) for column in self.columns))


def decoded(codes: NDArray[np.uint32]) -> str:
    """Code points as text."""
    return codes.astype("<u4").tobytes().decode("utf-32-le")

"""The words of a header without rules (无框线表头的词): its cells, and what tells whole words from lines of one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from index.load.cells import HEADER_WORD
from index.load.pdf.pages.geometry import box_around

if TYPE_CHECKING:
    from index.load.pdf.pages.geometry import Box
    from index.load.pdf.pages.pieces import Piece
    from index.load.pdf.without_rules.columns import Column

STACKED: Final = 2.2  # of the height: between the characters of words written downwards
_UNDER: Final = 0.3  # of the height: how far they may be off one another
_SLACK: Final = 2.0  # points
_WHOLE: Final = re.compile(
    HEADER_WORD.pattern
    + r"|[合总小]计|[行栏]次|(?:\d{4}年度?)?(?:基本|项目)支出|人员经费|(?:日常)?公用经费"
    + r"|[本上]年.{2,12}|\d{4}年度?.{2,8}数?"
)

Place = Literal["middle", "top", "foot"]


@dataclass(frozen=True, slots=True)
class HeadCell:
    """Words of a header: the lines of one cell, which stands in its row as `at` says."""

    pieces: tuple[Piece, ...]
    at: Place = "middle"

    @property
    def box(self) -> Box:
        """The box around its lines."""
        return box_around(piece.box for piece in self.pieces)

    @property
    def middle(self) -> float:
        """Its middle, from the left."""
        return (self.box[0] + self.box[2]) / 2

    @property
    def height(self) -> float:
        """Its middle, from the top; that of its first or last line where all cells begin or end at one height."""
        if self.at == "middle":
            return (self.box[1] + self.box[3]) / 2
        box = self.pieces[0 if self.at == "top" else -1].box
        return (box[1] + box[3]) / 2


@dataclass(frozen=True, slots=True)
class Head:
    """A reading of a header: the columns, with those that only the header shows, and over which each cell stands.

    `spans` are first and last column of each cell with its depth in the header, from 0; `reach` is how far each column
    reaches with the words over it alone; `borders` are given where a table goes on over the page. `centred` says that
    all words stand in the middle of cells that leave no room between them.
    """

    columns: tuple[Column, ...]
    spans: tuple[tuple[HeadCell, int, int, int], ...] = ()
    cost: float = 0.0
    reach: tuple[tuple[float, float], ...] = ()
    borders: tuple[float, ...] = ()
    centred: bool = False

    @property
    def depth(self) -> int:
        """How many rows it has."""
        return max((depth for _, _, _, depth in self.spans), default=-1) + 1


def is_word(piece: Piece) -> bool:
    """Whether a piece is a header word of its own."""
    return bool(_WHOLE.fullmatch(piece.text))


def are_words(above: Piece, piece: Piece) -> bool:
    """Whether two pieces each are a header word of their own."""
    return is_word(above) and is_word(piece)


def is_stacked(piece: Piece, other: Piece) -> bool:
    """Whether two characters are of a word that is written downwards."""
    lone = len(piece.text) == len(other.text) == 1 and not piece.text.isascii()
    apart = abs(piece.baseline - other.baseline)
    return lone and abs(piece.middle - other.middle) <= _UNDER * piece.size and 0 < apart <= STACKED * piece.size


def is_repeated(head: Head, before: Head) -> bool:
    """Whether a header is printed again: the same words at the same places over the same columns."""

    def words(one: Head) -> list[tuple[int, int, float, str]]:
        return sorted(
            (first, last, cell.box[1], "".join(piece.text for piece in cell.pieces))
            for cell, first, last, _ in one.spans
        )

    own, others = words(head), words(before)
    if not own or len(own) != len(others):
        return False
    same = all(one[:2] == other[:2] and one[3] == other[3] for one, other in zip(own, others, strict=True))
    middles = zip(
        sorted(one[0].middle for one in head.spans), sorted(one[0].middle for one in before.spans), strict=True
    )
    return same and all(abs(middle - other) <= _SLACK for middle, other in middles)

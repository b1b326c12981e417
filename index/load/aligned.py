"""Tables set with spaces (空格对齐的表格): runs of lines whose words stand below one another, made into rows of cells.

Positions are display columns: a Chinese character takes two. A run becomes a table only when its figures show its
columns; everything else stays text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from index.load.cells import HEADER_WORD, SPACED_WORDS
from index.load.prose import TITLE, UNIT_LINE
from index.model.quantity import parse_quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

Rows = list[tuple[str, ...]]
_GAP: Final = re.compile(r"[ \u3000]{2,}|\u3000")
_SPACED_WORD: Final = re.compile(
    r"(?<![\u4e00-\u9fff])(合|总|小|共|收|支|项|科|单|名|编|金)([ \u3000]+)(计|入|出|目|位|称|码|额)(?![\u4e00-\u9fff])"
)
_MAX_CELL: Final = 40
_MAX_LABEL: Final = 12
_MIN_ROWS: Final = 3
_MANY: Final = 3  # figures of one row that make a table of it
_PAGE_DIGITS: Final = 3


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    start: int
    end: int

    def overlap(self, other: tuple[int, int]) -> int:
        return min(self.end, other[1]) - max(self.start, other[0])


def is_aligned(text: str) -> bool:
    """Whether a line may be a row set with spaces: several short pieces, none of them a sentence."""
    pieces = _pieces(text)
    return (
        len(pieces) > 1
        and not UNIT_LINE.search(text)
        and not any(len(piece.text) > _MAX_CELL or re.search("[。，；！？]", piece.text) for piece in pieces)
    )


def is_between(text: str) -> bool:
    """Whether a line between two rows may be one itself: a single cell, or a short label with a cell of prose."""
    pieces = _pieces(text)
    if len(pieces) == len(("label", "prose")):
        prose = len(pieces[1].text) > _MAX_CELL or re.search("[。，；]", pieces[1].text)
        return len(pieces[0].text) <= _MAX_LABEL and not UNIT_LINE.search(text) and bool(prose)
    stripped = text.strip()
    return 0 < len(stripped) <= _MAX_CELL // 2 and not (
        TITLE.fullmatch(stripped) or UNIT_LINE.search(stripped) or re.search(r"[。，；：:#|\t]", stripped)
    )


def aligned_rows(runs: Sequence[Sequence[str]]) -> list[Rows]:
    """The cells of runs of lines between which columns may move, "" where a column is empty.

    [] where they are no table; what follows a run whose columns are not those of the first is left out.
    """
    whole = _rows([text for run in runs for text in run])
    if whole is not None:
        ends = [sum(map(len, runs[:at])) for at in range(len(runs) + 1)]
        return [whole[start:end] for start, end in pairwise(ends)]
    found: list[Rows] = []
    for run in runs:
        rows = _rows(run)
        if rows is None or (found and len(rows[0]) != len(found[0][0])):
            break
        found.append(rows)
    return found


def _rows(texts: Sequence[str]) -> Rows | None:
    rows = [_pieces(text) for text in texts]
    body = [row for row in rows if any(_is_figure(piece) for piece in row[1:])]
    if not _is_table(rows, body):
        return None
    columns = _columns(rows, body)
    if columns is None:
        return None
    placed = [_placed(row, columns) for row in rows]
    return None if any(row is None for row in placed) else [row for row in placed if row is not None]


def _is_figure(piece: _Piece) -> bool:
    return parse_quantity(piece.text) is not None


def _is_table(rows: Sequence[Sequence[_Piece]], body: Sequence[Sequence[_Piece]]) -> bool:
    if not body:
        return False
    if rows[0] not in body and sum(bool(HEADER_WORD.fullmatch(piece.text)) for piece in rows[0]) > 1:
        return True
    if len(rows) < _MIN_ROWS:
        return False
    if len(body) == 1:
        return sum(map(_is_figure, body[0])) >= _MANY
    pages = [row[-1].text for row in body if len(row) == len(("title", "page"))]
    if len(pages) == len(rows) and all(page.isdigit() and len(page) <= _PAGE_DIGITS for page in pages):
        return not all(int(a) <= int(b) for a, b in pairwise(pages))  # a table of contents
    return True


def _columns(rows: Sequence[Sequence[_Piece]], body: Sequence[Sequence[_Piece]]) -> list[tuple[int, int]] | None:
    """The spans of the columns, by the gutters between the pieces of the rows with figures."""
    spans = _united([piece for row in body for piece in row])
    others = [piece for row in rows if row not in body for piece in row]
    aside = [piece for piece in others if all(piece.overlap(span) <= 0 for span in spans)]
    spans = sorted([*spans, *_united(aside)])
    sound = all(_placed(row, spans) is not None for row in body)
    counts = {len(row) for row in body}
    headed = max((len(row) for row in rows if row not in body), default=0)
    if sound and not (len(counts) == 1 and headed in counts and len(spans) != headed):
        return spans
    if len(counts) == 1 and headed in {0, *counts}:  # every row is whole: its pieces stand in order
        return [(min(row[at].start for row in body), max(row[at].end for row in body)) for at in range(counts.pop())]
    return None


def _united(pieces: Sequence[_Piece]) -> list[tuple[int, int]]:
    """The spans that pieces of several rows cover together."""
    spans: list[tuple[int, int]] = []
    for piece in sorted(pieces, key=lambda one: one.start):
        if spans and piece.start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], piece.end))
        else:
            spans.append((piece.start, piece.end))
    return spans


def _placed(row: Sequence[_Piece], columns: Sequence[tuple[int, int]]) -> tuple[str, ...] | None:
    """The cells of a row; None where two pieces claim one column."""
    if len(row) == len(columns):
        return tuple(piece.text for piece in row)
    cells = [""] * len(columns)
    for piece in row:
        at = max(range(len(columns)), key=lambda column: (piece.overlap(columns[column]), -column))
        if any(cells[at:]):
            return None
        cells[at] = piece.text
    return tuple(cells)


def _pieces(text: str) -> list[_Piece]:
    closed = _SPACED_WORD.sub(_close, text)
    pieces: list[_Piece] = []
    at = 0
    for part in re.split(f"({_GAP.pattern})", closed):
        end = at + sum(_width(character) for character in part)
        if part.strip():
            lead = len(part) - len(part.lstrip())
            pieces.append(_Piece(part.strip().replace("\x00", ""), at + lead, end))
        at = end
    return pieces


def _close(match: re.Match[str]) -> str:
    """A word spaced out over its cell is one piece; fillers keep its width."""
    first, space, last = match.groups()
    if first + last not in SPACED_WORDS:
        return match.group()
    return first + "\x00" * sum(map(_width, space)) + last


def _width(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1

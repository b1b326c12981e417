"""Where tables without rules stand on a page (无框线表格的起止): rows of figures with the words around them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from index.load.pdf.pages.pieces import EDGE, UPON, money_ends, parted_at, parted_closely, unstacked
from index.load.pdf.without_rules.headings import is_word
from index.load.pdf.without_rules.rivers import River, parted_by, rivers_of
from index.load.prose import CONTENTS, PREAMBLE, SENTENCE_END, TITLE, UNIT_LINE, is_led
from index.model.quantity import parse_quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.load.pdf.pages.pieces import Piece, PieceRow

_APART: Final = 6.5  # of the height: rows of a table stand no further apart
_TIGHT: Final = 1.5  # of the height: between the lines of one cell
_LONGEST: Final = 40  # characters of a label
_LONG: Final = 20
_LARGER: Final = 1.15
_MAX_HEADER: Final = 32  # lines: two columns of words written downwards, side by side
_LEAST_ROWS: Final = 2
_MANY: Final = 3  # figures of one row that make a table of it, under a header
_MOST_BETWEEN: Final = 40  # rows without figures between two with figures
_PAGE_DIGITS: Final = 3
_YEAR: Final = re.compile(r"20\d\d")
_UNIT_AFTER: Final = re.compile(r"[，。；、]|(?:亿|百万|万|千)?元|[年月日人个项条辆批]")
_FIGURE_APART: Final = re.compile(rf"(?:^|\s)-?[\d,]+(?:\.\d+)?(?:$|\s(?!{_UNIT_AFTER.pattern}))")
_ORDINALS: Final = re.compile(r"[栏行]\s*次")
_PUNCTUATION: Final = re.compile(r"[，。；：、]")
_STOPS: Final = re.compile(r"[。；！？]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows that may be a table: those of its header and those of its body, which begin with figures.

    `titled` says that a title or a unit stands right above; `title` is the last title above; `topmost` that nothing is,
    or no more than the rest of a label.
    """

    header: tuple[PieceRow, ...]
    body: tuple[PieceRow, ...]
    titled: bool = False
    title: str = ""
    topmost: bool = False
    rivers: tuple[River, ...] = ()


def may_be_row(text: str) -> bool:
    """Whether a line may be a row of figures, as far as its text tells: one is apart, not within a sentence."""
    figure = _FIGURE_APART.search(text)
    return figure is not None and not _begins_sentence(text[: figure.start()])


def _is_figure_row(row: PieceRow) -> bool:
    """Whether a row holds figures as a table does: apart from words, not within a sentence, no years alone."""
    if not row.has_figure or _is_sentence(row):
        return False
    words = [piece.text for piece in row.pieces if not piece.is_figure and not piece.is_dash]
    figures = [piece.text for piece in row.pieces if piece.is_figure]
    if all(_YEAR.fullmatch(text) for text in figures):
        return False
    after = [second.text for first, second in pairwise(row.pieces) if first.is_figure and not second.is_figure]
    return not any(_UNIT_AFTER.match(text) for text in after) and bool(words or len(figures) > 1)


def is_numbering(row: PieceRow) -> bool:
    """Whether the figures of a row only number the columns (栏次 1 2 3)."""
    if _ORDINALS.fullmatch(row.pieces[0].text) and all(piece.text.isdecimal() for piece in row.pieces[1:]):
        return True
    numbers = [int(piece.text) for piece in row.pieces if piece.text.isdecimal() and len(piece.text) < _PAGE_DIGITS]
    if len(numbers) < _LEAST_ROWS or len(numbers) < sum(piece.is_figure for piece in row.pieces):
        return False
    return numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] in {0, 1}


def _is_sentence(row: PieceRow) -> bool:
    """Whether a row is running text."""
    if is_led(row.text):
        return True
    if len(row.pieces) == 1:
        text = row.pieces[0].text
        return (len(text) > _LONGEST and not _are_apart(text)) or _begins_sentence(text)
    first = next((piece.text for piece in row.pieces if piece.is_figure), "")
    before = row.text.split(first)[0] if first else row.text
    return _begins_sentence(before)


def _are_apart(text: str) -> bool:
    """Whether a line is words side by side with spaces between them, as a header's of narrow columns is."""
    return len(text.split()) > _MANY and not _PUNCTUATION.search(text)


def _begins_sentence(text: str) -> bool:
    return bool(_STOPS.search(text)) or ("，" in text and len(text) > _LONG)


def _parts_tables(row: PieceRow) -> bool:
    """Whether a row stands outside of any table: a title, a unit, running text, an entry of the contents."""
    if _is_sentence(row) or CONTENTS.fullmatch(row.text):
        return True
    if row.has_figure and not (len(row.pieces) == 1 and parse_quantity(row.text) is not None):
        return False
    return _is_caption(row) or bool(PREAMBLE.match(row.text) and not row.has_figure)


def _is_caption(row: PieceRow) -> bool:
    """Whether a row is a title or a unit."""
    return bool((len(row.pieces) == 1 and TITLE.fullmatch(row.text)) or UNIT_LINE.search(row.text))


def stretches(rows: Sequence[PieceRow]) -> Iterator[Stretch]:
    """Yield what may be a table, from the top."""
    run: list[PieceRow] = []
    above: PieceRow | None = None
    title = ""
    for row in rows:
        if run and (_parts_tables(row) or row.baseline - run[-1].baseline > _APART * max(row.size, run[-1].size)):
            yield from _within(run, above, title)
            above, run = run[-1], []
        if _parts_tables(row):
            above = row
            title = row.text if TITLE.fullmatch(row.text) else title
        else:
            run.append(row)
    yield from _within(run, above, title)


def _within(run: Sequence[PieceRow], above: PieceRow | None, title: str) -> Iterator[Stretch]:
    ends = [(number, end) for number, row in enumerate(run) for end in money_ends(row)]
    run = [parted_at(row, [end for other, end in ends if other != number]) for number, row in enumerate(run)]
    figures = _figures(run)
    figured = [index for index, row in enumerate(run) if _is_figure_row(row) or _is_figure_below(row, figures)]
    while figured and is_numbering(run[figured[0]]):
        figured.pop(0)  # below the first row of figures 0 and 1 are figures
    for before, index in reversed(list(pairwise(figured))):
        if index - before > _MOST_BETWEEN:
            figured = [at for at in figured if at >= index]
            break
    if not figured or _is_contents([run[index] for index in figured]):
        return
    first, last = figured[0], figured[-1] + 1
    many = sum(piece.is_figure for piece in run[first].pieces) >= _MANY
    first = next((index for index in range(first) if any(one.is_dash for one in run[index].pieces[1:])), first)
    top = _top(run, first)
    many = many and top < first
    if len(figured) < _LEAST_ROWS and not many:
        return
    last = max([last, *(at + 1 for at in range(last, len(run)) if any(one.is_dash for one in run[at].pieces[1:]))])
    while last < len(run) and run[last].baseline - run[last - 1].baseline <= _TIGHT * run[last].size:
        last += 1
    begin = _begin(run, first, top, figured)
    body = [replace(run[index], figured=index in figured) for index in range(begin, last)]
    rivers = rivers_of(body)
    body = [parted_by(row, rivers) for row in body]
    body = [replace(row, figured=row.figured or _is_figure_row(row)) for row in body]
    titled = top == 0 and above is not None and _is_caption(above)
    topmost = above is None and all(row.size <= _LARGER * run[top].size for row in run[:top])
    header = unstacked([parted_closely(row) for row in run[top:begin]])
    yield Stretch(tuple(header), tuple(body), titled, title, topmost, rivers)


def _figures(run: Sequence[PieceRow]) -> list[Piece]:
    """The figures that stand apart from words but beside others, right of the first piece of their row."""
    rows = [row for row in run if _is_figure_row(row) and not is_numbering(row)]
    return [piece for row in rows for piece in row.pieces[1:] if piece.is_figure]


def is_year(piece: Piece) -> bool:
    """Whether a number is a year, as headers have."""
    return bool(_YEAR.fullmatch(piece.text))


def _is_figure_below(row: PieceRow, figures: Sequence[Piece]) -> bool:
    """Whether a row is one figure that stands as others do."""
    if len(row.pieces) > 1 or not row.has_figure:
        return False
    figure = row.pieces[0]
    return any(abs(figure.right - one.right) <= EDGE * row.size or figure.is_mostly_over(one) for one in figures)


def _top(run: Sequence[PieceRow], first: int) -> int:
    """Where the header begins: above it stand words that are larger, end a sentence or begin at the margin."""
    top = first
    for index in range(first - 1, max(first - 1 - _MAX_HEADER, -1), -1):
        row = run[index]
        lone = len(row.pieces) == 1
        if lone and row.size > _LARGER * run[index + 1].size and index + 1 < first:
            break
        if lone and (SENTENCE_END.search(row.text) or (len(row.text) > _LONG and not _are_apart(row.text))):
            break
        top = index
    return top


def _begin(run: Sequence[PieceRow], first: int, top: int, figured: Sequence[int]) -> int:
    """Where the body begins: the first row of figures, with lines of its own labels close above it."""
    figures = [piece for index in figured for piece in run[index].pieces[1:] if piece.is_figure]
    words = [piece for index in figured for piece in run[index].pieces if not (piece.is_figure or piece.is_dash)]
    begin = first
    while begin > top and run[begin].baseline - run[begin - 1].baseline <= _TIGHT * run[begin].size:
        row = run[begin - 1]
        if any(is_word(piece) for piece in row.pieces):
            break
        upon = run[begin].baseline - row.baseline <= UPON * row.size
        if any(piece.covers(figure.left, figure.right) > 0 for piece in row.pieces for figure in figures):
            break
        if not upon and not all(any(piece.covers(word.left, word.right) > 0 for word in words) for piece in row.pieces):
            break  # words of a header, over columns that are empty
        begin -= 1
    return begin


def _is_contents(rows: Sequence[PieceRow]) -> bool:
    """Whether rows are titles with page numbers."""
    pages = [row.pieces[-1].text for row in rows if len(row.pieces) == len(("title", "page"))]
    if len(pages) < len(rows) or not all(page.isdigit() and len(page) <= _PAGE_DIGITS for page in pages):
        return False
    return all(int(first) <= int(second) for first, second in pairwise(pages))

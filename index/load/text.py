"""Text files (.txt, .md) to documents: headings, paragraphs, and grids of tab-separated or pipe rows, line by line."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Final

from index.catalogue.script import read_simplified
from index.load.aligned import aligned_rows, is_aligned, is_between
from index.load.cells import HEADER_WORD, cells_of
from index.load.encoding import INVISIBLE, decode
from index.load.markup import html_tables
from index.load.pdf.with_rules.captions import unframed
from index.load.prose import (
    CLASSIFICATION,
    CONTENTS,
    LEADER,
    MAX_HEADING,
    NOT_JOINED,
    NUMBERING,
    PAGE_NUMBER,
    SENTENCE_END,
    TITLE,
    UNIT_LINE,
    heading_level,
    numbering_level,
)
from index.load.stacked import is_cell, left_figures, stacked_rows
from index.model.document import Block, Cell, Document, Grid, Heading, Paragraph, Place, TextLine
from index.model.errors import EmptyFileError
from index.model.quantity import parse_quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

# 发布日期：2024-02-20 浏览次数：12 字体：【大 中 小】: what a site sets around its texts
_PUBLISHED: Final = re.compile(
    r"(?:发布|发文)(?:日期|时间)\s*[:：]|(?:浏览|点击|访问)(?:次数|量|数)\s*[:：]|字\s*[体号]\s*[:：]"
)
_DOCUMENT_TITLE: Final = re.compile(  # 某局2024年“三公”经费增减说明: the first line, whatever follows it
    r"(?=.*(?:19|20)\d\d\s*年)[^，,。；;：:]{8,80}(?:说明|情况|公开|报告|预算|决算)"
)
_BULLET: Final = re.compile(r"^[-*•●▪]\s+")
_INDICATOR_WORD: Final = re.compile(r"[一二三]级指标|绩效指标|指标名称|指标方向|指标值|目标值")
_MIN_WRAPPED: Final = 15
_MIN_WRAPPED_OVER_BLANK: Final = 20
_CONTENTS_REACH: Final = 4
_CONTENTS_CELLS: Final = 2
_MAX_PAGE_DIGITS: Final = 3


class _Kind(Enum):
    BLANK = "blank"
    PAGE = "page"
    ROW = "row"
    CONTENTS = "contents"
    TABLE = "table"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    kind: _Kind
    cells: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()  # the lines of the cells, where each has its own
    grid: Grid | None = None  # of a table in HTML

    @property
    def place(self) -> Place:
        return Place(line=self.number)

    @property
    def placed(self) -> tuple[Cell, ...]:
        numbers = self.numbers or (self.number,) * len(self.cells)
        return tuple(Cell(text, Place(line=number)) for text, number in zip(self.cells, numbers, strict=True))


def load_text(path: Path, data: bytes) -> Document:
    """Read the bytes of a text file: UTF-8 (with or without BOM), UTF-16 with BOM, or GB18030.

    Raise EmptyFileError, BinaryFileError or UnknownEncodingError.
    """
    raw = decoded_lines(path, data)
    if not any(line.strip() for line in raw):
        raise EmptyFileError(path)
    texts, grids = html_tables(read_simplified("\n".join(raw)).split("\n"))
    lines = _with_tables(
        _classified([INVISIBLE.sub("", line).replace("\xa0", " ").rstrip(" ") for line in texts]), grids
    )
    return Document(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        format=path.suffix.lower().lstrip("."),
        blocks=tuple(_blocks(lines)),
        line_count=len(raw) - (not raw[-1]),
        findings=left_figures([(line.number, line.text) for line in lines if line.kind is _Kind.TEXT]),
    )


def decoded_lines(path: Path, data: bytes) -> list[str]:
    """The lines of a text file as they are counted: line 1 first. Raise as `load_text`."""
    return re.split(r"\r\n|\n|\r", decode(path, data))


def _with_tables(lines: list[_Line], grids: Mapping[int, Grid]) -> list[_Line]:
    """The lines with the tables that the file writes in HTML, each behind what else its first line holds."""
    if not grids:
        return lines
    tables = [_Line(number, "", _Kind.TABLE, grid=grid) for number, grid in grids.items()]
    return sorted([*lines, *tables], key=lambda line: (line.number, line.kind is _Kind.TABLE))


def _classified(raw: Sequence[str]) -> list[_Line]:
    lines: list[_Line] = []
    contents_at = -_CONTENTS_REACH
    for number, text in enumerate(raw, start=1):
        stripped = text.strip()
        if CONTENTS.fullmatch(stripped):
            contents_at = len(lines)
        kind, cells = _kind_of(text, stripped)
        if kind is _Kind.ROW and _is_contents_row(cells) and len(lines) - contents_at < _CONTENTS_REACH:
            kind = _Kind.CONTENTS
        elif kind in {_Kind.TEXT, _Kind.ROW} and contents_at < len(lines):
            contents_at = -_CONTENTS_REACH
        if kind in {_Kind.CONTENTS, _Kind.BLANK, _Kind.PAGE} and len(lines) - contents_at < _CONTENTS_REACH:
            contents_at = len(lines)
        if not (kind is _Kind.ROW and len(cells) == 0):
            lines.append(_Line(number, _without_marks(stripped) if kind is _Kind.TEXT else stripped, kind, cells))
    return _with_stacked(_with_aligned(lines, raw))


def _without_marks(stripped: str) -> str:
    """A line of text set as a row of a pipe table (its title, its unit) without the pipes."""
    marked = stripped.startswith("|") or stripped.endswith("|")
    return " ".join(stripped.strip("|｜│").replace("|", " ").split()) if marked else stripped


def _with_stacked(lines: list[_Line]) -> list[_Line]:
    """The lines with runs of single cells, one a line, as rows; a small whole number looks like that of a page."""
    found: list[_Line] = []
    index = 0
    while index < len(lines):
        end = index
        while end < len(lines) and lines[end].kind in {_Kind.TEXT, _Kind.PAGE} and is_cell(lines[end].text):
            end += 1
        run = lines[index:end]
        rows = stacked_rows([line.text for line in run])
        found += run[: rows[0].start] if rows else run
        for row in rows:
            own = [run[at] for at in row]
            cells, numbers = tuple(line.text for line in own), tuple(line.number for line in own)
            found.append(replace(own[0], kind=_Kind.ROW, cells=cells, numbers=numbers))
        found += lines[end : end + 1]
        index = end + 1
    return found


def _with_aligned(lines: list[_Line], raw: Sequence[str]) -> list[_Line]:
    """The lines with runs that are set with spaces as rows; blank lines and page numbers may stand within a run."""
    found = list(lines)
    index = 0
    while index < len(lines):
        runs = _aligned_runs(lines, raw, index)
        rows = aligned_rows([[raw[lines[at].number - 1] for at in run] for run in runs]) if runs else []
        for run, made in zip(runs, rows, strict=False):
            for at, cells in zip(run, made, strict=True):
                found[at] = replace(lines[at], kind=_Kind.ROW, cells=cells)
        index = runs[max(len(rows), 1) - 1][-1] + 1 if runs else index + 1
    return found


def _aligned_runs(lines: Sequence[_Line], raw: Sequence[str], start: int) -> list[list[int]]:
    """The lines from `start` on that may be rows of one table set with spaces, in runs without a blank line."""
    runs: list[list[int]] = []
    lone: list[int] = []
    apart = True
    for at in range(start, len(lines)):
        line = lines[at]
        if line.kind is _Kind.TEXT and is_aligned(raw[line.number - 1]):
            if apart:
                runs.append([])
            runs[-1] += [*lone, at]
            lone, apart = [], False
        elif line.kind is _Kind.TEXT and runs and not apart and is_between(raw[line.number - 1]):
            lone.append(at)
        elif runs and not lone and line.kind in {_Kind.BLANK, _Kind.PAGE}:
            apart = True
        else:
            break
    return runs


def _kind_of(text: str, stripped: str) -> tuple[_Kind, tuple[str, ...]]:
    """The kind of a line and its cells; a separator row of a pipe table is a row without cells."""
    if not stripped:
        return _Kind.BLANK, ()
    if PAGE_NUMBER.fullmatch(stripped):
        return _Kind.PAGE, ()
    if LEADER.search(stripped):
        return _Kind.CONTENTS, ()
    cells = cells_of(text)
    return (_Kind.TEXT, ()) if cells is None else (_Kind.ROW, cells)


def _is_contents_row(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    if len(filled) != _CONTENTS_CELLS or parse_quantity(filled[0]) is not None:
        return False
    return filled[1].isdigit() and len(filled[1]) <= _MAX_PAGE_DIGITS


def _blocks(lines: Sequence[_Line]) -> Iterator[Block]:
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.kind is _Kind.ROW:
            grid, index = _take_grid(lines, index)
            yield grid
        elif line.kind is _Kind.TEXT:
            block, index = _take_text(lines, index)
            yield block
        elif line.grid is not None:
            yield from unframed(line.grid)
            index += 1
        elif line.kind is _Kind.CONTENTS:
            yield Paragraph((TextLine(line.text.replace("\t", " "), line.place),))
            index += 1
        else:
            index += 1


def _take_grid(lines: Sequence[_Line], start: int) -> tuple[Grid, int]:
    """The rows from `start` on, over blank lines and page numbers as long as no new table begins."""
    rows: list[_Line] = []
    breaks: list[int] = []
    index = start
    while index < len(lines):
        if lines[index].kind is _Kind.ROW:
            rows.append(lines[index])
            index += 1
            continue
        following = _next_content(lines, index)
        if following is None:
            break
        if following == index and not _is_wrapped_cell(lines, index):
            break
        if following == index:
            rows.append(_Line(lines[index].number, lines[index].text, _Kind.ROW, (lines[index].text,)))
            index += 1
            continue
        if lines[following].kind is not _Kind.ROW or _starts_table(lines[following].cells, [row.cells for row in rows]):
            break
        breaks.append(len(rows))
        index = following
    cells = tuple(row.placed for row in rows)
    return Grid(cells, tuple(breaks)), index


def _next_content(lines: Sequence[_Line], index: int) -> int | None:
    while index < len(lines) and lines[index].kind in {_Kind.BLANK, _Kind.PAGE}:
        index += 1
    return index if index < len(lines) else None


def _is_wrapped_cell(lines: Sequence[_Line], index: int) -> bool:
    """A short line of text right between two rows is a wrapped cell, unless it could head the next table."""
    line = lines[index]
    if index + 1 >= len(lines) or lines[index + 1].kind is not _Kind.ROW or line.kind is not _Kind.TEXT:
        return False
    heads = TITLE.fullmatch(line.text) or UNIT_LINE.search(line.text) or NOT_JOINED.match(line.text)
    return not heads and numbering_level(line.text) is None and not SENTENCE_END.search(line.text)


def _starts_table(cells: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether a row after a break begins another table, not the rest of this one."""
    filled = ["".join(cell.split()) for cell in cells if cell]
    if not filled or any(tuple(cells) == tuple(row) for row in rows[:4] if not _has_figure(row)):
        return False
    if _has_figure(cells):
        return _has_figure(rows[0]) and bool(cells[0]) and cells[0] == rows[0][0] and len(rows) > 1
    if sum(bool(_INDICATOR_WORD.fullmatch(cell)) for cell in filled) > 1:
        return any(sum(bool(_INDICATOR_WORD.fullmatch(cell)) for cell in row) > 1 for row in rows)
    if filled[0] == "".join(rows[0][0].split()) and len(rows) > 1:
        return True
    header_words = sum(bool(HEADER_WORD.fullmatch(cell)) for cell in filled)
    return header_words > 1 and bool(HEADER_WORD.fullmatch(filled[0])) and not _is_lone_total(cells)


def _has_figure(cells: Sequence[str]) -> bool:
    return any(parse_quantity(cell) is not None for cell in cells)


def _is_lone_total(cells: Sequence[str]) -> bool:
    return bool(re.fullmatch(r"(?:合|总)\s*计[:：]?", cells[0])) and not any(cells[1:])


def _take_text(lines: Sequence[_Line], start: int) -> tuple[Heading | Paragraph, int]:
    line = lines[start]
    level = heading_level(line.text)
    following = _next_content(lines, start + 1)
    if level is not None and not _is_cut_by_classification(lines, following):
        text = re.sub(r"^#+\s*|\s*#+$", "", line.text)
        bare_part = level == 1 and NUMBERING[0][0].fullmatch(text)
        if bare_part and following is not None and _is_short_title(lines[following]):
            return Heading(f"{text} {lines[following].text}", level, line.place), following + 1
        return Heading(text, level, line.place), start + 1
    taken = [line]
    index = start + 1
    if _next_content(lines, 0) == start and _DOCUMENT_TITLE.fullmatch(line.text):
        following = None
    while following is not None and _goes_on(taken[-1], lines[following], over_blank=following > index):
        taken.append(lines[following])
        index = following + 1
        following = _next_content(lines, index)
    pieces = tuple(TextLine(_plain(piece.text), piece.place) for piece in taken)
    return Paragraph(pieces), index


def _plain(text: str) -> str:
    return _BULLET.sub("", text).replace("**", "").replace("\t", " ")


def _is_short_title(line: _Line) -> bool:
    return (
        line.kind is _Kind.TEXT
        and len(line.text) <= MAX_HEADING
        and numbering_level(line.text) is None
        and not SENTENCE_END.search(line.text)
        and not line.text.startswith("#")
    )


def _is_cut_by_classification(lines: Sequence[_Line], following: int | None) -> bool:
    """A line that breaks off between …（类） and …（款） is a paragraph, however short it is."""
    return following is not None and bool(CLASSIFICATION.match(lines[following].text))


def _goes_on(line: _Line, following: _Line, *, over_blank: bool) -> bool:
    """Whether `following` continues the paragraph whose last line is `line`."""
    if following.kind is not _Kind.TEXT or len(line.text) < (_MIN_WRAPPED_OVER_BLANK if over_blank else _MIN_WRAPPED):
        return False
    if SENTENCE_END.search(line.text) or TITLE.fullmatch(line.text) or UNIT_LINE.search(line.text):
        return False
    text = following.text
    if _PUBLISHED.search(line.text) or _PUBLISHED.search(text):
        return False
    if _BULLET.match(text) or NOT_JOINED.match(text) or numbering_level(text) is not None:
        return False
    return not (UNIT_LINE.match(text) or TITLE.fullmatch(text))

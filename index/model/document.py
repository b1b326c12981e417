"""The one Document model: what every loader makes of a file, whatever its format.

A document is a sequence of blocks in reading order: headings, paragraphs and table grids. Each keeps its place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from index.model.frozen import frozen

if TYPE_CHECKING:
    from pathlib import Path


UNKNOWN: Final = "\ufffd"  # a character that a file does not tell, or what is cut off
ACROSS_RULES: Final = "按文字的位置（有数字压线）"  # how a grid was read whose figures lie across its rules


@frozen
class Place:
    """Where something stands: 1-based page and box in points (PDF), or 1-based line.

    Lines of text files are counted; rows of a sheet are as it numbers them; texts and rows of Word files and web pages
    are numbered in order. `cell` is the reference of a cell (B7) in formats that tell the cells of their tables.
    """

    page: int | None = None
    line: int | None = None
    box: tuple[float, float, float, float] | None = None
    cell: str = ""

    @property
    def exact(self) -> bool:
        """Whether the format itself tells which cell of a table this is, merged ones included."""
        return self.box is not None or bool(self.cell)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading (标题): `level` 1 is the highest."""

    text: str
    level: int
    place: Place


@frozen
class TextLine:
    """One line of a paragraph with its own place, so that a figure in it can be cited to the line."""

    text: str
    place: Place


@dataclass(frozen=True)
class Paragraph:
    """A paragraph (段落) put together from its lines, also across a page break."""

    lines: tuple[TextLine, ...]

    @cached_property
    def text(self) -> str:
        """The whole paragraph, lines joined without a space."""
        return "".join(line.text for line in self.lines)

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.lines[0].place

    def place_at(self, offset: int) -> Place:
        """The place of the character at `offset` in `text`."""
        for line in self.lines:
            if offset < len(line.text):
                return line.place
            offset -= len(line.text)
        return self.lines[-1].place


@frozen
class Cell:
    """A cell of a grid: its text (stripped, wrapped lines joined) and its place.

    `row_span` and `column_span` are how many rows and columns a merged cell (合并单元格) covers, itself included, in a
    format that tells; the positions that it covers hold empty cells.
    """

    text: str
    place: Place
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it stands in the file (表格原样): rows of cells, of any widths.

    `breaks` holds the indices of rows before which the table is interrupted (a blank line, a page break): columns may
    have moved there. Where the file leaves in doubt how its words form a table, `alternatives` are the other readings,
    less likely by what is seen; `reading` says how each was read. `unsure` says that no reading of it is certain.
    """

    rows: tuple[tuple[Cell, ...], ...]
    breaks: tuple[int, ...] = ()
    alternatives: tuple[Grid, ...] = ()
    reading: str = ""
    unsure: bool = False

    @property
    def place(self) -> Place:
        """Where its first row stands."""
        return self.rows[0][0].place

    @property
    def texts(self) -> list[list[str]]:
        """The cell texts, shape (rows, cells of that row)."""
        return [[cell.text for cell in row] for row in self.rows]


Block = Heading | Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read (文件): `pages` is None for formats without pages.

    `recognised` are the pages that are pictures, read by recognition (文字识别): their figures may be misread.
    """

    path: Path
    sha256: str
    format: str
    blocks: tuple[Block, ...]
    pages: int | None = None
    line_count: int | None = None
    findings: tuple[str, ...] = field(default=())
    recognised: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """The file name, by which users know the document."""
        return self.path.name

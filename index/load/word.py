"""Word files (.docx) to documents (读取 Word): paragraphs with their numbering, tables with their merged cells.

What a reader does not see is left out: deleted and hidden text, field codes, comments. Source: ECMA-376 Part 1, 17.
"""

from __future__ import annotations

import hashlib
import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from index.load.flow import Flow, Span
from index.load.numbering import Numbering
from index.model.document import Document
from index.model.errors import DamagedOfficeError, EmptyFileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT_BOX: Final = f"{_W}txbxContent"
_HEADING_STYLE: Final = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)
_CONTAINERS: Final = frozenset(
    f"{_W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple")
)
_MAX_DEPTH: Final = 40


def load_word(path: Path, data: bytes) -> Document:
    """Read the bytes of a .docx file. Raise DamagedOfficeError, or EmptyFileError where nothing stands in it."""
    import docx  # noqa: PLC0415 - wanted for Word files only

    try:
        opened = docx.Document(BytesIO(data))
        reader = _Reader(opened)
        reader.read(opened.element.body, 0)
    except Exception as error:  # whatever a damaged package makes its reader raise
        raise DamagedOfficeError(path) from error
    if not reader.flow.blocks:
        raise EmptyFileError(path)
    return Document(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        format="docx",
        blocks=tuple(reader.flow.blocks),
        line_count=reader.flow.number,
        findings=tuple(reader.flow.findings),
    )


class _Reader:
    """Goes through the body of a document in order."""

    def __init__(self, opened: Any) -> None:
        self.flow = Flow()
        self._styles = {style.style_id: style for style in opened.styles}
        parts = [relation.target_part for relation in opened.part.rels.values() if "/numbering" in relation.reltype]
        self._numbering = Numbering.of(parts[0].element if parts else None)

    def read(self, parent: Any, depth: int) -> None:
        """Take the paragraphs and tables of an element; a table of one cell only frames what stands in it."""
        if depth > _MAX_DEPTH:
            return
        for child in parent:
            if child.tag == f"{_W}p":
                self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                cells = list(child.iter(f"{_W}tc"))
                if len(cells) == 1 or _frames(child):
                    for cell in child.iterfind(f"{_W}tr/{_W}tc"):
                        self.read(cell, depth + 1)
                else:
                    self.flow.table(_spans(child))
            elif child.tag in _CONTAINERS:
                self.read(child, depth + 1)

    def _paragraph(self, paragraph: Any) -> None:
        for box in paragraph.iter(_TEXT_BOX):
            if not any(above.tag == _FALLBACK for above in box.iterancestors()):
                self.read(box, 0)
        style = self._style(paragraph)
        text = _text(paragraph)
        if text.strip():
            self.flow.text(self._mark(paragraph, style) + text, _heading_level(paragraph, style))

    def _style(self, paragraph: Any) -> Any:
        named = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return None if named is None else self._styles.get(named.get(f"{_W}val"))

    def _mark(self, paragraph: Any, style: Any) -> str:
        properties = paragraph.find(f"{_W}pPr/{_W}numPr")
        if properties is None and style is not None:
            properties = style.element.find(f"{_W}pPr/{_W}numPr")
        if properties is None:
            return ""
        number, depth = properties.find(f"{_W}numId"), properties.find(f"{_W}ilvl")
        if number is None:
            return ""
        return self._numbering.mark(number.get(f"{_W}val", ""), 0 if depth is None else int(depth.get(f"{_W}val", "0")))


def _heading_level(paragraph: Any, style: Any) -> int | None:
    """The level that the file gives a heading: by its style's name, or by its outline level."""
    outline = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
    if outline is not None and outline.get(f"{_W}val", "9") in "012345":
        return int(outline.get(f"{_W}val")) + 1
    found = _HEADING_STYLE.fullmatch(style.name or "") if style is not None else None
    return int(found[1]) if found else None


def _text(element: Any) -> str:
    """The text of a paragraph as it is seen; what stands in text boxes is no part of it."""
    return "".join(_pieces(element))


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in (f"{_W}tab", f"{_W}ptab"):
            yield "\t"
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif child.tag == f"{_W}sym":
            yield " "
        elif child.tag == f"{_W}r":
            if not _is_hidden(child):
                yield from _pieces(child)
        elif child.tag in _CONTAINERS:
            yield from _pieces(child)


def _is_hidden(run: Any) -> bool:
    hidden = run.find(f"{_W}rPr/{_W}vanish")
    return hidden is not None and hidden.get(f"{_W}val", "1") not in ("0", "false", "off")


def _frames(table: Any) -> bool:
    """Whether a table only lays out a page: one column of cells with other tables in them."""
    rows = list(table.iterfind(f"{_W}tr"))
    single = all(len(list(row.iterfind(f"{_W}tc"))) == 1 for row in rows)
    return single and table.find(f"{_W}tr/{_W}tc/{_W}tbl") is not None


def _spans(table: Any) -> list[Span]:
    """The cells of a table; one that goes on from the row above (w:vMerge) belongs to the cell it began in."""
    begun: dict[int, int] = {}  # column → place in `spans` of the cell that may go on below
    spans: list[Span] = []
    for row, element in enumerate(_rows(table)):
        column = _before(element)
        for cell in _cells(element):
            width = _number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1)
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merge is not None and merge.get(f"{_W}val", "continue") == "continue" and column in begun:
                above = spans[begun[column]]
                spans[begun[column]] = Span(above.row, column, above.text, row - above.row + 1, above.column_span)
            else:
                text = "\n".join(_text(paragraph) for paragraph in cell.iter(f"{_W}p"))
                begun[column] = len(spans)
                spans.append(Span(row, column, text.strip(), 1, width))
            column += width
    return spans


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == f"{_W}tr":
            if child.find(f"{_W}trPr/{_W}del") is None:
                yield child
        elif child.tag in _CONTAINERS:
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag in _CONTAINERS:
            yield from _cells(child)


def _before(row: Any) -> int:
    return _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)


def _number(element: Any, default: int) -> int:
    value = "" if element is None else element.get(f"{_W}val", "")
    return int(value) if value.isdigit() else default

"""How a form is set and printed (装扮): as a workbook, a Word file or a web page, with the habits of offices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING, Literal

from benchmarks.forms.budgets import Budgets
from benchmarks.forms.finals import Finals
from benchmarks.forms.ledger import chance, ledger
from benchmarks.forms.sheet import Style

if TYPE_CHECKING:
    from benchmarks.pdf.drawing import DrawnCell, DrawnTable

Producer = Literal["sheet", "word", "page"]
_MANNERS = ("finals", "finals", "finals", "guangdong", "zhejiang", "beijing", "sichuan", "hunan", "shandong")
_WIDE = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
_EVERY = 23  # figures from one that is made negative to the next


@dataclass(frozen=True, slots=True)
class Dress:
    """What the office chose."""

    producer: Producer
    manner: str
    unit: str
    style: Style
    size: float
    landscape: bool
    border: str
    fill: str
    repeat: bool
    spaced_title: bool
    spaced_words: bool
    framed: bool  # title, number and unit are rows of the frame
    note_inside: bool
    align: str
    vertical: str
    label: int  # characters that a label column is wide
    tight: bool
    wrapped: bool  # figures are broken over lines where the column is narrow
    font: str
    indent: int
    negative: str
    page_header: bool
    stacked: bool  # short header words are written downwards
    paper: Literal["A4", "A3"] = "A4"
    shrunk: bool = False  # figures too wide for their cells are printed smaller
    crammed: bool = False  # columns of equal width, whatever figures need (web pages)
    turned: bool = False  # pages have a /Rotate
    arranged: Literal["", "beside", "bare", "lined", "stamped", "spread"] = ""  # see the habits


def dress(seed: int) -> Dress:
    """The habits of a seed."""
    draw = Random(f"dress {seed}")  # noqa: S311 -- samples, no secrets
    pick = draw.choice
    producers: tuple[Producer, ...] = ("sheet", "sheet", "sheet", "word", "word", "page")
    producer = pick(producers)
    return Dress(
        producer=producer,
        manner=pick(_MANNERS),
        unit=pick(("万元", "元")),
        style=Style(
            nothing=pick(("", "", "0.00", "-", "—", "/")), thousands=chance(draw, 0.8), wide=chance(draw, 0.08)
        ),
        size=pick((8.0, 9.0, 10.0, 11.0)),
        landscape=chance(draw, 0.6),
        border=pick(("thin", "thin", "thin", "medium", "hair", "dotted", "double", "dashed")),
        fill=pick(("", "", "", "DDEBF7", "F2F2F2", "808080")),
        repeat=chance(draw, 0.5),
        spaced_title=chance(draw, 0.3),
        spaced_words=chance(draw, 0.3),
        framed=chance(draw, 0.2),
        note_inside=chance(draw, 0.25),
        align=pick(("right", "right", "right", "center")),
        vertical=pick(("center", "center", "bottom", "top")),
        label=pick((6, 9, 12, 18)),
        tight=chance(draw, 0.4),
        wrapped=producer != "sheet" and chance(draw, 0.2),
        font=pick(("Noto Serif CJK SC", "Noto Sans CJK SC", "宋体", "仿宋_GB2312")),
        indent=pick((0, 0, 1, 2)),
        negative=pick(("", "", "", "-", "(", "（", "−")),
        page_header=chance(draw, 0.3),
        stacked=chance(draw, 0.15),
    )


def tables_of(seed: int, one: Dress) -> tuple[str, str, list[DrawnTable]]:
    """Organization with year and kind, and its tables as they are printed."""
    draw = Random(f"forms {seed}")  # noqa: S311 -- samples, no secrets
    books = ledger(seed, final=one.manner == "finals", unit=one.unit)
    made = (
        Finals(books, one.style, draw, indent=one.indent)
        if one.manner == "finals"
        else Budgets(books, one.style, draw, one.manner, one.indent)
    )
    kind = "部门决算" if one.manner == "finals" else "部门预算"
    shown = _Shown(one)
    return books.organization, f"{books.year}年度{kind}", [shown.table(table) for table in made.tables()]


@dataclass(slots=True)
class _Shown:
    one: Dress
    figures: int = 0

    def table(self, table: DrawnTable) -> DrawnTable:
        above = table.above
        if self.one.spaced_title:
            above = (*above[:-1], " ".join(above[-1]))
        cells = tuple(self.cell(cell, header=cell.row < table.header_rows) for cell in table.cells)
        return replace(table, above=above, cells=cells)

    def cell(self, cell: DrawnCell, *, header: bool) -> DrawnCell:
        text, value = cell.text, cell.value
        if value:
            self.figures += 1
            if self.one.negative and self.figures % _EVERY == 0 and value.strip("0."):
                closing = {"(": ")", "（": "）"}.get(self.one.negative, "")
                text, value = f"{self.one.negative}{text}{closing}", f"-{value}"
            if self.one.style.wide:
                text = text.translate(_WIDE)
        elif header and self.one.spaced_words and len(text) == len("合计") and not text.isascii():
            text = f"{text[0]}  {text[1]}"
        return replace(cell, text=text, value=value)

"""Made PDFs read and compared with their truth (对照): cells right, missing, wrong and doubtful."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.pdf.canvas import print_canvas
from benchmarks.pdf.drawing import draw
from index.identity import read_identity
from index.load.pdf import load_pdf
from index.model.units import is_money
from index.tables.read import read_tables
from samples.invent import subjects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.pdf.drawing import DrawnCell, DrawnTable
    from benchmarks.pdf.look import Look
    from index.model.document import Document

Cell = tuple[int, str, str, str, str, str, str]
"""Page (0 where a browser chose it), table title, unit, code, row label, column path, value."""


@dataclass(frozen=True, slots=True)
class MadePdf:
    """A made PDF: its name, its bytes and its cells."""

    name: str
    data: bytes
    cells: Counter[Cell]
    paged: bool


@dataclass(frozen=True, slots=True)
class Shares:
    """How a PDF's cells were read: `doubtful` figures are those marked so."""

    cells: int
    missed: tuple[Cell, ...]
    wrong: tuple[Cell, ...]
    doubtful: tuple[Cell, ...]
    findings: tuple[str, ...]

    @property
    def right(self) -> int:
        """How many cells of the truth were read."""
        return self.cells - len(self.missed)


def made(seed: int, look: Look, *, organizations: int = 1, years: int = 2, finals: bool = True) -> Iterator[MadePdf]:
    """The PDFs of an invented city in a look."""
    for subject in subjects(seed, organizations, years, finals=finals):
        drawn = draw(subject, look)
        if look.producer == "canvas":
            data, found = print_canvas(drawn, look)
        else:
            from benchmarks.pdf.browser import print_browser  # noqa: PLC0415 -- only where a browser is installed

            data, found = print_browser(drawn, look)
        yield MadePdf(drawn.name, data, Counter(truth(*one) for one in found), look.producer == "canvas")


def truth(table: DrawnTable, cell: DrawnCell, page: int) -> Cell:
    printed = cell.printed
    if printed is None:
        raise TypeError
    return _key((page, table.title, printed.unit, printed.code, printed.label, "/".join(printed.path), cell.value))


def _key(cell: Cell) -> Cell:
    page, title, unit, code, label, path, value = cell
    return page, _folded(title), unit if is_money(unit) else "", code, _folded(label), _folded(path), value


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def compare(one: MadePdf, load: Callable[[Path, bytes], Document] = load_pdf) -> Shares:
    """Read a PDF and compare what was read with its truth, cell by cell."""
    document = load(Path(one.name), one.data)
    read = read_tables(document, read_identity(document))
    sure: Counter[Cell] = Counter()
    doubtful: Counter[Cell] = Counter()
    for fact in read.facts:
        if fact.value is None:
            continue
        page = (fact.place.page or 0) if one.paged else 0
        title, path = read.tables[fact.table].title, "/".join(fact.column_path)
        cell = _key((page, title, fact.unit, fact.code, fact.row_label, path, f"{fact.value:f}"))
        (doubtful if fact.doubtful else sure)[cell] += 1
    truth = one.cells
    return Shares(
        cells=truth.total(),
        missed=tuple((truth - sure - doubtful).elements()),
        wrong=tuple((sure - truth).elements()),
        doubtful=tuple((doubtful - truth).elements()),
        findings=document.findings,
    )

"""PDFs with a text layer to documents (读取 PDF): glyphs and rules of pages, then lines and tables, then blocks."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from pypdfium2 import PdfDocument, PdfiumError

from index.load.pdf.over_pages.abreast import in_order, with_parted_lines
from index.load.pdf.over_pages.join import Growing, PageTable
from index.load.pdf.over_pages.readings import alternatives
from index.load.pdf.over_pages.spread import SheetPage, is_title_cut, joined_lines, on_same_rows, right_of
from index.load.pdf.pages.lines import Line
from index.load.pdf.pages.page import PageContent, read_pages
from index.load.pdf.prose.paragraphs import FreeLine, blocks_of, margins
from index.load.pdf.prose.prose_columns import in_columns
from index.load.pdf.prose.running import without_numbers, without_running
from index.load.pdf.scan.reading import Scans
from index.load.pdf.with_rules.captions import unframed
from index.load.pdf.with_rules.grid import RuledPage, RuledTable, ruled_pages
from index.load.pdf.with_rules.overflow import taken_in
from index.load.pdf.with_rules.parts import parted
from index.load.pdf.with_rules.rules import frames
from index.load.pdf.with_rules.sideways import with_sideways
from index.load.pdf.without_rules.loose import LoosePage, with_unruled
from index.load.pdf.without_rules.unruled import PlacedTable
from index.load.recognition import INSTALL, is_installed
from index.model.document import Document
from index.model.errors import DamagedPdfError, EncryptedPdfError, NoTextLayerError, TooManyPagesError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from index.model.document import Block

MAX_PAGES: Final = 2000
_PASSWORD_NEEDED: Final = 4  # FPDF_ERR_PASSWORD


@dataclass(frozen=True, slots=True)
class _Page:
    content: PageContent
    tables: list[RuledTable]
    lines: list[Line]
    columns: dict[int, tuple[float, float]]  # of narrative, by the ids of its lines


@dataclass(slots=True)
class _Assembly:
    """Blocks so far; the table that may go on and the lines since then are not yet among them.

    `abreast` are the tables that stand side by side on one page: each of them may go on.
    """

    blocks: list[Block | Growing] = field(default_factory=list)
    growing: Growing | None = None
    pending: list[FreeLine] = field(default_factory=list)
    abreast: list[Growing] = field(default_factory=list)

    def add_page(self, page: LoosePage, sheets: Sequence[SheetPage], margins: Sequence[tuple[float, float]]) -> None:
        """Take a page, also as a sheet with those right of it; `margins` are those of each."""
        sheet, *others = sheets
        own = {id(one.content): both for one, both in zip(sheets, margins, strict=True)}
        lines = joined_lines(sheet, others) if others else [(line, sheet.content) for line in page.lines]
        of = {id(line): content for line, content in lines}
        for item, column in in_order(page.tables, [line for line, _ in lines]):
            if isinstance(item, Line):
                content = of[id(item)]
                sides = column or sheet.columns.get(id(item)) or own[id(content)]
                self.pending.append(FreeLine(item, content, *sides))
                continue
            at = next(number for number, one in enumerate(page.tables) if one is item)
            right = tuple(PageTable(one.content, one.tables[at]) for one in others)
            since = tuple(line.text for line in self.pending)
            above = [line.line for line in self.pending if line.page.number == sheet.content.number]
            table = replace(item.table, unsure=True) if is_title_cut(above, item.table) else item.table
            known = sheet.part(item.table)
            part = PageTable(sheet.content, table, since, item.others, right, known)
            self.add_table(part, abreast=column is not None)

    def add_table(self, part: PageTable, *, abreast: bool = False) -> None:
        """Take a table: the rest of the last one, or one of its own; `abreast` of others."""
        pages = {one.page.number for one in (part, *part.sides)}
        on_page = all(line.page.number in pages for line in self.pending)
        left, _, right, _ = part.table.box
        if self.growing is not None and on_page and self.growing.takes(part):
            self.growing.parts.append(part)
            self.pending.clear()
            return
        if self._goes_on_abreast(part):
            return
        self.flush(above=right - left)
        self.growing = Growing([part])
        self.abreast = [one for one in self.abreast if max(one.last_pages) >= part.page.number - 1]
        if abreast:
            self.abreast.append(self.growing)

    def _goes_on_abreast(self, part: PageTable) -> bool:
        """Take the rest of a table that stood beside others; lines below those tell nothing of it."""
        before = [line for line in self.pending if line.page.number != part.page.number]
        own = replace(part, above=part.above[len(before) :])
        for other in self.abreast:
            if other is not self.growing and other.takes(own):
                other.parts.append(own)
                self.pending = before
                return True
        return False

    def flush(self, *, above: float | None = None) -> None:
        """Put what is complete among the blocks, `above` a table of that width."""
        if self.growing is not None:
            self.blocks.append(self.growing)
            self.growing = None
        self.blocks += blocks_of(self.pending, above=above)
        self.pending.clear()

    def finished(self) -> tuple[list[Block], list[str]]:
        """All blocks, and what was noticed of the tables among them."""
        self.flush()
        blocks: list[Block] = []
        findings: list[str] = []
        for one in self.blocks:
            if isinstance(one, Growing):
                grid, noticed = one.grid()
                blocks += unframed(replace(grid, alternatives=tuple(alternatives(one))))
                findings += noticed
            else:
                blocks.append(one)
        return blocks, findings


def load_pdf(path: Path, data: bytes) -> Document:
    """Read the bytes of a PDF.

    Raise EncryptedPdfError, DamagedPdfError, TooManyPagesError, or NoTextLayerError for a scanned document.
    """
    try:
        pdf = PdfDocument(data)
    except PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_NEEDED:
            raise EncryptedPdfError(path) from error
        raise DamagedPdfError(path) from error
    try:
        count = len(pdf)
        if not count:
            raise DamagedPdfError(path)
        if count > MAX_PAGES:
            raise TooManyPagesError(path, count, MAX_PAGES)
        scans = Scans(count)
        pages, findings = _read_pages(pdf, scans)
    finally:
        pdf.close()
    if not any(page.content.glyphs for page in pages):
        if not pages:
            raise DamagedPdfError(path)
        raise NoTextLayerError(path, count, "" if is_installed() else INSTALL)
    blocks, noticed = _assemble(pages)
    return Document(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        format="pdf",
        blocks=tuple(blocks),
        pages=count,
        findings=(*scans.findings(), *findings, *noticed),
        recognised=tuple(scans.recognised),
    )


def _read_pages(pdf: PdfDocument, scans: Scans) -> tuple[list[_Page], list[str]]:
    """Every page that can be read, and what is wrong with the others."""
    contents: list[PageContent] = []
    damaged: list[int] = []
    for page, found in read_pages(pdf, damaged):
        try:
            contents.append(scans.read(page, found))
        except PdfiumError:
            damaged.append(found.number)
    findings = [finding for content in contents for finding in _page_findings(content)]
    findings += [f"第{number}页已损坏，没有读取。" for number in sorted(damaged)]
    ruled = ruled_pages((frames(content.horizontals, content.verticals), content.glyphs) for content in contents)
    pages = [
        _page(content, *taken_in(content, _tables(content, one), one.lines))
        for content, one in zip(contents, ruled, strict=True)
    ]
    return pages, findings


def _page(content: PageContent, tables: list[RuledTable], lines: list[Line]) -> _Page:
    parted_lines = with_parted_lines(content, tables, lines)
    return _Page(content, tables, *in_columns(content, [table.box for table in tables], parted_lines))


def _tables(content: PageContent, page: RuledPage) -> list[RuledTable]:
    return [part for table in page.tables for part in parted(with_sideways(content, table))]


def _page_findings(content: PageContent) -> Iterator[str]:
    if content.crowded:
        yield f"第{content.number}页的文字或线条多得异常，没有读全。"
    if content.unknown:
        yield f"第{content.number}页有 {content.unknown} 个字符文件没有给出文字或只露出一部分，显示为“�”，请核对原件。"


def _assemble(pages: Sequence[_Page]) -> tuple[list[Block], list[str]]:
    numbered = without_numbers([(page.content, page.tables) for page in pages])
    pages = [replace(page, tables=tables) for page, tables in zip(pages, numbered, strict=True)]
    kept = without_running([(page.content, page.lines) for page in pages])
    loose = list(_loose(pages, kept))
    sides = margins(
        [
            (page.content, one.lines, [part.table.box for part in one.tables])
            for page, one in zip(pages, loose, strict=True)
        ]
    )
    assembly = _Assembly()
    sheets = [
        SheetPage(page.content, page.tables, lines, page.columns) for page, lines in zip(pages, kept, strict=True)
    ]
    right_pages = right_of(sheets)
    beside = {at for others in right_pages.values() for at in others}
    for number, one in enumerate(loose):
        if number not in beside:
            others = right_pages.get(number, [])
            level = [sheets[at] for at in (number, *others)]
            page = one
            if others:
                level = on_same_rows(level)
                page = LoosePage(tuple(map(PlacedTable, level[0].tables)), tuple(level[0].lines))
            assembly.add_page(page, level, [sides[at] for at in (number, *others)])
    blocks, noticed = assembly.finished()
    return blocks, [*(finding for one in loose for finding in one.findings), *noticed]


def _loose(pages: Sequence[_Page], kept: Sequence[Sequence[Line]]) -> Iterator[LoosePage]:
    """Yield each page with the tables that have no rules; one may go on from the page before."""
    before: PlacedTable | None = None
    for page, lines in zip(pages, kept, strict=True):
        found = with_unruled(page.content, page.tables, page.lines, lines, before)
        before = found.last
        yield found

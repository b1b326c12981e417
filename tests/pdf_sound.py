"""Sound PDFs to damage (完好的 PDF): drawn glyphs, a turned page, embedded fonts."""

from __future__ import annotations

import io
from functools import cache

from tests.pdf_pages import Page, assembled, pdf_bytes, pdf_objects

WIDTHS = [60, 150, 90, 90, 90]
HEADER: list[str | None] = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]


def table_page(rows: int = 12, *, rotate: int = 0) -> Page:
    page = Page(size=(595, 842), rotate=rotate)
    page.text(180, 60, "澄湖市图书馆2031年支出预算总表", size=16)
    page.text(440, 90, "单位：万元")
    body: list[list[str | None]] = [
        [f"20701{row:02d}", f"文化活动第{row}项", f"{3 * row}.50", f"{row}.00", f"{2 * row}.50"] for row in range(rows)
    ]
    page.table(50, 100, WIDTHS, [HEADER, *body])
    return page


def prose_page() -> Page:
    page = Page()
    page.text(200, 80, "第一部分 概况", size=16)
    for line in range(12):
        page.text(80, 130 + 20 * line, f"2031年澄湖市图书馆支出预算{line}3.50万元，比上年增加{line}.20万元。")
    return page


def sound_objects() -> list[bytes]:
    return pdf_objects([prose_page(), table_page()])


FIRST_PAGE, FIRST_CONTENT, SECOND_PAGE, SECOND_CONTENT = 7, 8, 9, 10  # indices in sound_objects


@cache
def sound() -> tuple[bytes, ...]:
    """Sound PDFs: one font of drawn glyphs, a turned page, embedded TrueType and CID fonts with an image."""
    turned = pdf_bytes([table_page(rotate=90), table_page(30)])
    return assembled(sound_objects()), turned, _printed()


def _printed() -> bytes:
    from reportlab.lib.utils import ImageReader  # noqa: PLC0415 - only for these tests
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=1, invariant=1)
    canvas.drawImage(ImageReader(_picture()), 60, 700, 40, 40)
    for number in range(2):
        canvas.setFont("STSong-Light", 16)
        canvas.drawString(180, 780, f"澄湖市档案馆2031年收入预算表{number}")
        canvas.grid([60, 240, 340, 440], [700 - 20 * row for row in range(13)])
        for row in range(12):
            canvas.setFont("STSong-Light", 9)
            canvas.drawString(64, 685 - 20 * row, f"收入第{row}项" if row else "项目")
            canvas.setFont("Vera", 9)
            for column in (244, 344):
                canvas.drawString(column, 685 - 20 * row, f"{row * column:,}.50" if row else "2031")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _picture() -> io.BytesIO:
    """A small grey picture."""
    return io.BytesIO(b"P5 16 16 255\n" + bytes(range(256)))

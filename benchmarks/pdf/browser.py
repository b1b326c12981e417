"""Prints a drawn document with Chromium (浏览器打印): the browser lays out, breaks pages and repeats headers."""

from __future__ import annotations

import ctypes
from functools import cache
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium
from playwright.sync_api import sync_playwright
from pypdfium2 import PdfDocument

from benchmarks.pdf.canvas import MARGIN, framed, framed_captions
from samples.narrative import Heading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.pdf.canvas import Found
    from benchmarks.pdf.drawing import Drawn, DrawnCell, DrawnTable
    from benchmarks.pdf.look import Look

_CHROMIUM = "/usr/bin/chromium"
_STYLE = """
@page {{ size: {width}pt {height}pt; margin: {margin}pt; }}
body {{ font-family: "Noto Serif CJK SC"; font-size: 12pt; margin: 0; letter-spacing: {spacing}; }}
table {{ border-collapse: {collapse}; border-spacing: 0; width: 100%; font-size: {size}pt; border: {outer}; }}
td, th {{ border: {border}; padding: 2pt 3pt; vertical-align: {vertical}; font-weight: normal; line-height: 1.25; }}
{open_sides}
tr {{ break-inside: {inside}; }}
thead {{ display: {head}; }}
th {{ text-align: center; {shade} }}
.n {{ text-align: right; white-space: nowrap; }}
.c {{ white-space: nowrap; }}
.l {{ max-width: {label}em; width: {label}em; }}
h1 {{ font-size: 18pt; text-align: center; break-before: page; }}
h2 {{ font-size: 12pt; }}
.t {{ font-size: 15pt; text-align: center; break-after: avoid; margin: 6pt 0; }}
.u {{ font-size: 9pt; text-align: right; break-after: avoid; }}
.o {{ float: left; }}
p {{ text-indent: 2em; margin: 3pt 0; }}
.p {{ text-indent: 0; }}
"""
_FOOTER = '<div style="font-size:9px;width:100%;text-align:center"><span class="pageNumber"></span></div>'
_BORDERS = {
    "dotted": "1px dotted black",
    "dashed": "1px dashed black",
    "double": "3px double black",
    "thin": "0.1pt solid black",
    "white": "3px solid white",
}


@cache
def browser() -> Any:
    playwright = sync_playwright().start()
    return playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox", "--disable-gpu"])


def print_browser(drawn: Drawn, look: Look) -> tuple[bytes, Found]:
    """The bytes of the PDF, and its figures; on which page each stands is for the browser to say, so it is 0."""
    found: Found = []
    body = "".join(_body(drawn, look, found))
    page = browser().new_page()
    try:
        page.set_content(f"<meta charset='utf-8'><style>{_style(look)}</style>{body}")
        data: bytes = page.pdf(
            prefer_css_page_size=True,
            print_background=True,
            display_header_footer=look.page_numbers or look.running_head,
            header_template=_running(drawn, look),
            footer_template=_FOOTER if look.page_numbers else "<span></span>",
        )
    finally:
        page.close()
    return (_turned(data, look) if look.turn else data), found


def _running(drawn: Drawn, look: Look) -> str:
    if not look.running_head:
        return "<span></span>"
    return f'<div style="font-size:9px;margin-left:56pt">{"".join(drawn.cover)}</div>'


def _style(look: Look) -> str:
    width, height = look.paper
    border = _BORDERS.get(look.borders, "0.5pt solid black")
    sides = "table{border-style:solid none} tr>:first-child{border-left:none} tr>:last-child{border-right:none}"
    return _STYLE.format(
        width=width,
        height=height,
        margin=MARGIN,
        spacing="0.08em" if look.glyphs == "spaced" else "0",
        collapse="separate" if look.borders in {"cells", "white"} else "collapse",
        size=look.size,
        outer=border if look.borders != "double" else "1pt solid black",
        border=border,
        vertical=look.height,
        open_sides=sides if look.open_sides else "",
        inside="auto" if look.rows == "cut" else "avoid",
        head="table-header-group" if look.header == "repeated" else "table-row-group",
        shade="background: #ddd;" if look.shading else "",
        label=look.label,
    )


def _body(drawn: Drawn, look: Look, found: Found) -> Iterator[str]:
    yield "".join(f"<h1 style='break-before:auto'>{escape(line)}</h1>" for line in drawn.cover)
    for part in drawn.parts:
        if isinstance(part, Heading):
            yield f"<h1>{part.text}</h1>" if part.level == 1 else f"<h2>{part.text}</h2>"
        elif isinstance(part, str):
            yield f"<p>{escape(part)}</p>"
        else:
            yield from _table(part, look, found)


def _table(table: DrawnTable, look: Look, found: Found) -> Iterator[str]:
    if look.new_page:
        yield "<div style='break-before:page'></div>"
    inside = framed_captions(table) if look.captions == "framed" else ()
    for text in (text for text in table.above if text not in inside):
        yield f"<div class='{'u' if text.startswith('公开') else 't'}'>{escape(text)}</div>"
    stated = table.unit if look.captions not in {"framed", "unit framed"} else ""
    if stated or table.owner:
        yield f"<div class='u'><span class='o'>{escape(table.owner)}</span>{stated or '&nbsp;'}</div>"
    whole = framed(table, look)
    yield "<table>"
    for name, first, last in (("thead", 0, whole.header_rows), ("tbody", whole.header_rows, whole.rows)):
        yield f"<{name}>"
        for row in range(first, last):
            yield "<tr>"
            for cell in sorted((one for one in whole.cells if one.row == row), key=lambda one: one.column):
                yield _cell(cell, "th" if name == "thead" else "td")
                if cell.value:
                    found.append((table, cell, 0))
            yield "</tr>"
        yield f"</{name}>"
    yield "</table>"
    if table.below:
        yield f"<p class='p'>{escape(table.below)}</p>"


def _cell(cell: DrawnCell, tag: str) -> str:
    kind = "n" if cell.value or cell.text in {"-", "—"} else "c" if cell.text.isascii() else "l"
    spans = f"rowspan={cell.row_span} colspan={cell.column_span}"
    width = f" class={kind}" if cell.column_span == 1 else ""
    return f"<{tag} {spans}{width}>{escape(cell.text) or '&nbsp;'}</{tag}>"


def _turned(data: bytes, look: Look) -> bytes:
    """The pages drawn turned, and displayed upright by /Rotate unless the look is sideways."""
    pdf = PdfDocument(data)
    width, height = look.paper
    matrix = {1: (0, 1, -1, 0, height, 0), 3: (0, -1, 1, 0, 0, width)}[look.turn]
    for index in range(len(pdf)):
        page = pdf[index]
        turn = pdfium.FS_MATRIX(*(ctypes.c_float(value) for value in matrix))
        clip = pdfium.FS_RECTF(0, width, height, 0)
        pdfium.FPDFPage_TransFormWithClip(page.raw, turn, clip)
        page.set_mediabox(0, 0, height, width)
        page.set_cropbox(0, 0, height, width)
        if not look.sideways:
            page.set_rotation(look.turn * 90)
        page.close()
    stream = BytesIO()
    pdf.save(stream)
    pdf.close()
    return stream.getvalue()

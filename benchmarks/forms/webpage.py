"""Forms as web pages that Chromium prints (网页打印), also arranged in less common ways."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from benchmarks.forms.printing import align, below, framed
from benchmarks.pdf.browser import browser

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.forms.dress import Dress
    from benchmarks.pdf.drawing import DrawnTable

_PAGE_BORDERS = {
    "thin": "0.75pt solid #000",
    "medium": "1.5pt solid #000",
    "hair": "0.3pt solid #555",
    "dotted": "1px dotted #000",
    "double": "3px double #000",
    "dashed": "1px dashed #000",
}

_NARROW = 6  # columns of a table that may stand beside another
_RULES = {"bare": "td{border:none}", "lined": "td{border-left:none;border-right:none}"}


def page(titles: Sequence[str], tables: Sequence[DrawnTable], one: Dress) -> bytes:
    """A web page as Chromium prints it."""
    border = _PAGE_BORDERS[one.border]
    break_figures = "word-break:break-all" if one.wrapped else "white-space:nowrap"
    style = (
        f"@page{{size:{one.paper} {'landscape' if one.landscape else 'portrait'};margin:45pt}}"
        f"body{{font-family:'{one.font}','Noto Serif CJK SC';font-size:{one.size}pt}}"
        f"table{{border-collapse:collapse;width:100%;{'table-layout:fixed' if one.wrapped or one.crammed else ''}}}"
        f"td{{border:{border};padding:{'0 1pt' if one.tight else '2pt 4pt'}}}"
        f"td{{vertical-align:{one.vertical.replace('center', 'middle')}}}"
        f"thead{{display:{'table-header-group' if one.repeat else 'table-row-group'}}}"
        f"thead td{{background:#{one.fill or 'fff'};text-align:center}} .v{{{break_figures};text-align:{one.align}}}"
        f".l{{width:{one.label}em}} .s{{writing-mode:vertical-rl;text-orientation:upright}} tr{{break-inside:avoid}}"
        ".d{background:linear-gradient(to top right,transparent 49%,#000 50%,transparent 51%)}"
        "h2{text-align:center;font-size:15pt;break-before:page} .u{display:flex;justify-content:space-between}"
        ".b{display:flex;gap:24pt;break-before:page;margin-bottom:20pt} .b h2{break-before:auto}"
        f"{_RULES.get(one.arranged, '')}"
    )
    body = "".join(f"<h1 style='text-align:center'>{escape(text)}</h1>" for text in titles)
    body += "".join(_arranged(tables, one))
    opened = browser().new_page()
    try:
        opened.set_content(f"<meta charset='utf-8'><style>{style}</style>{body}")
        data: bytes = opened.pdf(prefer_css_page_size=True, print_background=True)
    finally:
        opened.close()
    return data


def _arranged(tables: Sequence[DrawnTable], one: Dress) -> Iterator[str]:
    """Yield the tables one below the other, or the narrow ones two by two side by side."""
    waiting: list[str] = []
    for table in tables:
        drawn = "".join(_page_table(table, one))
        if one.arranged != "beside" or table.columns > _NARROW:
            yield drawn
            continue
        waiting.append(f"<div style='flex:1;min-width:0'>{drawn}</div>")
        if len(waiting) > 1:
            yield f"<div class='b'>{''.join(waiting)}</div>"
            waiting = []
    yield "".join(waiting)


_STAMPS = (
    "color:#fff;font-size:80%",
    "color:#d00;font-size:160%;font-weight:bold",
    "color:#ccc;font-size:170%",
    "opacity:.3;font-size:150%",
)


def _stamp(number: int) -> str:
    """White text, a stamp, a pale one or one in a transparent group, over the labels of the table before it."""
    words = "".join(f"<div style='line-height:{4 + number % 3}em'>内部资料</div>" for _ in range(8))
    style = f"position:absolute;left:{number % 7}em;bottom:0;{_STAMPS[number % len(_STAMPS)]}"
    return f"<div style='position:relative;height:0'><div style='{style}'>{words}</div></div>"


def _page_table(table: DrawnTable, one: Dress) -> list[str]:
    parts: list[str] = []
    captions = framed(table, one)
    if not captions:
        *first, title = table.above
        parts += [f"<h2>{escape(title)}</h2>"]
        parts += [f"<div>{escape(text)}</div>" for text in first]
        parts.append(f"<div class='u'><span>{escape(table.owner)}</span><span>{escape(table.unit)}</span></div>")
    crossing = any(cell.row < table.header_rows < cell.row + cell.row_span for cell in table.cells)
    head = 0 if crossing else table.header_rows  # a cell cannot reach out of its part of the table
    parts.append("<table><thead>")
    parts += [f"<tr><td colspan={table.columns}>{escape(text)}</td></tr>" for text in captions]
    for row in range(table.rows):
        if row == head:
            parts.append("</thead><tbody>")
        cells = sorted((cell for cell in table.cells if cell.row == row), key=lambda cell: cell.column)
        parts.append("<tr>")
        for cell in cells:
            header = row < table.header_rows
            kind = (
                "v" if cell.value else "l" if not header and cell.column_span == 1 and not cell.text.isascii() else ""
            )
            kind = "s" if one.stacked and header and cell.row_span > 1 and cell.column_span == 1 else kind
            style = f"text-align:{align(cell, table, one)}"
            spans = f"rowspan={cell.row_span} colspan={cell.column_span}"
            parts.append(f"<td class='{kind}' {spans} style='{style}'>{escape(cell.text) or '&nbsp;'}</td>")
        parts.append("</tr>")
    inside, outside = below(table, one)
    if inside:
        parts.append(f"<tr><td colspan={table.columns}>{escape(inside)}</td></tr>")
    parts.append("</tbody></table>")
    if one.arranged == "stamped":
        parts.append(_stamp(len(table.cells)))
    if outside:
        parts.append(f"<p>{escape(outside)}</p>")
    return parts

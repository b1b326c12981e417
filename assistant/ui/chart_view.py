"""Drawing a chart (画图) as HTML and SVG: bars or a line, every point labelled with the figure as printed and its mark.

No script draws it, so that it looks the same in the page, in print and without a network; only positions are computed,
what is written beside them is the answer's own text.
"""

from __future__ import annotations

import base64
import csv
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from assistant.ui import markup
from assistant.ui.labels import label

if TYPE_CHECKING:
    from assistant.answer.chart import Chart, Point

_WIDTH, _HEIGHT, _TOP, _BOTTOM, _SIDE = 640, 200, 34, 30, 70  # of the line, in its own units
_MARKS: Final = 2
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would take for the beginning of a formula


def chart_html(chart: Chart, turn: int) -> str:
    """Draw the chart of answer `turn` (0-based), with its unit, its sources and its data."""
    drawn = _line_html(chart) if chart.is_line else _bars_html(chart, turn)
    unit = label("unit", unit=markup.text(chart.unit))
    title = f'<figcaption class="chart-title">{markup.text(chart.title)}<span>{unit}</span></figcaption>'
    return f'<figure class="chart {chart.kind}">{title}{drawn}{_foot_html(chart)}</figure>'


def _bars_html(chart: Chart, turn: int) -> str:
    longest = max(abs(point.value) for point in chart.points) or Decimal(1)
    rows = "".join(_bar_html(point, longest, turn) for point in chart.points)
    return f'<table class="bars">{rows}</table>'


def _bar_html(point: Point, longest: Decimal, turn: int) -> str:
    length = f"{abs(point.value) / longest * 100:.2f}"
    marks = "".join(markup.citation_link(turn, number) for number in point.citations[:_MARKS])
    negative = " negative" if point.value < 0 else ""
    return (
        f'<tr><th scope="row">{markup.text(point.name)}</th>'
        f'<td><i class="bar{negative}" style="width:calc((100% - 12.5em) * {length} / 100)" aria-hidden="true"></i>'
        f"<b>{markup.text(point.text)}</b>{marks}</td></tr>"
    )


def _line_html(chart: Chart) -> str:
    """A line over the years, from zero: a cut axis would make small changes look large."""
    highest = max(*(point.value for point in chart.points), Decimal(0))
    lowest = min(*(point.value for point in chart.points), Decimal(0))
    span = (highest - lowest) or Decimal(1)
    step = Decimal(_WIDTH - 2 * _SIDE) / (len(chart.points) - 1)
    room = _HEIGHT - _TOP - _BOTTOM
    places = [
        (float(_SIDE + step * at), float(_TOP + room * (highest - point.value) / span), point)
        for at, point in enumerate(chart.points)
    ]
    zero = float(_TOP + room * highest / span)
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in places)
    words = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5"/>'
        f'<text x="{x:.1f}" y="{y - 12:.1f}">{markup.text(point.text)}</text>'
        f'<text class="name" x="{x:.1f}" y="{_HEIGHT - 8}">{markup.text(point.name)}</text>'
        for x, y, point in places
    )
    told = markup.text("；".join(f"{point.name} {point.text}" for point in chart.points))
    return (
        f'<svg class="line" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{told}">'
        f'<line x1="20" x2="{_WIDTH - 20}" y1="{zero:.1f}" y2="{zero:.1f}"/><polyline points="{line}"/>{words}</svg>'
    )


def _foot_html(chart: Chart) -> str:
    """Say where the figures are from, and offer them as a CSV file that the page itself holds."""
    sources = markup.text("；".join(chart.sources))
    data = base64.b64encode(csv_of(chart)).decode("ascii")
    name = markup.text(f"{chart.title}.csv")
    link = f'<a download="{name}" href="data:text/csv;charset=utf-8;base64,{data}">{label("chart_data")}</a>'
    return f'<p class="chart-foot"><span>{label("chart_sources", sources=sources)}</span>{link}</p>'


def csv_of(chart: Chart) -> bytes:
    """Write the drawn figures as CSV (UTF-8 with BOM, for spreadsheets); no words can become a formula."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow([label("chart_name"), label("chart_value"), label("chart_unit"), label("chart_printed")])
    for point in (*((chart.whole,) if chart.whole else ()), *chart.points):
        printed = point.text if point.value < 0 else _plain(point.text)  # a figure may well begin with its sign
        writer.writerow([_plain(point.name), str(point.value), _plain(chart.unit), printed])
    return written.getvalue().encode("utf-8-sig")


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell

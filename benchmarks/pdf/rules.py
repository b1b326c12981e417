"""The rules of a table as different programs draw them (画线)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportlab.pdfgen.canvas import Canvas

    from benchmarks.pdf.look import Look

Box = tuple[float, float, float, float]
Edge = tuple[float, float, float, float]
_DASHES = {"dotted": (0.6, 1.4), "dashed": (3.0, 2.0)}
_CLOSE = 0.01
_BETWEEN = 1.4  # points between the two lines of a double rule
_GREY = 0.88


def draw_rules(canvas: Canvas, look: Look, boxes: Sequence[tuple[Box, bool]]) -> None:
    """Draw the cells of a table; `boxes` say of each whether it is of the header. y runs downwards."""
    height = look.paper[1]
    if look.borders == "gaps":
        _ground(canvas, height, [box for box, _ in boxes])
        return
    for box, header in boxes:
        if look.shading and (header or look.borders == "white"):
            canvas.setFillGray(_GREY if header else 0.94)
            canvas.rect(box[0], height - box[3], box[2] - box[0], box[3] - box[1], stroke=0, fill=1)
    edges = list(_edges([box for box, _ in boxes], open_sides=look.open_sides, each=look.borders == "cells"))
    if look.borders == "long":
        edges = _drawn_through(edges)
    canvas.saveState()
    canvas.setStrokeGray(1 if look.borders == "white" else 0)
    canvas.setLineWidth({"thin": 0.05, "white": 2.0}.get(look.borders, 0.5))
    if look.borders in _DASHES:
        canvas.setDash(*_DASHES[look.borders])
    for x0, y0, x1, y1 in edges:
        if look.borders == "bars":
            canvas.setFillGray(0)
            canvas.rect(x0 - 0.24, height - y1 - 0.24, x1 - x0 + 0.48, y1 - y0 + 0.48, stroke=0, fill=1)
        elif look.borders == "double":
            across, down = (_BETWEEN / 2, 0.0) if x0 == x1 else (0.0, _BETWEEN / 2)
            canvas.line(x0 - across, height - y0 + down, x1 - across, height - y1 + down)
            canvas.line(x0 + across, height - y0 - down, x1 + across, height - y1 - down)
        else:
            canvas.line(x0, height - y0, x1, height - y1)
    canvas.restoreState()


def _ground(canvas: Canvas, height: float, boxes: Sequence[Box]) -> None:
    """White cells on black: what is left between them are the rules."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    left, top, right, bottom = min(lefts), min(tops), max(rights), max(bottoms)
    canvas.setFillGray(0)
    canvas.rect(left - 0.5, height - bottom - 0.5, right - left + 1, bottom - top + 1, stroke=0, fill=1)
    canvas.setFillGray(1)
    for x0, y0, x1, y1 in boxes:
        canvas.rect(x0 + 0.4, height - y1 + 0.4, x1 - x0 - 0.8, y1 - y0 - 0.8, stroke=0, fill=1)


def _edges(boxes: Sequence[Box], *, open_sides: bool, each: bool) -> Iterable[Edge]:
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    found: dict[Edge, None] = {}
    for number, (x0, y0, x1, y1) in enumerate(boxes):
        sides = [(x0, y0, x1, y0), (x0, y1, x1, y1)]
        sides += [(x, y0, x, y1) for x in (x0, x1) if not (open_sides and (x - left < _CLOSE or right - x < _CLOSE))]
        for side in sides:
            rounded = tuple(round(value, 3) for value in side)
            key = (*rounded, number) if each else rounded
            found[key] = None  # type: ignore[index]
    return [key[:4] for key in found]


def _drawn_through(edges: Iterable[Edge]) -> list[Edge]:
    """Edges that follow one another made one line."""
    lines: list[Edge] = []
    for edge in sorted(edges, key=lambda one: (one[0] == one[2], one[0] if one[0] == one[2] else one[1], one)):
        last = lines[-1] if lines else None
        upright = edge[0] == edge[2]
        if last and upright == (last[0] == last[2]):
            if upright and last[0] == edge[0] and edge[1] <= last[3] + _CLOSE:
                lines[-1] = (last[0], last[1], last[2], max(last[3], edge[3]))
                continue
            if not upright and last[1] == edge[1] and edge[0] <= last[2] + _CLOSE:
                lines[-1] = (last[0], last[1], max(last[2], edge[2]), last[3])
                continue
        lines.append(edge)
    return lines

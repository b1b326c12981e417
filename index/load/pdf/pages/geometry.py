"""Points and boxes of a page as it is displayed (页面坐标): in points, the origin top left, y downwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.load.pdf.pages.native import Floats

Box = tuple[float, float, float, float]
_QUARTERS = 4


class Matrix(NamedTuple):
    """A PDF transformation: x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def apply(self, x: float, y: float) -> tuple[float, float]:
        """Transform a point."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, first: tuple[float, float], second: tuple[float, float]) -> Box:
        """The box between two opposite corners, transformed by quarter turns at most."""
        x0, y0 = self.apply(*first)
        x1, y1 = self.apply(*second)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def then(self, after: Matrix) -> Matrix:
        """The transformation that does this one, then `after`."""
        return Matrix(
            self.a * after.a + self.b * after.c,
            self.a * after.b + self.b * after.d,
            self.c * after.a + self.d * after.c,
            self.c * after.b + self.d * after.d,
            self.e * after.a + self.f * after.c + after.e,
            self.e * after.b + self.f * after.d + after.f,
        )


IDENTITY = Matrix(1, 0, 0, 1, 0, 0)


def chained(first: Floats, after: Floats) -> Floats:
    """Matrices in rows (a to f): as `Matrix.then`, for many, or for one `after` them all."""
    return np.stack(Matrix(*first.T).then(Matrix(*after.T)), axis=1)


def display_matrix(visible: Box, quarters: int) -> Matrix:
    """The transformation from the page's own space to the displayed page.

    `visible` is left, bottom, right, top; `quarters` the clockwise quarter turns that /Rotate asks for.
    """
    left, bottom, right, top = visible
    return (
        Matrix(1, 0, 0, -1, -left, top),
        Matrix(0, 1, 1, 0, -bottom, -left),
        Matrix(-1, 0, 0, 1, right, -bottom),
        Matrix(0, -1, -1, 0, top, right),
    )[quarters % _QUARTERS]


def turned(matrix: Matrix, width: float, height: float, quarters: int) -> tuple[Matrix, float, float]:
    """A displayed page of this size turned clockwise by more quarters: its matrix, width and height."""
    for _ in range(quarters % _QUARTERS):
        matrix = matrix.then(Matrix(0, 1, -1, 0, height, 0))
        width, height = height, width
    return matrix, width, height


def turned_back(box: Box, width: float, height: float, quarters: int) -> Box:
    """A box of a turned page (of this size, after turning) as it stands on the page before turning."""
    x0, y0, x1, y1 = box
    for _ in range(quarters % _QUARTERS):
        x0, y0, x1, y1 = y0, width - x1, y1, width - x0
        width, height = height, width
    return x0, y0, x1, y1


def box_around(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of them."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)

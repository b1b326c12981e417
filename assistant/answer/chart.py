"""Whether an answer is better seen than read (图), and what to draw then: only from the figures that it asserts.

A chart is drawn of figures that differ in one thing: parts of a whole, years, organizations, or 预算 and 决算. Two
figures for the same thing (a contradiction of the document) are never drawn: a picture would hide what the text says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from assistant.plan import Operation
from index.model.units import MONEY_UNITS, is_money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Answer, Figure

ChartKind = Literal["composition", "years", "organizations", "stages"]
LEAST = 2
MOST = 40
_LINE_FROM = 3
_WHEN = re.compile(r"（(?:\d{4}年[^（）]*|(?:年初|调整|全年)?(?:预算|决算|执行)数?)）$")


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a chart: `value` in the chart's unit, `text` as the answer prints it, with its own unit."""

    name: str
    value: Decimal
    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What to draw: `whole` is the total of a composition; `sources` are the cited documents."""

    kind: ChartKind
    title: str
    unit: str
    points: tuple[Point, ...]
    whole: Point | None = None
    sources: tuple[str, ...] = ()

    @property
    def is_line(self) -> bool:
        """Whether the points are joined: years in a row."""
        return self.kind == "years" and len(self.points) >= _LINE_FROM


def chart_of(answer: Answer) -> Chart | None:
    """Decide on a chart of an answer's figures; None where reading them is as easy, or where they do not compare."""
    figures = [figure for figure in answer.figures if not (figure.derived and figure.unit == "%")]
    if answer.status != "answered" or not LEAST <= len(figures) <= MOST or answer.verification.status == "mismatch":
        return None
    unit = _common_unit(figures)
    if not unit:
        return None
    if answer.plan.get("operation") == Operation.COMPOSITION.value:
        return _composition(answer, figures, unit)
    if len({_stem(figure) for figure in figures}) > 1:
        return None
    varying = [name for name, values in _differing(figures).items() if len(values) > 1]
    kinds: dict[str, ChartKind] = {"organization": "organizations", "year": "years", "kind": "stages"}
    if len(varying) != 1 or len(_differing(figures)[varying[0]]) != len(figures):
        return None
    kind = kinds[varying[0]]
    ordered = sorted(figures, key=lambda figure: figure.year or 0) if kind == "years" else figures
    if kind == "stages":
        ordered = sorted(figures, key=lambda figure: figure.kind == "决算")  # what was planned, then what was spent
    points = tuple(_point(figure, str(getattr(figure, varying[0]) or ""), unit) for figure in ordered)
    same = figures[0]
    words = [
        same.organization if kind != "organizations" else "",
        f"{same.year}年" if kind != "years" else "",
        _stem(same),
    ]
    return Chart(kind, "".join(words), unit, points, sources=_sources(answer, figures))


def _composition(answer: Answer, figures: Sequence[Figure], unit: str) -> Chart | None:
    """The parts after their whole, as compositions are told; None where the first figure is not the whole of them."""
    whole, parts = _point(figures[0], figures[0].label, unit), figures[1:]
    points = [_point(figure, figure.label, unit) for figure in parts]
    filled = [point for point in points if point.value]
    # a chart of parts is only true if they are all there
    within = abs(sum((point.value for point in points), Decimal(0)) - whole.value) <= abs(whole.value) / 100
    if len(filled) < LEAST or len({point.name for point in points}) < len(points) or not within:
        return None
    if any(point.value < 0 for point in points):
        return None
    first = figures[0]
    title = f"{first.organization}{first.year or ''}{'年' if first.year else ''}{first.label}"
    return Chart("composition", title, unit, tuple(points), whole, _sources(answer, figures))


def _differing(figures: Sequence[Figure]) -> dict[str, set[object]]:
    return {name: {getattr(figure, name) for figure in figures} for name in ("organization", "year", "kind")}


def _stem(figure: Figure) -> str:
    """The label without the year or stage that stands in brackets at its end."""
    return _WHEN.sub("", figure.label)


def _common_unit(figures: Sequence[Figure]) -> str:
    """The unit to draw in: the one of all, or the largest of several of money; "" where they do not compare."""
    units = {figure.unit for figure in figures}
    if len(units) == 1:
        return next(iter(units))
    return max(units, key=lambda unit: MONEY_UNITS[unit]) if all(is_money(unit) for unit in units) else ""


def _point(figure: Figure, name: str, unit: str) -> Point:
    value = Decimal(figure.value)
    text = f"{value:,}{figure.unit}"
    if figure.unit != unit:
        value = value * MONEY_UNITS[figure.unit] / MONEY_UNITS[unit]
    return Point(name, value, text, tuple(figure.citations))


def _sources(answer: Answer, figures: Sequence[Figure]) -> tuple[str, ...]:
    cited = {number for figure in figures for number in figure.citations}
    return tuple(dict.fromkeys(one.document for one in answer.citations if one.number in cited))

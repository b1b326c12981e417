"""One judge over several readings of a table (多种读法，一个裁判): the one that satisfies most of its sums is taken.

A figure that another reading, no worse by its sums, gives another place or none is doubtful; in a row whose own sum
fails, whatever the other reading is worth.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.model.document import ACROSS_RULES
from index.model.records import Reading
from index.tables.codes import row_codes
from index.tables.judge import Identity, Score, score_sums
from index.tables.layout import Layout, lay_out
from index.tables.performance import is_form
from index.tables.realign import figures_of, flaws_of, sums_along, sums_down
from index.tables.roles import Role
from index.tables.sheet import make_sheet
from index.tables.wording import is_number, is_total, squeeze

if TYPE_CHECKING:
    from index.model.document import Grid, Place
    from index.tables.sheet import Row

_Figure = tuple[tuple[str, ...], tuple[str, ...], str]  # the words of its row, its header, as printed


@dataclass(frozen=True, slots=True)
class Choice:
    """The reading taken; `doubtful` are the places of figures that another reading, as good, reads otherwise."""

    grid: Grid
    doubtful: frozenset[Place] = frozenset()
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class _Judged:
    grid: Grid
    score: Score
    flaws: int
    figures: dict[_Figure, Place]
    failing: frozenset[Place]  # of figures in rows with a sum that fails

    @property
    def is_unruled(self) -> bool:
        """Whether it leaves drawn rules aside: sums then tell where figures belong, not what words stand over them."""
        return self.grid.reading == ACROSS_RULES

    def refutes(self, other: _Judged) -> bool:
        """Whether its sums show that the other is wrong: more of them hold, or fewer fail."""
        if self.score.net <= other.score.net or not self.score.holds:
            return False
        return self.score.holds > other.score.holds or self.score.fails < other.score.fails


def choose(grid: Grid) -> Choice:
    """Choose between a grid and its alternatives; the grid itself where there is none, or in a form of words."""
    readings = [grid, *grid.alternatives]
    if len(readings) == 1 or any(is_form(make_sheet(one).rows) for one in readings):
        return Choice(grid, _unsure(grid, grid))
    judged = [_judge(one) for one in readings]
    best = max(judged, key=lambda one: (one.score.net, -one.flaws, len(one.figures), -judged.index(one)))
    rivals = [one for one in judged if one is not best and (best.is_unruled or not best.refutes(one))]
    doubtful = {place for rival in rivals for figure, place in best.figures.items() if figure not in rival.figures}
    refuted = [one for one in judged if one is not best and one not in rivals]
    doubtful |= {
        place
        for other in refuted
        for figure, place in best.figures.items()
        if place in best.failing and figure not in other.figures
    }
    names = [one.grid.reading or f"第{number}种" for number, one in enumerate(judged, start=1)]
    scores = tuple((name, one.score.holds, one.score.fails) for name, one in zip(names, judged, strict=True))
    doubtful |= _unsure(grid, best.grid)
    return Choice(best.grid, frozenset(doubtful), Reading("表格如何分行分列", names[judged.index(best)], scores))


def _unsure(read: Grid, chosen: Grid) -> frozenset[Place]:
    """All figures of a table of which no reading is certain."""
    if not read.unsure:
        return frozenset()
    return frozenset(cell.place for row in chosen.rows for cell in row if is_number(cell.text))


def _judge(grid: Grid) -> _Judged:
    sheet = make_sheet(grid)
    layout = lay_out(sheet)
    score = sums_along(layout.body, layout.roles, layout.paths) + sums_down(layout.body, layout.roles)
    score = score + _totals(layout)
    flaws = sum(flaws_of(row, layout.roles, layout.paths) for row in layout.body)
    failing = (row for row in layout.body if sums_along((row,), layout.roles, layout.paths).fails)
    places = frozenset(cell.place for row in failing for cell in row)
    return _Judged(grid, score, flaws, _figures(layout), places)


def _totals(layout: Layout) -> Score:
    """How many columns of a table without codes add up to its total; others may count 其中 or half of the rows."""
    totals = [index for index, row in enumerate(layout.body) if any(is_total(cell.text) for cell in row)]
    if len(totals) != 1 or any(row_codes(layout.body, layout.roles)):
        return Score()
    parts = tuple(index for index in range(len(layout.body)) if index != totals[0])
    columns = [column for column, role in enumerate(layout.roles) if role is Role.VALUE]
    rows = [figures_of(row) for row in layout.body]
    scores = (score_sums([row[column] for row in rows], [Identity(totals[0], parts)]) for column in columns)
    return Score(holds=sum(score.holds for score in scores))


def _figures(layout: Layout) -> dict[_Figure, Place]:
    """Every figure by what its row and its column say of it."""
    return {
        (_words(layout, row, panel), layout.paths[column], cell.text): cell.place
        for row in layout.body
        for panel in sorted(set(layout.panels))
        for column in layout.values_in(panel)
        if is_number((cell := row[column]).text)
    }


def _words(layout: Layout, row: Row, panel: int) -> tuple[str, ...]:
    return tuple(squeeze(row[column].text) for column in layout.keys_in(panel))

"""Shares of table cells read right, on made documents whose every cell is known.

Run: python -m benchmarks.reading [first seed] [last seed]. One row a layout: a cell is right when its line, table, unit,
code, row label, column path and value all are; "wrong" are figures that the truth does not have and that are not
marked doubtful.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.identity import read_identity
from index.load.text import load_text
from index.model.units import is_money
from index.tables.read import read_tables
from samples.generate import committed, make_city
from samples.layout import layouts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from samples.generate import Made

Cell = tuple[int, str, str, str, str, str, str]
"""Line, table title, unit, code, row label, column path, value."""


@dataclass(frozen=True, slots=True)
class Shares:
    """How a document's cells were read (单元格): `missed` and `wrong` are the cells themselves."""

    cells: int
    figures: int
    doubtful: int
    missed: tuple[Cell, ...]
    wrong: tuple[Cell, ...]
    suspected: tuple[Cell, ...]  # figures that the truth does not have, marked doubtful

    @property
    def right(self) -> int:
        """How many cells of the truth were read."""
        return self.cells - len(self.missed)


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def compare(made: Made) -> Shares:
    """Read a made document and compare what was read with its truth, cell by cell."""
    document = load_text(Path(made.name), made.content)
    read = read_tables(document, read_identity(document))
    sure: Counter[Cell] = Counter()
    doubtful: Counter[Cell] = Counter()
    for fact in read.facts:
        if fact.value is None:
            continue
        title, path = read.tables[fact.table].title, "/".join(fact.column_path)
        cell = (fact.place.line or 0, title, fact.unit, fact.code, fact.row_label, path, f"{fact.value:f}")
        (doubtful if fact.doubtful else sure)[_key(cell)] += 1
    truth = Counter(
        _key((one.line, one.table_title, one.unit, one.code, one.row_label, "/".join(one.column_path), one.value))
        for one in made.truth.cells
    )
    return Shares(
        cells=truth.total(),
        figures=(sure + doubtful).total(),
        doubtful=doubtful.total(),
        missed=tuple((truth - sure - doubtful).elements()),
        wrong=tuple((sure - truth).elements()),
        suspected=tuple((doubtful - truth).elements()),
    )


def _key(cell: Cell) -> Cell:
    line, title, unit, code, label, path, value = cell
    money = unit if is_money(unit) else ""  # the unit of a count is seldom printed
    return line, _folded(title), money, code, _folded(label), _folded(path), value


def _documents(first: int, last: int) -> Iterator[tuple[str, Iterable[Made]]]:
    yield "committed", committed()
    for name in layouts():
        yield name, (made for seed in range(first, last + 1) for made in make_city(seed, layout=name))


def main(arguments: list[str]) -> None:
    """Print the shares of every layout over the seeds from the first to the last."""
    first, last = (int(argument) for argument in arguments) if arguments else (1, 5)
    print(f"{'layout':<12}{'documents':>10}{'cells':>8}{'right':>8}{'share':>9}{'wrong':>7}{'doubtful':>9}")
    for name, documents in _documents(first, last):
        shares = [compare(made) for made in documents]
        cells, right = sum(one.cells for one in shares), sum(one.right for one in shares)
        wrong, doubtful = sum(len(one.wrong) for one in shares), sum(one.doubtful for one in shares)
        print(f"{name:<12}{len(shares):>10}{cells:>8}{right:>8}{right / cells:>9.2%}{wrong:>7}{doubtful:>9}")


if __name__ == "__main__":
    main(sys.argv[1:])

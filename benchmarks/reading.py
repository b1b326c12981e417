"""Shares of table cells read right, on made documents whose every cell is known.

Run: python -m benchmarks.reading [first seed] [last seed]. One row a layout: a cell is right when its line, table,
unit, code, row label, column path and value all are; "wrong" are figures that the truth does not have and that are
not marked doubtful. "mixed" are layouts whose options are drawn at random.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass, fields, replace
from itertools import groupby
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from index.identity import read_identity
from index.load.text import load_text
from index.model.quantity import parse_quantity
from index.model.units import is_money
from index.tables.read import read_tables
from samples.generate import committed, make_city
from samples.layout import Layout, layouts

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


def mixed_layout(seed: int) -> Layout:
    """A layout whose options are drawn at random, the same for the same seed."""
    draw = Random(seed)  # noqa: S311 -- samples, no secrets
    first, other = draw.choice(list(layouts().values())), draw.choice(list(layouts().values()))
    mixed = replace(first, **{field.name: getattr(draw.choice((first, other)), field.name) for field in fields(first)})
    pipes = draw.random() < 1 / 3
    return replace(
        mixed,
        name=f"mixed{seed}",
        pipes=pipes,
        suffix=".md" if pipes else ".txt",
        page_break=draw.choice((0, 5, 9, 14)),
        header=draw.choice(("flat", "flat", "shifted")),
        code=draw.choice(("one", "split", "unpadded", "own")),
        total=draw.choice(("first", "last")),
        nothing=draw.choice(("", "0.00")),
        unit=draw.choice(("元", "万元")),
        halves=draw.random() < 1 / 4,
        three=draw.choice(("wide", "long")),
    )


def set_with_spaces(made: Made, *, right: bool) -> Made:
    """The document with its tabs made into spaces, columns below one another; figures to the `right` or left."""
    lines: list[str] = []
    for tabbed, run in groupby(made.text.split("\n"), key=lambda line: "\t" in line):
        rows = [line.split("\t") for line in run]
        if not tabbed:
            lines += [row[0] for row in rows]
            continue
        width = max(map(len, rows))
        sizes = [max(map(_width, (row[at] for row in rows if at < len(row)))) for at in range(width)]
        lines += ["   ".join(_filled(cell, sizes[at], right) for at, cell in enumerate(row)).rstrip() for row in rows]
    return made._replace(text="\n".join(lines))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _filled(cell: str, size: int, right: bool) -> str:  # noqa: FBT001 -- an option of one caller
    spaces = " " * (size - _width(cell))
    return spaces + cell if right and parse_quantity(cell) is not None else cell + spaces


def _documents(first: int, last: int) -> Iterator[tuple[str, Iterable[Made]]]:
    yield "committed", committed()
    for name in layouts():
        yield name, (made for seed in range(first, last + 1) for made in make_city(seed, layout=name))
    yield "mixed", (made for seed in range(first, last + 1) for made in make_city(seed, layout=mixed_layout(seed)))
    for right in (False, True):
        yield (
            "spaces" + "-right" * right,
            (
                set_with_spaces(made, right=right)
                for seed in range(first, last + 1)
                for name in ("lake", "yuan", "unpadded")
                for made in make_city(seed, layout=name, years=1)
            ),
        )


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

"""Shares of table cells read right from made Word files, workbooks and web pages whose every cell is known.

Run: python -m benchmarks.office [--seeds FIRST LAST] [--mixed COUNT] [--show N] [FORMAT…]. As benchmarks.pdf.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.office.printing import print_old_workbook, print_page, print_word, print_workbook
from benchmarks.pdf.drawing import draw
from benchmarks.pdf.look import looks, mixed
from benchmarks.pdf.measure import MadePdf, compare, truth
from index.load.dispatch import load_by_content
from samples.invent import subjects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.pdf.canvas import Found
    from benchmarks.pdf.drawing import Drawn
    from benchmarks.pdf.look import Look

FORMATS: Final[dict[str, Callable[[Drawn, Look], tuple[bytes, Found]]]] = {
    ".docx": print_word,
    ".html": print_page,
    ".xlsx": print_workbook,
    ".xls": print_old_workbook,
}


def made(seed: int, look: Look, extension: str, *, organizations: int = 1, years: int = 2) -> Iterator[MadePdf]:
    """The files of an invented city in a look."""
    for subject in subjects(seed, organizations, years, finals=True):
        drawn = draw(subject, look)
        data, found = FORMATS[extension](drawn, look)
        name = str(Path(drawn.name).with_suffix(extension))
        yield MadePdf(name, data, Counter(truth(*one) for one in found), paged=False)


def main() -> None:
    """Print the shares of every format."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.office", description=__doc__)
    parser.add_argument("formats", nargs="*", default=list(FORMATS))
    parser.add_argument("--seeds", nargs=2, type=int, default=(1, 1))
    parser.add_argument("--mixed", type=int, default=0)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    first, last = options.seeds
    chosen = [mixed(seed) for seed in range(first * 1000, first * 1000 + options.mixed)] or list(looks().values())
    for extension in options.formats:
        cells = right = wrong = doubtful = 0
        for look in chosen:
            for one in (file for seed in range(first, last + 1) for file in made(seed, look, extension)):
                shares = compare(one, load_by_content)
                cells, right = cells + shares.cells, right + shares.right
                wrong, doubtful = wrong + len(shares.wrong), doubtful + len(shares.doubtful)
                for sign, found in (("-", shares.missed), ("+", shares.wrong), ("?", shares.doubtful)):
                    for cell in found[: options.show]:
                        print("   ", look.name, sign, *cell, sep=" | ")
        print(
            f"{extension:<6}{cells:>8} cells {right:>8} right ({right / max(cells, 1):.3%}), "
            f"{wrong} wrong, {doubtful} doubtful"
        )


if __name__ == "__main__":
    main()

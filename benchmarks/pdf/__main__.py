"""Shares of table cells read right from made PDFs whose every cell is known.

Run: python -m benchmarks.pdf [--seeds FIRST LAST] [--mixed COUNT] [--show N] [LOOK…]. One row a look: a cell is right
when its page, table, unit, code, row label, column path and value all are; "wrong" are figures that the truth does not
have and that are not marked doubtful.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from benchmarks.pdf.look import looks, mixed
from benchmarks.pdf.measure import compare, made

if TYPE_CHECKING:
    from benchmarks.pdf.look import Look
    from benchmarks.pdf.measure import Shares


def _report(look: Look, shares: list[Shares], show: int) -> None:
    cells, right = sum(one.cells for one in shares), sum(one.right for one in shares)
    wrong, doubtful = sum(len(one.wrong) for one in shares), sum(len(one.doubtful) for one in shares)
    share = f"{right / cells:.2%}" if cells else "-"
    print(f"{look.name:<24}{len(shares):>5}{cells:>8}{right:>8}{share:>9}{wrong:>7}{doubtful:>9}", flush=True)
    for one in shares:
        for sign, found in (("-", one.missed), ("+", one.wrong), ("?", one.doubtful)):
            for cell in found[:show]:
                print("   ", sign, *cell, sep=" | ")
        for finding in one.findings[:show]:
            print("    !", finding)


def main() -> None:
    """Print the shares of every look over the seeds."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pdf", description=__doc__)
    parser.add_argument("looks", nargs="*")
    parser.add_argument("--seeds", nargs=2, type=int, default=(1, 1))
    parser.add_argument("--mixed", type=int, default=0)
    parser.add_argument("--producer", default="")
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    first, last = options.seeds
    known = looks()
    chosen = [known[name] for name in options.looks] or ([] if options.mixed else list(known.values()))
    chosen += [mixed(seed) for seed in range(first * 1000, first * 1000 + options.mixed)]
    print(f"{'look':<24}{'pdfs':>5}{'cells':>8}{'right':>8}{'share':>9}{'wrong':>7}{'doubtful':>9}")
    total: list[Shares] = []
    for look in chosen:
        if options.producer in {"", look.producer}:
            shares = [compare(one) for seed in range(first, last + 1) for one in made(seed, look)]
            _report(look, shares, options.show)
            total += shares
    cells, right = sum(one.cells for one in total), sum(one.right for one in total)
    print(f"all: {right} of {cells} right ({right / max(cells, 1):.3%}), {sum(len(one.wrong) for one in total)} wrong")


if __name__ == "__main__":
    main()

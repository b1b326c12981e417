"""Shares of table cells read right from the forms of budgets and final accounts, printed by an office's programs.

Run: python -m benchmarks.forms [--seeds FIRST LAST] [--habit NAME] [--show N] [--keep FOLDER]. LibreOffice (soffice)
and Chromium must be installed. As benchmarks.pdf; a habit is a less common one that all seeds then have.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from random import Random

from benchmarks.forms.dress import Dress, dress, tables_of
from benchmarks.forms.habits import HABITS, dressed
from benchmarks.forms.printing import to_pdf, turned, word, workbook
from benchmarks.forms.webpage import page
from benchmarks.pdf.measure import MadePdf, compare, truth


def made(first: int, last: int, habit: str = "") -> list[tuple[int, MadePdf]]:
    """The PDFs of some seeds, with a habit that is less common."""
    files: dict[str, bytes] = {}
    cells, ready = {}, {}
    for seed in range(first, last + 1):
        one = _dress(seed, habit)
        organization, heading, tables = tables_of(seed, one)
        if habit:
            draw = Random(f"{habit} {seed}")  # noqa: S311 -- samples, no secrets
            tables = [HABITS[habit][0](table, draw) for table in tables]
        titles = [organization, heading]
        cells[seed] = Counter(truth(table, cell, 0) for table in tables for cell in table.cells if cell.value)
        if one.producer == "page":
            ready[seed] = page(titles, tables, one)
        else:
            file = f"{seed}.{'docx' if one.producer == 'word' else 'xlsx'}"
            files[file] = (word if one.producer == "word" else workbook)(titles, tables, one)
    ready |= {int(Path(file).stem): data for file, data in to_pdf(files).items()}
    ready = {seed: turned(data) if _dress(seed, habit).turned else data for seed, data in ready.items()}
    return [(seed, MadePdf(f"{seed}.pdf", ready[seed], cells[seed], paged=False)) for seed in sorted(ready)]


def _dress(seed: int, habit: str) -> Dress:
    return dressed(dress(seed), habit) if habit else dress(seed)


def main() -> None:
    """Print the shares of every seed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.forms", description=__doc__)
    parser.add_argument("--seeds", nargs=2, type=int, default=(1, 10))
    parser.add_argument("--habit", choices=HABITS, default="")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    total: Counter[str] = Counter()
    print(f"{'seed':<6}{'as':<7}{'manner':<11}{'cells':>7}{'right':>7}{'missed':>7}{'wrong':>7}{'doubtful':>9}")
    for seed, one in made(options.seeds[0], options.seeds[1], options.habit):
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / one.name).write_bytes(one.data)
        shares = compare(one)
        put = _dress(seed, options.habit)
        kinds = {
            "cells": shares.cells,
            "right": shares.right,
            "missed": len(shares.missed),
            "wrong": len(shares.wrong),
            "doubtful": len(shares.doubtful),
        }
        total.update(kinds)
        print(
            f"{seed:<6}{put.producer:<7}{put.manner:<11}" + "".join(f"{value:>7}" for value in kinds.values()),
            flush=True,
        )
        for sign, found in (("-", shares.missed), ("+", shares.wrong), ("?", shares.doubtful)):
            for cell in found[: options.show]:
                print("   ", sign, *cell[1:], sep=" | ")
        for finding in shares.findings[: options.show]:
            print("    !", finding)
    print(dict(total), f"{total['right'] / max(total['cells'], 1):.3%}")


if __name__ == "__main__":
    main()

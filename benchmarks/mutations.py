"""How many slips the audit catches: one digit of one figure is changed at a time, in tables and in sentences.

Run: python -m benchmarks.mutations [--seed N] [--each N] [--list] FILE…
Without files the invented documents of samples/ are taken. Of each document `--each` figures of the tables and as many
of the sentences are drawn with the seed; one digit of each is changed in what the loader read, and everything after
loading is done again. A slip is caught when a contradiction appears that the unchanged document does not have. It is
located when the changed figure is among those named as equally likely to be wrong, "first" when it is named first.

A printed figure stands for an interval of half its last digit. So a figure "takes part" where a check of it holds in
the unchanged document, and its change is "checkable" where one of those checks excludes the changed value: the sides
of the check, with their intervals, do not meet any longer. 3.91 for 3.92 within a sum of five rounded figures is
excluded by nothing that the document prints, and no reader could tell it. Both shares are told. "before" are the
contradictions of the unchanged document.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from index.audit.arithmetic import would_hold
from index.audit.book import Book, book_of
from index.audit.suspects import faults
from index.interpret import interpret_document
from index.load.dispatch import load
from index.load.guard import find_files
from index.load.text import load_text
from index.model.document import Document, Grid, Paragraph, Place
from index.settings import IndexSettings
from samples.generate import committed, make_city

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.model.records import Interpretation

_NUMBER = re.compile(r"(?<![\dA-Za-z.])\d[\d,]*(?:\.\d+)?(?![\dA-Za-z.])")
_FOUND_NOTHING = 6  # times the number wanted: so many numbers of a text are tried for a stated figure


@dataclass(frozen=True, slots=True)
class Slip:
    """One changed digit and what became of it."""

    kind: str  # "table" or the role of the statement
    before: str
    after: str
    place: Place
    name: str
    takes_part: bool
    checkable: bool
    caught: bool
    located: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A number in the document: the block, the row and cell (or the line), and the span in its text."""

    block: int
    row: int
    cell: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Before:
    """The unchanged document as read, with what contradicts in it."""

    read: Interpretation
    book: Book
    contradictions: frozenset[str]


def slips(document: Document, draw: Random, each: int) -> Iterator[Slip]:
    """Change one digit of `each` figures of the tables and of the sentences, one at a time."""
    read = interpret_document(document)
    book = book_of(read)
    before = Before(read, book, frozenset(equation.statement for equation in book.contradictions))
    for kind, spots in (("table", _cells(document, read)), ("sentence", _words(document))):
        draw.shuffle(spots)
        found = 0
        for spot in spots[: each * _FOUND_NOTHING]:
            if found == each:
                break
            slip = _try(document, before, kind, spot, draw)
            if slip is not None:
                found += 1
                yield slip


def _try(document: Document, before: Before, kind: str, spot: Spot, draw: Random) -> Slip | None:
    """Change one digit at a spot and read again; None where the number is read as no figure of this kind."""
    text = _text(document, spot)
    number = text[spot.start : spot.end]
    at = draw.choice([at for at, character in enumerate(number) if character.isdigit()])
    first = at == 0 and len(number) > 1
    digit = draw.choice([one for one in "0123456789" if one != number[at] and not (first and one == "0")])
    changed = number[:at] + digit + number[at + 1 :]
    after = interpret_document(_with(document, spot, text[: spot.start] + changed + text[spot.end :]))
    hit = _changed(before.read, after, "fact" if kind == "table" else "statement")
    if hit is None:
        return None
    audited = book_of(after)
    fresh = [equation for equation in audited.contradictions if equation.statement not in before.contradictions]
    new = {equation.number for equation in fresh}
    concerned = [fault for fault in faults(audited) if new & {equation.number for equation in fault.equations}]
    named = {
        one.key for fault in concerned for one in fault.proposals if one.likelihood == fault.proposals[0].likelihood
    }
    figure, value = before.book.figures[hit], audited.figures[hit].value
    holding = [equation for equation in before.book.taking_part.get(hit, ()) if equation.holds]
    return Slip(
        kind=figure.role or "table",
        before=number,
        after=changed,
        place=figure.place,
        name=f"{figure.container} {figure.name}",
        takes_part=bool(holding),
        checkable=any(not would_hold(before.book, equation, hit, value) for equation in holding),
        caught=bool(fresh),
        located=hit in named,
        alone=hit in {fault.proposals[0].key for fault in concerned if fault.proposals},
    )


def _changed(base: Interpretation, after: Interpretation, kind: str) -> tuple[str, int] | None:
    """The figure that differs between two readings; None where none or the whole reading does."""
    facts = kind == "fact"
    before, now = ([one.printed for one in (read.facts if facts else read.statements)] for read in (base, after))
    if len(before) != len(now):
        return None
    differing = [number for number, (one, other) in enumerate(zip(before, now, strict=True)) if one != other]
    return (kind, differing[0]) if len(differing) == 1 else None


def _cells(document: Document, base: Interpretation) -> list[Spot]:
    """The cells of the document that hold the figures of its tables."""
    wanted: Counter[tuple[Place, str]] = Counter()
    for fact in base.facts:
        if fact.value is not None and not fact.doubtful:
            wanted[fact.place, "".join(fact.printed.split())] += 1
    found = []
    for number, block in enumerate(document.blocks):
        if not isinstance(block, Grid):
            continue
        for at, row in enumerate(block.rows):
            for position, cell in enumerate(row):
                match = _NUMBER.fullmatch(cell.text.strip().lstrip("-"))
                if match and wanted[cell.place, "".join(cell.text.split())] > 0:
                    start = cell.text.index(match.group())
                    found.append(Spot(number, at, position, start, start + len(match.group())))
    return found


def _words(document: Document) -> list[Spot]:
    """The numbers within the lines of the paragraphs."""
    return [
        Spot(number, at, -1, match.start(), match.end())
        for number, block in enumerate(document.blocks)
        if isinstance(block, Paragraph)
        for at, line in enumerate(block.lines)
        for match in _NUMBER.finditer(line.text)
        if not re.match(r"\s*年", line.text[match.end() :])
    ]


def _text(document: Document, spot: Spot) -> str:
    block = document.blocks[spot.block]
    if isinstance(block, Paragraph):
        return block.lines[spot.row].text
    assert isinstance(block, Grid)  # noqa: S101 -- spots are of these two alone
    return block.rows[spot.row][spot.cell].text


def _with(document: Document, spot: Spot, text: str) -> Document:
    """The document with another text at a spot."""
    block = document.blocks[spot.block]
    if isinstance(block, Paragraph):
        lines = list(block.lines)
        lines[spot.row] = replace(lines[spot.row], text=text)
        changed: Paragraph | Grid = Paragraph(tuple(lines))
    else:
        assert isinstance(block, Grid)  # noqa: S101
        rows = list(block.rows)
        cells = list(rows[spot.row])
        cells[spot.cell] = replace(cells[spot.cell], text=text)
        rows[spot.row] = tuple(cells)
        changed = replace(block, rows=tuple(rows))
    blocks = (*document.blocks[: spot.block], changed, *document.blocks[spot.block + 1 :])
    return replace(document, blocks=blocks)


def _documents(files: Sequence[Path], seeds: int) -> Iterator[Document]:
    if files:
        settings = IndexSettings(embed=False)
        for path in find_files(files):
            yield load(path, settings)
        return
    for made in (*committed(), *(made for seed in range(1, seeds + 1) for made in make_city(seed))):
        yield load_text(Path(made.name), made.content)


def _share(part: Iterable[Slip], whole: Iterable[Slip]) -> str:
    count, of = len(list(part)), len(list(whole))
    return f"{count}/{of} {count / of:.1%}" if of else "–"


_HEADINGS = ("of all", "take part", "of those", "checkable", "of those", "located", "first")


def _row(name: str, found: Sequence[Slip]) -> str:
    taking = [one for one in found if one.takes_part]
    checkable = [one for one in found if one.checkable]
    shares = (
        _share((one for one in found if one.caught), found),
        _share(taking, found),
        _share((one for one in taking if one.caught), taking),
        _share(checkable, found),
        _share((one for one in checkable if one.caught), checkable),
        _share((one for one in checkable if one.located), checkable),
        _share((one for one in checkable if one.alone), checkable),
    )
    return f"{name:<10}" + "".join(f"{share:>16}" for share in shares)


def main() -> None:
    """Print the shares by document and by kind of figure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutations")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=2, help="invented cities beside the committed samples")
    parser.add_argument("--each", type=int, default=60)
    parser.add_argument("--list", action="store_true", help="list the slips that were not caught or not located")
    options = parser.parse_args()
    kinds: dict[str, list[Slip]] = defaultdict(list)
    documents = before = 0
    started = time.process_time()
    for document in _documents(options.files, options.seeds):
        documents += 1
        base = interpret_document(document)
        contradictions = len(book_of(base).contradictions)
        before += contradictions
        found = list(slips(document, Random(f"{options.seed} {document.name}"), options.each))  # noqa: S311
        tables = [one for one in found if one.kind == "table"]
        print(_row("table", tables), f" before {contradictions}  {document.name}", flush=True)
        for one in found:
            kinds[one.kind].append(one)
            if options.list and not (one.caught and one.located):
                unreached = "within rounding" if one.takes_part else "not checkable"
                state = "caught only" if one.caught else "missed" if one.checkable else unreached
                at = one.place.page or one.place.line
                print(f"    {state}: {one.kind} {one.before} → {one.after}  {at} {one.name}")
    print(f"\n{'caught':<10}" + "".join(f"{heading:>16}" for heading in _HEADINGS))
    for kind, found in sorted(kinds.items()):
        print(_row(kind, found))
    amounts = [one for kind in ("level", "change") for one in kinds[kind]]
    print(_row("amounts", amounts))
    seconds = time.process_time() - started
    print(f"{documents} documents, {before} contradictions before any change, {seconds:.0f} s")


if __name__ == "__main__":
    main()

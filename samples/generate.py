"""Makes the sample documents: the committed ones of 澄湖市, and as many seeded others as tests and benchmarks want.

`python -m samples.generate` rewrites samples/documents and the list in samples/README.md; with --check it only says
whether they are up to date (exit status 1 when they are not).
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from samples import city, invent
from samples.compose import Composition, Subject, compose
from samples.layout import Layout, layouts
from samples.render import render
from samples.truth import PlantedPlace, PlantedTruth, Truth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samples.city import Planted

DOCUMENTS = Path(__file__).parent / "documents"
README = Path(__file__).parent / "README.md"
_BEGIN, _END = "<!-- planted -->", "<!-- end -->"


class Made(NamedTuple):
    """A made document: its file name, its text, and what is true of it."""

    name: str
    text: str
    truth: Truth

    @property
    def content(self) -> bytes:
        """The bytes of the file, in the encoding of its layout."""
        return self.text.encode(self.truth.encoding)


class UnknownKeyError(KeyError):
    """A planted contradiction names a place that the document does not have."""

    def __init__(self, document: str, key: str) -> None:
        super().__init__(f"{document}: {key}")


def make_document(subject: Subject, layout: Layout, planted: tuple[Planted, ...] = ()) -> Made:
    """Make one document with what is planted in it; raises UnknownKeyError for a place that it does not have."""
    changes = {key: value for one in planted for key, value in one.change.items()}
    composition: Composition = compose(subject, layout, changes)
    text, truth = render(composition, layout)
    places = {cell.key: (cell.line, cell.value) for cell in truth.cells}
    places |= {one.key: (one.line, one.printed) for one in truth.statements}
    for one in truth.indicators:
        places[f"{one.table.split('/')[0]}/{one.project}/{one.name}"] = (one.line, one.target)
    missing = next((key for one in planted for key in (*one.change, *one.places) if key not in places), None)
    if missing is not None:
        raise UnknownKeyError(composition.name, missing)
    listed = tuple(
        PlantedTruth(one.id, one.about, tuple(PlantedPlace(key, *places[key]) for key in one.places)) for one in planted
    )
    return Made(composition.name, text, replace(truth, planted=listed))


def committed() -> list[Made]:
    """Return the committed samples."""
    known = layouts()
    made = []
    for subject, layout in city.subjects():
        name = compose(subject, known[layout], {}).name
        planted = tuple(one for one in city.planted() if one.document == name)
        made.append(make_document(subject, known[layout], planted))
    return made


def make_city(
    seed: int,
    *,
    organizations: int = 2,
    years: int = 2,
    layout: str | Layout | None = None,
    finals: bool = True,
    contradictions: int = 0,
) -> list[Made]:
    """Make the documents of another invented city, the same for the same seed.

    `organizations` and `years` say how many; `layout` fixes one (by name or itself), else each document has one of its
    own; `finals` adds the final account of each but the last year; `contradictions` are planted in each document.
    """
    known = layouts()
    made = []
    for number, subject in enumerate(invent.subjects(seed, organizations, years, finals=finals)):
        name = layout if isinstance(layout, str) else list(known)[(seed + number) % len(known)]
        chosen = layout if isinstance(layout, Layout) else known[name]
        planted = invent.planted(seed + number, subject, contradictions)
        made.append(make_document(subject, chosen, planted))
    return made


def readme(made: list[Made]) -> str:
    """Return the README with its list of planted contradictions brought up to date."""
    before, _, rest = README.read_text(encoding="utf-8").partition(_BEGIN)
    _, _, after = rest.partition(_END)
    rows = "\n".join(_rows(made))
    head = "| 文件 | 矛盾 | 改动处 | 相矛盾处 |\n| --- | --- | --- | --- |"
    return f"{before}{_BEGIN}\n{head}\n{rows}\n{_END}{after}"


def _rows(made: list[Made]) -> Iterator[str]:
    for one in made:
        for planted in one.truth.planted:
            first, second = (f"第{place.line}行 {place.printed}" for place in planted.places)
            yield f"| {one.name} | {planted.about} | {first} | {second} |"


def outdated(made: list[Made]) -> list[Path]:
    """Return the files that are missing, differ from the source, or have no source."""
    wanted = {DOCUMENTS / one.name: one.content for one in made}
    wanted[README] = readme(made).encode()
    changed = [path for path, content in wanted.items() if not path.exists() or path.read_bytes() != content]
    return changed + [path for path in sorted(DOCUMENTS.glob("*")) if path not in wanted]


def write(made: list[Made]) -> None:
    """Rewrite samples/documents and the list in the README."""
    DOCUMENTS.mkdir(exist_ok=True)
    for path in DOCUMENTS.glob("*"):
        path.unlink()
    for one in made:
        (DOCUMENTS / one.name).write_bytes(one.content)
    README.write_text(readme(made), encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m samples.generate", description="生成示例文件（澄湖市）")
    parser.add_argument("--check", action="store_true", help="只检查示例文件是否与数据源一致，不改动文件")
    options = parser.parse_args(arguments)
    made = committed()
    if not options.check:
        write(made)
        return 0
    stale = outdated(made)
    for path in stale:
        sys.stderr.write(f"与数据源不一致：{path.name}\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())

"""Asks for printed figures where they stand (逐格询问): by table, row and column, and by row and head of the column.

Run: python -m benchmarks.asked_cells 文件或文件夹… [--every N] [--verbose].

Right is an answer that asserts the figure; told, one that only shows it. Counted apart is what asserts other figures
alone, by what was said of their verification: a confirmed one that is not the figure asked for is the worst there is,
or shows that the words of a table mean several things (合计, 资金总额).
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Final, NamedTuple

from assistant.service import Assistant
from assistant.settings import Settings
from index.build import build
from index.catalogue.vocabulary import strip_numbering
from index.model.units import is_money, to_yuan
from index.store.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.answer.model import Answer, Figure

_NO_ITEM: Final = re.compile(r"[\d.\-\s]*")
_PLAIN_COLUMNS: Final = ("预算数", "决算数", "合计", "金额", "小计", "")


class Asked(NamedTuple):
    """A question, and the figure that it asks for."""

    way: str  # 表, 行
    question: str
    value: Decimal
    unit: str


def asked(reader: Reader) -> Iterator[Asked]:
    """Questions of each figure that a table prints; the same question is put once."""
    documents = {one.name: one for one in reader.documents()}
    seen: set[str] = set()
    for fact in reader.facts():
        source = documents[fact["document"]]
        row = strip_numbering(fact["row_label"].rpartition("/")[2])
        columns = fact["column_path"].split("/")
        if _NO_ITEM.fullmatch(row):
            continue
        who = f"{source.unit}{source.year}年{source.kind}"
        last = "" if columns[-1] in _PLAIN_COLUMNS else columns[-1]
        for way, question in (
            ("表", f"{who}，{fact['table_title']}里{row}的{''.join(columns)}是多少？"),
            ("行", f"{who}{row}{last}多少"),
        ):
            if question not in seen:
                seen.add(question)
                yield Asked(way, question, Decimal(fact["value"]), fact["unit"])


def judged(one: Asked, answer: Answer) -> str:
    """What an answer is: right, told, or its status with what was said of its verification."""
    if any(_same(one, figure) for figure in answer.figures) or (not one.value and "0" in answer.answer):
        return "right"
    if str(one.value).lstrip("-") in answer.answer.replace(",", ""):
        return "told"
    return answer.status if answer.status != "answered" else f"answered/{answer.verification.status}"


def _same(one: Asked, figure: Figure) -> bool:
    if figure.yuan is None or not is_money(one.unit):
        return figure.value == str(one.value)
    return Decimal(figure.yuan) == to_yuan(one.value, one.unit)


def main(paths: list[Path], every: int, *, verbose: bool) -> None:
    """Load the files, ask for every so manieth figure, and print what the answers were."""
    settings = Settings(home=Path(mkdtemp(prefix="yusuan-cells-")), embed=False)
    build(paths, settings)
    assistant = Assistant(settings)
    endings: Counter[tuple[str, str]] = Counter()
    for one in list(asked(Reader(settings)))[::every]:
        answer = assistant.ask(one.question)
        ending = judged(one, answer)
        endings[one.way, ending] += 1
        if verbose and ending not in ("right", "told"):
            figures = [f"{figure.label} {figure.value}{figure.unit}" for figure in answer.figures]
            print(f"{ending}：{one.question}：{one.value}{one.unit}；{figures}")
    for (way, ending), number in sorted(endings.items()):
        print(f"{way} {ending} {number}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--verbose", action="store_true")
    given = parser.parse_args()
    main(given.paths, given.every, verbose=given.verbose)

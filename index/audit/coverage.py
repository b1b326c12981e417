"""How much of a document its checks reach (勾稽覆盖), and why the rest is not checkable (不能核对的原因)."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import distinct, func, select

from index.model.quantity import Outcome
from index.model.units import MONEY_UNITS, is_money
from index.store.schema import CheckRow, FactRow, OperandRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from sqlalchemy import Connection

    from index.audit.book import Book, Figure

_LABELS = {"fact": "表中数字", "statement": "文字数字", "indicator": "绩效目标"}
_STATED = {
    "change": "增减额：没有可相减的两年数，也没有增长率可算",
    "rate": "增长率：没有与它对应的增减额",
    "share": "占比：没有可相除的部分与总数",
    "count": "个数：没有可以对照的清单或其他说法",
}


@dataclass(frozen=True, slots=True)
class Share:
    """Figures of one kind (覆盖率): how many there are and how many take part in at least one check."""

    kind: str
    figures: int
    checked: int
    proven: int  # take part in at least one check that holds


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A figure that no check reaches, and why (不能核对)."""

    figure: Figure
    reason: str


def shares(book: Book) -> list[Share]:
    """The coverage of the figures of tables, of sentences and of indicators."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for key in book.own:
        if key[0] not in _LABELS:
            continue  # words of a check
        equations = book.taking_part.get(key, ())
        count = counts[key[0]]
        count[0] += 1
        count[1] += bool(equations)
        count[2] += any(equation.holds for equation in equations)
    return [Share(label, *counts[kind]) for kind, label in _LABELS.items() if kind in counts]


def confirmed(connection: Connection, documents: Sequence[int]) -> dict[int, int]:
    """How many figures of tables take part in at least one check that holds, by document; as `shares` counts them."""
    query = (
        select(FactRow.document_id, func.count(distinct(FactRow.id)))
        .join(OperandRow, OperandRow.fact_id == FactRow.id)
        .join(CheckRow, CheckRow.id == OperandRow.check_id)
        .where(FactRow.document_id.in_(tuple(documents)), FactRow.value.is_not(None))
        .where(CheckRow.outcome != Outcome.CONTRADICTION.value)
        .group_by(FactRow.document_id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def unchecked(book: Book) -> list[Unchecked]:
    """The figures that take part in no check, in the order of the document, each with the reason."""
    values: dict[str, set[Decimal]] = defaultdict(set)
    repeated: Counter[str] = Counter()
    for figure in book.own.values():
        name = _plain(figure)
        values[name].add(figure.value * MONEY_UNITS.get(figure.unit, 1))
        repeated[name] += 1
    found = []
    for key, figure in book.own.items():
        if key not in book.taking_part:
            found.append(Unchecked(figure, _reason(figure, repeated[_plain(figure)], values[_plain(figure)])))
    return found


def reasons(found: Sequence[Unchecked]) -> list[tuple[str, int]]:
    """Reasons with the number of figures of each, the commonest first."""
    return Counter(one.reason for one in found).most_common()


def _reason(figure: Figure, printed: int, values: set[Decimal]) -> str:
    if figure.doubtful:
        return "读表时存疑，不据以核对"
    if figure.role in _STATED:
        return _STATED[figure.role]
    if figure.key[0] == "indicator":
        return "绩效目标：另一张绩效表里没有同名指标"
    if not is_money(figure.unit):
        return "不是金额，文件中没有可以对照的数"
    return _amount_reason("文字" if figure.key[0] == "statement" else "表", printed, values)


def _amount_reason(where: str, printed: int, values: set[Decimal]) -> str:
    if printed == 1:
        alone = "表中没有同名的数" if where == "文字" else "同名的数只此一处，也不是任何合计的组成部分"
        return f"{where}：{alone}"
    if len(values) == 1:
        return f"{where}：同名的数都在同一处"
    return f"{where}：同名的数口径、年度或阶段不同，数值不等，不能判断"


def _plain(figure: Figure) -> str:
    return figure.name.partition("（")[0].rpartition(" ")[2]

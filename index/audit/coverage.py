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
    surroundings = _Surroundings.of(book)
    found = []
    for key, figure in book.own.items():
        if key not in book.taking_part:
            name = _plain(figure)
            found.append(Unchecked(figure, _reason(figure, repeated[name], values[name], surroundings)))
    return found


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """The amounts that stand in one table, in one row of it and in one column."""

    tables: dict[int | None, set[str]]  # the rows that print amounts
    rows: Counter[tuple[int | None, str, tuple[int | None, int | None]]]
    totals: set[tuple[int | None, str]]  # columns with a total
    codes: dict[int | None, set[str]]

    @classmethod
    def of(cls, book: Book) -> _Surroundings:
        """Those of the amounts in the tables of a document."""
        found = cls(defaultdict(set), Counter(), set(), defaultdict(set))
        for figure in book.own.values():
            if figure.key[0] == "fact" and is_money(figure.unit):
                found.tables[figure.table].add(figure.row)
                found.rows[figure.table, figure.row, _line(figure)] += 1
                found.codes[figure.table].add(figure.code)
                if figure.total:
                    found.totals.add((figure.table, figure.column))
        return found

    def lacking(self, figure: Figure) -> str:
        """What the table does not print that the figure could be summed with (表中缺少的)."""
        alone = self.rows[figure.table, figure.row, _line(figure)] == 1
        if len(self.tables[figure.table]) == 1:
            return "表中只有这一个金额" if alone else "表中只有一行金额，没有可加总的各行"
        if not figure.total and (figure.table, figure.column) not in self.totals:
            family = any(
                code != figure.code and min(code, figure.code) and _related(code, figure.code)
                for code in self.codes[figure.table]
            )
            return "所在的栏没有合计行" + ("" if family else "，也没有印出上级或下级科目")
        return "合计没有可加总的各行" if figure.total else "不是合计的组成部分"


def _line(figure: Figure) -> tuple[int | None, int | None]:
    return figure.place.page, figure.place.line


def _related(first: str, other: str) -> bool:
    return first.startswith(other) or other.startswith(first)


def reasons(found: Sequence[Unchecked]) -> list[tuple[str, int]]:
    """Reasons with the number of figures of each, the commonest first."""
    return Counter(one.reason for one in found).most_common()


def _reason(figure: Figure, printed: int, values: set[Decimal], surroundings: _Surroundings) -> str:
    if figure.doubtful:
        return "读表时存疑，不据以核对"
    if figure.role in _STATED:
        return _STATED[figure.role]
    if figure.key[0] == "indicator":
        return "绩效目标：另一张绩效表里没有同名指标"
    if not is_money(figure.unit):
        return "不是金额，文件中没有可以对照的数"
    if figure.key[0] == "statement":
        return f"文字：{_elsewhere(printed, values)}"
    return f"表：{surroundings.lacking(figure)}；{_elsewhere(printed, values)}"


def _elsewhere(printed: int, values: set[Decimal]) -> str:
    """What the document prints under the same name besides (别处的同名数)."""
    if printed == 1:
        return "别处没有同名的数"
    if len(values) == 1:
        return "同名的数都在同一处"
    return "同名的数口径、年度或阶段不同，数值不等，不能判断"


def _plain(figure: Figure) -> str:
    return figure.name.partition("（")[0].rpartition(" ")[2]

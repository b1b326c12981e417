"""What the checks say of documents: figures covered, tables whose identities all hold, contradictions, contents.

Run: python -m benchmarks.identities FILE_OR_FOLDER… [--uncovered]. A table "holds" when every check that
one of its figures takes part in comes out exact or within rounding. Contradictions are listed with page or line,
table and arithmetic: whether they are printed is seen in the document alone. "listed" are the tables that a document's
contents (目录) name: found with figures, found empty, "beside" in another file of the same organization and year,
reported missing.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from index.interpret import interpret
from index.load.guard import find_files
from index.model.errors import UnreadableDocumentError
from index.model.quantity import Outcome
from index.settings import IndexSettings
from index.tables.listed import compare_contents

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.model.document import Place
    from index.model.records import Check, Interpretation, Table


@dataclass(slots=True)
class Measured:
    """The counts of a document, or of several together."""

    tables: int = 0
    figures: int = 0
    covered: int = 0
    checks: int = 0
    checked: int = 0  # tables with at least one check
    holding: int = 0  # those of them whose checks all hold
    empty: int = 0  # tables without a figure
    contradictions: int = 0
    listed: Counter[str] = field(default_factory=Counter)

    def add(self, other: Measured) -> None:
        """Take the counts of another document in."""
        for name in ("tables", "figures", "covered", "checks", "checked", "holding", "empty", "contradictions"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.listed += other.listed


@dataclass(frozen=True, slots=True)
class _OfTable:
    figures: tuple[int, ...]
    held: int
    failed: int


def _contradicts(check: Check) -> bool:
    """Whether a check does not hold, and no printed figure explains its difference (差额即上年结转)."""
    return check.outcome is Outcome.CONTRADICTION and not check.explanation


def _by_table(read: Interpretation) -> tuple[list[_OfTable], set[int]]:
    """The figures and checks of each table, and all figures that take part in a check."""
    figures: dict[int, list[int]] = defaultdict(list)
    for index, fact in enumerate(read.facts):
        if fact.value is not None:
            figures[fact.table].append(index)
    outcomes: dict[int, Counter[bool]] = defaultdict(Counter)
    covered: set[int] = set()
    for check in read.checks:
        facts = {operand.fact for operand in check.operands if operand.fact is not None}
        covered |= facts
        for table in {read.facts[index].table for index in facts}:
            outcomes[table][not _contradicts(check)] += 1
    tables = [
        _OfTable(tuple(figures[number]), outcomes[number][True], outcomes[number][False])
        for number in range(len(read.tables))
    ]
    return tables, covered


def measure(read: Interpretation, beside: Sequence[Interpretation] = ()) -> Measured:
    """Count what the checks of a document cover and how they come out; `beside` are files that complete it."""
    tables, covered = _by_table(read)
    filled = [one for one in tables if one.figures]
    checked = [one for one in filled if one.held or one.failed]
    return Measured(
        tables=len(tables),
        figures=sum(len(one.figures) for one in filled),
        covered=len(covered),
        checks=len(read.checks),
        checked=len(checked),
        holding=sum(not one.failed for one in checked),
        empty=len(tables) - len(filled),
        contradictions=sum(map(_contradicts, read.checks)),
        listed=Counter(status for status, _ in _listed(read, beside)),
    )


def _listed(read: Interpretation, beside: Sequence[Interpretation]) -> Iterator[tuple[str, str]]:
    """Yield for each table of the contents how it was found, and what to look at where it is not plain."""
    others = [compare_contents(read.document, other.tables) for other in beside]
    for number, one in enumerate(compare_contents(read.document, read.tables)):
        table = None if one.table is None else read.tables[one.table]
        if table is None and any(other[number].table is not None for other in others):
            yield "beside", ""
        elif table is None:
            yield "missing", f"目录“{one.title}”（{_where(one.entry.place)}）：未见此表"
        elif table.form != one.form:
            yield "other form", f"目录“{one.title}”是 {one.form}，读作 {table.form}“{table.title}”"
        elif table.empty:
            yield "empty", ""
        else:
            yield "found", ""


def _where(place: Place) -> str:
    if place.page is not None:
        return f"第{place.page}页"
    return f"第{place.line}行" if place.line is not None else "位置不明"


def _contradictions(read: Interpretation) -> Iterator[str]:
    for check in read.checks:
        if _contradicts(check):
            yield f"[{check.kind}] {check.statement} —— {'；'.join(_places(read, check)) or '绩效指标'}"


def _places(read: Interpretation, check: Check) -> Iterator[str]:
    seen: set[str] = set()
    for operand in check.operands:
        if operand.fact is not None:
            fact = read.facts[operand.fact]
            place = f"{_where(fact.place)}“{read.tables[fact.table].title}”"
        elif operand.statement is not None:
            place = f"{_where(read.statements[operand.statement].place)}文字"
        else:
            continue
        if place not in seen:
            seen.add(place)
            yield place


def _unchecked(read: Interpretation) -> Iterator[str]:
    """Tables without a check, and why there is none."""
    tables, _ = _by_table(read)
    for table, one in zip(read.tables, tables, strict=True):
        if not one.held and not one.failed:
            yield f"{_where(table.place)}“{table.title or '（无标题）'}”：{_reason(read, table, one)}"


def _reason(read: Interpretation, table: Table, one: _OfTable) -> str:
    if not one.figures:
        return "空表" if table.empty else "没有数字（名单或文字）"
    money = [index for index in one.figures if read.facts[index].unit in ("元", "万元", "千元", "亿元")]
    if not money:
        return "只有指标值或个数，没有金额"
    return "只有一个金额" if len(money) == 1 else f"{len(money)} 个金额之间没有可核对的关系"


def _uncovered(read: Interpretation) -> Iterator[str]:
    _, covered = _by_table(read)
    for index, fact in enumerate(read.facts):
        if fact.value is not None and index not in covered:
            label = f"{fact.code} {fact.row_label}".strip()
            yield f"“{read.tables[fact.table].title}” {label} | {'/'.join(fact.column_path)} | {fact.printed}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2%}" if whole else "—"


def _line(name: str, one: Measured) -> str:
    listed = "、".join(f"{status} {count}" for status, count in sorted(one.listed.items())) or "无目录"
    return (
        f"{name}\n  表 {one.tables}（空 {one.empty}）  数字 {one.figures}  检查 {one.checks}  "
        f"有检查的数字 {_share(one.covered, one.figures)}  "
        f"勾稽全部成立的表 {one.holding}/{one.checked} = {_share(one.holding, one.checked)}  "
        f"没有检查的表 {one.tables - one.empty - one.checked}  矛盾 {one.contradictions}  目录所列：{listed}"
    )


def report(read: Interpretation, beside: Sequence[Interpretation], *, uncovered: bool) -> Iterator[str]:
    """Yield the lines of a document: its counts, then all that is worth a look."""
    yield _line(read.document.name, measure(read, beside))
    identity = read.identity
    yield f"  身份：{identity.organization}，{identity.year}年，{identity.scope.value}{identity.kind.value}"
    for mark, lines in (
        ("≠", _contradictions(read)),
        ("无检查", _unchecked(read)),
        ("目录", (text for _, text in _listed(read, beside) if text)),
        ("未覆盖", _uncovered(read) if uncovered else iter(())),
    ):
        yield from (f"  {mark}：{line}" for line in lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the measures of each document and of all together."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.identities", description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, metavar="FILE_OR_FOLDER")
    parser.add_argument("--uncovered", action="store_true", help="also list figures that no check covers")
    options = parser.parse_args(arguments)
    settings, total, documents = IndexSettings(), Measured(), []
    for path in find_files(options.paths):
        try:
            documents.append(interpret(path, settings))
        except UnreadableDocumentError as error:
            print(f"{path.name}\n  未能读取：{error}")
    for read in documents:
        beside = [other for other in documents if other is not read and other.identity == read.identity]
        total.add(measure(read, beside))
        print("\n".join(report(read, beside, uncovered=options.uncovered)))
    print(_line(f"合计 {len(documents)} 份文件", total))


if __name__ == "__main__":
    main()

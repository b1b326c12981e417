"""The same figure in several tables of a document."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from index.checks.compare import holds, resembles, same_check
from index.checks.evidence import folded_name, is_total_word
from index.checks.registry import rule
from index.checks.scope import FactScope, fact_scope, is_fund_receipt, table_scope
from index.model.frozen import frozen
from index.model.records import Check, Fact, Side
from index.model.units import is_money, to_yuan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from decimal import Decimal

    from index.checks.evidence import Evidence
    from index.checks.outline import Node

CLASS_LENGTH = 3  # digits of a 类


@frozen
class Seen:
    """A fact with its scope, its item (code, total or name) and a name that other tables may use as well."""

    index: int
    amount: Decimal  # in 元
    item: str
    name: str
    scope: FactScope
    when: tuple[str, int | None]
    carried: bool


@rule("repeat", "同一数字在各表一致", needs="印出同一项目的两张表")
def repeats(evidence: Evidence) -> Iterator[Check]:
    """部门预算公开表之间的勾稽: one item of the same funds, nature, side, stage and year is the same in every table.

    Equal figures of different scope support one another; different ones are no contradiction then.
    """
    seen = list(seen_facts(evidence))
    yield from _agreements(evidence, seen)
    repeated = _repeated_forms(evidence)
    groups: dict[object, list[Seen]] = defaultdict(list)
    for one in seen:
        if one.scope.certain and evidence.facts[one.index].table not in repeated:
            scope = (one.scope.funds, one.scope.nature, one.scope.side, one.scope.header)
            groups[one.item, scope, one.when, one.carried].append(one)
    for members in groups.values():
        if len(members) > 1:
            yield from _differences(evidence, members)


def seen_facts(evidence: Evidence, among: Sequence[int] | None = None) -> Iterator[Seen]:
    """Yield every amount of the tables, or of the facts `among` them, with its item, scope, and stage and year."""
    scopes = [table_scope(table) for table in evidence.tables]
    codes = _class_codes(evidence)
    wanted = range(len(evidence.facts)) if among is None else among
    ancestors = _ancestors(evidence, wanted)
    for index in wanted:
        fact = evidence.facts[index]
        if fact.value is None or not is_money(fact.unit):
            continue
        scope = fact_scope(fact, scopes[fact.table])
        name = evidence.name_of(index)
        receipt = is_fund_receipt(fact.subject)
        if folded_name(scope.header) == name or receipt:
            scope = FactScope(scope.funds, scope.nature, scope.own, scope.side, "", scope.certain)
        item = fact.code or codes.get(name, name)
        if receipt:
            scope = FactScope(scope.funds, "", "", Side.RECEIPTS, "", scope.certain)
        elif fact.total and (group := _group_of(fact)):
            item = name = group
        elif fact.total and not scopes[fact.table].three_public and fact.table not in evidence.own_project:
            item = name = "合计"
            if scope.side == Side.RECEIPTS and scope.header:
                item = name = folded_name(scope.header)
                scope = FactScope(scope.funds, scope.nature, scope.own, scope.side, "", scope.certain)
        if item:
            labels = fact.row_label + "".join(fact.column_path) + fact.subject + ancestors.get(index, "")
            carried = "结转" in labels or "结余" in labels
            amount, when = to_yuan(fact.value, fact.unit), (str(fact.stage), evidence.year_of(fact))
            yield Seen(index, amount, item, name, scope, when, carried)


def _group_of(fact: Fact) -> str:
    """The folded name of the group that a figure is the 小计 of (一般公共预算资金/小计); "" for the table's total."""
    group, _, last = fact.row_label.rpartition("/")
    return folded_name(group.rpartition("/")[2]) if group and is_total_word(last) else ""


def _class_codes(evidence: Evidence) -> dict[str, str]:
    """Names of 类 accounts to their codes, so that a named row of 收支总表 meets the coded row of 支出总表."""
    found: dict[str, set[str]] = defaultdict(set)
    for fact in evidence.facts:
        if len(fact.code) == CLASS_LENGTH:
            found[folded_name(fact.subject)].add(fact.code)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}


def _ancestors(evidence: Evidence, wanted: Collection[int]) -> dict[int, str]:
    """Return the labels above each wanted row without a code (二、上年结转 above （一）一般公共预算拨款)."""
    found: dict[int, str] = {}

    def descend(node: Node, above: str) -> None:
        found[node.index] = above
        for child in node.children:
            descend(child, above + node.label)

    own = frozenset(wanted)
    for key, members in evidence.columns.items():
        if not any(evidence.facts[index].code for index in members) and not own.isdisjoint(members):
            for root in evidence.outline_of(key):
                descend(root, "")
    return found


def _repeated_forms(evidence: Evidence) -> set[int]:
    """Tables whose form the document prints more than once with figures: sets of several units, not repeats."""
    signatures = {
        number: table_scope(table).signature for number, table in enumerate(evidence.tables) if not table.empty
    }
    count = Counter(signatures.values())
    return {number for number, signature in signatures.items() if count[signature] > 1}


def _agreements(evidence: Evidence, seen: Sequence[Seen]) -> Iterator[Check]:
    """Equal figures of one name in different tables; zeros count only where the scope is the same."""
    groups: dict[object, list[Seen]] = defaultdict(list)
    for one in seen:
        exact_scope = (one.scope.funds, one.scope.nature) if not one.amount else ()
        nature = one.scope.nature if one.item == "合计" else one.scope.own
        key = (one.name, nature, one.scope.side, one.scope.header, one.when, exact_scope, one.amount)
        groups[key].append(one)
    for members in groups.values():
        if len(members) == 1:
            continue
        members.sort(key=lambda one: "本年" in evidence.facts[one.index].row_label)  # 收入总计 before 本年收入合计
        first = members[0]
        linked = {evidence.facts[first.index].table}
        for other in members[1:]:
            if evidence.facts[other.index].table not in linked:
                linked.add(evidence.facts[other.index].table)
                check = _pair(evidence, first, other)
                if check is not None:
                    yield check


def _differences(evidence: Evidence, members: Sequence[Seen]) -> Iterator[Check]:
    """Different figures of one item and scope in different tables."""
    distinct: dict[Decimal, list[Seen]] = defaultdict(list)
    tables: dict[int, set[Decimal]] = defaultdict(set)
    for one in members:
        distinct[one.amount].append(one)
        tables[evidence.facts[one.index].table].add(one.amount)
    if len(distinct) == 1 or any(len(values) > 1 for values in tables.values()):
        return  # one table with two figures under the same words: the words do not say enough
    first, *others = distinct.values()
    for other in others:
        note = _explanation(evidence, first[0], other[0])
        check = _pair(evidence, first[0], other[0], note)
        if check is not None and (holds(check) or _believable(first[0], check, note)):
            yield check


def _believable(first: Seen, check: Check, note: str) -> bool:
    """Totals may differ by what is carried over; then, and where they are far apart, nothing is said."""
    if first.item != "合计":
        return True
    return not note and resembles(check.expected, check.actual)


def _pair(evidence: Evidence, first: Seen, other: Seen, note: str = "") -> Check | None:
    places = [evidence.tables[evidence.facts[one.index].table].title for one in (first, other)]
    left, right = evidence.fact_term(first.index), evidence.fact_term(other.index)
    return same_check("repeat", left, right, (places[0], places[1]), note)


def _explanation(evidence: Evidence, first: Seen, other: Seen) -> str:
    """Words for a difference that is itself a printed figure of 结转结余."""
    index = evidence.carried_over.get(abs(first.amount - other.amount))
    if index is None:
        return ""
    return f"，差额 {evidence.fact_term(index).printed} = {evidence.facts[index].subject}"

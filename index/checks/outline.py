"""The outline of a table column: which rows are parts of which, by code or by printed numbering."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.checks.evidence import Evidence
    from index.checks.term import Term

_NUMBERINGS = (
    re.compile(r"([一二三四五六七八九十]+)[、.．]"),
    re.compile(r"[(（]([一二三四五六七八九十]+)[)）]"),
    re.compile(r"(\d{1,2})[、.．](?!\d)"),
    re.compile(r"[(（](\d{1,2})[)）]"),
)
_SUBSET = re.compile(r"其中[:：]?")
_DIGITS = "零一二三四五六七八九"
_SHORTEST_PARENT = 3
_CARRIED = re.compile(r"结转|结余")


@dataclass(slots=True)
class Node:
    """A row of a column: its fact, its level (-1 unnumbered), its number at that level and the rows under it."""

    index: int
    code: str
    label: str
    total: bool
    level: int
    number: int
    subset: bool
    children: list[Node] = field(default_factory=list)
    parent: Node | None = None


def outline(evidence: Evidence, members: Sequence[int]) -> list[Node]:
    """Return the top rows of a column, in order, totals among them, each with the rows under it."""
    roots: list[Node] = []
    stack: list[Node] = []
    begun: set[int] = set()  # levels whose numbering has begun
    for index in members:
        node = _node(evidence, index)
        again = node.number == 1 and node.level in begun
        while stack and not _contains(stack[-1], node) and not _begins_again(stack, node, again=again):
            stack.pop()
        begun |= {node.level} if node.number == 1 else set()
        if stack and not node.total:
            node.parent = stack[-1]
            stack[-1].children.append(node)
        else:
            roots.append(node)
        stack.append(node)
    return roots


def printed_terms(evidence: Evidence, node: Node) -> list[Term]:
    """Return what a row amounts to: its figure, or where its cell is empty the figures of the rows under it."""
    if evidence.facts[node.index].value is not None:
        return [evidence.fact_term(node.index)]
    return [term for child in node.children if not child.subset for term in printed_terms(evidence, child)]


def walk(roots: Sequence[Node]) -> list[Node]:
    """All rows of an outline, parents before their parts."""
    found = []
    waiting = list(reversed(roots))
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting.extend(reversed(node.children))
    return found


def consecutive(nodes: Sequence[Node]) -> bool:
    """Whether rows are numbered 1, 2, 3 … at one level: then none of them is missing."""
    return len({node.level for node in nodes}) == 1 and [node.number for node in nodes] == list(
        range(1, len(nodes) + 1)
    )


def _node(evidence: Evidence, index: int) -> Node:
    fact = evidence.facts[index]
    label, level, number, subset = _labelled(fact.row_label)
    return Node(index, fact.code if fact.code.isdigit() else "", label, fact.total, level, number, subset)


@lru_cache(maxsize=4096)
def _labelled(row_label: str) -> tuple[str, int, int, bool]:
    """The label of a row, its level and number, and whether it is 其中."""
    label = "".join(row_label.rpartition("/")[2].split())  # the last of several label cells
    subset = _SUBSET.match(label)
    level, number = _numbering(label[subset.end() :] if subset else label)
    return label, level, number, subset is not None


def _numbering(label: str) -> tuple[int, int]:
    for level, pattern in enumerate(_NUMBERINGS):
        found = pattern.match(label)
        if found:
            return level, _number(found.group(1))
    return -1, 0


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, _, ones = text.rpartition("十") if "十" in text else ("", "", text)
    count = (_DIGITS.find(tens) if tens else 1) if "十" in text else 0
    return count * 10 + (_DIGITS.find(ones) if ones else 0)


def _begins_again(stack: Sequence[Node], node: Node, *, again: bool) -> bool:
    """Whether 一、 stands right below 年初结转和结余 and numbers the parts of it, or goes on with them."""
    upper = stack[-1]
    carried = upper.level < 0 and not upper.total and not upper.code and _CARRIED.search(upper.label) is not None
    if not carried or node.level < 0 or node.total or node.code:
        return False
    return again if not upper.children else upper.children[0].level == node.level


def _contains(upper: Node, lower: Node) -> bool:
    if upper.total or lower.total:
        return False
    if upper.code or lower.code:
        long_enough = len(upper.code) >= _SHORTEST_PARENT and len(lower.code) > len(upper.code)
        return long_enough and lower.code.startswith(upper.code)
    if lower.level < 0:
        return lower.subset and not (upper.subset and upper.level < 0)
    return 0 <= upper.level < lower.level

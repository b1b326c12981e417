"""Totals whose parts are laid down (法定构成).

政府采购 is 货物, 工程 and 服务, “三公”经费 its three items, 基本支出 is 人员经费 and 公用经费.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from index.catalogue.vocabulary import canonical, normalise
from index.checks.compare import holds, sum_check
from index.checks.evidence import folded_name, is_total_word
from index.checks.lists import is_near, sharpened
from index.checks.registry import rule
from index.checks.slips import is_mended
from index.model.records import Role, Side
from index.model.units import is_money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.checks.evidence import Evidence
    from index.checks.term import Term
    from index.model.records import Check, Statement

_REACH = 16  # statements within which the parts follow their total
_OTHERS = re.compile(r"会议费|培训费")  # in some provinces they are told together with 三公
_NUMBERING = re.compile(r"^[一二三四五六七八九十\d、.．（）()]+|[A-C]$")


@dataclass(frozen=True, slots=True)
class _Composition:
    """A total and its parts: patterns of their folded names, each met by one part alone."""

    whole: re.Pattern[str]
    parts: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None = None  # words of a sentence that adds something else to the total


def _composition(whole: str, *parts: str, unless: re.Pattern[str] | None = None) -> _Composition:
    return _Composition(re.compile(whole), tuple(re.compile(part) for part in parts), unless)


_PROCUREMENT = _composition(
    r"政府采购(?:支出)?(?:预算|决算)?(?:支出)?(?:总额|总金额|金额|合计|总计)?",
    *(rf"(?:政府采购)?{kind}类?(?:采购)?(?:支出)?(?:预算|决算|金额)?(?:支出)?" for kind in ("货物", "工程", "服务")),
)
_THREE_PUBLIC = (
    _composition(
        folded_name("“三公”经费"),
        folded_name("因公出国（境）费"),
        folded_name("公务用车购置及运行费"),
        folded_name("公务接待费"),
        unless=_OTHERS,
    ),
    _composition(folded_name("公务用车购置及运行费"), folded_name("公务用车购置费"), folded_name("公务用车运行费")),
)
_BASIC = _composition(folded_name("基本支出"), folded_name("人员支出"), folded_name("公用支出"))


@rule("procurement", "政府采购 = 货物 + 工程 + 服务", needs="写出货物、工程、服务的政府采购预算")
def procurement(evidence: Evidence) -> Iterator[Check]:
    """《政府采购法》第二条、政府采购预算表: what is procured is 货物, 工程 or 服务, and nothing else."""
    yield from _stated(evidence, _PROCUREMENT)
    yield from _printed(evidence, _PROCUREMENT)


@rule("three_public.stated", "文字“三公”经费 = 各组成之和", needs="写出各组成的“三公”经费说明")
def three_public(evidence: Evidence) -> Iterator[Check]:
    """“三公”经费预算情况说明: 三公 = 因公出国（境）费 + 公务用车购置及运行费 + 公务接待费; 用车 = 购置 + 运行."""
    for composition in _THREE_PUBLIC:
        yield from _stated(evidence, composition)


@rule("basic.stated", "文字基本支出 = 人员经费 + 公用经费", needs="写出人员经费和公用经费的基本支出说明")
def basic(evidence: Evidence) -> Iterator[Check]:
    """一般公共预算基本支出情况说明: 基本支出 is 人员经费 and 公用经费 (支出经济分类 301、303 and 302、310)."""
    yield from _stated(evidence, _BASIC)


def _stated(evidence: Evidence, composition: _Composition) -> Iterator[Check]:
    """Hold each total that the text states against the parts stated right after it, of its section, year and stage."""
    for number, stated in enumerate(evidence.statements):
        if not _is_amount(stated) or not composition.whole.fullmatch(folded_name(stated.subject)):
            continue
        parts = _following(evidence, number, composition)
        if len(parts) != len(composition.parts):
            continue
        words = "".join(evidence.statements[one].sentence for one in (number, *parts))
        if composition.unless is not None and composition.unless.search(words + "".join(stated.section[-1:])):
            continue
        result, *added = sharpened([evidence.statement_term(one) for one in (number, *parts)])
        yield from _told(result, added)


def _following(evidence: Evidence, number: int, composition: _Composition) -> list[int]:
    """The first statement of each part after a total, up to the next total of its kind."""
    whole = evidence.statements[number]
    found: dict[int, int] = {}
    for at in range(number + 1, min(number + 1 + _REACH, len(evidence.statements))):
        one = evidence.statements[at]
        if one.section != whole.section:
            break
        if not _is_amount(one) or (one.stage, evidence.year_of(one)) != (whole.stage, evidence.year_of(whole)):
            continue
        name = folded_name(one.subject)
        if composition.whole.fullmatch(name):
            break
        kind = next((kind for kind, part in enumerate(composition.parts) if part.fullmatch(name)), None)
        if kind is not None:
            found.setdefault(kind, at)
    return list(found.values())


def _printed(evidence: Evidence, composition: _Composition) -> Iterator[Check]:
    """Hold the totals of a table against its parts, in a column whose rows name them or a row whose columns do."""
    groups: dict[tuple[object, ...], dict[int | None, list[int]]] = defaultdict(lambda: defaultdict(list))
    kind = cache(partial(_kind, composition=composition))  # a table has few rows and columns, and many figures
    for index, fact in enumerate(evidence.facts):
        if fact.value is None or not is_money(fact.unit) or fact.side == Side.RECEIPTS:
            continue
        row, column = kind(fact.row_label), kind("/".join(fact.column_path))
        when = (fact.table, fact.stage, evidence.year_of(fact))
        if row is not None or (fact.total and column is None):
            groups[*when, "column", fact.column][row].append(index)
        if column is not None or is_total_word(fact.column_path[-1] if fact.column_path else ""):
            groups[*when, "row", fact.row][column].append(index)
    for named in groups.values():
        if len(named) == len(composition.parts) + 1 and all(len(found) == 1 for found in named.values()):
            result = evidence.fact_term(named.pop(None)[0], "政府采购")
            yield from _told(result, [evidence.fact_term(found[0]) for found in named.values()])


def _kind(label: str, composition: _Composition) -> int | None:
    """Which part a label names, by its last words; None for another one."""
    name = normalise(canonical(_NUMBERING.sub("", label.rpartition("/")[2])))
    return next((kind for kind, part in enumerate(composition.parts) if part.fullmatch(name)), None)


def _told(result: Term, added: Sequence[Term]) -> Iterator[Check]:
    """The identity where it holds, and where it misses by little or by what one digit makes."""
    check = sum_check("sum", result, added)
    if check is not None and (holds(check) or is_near(check) or is_mended(result, added)):
        yield check


def _is_amount(stated: Statement) -> bool:
    return stated.role is Role.LEVEL and is_money(stated.unit) and stated.table is None

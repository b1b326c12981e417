"""Words that compare two amounts (比较用语): 大于, 小于, 持平, 增加, 减少 – against the two amounts themselves."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from index.checks.evidence import folded_name
from index.checks.registry import rule
from index.checks.rules.stated import place_of
from index.model.quantity import Outcome
from index.model.records import Check, Role, Spot, Stage, Statement
from index.model.units import is_money, to_yuan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.checks.evidence import Evidence
    from index.checks.term import Term
    from index.model.records import Passage

_OVER_BUDGET = re.compile(
    r"决算数?(?P<word>大于|小于|高于|低于|等于|多于|少于|与年初预算数?持平|与预算数?持平)(?:年初|调整|当年|全年)?(?:预算|$)"
)
_TWO_YEARS = re.compile(
    r"^[，,]?(?:[比较]上年度?|与上年度?相比|同比)?(?P<word>增加|减少|增长|下降|持平)(?=[，。；,（(]|$)"
)
_MORE, _LESS, _SAME = 1, -1, 0
_MEANING = {
    "大于": _MORE, "高于": _MORE, "多于": _MORE, "增加": _MORE, "增长": _MORE,
    "小于": _LESS, "低于": _LESS, "少于": _LESS, "减少": _LESS, "下降": _LESS,
    "等于": _SAME, "持平": _SAME,
}  # fmt: skip
_BUDGETS = (Stage.INITIAL_BUDGET, Stage.BUDGET)
_FINALS = (Stage.FINAL, Stage.EXECUTED)
_SYMBOL = {_MORE: ">", _LESS: "<", _SAME: "="}


@rule("words.budget", "“决算数大于（小于）预算数”与两数一致", needs="说明决算数大于或小于预算数的句子")
def over_budget(evidence: Evidence) -> Iterator[Check]:
    """部门决算情况说明: “年初预算 X 万元，支出决算 Y 万元…决算数大于预算数的主要原因” – Y is more than X.

    The two amounts are the last of their kind before the words in the same passage, and of one item.
    """
    by_section: dict[tuple[str, ...], list[int]] = {}
    for number, stated in enumerate(evidence.statements):
        if stated.role is Role.LEVEL and is_money(stated.unit) and stated.table is None:
            by_section.setdefault(stated.section, []).append(number)
    for passage in evidence.passages:
        if "决算" in passage.text and passage.section in by_section:
            yield from _in_passage(evidence, passage, by_section[passage.section])


def _in_passage(evidence: Evidence, passage: Passage, numbers: list[int]) -> Iterator[Check]:
    text = "".join(passage.text.split())
    ends: list[tuple[int, int]] = []  # where each figure ends in the passage, in order
    at = 0
    for number in numbers:
        stated = evidence.statements[number]
        sentence = "".join(stated.sentence.split())
        start = text.find(sentence, max(at - len(sentence), 0))
        if start >= 0:
            at = start + len(sentence)
            ends.append((start + len("".join(stated.sentence[: stated.end].split())), number))
    used = 0
    for found in _OVER_BUDGET.finditer(text):
        before = [number for end, number in ends if used <= end <= found.start()]
        used = found.end()
        pair = _budget_and_final(evidence, before)
        if pair is not None:
            yield _compared(evidence, pair, found.group("word"), Spot(passage.place, _heading(passage), found.group()))


def _budget_and_final(evidence: Evidence, numbers: list[int]) -> tuple[int, int] | None:
    """The final account and the budget that are stated last, of one item, and each once; in this order."""
    if not numbers:
        return None
    name = folded_name(evidence.statements[numbers[-1]].subject)
    same = [number for number in numbers if folded_name(evidence.statements[number].subject) == name]
    budgets = [number for number in same if evidence.statements[number].stage in _BUDGETS]
    finals = [number for number in same if evidence.statements[number].stage in _FINALS]
    return (finals[0], budgets[0]) if len(budgets) == len(finals) == 1 else None


@rule("words.years", "“增加、减少、持平”与两年的数一致", needs="写出两年的数和增减用语的句子")
def two_years(evidence: Evidence) -> Iterator[Check]:
    """预算情况说明: “2023年 X 万元，2024年 Y 万元，比上年增加” – the word is that of the two amounts."""
    for number, now in enumerate(evidence.statements):
        before = evidence.statements[number - 1] if number else None
        if before is None or not _of_two_years(evidence, before, now):
            continue
        found = _TWO_YEARS.match(_behind(now))
        if found is not None:
            spot = Spot(now.place, now.section[-1] if now.section else "", found.group())
            yield _compared(evidence, (number, number - 1), found.group("word"), spot)


def _behind(stated: Statement) -> str:
    """What follows a figure and its unit in its sentence."""
    return "".join(stated.sentence[stated.end :].split()).removeprefix(stated.unit)


def _of_two_years(evidence: Evidence, before: Statement, now: Statement) -> bool:
    year = evidence.year_of(now)
    amounts = all(one.role is Role.LEVEL and is_money(one.unit) and one.table is None for one in (before, now))
    alike = folded_name(before.subject) == folded_name(now.subject) and before.sentence == now.sentence
    return amounts and alike and year is not None and before.year == year - 1 and before.stage == now.stage


def _compared(evidence: Evidence, pair: tuple[int, int], word: str, spot: Spot) -> Check:
    """Hold the word between two amounts, the first and what it is compared with, against them."""
    first, second = (evidence.statement_term(one) for one in pair)
    meant = next(value for key, value in _MEANING.items() if key in word)
    left, right = (to_yuan(one.value, one.unit) for one in (first, second))
    actual = (left > right) - (left < right)
    agrees = actual == meant or (meant == _SAME and _rounds(first, second))
    outcome = Outcome.EXACT if actual == meant else Outcome.ROUNDING if agrees else Outcome.CONTRADICTION
    words = (
        f"{first.name}“{word}”（{place_of(evidence, pair[0])}）{'，' if agrees else '与数不符：'}"
        f"{first.printed}{first.unit} {_SYMBOL[actual]} {second.printed}{second.unit}"
    )
    operands = (first.operand(0), second.operand(1))
    return Check("words", words, Decimal(meant), Decimal(actual), Decimal(0), "", outcome, operands, spots=(spot,))


def _rounds(first: Term, second: Term) -> bool:
    """Whether two amounts printed with different precision may be the same."""
    other = second.in_unit(first.unit)
    return other is not None and abs(first.value - other.value) <= first.half_unit + other.half_unit


def _heading(passage: Passage) -> str:
    return passage.section[-1] if passage.section else ""

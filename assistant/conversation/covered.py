"""Whether an answer tells a part of its question (答及与否): each thing named, and what is asked of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.answer.changes.difference_rate import AND_BY_WHAT_RATE, BARE_RATE
from assistant.answer.computation import Computed
from assistant.answer.fit.residue import as_printed, borne_out
from assistant.execute.against import OF_THIS_YEAR
from assistant.execute.sentences import counts_in
from assistant.plan import Operation, TargetKind
from assistant.understand.words import cues
from assistant.understand.words.gaps import places_apart
from index.catalogue.vocabulary import normalise
from index.model.units import is_money

if TYPE_CHECKING:
    from assistant.answer.model import Answer, Figure
    from assistant.plan import Plan, Target

_RATES: Final = frozenset({"%", "倍", "‰", "百分点"})
_OF_MONEY: Final = re.compile("多少(?:钱|万|元|亿)|金额|花(?:了|费)?多少")
_LISTS: Final = frozenset({Operation.RANK, Operation.FILTER})
_OF_WHAT: Final = re.compile("(?:用|花|投|放|落)[在到]了?(?:哪|什么)|^[，,\\s]*(?:是|属于)哪[个些几]")
_SAID: Final = {
    Operation.CHANGE: re.compile("增|减|升|降|涨|持平|不变|变动|超"),
    Operation.REASON: re.compile("原因"),
}
_LAST_YEAR: Final = re.compile(r"上一?年|去年|同期|(?:[比较与和同]|持平)(?:20)?\d{2}年")
_OF_BUDGET: Final = re.compile("完成|执行|进度|使用率|支出率")


def covered(asked: Plan, answer: Answer) -> bool:
    """Whether an answer speaks to a part of its question: of each thing named, and by what was asked of it."""
    told = as_printed(told_by(answer))
    named = all(_named(target, told) for target in (*asked.targets, *asked.against))
    if answer.status != "answered" or not named or _of_nothing(asked, told) or not _in_kind(asked, answer):
        return False
    return _in_points(asked, answer) or _tells_of(asked, answer, told)


def _in_points(asked: Plan, answer: Answer) -> bool:
    """占比多少，比上年高几个百分点: whether there is a difference in points where a part asks for one."""
    return cues.IN_POINTS(asked.question) and any(figure.unit == "百分点" for figure in answer.figures)


def _tells_of(asked: Plan, answer: Answer, told: str) -> bool:
    """Whether an answer that names the things of a part tells what is asked of them."""
    # 哪个科目最多，占几成: the second part alone tells of no order; 什么叫机关运行经费，是多少: an amount is no meaning
    if asked.listed or asked.operation in (*_LISTS, Operation.DEFINITION):
        same = answer.plan.get("operation") == asked.operation and bool(answer.plan.get("listed")) >= asked.listed
        apart = asked.operation is Operation.RANK and places_apart(asked.question) is not None  # 比第二大的多多少
        return (same and (not apart or any(figure.derived for figure in answer.figures))) or _says_who(asked, answer)
    rated = asked.operation is Operation.CHANGE and asked.roles.rate and not asked.roles.change  # 增幅
    if rated or asked.operation in (Operation.RATIO, Operation.COMPLETION):
        unnamed = [one.text for one in asked.targets if not one.names and not one.codes and not is_literal(one)]
        return all(normalise(text) in told for text in unnamed) and any(
            figure.unit in ("%", "倍") and _is_rate_asked(asked, figure)
            for figure in (*answer.figures, *answer.supporting)
        )
    if _works_out(asked):
        worked_out = [figure for figure in answer.figures if figure.derived and figure.unit not in _RATES]
        between = asked.operation is Operation.DIFFERENCE and any(_is_between(asked, answer, one) for one in worked_out)
        return between or (asked.operation is Operation.SUM and any(map(_is_sum, worked_out)))
    if asked.operation is Operation.LOOKUP:
        asserted, labels = as_printed(_asserted(answer)), as_printed(_labels(answer))
        known = all(_told_whole(one, labels) if _is_whole(one) else _named(one, asserted) for one in asked.targets)
        known = known and _in_its_unit(asked, answer) and _of_its_kind(asked, answer) and _of_its_year(asked, answer)
        return known and all(borne_out(word, told) for word in asked.words)
    said = _SAID.get(asked.operation)
    if asked.operation is Operation.CHANGE and (by_base := _by_its_base(asked, answer)) is not None:
        return by_base
    return said is None or (said.search(answer.answer) is not None and _of_the_whole(asked, answer))


def _by_its_base(asked: Plan, answer: Answer) -> bool | None:
    """Whether a change is told of the base that is asked for; None where the question leaves that open.

    比预算少多少，比上年少多少: the first is no change over a year. 比预算多多少，增长多少: the rate of that difference.
    """
    if _LAST_YEAR.search(asked.question) and not _of_years(answer):
        return False
    differs = answer.plan.get("operation") == Operation.DIFFERENCE and AND_BY_WHAT_RATE.search(answer.question)
    if differs and BARE_RATE.match(asked.question):
        return any(figure.unit == "%" for figure in answer.figures)
    return None


def _of_nothing(asked: Plan, told: str) -> bool:
    """Whether a part is of no item, and the answer holds none of its words: 节约率多少, 合计剩多少."""
    looked_up = asked.operation is Operation.LOOKUP
    if looked_up and _OF_WHAT.search(asked.question) and not cues.AMOUNT(asked.question):
        return True  # 上年结转多少，用在哪个项目: of no amount
    if asked.targets or asked.listed or asked.measure_word:
        return False
    if asked.operation in (Operation.DIFFERENCE, Operation.SUM):
        return cues.SUM(asked.question)
    if asked.operation is Operation.LOOKUP and not asked.words:
        return cues.IN_TIMES(asked.question)  # 2019年是它的几倍
    return (
        asked.operation is Operation.LOOKUP
        and bool(asked.words)
        and not any(normalise(word) in told for word in asked.words)
    )


def _is_rate_asked(asked: Plan, figure: Figure) -> bool:
    """Whether a rate is of the kind a part asks for: a share, or what a result is of its budget, and no growth."""
    if asked.operation is Operation.COMPLETION:
        return _OF_BUDGET.search(figure.label) is not None
    return asked.operation is not Operation.RATIO or _is_share_then(asked, figure)


def _is_share_then(asked: Plan, figure: Figure) -> bool:
    """Whether a figure may be a share, and of the year that a part asks for: no growth, no share of another year."""
    years = asked.selection.years
    if figure.unit == "倍" and asked.measure_word != "倍" and "占" in asked.question:
        return False
    return not figure.label.endswith("率") and (not years or figure.year is None or figure.year in years)


def _works_out(asked: Plan) -> bool:
    """Whether a part asks for an amount that is worked out: a difference, a sum of several (合计多少，哪家最多)."""
    if asked.operation is Operation.SUM:
        return asked.across or len(asked.targets) > 1
    return asked.operation is Operation.DIFFERENCE and bool(asked.targets)


def _is_between(asked: Plan, answer: Answer, figure: Figure) -> bool:
    """会议费比培训费多多少: a difference of both, and not of one of them between two years."""
    if len(asked.targets) < 2 or asked.across:  # noqa: PLR2004 - two items
        return True
    cited = [one for one in answer.citations if one.number in figure.citations]
    told = as_printed(
        "　".join(text for one in cited for text in (one.row, one.column, one.quote, one.section) if text)
    )
    return all(_named(target, told) for target in asked.targets)


def _is_sum(figure: Figure) -> bool:
    shown = figure.computation
    return shown is not None and (
        shown.kind is Computed.SUM or (shown.kind is Computed.STEPS and not {*"/-"} & {*shown.steps})
    )


def _of_years(answer: Answer) -> bool:
    """Whether an answer has a change over a year, or the figures of two."""
    shown = (*answer.figures, *answer.supporting)
    return any(_LAST_YEAR.search(one.label) for one in shown) or len({one.year for one in shown if one.year}) > 1


def _of_the_whole(asked: Plan, answer: Answer) -> bool:
    """基本支出多了多少，主要是哪块: the change of the whole is not told by those of its parts."""
    if asked.operation is not Operation.CHANGE or asked.listed:
        return True
    labels = as_printed("　".join(figure.label for figure in (*answer.figures, *answer.supporting)))
    return all(_named(target, labels) for target in asked.targets)


def _of_its_year(asked: Plan, answer: Answer) -> bool:
    """Whether there are figures of the years that a part asks for: 花多少钱，去年呢; 2024和2025年各多少."""
    years = {figure.year for figure in answer.figures}
    return None in years or years >= {*asked.selection.years}


def _in_its_unit(asked: Plan, answer: Answer) -> bool:
    """换算成元是多少，比2024年多多少: whether there is an amount in the unit that a part asks for."""
    printed = [figure for figure in answer.figures if not figure.derived or _is_converted(figure)]
    units = {figure.unit for figure in printed if is_money(figure.unit)}
    return not asked.units or not units or bool(units & {*asked.units})


def _of_its_kind(asked: Plan, answer: Answer) -> bool:
    """2024年预算多少、决算多少: whether there is a figure of the kind of document that a part asks for."""
    shown = (*answer.figures, *answer.supporting)
    kinds = {figure.kind for figure in shown if figure.kind}
    kinds |= {"预算" for figure in shown if "预算" in figure.label}  # final accounts print the budget beside
    return not asked.selection.kind or not kinds or asked.selection.kind in kinds


def _in_kind(asked: Plan, answer: Answer) -> bool:
    """Whether the answer has a figure of the kind a part asks for: money for 多少钱, a count for 几辆."""
    if asked.operation not in (Operation.LOOKUP, Operation.COUNT):
        return True
    units = [figure.unit for figure in (*answer.figures, *answer.supporting)]
    if asked.measure_word:
        return any(counts_in(asked.measure_word, unit) for unit in units)
    return not _OF_MONEY.search(asked.question) or any(is_money(unit) for unit in units)


def told_by(answer: Answer) -> str:
    """What an answer speaks of: labels, rows, columns and quotes of all its figures."""
    shown = [figure.label for figure in (*answer.figures, *answer.supporting)]
    shown += [part for citation in answer.citations for part in (citation.row, citation.column)]
    return "　".join([answer.answer, *(text for text in shown if text)])


def _asserted(answer: Answer) -> str:
    """What names the printed figures that an answer asserts: an operand of a share is not said to be so much."""
    printed = [figure for figure in answer.figures if not figure.derived or _is_converted(figure)]
    cited = [one for one in answer.citations if any(one.number in figure.citations for figure in printed)]
    shown = [figure.label for figure in printed] + [part for one in cited for part in (one.row, one.column, one.quote)]
    return "　".join(text for text in shown if text)


def _labels(answer: Answer) -> str:
    return "　".join(figure.label for figure in answer.figures if not figure.derived or _is_converted(figure))


def _is_whole(target: Target) -> bool:
    """支出, 收入: a word that heads columns too, where it names no total."""
    return len(target.text) <= 2 and bool({*target.names} & {*OF_THIS_YEAR, *OF_THIS_YEAR.values()})  # noqa: PLR2004


def _told_whole(target: Target, labels: str) -> bool:
    return any(normalise(name) in labels for own in target.names for name in (own, OF_THIS_YEAR.get(own, own)))


def _is_converted(figure: Figure) -> bool:
    return figure.computation is not None and figure.computation.kind is Computed.CONVERSION


def is_literal(target: Target) -> bool:
    """Whether a target is an amount that the question states."""
    return target.kind is TargetKind.LITERAL


def _named(target: Target, told: str) -> bool:
    if is_literal(target) or (not target.names and not target.codes):
        return True
    return any(normalise(name) in told for name in (target.text, *target.names, *target.codes))


def _says_who(asked: Plan, answer: Answer) -> bool:
    """谁的更多，多多少: the difference of two tells which is more."""
    printed = [figure for figure in answer.figures if not figure.derived]
    two = len(printed) == 2 and len(answer.figures) > len(printed)  # noqa: PLR2004
    return asked.operation is Operation.RANK and two and answer.plan.get("operation") == Operation.DIFFERENCE

"""Whether an answer holds what its question asks for (所求): a difference or a share, not one side of it alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, select

from assistant.answer.fit.residue import as_printed, borne_out, content
from assistant.plan import Operation, TargetKind
from assistant.understand.words import asked, cues
from assistant.understand.words.fractions import supposed
from index.store.schema import PassageRow

if TYPE_CHECKING:
    from assistant.answer.model import Figure
    from assistant.answer.work import Work

# what may be printed of a result, by the role of a figure in its sentence or column
_PRINTED: Final = {
    Operation.DIFFERENCE: {"change", "rate"},
    Operation.RATIO: {"share", "rate"},
    Operation.COMPLETION: {"share", "rate"},
    Operation.AVERAGE: set(),
    Operation.COMPUTE: set(),
}
# whatever the plan: words that ask for something which no amount is
_GIVEN: Final = (
    (cues.TIMES, {"倍", "%"}),
    (cues.RATIO, {"%", "倍", "‰"}),
    (cues.PER_CENT, {"%", "倍", "‰", "百分点"}),
    (supposed, {"%", "倍", "‰", "百分点"}),
    (re.compile("相?差(?:了)?(?:几|多少)个?百分点").search, {"百分点"}),
    (cues.SHARE_MOVED, {"百分点"}),
)


_SEVERAL: Final = 2  # organizations


_ADDED: Final = re.compile(
    "[一-龥](?:和|与|、|及|加上?)[一-龥]{2,10}?(?:一共|总共|合计|加起来|总计)(?:有|是)?(?:多少|几)"
)


def _unchecked(work: Work) -> bool:
    """2022年年末结转和2023年年初结转一致吗: what the one is set against is nowhere in the answer."""
    plan = work.plan
    sides = [one for one in plan.against if one.kind is not TargetKind.LITERAL and (one.names or one.codes)]
    if plan.operation is not Operation.VERIFY or not sides or len(plan.selection.years) < _SEVERAL:
        return False
    shown = {text for entry in work.draft.entries for text in (entry.subject, entry.code) if text}
    return not any(shown & {*one.names, *one.codes} for one in sides)


def _added_in_vain(work: Work) -> bool:
    """甲和乙一共多少人, of which one alone is found: it is no sum."""
    added = work.plan.operation is Operation.COUNT and _ADDED.search(work.plan.question) is not None
    return added and not any(figure.derived for figure in work.draft.figures)


_SEVERAL_ADDED: Final = re.compile(
    "[两二三四五六七八九]项(?!目)(?!经费|支出)[^，,。；;？?]{0,16}(?:加起来|加一起|合计|相加|之和|一共|总共)"
)
_LEAF: Final = 7  # digits of an account that has none under it


def _one_of_several(work: Work) -> bool:
    """两项离退休加起来多少, of which one account alone was found."""
    entries = {entry.code: entry for entry in work.draft.entries}
    single = len(entries) == 1 and all(len(code) == _LEAF for code in entries)
    added = work.plan.operation in (Operation.LOOKUP, Operation.SUM) and _SEVERAL_ADDED.search(work.plan.question)
    return bool(added) and single and not any(figure.derived for figure in work.draft.figures)


_NON: Final = re.compile("(?<![是除])非([一-龥]{2,4})")


def _of_the_opposite(work: Work) -> bool:
    """非小微企业得了多少, of which only 小微企业 is printed."""
    told = "　".join([figure.label for figure in work.draft.figures] + [entry.sentence for entry in work.draft.entries])
    for said in _NON.findall(work.plan.question):
        words = [said[:length] for length in range(len(said), 1, -1)]
        printed = next((word for word in words if any(word in figure.label for figure in work.draft.figures)), "")
        if printed and f"非{printed}" not in told:
            return True
    return False


def _is_printed_rate(work: Work) -> bool:
    """Whether the column of a rate that is named (预决算差异率) was looked up in the rows of all items."""
    targets, figures = work.plan.targets, work.draft.figures
    rates = bool(targets) and all(_RATE_COLUMN.search(target.measure) for target in targets)
    return rates and work.plan.operation is Operation.LOOKUP and all(figure.unit == "%" for figure in figures)


def is_missing(work: Work) -> bool:
    """Whether nothing that an answer asserts is worked out, or printed, as what the question asks for.

    决算比预算多多少 of an item of which one of the two is printed: the one is no answer, well confirmed as it is.
    """
    if not work.draft.figures or _is_printed_rate(work):
        return False
    units = {figure.unit for figure in (*work.draft.figures, *work.draft.supporting)}
    several = len(work.plan.targets) > 1 or _JOINED.search(work.plan.question.partition("占")[0]) is not None
    summed = work.plan.operation is Operation.RATIO and several
    summed = summed and _OF_ALL_PARTS.search(work.plan.question) is not None
    summed = summed and not any(_is_share_of_sum(figure) for figure in work.draft.figures)
    in_units = any(asks(work.plan.question) and not units & given for asks, given in _GIVEN)
    summed = summed or _added_in_vain(work) or _one_of_several(work) or _unchecked(work) or _of_the_opposite(work)
    if summed or in_units or _compared_in_vain(work) or _of_another_year(work) or _not_by_unit(work):
        return True
    printed = _PRINTED.get(work.plan.operation)
    if printed is None:
        return False
    if any(figure.derived for figure in work.draft.figures):
        return False
    if any(entry.role in printed or entry.unit in ("%", "倍") for entry in work.draft.entries):
        return False
    both_sides = work.plan.operation is Operation.DIFFERENCE and len(_points(work)) > 1  # 两年对比: both are an answer
    return not both_sides


def _is_share_of_sum(figure: Figure) -> bool:
    return figure.computation is not None and "+" in figure.computation.steps


_RATE_COLUMN: Final = re.compile(r"率(?:[（(]%[）)])?$")
_HIGHER: Final = re.compile(r"比(?![例重率较])(?:20\d\d|上|去|前)一?年[^，,。；;？?]{0,10}[高低多少大小](?!的)")
_OF_UNITS: Final = re.compile("占(?:了|到)?(?:这|那)?(?:[两三四五六]|几)(?:家|个单位|个部门)")


def _not_by_unit(work: Work) -> bool:
    """办公费分单位列一下, 图书馆占两家合计多少, of which only figures of one organization were found."""
    plan = work.plan
    asks = asked.BY_UNIT(plan.question) or (plan.operation is Operation.RATIO and _OF_UNITS.search(plan.question))
    compared = plan.operation is Operation.RATIO and _HIGHER.search(plan.question) is not None
    if compared and not any(figure.unit == "百分点" for figure in work.draft.figures):
        return len({entry.source.id for entry in work.draft.entries}) < _SEVERAL  # 比2024年决算占比高吗
    return bool(asks) and len({entry.source.organization_id for entry in work.draft.entries}) < _SEVERAL


_OF_ALL_PARTS: Final = re.compile("(?:一共|总共|合计|合起来|加起来|合|共)占")  # 货物和工程一共占几成: not each
_JOINED: Final = re.compile("[和与、及跟]")
_BY_HOW_MUCH: Final = re.compile(
    "比(?![例重率较])[^，,。；;？?]{1,16}?[多少高低][了出来去]*(?:多少|几(?!乎))"
    "|(?:差异|差距|差额|相差)(?:率|额|数)?(?:有|是|为)?(?:多大|多少)?[?？。]?$"
)
_YEAR_BEFORE: Final = re.compile(
    "(?<![比较同与和跟])(?:上|去|前)一?年(?![末底结度])[^，,。；;？?]{0,4}(?:有没有|有吗|有多少|是多少|多少|有无)"
)


def _compared_in_vain(work: Work) -> bool:
    """收入比支出多多少, of which only one figure was found; 三项合计比去年, of which only the sum was."""
    if work.plan.operation is Operation.SUM and asked.AGAINST_BEFORE(work.plan.question):
        return not any(entry.role in ("change", "rate") for entry in work.draft.entries)
    single = work.plan.operation in (Operation.LOOKUP, Operation.COUNT)
    asks = single and _BY_HOW_MUCH.search(_without_names(work)) is not None
    worked_out = any(figure.derived for figure in work.draft.figures)
    if work.plan.operation is Operation.RATIO and asked.SHARE_OF_GAP(work.plan.question):
        return True  # of an item, and not of the difference
    return asks and not worked_out and not any(entry.role in ("change", "rate") for entry in work.draft.entries)


def _of_another_year(work: Work) -> bool:
    """上年有吗 of an item whose figure is of this year alone."""
    asks = work.plan.operation is Operation.LOOKUP and _YEAR_BEFORE.search(_without_names(work)) is not None
    years = {entry.year or entry.source.year for entry in work.draft.entries}
    told = any(entry.role in ("change", "rate") for entry in work.draft.entries)
    named = {*cues.years(work.plan.question)}
    return asks and not told and bool(named) and years == named == {*work.plan.selection.years}


def _without_names(work: Work) -> str:
    question = work.plan.question
    for target in (*work.plan.targets, *work.plan.against):
        question = question.replace(target.text, "〇") if target.text else question
    return question


def _points(work: Work) -> set[tuple[int, int | None, str]]:
    """The documents, years and stages that the figures are of."""
    return {(entry.source.id, entry.year, entry.stage) for entry in work.draft.entries}


_NAME: Final = 4  # characters of a name that is none of a thing
_SMALL: Final = 2  # small words before it, or such as are in it (上垟)


def _stands_somewhere(work: Work, words: str) -> bool:
    """Whether a loaded text names what words of the question do (a project, a place)."""
    parts = content(words) or [words]
    told = and_(*(PassageRow.text.contains(part, autoescape=True) for part in parts))
    return bool(work.ledger.rows(select(PassageRow.id).where(told).limit(1)))


def beyond(work: Work) -> str:
    """The words of a question that are of more than the figures found; "" where there are none."""
    return _narrowed_before(work) or _of_someone_unknown(work)


def _narrowed_before(work: Work) -> str:
    """比上年增加多少, after 社区服务类支出多少, of which only 服务类 is printed: that is no answer to this either."""
    shown = as_printed("　".join(f"{entry.subject}　{entry.row_label}" for entry in work.draft.entries))
    for target in (*work.plan.targets, *work.plan.against):
        if target.text in work.plan.question:
            continue
        said = [word for word in target.loose if content(word) and not borne_out(word, shown)]
        if said:
            return f"{said[0]}{target.text}"
    return ""


def _of_someone_unknown(work: Work) -> str:
    """The words with which a question begins, where they may name an organization that is not loaded.

    上犹某室事业编制几个: with several loaded and none of them named, a figure of one of them is no answer.
    """
    plan = work.plan
    if plan.selection.organizations or len(work.ledger.loaded.organizations) < _SEVERAL:
        return ""
    for target in plan.targets:
        before = plan.question[: target.start].strip()
        held = next((word for word in target.loose if len(word) >= _NAME and before.endswith(word)), "")
        if held and len(before) - len(held) <= _SMALL and not _stands_somewhere(work, held):
            return f"{held}{target.text}"
    return ""

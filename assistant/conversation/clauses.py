"""The parts of a question (一问多求): 三公经费多少，其中接待费多少，比上年增加多少，为什么.

One plan often answers them all; where it leaves one out, each part is answered as a question of its own that goes on
from the one before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.answer.fit.residue import as_printed, borne_out
from assistant.conversation.covered import covered, told_by
from assistant.plan import Operation
from assistant.understand.words import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Answer, Figure
    from assistant.plan import Plan

_PIECE: Final = re.compile(
    r".+?(?:[，,；;。?？]|(?<=多少)、|(?<=几[个项辆台家人])、|(?<=[大多高]的一[项个笔类])(?=占)|$)", re.DOTALL
)
_AMOUNT_AND_SHARE: Final = re.compile(
    "(?<=总额|总数|总量|金额|规模)(?:以及|及其|及|和|与|、)(?:其中的?)?(?=[^，,。；;？?占]{0,12}(?:占比|比重|占的?比例))"
)  # 采购总额及货物占比: two things are asked for
_ASKS: Final = re.compile(
    r"多少|几(?!乎|经|年来|[家个][^，,。；;？?]{0,6}[里中][，,])|为什么|为何|为啥|原因|怎么|如何|吗|呢|哪|什么|占比|比例|比重|增幅|增减|构成|组成|各是|分别|谁|是否|是不是|有没有|还是|率|怎样|了没(?:有)?(?=[，,。；;？?]|$)|[是能够超][不没][是能够超]|^其中|最[大多高小少低贵]的?前?[两三四五六七八九十\d]+[个项笔类]|(?:合计|一共|总共)[，,；;。]?$|最[大多高]的一[项个笔类]$"
)
_MOST: Final = 6
_AFTER: Final = "，,、；; "  # what stands between parts is of neither
_BESIDE: Final = frozenset({"基本支出", "项目支出"})  # neither is a part of the other
_MOST_OF: Final = re.compile("最|第[一二三四五六七八九十]")
_ITS_AMOUNT: Final = re.compile(
    r"[\s，,]*(?:它|其)?的?(?:预算|金额|资金|支出|费用|数额)*(?:一?共|总共)?(?:是|有|为|花了?)?多少钱?(?:万?元)?[?？。]?"
)
_ITS_SUM: Final = re.compile(
    r"[\s，,]*(?:合计|一共|总共|共计|加起来)(?:金额|资金)?(?:是|有|为)?多少钱?(?:万?元)?[?？。，,]?"
)
_WHICH: Final = re.compile("哪|谁")
_EITHER: Final = re.compile(r"[\s，,]*[^，,。；;？?多少几哪]{1,16}还是[^，,。；;？?多少几哪]{1,16}[?？。]?")
_LISTED: Final = re.compile("项目.{0,4}(?:有|是)?(?:哪些|哪几)|哪[些几]个?项目")
_WORKED_OUT: Final = frozenset(
    {
        Operation.DIFFERENCE,
        Operation.SUM,
        Operation.CHANGE,
        Operation.RATIO,
        Operation.COMPLETION,
        Operation.AVERAGE,
        Operation.COMPOSITION,
    }
)

_BARE_GAP: Final = re.compile(r"\s*(?:相?差|[多少高低]|多出|高出)(?:了|出)?(?:多少|几)(?:钱|万元?)?(?:呢)?[?？。]?\s*")
_SET_AGAINST: Final = re.compile(
    "[比跟和与](?!例)[^，,。；;？?]*(?:多还是少|高还是低|大还是小|[多少高低]还是|谁|哪)|[谁哪][^，,。；;？?]*[多少高低大小]"
)


def clauses(question: str) -> list[str]:
    """The parts of a question that ask something each; what asks nothing belongs to the part after it, or before."""
    found: list[str] = []
    carried = ""
    for piece in _PIECE.findall(_AMOUNT_AND_SHARE.sub("多少，", question)):
        if found and _belongs_to_list(piece, found[-1]):
            found[-1] += piece
            continue
        carried += piece
        if _ASKS.search(piece.strip()):
            found.append(carried)
            carried = ""
    if carried and found:
        found[-1] += carried
    return found if 1 < len(found) <= _MOST else []


def parts_asked(question: str) -> list[str]:
    """The parts of a question, each as it would be asked alone."""
    return [part.rstrip(_AFTER) for part in clauses(question)]


def _belongs_to_list(piece: str, before: str) -> bool:
    """最大的项目叫什么，预算多少: an order shows the amounts; 项目有哪些，合计多少: a list tells its sum."""
    between = _EITHER.fullmatch(piece) is not None and _WHICH.search(before) is not None  # 哪年高，24年还是25年
    # 比预算多还是少，差多少
    between |= _BARE_GAP.fullmatch(piece) is not None and _SET_AGAINST.search(before) is not None
    of_order = _ITS_AMOUNT.fullmatch(piece) is not None and _MOST_OF.search(before) is not None
    return between or of_order or (_ITS_SUM.fullmatch(piece) is not None and _LISTED.search(before) is not None)


def shares_of_the_first(whole: Plan, asked: Sequence[Plan]) -> bool:
    """三公经费多少，其中公务接待费多少，占多少: the share is of what was asked first, where no other whole is named."""
    if whole.operation is not Operation.RATIO or whole.against or len(asked) < 2:  # noqa: PLR2004
        return False
    names = {name for target in whole.targets for name in target.names}
    beside = names <= _BESIDE and "其中" not in whole.question
    first, *others = asked
    shares = [one for one in others if one.operation is Operation.RATIO]
    plain = first.operation is Operation.LOOKUP and not beside and bool(shares)
    plain = plain and all(one.operation in (Operation.RATIO, Operation.LOOKUP) for one in others)
    return plain and all(one.against and one.targets != one.against for one in shares)


def keeps(parts: Sequence[Answer], answer: Answer) -> bool:
    """Whether the answers to the parts lose nothing of what the answer to the whole gave.

    Figures of a year that only a later part names (…是几倍，比2018年多多少) are not of the first.
    """
    own = parts[0].plan.get("selection", {}).get("years", ()) if all(p.status == "answered" for p in parts) else ()
    told = {_worth(figure) for part in parts for figure in (*part.figures, *part.supporting)}
    kept = [figure for figure in answer.figures if not own or figure.year in own]
    return all(_worth(figure) in told for figure in kept)


def _worth(figure: Figure) -> tuple[str, str]:
    """What a figure comes to, whichever unit it is told in."""
    return (figure.yuan, "元") if figure.yuan else (figure.value, figure.unit)


def each_answered(asked: Sequence[Plan], parts: Sequence[Answer], answer: Answer) -> bool:
    """Whether the parts have answers of their own, where one to the whole leaves out what one of them asks for."""
    own = [_tells(one, part) for one, part in zip(asked, parts, strict=True)]
    summed = answer.plan.get("operation") == Operation.SUM  # a sum tells no number of things
    lost = [
        one
        for one in asked
        if (_worked_out_or_lost(one) or (summed and one.operation is Operation.COUNT)) and not covered(one, answer)
    ]
    if bool(lost) and all(own):
        return True
    told = [covered(one, answer) for one in asked]
    more = any(mine and one in lost for mine, one in zip(own, asked, strict=True))
    whole = answer.plan.get("operation") != Operation.COMPUTE  # several steps are seldom read where none is asked for
    return whole and own[0] and more and all(mine or not so for mine, so in zip(own, told, strict=True))


def _worked_out_or_lost(asked: Plan) -> bool:
    """Whether a part asks for what is not told by the way; 基本支出多少，项目支出占多少 asks for the shares of both."""
    names = {name for target in asked.targets for name in target.names}
    alone = len(asked.targets) == 1 and names <= _BESIDE
    plain = asked.operation is Operation.RANK or (asked.operation is Operation.LOOKUP and not alone)
    return plain or asked.operation in _WORKED_OUT


def _tells(asked: Plan, part: Answer) -> bool:
    """Whether the answer to a part by itself is one; a figure that is looked up may go by another name there."""
    looked_up = asked.operation in (Operation.LOOKUP, Operation.RATIO) and bool(asked.targets) and bool(part.figures)
    if part.status != "answered" or (asked.operation is Operation.LOOKUP and cues.WHO(asked.question)):  # 哪个高
        return False
    looked_up = looked_up and all(borne_out(word, as_printed(told_by(part))) for word in asked.words)
    return looked_up or covered(asked, part)


def left_by_the_whole(asked: Sequence[Plan], parts: Sequence[Answer], answer: Answer) -> list[Answer]:
    """合计多少，比上年增加多少: the parts to be worked out that an answer to the whole leaves out, told beside it."""
    if answer.status != "answered":
        return []
    left = [one.operation in _WORKED_OUT and not covered(one, answer) for one in asked]
    own = [part.status == "answered" and covered(one, part) for one, part in zip(asked, parts, strict=True)]
    return [part for part, lost, told in zip(parts, left, own, strict=True) if lost and told]


def untold(question: str, asked: Sequence[Plan], parts: Sequence[Answer], answer: Answer) -> list[str]:
    """The parts, as they are asked, of which neither the answer to the whole nor one of their own tells anything."""
    said = parts_asked(question)
    if answer.status != "answered" or len(said) != len(asked):
        return []
    own = zip(said, asked, parts, strict=True)
    return [text for text, one, part in own if part.status in ("not_found", "clarify") and not covered(one, answer)]


def others_answered(asked: Sequence[Plan], parts: Sequence[Answer]) -> bool:
    """甲占多少，乙呢, of which the documents hold only the second: what they hold is told beside what they do not."""
    first = {name for target in asked[0].targets for name in target.names} if asked else set()
    known = bool(asked) and bool(asked[0].selection.organizations) and not asked[0].unknown  # of a unit that is loaded
    return known and any(
        part.status == "answered" and part.figures and not first & {n for t in one.targets for n in t.names}
        for one, part in zip(asked[1:], parts[1:], strict=True)
    )


def apart_in_text(parts: Sequence[Answer]) -> list[Answer]:
    """The answers to the parts, without one that tells the same again: 下属几个单位，分别叫什么."""
    texts = [part.answer for part in parts]
    return [part for place, part in enumerate(parts) if part.answer not in texts[:place]]


def once(answer: Answer) -> Answer:
    """An answer put together from parts, each figure once: a part that goes on repeats what it goes on from.

    A printed figure is one wherever the same place is cited for it, whatever the parts call it.
    """
    update = {"figures": _distinct(answer.figures), "supporting": _distinct(answer.supporting)}
    return answer.model_copy(update=update)


def _distinct(figures: Sequence[Figure]) -> list[Figure]:
    found: dict[str, Figure] = {}
    for figure in figures:
        printed = not figure.derived and len(figure.citations) == 1
        update = {"citations": figure.citations if printed else [], "computation": None, "label": ""}
        bare = figure.model_copy(update=update if printed else {**update, "label": figure.label})
        found.setdefault(bare.model_dump_json(), figure)
    return list(found.values())

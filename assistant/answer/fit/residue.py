"""Words of a question that its answer does not bear out (未用之词): they may ask for something else than was found.

追加的公务接待费, 差旅费里境外的部分: the figure of 公务接待费 or 差旅费 is no answer, well confirmed as it is.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

import rjieba

from assistant.answer.fit.attributes import attributes
from assistant.execute.sentences import CARS, SPOKEN, clause
from assistant.plan import Operation
from assistant.understand.linking.lexicon import is_small, speaking, synonyms, whole_words
from assistant.understand.words import asked, bounds, cues
from index.catalogue.accounts import accounts
from index.catalogue.vocabulary import normalise
from index.model.units import is_money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.work import Work
    from assistant.execute.entry import Entry
    from assistant.plan import Plan

# operations that answer with figures of the items named, and with nothing else
_OF_ITEMS: Final = frozenset(
    {
        Operation.LOOKUP, Operation.SUM, Operation.DIFFERENCE, Operation.RATIO, Operation.COMPLETION, Operation.CHANGE,
        Operation.COMPUTE,
    }
)  # fmt: skip
# operations that answer with a list, whose items the words must be of
_OF_LISTS: Final = frozenset(
    {
        Operation.COMPOSITION, Operation.RANK, Operation.FILTER, Operation.COUNT, Operation.INDICATOR,
        Operation.AVERAGE, Operation.VERIFY,
    }
)  # fmt: skip
_ALTERNATIVES: Final = re.compile("还是|或者")  # 公用里还是人员里: one of the two is borne out
_LEFT_OUT: Final = re.compile(
    "[以之]外的|减去|减掉|(?<![增压削缩裁是])减(?=[一-龥])(?![少免压员排低了吗还没幅多掉去得到])|去掉|去除|不含|不算|不计|不包括|不包含|除去|除开|刨去|刨除|剔除|扣除|扣掉"
    "|除了?[^，,。]{1,16}[，,].{0,12}(?:还剩|还有|剩下|其余|其他)|除了?[^，,。]{1,12}(?:还剩|还有|剩下|其余的?|其他的?)(?:多少|几)|除了?[^，,。以]{1,12}[以之]外|除了?[^，,。以]{1,12}外的"
)
_PEOPLE: Final = re.compile("(?:人员|干部|职工|老人|同志|人)$")
_SMALL_AND_MICRO: Final = re.compile("小型(?:企业)?[和、与及]?微型企业")
_UP_TO_NUMBER: Final = re.compile(r"[^\d]*$")
# what may stand between an item and a word that says which part of it is meant
_BEFORE: Final = re.compile(
    r"[的之等类用花]|部分|方面|那块|所需|用于|里|中|一共|全部|所有|安排|列支|开支|支付|承担|负担"
)
_AFTER: Final = re.compile(
    r"[的里中内下有是不给请对向由（(“]|里面|里头|当中|[，,]?其中|用于|用在|用给|花在|投给|投向"
    r"|(?:是?多少)?[，,？?]+(?=其中|里面|当中|这里)|多少(?=是|给|用于|用在|花在|对)"
)
# words of counting, of comparison and of asking: 两类, 三样, 几成, 年少 (比2024年少), 哪几个
_ASKED: Final = re.compile(
    r"[一二两三四五六七八九十几多]+[类款项样个种笔块家份成倍者年处名次台]|年[少多增减涨降高低].?|不[准对错平]|[谁哪].{0,3}|(?:.月)?月份?"
)


# what lists, counts and checks are read from; a long match holds words of its own
_READ: Final = tuple(
    cue.pattern
    for cue in (
        cues.RANK, cues.MOST, cues.LEAST, cues.LIST, cues.COUNT, cues.COMPOSITION, cues.VERIFY, cues.SUM,
        cues.INDICATOR, cues.PARTS, cues.PER_PROJECT, cues.CHANGE, cues.PROJECT_CLASS, cues.CARRIED_OVER,
        cues.UNITS_OF_DEPARTMENT, asked.PLACE, asked.UNFUNDED, asked.NOT_CARRIED,
    )
)  # fmt: skip
_COMPARED: Final = (cues.DIFFERENCE.pattern, cues.AGAINST_BUDGET.pattern, asked.OVERRUN.pattern)
_OF_TWO: Final = frozenset({Operation.DIFFERENCE, Operation.REASON})
_BOUNDS: Final = (bounds.RATE_LIMIT, cues.MEASURE_WORD, re.compile("[类款项]级|占比(?=[高低大小])"))
# how listed items changed: 新增了哪些科目, 差距最大的
_OF_CHANGED_ITEMS: Final = re.compile(
    "新(?:增|出现|冒出|列|设)|取消|撤销|[去砍]掉|不再|消失|不见|差[距额异别]|偏差|出入|没(?:有)?(?:花|用|执行|支)完|(?:没有?|未)(?:能)?完成"
)
_CUE: Final = 8
_BESIDES: Final = re.compile("除了|除去|除开|[以之]外|其他|其余|剩下|剩余")


def leaves_out(plan: Plan) -> bool:
    """Whether a question takes something away that the plan does not: 不含项目的支出."""
    if plan.operation is Operation.LOOKUP and _USED_UP.search(plan.question):
        return True  # 上年结转用掉了多少: what was carried over is not what was spent of it
    apart = plan.operation in (_OF_ITEMS | {Operation.RANK, Operation.COUNT}) - {
        Operation.COMPUTE,
        Operation.DIFFERENCE,
    }
    return apart and not plan.conflict and _LEFT_OUT.search(plan.question) is not None


_BY_PART: Final = frozenset({Operation.DIFFERENCE, Operation.CHANGE})
_OF_ONE: Final = frozenset({Operation.DIFFERENCE, Operation.COMPLETION, Operation.CHANGE})
_WHICH_ITEMS: Final = re.compile(
    "哪[些几](?:个|项)?(?:科目|项目|支出|费用)|(?:有|是)哪[些几]|哪(?:几|些)项(?:没|未|不|超|没有)"
)
_USED_UP: Final = re.compile("结转[^，,。；;？?]{0,6}(?:用掉|用去|用了|消化|动用|花掉|花了)")
_WHICH_PART: Final = re.compile("[里中内](?:的)?哪[一几些]?项|[增减升降涨]加?少?了?的(?:是|有)?哪[一几些]?项")
_OF_RANK: Final = re.compile("领导|局长|主任|书记|处长|院长|主席")  # those who ask, or those whose costs are asked for
_WHO_EXCEEDS: Final = re.compile(
    "(?:超过|大于|高于|多于|低于|少于|小于)[^，,。；;？?\\d]{2,12}的?(?:有|是)?(?:谁|哪)|(?:谁|哪(?:些|几|一)?[家个])[^，,。；;？?]{0,14}(?:超过|大于|高于|多于|低于|少于|小于)[^，,。；;？?\\d]{2,12}$"
)
_IN_TIMES: Final = re.compile("(?:几|多少)倍")
_IN_SHARE: Final = re.compile(
    "[几一二两三四五六七八九]成(?![立绩员本果])|百分之(?:几|多少)|占(?:比|了?(?:多少|几))(?!钱|万|亿|元)|(?:比例|比重)(?:是|为)?多少"
)


_ADDED_TO: Final = re.compile("[这那前][两三四几][个项样笔块][^，,。；;？?]{0,4}再?加上?")  # 这两项再加上培训费
# 四个专项一共多少, which no name tells: one stated figure is no sum of them
_SEVERAL_ADDED: Final = re.compile("[两二三四五六七八九十]个[^，,。；;？?家局]{1,8}?(?:一共|总共|合计|加起来|加总)")
_TARGET_WANTED: Final = re.compile("(?:数量|质量|时效|成本|产出|效益|满意度|绩效)指标|目标值|指标值")
_COUNTED_THINGS: Final = re.compile("[辆台套人名次批件场天册户页笔趟]|人次|批次|平方米")
_MONEY_WANTED: Final = re.compile("多少(?:钱|万元|亿元|元)|[发花给拨出]钱|[那这一]笔钱?(?:是|有)?多少")
_OF_MONEY: Final = re.compile("钱|金额|[万亿]?元|经费|资金|预算|[，,]")


def _asks_which(plan: Plan) -> bool:
    """Whether items are asked for, of which the plan takes one figure alone: 三公里增加的是哪一项."""
    if plan.operation is Operation.LOOKUP:
        if len(plan.targets) > 1:  # 项目支出超过基本支出的有谁: both figures of each are no answer
            return _WHO_EXCEEDS.search(plan.question) is not None
        return len(plan.targets) == 1 and _WHICH_PART.search(plan.question) is not None
    return _WHICH_ITEMS.search(plan.question) is not None and plan.operation in _OF_ONE and not plan.listed


def unit_missing(work: Work) -> str:
    """The kind of figure that is asked for (倍数, 占比) where the answer has none of it: an amount is no answer."""
    units = {figure.unit for figure in (*work.draft.figures, *work.draft.supporting)}
    word = work.plan.measure_word
    if _COUNTED_THINGS.fullmatch(word) and units and all(is_money(unit) for unit in units):
        of_money = _OF_MONEY.search(work.plan.question) or cues.SUM(work.plan.question)  # 几笔加起来
        return "" if of_money else f"多少{word}"  # 涉及多少人: no amount
    if not work.draft.figures or work.plan.operation not in _OF_ITEMS | {Operation.RANK}:
        return ""
    question = work.plan.question
    missing = {
        # 给社区干部发钱的那笔: no number of them
        "多少钱": _MONEY_WANTED.search(question) and not any(map(is_money, units)),
        "哪些项": _asks_which(work.plan),
        "指标值": _TARGET_WANTED.search(question) and not _OF_MONEY.search(question) and all(map(is_money, units)),
        "合计": (_ADDED_TO.search(question) or (not work.plan.targets and _SEVERAL_ADDED.search(question)))
        and not any(figure.derived for figure in work.draft.figures),
        "位次": asked.PLACE(question) and work.plan.operation in _OF_ITEMS,
        "倍数": (_IN_TIMES.search(question) or cues.AS_PAIR(question)) and not units & {"倍", "%"},
        "占比": _IN_SHARE.search(question) and not units & {"%", "倍", "百分点"},
    }
    return next((kind for kind, absent in missing.items() if absent), "")


def unexplained(work: Work) -> list[str]:
    """The words left over that no figure of the answer is named by, in the order of the question."""
    plan = work.plan
    if plan.operation not in _OF_ITEMS | _OF_LISTS or plan.conflict:
        return []
    shown = _shown(work)
    left = [word for word in _unread(plan) if not borne_out(word, shown) or _runs_into(plan, word, shown)]
    apart = plan.operation in _BY_PART and len({entry.subject for entry in work.draft.entries}) > 1
    left = [word for word in left if not (apart and cues.EACH_PART(word))]  # 各项, of which each is told
    left = [word for word in left if not (plan.listed and (asked.EACH_LEFT(word) or word in _EVERY))]
    told = "".join(left)
    described = attributes(plan, [word for word in plan.words if not _torn_apart(word)])
    left += [one for one in described if one not in told and normalise(one) not in shown]
    return [] if _ALTERNATIVES.search(plan.question) and len(left) < len(plan.words) else left


_EVERY: Final = frozenset({"每个", "每一个", "各个"})


def _runs_into(plan: Plan, word: str, shown: str) -> bool:
    """领导出差, 临聘人员经费: the costs of some, said before the item; 领导要材料 is of those who ask."""
    before = (plan.question[: target.start].removesuffix("的") for target in plan.targets)
    ranked = _OF_RANK.fullmatch(word) is not None
    # 临聘|人员经费: characters that make no known word, and none of them small
    unknown = len(word) > 1 and not _torn_apart(word) and not any(map(is_small, word)) and normalise(word) not in shown
    return (ranked or unknown) and any(text.endswith(word) for text in before)


def _unread(plan: Plan) -> list[str]:
    """What the words left over say besides the operation that was read from them: 超过, 款级, 哪几家."""
    listed = plan.operation in _OF_LISTS or plan.name_filter or plan.of_projects
    patterns = (*_BOUNDS, *(_READ if listed else ()), *(_COMPARED if plan.operation in _OF_TWO else ()))
    read = [match.span() for pattern in patterns for match in pattern.finditer(plan.question)]
    read += [span for span, _ in bounds.thresholds(plan.question)]
    if plan.operation is Operation.INDICATOR:
        read += [match.span() for match in asked.LEVEL_OF_INDICATORS.finditer(plan.question)]
    if plan.operation is Operation.CHANGE and plan.listed:
        read += [match.span() for match in _OF_CHANGED_ITEMS.finditer(plan.question)]
    if plan.operation is Operation.COMPUTE:  # 除了甲，其他的乙: what the steps were read from
        read += [match.span() for match in _BESIDES.finditer(plan.question)]
    question = list(plan.question)
    for start, end in read:
        if 1 < end - start <= _CUE:  # 加 is in 追加 too
            question[start:end] = "\0" * (end - start)
    found = []
    for word in plan.words:
        at = plan.question.find(word)
        kept = "".join(question[at : at + len(word)]) if at >= 0 else word
        pieces = (piece.strip("里的") for piece in kept.split("\0"))  # 三家|里
        found += [piece for piece in pieces if len(piece) > 1]
    return found


def borne_out(word: str, shown: str) -> bool:
    """Whether each part of a word stands in what is shown; characters alone say too little to be asked for."""
    if normalise(word) in shown:
        return True
    return all(_stands(part, shown) for part in _torn_apart(word))


def _torn_apart(word: str) -> list[str]:
    """The words that a stretch consists of, without characters alone and small words."""
    parts: list[str] = []
    at = 0
    kept: list[str] = []
    for start, end in whole_words(word):
        if start >= at:
            parts += rjieba.cut(word[at:start], hmm=False)
            kept.append(word[start:end])
            at = end
    parts += rjieba.cut(word[at:], hmm=False)
    return [*(part for part in parts if len(part) > 1 and not is_small(part)), *kept]


def as_printed(text: str) -> str:
    """A text folded, with the long form of a word that people shorten: 小型和微型企业 for 小微企业."""
    return normalise(_SMALL_AND_MICRO.sub("小微企业", text))


def content(word: str) -> list[str]:
    """The parts of a word that name something."""
    parts = _torn_apart(word)
    return [part for part in parts if part not in speaking() and not _ASKED.fullmatch(part)]


def _stands(part: str, shown: str) -> bool:
    """Whether a word stands in what is shown, also without the people it is said of (离休|人员), or names nothing."""
    spoken = SPOKEN.get(part, part)
    halves = (spoken[:_HALF], spoken[_HALF:]) if spoken != part else (spoken,)  # 内设 5 个|机构
    if part in speaking() or _ASKED.fullmatch(part) or all(as_printed(half) in shown for half in halves):
        return True
    if (len(part) >= _SHORTENED and _shortened(part).search(shown)) or (part in CARS and "车辆" in shown):
        return True
    if len(part) == _INITIALS and _of_initials(part).search(shown):
        return True
    bare = _PEOPLE.sub("", part)
    return len(bare) > 1 and bare != part and normalise(bare) in shown


_HALF: Final = 2  # characters of each half of what documents print for a spoken word
_SHORTENED: Final = 3  # characters of a word that may be said without one of them: 公务车
_INITIALS: Final = 2  # characters of a word of which each begins one of two words: 公安 for 公共安全


@cache
def _of_initials(part: str) -> re.Pattern[str]:
    """A name of an account or a measure, of whose two words the part is the initials."""
    names = {normalise(account.name) for account in accounts().values()} | {normalise(name) for name in synonyms()}
    return re.compile("|".join(sorted(map(re.escape, (n for n in names if _initials(n) == normalise(part))))) or "(?!)")


def _initials(name: str) -> str:
    """The first characters of the two words of a name of four characters, 支出 apart."""
    bare = name.removesuffix("支出")
    return bare[0] + bare[2] if len(bare) == _INITIALS**2 else ""


def _shortened(part: str) -> re.Pattern[str]:
    """A name with one character more within: 公务用车 for 公务车."""
    folded = normalise(part)
    halves = ((re.escape(folded[:at]), re.escape(folded[at:])) for at in range(1, len(folded)))
    return re.compile("|".join(f"{left}[一-龥]{right}" for left, right in halves))


def limits(plan: Plan, word: str) -> bool:
    """Whether a word says more of an item that is named: it stands beside it, or in it (差旅费里|境外)."""
    start = plan.question.find(word)
    end = start + len(word)
    if start == 0 and plan.question.startswith("的", end):
        return True  # 跨年的|某局某年|差旅费
    for target in (*plan.targets, *plan.against):
        last = target.start + len(target.text)
        if start < target.start and _all_of(_BEFORE, plan.question[end : target.start], plan.words):
            return True
        if last <= start and _all_of(_AFTER, plan.question[last:start], plan.words):
            return True
    return False


_PROJECT: Final = "(?:那|这)?(?:些|几|[一二两三四五六七八九十]+)?个?(?:绩效|采购)?项目"


def chooses(plan: Plan, word: str) -> bool:
    """Whether a word says which of the projects are counted or listed: 甲的项目, 项目里甲的有几个."""
    spoken = re.escape(word)
    inside = rf"项目(?:里面|里头|当中|之中|里|中)的?[，,]?[给用为对]?于?{spoken}(?:的|有)"
    chosen = rf"{spoken}的?{_PROJECT}(?!支出|经费|资金)|{inside}"
    apart = plan.operation in _OF_LISTS and not plan.name_filter
    return apart and re.search(chosen, plan.question) is not None


def _all_of(small: re.Pattern[str], gap: str, others: Sequence[str]) -> bool:
    """Whether only small words, and other words left over, stand between."""
    for other in others:
        gap = gap.replace(other, "")
    return small.sub("", gap).strip() == ""


_WAY: Final = "组织形式"  # how something is bought, which its row says


def _shown(work: Work) -> str:
    """What the figures of an answer are named by: rows, columns, tables, and the clauses of sentences."""
    named = [
        text
        for entry in work.draft.entries
        for text in (entry.subject, entry.row_label, entry.column_path, entry.table_title, entry.base, *_said_of(entry))
    ]
    named += [text for one in work.draft.citations for text in (one.row, one.column) if text]
    named += [one.section for one in work.draft.citations if work.plan.operation is Operation.INDICATOR]
    named += [_WAY for entry in work.draft.entries if entry.form == "procurement" and "/" in entry.row_label]
    named.append(work.plan.name_filter)
    named += [source.organization for source in work.sources]
    named += [name for target in (*work.plan.targets, *work.plan.against) for name in (target.text, *target.names)]
    return as_printed("　".join(named))


def _said_of(entry: Entry) -> tuple[str, ...]:
    """What a sentence says of its figure: the clause, what stands before it up to another number, the heading."""
    before = _UP_TO_NUMBER.search(entry.sentence, 0, entry.start)
    return clause(entry), before.group() if before else "", entry.section.split(" / ")[-1]

"""From a question to a plan by rules (规则解析): names are linked first, then the cue words choose the operation."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from assistant.plan import Operation, Plan, Point, Selection, Target
from assistant.understand.choosing.dated import dated
from assistant.understand.choosing.natures import of_item
from assistant.understand.choosing.operations import RULES
from assistant.understand.choosing.project_words import read_with_it, word_of_projects
from assistant.understand.parse import Parsed, parse
from assistant.understand.refining.account_paths import of_path
from assistant.understand.refining.bare_grant import of_bare_grant
from assistant.understand.refining.grants import nature_beside_others, natures_of_grant, of_grant
from assistant.understand.refining.named_columns import of_named_columns
from assistant.understand.refining.namesakes import of_namesakes
from assistant.understand.refining.project_accounts import of_project_accounts
from assistant.understand.refining.project_bodies import of_body, over_projects
from assistant.understand.refining.purchase_classes import of_purchase_classes
from assistant.understand.refining.received import of_receipts
from assistant.understand.refining.refine import of_unit_row, qualify, refine
from assistant.understand.refining.target_money import of_target_money
from assistant.understand.refining.unit_rows import of_unit_rows
from assistant.understand.words import asked, bounds, cues
from assistant.understand.words.amounts import asks_which
from assistant.understand.words.everyday import in_usual_words

if TYPE_CHECKING:
    from assistant.execute.ledger import Ledger
    from assistant.understand.question import Question

_QUESTION_END = re.compile(r"(?<=[?？;；])")
_MOST_QUESTIONS = 5
# what 预算多少 and 收入多少 mean when nothing else is named
TOTAL_EXPENDITURE = Target(text="支出总计", names=("支出总计",))
TOTAL_SPENT = Target(text="支出合计", names=("支出总计",))  # of this year, where final accounts print it
TOTAL_OF_BOTH = Target(text="收支总计", names=("收支总计", "收入总计", "支出总计"))
_OF_THE_WHOLE = {"收入", "支出", "收支", "总计", "合计", "总和", "之和", "功能分类", "经济分类"}
_BOUNDS = {"超过", "低于", "高于", "大于", "小于", "多于", "少于", "不到", "不足", "达到", "突破", "超出", "接近"}
GRANTS = Target(text="财政拨款", names=("财政拨款支出", "财政拨款收支总计", "财政拨款收入"))
TOTAL_RECEIPTS = Target(text="收入总计", names=("收入总计",))


def make_plan(ledger: Ledger, question: Question, *, alone: bool = True, near: Selection | None = None) -> Plan:
    """Plan a question by rules; one that is not alone may point to what earlier questions named (决算呢).

    `near` is where the question before looked: what a name means is read from those documents where none are named.
    A question is planned once: it is met again as an earlier one of its conversation.
    """
    key = ("plan", question.text, alone, near)
    return ledger.remembered(key, lambda: _planned(ledger, question, alone=alone, near=near))


def _refined(ledger: Ledger, plan: Plan, near: Selection | None) -> Plan:
    """The plan with its targets refined by the documents that it names, else by those of the question before."""
    own = plan.selection
    if near is None or own.organizations:
        return _of_loaded(ledger, plan)
    where = {"organizations": near.organizations, "years": own.years or near.years, "kind": own.kind or near.kind}
    there = plan.model_copy(update={"selection": own.model_copy(update=where)})
    found = _of_loaded(ledger, there)
    back = {"organizations": own.organizations, "years": own.years, "kind": own.kind}
    return found.model_copy(update={"selection": found.selection.model_copy(update=back)})


def _of_loaded(ledger: Ledger, plan: Plan) -> Plan:
    plan = refine(ledger, natures_of_grant(ledger, of_path(of_target_money(ledger, plan))))
    plan = qualify(ledger, of_receipts(ledger, of_item(plan)))
    plan = nature_beside_others(ledger, of_grant(ledger, plan))
    return of_bare_grant(ledger, of_purchase_classes(ledger, plan))


def _planned(ledger: Ledger, question: Question, *, alone: bool, near: Selection | None) -> Plan:
    text = in_usual_words(asked.SOURCED.sub("", cues.without_comment(question.text)))
    parsed = parse(ledger, text)
    if (meant := dated(ledger, parsed, near)) != parsed.text:
        parsed = parse(ledger, meant)
    if alone and (named := _two_loaded(ledger, parsed)) != parsed.text:
        parsed = parse(ledger, named)
    text = parsed.text
    limit, ceiling = bounds.between(parsed.plain) or (bounds.threshold(parsed.plain), None)
    base = Plan(
        operation=Operation.LOOKUP,
        question=text,
        targets=_without_scope(parsed),
        selection=parsed.selection,
        threshold=limit,
        ceiling=ceiling,
        top=0 if cues.LEAST(text) and cues.MOST(text) else cues.top(text) or cues.position(parsed.plain),
        position=cues.position(parsed.plain),
        ascending=cues.LEAST(text) and not cues.MOST(text),
        name_filter=word_of_projects(parsed),
        units=cues.requested_units(text),
        unknown=parsed.scope.unknown,
        words=_without_kind(parsed),
        measure_word=cues.measure_word(text),
        points=_points(ledger, parsed),
        per_head=cues.per_head(parsed.plain),
        conflict=cues.CONFLICT(question.text),
        sourced=asked.SOURCED.search(question.text) is not None,
        every=cues.BOTH(text) or parsed.named > 1 or len(parsed.selection.years) > 1,
    )
    goes_on = not alone and (cues.POINTING(text) or asked.OVERSPENT(text) or asked.BARE_SPENT(text))
    base = _refined(ledger, base if goes_on else _whole_budget(base, alone=alone), near)
    mentions = parsed.scope.mentions
    base = of_body(ledger, of_unit_rows(ledger, of_unit_row(ledger, base, mentions)), mentions)
    base = of_project_accounts(ledger, of_named_columns(ledger, base))
    parsed = parsed.with_targets(base.targets)
    for rule in () if _of_one_unnamed(base) else RULES:
        planned = rule(base, parsed)
        if planned is not None:
            return of_namesakes(ledger, _whole_changed(over_projects(planned)) if alone else over_projects(planned))
    return of_namesakes(ledger, over_projects(base))


def _without_scope(parsed: Parsed) -> tuple[Target, ...]:
    """The targets without what only says of how much they are: （全部支出）, 含项目支出的全口径."""
    spans = [match.span() for match in cues.ALL_NATURE.pattern.finditer(parsed.text)]
    kept = tuple(one for one in parsed.targets if not any(start <= one.start < end for start, end in spans))
    return kept or parsed.targets


_THIS_PROJECT: Final = re.compile("(?:这|那|该)一?个?项目(?!支出|[里中]的?(?:有|一共|总)|都|各)")


def _of_one_unnamed(plan: Plan) -> bool:
    """这个项目一共多少, of a project that nothing names: it is not all of them."""
    return not plan.targets and _THIS_PROJECT.search(plan.question) is not None


def _without_kind(parsed: Parsed) -> tuple[str, ...]:
    """The words that nothing explains; which school is asked for is told among the bodies."""
    words = read_with_it(parsed)
    asked_of_kind = cues.WHICH_BODY(parsed.text)
    return tuple(word for word in words if not (asked_of_kind and cues.KIND_OF_BODY.fullmatch(word)))


_TWO_UNITS: Final = re.compile("(?:这|那)?两(?:个|家)(?:局|单位|部门|委员会|街道|机构|(?=谁|哪))")
_SET_APART: Final = re.compile("谁|哪一?[家个]|更|差|相比|对比|比较|比一比")


def _two_loaded(ledger: Ledger, parsed: Parsed) -> str:
    """两个局谁的接待费高, with the names of both, where no more are loaded."""
    spoken = _TWO_UNITS.search(parsed.text) and _SET_APART.search(parsed.text)
    if not spoken or parsed.selection.organizations or parsed.scope.unknown:
        return parsed.text
    names = sorted({one.organization for one in ledger.loaded.of(())})
    if len(names) != 2:  # noqa: PLR2004 - both
        return parsed.text
    return _TWO_UNITS.sub("和".join(names), parsed.text, count=1)


def _points(ledger: Ledger, parsed: Parsed) -> tuple[Point, ...]:
    """The years and stages that a question names together, where it names two of them.

    2025年三公经费比2024年决算多多少 says no stage of the first: what is loaded of that year tells, where it is of one
    kind.
    """
    found = [Point(year=year, stage="年初预算" if "初" in stage else stage) for year, stage in cues.points(parsed.text)]
    years = parsed.selection.years
    if len(found) == 1 and len(years) == 2 and found[0].year in years:  # noqa: PLR2004 - one of two
        other = next(year for year in years if year != found[0].year)
        kinds = {one.kind for one in ledger.loaded.of(parsed.selection.organizations) if one.year == other}
        if len(kinds) == 1 and found[0].stage not in kinds:
            found.append(Point(year=other, stage=kinds.pop()))
            found.sort(key=lambda point: parsed.text.find(str(point.year)))
    return tuple(found) if len(found) > 1 else ()


def several(question: Question) -> list[Question]:
    """The questions that one text puts (水费多少？电费呢？加起来呢？), each going on from those before."""
    parts = [part for part in _QUESTION_END.split(question.text) if part.strip()]
    corrected = any(_CORRECTS.match(part) for part in parts[1:])  # 372万吗？不对，是284.9万，由哪两块组成
    if not 1 < len(parts) <= _MOST_QUESTIONS or corrected or not all(cues.ASKING(part) for part in parts):
        return [question]
    return [replace(question, text=part.strip()) for part in parts]


_PLANNED_WHOLE = re.compile("预算|总额")  # 决算实际花了多少: what was spent
_WHICH = re.compile("^哪一?[项笔种类块个](?=收入)")  # 哪项|收入最多
_OF_THE_YEAR = re.compile("^(?:全年|年度)(?=收入|支出)")
_NAMED_WHOLES = {"财政拨款": GRANTS, "收支": TOTAL_OF_BOTH, "收入": TOTAL_RECEIPTS}
_SPENT_ON = re.compile("钱[^，,。；;？?]{0,4}花|花[在到]?(?:了|去)?哪|用[在到]了?哪|花钱")
_CORRECTS = re.compile(r"\s*(?:哦|噢|啊)?[，,]?(?:不对|不是|错了|说错|我说错)")
_PARTED = re.compile("(?P<what>支出|收入)?(?:分(?:为|成)?|有)哪?[几多][大个少]?[类块]")  # 支出按功能|分为几类
_WHERE_TO = re.compile("钱?[都全]?[花用]?|到?哪[些几]?个?(?:方面|地方|里|儿|块|去)?(?:去)?了?|什么地方|地方")
_IN_ALL = re.compile(
    "(?:一共|总共|总计|合计|拢共)(?:有|是|要|给|批|安排|预算)?了?多少(?:钱|万|亿|元)"
)  # 今年一共多少钱
_SPENT = re.compile(r"(?:花|用|支)(?:了|出|掉)?(?:多少|几)(?:钱|万|个?亿)?")
_WHO_SPENDS: Final = re.compile(
    "(?:谁|哪一?家|哪一?个(?:单位|部门|局)?|哪边)(?:的)?(?:花钱|花费|花得|用钱|用得|开销|开支|支出)(?:更|比较|最)?[多少大小高低]"
)
_BARE: Final = {"收入": (TOTAL_RECEIPTS, "本年收入合计"), "支出": (TOTAL_EXPENDITURE, "本年支出合计")}
_WITHOUT_CARRIED: Final = re.compile(
    "(?:不含|不算|不包括|不计|扣除|剔除|除去|不考虑)(?:上年|年初|年末)*(?:的)?(?:结转|结余)(?:和|与|及|、)?(?:结转|结余)?(?:资金)?"
)
_BOTH_SIDES: Final = re.compile(
    "收支(?:相抵|相比|相差|差|之差|平衡|对比|平不平|相等|一致|持平)"
    "|收入(?:和|与|跟|、)?支出(?:两边|双方|总额|合计|总计)?(?:是否|是不是)?(?:平不平|平衡|相等|一样|一致|持平|对得上|平吗)"
)


def _both_sides(plan: Plan) -> Plan | None:
    """收入和支出差多少: like with like, the totals of both sides, or what both are of this year."""
    start = {word: plan.question.find(word) for word in _BARE if word in plan.words}
    if _BOTH_SIDES.search(plan.question) and not plan.targets:
        start = dict.fromkeys(_BARE, max(plan.question.find("收支"), plan.question.find("收入")))
    yearly = [t for t in plan.targets if any(own in t.names for _, own in _BARE.values()) and t.text.startswith("本年")]
    if len(start) + len(yearly) != len(_BARE) or len(plan.targets) != len(yearly) or not start:
        return None
    apart = _WITHOUT_CARRIED.search(plan.question)
    own_year = bool(yearly or apart)
    found = [
        total.model_copy(
            update={
                "start": start[word],
                "names": (own,) if own_year else total.names,
                "text": word if own_year else total.text,
            }
        )
        for word, (total, own) in _BARE.items()
        if word in start
    ]
    targets = tuple(sorted((*yearly, *found), key=lambda target: target.start))
    said = both.group() if (both := _BOTH_SIDES.search(plan.question)) else "收支"
    words = tuple(word for word in plan.words if word not in start and word not in said and not word.startswith("收支"))
    words = tuple(word for word in words if apart is None or word not in apart.group())
    return plan.model_copy(update={"targets": targets, "words": words})


def _of_who_spends(plan: Plan) -> Plan | None:
    """哪家花钱多: which of several organizations spends more in all."""
    who = _WHO_SPENDS.search(plan.question)
    of_one = plan.targets or len(plan.selection.organizations) < 2  # noqa: PLR2004 - several
    if who is None or of_one or any(word not in who.group() for word in plan.words):
        return None
    return plan.model_copy(update={"targets": (TOTAL_EXPENDITURE,), "words": ()})


def _whole_changed(plan: Plan) -> Plan:
    """今年比上年少了多少, of an organization alone: its whole budget."""
    bare = plan.operation is Operation.CHANGE and not plan.targets and not plan.words and not plan.listed
    return plan.model_copy(update={"targets": (TOTAL_EXPENDITURE,)}) if bare else plan


def _of_an_amount(plan: Plan) -> bool:
    """预算数为28.5万元的是哪一项: the item of that amount is asked for, and not the whole budget."""
    return plan.threshold is None and asks_which(plan.question) is not None


def _whole_budget(plan: Plan, *, alone: bool) -> Plan:
    """预算多少, 收入多少: the total, when no item is named."""
    if (whole_of_all := _both_sides(plan) or _of_who_spends(plan)) is not None:
        return whole_of_all
    words = {_WHICH.sub("", _OF_THE_YEAR.sub("", word)) for word in plan.words if len(word) > 1}
    words -= {"资金"} if "资金总额" in plan.question else set()
    spent_on = cues.COMPOSITION(plan.question) and _SPENT_ON.search(plan.question)
    words -= {word for word in words if spent_on and _WHERE_TO.fullmatch(word)}
    parted = _PARTED.search(plan.question)
    words -= {word for word in words if parted and word in parted.group()}
    words |= {parted["what"]} if parted and parted["what"] else set()
    overrun = alone and asked.OVERRUN(plan.question) and not cues.PROJECTS(plan.question)
    words -= {word for word in words if overrun and asked.OVERRUN(f"{word}预算了吗")}
    counted = (cues.COUNT(plan.question) and not parted) or cues.PROJECTS(plan.question)
    if plan.targets or counted or words - {*_OF_THE_WHOLE, *_NAMED_WHOLES, *_BOUNDS} or _of_an_amount(plan):
        return plan
    named = next((word for word in _NAMED_WHOLES if word in words), None)
    if named is not None:
        text = named if named == "收入" else _NAMED_WHOLES[named].text
        target = _NAMED_WHOLES[named].model_copy(update={"start": plan.question.find(named), "text": text})
        return plan.model_copy(update={"targets": (target,)})
    spent = _SPENT.search(plan.question) and not _PLANNED_WHOLE.search(plan.question)
    if (spent_on and not words) or (spent and not plan.words):
        return plan.model_copy(update={"targets": (TOTAL_SPENT,), "words": ()})
    bare = Target(text="支出", names=TOTAL_EXPENDITURE.names, start=plan.question.find("支出"))
    said = bare if "支出" in words else TOTAL_EXPENDITURE
    whole = (
        "支出" in words
        or cues.WHOLE_BUDGET(plan.question)
        or overrun
        or (alone and not plan.words and _IN_ALL.search(plan.question))
    )
    return plan.model_copy(update={"targets": (said,)}) if whole else plan

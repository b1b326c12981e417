"""Averages over what documents count (按印出的个数平均): 每辆车的运行费, 每批次、每人次的公务接待费.

The amount and the number must both be printed by one document, and be of one thing; else there is no average.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.computation import Computed
from assistant.answer.draft import entry_label
from assistant.answer.fit.residue import content
from assistant.answer.lookups.found import resolve_all
from assistant.answer.lookups.own_figures import money_of
from assistant.answer.lookups.quantities import quantity_beside
from assistant.answer.messages import message
from assistant.plan import Operation
from index.model.units import from_fen
from index.store.schema import FactRow, StatementRow

if TYPE_CHECKING:
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source
    from assistant.plan import Plan

_UNITS: Final = "辆|台|部|套|册|件|张|本|把|只|亩|公里|平方米"
_EACH: Final = re.compile(
    f"(?:平均)?每(?:一)?(?:个)?(?:{_UNITS}|批次?|人次|(?:个)?团组)|平均(?:每)?一(?:{_UNITS}|批次?|人次)|(?<!\\d)一(?:{_UNITS}|批次?|人次)平均|每车|人均|每人(?!次)|生均"
)
_HEADS: Final = re.compile("人均|每人(?!次)|生均")
_STUDENTS: Final = re.compile("^(?:现有)?(?:在校)?学生(?:总?数|人数)?$|^在校生(?:总?数|人数)?$")
_POSTS: Final = re.compile("编制")
# those who are paid, and the posts that there are
_STAFF: Final = re.compile(
    "^(?:年末)?(?:实有|现有)?(?:在职|在编)(?:在编)?(?:人员|职工|干部职工|教职工|人数)?(?:总数|数)?$|^教职工(?:人数)?$"
)
_ESTABLISHED: Final = re.compile("^(?:单位|总|核定|人员)*编制(?:总?数|人数)?$")
_GUESTS: Final = re.compile("接待|培训|会议")  # those who come are others than the staff
_APPROXIMATE: Final = re.compile("约|近|余|多(?=人次|批|辆)|预计|左右")
# what is asked for, the units that count it, what the count is of, and the amounts that are spent on it
_COUNTED: Final = (
    (re.compile("[辆台部车]"), ("辆", "台"), re.compile("^(?:公务用车(?:保有量|数量)?|车辆)$"), re.compile("用车运行")),
    (re.compile("批"), ("批", "批次", "个"), re.compile("接待.{0,4}批|(?:公务|国内)接待$"), re.compile("公务接待")),
    (re.compile("人次"), ("人次", "人"), re.compile("接待.{0,4}人|(?:公务|国内)接待$"), re.compile("公务接待")),
    (re.compile("团组"), ("个", "团组"), re.compile("团组"), re.compile("因公出国")),
)
_CENT: Final = Decimal("0.01")


def say_per_unit(work: Work) -> bool:
    """Say what one of them comes to, where a document prints the amount and one number of them; else say nothing."""
    plan, asked = work.plan, _EACH.search(work.plan.question)
    if asked is None or plan.operation is not Operation.LOOKUP or len(plan.targets) != 1 or _says_more(plan, asked):
        return False
    found = []
    for source in work.chosen:
        amount = money_of(work, resolve_all(work, plan.targets[0], [source])[0]).main
        count = _count(work, source, asked.group(), amount) if amount is not None and amount.fen is not None else None
        if amount is not None and count is not None:
            found.append((source, amount, count))
    if len(found) != 1:
        return False
    [(source, amount, count)] = found
    work.draft.restart()
    work.draft.unsure = False  # the words that run into the name are what is divided by
    average, unit = _average(amount, count)
    formula = f"{work.draft.operand(amount)} ÷ {count.measure or count.subject} {work.draft.operand(count)}"
    heads = _HEADS.search(asked.group()) is not None
    label = (
        f"{asked.group()}{entry_label(amount)}"
        if heads
        else f"{entry_label(amount)}平均{asked.group().removeprefix('平均')}"
    )
    by = Computed.MEAN_OF
    figure = work.draft.derived(average, unit, label, [count, amount], by=by, source=source)
    work.draft.say(message("computed", who=work.who(source), label=label, figure=figure, formula=formula))
    work.draft.say(message("checked_by", statement=f"“{count.sentence}”") if count.sentence else "")
    return True


def _average(amount: Entry, count: Entry) -> tuple[Decimal, str]:
    """The average with its unit: in 元 where it is less than one of the unit of the amount (0.06万元 says little)."""
    average = amount.amount / count.amount
    if amount.fen is not None and amount.unit in ("万元", "亿元") and average < 1:
        return (from_fen(amount.fen, "元") / count.amount).quantize(_CENT, rounding=ROUND_HALF_UP), "元"
    return average.quantize(_CENT, rounding=ROUND_HALF_UP), amount.unit


def _says_more(plan: Plan, asked: re.Match[str]) -> bool:
    """Whether words are left over besides those that ask for the average: of what else it is, nothing tells."""
    own = {*asked.group(), *"平均公务车接待运行的费花编制", *plan.targets[0].text}
    return any(content(word) and not set(word) <= own for word in plan.words)


def _count(work: Work, source: Source, asked: str, amount: Entry) -> Entry | None:
    """The one number of them that a document prints exactly."""
    if _HEADS.search(asked) and _GUESTS.search(amount.subject) and "人次" in work.plan.question:
        asked = "每人次"  # 接待 412 人次，人均: of those who came
    if _HEADS.search(asked):
        apart = _GUESTS.search(amount.subject) or _HEADS.search(amount.subject)  # of guests; an average already
        return None if apart else _heads(work, source)
    listed = quantity_beside(work, amount)
    if listed is not None and listed.unit[:1] in asked:
        return listed
    for word, units, counted, spent in _COUNTED:
        if word.search(asked) and spent.search(amount.subject):
            stated = work.ledger.stated(source.ids, StatementRow.unit.in_(units), StatementRow.role == "count")
            own = [
                one for one in stated
                if counted.search(one.subject) and one.value and one.year in _years(source)
                and not _APPROXIMATE.search(one.sentence[max(one.start - 2, 0) : one.end + 2])
            ]  # fmt: skip
            return own[0] if len({one.value for one in own}) == 1 else None
    return None


def _years(source: Source) -> tuple[int | None, ...]:
    """The years that a number may be of: a budget counts the cars that there are when the year before ends."""
    before = (source.year - 1,) if source.year and source.kind == "预算" else ()
    return (None, source.year, *before)


def _heads(work: Work, source: Source) -> Entry | None:
    """Those who are paid, or the posts where the question names them: the one number that a document prints."""
    pupils = "生均" in work.plan.question
    whom = _STUDENTS if pupils else _ESTABLISHED if _POSTS.search(work.plan.question) else _STAFF
    stated = work.ledger.stated(source.ids, StatementRow.unit.in_(("人", "名")), StatementRow.role == "count")
    own = [one for one in stated if whom.search(one.subject) and one.value]
    if own or pupils:
        return own[0] if len({one.value for one in own}) == 1 else None
    column = f"{'编制' if whom is _ESTABLISHED else '在职'}人数"
    rows = [fact for fact in work.ledger.facts(source.ids, FactRow.measure == column) if fact.value]
    return rows[0] if len(rows) == 1 else None  # one body alone: of several, none is all of them

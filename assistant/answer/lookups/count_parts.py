"""What a counted number is made of (其中各几辆): the parts that its sentence lists, told or added up."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.computation import Computed
from assistant.answer.draft import amount_text
from assistant.answer.messages import message
from assistant.execute.sentences import counts_in
from assistant.plan import Operation
from assistant.understand.words import cues
from index.store.schema import StatementRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry

_KINDS: Final = re.compile(
    "类型|种类|哪[些几一]?[种类]|(?:都|分别)?[是有](?:些|哪些)什么|都[是有]?(?:些)?(?:什么|哪些|啥)|是(?:什么|啥)(?:车|人|设备)"
    "|各(?:类|种)?[是有]?(?:多少|几)|怎么分|构成|组成|分别"
)
_CLAIM: Final = re.compile(r"(?<![\d.])(?P<number>\d{1,6})(?P<unit>辆|人|名|个|家|台|套|项)(?!次|百分|亿|万|月|月份)")
_MONEY: Final = re.compile(r"\d\s*(?:万|亿)?元|\d\s*[万亿]")
_PAIR: Final = 2


def parts_of_count(work: Work, entry: Entry) -> list[Entry]:
    """The counts that the same sentence lists as parts of a count."""
    if entry.origin != "statement" or entry.role != "count":
        return []
    return work.ledger.stated([entry.source.id], StatementRow.parent == entry.ordinal, StatementRow.role == "count")


def asks_kinds(text: str) -> bool:
    """Whether a text asks of which kinds a number is: 都是什么车."""
    return _KINDS.search(text) is not None


def say_kinds(work: Work, entry: Entry) -> None:
    """都是些什么车: the parts of a count, where a question asks for them; those of nothing are told with the rest."""
    if not asks_kinds(work.plan.question):
        return
    parts = parts_of_count(work, entry)
    if cues.MOST(work.plan.question):  # 哪类车最多: the most first
        parts = sorted(parts, key=lambda part: -part.amount)
    lines = [
        message("list_item", number=number, name=part.subject, figure=work.draft.figure(part))
        for number, part in enumerate(parts, start=1)
    ]
    if lines:
        work.draft.say("\n".join(lines))


def answer_count_claim(work: Work) -> Status | None:
    """各类车加起来是 58 辆吗: the parts of the count that is claimed, added up; None for any other question."""
    plan, claim = work.plan, _CLAIM.search(work.plan.question)
    if plan.operation is not Operation.VERIFY or claim is None or _MONEY.search(plan.question):
        return None
    if not cues.SUM(plan.question):
        return None
    said = [_say_sum(work, entry) for entry in _claimed(work, claim)]
    return "answered" if any(said) else None


def _claimed(work: Work, claim: re.Match[str]) -> Sequence[Entry]:
    """Counts in that unit that have parts: those of the number claimed, else the only one."""
    found = []
    for source in work.chosen:
        counts = work.ledger.stated(source.ids, StatementRow.role == "count")
        own = [one for one in counts if counts_in(claim["unit"], one.unit) and len(parts_of_count(work, one)) >= _PAIR]
        of_number = [one for one in own if one.value == Decimal(claim["number"])]
        found += of_number[:1] or (own if len(own) == 1 else [])
    return found


def _say_sum(work: Work, whole: Entry) -> bool:
    parts = [part for part in parts_of_count(work, whole) if part.unit == whole.unit]
    if len(parts) < _PAIR:
        return False
    total = sum((part.amount for part in parts), Decimal(0))
    printed = f"{whole.subject}：{work.draft.figure(whole)}"
    figure = work.draft.derived(total, whole.unit, f"{whole.subject}各项之和", parts, by=Computed.SUM)
    formula = f"{' + '.join(work.draft.operand(part) for part in parts)} = {figure}"
    key = "holds" if total == whole.amount else "fails"
    gap = amount_text(abs(total - whole.amount), whole.unit)
    work.draft.say(message(key, formula=f"{formula}（{printed}）", difference=gap))
    work.draft.say(message("checked_by", statement=f"“{whole.sentence.strip()}”"))
    return True


def say_together(work: Work) -> None:
    """三家车辆一共几辆: what was counted of each organization, added up."""
    counted = [entry for entry in work.draft.entries if entry.role == "count" and entry.value is not None]
    bodies, units = {entry.source.organization_id for entry in counted}, {entry.unit for entry in counted}
    if not cues.SUM(work.plan.question) or not 1 < len(bodies) == len(counted) or len(units) != 1:
        return
    total, [unit], label = sum((entry.amount for entry in counted), Decimal(0)), units, counted[0].subject
    figure = work.draft.derived(total, unit, f"{label}合计", counted, by=Computed.SUM)
    work.draft.say(message("sum", label=label, figure=figure, formula=" + ".join(map(work.draft.operand, counted))))

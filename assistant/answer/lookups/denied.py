"""Items that the text says in words not to have occurred (文字否认): 未发生因公出国（境）费, 没有公务用车购置支出."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sqlalchemy import or_, select

from assistant.answer.messages import message
from assistant.answer.passage import as_hit
from index.catalogue.vocabulary import measure_entries
from index.narrative.figures import squeezed
from index.narrative.sentences import sentence_spans
from index.store.schema import PassageRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.work import Work
    from assistant.execute.entry import Source
    from assistant.plan import Target

_NOTHING: Final = (
    "(?:未(?!公开|披露|纳入|列入|计入|包[含括]|含|完成|超)|没有|没|无)(?:发生|安排|产生|列支|开支|编列|涉及|使用)?"
)
_WITHIN: Final = 24  # characters between the negation and the name, other names that are denied with it among them
# 无政府性基金预算|财政拨款支出, 无三公经费|财政拨款支出 deny those alone
_OF_ALL: Final = "(?<!基金)(?<!基金预算)(?<!经营)(?<!经营预算)(?<!公经费)(?<!公”经费)"
_BESIDE: Final = 2  # the same for parts of any expenditure: 没有政府性基金安排的|项目支出 denies no 项目支出
_PARTS: Final = frozenset({"基本支出", "项目支出", "人员支出", "公用支出", "人员经费", "公用经费", "运行费"})
_WHOLE: Final = {"公务用车运行费": "公务用车购置及运行", "公务用车购置费": "公务用车购置"}
_TOTALS: Final = {"收入总计", "支出总计", "收支总计"}  # 本年收入合计 is printed beside those
_SHORTEST: Final = 3
_NO_BUDGET: Final = re.compile("年初(?:无|没有|未安排|未编列|未批复)(?:相关)?预算|(?:无|没有|未安排|未编列)年初预算")


def say_denied(work: Work, target: Target, sources: Sequence[Source]) -> bool:
    """Quote the sentences that say in words that there is nothing of a target; False where none does."""
    names = printed_names(target)
    said = False
    for source in sources if names else ():
        named = or_(*(PassageRow.text.contains(name, autoescape=True) for name in names))
        query = select(*PassageRow.__table__.columns).where(PassageRow.document_id.in_(source.ids), named)
        for row in work.ledger.rows(query.order_by(PassageRow.ordinal)):
            text = str(row["text"])
            clauses = (text[start:end] for start, end in sentence_spans(text))
            quote = next((one for one in clauses if _denies(one, names)), "")
            unplanned = "" if quote else _unplanned(work, text, names)
            if quote or unplanned:
                quote, key = (quote, "denied") if quote else (unplanned, "unplanned")
                mark = work.draft.cite_passage(as_hit(row), source)
                work.draft.say(message(key, who=work.who(source), label=target.text))
                work.draft.say(f"> {quote.strip()}[{mark}]")
                said = True
                break
    return said


def say_unread(work: Work, target: Target, sources: Sequence[Source]) -> bool:
    """Quote a sentence that prints an amount right behind a target's name, of which no figure was read."""
    names = () if _TOTALS & {*target.names} else printed_names(target)
    if not names:
        return False
    named = "|".join(re.escape(squeezed(name)) for name in names)
    own = re.compile(rf"(?:{named})(?:支出|预算|决算|安排|数|为|共|计)*\d[\d,.]*[万亿]?元")
    told = or_(*(PassageRow.text.contains(name, autoescape=True) for name in names))
    for source in sources:
        query = select(*PassageRow.__table__.columns).where(PassageRow.document_id.in_(source.ids), told)
        for row in work.ledger.rows(query.order_by(PassageRow.ordinal)):
            text = str(row["text"])
            spans = (text[start:end] for start, end in sentence_spans(text))
            if quote := next((one for one in spans if own.search(squeezed(one))), ""):
                mark = work.draft.cite_passage(as_hit(row), source)
                work.draft.say(message("told_unread", who=source.label, label=target.text))
                work.draft.say(f"> {quote.strip()}[{mark}]")
                return True
    return False


def printed_names(target: Target) -> tuple[str, ...]:
    """The target's names as texts print them, bare of （境）."""
    formal = (name for entry in measure_entries() if entry.name in target.names for name in entry.formal)
    names = (*target.names, target.text, *formal, *(_WHOLE[name] for name in target.names if name in _WHOLE))
    return tuple(dict.fromkeys(name for name in names if len(name) >= _SHORTEST))


def _unplanned(work: Work, text: str, names: Sequence[str]) -> str:
    """What a paragraph about an item says of a budget that it did not have: 死亡抚恤（项）。年初无预算，支出决算为…."""
    if "年初预算" not in work.plan.selection.stages:
        return ""
    spans = list(sentence_spans(text))
    for position, (start, end) in enumerate(spans):
        if not _NO_BUDGET.search(squeezed(text[start:end])):
            continue
        first = spans[max(position - 1, 0)][0]  # the name may be a heading of its own
        if any(squeezed(name) in squeezed(text[first:end]) for name in names):
            return text[first:end]
    return ""


def _denies(sentence: str, names: Sequence[str]) -> bool:
    folded = squeezed(sentence)
    for name in map(squeezed, names):
        within = _BESIDE if name in _PARTS else _WITHIN
        before = rf"{_NOTHING}[^，,。；;\d]{{0,{within}}}{_OF_ALL}{re.escape(name)}(?![^，,。；;]{{0,8}}\d)"
        after = rf"{_OF_ALL}{re.escape(name)}[^，,。；;\d]{{0,12}}(?:未|没有|无)(?:发生|安排|产生|列支|开支|编列|涉及)"
        if re.search(before, folded) or re.search(after, folded):
            return True
    return False

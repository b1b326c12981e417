"""Money that comes in (收入里的财政拨款): of the rows of receipts, not of what pays for the expenditure.

财政拨款 heads a column of expenditure, which holds what is carried over, and stands in the tables of single projects;
of the receipts it is the row that their table prints.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.plan import Operation
from assistant.understand.scoping.scope import documents, of_years

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.entry import Source
    from assistant.execute.ledger import Ledger
    from assistant.plan import Plan, Target

_OF_RECEIPTS: Final = re.compile(
    "收入(?:来源|总计|合计|总额)?(?:里面|里头|里|当中|中|来源)[^，,。；;？?]{0,4}?(?=财政拨款|一般公共预算|政府性基金|国有资本经营)"
)
_OTHER: Final = "(?:事业单位经营|事业|经营|其他|上级补助|附属单位上缴)收入"
_AND: Final = "(?:收入)?(?:和|与|、|跟|及|以及|加上?|比|,|，)"
_BESIDE: Final = re.compile(f"财政拨款{_AND}{_OTHER}|{_OTHER}{_AND}财政拨款(?!支出)")
_GRANTS: Final = frozenset({"财政拨款", "财政拨款支出", "财政拨款收支总计", "财政拨款收入"})
_FUNDS: Final = ("一般公共预算", "政府性基金预算", "国有资本经营预算")
_RECEIVED: Final = "财政拨款收入"
_OTHER_GRANTS: Final = ("政府性基金预算拨款收入", "国有资本经营预算拨款收入")
_ROWS: Final = (
    "财政拨款收入", "财政拨款", "一般公共预算财政拨款收入", "一般公共预算拨款收入", "一般公共预算财政拨款",
    "一般公共预算资金",
)  # fmt: skip
_TOTALS: Final = frozenset({"收入总计", "本年收入合计"})
_FORMS: Final = frozenset({"budget_summary", "receipts_summary"})


def of_receipts(ledger: Ledger, plan: Plan) -> Plan:
    """收入里财政拨款多少: the first of the rows so called that the tables of receipts print."""
    said = _OF_RECEIPTS.search(plan.question) or _BESIDE.search(plan.question)
    targets = tuple(
        _received(ledger, plan, one)
        if _rows_of(one) and (said or (_RECEIVED in one.names and _is_unprinted(ledger, plan, one)))
        else one
        for one in plan.targets
    )
    return plan.model_copy(update={"targets": targets})


def _rows_of(target: Target) -> tuple[str, ...]:
    """How tables of receipts call what a target names of all that is spent: a grant, or one fund of it."""
    if target.within:
        return ()  # the grant of a project, in its own table
    if {*target.names} <= _GRANTS:
        return _ROWS
    fund = next((fund for fund in _FUNDS if {*target.names} <= {fund, f"{fund}支出"}), "")
    of_fund = (f"{fund}财政拨款收入", f"{fund}拨款收入", f"{fund}财政拨款", f"{fund}资金", f"{fund}收入", fund)
    return of_fund if fund and "支出" not in target.text else ()


def share_of_receipts(ledger: Ledger, plan: Plan) -> Plan:
    """财政拨款占比多少, after 收入总计多少: the share of the receipts is that of their row."""
    whole = {name for one in plan.against for name in one.names}
    if plan.operation is not Operation.RATIO or not whole or not whole <= _TOTALS:
        return plan
    targets = tuple(_received(ledger, plan, one) if _rows_of(one) else one for one in plan.targets)
    return plan.model_copy(update={"targets": targets})


def _is_unprinted(ledger: Ledger, plan: Plan, target: Target) -> bool:
    """财政拨款收入, where receipts are printed grant by grant, and there is one grant alone."""
    sources = of_years(documents(ledger, plan.selection), plan.selection.years)
    ids = [one for source in sources for one in source.ids]
    if (
        target.names != (_RECEIVED,)
        or ledger.facts_named(ids, target.names, ())
        or ledger.stated_named(ids, target.names, ())
    ):
        return False
    others = ledger.facts_named(ids, _OTHER_GRANTS, ())
    return not any(fact.fen for fact in others if fact.form in _FORMS)


def _received(ledger: Ledger, plan: Plan, target: Target) -> Target:
    sources = of_years(documents(ledger, plan.selection), plan.selection.years)
    names = tuple(dict.fromkeys(name for source in sources if (name := _row(ledger, source, _rows_of(target)))))
    return target.model_copy(update={"names": names, "codes": (), "measure": ""}) if names else target


def _row(ledger: Ledger, source: Source, names: Sequence[str]) -> str:
    """How the tables of receipts of a document call what is granted; "" where they print no such row."""
    for name in names:
        rows = ledger.facts_named(source.ids, (name,), ())
        if any(row.form in _FORMS and row.fen and not row.measure for row in rows):
            return name
    return ""

"""The scope of a figure (口径): funds, nature and side, from its table's title and its column header.

Two figures of one item may be compared only where their scope is the same; `certain` says that the table is one whose
scope the title states.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from index.catalogue.forms import form_by_id
from index.catalogue.vocabulary import canonical, normalise
from index.model.frozen import frozen
from index.model.records import Fact, Side, Table

_FUNDS = (
    (re.compile(r"政府性基金"), "政府性基金预算"),
    (re.compile(r"国有资本"), "国有资本经营预算"),
    (re.compile(r"一般公共预算"), "一般公共预算"),
    (re.compile(r"非财政拨款"), "非财政拨款"),
    (re.compile(r"财政拨款|财政资金"), "财政拨款"),
)
_ALL_FUNDS = re.compile(r"(?:收支|收入|支出)(?:预算|决算)?(?:总体情况|总体|总)表|(?:收支|收入|支出)(?:预算|决算)总表")
_OTHER_FORMS = re.compile(r"采购|转移支付|绩效|机关运行|购买服务|项目支出|资产|债务|专项")
_NATURES = (
    (re.compile(r"人员(?:支出|经费)"), "人员支出"),
    (re.compile(r"公用(?:支出|经费)"), "公用支出"),
    (re.compile(r"基本支出"), "基本支出"),
    (re.compile(r"项目支出"), "项目支出"),
)
_PLAIN_HEADERS = re.compile(
    r"(?:\d{4}年?(?:度)?|[本上]年(?:度)?|当年)?(?:部门|单位)?(?:收入|支出|收支)?(?:预算|决算|年初预算|执行|调整)?(?:数|金额|合计|总计|小计|总额|额)?"
)
_FUNDS_ONLY = re.compile(r"(?:非?财政拨款|一般公共预算|政府性基金|国有资本经营)(?:预算|拨款|支出|收入|财政|资金)*")
_FUND_RECEIPTS = {
    "一般公共预算拨款收入": "一般公共预算",
    "政府性基金预算拨款收入": "政府性基金预算",
    "国有资本经营预算拨款收入": "国有资本经营预算",
}
_TITLE_NOISE = re.compile(r"\d{4}年?度?|[(（]?续表?[)）]?|表$")


@dataclass(frozen=True, slots=True)
class TableScope:
    """The scope that a table's title states; `funds` "全部" for all, "" where the title does not say."""

    funds: str
    nature: str
    side: str
    three_public: bool
    certain: bool
    signature: str


@frozen
class FactScope:
    """The scope of one figure: `header` is what its column takes beyond funds and nature, `own` its column's nature."""

    funds: str
    nature: str
    own: str
    side: str
    header: str
    certain: bool


def table_scope(table: Table) -> TableScope:
    """Read the scope of a table from its title, or where that does not say it from the usual title of its form."""
    scope = _title_scope(normalise(table.title))
    form = None if scope.funds or _OTHER_FORMS.search(table.title) else form_by_id(table.form)
    return replace(_title_scope(normalise(form.title)), signature=scope.signature) if form else scope


@lru_cache(maxsize=4096)
def _title_scope(title: str) -> TableScope:
    fund = _first(_FUNDS, title)
    natures = {name for pattern, name in _NATURES if pattern.search(title)}
    nature = natures.pop() if len(natures) == 1 else ""
    three_public = "三公" in title
    other = _OTHER_FORMS.search(title) is not None
    if not fund and not other and _ALL_FUNDS.search(title):
        fund = "全部"
    side = ""
    if "收支" not in title:
        side = Side.RECEIPTS if "收入" in title else Side.EXPENDITURE if "支出" in title or three_public else ""
    return TableScope(fund, nature, side, three_public, bool(fund) and not other, _TITLE_NOISE.sub("", title))


def fact_scope(fact: Fact, table: TableScope) -> FactScope:
    """Read the scope of a figure: what its subject says, else its column, else its table."""
    funds, own, header = _column_scope(fact.column_path)
    funds = _FUND_RECEIPTS.get(canonical(fact.subject), funds) or table.funds
    return FactScope(funds, own or table.nature, own, fact.side or table.side, header, table.certain)


@lru_cache(maxsize=4096)
def _column_scope(path: tuple[str, ...]) -> tuple[str, str, str]:
    """Read funds, nature and what else a column takes from its header."""
    header = normalise("/".join(path))
    words = [word for word in path if not is_plain_header(word)]
    last = canonical(words[-1]) if words else ""
    nature = _first(_NATURES, normalise(last))
    said = nature or last in _FUND_RECEIPTS or _names_funds_only(last)
    return _first(_FUNDS, header), nature or _first(_NATURES, header), "" if said else last


def funds_in(words: str) -> str:
    """Return the funds that words name, "" for none."""
    return _first(_FUNDS, normalise(words))


def is_fund_receipt(subject: str) -> bool:
    """Whether a subject is the receipts from one kind of funds (一般公共预算拨款收入 …)."""
    return canonical(subject) in _FUND_RECEIPTS


def _names_funds_only(word: str) -> bool:
    return not word or _FUNDS_ONLY.fullmatch(normalise(word)) is not None


def is_plain_header(word: str) -> bool:
    """Whether a header word says nothing of what is counted (预算数, 2024年预算数, 其中 …)."""
    folded = normalise(word)
    return _PLAIN_HEADERS.fullmatch(folded) is not None or folded in {"其中", "项目", "支出功能分类科目"}


def _first(patterns: tuple[tuple[re.Pattern[str], str], ...], text: str) -> str:
    return next((name for pattern, name in patterns if pattern.search(text)), "")

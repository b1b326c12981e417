"""What a figure consists of (构成): the accounts under it, the rows under a total, or the parts a sentence lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_

from assistant.execute.against import FINAL_STAGES, OF_THIS_YEAR
from assistant.execute.receipts import is_receipts, sources_of
from assistant.execute.steps import steps_under
from assistant.plan import Target, TargetKind
from index.catalogue.accounts import names_of
from index.catalogue.forms import form_by_id
from index.catalogue.vocabulary import normalise
from index.model.quantity import Outcome, compare
from index.store.schema import FactRow, StatementRow, TableRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.entry import Entry, Source
    from assistant.execute.ledger import Ledger
    from assistant.plan import Selection

THREE_PUBLIC: Final = "“三公”经费"
THREE_PUBLIC_PARTS: Final = ("因公出国（境）费", "公务用车购置及运行费", "公务接待费")
_PRESCRIBED_PARTS: Final = {  # what the form of the three public expenses breaks down, and nothing else of it
    THREE_PUBLIC: THREE_PUBLIC_PARTS,
    "公务用车购置及运行费": ("公务用车购置费", "公务用车运行费"),
}
LEVEL_DIGITS: Final = {"类": 3, "款": 5, "项": 7}
_NUMBERINGS: Final = (
    r"[一二三四五六七八九十]+[、.．]",
    r"[（(][一二三四五六七八九十]+[）)]",
    r"\d+[、.．]",
    r"[（(]\d+[）)]",
)


@dataclass(frozen=True, slots=True)
class Parts:
    """A whole and its parts, as one table or one passage prints them."""

    whole: Entry
    parts: tuple[Entry, ...]

    @property
    def outcome(self) -> Outcome:
        """Whether the parts add up to the whole, in intervals of the printed digits."""
        total = self.whole.quantity.interval
        added = self.parts[0].quantity.interval
        for part in self.parts[1:]:
            added = added + part.quantity.interval
        return compare(total, added, exact=self.whole.value == sum(p.value for p in self.parts if p.value is not None))


def parts_of(ledger: Ledger, target: Target, source: Source, selection: Selection) -> Parts | None:
    """Find the parts of a target: in the table that lists them, or in the sentence that does."""
    by_nature = _of_nature(ledger, target, source) or _of_this_year(ledger, target, source, selection)
    if by_nature is not None:
        return by_nature
    by_code = target.codes and not target.names
    facts = ledger.facts_named(source.ids, () if by_code else target.names, target.codes)
    wholes = [f for f in facts if not f.blank and f.measure == target.measure and _fits(f, source, selection)]
    if selection.classification and (listed := [form for name in target.names for form in _LISTED.get(name, ())]):
        totals = ledger.facts(source.ids, FactRow.total.is_(True), TableRow.form.in_(listed))
        wholes += [t for t in totals if not t.blank and not t.measure and _fits(t, source, selection)]
    found: list[Parts] = []
    if receipts := [fact for fact in wholes if is_receipts(fact)]:
        sources = sources_of(ledger, receipts)
        return Parts(sources[0], tuple(sources[1])) if sources else _stated_parts(ledger, target, source)
    for whole in sorted(wholes, key=lambda fact: _nearness(fact, target)):
        parts = _under(ledger, whole)
        if len(parts) > 1 or (parts and parts[0].worth == whole.worth and whole.code):
            found.append(Parts(whole, tuple(parts)))
    if selection.classification:
        found = _of_classification(found, selection)
        return _adding(found) or _stated_classes(ledger, target, source, selection)
    stated = _stated_parts(ledger, target, source)
    if stated and (target.kind is TargetKind.PROJECT or not found):
        return stated
    return _adding(found) or stated


def _adding(found: Sequence[Parts]) -> Parts | None:
    """The first that adds up, else the first."""
    adding = [each for each in found if each.outcome is not Outcome.CONTRADICTION]
    return next(iter(adding), None) or next(iter(found), None)


def _stated_classes(ledger: Ledger, target: Target, source: Source, selection: Selection) -> Parts | None:
    """The classes that a sentence says an amount was spent on, where no table lists them: 主要用于以下方面：教育支出….

    Of all expenditure the text tells those of what was granted.
    """
    first = "2" if selection.classification == "functional" else "3"
    wanted = {*target.names, *(_GRANTED if "支出总计" in target.names else ())}
    children: dict[int, list[Entry]] = {}
    levels = [e for e in ledger.stated(source.ids, StatementRow.role == "level") if e.fen is not None]
    for entry in levels:
        if entry.parent is not None and entry.table_id is None:
            children.setdefault(entry.parent, []).append(entry)
    for whole in levels:
        parts = children.get(whole.ordinal, [])
        if whole.subject in wanted and len(parts) > 1 and all(_names_class(part, first) for part in parts):
            return Parts(whole, tuple(parts))
    return None


def _of_classification(found: Sequence[Parts], selection: Selection) -> list[Parts]:
    """Those whose parts are of the classification; 收支总表 names classes without codes and may be all that has all."""
    coded = [each for each in found if _classified(each.parts[0], selection)]
    first = "2" if selection.classification == "functional" else "3"
    named = [each for each in found if all(_names_class(part, first) for part in each.parts)]
    covered = max((each.whole.fen or 0 for each in coded), default=0)
    return [each for each in named if (each.whole.fen or 0) > covered] + coded


def _names_class(part: Entry, first: str) -> bool:
    """Whether a part without a code is named as a 类: 农林水支出 by function, 工资福利支出 by what is bought."""
    return not part.code and any(len(one) == LEVEL_DIGITS["类"] and one[0] == first for one in names_of(part.subject))


def _of_this_year(ledger: Ledger, target: Target, source: Source, selection: Selection) -> Parts | None:
    """What final accounts spent: their 支出总计 holds what is carried over as well, which is none of the parts."""
    own = tuple(OF_THIS_YEAR[name] for name in target.names if name == "支出总计")
    if source.kind != "决算" or not own or "总计" in target.text:
        return None
    found = parts_of(ledger, target.model_copy(update={"names": own}), source, selection)
    return found if found is not None and found.outcome is not Outcome.CONTRADICTION else None


def _classified(part: Entry, selection: Selection) -> bool:
    """Whether the parts are of the classification asked for: by function (2…), or by what is bought (3…)."""
    return bool(part.code) and (part.code[0] == "2") == (selection.classification == "functional")


_LISTED: Final = {  # tables that list by their accounts what an amount was spent on
    "支出总计": ("expenditure_summary", "general_expenditure", "general_economic"),
    "一般公共预算支出": ("general_expenditure", "general_economic"),
}
_GRANTED: Final = ("一般公共预算支出", "财政拨款支出")
ACCOUNTS_OF: Final = {"人员支出": ("301", "303"), "公用支出": ("302", "310")}


def _of_nature(ledger: Ledger, target: Target, source: Source) -> Parts | None:
    """人员支出 or 公用支出: the accounts that it is spent on, where the table of 基本支出 prints it and they add up."""
    name = next((name for name in target.names if name in ACCOUNTS_OF), "")
    if not name or target.measure:
        return None
    facts = [fact for fact in ledger.facts(source.ids, TableRow.form == "basic_economic") if not fact.blank]
    wholes = [fact for fact in facts if fact.subject == name and fact.year in (None, source.year)]
    coded = [fact for fact in facts if len(fact.code) == LEVEL_DIGITS["款"] and fact.year in (None, source.year)]
    columns = [fact for fact in coded if fact.measure == name]
    plain = [fact for fact in coded if not fact.measure and fact.code.startswith(ACCOUNTS_OF[name])]
    tables = dict.fromkeys(fact.table_id for fact in coded)
    pairs = [(whole, whole.table_id) for whole in wholes]
    if not pairs:  # the table has no row of it: what another prints, where the accounts come to that
        named = [*ledger.facts_named(source.ids, (name,), ()), *_stated_levels(ledger, source, name)]
        pairs = [(each, table) for each in named if not each.blank and not each.measure for table in tables]
    for whole, table in pairs:
        rows = [fact for fact in columns or plain if fact.table_id == table and fact.value]
        found = Parts(whole, tuple(rows))
        if len(rows) > 1 and found.outcome is not Outcome.CONTRADICTION:
            return found
    return None


def _stated_levels(ledger: Ledger, source: Source, name: str) -> list[Entry]:
    """What sentences state of that name for the year of the document."""
    stated = ledger.stated_named(source.ids, (name,), ())
    return [one for one in stated if one.role == "level" and one.fen and one.year in (None, source.year)]


def _fits(fact: Entry, source: Source, selection: Selection) -> bool:
    form = form_by_id(fact.form) if fact.form else None
    nature = form.nature if form else ""
    if selection.forms and fact.form not in selection.forms:
        return False
    if selection.nature and nature and (selection.nature == "basic") != (nature == "basic"):
        return False
    if source.kind == "决算" and fact.stage == "年初预算":
        return selection.stages == ("年初预算",)
    return fact.year in (None, source.year)


def _nearness(fact: Entry, target: Target) -> tuple[bool, bool, int]:
    """The form that is about the target comes first: 基本支出 in the table of 基本支出."""
    form = form_by_id(fact.form) if fact.form else None
    about = form is not None and normalise(form.subject) in {normalise(name) for name in target.names}
    return (not about, fact.doubtful, fact.ordinal)


def _under(ledger: Ledger, whole: Entry) -> list[Entry]:
    """The rows directly under a figure in its own table and column."""
    if whole.table_id is None:
        return []
    if whole.subject == THREE_PUBLIC or whole.subject in THREE_PUBLIC_PARTS:
        wanted = _PRESCRIBED_PARTS.get(whole.subject, ())
        beside = [
            r
            for r in ledger.table_facts(whole.table_id)
            if not r.blank and not r.measure and r.stage == whole.stage and r.year == whole.year
        ]
        found = [r for r in beside if r.subject in wanted]
        return _with_cars(whole, found, beside) if whole.subject == THREE_PUBLIC else found
    same_column = and_(FactRow.table_id == whole.table_id, FactRow.column_path == whole.column_path)
    rows = [row for row in ledger.facts(whole.source.ids, same_column) if not row.blank]
    found = _rows_under(ledger, rows, whole)
    if sum(row.fen or 0 for row in found) == whole.fen:
        return found
    own = _rows_under(ledger, [row for row in rows if row.column == whole.column], whole)
    return own if sum(row.fen or 0 for row in own) == whole.fen else found  # 按功能 | 按经济, both under 本年预算


def _rows_under(ledger: Ledger, rows: Sequence[Entry], whole: Entry) -> list[Entry]:
    if whole.code:
        return _coded_under(rows, whole)
    return steps_under(ledger, whole, rows) or (_under_total(rows, whole) if whole.total else [])


_CARS: Final = (("公务用车购置", "公务用车购置费"), ("公务用车运行费", "公务用车运行维护费"))


def _with_cars(whole: Entry, found: list[Entry], beside: Sequence[Entry]) -> list[Entry]:
    """The parts of 三公 where a table prints 购置 and 运行 in rows of their own; none where one of them is missing."""
    if any(row.subject == THREE_PUBLIC_PARTS[1] for row in found):
        return found
    bought, run = ([row for row in beside if row.subject in names] for names in _CARS)
    parts = [row for row in beside if row in (*found, *bought, *run)]
    whole_of_them = bool(parts) and Parts(whole, tuple(parts)).outcome is not Outcome.CONTRADICTION
    if bool(bought) != bool(run):
        return []
    return parts if whole_of_them else found


def _under_total(rows: Sequence[Entry], whole: Entry) -> list[Entry]:
    """The rows that a total adds up: the outermost accounts, or the rows of the outermost numbering."""
    coded = [row for row in rows if row.code]
    if coded:
        shortest = min(len(row.code) for row in coded)
        outer = [row for row in coded if len(row.code) == shortest]
        only = len(outer) == 1 and outer[0].worth == whole.worth
        return _coded_under(rows, outer[0]) or outer if only else outer
    return _outermost([row for row in rows if not row.total and row.side == whole.side and row.value])


def _coded_under(rows: Sequence[Entry], whole: Entry) -> list[Entry]:
    """The accounts under an account; an only child is no composition, so its own children are looked at."""
    direct = [row for row in rows if row.parent_code == whole.code]
    direct = direct or [row for row in rows if row.code.startswith(whole.code) and len(row.code) > len(whole.code)]
    if len(direct) == 1 and direct[0].worth == whole.worth:
        return _coded_under(rows, direct[0]) or direct
    return direct


def _outermost(rows: Sequence[Entry]) -> list[Entry]:
    """The rows of the outermost printed numbering; 其中 rows are parts of another row."""
    own = [row for row in rows if not row.row_label.startswith("其中")]
    for numbering in _NUMBERINGS:
        numbered = [row for row in own if re.match(numbering, row.row_label)]
        if numbered:
            return numbered
    return own


def _stated_parts(ledger: Ledger, target: Target, source: Source) -> Parts | None:
    named = [entry for entry in ledger.stated_named(source.ids, target.names, target.codes) if entry.role == "level"]
    if not target.names and not target.codes:  # a heading: what is said under it
        named = ledger.stated(source.ids, StatementRow.section.contains(target.text, autoescape=True))
    best: Parts | None = None
    for whole in named:
        parts = ledger.stated([whole.source.id], StatementRow.parent == whole.ordinal)
        parts = [part for part in parts if part.role == "level" and part.unit == whole.unit]
        if len(parts) > 1 and (best is None or len(parts) > len(best.parts)):
            best = Parts(whole, tuple(parts))
    return best


def stated_projects(ledger: Ledger, source: Source) -> Parts | None:
    """The projects that the text lists where it counts them: 编报绩效目标的项目共4个，…其中：甲 1 万元，乙 2 万元."""
    for count in ledger.stated(source.ids, StatementRow.role == "count", StatementRow.subject.contains("项目")):
        near = and_(StatementRow.ordinal > count.ordinal, StatementRow.ordinal <= count.ordinal + 3)
        for whole in ledger.stated([count.source.id], near, StatementRow.role == "level"):
            parts = ledger.stated([count.source.id], StatementRow.parent == whole.ordinal)
            if len(parts) == count.value:
                return Parts(whole, tuple(parts))
    return None


def stated_count(ledger: Ledger, source: Source) -> tuple[Entry, Entry] | None:
    """How many projects the text counts, and the amount that it gives for them in the same sentence."""
    for count in ledger.stated(source.ids, StatementRow.role == "count", StatementRow.subject.contains("项目")):
        beside = and_(StatementRow.sentence == count.sentence, StatementRow.ordinal > count.ordinal)
        for whole in ledger.stated([count.source.id], beside, StatementRow.role == "level"):
            if whole.fen is not None and count.value:
                return count, whole
    return None


def of_level(ledger: Ledger, whole: Entry, level: str) -> list[Entry]:
    """The accounts of a level (类, 款, 项) under a figure, in its own table and column."""
    same_column = and_(FactRow.table_id == whole.table_id, FactRow.column_path == whole.column_path)
    rows = ledger.facts(whole.source.ids, same_column)
    return [
        row for row in rows
        if not row.blank and len(row.code) == LEVEL_DIGITS[level] and row.code.startswith(whole.code)
    ]  # fmt: skip


def items(
    ledger: Ledger, source: Source, level: str, *, economic: bool = False, forms: Sequence[str] = ()
) -> list[Entry]:
    """All accounts of a level (类 3, 款 5, 项 7 digits) in the table that lists the whole expenditure.

    By function; `economic` accounts (经济分类) have no 项. Where a table of `forms` lists such accounts, those of it.
    """
    digits = LEVEL_DIGITS["款" if economic and level == "项" else level]
    accounts = ("3" if economic else "2") + "_" * (digits - 1)
    rows = [
        row for row in ledger.facts(source.ids, FactRow.measure == "", FactRow.code.like(accounts))
        if not row.blank and row.year in (None, source.year)
    ]  # fmt: skip
    if source.kind == "决算":  # the budget stands beside the result in one row
        rows = [row for row in rows if row.stage in FINAL_STAGES] or rows
    return _one_table([row for row in rows if row.form in forms] or rows)


def _one_table(rows: Sequence[Entry]) -> list[Entry]:
    order = (
        "expenditure_summary", "general_expenditure", "receipts_summary", "fiscal_expenditure", "general_economic",
        "basic_economic",
    )  # fmt: skip
    tables: dict[int | None, list[Entry]] = {}
    for row in rows:
        tables.setdefault(row.table_id, []).append(row)
    if not tables:
        return []
    return min(tables.values(), key=lambda group: order.index(group[0].form) if group[0].form in order else len(order))


def below(ledger: Ledger, parts: Sequence[Entry], level: str) -> list[Entry]:
    """The accounts of a level under the parts of a whole, in their own table and column; none where one has no code."""
    if not parts or not all(part.code for part in parts):
        return []
    own = [row for part in parts for row in of_level(ledger, part, level) if row.fen is not None]
    return [row for row in own if row.measure == parts[0].measure]

"""From a target to the figure that is meant (取数): which of the places that print it, and what else could be meant.

One name often stands for several figures: in tables of another scope (三公 table and 基本支出 table), under two
classifications (功能, 经济), at several stages. The figure of the widest scope is taken where one is plainly asked for;
different accounts with different figures are readings, to be asked about.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from assistant.execute.against import FINAL_STAGES, OF_THIS_YEAR, against, is_basic
from assistant.execute.this_year import names_of_this_year
from index.catalogue.forms import form_by_id, forms
from index.catalogue.vocabulary import normalise
from index.store.schema import FactRow, StatementRow, TableRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.execute.entry import Entry, Source
    from assistant.execute.ledger import Ledger
    from assistant.plan import Selection, Target

# Where a figure is looked at first: the tables that cover the most; the 三公 table for what it is about.
_FORM_ORDER: Final = (
    "three_public", "procurement", "budget_summary", "expenditure_summary", "receipts_summary", "general_expenditure",
    "general_flow", "general_economic", "fiscal_summary", "basic_economic", "government_fund", "state_capital",
    "operating", "transfer", "project_list", "performance_project", "performance_overall",
)  # fmt: skip
# Tables whose rows carry an account code as an attribute: their figures are not the account's.
OF_PROJECTS: Final = frozenset(
    {"project_list", "procurement", "transfer", "performance_project", "performance_overall"}
)
_AT_THE_END: Final = re.compile("截[至止]|年[底末]")
_ASSET: Final = re.compile("资产|在建工程|房屋|构筑物|设备|家具|车辆")
_BUDGET_STAGES: Final = ("预算", "年初预算", "调整预算")


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a target comes to in one document.

    `main` is the figure taken; `same` other places that print the same figure; `others` figures of the same name under
    another 口径; `readings` different accounts that the words may mean (two or more: ask back); `blank` an empty cell.
    """

    source: Source
    target: Target
    main: Entry | None = None
    same: tuple[Entry, ...] = ()
    others: tuple[Entry, ...] = ()
    readings: tuple[Entry, ...] = ()
    blank: Entry | None = None
    against: Entry | None = None  # a sentence that states another amount of the same thing than any table
    parts: tuple[Entry, ...] = field(default=())  # the columns that the figure is listed in (人员支出, 公用支出 …)

    @property
    def found(self) -> bool:
        """Whether there is one figure."""
        return self.main is not None


_PARTS_OF_EXPENDITURE: Final = frozenset({"基本支出", "项目支出", "人员支出", "公用支出", "经营支出"})


def resolve(ledger: Ledger, target: Target, source: Source, selection: Selection) -> Resolved:
    """Find the figure of a target in a document."""
    facts, whole = _candidates(ledger, target, source, selection := target.within_forms(selection))
    printed = [fact for fact in whole if not fact.blank]
    of_rows = bool(target.measure) or (bool(selection.classification) and any(fact.code for fact in printed))
    stated = [] if of_rows else _stated(ledger, _in_sentences(ledger, target, source, facts), source, selection)
    if stated and not printed and without_row(ledger, source, selection):
        stated = [entry for entry in stated if "基本支出" in entry.section + entry.sentence]
    if (
        not printed
        and not stated
        and source.kind == "决算"
        and not (selection.stages or selection.kind or target.measure)
    ):
        planned = selection.model_copy(update={"stages": _BUDGET_STAGES})  # of what only a budget can say: 预留采购
        stated = _stated(ledger, _in_sentences(ledger, target, source, facts), source, planned)
    staged = bool(selection.stages) and source.kind == "决算"  # the list of projects prints but one of its stages
    of_projects = target.measure in ("", "项目支出") and (not selection.years or source.year in selection.years)
    if not printed and not stated and not staged and of_projects and (project := _project(ledger, target, source)):
        return Resolved(source, target, project)
    if not printed:
        columns = _of_columns(facts) if not stated and not target.measure else ()
        blank = [fact for fact in whole if fact.blank]
        return (
            Resolved(source, target, readings=columns) if columns else _from_text(ledger, target, source, stated, blank)
        )
    ordered = sorted(printed, key=lambda fact: (not fact.is_in(selection.tables), _rank(fact)))
    readings = _of_projects(ordered) or _readings(ordered)
    if len(readings) > 1:
        return Resolved(source, target, readings=tuple(readings))
    main = ordered[0]
    narrow = "/" in main.column_path or _of_one_fund(main)
    if narrow and (wider := [e for e in stated if e.parent is not None and not e.agrees(main)]):
        whole_of_total = _whole_of_total(ledger, wider)
        if whole_of_total is not None:  # a cell that prints the same is more precise than the sentence
            main = next((fact for fact in ordered if fact.agrees(whole_of_total)), whole_of_total)
    three_public = [fact for fact in whole if fact.form == "three_public" and fact.blank]
    if three_public and main.form != "three_public" and stated:
        return _from_text(ledger, target, source, stated, three_public)
    borne_out = [fact for fact in ordered if fact.form == "three_public" and stated and fact.agrees(stated[0])]
    if main.form != "three_public" and stated and (_stated_is_wider(main, stated) or (is_basic(main) and borne_out)):
        coded = target.codes and not target.names and main.code in target.codes  # 30217 is the row of that code
        meant, other = (main, stated[0]) if coded else (stated[0], main)
        return Resolved(source, target, meant, others=(other,))
    return Resolved(
        source,
        target,
        main,
        same=tuple(e for e in (*ordered, *stated) if e.agrees(main) and e.id != main.id),
        others=tuple(_distinct(e for e in ordered if not e.agrees(main))),
        against=against(ledger, ordered, [entry for entry in stated if not entry.agrees(main)], target),
        parts=tuple(
            f
            for f in facts
            if f.measure
            and not f.blank
            and f.table_id == main.table_id
            and f.row == main.row
            and f.row_label == main.row_label  # another panel of the row is another item
        ),
    )


def _of_columns(facts: Sequence[Entry]) -> tuple[Entry, ...]:
    """What the columns of the item's only row print, where none of them is of the item as a whole: 数量, 价值."""
    own = [fact for fact in facts if fact.measure and not fact.blank]
    if len({(fact.table_id, fact.row) for fact in own}) != 1 or len({fact.unit for fact in own}) != len(own):
        return ()
    return tuple(own)


def _in_sentences(ledger: Ledger, target: Target, source: Source, facts: Sequence[Entry]) -> Target:
    """The target as sentences name it: as its tables do, where that name is of this account alone."""
    if not facts and (yearly := names_of_this_year(ledger, target, source)):
        return target.model_copy(update={"names": yearly})
    subjects = {fact.subject for fact in facts if fact.code in target.codes} - set(target.names)
    own = []
    for subject in sorted(subjects):
        codes = {fact.code for fact in ledger.facts_named(source.ids, (subject,), ()) if fact.code}
        if codes <= set(target.codes):
            own.append(subject)
    return target.model_copy(update={"names": (*target.names, *own)})


def _candidates(
    ledger: Ledger, target: Target, source: Source, selection: Selection
) -> tuple[list[Entry], list[Entry]]:
    """All facts of the target in the 口径 meant, and those of them that are of the part (measure) meant."""
    names = names_of_this_year(ledger, target, source) or tuple(dict.fromkeys(target.names))
    by_code = target.codes and not names
    facts = ledger.facts_named(source.ids, () if by_code else names, target.codes)
    if target.within:
        tables = ledger.own_tables(source.ids, target.within)
        facts = [fact for fact in facts if fact.table_id in tables]
    facts = [fact for fact in facts if _selected(fact, source, selection) and _own(fact, names)]
    if selection.classification and any(fact.code for fact in facts):
        facts = [fact for fact in facts if fact.code]  # 经济科目的: a row of that classification, no “三公” cell
    if not selection.forms and any(fact.code and fact.form not in OF_PROJECTS for fact in facts):
        facts = [fact for fact in facts if fact.form not in OF_PROJECTS]  # the account, not a purchase of its name
    if any(fact.code and fact.side == "支出" for fact in facts) and not selection.forms:
        spent = [fact for fact in facts if fact.side != "收入"]  # receipts by function leave out what is carried over
        wanted = normalise(target.measure)
        facts = spent if not wanted or any(normalise(fact.measure) == wanted for fact in spent) else facts
    if not facts and names:
        facts = _of_column(ledger, names, source, selection)
    whole = [fact for fact in facts if normalise(fact.measure) == normalise(target.measure)]
    if not whole and not target.measure and len({(fact.measure, fact.stage) for fact in facts}) == 1:
        whole = facts  # the item stands only under one column
    return facts, whole


def _project(ledger: Ledger, target: Target, source: Source) -> Entry | None:
    """The funding of a project by its name."""
    for project in ledger.projects(source.ids, target.names) if target.names else ():
        if project.amount is not None:
            return project.amount
    return None


def _own(fact: Entry, names: Sequence[str]) -> bool:
    """Whether the figure is the account's own, not that of a project that only carries its code."""
    return fact.form not in OF_PROJECTS or fact.subject in names


def _of_column(ledger: Ledger, names: Sequence[str], source: Source, selection: Selection) -> list[Entry]:
    """在职人数: a column's figure for the organization itself, its only row, or its total."""
    facts = [
        fact for fact in ledger.facts(source.ids, FactRow.measure.in_(tuple(names)))
        if not fact.blank and _selected(fact, source, selection)
    ]  # fmt: skip
    if len(facts) > 1:
        own = [fact for fact in facts if normalise(fact.subject).startswith(normalise(source.organization))]
        facts = [fact for fact in facts if fact.total] or (own if len(own) == 1 else [])
    return facts


def _of_one_fund(fact: Entry) -> bool:
    """Whether a figure stands in a table of one fund alone (一般公共预算财政拨款支出决算表)."""
    form = form_by_id(fact.form) if fact.form else None
    return form is not None and form.fund not in ("", "all")


def _whole_of_total(ledger: Ledger, stated: Sequence[Entry]) -> Entry | None:
    """The statement that is a part of the total expenditure or receipts: it covers all funds."""
    for entry in stated:
        parents = ledger.stated([entry.source.id], StatementRow.ordinal == entry.parent)
        if parents and parents[0].subject in (*OF_THIS_YEAR, *OF_THIS_YEAR.values()) and entry.table_id is None:
            return entry
    return None


def _selected(fact: Entry, source: Source, selection: Selection) -> bool:
    if selection.forms and fact.form not in selection.forms:
        return False
    if selection.classification and fact.code:
        functional = fact.code[0] == "2"
        if functional != (selection.classification == "functional"):
            return False
    form = form_by_id(fact.form) if fact.form else None
    basic = form is not None and form.nature == "basic"
    if selection.nature and basic != (selection.nature == "basic"):
        return False
    return of_stage(fact, source, selection) and _of_year(fact, source, selection)


def of_stage(entry: Entry, source: Source, selection: Selection) -> bool:
    """Final accounts print the budget beside the result: plainly asked for, the result is meant.

    Where the budget is asked for, the budget is, although no budget is loaded.
    """
    if selection.stages:
        # the column 预算数 of final accounts
        budget = source.kind == "决算" and entry.stage == "预算" and "年初预算" in selection.stages
        final = source.kind == "决算" and "决算" in selection.stages and entry.stage in FINAL_STAGES
        return budget or final or entry.stage in selection.stages
    if source.kind == "决算":
        return entry.stage in (_BUDGET_STAGES if selection.kind == "预算" else FINAL_STAGES)
    return True


def _of_year(fact: Entry, source: Source, selection: Selection) -> bool:
    wanted = [year for year in selection.years if year != source.year]
    if fact.year is not None and fact.year != source.year:
        return fact.year in wanted
    return not wanted or source.year in selection.years or source.year is None


def _rank(fact: Entry) -> tuple[bool, int, bool, int]:
    order = _FORM_ORDER.index(fact.form) if fact.form in _FORM_ORDER else len(_FORM_ORDER)
    if fact.form == "procurement" and "采购" not in fact.subject:
        order = len(_FORM_ORDER)  # what is bought for a project is but a part of it
    return (fact.doubtful, order, fact.table_id is None, fact.ordinal)


def _of_projects(ordered: Sequence[Entry]) -> list[Entry]:
    """What the tables of several projects print in one row (当年财政拨款): it is of one of them, and of none alone."""
    if ordered[0].form != "performance_project" or ordered[0].code or any(entry.total for entry in ordered):
        return []
    own = [entry for entry in ordered if entry.form == "performance_project"]
    several = len({entry.table_id for entry in own}) > 1
    return own if several and len({entry.worth for entry in own}) > 1 else []


def _readings(ordered: Sequence[Entry]) -> list[Entry]:
    """One entry for each different account with a figure of its own; parent and only child count as one."""
    first: dict[str, Entry] = {}
    for entry in ordered:
        first.setdefault(entry.code, entry)
    rows = [e for e in ordered if (e.table_id, e.column_path) == (ordered[0].table_id, ordered[0].column_path)]
    if len({entry.worth for entry in rows if entry.code == ordered[0].code}) > 1 and not ordered[0].total:
        return _distinct(entry for entry in rows if entry.code == ordered[0].code)  # one name in several rows
    if len(first) < 2:  # noqa: PLR2004 - one account, one reading
        return []
    kept: dict[str, Entry] = {}
    worths = defaultdict(list)
    for code, entry in first.items():
        worths[entry.worth].append(code)
        if not code and any(other.subject == entry.subject for c, other in first.items() if c):
            continue  # a row without a code names the same item (收支总表)
        kept[code] = entry
    if len({entry.worth for entry in kept.values()}) < 2:  # noqa: PLR2004
        return []
    return list(kept.values())


def _stated(ledger: Ledger, target: Target, source: Source, selection: Selection) -> list[Entry]:
    found = ledger.stated_named(source.ids, () if target.codes and not target.names else target.names, target.codes)
    kept = [
        entry for entry in found
        if entry.role in ("level", "count")
        and (not selection.forms or entry.form in selection.forms)
        and _stated_year(entry, source, selection)
        and of_stage(entry, source, selection)
    ]  # fmt: skip
    if selection.nature == "all":
        kept = _of_all(ledger, kept)
    # a sentence of the text comes before words in a table cell
    return sorted(kept, key=lambda entry: (entry.table_id is not None, entry.ordinal))


def _of_all(ledger: Ledger, stated: list[Entry]) -> list[Entry]:
    """Those that no sentence tells as a part of 基本支出 or of 项目支出, where there are such."""
    parents = {entry.parent for entry in stated if entry.parent is not None}
    ids = {entry.source.id for entry in stated}
    wholes = ledger.stated(list(ids), StatementRow.ordinal.in_(parents)) if parents else []
    part = {(one.source.id, one.ordinal) for one in wholes if one.subject in _PARTS_OF_EXPENDITURE}
    return [entry for entry in stated if (entry.source.id, entry.parent) not in part] or stated


_BASIC: Final = tuple(form.id for form in forms() if form.nature == "basic")


def without_row(ledger: Ledger, source: Source, selection: Selection) -> bool:
    """基本支出里的公务接待费, of which the table of 基本支出 has no row: a sentence of another scope is no answer."""
    wanted = selection.forms or (_BASIC if selection.nature == "basic" else ())
    return bool(wanted) and {*wanted} <= {*_BASIC} and bool(ledger.facts(source.ids, TableRow.form.in_(wanted)))


def _stated_year(entry: Entry, source: Source, selection: Selection) -> bool:
    """A sentence without a year speaks of the document's own; another year must be said."""
    if not selection.years or source.year in selection.years:
        kept = entry.role == "count" or _ASSET.search(entry.subject) is not None  # 年末结余 is of a year
        counted = kept and _AT_THE_END.search(entry.sentence) is not None
        told = counted or "截至" in entry.sentence
        as_of = source.year is not None and entry.year == source.year - 1 and told
        return entry.year in (None, source.year) or as_of  # what there was at the end of the year before
    return entry.year in selection.years


def _stated_is_wider(main: Entry, stated: Sequence[Entry]) -> bool:
    """Whether the text speaks of the whole where the table only lists the basic expenditure's part."""
    if not is_basic(main) or stated[0].table_id is not None:
        return False
    return not stated[0].agrees(main) and normalise(stated[0].subject) in normalise(stated[0].section)


def _from_text(
    ledger: Ledger, target: Target, source: Source, stated: Sequence[Entry], blanks: Sequence[Entry]
) -> Resolved:
    blank = min(blanks, key=_rank) if blanks else None
    if not stated:
        return Resolved(source, target, blank=blank)
    main = stated[0]
    if parts := _parts_of_parts(ledger, stated):
        return Resolved(source, target, readings=parts)
    return Resolved(
        source, target, main, same=tuple(entry for entry in stated[1:] if entry.agrees(main)),
        others=tuple(_distinct(entry for entry in stated[1:] if not entry.agrees(main))), blank=blank,
    )  # fmt: skip


def _parts_of_parts(ledger: Ledger, stated: Sequence[Entry]) -> tuple[Entry, ...]:
    """Amounts of one name within different parts (of 基本支出 and of 项目支出), where none of them is the whole."""
    own = [entry for entry in stated if entry.table_id is None and entry.fen is not None]
    if len({entry.worth for entry in own}) < 2 or any(entry.parent is None for entry in own):  # noqa: PLR2004
        return ()
    parents = {
        e.ordinal: e.subject
        for e in ledger.stated([own[0].source.id], StatementRow.ordinal.in_({e.parent for e in own}))
    }
    told = [replace(entry, measure=parents.get(entry.parent or -1, "")) for entry in own]
    within = {entry.measure for entry in told}
    return tuple(_distinct(told)) if len(within) > 1 and within <= _PARTS_OF_EXPENDITURE else ()


def _distinct(entries: Iterable[Entry]) -> list[Entry]:
    seen: dict[object, Entry] = {}
    for entry in entries:
        seen.setdefault(entry.worth, entry)
    return list(seen.values())


def common_table(resolved: Sequence[Sequence[Entry]]) -> list[Entry] | None:
    """One entry for each operand, all of one table, when a table prints them all: sums are made within a table."""
    tables = [{entry.table_id for entry in entries if entry.table_id is not None} for entries in resolved]
    if not tables or not all(tables):
        return None
    shared = set.intersection(*tables)
    if not shared:
        return None
    best = min(shared, key=lambda table: min(_rank(e) for entries in resolved for e in entries if e.table_id == table))
    return [min((e for e in entries if e.table_id == best), key=_rank) for entries in resolved]

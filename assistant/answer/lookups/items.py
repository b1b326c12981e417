"""What a question lists (所列项目): projects, purchases, accounts of a level, rates, or what a figure consists of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sqlalchemy import or_

from assistant.answer.checks import compare_sum
from assistant.answer.draft import entry_label
from assistant.answer.limits import fits
from assistant.execute.parts import LEVEL_DIGITS, items, of_level, parts_of
from assistant.execute.projects import listed_under, plain_name, under_accounts
from assistant.plan import Target, TargetKind
from assistant.understand.words import asked, cues
from index.catalogue.accounts import names_of
from index.catalogue.vocabulary import normalise
from index.model.quantity import Outcome
from index.store.schema import FactRow, TableRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source
    from assistant.execute.ledger import ProjectEntry

_LEVEL = re.compile(r"(类|款|项)级|哪一?(类)|(类|款|项)科目|功能(类)|级科目")
_PURCHASES = re.compile(
    r"采购.{0,8}(?:几|多少)(?:项|笔|个)|采购.{0,10}(?:项目|品目)|采购.{0,6}(?:清单|明细|东西|物品)|(?:项目|笔|项|个).{0,4}采购|采购[^，,。；;？?货工服]{0,8}[项笔个](?:项目|东西)?(?:都)?(?:各|分别)|采购.{0,40}最[大多高贵]的?(?:单|一)笔"
)
_RECEIPTS: Final = ("receipts_summary",)
_GRANT: Final = re.compile("财政|拨款|结转")
_OF_DIFFERENCE: Final = ("%差异率%",)
_RATE: Final = ("%完成率%", "%执行率%", "%完成%比例%")


def listable(work: Work, source: Source) -> tuple[str, Sequence[Entry]]:
    """The items that a question lists, with how to call them."""
    if work.plan.rated:
        return "差异率" if "差异率" in work.plan.question else "完成率", _rated(work, source)
    if about_purchases(work) and (found := purchases(work, source)):
        return "采购项目", narrowed(work, found)
    label, column = (
        _column_of_accounts(work, source) or _accounts_of_table(work, source) or _column_of_projects(work, source)
    )
    if column:
        return label, column
    return _projects_or_parts(work, source)


def _column_of_projects(work: Work, source: Source) -> tuple[str, Sequence[Entry]]:
    """自评得分最高的项目: what a list of projects prints of each in a column of its own."""
    names = [name for target in work.plan.targets for name in target.names]
    of_nature = any(_NATURE_OF.search(name) for name in names)  # 项目支出 is a column of accounts, of equal names too
    if len(work.plan.targets) != 1 or not cues.PROJECTS(work.plan.question) or not names or of_nature:
        return "", []
    projects = {project.name for project in work.ledger.projects(source.ids)}
    rows = work.ledger.facts(source.ids, FactRow.measure.in_(names))
    return work.plan.targets[0].text, [row for row in rows if row.subject in projects and row.value]


def _projects_or_parts(work: Work, source: Source) -> tuple[str, Sequence[Entry]]:
    if about_projects(work, source):
        label = f"名称含“{work.plan.name_filter}”的项目" if work.plan.name_filter else f"{work.plan.body}项目"
        return label, [project.amount for project in projects_meant(work, source) if project.amount is not None]
    level = _LEVEL.search(work.plan.question)
    for target in work.plan.targets:
        found_parts = parts_of(work.ledger, target, source, work.plan.selection)
        if found_parts is None:
            continue
        whole = found_parts.whole
        lower = work.plan.top > len(found_parts.parts) and cues.ECONOMIC(work.plan.question)
        which = _level_of(level) if level else "款" if lower else ""  # 经济科目前五, of four 类
        rows = of_level(work.ledger, whole, which) if which else []
        classes = _classes(work, target, source) if which == "类" and not rows else ()
        if rows or classes:
            return (f"{entry_label(whole)}的{which}级科目" if rows else f"{which}级科目"), rows or classes
        return entry_label(whole), narrowed(work, found_parts.parts)
    if level or not work.plan.targets:
        return _accounts_of_level(work, source, level)
    if cues.PROJECTS(work.plan.question) and not any(one.text in work.plan.question for one in work.plan.targets):
        # 哪个项目最贵, after an item that has no parts: of all projects
        return "项目", [one.amount for one in work.ledger.projects(source.ids) if one.amount is not None]
    return "", []


def _accounts_of_level(work: Work, source: Source, level: re.Match[str] | None) -> tuple[str, Sequence[Entry]]:
    """The accounts of the level that is said, of the lowest one where none is: as a table lists them, or the text."""
    which = _level_of(level) if level else "项"
    economic = cues.ECONOMIC(work.plan.question)
    listed = items(work.ledger, source, which, economic=economic, forms=work.plan.selection.forms)
    if listed or economic:
        return ("经济科目" if economic else f"{which}级科目"), _spoken(work, listed)
    stated, digits = _stated_parts(work, source), LEVEL_DIGITS[which]
    if level and which == "类" and not any(digits in _digits(one) for one in stated):
        stated = _classes(work, Target(text="支出总计", names=("支出总计",)), source)
    return f"{which}级科目", [one for one in stated if not level or digits in _digits(one)]


def _classes(work: Work, target: Target, source: Source) -> Sequence[Entry]:
    """哪类最多, of what no table lists by 类: the classes that a sentence says it was spent on."""
    by_function = work.plan.selection.model_copy(update={"classification": "functional"})
    found = parts_of(work.ledger, target, source, by_function)
    return found.parts if found is not None else ()


def _accounts_of_table(work: Work, source: Source) -> tuple[str, Sequence[Entry]] | None:
    """收入决算表里哪个科目最多: the accounts that the table lists, where nothing but the table is named."""
    forms, implied = work.plan.selection.forms, all(target.start < 0 for target in work.plan.targets)
    if not forms or not implied or "科目" not in work.plan.question or cues.ECONOMIC(work.plan.question):
        return None
    level = _LEVEL.search(work.plan.question)
    which = _level_of(level) if level else "项"
    rows = [row for row in items(work.ledger, source, which, forms=forms) if row.form in forms]
    return (f"{which}级科目", _spoken(work, rows)) if rows else None


_NATURE_OF: Final = re.compile("(?:基本|项目|人员|公用)支出$")


def empty_cells(work: Work, source: Source) -> tuple[str, Sequence[Entry]]:
    """哪些项级科目没有基本支出: the accounts of the level whose cell in the column that is named is empty."""
    label, rows = _column_of_accounts(work, source, blank=True) or ("", [])
    return label, [row for row in rows if row.blank]


def _column_of_accounts(work: Work, source: Source, *, blank: bool = False) -> tuple[str, Sequence[Entry]] | None:
    """项目支出最多的三个项级科目: what the accounts of a level print in the column that is named."""
    level, names = _LEVEL.search(work.plan.question), [n for t in work.plan.targets for n in t.names]
    named = [name for name in names if _NATURE_OF.search(name)]
    if len(work.plan.targets) != 1 or "科目" not in work.plan.question:
        return None
    if not named:
        return _received_by_account(work, source, _level_of(level) if level else "项")
    if level is None and named[0] != "项目支出":
        return None
    which = _level_of(level) if level else "项"  # 项目支出里超过100万的科目: those that print it
    if named[0] != "项目支出" and which != "项":
        return None  # 基本支出里的款级科目 are economic accounts
    tables = {row.table_id for row in items(work.ledger, source, which)}
    rows = [
        row for row in work.ledger.facts(source.ids, FactRow.measure.in_(named), FactRow.table_id.in_(tables))
        if len(row.code) == LEVEL_DIGITS[which] and (blank or not row.blank)
    ]  # fmt: skip
    return (f"{which}级科目的{named[0]}", rows) if rows else None


def _received_by_account(work: Work, source: Source, which: str) -> tuple[str, Sequence[Entry]] | None:
    """收入总表里事业收入最多的科目: what the table of receipts prints of each account in the column that is named."""
    [target] = work.plan.targets
    forms = work.plan.selection.forms or _RECEIPTS
    if not {*forms} & {*_RECEIPTS} or not target.names:
        return None
    printed = work.ledger.facts(source.ids, FactRow.measure.in_(target.names), TableRow.form.in_(forms))
    rows = [row for row in printed if len(row.code) == LEVEL_DIGITS[which] and not row.blank]
    return (f"{which}级科目的{target.text}", rows) if rows else None


def _digits(entry: Entry) -> set[int]:
    """How many digits the code of an account has, or may have by its name."""
    return {len(code) for code in ((entry.code,) if entry.code else names_of(entry.subject))}


def _spoken(work: Work, rows: Sequence[Entry]) -> Sequence[Entry]:
    """Those whose names hold a word of the question that no name explains: 医疗那几项."""
    words = [word for word in map(normalise, work.plan.words) if len(word) > 1]
    fitting = [row for row in rows if any(word in normalise(row.subject) for word in words)]
    held = [word for word in words if any(word in normalise(row.subject) for row in rows)]
    if any(re.search(re.escape(word) + _SOME_OF, work.plan.question) for word in set(words) - set(held) - _COMMON):
        return []  # 教育那几项, of which there are none
    if not set(held) - _COMMON or len(fitting) == len(rows):
        return rows
    return [row for row in fitting if all(word in normalise(row.subject) for word in set(held) - _COMMON)]


_SOME_OF: Final = "(?:类|方面|相关|有关)*的?(?:那|这)?[几些]项"
_COMMON: Final = frozenset({"支出", "收入", "经费", "费用", "科目", "一般", "事务", "其他"})


def _stated_parts(work: Work, source: Source) -> Sequence[Entry]:
    """What the text says that the whole consists of, where there is no table."""
    name = "收入总计" if "收入" in work.plan.question else "支出总计"
    found = parts_of(work.ledger, Target(text=name, names=(name,)), source, work.plan.selection)
    return found.parts if found is not None else ()


def _level_of(match: re.Match[str]) -> str:
    return next((group for group in match.groups() if group), "项")


def about_purchases(work: Work) -> bool:
    """Whether the rows of the table of purchases are listed: 几个采购项目."""
    return _PURCHASES.search(work.plan.question) is not None


def about_projects(work: Work, source: Source) -> bool:
    """Whether projects are listed, and not what an item consists of."""
    funds = _fund_names(work, source)
    subjects = [
        target
        for target in work.plan.targets
        if target.kind is TargetKind.SUBJECT
        and (target.codes or target.names)
        and not {normalise(name) for name in target.names} & funds
        and not (cues.CARRIED_OVER(target.text) and cues.CARRIED_OVER(work.plan.question))
    ]
    parents = [target for target in subjects if not _says_projects(target)]
    if _WHICH_PROJECT.search(work.plan.question) and work.ledger.projects(source.ids):  # 支出多少，其中哪个项目最大
        parents = [target for target in parents if "支出总计" not in target.names]
    return cues.PROJECTS(work.plan.question) and not parents


def _says_projects(target: Target) -> bool:
    """Whether what is named is only all of the projects: 项目支出, 专项业务经费."""
    plain = re.fullmatch(r"项目(?:支出|绩效目标|数量|个数)?(?:[预决]算|总额|资金|经费)?", target.text) is not None
    return plain or (target.names == ("项目支出",) and not target.measure and "项目" not in target.text)


_WHICH_PROJECT: Final = re.compile("哪一?个(?:绩效)?项目(?!支出)|项目(?:里面?|中|当中)?最[大多高贵花]")


def projects_meant(work: Work, source: Source) -> list[ProjectEntry]:
    """The projects meant: all, or those of a name, a fund or an amount."""
    limits = [each for each in (work.plan.threshold, work.plan.ceiling) if each is not None and each.unit != "%"]
    meant = _named_or_funded(work, source)
    return [one for one in meant if one.amount is not None and all(fits(one.amount, each) for each in limits)]


def _named_or_funded(work: Work, source: Source) -> list[ProjectEntry]:
    """All projects, or those of the given name, or those paid from the fund that the question names."""
    found = [
        project
        for project in work.ledger.projects(source.ids)
        if project.amount is not None and (not work.plan.body or work.plan.body in listed_under(project))
    ]
    wanted, codes = plain_name(work.plan.name_filter), work.plan.accounts
    if codes:
        under = under_accounts(work.ledger, source.ids, codes)
        found = [project for project in found if project.name in under]
    if wanted:
        return [project for project in found if wanted in plain_name(project.name)]
    if asked.UNFUNDED(work.plan.question):
        granted = _funded(work, source, {fund for fund in _fund_names(work, source) if _GRANT.search(fund)})
        return [project for project in found if project.name not in granted]
    if cues.CARRIED_OVER(work.plan.question):
        carried = _funded(work, source, {"上年结转结余", "上年结转"})
        own = [project for project in found if project.carried_over_fen or project.name in carried]
        return [one for one in found if one not in own] if asked.NOT_CARRIED(work.plan.question) else own
    funds = _fund_names(work, source)
    named = {name for target in work.plan.targets for name in map(normalise, target.names)} & funds
    if named:
        paid = _funded(work, source, named)
        return [project for project in found if project.name in paid]
    if cues.CURRENT_GRANT(work.plan.question) and any(project.carried_over_fen for project in found):
        return [p for p in found if p.amount is not None and (p.amount.fen or 0) > (p.carried_over_fen or 0)]
    return found


def conditional(work: Work, source: Source) -> bool:
    """Whether the question limits the projects that it counts by name or by fund."""
    question = work.plan.question
    unfunded = asked.UNFUNDED(question) and any(map(_GRANT.search, _fund_names(work, source)))
    said = bool(work.plan.name_filter or work.plan.accounts or work.plan.body) or unfunded
    said = said or cues.CARRIED_OVER(question) or cues.CURRENT_GRANT(question)
    names = {name for target in work.plan.targets for name in map(normalise, target.names)}
    return said or bool(names & _fund_names(work, source))


def fund_rows(work: Work, source: Source) -> list[Entry]:
    """What each project's own table prints of the fund that alone is named: 绩效项目里当年财政拨款总共多少."""
    names = [name for target in work.plan.targets for name in target.names]
    if len(work.plan.targets) != 1 or not names:
        return []
    rows = work.ledger.facts(source.ids, FactRow.subject.in_(names), TableRow.form == "performance_project")
    rows = [row for row in rows if row.fen is not None and not row.code and not row.measure]
    return rows if len({row.table_id for row in rows}) == len(rows) > 1 else []


def _fund_names(work: Work, source: Source) -> set[str]:
    """The funds that the table of projects has columns for: 本年财政拨款, 上年结转, 单位自有资金."""
    facts = work.ledger.facts(source.ids, FactRow.measure != "", TableRow.form == "project_list")
    return {normalise(fact.measure) for fact in facts if fact.fen is not None}


def _funded(work: Work, source: Source, funds: set[str]) -> set[str]:
    """Projects with an amount in one of these columns of the table of projects."""
    wanted = {normalise(fund) for fund in funds}
    facts = work.ledger.facts(source.ids, FactRow.measure != "", TableRow.form == "project_list")
    return {fact.subject for fact in facts if normalise(fact.measure) in wanted and fact.value}


def purchases(work: Work, source: Source) -> list[Entry]:
    """The rows of the table of purchases, where it lists them without sums between."""
    facts = work.ledger.facts(source.ids, TableRow.form == "procurement", FactRow.measure == "")
    rows = [fact for fact in facts if not fact.total and not fact.blank and fact.year in (None, source.year)]
    totals = [fact for fact in facts if fact.total and fact.fen is not None]
    plain = totals and rows and compare_sum(totals[0], rows).outcome is not Outcome.CONTRADICTION
    return rows if plain else []


def narrowed(work: Work, entries: Sequence[Entry]) -> Sequence[Entry]:
    """Those whose row holds a word of the question in another cell than the name: 货物, 政府集中采购."""
    values = {cell for entry in entries for cell in entry.row_label.split("/")[1:] if len(cell) > 1}
    spoken = {cell for cell in values if cell in work.plan.question or cell.removeprefix("政府") in work.plan.question}
    spoken = {cell for cell in spoken if not any(cell != other and cell in other for other in spoken)}
    fitting = [entry for entry in entries if spoken & set(entry.row_label.split("/")[1:])]
    return fitting if spoken and len(fitting) < len(entries) else entries


def _rated(work: Work, source: Source) -> list[Entry]:
    """Completion rates as printed: of projects, or of the accounts of one level."""
    rates = _OF_DIFFERENCE if "差异率" in work.plan.question else _RATE
    named = or_(*(FactRow.column_path.like(rate) for rate in rates))
    facts = [fact for fact in work.ledger.facts(source.ids, named) if fact.unit == "%" and not fact.blank]
    rows = [fact for fact in facts if not fact.total]
    projects = {project.name for project in work.ledger.projects(source.ids)}
    if re.search(r"项目(?!支出)", work.plan.question) and "科目" not in work.plan.question:
        return [row for row in rows if row.subject in projects or row.form == "project_list"]
    level = _LEVEL.search(work.plan.question)
    digits = {"类": 3, "款": 5, "项": 7}[_level_of(level) if level else "项"]
    return [row for row in rows if len(row.code) == digits]

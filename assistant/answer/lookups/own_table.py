"""A part as the table of its whole prints it (同表取数): 办公费 of 机关运行经费, 商品和服务支出 within 基本支出."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from assistant.execute.resolve import resolve
from index.catalogue.forms import form_by_id
from index.catalogue.vocabulary import normalise
from index.store.schema import StatementRow

if TYPE_CHECKING:
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry
    from assistant.plan import Target

_NATURES: Final = ("基本支出", "项目支出")
_FISCAL: Final = ("财政拨款支出", "财政拨款支出总计", "财政拨款收支总计")
_GRANTS: Final = ("fiscal", "general")
_PARTS_OF_BASIC: Final = ("人员支出", "公用支出")


def in_own_table(work: Work, part: Target, found: Entry, whole: Entry) -> Entry:
    """办公费 of 机关运行经费: as the table about the whole prints the part, where it prints another figure of it."""
    form = form_by_id(whole.form) if whole.form else None
    own = form is not None and form.subject and normalise(form.subject) == normalise(whole.subject)
    if whole.subject == "基本支出" and found.fen and whole.fen and found.fen > whole.fen:
        return _basic(work, part, found)  # 商品和服务支出占基本支出多少: what projects spend of it is not within
    if (told := _told_within(work, part, whole)) is not None:
        return told
    own = own and whole.subject not in _NATURES  # 公务接待费 beside 基本支出 is meant with what projects spend of it
    if whole.subject in _FISCAL and (spent := form_by_id(found.form) if found.form else None) is not None:
        return found if spent.fund != "all" else _of_grant(work, part, found)
    if not own or found.table_id == whole.table_id or found.measure or found.source.id != whole.source.id:
        return found
    others = resolve(work.ledger, part, found.source, work.plan.selection).others
    return next((one for one in others if one.table_id == whole.table_id and one.fen is not None), found)


def _told_within(work: Work, part: Target, whole: Entry) -> Entry | None:
    """机关运行经费128万元，其中：办公费12万元: the part as the sentence of the whole has it, of no other scope."""
    if whole.origin != "statement" or whole.subject in _NATURES:
        return None
    listed = work.ledger.stated([whole.source.id], StatementRow.parent == whole.ordinal, StatementRow.role == "level")
    own = [one for one in listed if one.fen is not None and (one.subject in part.names or one.subject == part.text)]
    return own[0] if len(own) == 1 else None


def _of_grant(work: Work, part: Target, found: Entry) -> Entry:
    """公共安全支出占财政拨款支出多少: the part as a table of the grants prints it, without other receipts."""
    others = resolve(work.ledger, part, found.source, work.plan.selection).others
    whole = [(one, form_by_id(one.form)) for one in others if one.form and one.fen and not one.measure]
    own = (one for one, form in whole if form is not None and form.fund in _GRANTS and form.nature != "basic")
    return next(own, found)


def _basic(work: Work, part: Target, found: Entry) -> Entry:
    """The part as a table of 基本支出 alone prints it, where one does."""
    others = resolve(work.ledger, part, found.source, work.plan.selection).others
    forms = {one.id: form_by_id(one.form) for one in others if one.form}
    basic = [one for one in others if (form := forms.get(one.id)) is not None and form.nature == "basic" and one.fen]
    return basic[0] if basic else found


def within_nature(work: Work, part: Target, found: Entry, whole: Entry) -> Entry:
    """公用经费去掉公务接待费: the part as a table of 基本支出 prints it, without what projects spend of it."""
    form = form_by_id(found.form) if found.form else None
    within = form is not None and form.nature == "basic"
    return found if within or whole.subject not in _PARTS_OF_BASIC or found.measure else _basic(work, part, found)

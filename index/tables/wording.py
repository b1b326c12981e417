"""The words of budget tables (表格用语): what a cell, a row label or a header says about its row or column."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache
from typing import Final

from index.catalogue.vocabulary import strip_numbering
from index.model.quantity import parse_quantity

_DASH: Final = re.compile(r"[-－—–―/…\s]+|\*+|[×xX]{2,}")
_DIGITS: Final = r"[\d０-９][\d０-９,，.．]*"
_CUT_OFF: Final = re.compile(
    rf"#{{2,}}|[△−(（+-]?{_DIGITS}[)）]?\s*(?:[*＊]{{1,3}}|[①-⑳¹²³⁴⁵]|[\[［〔(（]注?\d{{1,2}}[\]］〕)）]|注\d{{0,2}})"
)
_UNSURE: Final = re.compile(
    rf"[−-]?[\d０-９,，.．]*�[\d０-９,，.．�]*|{_DIGITS}(?: ｜ {_DIGITS})+"
    r"|[−-]?[\d０-９,，]+[.．][\d０-９]{3}[\d０-９,，]*[.．][\d０-９]+"  # two figures run together
)
_TOTAL: Final = re.compile(r".{0,24}(?:合计|总计|小计|共计|总额)(?:数)?")
_BARE_TOTAL: Final = re.compile(r"(?:合计|总计|小计|共计|总额)(?:数)?")
_LABEL_HEADER: Final = re.compile(
    r"序号|编号|行次|栏次|[类款项目]|项目(?:\(.*\))?|(?:支出|收入|预算|经济|功能)?(?:项目|科目)|项目类别|科目\(.*\)"
    r"|名称|单位|部门|处室|指标|内容|品目|采购(?:品目|项目|目录)|单位\(.*\)|部门\(.*\)"
    r"|.{0,24}(?:编码|代码|名称|科目|性质|类型|方式|级次|结构|品目|类别)(?:\(.*\))?"
)
_ATTRIBUTE_HEADER: Final = re.compile(
    r".*(?:性质|类型|方式|形式|级次|类别|属性|单位|部门|处室|品目|目录|来源)(?:\(.*\))?"
)
_TEXT_HEADER: Final = re.compile(
    r"备注|说明|.*(?:说明|依据|计划|内容|用途|地点|目标|情况|规格(?:型号|参数|要求)?|型号|技术参数|期限|时间|日期)|(?:计量|数量)单位|联系.*"
)
_CODE_HEADER: Final = re.compile(r"[类款项]|.*科目.*(?:编码|代码)|(?:功能|经济).*(?:编码|代码)|(?:编码|代码)|科目")
_OTHER_CODE_HEADER: Final = re.compile(r".*(?:编码|代码|编号)")
_INDEX_HEADER: Final = re.compile(r"序号|行次|栏次|编号")
_NEUTRAL: Final = re.compile(
    r"(?:20\d\d年(?:度)?|本年(?:度)?|上一?年(?:度)?|去年(?:度)?|今年|当年|年初|全年|调整后?)*"
    r"(?:预算|决算|执行情况|执行|金额|合计|总计|小计|总额|数额|发生额|完成|调整|批复|统计|数)*(?:数|额)?(?:\(.*\))?"
)
_COUNT: Final = re.compile(
    r".*(?:人数|人员数|编制数|数量|个数|辆数|台数|户数|家数|面积|编制|在职|退休人员|得分|分值|评分|分数|权重)(?:\(.*\))?"
)
_RATE: Final = re.compile(r".*(?:%|百分比|比例|比重|占比|率|增幅|幅度)(?:\)|\(.*\))?")
# a row that is named by its time alone: 2023年, 2024年预算数, 上年决算数, 预算数
TIME_OF_ROW: Final = re.compile(
    r"(?P<year>20\d\d)年度?(?P<stage>(?:年初|全年|调整后?)?预算|决算|执行)?(?:安排)?(?:数|额|情况)?"
    r"|(?P<last>上一?年度?|去年)?(?:本年度?)?(?P<alone>(?:年初|全年|调整后?)?预算|决算|执行)(?:安排)?数"
)
_CHANGE: Final = re.compile(r".*(?:增减|增加|减少|增长|变动|比上年|较上年|差额|增幅|占比|比例|完成率|%).*")
AMOUNT_WORD: Final = re.compile(
    r"(?:其中)?:?(?:资金总额|总额|合计|财政(?:拨款|资金)|其他资金|金额|当年(?:财政拨款|预算)|上年结转.*|自有资金|单位资金|资金"
    r"|(?:全年|年初|年度|本年|当年|调整后?)?(?:预算|执行|决算)(?:数|金额|资金)|(?:实际|累计)(?:执行|支出|到位)(?:数|金额|资金)?)"
    r"(?:\(.*\))?"
)
_BRACKETED_UNIT: Final = re.compile(r"[(\[](?:(?:金额)?单位[:]?)?(?:人民币)?((?:亿|百万|千|万)?元)[)\]]")
_COUNTED_IN: Final = re.compile(
    r"[(（\[](?:单位[:])?((?:人次|批次|平方米|[个人辆台套批次户家件篇张册亩项宗名])(?:[/、](?:[个人辆台套批次户家件张项]))*)(?:数)?[)）\]]$"
)
_IDENTIFIER: Final = re.compile(r"\d{13,}")  # a number under which something is filed, no amount
_STATED_UNIT: Final = re.compile(r"单位[:]?(?:人民币)?[(]?((?:亿|百万|千|万)?元)")
_EMPTY_NOTE: Final = re.compile(r"无数据|空表|无此项|没有数据|无相关(?:数据|内容)|不涉及|为空")
_NOTE: Final = re.compile(r"(?:备注|注|说明|附注)\d*[:：]|[（(]?注[:：]")
_NUMBERED: Final = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[(][一二三四五六七八九十\d]{1,3}[)]|\d{1,2}(?:、|\.(?!\d))|其中[:]"
)
CODE: Final = re.compile(r"[1-5]\d{2}(?:\d{2}){0,2}")
CODED_LABEL: Final = re.compile(
    r"\s*[\[［【]?([1-5]\d{2}(?:\d{2}){0,2})[\]］】\s\-—－_、.:：]*(?=[^\d\s.,，%％年月日个元万亿]\D)"
)


SIDE_HEADER: Final = re.compile(r"(?:本年)?(收入|支出)(?:项目|科目|类别|功能分类)?(?:\(.*\))?")
_REMEMBERED: Final = 1 << 14  # the same cells are looked at in many readings


class CellKind(StrEnum):
    """What a cell holds."""

    BLANK = "blank"
    DASH = "dash"  # a dash printed for "nothing"
    NUMBER = "number"
    TEXT = "text"


def squeeze(text: str) -> str:
    """Drop all white space."""
    return "".join(text.split())


@lru_cache(maxsize=_REMEMBERED)
def fold(text: str) -> str:
    """Drop white space and unify full-width forms, for matching words."""
    return squeeze(unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=_REMEMBERED)
def cell_kind(text: str) -> CellKind:
    """Tell a blank, a dash, a number and nothing else, or words."""
    if not text.strip():
        return CellKind.BLANK
    if _DASH.fullmatch(text):
        return CellKind.DASH
    if parse_quantity(text) is None or _IDENTIFIER.fullmatch(text.strip()):
        return CellKind.TEXT
    return CellKind.NUMBER


@lru_cache(maxsize=_REMEMBERED)
def is_number(text: str) -> bool:
    """Whether a cell holds a number and nothing else."""
    return cell_kind(text) is CellKind.NUMBER


@lru_cache(maxsize=_REMEMBERED)
def is_cut_off(text: str) -> bool:
    """Whether a cell holds a figure that is not shown (####), or with the mark of a note: it is not read."""
    return cell_kind(text) is CellKind.TEXT and bool(_CUT_OFF.fullmatch(text.strip()))


@lru_cache(maxsize=_REMEMBERED)
def is_unread(text: str) -> bool:
    """Whether a cell holds a figure that cannot be read for sure: cut off, several numbers, or unknown digits."""
    return cell_kind(text) is CellKind.TEXT and (is_cut_off(text) or bool(_UNSURE.fullmatch(text.strip())))


@lru_cache(maxsize=_REMEMBERED)
def is_words(text: str) -> bool:
    """Whether a cell holds words."""
    return cell_kind(text) is CellKind.TEXT


def is_blank(text: str) -> bool:
    """Whether a cell holds nothing, or a dash for nothing."""
    kind = cell_kind(text)
    return kind is CellKind.BLANK or kind is CellKind.DASH


@lru_cache(maxsize=_REMEMBERED)
def is_total(label: str) -> bool:
    """Whether a row label or header names a total (合计, 收入总计, 小计 …)."""
    return bool(_TOTAL.fullmatch(fold(strip_numbering(label)).strip(":")))


@lru_cache(maxsize=_REMEMBERED)
def is_bare_total(label: str) -> bool:
    """Whether it says 合计 (总计, 小计) and nothing of what."""
    return bool(_BARE_TOTAL.fullmatch(fold(label).strip(":")))


@lru_cache(maxsize=_REMEMBERED)
def is_label_header(text: str) -> bool:
    """Whether a header stands over labels or codes."""
    return bool(_LABEL_HEADER.fullmatch(fold(text)))


def is_attribute_header(text: str) -> bool:
    """Whether a header stands over a property of the item, not its name (经费性质, 采购方式)."""
    return bool(_ATTRIBUTE_HEADER.fullmatch(fold(text))) and "名称" not in text


@lru_cache(maxsize=_REMEMBERED)
def is_text_header(text: str) -> bool:
    """Whether a header stands over words that are no labels (备注)."""
    return bool(_TEXT_HEADER.fullmatch(fold(text)))


def is_account_code_header(text: str) -> bool:
    """Whether a header stands over account codes (科目编码, 类, 款, 项)."""
    return bool(_CODE_HEADER.fullmatch(fold(text)))


def is_other_code_header(text: str) -> bool:
    """Whether a header stands over codes that are no accounts (部门编码)."""
    return bool(_OTHER_CODE_HEADER.fullmatch(fold(text))) and not is_account_code_header(text)


def is_index_header(text: str) -> bool:
    """Whether a header stands over running numbers (序号)."""
    return bool(_INDEX_HEADER.fullmatch(fold(text)))


@lru_cache(maxsize=_REMEMBERED)
def is_neutral(text: str) -> bool:
    """Whether a column header says only that here are amounts (预算数, 合计, 2024年预算数)."""
    return bool(_NEUTRAL.fullmatch(fold(text).strip(":")))


def is_count_header(text: str) -> bool:
    """Whether a column holds counts, not money."""
    return bool(_COUNT.fullmatch(fold(text))) and money_unit_in(text) is None


def is_rate_header(text: str) -> bool:
    """Whether a column holds percentages."""
    return bool(_RATE.fullmatch(fold(text)))


@lru_cache(maxsize=_REMEMBERED)
def is_change_header(text: str) -> bool:
    """Whether a column compares with another (增减额, 增长率, 占比)."""
    return bool(_CHANGE.fullmatch(fold(text)))


@lru_cache(maxsize=_REMEMBERED)
def is_numbered(text: str) -> bool:
    """Whether a cell begins with printed numbering (一、 （一） 1. 其中：)."""
    return bool(_NUMBERED.match(fold(text)))


def is_note(text: str) -> bool:
    """Whether a paragraph is a note (注：, 备注：)."""
    return bool(_NOTE.match(squeeze(text)))


def says_empty(text: str) -> bool:
    """Whether a note says that the table is empty (此表无数据, 本表为空表)."""
    return bool(_EMPTY_NOTE.search(squeeze(text)))


def stated_unit(text: str) -> str | None:
    """The unit of money that a line states (单位：万元), or None."""
    match = _STATED_UNIT.search(fold(text))
    return match.group(1) if match else None


@lru_cache(maxsize=_REMEMBERED)
def count_unit_in(label: str) -> str | None:
    """What a row counts, in brackets at the end of its label (公务用车保有量（辆）), or None."""
    match = _COUNTED_IN.search(fold(label))
    return match.group(1) if match else None


def without_count_unit(label: str) -> str:
    """A label without the brackets that say what it counts."""
    return _COUNTED_IN.sub("", label) if count_unit_in(label) else label


@lru_cache(maxsize=_REMEMBERED)
def money_unit_in(text: str) -> str | None:
    """The unit of money in brackets in a title, header or label (项目资金（万元）), or None."""
    match = _BRACKETED_UNIT.search(fold(text))
    return match.group(1) if match else None

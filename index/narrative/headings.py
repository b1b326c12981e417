"""What a heading is about: the subject of sentences that name none (“预算数为 0 万元” under 公务接待费)."""

from __future__ import annotations

import re

from index.catalogue.vocabulary import strip_numbering
from index.model.records import Stage
from index.narrative.figures import squeezed
from index.narrative.outline import bare
from index.narrative.subjects import is_known, read_phrase

_ABOUT = re.compile(
    r"(?:的)?(?:(?:财政拨款)?(?:支出|收入)?(?:预算|决算)?(?:总体|结构|具体|编制|安排|设置|使用|增减变化|变动|公开)*情况(?:的)?(?:说明)?|"
    r"(?:预算|决算)?(?:编制|情况)?说明|经费情况说明|方面)$"
)
_KEEP_SIDE = re.compile(r"(?P<kept>.*?(?:支出|收入))(?:预算|决算)?(?:总体|具体|结构|安排)*情况(?:的)?(?:说明)?$")
_GENERAL = re.compile(
    r"总体|收支|收入支出|收入和支出|概况|其他重要|重要事项|总表|预算表|决算表|附表|名词解释|工作任务|主要职[责能]|机构设置|基本情况|部分项目|"
    r"绩效|资产|^项目(?:支出)?(?:情况)?$|^(?:预算|决算|部门|单位)|专业名词|有关情况|编制说明"
)
_PROJECT_STEP = re.compile(
    r"项目概述|项目概况|立项依据|立项背景|实施主体|实施方案|实施周期|实施计划|年度预算安排|预算安排|绩效目标|绩效指标|实施内容|资金来源|项目内容|^项目$|部分项目"
)
_PLANNED_STEP = re.compile(r"(?:年度)?(?:预算|资金)安排$")
_NOT_DATED = re.compile(
    r"比|较|项目|工程|平台|持平|[与同跟](?:19|20)\d\d年"
)  # their year is another's, or part of a name
_NUMBER_AFTER = re.compile(r"（[一二三四五六七八九十]+）\s*$")
_TOLD = re.compile(r"(?:经费)?情况(?:的)?说明$")
_PROJECT_WORD = re.compile(r"项目(?:情况)?$")
_TELLING = re.compile(r"(?:情况(?:的)?(?:说明)?|说明)$")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_STAGED = re.compile(r"预算|决算|执行|收支")
_YEAR_BEFORE = re.compile(r"^(?:19|20)\d\d年度?")


def heading_subject(section: tuple[str, ...], owner: str) -> str:
    """The subject that the nearest heading names, "" where it is general (收支总体情况, 其他重要事项).

    年度预算安排 in the description of a project is about what that project gets.
    """
    if not section:
        return ""
    text = _NUMBER_AFTER.sub("", _plain(section[-1]))
    if len(section) > 1 and _PLANNED_STEP.fullmatch(text):
        return heading_project(section[:-1], owner)
    if not text or _GENERAL.search(text):
        return ""
    with_side = _KEEP_SIDE.match(text)
    for words in ((with_side["kept"],) if with_side else ()) + (_ABOUT.sub("", text),):
        phrase = read_phrase(words, owner)
        if phrase.whole or not phrase.name:
            continue
        if is_known(phrase.name) or not with_side:
            return phrase.name
    return read_phrase(with_side["kept"], owner).name if with_side else ""


def heading_project(section: tuple[str, ...], owner: str) -> str:
    """The project that the headings are about: the nearest one that is no step of its description (立项依据 …)."""
    for heading in reversed(section):
        text = _plain(heading)
        if _PROJECT_STEP.search(text):
            continue
        if _GENERAL.search(text):
            return ""
        told = _TOLD.sub("", text)  # X经费情况说明 tells of X
        name = _PROJECT_WORD.sub("", _TELLING.sub("", told))
        if name.endswith("经费") and not name.removesuffix("经费"):
            return ""
        return read_phrase(name, owner).name
    return ""


def heading_time(section: tuple[str, ...]) -> tuple[int | None, Stage | None]:
    """Year and stage that the nearest dated heading of receipts and expenditure states (2021年“三公”经费决算情况)."""
    for heading in reversed(section):
        text = squeezed(heading)
        years = set(_YEAR.findall(text))
        if len(years) != 1 or _NOT_DATED.search(text) or not _STAGED.search(text):
            continue
        stage = Stage.FINAL if "决算" in text else Stage.EXECUTED if "执行" in text else None
        return int(years.pop()), stage
    return None, None


def _plain(heading: str) -> str:
    """A heading folded, without white space, numbering and year."""
    text = strip_numbering(squeezed(bare(heading)))
    return _YEAR_BEFORE.sub("", text)

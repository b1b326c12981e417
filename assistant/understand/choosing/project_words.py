"""Which projects are meant by a word (项目名称所含的词): 不动产相关的项目, 和中介有关的, 名字带“平台”的."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.understand.words import asked, cues

if TYPE_CHECKING:
    from assistant.understand.parse import Parsed

_QUOTED: Final = "[“”\"'‘’「『](?P<{0}>[^“”\"'‘’」』]{{1,20}})[“”\"'‘’」』]"
_HOLDS: Final = "(?:带有?|含有?|包含|出现|写着?)"
# 名字带“平台”的, 带“平台”字样的, 含平台两个字的
_WRITTEN: Final = re.compile(
    rf"(?:名字|名称|名)(?:里|中|上)?(?:{_HOLDS}|有|叫)\s*{_QUOTED.format('named')}"
    rf"|{_HOLDS}\s*(?:{_QUOTED.format('quoted')}|(?P<bare>[一-龥A-Za-z]{{1,8}}?))\s*(?:的?字样|这?(?:[一两二三四五六几]|\d)个?字|字眼)"
    rf"|项目[^，,。；;？?]{{0,6}}?{_HOLDS}\s*{_QUOTED.format('inside')}|{_HOLDS}\s*{_QUOTED.format('before')}的(?:绩效)?项目"
)
_WORD: Final = "[一-龥A-Za-z0-9]{1,10}?"
# 和中介有关, 涉及平台的项目, 项目是搞宣传的
_RELATED: Final = re.compile(
    rf"(?:和|与|跟|同|涉及到?|关于|针对|围绕)[“\"]?(?P<named>{_WORD})[”\"]?(?:有关|相关|挂钩|沾边|有关系|有关联)"
    rf"|(?:涉及到?|关于|针对|围绕)[“\"]?(?P<quoted>{_WORD})[”\"]?的(?:绩效)?项目(?!支出|经费|资金)"
    rf"|项目(?:都)?是(?:做|搞|弄|办|关于|针对|用于|用来|用在|花在)(?P<inside>{_WORD})(?:上|方面)?的"
)
_KIND_OF: Final = "(?:类|相关|有关|方面|这块|领域|这类)"
_NUMBERED: Final = r"(?:(?:一共|总共|共)?有|的)?(?:(?:好?几|[二两三四五六七八九十]+|\d+)个)?"
_ABOUT: Final = f"{_KIND_OF}*{_NUMBERED}(?:绩效|结转|专项|资金)*项目(?!支出|经费|资金|名称)"
_ANY_PROJECT: Final = frozenset({
    "绩效", "绩效目标", "预算绩效", "自评", "绩效自评", "评价",
    "财政", "预算", "重点", "主要", "部门", "单位", "具体", "资金", "采购", "政府采购",
    "一级", "二级", "支出", "年初", "当年", "立项", "年度", "专项", "新增", "延续", "经常性", "一次性", "同名",
    "结转", "结余", "上年结转", "每个", "每一个", "各个", "所有", "全部",
})  # fmt: skip


def word_of_projects(parsed: Parsed) -> str:
    """The word that the names of the projects asked for must hold; empty where all are meant."""
    said = written(parsed.text)
    if said or not cues.PROJECTS(parsed.text) or cues.PER_PROJECT(parsed.text) or asked.UNFUNDED(parsed.text):
        return said
    related = _first(_RELATED, parsed.plain)
    return related if related and related not in _ANY_PROJECT else _said_before(parsed)


def is_told_apart(parsed: Parsed, word: str) -> bool:
    """Whether the question says in words that the projects are those about it, and it does not only stand before."""
    of_kind = re.search(re.escape(word) + _KIND_OF, parsed.text) is not None
    return bool(word) and (of_kind or word in (written(parsed.text), _first(_RELATED, parsed.plain)))


def read_with_it(parsed: Parsed) -> tuple[str, ...]:
    """The words left over, without those that the word of the projects was read from: 中介有关, 字样."""
    word = word_of_projects(parsed)
    if not is_told_apart(parsed, word):
        return parsed.words
    before, after = "(?:和|与|跟|同|涉及到?|关于|针对|围绕)?", f"(?:{_KIND_OF}|的?字样|字眼|.?个?字)*"
    around = rf"{before}[“\"]?{re.escape(word)}[”\"]?{after}|的?(?:字样|字眼)|有关|相关"
    return tuple(one for one in parsed.words if not re.fullmatch(around, one))


def written(text: str) -> str:
    """The word that names are said to hold: 名字带“…”的, 带…字样的."""
    return _first(_WRITTEN, text)


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return next((group for group in match.groups() if group), "") if match else ""


def _said_before(parsed: Parsed) -> str:
    """不动产相关的项目, 培训项目: what stands right before the word."""
    said = re.search(rf"([一-龥A-Za-z]{{2,8}}?){_KIND_OF}+的?(?:绩效)?项目", parsed.plain)
    spoken = [said[1]] if said else []
    for word in (*(re.sub(rf"{_KIND_OF}+$", "", word) for word in parsed.words), *spoken):
        if (
            len(word) > 1
            and word not in _ANY_PROJECT
            and not cues.RANK(word)
            and not word.startswith("哪")
            and not re.search("[跟和与]", word)
            and re.search(re.escape(word) + _ABOUT, parsed.text)
        ):
            return word
    return ""

"""Tables that a question names (所指的表): 三公表, 支出总表, 三公口径, as the forms that they are of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.catalogue.forms import recognise_form

if TYPE_CHECKING:
    from collections.abc import Sequence

_TABLE_NAME = re.compile(r"[一-龥“”\"]{2,30}?(?:表|口径)")
_OF_PROJECT = re.compile("的?(?:项目支出|支出)?(?:绩效|目标)[一-龥]*表$")
_LAST_PIECE = re.compile(r"(?:.*(?:在|里|的|和|与|跟|按))(?P<piece>[^在里的和与跟按]{2,}表)$")
_IN_BRACKETS = re.compile("(?:[（(][^（()）]{0,8}(?:科目|分类|级|公开|续|功能|经济)[^（()）]{0,6}[）)])?")
# 经济分类表, as people say, is any of those that print economic accounts
_SPOKEN_OF_SEVERAL = {"expenditure_economic": ("expenditure_economic", "general_economic", "basic_economic")}


def tables_named(text: str, taken: Sequence[tuple[int, int]]) -> tuple[tuple[str, ...], list[tuple[int, int]]]:
    """Tables that the question names: 三公表, 支出总表, 三公口径."""
    found: list[str] = []
    spans: list[tuple[int, int]] = []
    for match in _TABLE_NAME.finditer(text):
        start = max([match.start(), *(end for begin, end in taken if begin < match.end() and end <= match.end())])
        words = text[start : match.end()]
        if words.endswith("口径") and re.search(r"[的全含]", words):
            continue  # 含项目支出的全口径 names no table
        end = _IN_BRACKETS.match(text, match.end()).end()  # type: ignore[union-attr]  # it may be empty
        form = recognise_form(words.removesuffix("口径") + text[match.end() : end], ())
        last = _LAST_PIECE.search(words) if words.endswith("表") else None  # 接待费在|三公表
        if last is not None and form is not None and recognise_form(last["piece"], ()) == form:
            start, words = start + last.start("piece"), last["piece"]
        if words.endswith("口径") and form is not None:
            start, words = _own_words(words, start)
        if form is not None and form.id == "performance_project":
            start += len(_OF_PROJECT.sub("", words))  # 展馆运维费|绩效目标表: the project is meant, too
        if form is not None and len(words) > 2:  # noqa: PLR2004 - 总表 alone names none
            found += _SPOKEN_OF_SEVERAL.get(form.id, (form.id,))
            spans.append((start, end))
    return tuple(dict.fromkeys(found)), spans


def _own_words(words: str, start: int) -> tuple[int, str]:
    """The words that name a table by themselves: 公务接待费按|三公口径."""
    form = recognise_form(words.removesuffix("口径"), ())
    for cut in range(len(words) - 4, 0, -1):
        if recognise_form(words[cut:].removesuffix("口径"), ()) == form:
            return start + cut, words[cut:]
    return start, words

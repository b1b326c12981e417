"""The organization's own name in running text, in full or shortened: it is the owner of a figure, not its subject."""

from __future__ import annotations

import re

_AROUND = (
    r"(?:部门|单位(?!价值|预留|自有)|系统|（(?:本级|部门|单位|本部|汇总)）|本级|本部|机关(?!运行|事业|服务|工资)|汇总|"
    r"及(?:其)?(?:所属|下属)(?:各)?(?:预算)?单位|(?:所属|下属)各?(?:预算)?单位|所属|的)"
)
_AFTER = re.compile(rf"^{_AROUND}+")
_KIND = (
    "局|委员会|委|厅|办公室|办|院|中心|处|所|馆|校|学校|大学|会|站|队|总队|支队|政府|街道|镇|乡|政协|法院|检察院|部(?![门分队位署委件])|"
    "部门|单位|（本级）"
)
_NAME_END = re.compile(rf"(?:{_KIND})(?=[^（]|$)|（本级）")
_PLACES = re.compile("(?:[一-龥]{1,8}(?:省|自治区|市|州|盟|区|县|旗))+")
_MIN_SHORT = 3
_AUTONOMOUS = re.compile("(?:[一-龥]{1,4}族)+(?:各族)?自治(?=[县州旗])")
_LONGEST_PLACE = 6


def without_owner(words: str, owner: str) -> str:
    """Words without the owner's name in front, in full or shortened (澄湖数据局), and 部门/单位/的 after it.

    A name that is not the owner's stays: figures of a subordinate are not the owner's.
    """
    if not owner:
        return words
    folded = owner.replace("(", "（").replace(")", "）")
    words = _plain_place(words, folded)
    for name in (folded, folded.replace("（本级）", "")):
        at = words.find(name)
        if at == 0 or (at > 0 and _PLACES.fullmatch(words, 0, at)):  # with the places that it lies in: 某省某市…
            return _AFTER.sub("", words[at + len(name) :])
    best = 0
    for match in _NAME_END.finditer(words):
        if match.end() > len(folded) + 2:
            break
        if is_short_name(words[: match.end()], folded):
            best = match.end()
    return _AFTER.sub("", words[best:]) if best else words


def _plain_place(words: str, owner: str) -> str:
    """Words that begin with the owner's place in full (澄湖回族自治县水务局), with its short name (澄湖县水务局)."""
    for length in range(1, _LONGEST_PLACE) if "自治" in words and "自治" not in owner else ():
        full = _AUTONOMOUS.match(words, length)
        short = words[:length] + words[full.end() :] if full else ""
        if short.startswith(owner.replace("（本级）", "")):
            return short
    return words


def is_short_name(name: str, owner: str) -> bool:
    """Whether a name is the owner's, letters left out but none changed in order (澄湖局 for 澄湖市数据管理局)."""
    if len(name) < _MIN_SHORT or not owner:
        return False
    letters = iter(owner + "部门（本级）")
    return all(letter in letters for letter in name)

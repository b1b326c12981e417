"""Places (地名): provinces, prefecture-level places and districts of the municipalities; data in `data/places.toml`.

Not a full gazetteer. Other places are recognised by their ending (市, 区, 县).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINK: Final = "人民政府"  # stands between a district and its 街道 in full names
# a zone may be named after its city alone (澄湖高新区), so nothing needs to stand before these
_ZONES: Final = (
    "高新技术产业开发区", "经济技术开发区", "旅游度假区", "经济开发区", "台商投资区", "综合保税区", "综合实验区",
    "产业园区", "工业园区", "自贸试验区", "开发区", "投资区", "保税区", "高新区", "示范区", "度假区", "经开区",
)  # fmt: skip
_SUFFIXES: Final = (
    *_ZONES, "特别行政区", "自治区", "自治州", "自治县", "自治旗", "街道", "地区", "林区", "新区", "新城",
    "省", "市", "区", "县", "旗", "盟", "镇", "乡",
)  # fmt: skip
_GENERIC = (
    re.compile(f"([\u4e00-\u9fff]{{0,6}}?)({'|'.join(_ZONES)})"),
    # 红旗镇, 新市镇: one character and the ending of a larger place are the stem of the town's name
    re.compile(f"([\u4e00-\u9fff][市区县旗](?=镇|乡|街道)|[\u4e00-\u9fff]{{1,6}}?)({'|'.join(_SUFFIXES)})"),
    re.compile("([\u4e00-\u9fff]{2,12}?)(自治[州县旗])"),  # names of peoples are long
)
# an autonomous prefecture (自治州) in short, right before a body: 澄湖州教育局, and not 澄州市 or 澄州区
_PREFECTURE: Final = re.compile("([\u4e00-\u9fff]{2,6}?)(州)(?=[\u4e00-\u9fff]{2})(?![市区县镇乡街旗盟省])")
# what stands before 区, 乡, 市 or 镇 may not make another word of it (社区, 城乡, 城市, 乡镇)
_NOT_A_STEM = re.compile(
    "^[城社地辖校片山园街乡都超门股楼夜菜集上小]?$|[社辖校片城乡]$|[和及的]|人民|政府|管理|服务|委员|行政|自然"
)


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place: `stem` 澄湖 and `suffix` 市; the suffix is empty where only the bare name is written."""

    stem: str
    suffix: str

    @property
    def full(self) -> str:
        """The name as written."""
        return self.stem + self.suffix

    @property
    def level(self) -> str:
        """The one character by which people speak of it: 省, 市, 区, 县, 州, 镇, 乡, 街道 ("" for a bare name)."""
        for whole in ("街道", "自治区"):
            if self.suffix.endswith(whole):
                return whole
        return self.suffix[-1:]

    @property
    def zone(self) -> bool:
        """Whether it is a zone (开发区, 投资区 …), which people often call by the city around it."""
        return self.suffix in _ZONES


def _split(name: str) -> PlaceName:
    bare = _data()["bare"]
    if name in bare:
        return PlaceName(bare[name], name[len(bare[name]) :])
    suffix = next((s for s in (*_SUFFIXES, "州") if name.endswith(s)), "")
    return PlaceName(name[: -len(suffix)], suffix)


@cache
def _data() -> dict[str, dict[str, str]]:
    text = files("index.catalogue").joinpath("data/places.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    parents: dict[str, str] = {}
    for province in data["province"]:
        parents[province["name"]] = ""
        for part in province.get("parts", ()):
            parents.setdefault(part, province["name"])
    return {"bare": data["bare"], "parents": parents, "words": dict.fromkeys(data["words"], "")}


@cache
def known_places() -> Mapping[str, PlaceName]:
    """All listed places by every way to write them: 福建省, 福建; a bare name that is an ordinary word is left out."""
    words = _data()["words"]
    found: dict[str, PlaceName] = {}
    for name in _data()["parents"]:
        place = _split(name)
        found.setdefault(name, place)
        if len(place.stem) > 1 and place.stem not in words:
            found.setdefault(place.stem, place)
    return MappingProxyType(found)


def is_known(text: str) -> bool:
    """Whether a text is the full or bare name of a listed place."""
    return text in known_places()


def province_of(name: str) -> str | None:
    """Return the province of a listed place (full name or bare), "" for a province, None for an unlisted place."""
    place = known_places().get(name)
    if place is None:
        return None
    parents = _data()["parents"]
    return parents.get(place.full, parents.get(name))


@cache
def _longest() -> int:
    return max(map(len, known_places()))


def listed_at(text: str, start: int) -> int:
    """Return the end of the longest listed place that begins at `start`, or `start` where none does."""
    for end in range(min(len(text), start + _longest()), start + 1, -1):
        if text[start:end] in known_places():
            return end
    return start


def generic_at(text: str, start: int, *, in_name: bool = False) -> PlaceName | None:
    """Return the place that begins at `start` going by its ending alone (XX市, XX区, XX县), if it looks like one.

    `in_name`: in an organization's full name words like 老城区 do not occur, so 榕城区 and 和平县 are places.
    """
    patterns = (*_GENERIC, _PREFECTURE) if in_name else _GENERIC
    matches = [match for pattern in patterns if (match := pattern.match(text, start))]
    if not matches:
        return None
    stem, suffix = min(matches, key=lambda match: (match.start(2), -match.end())).groups()
    if suffix in _ZONES and not stem:
        return PlaceName(stem, suffix)
    walled = len(stem) > 1 and stem.endswith("城") and (suffix == "市" or (in_name and suffix in "区县镇"))
    if _NOT_A_STEM.search(stem.removeprefix("和") if in_name and len(stem) > 1 else stem) and not walled:
        return None
    return PlaceName(stem, suffix)


def split_places(name: str) -> tuple[tuple[PlaceName, ...], str]:
    """Split the full name of an organization into the chain of places before it and the rest.

    澄湖市东塘区人民政府柳湾街道办事处 gives 澄湖市, 东塘区, 柳湾街道 and 办事处.
    """
    chain: list[PlaceName] = []
    position = 0
    while position < len(name):
        place = _next_place(name, position)
        if place is None:
            break
        chain.append(place)
        position += len(place.full)
        inner = generic_at(name, position + len(_LINK)) if name.startswith(_LINK, position) else None
        if inner is not None and inner.suffix in ("街道", "镇", "乡"):
            position += len(_LINK)
    return tuple(chain), name[position:]


def _next_place(name: str, position: int) -> PlaceName | None:
    end = listed_at(name, position)
    if end == position:
        return generic_at(name, position, in_name=True)
    listed = known_places()[name[position:end]]
    if name[position:end] == listed.full:
        return listed
    # 中山区 is another place than 中山市
    endings = ("市", "区", "县", "州") if listed.level == "州" else ("市", "区", "县")
    return PlaceName(name[position:end], name[end : end + 1] if name.startswith(endings, end) else "")

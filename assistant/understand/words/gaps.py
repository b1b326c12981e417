"""Two places of an order set against each other (两名之差): 最高的比最低的多多少, 第一名是第三名的几倍."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from assistant.understand.words.bounds import chinese_number

LAST: Final = -1

_NUMBER: Final = r"(?<!倒数)第(?:[一二三四五六七八九十]|\d{1,2})(?:[大多高贵])?(?![小少低])"
_PLACE: Final = rf"(?:最[大多高贵]|最[小少低]|倒数第一|垫底|末[位名]|最后一?[名位个项]|{_NUMBER})"
_THING: Final = r"[^，,。；;？?最第]{0,12}?"
_GAP: Final = r"(?:相?差(?!异率)|差距|差额|[多少高低大小贵][出了]?(?:多少|几)|[多少高低大小贵]出?了?百分之几)"
_OTHER: Final = rf"(?P<other>{_PLACE}){_THING}(?:(?P<times>(?:几|多少)倍)|{_GAP})"
_TWO: Final = re.compile(rf"(?P<first>{_PLACE}){_THING}(?:和|与|跟|同|及|、|比|较|到|是|为){_THING}{_OTHER}")
_THAN: Final = re.compile(rf"[\s，,]*(?:那|那么)?(?:它|其)?(?P<rest>(?:比|较|和|与|跟|同|是){_THING}{_OTHER}.*)")


@dataclass(frozen=True, slots=True)
class PlacesApart:
    """Two places of a list, from the largest on (0 is the first, LAST the smallest), and how they are compared."""

    first: int
    other: int
    times: bool = False


def places_apart(text: str) -> PlacesApart | None:
    """The two places whose difference, or multiple, a question asks for; None where it asks for no such."""
    two = _TWO.search(text)
    if two is None:
        return None
    found = PlacesApart(_index(two["first"]), _index(two["other"]), bool(two["times"]))
    return found if found.first != found.other else None


def with_first_place(text: str, *, ascending: bool) -> str:
    """比第二名多多少, after what came first in an order: in full; "" for any other question."""
    if places_apart(text) is not None:
        return text
    than = _THAN.fullmatch(text)
    whole = f"最{'低' if ascending else '高'}的{than['rest']}" if than is not None else ""
    return whole if places_apart(whole) is not None else ""


def without_places(text: str) -> str:
    """A question without the two places it sets against each other: what is asked of the order next is not of them."""
    return _TWO.sub("", text).strip()


def _index(place: str) -> int:
    if re.match("最[小少低后]|倒数|垫底|末", place):
        return LAST
    number = re.search(r"第(\d{1,2}|[一二三四五六七八九十])", place)
    return 0 if number is None else (chinese_number(number[1]) or 1) - 1

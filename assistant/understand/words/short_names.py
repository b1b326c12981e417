"""Short names (简称) that mean nothing when they stand alone: 人员和公用, 养老和职业年金, 离退休费…离休占多少."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_NATURE: Final = "人员|公用|基本|项目"
_NATURES: Final = re.compile(rf"(?:{_NATURE})(?:(?:经费|支出)?(?:和|与|跟|及|、|以及)(?:{_NATURE}))+(?!绩效)")
_ONE_NATURE: Final = re.compile(rf"({_NATURE})(?!经费|支出)")
_HEADS: Final = re.compile(
    r"(编制|在职|在编|离休|退休|离退休|实有)(?:人员)?(?:有)?(?:几|多少)(?:个)?(?:人|名)(?!年)"
    r"|(?<=占)(编制)(?!内|外)|(编制|在职|在编|实有)(?=总数|(?:人员)?(?:一共|总共|合计)(?:是|有)?多少)"
    r"|(?<![政业定员部])(编制)数?(?:是|有|为)?(?:几|多少)个?(?=[?？。，,、；;]|$)|(编制|在职|在编|实有)数?(?=最[多少]|比(?:编制|在职|在编|实有))"
    r"|(?<=比)(编制|在职|在编|实有)(?=数?[多少])"
)
_FULL: Final = {"养老": "养老保险", "医疗": "医疗保险", "年金": "职业年金", "离休": "离休费", "退休": "退休费"}
_ENDS: Final = "(?:保险|缴费|费|金)*"
# one of a list of which another stands beside it, in full or in short
_BESIDE: Final = rf"(?:养老|医疗|医保|职业年金|年金|住房公积金|公积金|离休|退休){_ENDS}"
_SOCIAL: Final = re.compile(rf"{_BESIDE}(?:(?:和|与|跟|及|、|以及|加上?|比|占){_BESIDE})+")
_ONE_SOCIAL: Final = re.compile(r"(?<!职业)(?<!离)(养老|医疗|年金|离休|退休)(?!保险|缴费|费|金|补助|人)")
_RETIRED: Final = re.compile(r"离退休[^。；;？?]{1,16}?(?P<one>离休|退休)(?=[占的各有是是花和与]|多少|部分|这块)")

_FUND: Final = "事业收入|经营收入|其他收入|自有资金|自筹(?:资金)?|单位资金|其他资金|上年结转|结转资金?|非财政(?:拨款)?"
_GRANTED: Final = re.compile(
    rf"(?<![一-龥])财政(?=(?:和|与|、|跟|及)(?:{_FUND}))|(?<=[由靠是])财政(?=(?:和|与|、|跟|及)(?:{_FUND}))"
    rf"|(?:(?<=收入)|(?<=资金)|(?<=结转)|(?<=自筹))(?:和|与|、|跟|及)(?P<one>财政)(?=各|分别|[承负]担|出)"
)
_OF_CARS: Final = re.compile(
    r"(?:每[辆台部]|一[辆台部]|每车)(?:公务)?(?:用)?车?[^，,。；;？?]{0,6}?(?<!机关)(?<!用车)(?P<one>运行(?:维护)?(?:费用?|经费))"
    r"|车购置(?:费用?)?(?:和|与|跟|、|以及)(?P<other>运行(?:维护)?(?:费用?)?)(?!经费)(?=各|分别|一?共|总共|合计|加起来|[占的比多谁哪])"
    r"|车购置费(?:和|与|跟|及|、|以及)(?P<joined>运行(?:维护)?费)"
)


def short_names(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Where short names stand, with the name that they mean, or the full form that it is spoken in."""
    yield from _in_lists(text)
    for match in _HEADS.finditer(text):
        place = match.lastindex or 1
        yield (*match.span(place), f"{'在职' if match[place] == '在编' else match[place]}人数", "")
    for match in _OF_CARS.finditer(text):
        yield (*match.span(match.lastgroup or 0), "", "公务用车运行费")
    for match in _GRANTED.finditer(text):
        yield (*match.span("one" if match["one"] else 0), "财政拨款", "")
    for match in _RETIRED.finditer(text):
        yield (*match.span("one"), "", _FULL[match["one"]])


def _in_lists(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Short names of a list, and again before 占 after it: …合计多少，年金占几成."""
    for listed in _NATURES.finditer(text):
        for match in _ONE_NATURE.finditer(text, *listed.span()):
            yield (*match.span(1), f"{match[1]}支出", "")
            for again in re.finditer(rf"{match[1]}(?=占)", text[listed.end() :]):
                yield (listed.end() + again.start(), listed.end() + again.end(), f"{match[1]}支出", "")
    for listed in _SOCIAL.finditer(text):
        for match in _ONE_SOCIAL.finditer(text, *listed.span()):
            yield (*match.span(1), "", _FULL[match[1]])
            for again in re.finditer(rf"(?<!职业){match[1]}(?=占)", text[listed.end() :]):
                yield (listed.end() + again.start(), listed.end() + again.end(), "", _FULL[match[1]])

"""Amounts and rates that items are compared with (金额与比率的界限): 80万以上, 30万到70万之间, 低于95%."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.plan import Comparator, Threshold

_LEAST_AMOUNT = 1_000  # a bare number below is no amount of money
DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10_000, "亿": 100_000_000}
NUMBER = r"(?:\d[\d,]*(?:\.\d+)?|[零〇一二两三四五六七八九十百千]+)"
_AMOUNT = rf"(?P<number>{NUMBER})\s*(?:个(?=亿))?(?P<scale>百万|千万|亿|万|千|百)?\s*(?P<unit>元|块钱|块)?"
# 达到8000万了吗, 有5000万吗; no 达到1万人次
_OF_MONEY = r"(?=\s*[\d一二两三四五六七八九十百千][\d,.百千]*\s*个?(?:[百千]?万|亿|元)(?![人件次户册份名家条个套]))"
_REACHES = rf"达到{_OF_MONEY}|突破{_OF_MONEY}|有{_OF_MONEY}(?=[^，,。；;？?]{{2,10}}?(?:吗|么|没有?[？?]?$))"

_MORE_BEFORE = re.compile(
    rf"(?P<word>不低于|不少于|不小于|至少|{_REACHES}|(?<!不)(?:超过|大于|高于|多于|超出|超|逾|破|(?<![超不通经])过(?=[\d一二两三四五六七八九十百千])|上(?=[百千]万)))\s*{_AMOUNT}"
)
_LESS_BEFORE = re.compile(rf"(?P<word>不超过|不高于|不大于|至多|最多|不到|不足|(?<!不)(?:低于|小于|少于))\s*{_AMOUNT}")
_AFTER = re.compile(rf"{_AMOUNT}\s*(?:[（(]含[^）)]{{0,3}}[）)])?\s*(?P<word>及以上|以上|及以下|以下|以内)")
_BETWEEN = re.compile(
    rf"{_AMOUNT}\s*(?:到|至|~|-|—|和|与)\s*(?P<to>{NUMBER})\s*(?P<to_scale>百万|千万|亿|万|千|百)?\s*(?:元|块钱|块)?"
    r"\s*(?:之间|区间|范围|的(?:科目|项目|支出|有)|以内)"
)
_EXACTLY = re.compile(
    rf"(?:正好|刚好|恰好|恰为)(?:是|为|等于)?\s*{_AMOUNT}(?=的|[^，,。；;？?]{{0,3}}(?:有|是)?(?:哪|几))"
)
_OF_AMOUNT = re.compile(
    rf"(?<![超过到于足达及和上逾破近约、\d.]){_AMOUNT}整?的(?:那[个项]|绩效|专项)*(?:项目|科目|专项)(?:是|有|叫|分别)*(?:哪|什么|谁|几)"
)
RATE_LIMIT = re.compile(
    r"(?:(?P<less>低于|小于|不到|不足|少于|没到|未达(?:到)?)|(?P<more>超过|高于|大于|超出))\s*(?:(?P<number>\d+(?:\.\d+)?)\s*%|(?P<full>百分之?百))"
    r"|(?P<after>\d+(?:\.\d+)?)\s*%\s*(?:及)?(?:以(?P<below>下)|以(?P<above>上))"
    r"|率(?:都|均)?(?:是|为|达到了?|等于|达|到)(?:了)?(?P<whole>百分之?百|100(?:\.0+)?%)"
)
# an amount that is quoted of what stands before it: 机关运行经费|1130.74万元|里
QUOTED = re.compile(r"[（(]?\d[\d,]*(?:\.\d+)?\s*[多余]?(?:亿元?|万元?|元|块钱?)?[多余]?[）)]?")
_INCLUSIVE_MORE = {"不低于", "不少于", "不小于", "至少", "达到", "有", "以上", "及以上"}
_INCLUSIVE_LESS = {"不超过", "不高于", "不大于", "至多", "最多", "及以下", "以下", "以内"}


def chinese_number(text: str) -> int | None:
    """Read a small Chinese or Arabic whole number: 三, 十二, 二十, 一百二; None when it is none."""
    if text.isdigit():
        return int(text)
    total = current = 0
    for character in text:
        if character in DIGITS:
            current = DIGITS[character]
        elif character in _TENS:
            total += (current or 1) * _TENS[character]
            current = 0
        else:
            return None
    return total + current


def threshold(text: str) -> Threshold | None:
    """Find the amount that items are to be compared with: 80万以上, 超过1,000万元, 不到十万块."""
    for pattern, default in ((_MORE_BEFORE, True), (_LESS_BEFORE, False), (_AFTER, None)):
        match = pattern.search(text)
        if match is None:
            continue
        word = match["word"]
        more = default if default is not None else word in _INCLUSIVE_MORE
        inclusive = word in (_INCLUSIVE_MORE if more else _INCLUSIVE_LESS)
        value, unit = _scaled(match["number"], match["scale"]), "元"
        if match["scale"] is None and match["unit"] is None and value < _LEAST_AMOUNT:
            return None  # 三项以上, 100以上 of something that is no money
        comparator = {
            (True, True): Comparator.AT_LEAST,
            (True, False): Comparator.MORE,
            (False, True): Comparator.AT_MOST,
            (False, False): Comparator.LESS,
        }[more, inclusive]
        return Threshold(comparator=comparator, value=value, unit=unit)
    return None


def thresholds(text: str) -> list[tuple[tuple[int, int], Threshold]]:
    """All amounts that items are to be compared with and where they stand: 超过20万但不到100万."""
    found: list[tuple[tuple[int, int], Threshold]] = []
    for pattern in (_MORE_BEFORE, _LESS_BEFORE, _AFTER):
        for match in pattern.finditer(text):
            limit = threshold(match.group())
            if limit is not None and all(match.end() <= s or match.start() >= e for (s, e), _ in found):
                found.append((match.span(), limit))
    return sorted(found, key=lambda each: each[0])


def _exactly(text: str) -> tuple[Threshold, Threshold] | None:
    """正好100万的项目, 100万元的项目是哪个: from the amount to the amount."""
    match = _EXACTLY.search(text) or _OF_AMOUNT.search(text)
    if match is None or not (match["scale"] or match["unit"]):
        return None
    least = Threshold(comparator=Comparator.AT_LEAST, value=_scaled(match["number"], match["scale"]), unit="元")
    return least, least.model_copy(update={"comparator": Comparator.AT_MOST})


def between(text: str) -> tuple[Threshold, Threshold] | None:
    """The two ends of a range that items are to lie in: 30万到70万之间, 50万以上100万以下; None for no range."""
    exact = _exactly(text)
    if exact is not None:
        return exact
    match = _BETWEEN.search(text)
    if match is not None:
        scale = match["scale"] or match["to_scale"]  # 30到70万: the scale is said once
        low, high = _scaled(match["number"], scale), _scaled(match["to"], match["to_scale"] or scale)
        if low < high and high >= _LEAST_AMOUNT:
            ends = ((Comparator.AT_LEAST, low), (Comparator.AT_MOST, high))
            first, second = (Threshold(comparator=c, value=value, unit="元") for c, value in ends)
            return first, second
        return None
    found = threshold(text)
    if found is None:
        return None
    for pattern in (_MORE_BEFORE, _LESS_BEFORE, _AFTER):
        for once in pattern.finditer(text):
            rest = text[: once.start()] + "　" + text[once.end() :]
            other = threshold(rest)
            if other is not None and _up(other) != _up(found):
                return (found, other) if _up(found) else (other, found)
    return None


def _up(limit: Threshold) -> bool:
    return limit.comparator in (Comparator.AT_LEAST, Comparator.MORE)


def _scaled(number: str, scale: str | None) -> Decimal:
    plain = number.replace(",", "")
    value = Decimal(plain) if plain[0].isdigit() else Decimal(chinese_number(plain) or 0)
    for character in scale or "":
        value *= _SCALES.get(character) or _TENS[character]
    return value


def rate_limit(text: str) -> Threshold | None:
    """The percentage that rates of listed items are compared with: 执行率低于95%."""
    match = RATE_LIMIT.search(text)
    if match is None:
        return None
    if match["whole"]:
        return Threshold(comparator=Comparator.AT_LEAST, value=Decimal(100), unit="%")  # 执行率是100%的
    if match["after"]:
        comparator = Comparator.AT_MOST if match["below"] else Comparator.AT_LEAST
    else:
        comparator = Comparator.LESS if match["less"] else Comparator.MORE
    number = match["number"] or match["after"] or "100"  # 没到百分之百
    return Threshold(comparator=comparator, value=Decimal(number), unit="%")

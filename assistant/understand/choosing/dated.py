"""Years that words mean (所指年度): 比前年, 预算比上年决算, 去年执行数和今年预算数, each with the year itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.understand.words import cues

if TYPE_CHECKING:
    from assistant.execute.ledger import Ledger
    from assistant.plan import Selection
    from assistant.understand.parse import Parsed


def dated(ledger: Ledger, parsed: Parsed, near: Selection | None) -> str:
    """The text of a question with the years that its words mean; `near` is where the question before looked."""
    text = _result_before(ledger, parsed, _two_years_back(ledger, parsed, near), near)
    return _both_dated(ledger, parsed, text, near)


_THAN_TWO_BACK: Final = re.compile(r"(?P<than>比|较|同|与|跟|和)\s*前年(?!度?初)")


def _two_years_back(ledger: Ledger, parsed: Parsed, near: Selection | None) -> str:
    """比前年 with the year that it means: two before the one that is spoken of, which is no 上年."""
    if _THAN_TWO_BACK.search(parsed.text) is None:
        return parsed.text
    loaded = {one.year for one in ledger.loaded.of(parsed.selection.organizations) if one.year}
    spoken = cues.years(parsed.text) or (near.years if near is not None else ()) or tuple(sorted(loaded)[-1:])
    return _THAN_TWO_BACK.sub(rf"\g<than>{spoken[0] - 2}年", parsed.text) if spoken else parsed.text


_THAN_RESULT: Final = re.compile(
    r"(?P<than>比|较|同|与|跟|和)\s*(?:去|上)一?年度?的?(?=决算|执行数|实际|最终|最后|[花用]掉)"
)


def _result_before(ledger: Ledger, parsed: Parsed, text: str, near: Selection | None) -> str:
    """预算比上年决算 with the year of that result, where it is loaded: the budget of that year is no answer."""
    than = _THAN_RESULT.search(text)
    if than is None:
        return text
    loaded = ledger.loaded.of(parsed.selection.organizations or (near.organizations if near is not None else ()))
    said = cues.years(text)
    spoken = (
        said or (near.years if near is not None else ()) or tuple(sorted(one.year for one in loaded if one.year)[-1:])
    )
    kinds = {year: {one.kind for one in loaded if one.year == year} for one in spoken[:1] for year in (one, one - 1)}
    planned = bool(spoken) and ("预算" in text[: than.start()] or kinds[spoken[0]] == {"预算"})
    if not planned or "决算" not in kinds[spoken[0] - 1]:
        return text
    dated = _THAN_RESULT.sub(rf"\g<than>{spoken[0] - 1}年", text)
    return dated if said else f"{spoken[0]}年{dated}"


_LAST_RESULT: Final = re.compile("(?<![比较同与和跟])(?:去年|上一?年)度?的?(?=执行数|决算数)")
_THIS_BUDGET: Final = re.compile("(?:今年|本年|当年)度?的?(?=预算)")


def _both_dated(ledger: Ledger, parsed: Parsed, text: str, near: Selection | None) -> str:
    """去年执行数和今年预算数 with the years that they mean: two figures are asked for, each of its own year."""
    if not _LAST_RESULT.search(text) or not _THIS_BUDGET.search(text) or cues.years(text):
        return text
    named = parsed.selection.organizations or (near.organizations if near is not None else ())
    latest = max((one.year for one in ledger.loaded.of(named) if one.year and one.kind == "预算"), default=None)
    if latest is None:
        return text
    return _THIS_BUDGET.sub(f"{latest}年", _LAST_RESULT.sub(f"{latest - 1}年", text))

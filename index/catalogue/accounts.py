"""The account tree (政府收支分类科目): functional and economic classification of expenditure, by code and by name.

The data is `data/functional.tsv` (支出功能分类) and `data/economic.tsv` (支出经济分类, both for departments and for
governments). It is not complete: documents may print accounts that are not here, so an unknown code is no error. The
level of a code follows from its length: 3 digits 类, 5 款, 7 项.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

from index.catalogue.vocabulary import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Classification = Literal["functional", "economic", "government_economic"]
Nature = Literal["人员支出", "公用支出"]

_ECONOMIC_KINDS: Final[dict[str, Classification]] = {"部门": "economic", "政府": "government_economic"}
# classes of 支出经济分类 that make up each part of 基本支出 (财预〔2017〕98号)
_NATURES: Final[dict[str, Nature]] = {
    "301": "人员支出",
    "303": "人员支出",
    "302": "公用支出",
    "309": "公用支出",
    "310": "公用支出",
    "501": "人员支出",
    "509": "人员支出",
    "502": "公用支出",
    "503": "公用支出",
    "504": "公用支出",
    "506": "公用支出",
    "50501": "人员支出",
    "50502": "公用支出",
}


@dataclass(frozen=True, slots=True)
class Account:
    """An account (科目): code of 3, 5 or 7 digits, its name of today and the names it had before."""

    code: str
    name: str
    classification: Classification
    former_names: tuple[str, ...] = ()


def _rows(file: str) -> Iterator[list[str]]:
    text = files("index.catalogue").joinpath(f"data/{file}").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _former(cells: list[str], position: int) -> tuple[str, ...]:
    return tuple(cells[position].split("|")) if len(cells) > position and cells[position] else ()


@cache
def accounts() -> Mapping[str, Account]:
    """All accounts of the catalogue by code."""
    tree = {row[0]: Account(row[0], row[1], "functional", _former(row, 2)) for row in _rows("functional.tsv")}
    for row in _rows("economic.tsv"):
        tree[row[0]] = Account(row[0], row[1], _ECONOMIC_KINDS[row[2]], _former(row, 3))
    return MappingProxyType(tree)


def account(code: str) -> Account | None:
    """Return the account of a code, None for a code that the catalogue does not have."""
    return accounts().get(code)


def parent(code: str) -> str | None:
    """Return the code one level up (项 → 款 → 类); None for a 类 and for what has not the form of a code.

    Works from the form alone, also for accounts that the catalogue does not have.
    """
    return code[:-2] if code.isdecimal() and len(code) in (5, 7) else None


@cache
def children(code: str) -> tuple[str, ...]:
    """Return the codes one level below that the catalogue knows, in order."""
    return tuple(sorted(known for known in accounts() if parent(known) == code))


@cache
def _codes_by_name() -> Mapping[str, tuple[str, ...]]:
    names: dict[str, list[str]] = {}
    today = {(known.name, known.classification) for known in accounts().values()}
    for code in sorted(accounts()):
        known = accounts()[code]
        # 其他资本性支出 was the name of 310 up to 2017, and has been the one of 31099 since: it means that one
        former = (name for name in known.former_names if (name, known.classification) not in today)
        for name in (known.name, *former):
            codes = names.setdefault(normalise(name), [])
            if code not in codes:
                codes.append(code)
    return MappingProxyType({name: tuple(codes) for name, codes in names.items()})


def names_of(name: str) -> tuple[str, ...]:
    """Return the codes of all accounts that have this name, or had it and no other one has it now.

    Several accounts share a name (住房公积金).
    """
    return _codes_by_name().get(normalise(name), ())


def classification(code: str) -> Classification | None:
    """Say to which classification a code belongs, also where only its 类 is in the catalogue."""
    known = account(code) or (account(code[:3]) if code.isdecimal() and len(code) in (5, 7) else None)
    return known.classification if known else None


def nature_of(code: str) -> Nature | None:
    """Say under which part of 基本支出 an economic account falls, None where the classification does not decide.

    301 and 303 are 人员支出; 302, 309 and 310 are 公用支出; 307, 311, 312, 313 and 399 may be either or neither. It is
    what the classification says: a province may count single accounts (其他交通费用, 福利费) differently.
    """
    kind = classification(code)
    if kind in (None, "functional"):
        return None
    return _NATURES.get(code[:5]) or _NATURES.get(code[:3])

"""Which label cell names the row (行的名称), where a row has several: the item, not its properties."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.tables.roles import Role
from index.tables.wording import fold, is_attribute_header, is_bare_total, is_total, is_words, squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.tables.layout import Layout

_LEVEL: Final = re.compile(r"[类款项]|.*(?:一级|二级|三级|[（(][类款项][）)]|[类款项]级).*|其中:?.*")
_BOUGHT: Final = re.compile("品目|目录")
_OWNER: Final = re.compile(r".*(?:单位|部门|处室|机构)(?:名称|\(.*\))?")


@dataclass(frozen=True, slots=True)
class Naming:
    """How the rows of a panel are named.

    `properties` are label columns that describe the item; `item` is the column with the item's name where one column
    tells the rows apart, None where the last name of a row is its own; `coded` says that the panel's codes are those of
    its names, not a property of each item.
    """

    properties: frozenset[int]
    item: int | None
    coded: bool

    def own(self, words: Sequence[tuple[int, str]]) -> int | None:
        """Which of a row's label cells (columns and texts, from the left) names it; None where none does."""
        names = [entry for entry in words if entry[0] not in self.properties]
        if len(names) > 1 and is_bare_total(names[-1][1]) and not is_bare_total(names[-2][1]):
            return names[-2][0]  # 一般公共预算资金 | 小计
        if self.item is not None and any(column == self.item for column, _ in names):
            return self.item
        return names[-1][0] if names else None

    def heads_group(self, layout: Layout, keys: Sequence[int], index: int, last: int) -> bool:
        """Whether a row's last word stands left of all names, whose cells are its own and empty: a group of rows."""
        names = [column for column in keys if column not in self.properties]
        above = layout.body[index - 1] if index else None
        merged = above is not None and any(layout.body[index][at].place == above[at].place for at in names)
        return bool(names) and last < min(names) and not merged


def naming_of(layout: Layout, keys: Sequence[int]) -> Naming:
    """Tell the names from the properties among the label columns of a panel."""
    labels = [column for column in keys if layout.roles[column] is Role.LABEL]
    codes = [column for column in keys if layout.roles[column] is Role.CODE]
    properties = {column for column in labels if is_attribute_header(_header(layout, column))}
    if len(properties) == len(labels):
        properties = set(labels[1:])
    owners = all(_OWNER.fullmatch(fold(_header(layout, column))) for column in labels if column not in properties)
    bought = next((column for column in sorted(properties) if _BOUGHT.search(_header(layout, column))), None)
    if owners and bought is not None:  # 单位名称 | 采购品目: what is bought, and not who buys it
        properties = set(labels) - {bought}
    names = [column for column in labels if column not in properties]
    item = _item(layout, names)
    named = item if item is not None else names[-1] if names else None  # 项目名称, before the account that it is of
    coded = not codes or named is None or named > min(codes) or "科目" in _header(layout, named)
    return Naming(frozenset(properties), item, coded)


def _item(layout: Layout, names: Sequence[int]) -> int | None:
    """The first column of names that tells the rows apart, unless the columns are levels of one another."""
    headers = [fold(_header(layout, column)) for column in names]
    if len(names) == 1:
        return names[0]
    if not all(headers) or any(_LEVEL.fullmatch(header) for header in headers):
        return None
    candidates = [column for column, header in zip(names, headers, strict=True) if not _OWNER.fullmatch(header)]
    return next((column for column in candidates or names if _tells_rows(layout, column)), None)


def _tells_rows(layout: Layout, column: int) -> bool:
    """Whether a column holds another name in every row, totals aside."""
    texts = [squeeze(row[column].text) for row in layout.body if not any(is_total(cell.text) for cell in row)]
    return all(is_words(text) for text in texts) and len(set(texts)) == len(texts)


def _header(layout: Layout, column: int) -> str:
    return layout.paths[column][-1] if layout.paths[column] else ""

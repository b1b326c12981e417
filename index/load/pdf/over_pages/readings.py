"""The other readings of a table (其他读法): each doubt of a page on its own, everything else as it is likeliest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from index.load.pdf.over_pages.join import Growing
from index.load.pdf.with_rules.captions import unframed
from index.model.document import ACROSS_RULES, Grid

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST: Final = 8  # readings of one table


def alternatives(table: Growing) -> Iterator[Grid]:
    """Yield the further readings of a table over its pages."""
    count = 0
    for at, part in enumerate(table.parts):
        for other in part.others:
            if (count := count + 1) > _MOST:
                return
            parts = [*table.parts[:at], replace(part, table=other, others=()), *table.parts[at + 1 :]]
            grid, _ = Growing(parts).grid()
            how = ACROSS_RULES if part.table.cut else ""
            yield from (replace(block, reading=how) for block in unframed(grid) if isinstance(block, Grid))

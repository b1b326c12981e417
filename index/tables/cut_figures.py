"""Figures that a page break may have cut (换页处的数字): above it, one without the decimals that all others have."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from index.tables.roles import Role
from index.tables.wording import fold, is_number

if TYPE_CHECKING:
    from index.model.document import Place
    from index.tables.layout import Layout

_DIGITS: Final = re.compile(r"[(-]?\d[\d,.]*")
_FEWEST: Final = 4  # figures that show how many decimals a column has
_NEARLY_ALL: Final = 0.8


def cut_figures(layout: Layout) -> frozenset[Place]:
    """The places of such figures, and of what stands below them on the next page: it may be their rest."""
    breaks = [at for at, (row, below) in enumerate(pairwise(layout.body)) if row[0].place.page != below[0].place.page]
    found: set[Place] = set()
    for column, role in enumerate(layout.roles) if breaks else ():
        if role is not Role.VALUE:
            continue
        usual = _usual_decimals([row[column].text for row in layout.body])
        for at in breaks:
            above, below = layout.body[at][column], layout.body[at + 1][column]
            if usual and _is_short(above.text, usual):
                found |= {above.place, below.place}
    return frozenset(found)


def _usual_decimals(texts: list[str]) -> int:
    """How many decimals nearly all figures of a column have; 0 where none or too few do."""
    counts = Counter(_decimals(text) for text in texts if is_number(text))
    if counts.total() < _FEWEST:
        return 0
    decimals, count = counts.most_common(1)[0]
    return decimals if count >= _NEARLY_ALL * counts.total() else 0


def _decimals(text: str) -> int:
    return len(fold(text).rstrip(")").partition(".")[2])


def _is_short(text: str, usual: int) -> bool:
    """Whether digits lack decimals; 0 may stand for nothing."""
    folded = fold(text)
    return bool(_DIGITS.fullmatch(folded)) and folded != "0" and _decimals(folded) < usual

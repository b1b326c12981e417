"""The table of contents (目录): its entries look like headings and are none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.load.prose import CONTENTS, TRAILING_DOTS, is_led

if TYPE_CHECKING:
    from collections.abc import Sequence

_REACH: Final = 3  # pages that contents may take
_LONGEST: Final = 120
_PAGE_AFTER: Final = re.compile(r"[\s.…·．-]+\d{1,3}\s*$")


def contents_of(lines: Sequence[tuple[int, str]]) -> set[int]:
    """The indices of the lines (page, text) that are entries: with dots to a page number, or listed after 目录."""
    found = {index for index, (_, text) in enumerate(lines) if is_led(text)}
    for index, (_, text) in enumerate(lines):
        if CONTENTS.fullmatch(text):
            found.update(range(index + 1, _end(lines, index + 1)))
            break
    return found


def _end(lines: Sequence[tuple[int, str]], start: int) -> int:
    """Where the entries end: where the first of them comes again as a heading, else with the page."""
    if start >= len(lines):
        return start
    page, first = lines[start][0], _entry(lines[start][1])
    for index in range(start + 1, len(lines)):
        number, text = lines[index]
        if number >= page + _REACH or len(text) > _LONGEST:
            break
        if _entry(text) == first:
            return index
    return next((index for index in range(start, len(lines)) if lines[index][0] != page), len(lines))


def _entry(text: str) -> str:
    return "".join(_PAGE_AFTER.sub("", TRAILING_DOTS.sub("", text)).split())

"""The cells of a line of text (单元格): rows set with tabs or pipes, and the lines that only look like rows."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

from index.load.prose import MAX_HEADING, TITLE
from index.model.quantity import parse_quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

TOTAL_WORD: Final = r"[合总小共]\s*计"  # of the row that sums up the others
HEADER_WORD: Final = re.compile(
    r"序号|(?:支出|预算)?(?:功能|经济)?(?:分类)?科目(?:编码|代码|名称)?|.{0,12}(?:编码|代码|名称|分类科目)|项目|收入|支出|预算数|决算数|金额|合计|类|款|项|单位|部门"
)
SPACED_WORDS: Final = frozenset(
    {"合计", "总计", "小计", "共计", "收入", "支出", "项目", "科目", "单位", "名称", "编码", "金额"}
)
_UNIT_CELL: Final = re.compile(
    r"[（(]?(?:金额|货币|计量)?\s*单\s*位\s*[:：]?\s*(?:人民币)?\s*[（(]?(?:亿|百万|万|千)?元[）)]?[）)]?"
)
_UNIT_AT_END: Final = re.compile(
    r".*(?:\s|[:：)）])[（(]?(?:金额)?单\s*位\s*[:：]\s*(?:人民币)?\s*(?:亿|百万|万|千)?元[）)]?"
)
_SEPARATOR: Final = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_PIPES: Final = ("|", "｜", "│")
_LINE_BREAK: Final = re.compile(r"<br\s*/?>|</?p>", re.IGNORECASE)
_MAX_INDENT: Final = 2


def cells_of(text: str) -> tuple[str, ...] | None:
    """The cells of a row, () for a separator row of a pipe table, None for a line that is no row.

    A title alone in its row and a line that states the unit are no rows: they stand above a table.
    """
    stripped = text.strip()
    if "|" in stripped and _SEPARATOR.fullmatch(stripped):
        return ()
    if stripped.startswith(_PIPES) or stripped.count("|") > 1:
        cells = [_plain_cell(cell) for cell in re.split(r"(?<!\\)[|｜│]", stripped)]
        found = tuple(cells[stripped.startswith(_PIPES) : len(cells) - stripped.endswith(_PIPES)])
    elif "\t" in text and not _is_indented_text(text):
        found = tuple(cell.strip() for cell in text.split("\t"))
    else:
        return None
    return None if lone_title(found) or _is_unit_row(found) else found


def _plain_cell(cell: str) -> str:
    """A cell of a pipe table without its markup."""
    return html.unescape(_LINE_BREAK.sub("", cell.replace("\\|", "|")).replace("**", "")).strip()


def lone_title(cells: Sequence[str]) -> str:
    """The title of a table that stands alone in a row of cells, "" for any other row."""
    filled = [cell for cell in cells if cell]
    return filled[0] if len(filled) == 1 and len(cells) > 1 and TITLE.fullmatch(filled[0]) else ""


def _is_unit_row(cells: Sequence[str]) -> bool:
    """编制部门：… ⇥ 单位：万元 stands above a table; beside header words the unit belongs to their row."""
    filled = [cell for cell in cells if cell]
    stated = [cell for cell in filled if _UNIT_CELL.fullmatch(cell) or _UNIT_AT_END.fullmatch(cell)]
    others = [cell for cell in filled if cell not in stated]
    if not stated or any(parse_quantity(cell) is not None for cell in filled):
        return False
    return sum(bool(HEADER_WORD.fullmatch("".join(cell.split()))) for cell in others) < len(("项目", "预算数"))


def _is_indented_text(text: str) -> bool:
    return (
        "\t" not in text.strip()
        and len(text) - len(text.lstrip("\t")) <= _MAX_INDENT
        and len(text.strip()) > MAX_HEADING
    )

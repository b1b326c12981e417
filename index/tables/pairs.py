"""Keys and values of a form (表单的项目与内容): amounts beside their labels, names, goals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.catalogue.vocabulary import canonical
from index.tables.facts import Context, states_figure
from index.tables.form import FORM_KEYS, GOAL, INLINE_AMOUNTS, FormRead, Pair, add_in_cell, form_fact
from index.tables.wording import AMOUNT_WORD, fold, is_blank, is_number, is_words, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.model.document import Cell
    from index.tables.sheet import Row

_KEY_AMOUNT: Final = re.compile(r".*(?:资金|总额|拨款|金额|预算数|经费|结转|结余).*")
_AMOUNT_IN_WORDS: Final = re.compile(r"([\d,]+(?:\.\d+)?)\s*((?:亿|万|千)?元)")
_NO_AMOUNT: Final = re.compile(r"编码|代码|编号|电话|年度$|年份|日期|邮编")
_SHORT_KEY: Final = 12
_LONG_VALUE: Final = 20
_DIGIT: Final = re.compile(r"\d")


def labels_above(above: dict[int, str], row: Row) -> list[str]:
    """The labels above for the blank cells that a row begins with: their cells span rows. What ends is forgotten."""
    first = next((column for column, cell in enumerate(row) if not is_blank(cell.text)), len(row))
    for column in [column for column in above if column >= first]:
        del above[column]
    return [above[column] for column in sorted(above)]


def read_pairs(read: FormRead, above: dict[int, str], index: int, row: Row, context: Context) -> None:
    """Keys and values: the labels of a value are the cells spanning from above, the row's group, and its key."""
    group = labels_above(above, row)
    labels: list[str] = []
    texts: list[tuple[int, str]] = []
    opening: list[str] | None = None
    for column, cell in enumerate(row):
        if is_words(cell.text) and not texts and INLINE_AMOUNTS.search(cell.text):
            add_in_cell(read, context, index, cell)
            continue
        if is_words(cell.text) and not _is_value_text(cell.text, texts):
            texts.append((column, squeeze(cell.text)))
            if opening is None:
                above[column] = squeeze(cell.text)
            continue
        if is_blank(cell.text) and not _awaits_amount(cell, [*group, *(text for _, text in texts)], row, column):
            continue
        if not texts and not opening and not group:
            continue
        own = [text for _, text in texts]
        labels = [*group, *own] if opening is None else [*opening, *(own or labels[-1:])]
        if opening is None:
            opening = [*group, *own[:-1]]
        pair = Pair(tuple(labels), cell, index, column)
        read.pairs.append(pair)
        _enter_pair(read, pair, context)
        texts = []
    for column in [column for column in above if any(is_number(cell.text) for cell in row[:column])]:
        del above[column]


def _awaits_amount(cell: Cell, labels: Sequence[str], row: Row, column: int) -> bool:
    """An empty cell right behind a key of money is an amount not filled in."""
    if not labels or not is_words(row[column - 1].text) or any(is_number(other.text) for other in row) or cell.text:
        return False
    key = fold(labels[-1])
    return bool(_KEY_AMOUNT.fullmatch(key)) and (key.endswith(":") or (len(labels) > 1 and "资金" in labels[0]))


def _is_value_text(text: str, texts: Sequence[tuple[int, str]]) -> bool:
    """Words beside a key are its value when they are no key themselves."""
    if not texts:
        return False
    folded = fold(text)
    if folded.endswith(":") or AMOUNT_WORD.fullmatch(folded):
        return False
    key = fold(texts[-1][1])
    is_key = len(folded) < _SHORT_KEY and (
        bool(_KEY_AMOUNT.fullmatch(folded)) or any(folded.startswith(word) for word in FORM_KEYS)
    )
    known = GOAL.fullmatch(key) or any(key.startswith(word) for word in FORM_KEYS) or _KEY_AMOUNT.fullmatch(key)
    return not is_key and (bool(known) or len(folded) > _LONG_VALUE or bool(_DIGIT.search(folded)))


def _enter_pair(read: FormRead, pair: Pair, context: Context) -> None:
    subject = canonical(pair.labels[-1]) if pair.labels else ""
    if is_number(pair.cell.text) or is_blank(pair.cell.text):
        if is_number(pair.cell.text) and not _is_plain_amount(pair):
            return
        read.facts.append(form_fact(context, pair.row, pair.column, pair.cell, labels=pair.labels, subject=subject))
    elif states_figure(pair.cell.text):
        alone = _AMOUNT_IN_WORDS.fullmatch(pair.cell.text.strip()) and pair.labels
        text = f"{pair.labels[-1].rstrip('：:')}：{pair.cell.text}" if alone else ""
        add_in_cell(read, context, pair.row, pair.cell, text=text)


def _is_plain_amount(pair: Pair) -> bool:
    """Numbers beside keys such as 项目代码 or 联系电话 are no figures."""
    key = fold(pair.labels[-1]) if pair.labels else ""
    return not _NO_AMOUNT.search(key)


def goal_of(pairs: Sequence[Pair]) -> str:
    """The goal that a form states (总体目标), the longest where it states several."""
    goals = [
        pair.cell.text
        for pair in pairs
        if pair.labels
        and GOAL.fullmatch(fold(pair.labels[-1]))
        and is_words(pair.cell.text)
        and not _AMOUNT_IN_WORDS.fullmatch(pair.cell.text.strip())
    ]
    return max(goals, key=len, default="")


def key_value(pairs: Sequence[Pair], pattern: re.Pattern[str]) -> Pair | None:
    """The first pair whose key fits."""
    return next((pair for pair in pairs if pair.labels and pattern.fullmatch(fold(pair.labels[-1]).strip(":"))), None)


def amounts_in_words(text: str) -> Iterator[tuple[str, str]]:
    """Figures with a unit of money in a cell of words."""
    for match in _AMOUNT_IN_WORDS.finditer(text):
        yield match.group(1), match.group(2)

"""What a figure is of (口径): subject, measure, side, stage and year, from its row, column and form."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from index.catalogue.vocabulary import canonical, canonical_names, is_known, normalise, strip_numbering
from index.model.records import Identity, Kind, Side, Stage
from index.tables.wording import (
    SIDE_HEADER,
    TIME_OF_ROW,
    fold,
    is_bare_total,
    is_change_header,
    is_neutral,
    is_total,
    squeeze,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.catalogue.forms import Form

_SIDE_WORDS: Final = re.compile(r"(?:本年|部门|财政拨款|一般公共预算)?(收入|支出)(?:预算|决算|情况)?")
_BARE_SIDE: Final = re.compile(r"(?:本年|部门)?(?:收入|支出)(?:预算|决算|情况)?")
_FUNDS: Final = re.compile(r"(一般公共预算|政府性基金|国有资本经营)(?:预算)?(?:财政)?(?:拨款|资金)?")
_FUND_NAMES: Final = {
    "一般公共预算": "一般公共预算",
    "政府性基金": "政府性基金预算",
    "国有资本经营": "国有资本经营预算",
}
_STAGES: Final = (
    (re.compile(r"年初预算"), Stage.INITIAL_BUDGET),
    (re.compile(r"调整(?:后)?预算|预算调整|全年预算"), Stage.ADJUSTED_BUDGET),
    (re.compile(r"决算"), Stage.FINAL),
    (re.compile(r"执行|完成数|实际数"), Stage.EXECUTED),
    (re.compile(r"预算"), Stage.BUDGET),
)
_LAST_YEAR: Final = re.compile(r"上一?年度?(?:预算|执行|决算|完成|实际|批复|年初|数)|去年")
_NAMED_YEAR: Final = re.compile(r"(20\d\d)年")
_TOTAL_AFTER: Final = re.compile(r"(?:合计|总计|小计|共计)数?$")
_THIS_YEAR: Final = {"收入": "本年收入合计", "支出": "本年支出合计"}
_STAGED: Final = re.compile(r"数$|(?:年初|调整)预算")


@dataclass(frozen=True, slots=True)
class ColumnMeaning:
    """What a column adds: `concept` "" for a neutral column (预算数, 合计), `change` for one that compares."""

    concept: str
    change: bool
    side: str
    stage: Stage
    year: int | None


def column_meanings(
    paths: Sequence[tuple[str, ...]], identity: Identity, form: Form | None, panel_side: str = ""
) -> list[ColumnMeaning]:
    """The meaning of the amount columns of one panel; `panel_side` is what the header of its labels says."""
    root = _shared_root(paths)
    parents = _parents_of_words([path[root:] if len(path) > root else path[-1:] for path in paths])
    sides = [_side(path, form) or panel_side for path in paths]
    own = form.side if form and any(side != form.side for side in sides) else ""
    meanings = []
    for path, side in zip(paths, sides, strict=True):
        words = path[root:] if len(path) > root else path[-1:]
        compared = next((word for word in words[:-1] if is_change_header(word)), "")
        change = bool(compared) or (bool(path) and is_change_header(path[-1]))
        concept = _of_side(_concept(words, parents, side, own), words, side)
        meanings.append(
            ColumnMeaning(
                concept=_compared(compared, concept),
                change=change,
                side=side,
                stage=_stage(() if change else path, identity),
                year=identity.year if change else _year("".join(path), identity),
            )
        )
    return _wider_total(meanings, [path[root:] for path in paths], form)


def _compared(header: str, concept: str) -> str:
    """公务接待费 under 增减变化情况 is no 公务接待费, but how it changed."""
    word = squeeze(header)
    return concept if not word or concept.startswith(word) else f"{word}{concept}"


def _wider_total(
    meanings: list[ColumnMeaning], paths: Sequence[tuple[str, ...]], form: Form | None
) -> list[ColumnMeaning]:
    """合计 beside the form's own subject is of more than it: “三公”经费、会议费、培训费合计."""
    if form is None or not form.subject or form.subject not in {meaning.concept for meaning in meanings}:
        return meanings
    told = (next((word for word in path if not (is_neutral(word) or is_change_header(word))), "") for path in paths)
    groups = list(dict.fromkeys(word for word in told if word))  # whatever the year above them
    if len(groups) < 2:  # noqa: PLR2004 - the total of one group is the group
        return meanings
    whole = "、".join(squeeze(group) for group in groups) + "合计"
    return [meaning if meaning.concept or meaning.change else replace(meaning, concept=whole) for meaning in meanings]


def _shared_root(paths: Sequence[tuple[str, ...]]) -> int:
    """How many header levels all columns share: they head the table, not a column."""
    filled = [path for path in paths if path]
    depth = 0
    while filled and all(len(path) > depth + 1 and path[depth] == filled[0][depth] for path in filled):
        depth += 1
    return depth


def _of_side(concept: str, words: Sequence[str], side: str) -> str:
    """A column of funds (一般公共预算财政拨款) holds what is spent from them, or on the other side what they give."""
    fund = _FUNDS.fullmatch(fold(words[-1])) if words and concept and side else None
    if fund is None:
        return concept
    name = _FUND_NAMES[fund.group(1)]
    return f"{name}支出" if side == Side.EXPENDITURE else canonical(f"{name}拨款收入")


def _telling(words: Sequence[str]) -> list[str]:
    """The header words that say of what: no 预算数, 合计 or 其中."""
    return [word for word in words if not is_neutral(word) and fold(word).strip(":") != "其中"]


def _parents_of_words(paths: Sequence[Sequence[str]]) -> dict[str, set[str]]:
    """The words above each last word: a word under several parents is not told by itself."""
    parents: dict[str, set[str]] = {}
    for path in paths:
        kept = _telling(path)
        if kept and path[-1] == kept[-1]:
            parents.setdefault(kept[-1], set()).add(kept[-2] if len(kept) > 1 else "")
    return parents


def _concept(words: Sequence[str], parents: Mapping[str, set[str]], side: str, own: str) -> str:
    """The column's own word; 小计 under X is X; a word under several parents is told apart by its parent.

    `own` is the side of a table that has columns of both: in one of expenditure 本年收入 is of the other side, and
    本年支出 is what the table is of.
    """
    kept = _telling(words)
    if not kept:
        return ""
    word = kept[-1]
    if own and (side != own or _is_bare(word, own)):
        return canonical("".join(kept[-2:])) if side != own else ""
    if len(parents.get(word, ())) > 1 and words[-1] == word and len(kept) > 1:
        return canonical(word) if _is_bare(kept[-2], own) else canonical(kept[-2] + word)
    if _SIDE_WORDS.fullmatch(fold(word)) and len(words) == 1:
        # 财政拨款收入 beside 事业收入 and 其他收入 is one of the receipts; alone it heads the panel
        return canonical(word) if len(parents) > 1 and not _BARE_SIDE.fullmatch(fold(word)) else ""
    return _completed(word, kept[-2] if len(kept) > 1 else "") or canonical(plain_of_total(word))


def _is_bare(word: str, side: str) -> bool:
    """Whether a header word says no more than the side (本年支出)."""
    found = _BARE_SIDE.fullmatch(fold(word))
    return bool(found and side and side in found.group())


def _completed(word: str, parent: str) -> str:
    """购置费 under 公务用车购置及运行费 is 公务用车购置费: the parent's first words complete a name."""
    if not parent or is_known(canonical(word)):
        return ""
    stems = (parent[:length] + word for length in range(2, len(parent)))
    return next((canonical(name) for name in stems if is_known(name)), "")


@lru_cache(maxsize=4096)
def plain_of_total(word: str) -> str:
    """“X合计” names X, unless the vocabulary knows the whole word."""
    label = squeeze(strip_numbering(word)).strip(":：")
    if canonical(label) in canonical_names() or not is_total(label) or is_bare_total(label):
        return label
    return _TOTAL_AFTER.sub("", label) or label


def _side(path: Sequence[str], form: Form | None) -> str:
    for word in path:
        match = _SIDE_WORDS.match(fold(word))
        if match and (len(path) > 1 or not form or not form.side):
            return match.group(1)
        if match and _BARE_SIDE.fullmatch(fold(word)):
            return match.group(1)
    return form.side if form else ""


def _stage(path: Sequence[str], identity: Identity) -> Stage:
    default = Stage.FINAL if identity.kind is Kind.FINAL_ACCOUNT else Stage.BUDGET
    for word in reversed(path):
        folded = fold(word)
        if not is_neutral(folded) and not _STAGED.search(folded):
            continue
        for pattern, stage in _STAGES:
            if pattern.search(folded):
                return stage
    return default


def _year(text: str, identity: Identity) -> int | None:
    folded = fold(text)
    named = _NAMED_YEAR.search(folded)
    if named:
        return int(named.group(1))
    if identity.year is not None and _LAST_YEAR.search(folded):
        return identity.year - 1
    return identity.year


def time_of_row(label: str, identity: Identity) -> tuple[int | None, Stage] | None:
    """Year and stage of a row that is named by them alone (2023年, 预算数): it is of what its columns say."""
    match = TIME_OF_ROW.fullmatch(fold(label))
    if match is None:
        return None
    if match["alone"]:
        year = identity.year - 1 if match["last"] and identity.year is not None else identity.year
        return year, _stage((label,), identity)
    return int(match["year"]), _stage((label,) if match["stage"] else (), identity)


def subject_and_measure(
    label: str, column: ColumnMeaning, form: Form | None, *, total: bool, side: str
) -> tuple[str, str]:
    """The subject and the measure of a figure; `label` is the row's own name, "" for a table without labels."""
    if not label:
        return (column.concept or _form_subject(form, side)), ""
    if total:
        subject = total_subject(label, form, side)
        if not column.concept or column.change:
            return subject, column.concept if column.change else ""
        own = is_bare_total(label) or subject == _form_subject(form, side)
        return (column.concept, "") if own else (subject, column.concept)
    # 机关运行经费, and 本年支出合计, over every row of its own table
    own = form is not None and (column.concept == form.subject or (form.side == side and _is_whole(column, side)))
    return canonical(plain_of_total(label)), "" if own else column.concept


def _is_whole(column: ColumnMeaning, side: str) -> bool:
    """Whether a column is all that is spent, or received, in the year (本年支出合计) in a table of that side."""
    return column.concept == _THIS_YEAR.get(side)


def total_subject(label: str, form: Form | None, side: str) -> str:
    """What a total row is of: its own words where they say it, else the form's subject."""
    name = plain_of_total(label)
    if is_bare_total(name):
        return _form_subject(form, side) or canonical(name)
    known = canonical(name)
    if form and known in {"收入总计", "支出总计"}:
        return _form_subject(form, side) or known
    return known


def _form_subject(form: Form | None, side: str) -> str:
    if form is None:
        return {Side.RECEIPTS.value: "收入总计", Side.EXPENDITURE.value: "支出总计"}.get(side, "")
    own = {Side.RECEIPTS.value: form.receipts, Side.EXPENDITURE.value: form.expenditure}.get(side, "")
    return own or form.subject


def side_of_header(path: Sequence[str]) -> str:
    """The side that the header over labels names (收入 | 预算数), or ""."""
    return next((match.group(1) for word in path if (match := SIDE_HEADER.fullmatch(fold(word)))), "")


def side_of_label(label: str) -> str:
    """The side that a total row names (收入总计 → 收入), or ""."""
    folded = normalise(label)
    has_receipts, has_expenditure = Side.RECEIPTS in folded, Side.EXPENDITURE in folded
    if has_receipts == has_expenditure:
        return ""
    return Side.RECEIPTS.value if has_receipts else Side.EXPENDITURE.value

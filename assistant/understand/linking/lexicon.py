"""Linking words of a question to names of the documents (词语链接): the names that stand in it as they are.

Names come from what is loaded (table `names`) and from the catalogue's synonyms; the longest match wins.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import rjieba
from sqlalchemy import bindparam, func, select

from assistant.understand.words.short_names import short_names
from index.catalogue.accounts import accounts, classification, names_of
from index.catalogue.vocabulary import canonical, is_known, measure_entries, normalise
from index.store.schema import NameRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select
    from sqlalchemy.engine import RowMapping

    from assistant.execute.ledger import Ledger

_CARS: Final = "公务用车"  # 公车, as people say
_CLASS: Final = 3  # digits of the code of a 类
_LONGEST: Final = 30  # characters of a name that are looked up
_SEPARATORS = re.compile(r"[、，,；;。？?！!：:]")
_NOTHING = re.compile(r"[\d,.\W_]+|[零一二两三四五六七八九十百千万亿几多余来]+(?:元|块钱?|项|个|家|条)?")
_MEASURE_WORD = re.compile(r"^(?:辆|台|套|家|人次|人|名|项|个人|个|件|批次|批|次|条|处|所|篇|张|场|种|册|期|户|页|天)")
_ASKED_COUNT = re.compile(
    r"^(?:几|多少)(?:辆|台|套|家|人次|人|名|项|个人|个|件|批次|批|次|条|处|所|篇|张|场|种|册|期|户|页|天)"
)
_COUNT_INSIDE = re.compile(r"(?:几|多少)(?:辆|台|套|家|人次|名|件|批次|批|次|条|处|所|篇|张|场|册|期|户)")
_BOUND = re.compile(r"^(?:及?以上|及?以下|以内|之间)的?")
_CODE = re.compile(
    r"(?<![\d.,])(\d{3}(?:\s?\d{2}){0,2})(?![\d.,]|\s*(?:年|万|元|%|个(?!人)|项(?!目)|亿|人(?!员)|辆|家|千|件|次))"
)


@dataclass(slots=True)
class Link:
    """A stretch of the question and what it may name: canonical names by kind, and account codes."""

    start: int
    end: int
    text: str
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    codes: set[str] = field(default_factory=set)
    score: float = 1.0
    loaded: bool = True  # whether a loaded document has the name
    loose: tuple[str, ...] = ()  # words that run into it and that no name explains

    def of(self, *kinds: str) -> tuple[str, ...]:
        """Canonical names of these kinds."""
        return tuple(sorted({name for kind in kinds for name in self.names.get(kind, ())}))


@cache
def words() -> dict[str, object]:
    """The word lists of data/words.toml."""
    return tomllib.loads(files("assistant.understand").joinpath("data/words.toml").read_text(encoding="utf-8"))


@cache
def general_names() -> frozenset[str]:
    """Names too general to be meant by themselves, normalised."""
    return frozenset(normalise(word) for word in words()["general"])  # type: ignore[attr-defined]  # a list in the file


@cache
def _stop() -> frozenset[str]:
    listed: list[str] = words()["stop"]  # type: ignore[assignment]  # a list in the file
    return frozenset(listed)


@cache
def speaking() -> frozenset[str]:
    """Words that speak of a figure or of a computation, or of those who spend, and of no item."""
    listed: list[str] = words()["speaking"]  # type: ignore[assignment]  # a list in the file
    return frozenset(listed)


def is_small(word: str) -> bool:
    """Whether a word names nothing: a stop word, a number, punctuation."""
    return word in _stop() or _NOTHING.fullmatch(word) is not None


@cache
def synonyms() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Names of the catalogue's measures: normalised word → canonical name and the accounts it may mean."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for entry in measure_entries():
        for name in (*entry.parts, *entry.colloquial, *entry.formal, entry.name):
            found[normalise(name)] = (entry.name, entry.codes)
            if _CARS in name:
                found.setdefault(normalise(name.replace(_CARS, "公车")), (entry.name, entry.codes))
    return found


@cache
def parts() -> frozenset[str]:
    """Words for things within a measure, normalised: 油费 is within 公务用车运行费, which is not its figure."""
    return frozenset(normalise(word) for entry in measure_entries() for word in entry.parts)


class Folded:
    """The question folded for look-up, with a way back to its own offsets."""

    def __init__(self, text: str, masked: Sequence[tuple[int, int]]) -> None:
        self.text = text
        characters: list[str] = []
        self.offsets: list[int] = []
        hidden = {i for start, end in masked for i in range(start, end)}
        for i, character in enumerate(text):
            if i in hidden:
                characters.append("\0")  # no name reaches over it
                self.offsets.append(i)
                continue
            for folded in normalise(character):
                characters.append(folded)
                self.offsets.append(i)
        self.folded = "".join(characters)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the question of a stretch of the folded text."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def pieces(self) -> dict[str, list[int]]:
        """All stretches of 2 to 30 characters, with where they begin."""
        found: dict[str, list[int]] = defaultdict(list)
        for start in range(len(self.folded)):
            for end in range(start + 2, min(start + _LONGEST, len(self.folded)) + 1):
                piece = self.folded[start:end]
                if piece[-1] == "\0":
                    break
                found[piece].append(start)
        return found


def link(ledger: Ledger, text: str, documents: Sequence[int], masked: Sequence[tuple[int, int]]) -> list[Link]:
    """Link the question's words to names; links do not overlap and stand in the order of the question."""
    folded = Folded(text, masked)
    pieces = {piece: starts for piece, starts in folded.pieces().items() if piece not in general_names()}
    known = _known(ledger, list(pieces), documents)
    candidates: list[Link] = []
    for piece, starts in pieces.items():
        meaning = known.get(piece)
        if meaning is None:
            continue
        for start in starts:
            first, last = folded.span(start, start + len(piece))
            if _broken(text, first, last) or not _keeps_separators(text[first:last], meaning[0]):
                continue
            candidates.append(Link(first, last, text[first:last], *meaning))
    links = _longest([*candidates, *(_short(text, *each) for each in short_names(text))])
    links += _codes(text, [(each.start, each.end) for each in links] + list(masked))
    return sorted(links, key=lambda each: each.start)


@cache
def torn() -> re.Pattern[str]:
    """Words that the segmentation tears into small ones: 小|微|企业."""
    listed: list[str] = words()["whole"]  # type: ignore[assignment]  # a list in the file
    return re.compile("|".join(map(re.escape, listed)))


def whole_words(text: str) -> list[tuple[int, int]]:
    """Where words stand that the segmentation tears into small ones, and names of persons (人名)."""
    found = [match.span() for match in torn().finditer(text)]
    position = 0
    for token, kind in rjieba.tag(_DATED.sub(lambda match: "　" * len(match.group()), text)):
        position = text.find(token, position)  # the tagger leaves white space out
        named = kind == _PERSON and len(token) > 1 and not _NO_PERSON.search(token)
        if named and all(len(piece) == 1 for piece in rjieba.cut(token, hmm=False)):
            found.append((position, position + len(token)))
        position += len(token)
    return sorted(found)


def leftover(text: str, taken: Sequence[tuple[int, int]]) -> list[tuple[int, str]]:
    """Stretches of the question that are neither taken nor stop words, with their offsets."""
    masked = list(text)
    for start, end in taken:
        masked[start:end] = "　" * (end - start)
    plain = "".join(masked)
    found: list[tuple[int, str]] = []
    position, begin = 0, -1
    whole = whole_words(plain)
    for token in [*rjieba.cut(plain, hmm=False), "　"]:
        empty = is_small(token) and not any(start <= position < end for start, end in whole)
        if empty and begin >= 0:
            found += _bare(plain, begin, position)
        begin = -1 if empty else (position if begin < 0 else begin)
        position += len(token)
    return [(start, piece) for start, piece in found if piece]


def _bare(text: str, begin: int, end: int) -> list[tuple[int, str]]:
    """A stretch without the words of a count or a bound in it: 买|几辆|车, 12|辆车, 20万|以上设备."""
    pieces, start = [], begin
    for count in _COUNT_INSIDE.finditer(text, begin, end):
        pieces.append((start, text[start : count.start()]))
        start = count.end()
    asked = start == begin and (
        text[max(begin - 2, 0) : begin].endswith(("多少", "几")) or text[begin - 1 : begin].isdigit()
    )
    last = _BOUND.sub("", (_MEASURE_WORD if asked else _ASKED_COUNT).sub("", text[start:end]))
    return [*pieces, (end - len(last), last)]


def _short(text: str, start: int, end: int, name: str, full: str) -> Link:
    """The link of a short name: what the catalogue tells of its full form, where it has one."""
    meant, codes = synonyms().get(normalise(full), (full, ())) if full else (name, ())
    names = defaultdict(set, {"subject": {meant}} | ({"measure": {meant}} if meant.endswith("人数") else {}))
    return Link(start, end, text[start:end], names, set(codes))


def _broken(text: str, first: int, last: int) -> bool:
    """Whether a stretch begins or ends within a number (2023年 holds no 23年), or ends within 项目."""
    if text[last - 1 : last + 1] == "项目" and text[first:last] != "项":  # 监管|项目 holds no 监管（项）
        return True
    begins = first > 0 and text[first - 1].isdigit() and text[first].isdigit()
    return begins or (last < len(text) and text[last - 1].isdigit() and text[last].isdigit())


def _keeps_separators(stretch: str, names: dict[str, set[str]]) -> bool:
    """A name reaches over 、 or ， only when it is printed with it: 基本工资、福利费 names no 工资福利."""
    separators = set(_SEPARATORS.findall(stretch))
    return not separators or any(separators <= set(name) for group in names.values() for name in group)


_DATED: Final = re.compile(r"\d+年?")  # 2025年张三: the tagger takes 年 to what follows
_PERSON: Final = "nr"
_NO_PERSON: Final = re.compile("[加减总共]|^[那这]")  # 钱加一起, 那格空着: what the tagger takes for names
_MOST_PIECES: Final = 10_000
_PIECES: Final = func.json_each(bindparam("pieces")).table_valued("value", name="pieces")
Meaning = tuple[dict[str, set[str]], set[str], float, bool]


def _known(ledger: Ledger, pieces: Sequence[str], documents: Sequence[int]) -> dict[str, Meaning]:
    found: dict[str, Meaning] = {}
    query = select(NameRow.kind, NameRow.surface, NameRow.canonical, NameRow.code).distinct()
    if len(documents) < len(ledger.sources):
        query = query.where(NameRow.document_id.in_(tuple(documents)))
    for begin in range(0, len(pieces), _MOST_PIECES):
        for row in _named(ledger, query, pieces[begin : begin + _MOST_PIECES]):
            names, codes, _, _ = found.setdefault(row["surface"], (defaultdict(set), set(), 1.0, True))
            names[row["kind"]].add(row["canonical"])
            if row["code"]:
                codes.add(row["code"])
    for piece in pieces:
        synonym = synonyms().get(piece)
        if synonym is not None:
            name, own_codes = synonym
            names, codes, _, _ = found.setdefault(piece, (defaultdict(set), set(), 1.0, False))
            names["subject"].add(name)
            codes.update(own_codes)
        elif piece not in found and (codes := _accounts(piece)):
            found[piece] = (defaultdict(set, _granted(piece)), codes, 1.0, False)
    return {piece: meaning for piece, meaning in found.items() if set(meaning[0]) - {"table", "heading"} or meaning[1]}


def _named(ledger: Ledger, names: Select[str, str, str, str], pieces: Sequence[str]) -> Sequence[RowMapping]:
    """The names that are among these pieces: hundreds, which take longer to be written one by one than to be found."""
    if ledger.connection.dialect.name != "sqlite":
        return ledger.rows(names.where(NameRow.surface.in_(pieces)))
    return ledger.rows(names.where(NameRow.surface.in_(select(_PIECES.c.value))), {"pieces": json.dumps(pieces)})


def _granted(piece: str) -> dict[str, set[str]]:
    """国有资本经营预算支出, which no document here prints as an account, is what is spent of that grant (…拨款支出)."""
    grant = canonical(f"{piece.removesuffix('支出')}拨款支出")
    return {"subject": {grant}} if piece.endswith("预算支出") and is_known(grant) else {}


def _accounts(piece: str) -> set[str]:
    """Codes of the accounts that a name stands for; names of two characters only of economic accounts (水费)."""
    wanted = ("functional", "economic") if len(piece) > 2 else ("economic",)  # noqa: PLR2004
    return {code for code in names_of(piece) if classification(code) in wanted}


def _longest(candidates: list[Link]) -> list[Link]:
    chosen: list[Link] = []
    for each in sorted(candidates, key=lambda c: (-(c.end - c.start), c.start)):
        if all(each.end <= other.start or each.start >= other.end for other in chosen):
            chosen.append(each)
    return chosen


_SUMMED = re.compile(r"(?:等于|=|＝|加上?|减去?)\s*$")
_ADDED_AMOUNTS = re.compile(r"\d\.\d.*(?:加|合计|之和|总和|等于)")
_BESIDE_WORD = re.compile(r"[一-龥]\d{3}[、，,和加+＋]")
_EQUALS = re.compile(r"\s*(?:等于|=|＝)")


def _codes(text: str, taken: Sequence[tuple[int, int]]) -> list[Link]:
    found: list[Link] = []
    for match in _CODE.finditer(text):
        code = re.sub(r"\s", "", match.group(1))
        start, end = match.span(1)
        summed = _SUMMED.search(text, 0, start) or _EQUALS.match(text, end)
        if len(code) == _CLASS and _ADDED_AMOUNTS.search(text) and _BESIDE_WORD.fullmatch(text[start - 1 : end + 1]):
            continue  # 货物128.6、工程210、服务147.6加起来: an amount
        known = code in accounts() or (len(code) > _CLASS and not summed)  # 400, 等于110, 加25000 are amounts
        if code[0] in "12345" and known and not any(s < end and start < e for s, e in taken) and not _is_year(code):
            found.append(Link(start, end, text[start:end], codes={code}))
    return found


def _is_year(code: str) -> bool:
    return len(code) == 4  # noqa: PLR2004 - account codes have 3, 5 or 7 digits

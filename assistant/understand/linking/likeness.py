"""Names by likeness (近似链接): a stretch of the question that is part of a name, or a name misspelt.

A stretch that runs into a linked name without anything between may be the rest of a longer name (应急保障|车辆|购置);
where the longer name is none that is known, the link is marked loose: the figure may be of something else.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

import rjieba
from rapidfuzz import fuzz, process
from sqlalchemy import select

from assistant.understand.linking.lexicon import Link, general_names, leftover, synonyms
from assistant.understand.linking.project_parts import may_say_project, said_by_parts
from index.catalogue.accounts import accounts, names_of
from index.catalogue.pronunciation import is_slip, misspells, sound
from index.catalogue.vocabulary import normalise
from index.store.remembered import Remembered
from index.store.schema import NameRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.ledger import Ledger

_FUZZY_FLOOR: Final = 74  # one wrong character in four
_FUZZY_NAMES: Final = 20_000  # more names than this are not compared one by one
_FUZZY_DOCUMENTS: Final = 200  # of more documents the names are looked up as they are written only
_CONTAINED: Final = 0.4  # under this share, the stretch says too little of the name
_CONTAINED_WHOLE: Final = 0.6  # the same for a stretch put together with a link
_VAGUE: Final = 3  # a stretch that may be part of more names than this names none
_SLIP: Final = 2  # characters beside a link that may be a slip in one name with it (三公|金费)
_HALF: Final = 2  # characters of each half of a name that is said without its middle
_LONGEST_HEARD: Final = 10  # characters of a name that may be misspelt by its sound
_PARTICLES: Final = "里的中在和是"
_SHORTEST: Final = 3  # characters of a stretch that may be a name by itself
_ATTRIBUTE: Final = 4  # characters of a stretch that says more of a name than 实际, 今年 …
_BUYING: Final = "政府采购预算"
_TARGET_KINDS: Final = ("subject", "measure", "project", "indicator", "term")

_AFTERWORDS: Final = frozenset(
    {"支出", "资金", "经费", "费用", "预算", "总额", "收入", "金额", "款项", "专项", "花销", "开销", "花费", "开支"}
)

# what people say is done, and the nouns that documents print for it
_ACTIONS: Final = (
    *((word, ("购置", "采购", "购买", "添置")) for word in ("购买", "采购", "购置", "添置", "买", "购")),
    *((word, ("租赁", "租用")) for word in ("租用", "租赁", "租")),
    *((word, ("维修", "修缮", "修复", "改造")) for word in ("维修", "修缮", "修")),
    *((word, ("建设", "新建")) for word in ("新建", "建设", "建")),
)

_NAMES: Final = Remembered(32)
_COUNTED: Final = re.compile(
    r"[哪各每几][一些个大]*[类项个款种样笔块](?:支出|收入|费用|经费|资金|开支|花费|科目|项目)?$"
)

Named = tuple[str, str, str]  # kind, canonical, code
Names = dict[str, set[Named]]


def complete(
    ledger: Ledger, text: str, documents: Sequence[int], links: list[Link], masked: Sequence[tuple[int, int]]
) -> list[Link]:
    """Add links by likeness, and put links together with the stretches that run into them."""
    taken = [(each.start, each.end) for each in links] + list(masked)
    stretches = [(start, piece) for start, piece in leftover(text, taken) if len(normalise(piece)) > 1]
    # 哪类支出, 各项收入: the word of counting begins no name
    stretches = [(start, piece) for start, piece in stretches if not _COUNTED.search(text[: start + len(piece)])]
    if not stretches and not _ENUMERATED.search(text):
        return _with_projects(ledger, text, documents, links, masked)
    names = names_in_scope(ledger, documents)
    links, stretches = _spelt_out(text, (links, stretches), masked, names)
    for listed in _listed(text, stretches, names):  # 公诉、审判 of 公诉、审判、侦查、执行等检察监督支出
        links = [*links, listed]
        stretches = [(start, piece) for start, piece in stretches if not listed.start <= start < listed.end]
    for start, piece in stretches:
        end = start + len(piece)
        beside = [each for each in links if each.names and (each.end == start or each.start == end)]
        if not beside and (acted := _acted(piece, names)):
            links = [*links, _linked(text, start, end, acted)]
            continue
        if not beside:
            best = _like(piece, names, _CONTAINED) if len(normalise(piece)) >= _SHORTEST else None
            if best is None and len(piece) >= _ATTRIBUTE:
                _attributes(text, end, piece, links)  # 预留给中小企业|的|采购额
            links = [*links, _linked(text, start, end, best)] if best else links
            continue
        whole = _joined(text, (start, end), _run(beside, links), names) or _bought(text, (start, end), beside, names)
        if whole is not None:
            links = [each for each in links if each.end <= whole.start or each.start >= whole.end] + [whole]
        elif piece not in _AFTERWORDS:  # 平台升级|资金: the name is whole without it
            for each in beside:
                each.loose = (*each.loose, piece)
    links = [*links, *_projects(text, links, masked, names)]
    return sorted(links, key=lambda each: each.start)


def _with_projects(
    ledger: Ledger, text: str, documents: Sequence[int], links: list[Link], masked: Sequence[tuple[int, int]]
) -> list[Link]:
    """The links, and projects where words are left that may say one; the names are read for those alone."""
    taken = [(each.start, each.end) for each in links] + list(masked)
    if not may_say_project(text, taken):
        return links
    found = _projects(text, links, masked, names_in_scope(ledger, documents))
    return sorted([*links, *found], key=lambda each: each.start)


def _projects(text: str, links: Sequence[Link], masked: Sequence[tuple[int, int]], names: Names) -> list[Link]:
    """Projects said by parts of their names, which run into no other name."""
    taken = [(each.start, each.end) for each in links] + list(masked)
    edges = {edge for each in links for edge in (each.start, each.end)}
    found = said_by_parts(text, taken, names)
    return [_linked(text, start, end, meant) for start, end, meant in found if not {start, end} & edges]


def _bought(text: str, stretch: tuple[int, int], beside: Sequence[Link], names: Names) -> Link | None:
    """What is bought (采购|场馆租赁服务): a name of its own, also beside the word for buying."""
    start, end = stretch
    if end - start < _ATTRIBUTE or not all(_BUYING in each.of("subject") for each in beside):
        return None
    best = _like(text[start:end], names, _CONTAINED_WHOLE, misspelt=False)
    return _linked(text, start, end, best) if best is not None else None


def _spelt_out(
    text: str, found: tuple[list[Link], list[tuple[int, str]]], masked: Sequence[tuple[int, int]], names: Names
) -> tuple[list[Link], list[tuple[int, str]]]:
    """The links and the stretches still unexplained, with names that are shortened or misspelt by their sound."""
    links, stretches = found
    linked = {(each.start, each.end) for each in links}
    shortened = _shortened(text, masked, names)  # 水、电、邮电三样
    if all((one.start, one.end) in linked for one in shortened):
        shortened = []  # 公车购置和运行: said already
    if shortened and not any(each.start < s.start < each.end for each in links for s in shortened):  # no 公务|接待费
        links = [each for each in links if not any(each.start < s.end and s.start < each.end for s in shortened)]
        links += shortened
        stretches = [(i, piece) for i, piece in stretches if not shortened[0].start <= i < shortened[-1].end]
    for heard in _homophones(text, stretches, masked, names):  # 会义费: 会 and 费 are small words, the rest is no name
        links = [each for each in links if each.end <= heard.start or each.start >= heard.end] + [heard]
        stretches = [(start, piece) for start, piece in stretches if not heard.start <= start < heard.end]
    return links, stretches


def _attributes(text: str, end: int, piece: str, links: Sequence[Link]) -> None:
    """Mark the name that an unexplained stretch describes (…的采购额): the figure may be of a part of it."""
    for each in links:
        if each.names and each.start == end + 1 and text[end] == "的":
            each.loose = (*each.loose, piece)


_ENDINGS = ("经费", "费", "支出")
_ENUMERATED = re.compile(
    r"((?:[一-龥]{1,4}[、和及与]){1,5}[一-龥]{1,4}?)"
    r"(?=[两三四五六几]?(?:样|项|块|笔|种|个)?(?:费用|费|支出|开支)?(?:各|分别|合计|加|一共|总共|拢共|共|之和|多少|总|呢|$|[？?，,]))"
)


def _shortened(text: str, masked: Sequence[tuple[int, int]], names: Names) -> list[Link]:
    """Items of which a list gives the names without 费: 水、电、邮电; all of them or none."""
    for match in _ENUMERATED.finditer(_blank(text, masked)):
        found: list[Link] = []
        pieces = list(re.finditer(r"[^、和及与]+", match[1]))
        for piece in pieces:
            cuts = (
                range(len(piece[0])) if piece is pieces[0] else range(1)
            )  # 2025年|水、电: other words may stand before
            follows = next((end for end in _ENDINGS if text.startswith(end, match.start(1) + piece.end())), "")
            forms = ((cut, end, f"{piece[0][cut:]}{end}") for cut in cuts for end in (follows, "费", "经费", ""))
            meant = next(((cut, end, name) for cut, end, name in forms if name in names), None)
            if meant is None:
                break
            start = match.start(1) + piece.start() + meant[0]
            end = match.start(1) + piece.end() + (len(meant[1]) if meant[1] == follows else 0)  # 水、电、邮电费
            found.append(_linked(text, start, end, (names[meant[2]], 1.0)))
        if len(found) == len(pieces) > 1 and any(len(one.text) < _SHORTEST for one in found):
            return found
    return []


def _blank(text: str, masked: Sequence[tuple[int, int]]) -> str:
    characters = list(text)
    for start, end in masked:
        characters[start:end] = "　" * (end - start)
    return "".join(characters)


@cache
def _by_sound() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Names of accounts and measures, by how they sound."""
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    printed = {normalise(name) for known in accounts().values() for name in (known.name, *known.former_names)}
    for name in printed | set(synonyms()):
        if _SHORTEST <= len(name) <= _LONGEST_HEARD:
            found[sound(name)].add(name)
    return {key: tuple(sorted(group)) for key, group in found.items()}


def _homophones(
    text: str, stretches: Sequence[tuple[int, str]], masked: Sequence[tuple[int, int]], names: Names
) -> list[Link]:
    """Names of accounts with one character replaced by one that sounds the same, over an unexplained stretch."""
    found: list[Link] = []
    for start, piece in stretches:
        end = start + len(piece)
        spans = (
            (first, last)
            for first in range(max(start - _LONGEST_HEARD, 0), end)
            for last in range(max(first + _SHORTEST, start + 1), min(first + _LONGEST_HEARD, len(text)) + 1)
            if not any(s < last and first < e for s, e in masked)
        )
        for first, last in sorted(spans, key=lambda span: span[0] - span[1]):
            written = normalise(text[first:last])
            meant = [name for name in _by_sound().get(sound(written), ()) if misspells(written, name)]
            particle = written[0] in _PARTICLES and bool(meant) and meant[0][0] != written[0]  # 决算里|退休的钱
            if (
                particle
                or len(meant) != 1
                or written in names
                or any(first < one.end and one.start < last for one in found)
            ):
                continue
            codes = {("subject", meant[0], code) for code in names_of(meant[0])}
            found.append(_linked(text, first, last, (names.get(meant[0], codes), _FUZZY_FLOOR / 100)))
    return found


def _listed(text: str, stretches: Sequence[tuple[int, str]], names: Names) -> list[Link]:
    """Stretches joined by 、 with which one name alone begins, printed with the same 、."""
    found: list[Link] = []
    for (start, piece), (later, last) in itertools.pairwise(stretches):
        if text[start + len(piece) : later] != "、" or (found and start < found[-1].end):
            continue
        end = later + len(last)
        first = normalise(text[start:end])
        holders = [meaning for surface, meanings in names.items() if surface.startswith(first) for meaning in meanings]
        begun = [meaning for meaning in holders if meaning[1].startswith(text[start:end])]
        if len({canonical for _, canonical, _ in begun}) == 1:
            found.append(_linked(text, start, end, (set(begun), _FUZZY_FLOOR / 100)))
    return found


def _run(beside: Sequence[Link], links: Sequence[Link]) -> list[list[Link]]:
    """The links beside a stretch, from all that run on without anything between to single ones.

    机关|事业单位|基本养老保险 is one name, of which 机关|事业单位 alone would be part of another.
    """
    run = list(beside)
    while more := [one for one in links if one.names and one not in run and any(_meet(one, other) for other in run)]:
        run += more
    whole = [run] if len(run) > len(beside) else []
    return [*whole, list(beside), *([one] for one in beside)]


def _meet(one: Link, other: Link) -> bool:
    return one.end == other.start or other.end == one.start


def _joined(text: str, stretch: tuple[int, int], runs: Sequence[Sequence[Link]], names: Names) -> Link | None:
    """The name that the stretch makes together with the links it runs into: with the first of these runs that does."""
    start, end = stretch
    spans = [(min(start, *(one.start for one in run)), max(end, *(one.end for one in run))) for run in runs]
    for (first, last), run in zip(spans, runs, strict=True):
        accounted = next((one for one in run if _accounts_for(one, normalise(text[first:last]))), None)
        if accounted is not None:
            return replace(accounted, start=first, end=last, text=text[first:last])
        slip = end - start <= _SLIP and text[start:end] not in _AFTERWORDS
        best = _like(text[first:last], names, _CONTAINED_WHOLE, misspelt=slip)
        if best:
            return _linked(text, first, last, best)
    return None


def _accounts_for(link: Link, words: str) -> bool:
    """Whether all accounts of a link hold these words in their names, as both of 机关事业单位|基本养老保险 do."""
    named = [accounts()[code].name for code in link.codes if code in accounts()]
    return bool(named) and all(words in normalise(name) for name in named)


def _linked(text: str, start: int, end: int, best: tuple[set[Named], float]) -> Link:
    meanings, score = best
    others = [other for own, other in (("年末", "年初"), ("年初", "年末")) if own in text and other not in text]
    meanings = {one for one in meanings if not any(other in one[1] for other in others)} or meanings
    merged = Link(start, end, text[start:end], score=score)
    for kind, canonical, code in meanings:
        merged.names[kind].add(canonical)
        if code:
            merged.codes.add(code)
    return merged


def names_in_scope(ledger: Ledger, documents: Sequence[int]) -> Names:
    """The names that stretches may be like; nobody may change them."""
    return ledger.remembered(("names", tuple(documents)), lambda: _read_names(ledger, documents), _NAMES)


def _read_names(ledger: Ledger, documents: Sequence[int]) -> Names:
    query = select(NameRow.kind, NameRow.surface, NameRow.canonical, NameRow.code).distinct()
    query = query.where(NameRow.kind.in_(_TARGET_KINDS)).limit(_FUZZY_NAMES + 1)
    if len(documents) < len(ledger.sources):
        query = query.where(NameRow.document_id.in_(tuple(documents)))
    rows = ledger.rows(query) if len(documents) <= _FUZZY_DOCUMENTS else ()
    names: Names = defaultdict(set)
    for row in rows if len(rows) <= _FUZZY_NAMES else ():
        names[row["surface"]].add((row["kind"], row["canonical"], row["code"]))
    for surface, (name, _) in synonyms().items():
        if surface not in names:
            names[surface] = {("subject", name, "")}
    return {surface: meaning for surface, meaning in names.items() if surface not in general_names()}


def _like(stretch: str, names: Names, floor: float, *, misspelt: bool = True) -> tuple[set[Named], float] | None:
    piece = normalise(stretch)
    if piece in names:
        return names[piece], 1.0
    return _contained(piece, names, floor) or (_misspelt(piece, names) if misspelt else None) or _halves(piece, names)


def _halves(piece: str, names: Names) -> tuple[set[Named], float] | None:
    """贸易专项 for 贸易高质量发展专项: words that begin the one name in which the others follow."""
    tokens = list(rjieba.cut(piece, hmm=False))
    for cut in range(1, len(tokens)):
        head, tail = "".join(tokens[:cut]), "".join(tokens[cut:])
        if min(len(head), len(tail)) < _HALF or tail in _AFTERWORDS - {"专项"}:
            continue
        found = [surface for surface in names if surface.startswith(head) and tail in surface[len(head) :]]
        meanings = {meaning for surface in found for meaning in names[surface]}
        if len({canonical for _, canonical, _ in meanings}) == 1:
            return meanings, _FUZZY_FLOOR / 100
    return None


def _acted(piece: str, names: Names) -> tuple[set[Named], float] | None:
    """购书 for 图书文献购置: the one name that holds the thing and a word for what is done with it."""
    for spoken, printed in _ACTIONS:
        thing = normalise(piece).removesuffix("费").removesuffix("经费")
        if not thing.startswith(spoken) or thing == spoken:
            continue
        thing = thing.removeprefix(spoken)
        holders = [surface for surface in names if thing in surface and any(word in surface for word in printed)]
        meanings = {meaning for surface in holders for meaning in names[surface] if meaning[0] == "project"}
        if len({canonical for _, canonical, _ in meanings}) == 1:
            return meanings, _FUZZY_FLOOR / 100
    return None


_OTHER: Final = re.compile("其他$|其它$|非$|未$")  # 其他社会保障缴费 is what 社会保障缴费 leaves over


def _is_of_head(surface: str, piece: str, names: Names) -> bool:
    """Whether a name that a stretch ends is that of what stands before it (三公经费|财政拨款支出), or of the others."""
    head = surface.removesuffix(piece)
    return head != surface and (_OTHER.match(head) is not None or head in names)


def _contained(piece: str, names: Names, floor: float) -> tuple[set[Named], float] | None:
    holders = [surface for surface in names if piece in surface and not _is_of_head(surface, piece, names)]
    if not holders:
        return None
    shortest = min(map(len, holders))
    share = len(piece) / shortest
    if share < floor:
        return None
    meanings: set[Named] = set()
    for surface in holders:
        if len(surface) <= shortest + 2:
            meanings |= names[surface]
    if len({canonical for _, canonical, _ in meanings}) > _VAGUE:
        return None
    return meanings, 0.6 + 0.4 * share


def _misspelt(piece: str, names: Names) -> tuple[set[Named], float] | None:
    close = [surface for surface in names if abs(len(surface) - len(piece)) <= 1]
    best = process.extractOne(piece, close, scorer=fuzz.ratio, score_cutoff=_FUZZY_FLOOR)
    if best is None:
        return None
    surface, score, _ = best
    return (names[surface], score / 100) if is_slip(piece, surface, _worded(piece)) else None


def _worded(piece: str) -> set[int]:
    """The positions at which words of several characters stand."""
    found: set[int] = set()
    at = 0
    for word in rjieba.cut(piece, hmm=False):
        if len(word) > 1:
            found.update(range(at, at + len(word)))
        at += len(word)
    return found

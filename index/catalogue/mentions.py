"""Mentions of organizations in a question (单位提及): which loaded ones are meant, and which are not loaded."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from index.catalogue.accounts import accounts, names_of
from index.catalogue.organization_forms import PlaceKind, form_score, may_stand_for
from index.catalogue.organization_lexicon import Lexicon, lexicon_of
from index.catalogue.places import generic_at, is_known, listed_at
from index.catalogue.pronunciation import misspells, sound

if TYPE_CHECKING:
    from collections.abc import Sequence


_HAN: Final = re.compile("[\u4e00-\u9fff]")
# characters that may stand right before a name without being part of another one
_BEFORE: Final = frozenset(
    "的和与跟比问看查年这该本们及或在是由对把给让说道找要想于从向到据按里内月日去明同"
    "叫占共请下算为那个有家被帮用出列较计析询阅两各我你您诉解"
)
# what may follow a name without an ending (澄湖今年, 澄湖财政的)
_AFTER = re.compile(
    "$|[^\u4e00-\u9fff]|[的今去前明那这和与跟同比有呢本两花一当全在及为是用哪多]|“?三公|公务(?:接待|用车|出国|车)|因公出国|公车|机关运行|(?:基本|项目)支出|[收支][入出]|[预决]算|(?:市|区|县|省)?本级|[市区县省]?级(?=\\d|$|的?“?三公|部门|[预决]算)"
)
# characters that make another word of the last one of a name (办公, 委托, 会议)
_GOES_ON = re.compile(
    "(?<=办)(?:公(?!务|用(?!房|品|具|设)|积)|事(?!业)|[理案件法学])|(?<=委)[员托派]|(?<=会)[议计费员场务]|(?<=院)[校士]|(?<=处)[理置罚级]|(?<=所)[有需在属以]"
    "|(?<=站)[点位]|(?<=队)伍|(?<=馆)藏|(?<=局)(?:部(?!门|分)|限)|(?<=政府)(?:采购|性)|(?<=[一二三四五六七八九十]中)(?:[心标小]|学(?!费(?!用)|杂费|生(?!均)))|(?<=[一二三四五六七八九十]中学)(?:费(?!用)|杂费|生(?!均))|(?<=人大)(?:代表|事务|会议)|(?<=政协)事务"
)
# a name that is also an account (图书馆, 法院) is the account when one of these follows
_ACCOUNT_FOLLOWS = re.compile("支出|事务|科目|\\([类款项]\\)")
# what looks like an organization that is not loaded, and is part of a project's name (政务服务中心改造)
_PROJECT = re.compile(
    "建设|改造|装修|运行|运维|维护|升级|项目|平台|系统|工程|物业|采购|购置|开发|搬迁|租赁|修缮|业务|补助|补贴|工作|事务|支出|机构|类"
)
_NOT_A_TOWN = re.compile("[化区级域村企]|建设|规划|居民|职工|街道|道路")
_ENDINGS: Final = (
    "街道办事处", "办事处", "办公室", "办公厅", "委员会", "管委会", "检察院", "法院", "高院", "中院", "政府", "政协",
    "人大", "中心", "街道", "海关", "学校", "中学", "小学", "大学", "学院", "幼儿园", "医院", "公司", "图书馆", "总队",
    "支队", "大队", "研究室", "联合社", "供销社", "合作社",
    "局", "委", "厅", "办", "院", "馆", "所", "站", "队", "会", "处",
)  # fmt: skip
_WITHIN_NAMES: Final = ("会", "办", "处", "所", "站", "队")  # 社会和谐…局: no ending of a name yet
_BUREAUS: Final = ("局", "厅", "委", "台", "社")
_OF_BODIES: Final = (*_BUREAUS, "中心", "学校", "医院", "管理站", "办公室", "研究院")
_NEEDS_STEM: Final = frozenset("办院馆所站队会处") | {"中心", "公司", "委员会", "办公室", "办公厅"}
_ROOM: Final = re.compile("[大展餐客前候]厅$")  # a room, and no provincial department
_STOP: Final = "(?![的年是费今比跟与有哪几花占了吗呢在给拿把那这和及两各]|多少|经费|支出|预算|决算|万元|去年)"
_RUN = re.compile(f"(?:{_STOP}[\u4e00-\u9fff]){{0,10}}?({'|'.join(_ENDINGS)})")
_LINKED = re.compile(f"(?:和|及|与)(?:{_STOP}[\u4e00-\u9fff]){{2,6}}?(局|委员会|委|厅)")
_MORE = re.compile(f"(?:{_STOP}[\u4e00-\u9fff]){{0,4}}?({'|'.join(_ENDINGS)})")
# departments that every place has: they are organizations even without a place before them
_COMMON: Final = re.compile(
    "(?:发展(?:和)?改革|卫生健康|国有资产监督管理|卫健|发改|国资|商务)委(?:员会)?|检察院|法院|(?:组织|宣传|统战)部"
    "|高院|中院|(?:财政|教育|科技|科学技术|工信|工业和信息化|公安|民政|司法|人社|人力资源和社会保障|自然资源|生态环境|环保|住建"
    "|住房和城乡建设|城管|城市管理|交通|交通运输|水利|水务|农业农村|商务|文旅|文化和旅游|退役军人事务|应急管理|应急|审计"
    "|市场监管|市场监督管理|体育|统计|医保|医疗保障|信访|税务|气象|行政审批|审批|数据管理|大数据)(?:局|厅)"
)
_JOIN = re.compile("的|那个|这个|那边的|那边|这边的")
_GENERIC_LEVELS: Final = ("市", "区", "县", "镇", "乡")
_LEVELS: Final = ("省", "市", "区", "县", "镇", "乡", "街道")
_OF_A_PLACE: Final = frozenset("省市区县州盟旗镇乡街村")
_LONGEST: Final = 40
_PLACE_ALONE: Final = 0.6
_BODY_ALONE: Final = 0.7
_APART: Final = 0.75  # place and body stand apart: 澄湖的图书馆
_MISSPELT: Final = 0.8  # share of its score that a form with one wrong character keeps


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of loaded organizations: offsets in the question, the ids it may mean, a score from 0 to 1.

    Under 0.75 the form leaves something open: a place or a body alone, or one character misspelt.
    """

    start: int
    end: int
    text: str
    ids: tuple[int, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Unknown:
    """A mention of an organization or place that is not loaded: offsets in the question."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Mentions:
    """What a question says of organizations."""

    found: tuple[Mention, ...] = ()
    unknown: tuple[Unknown, ...] = ()


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    ids: tuple[int, ...] = ()  # none: unknown
    score: float = 0.0


def _fold(text: str) -> tuple[str, list[int]]:
    """Fold by NFKC; the list gives for each character of the result the offset it comes from, and the length last."""
    folded, offsets = "", []
    for position, character in enumerate(text):
        plain = unicodedata.normalize("NFKC", character)
        folded += plain
        offsets += [position] * len(plain)
    return folded, [*offsets, len(text)]


@cache
def _masking_names() -> tuple[str, ...]:
    """Account names that could be taken for organizations, longest first."""
    printed = (name for known in accounts().values() for name in (known.name, *known.former_names))
    names = {unicodedata.normalize("NFKC", name) for name in printed}
    return tuple(sorted((n for n in names if len(n) > 3 and not n.endswith(tuple(_ENDINGS))), key=len, reverse=True))  # noqa: PLR2004


def _masked(text: str) -> set[int]:
    """Positions inside account names: 其他政府办公厅（室）及相关机构事务支出 names no organization."""
    positions: set[int] = set()
    for name in _masking_names():
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            if not text.startswith(_OF_BODIES, end):  # 农业农村 is an account, 农业农村局 is not
                positions.update(range(start, end))
            start = text.find(name, start + 1)
    return positions


def _clear_before(text: str, start: int) -> bool:
    return start == 0 or not _HAN.match(text[start - 1]) or text[start - 1] in _BEFORE


def _places_at(lexicon: Lexicon, text: str, start: int, *, misspelt: bool) -> list[tuple[int, str]]:
    """Loaded places that begin at `start`: (end, form), written right, or with one wrong character."""
    found = []
    for end in range(start + 1, min(len(text), start + _LONGEST) + 1):
        written = text[start:end]
        if not misspelt and written in lexicon.places:
            found.append((end, written))
        elif misspelt and not is_known(written):
            likely = lexicon.by_sound.get(sound(written), ())
            found += [(end, form) for form in likely if form in lexicon.places and misspells(written, form)]
    return found


def _bodies_at(lexicon: Lexicon, text: str, start: int, *, misspelt: bool) -> list[tuple[int, str]]:
    """Loaded bodies that begin at `start`: (end, form), written right, or with one wrong character."""
    found = []
    for end in range(start + 1, min(len(text), start + _LONGEST) + 1):
        written = text[start:end]
        if not misspelt and written in lexicon.bodies:
            found.append((end, written))
        elif misspelt and not _COMMON.fullmatch(written):
            likely = lexicon.by_sound.get(sound(written), ())
            found += [(end, form) for form in likely if form in lexicon.bodies and misspells(written, form)]
    return found


def _members(lexicon: Lexicon, place: str, body: str) -> tuple[float, tuple[int, ...]]:
    """Organizations that a spoken place and body mean together, the surest only, with their score."""
    best, ids = 0.0, ()  # type: tuple[float, tuple[int, ...]]
    for places, kind in lexicon.places[place].items():
        if not may_stand_for(place, kind, places):
            continue
        for key, form in lexicon.bodies[body].items():
            members, score = lexicon.members[places].get(key, ()), form_score(kind, form)
            if members and score > best:
                best, ids = score, members
            elif members and score == best:
                ids = (*ids, *members)
    return best, ids


def _ended(lexicon: Lexicon, body: str) -> bool:
    return any(form.ended for form in lexicon.bodies[body].values())


def _closes(lexicon: Lexicon, text: str, end: int, body: str) -> bool:
    """Whether a body may end here: nothing that follows makes another word of it."""
    return _ends(text, end, body) if _ended(lexicon, body) else bool(_AFTER.match(text, end))


def _ends(text: str, end: int, name: str) -> bool:
    """Whether a name with an ending may end here: no other word, no account."""
    return not _GOES_ON.match(text, end) and not (names_of(name) and _ACCOUNT_FOLLOWS.match(text, end))


def _run(text: str, start: int, *, loaded: bool) -> int:
    """Return the end of what looks like a body right after a place, or `start`."""
    match = _RUN.match(text, start)
    if match is None:
        return start
    stem = match.start(1) - start
    if stem < 2 and (match[1] in _NEEDS_STEM or (stem == 0 and loaded and match[1] in "局厅")):  # noqa: PLR2004
        return start
    end = match.end()
    while longer := _LINKED.match(text, end) or _MORE.match(text, end):
        if _LINKED.match(text, end) and match[1] not in _WITHIN_NAMES:
            break  # 人民医院和教育局 are two
        end = longer.end()
    return start if _GOES_ON.match(text, end) or _PROJECT.match(text, end) or _ROOM.search(text[start:end]) else end


def _bodied(lexicon: Lexicon, text: str, span: tuple[int, int], place: str, *, misspelt: bool) -> list[_Span]:
    """Spans of a loaded place, which stands at `span`, and a loaded body after it; one wrong character in all."""
    spans: list[_Span] = []
    for wrong_body in (False,) if misspelt else (False, True):
        share = _MISSPELT if misspelt or wrong_body else 1.0
        exact = max((exact.end for exact in spans), default=0)
        for close, body in _bodies_at(lexicon, text, span[1], misspelt=wrong_body):
            score, ids = _members(lexicon, place, body)
            if ids and close > exact and _closes(lexicon, text, close, body):
                spans.append(_Span(span[0], close, ids, score * share))
    return spans


def _with_place(lexicon: Lexicon, text: str, start: int, *, misspelt: bool) -> list[_Span]:
    """Spans that begin with a loaded place: with a body, alone, or with a body that is not loaded."""
    spans: list[_Span] = []
    share = _MISSPELT if misspelt else 1.0
    for end, place in _places_at(lexicon, text, start, misspelt=misspelt):
        kinds = lexicon.places[place]
        level = all(kind is PlaceKind.LEVEL for kind in kinds.values())
        if level and not _clear_before(text, start):
            continue
        spans += _bodied(lexicon, text, (start, end), place, misspelt=misspelt)
        if level:
            common = _COMMON.match(text, end)
            if common and _ends(text, common.end(), common[0]) and not misspelt:
                spans.append(_Span(start, common.end()))
            continue
        run = _run(text, end, loaded=True)
        if run > end and not misspelt:
            spans.append(_Span(start, run))
        elif (
            _AFTER.match(text, end)
            or place.endswith(_LEVELS)
            or (not misspelt and (_opens(text, start, end) or is_known(place)))
        ):
            around = [key for key, kind in kinds.items() if kind is not PlaceKind.LEVEL]
            ids = tuple(i for key in around for members in lexicon.members[key].values() for i in members)
            spans.append(_Span(start, end, ids, _PLACE_ALONE * share))
    return spans


def _opens(text: str, start: int, end: int) -> bool:
    """Whether a place opens a question (松岭雨露计划多少), and is not the beginning of another one's name (松岭区)."""
    zone = generic_at(text, end)
    return start == 0 and text[end : end + 1] not in _OF_A_PLACE and (zone is None or not zone.zone or bool(zone.stem))


def _body_alone(lexicon: Lexicon, text: str, start: int, *, misspelt: bool, after: bool) -> list[_Span]:
    """Spans of a body without a place, loaded or one that every place has; `after` says that one ends before it."""
    spans = []
    clear = after or _clear_before(text, start)
    for end, form in _bodies_at(lexicon, text, start, misspelt=misspelt):
        keys = [key for key, body in lexicon.bodies[form].items() if body.alone]
        ids = tuple(i for key in keys for i in lexicon.ids_of_body(key))
        if ids and _closes(lexicon, text, end, form):
            if clear:
                spans.append(_Span(start, end, ids, _BODY_ALONE * (_MISSPELT if misspelt else 1.0)))
            elif not misspelt and start > 1 and _HAN.match(text[start - 2]) and text[start - 2] not in _BEFORE:
                spans.append(_Span(start - 2, end))  # two characters before: a place that is not listed
    common = _COMMON.match(text, start + (text[start] in "省市区县"))  # 省财政厅 is one too
    if clear and common and not misspelt and _ends(text, common.end(), common[0]):
        spans.append(_Span(start, common.end()))
    return spans


def _elsewhere(lexicon: Lexicon, text: str, start: int) -> list[_Span]:
    """Spans that begin with a place that is not loaded."""
    end = listed_at(text, start)
    listed = end > start
    if not listed:
        place = generic_at(text, start)
        if place is None or place.suffix not in _GENERIC_LEVELS or not _clear_before(text, start):
            return []
        if len(place.stem) not in (2, 3) or place.stem[0] in _BEFORE:
            return []
        end = start + len(place.full)
        if any(_places_at(lexicon, text, inner, misspelt=False) for inner in range(start + 1, end - 1)):
            return []
    while (further := listed_at(text, end)) > end:
        end = further
    inner = generic_at(text, end)
    zone = inner is not None and inner.zone and not inner.stem  # 某市|高新区
    town = inner is not None and len(inner.stem) in (2, 3) and not _RUN.match(text[end : end + len(inner.full)])
    if inner is not None and (zone or town):
        end += len(inner.full)
    run = _run(text, end, loaded=False)
    if run > end:
        return [_Span(start, run)]
    town = text[end - 1] in "镇乡" and text[end - 2] not in "城集村" and not _NOT_A_TOWN.match(text, end)
    alone = listed and text[start:end] not in lexicon.places and _AFTER.match(text, end)
    if (alone or town) and _clear_before(text, start):
        return [_Span(start, end)]
    return []


def _best_at(lexicon: Lexicon, text: str, start: int, *, after: bool) -> _Span | None:
    spans = [
        _Span(start, end, lexicon.names[text[start:end]], 1.0)
        for end in range(start + 2, min(len(text), start + _LONGEST) + 1)
        if text[start:end] in lexicon.names and not _GOES_ON.match(text, end)
    ]
    spans += _with_place(lexicon, text, start, misspelt=False)
    spans += _body_alone(lexicon, text, start, misspelt=False, after=after)
    if not spans:
        spans = _elsewhere(lexicon, text, start) + _with_place(lexicon, text, start, misspelt=True)
    if not spans:
        spans = _body_alone(lexicon, text, start, misspelt=True, after=after)
    return max(spans, key=lambda span: (span.end, bool(span.ids), span.score), default=None)


def _joined(spans: list[_Span], text: str) -> list[_Span]:
    """Put a place and a body together that stand apart: 澄湖的图书馆, 澄湖那个图书馆."""
    joined: list[_Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if (
            last
            and not last.ids
            and is_known(text[last.start : last.end])
            and _JOIN.fullmatch(text, last.end, span.start)
        ):
            joined[-1] = _Span(last.start, span.end)
            continue
        if last and last.ids and last.score <= _PLACE_ALONE and _JOIN.fullmatch(text, last.end, span.start):
            both = tuple(i for i in span.ids if i in last.ids)
            if not span.ids or both:
                joined[-1] = _Span(last.start, span.end, both, max(span.score, _APART) if both else 0.0)
                continue
        joined.append(span)
    return joined


def find_mentions(question: str, organizations: Sequence[tuple[int, str, Sequence[str]]] | Lexicon) -> Mentions:
    """Find the organizations that a question mentions; `organizations` are (id, full name, short names), or a lexicon.

    A place alone means all organizations of the place, a body alone all organizations with such a body. What names an
    organization or a place that is not loaded comes back in `unknown`. Words for many (各单位, 两家) are no mentions.
    """
    lexicon = (
        organizations
        if isinstance(organizations, Lexicon)
        else lexicon_of(tuple((identity, name, tuple(short)) for identity, name, short in organizations))
    )
    text, offsets = _fold(question)
    masked = _masked(text)
    spans: list[_Span] = []
    position = 0
    while position < len(text):
        after = bool(spans) and spans[-1].end == position and bool(spans[-1].ids)  # 水务局|林业局
        named = position not in masked and _HAN.match(text[position])
        span = _best_at(lexicon, text, position, after=after) if named else None
        if span is None:
            position += 1
            continue
        spans.append(span)
        position = span.end
    found, unknown = [], []
    for span in _joined(spans, text):
        start, end = offsets[span.start], offsets[span.end]
        if span.ids:
            found.append(Mention(start, end, question[start:end], tuple(dict.fromkeys(span.ids)), span.score))
        else:
            unknown.append(Unknown(start, end, question[start:end]))
    return Mentions(tuple(found), tuple(unknown))

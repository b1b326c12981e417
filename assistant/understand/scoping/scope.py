"""Which documents a question is about (范围): its organizations, and the 口径 it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from assistant.plan import Selection
from assistant.understand.linking.lexicon import link
from assistant.understand.linking.likeness import names_in_scope
from assistant.understand.linking.project_parts import runs_on
from assistant.understand.scoping.rows_within import rest_of, rows_within
from assistant.understand.scoping.tables_named import tables_named
from assistant.understand.scoping.unloaded import with_body
from assistant.understand.scoping.version import BOTH, asked_version, family, of_version
from assistant.understand.words import cues
from index.catalogue.organizations import find_mentions
from index.identity import names_body
from index.store.schema import PassageRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.entry import Source
    from assistant.execute.ledger import Ledger
    from index.catalogue.mentions import Mention
    from index.catalogue.organization_lexicon import Lexicon

_YEAR_WORDS = re.compile(r"(?:20)?\d{2}年(?:度|初|末|底)?|[今去前明上本]年度?")
_AMOUNT = re.compile(r"\d[\d,.]*\s*[千百]?[万亿](?:元|块)?")
_IN_TABLE = re.compile("(?<=[总细况算支明出览计])表(?:格)?(?:里面|里头|当中|上面|[里中上内的])")
_STAGE_START = re.compile(r"(?:年初|调整后?|全年)(?=预算)")  # no words of a name: 住房公积金|调整|预算
_GOES_ON = re.compile(r"(?!预算|决算|支出|收入|经费|今年|去年|部门|单位|本级|机关)[一-龥]{2}")
# 为什么|省档案馆, 加上|区府办, 倒推|一院: what is asked or to be done is no part of a name
_ASKING = re.compile(
    "为什么|为啥|凭什么|什么|怎么|(?<![增追])加上|算上|连上|倒推|反推|倒算|推算|测算|折算|汇总|盘点|罗列|梳理|拆解|简述|概述"
    "|复核|核查|验算|验证|统计(?![局员师法]|中心|信息|调查)"
)
_PLACE = 0.6  # score of a mention that names a place alone
_LONG_NAME = 4  # characters of a name that cannot be an organization's ending by chance
_OFFICE = re.compile(
    r"局(?!部(?!门|分)|面|限)|厅(?!堂)|委(?!托|员|派)|办(?!公(?!务|用(?!房|品|具|设)|积)|法|理|事(?!业)|案)|院(?!士)|馆(?!藏)"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """What the question says about where to look: the selection, names not loaded, and the stretches that say so."""

    selection: Selection
    unknown: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    mentions: tuple[tuple[int, str, tuple[int, ...]], ...]  # (offset, words, organizations)


def read_scope(ledger: Ledger, text: str) -> Scope:
    """Find what a question says about organizations, years, kind and 口径."""
    loaded = ledger.loaded.lexicon
    plain = cues.NEGATION.sub(lambda m: "　" * len(m.group()), text)
    dated = _AMOUNT.sub(lambda m: "　" * len(m.group()), plain)  # 17万里 names no place
    dated = _ASKING.sub(lambda m: "　" * len(m.group()), dated)
    dated = _IN_TABLE.sub(lambda m: "　" * len(m.group()), dated)  # 总表中图书馆 is no 表中图书馆
    dated = _YEAR_WORDS.sub(lambda m: "　" * len(m.group()), dated)  # 2024年度图书馆 is no 度图书馆
    mentions = with_body(ledger, plain, find_mentions(dated, loaded))
    if mentions.unknown:  # 澄湖|大厅设备故障修复时间: a long name that is loaded is no organization
        unknown = [(one.start, one.end) for one in mentions.unknown]
        spoken = [rest_of(loaded, text, span) for span in _spoken_of(ledger, text, unknown)]
        names = _long_names(ledger, text, unknown, loaded) + spoken
        names = names or rows_within(ledger, text, unknown) or runs_on(ledger, text, unknown, names_in_scope)
        mentions = find_mentions(blanked(dated, names), loaded) if names else mentions
    named = [(found.text, tuple(found.ids), text[found.end : found.end + 1]) for found in mentions.found]
    items = _accounts_again(ledger, named)
    spans = [
        (found.start, _after_office(text, found.end))
        for position, found in enumerate(mentions.found)
        if position not in items
    ]
    spans += [(unknown.start, unknown.end) for unknown in mentions.unknown]
    ids = tuple(dict.fromkeys(one for found in _surest(mentions.found) for one in found.ids))
    forms, form_spans = tables_named(text, spans)
    near = ledger.loaded.of(_with_own(ledger, ids))
    version, version_spans = asked_version(text, near)
    spans += [*version_spans, *(found.span() for found in _STAGE_START.finditer(text))]
    tables = tuple(
        words.lstrip("年度的") for start, end in form_spans if (words := text[start:end]).endswith(("表", "）", ")"))
    )
    selection = Selection(
        organizations=ids,
        forms=forms,
        tables=tables,
        nature="all" if cues.ALL_NATURE(text) else ("basic" if cues.BASIC_ONLY(plain) else ""),
        classification=_classification(plain),
        scope=version,
    )
    return Scope(
        selection=selection,
        unknown=tuple(unknown.text for unknown in mentions.unknown),
        spans=tuple(spans + form_spans),
        mentions=tuple((found.start, found.text, tuple(found.ids)) for found in mentions.found),
    )


def _surest(mentions: Sequence[Mention]) -> list[Mention]:
    """Without a place that only says where the organizations named beside it are: 澄湖三家（财政局、商务委）."""
    named = {one for mention in mentions if mention.score > _PLACE for one in mention.ids}
    return [mention for mention in mentions if mention.score > _PLACE or not named or not named <= set(mention.ids)]


def _classification(text: str) -> str:
    functional, economic = cues.FUNCTIONAL(text), cues.ECONOMIC(text)
    if functional and economic:
        return ""  # the two are compared
    return "functional" if functional else ("economic" if economic else "")


def _accounts_again(ledger: Ledger, mentions: Sequence[tuple[str, tuple[int, ...], str]]) -> set[int]:
    """Which mentions repeat an organization in the words of an account: 图书馆2025年图书馆（2070104）支出.

    图书馆占几成 of two organizations speaks of the one again.
    """
    several = len({ids for _, ids, _ in mentions}) > 1
    return {
        position
        for position, (words, ids, after) in enumerate(mentions)
        if any(set(ids) & set(earlier) for _, earlier, _ in mentions[:position])
        and not (several and after in ("占", "比", "的"))
        and any(each.codes for each in link(ledger, words, list(ledger.sources), ()))
    }


def blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """A text in which what stands at these places says nothing any more."""
    characters = list(text)
    for start, end in spans:
        characters[start:end] = "　" * (end - start)
    return "".join(characters)


def _long_names(
    ledger: Ledger, text: str, unknown: Sequence[tuple[int, int]], loaded: Lexicon
) -> list[tuple[int, int]]:
    """Names of loaded records that begin within an unknown organization and reach beyond it, end it, or reach into it.

    One that ends it must have a loaded organization before it: 澄湖|网上办事大厅; one that reaches into it begins
    before it: 住房公积金|档案局. A body within a department is no other organization where a row is printed under all
    of its name: 柳湾街道综合执法队.
    """
    links = link(ledger, text, list(ledger.sources), ())
    return [
        (each.start, each.end)
        for each in links
        if each.end - each.start >= _LONG_NAME
        and any(
            start < each.start < end < each.end
            or each.start < start < each.end < end
            or (each.start <= start and end <= each.end and any(map(names_body, each.of("subject"))))
            or (start < each.start < each.end == end and find_mentions(text[start : each.start], loaded).found)
            for start, end in unknown
        )
    ]


def _spoken_of(ledger: Ledger, text: str, unknown: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Unknown organizations whose names go on in a loaded text as in the question: 社区服务中心|新建工程 is a thing."""
    found = []
    for start, end in unknown:
        longer = _GOES_ON.match(text, end)
        if longer is None:
            continue
        told = PassageRow.text.contains(text[start : longer.end()], autoescape=True)
        if ledger.rows(select(PassageRow.id).where(told).limit(1)):
            found.append((start, end))
    return found


def _after_office(text: str, end: int) -> int:
    """Take the 局 of 澄湖局 into the mention, but not the 办 of 澄湖办公费."""
    return end + 1 if _OFFICE.match(text, end) else end


def _with_own(ledger: Ledger, ids: Sequence[int]) -> tuple[int, ...]:
    """The organizations named with the other version of each: 水务局（本级） is set against 水务局."""
    return family(ledger.sources.values(), ids) if ids else ()


def documents(ledger: Ledger, selection: Selection) -> list[Source]:
    """The loaded documents of the organizations and the kind, whatever their year."""
    ids = selection.organizations
    found = ledger.loaded.of(_with_own(ledger, ids) if selection.scope == BOTH else ids)
    found = _once(of_version(found, selection.scope))
    kinds = [source for source in found if not selection.kind or source.kind == selection.kind]
    # final accounts print the budget too, where the budget itself is not loaded
    return kinds or (found if selection.kind == "预算" else [])


def _once(sources: Sequence[Source]) -> list[Source]:
    """One source for documents that complete one another."""
    seen: set[int] = set()
    kept = []
    for source in sources:
        if not seen & set(source.ids):
            kept.append(source)
        seen.update(source.ids)
    return kept


def of_years(sources: Sequence[Source], years: Sequence[int]) -> list[Source]:
    """Those of the years; all where no year is said."""
    return [source for source in sources if not years or source.year in years]

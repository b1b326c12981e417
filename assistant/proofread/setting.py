"""Whom and when a draft speaks of (文稿的语境): organizations, years and kind, carried from sentence to sentence.

What a sentence says holds for it and for those behind it that say nothing; the title and what the user gives hold where
the text has said nothing. Where two could be meant, both are kept, and nothing is called wrong by either alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from assistant.understand.scoping.scope import read_scope
from assistant.understand.scoping.version import asked_version
from index.catalogue.organizations import find_mentions
from index.narrative.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.execute.ledger import Ledger

_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年)")
_COMPARED: Final = re.compile(r"(?:[比较与同跟和]|相比|相较|对比|至|到)\s*$")
_COMPARED_AFTER: Final = re.compile(r"年度?(?:的)?[^，。；]{0,12}?(?:相比|比较|增|减|持平)")
_DATED: Final = re.compile(r"年\d{1,2}月|年(?=[末底])|年成立|年竣工|年开工|年起")
_FUNDS: Final = re.compile(
    r"(?:一般公共|政府性基金|国有资本经营|社会保险基金|财政总|年初|调整|全年)预算|预算(?:外|执行)|[比较][^，。；]{0,8}预算"
)
_OF_ITSELF: Final = re.compile(r"(?:[（(](?:本级|本部|部门|单位|汇总)[）)]|本级|本部)(?:部门|单位)?")
# others than any organization: what is said of them is not looked up in one
_WIDER: Final = re.compile(
    r"全国(?!政协|人大|人民代表|.{0,4}会议|统一)|全省|全市(?!政务)|全区(?!不动产)|全县|全球|我国|[我本]省|[我本]市(?=的?[^局]{0,6}(?:一般公共|财政|GDP|地区生产))|中央本级|各级(?:政府|财政)|各地|地区生产总值|GDP|平均每"
)
_POINTING: Final = re.compile(
    r"[该这](?:个|家)?(?:局|单位|部门|委员会|委|厅|办公室|办|院|街道|中心|机关|机构|馆|所)|(?:两|二|三|四|五)(?:家|个单位|个部门|部门|单位|局|者)|前者|后者"
)
_BUDGET_DOCUMENT: Final = re.compile(r"(?:部门|单位)预算")
_RUN_IN: Final = frozenset("括即含由排系为是在于对经至到且其各原现")  # ends of words that run into a name
_PLACE_BEFORE: Final = re.compile(r"(?<![一-龥])[一-龥]{2,6}?[省市区县镇乡州盟旗]$|[一-龥]{2}[省市区县镇乡州盟旗]$")
_HEADING: Final = 45  # characters of a line that may be a heading
_ENDS: Final = re.compile(r"[。；;！!？?，,：:、]$")


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says of the draft: organizations by id (none: not said) and a year."""

    organizations: tuple[int, ...] = ()
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """An organization mentioned in a draft: offsets in the plain text, ids that it may be; none for one not loaded."""

    start: int
    end: int
    text: str
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds where a sentence begins: organizations (several: not certain which), years likewise, and kind."""

    organizations: tuple[int, ...] = ()
    unknown: str = ""  # an organization that is not loaded, or 全国
    years: tuple[int, ...] = ()
    kind: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the plain text with what holds in it; `heading` is what the lines above it are headed."""

    start: int
    end: int
    paragraph: int
    heading: tuple[str, ...]
    setting: Setting  # before and with its own words
    named: tuple[Named, ...]
    pointed: tuple[tuple[int, int], ...] = field(default=())
    own_years: tuple[int, ...] = ()


def sentences(ledger: Ledger, plain: str, given: Given) -> list[Sentence]:
    """Read the sentences of a draft with their settings."""
    found: list[Sentence] = []
    title = Setting(organizations=given.organizations, years=(given.year,) if given.year else ())
    setting, heading = title, ""
    for number, (start, end) in enumerate(_lines(plain)):
        line = plain[start:end]
        is_heading = _is_heading(line)
        for begin, stop in sentence_spans(line):
            sentence = _sentence(ledger, plain, (start + begin, start + stop), setting, title)
            found.append(replace(sentence, paragraph=number, heading=(heading,) if heading and not is_heading else ()))
            setting = _carried(sentence, setting, title)
            if is_heading:
                title = setting
                heading = "".join(masked(plain, [sentence])[start:end].split())
    return found


def _lines(plain: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in plain.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _is_heading(line: str) -> bool:
    text = line.strip()
    return 0 < len(text) <= _HEADING and not _ENDS.search(text) and not re.search(r"\d\s*(?:[万亿]?元|%)", text)


def _sentence(ledger: Ledger, plain: str, span: tuple[int, int], before: Setting, title: Setting) -> Sentence:
    start, end = span
    text = plain[start:end]
    named = _mentions(ledger, text, start)
    years = _years(text)
    setting = before
    known = [one for one in named if one.ids]
    if named:
        first = named[0]
        setting = replace(setting, organizations=first.ids, unknown="" if first.ids else first.text)
    if years and not set(before.years) & set(years):  # 2023年执行 5 万元，2024年预算 6 万元 in a text of 2024
        setting = replace(setting, years=years[:1])
    sources = [s for s in ledger.sources.values() if s.organization_id in {i for one in known for i in one.ids}]
    version = asked_version(text, sources or list(ledger.sources.values()))[0]
    setting = replace(
        setting, kind=_kind_here(text, setting, before, title, named=bool(named)),
        version=version or setting.version,
    )  # fmt: skip
    pointed = tuple((start + m.start(), start + m.end()) for m in _POINTING.finditer(text))
    return Sentence(start, end, 0, (), setting, tuple(named), pointed, years)


def _carried(sentence: Sentence, before: Setting, title: Setting) -> Setting:
    """What holds behind a sentence: what it said of one organization and one year; of several, both or the title's."""
    setting = sentence.setting
    distinct = {one.ids for one in sentence.named}
    if len(distinct) > 1:
        together = tuple(dict.fromkeys(i for ids in distinct for i in ids))
        setting = replace(
            setting,
            organizations=title.organizations or together,
            unknown="" if title.organizations or together else setting.unknown,
        )
    elif (
        sentence.named
        and not sentence.named[0].ids
        and before.organizations
        and _WIDER.fullmatch(sentence.named[0].text)
    ):
        setting = replace(setting, organizations=before.organizations, unknown=before.unknown)
    if len(sentence.own_years) > 1:
        setting = replace(setting, years=title.years or sentence.own_years)
    return setting


def _mentions(ledger: Ledger, text: str, offset: int) -> list[Named]:
    """Organizations that a sentence names, loaded and not, and wider wholes (全国), in order."""
    scope = read_scope(ledger, text)
    found: list[Named] = []
    ends = dict(scope.spans)
    for start, words, ids in scope.mentions:
        end = max(ends.get(start, 0), start + len(words))
        own = _OF_ITSELF.match(text, end)
        other = _other_place(ledger, text[:start], ids)
        named = Named(offset + start, offset + (own.end() if own else end), words, ids)
        found.append(replace(named, start=named.start - len(other), text=other + words, ids=()) if other else named)
    for words in scope.unknown:
        start = text.find(words)
        if start >= 0:
            found.append(_known_within(ledger, words, offset + start))
    taken = [(one.start, one.end) for one in found]
    for match in _WIDER.finditer(text):
        start, end = offset + match.start(), offset + match.end()
        if not any(a < end and start < b for a, b in taken):
            found.append(Named(start, end, match.group(), ()))
    return sorted(found, key=lambda one: one.start)


def _other_place(ledger: Ledger, before: str, ids: Sequence[int]) -> str:
    """A place before a name that the organization is not of (海岳市|数据管理局); "" for none."""
    match = _PLACE_BEFORE.search(before)
    names = {source.organization for source in ledger.sources.values() if source.organization_id in ids}
    return match.group() if match and not any(match.group() in name for name in names) else ""


def _known_within(ledger: Ledger, words: str, start: int) -> Named:
    """A name that is not loaded, unless it is a loaded one with another word run into it (包括|市数据管理局)."""
    if words[0] in _RUN_IN:
        mentions = find_mentions(words[1:], ledger.loaded.lexicon)
        if not mentions.unknown and len(mentions.found) == 1 and mentions.found[0].end == len(words) - 1:
            return Named(start + 1, start + len(words), words[1:], tuple(mentions.found[0].ids))
    return Named(start, start + len(words), words, ())


def _years(text: str) -> tuple[int, ...]:
    """The years that a sentence speaks of, in order, without those that it only compares with or dates by."""
    years = []
    for match in _YEAR.finditer(text):
        compared = _COMPARED.search(text[: match.start()]) and not re.search(r"[和与]\s*$", text[: match.start()])
        beside = re.search(r"[和与]\s*$", text[: match.start()]) and _COMPARED_AFTER.match(text, match.end())
        if not (compared or beside or _DATED.match(text, match.end())):
            years.append(int(match[1]))
    return tuple(dict.fromkeys(years))


def _kind_here(text: str, now: Setting, before: Setting, title: Setting, *, named: bool) -> str:
    """The kind of a sentence: its own, else what holds; final accounts speak of their budget without being one."""
    own = _kind(text)
    same = not named or now.organizations == before.organizations
    if own == "预算" and before.kind == "决算" and same and now.years == before.years:
        return "预算" if _BUDGET_DOCUMENT.search(text) else "决算"
    return own or (title.kind if named else before.kind)


def _kind(text: str) -> str:
    """预算 or 决算 where a sentence says one of them; "" for none; 决算 where both stand, which prints both."""
    plain = _FUNDS.sub("", text)
    if "决算" in plain:
        return "决算"
    return "预算" if "预算" in plain and "执行" not in plain else ""


def organizations_of(sentence: Sentence, position: int) -> tuple[tuple[int, ...], str]:
    """Whom a figure at `position` is of: ids, or the name of one that is not loaded."""
    before = [one for one in sentence.named if one.end <= position]
    if before:
        return before[-1].ids, "" if before[-1].ids else before[-1].text
    return sentence.setting.organizations, sentence.setting.unknown


def masked(plain: str, sentences_: Sequence[Sentence]) -> str:
    """The plain text with organizations and 该局 blanked out: they own a figure and are no part of what it is of."""
    characters = list(plain)
    for sentence in sentences_:
        spans = [(one.start, one.end) for one in sentence.named] + list(sentence.pointed)
        for start, end in spans:
            characters[start:end] = "\u3000" * (end - start)
    return "".join(characters)

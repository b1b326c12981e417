"""Bodies that a question names and that are not loaded (未载入的单位), without a place before them: 档案局, 残联, 党校.

A question whose first words name a body, before a year or an item, is asked of that body: the figure of another one,
be it the only one that is loaded, is no answer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from assistant.understand.linking.lexicon import link
from index.catalogue.mentions import Mention, Mentions, Unknown
from index.store.names import NAMELESS
from index.store.schema import FactRow, PassageRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.ledger import Ledger

_HAN: Final = "[一-龥]"
_YEAR: Final = r"(?:(?:20)?\d{2}年|[今去前明本上当]年)"
# what may stand before the name: courtesies, what is to be done, a year
_BEFORE: Final = (
    r"[\s，,。!！:：“\"]*(?:(?:你好|您好|请问一?下?|请教一?下?|想?问一?下|麻烦|劳驾|我?(?:想|要)(?:知道|了解|查|问问?|看)(?:一下|下)?"
    r"|帮(?:我|忙)?(?:查|看|问|算)?(?:一下|下)?|(?:比较|对比|列出)(?:一下|下)?|查(?:询|一查|一下|下)?|看一?看|告诉我|说说"
    rf"|关于|那么?|对了|再|{_YEAR}度?的?)[，,\s]*)*[“\"]?"
)
# how bodies are called; one character before the short ones is enough: 残联, 党校, 编办
_ENDING: Final = (
    "(?:管委会|委员会|办事处|办公室|街道|中心|学校|小学|中学|大学|医院|公司|集团|总队|支队|大队"
    "|[局委办厅院馆所站队联协部社园处会校镇乡])"
)
_TOWN: Final = (
    "(?![全本我各该这那哪某几两多]|[一-龥]*(?:城市|超市|股市|省市|区县|市县))"
    "[一-龥]{2,3}(?:[市县]|(?<![园校社景片库厂辖城地山林灌小战牧矿老新发护能范税中假治市郊各全县街乡政府性])区)"
    "(?![一-龥]{0,3}?[局委办厅院])"
)
# words that end like a body and are none
_NO_BODY: Final = re.compile(
    "(?:我|我们|你们|他们|咱们?|本|该|全|多|单|每|其他|别的|所有|全部|下属|所属|上级|下级|同级|贵|一|四|五|另|等|到|在|用|花|给|把|从|由|对)+"
    f"[个家]?{_ENDING}|.*[两几三四五六各哪这那某][个家]?{_ENDING}|.*[几多](?:少|[一-龥])[一-龥]{{0,3}}会"
    "|.*(?:干部|内部|外部|全部|局部|总部|西部|东部|南部|北部|中部|分部|大部|社会|工会|机会|开会|年会|大会|会议|培训会"
    "|座谈会|结局|布局|格局|大局|当局|怎么办|承办|举办|主办|开办|协办|代办|经办|申办|筹办|督办|新办|网站|车站|厕所|场所"
    "|住院|出处|用处|好处|何处|去处|别处|关联|互联|物联|妥协|大厅|餐厅|展厅|客厅|城镇|城乡|乡镇|下乡|返乡|家园|校园|部队"
    "|车队|外包公司|第三方公司)"
)
_OWN: Final = frozenset({"委员会", "办公室", "街道", "中心", "学校", "医院", "公司", "管委会", "办事处"})
# what follows a name: its year, its item (also one of the loaded ones), what is asked of it
_NEXT: Final = re.compile(
    rf"[的呢，,：:”\"]|{_YEAR}|近[两二三几]年|本级|预算|决算|收入|支出|收支|总(?!站|队)|一共|实际|花了?|用了?|有多少|多少"
    "|比|和|与|跟|$"
)
_BODY: Final = re.compile(rf"{_BEFORE}(?P<name>[省市区县]?人大(?:常委会)?|海关|{_TOWN}|{_HAN}{{1,10}}?{_ENDING})")
_STEMMED: Final = re.compile(f"(?!{_ENDING}$){_HAN}+?{_ENDING}")
_FURTHER: Final = re.compile(f"{_HAN}{{0,6}}?{_ENDING}")
_LONGEST: Final = 12
_SURE: Final = 3


def with_body(ledger: Ledger, text: str, mentions: Mentions) -> Mentions:
    """The mentions of a question, with the body that is not loaded where its first words name one and no other does.

    A document that does not say whose it is, and speaks of the body, may be that body's.
    """
    if not mentions.found and not mentions.unknown and _BODY.match(text):
        span = _body(text, [(each.start, each.end) for each in link(ledger, text, list(ledger.sources), ())])
        if span is not None and not _may_be_loaded(ledger, text[slice(*span)]):
            mentions = Mentions((), (Unknown(*span, text[slice(*span)]),))
    if mentions.found or len(mentions.unknown) != 1:
        return mentions
    [body] = mentions.unknown
    told = _nameless_that_tell(ledger, body.text)
    return Mentions((Mention(body.start, body.end, body.text, told, 1.0),)) if told else mentions


def _body(text: str, items: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """Where the name of the body stands, before a year or an item of `items` (残联|三公经费)."""
    match = _BODY.match(text)
    if match is None:
        return None
    begin, end = match.span("name")
    while end - begin < _LONGEST and (longer := _FURTHER.match(text, end)) and _follows(text, longer.end(), items):
        end = longer.end()
    within = [stop for start, stop in items if start == begin and stop < end]
    if within and _STEMMED.fullmatch(text, max(within), end):  # 三公经费|档案局, and not 公积金|中心
        begin = max(within)
    name = text[begin:end]
    item = any(start <= begin and end < stop for start, stop in items)  # 工会|经费
    named = not item and _follows(text, end, items) and _NO_BODY.fullmatch(name) is None and name not in _OWN
    return (begin, end) if named else None


def _follows(text: str, at: int, items: Sequence[tuple[int, int]]) -> bool:
    return _NEXT.match(text, at) is not None or any(start == at for start, _ in items)


def _may_be_loaded(ledger: Ledger, name: str) -> bool:
    """Whether a loaded organization may be called so (商委, 街办), or a table prints a row of that name (图书馆)."""
    organizations = {source.organization for source in ledger.sources.values()}
    if any(_within(name, organization) for organization in organizations):
        return True
    row = select(FactRow.id).where(FactRow.subject.contains(name, autoescape=True)).limit(1)
    return bool(ledger.rows(row))


def _nameless_that_tell(ledger: Ledger, name: str) -> tuple[int, ...]:
    """The documents that do not say whose they are and speak of a body: they may be that body's."""
    nameless = {number: one for number, one in ledger.sources.items() if one.organization.startswith(NAMELESS)}
    if not nameless:
        return ()
    own = PassageRow.document_id.in_(nameless), PassageRow.text.contains(name, autoescape=True)
    told = ledger.rows(select(PassageRow.document_id).where(*own))
    return tuple(dict.fromkeys(nameless[row["document_id"]].organization_id for row in told))


def _within(short: str, full: str) -> bool:
    """Whether the characters of a short form stand in the full name: in their order, or three in any (资规局)."""
    rest = iter(full)
    in_order = all(character in rest for character in short)
    return in_order or (len(short) >= _SURE and {*short} <= {*full})

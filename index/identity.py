"""Who and when a document is about (文件身份), read from its content; the file name is only the last hint."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from index.model.document import Document, Grid
from index.model.records import Identity, Kind, Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_SUFFIX: Final = (
    "委员会|办公室|办公厅|办事处|研究院|检察院|检察署|法院|医院|学院|大学|学校|中学|小学|幼儿园|党校|总工会|联合会|协会|学会|基金会|红十字会|"
    "图书馆|档案馆|博物馆|文化馆|体育馆|科技馆|美术馆|纪念馆|中心|总队|支队|大队|分局|总局|管理局|人民政府|政府|管委会|工委|党委|组织部|宣传部|统战部|"
    "政法委|纪委|监委|政协|人大|团委|妇联|工商联|科协|文联|残联|侨联|社科联|街道|公司|集团|局|委|厅|办|院|所|馆|站|队|处|署|社|台|部|会|园|校|团|"
    "室|镇|乡|场|监狱|基地|保护区|开发区|园区|管理区|度假区|风景区|集中区|示范区|试验区|合作区|新区"
)
# a government's own level (市本级, 省级): what it publishes is of all its departments together
_GOVERNMENT: Final = r"[\u4e00-\u9fff]{1,12}[省市县区州盟旗](?:本级|[省市县区州盟旗]?级)"
_ORGANIZATION: Final = re.compile(
    rf"[\u4e00-\u9fff·“”]{{2,40}}?(?:{_SUFFIX})(?:[\u4e00-\u9fff]{{0,30}}(?:{_SUFFIX}))?(?:（(?:本级|机关|本部|汇总|管委会|管理委员会)）|本级)?"
    rf"|{_GOVERNMENT}"
)
_LABEL: Final = re.compile(
    r"(?<![级业属施用任办头设作])(?:编制|填报|公开|预算|决算|报送)?(?:主管)?(?:部门|单位)(?:[/／](?:部门|单位))?(?:（(?:单位|部门|公章|盖章)）)?(?:名称)?(?:（(?:公章|盖章)）)?[：:](?:\d{3,6}[-—_]?)?(?P<name>[^\s：:，。；\d|]{4,45})"
)
_CODED: Final = re.compile(r"^\d{3,6}[-—_](?P<name>[\u4e00-\u9fff（）]{4,40})$")
_DUTIES: Final = re.compile(
    r"(?P<name>[\u4e00-\u9fff（）]{4,45}?)(?:（(?:部门|单位)）|部门|单位)?的?(?:主要)?(?:职[责能])(?:主要)?(?:是|为|包括|如下|$|：|:)"
)
_IS_A_BODY: Final = re.compile(  # 某市中级人民法院是国家审判机关
    r"^(?P<name>[\u4e00-\u9fff]{4,45}?)(?:（[^）]{1,30}）)?(?:是|为|系)[^。，；]{0,30}(?:机关|部门|单位|机构)[，。；]"
)
_SCOPE_LIST: Final = re.compile(
    r"纳入(?P<name>[\u4e00-\u9fff（）]{4,45}?)(?:部门|单位)?(?:20\d\d年度?)?(?:部门|单位)?(?:预算|决算)"
)
_OVERVIEW: Final = re.compile(
    r"^(?:第一部分)?(?P<name>[\u4e00-\u9fff（）]{4,40}?)(?:（(?:部门|单位)）|部门|单位)?(?:概况|机构设置)$"
)
_NAME: Final = r"(?P<name>[\u4e00-\u9fff（）]{4,45}?|[\u4e00-\u9fff]{2}[镇乡])"  # a town's name may be short
_TITLE_YEAR: Final = re.compile(rf"^(?:附件\d*[：:])?{_NAME}(?:部门|单位)?(?:20\d\d)年?度?(?=.*(?:预算|决算|“?三公))")
_DATED_TITLE: Final = re.compile(
    rf"^(?:19|20)\d\d年度?{_NAME}(?:部门|单位)?"
    r"(?=一般公共预算|财政拨款|“?三公|部门|单位|预算|决算).*(?:预算|决算|经费)"
)
_TITLE_BEFORE_YEAR: Final = re.compile(  # 某中心财政拨款“三公”经费预算2014年情况
    r"^(?P<name>[\u4e00-\u9fff（）]{4,45}?)(?:部门|单位)?(?=(?:财政拨款|一般公共预算)+“?三公”?经费(?:预算|决算)(?:19|20)\d\d年)"
)
_PLACE_TITLE: Final = re.compile(
    r"^(?:关于)?(?:(?:19|20)\d\d年?度?)?(?P<name>(?:(?![局办委院厅部])[\u4e00-\u9fff]){1,12}[省市县区州盟旗街镇乡])(?:(?:19|20)\d\d年?度?|(?=“?三公|财政|本级|第[一二三四五六七八九十]+批|专项|扶贫|衔接))"
    r"(?=.*(?:“?三公|预算|决算|财政|专项|扶贫|衔接资金))"
)
_SENTENCE_YEAR: Final = re.compile(rf"{_NAME}(?:部门|单位)?20\d\d年度?")
_DATE: Final = re.compile(r"20\d\d年度?(?:\d{1,2}月|[底末])")
_YEAR: Final = re.compile(r"(?:19|20)\d{2}(?=年)")
_YEAR_WORDS: Final = re.compile(r"[二两][〇零○OoＯ0][〇零○OoＯ0一二][〇零○OoＯ0一二三四五六七八九](?=年)")
_DIGITS: Final = {
    **dict(zip("〇零○OoＯ0", "0000000", strict=True)),
    **dict(zip("一二三四五六七八九两", "1234567892", strict=True)),
}
_PLAIN: Final = str.maketrans("(),;〔〕０１２３４５６７８９", "（），；（）0123456789", "*#")
_NOT_PLAIN: Final = re.compile("[(),;〔〕０-９*#]")  # found in less time than nothing is translated
_CONTENTS: Final = re.compile(r"目录")
_NO_NAME: Final = re.compile(
    r"^(?:本|各|该|我|全|其他|下属|所属|纳入|上级|下级|主管|编制|预算|决算|单位|部门|收入|支出|项目|从|其中|负责|组织|指导|根据)|元$|主要|(?:情况|说明|预算|决算)(?![\u4e00-\u9fff]{0,6}(?:中心|室|站|所|局)$)"
)
# a title around a name: only its two ends are taken off, since 和, 信息, 公开, 预算 also stand inside names
_TITLE_YEAR_WORDS: Final = r"(?:19|20)\d{2}年?度?|[二两][〇零○一二三四五六七八九OoＯ0]{3}年?度?"
_BEFORE_NAME: Final = re.compile(
    rf"^(?:关于|公开|附件\d*[：:]?|{_TITLE_YEAR_WORDS}|(?:区级|市级|省级|县级)(?=部门|单位|预算|决算)|的)+"
)
_AFTER_NAME: Final = re.compile(
    rf"(?:{_TITLE_YEAR_WORDS}|(?:区级|市级|省级|县级|本级)(?=部门预算|单位预算)|(?:部门|单位)(?=预算|决算|收支|“?三公|财政)|财政拨款|一般公共预算|"
    r"收支|总体|编制|批复|增减|变化|变动|汇总|安排|执行|统计|预算|决算|公开|说明|情况|报告|信息|文本|草案|及|和|的|关于|“?三公”?(?:经费)?|（(?:公开|草案)[^）]*）|表)+$"
)
_WHOSE: Final = r"^(?:编制|填报|公开|预算|决算|报送)?{}(?:名称)?[：:](?!(?:人民币)?[百千万亿]*元|$)"
_COVER_BLOCKS: Final = 14
_MAX_HEADING: Final = 45
_WEIGHTS: Final = {
    "label": 6,
    "cover": 5,
    "duties": 5,
    "title": 4,
    "overview": 4,
    "scope": 4,
    "coded": 3,
    "sentence": 1,
    "file": 0,
}
# the heading 政府性基金预算 alone says of which funds is spoken, not of which stage
_BUDGET_TITLE: Final = r"(?<!年初)(?!(?<=一般公共|府性基金|资本经营)预算(?:情况)?$)预算(?!财政拨款|支出决算|收入|绩效)"
_BESIDE_THE_BUDGET: Final = (
    r"(?<!上年)(?<!去年)年初预算数?为|[较比]年初预算数?(?:减少|增加|下降|增长)"
    r"|决算(?:支出)?(?:情况|信息)(?:公[布开]|如下)"
)
_SPENT: Final = r"^[^预]*(?:“?三公”?|行政)经费支出(?:情况|说明|公开)"  # 某局2020年“三公”经费支出情况
_OF_BODIES: Final = frozenset({"label", "duties", "overview", "scope", "coded"})  # where only bodies are named
_FIRST_PART: Final = re.compile(r"第一部分|一、")
_CLAUSE_MARK: Final = re.compile(r"[。；，]")
_COLUMN_YEAR: Final = re.compile(r"(?P<year>20\d\d)年度?(?:年初|调整)?(?:预算|决算)(?:数|金额|安排)?$")
_PAGE_NUMBER: Final = re.compile(r"[-—–\d]*")
_CLAUSES: Final = re.compile(r"[，。；：、]")
_WORDS: Final = re.compile(r"[\u4e00-\u9fff]{3,20}")
_NUMBERED: Final = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d{1,3}[.、])")
_ROLE_AFTER: Final = re.compile(r"(?:（(?:部门|单位|公章|盖章)）|部门|单位)$")
_UP_TO_PLACE: Final = re.compile(r"^.*(?:是|为|到|向|由|对|与|及|从|将)(?=.{0,4}[省市区县州旗])")


def read_identity(document: Document) -> Identity:
    """Read organization, year, kind and scope from cover, titles, labels and repeated names; "" and None if unknown."""
    texts = [_plain(text) for text in _texts(document)]
    cover = [_plain(text) for text in _cover(document)]
    headings = [text for text in texts if len(text) <= _MAX_HEADING and "。" not in text and "；" not in text]
    stem = _plain(document.path.stem)
    organization = _organization(texts, cover, headings, stem) or _place(headings, stem)
    return Identity(
        organization=organization,
        year=_year(cover, headings, texts, stem) or _year_of_columns(document),
        kind=_kind(cover, headings, stem, texts),
        scope=_scope(organization, cover, headings, stem, texts),
    )


def names_body(text: str) -> bool:
    """Whether a text is the name of a body and nothing else (某局, 某中心（本级）)."""
    plain = _plain(text)
    return bool(_ORGANIZATION.fullmatch(plain)) and not _NO_NAME.search(plain)


def _plain(text: str) -> str:
    """Without white space and markup, full-width digits and half-width brackets made one kind."""
    plain = "".join(text.split())
    return plain.translate(_PLAIN) if _NOT_PLAIN.search(plain) else plain


def _texts(document: Document) -> Iterator[str]:
    """All texts in reading order; of grids the cells without figures."""
    for block in document.blocks:
        if isinstance(block, Grid):
            yield from (cell.text for row in block.rows for cell in row if cell.text and not cell.text[0].isdigit())
            yield from (cell.text for row in block.rows[:6] for cell in row if _CODED.match(_plain(cell.text)))
        else:
            yield block.text


def _cover(document: Document) -> list[str]:
    """The short lines before the contents or the first numbered heading or sentence."""
    lines: list[str] = []
    for block in document.blocks[:_COVER_BLOCKS]:
        if isinstance(block, Grid):
            break
        for text in [block.text] if not hasattr(block, "lines") else [line.text for line in block.lines]:
            plain = _plain(text)
            if _CONTENTS.fullmatch(plain) or _FIRST_PART.match(plain) or _CLAUSE_MARK.search(plain):
                return lines
            if not _PAGE_NUMBER.fullmatch(plain):
                lines.append(plain)
    return lines


def _organization(texts: Sequence[str], cover: Sequence[str], headings: Sequence[str], stem: str) -> str:
    """The name with the best evidence; of two names one inside the other, the longer if the text uses it as a whole."""
    evidence: Counter[str] = Counter()
    named = list(_candidates(texts, cover, headings, stem))
    if any(source in _OF_BODIES for source, _ in named):  # 云泽市市级部门预算 says the level of whom a label names
        named = [(source, name) for source, name in named if not re.fullmatch(_GOVERNMENT, name)]
    for source, name in named:
        evidence[name] += _WEIGHTS[source] if source != "sentence" else 1
    whole = "\n".join((*texts, stem))
    uses = {name: whole.count(name) for name in evidence}
    if not uses:
        return ""
    scores = {name: min(evidence[name], 40) + min(uses[name], 20) for name in evidence}
    best = max(scores, key=lambda name: (scores[name], len(name)))
    for name in sorted(scores, key=len, reverse=True):
        if best in name and best != name and uses[name] * 2 >= uses[best]:
            return name
    return best


def _place(headings: Sequence[str], stem: str) -> str:
    """The place whose finances a title tells of (松岭县2024年“三公”经费汇总表), where nothing names an organization."""
    found = (_PLACE_TITLE.match(text) for text in (*headings, stem))
    return next((match["name"] for match in found if match), "")


def _candidates(
    texts: Sequence[str], cover: Sequence[str], headings: Sequence[str], stem: str
) -> Iterator[tuple[str, str]]:
    """Names with the kind of place each was found in."""
    named = [("cover", name) for name in _cover_names(cover)]
    for text in texts:
        named += _named_in(text)
    named += (found for text in headings for found in _named_by(text))
    named.append(("file", _untitled(stem)))
    for source, name in named:
        cleaned = _name(name)
        if cleaned:
            yield source, cleaned


def _named_in(text: str) -> list[tuple[str, str]]:
    """Names in a text of any kind; what a pattern needs is looked for before it is tried."""
    found: list[tuple[str, str]] = []
    if "：" in text or ":" in text:  # before the name of a label
        found += (("label", match["name"]) for match in _LABEL.finditer(text))
    if text[:1].isdecimal():
        found += (("coded", match["name"]) for match in _CODED.finditer(text))
    if "职" in text and ("职责" in text or "职能" in text):
        found += (("duties", match["name"]) for match in _DUTIES.finditer(text[:120]))
    if "纳入" in text:
        found += (("scope", match["name"]) for match in _SCOPE_LIST.finditer(text[:120]))
    if match := _IS_A_BODY.match(text):
        found.append(("sentence", match["name"]))
    if len(text) > _MAX_HEADING and "20" in text:
        found += (("sentence", _CLAUSES.split(match["name"])[-1]) for match in _SENTENCE_YEAR.finditer(text))
    return found


def _named_by(heading: str) -> Iterator[tuple[str, str]]:
    """Names in a heading."""
    if heading.endswith(("概况", "机构设置")):
        yield from (("overview", match["name"]) for match in _OVERVIEW.finditer(heading))
    if "20" in heading:
        yield from (("title", match["name"]) for match in _TITLE_YEAR.finditer(heading))
        yield from (("title", match["name"]) for match in _DATED_TITLE.finditer(heading))
        yield from (("title", match["name"]) for match in _TITLE_BEFORE_YEAR.finditer(heading))


def _cover_names(cover: Sequence[str]) -> Iterator[str]:
    """Names of a cover, also of consecutive lines joined (…管理委员会 / …局（本级） / 单位预算)."""
    left = [_untitled(_LABEL.sub(lambda match: match["name"], line)) for line in cover]
    run = ""
    for line in (*left, ""):
        if line and (_ORGANIZATION.fullmatch(line) or (not run and _WORDS.fullmatch(line))):
            if _ORGANIZATION.fullmatch(line):
                yield line
            run += line
            continue
        if run:
            yield run
        run = ""


def _untitled(line: str) -> str:
    """A line of a title without what is said around the name (2024年度…部门预算公开说明)."""
    return _AFTER_NAME.sub("", _BEFORE_NAME.sub("", line))


def _name(text: str) -> str:
    """A candidate made clean; "" when it is no organization's name."""
    text = _NUMBERED.sub("", text.strip("：:，。“”"))
    text = _ROLE_AFTER.sub("", text).removeprefix("关于").removesuffix("关于")
    text = _UP_TO_PLACE.sub("", text).rpartition("的")[2]  # 人大会议批准的|镇人民政府
    if _NO_NAME.search(text) or not _ORGANIZATION.fullmatch(text):
        return ""
    return text


def _year(cover: Sequence[str], headings: Sequence[str], texts: Sequence[str], stem: str) -> int | None:
    """The year of the cover, else the one most headings carry, else the text's commonest, else the file name's."""
    titled = [text for text in headings if "预算" in text or "决算" in text]
    own = [text for text in cover if "预算" in text or "决算" in text]  # not the date of publication beside it
    undated = [_DATE.sub("", text) for text in (*headings, *texts)]  # 截至2023年12月31日 is in another year's budget
    for group in (own, cover, titled, undated[: len(headings)], undated[len(headings) :], headings, texts):
        years = Counter(year for text in group for year in _years(text))
        if years:
            return max(years, key=lambda year: (years[year], year))
    found = re.search(r"20\d{2}", stem)
    return int(found.group()) if found else None


def _year_of_columns(document: Document) -> int | None:
    """The latest year that columns are headed by (2023年预算数 | 2024年预算数), where nothing else says one."""
    cells = (cell.text for block in document.blocks if isinstance(block, Grid) for row in block.rows for cell in row)
    found = (_COLUMN_YEAR.match(_plain(text)) for text in cells if text[:2] == "20")
    return max((int(match["year"]) for match in found if match), default=None)


def _years(text: str) -> Iterator[int]:
    if "年" not in text:
        return
    yield from (int(match.group()) for match in _YEAR.finditer(text))
    yield from (int("".join(_DIGITS[letter] for letter in match.group())) for match in _YEAR_WORDS.finditer(text))


def _kind(cover: Sequence[str], headings: Sequence[str], stem: str, texts: Sequence[str]) -> Kind:
    """决算 where the cover, else most titles, else the file name say so, or figures are set beside their 年初预算."""
    for group in (cover, headings, (stem,)):
        final, budget = _mentions(group, r"决算"), _mentions(group, _BUDGET_TITLE)
        if final != budget:
            return Kind.FINAL_ACCOUNT if final > budget else Kind.BUDGET
    told = _mentions(headings, _SPENT) or _mentions(texts, _BESIDE_THE_BUDGET)
    return Kind.FINAL_ACCOUNT if told else Kind.BUDGET


def _scope(organization: str, cover: Sequence[str], headings: Sequence[str], stem: str, texts: Sequence[str]) -> Scope:
    """单位 where the cover, else most titles, else the file name, （本级） or, at last, the labels of tables say so."""
    if organization.endswith(("（本级）", "本级")) and not re.fullmatch(_GOVERNMENT, organization):
        return Scope.UNIT  # many call it 部门预算 all the same
    for group in (cover, (stem,), headings):
        unit = _mentions(group, r"单位(?:预算|决算|概况|收支|主要职|收入|支出)")
        department = _mentions(group, r"部门(?:预算|决算|概况|收支|主要职|收入|支出)")
        if unit != department:
            return Scope.UNIT if unit > department else Scope.DEPARTMENT
    unit, department = (_mentions(texts, _WHOSE.format(word)) for word in ("单位", "部门"))
    return Scope.UNIT if unit and not department else Scope.DEPARTMENT


def _mentions(texts: Iterable[str], pattern: str) -> int:
    search = re.compile(pattern).search
    return sum(search(text) is not None for text in texts)

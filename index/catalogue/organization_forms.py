"""The forms under which people speak of an organization (单位简称), made from its full name by rules.

A full name is a chain of places and a body: 澄湖市东塘区 + 行政审批服务局. The body is cut into words; people keep some
words whole (审批局), take the first characters of some (发改委) and drop others. No list of real organizations is used.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache
from itertools import product
from typing import Final

import rjieba

from index.catalogue.organization_words import SPOKEN
from index.catalogue.places import PlaceName, known_places, province_of, split_places

_REMARK = re.compile(
    r"\((?:本级|机关|本部|部门|汇总|含下属单位|单位|管委会|管理委员会)\)|\s+"
    r"|(?<=[省市县区州盟旗])(?:本级|[省市县区州盟旗]?级)$"  # 澄湖市本级 is 澄湖市
)
_PREFIXES: Final = {
    "中国人民政治协商会议": "政协",
    "政协": "政协",
    "中国共产党": "中共",
    "中共": "中共",
    "中国共产主义青年团": "共青团",
    "共青团": "共青团",
    "中国国民党革命委员会": "民革",
    "中国民主同盟": "民盟",
    "中国民主建国会": "民建",
    "中国民主促进会": "民进",
    "中国农工民主党": "农工党",
    "中国致公党": "致公党",
    "台湾民主自治同盟": "台盟",
    "九三学社": "九三学社",
}
_PARTIES: Final = ("民革", "民盟", "民建", "民进", "农工党", "致公党", "台盟", "九三学社")
_ZONE_OFFICE: Final = ("管理委员会", "管委会")
_INSTITUTIONS: Final = frozenset({
    "中院", "高院", "政协", "人大", "妇联", "残联", "文联", "侨联", "科协", "工会", "工商联", "团委", "检察院", "法院",
    "管委会",
})  # fmt: skip
# further words that are never cut in two, and so restore the cutting into pairs
_UNCUT: Final = tuple(
    re.findall(
        "[^ \n]+",
        """
        研究室 地方志 党史 组织部 宣传部 统战部 警察
        公积金 图书馆 博物馆 档案馆 文化馆 体育馆 科技馆 美术馆 纪念馆 常委会 中共 党校 卫生院 研究院 研究所 电视台
        幼儿园 福利院 敬老院 实验室 人民 行政 管理 服务 监督 综合 事务 工作 保障 发展 改革 规划 资源 建设 教育 财政
        审批 执法 交易 公共 机关 政务 数据 运行 信息 技术 科学 中心 学校 中学 小学 大学 学院 医院 公司 总队 支队
        大队 会计 核算 救助 指挥 调度 监测 评审 征收 储备
        """,
    )
)
_JOINTS: Final = frozenset("和与及、")
_GENERIC: Final = frozenset({"人民", "行政", "管理", "服务", "监督", "综合", "事务", "工作", "中共", "运行"}) | _JOINTS
_SINGLE_ENDING: Final = "局厅委办院处馆所站队会部室校园社"
_PLAIN_ENDINGS: Final = frozenset(_SINGLE_ENDING) | {
    "中心", "委员会", "办公室", "办公厅", "办事处", "公司", "学校", "医院",
}  # fmt: skip
_WORDS: Final = sorted({*SPOKEN, *_INSTITUTIONS, *_UNCUT, *_JOINTS}, key=len, reverse=True)
_CUT = re.compile("(" + "|".join(_WORDS) + ")")
_MOST_WORDS_WITH_INITIALS: Final = 6
_MOST_WORDS: Final = 10
_PAIR: Final = 2
# the 55 minorities whose names stand in those of autonomous places (《中国各民族名称的罗马字母拼写法和代码》GB/T 3304)
_PEOPLES: Final = re.compile(
    "(?:(?:"
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|"
    "达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|"
    "门巴|珞巴|基诺|各)族|蒙古|维吾尔|哈萨克|柯尔克孜|达斡尔|鄂温克|鄂伦春|裕固|保安|东乡)+$"
)
_NUMBERED: Final = re.compile("第([一二三四五六七八九十]{1,2})(?:实验|高级|人民)?(?:(中|小)学|医(院))")  # 一中, 一院
_OF_THE_PARTY: Final = re.compile("(?:中共委员会|(?:中共)?委(?!员会|托))(?=..)")  # 市委组织部: the body is 组织部
_BUREAU_UNIT: Final = re.compile(  # 公安局交通警察支队: people leave the bureau out
    "(?:[\u4e00-\u9fff]{2,8}?(?:局|委员会|厅))(?P<unit>[\u4e00-\u9fff]{2,}(?:支队|大队|总队|中心|馆|站|所|处|院|学校))"
)


_POSTED: Final = re.compile("(?:人民政府|政府)?驻(?P<where>[一-龥]{2,8}?)(?P<office>办事处|联络处)")


class PlaceKind(IntEnum):
    """What a spoken place says: the level alone (区), a place around it (its province), or the place itself."""

    LEVEL = 1
    AROUND = 2
    ITSELF = 3


@dataclass(frozen=True, slots=True)
class BodyForm:
    """A spoken form of a body: `whole` as in the full name, `ended` with its ending, `alone` clear without a place.

    `mixed` forms keep some words and cut others (市场监管局): understood, but not offered as short names.
    """

    whole: bool
    ended: bool
    alone: bool
    mixed: bool = False


@dataclass(frozen=True, slots=True)
class FullName:
    """A full name cut into places and body; `text` is the cleaned full name."""

    text: str
    places: tuple[PlaceName, ...]
    body: str


def clean(name: str) -> str:
    """Fold a name: NFKC, without white space and remarks such as （本级）."""
    return _REMARK.sub("", unicodedata.normalize("NFKC", name))


@lru_cache(maxsize=20_000)
def cut(full_name: str) -> FullName:
    """Cut a full name into places and body; 政协X委员会 and the like are turned to place first."""
    text = clean(full_name)
    prefix = next((p for p in _PREFIXES if text.startswith(p)), "")
    places, body = split_places(text[len(prefix) :])
    if not places:
        return FullName(text, (), text)
    if not body:  # the place alone is the name: 柳湾街道
        return FullName(text, places, "")
    if at := next((at for at, place in enumerate(places) if place.stem.startswith("驻")), 0):  # 某省驻某市办事处
        places, body = places[:at], "".join(place.full for place in places[at:]) + body
    office = next((name for name in _ZONE_OFFICE if body.startswith(name) and body != name), "")
    return FullName(text, places, _PREFIXES.get(prefix, "") + body.removeprefix(office))


def words_of(body: str) -> tuple[str, ...]:
    """Cut a body into its words; the ending (局, 委员会, 中心 …) is the last."""
    ending = body[-1] if body[-1:] and body[-1] in _SINGLE_ENDING else ""
    if body == _ZONE_OFFICE[0]:
        return (body,)
    if any(len(word) > 1 and body.endswith(word) for word in _WORDS):
        ending = ""
    stem = body[: len(body) - len(ending)]
    words: list[str] = []
    for piece in _CUT.split(stem):
        if not piece:
            continue
        if _CUT.fullmatch(piece):
            words.append(piece)
            continue
        pairs = [piece[i : i + 2] for i in range(0, len(piece), 2)]
        if len(pairs) > 1 and len(pairs[-1]) == 1:
            pairs[-2:] = [pairs[-2] + pairs[-1]]
        words.extend(pairs)
    return (*words, ending) if ending else tuple(words)


def _options(word: str, *, initials: bool, last: bool) -> list[tuple[str, str]]:
    """Ways to speak a word: (what is said, how): "w" whole, "i" first character, "s" its own short form, "" dropped."""
    options = [(word, "w"), ("", "")]
    shorter = SPOKEN.get(word, _ZONE_OFFICE[1:] if word == _ZONE_OFFICE[0] else ())
    first = word[0] if not last and word not in _PLAIN_ENDINGS else ""  # 信 of 信息化 counts as an initial
    options += [(short, "i" if short == first else "s") for short in shorter]
    if initials and not last and len(word) > 1 and word not in SPOKEN and word != "人民":
        options.append((word[0], "i"))
    return options


def _form(words: tuple[str, ...], choice: tuple[tuple[str, str], ...]) -> BodyForm | None:
    """Judge one way to speak a body; None where nobody would be understood."""
    *stem, (ending, _) = choice
    *stem_words, ending_word = words
    spoken = [how for said, how in stem if said]
    whole = all(how == "w" for _, how in choice)
    initials = spoken.count("i")
    kept = any(how in ("w", "s") and _tells(word) for word, (_, how) in zip(stem_words, stem, strict=True))
    text = "".join(said for said, _ in choice)
    joined = any(said in _JOINTS for said, _ in choice)
    form: BodyForm | None
    if (joined and not whole) or not text or "人民府" in text:
        form = None
    elif text in _INSTITUTIONS:
        form = BodyForm(whole, ended=True, alone=True)
    elif not ending:
        form = BodyForm(whole, ended=False, alone=False) if kept and not initials else None
    elif not spoken and stem and ending_word in _PLAIN_ENDINGS:
        form = BodyForm(whole, ended=False, alone=False) if ending == ending_word else None
    elif not spoken:
        form = BodyForm(whole, ended=True, alone=ending not in _PLAIN_ENDINGS and len(ending) > _PAIR)
    else:
        form = _worded(ending, spoken, kept=kept, whole=whole)
    return form


def _worded(ending: str, spoken: list[str], *, kept: bool, whole: bool) -> BodyForm | None:
    """Judge a form with an ending and words before it."""
    initials = spoken.count("i")
    of_school = ending == "校" and spoken[-1] == "i"  # 职校, 信息技术职校
    if initials == 1 and not of_school and (len(spoken) > 1 or ending != "委"):
        return None
    if not (kept or initials or whole):
        return None
    return BodyForm(whole, ended=True, alone=kept or initials > 0, mixed=0 < initials < len(spoken))


def _tells(word: str) -> bool:
    """Whether a word tells one body from another (审批, but not 管理 or 办公室)."""
    return word not in _GENERIC and word not in _PLAIN_ENDINGS


@lru_cache(maxsize=5_000)
def body_forms(body: str) -> dict[str, BodyForm]:
    """All spoken forms of a body: 行政审批管理局 gives 审批局, 行政审批局 and more."""
    if posted := _POSTED.fullmatch(body):
        return _posted_forms(body, posted["where"], posted["office"])
    words = words_of(body)
    if not words:
        return {}
    forms: dict[str, BodyForm] = _endings_of(body) | _unit_forms(body)
    if len(words) <= _MOST_WORDS:
        initials = len(words) <= _MOST_WORDS_WITH_INITIALS
        options = [_options(word, initials=initials, last=i == len(words) - 1) for i, word in enumerate(words)]
        for choice in product(*options):
            form = _form(words, choice)
            text = "".join(said for said, _ in choice)
            if form is not None and (text not in forms or form.alone > forms[text].alone):
                forms[text] = form
    forms[body] = BodyForm(whole=True, ended=True, alone=len(words) > 1 or body not in _PLAIN_ENDINGS)
    forms.pop("", None)
    return forms


def _posted_forms(body: str, where: str, office: str) -> dict[str, BodyForm]:
    """What an office in another place is called: 驻澄湖办, 驻澄湖市办事处; 办事处 after its own place."""
    posted = {f"驻{place}{end}" for place in (where, where.rstrip("省市县区")) for end in (office, "办")}
    short, own = BodyForm(whole=False, ended=True, alone=True), BodyForm(whole=True, ended=True, alone=True)
    return {**dict.fromkeys(posted, short), office: replace(short, alone=False), body: own}


def _endings_of(body: str) -> dict[str, BodyForm]:
    """The ends of a long body that begin with a word: 湿地保护中心 of 潮间带湿地保护中心, 湿地中心.

    Words of two characters each are not where all words begin; those of the dictionary are.
    """
    cuts = [len("".join(pieces)) for pieces in _heads(body)]
    forms: dict[str, BodyForm] = {}
    for at in cuts:
        rest = body[at:]
        words = words_of(rest)
        if len(words) > 1 and words[-1] in _PLAIN_ENDINGS and _tells(words[0]) and len(words[0]) > 1:
            forms[rest] = BodyForm(whole=False, ended=True, alone=True)
            forms.setdefault(words[0] + words[-1], BodyForm(whole=False, ended=True, alone=True))
    return forms


def _heads(body: str) -> list[tuple[str, ...]]:
    """What stands before each word of the dictionary within a body, but the first and the last."""
    pieces = tuple(rjieba.cut(body, hmm=False))
    return [pieces[:number] for number in range(1, len(pieces) - 1)]


def _unit_forms(body: str) -> dict[str, BodyForm]:
    """Spoken forms of the body within a body: 组织部 of 市委组织部, 交警支队 of 公安局交通警察支队."""
    if party := _OF_THE_PARTY.match(body):
        inner = body_forms(body[party.end() :])
        return {**inner, **{"委" + form: replace(found, alone=False) for form, found in inner.items()}}
    if numbered := _NUMBERED.fullmatch(body):
        return {"".join(filter(None, numbered.groups())): BodyForm(whole=False, ended=True, alone=True)}
    unit = _BUREAU_UNIT.fullmatch(body)
    return {form: replace(found, whole=False) for form, found in body_forms(unit["unit"]).items()} if unit else {}


def fixed_forms(name: FullName) -> set[str]:
    """Forms that are no place and body in order: 团市委, 白云乡政府, 湖滨街办."""
    if not name.places:
        return set()
    last = name.places[-1]
    own = [form for form, kind in place_forms(name.places).items() if kind is PlaceKind.ITSELF]
    if name.body.startswith("共青团"):
        short = f"团{last.level[-1:]}委"
        return {short, *(form + short for form in own)}
    if party := next((party for party in _PARTIES if name.body == f"{party}委员会"), ""):
        levels = {party, f"{party}{last.level[-1:]}委"}
        return levels | {f"{party}{form}{office}" for form in own for office in ("", "委", "委会", "委员会")}
    if not name.body and last.level in ("乡", "镇"):
        return {form + office for form in own for office in ("政府", "人民政府")}
    if last.level == "街道" and name.body in ("", "办事处"):
        return {form.removesuffix("街道") + "街办" for form in own if form.endswith("街道")}
    return set()


def _zone_forms(suffix: str) -> set[str]:
    forms = {suffix}
    if "投资" in suffix or "开发区" in suffix:
        forms.add(suffix.replace("投资区", "区").replace("开发区", "区"))
    forms |= {short for short in ("投资区", "开发区") if suffix.endswith(short)}
    if suffix == "经济技术开发区":
        forms |= {"经开区", "经济开发区"}
    if suffix == "高新技术产业开发区":
        forms |= {"高新区", "高新技术开发区", "高新开发区"}
    return {form for form in forms if len(form) > 1}


def _part_forms(place: PlaceName) -> set[str]:
    forms = {place.full}
    if len(place.stem) > 1 and place.stem not in ("经济", "工业"):
        forms.add(place.stem)
        if not place.suffix and place.stem in known_places():
            forms.add(known_places()[place.stem].full)
    if place.zone:
        named = {place.stem, place.stem.removeprefix("国家级").removeprefix("国家")}  # 某市国家高新区 is 某市高新区
        forms |= {stem + zone for stem in named for zone in _zone_forms(place.suffix) | {place.suffix}}
    if place.suffix.endswith("自治区") and place.suffix != "自治区":
        forms.add(place.stem + "自治区")
    if "自治" in place.suffix and not place.suffix.endswith("区"):  # 澄湖 and 澄湖县 for 澄湖回族彝族自治县
        bare = _PEOPLES.sub("", place.stem)
        forms |= {bare, bare + place.suffix[-1]} if len(bare) > 1 else set()
    return forms


@lru_cache(maxsize=5_000)
def place_forms(places: tuple[PlaceName, ...]) -> dict[str, PlaceKind]:
    """All spoken forms of a chain of places, and what each says."""
    if not places:
        return {}
    *around, last = places
    before = ["".join(chain) for chain in product(*(({""} | _part_forms(place)) for place in around))]
    province = province_of(places[0].full)
    provinces = [province, known_places()[province].stem] if province else []
    own = [chain + form for chain in before for form in _part_forms(last)]
    own += [name + form for name in provinces for form in own if not form.startswith(name)]
    levels = {last.level, last.level if last.level == "街道" else last.level[-1:], *_zone_levels(last)}
    if last.zone:  # the office of the zone itself is another body
        levels.update(form + office for form in own for office in _ZONE_OFFICE)
    forms = dict.fromkeys(levels, PlaceKind.LEVEL)
    forms |= dict.fromkeys((*before, *provinces), PlaceKind.AROUND) | dict.fromkeys(own, PlaceKind.ITSELF)
    forms.pop("", None)
    return forms


def _zone_levels(place: PlaceName) -> set[str]:
    return _zone_forms(place.suffix) & {"开发区", "投资区", "高新区", "经开区"} if place.zone else set()


def may_stand_for(place: str, kind: PlaceKind, places: tuple[PlaceName, ...]) -> bool:
    """Whether a spoken place may stand before a body of these places.

    A city around a district is another organization's place (澄湖财政局 is not 东塘区财政局), but zones are called by
    their city's bare name.
    """
    if kind is not PlaceKind.AROUND:
        return True
    return places[-1].zone and len(places) > 1 and place == places[-2].stem


def form_score(place: PlaceKind | None, body: BodyForm | None) -> float:
    """Score a form from 0 to 1: the surer people mean just this organization by it, the higher."""
    if body is None:
        return 0.6 if place is PlaceKind.ITSELF else 0.5
    if place is None:
        return 0.7 if body.alone else 0.0
    base = {PlaceKind.ITSELF: 0.9, PlaceKind.LEVEL: 0.8, PlaceKind.AROUND: 0.6}[place]
    if not body.ended:
        return base - 0.1 if place is not PlaceKind.LEVEL else 0.0
    return base + 0.05 if body.whole else base


def spoken_forms(name: FullName) -> dict[str, float]:
    """All forms of a full name with their scores."""
    bodies = body_forms(name.body)
    places = place_forms(name.places)
    named = {place: kind for place, kind in places.items() if kind is not PlaceKind.LEVEL}
    forms = {place: form_score(kind, None) for place, kind in named.items()}
    forms |= {body: 0.7 for body, form in bodies.items() if form.alone}
    for place, kind in places.items():
        if may_stand_for(place, kind, name.places):
            for body, form in bodies.items():
                score = form_score(kind, form)
                if score > forms.get(place + body, 0.0):
                    forms[place + body] = score
    forms |= dict.fromkeys(fixed_forms(name), 0.9)
    forms[name.text] = 1.0
    return forms

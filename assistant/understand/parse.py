"""A question with its names linked and its scope read (解析): what every rule looks at."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import rjieba

from assistant.plan import Selection, Target, TargetKind
from assistant.understand.linking.lexicon import Link, general_names, leftover, link, parts
from assistant.understand.linking.likeness import complete
from assistant.understand.scoping.period import read_time
from assistant.understand.scoping.scope import Scope, documents, read_scope
from assistant.understand.scoping.version import BOTH
from assistant.understand.words import asked, cues
from index.catalogue.accounts import names_of
from index.catalogue.vocabulary import normalise

if TYPE_CHECKING:
    from assistant.execute.ledger import Ledger

_BESIDE = re.compile(r"(?:[类款项]级)?(?:科目)?[\s（(）)“”\"'、,:：]*")
_SHORT = 2  # characters of a spoken name that may run over the end of a word
_YEAR = re.compile(r"(?<!\d)(?:20\d{2}|[12]\d)年(?:度)?")
_CLOSING = frozenset({"", ")", "）", "”", "》"})
_TAILS = frozenset({"支出预算", "支出决算", "收入预算", "收入决算"})
_SHORT_CODE = 3  # digits of an account of the first level, which an amount may have too
# no words of a name: 预留机动|等不等于
_ASKED_EQUAL = re.compile(
    r"等不(?=等于)|是不是(?=(?:正好|刚好)?等于)|相当于|(?:跟|和|与|同)(?:上|去|前)一?年(?!结转|结余)(?:相?比)?"
)
_PUT_TOGETHER = re.compile("(?:加|合|放|凑|算)(?:在|到)(?:了)?一(?:起|块儿?)")  # says that a sum is asked for
_USED_ON = re.compile("(?<=费)用(?=[在到]了?(?:哪|什么|啥))")  # 接待费|用在哪些方面
_PART_OF = re.compile("的?[百千万几]分之(?=[几多一二两三四五六七八九十])")  # no words of a name: 工资|福利的千
ADJACENT = re.compile(r"[\s（(）)“”\"'、,:：的]*")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A question with its names linked and its scope read."""

    text: str
    scope: Scope
    links: tuple[Link, ...]
    targets: tuple[Target, ...]
    words: tuple[str, ...]

    def with_targets(self, targets: tuple[Target, ...]) -> Parsed:
        """The same question with refined targets."""
        return replace(self, targets=targets)

    @property
    def plain(self) -> str:
        """The question with its names blanked out: cue words inside names (差旅费, 合计) do not count."""
        characters = list(self.text)
        for start, end in [*self.scope.spans, *((each.start, each.end) for each in self.links)]:
            characters[start:end] = "〇" * (end - start)
        return "".join(characters)

    @property
    def named(self) -> int:
        """How many organizations the question names; one short form may fit several, and is then ambiguous.

        An organization's 部门 and its own 单位 named together are two.
        """
        if self.scope.selection.scope == BOTH:
            return 2
        return max(len(self.scope.mentions), len(self.scope.selection.organizations) if not self.scope.mentions else 0)

    @property
    def selection(self) -> Selection:
        """Where to look."""
        return self.scope.selection


def parse(ledger: Ledger, text: str) -> Parsed:
    """Link the words of a question and read its scope."""
    scope = read_scope(ledger, text)
    plain = cues.NEGATION.sub(lambda m: "　" * len(m.group()), text)
    sources = documents(ledger, Selection(organizations=scope.selection.organizations))
    ids = [one for source in sources for one in source.ids]
    plain = _ASKED_EQUAL.sub(lambda m: "　" * len(m.group()), plain)
    plain = _PUT_TOGETHER.sub(lambda m: "　" * len(m.group()), plain)
    plain = _USED_ON.sub("　", plain)
    plain = _PART_OF.sub(lambda m: "　" * len(m.group()), plain)
    plain = cues.RECENT_YEARS.sub(lambda m: "　" * len(m.group()), plain)
    plain = asked.AVERAGED.pattern.sub(lambda m: "　" * len(m.group()), plain)
    years = [match.span() for match in _YEAR.finditer(plain)]  # 2025年|收入 is no 年收入
    links = _not_negated(_unbroken(link(ledger, plain, ids, scope.spans), plain), plain)
    links = complete(ledger, plain, ids, links, [*scope.spans, *years])
    links = _attributes_out(_unbought_out(_scopes_out(links, plain), plain), plain)
    links = _without_tails(_figures_out(_merge_codes(links, plain)), plain)
    links, scope = _organizations_out(ledger, links, scope)
    links = _codes_of_named(links) if len(scope.selection.forms) > 1 else links
    scope = read_time(ledger, scope, text, [(each.start, each.end) for each in links])
    links = _explained(links)
    said_before = _said_before(text)
    links = [each for each in links if each.start >= said_before] or links
    taken = [(0, said_before), *scope.spans, *years, *((each.start, each.end) for each in links)]
    words = tuple(piece for _, piece in leftover(plain, taken))
    return Parsed(text, scope, tuple(links), tuple(to_target(each) for each in _bought_out(links, text)), words)


# 我在写一篇关于基层财政的稿子，…: what for a question is asked names nothing that it asks for
_ABOUT_ONESELF = re.compile(
    r"(?:你好|您好)?[，,。!！\s]*(?:我们?|本人|咱们?|记者|单位里?|领导|老师|同事|处里|科里|这边)?(?:现?在|正在|正|最近|刚刚?|今天|明天|打算|要|想|准备|需要|让我|叫我)*"
    r"(?:写|做|准备|整理|撰写|起草|编写?|审核?|核对?|学习|研究|梳理|翻看?|汇报|开会|备课)[^，,。；;？?多少几]{0,24}"
    r"(?:稿子|稿件|文章|报道|报告|材料|论文|PPT|ppt|课件|方案|简报|调研|台账|功课|笔记|分析|总结|提案|建议|议案|作业|汇报|课)[^，,。；;？?多少几]{0,6}[，,。；;]"
    r"(?:[^，,。；;？?多少几]{0,6}手[头里上][^，,。；;？?多少几]{0,24}[，,。；;])?"
)


def _said_before(text: str) -> int:
    """Where a question begins after a clause that tells of the one who asks; 0 without one."""
    match = _ABOUT_ONESELF.match(text)
    return match.end() if match is not None and match.end() < len(text) else 0


def _not_negated(links: list[Link], text: str) -> list[Link]:
    """Without names that 非 stands before (非财政拨款), or that projects do without (没用财政拨款的项目)."""
    without = (asked.UNFUNDED, asked.NOT_CARRIED) if cues.PROJECTS(text) else ()
    unfunded = [match.span() for cue in without for match in cue.pattern.finditer(text)]
    kept = [one for one in links if text[one.start - 1 : one.start] != "非"]
    return [one for one in kept if not any(start < one.start < end for start, end in unfunded)]


def _unbroken(links: list[Link], text: str) -> list[Link]:
    """Without short spoken names that begin within a word of budgets: 支出|差 is no 出差."""
    spoken = [one for one in links if not one.loaded and len(one.text) == _SHORT]
    if not spoken:
        return links
    begun, inside = 0, set()
    for token in rjieba.cut(text, hmm=False):
        if token in general_names():
            inside |= set(range(begun + 1, begun + len(token)))
        begun += len(token)
    return [one for one in links if one not in spoken or one.start not in inside]


def _explained(links: list[Link]) -> list[Link]:
    """电话费（邮电费）: a word for a part whose own name stands beside it only says it in other words."""
    named = {name for each in links if each.loaded or each.codes for name in each.of("subject") if not _is_part(each)}
    return [each for each in links if not _is_part(each) or not set(each.of("subject")) & named]


def _is_part(each: Link) -> bool:
    return not each.loaded and normalise(each.text) in parts()


def _scopes_out(links: list[Link], text: str) -> list[Link]:
    """Without the links that only say a 口径 or ask for a sum (一共花多少), where something else is named."""
    spoken = [match.span() for match in cues.SPOKEN_SCOPE.finditer(text)]
    kept = [one for one in links if not any(start <= one.start and one.end <= end for start, end in spoken)]
    return kept or links


_PERIOD = re.compile("[上下]半年|第?[一二三四1-4]个?季度|(?:1[0-2]|[1-9]|[一二三四五六七八九十]{1,2})月份?")


def _attributes_out(links: list[Link], text: str) -> list[Link]:
    """Without what only describes another item: 第三季度 beside one, 一次性的奖励 (of 年终一次性奖金)."""
    kept = []
    for one in links:
        of = re.match("的", text[one.end :]) and any(each.start == one.end + 1 and each.score >= 1 for each in links)
        period = _PERIOD.fullmatch(one.text) and len(links) > 1
        fragment = not any(one.text in name for names in one.names.values() for name in names)
        if not period and not (of and one.score < 1 and fragment):
            kept.append(one)
    return kept


_BUYING = re.compile("企业占(?:了)?中小|采购|政采|预留|招标|合同|份额|买|留给|呢[?？。]?$")


def _unbought_out(links: list[Link], text: str) -> list[Link]:
    """小微企业 is what is bought of them only where purchases are spoken of; else they are those who are served."""
    if _BUYING.search(text):
        return links
    return [
        one for one in links if one.loaded or not (names := one.of("subject")) or not all(map(_RESERVED.search, names))
    ]


def _bought_out(links: list[Link], text: str) -> list[Link]:
    """Without 采购 that runs on from an item (住宿服务|采购额): it says what is done, and names no item of its own.

    Nor are contracts another item where those are named who get them: 小微企业拿了多少采购合同.
    """
    ends = {one.end for one in links if one.names and not set(one.of("subject")) <= _ALL_BOUGHT}
    granted = any(_RESERVED.search(name) for one in links for name in one.of("subject"))
    bought = [one for one in links if set(one.of("subject")) == _ALL_BOUGHT]
    told = [one for one in bought if one.start in ends or (granted and text.startswith("合同", one.end))]
    return [one for one in links if one not in told]


_ALL_BOUGHT = {"政府采购预算"}
_RESERVED = re.compile("预留.*政府采购")


def _organizations_out(ledger: Ledger, links: list[Link], scope: Scope) -> tuple[list[Link], Scope]:
    """An organization that a table lists is no item of the budget: its name says where to look."""
    by_name = ledger.loaded.by_name
    kept, ids, spans = [], list(scope.selection.organizations), list(scope.spans)
    for each in links:
        named = [by_name[name] for name in each.of("subject") if name in by_name]
        if not named or each.codes:
            kept.append(each)
            continue
        spans.append((each.start, each.end))
        ids += [one for one in named if one not in ids]
    selection = scope.selection.model_copy(update={"organizations": tuple(ids)})
    return kept, replace(scope, selection=selection, spans=tuple(spans))


def to_target(each: Link, *kinds: str) -> Target:
    """The target that a link stands for; `kinds` limits it to kinds of names."""
    order = kinds or ("subject", "measure", "project", "indicator", "term", "mark")
    kind = next((k for k in order if each.names.get(k)), "subject")
    names = each.of("subject", "measure", "project") if kind in ("subject", "measure", "project") else each.of(kind)
    names = tuple(dict.fromkeys([*names, *(both for name in names for both in _both_sides(name))]))
    target_kind = {"indicator": TargetKind.INDICATOR, "term": TargetKind.TERM, "project": TargetKind.PROJECT}
    target_kind["mark"] = TargetKind.MARK
    return Target(
        text=_unbracketed(each.text.strip("“”\"'‘’ ：:、，,")),
        kind=target_kind.get(kind, TargetKind.SUBJECT),
        names=names,
        codes=tuple(sorted(each.codes)),
        start=each.start,
        score=each.score,
        loose=each.loose,
        part=_is_part(each),
    )


def _unbracketed(text: str) -> str:
    """Words without brackets around them; one that opens within them is closed: 津贴补贴(30102)."""
    bare = text.strip("（）()")
    return f"{bare})" if len(re.findall("[（(]", bare)) > len(re.findall("[）)]", bare)) else bare


def _both_sides(name: str) -> tuple[str, ...]:
    """财政拨款收支总计 stands in tables as the totals of receipts and of expenditure."""
    stem = name.removesuffix("收支总计")
    return (f"{stem}收入总计", f"{stem}支出总计") if stem != name else ()


def _codes_of_named(links: list[Link]) -> list[Link]:
    """Without codes of an account named before: 公务接待费，三公表里的比基本支出表里的30217多多少 is of one item."""
    named = [each for each in links if each.names]
    return [
        each
        for each in links
        if each.names or not any(each.codes & one.codes and one.start < each.start for one in named)
    ]


def _figures_out(links: list[Link]) -> list[Link]:
    """Without numbers right after a name whose account they are not: 货物214 quotes an amount, not the account 214."""
    kept: list[Link] = []
    for each in links:
        last = kept[-1] if kept else None
        bare = bool(each.codes) and not each.names and len(each.text) == _SHORT_CODE
        if bare and last is not None and last.end == each.start and last.names:
            continue
        kept.append(each)
    return kept


def _without_tails(links: list[Link], text: str) -> list[Link]:
    """Without 支出预算 right after a name: 行政运行支出预算 asks for 行政运行, not for all that is spent as well."""
    kept: list[Link] = []
    for each in sorted(links, key=lambda item: item.start):
        last = kept[-1] if kept else None
        after = last is not None and text[last.end : each.start] in _CLOSING and not _is_total(last)
        if not (after and each.text in _TAILS and _is_total(each)):
            kept.append(each)
    return kept


def _is_total(link: Link) -> bool:
    return not link.codes and {name for names in link.names.values() for name in names} <= {"收入总计", "支出总计"}


def _merge_codes(links: list[Link], text: str) -> list[Link]:
    """A code beside a name is one target (2019999 其他一般公共服务支出), and the code decides."""
    merged: list[Link] = []
    for each in sorted(links, key=lambda item: item.start):
        last = merged[-1] if merged else None
        if last is not None and _BESIDE.fullmatch(text[last.end : each.start]) and (not last.names or not each.names):
            coded, named = (each, last) if not each.names else (last, each)
            if coded.codes & (named.codes or set(names_of(normalise(named.text)))):
                merged[-1] = Link(last.start, each.end, text[last.start : each.end], codes=coded.codes)
                continue
        merged.append(each)
    return merged

"""From a question to a plan by rules (规则解析): names are linked first, then the cue words choose the operation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.plan import Operation, Plan, Roles, Selection, Target, TargetKind
from assistant.understand import cues
from assistant.understand.lexicon import Link, leftover, link
from assistant.understand.scope import Scope, documents, read_scope
from index.catalogue.vocabulary import normalise

if TYPE_CHECKING:
    from assistant.execute.ledger import Ledger
    from assistant.understand.question import Question

_RATIO_SPLIT = re.compile(r"占(?!地|用)")
_RATIO_INSIDE = re.compile(r"(?:里|中|当中|里头|里面)(?:有)?(?:百分之(?:多少|几)|多大比例|几成|多少比例)")
_EQUATION_SPLIT = re.compile(
    r"(?:是不是|是否|能否)?\s*(?:正好|刚好|恰好)?(?:等于|=|＝|就是|相等于)|(?:和|与|跟).{0,10}(?:一样|一致|相等|相符)"
)
_NUMBER = re.compile(r"(?<![\d.])(\d[\d,]*\.\d+|\d{2,}[\d,]*)(?![\d.]|\s*(?:年|项|个|家|月|日))")
_ADJACENT = re.compile(r"[\s（(）)“”\"'、,:：的]*")


# what 预算多少 means when nothing else is named
TOTAL_EXPENDITURE = Target(text="支出总计", names=("支出总计",))


@dataclass(frozen=True, slots=True)
class Parsed:
    """A question with its names linked and its scope read."""

    text: str
    scope: Scope
    links: tuple[Link, ...]
    targets: tuple[Target, ...]
    words: tuple[str, ...]

    @property
    def selection(self) -> Selection:
        """Where to look."""
        return self.scope.selection


def parse(ledger: Ledger, text: str) -> Parsed:
    """Link the words of a question and read its scope."""
    scope = read_scope(ledger, text)
    plain = cues.NEGATION.sub(lambda m: "　" * len(m.group()), text)
    sources = documents(ledger, Selection(organizations=scope.selection.organizations))
    links = link(ledger, plain, [source.id for source in sources], scope.spans)
    links = _merge_codes(links, plain)
    taken = [*scope.spans, *((each.start, each.end) for each in links)]
    words = tuple(piece for _, piece in leftover(plain, taken))
    return Parsed(text, scope, tuple(links), tuple(to_target(each) for each in links), words)


def to_target(each: Link, *kinds: str) -> Target:
    """The target that a link stands for; `kinds` limits it to kinds of names."""
    order = kinds or ("subject", "measure", "project", "indicator", "term")
    kind = next((k for k in order if each.names.get(k)), "subject")
    names = each.of("subject", "measure", "project") if kind in ("subject", "measure", "project") else each.of(kind)
    target_kind = {"indicator": TargetKind.INDICATOR, "term": TargetKind.TERM, "project": TargetKind.PROJECT}
    return Target(
        text=each.text.strip("“”\"'‘’（）() ：:、，,"),
        kind=target_kind.get(kind, TargetKind.SUBJECT),
        names=names,
        codes=tuple(sorted(each.codes)),
        start=each.start,
        score=each.score,
    )


def make_plan(ledger: Ledger, question: Question) -> Plan:
    """Plan a question by rules."""
    parsed = parse(ledger, question.text)
    text = parsed.text
    base = Plan(
        operation=Operation.LOOKUP,
        question=question.text,
        targets=parsed.targets,
        selection=parsed.selection,
        threshold=cues.threshold(text),
        top=cues.top(text),
        ascending=cues.LEAST(text) and not cues.MOST(text),
        name_filter=cues.name_filter(text),
        units=cues.requested_units(text),
        unknown=parsed.scope.unknown,
        words=parsed.words,
        measure_word=cues.measure_word(text),
        conflict=cues.CONFLICT(text),
        every=cues.BOTH(text) or len(parsed.selection.organizations) > 1,
    )
    if not base.targets and cues.WHOLE_BUDGET(text) and not any(len(word) > 1 for word in base.words):
        base = base.model_copy(update={"targets": (TOTAL_EXPENDITURE,)})
    for rule in (
        _definition, _reason, _verification, _indicator, _ratio, _filter, _ranking, _count, _difference, _sum,
        _composition, _change, _narrative,
    ):  # fmt: skip
        planned = rule(base, parsed)
        if planned is not None:
            return planned
    return qualify(ledger, base)


def _merge_codes(links: list[Link], text: str) -> list[Link]:
    """A code beside a name is one target (2019999 其他一般公共服务支出), and the code decides."""
    merged: list[Link] = []
    for each in sorted(links, key=lambda item: item.start):
        last = merged[-1] if merged else None
        if last is not None and _ADJACENT.fullmatch(text[last.end : each.start]) and (not last.names or not each.names):
            coded, named = (each, last) if not each.names else (last, each)
            if coded.codes and (not named.codes or coded.codes & named.codes or named.names):
                merged[-1] = Link(last.start, each.end, text[last.start : each.end], codes=coded.codes)
                continue
        merged.append(each)
    return merged


def _of_kind(parsed: Parsed, kind: str) -> tuple[Target, ...]:
    return tuple(to_target(each, kind) for each in parsed.links if each.names.get(kind))


def _between(targets: tuple[Target, ...], start: int, end: int) -> tuple[Target, ...]:
    return tuple(target for target in targets if start <= target.start < end)


def _definition(base: Plan, parsed: Parsed) -> Plan | None:
    if not cues.DEFINITION(parsed.text) or cues.threshold(parsed.text):
        return None
    terms = _of_kind(parsed, "term")
    why = cues.REASON(parsed.text.replace("怎么解释", ""))
    if why or (
        not terms and not re.search(r"意思|含义|定义|名词解释|解释|理解|什么叫|何为|何谓|指(?:的是)?什么", parsed.text)
    ):
        return None
    if re.search(r"(?:预算|决算|增|减|少|多|涨|降).{0,12}怎么解释", parsed.text) and not terms:
        return None
    return base.model_copy(update={"operation": Operation.DEFINITION, "targets": terms or parsed.targets})


def _reason(base: Plan, parsed: Parsed) -> Plan | None:
    if not cues.REASON(parsed.text):
        return None
    change = bool(re.search(r"增|减|涨|降|多|少|高|低|变|翻", parsed.text))
    amounts = Roles(level=not change, change=change, rate=cues.RATE(parsed.text))
    return base.model_copy(update={"operation": Operation.REASON, "roles": amounts})


def _verification(base: Plan, parsed: Parsed) -> Plan | None:
    text = parsed.text
    if not cues.VERIFY(text) or (base.conflict and not re.search(r"核|加|=|等于", text)):
        return None
    split = _EQUATION_SPLIT.search(text)
    position = split.start() if split else len(text)
    left = _between(parsed.targets, 0, position)
    right = _between(parsed.targets, position, len(text) + 1)
    if not left and right:
        left, right = right, ()
    masked = [(each.start, each.end) for each in parsed.links]
    literals = tuple(
        Target(text=m.group(1), kind=TargetKind.LITERAL, start=m.start())
        for m in _NUMBER.finditer(text)
        if not any(s <= m.start() < e for s, e in masked) and not re.fullmatch(r"20\d\d", m.group(1))
    )
    return base.model_copy(
        update={
            "operation": Operation.VERIFY,
            "targets": left,
            "against": right + literals,
            "roles": Roles(level=True, change=cues.CHANGE(text), rate=bool(re.search(r"%|百分", text))),
        }
    )


def _indicator(base: Plan, parsed: Parsed) -> Plan | None:
    indicators = _of_kind(parsed, "indicator")
    if not indicators:
        return None
    only = [target for target in indicators if not any(
        each.start == target.start and (each.names.get("subject") or each.codes) and not cues.INDICATOR(parsed.text)
        and not set(each.of("subject")) <= set(each.of("indicator"))
        for each in parsed.links
    )]  # fmt: skip
    if not only:
        return None
    projects = tuple(t for t in _of_kind(parsed, "project") if t.start not in {i.start for i in only})
    return base.model_copy(update={"operation": Operation.INDICATOR, "targets": tuple(only), "against": projects})


def _ratio(base: Plan, parsed: Parsed) -> Plan | None:
    text = parsed.text
    if not cues.RATIO(text) or cues.REASON(text):
        return None
    inside, split = _RATIO_INSIDE.search(text), _RATIO_SPLIT.search(text)
    if inside:
        whole = _between(parsed.targets, 0, inside.start() + 1)
        part = _between(parsed.targets, inside.start() + 1, len(text) + 1)
    elif split:
        part = _between(parsed.targets, 0, split.start())
        whole = _between(parsed.targets, split.start(), len(text) + 1)
    else:
        part, whole = parsed.targets[:1], parsed.targets[1:]
    return base.model_copy(update={"operation": Operation.RATIO, "targets": part, "against": whole})


def _filter(base: Plan, parsed: Parsed) -> Plan | None:
    asks = cues.LIST(parsed.text) or cues.COUNT(parsed.text)
    listable = parsed.targets or cues.LISTABLE(parsed.text)
    if base.threshold is None or not asks or not listable:
        return None
    return base.model_copy(update={"operation": Operation.FILTER, "every": False})


def _ranking(base: Plan, parsed: Parsed) -> Plan | None:
    text = parsed.text
    if not cues.RANK(text) or re.search(r"最(?:后|近|终|主要)", text):
        return None
    comparing = len(parsed.selection.organizations) > 1 or re.search(
        r"哪(?:个|家)(?:单位|局|部门)|谁|[两二三四五六七八九十\d]+家|单位.{0,10}排|各单位", text
    )
    top = base.top or (0 if re.search(r"排", text) else 1)
    return base.model_copy(update={"operation": Operation.RANK, "top": top, "across": bool(comparing)})


def _count(base: Plan, parsed: Parsed) -> Plan | None:
    text = parsed.text
    if not cues.COUNT(text) or (parsed.targets and any(t.codes for t in parsed.targets)):
        return None
    return base.model_copy(update={"operation": Operation.COUNT})


def _difference(base: Plan, parsed: Parsed) -> Plan | None:
    text = parsed.text
    several = len(parsed.selection.organizations) > 1 or len(parsed.selection.years) > 1 or len(parsed.targets) > 1
    if not (cues.DIFFERENCE(text) and several):
        return None
    if len(parsed.selection.organizations) < 2 and len(parsed.selection.years) < 2 and cues.CHANGE(text):  # noqa: PLR2004
        return None
    return base.model_copy(
        update={"operation": Operation.DIFFERENCE, "across": len(parsed.selection.organizations) > 1}
    )


def _sum(base: Plan, parsed: Parsed) -> Plan | None:
    text = parsed.text
    if not cues.SUM(text) or cues.VERIFY(text):
        return None
    linked = " ".join(target.text for target in parsed.targets)
    cue = re.search(r"加|合起来|合在一起|合一起|之和|相加|总和|加总|凑一起|合计|一共|总共|共计", text)
    if cue is None or (cue.group() in linked and len(parsed.targets) < 2):  # noqa: PLR2004 - 合计 as part of a name
        return None
    if base.name_filter or (cues.PROJECT_CLASS(text) and not parsed.targets):
        return base.model_copy(update={"operation": Operation.SUM})
    if len(parsed.selection.organizations) > 1 or re.search(r"[两三四五]家|[两三四]个(?:单位|局)", text):
        return base.model_copy(update={"operation": Operation.SUM, "across": True})
    if len(parsed.targets) > 1 and not re.search(r"各(?:是|为|有|多少)|分别", text):
        return base.model_copy(update={"operation": Operation.SUM})
    return None


def _composition(base: Plan, parsed: Parsed) -> Plan | None:
    if not cues.COMPOSITION(parsed.text) or not parsed.targets:
        return None
    first = parsed.targets[0]
    separate = [
        t for t in parsed.targets[1:] if not _ADJACENT.fullmatch(parsed.text[first.start + len(first.text) : t.start])
    ]
    if re.search(r"分别|各", parsed.text) and separate and not re.search(r"构成|组成|明细|分.{1,18}各", parsed.text):
        return None  # A、B各多少: two look-ups
    return base.model_copy(
        update={"operation": Operation.COMPOSITION, "targets": (first,), "against": parsed.targets[1:]}
    )


def _change(base: Plan, parsed: Parsed) -> Plan | None:
    text = parsed.text
    if not cues.CHANGE(text):
        return None
    level = bool(
        re.search(
            r"(?:是|有|为)?多少[，,、;；]|各是多少|预算(?:数)?是多少|多少.{0,4}[，,].{0,4}(?:比|较|同)|以及同比|[，,].{0,3}(?:以及)?同比",
            text,
        )
    )
    roles = Roles(
        level=level,
        change=cues.AMOUNT_OF_CHANGE(text) or not cues.RATE(text) or bool(re.search(r"[多少]了?多少|增加额", text)),
        rate=cues.RATE(text),
    )
    return base.model_copy(update={"operation": Operation.CHANGE, "roles": roles})


def _narrative(base: Plan, parsed: Parsed) -> Plan | None:
    amounts = re.search(r"多少(?!家|人)|几[辆台个家项]|金额|预算数", parsed.text)
    figures = [t for t in parsed.targets if t.kind is TargetKind.SUBJECT or t.kind is TargetKind.PROJECT]
    if cues.NARRATIVE(parsed.text) and not amounts and not (figures and not parsed.words):
        return base.model_copy(update={"operation": Operation.NARRATIVE})
    return None


def qualify(ledger: Ledger, plan: Plan) -> Plan:
    """Join an account and a column named with it: 2019999 里的基本支出 is one figure."""
    if len(plan.targets) < 2:  # noqa: PLR2004
        return plan
    sources = [source.id for source in documents(ledger, plan.selection)]
    accounts = [t for t in plan.targets if t.kind in (TargetKind.SUBJECT, TargetKind.PROJECT)]
    for account in accounts:
        facts = ledger.facts_named(sources, () if account.codes and not account.names else account.names, account.codes)
        measures = {normalise(fact.measure): fact.measure for fact in facts if fact.measure and not fact.total}
        for other in plan.targets:
            named = [measures[normalise(name)] for name in other.names if normalise(name) in measures]
            if other is account or not named:
                continue
            if re.search(
                r"和|与|、|以及|跟|及|各",
                plan.question[min(account.start, other.start) : max(account.start, other.start)],
            ):
                continue
            joined = account.model_copy(update={"measure": named[0]})
            rest = tuple(t for t in plan.targets if t not in (account, other))
            selection = plan.selection.model_copy(update={"nature": ""})  # 基本支出 names the column
            return plan.model_copy(update={"targets": (joined, *rest), "selection": selection})
    return plan

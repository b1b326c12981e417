"""Refining targets by what is loaded (细化): a column within a row, a row within a table, half a name."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from assistant.execute.against import OF_THIS_YEAR
from assistant.plan import Operation, Plan, Target, TargetKind
from assistant.understand.refining.own_totals import of_table
from assistant.understand.refining.project_rows import of_own_table
from assistant.understand.scoping.scope import documents, of_years
from assistant.understand.words import bounds, cues
from index.catalogue.accounts import accounts
from index.catalogue.forms import forms
from index.catalogue.vocabulary import measure_entries, normalise
from index.store.schema import StatementRow

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from assistant.execute.ledger import Ledger

_WITHIN = re.compile(r"\s*[“”\"]?\s*(?:表)?(?:里面|里头|当中|里|中|内|下面|下)(?:的|，|,)?")
_PAIR: Final = 2
_TAKEN = re.compile(r"(?:不含|不算|不包括|不包含|除了?|除去|扣除|扣掉|扣去|去掉|刨去|剔除|减去?)[“\"]?$")
_ASKED_OF_IT: Final = re.compile("多少|几何|几多")
_OF = re.compile(r"\s*(?:里面|里头|当中|[里中内])?的?\s*")
_LISTED = re.compile(r"[以之]外|和|与|、|以及|跟|及|各|加|\+|占|等于")


def refine(ledger: Ledger, plan: Plan) -> Plan:
    """Apply all refinements, in the order in which they build on one another."""
    plan = of_own_table(ledger, of_this_year(ledger, of_table(ledger, plan)))
    return relatives(ledger, stated_items(ledger, within(ledger, taken_apart(ledger, plan))))


_AMOUNT: Final = re.compile(r"\d[\d,]*\.\d+")


def of_this_year(ledger: Ledger, plan: Plan) -> Plan:
    """支出合计 is that of this year in final accounts, and in a check of it, where a document prints both."""
    if not any(_is_sum(target) for target in plan.targets):
        return plan
    sources = of_years(documents(ledger, plan.selection), plan.selection.years)
    ids = [one for source in sources for one in source.ids]
    final = all(source.kind == "决算" for source in sources)
    targets = []
    for target in plan.targets:
        own = next((OF_THIS_YEAR[name] for name in target.names if name in OF_THIS_YEAR), "")
        printed = {fact.value for fact in ledger.facts_named(ids, (own,), ())} if _is_sum(target) else set()
        meant = printed and (final or (cues.VERIFY(plan.question) and _checked(plan.question, printed)))
        targets.append(target.model_copy(update={"names": (own,)}) if meant else target)
    return plan.model_copy(update={"targets": tuple(targets)})


def _is_sum(target: Target) -> bool:
    said = normalise(target.text).endswith(("支出合计", "收入合计"))
    return said and bool(OF_THIS_YEAR.keys() & set(target.names)) and not set(OF_THIS_YEAR.values()) & set(target.names)


def _checked(question: str, printed: Collection[Decimal | None]) -> bool:
    """Whether a check names one of the printed amounts, or none at all (基本支出加项目支出等不等于支出合计)."""
    stated = {Decimal(number.replace(",", "")) for number in _AMOUNT.findall(question)}
    return not stated or bool(stated & set(printed))


_INSIDE: Final = re.compile("[里中内]|表|下属|所属")


def of_unit_row(ledger: Ledger, plan: Plan, mentions: Sequence[tuple[int, str, tuple[int, ...]]]) -> Plan:
    """教育局收入总表里实验小学的专户资金: what the table of one organization prints in the row of another."""
    if len(mentions) != _PAIR or len(plan.targets) != 1:
        return plan
    (start, words, owner), (inner, _, ids) = sorted(mentions)
    if not _INSIDE.search(plan.question[start + len(words) : inner]) or set(owner) & set(ids):
        return plan
    [target] = plan.targets
    names = tuple({source.organization for source in ledger.loaded.of(ids)})
    selection = plan.selection.model_copy(update={"organizations": owner})
    documents_of = [one for source in documents(ledger, selection) for one in source.ids]
    wanted = {normalise(name) for name in target.names}
    rows = [fact for fact in ledger.facts_named(documents_of, names, ()) if normalise(fact.measure) in wanted]
    if not rows:
        return plan
    row = target.model_copy(update={"names": (rows[0].subject,), "codes": (), "measure": rows[0].measure})
    return plan.model_copy(update={"targets": (row,), "selection": selection, "every": False})


def taken_apart(ledger: Ledger, plan: Plan) -> Plan:
    """水电费: 水费 and 电费 together, where no loaded document prints the two as one.

    Beside other items, and in a share, the parts stand where the whole is named: what is worked out takes their sum.
    """
    targets = [part for target in plan.targets for part in _parts_together(ledger, plan, target)]
    if len(targets) == len(plan.targets):
        return plan
    alone = len(plan.targets) == 1 and not cues.RATIO(plan.question)
    update: dict[str, object] = {"targets": tuple(targets)}
    return plan.model_copy(update=update | ({"operation": Operation.SUM} if alone else {}))


def _parts_together(ledger: Ledger, plan: Plan, whole: Target) -> tuple[Target, ...]:
    """The accounts that a name means at once, or the target itself."""
    together = {entry.name: entry.codes for entry in measure_entries() if entry.together}
    codes = next((together[name] for name in whole.names if name in together), ()) or _summed(ledger, plan, whole)
    known = [(code, accounts()[code].name) for code in codes if code in accounts()]
    sources = [one for source in documents(ledger, plan.selection) for one in source.ids]
    if not known or ledger.facts_named(sources, whole.names, ()) or ledger.stated_named(sources, whole.names, ()):
        return (whole,)
    alone = len(plan.targets) == 1 and not cues.RATIO(plan.question)
    return tuple(Target(text=name if alone else whole.text, codes=(code,), start=whole.start) for code, name in known)


def _summed(ledger: Ledger, plan: Plan, whole: Target) -> tuple[str, ...]:
    """离退休费: 离休费 and 退休费, where no other account that it may mean is printed, or one is named beside it."""
    entry = next((entry for entry in measure_entries() if entry.summed and entry.name in whole.names), None)
    if entry is None:
        return ()
    ids = [one for source in documents(ledger, plan.selection) for one in source.ids]
    others = [code for code in entry.codes if code not in entry.summed]
    own = {*entry.summed, *(accounts()[code].name for code in entry.summed if code in accounts())}
    beside = any(own & {*target.codes, *target.names} for target in plan.targets if target is not whole)
    printed = all(ledger.facts_named(ids, (), (code,)) for code in entry.summed)
    return entry.summed if printed and (beside or not ledger.facts_named(ids, (), others)) else ()


def within(ledger: Ledger, plan: Plan) -> Plan:
    """X里的Y: Y as the table about X prints it, if a loaded one is about X and prints Y. In a share X is the whole."""
    if cues.RATIO(plan.question):
        return plan
    for container, item in zip(plan.targets, plan.targets[1:], strict=False):
        between = plan.question[container.start + len(container.text) : item.start]
        about = {normalise(name) for name in container.names}
        named = tuple(form.id for form in forms() if form.subject and normalise(form.subject) in about)
        bought = between.strip() in ("", "的") and "政府采购预算" in container.names  # 采购|互联网信息服务
        if not named or not (bought or _WITHIN.match(between)) or _TAKEN.search(between):
            continue  # 三公经费里除了接待费: of the whole
        sources = [one for source in documents(ledger, plan.selection) for one in source.ids]
        facts = ledger.facts_named(sources, item.names, item.codes)
        own = any(fact.form in named and not fact.total for fact in facts)
        if facts and not own:
            continue  # printed, but of something else: 项目支出里的办公费
        rest = tuple(target for target in plan.targets if target is not container)
        selection = plan.selection
        if own:
            selection = selection.model_copy(update={"forms": named, "nature": ""})
        return plan.model_copy(update={"targets": rest, "selection": selection})
    return plan


_NO_KIN: Final = frozenset({"收入", "支出", "收支", "资金", "经费", "项目", "预算", "合计"})


def relatives(ledger: Ledger, plan: Plan) -> Plan:
    """政府采购货物、工程、服务: a word left over that names a part beside or under a target already found."""
    words = [word for word in plan.words if len(word) > 1 and word not in _NO_KIN]
    names = [name for target in plan.targets for name in target.names]
    if not words or not names:
        return plan
    sources = [one for source in documents(ledger, plan.selection) for one in source.ids]
    own = ledger.stated(sources, StatementRow.subject.in_(names))
    wholes: dict[int, set[int]] = {}
    for entry in own:
        family_heads = (entry.ordinal, entry.parent)
        wholes.setdefault(entry.source.id, set()).update(one for one in family_heads if one is not None)
    if not wholes:
        return plan
    parts = [
        part
        for document, ordinals in wholes.items()
        for part in ledger.stated([document], StatementRow.parent.in_(ordinals))
    ]
    heads = {(entry.source.id, entry.ordinal) for entry in own}
    below = {one.subject for one in parts if one.role == "level" and (one.source.id, one.parent) in heads} - set(names)
    family = {entry.subject for entry in parts if entry.role == "level"} - set(names)
    added: list[Target] = []
    taken: set[str] = set()
    for word in words:
        # 财政|行政运行: what a name follows may be one of its parts (货物|采购), and none of its neighbours
        near = below if any(plan.question.endswith(word, 0, target.start) for target in plan.targets) else family
        kin = [(piece, _kin(piece, near)) for piece in _run_together(word, near) or [word]]
        if all(len(found) == 1 for _, found in kin):
            taken.add(word)
            added += [Target(text=p, names=tuple(found), start=plan.question.find(p)) for p, found in kin]
    if not added:
        return plan
    left = tuple(word for word in plan.words if word not in taken)
    named = [one for one in plan.targets if len(added) > 1 or not _only_where(plan, one, added[0])]
    targets = tuple(sorted((*named, *added), key=lambda target: target.start))
    return plan.model_copy(update={"targets": targets, "words": left})


def _only_where(plan: Plan, whole: Target, part: Target) -> bool:
    """采购的货物: a name that only says of what the part right after it is one. In a share it is the whole."""
    between = plan.question[whole.start + len(whole.text) : part.start]
    return whole.start < part.start and _OF.fullmatch(between) is not None and not cues.RATIO(plan.question)


_COLUMNS = ("基本支出", "项目支出", "人员支出", "公用支出")


def _of_several(plan: Plan, account: Target, between: str) -> bool:
    """初中教育和高中教育|项目支出一共多少: what runs on from the last of several items is no item beside them."""
    before = [one for one in plan.targets if one.start < account.start and one.kind is TargetKind.SUBJECT]
    return not between and bool(before) and account.kind is TargetKind.SUBJECT and cues.SUM(plan.question)


def _column_of_account(ledger: Ledger, plan: Plan, sources: Sequence[int]) -> Plan | None:
    """津贴补贴的项目支出: a column asked of an account, whether or not the documents print it."""
    for account, column in zip(plan.targets, plan.targets[1:], strict=False):
        between = plan.question[account.start + len(account.text) : column.start]
        name = next((name for name in column.names if name in _COLUMNS), "")
        taken = _TAKEN.search(plan.question[: account.start])
        if (
            taken
            or not (account.codes or _of_several(plan, account, between))
            or not name
            or not re.fullmatch(r"\s*(?:里面?|中|当中)?的?\s*", between)
            or not (between or _of_several(plan, account, between))
        ):
            continue
        facts = ledger.facts_named(sources, () if not account.names else account.names, account.codes)
        rest = tuple(target for target in plan.targets if target not in (account, column))
        selection = plan.selection.model_copy(update={"nature": ""})
        measure = name
        if name == "基本支出" and not any(fact.measure == name for fact in facts):
            selection, measure = plan.selection.model_copy(update={"nature": "basic"}), ""
        joined = account.model_copy(update={"measure": measure})
        if measure:
            printed = {normalise(one): one for one in _COLUMNS}
            rest = tuple(_column(account, t, printed) or t if not _all_of(plan, t) else t for t in rest)
        return plan.model_copy(update={"targets": (joined, *rest), "selection": selection})
    return None


def _all_of(plan: Plan, target: Target) -> bool:
    """占全部公用经费: of all of it, not of the account that was named before."""
    return re.search("(?:全部|全|总|所有|整个)的?$", plan.question[: max(target.start, 0)]) is not None


def stated_items(ledger: Ledger, plan: Plan) -> Plan:
    """四个专项（甲、乙、丙、丁）加起来: items that only sentences name, each by a word of its name."""
    words = [word for word in plan.words if len(word) > 2]  # noqa: PLR2004 - shorter words are in many names
    if len(words) < 2 or not cues.SUM(plan.question) or any(t.codes for t in plan.targets):  # noqa: PLR2004
        return plan
    sources = [one for source in documents(ledger, plan.selection) for one in source.ids]
    found: list[Target] = []
    for word in words:
        held = ledger.stated(
            sources, StatementRow.role == "level", StatementRow.subject.contains(word, autoescape=True)
        )
        names = {entry.subject for entry in held}
        if len(names) == 1:
            found.append(Target(text=word, names=tuple(names), start=plan.question.find(word)))
    if len(found) < len(words) - 1 or len(found) < 2:  # noqa: PLR2004
        return plan
    return plan.model_copy(update={"targets": tuple(found), "words": ()})


def _run_together(word: str, family: set[str]) -> list[str]:
    """货物工程服务: words of the family written without anything between; none when one of them is no such word."""
    pieces = [word[i : i + 2] for i in range(0, len(word), 2)]
    whole = len(pieces) > 1 and len(word) % 2 == 0
    return pieces if whole and all(any(piece in name for name in family) for piece in pieces) else []


_WITH_VERB: Final = 3  # characters of a word of two and the verb that runs into it


def _kin(word: str, family: set[str]) -> list[str]:
    """Names of the family that hold the word, or its last two characters (分货物 → 货物)."""
    spoken = normalise(word)
    for piece in (spoken, spoken[-2:]) if len(spoken) <= _WITH_VERB else (spoken,):  # no 专项 for 贸易专项
        kin = sorted(name for name in family if piece in normalise(name))
        if kin:
            return kin
    return []


def _column(account: Target, other: Target, measures: Mapping[str, str]) -> Target | None:
    """Another column of an account that one column was named of; None where it is none."""
    measure = next((measures[normalise(name)] for name in other.names if normalise(name) in measures), "")
    own = {normalise(name) for name in _COLUMNS}
    if not measure or other.codes or other.start < account.start or normalise(measure) not in own:
        return None
    return account.model_copy(update={"measure": measure, "start": other.start, "text": other.text})


_PART_IS = re.compile(
    "(?:多少|几成?|哪些)(?:钱)?(?:是|属于|算|出自|来自)(?P<nature>基本|项目|人员|公用)(?:支出|经费)?的?"
    "|(?:里面|里头|当中|[里中])(?:由|从|在)?(?P<paid>基本|项目)(?:支出)?(?:安排|列支|开支|承担|负担)?的(?:那?部分|那块|钱)?(?:一?共)?(?:有|是)?(?:多少|几)"
)


_BESIDE_ACCOUNT: Final = re.compile(r"\s*(?:、|和|与|跟|同|及|以及|还是|，)\s*")
_COMPARED_WITH: Final = re.compile(r"[^，,。；;]{0,6}(?:比|跟|和|与|同|还是)\s*")


def _of_one_column(ledger: Ledger, sources: Sequence[int], question: str, joined: Target, other: Target) -> Target:
    """小学教育和初中教育的项目支出; 小学教育的项目支出比初中教育多多少: the column is said once of both accounts."""
    if other.measure or other.kind is not TargetKind.SUBJECT or not (other.codes or other.names):
        return other
    first, second = sorted((joined, other), key=lambda target: target.start)
    between = question[first.start + len(first.text) : second.start]
    listed = first is other and _BESIDE_ACCOUNT.fullmatch(between)
    compared = cues.DIFFERENCE(question) or cues.WHO(question)
    if not listed and not (
        compared and first is joined and _COMPARED_WITH.fullmatch(between.replace(_said(joined), ""))
    ):
        return other
    facts = ledger.facts_named(sources, () if other.codes and not other.names else other.names, other.codes)
    printed = any(normalise(fact.measure) == normalise(joined.measure) for fact in facts)
    return other.model_copy(update={"measure": joined.measure}) if printed else other


def _said(target: Target) -> str:
    return f"的{target.measure}"


def qualify(ledger: Ledger, plan: Plan) -> Plan:
    """Join accounts and the columns named with them, also where one is said of several accounts."""
    found = _joined(ledger, plan)
    joined = [target for target in found.targets if target.measure]
    if found is plan or len(joined) != 1 or len(found.targets) < 2:  # noqa: PLR2004
        return found
    sources = [one for source in documents(ledger, plan.selection) for one in source.ids]
    targets = tuple(
        one if one is joined[0] else _of_one_column(ledger, sources, plan.question, joined[0], one)
        for one in found.targets
    )
    if all(one.measure == joined[0].measure for one in targets):
        targets = tuple(sorted(targets, key=lambda target: target.start))
    return found.model_copy(update={"targets": targets})


def _with_its_whole(account: Target, joined: Target, gap: str) -> tuple[Target, ...]:
    """城乡社区支出多少，其中项目支出多少: the account and its column, where each is asked for."""
    return (account, joined) if _ASKED_OF_IT.search(gap) else (joined,)


def _joined(ledger: Ledger, plan: Plan) -> Plan:
    """Join an account and a column named with it: 2019999 里的基本支出 is one figure."""
    part = _PART_IS.search(plan.question)
    if part is not None and len(plan.targets) == 1 and plan.targets[0].codes and not plan.targets[0].measure:
        nature = part["nature"] or part["paid"]
        joined = plan.targets[0].model_copy(update={"measure": f"{nature}支出"})  # 办公费里有多少是项目的
        return plan.model_copy(update={"targets": (joined,)})
    if len(plan.targets) < 2:  # noqa: PLR2004
        return plan
    sources = [one for source in documents(ledger, plan.selection) for one in source.ids]
    direct = _column_of_account(ledger, plan, sources)
    if direct is not None:
        return direct
    accounts = [t for t in plan.targets if t.kind in (TargetKind.SUBJECT, TargetKind.PROJECT)]
    for account in accounts:
        facts = ledger.facts_named(sources, () if account.codes and not account.names else account.names, account.codes)
        measures = {normalise(fact.measure): fact.measure for fact in facts if fact.measure and not fact.total}
        for other in plan.targets:
            named = [measures[normalise(name)] for name in other.names if normalise(name) in measures]
            if other is account or not named or _TAKEN.search(plan.question[: account.start]):
                continue
            first, second = sorted((account, other), key=lambda target: target.start)
            gap = bounds.QUOTED.sub("", plan.question[first.start + len(first.text) : second.start], count=1)
            if cues.RATIO(plan.question) and (gap == "在" if first is account else _WITHIN.fullmatch(gap)):
                continue  # 公用经费中福利费占多少, 甲在项目支出中的比例: the whole
            if _LISTED.search(plan.question[first.start + len(first.text) : second.start]):
                continue
            joined = account.model_copy(update={"measure": named[0]})
            rest = tuple(t for t in plan.targets if t not in (account, other))
            if not cues.RATIO(plan.question):  # 行政运行的基本支出和项目支出: both are columns of the one account
                rest = tuple(_column(account, t, measures) or t for t in rest)
            selection = plan.selection.model_copy(update={"nature": ""})  # 基本支出 names the column
            joined_to = _with_its_whole(account, joined, gap if first is account else "")
            return plan.model_copy(update={"targets": (*joined_to, *rest), "selection": selection})
    return plan

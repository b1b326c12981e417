"""What a later share is of (占比之整体): 占比多少, 办公费占多少, 其中工程占比, after what was asked for before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.plan import Operation, Plan, Target
from assistant.understand.choosing.natures import of_one_item

if TYPE_CHECKING:
    from collections.abc import Sequence

WITHIN = re.compile(r"\s*(?:其中|里面|这里面|当中)")


_PART_OF = re.compile(
    r"\s*[，,]?(?:其中|那|这|它|里面|又|还|各自?|分别|一?共|总共|合计|大概|大约)*的?(?P<what>[^，,。；;？?]*?)的?占"
)


def unnamed_part(plan: Plan) -> Target | None:
    """其中小微占中小的多少: a part that is the name of nothing is not what was asked for before."""
    said = _PART_OF.match(plan.question) if plan.operation is Operation.RATIO else None
    what = said["what"] if said else ""
    spoken = [word for word in plan.words if len(word) > 1 and word in what]
    return Target(text=spoken[0], start=plan.question.find(spoken[0])) if spoken else None


_NATURES = frozenset({"基本支出", "项目支出"})
_ALL_NATURES = frozenset({"基本支出", "项目支出", "人员支出", "公用支出"})


def of_a_share(plan: Plan, earlier: Sequence[Plan]) -> dict[str, object]:
    """What a share is of, and its part: 其中项目支出占多少, of an account, is what projects spend of that account."""
    found = _of_a_share(plan, earlier)
    wholes, parts = found.get("against"), found.get("targets", plan.targets)
    if not isinstance(wholes, tuple) or not isinstance(parts, tuple) or len(wholes) != 1 or len(parts) != 1:
        return found
    [whole], [part] = wholes, parts
    nature = next((name for name in part.names if name in _ALL_NATURES), "")
    if not nature or not whole.codes or whole.measure:
        return found
    return found | {"targets": (whole.model_copy(update={"measure": nature}),)}


def _of_a_share(plan: Plan, earlier: Sequence[Plan]) -> dict[str, object]:
    """占商品和服务支出的多少: the target before is the part; 人员和公用各占多少: it is the whole.

    占比多少 after 三公经费多少 and 其中公务接待费多少 is the share of the first.
    """
    last = earlier[-1]
    if plan.operation is not Operation.RATIO or plan.against:
        return {}
    if not plan.targets and last.operation is Operation.RATIO and not _SHARES.search(plan.question) and last.against:
        return {"targets": _shared_before(plan, earlier), "against": last.against}  # 图书馆的这个比例呢
    if (shared := _of_the_last(plan, last) or _of_those_within(plan, earlier)) is not None:
        return shared
    if not plan.targets and len(earlier) > 1 and _of_both(plan, earlier[-2], last):
        return {"targets": earlier[-2].targets, "against": last.targets}
    of_it = len(plan.targets) == len(last.targets) == 1 and _IN_WHICH_IT.match(plan.question)  # 采购总额里它占几成
    if of_it or _starts_with_share(plan):
        return {"targets": last.targets, "against": plan.targets}
    if not plan.targets and (part := unnamed_part(plan)) is not None:  # 公用的占多少: of the same whole
        plan = plan.model_copy(update={"targets": (part,)})
    whole = (_same_whole(plan, last) or _holder_before(plan, earlier)) if plan.targets else ()
    return {"against": whole} if whole else {}


_PURCHASES = frozenset({"货物", "工程", "服务"})


def _holder_before(plan: Plan, earlier: Sequence[Plan]) -> tuple[Target, ...]:
    """采购多少，货物、工程、服务各多少，服务占几成: of what was asked for before those that it holds."""
    last = earlier[-1]
    known = {name for target in last.targets for name in target.names}
    if len(last.targets) < 2 or len(plan.targets) != 1 or not {*plan.targets[0].names} <= known:  # noqa: PLR2004
        return ()
    for one in reversed(earlier[:-1]):
        whole = one.targets[0] if one.operation is Operation.LOOKUP and len(one.targets) == 1 else None
        if whole is None or one.selection.organizations != last.selection.organizations:
            continue
        bought = any(name.startswith("政府采购") for name in whole.names) and known <= _PURCHASES
        return (whole,) if bought or all(is_below(whole, target) for target in last.targets) else ()
    return ()


_THESE_SHARES = re.compile("(?:这|那)?(?P<number>[两二三四])(?:个|项|者)(?:比例|比重|占比)")


def _shared_before(plan: Plan, earlier: Sequence[Plan]) -> tuple[Target, ...]:
    """The items whose shares of one whole were asked for last: 2025年这两个比例分别是多少 is of both."""
    said, last = _THESE_SHARES.search(plan.question), earlier[-1]
    number = "零一二三四".index(said["number"].replace("两", "二")) if said else 1
    run: list[Target] = []
    for one in reversed(earlier):
        if one.operation is not Operation.RATIO or one.against != last.against or one.across:
            break
        run[:0] = one.targets
    return tuple(run[-number:]) if len(run) >= number > 1 else last.targets


_SHARES = re.compile("占(?!比)")
_OF_THESE = re.compile(
    "占(?:其中|这里面|这里|这当中|它|其|这[个项笔]|该项?)的?(?:支出|经费|预算|总额)?的?(?:多少|几|百分|比|多大)"
)


def _of_the_last(plan: Plan, last: Plan) -> dict[str, object] | None:
    """小微的占其中多少: of the item before; 占多少 after a nature of an account: of that account."""
    if not plan.targets and last.operation is Operation.LOOKUP and last.against:  # 工资福利支出里奖金多少, 占比
        return {"targets": last.targets, "against": last.against}
    if len(last.targets) != 1:
        return _of_one_within(plan, last) or _column_of(plan, last)
    if plan.targets and _OF_THESE.search(plan.question):
        return {"against": last.targets}
    [target] = last.targets
    natures = {name for one in plan.targets for name in one.names} & _ALL_NATURES
    if target.measure and len(plan.targets) == len(natures) == 1:  # 项目支出所占比例, after those of an account
        account = target.model_copy(update={"measure": ""})
        return {"targets": (target.model_copy(update={"measure": natures.pop()}),), "against": (account,)}
    if not plan.targets and target.measure and last.operation is Operation.LOOKUP:
        return {"targets": last.targets, "against": (target.model_copy(update={"measure": ""}),)}
    return None


def _of_one_within(plan: Plan, last: Plan) -> dict[str, object] | None:
    """占几成, after 采购总额，其中工程多少: of the total that it was told within."""
    if plan.targets or last.operation is not Operation.LOOKUP or len(last.targets) != 2 or last.across:  # noqa: PLR2004
        return None
    whole, part = last.targets
    between = last.question[whole.start + len(whole.text) : part.start] if 0 <= whole.start < part.start else ""
    return {"targets": (part,), "against": (whole,)} if "其中" in between else None


def _column_of(plan: Plan, last: Plan) -> dict[str, object] | None:
    """公用占几成, after 行政运行的人员和公用各多少: the column of that account, of the account."""
    if last.operation is not Operation.LOOKUP or not of_one_item(last.targets) or len(plan.targets) != 1:
        return None
    columns = [one for one in last.targets if one.measure in plan.targets[0].names]
    if len(columns) != 1 or plan.targets[0].codes:
        return None
    return {"targets": (columns[0],), "against": (columns[0].model_copy(update={"measure": ""}),)}


def _of_those_within(plan: Plan, earlier: Sequence[Plan]) -> dict[str, object] | None:
    """占多少 after 其中服务呢: the share of that in what was asked for before it."""
    last = earlier[-1]
    inside = WITHIN.match(last.question) and len(earlier) > 1
    again = len(plan.targets) == len(last.targets) == 1 and plan.targets[0].names == last.targets[0].names
    if inside and (again or not plan.targets) and plan.targets != earlier[-2].targets:
        return {"targets": last.targets, "against": earlier[-2].targets}
    if plan.targets:
        return None
    if WITHIN.match(_CLAUSES.split(last.question)[-1]) and last.words and last.operation is Operation.LOOKUP:
        return {"targets": (Target(text=last.words[0]),), "against": last.targets}
    return None


def _same_whole(plan: Plan, last: Plan) -> tuple[Target, ...]:
    """What a share is of that names no whole: of the same as the one before, or of the item before; none of these."""
    if last.operation is Operation.RATIO and not last.across and not WITHIN.match(plan.question):
        return last.against  # 基本工资占工资福利支出多少, 奖金占比; of all expenditure after a share of it
    first, *parts = last.targets or (None,)
    again = any({*one.names} & {*plan.targets[0].names} for one in parts) and not {*plan.targets[0].names} <= _NATURES
    if first is not None and again and first.names == _BASIC:
        return (first,)  # 基本支出分人员和公用列一下: 人员占几成
    if first is not None and {*first.names} | {*plan.targets[0].names} <= _BESIDE:
        return (_BASIC_ONES,)  # 人员占几成, after 公用多少: of the 基本支出 that both are in
    if first is not None and first.start < 0 and first.names == ("支出总计",) and not WITHIN.match(plan.question):
        return ()  # all expenditure that nobody named: what is carried over is no part of it
    inside = WITHIN.match(plan.question) and len(last.targets) == 1  # 普通教育支出多少: 其中高中教育占多少
    return last.targets if inside or _of_the_whole(plan, last) else ()


_BESIDE = frozenset({"人员支出", "公用支出", "人员经费", "公用经费"})
_BASIC_ONES = Target(text="基本支出", names=("基本支出",))
_CLAUSES = re.compile("[，,](?=其中|里面|这里面|当中)")
_ALL_OF = re.compile("一?共|合计|全部|总额|总数|总的|加起来")


def _of_both(plan: Plan, part: Plan, whole: Plan) -> bool:
    """因公出国费多少, 三公一共多少, 占比多少: the whole was asked for last."""
    looked = part.operation is whole.operation is Operation.LOOKUP and len(part.targets) == len(whole.targets) == 1
    if not looked or "占" not in plan.question or not _ALL_OF.search(whole.question):
        return False
    same = (part.selection.organizations, part.selection.years) == (
        whole.selection.organizations,
        whole.selection.years,
    )
    return same and any(_WHOLES.search(name) for name in whole.targets[0].names) and part.targets != whole.targets


_WHOLES = re.compile(
    r"人员支出|公用支出|总计|合计|基本支出|项目支出|“三公”经费|机关运行经费|政府采购预算|一般公共预算支出|工资福利支出|商品和服务支出"
)


_BASIC = ("基本支出",)
_NATURES = frozenset({"基本支出", "项目支出"})
_ALL_NATURES = frozenset({"基本支出", "项目支出", "人员支出", "公用支出"})


def _of_the_whole(plan: Plan, last: Plan) -> bool:
    """人员和公用各占多少: parts of the whole that was asked for before."""
    if len(last.targets) != 1 or plan.selection.organizations or plan.selection.years:
        return False
    whole = last.targets[0]
    own = {name for target in plan.targets for name in target.names}
    beside = {*whole.names, *own} <= _NATURES  # 项目支出多少, 基本支出占比: neither is within the other
    known = any(_WHOLES.search(name) for name in whole.names) or all(is_below(whole, one) for one in plan.targets)
    return not beside and not own & set(whole.names) and known


def is_below(whole: Target, part: Target) -> bool:
    """Whether the codes of an account say that it is within another: 社会保障和就业支出 and 职业年金."""
    return bool(part.codes) and all(any(c.startswith(w) and c != w for w in whole.codes) for c in part.codes)


_IN_WHICH_IT = re.compile(
    r"\s*(?:那|那么)?(?:在)?[^，,。；;？?占]{2,14}?(?:里面|里|中|当中)[，,]?(?:它|其|这个|这项|这笔)(?:大概|大约)?占"
)


def _starts_with_share(plan: Plan) -> bool:
    return re.match(r"\s*(?:它|这|那)?占", plan.question) is not None

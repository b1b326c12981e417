"""Answering counts and figures that only sentences give (个数、文中数字): 几辆车, 几家单位, 多少个项目."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.checks import repeated_check
from assistant.answer.computation import Computed
from assistant.answer.draft import money
from assistant.answer.fit.residue import as_printed, borne_out
from assistant.answer.limits import of_price
from assistant.answer.lists.counted_changes import asks_change, say_counted_change
from assistant.answer.lists.scores import asked_scores, by_scores
from assistant.answer.lookups.count_parts import asks_kinds, say_kinds, say_together
from assistant.answer.lookups.items import about_purchases, conditional, listable, narrowed, projects_meant, purchases
from assistant.answer.messages import message
from assistant.answer.stating import say_conflict
from assistant.answer.texts.units import say_units, tell_setup
from assistant.execute.resolve import of_stage
from assistant.execute.sentences import SPOKEN, clause, counts_in, find_stated, tells_count
from assistant.plan import Operation
from assistant.understand.linking.lexicon import is_small, leftover
from assistant.understand.words import cues
from index.model.units import is_money
from index.store.schema import FactRow, StatementRow, TableRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source
    from assistant.plan import Plan

_PIECES = re.compile(r"[，,；;。？?！!、]|以及|和(?=[^，,]{2,})")
_TWO_COUNTS = re.compile(r"((?:几|多少)[一-龥]{1,2}?)(?=(?:几|多少)[一-龥])")  # 几批多少人
_OF_ITEMS = ("", "个", "项")  # measure words of projects
_COUNT_WORDS = re.compile(r"(?:几|多少)(?:批次|人次|批|次|[一-龥])")  # 接待了几批客人: of 接待了客人
_COUNTED_NOUN = re.compile(r"(?:几|多少)[个项条件](?:[一-龥]{0,6}?(?=指标|目标|科目|科室|处室)(..)|([一-龥]{2}))")
_BELOW = re.compile("下属|所属|下辖")
_THEN_MONEY = re.compile(r"[，,、；;]\s*(?:一?共|总共|涉及)?(?:是|有)?(?:多少|几)(?:钱|万|元|资金)")
_PERFORMANCE: Final = "绩效"
_RATED = re.compile("(?:得分|分数|评分|率)$")  # asked for by its name alone
_INVOLVING = re.compile("涉及")
_MEETINGS = re.compile("(?:开|办)了?(?:过)?(?:几|多少)[次场个]会(?!计)")
_HELD = re.compile(r"(?<!\d)(?:年末|年底|期末|现在|目前|保有)(?!新?[购买增])[^，,。；;？?]{0,6}(?:几|多少)辆")
_OF_TIMES = re.compile("批|个|次")  # units in which those who were received are counted beside their number
_SUM_ASKED = re.compile(
    r"(?:合计|共|总计|加起来|合起来)[^，,。？?几]{0,6}多少|多少(?:钱|万元?|资金)|总(?:金额|额|资金)"
)
_PARTS_ASKED = re.compile(r"科目|明细|子项|小项|分项|分成?(?:为|了)?几")
_SHARE_ASKED = re.compile(r"占|比[例重]|百分|几成")
_MONEY_ASKED = re.compile(r"(?:多少|几)(?:万|亿)?(?:元|钱|财政|资金|经费|块)|金额|资金|多少钱")


def answer_count(work: Work) -> Status:
    """Count projects or units, or find the count that a sentence states."""
    said = False
    for source in work.chosen:
        said = _of_source(work, source) or said
    say_together(work)
    if not said and asked_scores(work):
        work.draft.say(message("part_not_found", part=work.plan.question.strip("?？。")))
    return "answered" if said else "not_found"


def _of_source(work: Work, source: Source) -> bool:
    return by_scores(work, source) if asked_scores(work) else _counted(work, source)


def _counted(work: Work, source: Source) -> bool:
    question = work.plan.question
    if work.plan.targets and (_parts_counted(work, source) or _over_units(work, source)):
        return True
    if cues.UNITS_OF_DEPARTMENT(question) and (
        _stated_below(work, source) or say_units(work, source) or _stated_units(work, source)
    ):
        return True
    if about_purchases(work) and _purchases(work, source):
        return True
    if cues.PROJECTS(question) and conditional(work, source) and _projects(work, source):
        return True
    if answer_stated(work, source):
        return True
    return work.plan.measure_word in _OF_ITEMS and cues.PROJECTS(question) and _projects(work, source)


def _parts_counted(work: Work, source: Source) -> bool:
    """工资福利支出有几个款级科目, 专项业务费分几项: the parts of an item, counted and named."""
    if work.plan.measure_word not in ("个", "项", "") or not _PARTS_ASKED.search(work.plan.question):
        return False
    label, parts = listable(work, source)
    if not parts or not label:
        return False
    number = Decimal(len(parts))
    text = work.draft.derived(number, work.plan.measure_word or "项", f"{label}的明细", parts, by=Computed.COUNT)
    work.draft.say(message("count", who=work.who(source), label=f"{label}的明细", figure=text))
    lines = (
        message("list_item", number=i, name=f"{part.code} {part.subject}".strip(), figure=work.draft.operand(part))
        for i, part in enumerate(parts, start=1)
    )
    work.draft.say("\n".join(lines))
    return True


def _over_units(work: Work, source: Source) -> bool:
    """四家单位在职人数一共多少: the column of the table that lists the units, added up where it prints no total."""
    names = [name for target in work.plan.targets for name in target.names]
    if len(work.plan.targets) != 1 or not cues.SUM(work.plan.question):
        return False
    listed = work.ledger.facts(source.ids, FactRow.measure.in_(names), TableRow.form == "organization_list")
    rows = [row for row in listed if not row.blank and row.value is not None]
    if len(rows) < 2 or any(row.total for row in rows):  # noqa: PLR2004 - a sum is of several
        return False
    total, label = sum((row.amount for row in rows), Decimal(0)), f"{len(rows)}家单位{names[0]}"
    formula = " + ".join(work.draft.operand(row) for row in rows)
    figure = work.draft.derived(total, rows[0].unit, f"{label}合计", rows, by=Computed.SUM, source=source)
    work.draft.say(message("sum", label=f"{work.who(source)}{label} ", figure=figure, formula=formula))
    return True


def _stated_below(work: Work, source: Source) -> bool:
    """下属单位几个, where a sentence counts those alone: the table lists the body itself as well."""
    asked = _BELOW.search(work.plan.question) is not None
    return asked and _stated_units(work, source, "(?:下属|所属|下辖)(?:预算|事业)?单位$")


def _stated_units(work: Work, source: Source, called: str = "(?:预算|下属|所属)单位$") -> bool:
    """The number of units that a sentence gives: 下属 5 家预算单位."""
    if not cues.COUNT(work.plan.question) or re.search("事业|行政|参公", work.plan.question):
        return False
    counts = work.ledger.stated(source.ids, StatementRow.role == "count", StatementRow.unit.in_(("家", "个")))
    named = {name for target in work.plan.targets for name in target.names}  # 几家基层单位
    of_units = [one for one in counts if one.subject in named]
    of_units = of_units or [one for one in counts if re.search(called, one.subject)]
    about = _PERFORMANCE in work.plan.question  # 绩效目标编报涉及几个预算单位: no number of all of them
    found = next((one for one in of_units if (_PERFORMANCE in one.sentence) == about), None)
    if found is None:
        return tell_setup(work, source)
    below = re.search(rf"({_BELOW.pattern})\s*{re.escape(found.printed)}", found.sentence)  # 本部以及下属0家预算单位
    label = f"{below[1] if below is not None else ''}{found.subject}"
    figure = work.draft.figure(found, label)
    work.draft.say(message("count", who=work.who(source), label=label, figure=figure))
    work.draft.say(message("checked_by", statement=f"“{found.sentence.strip()}”"))
    return True


def _projects(work: Work, source: Source) -> bool:
    chosen = [project for project in projects_meant(work, source) if project.amount is not None]
    if not chosen:
        return False
    entries = [project.amount for project in chosen if project.amount is not None]
    label = f"{work.plan.body}项目"
    text = work.draft.derived(Decimal(len(entries)), "个", label, entries, by=Computed.COUNT, source=source)
    work.draft.say(message("count", who=work.who(source), label=label, figure=text))
    work.draft.say("\n".join(f"{i}. {project.name}" for i, project in enumerate(chosen, start=1)))
    if len(entries) > 1 and (_SUM_ASKED.search(work.plan.question) or _THEN_MONEY.search(work.plan.question)):
        _say_sum(work, entries)
    elif _THEN_MONEY.search(work.plan.question):  # 有几个，多少钱, of which there is one
        for project in chosen:
            if project.amount is not None:
                figure = work.draft.figure(project.amount)
                work.draft.say(message("figure", who="", label=project.name, figure=figure, stands=""))
    return True


def _say_sum(work: Work, entries: Sequence[Entry]) -> None:
    """有几个，合计多少钱: what the counted ones come to."""
    total = money(sum(entry.fen or 0 for entry in entries), entries[0].unit)
    formula = " + ".join(work.draft.operand(entry) for entry in entries)
    label = f"{len(entries)} 个项目"
    figure = work.draft.derived(total, entries[0].unit, f"{label}合计", entries, by=Computed.SUM)
    work.draft.say(message("sum", label=label, figure=figure, formula=formula))


def _purchases(work: Work, source: Source) -> bool:
    """The rows of the table of purchases, counted."""
    rows = narrowed(work, purchases(work, source))
    if not rows:
        return False
    text = work.draft.derived(Decimal(len(rows)), "个", "采购项目", rows, by=Computed.COUNT, source=source)
    work.draft.say(message("count", who=work.who(source), label="采购项目", figure=text))
    work.draft.say("\n".join(f"{i}. {row.subject}" for i, row in enumerate(rows, start=1)))
    if len(rows) > 1 and (_SUM_ASKED.search(work.plan.question) or _THEN_MONEY.search(work.plan.question)):
        _say_sum(work, rows)
    return True


_RETIRED: Final = re.compile("离(?:、|和|与|及)?退休")
_BOTH_RETIRED: Final = (re.compile("离休"), re.compile("(?<!离)退休"))


_HALF_RETIRED: Final = re.compile("离[、和与及]?$")


def counted_together(plan: Plan) -> Plan:
    """离|退休人员多少: those of both kinds are counted, not the half that a document names alone."""
    half = [one for one in plan.targets if one.text.startswith("退休人") and one.start >= 0]
    if plan.operation is not Operation.LOOKUP or len(half) != 1:
        return plan
    apart = _HALF_RETIRED.search(plan.question[: half[0].start]) is None
    return plan if apart else plan.model_copy(update={"operation": Operation.COUNT, "measure_word": "人"})


def _say_retired(work: Work, source: Source) -> bool:
    """离退休人员多少: those that one sentence counts as 离休 and 退休, added."""
    if not _RETIRED.search(work.plan.question) or _PARTS_ASKED.search(work.plan.question):
        return False
    stated = work.ledger.stated(source.ids, StatementRow.role == "count", StatementRow.unit.in_(("人", "名")))
    if any(_RETIRED.search(entry.subject) for entry in stated):
        return False
    found = [[entry for entry in stated if each.search(entry.subject)] for each in _BOTH_RETIRED]
    if any(len({entry.value for entry in own}) != 1 for own in found) or found[0][0].sentence != found[1][0].sentence:
        return False
    entries = [own[0] for own in found]
    total = sum((entry.amount for entry in entries), Decimal(0))
    label = "+".join(entry.subject for entry in entries)
    formula = " + ".join(work.draft.operand(entry) for entry in entries)
    figure = work.draft.derived(total, entries[0].unit, f"{label} 合计", entries, by=Computed.SUM, source=source)
    work.draft.say(message("sum", label=f"{work.who(source)}{label} ", figure=figure, formula=formula))
    return True


_TOGETHER: Final = re.compile(
    r"(?P<one>[一-龥]{2,10}?)(?:人员|的)?(?:和|与|、|及|加上?)(?P<other>[一-龥]{2,10}?)(?:的)?(?:一?共|总共|合计|加起来|总计)(?:有|是)?(?:多少|几)(?P<unit>[一-龥]{1,2})"
)


def _say_together(work: Work, source: Source) -> bool:
    """在编和临聘一共多少人: two counts of one sentence, added; of one of them alone it is no answer."""
    asked = _TOGETHER.search(work.plan.question.replace(source.organization, ""))
    if asked is None:
        return False
    word = asked["unit"][:1]
    found = []
    for name in (asked["one"], asked["other"]):
        stated = find_stated(work.ledger, source.ids, [name[-4:], name[-2:]], word, ("count",))
        own = [one for one in stated if counts_in(word, one.unit) and name[-2:] in one.subject]
        if len({one.value for one in own}) != 1:
            return False
        found.append(own[0])
    one, other = found
    if one.unit != other.unit or one.ordinal == other.ordinal or one.sentence != other.sentence:
        return False
    label = f"{one.subject}+{other.subject}"
    formula = " + ".join(work.draft.operand(entry) for entry in found)
    total = one.amount + other.amount
    figure = work.draft.derived(total, one.unit, f"{label} 合计", found, by=Computed.SUM, source=source)
    work.draft.say(message("sum", label=f"{work.who(source)}{label} ", figure=figure, formula=formula))
    return True


def answer_stated(work: Work, source: Source) -> bool:
    """Figures that sentences state, one for each part of the question."""
    if _say_retired(work, source) or _say_together(work, source):
        return True
    said = False
    before: Entry | None = None
    pieces, missing = _parts(work), []
    told: set[int] = set()
    for piece in pieces:
        moved = asks_change(piece)  # 比去年少了几辆: no count of them
        if moved and say_counted_change(work, source, piece, _words(work, piece), before):
            said = True
            continue
        fresh = () if moved and before is not None else _search(work, source, piece)
        found = [one for one in fresh if one.id not in told]
        if not found and before is not None and _MONEY_ASKED.search(piece):
            found = _beside(work, source, before)
        if not found and before is not None and not moved:
            found = _counted_beside(work, before, cues.measure_word(piece))
        if not found and before is None and _INVOLVING.search(piece):
            word = cues.measure_word(piece)  # 涉及多少人: no amount
            found = [e for e in _involved(work, source, piece) if not word or counts_in(word, e.unit)]
        if not found:
            missing += [] if before is not None and asks_kinds(piece) else [piece]  # told with the number itself
            continue
        before = found[0]
        told.add(before.id)
        text = work.draft.figure(before)
        work.draft.say(message("count", who=work.who(source), label=before.subject, figure=text))
        work.draft.say(message("checked_by", statement=f"“{before.sentence}”") if before.sentence else "")
        say_kinds(work, before)
        for other in _others(found):
            work.draft.say(message("count", who="", label=other.subject, figure=work.draft.figure(other)))
            repeated_check(work, before, other)
        say_conflict(work, before)
        said = True
    for piece in missing if said and len(pieces) > 1 else ():
        work.draft.unsure = True
        work.draft.say(message("part_not_found", part=piece.strip(" ，,、；;。?？")))
    return said


def _parts(work: Work) -> list[str]:
    """The question's parts, cut at punctuation; a part without words of its own joins the next."""
    asked: list[str] = []
    carried = ""
    question = _TWO_COUNTS.sub(r"\1、", work.plan.question)
    for piece in re.findall(r".+?(?:[，,；;。？?！!、]|以及|$)", question):
        if not _PIECES.sub("", piece).strip():
            continue
        carried = f"{carried} {piece}".strip()
        if asked and cues.measure_word(piece) and not _words(work, carried):  # 几批次、多少人次: of the same thing
            asked.append(f"{_COUNT_WORDS.sub('', asked[-1], count=1)}{carried}")
            carried = ""
            continue
        more_of_it = bool(asked) and _MONEY_ASKED.search(piece)  # 项目几个、金额多大
        if not cues.ASKING(piece) and any(_RATED.search(one.text) and one.text in piece for one in work.plan.targets):
            asked.append(carried)  # 绩效自评平均得分，优的有几个: the first is asked for as well
            carried = ""
            continue
        involved = bool(asked) and _INVOLVING.search(piece)  # 几个项目、涉及资金
        if involved or (cues.ASKING(piece) and (_words(work, carried) or more_of_it)):
            asked.append(carried)
            carried = ""
    return asked or [work.plan.question]


def _words(work: Work, piece: str) -> list[str]:
    if _MEETINGS.search(piece):
        return ["会议"]
    if _HELD.search(piece):
        return ["保有量"]
    spoken = {work.plan.question[i : i + len(t.text)] for t in work.plan.targets for i in [t.start] if t.text in piece}
    counted = cues.measure_word(piece)  # 人 of 几个人 names nothing
    words = [word for word in work.plan.words if word in piece and word != counted]
    words += [text for text in spoken if text]
    own = [w for _, w in leftover(piece, ()) if len(w) > 1 or (w in work.plan.words and w != counted)]
    return words or [word for word in own if any(word in one for one in work.plan.words)]


def _search(work: Work, source: Source, piece: str) -> list[Entry]:
    word = cues.measure_word(piece)
    named = [target for target in work.plan.targets if target.text in piece and target.names]
    if named:
        stated = work.ledger.stated_named(source.ids, named[-1].names, ())
        counted = [entry for entry in stated if entry.role in ("count", "level") and not is_money(entry.unit)]
        counted = [entry for entry in counted if not word or tells_count(word, entry)]
        own = counted or [entry for entry in stated if entry.role == "share" and _SHARE_ASKED.search(piece)]
        if own:
            return own
    if work.plan.operation is Operation.COMPLETION:
        found = find_stated(work.ledger, source.ids, _words(work, piece), "", ("share",))
        return [entry for entry in found if "预算" in entry.base]
    roles = ("level",) if _MONEY_ASKED.search(piece) and not word else ("count", "level", "share")
    found = find_stated(work.ledger, source.ids, _words(work, piece), word, roles)
    if (noun := _COUNTED_NOUN.search(piece)) is not None:  # 几个指标: no count of projects
        found = [entry for entry in found if _of_noun(noun[1] or noun[2], as_printed(entry.subject + clause(entry)))]
    if "指标" in piece:  # 绩效指标里有几个: no count of the projects that have them
        found = [entry for entry in found if "指标" in entry.subject + clause(entry)]
    if word:
        found = [entry for entry in found if tells_count(word, entry)]
    elif not _SHARE_ASKED.search(piece):  # 出国花了多少，几个人: a share is no answer to the first
        found = [entry for entry in found if entry.role != "share" and of_stage(entry, source, work.plan.selection)]
    return [entry for entry in found if of_price(work, entry)]


def _of_noun(noun: str, shown: str) -> bool:
    noun = SPOKEN.get(noun, noun)[-2:]  # 几个科室: 内设 5 个机构
    return as_printed(noun) in shown or (not is_small(noun) and borne_out(noun, shown))


def _beside(work: Work, source: Source, entry: Entry) -> list[Entry]:
    """The amount of money that the sentence of a count also states."""
    same = work.ledger.stated(source.ids, StatementRow.sentence == entry.sentence)
    return [each for each in same if each.role == "level" and each.ordinal > entry.ordinal][:1]


def _counted_beside(work: Work, entry: Entry, word: str) -> list[Entry]:
    """接待几批、多少人次: the one count of people that the sentence of the first count goes on with."""
    same = work.ledger.stated([entry.source.id], StatementRow.sentence == entry.sentence)
    if entry.subject.endswith("编制"):  # 行政编制多少，实际多少人
        return [one for one in same if one.subject in (f"{entry.subject}实际", f"{entry.subject}实有")]
    if word[:1] != "人" or not _OF_TIMES.match(entry.unit):
        return []
    found = [one for one in same if one.ordinal > entry.ordinal and tells_count(word, one)]
    return found if len(found) == 1 else []


def _involved(work: Work, source: Source, piece: str) -> list[Entry]:
    """绩效自评涉及的金额: the amount beside the count of what is spoken of."""
    spoken = [word for word in (_INVOLVING.sub("", one) for one in _words(work, piece)) if len(word) > 1]
    counts = find_stated(work.ledger, source.ids, spoken, "", ("count",)) if spoken else []
    return next((found for found in (_beside(work, source, count) for count in counts) if found), [])


def _others(found: list[Entry]) -> list[Entry]:
    """Statements as good as the first with another figure of the same thing."""
    first = found[0]
    kept: dict[object, Entry] = {}
    for entry in found[1:]:
        both = entry.subject.endswith("接待") and first.subject.endswith("接待")  # 外事接待 and 国内公务接待
        named = entry.subject == first.subject or (both and entry.unit == first.unit)
        alike = named and (entry.year, entry.stage) == (first.year, first.stage)
        if entry.worth != first.worth and alike:
            kept.setdefault(entry.worth, entry)
    return list(kept.values())[:2]

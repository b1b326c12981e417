"""What a figure is of: its own words, the words before it, the sentence, the paragraph, the heading, in this order.

Where two subjects are possible there is none: a figure under a wrong name is worse than a figure not found.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from index.catalogue.vocabulary import canonical
from index.model.records import Role
from index.model.units import is_money
from index.narrative.headings import heading_project
from index.narrative.scene import AMOUNTS, Scene
from index.narrative.subjects import Phrase, is_known, read_phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.model.records import Statement
    from index.narrative.clauses import Clause

_CARRIED_VERB = re.compile(r"^(涉及|购置(?![费及和])|拟购置(?!费))")
_UNCHANGED = re.compile(r"(?:无(?:增减)?变[化动]|没有(?:增减)?变[化动]|(?:保持)?不变|持平|一致|无增减)$")
_SIDES = frozenset(("收入总计", "支出总计"))
_VISITS = frozenset(("批次", "批", "个批次"))
_RECEIVED = canonical("接待")  # 接待批次为 18 次，共计接待 142 人次
_GUESTS = frozenset(("接待人次", "接待人数", "人次", "人数"))
_PEOPLE = frozenset(("人次", "人"))
_APPROXIMATELY = re.compile(r"(?:约|共计|累计|共)$")  # 接待 8 批次，约 160 人
_CONJUNCTIONS = "，,、；：:（）和及与"
_EACH = re.compile(r"各(?=[增减上下提降])")
_SIDE_OF_BASE = re.compile(r"(?:收入|支出)$")
_UP_TO_WORDS = re.compile(r"^.*[^\u4e00-\u9fff（）]")


def stated(scene: Scene, clause: Clause) -> Phrase | None:
    """What an amount or a count is of; None where nothing says it for certain."""
    words = clause.segments[-1]
    phrase = _with_year_before(scene, clause, read_phrase(words, scene.owner))
    if clause.noun and clause.role is Role.COUNT:
        return replace(phrase, name=clause.noun, code="", stage=None)
    if clause.continued:
        before = scene.found[scene.now.chain[-1]] if scene.now.chain else None
        return replace(phrase, name=before.subject) if before and before.base.startswith(("由", "从")) else None
    if phrase.name and not phrase.whole:
        guests = _visitors(scene, clause) if phrase.name in (_RECEIVED, *_GUESTS) else None
        people = phrase.name[-2:] if phrase.name in _GUESTS else ""  # 国内公务接待批次 9 个，接待人次 20 人
        return replace(phrase, name=guests + people) if guests is not None else _own(scene, clause, phrase)
    return _unnamed(scene, clause, phrase)


def _unnamed(scene: Scene, clause: Clause, phrase: Phrase) -> Phrase | None:
    """The subject of an amount whose nearest words are general (预算数为, 该项目, 收入预算)."""
    now = scene.now
    if not _APPROXIMATELY.sub("", clause.lead).strip(_CONJUNCTIONS):
        if (visits := _visitors(scene, clause)) is not None:
            return replace(phrase, name=visits)
        bare = clause.figure.kind == "percent"  # 97.94% in a cell: no amount of the project
        return replace(phrase, name=now.project) if now.project and not now.chain and not bare else None
    if now.reason or clause.attributive:
        return None
    if phrase.this_project or phrase.project_total:
        certain = phrase.this_project or any("项目" in heading or "专项" in heading for heading in now.section)
        name = now.project or (heading_project(now.section, scene.owner) if certain else "")
        return replace(phrase, name=name)
    return _named_before(scene, clause, phrase) or _from_context(scene, clause, phrase)


def _visitors(scene: Scene, clause: Clause) -> str | None:
    """公务接待 8 批次，160 人次: the people of the visits counted right before; None where these are none."""
    before = scene.found[scene.now.chain[-1]] if scene.now.chain else None
    people = clause.role is Role.COUNT and clause.figure.unit in _PEOPLE
    groups = before is not None and (before.unit in _VISITS or before.subject.endswith(("团组", "批次")))
    return before.subject.removesuffix("批次") if people and before is not None and groups else None


def _with_year_before(scene: Scene, clause: Clause, phrase: Phrase) -> Phrase:
    """The year may stand in an earlier piece of the sentence (2024 年，…收入预算)."""
    if phrase.year is None and not phrase.this_year and not phrase.last_year:
        for segment in reversed(clause.segments[:-1]):
            before = read_phrase(segment, scene.owner)
            if before.year is not None:
                return replace(phrase, year=before.year)
    return phrase


def _own(scene: Scene, clause: Clause, phrase: Phrase) -> Phrase | None:
    """A phrase that names its subject itself; 涉及 and 购置 carry over to what is listed behind them."""
    plain_level = clause.role is Role.LEVEL and is_known(phrase.name)
    if plain_level and (scene.now.reason or clause.figure.kind == "percent"):
        return None
    if clause.attributive and clause.role is Role.COUNT:
        return None
    words = clause.segments[-1]
    if words.endswith("金额") and len(clause.segments) > 1 and clause.segments[-2].endswith("的"):
        return replace(phrase, name=clause.segments[-2] + words)
    if phrase.name.startswith("涉及"):
        return phrase
    return (
        replace(phrase, name=_carried_verb(scene, clause, words) or phrase.name) if clause.role in AMOUNTS else phrase
    )


def _carried_verb(scene: Scene, clause: Clause, words: str) -> str:
    """The subject with the verb of the list that it stands in: 购置车辆…其中…, 涉及 A x 万元、B y 万元; "" without."""
    phrase = read_phrase(words, scene.owner)
    totals = scene.subjects(scene.parts.in_scope())
    before = scene.subjects(scene.now.chain[-1:])
    bought = totals and all(name.startswith("购置") for name in totals) and clause.role is Role.COUNT
    verb = _CARRIED_VERB.match(before[0]) if before and not clause.opens_parts else None
    if phrase.name.startswith("购置"):
        return ""
    if bought or (verb and verb[1] != "涉及" and len(clause.segments) <= 2):  # noqa: PLR2004  one comma at most
        return "购置" + phrase.name
    if verb and verb[1] == "涉及" and clause.listed:
        return "涉及" + _UP_TO_WORDS.sub("", words)
    return ""


def _named_before(scene: Scene, clause: Clause, phrase: Phrase) -> Phrase | None:
    """The subject in an earlier piece of the clause: 公务接待费：2024 年预算安排, 公务接待费方面，预算数为."""
    for segment, mark in zip(reversed(clause.segments[:-1]), reversed(clause.marks), strict=False):
        before = read_phrase(segment, scene.owner)
        named = mark in "：:" or is_known(before.name) or before.code or segment.endswith("方面")
        titled = mark in "：:" and before.name in _SIDES  # 收入预算：年初预算数 777 万元
        if before.name and named and (titled or not before.whole):
            return replace(phrase, name=before.name, code=before.code, whole=False)
    return None


def _from_context(scene: Scene, clause: Clause, phrase: Phrase) -> Phrase | None:
    """The subject of words that name none: the sentence so far, the paragraph's topic, the heading, the cell."""
    now = scene.now
    if clause.role is Role.COUNT or clause.figure.kind == "percent":
        return replace(phrase, name=now.indicator) if now.indicator and not now.chain else None
    if scene.amounts():
        return _next_stage(scene, phrase)
    if now.lost and not phrase.whole:
        return None
    heading = now.topic or scene.heading()
    if phrase.whole:
        fits = heading and (now.topic or ("收入" in heading) == ("收入" in phrase.name))
        return replace(phrase, name=heading if fits else phrase.name, code=now.topic_code)
    if now.topic or not now.heads:
        return replace(phrase, name=heading or now.project, code=now.topic_code)
    before = scene.spoken_of()
    head = scene.found[before[0]]
    certain = len(before) == 1 and _told_apart(phrase)
    return replace(phrase, name=head.subject, code=head.code) if certain else None


def _told_apart(phrase: Phrase) -> bool:
    return phrase.stage is not None or phrase.year is not None or phrase.last_year


def _next_stage(scene: Scene, phrase: Phrase) -> Phrase | None:
    """年初预算为 a 万元，支出决算为 b 万元: the same subject at another stage or in another year."""
    last = scene.found[scene.amounts()[-1]]
    if phrase.whole and ("收入" in last.subject) != ("收入" in phrase.name):
        return phrase
    another = phrase.stage is not last.stage or phrase.last_year or phrase.year not in (None, last.year)
    if scene.now.lost or not _told_apart(phrase) or not another:
        return None
    return replace(phrase, name=last.subject, code=last.code)


def changed_each(scene: Scene, clause: Clause) -> list[Phrase]:
    """What a change or rate is of; of both where two sides are told to be the same, or 各 says so.

    收入总计 9 万元，支出总计 9 万元，比上年各增加 1 万元，增长 12.5%.
    """
    phrase = changed(scene, clause)
    chain, found = scene.now.chain, scene.found
    if clause.noun or scene.now.reason or not chain or (phrase and phrase.name != found[chain[-1]].subject):
        return [phrase] if phrase is not None and phrase.name else []
    last = found[chain[-1]]
    if last.role in AMOUNTS:
        open_totals = scene.parts.in_scope()
        together = [index for index in _last_run(scene, Role.LEVEL) if index not in open_totals]
        if not (_EACH.search(clause.lead) or _is_both_sides([found[index] for index in together])):
            together = []
    elif _EACH.search(clause.lead):
        together = _last_run(scene, Role.CHANGE)
    else:
        together = [index for index in chain if (found[index].start, found[index].role) == (last.start, last.role)]
    if len({found[index].subject for index in together}) > 1:
        return [
            Phrase(one.subject, one.code, year=one.year, stage=one.stage) for one in map(found.__getitem__, together)
        ]
    return [phrase] if phrase is not None and phrase.name else []


def _last_run(scene: Scene, role: Role) -> list[int]:
    """The statements of a role that the sentence ends with so far."""
    at = len(scene.now.chain)
    while at and scene.found[scene.now.chain[at - 1]].role is role:
        at -= 1
    return scene.now.chain[at:]


def _is_both_sides(amounts: Sequence[Statement]) -> bool:
    """Whether amounts are the receipts and the spending of the same, which are equal."""
    if len(amounts) != 2:  # noqa: PLR2004  two sides
        return False
    received, spent = amounts
    alike = (received.value, received.unit, received.year, received.stage) == (
        spent.value, spent.unit, spent.year, spent.stage,
    )  # fmt: skip
    return alike and "收入" in received.subject and "支出" in spent.subject


def changed(scene: Scene, clause: Clause) -> Phrase | None:
    """What a change, rate or share is of: its own noun, else the amount before it where that is one alone."""
    now = scene.now
    if clause.noun and clause.role is Role.CHANGE:
        return Phrase(name=clause.noun)
    own = _own_of_change(scene, clause)
    if own is not None:
        return own
    if now.reason:
        return None
    about = _about(scene, share=clause.role is Role.SHARE)
    if about is not None:
        statement = scene.found[about]
        near = [scene.found[i] for i in scene.amounts() or scene.spoken_of()]
        same = [other for other in near if other.subject == statement.subject]
        if clause.role is not Role.SHARE:
            meant = (other for other in same if now.against or other.stage is scene.stage)
            statement = next(meant, statement)  # 比2024年预算 3.10 万元减少: of the amount before that one
        before = statement.year is not None and str(statement.year) in now.against  # 较2020年度三公经费 16 万元增加
        year, stage = (None, scene.stage) if before else (statement.year, statement.stage)
        return Phrase(statement.subject, statement.code, year=year, this_year=before, stage=stage)
    if now.chain or now.heads or now.lost:
        return None
    return Phrase(name=now.topic or scene.heading() or now.project, code=now.topic_code)


def _own_of_change(scene: Scene, clause: Clause) -> Phrase | None:
    """The noun in the words of a change itself (财政拨款支出减少).

    收入 or 支出 alone is the whole, unless the amount before is on the same side.
    """
    before = scene.subjects(scene.now.chain[-1:] or scene.now.heads[-1:])
    amounts = set(scene.subjects(scene.amounts()))
    for position, segment in enumerate(reversed(clause.segments)):
        unchanged = _UNCHANGED.search(segment)  # 乙经费比预算无变化，比去年增加 …: it is 乙经费 that is spoken of
        own = read_phrase(segment[: unchanged.start()] if unchanged else segment, scene.owner)
        if own.name and not own.whole and (position == 0 or unchanged or is_known(own.name)):
            return own
        if own.whole and (own.name in amounts or not before or ("收入" in before[0]) != ("收入" in own.name)):
            return own
    side = _SIDE_OF_BASE.search(clause.base)  # 收入 9 万元，支出 8 万元，比上年收入增加 5%
    name = read_phrase(side[0], scene.owner).name if side and len(amounts) > 1 else ""
    return Phrase(name=name) if name in amounts else None


def _about(scene: Scene, *, share: bool) -> int | None:
    """The statement that 比上年增加 … speaks of; None where two could be meant."""
    now, found = scene.now, scene.found
    if now.lost:
        return None
    if not now.chain:
        spoken_of = scene.spoken_of()
        return spoken_of[0] if len(set(scene.subjects(spoken_of))) == 1 else None
    last = now.chain[-1]
    if share or found[last].role not in AMOUNTS or len(now.chain) == 1:
        return last
    before = now.chain[-2]
    alike = is_money(found[before].unit) == is_money(found[last].unit)
    sibling = alike and found[before].role in AMOUNTS and found[before].subject != found[last].subject
    return None if sibling and before not in scene.parts.in_scope() else last

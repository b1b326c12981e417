"""The figures that sentences state, each with its subject, role, year, stage, base and the total it is a part of."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from index.catalogue.vocabulary import canonical
from index.model.document import Document, Paragraph, Place, TextLine
from index.model.records import Identity, Kind, Role, Stage, Statement
from index.narrative.clauses import Clause, read_clause, without_base_amounts
from index.narrative.figures import find_figures, fold, squeezed
from index.narrative.funds import FUNDS, within_funds
from index.narrative.headings import heading_subject, heading_time
from index.narrative.meaning import changed, changed_each, stated
from index.narrative.of_before import told_of
from index.narrative.outline import GLOSSARY, Placed, bare, numbering_rank, outline
from index.narrative.pairing import with_names
from index.narrative.parts import LIST_OPENER
from index.narrative.scene import AMOUNTS, CHANGES, Context, Scene
from index.narrative.sentences import sentence_spans
from index.narrative.subjects import Phrase, account_name, is_known, read_phrase
from index.narrative.totals import with_sums_of_the_year
from index.narrative.whose import with_fitting_changes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

CellText = tuple[int, int, str, Place, str, str]
_AS_OF = re.compile(r"截[至止]到?(\d{4})年")
_SOURCES_OF_FUNDS = frozenset(
    (
        "一般公共预算拨款收入",
        "政府性基金预算拨款收入",
        "国有资本经营预算拨款收入",
        "财政专户管理资金收入",
        "上年结转结余",
    )
)
_PURCHASES = "政府采购预算"
_SIDE = re.compile(r"收入|支出")  # 财政拨款收入 9 万元（其中，一般公共预算 8 万元）
_BOUGHT_AS = re.compile("(货物|工程|服务)(?:类|支出|金额|预算)*")
_MAIN_PARTS = re.compile(r"[，,]主要(?:是|为|有)(?!由于|因|用)")
_WHOLE = re.compile(
    r"收入|收支|支出(?:总计|合计)|拨款|总计|合计|结转|^年初预算|^预算|^(?:一般公共|政府性基金|国有资本经营)预算$"
)
_TOTALS_BEFORE = 6  # amounts of a section that parts in a later paragraph may add up to
_LISTED_REASON = re.compile(r"[一二三四五六七八九十]是")
_COMPLETED = re.compile(r"(?:完成|占|为)(?:了)?(?P<base>[^，。；]{1,30})$")  # 完成全年预算 12.50 万元的 65.6%
_DEFINED = re.compile(
    r"^(?:（[一二三四五六七八九十]+）|\d+[.、])?(?P<name>[^，。：；]{2,20})：(?:是?指|用于|反映)"
)  # 非税收入：指…
_INLINE_HEADING = re.compile(r"^[^，：；]{2,24}。$")
_OF_PARTS = re.compile(r"^其中[：:，,]")
_NUMBERED = re.compile(r"^(?:\d{1,2}[.．、]|（[一二三四五六七八九十\d]{1,2}）|[一二三四五六七八九十]{1,2}、)")
# 海岛调查项目自评综述：…项目自评得分为 98.6 分。项目全年预算数为 1000 万元
_ASSESSED = re.compile(
    r"^(?:（?[一二三四五六七八九十\d]+[）、.])?(?P<name>[^，。：；]{2,40}?)(?:项目)?(?:绩效)?(?:自评|评价)(?:综述|情况|结果)?："
)
_SCORE = re.compile(r"^(?P<of>.*?)(?:的)?(?:绩效)?(?:自评|评价)(?:综合)?(?:得分|评分|分数)$")
_COUNTED_AS = re.compile("批次$")
_PLAIN_COUNTS = frozenset(("个", "次", "批"))
_AFTER_SENTENCE = re.compile(r"[。；].*$")


def read_statements(
    document: Document, identity: Identity, in_cell: Sequence[CellText], narrative: Sequence[Placed] | None = None
) -> tuple[Statement, ...]:
    """All figures stated in the narrative, in order, then those in table cells (`in_cell`).

    `in_cell`: table index, row index, text, place, project and indicator name of cells that hold words and figures.
    `narrative` is the document's outline where the caller has it.
    """
    reader = _Reader(identity)
    for placed in outline(document) if narrative is None else narrative:
        if not any(GLOSSARY.search(heading) for heading in placed.section):
            reader.narrative(placed)
    for cell in in_cell:
        reader.cell(cell)
    return reader.result()


class _Reader:
    """Reads paragraph after paragraph; statements refer to one another by their position."""

    def __init__(self, identity: Identity) -> None:
        self._identity = identity
        stage = Stage.FINAL if identity.kind is Kind.FINAL_ACCOUNT else Stage.BUDGET
        self._scene = Scene(squeezed(identity.organization), stage)

    def result(self) -> tuple[Statement, ...]:
        """The statements with their totals."""
        found = self._scene.found
        parents = self._scene.parts.parents(found)
        named = [self._within_total(statement, parents.get(i)) for i, statement in enumerate(found)]
        amounts = {(one.sentence, one.subject): named[i] for i, one in enumerate(found) if one.role in AMOUNTS}
        subjects = [amounts.get((one.sentence, one.subject), named[i]) for i, one in enumerate(found)]
        complete = [
            one
            if subject == one.subject and parents.get(i) == one.parent
            else replace(one, parent=parents.get(i), subject=subject)
            for i, (one, subject) in enumerate(zip(found, subjects, strict=True))
        ]
        return with_fitting_changes(with_sums_of_the_year(complete))

    def _within_total(self, statement: Statement, parent: int | None) -> str:
        """The subject of a statement; a source of funds of something else than the whole is no source of the whole.

        政府采购预算 5 万元，其中一般公共预算拨款 3 万元: these are not the 一般公共预算拨款收入 of the organization.
        """
        total = self._scene.found[parent].subject if parent is not None else ""
        if total == _PURCHASES and (bought := _BOUGHT_AS.fullmatch(statement.subject)) is not None:
            return canonical(f"政府采购{bought[1]}预算")  # 其中：货物支出 9 万元
        if statement.subject in FUNDS and (side := _SIDE.findall(total)):
            return canonical(statement.subject + side[0]) if len(side) == 1 else statement.subject
        if statement.subject not in _SOURCES_OF_FUNDS:
            return statement.subject
        if statement.role is Role.SHARE:
            total = total or statement.base
        total = total or heading_subject(statement.section, self._scene.owner)
        whole = not total or _WHOLE.search(total) or total == statement.subject
        return statement.subject if whole else f"{total}（{statement.subject}）"

    def narrative(self, placed: Placed) -> None:
        """Read a paragraph of the narrative; one that goes on with an item without figures keeps its topic."""
        scene = self._scene
        same = placed.section == scene.now.section
        goes_on = same and placed.rank is None and not scene.now.heads and not scene.now.lost
        topic, code = (scene.now.topic, scene.now.topic_code) if goes_on else ("", "")
        scene.parts.begin_paragraph(placed.rank, same_section=same)
        scene.now = Context(section=placed.section, topic=topic, topic_code=code)
        if not same:
            scene.under_heading = []
        self._paragraph(placed.paragraph, placed.rank)

    def cell(self, cell: CellText) -> None:
        """Read a table cell with words and figures."""
        table, _, text, place, project, indicator = cell
        scene = self._scene
        scene.parts.begin_paragraph(numbering_rank(text), same_section=False)
        section = tuple(name for name in (project, indicator) if name)
        scene.now = Context(section=section, project=project, indicator=indicator, table=table)
        scene.under_heading = []
        self._paragraph(Paragraph((TextLine(text, place),)), None)

    def _paragraph(self, paragraph: Paragraph, rank: float | None) -> None:
        text, now = paragraph.text, self._scene.now
        words = squeezed(text)
        now.of_own_year = f"{self._identity.year}年" in words
        skipped = len(text.rstrip()) - len(bare(text))
        for start, end in sentence_spans(text):
            begin = max(start, min(skipped, end))
            if begin < end:
                now.sentence, now.offset = text[begin:end], begin
                self._sentence(paragraph)
        if LIST_OPENER.search(words.rstrip("。")):
            self._scene.parts.open_list(now.heads, rank)

    def _sentence(self, paragraph: Paragraph) -> None:
        now = self._scene.now
        folded = fold(now.sentence)
        now.chain, now.reason, now.part_stage, now.against = [], bool(_LISTED_REASON.match(folded)), None, ""
        now.year = now.first_year = now.first_year if now.goes_on else None
        now.goes_on = folded.rstrip().endswith("；")
        words = "".join(folded.split())
        if "评" in words and (assessed := _ASSESSED.match(words)):
            now.assessed = assessed["name"]
        clauses = _clauses(folded)
        if not clauses:
            self._take_topic(words)
            if _OF_PARTS.match(words) and words.endswith(("；", ";")) and now.heads:  # 其中，出国费没有；接待费 9 万元
                self._scene.parts.open_inline(now.heads, (), bracket=False)
        for clause, names in with_names(clauses):
            self._clause(clause, names, paragraph)
        if now.top or now.lost:
            now.heads = () if now.lost else tuple(self._scene.of_their_year(now.top))
        now.latest = tuple(self._scene.amounts()) or tuple(now.chain) or now.latest
        if folded.rstrip("”） ").endswith(("。", "！", "？")):
            self._scene.parts.close_sentence()
            now.top, now.latest = [], ()

    def _take_topic(self, words: str) -> None:
        """A sentence without figures may name what the next ones are about: an account, or 公务接待费。."""
        now = self._scene.now
        account = account_name(_AFTER_SENTENCE.sub("", words).split("，")[0])
        if account is not None:
            now.topic_code, now.topic = account
        elif defined := _DEFINED.match(words):
            now.topic, now.topic_code = read_phrase(defined["name"], self._scene.owner).name, ""
        elif _INLINE_HEADING.match(words := _OF_PARTS.sub("", words)):
            self._take_inline_heading(words)

    def _take_inline_heading(self, words: str) -> None:
        """公务接待费。: what the next sentences are about; a numbered one ends what was spoken of before."""
        now, numbered = self._scene.now, _NUMBERED.match(words)
        if now.heads and numbered is None:
            return
        phrase = read_phrase(_NUMBERED.sub("", words).rstrip("。"), self._scene.owner)
        known = is_known(phrase.name) and not phrase.whole
        if known:
            now.topic, now.topic_code, now.lost = phrase.name, "", False
        elif numbered is not None:
            now.topic, now.topic_code, now.lost = "", "", True

    def _clause(self, clause: Clause, names: tuple[str, ...] | None, paragraph: Paragraph) -> None:
        """Make the statements of one figure: one, or none where its subject is not certain."""
        scene, now = self._scene, self._scene.now
        main = self._lists_main_parts(clause)
        now.reason = (now.reason and not clause.opens_parts) or (clause.in_reason and not main)
        as_of = _AS_OF.search(clause.lead)
        if as_of:
            now.as_of = now.year = int(as_of[1])
        if clause.closes_bracket:
            inside = scene.parts.close_bracket()
            now.chain = [index for index in now.chain if not inside or index < min(inside)]
        self._open_parts(clause)
        now.against = clause.against or now.against
        if main:
            scene.parts.open_inline(tuple(now.chain[-1:]), (), bracket=False)
        if names is not None:
            phrases = [Phrase(name=name) for name in names]
        else:
            phrases = [self._within_funds(clause, phrase) for phrase in self._phrases(clause)]
        for phrase in phrases:
            self._add(clause, phrase, paragraph)
        if clause.role in AMOUNTS:
            now.lost = not phrases

    def _phrases(self, clause: Clause) -> list[Phrase]:
        """What the words of a figure say it is of; none where that is not certain."""
        if clause.role in CHANGES:
            return changed_each(self._scene, clause)
        phrase = (changed if clause.role is Role.SHARE else stated)(self._scene, clause)
        return [phrase] if phrase is not None and phrase.name else []

    def _within_funds(self, clause: Clause, phrase: Phrase) -> Phrase:
        now = self._scene.now
        name = within_funds(phrase.name, now.sentence[: clause.figure.start], now.section)
        return phrase if name == phrase.name else replace(phrase, name=name, whole=False)

    def _lists_main_parts(self, clause: Clause) -> bool:
        """Whether 主要是 gives no reason, but lists what an amount is made of: 收入 9 万元，主要是拨款 8 万元."""
        chain = self._scene.now.chain
        if clause.role is not Role.LEVEL or not chain or not _MAIN_PARTS.match(clause.lead):
            return False
        named = read_phrase(clause.segments[-1], self._scene.owner).name
        return self._scene.found[chain[-1]].role is Role.LEVEL and is_known(named)

    def _open_parts(self, clause: Clause) -> None:
        """Open the scope of 其中, or of 财政拨款支出预算中，…."""
        scene, now = self._scene, self._scene.now
        if clause.opens_parts:
            now.part_stage = self._stage_of_parts(clause)
            candidates = tuple(scene.of_their_year(scene.amounts())[-1:]) or now.heads
            fallback = () if scene.amounts() else tuple(scene.under_heading[-_TOTALS_BEFORE:])
            scene.parts.open_inline(() if now.lost else candidates, fallback, bracket=clause.opens_bracket)
            return
        for segment in clause.segments[:-1]:
            named = read_phrase(segment[:-1], scene.owner).name if segment.endswith("中") else ""
            if not named:
                continue
            same = (
                [
                    index
                    for index, statement in enumerate(scene.found)
                    if statement.subject == named and statement.role in AMOUNTS and statement.section == now.section
                ]
                or [
                    index  # （一）总体情况 states the total, （二）具体情况 its parts
                    for index, statement in enumerate(scene.found)
                    if statement.subject == named
                    and statement.role is Role.LEVEL
                    and statement.stage is self._stage()
                    and now.section
                    and statement.section[:-1] == now.section[:-1]
                ]
            )
            if same:
                scene.parts.open_inline((same[-1],))

    def _stage_of_parts(self, clause: Clause) -> Stage | None:
        """The stage of what is listed behind an amount: 预算为 20 万元，其中：接待费 9 万元 is all of the budget."""
        now, found = self._scene.now, self._scene.found
        if not now.chain or now.chain[-1] not in self._scene.amounts() or clause.opens_bracket:
            return None
        stage = found[now.chain[-1]].stage
        planned = stage in (Stage.BUDGET, Stage.INITIAL_BUDGET) and self._scene.stage is Stage.BUDGET
        return None if planned else stage  # of a budget's own amounts the stage is said once

    def _add(self, clause: Clause, phrase: Phrase, paragraph: Paragraph) -> None:
        """Add the statement of a figure and take it into the totals that are open."""
        scene, now, figure = self._scene, self._scene.now, clause.figure
        statement = Statement(
            place=paragraph.place_at(now.offset + figure.start),
            section=now.section,
            sentence=now.sentence,
            subject=told_of(self._assessed(clause, phrase.name), [scene.found[index].subject for index in now.chain]),
            printed=now.sentence[figure.start : figure.end],
            value=_signed(clause),
            unit=_unit(clause, phrase.name),
            role=clause.role,
            start=figure.start,
            end=figure.end,
            year=self._year(clause, phrase),
            stage=phrase.stage if phrase.stage is not None else (now.part_stage or self._stage()),
            base=self._base(clause),
            code=phrase.code,
            table=now.table,
        )
        scene.found.append(statement)
        index = len(scene.found) - 1
        now.chain.append(index)
        if clause.role in AMOUNTS:
            if phrase.year is not None or phrase.last_year:
                now.year = statement.year
                opens = len(now.chain) == 1 and statement.subject not in scene.subjects(now.latest)
                now.first_year = now.first_year or (statement.year if opens else None)
            if not scene.parts.add(index, scene.found):
                now.top.append(index)
                scene.under_heading.append(index)

    def _assessed(self, clause: Clause, name: str) -> str:
        """The subject of a figure of an assessment (自评): a score is of the project, and no amount is of a score."""
        score = _SCORE.match(name)
        if score is None and name != "项目":
            return name
        of = score["of"] if score is not None else ""
        project = self._scene.now.assessed if of in ("", "项目") else of
        if score is None or clause.figure.unit == "分":
            return f"{project}自评得分" if project and score is not None else project or name
        return project or name

    def _base(self, clause: Clause) -> str:
        """What a change compares with (said once for amount and rate), or what a share is a share of."""
        scene, chain = self._scene, self._scene.now.chain
        last = scene.found[chain[-1]] if chain else None
        if clause.role in CHANGES and not clause.base and last is not None and last.role in CHANGES:
            bases = {scene.found[index].base for index in chain if scene.found[index].role in CHANGES}
            # 较上年减少…，较预算减少…，主要是车辆减少 3 辆: against one of them, which is not said
            return "" if clause.in_reason and len(bases) > 1 else last.base
        if clause.role in CHANGES and not clause.base:
            return scene.now.against
        if clause.role is Role.SHARE and not clause.base:
            totals = set(scene.subjects(scene.parts.totals_of(chain)))
            return totals.pop() if len(totals) == 1 else ""
        named = canonical(clause.base) if clause.role is Role.SHARE else ""
        return named if is_known(named) else clause.base

    def _year(self, clause: Clause, phrase: Phrase) -> int | None:
        """The year printed with a figure, else its sentence's, else the 截至 date of a count, else the document's."""
        own, now = self._identity.year, self._scene.now
        if phrase.last_year:
            return own - 1 if own is not None else None
        as_of = now.as_of if clause.role is Role.COUNT else None
        inherited = own if phrase.this_year else (now.year or as_of or self._heading_time()[0] or own)
        return phrase.year if phrase.year is not None else inherited

    def _heading_time(self) -> tuple[int | None, Stage | None]:
        """Year and stage of the heading, unless the paragraph speaks of the document's own year."""
        now = self._scene.now
        return (None, None) if now.of_own_year else heading_time(now.section)

    def _stage(self) -> Stage:
        """The stage of figures whose words tell none: the document's, but for what a budget says of an earlier year."""
        own = self._scene.stage
        if own is Stage.FINAL:
            return own
        year, stage = self._heading_time()
        earlier = year is not None and self._identity.year is not None and year < self._identity.year
        return stage if earlier and stage is not None else own


def _clauses(sentence: str) -> list[Clause]:
    """The figures of a folded sentence with the words around them."""
    clauses: list[Clause] = []
    sentence = without_base_amounts(sentence)
    figures = find_figures(sentence)
    consumed = 0
    for position, figure in enumerate(figures):
        lead = "".join(sentence[consumed : figure.start].split())
        ends = figures[position + 1].start if position + 1 < len(figures) else len(sentence)
        clause = read_clause(figure, lead, sentence[figure.stop : ends])
        completed = (
            _COMPLETED.search(clauses[-1].lead) if clauses and lead == "的" and figure.kind == "percent" else None
        )
        clauses.append(replace(clause, role=Role.SHARE, base=completed["base"]) if completed else clause)
        consumed = figure.stop + clauses[-1].consumed
    return clauses


def _unit(clause: Clause, name: str) -> str:
    """What a figure is counted in: 接待批次 41 个 are 41 批次."""
    counted = _COUNTED_AS.search(name) if clause.role is Role.COUNT else None
    return counted.group() if counted and clause.figure.unit in _PLAIN_COUNTS else clause.figure.unit


def _signed(clause: Clause) -> Decimal:
    return -abs(clause.figure.value) if clause.sign < 0 else clause.figure.value

"""The figures that sentences state, each with its subject, role, year, stage, base and the total it is a part of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from index.model.document import Document, Paragraph, Place, TextLine
from index.model.records import Identity, Kind, Role, Stage, Statement
from index.narrative.clauses import Clause, read_clause
from index.narrative.figures import PrintedFigure, find_figures, fold
from index.narrative.headings import heading_project, heading_subject
from index.narrative.outline import Placed, bare, numbering_rank, outline
from index.narrative.parts import LIST_OPENER, Parts
from index.narrative.sentences import sentence_spans
from index.narrative.subjects import Phrase, account_name, is_known, read_phrase

CellText = tuple[int, int, str, Place, str, str]
_AMOUNTS = (Role.LEVEL, Role.COUNT)
_CHANGES = (Role.CHANGE, Role.RATE)
_AS_OF = re.compile(r"截[至止]到?(\d{4})年")
_CARRIED_VERB = re.compile(r"^(涉及|购置|拟购置)")
_GLOSSARY = re.compile(r"名词(?:解释|说明)|专业(?:性)?名词|术语")
_LISTED_REASON = re.compile(r"[一二三四五六七八九十]是")
_INLINE_HEADING = re.compile(r"^[^，：；]{2,24}。$")


@dataclass(slots=True)
class _Context:
    """What earlier words leave open for later ones; `chain` holds the statements of the sentence at hand."""

    section: tuple[str, ...] = ()
    topic: str = ""
    topic_code: str = ""
    heads: tuple[int, ...] = ()  # the amounts, no parts, of the last sentence that has any
    as_of: int | None = None
    project: str = ""
    indicator: str = ""
    sentence: str = ""
    offset: int = 0
    table: int | None = None
    chain: list[int] = field(default_factory=list)
    top: list[int] = field(default_factory=list)
    year: int | None = None
    reason: bool = False


def read_statements(document: Document, identity: Identity, in_cell: Sequence[CellText]) -> tuple[Statement, ...]:
    """All figures stated in the narrative, in order, then those in table cells (`in_cell`).

    `in_cell`: table index, row index, text, place, project and indicator name of cells that hold words and figures.
    """
    reader = _Reader(identity)
    reader.narrative(outline(document))
    for cell in in_cell:
        reader.cell(cell)
    return reader.result()


class _Reader:
    """Reads paragraph after paragraph; statements refer to one another by their position."""

    def __init__(self, identity: Identity) -> None:
        self._identity = identity
        self._owner = re.sub(r"\s", "", fold(identity.organization))
        self._found: list[Statement] = []
        self._parts = Parts()
        self._now = _Context()
        self._under_heading: set[str] = set()

    def result(self) -> tuple[Statement, ...]:
        """The statements with their totals."""
        parents = self._parts.parents(self._found)
        return tuple(replace(statement, parent=parents.get(i)) for i, statement in enumerate(self._found))

    def narrative(self, paragraphs: Iterable[Placed]) -> None:
        """Read the paragraphs of the narrative, glossaries left out."""
        for placed in paragraphs:
            if any(_GLOSSARY.search(heading) for heading in placed.section):
                continue
            same = placed.section == self._now.section
            self._parts.begin_paragraph(placed.rank, same_section=same)
            waiting = self._now if same and placed.rank is None and not self._now.heads else _Context()
            self._now = _Context(section=placed.section, topic=waiting.topic, topic_code=waiting.topic_code)
            self._under_heading = self._under_heading if same else set()
            self._paragraph(placed.paragraph, placed.rank)

    def cell(self, cell: CellText) -> None:
        """Read a table cell with words and figures."""
        table, _, text, place, project, indicator = cell
        section = tuple(name for name in (project, indicator) if name)
        self._parts.begin_paragraph(numbering_rank(text), same_section=False)
        self._now = _Context(section=section, project=project, indicator=indicator, table=table)
        self._under_heading = set()
        self._paragraph(Paragraph((TextLine(text, place),)), None)

    def _paragraph(self, paragraph: Paragraph, rank: float | None) -> None:
        text = paragraph.text
        skipped = len(text.rstrip()) - len(bare(text))
        for start, end in sentence_spans(text):
            begin = max(start, min(skipped, end))
            if begin < end:
                self._now.sentence, self._now.offset = text[begin:end], begin
                self._sentence(paragraph)
        if LIST_OPENER.search(re.sub(r"\s", "", fold(text)).rstrip("。")):
            self._parts.open_list(self._now.heads, rank)

    def _sentence(self, paragraph: Paragraph) -> None:
        now = self._now
        folded = fold(now.sentence)
        now.chain, now.reason, now.year = [], bool(_LISTED_REASON.match(folded)), None
        figures = find_figures(now.sentence)
        if not figures:
            self._take_topic(re.sub(r"\s", "", folded))
        consumed = 0
        clauses = []
        for figure, following in pairwise((*figures, None)):
            assert figure is not None  # noqa: S101  only the last of the row is None
            lead = re.sub(r"\s", "", folded[consumed : figure.start])
            tail = folded[figure.stop : following.start if following else len(folded)]
            clauses.append(read_clause(figure, lead, tail))
            consumed = figure.stop + clauses[-1].consumed
        for clause, names in _with_names(clauses):
            self._clause(clause, names, paragraph)
        if now.top:
            now.heads = tuple(now.top)
        if folded.rstrip("”） ").endswith(("。", "！", "？")):
            self._parts.close_sentence()
            now.top = []

    def _take_topic(self, words: str) -> None:
        """A sentence without figures may name what the next ones are about: an account, or 公务接待费。."""
        account = account_name(re.sub(r"[。；]$|。.*", "", words).split("，")[0])
        if account is not None:
            self._now.topic_code, self._now.topic = account
        elif _INLINE_HEADING.match(words) and not self._now.heads:
            phrase = read_phrase(words.rstrip("。"), self._owner)
            if is_known(phrase.name):
                self._now.topic = phrase.name

    def _clause(self, clause: Clause, names: tuple[str, ...] | None, paragraph: Paragraph) -> None:
        """Make the statements of one figure: one, or none where its subject is not certain."""
        now = self._now
        now.reason = (now.reason and not clause.opens_parts) or clause.in_reason
        as_of = _AS_OF.search(clause.lead)
        if as_of:
            now.as_of = now.year = int(as_of[1])
        if clause.closes_bracket:
            self._parts.close_bracket()
        self._open_parts(clause)
        if names is not None:
            for name in names:
                self._add(clause, Phrase(name=name), paragraph)
            return
        phrase = self._changed(clause) if clause.role in (*_CHANGES, Role.SHARE) else self._stated(clause)
        if phrase is not None and phrase.name:
            self._add(clause, phrase, paragraph)

    def _open_parts(self, clause: Clause) -> None:
        now = self._now
        amounts = [i for i in now.chain if self._found[i].role in _AMOUNTS]
        if clause.opens_parts:
            self._parts.open_inline((amounts[-1],) if amounts else now.heads, bracket=clause.opens_bracket)
            return
        for segment in clause.segments[:-1]:
            if segment.endswith("中") and not clause.opens_parts:
                named = read_phrase(segment[:-1], self._owner).name
                same = [i for i, found in enumerate(self._found) if found.subject == named and found.role in _AMOUNTS]
                same = [i for i in same if self._found[i].section == now.section]
                if named and same:
                    self._parts.open_inline((same[-1],))

    def _stated(self, clause: Clause) -> Phrase | None:
        """What an amount or a count is of; None where nothing says it."""
        now = self._now
        if clause.noun and clause.role is Role.COUNT:
            years = read_phrase(clause.segments[-1], self._owner)
            return replace(years, name=clause.noun, code="", stage=None)
        phrase = read_phrase(clause.segments[-1], self._owner)
        phrase = self._with_year_before(clause, phrase)
        if clause.continued and now.chain:
            return replace(phrase, name=self._found[now.chain[-1]].subject)
        if phrase.name and not phrase.whole:
            return None if clause.attributive and clause.role is Role.COUNT else self._own(clause, phrase)
        if not clause.lead.strip("，,、；：:（）和及与"):
            return replace(phrase, name=now.project) if now.project and not now.chain else None
        if now.reason or clause.attributive:
            return None
        if phrase.this_project:
            return replace(phrase, name=now.project or heading_project(now.section, self._owner))
        if phrase.project_total:
            described = any("项目" in heading for heading in now.section)
            return replace(phrase, name=now.project or (heading_project(now.section, self._owner) if described else ""))
        for segment, mark in zip(reversed(clause.segments[:-1]), reversed(clause.marks), strict=False):
            before = read_phrase(segment, self._owner)
            named = mark in "：:" or is_known(before.name) or before.code or segment.endswith("方面")
            if before.name and named and not before.whole:
                return replace(phrase, name=before.name, code=before.code)
        return self._from_context(clause, phrase)

    def _with_year_before(self, clause: Clause, phrase: Phrase) -> Phrase:
        """The year may stand in an earlier piece of the sentence (2024 年，…收入预算)."""
        if phrase.year is None and not phrase.this_year and not phrase.last_year:
            for segment in reversed(clause.segments[:-1]):
                before = read_phrase(segment, self._owner)
                if before.year is not None:
                    return replace(phrase, year=before.year)
        return phrase

    def _own(self, clause: Clause, phrase: Phrase) -> Phrase | None:
        """A phrase that names its subject itself; 涉及 and 购置 carry over a list joined by commas."""
        now = self._now
        if now.reason and clause.role is Role.LEVEL and is_known(phrase.name):
            return None
        if clause.figure.kind == "percent" and clause.role is Role.LEVEL and is_known(phrase.name):
            return None
        verb = _CARRIED_VERB.match(self._found[now.chain[-1]].subject) if now.chain else None
        plain = re.sub(r"^.*[^\u4e00-\u9fff（）]", "", clause.segments[-1])
        if phrase.name.startswith("涉及"):
            return phrase
        if verb and clause.role in _AMOUNTS and not clause.opens_parts and len(clause.segments) <= 2 and plain:  # noqa: PLR2004
            carried = plain if verb[1] == "涉及" and clause.listed else phrase.name
            return replace(phrase, name=verb[1] + carried) if clause.listed or verb[1] != "涉及" else phrase
        if clause.segments[-1].endswith(("采购金额", "金额")) and len(clause.segments) > 1 and clause.segments[-2].endswith("的"):
            return replace(phrase, name=clause.segments[-2] + clause.segments[-1])
        return phrase

    def _from_context(self, clause: Clause, phrase: Phrase) -> Phrase | None:
        """The subject of words that name none: the sentence so far, the paragraph's topic, the heading, the cell."""
        now = self._now
        amounts = [i for i in now.chain if self._found[i].role in _AMOUNTS]
        told_apart = phrase.stage is not None or phrase.year is not None or phrase.last_year
        if clause.role is Role.COUNT or clause.figure.kind == "percent":
            return replace(phrase, name=now.indicator) if now.indicator and not now.chain else None
        if amounts:
            last = self._found[amounts[-1]]
            if phrase.whole and ("收入" in last.subject) != ("收入" in phrase.name):
                return phrase
            same = told_apart and (phrase.stage is not last.stage or phrase.year not in (None, last.year))
            return replace(phrase, name=last.subject, code=last.code) if same else None
        heading = now.topic or self._heading()
        if phrase.whole:
            fits = heading and (now.topic or ("收入" in heading) == ("收入" in phrase.name))
            return replace(phrase, name=heading if fits else phrase.name, code=now.topic_code)
        if now.topic:
            return replace(phrase, name=now.topic, code=now.topic_code)
        if len(now.heads) == 1 and told_apart:
            return replace(phrase, name=self._found[now.heads[0]].subject, code=self._found[now.heads[0]].code)
        if now.heads:
            return None
        return replace(phrase, name=heading or now.project)

    def _heading(self) -> str:
        """The heading's subject, unless amounts of other subjects stand under the heading already."""
        subject = heading_subject(self._now.section, self._owner)
        return subject if self._under_heading <= {subject} else ""

    def _changed(self, clause: Clause) -> Phrase | None:
        """What a change, rate or share is of: its own noun, else the amount before it where that is one alone."""
        now = self._now
        if clause.noun and clause.role is Role.CHANGE:
            return Phrase(name=clause.noun)
        for segment in reversed(clause.segments):
            own = read_phrase(segment, self._owner)
            nearest = segment is clause.segments[-1]
            if own.name and not own.whole and (nearest or is_known(own.name)):
                return own
            if own.whole and not now.chain and not now.heads:
                return own
        if now.reason:
            return None
        about = self._about(share=clause.role is Role.SHARE)
        if about is not None:
            statement = self._found[about]
            return Phrase(statement.subject, statement.code, year=statement.year, stage=statement.stage)
        if now.chain or now.heads:
            return None
        topic = now.topic or self._heading() or now.project
        return Phrase(name=topic, code=now.topic_code)

    def _about(self, *, share: bool) -> int | None:
        """The statement that 比上年增加 … speaks of; None where two could be meant."""
        now = self._now
        if not now.chain:
            return now.heads[0] if len({self._found[i].subject for i in now.heads}) == 1 else None
        last = now.chain[-1]
        if share or self._found[last].role not in _AMOUNTS or len(now.chain) == 1:
            return last
        before = self._found[now.chain[-2]]
        sibling = before.role in _AMOUNTS and before.subject != self._found[last].subject
        total_of_last = before.role in _AMOUNTS and now.chain[-2] in self._parts.in_scope()
        return None if sibling and not total_of_last else last

    def _add(self, clause: Clause, phrase: Phrase, paragraph: Paragraph) -> None:
        now, figure = self._now, clause.figure
        last = self._found[now.chain[-1]] if now.chain else None
        base = clause.base
        if clause.role in _CHANGES and not base and last is not None and last.role in _CHANGES:
            base = last.base
        if clause.role is Role.SHARE and not base:
            totals = self._parts.totals_of(now.chain)
            base = self._found[totals[0]].subject if len(totals) == 1 else ""
        year = self._year(phrase, clause)
        statement = Statement(
            place=paragraph.place_at(now.offset + figure.start), section=now.section, sentence=now.sentence,
            subject=phrase.name, printed=now.sentence[figure.start : figure.end], value=_signed(clause),
            unit=figure.unit, role=clause.role, start=figure.start, end=figure.end, year=year,
            stage=phrase.stage if phrase.stage is not None else self._default_stage(), base=base, code=phrase.code, table=now.table,
        )  # fmt: skip
        self._found.append(statement)
        index = len(self._found) - 1
        now.chain.append(index)
        if clause.role in _AMOUNTS:
            if statement.year is not None and (phrase.year or phrase.last_year):
                now.year = statement.year
            if not self._parts.add(index, self._found):
                now.top.append(index)
                self._under_heading.add(phrase.name)

    def _year(self, phrase: Phrase, clause: Clause) -> int | None:
        """The year of a figure: printed with it, else of its sentence, else the 截至 date of a count, else the document's."""
        own = self._identity.year
        if phrase.year is not None:
            return phrase.year
        if phrase.this_year:
            return own
        if phrase.last_year:
            return own - 1 if own is not None else None
        if self._now.year is not None:
            return self._now.year
        if clause.role is Role.COUNT and self._now.as_of is not None:
            return self._now.as_of
        return own

    def _default_stage(self) -> Stage:
        return Stage.FINAL if self._identity.kind is Kind.FINAL_ACCOUNT else Stage.BUDGET


def _signed(clause: Clause) -> Decimal:
    value = clause.figure.value
    return -abs(value) if clause.sign < 0 else value


def _with_names(clauses: Sequence[Clause]) -> list[tuple[Clause, tuple[str, ...] | None]]:
    """Pair figures with the names that 均 and 分别 give them; () where names and figures do not match."""
    paired: list[tuple[Clause, tuple[str, ...] | None]] = []
    waiting: list[tuple[str, ...]] = []
    for position, clause in enumerate(clauses):
        bare_lead = re.fullmatch(r"[、，,和及与以]*", clause.lead) is not None
        if waiting and bare_lead:
            paired.append((clause, waiting.pop(0)))
            continue
        waiting = []
        if not (clause.shared or clause.each_own):
            paired.append((clause, None))
            continue
        names = _names(clause.segments[-1])
        if clause.shared:
            paired.append((clause, tuple(names)))
            continue
        followers = _run_length(clauses, position)
        each: list[tuple[str, ...]] = [(name,) for name in names] if len(names) == followers else [()] * followers
        paired.append((clause, each[0]))
        waiting = each[1:]
    return paired


def _names(words: str) -> list[str]:
    pieces = re.split(r"[、和与及]+(?![^（]*）)", words)
    return [name for name in (read_phrase(piece, "").name for piece in pieces) if name]


def _run_length(clauses: Sequence[Clause], position: int) -> int:
    length = 1
    for clause in clauses[position + 1 :]:
        if re.fullmatch(r"[、，,和及与以]*", clause.lead) is None:
            break
        length += 1
    return length

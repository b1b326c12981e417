"""What each figure of a draft claims (文稿的说法): of what, of whom, when, in which role, as sentences are read."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant.proofread.setting import masked, organizations_of, sentences
from index.model.document import Document, Paragraph, Place, TextLine
from index.model.records import Identity, Kind, Role, Scope, Stage
from index.narrative.outline import Placed, numbering_rank
from index.narrative.scene import CHANGES
from index.narrative.statements import read_statements
from index.narrative.subjects import read_phrase

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from assistant.execute.ledger import Ledger
    from assistant.proofread.setting import Given, Sentence
    from assistant.proofread.written import Figure, Written
    from index.model.records import Statement

_NOTHING: Final = re.compile(
    r"[\s，,、；;：:（）()和与及为是则达到共有的约占比较于\u3000]*(?:(?:19|20)\d\d年度?(?:预算|决算)?|年初预算)?数?[\s，,、为是则达到的\u3000]*"
)
_CHANGED: Final = re.compile(
    r"[，,]?(?:比上年|较上年|同比)?(?:(?P<more>增加|增长|增|多|上升)|(?P<less>减少|下降|减|少|降低|压减))了?"
)
_CHANGED_LATER: Final = re.compile(
    r"^[，,]?(?P<base>(?:比|较|与|同)[^，。；0-9]{0,4}(?:(?:19|20)\d\d年|上年|去年)[^，。；0-9]{0,8}?)?(?:相比)?[，,]?"
    r"(?:(?P<more>增加|增长|上升|增)|(?P<less>减少|下降|减|降低|压减))(?:了|幅为?)?$"
)
_REACHED: Final = re.compile(
    r"[，,]?(?:(?:降|增|升|减|下降|上升|增加|减少|压减|压缩|提高|增长)(?:至|到|为)|为|达到?|达)了?"
)
_WITHIN: Final = re.compile(r"^(?P<whole>[^，。；：、]{2,20}?)(?:之中|中|里面?|当中)[，,：:]")
_PART_OF: Final = re.compile(r"(?<!其)(?:之中|中|里面?|当中)(?=[，,：:]|[^，。；、心央小]{2,})")
_WHOLE_OF: Final = re.compile(
    r"(?:预算|决算|文件|报告|数据|说明|公开表?|“?三公”?经费|(?<!基本|项目|公用|人员)支出|收入)$"
)
_COMPLETED: Final = re.compile(r"[，,]?(?:完成|占|为)(?:了)?(?:年初|全年|调整后?)?预算数?的?$")
_VERB: Final = re.compile(r"[，,]?(?:共|合计)?(?:达到?|为|约为?|即|金额为?|计)?")


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure of a draft with what it says; `subject` is "" where the sentence does not say of what for certain.

    `value` has the sign of the change for changes and growth. `organizations` are the ids it may be of, `unknown` an
    organization that is not loaded; `years` those that may be meant (one: certain).
    """

    figure: Figure
    sentence: str
    lead: str
    subject: str
    code: str
    role: Role
    value: Decimal
    years: tuple[int, ...]
    stage: Stage
    kind: str
    version: str
    base: str
    parent: str
    organizations: tuple[int, ...]
    unknown: str
    place: int = 0  # which sentence
    opening: str = ""  # its words before the first figure
    sure: bool = True  # whether the words name the subject, and not only what stands before

    @property
    def read(self) -> bool:
        """Whether the sentence says what the figure is of."""
        return bool(self.subject)


def read_claims(ledger: Ledger, written: Written, given: Given) -> list[Claim]:
    """Read what each figure of a draft claims, in order; a figure that says nothing is a claim without a subject."""
    spans = sentences(ledger, written.plain, given)
    text = _without_respectively(masked(written.plain, spans), spans)
    stated = _statements(text, spans)
    claims: list[Claim] = []
    for number, sentence in enumerate(spans):
        inside = [one for one in written.figures if sentence.start <= one.plain_start < sentence.end]
        own: list[Claim] = []
        previous = sentence.start
        for figure in inside:
            lead = text[previous : figure.plain_start]
            claim = _claim(sentence, figure, stated, lead)
            opening = "".join(text[sentence.start : inside[0].plain_start].split())
            placed = replace(claim, sentence=_words(written, sentence), place=number, opening=opening)
            claim = _narrowed(_carried(placed, own))
            own.append(claim)
            previous = figure.plain_end
        claims += _assigned(sentence, own)
    return claims


def _words(written: Written, sentence: Sentence) -> str:
    return written.text[written.offsets[sentence.start] : written.offsets[sentence.end - 1] + 1]


def _statements(text: str, spans: Sequence[Sentence]) -> dict[int, tuple[Statement, str]]:
    """The statements of a draft by the offset of their figure, with the subject of what they are a part of.

    Each character is handed over as a line of its own, so that the place of a statement is its offset.
    """
    found: dict[int, tuple[Statement, str]] = {}
    for (_, years, kind, heading), group in groupby(
        spans, key=lambda one: (one.paragraph, one.setting.years, one.setting.kind, one.heading)
    ):
        run = list(group)
        start, end = run[0].start, run[-1].end
        lines = tuple(TextLine(text[at], Place(line=at)) for at in range(start, end))
        year = years[0] if len(years) == 1 else None
        identity = Identity("", year, Kind.FINAL_ACCOUNT if kind == "决算" else Kind.BUDGET, Scope.DEPARTMENT)
        placed = Placed(Paragraph(lines), heading, numbering_rank(text[start:end]), after_grid=False)
        document = Document(path=Path("draft"), sha256="", format="txt", blocks=())
        read = read_statements(document, identity, (), (placed,))
        for one in read:
            parent = read[one.parent].subject if one.parent is not None else ""
            if one.place.line is not None:
                found[one.place.line] = (one, parent)
    return found


def _claim(sentence: Sentence, figure: Figure, stated: dict[int, tuple[Statement, str]], lead: str) -> Claim:
    ids, unknown = organizations_of(sentence, figure.plain_start)
    one, parent = stated.get(figure.plain_start, (None, ""))
    setting = sentence.setting
    years = (one.year,) if one is not None and one.year is not None else setting.years
    unread = Stage.FINAL if setting.kind == "决算" else Stage.BUDGET
    return Claim(
        figure=figure,
        sentence="",
        lead="".join(lead.split()),
        subject=one.subject if one else "",
        code=one.code if one else "",
        role=one.role if one else (Role.COUNT if figure.kind == "count" else Role.LEVEL),
        value=one.value if one else figure.value,
        years=years,
        stage=one.stage if one else unread,
        kind=setting.kind,
        version=setting.version,
        base=one.base if one else "",
        parent=parent,
        organizations=ids,
        unknown=unknown,
    )


def _carried(claim: Claim, before: Sequence[Claim]) -> Claim:
    """What a figure takes over from those before it in its sentence, where its own words name nothing."""
    if claim.role is Role.SHARE and not claim.base:
        return _within(claim, before)
    last = next((one for one in reversed(before) if one.role is Role.LEVEL and one.read), None)
    if before and before[-1].role in CHANGES and before[-1].read and _REACHED.fullmatch(claim.lead):
        changed = before[-1]
        return replace(
            claim, subject=changed.subject, code=changed.code, years=changed.years, stage=changed.stage, role=Role.LEVEL
        )  # fmt: skip
    if last is None:
        return claim
    if claim.role in CHANGES and claim.read:
        return _over_years(claim, before)
    nearest = before[-1]
    if nearest.read and nearest.role is Role.SHARE and _VERB.fullmatch(claim.lead) and claim.role is Role.LEVEL:
        return replace(claim, subject=nearest.subject, code=nearest.code, years=nearest.years, sure=False)
    return claim if claim.read else _unnamed(claim, before, last)


def _within(claim: Claim, before: Sequence[Claim]) -> Claim:
    """甲占基本支出的 90%，乙占 10%; “三公”经费中，甲占 57%: the whole is said once, or not at all."""
    earlier = next((one.base for one in reversed(before) if one.role is Role.SHARE and one.base), "")
    named = _WITHIN.search(claim.opening)
    whole = earlier or (read_phrase(named["whole"], "").name if named else "")
    return replace(claim, base=whole, sure=claim.sure and (bool(whole) or not before or before[-1].role is Role.SHARE))


def _unnamed(claim: Claim, before: Sequence[Claim], last: Claim) -> Claim:
    """An amount behind nothing but an organization or a year; a change of the amount before it."""
    if (changed := _CHANGED.fullmatch(claim.lead)) and before[-1].role is Role.LEVEL:
        return _change_from(claim, before, less=changed["less"] is not None)
    if claim.figure.kind == "percent" and _COMPLETED.fullmatch(claim.lead):
        return replace(
            claim, subject=last.subject, code=last.code, years=last.years, stage=Stage.FINAL, role=Role.SHARE,
            base="年初预算",
        )  # fmt: skip
    if (later := _CHANGED_LATER.search(claim.lead)) and claim.figure.kind != "count":
        return _of_the_nearest(claim, before, last, later)
    if claim.figure.kind != last.figure.kind or not _NOTHING.fullmatch(claim.lead):
        return claim
    year = re.search(r"(?:19|20)\d\d", claim.lead)
    years = (int(year.group()),) if year else last.years
    stage = Stage.INITIAL_BUDGET if "年初预算" in claim.lead else last.stage
    return replace(claim, subject=last.subject, code=last.code, years=years, stage=stage, role=last.role)


def _of_the_nearest(claim: Claim, before: Sequence[Claim], last: Claim, changed: re.Match[str]) -> Claim:
    """甲 5 万元，乙 3 万元，比上年增长 2%: probably of the nearest, which is not certain."""
    value = -abs(claim.value) if changed["less"] else claim.value
    role = Role.RATE if claim.figure.kind == "percent" else Role.CHANGE
    near = replace(
        claim, subject=last.subject, code=last.code, years=last.years, stage=last.stage, role=role, value=value,
        base=changed["base"] or "", sure=False,
    )  # fmt: skip
    over = _over_years(near, before)
    return replace(over, sure=True) if over is not near else near


def _narrowed(claim: Claim) -> Claim:
    """行政运行中，公用经费 5 万元: of a part, and not the thing that the name alone is; 预算中 narrows nothing."""
    if claim.role is not Role.LEVEL or not claim.sure:
        return claim
    words = f"{claim.opening}，{claim.lead}"
    narrowed = any(not _WHOLE_OF.search(words[: match.start()]) for match in _PART_OF.finditer(words))
    return replace(claim, sure=False) if narrowed else claim


def _over_years(claim: Claim, before: Sequence[Claim]) -> Claim:
    """2023 年 5 万元，2024 年增至 6 万元，增长 20%: a change without a base is of the later year, against the other."""
    levels = [one for one in before if one.role is Role.LEVEL and one.subject == claim.subject and len(one.years) == 1]
    if claim.base or len(levels) < 2 or len({one.years for one in levels}) != 2:  # noqa: PLR2004 - two years
        return claim
    now, base = max(levels, key=lambda one: one.years), min(levels, key=lambda one: one.years)
    stage = "执行数" if base.stage is Stage.EXECUTED else ""
    return replace(claim, years=now.years, stage=now.stage, base=f"比{base.years[0]}年{stage}")


def _change_from(claim: Claim, before: Sequence[Claim], *, less: bool) -> Claim:
    """今年 5 万元，较 2024 年的 8 万元减少 3 万元: the change is of the first, against the second."""
    levels = [one for one in before if one.role is Role.LEVEL and one.read]
    base = levels[-1]
    now = levels[-2] if len(levels) > 1 and levels[-2].subject == base.subject else base
    against = f"比{base.years[0]}年" if now is not base and len(base.years) == 1 else ""
    if base.stage is Stage.INITIAL_BUDGET and base.years == now.years:
        against = "比年初预算" if now is not base else ""
    value = -abs(claim.value) if less else claim.value
    return replace(
        claim, subject=now.subject, code=now.code, years=now.years, stage=now.stage, role=Role.CHANGE, base=against,
        value=value, sure=now is not base,
    )  # fmt: skip


def _without_respectively(text: str, spans: Sequence[Sentence]) -> str:
    """甲局和乙局支出分别为 5 万元和 3 万元: 分别 is of the organizations, and the names of the items are one."""
    characters = list(text)
    for sentence in spans:
        if not _paired(text, sentence):
            continue
        for match in re.finditer(r"分别", text[sentence.start : sentence.end]):
            characters[sentence.start + match.start() : sentence.start + match.end()] = "\u3000\u3000"
        for first, second in zip(sentence.named, sentence.named[1:], strict=False):
            if re.fullmatch(r"[和与及、，\s]*", text[first.end : second.start]):
                characters[first.end : second.start] = "\u3000" * (second.start - first.end)
    return "".join(characters)


def _paired(text: str, sentence: Sentence) -> bool:
    """Whether 分别 in a sentence gives its figures to organizations that stand together."""
    at = text.find("分别", sentence.start, sentence.end)
    if at < 0 or len(sentence.named) < 2:  # noqa: PLR2004 - several
        return False
    together = [text[a.end : b.start] for a, b in zip(sentence.named, sentence.named[1:], strict=False) if b.end <= at]
    return bool(together) and all(re.fullmatch(r"[和与及、，\s]*", between) for between in together)


def _assigned(sentence: Sentence, claims: list[Claim]) -> list[Claim]:
    """Give the figures behind 分别 to the organizations in their order, where there are as many of each."""
    before = [one for one in sentence.named if claims and one.end <= claims[0].figure.plain_start]
    same = [one for one in claims if one.read and one.role is Role.LEVEL and one.subject == claims[0].subject]
    words = claims[0].sentence if claims else ""
    if len(before) < 2 or "分别" not in words or len(same) != len(before) or claims[: len(same)] != same:  # noqa: PLR2004
        return claims
    given = [
        replace(claim, organizations=named.ids, unknown="" if named.ids else named.text)
        for claim, named in zip(same, before, strict=True)
    ]
    return [*given, *claims[len(same) :]]

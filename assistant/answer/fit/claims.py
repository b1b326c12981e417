"""What a question itself claims (问题中的说法): amounts that it quotes, and the direction of a change that it assumes.

A claim that the documents do not bear out is told: the answer never goes along with it in silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.draft import amount_text, entry_label, place_text
from assistant.answer.messages import message
from assistant.plan import Target, TargetKind
from assistant.understand.words import asked, cues
from index.model.quantity import Quantity, parse_quantity
from index.model.units import FEN_PER_YUAN, MONEY_UNITS, is_money
from index.store.schema import StatementRow

if TYPE_CHECKING:
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source
    from assistant.plan import Plan

_PAIR: Final = 2
_THAN_LATER: Final = re.compile(r"[比较]\s*(?:20)?\d\d年[^，,。；;？?]{0,16}[多少高低增减涨降]")
_COUNTABLE: Final = "车"  # said in many words: 公务车, 公车, 车子
_UNIT = re.compile(r"\s*[多余]?\s*(亿元|万元|百分点|亿|万|元|块钱?|%|倍)")
_BEYOND = re.compile(r"\s*(?:[余多](?=[亿万]?元?)|(?:亿元|万元|亿|万|元|百分点|%|倍)[余多])")
_LAST_UNIT = re.compile(r"(?:\s*[，,、和与及]\s*[\d,.]*\d)+\s*(亿元|万元|亿|万|元)")
_NAMES: Final = {"亿": "亿元", "万": "万元", "块": "元", "块钱": "元", "百分点": "%"}


@dataclass(frozen=True, slots=True)
class Claim:
    """A number that the question quotes; `unit` is "" where the question gives none."""

    quantity: Quantity
    unit: str
    text: str
    beyond: bool = False  # 9101万多: so much, and less than one more of its last digit

    @property
    def fen(self) -> int | None:
        """The amount in 分; None when the claim is no money, or finer than 分."""
        fen = self.quantity.value * MONEY_UNITS.get(self.unit, Decimal(0)) * FEN_PER_YUAN
        return int(fen) if is_money(self.unit) and fen == fen.to_integral_value() else None

    def fits(self, value: Decimal, unit: str) -> bool:
        """Whether a figure of the documents is what the question quotes, within the digits that either prints."""
        own, its = self.quantity, value
        if is_money(self.unit) and is_money(unit):
            its = value * MONEY_UNITS[unit] / MONEY_UNITS[self.unit]
        elif self.unit and self.unit != unit:
            return False
        if self.beyond:
            return 0 <= abs(its) - abs(own.value) < _last_said(own)
        return abs(abs(own.value) - abs(its)) <= own.half_unit


def _last_said(quantity: Quantity) -> Decimal:
    """One of the last digit that is said: 9,100多 is less than 9,200."""
    value = abs(quantity.value)
    zeros = len(str(int(value))) - len(str(int(value)).rstrip("0")) if value and value == int(value) else 0
    return Decimal(10) ** zeros if zeros else 2 * quantity.half_unit


def claims(plan: Plan) -> list[Claim]:
    """The numbers that a question to be verified quotes."""
    literals = [target for target in plan.against if target.kind is TargetKind.LITERAL]
    return [claim for claim in (quoted(plan, literal) for literal in literals) if claim is not None]


_FROM_TO: Final = re.compile(
    r"[从由]\s*(?P<one>\d[\d,.]*)\s*(?:个?亿|万|元|块)[^，,。；;？?\d]{0,8}[到至成为]\s*(?P<other>\d[\d,.]*)\s*(?:个?亿|万|元|块)?"
)


def from_to(plan: Plan) -> tuple[Claim, Claim] | None:
    """The amounts between which a question says that something moved: 从 42 万降到 5 万."""
    said = _FROM_TO.search(plan.question)
    numbers = () if said is None else ((said[name], said.start(name)) for name in ("one", "other"))
    found = [quoted(plan, Target(text=text, kind=TargetKind.LITERAL, start=start)) for text, start in numbers]
    claimed = [claim for claim in found if claim is not None]
    return (claimed[0], claimed[1]) if len(claimed) == _PAIR else None


def quoted(plan: Plan, literal: Target) -> Claim | None:
    """The number that a literal of the question gives, with its unit."""
    quantity = parse_quantity(literal.text)
    unit = _unit_of(plan, literal)
    end = literal.start + len(literal.text)
    beyond = _BEYOND.match(plan.question, end) is not None
    text = f"{literal.text}{'多' if beyond else ''}{unit}"
    return Claim(quantity, unit, text, beyond) if quantity is not None else None


def _unit_of(plan: Plan, literal: Target) -> str:
    """The unit right after a number; in a list of them (A、B万元) the one after the last."""
    end = literal.start + len(literal.text)
    match = _UNIT.match(plan.question, end) or _LAST_UNIT.match(plan.question, end)
    return _NAMES.get(match[1], match[1]) if match else ""


def compare_amount(work: Work, *entries: Entry) -> None:
    """Say whether a figure of the answer is the one that the question quotes for it."""
    for claim in claims(work.plan):
        kind = [e for e in entries if not e.blank and (is_money(e.unit) == is_money(claim.unit) or not claim.unit)]
        fitting = [entry for entry in kind if claim.fits(entry.amount, entry.unit)]
        if fitting:
            exact = claim.beyond or any(claim.fen is not None and claim.fen == entry.fen for entry in fitting)
            exact = exact or (not claim.unit and any(claim.quantity.value == abs(entry.amount) for entry in fitting))
            shown = amount_text(abs(fitting[0].amount), fitting[0].unit)
            work.draft.say(message("borne_out" if exact else "borne_out_rounded", actual=shown, asked=claim.text))
        elif kind:
            actual = "、".join(dict.fromkeys(amount_text(abs(entry.amount), entry.unit) for entry in kind))
            work.draft.say(message("premise", actual=actual, asked=claim.text))
            _say_printed(work, kind[0].source, claim)


def _say_printed(work: Work, source: Source, claim: Claim) -> None:
    """Where the document prints the amount that a question quotes, which is of something else than was found."""
    stated = work.ledger.stated(source.ids, StatementRow.fen == claim.fen) if claim.fen else []
    own = [entry for entry in stated if entry.role == "level" and entry.table_id is None]
    if own and len({entry.subject for entry in own}) == 1:
        figure, stands = work.draft.figure(own[0], context=True), f"（{place_text(own[0])}）"
        work.draft.say(message("printed_elsewhere", label=entry_label(own[0]), figure=figure, stands=stands))


_QUOTED: Final = re.compile(r"(?<![\d.])(\d[\d,]*(?:\.\d+)?)\s*(亿元|万元|亿|万|元)(?![人次册辆件以之])")


def deny_quoted(work: Work) -> bool:
    """Say so when a look-up quotes an amount (会议费5.5万在哪张表) that no figure of its answer is."""
    plan = work.plan
    if plan.threshold or plan.units or len(plan.targets) != 1 or not work.draft.figures:
        return False
    shown = [*work.draft.figures, *work.draft.supporting]
    denied = False
    for match in _QUOTED.finditer(plan.question.replace(plan.targets[0].text, "　")):
        quantity = parse_quantity(match[1])
        if quantity is None:
            continue
        beyond = _BEYOND.match(plan.question, plan.question.find(match.group()) + len(match[1])) is not None
        claim = Claim(quantity, _NAMES.get(match[2], match[2]), match.group(), beyond)
        if not any(is_money(figure.unit) and claim.fits(Decimal(figure.value), figure.unit) for figure in shown):
            first = work.draft.figures[0]
            work.draft.say(
                message("premise", actual=amount_text(Decimal(first.value), first.unit), asked=match.group())
            )
            denied = True
    return denied


_WAY: Final = re.compile("(?:(?P<up>[多高大])|[少低小])(?:了|出)?(?:大?约|近)?$")


def compare_gap(work: Work, gap: Decimal, unit: str) -> None:
    """Say whether two items differ by the amount that a question says (甲比乙少13万，对吗)."""
    if not cues.VERIFY(work.plan.question) or not is_money(unit):
        return
    for match in _QUOTED.finditer(work.plan.question):
        quantity = parse_quantity(match[1])
        if quantity is not None:
            way = _WAY.search(work.plan.question, 0, match.start())
            said = f"{way.group() if way is not None else ''}{match.group()}"
            claim = Claim(quantity, _NAMES.get(match[2], match[2]), said)
            turned = way is not None and (way["up"] is not None) != (gap > 0)
            key = "gap_differs" if turned or not claim.fits(abs(gap), unit) else "gap_fits"
            actual = f"{message('more' if gap > 0 else 'less')} {amount_text(abs(gap), unit)}"
            work.draft.say(message(key, actual=actual, asked=said))


_TARGET: Final = re.compile(
    r"(?<![\d.])(\d[\d,]*(?:\.\d+)?)\s*(%|万?(?:[件个次人家册台条篇场天月元起处所页]|小时|分钟)|万(?![元亿]))"
)


def compare_target(work: Work) -> None:
    """Say whether the target that a question supposes (目标值是不是95%) is the one that is printed."""
    if not cues.VERIFY(work.plan.question):
        return
    shown = [figure for figure in work.draft.figures if not figure.derived]
    told = "、".join(dict.fromkeys(f"{figure.value}{figure.unit}" for figure in shown))
    for match in _TARGET.finditer(work.plan.question) if shown else ():
        value = Decimal(match[1].replace(",", ""))
        fitting = [figure for figure in shown if Decimal(figure.value) == value and figure.unit.startswith(match[2][0])]
        work.draft.say(message("borne_out" if fitting else "premise", actual=told, asked=match.group()))


def deny_direction(work: Work, change: Decimal) -> None:
    """Say so when the question takes a decrease for an increase, or the other way round."""
    assumed = cues.direction(work.plan.question)
    years = cues.years(work.plan.question)
    if len(years) == _PAIR and years[0] < years[1] and _THAN_LATER.search(work.plan.question):
        assumed = -assumed  # 2018年的比2019年多了多少: a fall from the one to the other
    actual = (change > 0) - (change < 0)
    if (denied := cues.denied_direction(work.plan.question)) and denied == actual:
        word = message("increase") if actual > 0 else message("decrease")
        work.draft.say(message("premise", actual=word, asked=message("not_so", word=word)))
    if assumed and assumed != actual:
        words = {1: message("increase"), -1: message("decrease"), 0: message("unchanged")}
        work.draft.say(message("premise", actual=words[actual], asked=words[assumed]))


def deny_count(work: Work) -> bool:
    """Say so when the question takes for granted a count (那3辆公务车) that the documents state otherwise."""
    claimed = asked.claimed_count(work.plan.question)
    if claimed is None:
        return False
    number, unit = claimed
    denied = False
    for source in work.latest:
        counts = work.ledger.stated(source.ids, StatementRow.role == "count", StatementRow.unit == unit)
        whole = [entry for entry in counts if entry.parent is None and _spoken(work, entry.subject)]
        if whole and all(entry.value != number for entry in whole):
            figure = work.draft.figure(whole[0])
            asked_for = f"{number}{unit}"
            work.draft.lines.insert(0, message("premise", actual=f"{whole[0].subject}{figure}", asked=asked_for))
            denied = True
    return denied


def _spoken(work: Work, subject: str) -> bool:
    """Whether the question speaks of the subject of a count, by a word or by its last character (公务车, 车辆)."""
    return subject in work.plan.question or any(c in work.plan.question for c in subject if c in _COUNTABLE)

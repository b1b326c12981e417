"""Answering computations of several steps (几步算式): every figure cited, the steps shown, the result exact."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.checks import compare_sum
from assistant.answer.computation import Computation, Computed, Operand, UncomputableError, evaluate, percent
from assistant.answer.draft import entry_label
from assistant.answer.lookups.own_table import in_own_table, within_nature
from assistant.answer.messages import message
from assistant.answer.sums.arithmetic import operands_in
from assistant.plan import Formula
from assistant.understand.choosing.sides import difference_of, gap_to
from assistant.understand.words.fractions import supposed
from index.model.quantity import Outcome, print_quantity
from index.model.units import is_money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source
    from assistant.plan import Target, Term

_SHARE_OF_SUM: Final = re.compile(r"\(\{0\}(?: \+ \{\d+\})+\) / \{\d+\} \* 100")
_WHOLE: Final = 100  # per cent
_POINTS: Final = "百分点"


def answer_composed(work: Work) -> Status:
    """Work out the formula in each document meant, or once over the documents that its terms name."""
    formula = work.plan.formula
    if formula is None:
        return "not_found"
    fixed = any(term.year is not None or term.organization is not None for term in formula.terms)
    moving = any(term.back for term in formula.terms)
    sources = work.chosen
    if fixed or moving:
        sources = sorted(sources, key=lambda source: -(source.year or 0))[:1]
    said = [_work_out(work, formula, source) for source in sources]
    return "answered" if said and all(said) else "not_found"


def _work_out(work: Work, formula: Formula, source: Source) -> bool:
    entries = _entries(work, formula, source)
    if entries is None or any(entry.fen is None for entry in entries) or _unlike(formula, entries):
        return False
    unit = formula.unit or entries[0].unit
    value = _value(formula, entries, unit)
    if value is not None and formula.left:
        return _say_sides(work, formula, entries, (value, unit), source)
    if value is not None and value < 0 and unit == _POINTS:  # a fall: told as such, worked out the other way round
        formula, entries = _turned(formula), [*entries[2:], *entries[:2]]
        direction, value = message("lower"), _value(formula, entries, unit)
    else:
        direction = message("higher") if unit == _POINTS else ""
    if value is None:
        return False
    shown, label = _shown(work, formula, entries), _label(formula, entries)
    figure = work.draft.derived(value, unit, label, entries, by=Computed.STEPS, source=source, steps=formula.steps)
    several = len({entry.source.organization_id for entry in entries}) > 1
    who = "" if several else work.who(source)
    head = _first_of(formula, entries, direction) if unit == _POINTS else label
    work.draft.lines.insert(0, message("composed", who=who, label=head, figure=figure, formula=shown))
    if unit == _POINTS:
        _say_shares(work, formula, entries)
    if unit == "%" and _SUM_ASKED.search(work.plan.question):
        _say_group(work, formula, entries, source)
    if unit == "%" and value > _WHOLE:  # parts that come to more than their whole overlap
        work.draft.unsure = True
        work.draft.say(message("parts_larger"))
    return True


_SUM_ASKED: Final = re.compile(
    "(?:一共|总共|合计|共计|加起来|之和|总计|拢共)[^占，,。；;]{0,8}(?:多少|几)[^占]{0,24}占"
)
_GROUP: Final = re.compile(r"(?:/ |^)\((\{\d+\}(?: \+ \{\d+\})+)\)")


def _say_group(work: Work, formula: Formula, entries: Sequence[Entry], source: Source) -> None:
    """The sum whose share, or of which a share, was asked, where the question asks for it first."""
    group = _GROUP.search(formula.steps)
    if group is None:
        return
    added = [entries[int(place)] for place in re.findall(r"\d+", group[1])]
    total = formula.model_copy(update={"steps": " + ".join(f"{{{n}}}" for n in range(len(added))), "unit": ""})
    unit = added[0].unit
    value = _value(total, added, unit)
    if value is None:
        return
    label = "＋".join(entry_label(entry) for entry in added)
    figure = work.draft.derived(value, unit, f"{label}合计", added, by=Computed.SUM, source=source)
    shown = " + ".join(work.draft.operand(entry) for entry in added)
    work.draft.lines.insert(0, message("sum", label=f"{work.who(source)}{label} ", figure=figure, formula=shown))


def _unlike(formula: Formula, entries: Sequence[Entry]) -> bool:
    """Whether one item is of “三公” at one point and of another table at the other: the two are not compared."""
    forms: dict[object, set[str]] = {}
    for term, entry in zip(formula.terms, entries, strict=True):
        if entry.form:
            forms.setdefault((term.target.names, term.target.codes), set()).add(entry.form)
    moving = any(term.back or term.year is not None for term in formula.terms)
    return moving and any(len(one) > 1 and "three_public" in one for one in forms.values())


def _say_sides(
    work: Work, formula: Formula, entries: Sequence[Entry], result: tuple[Decimal, str], source: Source
) -> bool:
    """The comparison of two sides of which one is a sum: a difference the right way round, a multiple or a share."""
    value, unit = result
    names = [
        "＋".join(_named(formula, e, 0) for e in side) for side in (entries[: formula.left], entries[formula.left :])
    ]
    turned = _turned_sides(formula) if value < 0 else formula
    ordered = [*entries[formula.left :], *entries[: formula.left]] if value < 0 else entries
    shown, label = _shown(work, turned, ordered), _label(turned, ordered)
    figure = work.draft.derived(abs(value), unit, label, ordered, by=Computed.STEPS, source=source, steps=turned.steps)
    who = work.who(source)
    if is_money(unit) and not value:
        said = message("no_gap", left=f"{who}{names[0]}", right=names[1], figure=figure, formula=shown)
    elif is_money(unit):
        direction = message("less") if value < 0 else message("more")
        said = message(
            "difference", left=f"{who}{names[0]}", right=names[1], direction=direction, figure=figure, formula=shown
        )
    else:
        said = message("composed", who=who, label=label, figure=figure, formula=shown)
    work.draft.lines.insert(0, said)
    if is_money(unit) and value and _is_rounding(formula, entries):
        work.draft.say(message("gap_of_rounding"))
    if not is_money(unit) and (asked := supposed(work.plan.question)) is not None:
        gap = _value(formula.model_copy(update={"steps": gap_to(formula, asked)}), entries, "元") or Decimal(0)
        key = "supposed_more" if gap > 0 else ("supposed_less" if gap < 0 else "supposed_exact")
        work.draft.lines.insert(1, message(key, asked=asked.text))
    return True


def _is_rounding(formula: Formula, entries: Sequence[Entry]) -> bool:
    """Whether parts miss their whole by no more than the rounding of what is printed."""
    parts, wholes = entries[: formula.left], entries[formula.left :]
    if len(wholes) > 1:
        parts, wholes = wholes, parts
    return len(wholes) == 1 and compare_sum(wholes[0], parts).outcome is Outcome.ROUNDING


def _turned_sides(formula: Formula) -> Formula:
    """The difference of two sides the other way round."""
    left = len(formula.terms) - formula.left
    terms = (*formula.terms[formula.left :], *formula.terms[: formula.left])
    return Formula(steps=difference_of(left, formula.left), terms=terms, unit=formula.unit, left=left)


def _say_shares(work: Work, formula: Formula, entries: Sequence[Entry]) -> None:
    """The two shares of which the difference is one."""
    for place in (0, 2):
        part, whole = entries[place : place + 2]
        names = _named(formula, part, place), _named(formula, whole, place + 1)
        share = percent(Decimal(part.fen or 0), Decimal(whole.fen or 1))
        by, label = Computed.SHARE, f"{names[0]}占{names[1]}比重"
        figure = work.draft.derived(share, "%", label, [part, whole], by=by, source=part.source, year=part.source.year)
        formula_text = f"{work.draft.operand(part)} ÷ {work.draft.operand(whole)}"
        told = {"numerator": names[0], "denominator": names[1], "figure": figure, "formula": formula_text}
        work.draft.say(message("ratio", who="", **told))


def _value(formula: Formula, entries: Sequence[Entry], unit: str) -> Decimal | None:
    terms = [Operand(citation=0, value=print_quantity(entry.amount), unit=entry.unit) for entry in entries]
    try:
        return evaluate(Computation(kind=Computed.STEPS, operands=terms, steps=formula.steps), unit)
    except UncomputableError:
        return None


def _turned(formula: Formula) -> Formula:
    """The difference of two shares the other way round."""
    a, b, c, d = formula.terms
    return formula.model_copy(update={"terms": (c, d, a, b)})


def _first_of(formula: Formula, entries: Sequence[Entry], direction: str) -> str:
    """甲占乙的比重比丙占丁的比重高: in the order of the question."""
    order = (2, 3, 0, 1) if direction == message("lower") else (0, 1, 2, 3)
    a, b, c, d = (_named(formula, entries[place], place) for place in order)
    return message("shares_compared", one=a, of=b, other=c, of_other=d, direction=direction)


def _entries(work: Work, formula: Formula, source: Source) -> list[Entry] | None:
    """The figure of each term, those of one document from one table where it prints them all."""
    where = [_document(work, term, source) for term in formula.terms]
    found: dict[int, Entry] = {}
    for document in {one.id: one for one in where if one is not None}.values():
        own = [place for place, one in enumerate(where) if one is not None and one.id == document.id]
        targets = [formula.terms[place].target for place in own]
        entries = operands_in(_within(work, document), targets, document)
        if entries is None:
            return None
        if re.search("[-/]", formula.steps):  # 机关运行经费减去差旅费: what is within it
            entries = _within_whole(work, formula, targets, entries)
        found.update(zip(own, entries, strict=True))
    return [found[place] for place in range(len(formula.terms))] if len(found) == len(formula.terms) else None


def _within_whole(work: Work, formula: Formula, targets: Sequence[Target], entries: Sequence[Entry]) -> list[Entry]:
    """The parts as the table of their whole prints them; the whole stands last in the share of a sum, else first."""
    last = _SHARE_OF_SUM.fullmatch(formula.steps) is not None and len(entries) == len(formula.terms)
    place = len(entries) - 1 if last else 0
    whole, taken = entries[place], "/" not in formula.steps
    found = []
    for number, (target, entry) in enumerate(zip(targets, entries, strict=True)):
        own = entry if number == place else in_own_table(work, target, entry, whole)
        found.append(within_nature(work, target, own, whole) if taken and number != place else own)
    return found


def _within(work: Work, document: Source) -> Work:
    """The work in one document, whose own year is then meant."""
    selection = work.plan.selection.model_copy(update={"years": (document.year,) if document.year else ()})
    return replace(work, plan=work.plan.model_copy(update={"selection": selection}))


def _document(work: Work, term: Term, source: Source) -> Source | None:
    """The document that a term is looked up in: of its organization and its year, of the kind of the one meant."""
    organization = term.organization if term.organization is not None else source.organization_id
    year = term.year if term.year is not None else (source.year or 0) - term.back
    for one in (source, *work.ledger.loaded.of((organization,))):
        if (one.organization_id, one.year, one.kind) == (organization, year, source.kind) and (
            one.scope == source.scope or organization != source.organization_id
        ):
            return one
    return None


def _named(formula: Formula, entry: Entry, place: int) -> str:
    """How a term is named: by its year or its organization too, where the terms differ in it."""
    term = formula.terms[place]
    year = f"{entry.source.year}年" if any(one.back or one.year is not None for one in formula.terms) else ""
    who = entry.source.organization if term.organization is not None else ""
    return f"{who}{year}{entry_label(entry)}"


def _shown(work: Work, formula: Formula, entries: Sequence[Entry]) -> str:
    """The steps with the printed amounts, and below them what each amount is."""
    told = [work.draft.operand(entry) for entry in entries]
    steps = formula.steps.replace(" * ", " × ").replace(" / ", " ÷ ").replace(" - ", " − ")
    each = dict.fromkeys(f"{_named(formula, e, place)} {told[place]}" for place, e in enumerate(entries))
    work.draft.say("其中：" + "，".join(each))
    return re.sub(r"\{(\d+)\}", lambda place: told[int(place[1])], steps)


def _label(formula: Formula, entries: Sequence[Entry]) -> str:
    """The result named by its terms: (人员支出＋公用支出)÷支出总计."""
    text = re.sub(r" \* 100$", "", formula.steps) if not is_money(formula.unit) and formula.unit else formula.steps
    text = text.replace(" + ", "＋").replace(" - ", "−").replace(" / ", "÷").replace(" * ", "×")
    return re.sub(r"\{(\d+)\}", lambda p: _named(formula, entries[int(p[1])], int(p[1])), text)

"""The checks of an answer (核对): each a tree of the arithmetic, every operand with its own place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.answer.told_checks import ToldCheck, told_once
from assistant.ui import markup
from assistant.ui.labels import label
from assistant.ui.leaf_view import viewer_address
from assistant.ui.marks import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Answer, CheckOperand, Citation

OPEN_CHECKS = 3
_SEVERITY = {"contradiction": 0, "rounding": 1, "exact": 2}


def checks_html(answer: Answer, turn: int) -> str:
    """Render the checks, what fails first; those after the first few are folded."""
    checks = sorted(told_once(answer), key=lambda told: _SEVERITY[told.first.outcome])
    if not checks:
        return f"<h3>{label('checks')}</h3><p class='hint'>{label('no_checks')}</p>" if answer.figures else ""
    items = [_check_html(check, turn) for check in checks]
    shown = max(OPEN_CHECKS, sum(told.first.outcome == "contradiction" for told in checks))
    first, rest = items[:shown], items[shown:]
    more = ""
    if rest:
        more = (
            f"<details class='more'><summary>{label('more_checks', count=len(rest))}</summary>"
            f'<ul class="checks">{"".join(rest)}</ul></details>'
        )
    return f'<h3>{label("checks")}</h3><ul class="checks">{"".join(first)}</ul>{more}'


def _check_html(told: ToldCheck, turn: int) -> str:
    check = told.first
    marks = "".join(markup.citation_link(turn, number) for number in check.citations)
    values = {name: markup.text(getattr(check, name)) for name in ("expected", "actual", "difference", "tolerance")}
    arithmetic = label("arithmetic", **values)
    if check.outcome != "exact":
        arithmetic += label("tolerance", **values)
    tree = _tree_html(check.operands, turn)
    return (
        f'<li class="{check.outcome}"><span class="outcome">{label(f"outcome_{check.outcome}")}</span>'
        f'<div><p class="statement">{markup.text(check.statement)} {"" if tree else marks}</p>'
        f'<p class="arithmetic">{arithmetic}</p>{tree}{_also_html(told, turn)}</div></li>'
    )


def _also_html(told: ToldCheck, turn: int) -> str:
    """The figures of the same check in other places."""
    others = "".join(f"<li>{_operand_html(operand, turn)}</li>" for operand in told.apart())
    return f'<div class="tree"><p class="arithmetic">{label("check_also")}</p><ul>{others}</ul></div>' if others else ""


def _tree_html(operands: Sequence[CheckOperand], turn: int) -> str:
    if not operands:
        return ""
    result = [operand for operand in operands if operand.sign == 0][:1]
    others = [operand for operand in operands if operand not in result]
    branches = "".join(f"<li>{_operand_html(operand, turn)}</li>" for operand in others)
    root = _operand_html(result[0], turn) if result else ""
    return f'<div class="tree">{root}<ul>{branches}</ul></div>'


def _operand_html(operand: CheckOperand, turn: int) -> str:
    sign = {0: "=", 1: "+", -1: "−"}.get(operand.sign, "")
    printed = markup.text(f"{operand.printed}{operand.unit}") if operand.printed else label("empty_cell")
    if operand.citation is not None:
        mark = markup.citation_link(turn, operand.citation)
    else:
        mark = _place_html(operand.place) if operand.place else ""
    return (
        f'<span class="operand"><span class="sign" aria-hidden="true">{sign}</span>'
        f'<span class="name">{markup.text(operand.label)}</span><b>{printed}</b>{mark}</span>'
    )


def _place_html(place: Citation) -> str:
    """Where a figure stands that the answer itself does not cite, linked to its page."""
    if place.page is not None:
        words, at = label("page", page=place.page), place.page
    elif place.line is not None:
        words, at = label("line", line=place.line), place.line
    else:
        return ""
    title = markup.text("，".join(part for part in (place.document, place.table or place.section) if part))
    if place.document_id is None:
        return f'<span class="where" title="{title}">{words}</span>'
    marks = [Mark("cell", place.box)] if place.box else []
    address = markup.text(viewer_address(place.document_id, at, marks))
    return f'<a class="where" href="{address}" target="_blank" rel="noopener" title="{title}">{words}</a>'

"""The plan of a question in words (查询计划): what was understood, and the typed plan behind it, folded."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from assistant.plan import Plan
from assistant.ui import markup
from assistant.ui.labels import label, language

if TYPE_CHECKING:
    from assistant.answer.model import Answer


def plan_html(answer: Answer) -> str:
    """Render how the question was understood; "" for an answer without a plan."""
    if not answer.plan:
        return ""
    told = plan_words(answer)
    sentence = f'<p class="understood">{markup.text(told)}</p>' if told else ""
    plan = json.dumps(answer.plan, ensure_ascii=False, indent=2, default=str)
    return (
        f'<details class="plan"><summary>{label("plan")}</summary>{sentence}'
        f"<details><summary>{label('plan_json')}</summary><pre>{markup.text(plan)}</pre></details></details>"
    )


def plan_words(answer: Answer) -> str:
    """Say in a sentence what was looked for, where, and what was done with it; "" for a plan of another make."""
    try:
        plan = Plan.model_validate(answer.plan)
    except ValidationError:
        return ""
    where = _where(answer, plan)
    pieces = [label("understood_what", targets=_names(plan.targets), operation=label(f"operation_{plan.operation}"))]
    if where:
        pieces.insert(0, label("understood_where", where=where))
    if plan.against:
        pieces.append(label("understood_against", against=_names(plan.against)))
    if plan.threshold is not None:
        limit = f"{plan.threshold.comparator.value} {plan.threshold.value}{plan.threshold.unit}"
        pieces.append(label("understood_threshold", limit=limit))
    if plan.top:
        pieces.append(label("understood_top", count=plan.top))
    named = [name for target in plan.targets for name in target.names if name != target.text]
    if named:
        pieces.append(label("understood_names", names=_list(list(dict.fromkeys(named))[:6])))
    stop, comma = ("。", "，") if language() == "zh" else (".", ", ")
    return comma.join(pieces) + stop


def _where(answer: Answer, plan: Plan) -> str:
    organizations = list(
        dict.fromkeys(one.organization for one in (*answer.figures, *answer.supporting) if one.organization)
    )
    years = [label("year", year=year) for year in plan.selection.years]
    kind = f"{plan.selection.scope}{plan.selection.kind}"
    return " ".join(
        part for part in (_list(organizations[:4]), _list(years), kind, _list(plan.selection.stages)) if part
    )


def _names(targets: Any) -> str:
    return _list([f"“{target.text}”" for target in targets]) or label("understood_any")


def _list(names: Any) -> str:
    return ("、" if language() == "zh" else ", ").join(str(name) for name in names)

"""The figures that were asked for, spoken of as 这两项 (前问诸项): each of them elsewhere, and what they make up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.conversation.one_by_one import of_items, run_of, said_number
from assistant.plan import Operation, Plan
from assistant.understand.words import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

_THESE_SAID: Final = r"(?:这|那|上述|以上|前面)(?:的)?(?P<number>[两二三四五六])(?:个|项|者|样|笔|块)"
_EACH_OF_THESE: Final = re.compile(
    rf"{_THESE_SAID}[^，,。；;？?]{{0,10}}?"
    r"(?:(?:各|分别)(?:自)?(?:是|有|为|花了?|要)?(?:多少|几何|怎么样)(?:钱|万元?)?|(?:又|都)?(?:是|有|为)?多少(?:钱)?|呢)*[?？。]?$"
)
_WHICH_OF_THESE: Final = re.compile(
    rf"{_THESE_SAID}(?:里|中|之间)?(?:谁|哪一?[个项])[^，,。；;？?]{{0,4}}[多高大少低小]"
)


def each_again(plan: Plan, earlier: Sequence[Plan]) -> Plan | None:
    """2024年这两项分别多少, after items that were asked for one by one: each of them, at the place named now."""
    which, place = _WHICH_OF_THESE.search(plan.question), plan.selection
    these = which or _EACH_OF_THESE.search(plan.question)
    moved = bool(place.organizations or place.years or place.kind)
    compares = which is None and cues.DIFFERENCE(plan.question)
    if these is None or plan.targets or not moved or cues.SUM(plan.question) or compares:
        return None
    number, run = said_number(these["number"]), run_of(earlier)
    taken = run[-number:]
    items = of_items(plan, taken, adding=True) if len(taken) == number else None
    if items is None:
        return None
    last = items.selection
    elsewhere = place.model_copy(
        update={
            "organizations": place.organizations or last.organizations, "years": place.years or last.years,
            "kind": place.kind or ("" if place.years else last.kind), "scope": place.scope or last.scope,
        }
    )  # fmt: skip
    if which is not None:
        compared = of_items(plan, taken, adding=False)
        return None if compared is None else compared.model_copy(update={"selection": elsewhere, "every": False})
    return items.model_copy(update={"operation": Operation.LOOKUP, "selection": elsewhere, "every": True})

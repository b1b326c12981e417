"""Whether an answer holds what its question asks for (所求): a difference or a share, not one side of it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from assistant.plan import Operation
from assistant.understand import cues
from assistant.understand.fractions import supposed

if TYPE_CHECKING:
    from assistant.answer.work import Work

# what may be printed of a result, by the role of a figure in its sentence or column
_PRINTED: Final = {
    Operation.DIFFERENCE: {"change", "rate"},
    Operation.RATIO: {"share", "rate"},
    Operation.COMPLETION: {"share", "rate"},
    Operation.AVERAGE: set(),
    Operation.COMPUTE: set(),
}
# whatever the plan: words that ask for something which no amount is
_GIVEN: Final = (
    (cues.TIMES, {"倍", "%"}),
    (cues.RATIO, {"%", "倍", "‰"}),
    (cues.PER_CENT, {"%", "倍", "‰", "百分点"}),
    (supposed, {"%", "倍", "‰", "百分点"}),
)


def is_missing(work: Work) -> bool:
    """Whether nothing that an answer asserts is worked out, or printed, as what the question asks for.

    决算比预算多多少 of an item of which one of the two is printed: the one is no answer, well confirmed as it is.
    """
    if not work.draft.figures:
        return False
    units = {figure.unit for figure in (*work.draft.figures, *work.draft.supporting)}
    if any(asks(work.plan.question) and not units & given for asks, given in _GIVEN):
        return True
    printed = _PRINTED.get(work.plan.operation)
    if printed is None:
        return False
    if any(figure.derived for figure in work.draft.figures):
        return False
    if any(entry.role in printed or entry.unit in ("%", "倍") for entry in work.draft.entries):
        return False
    both_sides = work.plan.operation is Operation.DIFFERENCE and len(_points(work)) > 1  # 两年对比: both are an answer
    return not both_sides


def _points(work: Work) -> set[tuple[int, int | None, str]]:
    """The documents, years and stages that the figures are of."""
    return {(entry.source.id, entry.year, entry.stage) for entry in work.draft.entries}

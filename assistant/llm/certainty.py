"""When the rules are certain of their plan (把握): then no model is asked how to read the question.

They are certain when every word of the question is accounted for, every name in it is used and was found as it is
written, no computation is asked for beyond the plan's operation, and the plan led to an answer; also when what is
asked for is plainly not loaded. Otherwise the doubts are named.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from assistant.llm.reading import Operator
from assistant.plan import Operation
from assistant.understand.words.gaps import places_apart

if TYPE_CHECKING:
    from assistant.answer.model import Answer
    from assistant.llm.reading import Reading
    from assistant.plan import Plan


class Doubt(StrEnum):
    """A reason why the rules are not certain."""

    UNANSWERED = "unanswered"  # nothing was found, or the answer asks back
    WORDS = "words"  # words that nothing explains
    OPERATORS = "operators"  # a computation that the plan does not make
    UNUSED = "unused"  # a name that the plan leaves out
    LIKENESS = "likeness"  # a name found by likeness, or one that may be longer


_ANY: Final = frozenset(Operator)
# the computations that each operation of a plan makes
MAKES: Final[dict[Operation, frozenset[Operator]]] = {
    Operation.LOOKUP: frozenset(),
    Operation.COMPOSITION: frozenset({Operator.SUM, Operator.COUNT, Operator.RATIO}),
    Operation.SUM: frozenset({Operator.SUM}),
    Operation.AVERAGE: frozenset({Operator.MEAN}),
    Operation.DIFFERENCE: frozenset({Operator.DIFFERENCE, Operator.CHANGE, Operator.MINUS}),
    Operation.RATIO: frozenset({Operator.RATIO, Operator.TIMES}),
    Operation.COMPLETION: _ANY,
    Operation.CHANGE: frozenset({Operator.CHANGE, Operator.DIFFERENCE, Operator.RATIO}),
    Operation.RANK: frozenset({Operator.RANK}),
    Operation.FILTER: frozenset({Operator.THRESHOLD, Operator.COUNT}),
    Operation.COUNT: frozenset({Operator.COUNT, Operator.SUM}),
    Operation.INDICATOR: _ANY,
    Operation.DEFINITION: _ANY,
    Operation.NARRATIVE: _ANY,
    Operation.REASON: _ANY,
    Operation.VERIFY: _ANY,
    Operation.COMPUTE: _ANY,
}


def doubts(reading: Reading, plan: Plan, answer: Answer) -> tuple[Doubt, ...]:
    """Why the rules are not certain of their plan; empty where they are."""
    if plan.unknown or not reading.sources:
        return ()  # not loaded: no reading of the words changes that
    found = []
    if answer.status != "answered":
        found.append(Doubt.UNANSWERED)
    if reading.words and plan.operation not in (Operation.NARRATIVE, Operation.REASON, Operation.DEFINITION):
        found.append(Doubt.WORDS)
    beyond = reading.families - MAKES[plan.operation]
    if plan.operation is Operation.RANK and places_apart(plan.question) is not None:
        beyond -= {Operator.DIFFERENCE, Operator.TIMES}  # 最大的比最小的多多少: of two places of the order
    if beyond - ({Operator.SUM} if len(plan.targets) < 2 else set()) or _several_limits(reading, plan):  # noqa: PLR2004 - 一共多少
        found.append(Doubt.OPERATORS)
    planned = (*plan.targets, *plan.against)
    if any(not _used(target.text, [each.text for each in planned]) for target in reading.targets):
        found.append(Doubt.UNUSED)
    if any(target.loose or target.score < 1 for target in planned):
        found.append(Doubt.LIKENESS)
    return tuple(found)


def _used(name: str, planned: list[str]) -> bool:
    return any(name in other or other in name for other in planned)


def _several_limits(reading: Reading, plan: Plan) -> bool:
    """Whether there are more amounts than the plan compares with."""
    return len(reading.thresholds) > (plan.threshold is not None) + (plan.ceiling is not None)

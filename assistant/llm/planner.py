"""From a proposal to a plan (提议成计划): names are linked to what is loaded, never taken from the model.

A plan is grounded when every name in it is linked by the words of the question themselves. Where the model says what
other words mean, the plan is an interpretation, which is only ever asked back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from assistant.llm.certainty import MAKES
from assistant.plan import Operation, Plan, Roles, Target
from assistant.understand.linking.lexicon import link
from assistant.understand.parse import to_target
from assistant.understand.words import cues
from index.catalogue.vocabulary import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.ledger import Ledger
    from assistant.llm.proposal import Named, Proposal
    from assistant.llm.reading import Reading

_SHORTEST: Final = 2  # characters of words that may be said to mean something
# the words without which an operation is not what is asked for
_ASKED_BY: Final = {
    Operation.COMPOSITION: cues.COMPOSITION,
    Operation.COMPLETION: cues.COMPLETION,
    Operation.CHANGE: cues.CHANGE,
    Operation.RANK: cues.RANK,
    Operation.COUNT: cues.COUNT,
    Operation.INDICATOR: cues.INDICATOR,
    Operation.DEFINITION: cues.DEFINITION,
    Operation.NARRATIVE: cues.NARRATIVE,
    Operation.REASON: cues.REASON,
    Operation.VERIFY: cues.VERIFY,
    Operation.AVERAGE: cues.PER_PROJECT,
    Operation.SUM: cues.SUM,
    Operation.RATIO: cues.RATIO,
    Operation.DIFFERENCE: cues.DIFFERENCE,
}


class UnlinkedError(Exception):
    """A proposal that cannot become a plan; `reason` is a word for the trace."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Linked:
    """A plan made of a proposal; `interpreted` are the targets whose words only the model could explain."""

    rules: Plan  # of the same question
    plan: Plan
    interpreted: tuple[Target, ...]
    words: tuple[str, ...]  # of the question, that they are to mean


def link_proposal(ledger: Ledger, reading: Reading, base: Plan, proposal: Proposal) -> Linked:
    """The plan of a proposal. Raise UnlinkedError for names that are not in the question or not loaded."""
    operation = Operation(proposal.operation)
    found = [_target(ledger, reading, named) for named in (*proposal.items, *proposal.against)]
    targets, against = found[: len(proposal.items)], found[len(proposal.items) :]
    told = [
        (target, named.words)
        for target, named in zip(found, (*proposal.items, *proposal.against), strict=True)
        if target not in reading.targets
    ]
    plan = base.model_copy(
        update={
            "operation": operation,
            "targets": tuple(targets),
            "against": tuple(against),
            "roles": _roles(operation, reading.text),
            "words": (),
        }
    )
    return Linked(base, plan, tuple(target for target, _ in told), tuple(words for _, words in told))


def is_asked_for(reading: Reading, plan: Plan) -> bool:
    """Whether every word of the question bears the plan out: nothing is unexplained, left out or added."""
    cue = _ASKED_BY.get(plan.operation)
    if reading.rest or (cue is not None and not cue(reading.text)):
        return False
    if plan.operation is Operation.FILTER and plan.threshold is None:
        return False
    used = {target.start for target in (*plan.targets, *plan.against)}
    return {target.start for target in reading.targets} == used and reading.families <= MAKES[plan.operation]


def is_same_question(left: Plan, right: Plan) -> bool:
    """Whether two plans do the same with the same names: then the order of the rules holds."""

    def names(plan: Plan) -> set[frozenset[str]]:
        return {frozenset((*target.names, *target.codes)) for target in (*plan.targets, *plan.against)}

    return left.operation is right.operation and names(left) == names(right)


def _target(ledger: Ledger, reading: Reading, named: Named) -> Target:
    start = reading.text.find(named.words)
    if start < 0 or not named.words.strip():
        raise UnlinkedError("words that are not in the question")
    for target in reading.targets:
        own = {normalise(one) for one in (target.text, *target.names)}
        if normalise(named.words) in own:
            if normalise(named.name) not in own:
                raise UnlinkedError("another name for words that are known")
            return target
    if any(_overlap(start, named.words, target) for target in reading.targets):
        raise UnlinkedError("a part of another name")
    if len(named.words) < _SHORTEST or not any(_meets(word, named.words) for word in _unexplained(reading)):
        raise UnlinkedError("words that need no explanation")
    return _interpreted(ledger, reading, named, start)


def _interpreted(ledger: Ledger, reading: Reading, named: Named, start: int) -> Target:
    """The loaded name that the model says the words mean; it must be loaded exactly so."""
    documents = [one for source in reading.sources for one in source.ids]
    whole = [one for one in link(ledger, named.name, documents, ()) if one.end - one.start == len(named.name.strip())]
    if len(whole) != 1 or not whole[0].loaded:
        raise UnlinkedError("a name that is not loaded")
    return to_target(whole[0]).model_copy(update={"text": whole[0].text, "start": start, "loose": ()})


def _unexplained(reading: Reading) -> Sequence[str]:
    return reading.words or ((reading.rest,) if reading.rest else ())


def _meets(word: str, said: str) -> bool:
    return word in said or said in word


def _overlap(start: int, words: str, target: Target) -> bool:
    return target.start < start + len(words) and start < target.start + len(target.text)


def _roles(operation: Operation, text: str) -> Roles:
    if operation is Operation.CHANGE:
        return Roles(level=False, change=True, rate=cues.RATE(text))
    return Roles()

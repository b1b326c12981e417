"""The checks of an answer as they are told (核对的表述): what holds in several places once, with its places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from assistant.answer.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.answer.model import Answer, CheckOperand, CheckResult, Citation

_MOST_PLACES: Final = 6


@dataclass(frozen=True, slots=True)
class ToldCheck:
    """Checks that read alike (同一核对): the first, the others, and the places that tell them apart."""

    first: CheckResult
    others: tuple[CheckResult, ...]
    places: tuple[str, ...]

    def apart(self) -> Iterator[CheckOperand]:
        """The figures of the other checks that the first has not."""
        known = [*self.first.operands]
        for check in self.others:
            for operand in check.operands:
                if operand not in known:
                    known.append(operand)
                    yield operand

    @property
    def statement(self) -> str:
        """The check in words, with its places where it holds in several."""
        if not self.places:
            return self.first.statement
        shown = "、".join(self.places[:_MOST_PLACES])
        key = "check_places" if len(self.places) <= _MOST_PLACES else "check_more_places"
        return self.first.statement + message(key, places=shown, number=len(self.places))


def told_once(answer: Answer) -> list[ToldCheck]:
    """The checks of an answer in their order, those with equal statement and outcome as one."""
    alike: dict[tuple[str, str], list[CheckResult]] = {}
    for check in answer.verification.checks:
        alike.setdefault((check.statement, check.outcome), []).append(check)
    cited = {citation.number: citation for citation in answer.citations}
    return [ToldCheck(first, tuple(rest), _places(first, rest, cited)) for first, *rest in alike.values()]


def _places(first: CheckResult, rest: Sequence[CheckResult], cited: dict[int, Citation]) -> tuple[str, ...]:
    """The tables and sections that only some of equal checks take a figure from."""
    if not rest:
        return ()
    each = [
        dict.fromkeys(title for operand in check.operands if (title := _title(operand, cited)))
        for check in (first, *rest)
    ]
    apart = dict.fromkeys(title for titles in each for title in titles if not all(title in others for others in each))
    return tuple(apart or dict.fromkeys(title for titles in each for title in titles))


def _title(operand: CheckOperand, cited: dict[int, Citation]) -> str:
    """The table of a figure, else the last heading that it stands under."""
    place = operand.place or cited.get(operand.citation or 0)
    if place is None:
        return ""
    table = place.table.strip("《》")
    return f"《{table}》" if table else place.section.rsplit(" / ", 1)[-1]

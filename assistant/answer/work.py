"""The work in hand (答题现场): what every answering module needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from assistant.execute.comparable import comparable, in_own_years, of_one_kind
from assistant.plan import Operation
from assistant.understand.scoping.scope import of_years

if TYPE_CHECKING:
    from assistant.answer.draft import Draft
    from assistant.execute.entry import Source
    from assistant.execute.ledger import Ledger
    from assistant.plan import Plan
    from index.settings import IndexSettings

_COMPARING: Final = frozenset({Operation.SUM, Operation.RANK, Operation.DIFFERENCE, Operation.RATIO})


@dataclass(frozen=True, slots=True)
class Work:
    """A plan being answered: where to look, and the draft that takes the answer."""

    ledger: Ledger
    plan: Plan
    settings: IndexSettings
    draft: Draft
    sources: tuple[Source, ...]  # documents of the organizations and kind meant, of any year

    @property
    def chosen(self) -> list[Source]:
        """Those of the years meant; where organizations or years are compared, those that go together."""
        plan, years = self.plan, self.plan.selection.years
        of_the_years = of_years(self.sources, years)
        named = plan.selection.stages or plan.points
        if not plan.across or named or plan.operation not in _COMPARING:
            return of_the_years
        if (dated := in_own_years(of_the_years, plan.selection.organizations, plan.question)) and len(years) > 1:
            return dated
        return of_one_kind(of_the_years, years) if len(years) > 1 else comparable(of_the_years)

    @property
    def latest(self) -> list[Source]:
        """The latest of them for each organization: what texts say changes little, and once is enough."""
        best: dict[int, Source] = {}
        final = "决算" in self.plan.question
        for source in sorted(self.chosen, key=lambda one: ((one.kind == "决算") == final, one.year or 0)):
            best[source.organization_id] = source
        return list(best.values())

    @property
    def several(self) -> bool:
        """Whether more than one document may answer, so that each figure must name its own."""
        return len(self.sources) > 1

    def who(self, source: Source) -> str:
        """How a figure's organization and year are named at the beginning of a sentence."""
        year = f"{source.year}年" if source.year else ""
        kind = f"{source.scope}{source.kind}" if source.kind else ""
        return f"{source.organization}{year}{kind}："

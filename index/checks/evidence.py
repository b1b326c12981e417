"""What the rules look at: all records of one document, with the look-ups that several rules need."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from index.catalogue.vocabulary import canonical, normalise
from index.checks.compare import repeat_outcome
from index.checks.outline import Node, outline
from index.checks.term import Term
from index.model.quantity import Outcome, half_unit_of
from index.model.records import Fact, Identity, Indicator, Kind, Passage, Project, Role, Statement, Table
from index.model.units import MONEY_UNITS, is_money

if TYPE_CHECKING:
    from index.tables.listed import Listed

_SECTION_LENGTH = 5  # digits of a 款
_TOTAL_WORDS = re.compile(r"合计|总计|小计|总额|共计")


@lru_cache(maxsize=1 << 16)
def folded_name(text: str) -> str:
    """Return the canonical name of a subject, folded for comparing."""
    return normalise(canonical(text))


def is_total_word(text: str) -> bool:
    """Whether a header or label is nothing but a word for a total (合计, 小计, 总计 …)."""
    return _TOTAL_WORDS.fullmatch(normalise(text)) is not None


def _plain(record: Fact | Statement) -> str:
    """The figure as printed, without white space and unit."""
    return "".join(record.printed.split()).removesuffix(record.unit) or str(record.value)


@dataclass(frozen=True, slots=True)
class Volume:
    """One of several documents put together (一份文件): its year and kind, and which figures are its own."""

    year: int
    kind: Kind
    facts: frozenset[int]
    statements: frozenset[int]


@dataclass(frozen=True)
class Evidence:
    """All records of one document, as the rules see them."""

    identity: Identity
    tables: tuple[Table, ...]
    facts: tuple[Fact, ...]
    statements: tuple[Statement, ...]
    indicators: tuple[Indicator, ...]
    projects: tuple[Project, ...]
    passages: tuple[Passage, ...] = ()
    listed: tuple[Listed, ...] = ()  # the tables that the contents list, and which of the tables each is
    volumes: tuple[Volume, ...] = ()  # where documents of several years or kinds are put together

    def fact_term(self, index: int, name: str = "") -> Term:
        """Return the fact at `index` as a term. Raise ValueError for an empty cell."""
        known = self._fact_terms.get((index, name))
        if known is not None:
            return known
        fact = self.facts[index]
        if fact.value is None:
            message = f"fact {index} is an empty cell"
            raise ValueError(message)
        printed = _plain(fact)
        half_unit = half_unit_of(fact.value)
        called = name or self.fact_name(index)
        term = Term(fact.value, half_unit, fact.unit, printed, called, fact=index, doubtful=fact.doubtful)
        self._fact_terms[index, name] = term
        return term

    def statement_term(self, index: int) -> Term:
        """Return the statement at `index` as a term."""
        known = self._statement_terms.get(index)
        if known is not None:
            return known
        stated = self.statements[index]
        printed = _plain(stated)
        counted = stated.role is Role.COUNT  # a count is no rounded figure
        half_unit = Decimal(0) if counted else half_unit_of(stated.value)
        term = Term(stated.value, half_unit, stated.unit, printed, stated.subject, statement=index)
        self._statement_terms[index] = term
        return term

    def fact_name(self, index: int) -> str:
        """Return the words for a fact in a sentence: code, subject and, in brackets, the measure."""
        fact = self.facts[index]
        name = f"{fact.code} {fact.subject}".strip() or fact.row_label or "合计"
        return f"{name}（{fact.measure}）" if fact.measure and fact.measure != fact.subject else name

    def year_of(self, record: Fact | Statement) -> int | None:
        """Return the year a figure is of; the document's own where the record names none."""
        return record.year or self.identity.year

    @cached_property
    def columns(self) -> dict[tuple[int, int], list[int]]:
        """Amounts of each (table, column), top to bottom, empty cells included.

        Panels side by side under the same header words and of the same side are one column that goes on to the right.
        """
        found: dict[tuple[int, int], list[int]] = defaultdict(list)
        for index, fact in enumerate(self.facts):
            if is_money(fact.unit):
                found[fact.table, fact.column].append(index)
        joined: dict[object, tuple[int, int]] = {}
        members: dict[tuple[int, int], list[int]] = defaultdict(list)
        for key in sorted(found):
            indices = sorted(found[key], key=lambda index: self.facts[index].row)
            first = self.facts[indices[0]]
            side = next((self.facts[index].side for index in indices if not self.facts[index].total), first.side)
            block = self._blocks.get(key, 0)
            name = (first.table, first.column_path, side)
            goes_on = name in joined and self._blocks.get(joined[name], 0) != block
            target = joined[name] if goes_on else key
            joined.setdefault(name, key)
            members[target].extend(indices)
        return dict(members)

    @cached_property
    def outlines(self) -> dict[tuple[int, int], list[Node]]:
        """The outline of each column of amounts."""
        return {key: self.outline_of(key) for key in self.columns}

    def outline_of(self, column: tuple[int, int]) -> list[Node]:
        """The outline of one column of amounts."""
        found = self._outlines.get(column)
        if found is None:
            found = self._outlines[column] = outline(self, self.columns[column])
        return found

    @cached_property
    def _outlines(self) -> dict[tuple[int, int], list[Node]]:
        """The outlines that have been asked for."""
        return {}

    @cached_property
    def _fact_terms(self) -> dict[tuple[int, str], Term]:
        """Facts that have been asked for as terms, by index and name."""
        return {}

    @cached_property
    def _statement_terms(self) -> dict[int, Term]:
        """Statements that have been asked for as terms."""
        return {}

    @cached_property
    def _blocks(self) -> dict[tuple[int, int], int]:
        """The panel of each (table, column)."""
        return {
            (number, column.index): column.block for number, table in enumerate(self.tables) for column in table.columns
        }

    @cached_property
    def rows(self) -> dict[tuple[int, int], list[int]]:
        """Facts of each (table, row), left to right, empty cells included."""
        found: dict[tuple[int, int], list[int]] = defaultdict(list)
        for index, fact in enumerate(self.facts):
            found[fact.table, fact.row].append(index)
        for members in found.values():
            members.sort(key=lambda index: self.facts[index].column)
        return dict(found)

    @cached_property
    def by_table(self) -> dict[int, list[int]]:
        """Facts of each table."""
        found: dict[int, list[int]] = defaultdict(list)
        for index, fact in enumerate(self.facts):
            found[fact.table].append(index)
        return dict(found)

    @cached_property
    def by_subject(self) -> dict[str, list[int]]:
        """Facts with a figure by their subject, folded for comparing."""
        found: dict[str, list[int]] = defaultdict(list)
        for index, fact in enumerate(self.facts):
            if fact.value is not None:
                found[self.name_of(index)].append(index)
        return dict(found)

    def names_above(self, code: str) -> tuple[str, ...]:
        """Return the folded names of the 款 right above an account; "" and unprinted accounts have none."""
        return tuple(self._accounts.get(code[:_SECTION_LENGTH], ())) if len(code) > _SECTION_LENGTH else ()

    @cached_property
    def _accounts(self) -> dict[str, set[str]]:
        """The names of each 款 that the tables print."""
        found: dict[str, set[str]] = defaultdict(set)
        for fact in self.facts:
            if len(fact.code) == _SECTION_LENGTH and fact.subject:
                found[fact.code].add(folded_name(fact.subject))
        return dict(found)

    @cached_property
    def own_project(self) -> dict[int, str]:
        """Tables of one project alone, with its folded name: 资金总额 there is that project's and no other's."""
        found: dict[int, set[str]] = defaultdict(set)
        for project in self.projects:
            found[project.table].add(folded_name(project.name))
        return {table: names.pop() for table, names in found.items() if len(names) == 1}

    def name_of(self, index: int) -> str:
        """Return the folded name of what a fact is of; in the form of a project, with the project's own name."""
        fact = self.facts[index]
        name = folded_name(fact.subject)
        project = self.own_project.get(fact.table)
        if project is None or name == project:
            return name
        return project if fact.total else f"{project}/{name}"

    def equal(self, first: int, other: int) -> bool:
        """Whether two facts print the same amount; also where one rounds or cuts the other."""
        left, right = self.facts[first], self.facts[other]
        if left.value is None or right.value is None:
            return False
        if left.unit == right.unit and left.value == right.value:
            return True
        key = (min(first, other), max(first, other))
        if key not in self._equal:
            one, two = self.fact_term(first), self.fact_term(other).in_unit(left.unit)
            self._equal[key] = two is not None and repeat_outcome(one, two) is not Outcome.CONTRADICTION
        return self._equal[key]

    @cached_property
    def _equal(self) -> dict[tuple[int, int], bool]:
        """What has been compared."""
        return {}

    @cached_property
    def carried_over(self) -> dict[Decimal, int]:
        """Facts of 结转 or 结余 by their amount in 元, the first of each amount."""
        found: dict[Decimal, int] = {}
        for index, fact in enumerate(self.facts):
            if fact.value and fact.unit in MONEY_UNITS and ("结转" in fact.subject or "结余" in fact.subject):
                found.setdefault(fact.value * MONEY_UNITS[fact.unit], index)
        return found

    @cached_property
    def three_public_tables(self) -> frozenset[int]:
        """Tables of “三公”经费: they print both 出国（境） and 接待, and have their own rule."""
        abroad, reception = set(), set()
        for fact in self.facts:
            if fact.code:
                continue
            words = fact.row_label + "".join(fact.column_path) + fact.subject
            if "出国" in words:
                abroad.add(fact.table)
            if "公务接待" in words:
                reception.add(fact.table)
        return frozenset(abroad & reception)

"""Years that do not fit (年度不符): of table titles and headings, and of what a change is compared with."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from index.checks.registry import rule
from index.model.quantity import Outcome
from index.model.records import Check, Kind, Role, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.checks.evidence import Evidence
    from index.model.document import Place
    from index.model.records import Table

_YEAR = re.compile(r"(?<!\d)(20\d{2})(?:年度?|部门|单位)")
_ANY_YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)")
_HEADING = re.compile(
    r"(?<!\d)(?P<year>20\d{2})年?(?:度)?(?:部门|单位|“三公”经费)?(?P<kind>预算|决算)?(?:公开)?(?:附?表|说明|情况说明|编制说明)$"
)
_ENOUGH_HEADINGS = 2
_ENOUGH = 3  # titles, or comparisons, that show the document's own habit
_FORMS = re.compile(r"^(?!performance|project|organization)")  # those may be of projects of other years
_LOOKING_BACK = re.compile(r"上年|去年|比|较|对照|结转|结余|截至|截止")
_BASE_YEAR = re.compile(
    r"^(?:与|比|较|同)(20\d{2})年?(?:度)?(?:(?:部门|单位|年初|当年|财政拨款)*预算(?:执行)?数?|执行数|决算数?)?(?:相比|比)?$"
)


@rule("years.title", "表题的年度与文件一致", needs="写明年度的表题")
def titles(evidence: Evidence) -> Iterator[Check]:
    """部门预算、决算公开表: the year in a table's title is that of the document.

    A title of another year counts where most titles have the document's, and no other table of that form has it.
    """
    year = evidence.identity.year
    named = [
        (table, int(found[0]))
        for table in evidence.tables
        if table.form and _FORMS.match(table.form) and not _LOOKING_BACK.search(table.title)
        if len(set(found := _YEAR.findall(table.title))) == 1
    ]
    right = [table for table, named_year in named if named_year == year]
    if year is None or len(right) < _ENOUGH or len(right) * 2 <= len(named):
        return
    forms = {table.form for table in right}
    for table, named_year in named:
        if named_year == year or (table.form not in forms and not table.empty):
            yield _title_check(table, named_year, year)


def _title_check(table: Table, named: int, year: int) -> Check:
    agrees = named == year
    words = f"表题“{table.title}”的年度 {named} {'=' if agrees else '≠'} 文件的年度 {year}"
    outcome = Outcome.EXACT if agrees else Outcome.CONTRADICTION
    spots = (Spot(table.place, table.title, table.title),)
    return Check("years", words, Decimal(year), Decimal(named), Decimal(0), "年", outcome, (), spots=spots)


@rule("years.heading", "标题的年度与文件一致", needs="写明年度的预算（决算）表、说明的标题")
def headings(evidence: Evidence) -> Iterator[Check]:
    """部门预算、决算公开的规定格式: 第二部分 2024年度部门预算表, 第三部分 2024年度部门预算情况说明.

    One heading of the year before or after counts where two others or more have the document's. Tables have a rule of
    their own.
    """
    year = evidence.identity.year
    named = list(_named_headings(evidence)) if year is not None else []
    others = [heading for heading, _, named_year in named if named_year != year]
    if year is None or len(named) - len(others) < _ENOUGH_HEADINGS or len(others) > 1:
        return
    for heading, place, named_year in named:
        agrees = named_year == year
        if agrees or abs(named_year - year) == 1:
            words = f"标题“{heading}”的年度 {named_year} {'=' if agrees else '≠'} 文件的年度 {year}"
            outcome = Outcome.EXACT if agrees else Outcome.CONTRADICTION
            spots = (Spot(place, heading, heading),)
            yield Check("years", words, Decimal(year), Decimal(named_year), Decimal(0), "年", outcome, (), spots=spots)


def _named_headings(evidence: Evidence) -> Iterator[tuple[str, Place, int]]:
    """The headings of the document's kind that name one year, each once, with where what stands under them begins."""
    titles = {"".join(table.title.split()) for table in evidence.tables}
    seen: set[str] = set()
    for passage in evidence.passages:
        for heading in passage.section:
            words = "".join(heading.split())
            if words in seen:
                continue
            seen.add(words)
            found = _HEADING.search(words)
            if found is None or found.group("kind") not in {evidence.identity.kind, None} or words in titles:
                continue
            if len(set(_ANY_YEAR.findall(words))) == 1 and not _LOOKING_BACK.search(words):
                yield heading, passage.place, int(found.group("year"))


@rule("years.base", "增减所比的年度是上一年", needs="写明所比年度的增减（比2023年预算数增加…）")
def bases(evidence: Evidence) -> Iterator[Check]:
    """预算、决算情况说明: what a change is compared with is the year before.

    Another year counts where the document compares with the year before elsewhere, three times or more, and with that
    year nowhere else. 决算 are compared with the budget of their own year, too.
    """
    year = evidence.identity.year
    if year is None:
        return
    named: list[tuple[int, int]] = []
    for number, stated in enumerate(evidence.statements):
        found = _BASE_YEAR.match("".join(stated.base.split()))
        if found and stated.role is Role.CHANGE and stated.table is None and evidence.year_of(stated) == year:
            named.append((number, int(found.group(1))))
    counts = Counter(base for _, base in named)
    expected = {year - 1} | ({year} if evidence.identity.kind is Kind.FINAL_ACCOUNT else set())
    for number, base in named:
        stated = evidence.statements[number]
        if base in expected:
            words, outcome = f"{stated.subject}“{stated.base}” = 上一年", Outcome.EXACT
        elif counts[year - 1] >= _ENOUGH and counts[base] == 1:
            words, outcome = f"{stated.subject}“{stated.base}” ≠ 与上一年（{year - 1}年）相比", Outcome.CONTRADICTION
        else:
            continue
        spots = (Spot(stated.place, stated.section[-1] if stated.section else "", stated.sentence),)
        shown = Decimal(base if outcome is Outcome.CONTRADICTION else year - 1)
        yield Check("years", words, Decimal(year - 1), shown, Decimal(0), "年", outcome, (), spots=spots)

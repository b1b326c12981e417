"""The names under which a document's contents can be asked for (词条), in the document's own words."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from index.catalogue.script import simplified
from index.catalogue.vocabulary import canonical, normalise, strip_numbering
from index.model.document import Heading
from index.model.records import PassageKind
from index.tables.wording import TIME_OF_ROW

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from index.model.records import Fact, Interpretation

    Name = tuple[str, str, str, str]  # kind, wording, canonical, code

_CODE_AFTER = re.compile(r"[（(]\d{3,7}[）)]$")  # 事业运行（2200150）
_ACCOUNT_OF = re.compile(r"(?:^|[）)])([^（）()]{2,})[（(][类款项][）)]$")  # 农林水支出（类）水利（款）防汛（项）
_METHOD = re.compile("采购|集中|分散|招标|磋商|谈判|询价|组织")
_SPOKEN_MARKS = {"集中采购": "集中", "分散采购": "分散"}  # 部门集中采购, 分散自行组织
_CLASS_LENGTH = 3  # a 类 has no parent
NAMELESS: Final = "《"  # what stands for the organization of a document that does not say whose it is begins so


def collect_names(interpretation: Interpretation) -> list[dict[str, str]]:
    """Each distinct name once, wordings normalised; names that normalise to nothing are left out."""
    distinct = dict.fromkeys(
        (kind, surface, meaning, code)
        for kind, wording, meaning, code in dict.fromkeys(_all_names(interpretation))
        for surface in _surfaces(kind, normalise(wording))
    )
    return [
        {"kind": kind, "surface": surface, "canonical": meaning, "code": code}
        for kind, surface, meaning, code in distinct
        if surface
    ]


def _surfaces(kind: str, wording: str) -> tuple[str, ...]:
    """A wording, also without the 和 that people leave out (年初财政拨款结转(和)结余), and in simplified characters."""
    short = wording.replace("结转和结余", "结转结余") if kind == "subject" else wording
    return tuple(dict.fromkeys((wording, short, simplified(wording))))


def _all_names(interpretation: Interpretation) -> Iterator[Name]:
    own = {normalise(interpretation.identity.organization), *map(normalise, interpretation.identity.short_names)}
    listed = {(project.table, canonical(project.name)) for project in interpretation.projects}
    for fact in interpretation.facts:
        beside = "/" in fact.row_label and (fact.table, fact.subject) in listed  # 小学教育/营养改善计划
        yield from _fact_names(replace(fact, code="") if beside else fact, own)
        yield from _marks(fact) if interpretation.tables[fact.table].form == "procurement" else ()
    for statement in interpretation.statements:
        yield "subject", statement.subject, statement.subject, statement.code
    for project in interpretation.projects:
        yield "project", project.name, project.name, ""
    for indicator in interpretation.indicators:
        yield "indicator", indicator.name, indicator.name, ""
        yield "project", indicator.project, indicator.project, ""
    for passage in interpretation.passages:
        if passage.kind is PassageKind.DEFINITION:
            term = _CODE_AFTER.sub("", passage.term)
            yield "term", term, passage.term, ""
            if (account := _ACCOUNT_OF.search(term)) is not None:
                yield "term", account[1], passage.term, ""
    for table in interpretation.tables:
        yield "table", table.title, table.title, ""
    for heading in _headings(interpretation):
        yield "heading", strip_numbering(heading), heading, ""


def _fact_names(fact: Fact, own: set[str]) -> Iterator[Name]:
    """Name the subject and the measure, also in the words of the row label or column header that gave them.

    A total row, the organization's own row and a row whose figures are of what the column says name something else.
    """
    code = fact.code if fact.parent_code or len(fact.code) == _CLASS_LENGTH else ""  # else the project's account
    yield "subject", fact.subject, fact.subject, code
    label = strip_numbering(_own_label(fact))
    headers = _headers(fact.column_path)
    names_row = (
        not fact.total
        and TIME_OF_ROW.fullmatch(label) is None
        and fact.subject not in headers
        and normalise(label) not in own
    )
    if names_row or canonical(label) == fact.subject:
        yield "subject", label, fact.subject, code
    if fact.subject in headers:
        yield "subject", strip_numbering(headers[fact.subject]), fact.subject, code
    if fact.measure:
        yield "measure", fact.measure, fact.measure, ""
        if fact.measure in headers:
            yield "measure", strip_numbering(headers[fact.measure]), fact.measure, ""


def _marks(fact: Fact) -> Iterator[Name]:
    """How a row of the table of purchases says that it is bought (采购方式): 政府集中采购, 公开招标."""
    label, parts = _own_label(fact), fact.row_label.split("/")
    for part in parts[parts.index(label) + 1 :] if label in parts else ():
        if not _METHOD.search(part):
            continue
        said = (word for word, sign in _SPOKEN_MARKS.items() if sign in part)
        yield from (("mark", word, part, "") for word in (part, *said))


@lru_cache(maxsize=1 << 10)
def _headers(path: tuple[str, ...]) -> Mapping[str, str]:
    """What the levels of a column's header mean, each with its wording."""
    return {canonical(level): level for level in path}


def _own_label(fact: Fact) -> str:
    """The label cell that names the subject, where the row has several."""
    if "/" not in fact.row_label or canonical(fact.row_label) == fact.subject:
        return fact.row_label
    return next((part for part in fact.row_label.split("/") if canonical(part) == fact.subject), "")


def _headings(interpretation: Interpretation) -> Iterator[str]:
    for block in interpretation.document.blocks:
        if isinstance(block, Heading):
            yield block.text
    for table in interpretation.tables:
        yield from table.section
    for statement in interpretation.statements:
        yield from statement.section
    for passage in interpretation.passages:
        yield from passage.section

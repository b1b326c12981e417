"""Drafting an answer (起草): figures are only ever taken from entries, and each one brings its citation along."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.computation import Computation, Computed, MiscomputedError, Operand, evaluate
from assistant.answer.model import (
    Answer,
    CheckOperand,
    CheckResult,
    Citation,
    CitedDocument,
    Figure,
    Status,
    Verification,
)
from index.catalogue.forms import form_by_id
from index.catalogue.vocabulary import strip_numbering
from index.identity import names_body
from index.model.quantity import print_quantity
from index.model.units import from_fen, is_money, to_yuan
from index.tables.wording import TIME_OF_ROW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import RowMapping

    from assistant.execute.entry import Entry, Source
    from assistant.execute.ledger import IndicatorEntry
    from assistant.verify.proof import Proof
    from index.store.search import Hit


def amount_text(value: Decimal, unit: str) -> str:
    """Write an amount for reading: thousands separators, the digits of the value, the unit."""
    return f"{value:,}{unit}"


def money(fen: int, unit: str) -> Decimal:
    """An amount of 分 in `unit`, with two decimals at least (none for whole 元)."""
    value = from_fen(fen, unit).normalize()
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent > -2:  # noqa: PLR2004 - money is written with two decimals
        return value.quantize(Decimal("0.01"))
    return value


def _yuan(value: Decimal, unit: str) -> str | None:
    if not is_money(unit):
        return None
    yuan = to_yuan(value, unit)
    return print_quantity(yuan.quantize(Decimal("0.01")) if yuan == yuan.quantize(Decimal("0.01")) else yuan)


_CENTS: Final = Decimal("0.01")


def _plain(value: Decimal) -> Decimal:
    """An amount without zeros that its conversion added behind its second decimal: 4.50, not 4.5000."""
    return value.quantize(_CENTS) if value == value.quantize(_CENTS) else value.normalize()


class Draft:
    """An answer being written: text lines, figures, citations and checks."""

    def __init__(self, question: str) -> None:
        self._question = question
        self.lines: list[str] = []
        self.figures: list[Figure] = []
        self.supporting: list[Figure] = []
        self.citations: list[Citation] = []
        self.checks: list[CheckResult] = []
        self.entries: list[Entry] = []  # asserted or used as operands: what verification is about
        self.told: set[frozenset[str]] = set()  # contradictions already told, by the worth of their sides
        self.recognised = False  # whether something cited was read from a picture, by recognition
        self.unit = ""  # the unit of money that what is worked out is asked in; "" for that of its operands
        self.unsure = False  # whether the figures may be of something else than was asked
        self._numbers: dict[tuple[str, int], int] = {}
        self._sources: dict[int, Source] = {}

    def say(self, line: str) -> None:
        """Add a line of text."""
        self.lines.append(line)

    def cite(self, entry: Entry) -> int:
        """Cite an entry; the same place keeps its number."""
        key = (entry.origin, entry.id)
        self.recognised |= entry.recognised
        if key not in self._numbers:
            self._numbers[key] = self._add(citation_of(entry), entry.source)
        return self._numbers[key]

    def operand_of(self, entry: Entry, sign: int) -> CheckOperand:
        """An entry as it takes part in a check, with its citation where it has one and its place where it has none."""
        number = self._numbers.get((entry.origin, entry.id))
        return CheckOperand(
            sign=sign, label=entry_label(entry), printed=entry.printed, unit=entry.unit, citation=number,
            place=citation_of(entry) if number is None else None,
        )  # fmt: skip

    def cited(self, proof: Proof) -> list[int]:
        """The citation numbers of those figures of a check that the answer cites."""
        keys = [("fact", one) for _, one in proof.facts] + [("statement", one) for _, one in proof.statements]
        return sorted({self._numbers[key] for key in keys if key in self._numbers})

    def cite_indicator(self, entry: IndicatorEntry) -> int:
        """Cite a performance indicator."""
        key = ("indicator", entry.id)
        self.recognised |= entry.page in entry.source.recognised
        if key not in self._numbers:
            self._numbers[key] = self._add(
                Citation(
                    number=0, document=entry.source.name, page=entry.page, line=entry.line, section=entry.project,
                    table=entry.table_title, row=entry.name, column="目标值", printed=entry.printed, unit=entry.unit,
                    quote=f"{entry.name} {entry.direction}{entry.printed}", table_id=entry.table_id, grid_row=entry.row,
                ),
                entry.source,
            )  # fmt: skip
        return self._numbers[key]

    def cite_passage(self, hit: Hit, source: Source) -> int:
        """Cite a passage."""
        key = ("passage", hit.id)
        self.recognised |= hit.page in source.recognised
        if key not in self._numbers:
            self._numbers[key] = self._add(
                Citation(
                    number=0, document=source.name, page=hit.page, line=hit.line, section=hit.section, quote=hit.text
                ),
                source,
            )
        return self._numbers[key]

    def cite_sentence(self, entry: Entry, sentence: str, line: int | None) -> int:
        """Cite a sentence near a statement: the one that gives its reason."""
        return self._add(
            Citation(
                number=0, document=entry.source.name, page=entry.page, line=line, section=entry.section, quote=sentence,
                printed=entry.printed if entry.printed in sentence else "",
            ),
            entry.source,
        )  # fmt: skip

    def cite_table(self, source: Source, table: RowMapping, quote: str) -> int:
        """Cite a whole table; `source` is the document that it stands in, not one that is read together with it."""
        self.recognised |= table["page"] in source.recognised
        return self._add(
            Citation(
                number=0, document=source.name, page=table["page"], line=table["line"], section=table["section"],
                table=table["title"], quote=quote, table_id=table["id"],
            ),
            source,
        )  # fmt: skip

    def count(self, value: int, unit: str, label: str, source: Source, citation: int) -> str:
        """Assert a number of rows counted in a cited table."""
        figure = Figure(
            label=label, value=str(value), unit=unit, organization=source.organization, year=source.year,
            kind=source.kind, derived=True, citations=[citation],
        )  # fmt: skip
        self._keep(figure, supporting=False)
        return f"**{value}{unit}**[{citation}]"

    def _add(self, citation: Citation, source: Source) -> int:
        number = len(self.citations) + 1
        self._sources.setdefault(source.id, source)
        self.citations.append(citation.model_copy(update={"number": number, "document_id": source.id}))
        return number

    def figure(self, entry: Entry, label: str = "", *, supporting: bool = False, context: bool = False) -> str:
        """Assert an entry's figure and return it as text with its citation mark.

        A supporting figure is an operand; a context figure is only mentioned, and the answer does not rest on it.
        """
        if entry.value is None:
            raise ValueError(entry.row_label)
        number = self.cite(entry)
        # 减少 30.8 万元 is printed without a sign: the word carries it, in the label too
        value = abs(entry.value) if entry.role in ("change", "rate") else entry.value
        figure = Figure(
            label=label or entry_label(entry), value=print_quantity(value), unit=entry.unit,
            yuan=_yuan(value, entry.unit), organization=entry.source.organization,
            year=entry.year or entry.source.year, kind=entry.source.kind, citations=[number],
        )  # fmt: skip
        self._keep(figure, supporting=supporting or context)
        if not context:
            self.entries.append(entry)
        return f"**{amount_text(value, entry.unit)}**[{number}]"

    def indicator(self, entry: IndicatorEntry) -> str:
        """Assert the target of a performance indicator."""
        if entry.value is None:
            raise ValueError(entry.name)
        number = self.cite_indicator(entry)
        self._keep(
            Figure(
                label=entry.name, value=print_quantity(entry.value), unit=entry.unit,
                organization=entry.source.organization, year=entry.source.year, kind=entry.source.kind,
                citations=[number],
            ),
            supporting=False,
        )  # fmt: skip
        return f"**{entry.value:,}{entry.unit}**[{number}]"

    def derived(
        self, value: Decimal, unit: str, label: str, operands: Sequence[Entry], *, by: Computed,
        source: Source | None = None, year: int | None = None, supporting: bool = False, steps: str = "",
    ) -> str:  # fmt: skip
        """Assert a figure computed from entries in the way `by`, or by several steps; it cites each of them.

        Raise MiscomputedError where the computation that is shown with it gives another value: it is never printed.
        """
        numbers = [self.cite(entry) for entry in operands]
        self.entries.extend(operands)
        first = source or operands[0].source
        several = len({entry.source.organization_id for entry in operands}) > 1
        computation = _computation(by, operands, numbers, steps)
        if computation is not None and evaluate(computation, unit) != value:
            raise MiscomputedError(label, value, unit)
        if self.unit and computation is not None and is_money(unit) and by is not Computed.CONVERSION:
            value, unit = _plain(evaluate(computation, self.unit)), self.unit
        figure = Figure(
            label=label, value=print_quantity(value), unit=unit, yuan=_yuan(value, unit),
            organization="" if several else first.organization, year=year or first.year, kind=first.kind,
            derived=True, citations=sorted(set(numbers)), computation=computation,
        )  # fmt: skip
        self._keep(figure, supporting=supporting)
        marks = "".join(f"[{number}]" for number in sorted(set(numbers))[:6])
        return f"**{amount_text(value, unit)}**{marks}"

    def operand(self, entry: Entry) -> str:
        """Give an operand of a computation: shown in the formula, kept among the supporting figures."""
        return self.figure(entry, supporting=True).replace("*", "")

    def withdraw(self) -> None:
        """Take back what was asserted: it stays as context."""
        self.supporting += [figure for figure in self.figures if figure not in self.supporting]
        self.figures.clear()
        self.entries.clear()

    def demote(self, entries: Sequence[Entry]) -> None:
        """Take back the figures of these entries alone: they stay as context."""
        numbers = {self.cite(entry) for entry in entries}
        wider = [figure for figure in self.figures if not figure.derived and set(figure.citations) <= numbers]
        self.supporting += [figure for figure in wider if figure not in self.supporting]
        self.figures = [figure for figure in self.figures if figure not in wider]

    def restart(self) -> None:
        """Begin anew: nothing of what was said answers the question."""
        for said in (self.lines, self.figures, self.supporting, self.checks, self.entries):
            said.clear()
        self.told.clear()

    def _keep(self, figure: Figure, *, supporting: bool) -> None:
        target = self.supporting if supporting else self.figures
        if figure not in self.figures and figure not in target:
            target.append(figure)

    def finish(self, status: Status, verification: Verification) -> Answer:
        """The finished answer."""
        return Answer(
            question=self._question, status=status, answer="\n\n".join(line for line in self.lines if line),
            figures=self.figures, supporting=self.supporting, citations=self.citations, verification=verification,
            documents=[_document(source) for source in self._sources.values()],
        )  # fmt: skip


def _document(source: Source) -> CitedDocument:
    return CitedDocument(
        name=source.name, sha256=source.sha256, organization=source.organization, year=source.year, kind=source.kind
    )


def _computation(kind: Computed, operands: Sequence[Entry], numbers: Sequence[int], steps: str) -> Computation | None:
    """The computation in terms of citations; None where an empty cell was passed over, which is no figure."""
    if any(entry.blank for entry in operands):
        return None
    terms = [
        Operand(citation=number, value=print_quantity(entry.amount), unit=entry.unit)
        for number, entry in zip(numbers, operands, strict=True)
    ]
    return Computation(kind=kind, operands=terms, steps=steps)


def citation_of(entry: Entry) -> Citation:
    """The citation of an entry, not yet numbered."""
    return Citation(
        number=0, document=entry.source.name, page=entry.page, line=entry.line, section=entry.section,
        table=entry.table_title, row=f"{entry.code} {entry.row_label}".strip(), column=entry.column_path,
        printed=entry.printed, unit=entry.unit, quote=entry.sentence, table_id=entry.table_id,
        grid_row=entry.row, grid_column=entry.column, document_id=entry.source.id, box=entry.box,
    )  # fmt: skip


_PURCHASES: Final = re.compile("政府采购(?:货物|工程|服务)?预算")
_AS_OF: Final = re.compile(r"截[至止]|年[末底]")


def _of_body(entry: Entry) -> str:
    """What the row of a body is of, where its column only says 合计: 第一中学 in the table of 三公经费."""
    form = form_by_id(entry.form) if entry.form and entry.origin == "fact" and not entry.total else None
    return form.subject if form is not None and names_body(entry.subject) else ""


def entry_label(entry: Entry) -> str:
    """How a figure is labelled: its subject, the part that its column takes, another stage or year than its source."""
    own = entry.origin == "fact" and entry.row_label and not entry.total and "/" not in entry.row_label
    own = own and TIME_OF_ROW.fullmatch(entry.row_label) is None
    printed = strip_numbering(entry.row_label) if own and entry.subject else ""  # as the document words it
    name = printed or entry.subject or entry.row_label or entry.column_path
    if name == "公务接待费" and entry.role == "count":
        name = "公务接待"  # visits are counted, and no money
    if entry.source.kind == "决算" and _PURCHASES.fullmatch(name) and entry.stage in ("决算", "执行数"):
        name = f"{name.removesuffix('预算')}支出"  # both go by one name; what was spent is no budget
    part = entry.measure or _of_body(entry)
    name = f"{name}（{part}）" if part else name
    other_year = entry.role == "level" and entry.year not in (None, entry.source.year)
    stage = entry.stage if other_year or entry.stage != entry.source.kind else ""
    if other_year and entry.origin == "statement" and _AS_OF.search(entry.sentence):
        stage = "末"  # what a budget says of the end of a year is no budget of that year
    when = f"{entry.year}年{stage}" if other_year else stage
    return f"{name}（{when}）" if when else name


def place_text(entry: Entry) -> str:
    """Where an entry stands, for reading: table and row, or section of the text."""
    where = f"第{entry.page}页" if entry.page else (f"第{entry.line}行" if entry.line else "")
    if entry.origin == "statement":
        section = entry.section.split(" / ")[-1] if entry.section else ""
        return "，".join(part for part in (entry.table_title or section or "正文", where) if part)
    return "，".join(part for part in (f"《{entry.table_title}》" if entry.table_title else "", where) if part)

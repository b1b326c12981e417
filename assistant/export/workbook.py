"""The workbook for checking (核稿包): answers, figures as live formulas over their sources, sources, checks."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from openpyxl import Workbook

from assistant.export.cells import Formula, add_sheet
from assistant.export.formulas import check_formula, formula_of
from assistant.export.messages import message
from assistant.export.text import plain
from index.model.quantity import parse_quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from assistant.answer.model import CheckOperand, CheckResult, Figure
    from assistant.records.receipt import Receipt

_ANSWERS: Final = ("问", "提问", "回答", "类型", "核对结论", "提问时间", "所用文件", "凭据摘要")
_FIGURES: Final = (
    "问", "名称", "答案所给", "复算", "相差", "计量单位", "折合元", "单位名称", "年度", "文种", "性质", "算法", "出处",
)  # fmt: skip
_SOURCES: Final = (
    "问", "出处", "文件", "页", "行", "章节", "表", "行名", "栏名", "印出", "数值", "计量单位", "原文", "文件 SHA-256",
)  # fmt: skip
_CHECKS: Final = ("问", "核对关系", "应为", "实为", "实为复算", "相差", "容许", "结论", "出处")
_WIDTHS: Final = {
    "提问": 36, "回答": 80, "所用文件": 40, "提问时间": 26, "凭据摘要": 24, "名称": 40, "单位名称": 28, "文件": 40,
    "章节": 28, "表": 36, "行名": 28, "栏名": 28, "原文": 60, "核对关系": 70, "算法": 24, "文件 SHA-256": 24,
    "折合元": 18,    "问": 6, "页": 6, "行": 6, "年度": 8,
}  # fmt: skip
_VALUE: Final = "K"  # the column of 数值 in the sheet of sources
_OF_ROW: Final = "{row}"  # stands for the number of the row in a formula over cells of the same row


def write_workbook(receipts: Sequence[Receipt], target: BinaryIO) -> None:
    """Write a conversation as XLSX. Text is never a formula; the formulas are of references to the sources' figures."""
    book = Workbook()
    book.remove(book.worksheets[0])
    packets: list[_Packet] = []
    row = 2
    for number, receipt in enumerate(receipts, 1):
        packets.append(_Packet(number, receipt, row))
        row += packets[-1].rows
    sheets = (
        ("sheet_answers", _ANSWERS, [packet.answer() for packet in packets]),
        ("sheet_figures", _FIGURES, _numbered([line for packet in packets for line in packet.figures()])),
        ("sheet_sources", _SOURCES, [line for packet in packets for line in packet.sources()]),
        ("sheet_checks", _CHECKS, _numbered([line for packet in packets for line in packet.checks()])),
    )
    for title, header, rows in sheets:
        add_sheet(book, message(title), header, rows, _WIDTHS)
    book.save(target)


class _Packet:
    """One question with its answer; `first` is the row of its first source in the sheet of sources."""

    def __init__(self, number: int, receipt: Receipt, first: int) -> None:
        self._number = number
        self._receipt = receipt
        self._answer = receipt.answer
        self._sources = [(f"[{citation.number}]", citation) for citation in self._answer.citations]
        self._operands = [[self._key(operand) for operand in check.operands] for check in self._checks]
        self._values: dict[int, Decimal] = {}
        self._cells: dict[int, str] = {}
        for position, (_, citation) in enumerate(self._sources):
            quantity = parse_quantity(citation.printed)
            if quantity is not None:
                self._values[citation.number] = quantity.value
                self._cells[citation.number] = f"'{message('sheet_sources')}'!${_VALUE}${first + position}"

    @property
    def rows(self) -> int:
        """How many rows its sources take."""
        return len(self._sources)

    @property
    def _checks(self) -> Sequence[CheckResult]:
        return self._answer.verification.checks

    def _key(self, operand: CheckOperand) -> int:
        """The number of an operand's source; a figure that the answer does not cite is added, with a number below 0."""
        if operand.citation is not None or operand.place is None:
            return operand.citation or 0
        for _, known in self._sources:
            if known.number < 0 and known.model_copy(update={"number": operand.place.number}) == operand.place:
                return known.number
        number = min((known.number for _, known in self._sources), default=0)
        number = min(number, 0) - 1
        self._sources.append(
            (message("check_source", number=-number), operand.place.model_copy(update={"number": number}))
        )
        return number

    def answer(self) -> tuple[Any, ...]:
        """The row of the answer."""
        answer, receipt = self._answer, self._receipt
        verification = message(answer.verification.status) if answer.figures else ""
        documents = "\n".join(document.name for document in receipt.documents)
        status = message(answer.status)
        text = plain(answer.answer)
        return (
            self._number, receipt.question, text, status, verification, receipt.made_at, documents, receipt.digest,
        )  # fmt: skip

    def figures(self) -> Iterator[tuple[Any, ...]]:
        """The rows of the figures: those that the answer asserts, then those it mentions."""
        for figure in self._answer.figures:
            yield self._figure(figure, message("derived" if figure.derived else "printed"))
        for figure in self._answer.supporting:
            yield self._figure(figure, message("context"))

    def _figure(self, figure: Figure, nature: str) -> tuple[Any, ...]:
        again = self._again(figure)
        apart = _apart("D", "C") if again else ""
        way = message(figure.computation.kind) if figure.computation else message("rows") if figure.derived else ""
        yuan = Decimal(figure.yuan) if figure.yuan else ""
        return (
            self._number, figure.label, Decimal(figure.value), again, apart, figure.unit, yuan, figure.organization,
            figure.year, figure.kind, nature, way, _marks(figure.citations),
        )  # fmt: skip

    def _again(self, figure: Figure) -> str:
        """The figure as a formula over its sources; "" where no formula gives it."""
        if figure.computation is not None:
            return formula_of(figure.computation, figure.unit, self._cells, self._values)
        number = figure.citations[0] if figure.citations and not figure.derived else 0
        held, value = self._values.get(number), Decimal(figure.value)
        if held is None or abs(held) != abs(value):
            return ""
        return Formula(f"={self._cells[number]}" if held == value else f"=-{self._cells[number]}")

    def sources(self) -> Iterator[tuple[Any, ...]]:
        """The rows of the sources."""
        hashes: dict[str, str] = {}
        for document in self._receipt.documents:  # of several of one name all are told
            hashes[document.name] = f"{hashes.get(document.name, '')} {document.sha256}".strip()
        for mark, citation in self._sources:
            yield (
                self._number, mark, citation.document, citation.page, citation.line,
                citation.section, citation.table, citation.row, citation.column, citation.printed,
                self._values.get(citation.number, ""), citation.unit, citation.quote,
                hashes.get(citation.document, ""),
            )  # fmt: skip

    def checks(self) -> Iterator[tuple[Any, ...]]:
        """The rows of the checks."""
        marks = {citation.number: mark for mark, citation in self._sources}
        for check, keys in zip(self._checks, self._operands, strict=True):
            expected, actual, tolerance = (_amount(text) for text in (check.expected, check.actual, check.tolerance))
            numbers = isinstance(expected, Decimal) and isinstance(actual, Decimal)
            again = check_formula(check, keys, self._cells) if numbers else ""
            places = "".join(dict.fromkeys(marks.get(key, "") for key in (*check.citations, *keys)))
            yield (
                self._number, check.statement, expected, actual, again, _apart("D", "C") if numbers else "",
                tolerance, message(check.outcome), places,
            )  # fmt: skip


def _amount(text: str) -> Decimal | str:
    quantity = parse_quantity(text)
    return text if quantity is None else quantity.value


def _marks(numbers: Sequence[int]) -> str:
    return "".join(f"[{number}]" for number in numbers)


def _apart(one: str, other: str) -> Formula:
    """The difference of two cells of the row, without what binary numbers add to it."""
    return Formula(f"=ROUND({one}{_OF_ROW}-{other}{_OF_ROW},8)")


def _numbered(rows: Sequence[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Put the number of the row into the formulas over cells of the same row."""
    for number, row in enumerate(rows, 2):
        yield tuple(
            Formula(value.replace(_OF_ROW, str(number))) if isinstance(value, Formula) else value for value in row
        )

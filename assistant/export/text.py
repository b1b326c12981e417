"""Answers as text (复制与 Markdown): an answer with its sources, a conversation as a document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.answer.inert import inert_markdown, literal
from assistant.answer.sources import source_line
from assistant.answer.told_checks import told_once
from assistant.export.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.answer.model import Answer
    from assistant.records.receipt import Receipt

_EMPHASIS: Final = re.compile(r"\*\*(.+?)\*\*")


def plain(markdown: str) -> str:
    """The words of an answer without emphasis."""
    return _EMPHASIS.sub(r"\1", markdown).strip()


def conclusion(answer: Answer) -> str:
    """What the checks come to, "" where the answer has no figure."""
    return message("conclusion", verification=message(answer.verification.status)) if answer.figures else ""


def answer_text(answer: Answer) -> str:
    """An answer with its sources as plain text, to be pasted anywhere."""
    lines = [plain(answer.answer)]
    if answer.citations:
        lines += ["", f"{message('sources')}："]
        lines += [f"[{citation.number}] {' '.join(source_line(citation).split())}" for citation in answer.citations]
    if answer.figures:
        lines += ["", conclusion(answer)]
    return "\n".join(lines)


def answer_markdown(answer: Answer) -> str:
    """An answer with its sources as Markdown."""
    return "\n".join(_answer(answer)).strip() + "\n"


def conversation_markdown(receipts: Sequence[Receipt]) -> str:
    """A conversation as a Markdown document."""
    lines = [f"# {message('title')}", ""]
    lines += [message("made", program=receipts[0].program if receipts else "", count=len(receipts)), ""]
    for number, receipt in enumerate(receipts, 1):
        lines += [f"## {message('question', number=number, question=literal(receipt.question))}", ""]
        lines += [message("asked_at", at=receipt.made_at), ""]
        lines += _answer(receipt.answer)
    lines += _documents(receipts)
    return "\n".join(lines).rstrip() + "\n"


def _answer(answer: Answer) -> Iterator[str]:
    yield inert_markdown(answer.answer.strip(), lambda number: f"[{number}]")
    yield ""
    if answer.figures:
        yield f"**{conclusion(answer)}**"
        yield ""
    if answer.citations:
        yield f"**{message('sources')}**"
        yield ""
        yield from (f"- [{citation.number}] {literal(source_line(citation))}" for citation in answer.citations)
        yield ""
    if answer.verification.checks:
        yield f"**{message('checks')}**"
        yield ""
        for told in told_once(answer):
            yield f"- {message('check', statement=literal(told.statement), outcome=message(told.first.outcome))}"
        yield ""


def _documents(receipts: Sequence[Receipt]) -> Iterator[str]:
    documents = {document.sha256: document for receipt in receipts for document in receipt.documents}
    if documents:
        yield f"## {message('documents')}"
        yield ""
        for document in documents.values():
            yield f"- {message('document', name=literal(document.name), sha256=document.sha256)}"

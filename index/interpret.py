"""From a file to everything that can be read from it (解读): the pipeline over one document, without any store."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from index.checks import Evidence, run_rules
from index.checks.rules.unread import without_unread
from index.identity import read_identity
from index.load.dispatch import load
from index.load.recognition import is_installed
from index.model.document import Place
from index.model.errors import NoFiguresError
from index.model.quantity import Outcome
from index.model.records import Finding, Interpretation
from index.model.units import is_money
from index.narrative.outline import outline
from index.narrative.passages import read_passages
from index.narrative.statements import read_statements
from index.recognised import doubted, without_misread
from index.tables import read_tables
from index.tables.listed import compare_contents, missing_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from index.model.document import Document
    from index.model.records import Check, Fact, Indicator, Statement
    from index.settings import IndexSettings


def interpret(path: Path, settings: IndexSettings) -> Interpretation:
    """Read a file and everything in it.

    Raise UnreadableDocumentError (or one of its kinds): NoFiguresError for a document without any figure.
    """
    return interpret_document(load(path, settings))


def interpret_document(document: Document) -> Interpretation:
    """Read everything in a document that has been loaded. Raise NoFiguresError for one without any figure."""
    identity = read_identity(document)
    reading = read_tables(document, identity)
    narrative = outline(document)
    statements = read_statements(document, identity, reading.in_cell, narrative)
    has_figures = (
        any(fact.value is not None for fact in reading.facts)
        or any(is_money(statement.unit) for statement in statements)
        or bool(reading.indicators or reading.projects)
    )
    if not has_figures:
        raise NoFiguresError(document.path)
    passages = read_passages(document, narrative)
    listed = compare_contents(document, reading.tables)
    checks, failures = run_rules(
        Evidence(
            identity,
            reading.tables,
            reading.facts,
            statements,
            reading.indicators,
            reading.projects,
            passages,
            listed,
        )
    )
    checks = without_unread(checks, reading.tables, reading.facts)
    records = (reading.facts, statements, reading.indicators)
    checks, misread = without_misread(document, checks, records)
    return Interpretation(
        document=document,
        identity=identity,
        tables=reading.tables,
        facts=doubted(document, reading.facts),
        indicators=reading.indicators,
        projects=reading.projects,
        statements=statements,
        passages=passages,
        checks=checks,
        findings=(
            *(_loading_finding(document, message) for message in document.findings),
            *reading.findings,
            *missing_tables(listed),
            *failures,
            *_contradictions(checks, *records),
            *misread,
        ),
    )


def _loading_finding(document: Document, message: str) -> Finding:
    return Finding("loading", message, document.blocks[0].place if document.blocks else Place())


def _contradictions(
    checks: Sequence[Check],
    facts: Sequence[Fact],
    statements: Sequence[Statement],
    indicators: Sequence[Indicator],
) -> Iterator[Finding]:
    """Each identity that does not hold, as a finding at the figure that should be the result."""
    for check in checks:
        if check.outcome is Outcome.CONTRADICTION:
            operand = min(check.operands, key=lambda item: abs(item.sign), default=None)
            record: Fact | Statement | Indicator | None = None
            if operand is not None and operand.fact is not None:
                record = facts[operand.fact]
            elif operand is not None and operand.statement is not None:
                record = statements[operand.statement]
            elif operand is not None and operand.indicator is not None:
                record = indicators[operand.indicator]
            place = record.place if record is not None else check.spots[0].place if check.spots else Place()
            table = record.table if record is not None else None
            yield Finding("contradiction", check.statement, place, table)


@cache
def reading_version() -> str:
    """Return a digest of the program text and data that decide what is read from a file.

    Documents read by another version are read again when the index is next built.
    """
    digest = hashlib.sha256()
    with as_file(files("index")) as folder:
        for part in (
            "load",
            "model",
            "catalogue",
            "tables",
            "narrative",
            "checks",
            "identity",
            "identity.py",
            "contents.py",
            "across.py",
            "departments.py",
            "editions.py",
            "recognised.py",
            "interpret.py",
            "store/names.py",  # the names that records get in the index
        ):
            for path in sorted((folder / part).rglob("*") if (folder / part).is_dir() else [folder / part]):
                if path.suffix in {".py", ".toml", ".tsv"}:
                    digest.update(path.read_bytes() if path.is_file() else b"")
    digest.update(b"ocr" if is_installed() else b"")  # pictures among the pages are then read
    return digest.hexdigest()[:16]

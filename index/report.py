"""What the building of an index tells (载入报告): progress, the result of each file, the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from index.model.quantity import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from index.model.records import Interpretation
    from index.store.reader import LoadedDocument

Status = Literal["loaded", "replaced", "unchanged", "duplicate", "failed"]


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of a file (载入结果): counts of what was read, `reason` in Chinese where there is one to give."""

    path: str
    document: str
    status: Status
    reason: str = ""
    unit: str = ""
    year: int | None = None
    kind: str = ""
    pages: int | None = None
    tables: int = 0
    figures: int = 0
    doubtful: int = 0
    findings: int = 0
    checks: int = 0
    contradictions: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the building is (进度).

    "read": files done, with the latest result; "recognize": scanned pages (扫描页) of one document, by OCR; "embed":
    passages embedded.
    """

    stage: Literal["read", "recognize", "embed"]
    done: int
    total: int
    result: FileResult | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What became of all files, in the order in which they were named, and what else to know."""

    files: tuple[FileResult, ...]
    warnings: tuple[str, ...]
    seconds: float

    def count(self, *statuses: Status) -> int:
        """Return how many files ended in one of these ways."""
        return sum(result.status in statuses for result in self.files)


@dataclass(frozen=True, slots=True)
class RemovalReport:
    """Documents that were taken out, and why others were not."""

    removed: tuple[LoadedDocument, ...]
    errors: tuple[str, ...]
    warnings: tuple[str, ...]


def failed(path: Path, reason: str, *, earlier: bool, seconds: float = 0.0) -> FileResult:
    """Report a file that could not be loaded; `earlier` when an earlier version of it stays in the index."""
    kept = "索引中仍是先前载入的版本。" if earlier else ""
    return FileResult(str(path), path.name, "failed", reason + kept, seconds=seconds)


def duplicate(path: Path, other: Path) -> FileResult:
    """Report a file with the content of another one."""
    return FileResult(str(path), path.name, "duplicate", f"内容与“{other}”完全相同，只载入一份。")


def unchanged(path: Path, document: LoadedDocument) -> FileResult:
    """Report a file that is loaded already."""
    return FileResult(
        path=str(path),
        document=document.name,
        status="unchanged",
        unit=document.unit,
        year=document.year,
        kind=document.kind,
        pages=document.pages,
        tables=document.tables,
        figures=document.figures,
        doubtful=document.doubtful,
        findings=document.findings,
        checks=document.checks,
        contradictions=document.contradictions,
    )


def written(interpretation: Interpretation, *, earlier: bool, seconds: float) -> FileResult:
    """Report a file that was read and stored."""
    document, identity = interpretation.document, interpretation.identity
    return FileResult(
        path=str(document.path),
        document=document.name,
        status="replaced" if earlier else "loaded",
        unit=identity.organization,
        year=identity.year,
        kind=identity.kind.value,
        pages=document.pages,
        tables=len(interpretation.tables),
        figures=sum(fact.value is not None for fact in interpretation.facts),
        doubtful=sum(fact.doubtful for fact in interpretation.facts),
        findings=len(interpretation.findings),
        checks=len(interpretation.checks),
        contradictions=sum(check.outcome is Outcome.CONTRADICTION for check in interpretation.checks),
        seconds=round(seconds, 3),
    )

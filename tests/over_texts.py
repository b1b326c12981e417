"""An assistant over short texts of a test's own, and what its answers assert."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.service import Assistant
from assistant.settings import Settings
from index.build import build

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from assistant.answer.model import Answer


def assistant_over(folder: Path, texts: Mapping[str, str] | None = None) -> Assistant:
    """An assistant over what stands in a folder and these texts, each under its name (`.txt` where it says none)."""
    for name, text in (texts or {}).items():
        (folder / (name if "." in name else f"{name}.txt")).write_text(text, encoding="utf-8")
    settings = Settings(home=folder / "index", embed=False, jobs=1)
    report = build([folder], settings)
    assert {result.status for result in report.files} == {"loaded"}, report.files
    return Assistant(settings)


def figures(answer: Answer) -> list[tuple[str, str]]:
    """What an answer asserts: each value with its unit."""
    return [(figure.value, figure.unit) for figure in answer.figures]

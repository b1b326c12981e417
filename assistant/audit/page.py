"""Audits as a page to read and print (审核报告网页): one file without scripts or outside references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader

from assistant.audit.view import OUTCOMES, position, suspicion, where, why
from index.audit.coverage import reasons

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.audit.report import Audit


def render_page(audits: Sequence[Audit]) -> str:
    """Return the audits as HTML; everything that comes from documents or people is escaped."""
    environment = Environment(loader=PackageLoader("assistant", "audit"), autoescape=True, trim_blocks=True)
    template = environment.get_template("report.html")
    words = {"where": where, "position": position, "why": why, "suspicion": suspicion, "reasons": reasons}
    return template.render(audits=audits, outcomes=OUTCOMES, **words)

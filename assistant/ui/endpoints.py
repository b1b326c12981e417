"""What programs can call (接口): four named endpoints for Gradio's client, which are tools of the MCP server as well.

They only read. Each call runs as the visitor whose request it is, sees what he may see, and counts as one of his
questions a minute.
"""

from __future__ import annotations

import json
import math
from functools import wraps
from typing import TYPE_CHECKING, Any, Final

from assistant.access.rates import Rate
from assistant.ui.labels import label
from index.model.errors import IndexingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from assistant.settings import Settings
    from assistant.ui.ports import Asks
    from index.store.reader import Reader

NAMES: Final = ("ask", "figures", "audit", "verify_text")
MOST_ROWS: Final = 1000  # figures of one call
MOST_CHARACTERS: Final = 20_000  # of a draft
_MINUTE: Final = 60.0


class RefusedCallError(IndexingError):
    """A call beyond a limit."""


class Endpoints:
    """The functions behind the endpoints; their names, parameters and docstrings are what callers are shown."""

    def __init__(self, assistant: Asks, reader: Reader, settings: Settings) -> None:
        self._assistant = assistant
        self._reader = reader
        self._most = settings.questions_per_minute
        self._rate = Rate(settings.questions_per_minute, _MINUTE)

    def ask(self, question: str, earlier: list[str] | None = None) -> dict[str, Any]:
        """Answer a question in Chinese about the loaded budget documents with cited and verified figures.

        The result is the answer object: status (answered, clarify, not_found, out_of_scope, error), answer (Markdown
        with citation marks [1]), figures (label, value, unit, yuan, organization, year, citations), citations
        (document, page, line, table, row, column, printed) and verification. Every figure comes from a cell or a
        sentence of a document or is computed exactly from such; where status is not "answered" there is none.

        Args:
            question: The question, such as 澄湖市数据管理局2025年公务接待费多少.
            earlier: Earlier questions of the same conversation, oldest first.
        """
        return self._assistant.ask(question, earlier or ()).model_dump(mode="json")

    def figures(self, document: str = "", contains: str = "", limit: int = 200, offset: int = 0) -> dict[str, Any]:
        """List figures of the tables of the loaded documents, each with the place where it is printed.

        The result holds rows (document, page, line, table_title, unit, code, row_label, column_path, value), total,
        and next_offset (null at the end). Values are as printed, less thousands separators.

        Args:
            document: File name of a loaded document; empty for all.
            contains: Only rows whose code or row label contains this text; empty for all.
            limit: How many rows at most, up to 1000.
            offset: How many matching rows to leave out at the beginning.
        """
        from assistant.api.listing import list_figures  # noqa: PLC0415 - brings in the store

        self._count()
        return list_figures(self._reader, document, contains, (max(offset, 0), min(max(limit, 1), MOST_ROWS)))

    def audit(self, document: str = "") -> dict[str, Any]:
        """Report where the loaded documents contradict themselves.

        The result holds documents, each with its contradictions (statement, expected, actual, difference, unit, both
        places, severity, the figure likeliest at fault) and the share of its figures that the document itself confirms.

        Args:
            document: File name of a loaded document; empty for all.
        """
        from assistant.api.listing import audit_documents  # noqa: PLC0415 - brings in the store

        self._count()
        return audit_documents(self._reader, document)

    def verify_text(self, text: str, organization: str = "", year: int = 0) -> dict[str, Any]:
        """Check every figure of a draft text in Chinese against the loaded documents.

        The result holds figures (text, start, end, outcome: confirmed, contradicted or not_found, reason, right,
        formula, candidates, citations, note in Chinese), citations, and how many there are of each outcome. A figure
        is only called contradicted where it is certain what it speaks of.

        Args:
            text: The draft, a paragraph or an article of up to 20,000 characters.
            organization: The organization that the draft is about, where it does not name one.
            year: The year that the draft is about, where it does not name one; 0 for none.
        """
        from assistant.proofread.service import check_text  # noqa: PLC0415 - brings in the store

        self._count()
        if len(text) > MOST_CHARACTERS:
            raise RefusedCallError(label("draft_too_long", most=MOST_CHARACTERS))
        return check_text(self._reader, text, organization, year or None).model_dump(mode="json")

    def _count(self) -> None:
        """Count a call. Raise RefusedCallError for one too many; questions are counted where they are answered."""
        from assistant.ui.blocks import current_visitor  # noqa: PLC0415 - imports Gradio

        wait = self._rate.take(current_visitor().key)
        if wait:
            raise RefusedCallError(label("too_many_questions", most=self._most, seconds=math.ceil(wait)))


def add_endpoints(gr: Any, endpoints: Endpoints) -> None:
    """Add the endpoints to the page that is being built; nothing else of the page can be called by name."""
    for name in NAMES:
        # without the queue a tool is run in the request of its visitor, not in one of the server to itself
        gr.api(_telling(gr, getattr(endpoints, name)), api_name=name, queue=False)


def tools_give_json(server: Any) -> None:
    """Let the tools of a page that is served give JSON text; Gradio would print results as Python does."""

    def as_json(data: Iterable[Any], root_url: str) -> list[Any]:  # noqa: ARG001 - Gradio's parameters
        return [server.types.TextContent(type="text", text=json.dumps(one, ensure_ascii=False)) for one in data]

    server.postprocess_output_data = as_json


def _telling(gr: Any, function: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Let the caller know why something was refused."""

    @wraps(function)
    def told(*arguments: Any, **named: Any) -> dict[str, Any]:
        try:
            return function(*arguments, **named)
        except IndexingError as error:
            raise gr.Error(error.told, print_exception=False) from error

    return told

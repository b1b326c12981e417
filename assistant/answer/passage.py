"""A passage that was looked up, to be cited as one that was searched for (引用段落)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.store.search import Hit


def as_hit(row: Any) -> Hit:
    """A passage that was looked up, as one that was searched for."""
    from index.store.search import Hit  # noqa: PLC0415 - search brings numpy along, which few questions need

    fields = {
        name: row[name]
        for name in (
            "id",
            "document_id",
            "ordinal",
            "key",
            "kind",
            "section",
            "text",
            "term",
            "page",
            "line",
            "last_page",
            "last_line",
        )
    }
    return Hit(**fields, score=1.0, ways=(), coverage=1.0)

"""`yusuan documents --introduce`: five observations about one document, each figure cited."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from assistant.console import print_json
from assistant.observe.introduce import introduce
from assistant.proofread.view import place
from index.store.reader import Reader

if TYPE_CHECKING:
    from index.settings import IndexSettings


def show_introduction(settings: IndexSettings, name: str, *, as_json: bool) -> None:
    """Introduce the document of this name. Raise UnknownDocumentError, AmbiguousDocumentError."""
    reader = Reader(settings)
    told = introduce(reader, reader.find(name))
    if as_json:
        print_json(told.model_dump(mode="json", include={"answer", "figures", "supporting", "citations"}))
        return
    lines = [told.answer.replace("**", "").replace("\n\n", "\n"), ""]
    lines += [f"[{one.number}] {place(one)}" for one in told.citations]
    sys.stdout.write("\n".join(lines) + "\n")

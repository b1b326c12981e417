"""Files for the visitor (下载): made in memory and handed to the browser, never put where another could fetch them."""

from __future__ import annotations

import base64
import json
from typing import Any, Final

# The parcel is JSON: name, type, and the content in base64.
SAVE: Final = """(parcel) => {
  if (!parcel) return;
  const { name, type, content } = JSON.parse(parcel);
  const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}"""
TYPES: Final = {
    "md": "text/markdown;charset=utf-8",
    "json": "application/json",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def parcel(name: str, content: bytes) -> str:
    """Wrap a file up for the browser; its type goes by the ending of its name."""
    kind = TYPES[name.rpartition(".")[2]]
    return json.dumps({"name": name, "type": kind, "content": base64.b64encode(content).decode()})


def parcel_box(gr: Any) -> Any:
    """The unseen component through which a parcel reaches the browser."""
    return gr.Textbox(visible=False)

"""How the page looks (外观): a theme of system fonts, the style sheet and the script of the page."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files
from typing import Any

from assistant.ui.labels import table
from assistant.ui.tongue import CODES

FONTS = (
    "system-ui",
    "-apple-system",
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "sans-serif",
)
MONOSPACE = ("ui-monospace", "Consolas", "Noto Sans Mono CJK SC", "monospace")


def build_theme() -> Any:
    """Make the Gradio theme; no font is fetched from anywhere."""
    import gradio as gr  # noqa: PLC0415 - 3 seconds to import

    return gr.themes.Base(
        primary_hue=gr.themes.colors.teal, neutral_hue=gr.themes.colors.slate, font=FONTS, font_mono=MONOSPACE
    )


def style_sheet() -> str:
    """Read the page's style sheets."""
    sheets = (files("assistant.ui").joinpath(name) for name in ("style.css", "records.css"))
    return "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)


def script() -> str:
    """Read the page's script, with what Gradio says in English only, and how it is said in Chinese."""
    source = files("assistant.ui").joinpath("script.js").read_text(encoding="utf-8")
    own = tomllib.loads(files("assistant.ui").joinpath("gradio.toml").read_text(encoding="utf-8"))
    said = {one["english"]: one["chinese"] for one in own["said"]}
    titles = {CODES[language]: title for language, title in table()["title"].items()}
    for place, given in (("{said}", said), ("{titles}", titles)):
        source = source.replace(place, json.dumps(given, ensure_ascii=False))
    return source

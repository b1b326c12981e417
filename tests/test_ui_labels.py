"""The words of the page: every key in both languages, none missing, none left over."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from assistant.ui.labels import LANGUAGES, label, language, speaking, table

UI = Path(__file__).parent.parent / "assistant" / "ui"
FAMILIES = (
    "badge_",
    "note_",
    "outcome_",
    "column_",
    "operation_",
    "step_",
    "export_",
    "verdict_",
    "model_",
)  # keys that are put together from a value


def places(message: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name is not None}


@pytest.mark.parametrize("key", table())
def test_every_message_says_the_same_in_both_languages(key: str) -> None:
    words = table()[key]
    assert set(words) == set(LANGUAGES)
    assert all(words[one].strip() for one in LANGUAGES)
    assert places(words["zh"]) == places(words["en"])


def test_every_key_is_used_and_every_used_key_exists() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in UI.rglob("*.py"))
    asked = set(re.findall(r"\blabel\(\s*[\"'](\w+)[\"']", source))
    assert asked <= table().keys()
    named = set(re.findall(r"[\"'](\w+)[\"']", source)) | {
        f"{name}_tab" for name in re.findall(r'name: .* = "(\w+)"', source)
    }
    assert {key for key in table() if key not in named and not key.startswith(FAMILIES)} == set()


def test_the_language_holds_within_its_block() -> None:
    with speaking("en"):
        assert label("files_tab") == "Documents"
        assert language() == "en"
    assert label("files_tab") == "文件"
    with pytest.raises(KeyError):
        label("no_such_message")

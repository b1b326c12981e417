"""The documents about the program agree with it: commands, settings, links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from assistant.cli import app
from assistant.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
PAGES = [*READMES, *sorted((ROOT / "docs").glob("*.md")), ROOT / "samples" / "README.md", ROOT / "CHANGELOG.md"]


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_command_is_shown_and_exists(readme: Path) -> None:
    shown = set(re.findall(r"\.venv/bin/yusuan ([\w-]+)", readme.read_text(encoding="utf-8")))
    commands = set(getattr(get_command(app), "commands"))  # noqa: B009 - a group has commands, a plain command none
    assert shown == commands


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_setting_is_described_with_its_default(readme: Path) -> None:
    text = readme.read_text(encoding="utf-8")
    described = set(re.findall(r"`YUSUAN_([A-Z_]+)`", text))
    assert described == {name.upper() for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        assert field.description
        row = next(line for line in text.splitlines() if line.startswith(f"| `YUSUAN_{name.upper()}`"))
        default = str(field.default)
        assert not default or default.lower() in row.lower(), row


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target

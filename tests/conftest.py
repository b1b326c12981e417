"""Fixtures of the tests in a browser: one Chromium and one served page for the whole session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from assistant.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.page_driver import ScriptedAssistant


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from tests.page_driver import CHROMIUM_ARGUMENTS, chromium  # noqa: PLC0415 - only for tests in a browser

    path = chromium()
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a browser

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def assistant() -> ScriptedAssistant:
    from tests.page_driver import ScriptedAssistant  # noqa: PLC0415 - only for tests in a browser

    return ScriptedAssistant()


@pytest.fixture(scope="session")
def scripted(assistant: ScriptedAssistant) -> Iterator[str]:
    from assistant.ui.app import build_app, serve  # noqa: PLC0415
    from tests.page_driver import ScriptedLibrary  # noqa: PLC0415

    settings = Settings(max_file_mb=1)
    blocks = build_app(settings, assistant, ScriptedLibrary())
    yield serve(blocks, settings, "127.0.0.1", None, block=False)
    blocks.close()

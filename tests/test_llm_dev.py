"""Questions over real documents with a model that is out to change figures: question by question as without it."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.service import Assistant
from tests.model_adversary import adversary
from tests.model_server import serving
from tests.sample_index import ROOT
from tests.test_corpus import PDFS, TEXTS, corpus_settings, everything

if TYPE_CHECKING:
    from assistant.settings import Settings

QUESTIONS = Path(os.environ.get("YUSUAN_QUESTIONS", ROOT.parent / "shared" / "eval" / "dev.jsonl"))
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not (QUESTIONS.is_file() and TEXTS and PDFS), reason=f"no questions at {QUESTIONS}"),
]


def index_of(scope: str) -> Settings:
    if scope == "all":
        return everything()
    return corpus_settings(".txt" if scope == "fujian" else ".pdf")


def changed(shift: int) -> list[tuple[str, ...]]:
    """The questions whose figures are others with the model than without it."""
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    asked = [json.loads(line) for line in lines if line.strip()]
    found: list[tuple[str, ...]] = []
    with serving() as server:
        for scope in sorted({one.get("scope", "all") for one in asked}):
            settings = index_of(scope)
            alone, beside = Assistant(settings), Assistant(server.settings(settings.home))
            for number, one in enumerate(asked):
                if one.get("scope", "all") != scope:
                    continue
                server.script = adversary(number + shift)
                turns = one.get("turns", ())
                rules, both = alone.ask(one["question"], turns), beside.ask(one["question"], turns)
                beside._companion._client._rests_until = 0.0  # type: ignore[union-attr]  # ask it again at once
                if (rules.figures, rules.status) != (both.figures, both.status) or re.search(
                    r"99\.99|\[99\]", both.answer
                ):
                    found.append(
                        (one["id"], one["question"], rules.status, both.status, both.planner, str(both.trace["steps"]))
                    )
    return found


def test_no_figure_is_changed() -> None:
    assert changed(0) == []

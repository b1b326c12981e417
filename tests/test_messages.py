"""Every sentence is given all that it says."""

from __future__ import annotations

import ast
from pathlib import Path
from string import Formatter

from assistant.answer.messages import MESSAGES

_ASSISTANT = Path(__file__).parent.parent / "assistant"


def _calls() -> list[tuple[str, str, set[str]]]:
    """Where a message is made, its key, and the names it is given; without those that are given as a mapping."""
    found = []
    for path in sorted(_ASSISTANT.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if "from assistant.answer.messages import" in text else ():
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "message"
            if not named or not isinstance(node, ast.Call) or not node.args:
                continue
            key, given = node.args[0], {keyword.arg for keyword in node.keywords}
            if isinstance(key, ast.Constant) and str(key.value) in MESSAGES and None not in given:
                found.append((f"{path.name}:{node.lineno}", str(key.value), {str(name) for name in given}))
    return found


def test_every_message_is_given_its_words() -> None:
    calls = _calls()
    assert len(calls) > 100
    missing = [
        (place, key, sorted(wanted - given))
        for place, key, given in calls
        if (wanted := {name for _, name, _, _ in Formatter().parse(MESSAGES[key]) if name}) - given
    ]
    assert missing == []

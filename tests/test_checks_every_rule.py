"""Every registered rule has a document that satisfies it and the same one with a slip that breaks it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from index import checks as rules
from index.checks import registered
from index.model.quantity import Outcome
from index.model.records import Check
from tests.checks_records import Records
from tests.rule_cases import sentences, tables, volumes  # noqa: F401 - they register their cases
from tests.rule_cases.registry import CASES, SILENT, Made


def outcomes(made: Made, rule_id: str) -> list[Outcome]:
    evidence = made.evidence() if isinstance(made, Records) else made
    rule = next(one for one in registered() if one.id == rule_id)
    return [check.outcome for check in rule.run(evidence) if isinstance(check, Check)]


def test_every_rule_has_a_case_and_every_case_a_rule() -> None:
    assert CASES.keys() == {rule.id for rule in registered()}


@pytest.mark.parametrize("rule_id", sorted(CASES))
def test_a_sound_document_satisfies_the_rule(rule_id: str) -> None:
    found = outcomes(CASES[rule_id](slip=False), rule_id)
    assert Outcome.CONTRADICTION not in found
    assert bool(found) is (rule_id not in SILENT)


@pytest.mark.parametrize("rule_id", sorted(CASES))
def test_a_slip_breaks_the_rule(rule_id: str) -> None:
    assert Outcome.CONTRADICTION in outcomes(CASES[rule_id](slip=True), rule_id)


def test_every_generator_of_checks_is_registered() -> None:
    known = {rule.run.__name__ for rule in registered()}
    for path in sorted(Path(rules.__file__).parent.glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.returns is not None:
                arguments = [argument.arg for argument in node.args.args]
                if arguments == ["evidence"] and ast.unparse(node.returns).startswith("Iterator[Check"):
                    assert node.name in known, f"{path.name}: {node.name}"


def test_every_rule_says_what_it_needs() -> None:
    assert all(rule.needs for rule in registered())

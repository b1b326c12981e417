"""The register of rules (勾稽规则) and the engine that runs them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.checks.evidence import Evidence
from index.model.records import Check, Finding

if TYPE_CHECKING:
    from index.model.document import Place
    from index.model.quantity import Outcome
    from index.model.records import Operand


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A place where a rule applies and cannot be checked (不能核对), and why."""

    reason: str
    place: Place
    table: int | None = None


Generator = Callable[[Evidence], Iterator[Check | Obstacle]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: stable id, Chinese title, the form or regulation it comes from, and its generator of checks.

    `needs` names what a document must print for the rule to have anything to check.
    """

    id: str
    title: str
    source: str
    run: Generator
    needs: str = ""


_RULES: dict[str, Rule] = {}


def rule(rule_id: str, title: str, *, needs: str) -> Callable[[Generator], Generator]:
    """Register a generator of checks under an id; its docstring says where the rule comes from."""

    def register(generator: Generator) -> Generator:
        _RULES[rule_id] = Rule(rule_id, title, inspect.getdoc(generator) or "", generator, needs)
        return generator

    return register


def registered() -> tuple[Rule, ...]:
    """All rules, in the order in which they were registered."""
    return tuple(_RULES.values())


def run_all(evidence: Evidence, rules: tuple[Rule, ...]) -> tuple[tuple[Check, ...], tuple[Finding, ...]]:
    """Run rules one after another; a rule that fails is left out and becomes a finding.

    An identity that two rules tell over the same figures is told once, by the first.
    """
    checks: list[Check] = []
    told: set[tuple[frozenset[Operand], Outcome]] = set()
    findings: list[Finding] = []
    for one in rules:
        try:
            found = list(one.run(evidence))
        except Exception as error:  # noqa: BLE001  # no rule may cost the document its other checks
            message = f"勾稽规则“{one.title}”（{one.id}）未能执行：{type(error).__name__}：{error}"
            findings.append(Finding("check_failed", message))
        else:
            for check in found:
                if isinstance(check, Obstacle):
                    findings.append(
                        Finding("not-checkable", f"{one.title}：{check.reason}。", check.place, check.table)
                    )
                    continue
                identity = (frozenset(check.operands), check.outcome)
                if not check.operands or identity not in told:
                    told.add(identity)
                    checks.append(check.under(one.id))
    return tuple(checks), tuple(findings)

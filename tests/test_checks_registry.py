from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from index.checks import Evidence, registered, run_rules
from index.checks.registry import Rule, run_all
from tests.checks_records import IDENTITY, Records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.model.records import Check

ROOT = Path(__file__).parents[1]


def test_every_rule_has_a_title_and_a_source() -> None:
    assert registered()
    for rule in registered():
        assert re.fullmatch(r"[a-z_]+(\.[a-z_]+)?", rule.id)
        assert re.search(r"[\u4e00-\u9fff]", rule.title)
        assert re.search(r"[\u4e00-\u9fff]", rule.source.split(":")[0]), rule.id


def test_rules_are_documented() -> None:
    page = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    documented = re.findall(r"^\| `([a-z_.]+)` \| ([^|]+?) \|", page, re.MULTILINE)
    assert sorted(documented) == sorted((rule.id, rule.title) for rule in registered())


def test_rule_that_fails_is_a_finding() -> None:
    def broken(_: Evidence) -> Iterator[Check]:
        raise ZeroDivisionError("invented")
        yield

    checks, findings = run_all(Records().evidence(), (Rule("broken", "坏规则", "", broken), *registered()))
    assert checks == ()
    assert [finding.code for finding in findings] == ["check_failed"]
    assert "坏规则" in findings[0].message


def test_nothing_gives_nothing() -> None:
    assert run_rules(Evidence(IDENTITY, (), (), (), (), ())) == ((), ())

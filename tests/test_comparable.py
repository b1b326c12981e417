"""Documents of several organizations that go together."""

from __future__ import annotations

from assistant.execute.comparable import comparable, in_own_years, of_one_kind
from assistant.execute.entry import Source


def source(organization: int, year: int | None, kind: str = "预算") -> Source:
    return Source(
        id=organization * 100 + (year or 0) % 100, name="", organization_id=organization, organization="", year=year,
        kind=kind, scope="部门", ids=(), recognised=frozenset(), sha256="",
    )  # fmt: skip


def test_the_latest_year_that_all_have() -> None:
    loaded = [source(1, 2024), source(1, 2025), source(2, 2024), source(2, 2025, "决算"), source(2, 2023)]
    assert {(one.organization_id, one.year, one.kind) for one in comparable(loaded)} == {
        (1, 2024, "预算"),
        (2, 2024, "预算"),
    }


def test_budgets_before_final_accounts_of_one_year() -> None:
    loaded = [source(1, 2024), source(1, 2024, "决算"), source(2, 2024), source(2, 2024, "决算")]
    assert {one.kind for one in comparable(loaded)} == {"预算"}


def test_nothing_in_common_leaves_all() -> None:
    loaded = [source(1, 2024), source(2, 2025), source(3, None)]
    assert comparable(loaded) == loaded


def test_each_organization_is_taken_in_the_year_said_with_it() -> None:
    loaded = [source(1, 2024), source(1, 2025), source(2, 2024), source(2, 2025), source(2, 2025, "决算")]
    meant = in_own_years(loaded, (1, 2), "图书馆2024年和数据局2025年三公经费合计多少")
    assert [(one.organization_id, one.year, one.kind) for one in meant] == [(1, 2024, "预算"), (2, 2025, "预算")]
    assert in_own_years(loaded, (1, 2), "图书馆和数据局2024年、2025年三公经费合计多少") == []


def test_years_are_compared_within_the_kind_that_covers_them() -> None:
    loaded = [source(1, 2024), source(1, 2024, "决算"), source(1, 2025)]
    assert {one.kind for one in of_one_kind(loaded, (2024, 2025))} == {"预算"}
    assert of_one_kind(loaded, (2023, 2024)) == loaded

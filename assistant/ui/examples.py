"""Example questions from what is loaded (示例问题): only subjects that have a figure are offered."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from assistant.ui import labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.ui.ports import Askable

EXAMPLE_COUNT = 6


def example_questions(askable: Sequence[Askable], count: int = EXAMPLE_COUNT) -> list[str]:
    """Write up to `count` questions, taking turns over the organizations and never repeating a subject needlessly."""
    by_organization: dict[str, list[Askable]] = {}
    for item in askable:
        by_organization.setdefault(item.organization, []).append(item)
    # each organization begins one subject later than the one before, so that the examples differ
    turned = [
        items[start % len(items) :] + items[: start % len(items)]
        for start, items in enumerate(by_organization.values())
    ]
    mixed = [item for round_ in zip_longest(*turned) for item in round_ if item is not None]
    fresh = {item.subject: item for item in reversed(mixed)}
    first = [item for item in mixed if fresh[item.subject] is item]
    rest = [item for item in mixed if fresh[item.subject] is not item]
    return list(dict.fromkeys(_question(item) for item in [*first, *rest]))[:count]


def _question(item: Askable) -> str:
    if item.year is None:
        return labels.EXAMPLE.format(organization=item.organization, subject=item.subject)
    return labels.EXAMPLE_WITH_YEAR.format(organization=item.organization, year=item.year, subject=item.subject)

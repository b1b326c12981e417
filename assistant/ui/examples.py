"""Example questions from what is loaded (示例问题): only subjects that have a figure are offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.ui.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.ui.ports import Askable

EXAMPLE_COUNT = 6


def example_questions(askable: Sequence[Askable], count: int = EXAMPLE_COUNT) -> list[str]:
    """Write up to `count` questions: subjects spread over all there are, the organizations taking turns."""
    by_subject: dict[str, list[Askable]] = {}
    for item in askable:
        by_subject.setdefault(item.subject, []).append(item)
    subjects = list(by_subject)
    spread = [subjects[turn * len(subjects) // count] for turn in range(count)] if len(subjects) > count else subjects
    chosen = [_in_turn(by_subject[subject], turn) for turn, subject in enumerate(spread)]
    return list(dict.fromkeys(_question(item) for item in [*chosen, *askable]))[:count]


def _in_turn(items: Sequence[Askable], turn: int) -> Askable:
    """Pick one organization's item; of several years the first."""
    first = list({item.organization: item for item in reversed(items)}.values())
    return first[turn % len(first)]


def _question(item: Askable) -> str:
    if item.year is None:
        return label("example", organization=item.organization, subject=item.subject)
    return label("example_with_year", organization=item.organization, year=item.year, subject=item.subject)

"""What reading has met so far: the statements, the open totals, and what earlier words leave open for later ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from index.model.records import Role, Stage, Statement
from index.narrative.headings import heading_subject
from index.narrative.parts import Parts

if TYPE_CHECKING:
    from collections.abc import Sequence

AMOUNTS: Final = (Role.LEVEL, Role.COUNT)
CHANGES: Final = (Role.CHANGE, Role.RATE)


@dataclass(slots=True)
class Context:
    """What a paragraph has said so far.

    `chain` holds the statements of the sentence at hand, `top` the amounts that are no parts since the last full stop,
    `heads` those of the last sentence that has any, `latest` all its amounts, parts or not, or what else it states,
    until the next full stop.
    `lost` is set when an amount was met whose subject is not certain: nothing later may be taken to speak of another.
    """

    section: tuple[str, ...] = ()
    topic: str = ""
    topic_code: str = ""
    heads: tuple[int, ...] = ()
    latest: tuple[int, ...] = ()
    as_of: int | None = None
    project: str = ""
    indicator: str = ""
    sentence: str = ""
    offset: int = 0
    table: int | None = None
    chain: list[int] = field(default_factory=list)
    top: list[int] = field(default_factory=list)
    year: int | None = None
    first_year: int | None = None  # of the first amount since the last full stop
    goes_on: bool = False  # the sentence before ended with a semicolon
    of_own_year: bool = False  # the paragraph names the document's year
    reason: bool = False
    lost: bool = False
    against: str = ""  # what the amount before a change is of: 比2024年 of 比2024年三公经费预算 3.10 万元减少
    assessed: str = ""  # the project whose assessment the paragraph tells: …自评综述：
    part_stage: Stage | None = None  # of the amount right before 其中: …预算为 20 万元，其中：…


@dataclass(slots=True)
class Scene:
    """The state of reading one document: `owner` is the organization's name, folded and without white space.

    `stage` is that of the document's own figures: budget or final accounts.
    """

    owner: str
    stage: Stage = Stage.BUDGET
    found: list[Statement] = field(default_factory=list)
    parts: Parts = field(default_factory=Parts)
    now: Context = field(default_factory=Context)
    under_heading: list[int] = field(default_factory=list)  # amounts that are no parts

    def amounts(self) -> list[int]:
        """The amounts and counts of the sentence at hand."""
        return [index for index in self.now.chain if self.found[index].role in AMOUNTS]

    def of_their_year(self, indices: Sequence[int]) -> list[int]:
        """Amounts without those of an earlier year that one of them is compared with: 9 万元，比2023年的 8 万元增加."""
        kept = []
        for index in indices:
            one = self.found[index]
            before = (self.found[other] for other in indices if other < index)
            if not any(one.subject == other.subject and (one.year or 0) < (other.year or 0) for other in before):
                kept.append(index)
        return kept

    def spoken_of(self) -> tuple[int, ...]:
        """The amounts that a sentence without any goes on with: …9 万元，其中：接待费 3 万元；比上年减少 1 万元."""
        return self.now.latest or self.now.heads

    def subjects(self, indices: Sequence[int]) -> list[str]:
        """The subjects of statements."""
        return [self.found[index].subject for index in indices]

    def heading(self) -> str:
        """The heading's subject, "" where amounts of other subjects stand under the heading already."""
        subject = heading_subject(self.now.section, self.owner)
        return subject if set(self.subjects(self.under_heading)) <= {subject} else ""

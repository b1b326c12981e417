"""A table laid out (版式): its header rows, the role and header path of every column, and the body set right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.model.document import UNKNOWN
from index.model.records import Column, Reading
from index.tables.classified import of_one_classification
from index.tables.header import Paths, live_columns, read_header
from index.tables.panel_words import settled_words, unsettled_amounts
from index.tables.realign import Realigned, figures_of, realign
from index.tables.roles import Role, column_roles, panels
from index.tables.sheet import Row, Sheet, count_header_rows, is_header_repeated, is_ordinal_row
from index.tables.spans import header_depth, is_drawn, labelled, named_across, over_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROLE_NAMES = {
    Role.CODE: "code",
    Role.LABEL: "label",
    Role.VALUE: "value",
    Role.TEXT: "text",
    Role.INDEX: "unused",
    Role.BLANK: "unused",
}


@dataclass(frozen=True, slots=True)
class Layout:
    """A table as it is to be read.

    `doubtful` are body rows of uncertain columns, `unsettled` columns of uncertain headers; `certain` is False where
    the whole header is uncertain.
    """

    header: tuple[Row, ...]
    body: tuple[Row, ...]
    roles: tuple[Role, ...]
    paths: Paths
    panels: tuple[int, ...]
    readings: tuple[Reading, ...]
    doubtful: frozenset[int]
    certain: bool
    unsettled: frozenset[int] = frozenset()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns as records; an amount column without a header is unused, unless nothing has a header."""
        return tuple(
            Column(index, path, self.role_name(index), panel)
            for index, (path, panel) in enumerate(zip(self.paths, self.panels, strict=True))
        )

    def role_name(self, column: int) -> str:
        """The role of a column as the records name it."""
        if self.roles[column] is Role.VALUE and not self.paths[column] and self.header:
            return "unused"
        return _ROLE_NAMES[self.roles[column]]

    def values_in(self, panel: int) -> list[int]:
        """The amount columns of a panel."""
        return [
            column for column, number in enumerate(self.panels) if number == panel and self.role_name(column) == "value"
        ]

    def keys_in(self, panel: int) -> list[int]:
        """The label and code columns of a panel."""
        return [
            column
            for column, number in enumerate(self.panels)
            if number == panel and self.roles[column] in {Role.LABEL, Role.CODE}
        ]


def lay_out(sheet: Sheet, header: Sequence[Row] | None = None) -> Layout:
    """Lay a table out; `header` is that of the table it continues, where it has none of its own."""
    count = header_depth(sheet.rows, count_header_rows(sheet.rows))
    own = tuple(row for row in sheet.rows[:count])
    if count == 0 and header is not None:
        own = tuple(_fitted(row, sheet.width) for row in header)
    kept = [
        index
        for index in range(count, len(sheet.rows))
        if not is_header_repeated(sheet.rows[index], own) and not is_ordinal_row(sheet.rows[index])
    ]
    body = [sheet.rows[index] for index in kept]
    segments = [sheet.segments[index] for index in kept]
    chosen = _model_rows(segments)
    model = [body[index] for index in chosen]
    over = [over_columns(row) for row in own]
    roles = settled_words(column_roles(model, over), over, model) if own or model else []
    roles = of_one_classification(roles, own, model)
    live = live_columns(model) if model else [False] * len(roles)
    if not own:
        paths: Paths = ((),) * len(roles)
        return Layout((), tuple(body), tuple(roles), paths, tuple(panels(roles)), (), frozenset(), certain=True)
    width = max((*sheet.widths[:count], *(sheet.widths[kept[index]] for index in chosen)), default=sheet.width)
    reading = read_header(own, roles, [figures_of(row) for row in model], live, width)
    drawn = is_drawn(body)  # then columns have not moved
    if drawn:
        repaired = Realigned(tuple(labelled(body, roles)))
    else:
        repaired = realign(body, segments, roles, reading.paths)
        repaired = replace(repaired, body=tuple(named_across(repaired.body, roles, panels(roles))))
    readings = (*((reading.reading,) if reading.reading else ()), *repaired.readings)
    return Layout(
        own,
        repaired.body,
        tuple(roles),
        reading.paths,
        tuple(panels(roles)),
        readings,
        repaired.doubtful,
        reading.certain,
        reading.unsettled | _unknown(reading.paths) | unsettled_amounts(roles, over, model),
    )


def _unknown(paths: Paths) -> frozenset[int]:
    """The columns of whose header a character is not known."""
    return frozenset(column for column, path in enumerate(paths) if any(UNKNOWN in word for word in path))


def _fitted(row: Row, width: int) -> Row:
    return (*row, *([row[-1]] * (width - len(row))))[:width]


def _model_rows(segments: Sequence[int]) -> list[int]:
    """The rows that show what the columns hold: those of the first page, or all where it has very few."""
    if not segments:
        return []
    runs: dict[int, list[int]] = {}
    for index, segment in enumerate(segments):
        runs.setdefault(segment, []).append(index)
    first = next(iter(runs.values()))
    longest = max(runs.values(), key=len)
    if len(first) * 3 >= len(longest):
        return first
    return longest if len(longest) * 2 > len(segments) else list(range(len(segments)))

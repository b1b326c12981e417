"""Lines of a page to headings and paragraphs (成段), by indents and line ends, also over a page break."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from index.load.pdf.prose.contents import contents_of
from index.load.prose import (
    CONTENTS,
    MAX_HEADING,
    NOT_JOINED,
    PREAMBLE,
    SENTENCE_END,
    TABLE_HEADING_LEVEL,
    TITLE,
    UNIT_LINE,
    closed_up,
    heading_level,
    is_title,
    numbering_level,
)
from index.model.document import Heading, Paragraph, Place, TextLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.load.pdf.pages.geometry import Box
    from index.load.pdf.pages.lines import Line
    from index.load.pdf.pages.page import PageContent

_INDENT: Final = 1.2  # of the height: from here a line begins a paragraph
_RAGGED: Final = 2.2  # of the height: a line that ends this close to the margin is full
_SAME_SIZE: Final = 0.15
_CLOSE: Final = 2.6  # of the height: between the baselines of one paragraph
_CENTRED: Final = 1.5  # of the height
_LARGER: Final = 1.15
_MIN_BODY: Final = 15
_ENOUGH: Final = 3  # long lines that show where the margins are
_TITLE_LINES: Final = 3
_HAS_AMOUNT: Final = re.compile(r"\d\.\d{2}(?!\d)")
_WIDE_TITLE: Final = 14
_MOST: Final = 0.8
_WIDE: Final = 0.7
_CAPTIONS: Final = 5
_OUTER: Final = (1, 2)  # levels of headings that no running text begins with
_NUMBER_ONLY: Final = re.compile(r"第\s*[一二三四五六七八九十\d]+\s*(?:部分|章)")
_CLAUSE_MARK: Final = re.compile("[，。；、]")


@dataclass(frozen=True)
class FreeLine:
    """A line outside of tables, with the margins of its page's text, in points."""

    line: Line
    page: PageContent
    left: float
    right: float

    @cached_property
    def text(self) -> str:
        """Its text."""
        return closed_up(self.line.text)

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(page=self.page.number, box=self.page.displayed(self.line.box))

    @property
    def is_indented(self) -> bool:
        """Whether it begins a paragraph."""
        return self.line.box[0] - self.left > _INDENT * self.line.size

    @property
    def is_full(self) -> bool:
        """Whether it runs up to the right margin."""
        return self.right - self.line.box[2] <= _RAGGED * self.line.size

    @property
    def is_nearly_full(self) -> bool:
        """Whether it runs most of the way: the next word may have been too long for the rest."""
        return self.line.box[2] - self.left > _MOST * (self.right - self.left)

    @property
    def is_centred(self) -> bool:
        """Whether it stands in the middle of the text or of the page, with space on both sides.

        On a wide page whose lines all end early the text shows no right margin.
        """
        middle, near = (self.line.box[0] + self.line.box[2]) / 2, _CENTRED * self.line.size
        of_text = abs(middle - (self.left + self.right) / 2) <= near and not self.is_full
        return self.is_indented and (of_text or abs(middle - self.page.width / 2) <= near)


def margins(pages: Sequence[tuple[PageContent, Sequence[Line], Sequence[Box]]]) -> list[tuple[float, float]]:
    """The left and right margins of each page, from its running text and tables (given as lines and boxes).

    A page with little of both has the margins of all pages of its width.
    """
    found: list[tuple[float, float]] = []
    telling = [[*tables, *(line.box for line in lines if len(line.text) >= _MIN_BODY)] for _, lines, tables in pages]
    for (page, lines, tables), own in zip(pages, telling, strict=True):
        boxes = own
        if not tables and len(own) < _ENOUGH:
            boxes = [
                box
                for (one, _, _), other in zip(pages, telling, strict=True)
                if one.width == page.width
                for box in other
            ]
        if boxes:
            found.append((min(box[0] for box in boxes), max(box[2] for box in boxes)))
        else:
            left = min((line.box[0] for line in lines), default=0.0)
            found.append((left, max(page.width - left, left)))
    return found


def blocks_of(lines: Sequence[FreeLine], *, above: float | None = None) -> Iterator[Heading | Paragraph]:
    """The headings and paragraphs that lines form.

    Right above a table, whose width `above` is, stand its title and unit, line by line.
    """
    captions = _captions(lines, above) if above is not None else 0
    yield from _running(lines[: len(lines) - captions])
    yield from _captioned(lines[len(lines) - captions :], above or 0.0)


def _captions(lines: Sequence[FreeLine], width: float) -> int:
    """How many lines right above a table may be its title, number, department and unit."""
    count = 0
    for index in range(len(lines) - 1, max(len(lines) - 1 - _CAPTIONS, -1), -1):
        text = lines[index].text
        if SENTENCE_END.search(text) or numbering_level(text) == 1:
            break
        if (
            index
            and _goes_on(lines[index - 1], lines[index])
            and not _is_first_half(lines[index - 1], lines[index], width)
        ):
            break
        count += 1
    return count


def _captioned(lines: Sequence[FreeLine], width: float) -> Iterator[Heading | Paragraph]:
    index = 0
    while index < len(lines):
        line = lines[index]
        text = line.text
        halves = _title_lines(lines[index : index + _TITLE_LINES], width)
        text += "".join(one.text for one in halves[1:])
        index += len(halves)
        level = heading_level(text)
        if TITLE.fullmatch(text) and not UNIT_LINE.search(text) and not PREAMBLE.match(text):
            yield Heading(text, level or TABLE_HEADING_LEVEL, line.place)
        elif level is not None:
            yield Heading(text, level, line.place)
        else:
            yield Paragraph((TextLine(text, line.place),))


def _title_lines(lines: Sequence[FreeLine], width: float) -> Sequence[FreeLine]:
    """The first of some lines, with those in which it goes on if it is a title over two of them or three."""
    if len(lines) > 1 and _is_first_half(lines[0], lines[1], width):
        return lines[:2]
    other = (TITLE.fullmatch, PREAMBLE.match, _HAS_AMOUNT.search)
    if len(lines) < _TITLE_LINES or any(is_one(one.text) for one in lines for is_one in other):
        return lines[:1]
    whole = "".join(one.text for one in lines)
    same = all(_is_same_size(lines[0], one) for one in lines[1:])
    return lines if same and TITLE.fullmatch(whole) and not UNIT_LINE.search(whole) else lines[:1]


def _is_first_half(line: FreeLine, following: FreeLine, width: float) -> bool:
    """Whether a title goes on in the next line: a long one, or one that fills the `width` of its table."""
    left, _, right, _ = line.line.box
    fills = right - left + line.line.size * _LARGER > width > 0
    if TITLE.fullmatch(line.text) or UNIT_LINE.search(line.text) or (len(line.text) < _WIDE_TITLE and not fills):
        return False
    if _HAS_AMOUNT.search(line.text):
        return False  # the last row of the table before
    same = _is_same_size(line, following)
    return same and bool(TITLE.fullmatch(line.text + following.text)) and not UNIT_LINE.search(following.text)


def _is_same_size(line: FreeLine, other: FreeLine) -> bool:
    """Whether two lines are as large, and not of two columns side by side or of one and what is over both."""
    if line.page is other.page and (line.left, line.right) != (other.left, other.right):
        return False
    return abs(line.line.size - other.line.size) <= _SAME_SIZE * max(line.line.size, other.line.size)


def _running(lines: Sequence[FreeLine]) -> Iterator[Heading | Paragraph]:
    body = _body_size(lines)
    contents = contents_of([(line.page.number, line.text) for line in lines])
    index = 0
    while index < len(lines):
        taken = [lines[index]]
        index += 1
        if index - 1 in contents:
            yield Paragraph(_text_lines(taken))
            continue
        while index < len(lines) and index not in contents and _goes_on(taken[-1], lines[index]):
            taken.append(lines[index])
            index += 1
        if _is_large(taken[0], body):
            while index < len(lines) and _is_wrapped_heading(taken[-1], lines[index]):
                taken.append(lines[index])
                index += 1
        text = "".join(line.text for line in taken)
        level = heading_level(text)
        if level == 1 and _NUMBER_ONLY.fullmatch(text) and index < len(lines) and _is_short_title(lines[index].text):
            text += " " + lines[index].text
            index += 1
        if level is None and _is_large(taken[0], body) and taken[0].is_centred and _is_short_title(text):
            level = 1
        yield Paragraph(_text_lines(taken)) if level is None else Heading(text, level, taken[0].place)


def _text_lines(lines: Sequence[FreeLine]) -> tuple[TextLine, ...]:
    return tuple(TextLine(line.text, line.place) for line in lines)


def _is_large(line: FreeLine, body: float) -> bool:
    return line.line.size > body * _LARGER


def _is_wrapped_heading(line: FreeLine, following: FreeLine) -> bool:
    """Whether a centred heading that needed the whole width goes on in the next line."""
    if is_title(line.text) or is_title(following.text):
        return False
    wide = line.line.box[2] - line.line.box[0] > _WIDE * (line.right - line.left)
    near = following.page is line.page and following.line.baseline - line.line.baseline <= _CLOSE * line.line.size
    return wide and near and following.is_centred and _is_same_size(line, following) and _is_short_title(following.text)


def _is_short_title(text: str) -> bool:
    if PREAMBLE.match(text) or CONTENTS.fullmatch(text):
        return False
    return len(text) <= MAX_HEADING and numbering_level(text) is None and not SENTENCE_END.search(text)


def _body_size(lines: Sequence[FreeLine]) -> float:
    """The size of the middle one of all characters, by size."""
    left = sum(len(line.text) for line in lines) // 2
    for size, count in sorted((line.line.size, len(line.text)) for line in lines):
        if left < count:
            return size
        left -= count
    return 0.0


def _goes_on(line: FreeLine, following: FreeLine) -> bool:
    """Whether a line continues the paragraph of the line before."""
    if not (_is_same_size(line, following) and _is_next(line, following)):
        return False
    if is_title(line.text) or is_title(following.text) or UNIT_LINE.match(following.text):
        return False
    ended = bool(SENTENCE_END.search(line.text))
    if not following.is_full and heading_level(following.text) in _OUTER:
        return False  # 三、政府采购情况 below a line that lacks its full stop
    if NOT_JOINED.match(following.text) or numbering_level(following.text) is not None:
        return not ended and line.is_full and not following.is_indented and heading_level(line.text) is None
    if following.is_indented:
        return not ended and line.is_nearly_full and _is_broken_by_hand(line, following)
    return line.is_full or (not ended and line.is_nearly_full)


def _is_next(line: FreeLine, following: FreeLine) -> bool:
    """Whether a line stands right below another, or on the next page."""
    if following.page.number != line.page.number:
        return following.page.number == line.page.number + 1
    return following.line.baseline - line.line.baseline <= _CLOSE * line.line.size


def _is_broken_by_hand(line: FreeLine, following: FreeLine) -> bool:
    """Whether a sentence was broken with a line feed, so that its rest is indented as its beginning."""
    aligned = abs(following.line.box[0] - line.line.box[0]) <= _INDENT * line.line.size
    return aligned and bool(_CLAUSE_MARK.search(line.text)) and heading_level(line.text) is None

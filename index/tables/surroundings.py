"""What stands around a grid (表前表后文字): its title, unit, notes and the headings above it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from index.catalogue.vocabulary import strip_numbering
from index.identity import names_body
from index.model.document import Block, Document, Grid, Heading, Paragraph, Place
from index.tables.wording import fold, is_note, money_unit_in, says_empty, squeeze, stated_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_YEAR_LINE: Final = re.compile(r"[(]?20\d\d年?(?:度)?[)]?")
_NUMBER: Final = r"(?:预算|决算|部门|财决|公开|附件?|样)*表?[\d一二三四五六七八九十]+(?:[-.]\d+)?表?[:]?"  # 公开03表
_PREAMBLE: Final = re.compile(
    rf"(?:{_NUMBER})?(?:编制|填报|填表|申报|公开|预算|主管|截[至止])?(?:部门|单位|机构|日期|时间)(?:/(?:部门|单位))?"
    rf"(?:名称)?(?:[(].{{1,8}}[)])?[:]|{_NUMBER}$"
)
_PREFIX: Final = re.compile(  # the 一 of 表3 一般公共预算支出表 is no number
    r"^(?:附件|附表|公开|表)(?:[\d二三四五六七八九十\-－—]|一(?!般))*(?:表)?[\s:：、.．]*(?=[^\s表])"
)
_SENTENCE: Final = re.compile(r"[。；：:;！？!?，,]$|。")
_TITLE_END: Final = re.compile(r"(?:表|一览|明细|清单|情况|情况表|预算|决算)(?:[(].{1,40}[)])?$")
_CONTINUED: Final = re.compile(r"[(]?续表?(?:[一二三四五\d]*)[)]?")
_POINTS: Final = re.compile(r"[如见列按](?:下|附|上|后)表(?:所[示列])?$")
_SPEAKS: Final = re.compile(r"本单位|本部门|我局|我单位|我部门|因此|所以|没有")
_MIN_TITLE: Final = 3
_MAX_TITLE: Final = 80
_MAX_PLAIN_TITLE: Final = 40
_NAMES_TABLE: Final = re.compile(r"表$|表[（(]")
_TABLE_TITLE: Final = re.compile(r"表(?:[（(].{1,40}[）)])?$")
_FROM_UNIT: Final = re.compile(r"[（(]?\s*(?:金额)?单\s*位\s*[:：]\s*(?:人民币)?[（(]?(?:亿|百万|千|万)?元.*$")
_LEADER: Final = re.compile(r"\.{3,}|…|·{3,}")
_CLAUSE_MARK: Final = re.compile(r"[。;；：:]")
_MARKS: Final = re.compile(
    r"[（(]续表?[一二三四五\d]*[）)]|[（(](?:单位[:：]?)?(?:亿|百万|千|万)?元[）)]|续表[一二三四五\d]*$"
)
_BODY_CODE: Final = re.compile(r"^\d{3,9}[\s\-—_.．]*")
_HASHES: Final = re.compile(r"^#+\s*")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A grid with the words around it: `unit` is "" where none is stated; `grid` is None for an empty table (空表)."""

    grid: Grid | None
    title: str
    unit: str
    note: str
    section: tuple[str, ...]
    place: Place
    follows: bool = False  # nothing but lines of unit or date since the grid before


@dataclass(slots=True)
class _Walk:
    headings: list[Heading] = field(default_factory=list)
    pending: list[Heading | Paragraph] = field(default_factory=list)

    def section(self, without: str) -> tuple[str, ...]:
        return tuple(heading.text for heading in self.headings if clean_title(heading.text) != without)

    def enter(self, heading: Heading) -> None:
        while self.headings and self.headings[-1].level >= heading.level:
            self.headings.pop()
        self.headings.append(heading)


def surroundings(document: Document) -> Iterator[Surroundings]:
    """Yield each grid of a document, and each title that has a note instead of a grid, with what stands around it."""
    walk = _Walk()
    for index, block in enumerate(document.blocks):
        if isinstance(block, Grid):
            yield _around(block, document.blocks[index + 1 :], walk)
            walk.pending.clear()
            continue
        if isinstance(block, Heading):
            walk.enter(block)
        elif _is_empty_note(block) and (absent := _absent(block, walk)) is not None:
            yield absent
            walk.pending.clear()
            continue
        walk.pending.append(block)


def _around(grid: Grid, after: Sequence[Block], walk: _Walk) -> Surroundings:
    heading, unit = _above(walk.pending)
    title = clean_title(heading)
    follows = not heading and all(_is_preamble(block) for block in walk.pending)
    if walk.headings and clean_title(walk.headings[-1].text) == title and heading:
        section = walk.section(title)
        if _NAMES_TABLE.search(walk.headings[-1].text):
            walk.headings.pop()
    else:
        section = tuple(item.text for item in walk.headings)
    return Surroundings(grid, title, unit or money_unit_in(heading) or "", _note(after), section, grid.place, follows)


def _absent(note: Paragraph, walk: _Walk) -> Surroundings | None:
    """A table whose title is followed by the note that it is empty, without any grid."""
    heading, unit = _above(walk.pending)
    if not _TABLE_TITLE.search(heading):
        return None
    title = clean_title(heading)
    place = walk.pending[-1].place
    return Surroundings(None, title, unit, note.text, walk.section(title), place)


def _is_preamble(block: Heading | Paragraph) -> bool:
    text = fold(block.text)
    return bool(stated_unit(text) or _YEAR_LINE.fullmatch(text) or _PREAMBLE.match(text) or _CONTINUED.fullmatch(text))


def _is_empty_note(block: Paragraph) -> bool:
    return len(block.text) < _MAX_TITLE and says_empty(block.text) and (is_note(block.text) or "表" in block.text)


def _above(pending: Sequence[Heading | Paragraph]) -> tuple[str, str]:
    """The title as printed and the unit, from the lines above a grid back to the table or sentence before."""
    unit, owner = "", ""
    for block in reversed(pending[-8:]):
        lines = [block.text] if isinstance(block, Heading) else [line.text for line in block.lines]
        for line in reversed(lines):
            folded = fold(line)
            stated = stated_unit(line)
            if stated:
                unit = unit or stated
                title = _beside_unit(line)
                if _is_owner(title):
                    owner = owner or title
                elif title:
                    return title, unit
            elif _YEAR_LINE.fullmatch(folded) or _PREAMBLE.match(folded):
                continue
            elif unit and not owner and _is_owner(line):
                owner = line
            elif owner and not (isinstance(block, Heading) or _TITLE_END.search(folded)):
                return owner, unit
            elif _is_title(folded):
                return line, unit
            else:
                return "", unit
    return owner, unit


def _beside_unit(line: str) -> str:
    """A title that shares its line with the unit: 收支预算总表（单位：万元）."""
    rest = _FROM_UNIT.sub("", line).strip()
    return rest if _is_title(fold(rest)) and not _PREAMBLE.match(fold(rest)) else ""


def _is_owner(line: str) -> bool:
    """Whether the words beside the unit say whose table it is: 324某局, 某局."""
    return bool(line) and names_body(_BODY_CODE.sub("", line.strip()))


def _is_title(folded: str) -> bool:
    if not _MIN_TITLE <= len(folded) <= _MAX_TITLE or is_note(folded):
        return False
    if _LEADER.search(folded) or _POINTS.search(folded):
        return False
    if _TITLE_END.search(folded):
        return not _CLAUSE_MARK.search(folded) or folded.endswith(("表", ")"))
    return not _SENTENCE.search(folded) and not _SPEAKS.search(folded) and len(folded) <= _MAX_PLAIN_TITLE


def clean_title(text: str) -> str:
    """A title without numbering, 附件/公开NN表, continuation marks and white space."""
    title = strip_numbering(squeeze(_HASHES.sub("", text)))
    title = _PREFIX.sub("", title)
    title = _MARKS.sub("", title)
    return strip_numbering(title).strip("：:")


def _note(after: Sequence[Block]) -> str:
    """The notes right below a grid."""
    notes: list[str] = []
    for block in after[:4]:
        if not isinstance(block, Paragraph):
            break
        if is_note(block.text) or (not notes and len(block.text) < _MAX_TITLE and says_empty(block.text)):
            notes.append(block.text)
        else:
            break
    return "".join(notes)

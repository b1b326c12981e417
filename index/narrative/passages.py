"""The narrative cut into passages (文字段落) for retrieval: by heading, no sentence cut, definitions by term."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from index.catalogue.vocabulary import strip_numbering
from index.model.records import Passage, PassageKind
from index.narrative.outline import GLOSSARY, Placed, bare, outline
from index.narrative.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.model.document import Document, Place

MAX_CHARACTERS: Final = 400
_NOTE: Final = re.compile(r"^(?:备\s*注|注|附注|注释|注\s*\d)\s*[:：.．]|^[（(]\s*注\s*[:：]|^说明\s*[:：]")
_TERM: Final = re.compile(
    r"^(?P<term>[^。；：:，,]{2,40}?(?:[（(][^（()）]{1,30}[）)])?[^。；：:，,]{0,12}?)[”\"]?\**\s*"
    r"(?:(?P<colon>[：:])\s*\**\s*(?:是指|指|即)?|(?:是指|系指|指的是|指(?!标|导|数|令|挥|定|南|引|示|派)))"
)
_MAX_TERM: Final = 42
_WRAPPING: Final = "“”\"'‘’《》「」*＊ "
_QUOTES: Final = re.compile(r"[“”\"‘’*＊]")


@dataclass(frozen=True, slots=True)
class _Piece:
    """One or more whole sentences of a paragraph; `begins` marks the first of a paragraph."""

    text: str
    place: Place
    last_place: Place
    begins: bool


def read_passages(document: Document, narrative: Sequence[Placed] | None = None) -> tuple[Passage, ...]:
    """Cut the narrative into passages of at most about 400 characters, each with the headings above it.

    `narrative` is the document's outline where the caller has it.
    """
    found: list[Passage] = []
    paragraphs_in_order = outline(document) if narrative is None else narrative
    for section, group in groupby(paragraphs_in_order, key=lambda placed: placed.section):
        paragraphs = list(group)
        if any(GLOSSARY.search("".join(heading.split())) for heading in section):
            found += _definitions(section, paragraphs)
        else:
            found += _texts(section, paragraphs)
    return tuple(found)


def _texts(section: tuple[str, ...], paragraphs: Sequence[Placed]) -> Iterator[Passage]:
    """Passages of a section: notes of tables by themselves, the rest packed in order."""
    for is_note, group in groupby(paragraphs, key=lambda placed: _NOTE.match(bare(placed.paragraph.text)) is not None):
        if is_note:
            for placed in group:
                yield from _packed(PassageKind.NOTE, section, _pieces(placed))
        else:
            yield from _packed(PassageKind.TEXT, section, [piece for placed in group for piece in _pieces(placed)])


def _definitions(section: tuple[str, ...], paragraphs: Sequence[Placed]) -> Iterator[Passage]:
    """One passage for each term of a glossary; a paragraph without a term goes on with the one before."""
    entries: list[tuple[str, list[_Piece]]] = []
    for placed in paragraphs:
        term = defined_term(placed.paragraph.text)
        if not term and placed.section and not GLOSSARY.search(placed.section[-1]) and not entries:
            term = _clean_term(placed.section[-1])
        if term or not entries or placed.rank is not None:
            entries.append((term, []))
        entries[-1][1].extend(_pieces(placed))
    for term, pieces in entries:
        kind = PassageKind.DEFINITION if term else PassageKind.TEXT
        yield from _packed(kind, section, pieces, term)


def defined_term(text: str) -> str:
    """The term that a glossary paragraph defines, numbering and quotes stripped; "" where it defines none."""
    plain = strip_numbering(bare(text)).strip()
    match = _TERM.match(plain.lstrip("*＊"))
    if not match:
        return ""
    rest = plain.lstrip("*＊")[match.end() :].strip(" 。；")
    if len(rest) < 4:  # noqa: PLR2004  “其他名词解释：无。” defines nothing
        return ""
    return _clean_term(match["term"])


def _clean_term(text: str) -> str:
    """A term without numbering, quotes and bold marks: “三公”经费 is 三公经费."""
    term = strip_numbering(bare(text).strip(_WRAPPING))
    term = _QUOTES.sub("", term).strip()
    return term if len(term) <= _MAX_TERM else ""


def _pieces(placed: Placed) -> list[_Piece]:
    """A paragraph as pieces: whole if short enough, else its sentences."""
    paragraph = placed.paragraph
    text = paragraph.text
    skipped = len(text.rstrip()) - len(bare(text))
    spans = [(max(start, skipped), end) for start, end in sentence_spans(text) if end > skipped]
    if spans and spans[-1][1] - spans[0][0] <= MAX_CHARACTERS:
        spans = [(spans[0][0], spans[-1][1])]
    return [
        _Piece(text[start:end], paragraph.place_at(start), paragraph.place_at(end - 1), begins=number == 0)
        for number, (start, end) in enumerate(spans)
    ]


def _packed(kind: PassageKind, section: tuple[str, ...], pieces: Iterable[_Piece], term: str = "") -> Iterator[Passage]:
    """Put pieces together up to the size; a piece that is longer alone stays whole."""
    taken: list[_Piece] = []
    for piece in pieces:
        if taken and sum(len(other.text) + other.begins for other in taken) + len(piece.text) > MAX_CHARACTERS:
            yield _passage(kind, section, taken, term)
            taken = []
        taken.append(piece)
    if taken:
        yield _passage(kind, section, taken, term)


def _passage(kind: PassageKind, section: tuple[str, ...], pieces: Sequence[_Piece], term: str) -> Passage:
    text = "".join(("\n" if piece.begins and number else "") + piece.text for number, piece in enumerate(pieces))
    return Passage(kind, section, text, pieces[0].place, pieces[-1].last_place, term)

"""The engine that recognises text in pictures (文字识别): an optional library, whose models come with it.

Nothing here needs a network. Positions are in pixels of the picture, the origin top left.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from index.limits import allow_memory

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

_MEMORY: Final = 1024  # megabytes: models, and the layers of a page
_LONGEST_SIDE: Final = 4000  # pixels, beyond which the engine would scale a picture down
_SETTINGS: Final = {"Global.log_level": "critical", "Global.max_side_len": _LONGEST_SIDE, "Global.use_cls": False}


class Piece(NamedTuple):
    """A word or a character, and from where to where it stands along its line."""

    text: str
    x0: float
    x1: float


class Words(NamedTuple):
    """A recognised line: its box, somewhat larger than its ink, its pieces, and how sure the engine is (0 to 1)."""

    x0: float
    y0: float
    x1: float
    y1: float
    pieces: tuple[Piece, ...]
    score: float

    @property
    def text(self) -> str:
        """Its text, without spaces."""
        return "".join(piece.text for piece in self.pieces)


def read_lines(picture: Picture) -> list[Words]:
    """The lines of text in a picture, in the engine's order; what it is not sure of is left out."""
    found = _engine()(picture, use_det=True, use_rec=True, return_word_box=True)
    if found.txts is None:
        return []
    return [
        _words(box, text, float(score), pieces)
        for box, text, score, pieces in zip(found.boxes, found.txts, found.scores, found.word_results, strict=True)
    ]


def read_line(picture: Picture) -> tuple[str, float]:
    """The text of a picture of one line, and how sure the engine is."""
    found = _engine()(picture, use_det=False, use_rec=True, return_word_box=False)
    return ("".join(found.txts).replace(" ", ""), float(min(found.scores))) if found.txts else ("", 0.0)


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR  # noqa: PLC0415 - optional, and takes seconds

    allow_memory(_MEMORY)
    return RapidOCR(params=_SETTINGS)


def _words(box: Any, text: str, score: float, found: Any) -> Words:
    xs, ys = [float(x) for x, _ in box], [float(y) for _, y in box]
    x0, x1 = min(xs), max(xs)
    pieces = [(word, [float(x) for x, _ in corners]) for word, _, corners in found if corners is not None]
    plain = text.replace(" ", "")
    if "".join(word for word, _ in pieces).replace(" ", "") == plain:
        placed = tuple(Piece(word.replace(" ", ""), min(at), max(at)) for word, at in pieces if word.strip())
    else:
        placed = (Piece(plain, x0, x1),)
    return Words(x0, min(ys), x1, max(ys), placed, score)

"""What is drawn in a picture of a page (版面图像): ink, its ruling lines, and how far the page is turned from level."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from index.load.pdf.scan.engine import Picture

    Mask = NDArray[np.uint8]

_INK: Final = 15  # a pixel this much darker than its surroundings is ink
_AROUND: Final = 41  # pixels: the surroundings
_LONG: Final = 0.022  # of the page's longer side: a run of ink this long is a rule, no stroke of a character
_THICK: Final = 0.005  # of the page's longer side: a thicker run is shading
_SURELY: Final = 0.15  # of the page's longer side: so long is no stroke of a character
_GAP: Final = 5  # pixels that a faint rule may be interrupted by
_MOST_SKEW: Final = 4.0  # degrees
_LEAST_SKEW: Final = 0.05
_SHRINK: Final = 3


class Rule(NamedTuple):
    """A ruling line in pixels: `position` across, from `start` to `end` along."""

    position: float
    start: float
    end: float


class Rules(NamedTuple):
    """The ruling lines of a picture, and the ink that is not theirs (255 where there is ink)."""

    horizontals: list[Rule]
    verticals: list[Rule]
    ink: Mask


def straightened(picture: Picture) -> Picture:
    """A picture turned so that its rules (or lines of text) are level."""
    angle = _skew(ink_of(picture))
    if abs(angle) < _LEAST_SKEW:
        return picture
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    return np.asarray(turned, dtype=np.uint8)


def ink_of(picture: Picture) -> Mask:
    """Where there is ink (255), whatever the shade of the paper."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _AROUND, _INK)
    return np.asarray(dark, dtype=np.uint8)


def rules_of(ink: Mask) -> Rules:
    """The ruling lines that ink draws."""
    side = max(ink.shape)
    long = max(int(side * _LONG), 20)
    level = _runs(ink, (long, 1))
    upright = _runs(ink, (1, long))
    horizontals = [Rule(y, x0, x1) for x0, x1, y in _lines(level, side, along=0)]
    verticals = [Rule(x, y0, y1) for y0, y1, x in _lines(upright, side, along=1)]
    horizontals = _attached(horizontals, verticals, side)
    verticals = _attached(verticals, horizontals, side)
    drawn = np.zeros_like(ink)
    for rule in horizontals:
        _paint(drawn, level, rule, along=0)
    for rule in verticals:
        _paint(drawn, upright, rule, along=1)
    rest = cv2.bitwise_and(ink, cv2.bitwise_not(cv2.dilate(drawn, np.ones((3, 3), np.uint8))))
    return Rules(horizontals, verticals, np.asarray(rest, dtype=np.uint8))


def without_rules(picture: Picture, rules: Rules, ink: Mask) -> Picture:
    """The picture with its rules painted over in the colour of the paper."""
    drawn = cv2.bitwise_and(ink, cv2.bitwise_not(rules.ink))
    drawn = cv2.dilate(drawn, np.ones((3, 3), np.uint8))
    drawn[rules.ink > 0] = 0
    cleaned = picture.copy()
    paper = np.median(picture[ink == 0], axis=0) if (ink == 0).any() else 255
    cleaned[drawn > 0] = paper
    return cleaned


def _runs(ink: Mask, shape: tuple[int, int]) -> Mask:
    """Ink in runs at least as long as `shape` (width, height), small gaps closed."""
    across = (_GAP, 1) if shape[0] > 1 else (1, _GAP)
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones(across[::-1], np.uint8))
    return np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones(shape[::-1], np.uint8)), dtype=np.uint8)


def _lines(runs: Mask, side: int, *, along: int) -> Iterator[tuple[float, float, float]]:
    """Runs of ink as lines: start, end, position; thick ones are shading and no lines."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    for index in range(1, count):
        left, top, width, height, area = (int(value) for value in stats[index])
        length, thickness = (width, height) if along == 0 else (height, width)
        if area / length > side * _THICK or thickness > side * _THICK * 2:
            continue
        start, position = (left, top + height / 2) if along == 0 else (top, left + width / 2)
        yield start, start + length, position


def _attached(lines: list[Rule], crossing: list[Rule], side: int) -> list[Rule]:
    """The lines that are long, or that a crossing line holds at both ends: others are strokes of characters."""

    def is_held(at: float, line: Rule) -> bool:
        return any(
            abs(other.position - at) <= _GAP * 2 and other.start - _GAP <= line.position <= other.end + _GAP
            for other in crossing
        )

    return [
        line
        for line in lines
        if line.end - line.start > side * _SURELY or (is_held(line.start, line) and is_held(line.end, line))
    ]


def _paint(drawn: Mask, runs: Mask, rule: Rule, *, along: int) -> None:
    """Copy the ink of one rule."""
    start, end = int(rule.start), int(rule.end)
    first, last = max(int(rule.position) - 8, 0), int(rule.position) + 9
    where = (slice(first, last), slice(start, end)) if along == 0 else (slice(start, end), slice(first, last))
    drawn[where] |= runs[where]


def _skew(ink: Mask) -> float:
    """By how many degrees a page has to be turned so that its lines are level: where rows of ink stand out most."""
    small = cv2.resize(ink, None, fx=1 / _SHRINK, fy=1 / _SHRINK, interpolation=cv2.INTER_AREA)
    angle = 0.0
    for step, reach in ((0.5, _MOST_SKEW), (0.1, 0.5), (0.02, 0.1)):
        angles = np.arange(angle - reach, angle + reach + step / 2, step)
        angle = float(max(angles, key=lambda one: (_levelness(small, float(one)), -abs(one))))
    return angle


def _levelness(ink: Mask, angle: float) -> float:
    """How unevenly the ink is spread over the rows of a page that is turned by so many degrees."""
    height, width = ink.shape
    turned = cv2.warpAffine(ink, cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0), (width, height))
    return float(np.square(turned.sum(axis=1, dtype=np.float64)).sum())

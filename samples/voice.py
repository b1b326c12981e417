"""How the narrative states figures: a figure is marked in its sentence, so that its line and offset are known later."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from samples.layout import Layout
    from samples.sheet import Changes

_MARK = re.compile("\x01(.*?)\x02")


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure in a sentence (文字表述的数字): role level, change, rate, share or count; `less`: 减少."""

    key: str
    subject: str
    role: str
    unit: str
    printed: str
    less: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Voice:
    """States figures in 万元, as the layout writes them and the planted changes alter them."""

    layout: Layout
    changes: Changes = field(default_factory=dict)

    def _mark(self, key: str, subject: str, role: str, unit: str, text: str, *, less: bool = False) -> str:
        change = self.changes.get(f"text/{key}")
        text = change if isinstance(change, str) else text
        gap = " " if self.layout.spaces else ""
        return f"{gap}\x01{key}|{subject}|{role}|{unit}|{text}|{less:d}\x02{gap}{unit}"

    def year(self, year: int) -> str:
        """Return a year in a sentence."""
        return f"{year} 年" if self.layout.spaces else f"{year}年"

    def money(self, key: str, subject: str, yuan: int, role: str = "level", *, less: bool = False) -> str:
        """Return an amount in 万元."""
        change = self.changes.get(f"text/{key}", 0)
        added = change if isinstance(change, int) else 0
        return self._mark(key, subject, role, "万元", self.layout.money(yuan + added, "万元"), less=less)

    def count(self, key: str, subject: str, number: int, unit: str) -> str:
        """Return a count (个, 辆, 台)."""
        return self._mark(key, subject, "count", unit, str(number))

    def share(self, key: str, subject: str, part: int, whole: int) -> str:
        """Return a share in percent, with its sign."""
        return self._mark(key, subject, "share", "%", _percent(part, whole))

    def change(self, key: str, subject: str, now: int, before: int, base: str) -> str:
        """比…增加（减少）X万元，增长（下降）Y%, or that nothing changed."""
        if now == before:
            return f"与{base.removeprefix('比')}持平"
        more = now > before
        amount = self.money(f"{key}.change", subject, abs(now - before), "change", less=not more)
        text = f"{base}{'增加' if more else '减少'}{amount}"
        if before:
            percent = _percent(abs(now - before), before)
            rate = self._mark(f"{key}.rate", subject, "rate", "%", percent, less=not more)
            text += f"，{'增长' if more else '下降'}{rate}"
        return text


def _percent(part: int, whole: int) -> str:
    return str((Decimal(part) * 100 / Decimal(whole or 1)).quantize(Decimal("0.01"), ROUND_HALF_UP))


def unmarked(text: str) -> tuple[str, list[Stated]]:
    """Return the sentence as printed, and the figures in it with their offsets."""
    plain = ""
    stated = []
    end = 0
    for match in _MARK.finditer(text):
        plain += text[end : match.start()]
        key, subject, role, unit, printed, less = match.group(1).split("|")
        place = len(plain), len(plain) + len(printed)
        stated.append(Stated(f"text/{key}", subject, role, unit, printed, less == "1", *place))
        plain += printed
        end = match.end()
    return plain + text[end:], stated

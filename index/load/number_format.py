"""What a sheet shows of a number (数字格式): the value as its format prints it, which is what a reader cites.

Source: ECMA-376 Part 1, 18.8.31 (numFmts). A value is a binary number; its shortest decimal text is what was typed.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Final

_LITERAL: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_QUOTED: Final = re.compile(r'"([^"]*)"|\\(.)')
_CORE: Final = re.compile(r"[#0?,]*(?:\.(?P<fraction>[#0?]*))?(?P<thousands>,*)")
_CONDITION: Final = re.compile(r"\[[<>=]")
_GENERAL: Final = Context(prec=11)  # digits that a cell of format General has room for
_EXACT: Final = Context(prec=1000)  # room for every digit of a binary number
_SECTIONS: Final = 3


def shown(value: float | Decimal, code: str) -> str:
    """Print a number as a cell of this format shows it; "" where the format hides it."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    sections = _sections(code or "General")
    if any(_CONDITION.search(section) for section in sections):
        return _general(exact)
    if exact == 0 and len(sections) >= _SECTIONS:
        return _printed(exact, sections[2])
    if exact < 0 and len(sections) > 1:
        text = _printed(-exact, sections[1])
        return f"-{text}" if text and any(digit in text for digit in "123456789") else text
    return _printed(exact, sections[0])


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[str, ...]:
    """The sections of a format, parted at the semicolons that are not quoted."""
    parts = [""]
    for piece in re.split(r'("[^"]*"|\\.|;)', code):
        if piece == ";":
            parts.append("")
        else:
            parts[-1] += piece
    return tuple(parts)


def _printed(value: Decimal, section: str) -> str:
    bare = _LITERAL.sub("", section).strip()
    if not re.search(r"[0#]", bare):
        return _general(value) if bare.lower() in ("general", "@") else _words(section)
    core = max(_CORE.finditer(bare), key=lambda found: len(found[0]))
    if re.search(r"[E/]", bare) or bare.replace(core[0], "", 1).strip("%+-()¥￥$ "):
        return _general(value)
    fraction = core["fraction"] or ""
    scaled = value.scaleb(2 if "%" in bare else 0).scaleb(-3 * len(core["thousands"] if fraction else _scale(core[0])))
    rounded = scaled.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP, _EXACT)
    text = f"{rounded:f}"
    whole, _, digits = text.partition(".")
    least = len(fraction.rstrip("#"))
    digits = digits[:least] + digits[least:].rstrip("0")
    sign = "-" if whole.startswith("-") else ""
    width = len(re.sub("[^0]", "", core[0].partition(".")[0]))
    whole = whole.lstrip("-").zfill(width if "," not in core[0] else 1)
    if whole == "0" and not width:
        whole = ""  # # shows no zero
    if not whole and not digits:
        return ""
    return f"{sign}{whole}{'.' if digits else ''}{digits}{'%' if '%' in bare else ''}"


def _scale(core: str) -> str:
    return re.sub(r".*?(,*)$", r"\1", core)


def _words(section: str) -> str:
    """The words that a format prints instead of a number, such as the dash for 0 of accounting formats."""
    words = "".join(quoted or escaped for quoted, escaped in _QUOTED.findall(section))
    plain = words or re.sub(_LITERAL, "", section).replace("General", "")
    return plain.strip("? ")


def _general(value: Decimal) -> str:
    """A number as typed: no more digits than a cell shows, no zeros at its end."""
    text = f"{_GENERAL.plus(value):f}" if abs(value) < 10**11 else f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

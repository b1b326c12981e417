"""Small PDFs made byte by byte, for tests: text in any script, rules, tables, rotation, clipping. y runs downwards."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

A4 = (595.0, 842.0)
ROTATED = {
    0: "1 0 0 1 0 0",
    90: "0 1 -1 0 {height} 0",
    180: "-1 0 0 -1 {width} {height}",
    270: "0 -1 1 0 0 {width}",
}


@dataclass
class Page:
    """A page as displayed, of `size` (width, height in points); `rotate` is its /Rotate."""

    size: tuple[float, float] = A4
    rotate: int = 0
    sideways: bool = False  # drawn as for `rotate`, but without saying so
    commands: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def text(self, x: float, y: float, text: str, *, size: float = 10, mode: int = 0, slant: str = "1 0 0 1") -> None:
        """Print text with its baseline at y."""
        self.used.update(text)
        code = text.encode("utf-16-be").hex()
        at = f"{x} {self.size[1] - y}"
        self.commands.append(f"BT /F1 {size} Tf {mode} Tr {slant} {at} Tm <{code}> Tj ET")

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw a rule."""
        height = self.size[1]
        self.commands.append(f"0.5 w {x0} {height - y0} m {x1} {height - y1} l S")

    def bar(self, x0: float, y0: float, x1: float, y1: float, grey: float = 0) -> None:
        """Fill a rectangle, from black 0 to white 1."""
        self.commands.append(f"{grey} g {x0} {self.size[1] - y1} {x1 - x0} {y1 - y0} re f 0 g")

    def clipped(self, box: tuple[float, float, float, float], x: float, y: float, text: str) -> None:
        """Print text of which only what lies in a rectangle shows."""
        x0, y0, x1, y1 = box
        self.commands.append(f"q {x0} {self.size[1] - y1} {x1 - x0} {y1 - y0} re W n")
        self.text(x, y, text)
        self.commands.append("Q")

    def table(self, x: float, y: float, widths: Sequence[float], rows: Sequence[Sequence[str | None]]) -> float:
        """Draw a table with rows 20 points high; None continues the cell to its left. Return the height of its foot."""
        lefts = [x]
        for width in widths:
            lefts.append(lefts[-1] + width)
        self.line(x, y, lefts[-1], y)
        for row in rows:
            for column, text in enumerate(row):
                if text is not None:
                    self.line(lefts[column], y, lefts[column], y + 20)
                    for number, part in enumerate(text.split("\n")):
                        self.text(lefts[column] + 4, y + 14 + 10 * number, part, size=8)
            self.line(lefts[-1], y, lefts[-1], y + 20)
            y += 20
            self.line(x, y, lefts[-1], y)
        return y

    def content(self) -> bytes:
        """The content stream."""
        matrix = ROTATED[self.rotate].format(width=self.size[0], height=self.size[1])
        return "\n".join((f"q {matrix} cm", *self.commands, "Q")).encode()

    def media(self) -> tuple[float, float]:
        """The page's own size, before it is turned for display."""
        return self.size[::-1] if self.rotate in {90, 270} else self.size


def pdf_bytes(pages: Sequence[Page], *, encrypt: str = "") -> bytes:
    """The bytes of a PDF with these pages, in one font whose glyphs are plain boxes (at most 255 characters)."""
    return assembled(pdf_objects(pages), encrypt)


def pdf_objects(pages: Sequence[Page]) -> list[bytes]:
    """Its objects: catalog, pages, font, ToUnicode, two glyphs, resources; then each page and its content."""
    content = [page.content() for page in pages]
    codes = {text: code for code, text in enumerate(sorted({text for page in pages for text in page.used}), start=1)}
    names = b" ".join(b"/g%d" % code for code in codes.values())
    widths = b" ".join(b"%d" % (500 if text.isascii() else 1000) for text in codes)
    procedures = b" ".join(b"/g%d %d 0 R" % (code, 5 + text.isascii()) for text, code in codes.items())
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (len(pages), b" ".join(b"%d 0 R" % (8 + 2 * number) for number in range(len(pages)))),
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 -120 1000 880] /FontMatrix [0.001 0 0 0.001 0 0]"
        b" /CharProcs << %s >>"
        b" /Encoding << /Type /Encoding /Differences [1 %s] >> /FirstChar 1 /LastChar %d /Widths [%s] /ToUnicode 4 0 R"
        b" /Resources << >> >>" % (procedures, names, len(codes), widths),
        stream(_to_unicode(codes)),
        stream(b"1000 0 0 -120 1000 880 d1 50 -100 900 950 re f"),
        stream(b"500 0 0 -120 500 880 d1 50 -100 400 950 re f"),
        b"<< /Font << /F1 3 0 R >> >>",
    ]
    for number, page in enumerate(pages):
        width, height = page.media()
        turn = 0 if page.sideways else page.rotate
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Rotate {turn} /Resources 7 0 R"
            f" /Contents {9 + 2 * number} 0 R >>".encode()
        )
        objects.append(stream(_coded(content[number], codes)))
    return objects


def _coded(content: bytes, codes: dict[str, int]) -> bytes:
    """The content with the text in hexadecimal UTF-16 made codes of the font."""

    def code(match: re.Match[bytes]) -> bytes:
        text = bytes.fromhex(match.group(1).decode()).decode("utf-16-be")
        return b"<%s>" % bytes(codes[one] for one in text).hex().encode()

    return re.sub(rb"<([0-9a-f]*)>", code, content)


def _to_unicode(codes: dict[str, int]) -> bytes:
    pairs = "\n".join(f"<{code:02X}> <{text.encode('utf-16-be').hex()}>" for text, code in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        f"1 begincodespacerange <00> <FF> endcodespacerange\n{len(codes)} beginbfchar\n{pairs}\nendbfchar\n"
        "endcmap end end"
    ).encode()


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A compressed stream object."""
    packed = zlib.compress(data)
    return b"<< %s /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (entries, len(packed), packed)


def assembled(objects: Sequence[bytes], encrypt: str = "") -> bytes:
    """The bytes of a PDF with these objects, numbered from 1; the first is the catalog."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    extra = f" /Encrypt {encrypt} /ID [<00> <00>]".encode() if encrypt else b""
    out += b"trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, extra, start)
    return bytes(out)


def write_pdf(folder: Path, *pages: Page, encrypt: str = "", name: str = "a.pdf") -> Path:
    """A PDF file with these pages."""
    path = folder / name
    path.write_bytes(pdf_bytes(pages, encrypt=encrypt))
    return path

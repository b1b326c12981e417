"""PDFs made wrong object by object (做坏的 PDF)."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from tests.pdf_pages import assembled, pdf_bytes, stream
from tests.pdf_sound import (
    FIRST_CONTENT,
    FIRST_PAGE,
    SECOND_CONTENT,
    SECOND_PAGE,
    WIDTHS,
    sound,
    sound_objects,
    table_page,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


def crafted() -> Iterator[Named]:
    """All of them by name; a name with "greedy" asks for more time or memory than it may have."""
    for group in (_fonts, _pages, _geometry, _streams, _nesting, _forms, _references, _crowds, _texts):
        for name, data in group():
            yield f"{group.__name__.strip('_')}-{name}", data


Named = tuple[str, bytes]


def changed(*changes: tuple[int, bytes], more: tuple[bytes, ...] = ()) -> bytes:
    """The sound PDF with some of its objects (by index) changed, and more objects after them."""
    objects = sound_objects()
    for index, body in changes:
        objects[index] = body
    return assembled([*objects, *more])


def edited(index: int, old: bytes, new: bytes) -> bytes:
    """The sound PDF with words of an object changed."""
    body = sound_objects()[index]
    if old not in body:
        raise ValueError(old)
    return changed((index, body.replace(old, new)))


def drawn(content: bytes, *more: bytes, resources: bytes = b"") -> bytes:
    """The sound PDF with other content on its first page."""
    page = sound_objects()[FIRST_PAGE]
    if resources:
        page = page.replace(b"/Resources 7 0 R", b"/Resources << /Font << /F1 3 0 R >> %s >>" % resources)
    return changed((FIRST_PAGE, page), (FIRST_CONTENT, stream(content)), more=more)


def _fonts() -> Iterator[Named]:
    yield "none", changed((6, b"<< >>"))
    yield "null", changed((2, b"null"))
    yield "no-unicode", edited(2, b"/ToUnicode 4 0 R", b"")
    yield "no-glyphs", edited(2, b"/CharProcs <<", b"/Other <<")
    yield "no-encoding", edited(2, b"/Encoding <<", b"/Other <<")
    yield "itself", edited(2, b"/Resources << >>", b"/Resources << /Font << /F1 3 0 R >> >>")
    yield (
        "glyph-draws-itself",
        changed(
            (2, sound_objects()[2].replace(b"/Resources << >>", b"/Resources << /Font << /F1 3 0 R >> >>")),
            (4, stream(b"1000 0 d0 BT /F1 10 Tf <0102> Tj ET")),
        ),
    )
    for name, matrix in (
        ("zero", b"0 0 0 0 0 0"), ("vast", b"1e9 0 0 1e9 0 0"), ("tiny", b"1e-30 0 0 1e-30 0 0"), ("short", b"1 0"),
        ("over", b"1e300 1e300 1e300 1e300 1e300 1e300"), ("mirror", b"-0.001 0 0 -0.001 0 0"),
    ):  # fmt: skip
        yield f"matrix-{name}", edited(2, b"[0.001 0 0 0.001 0 0]", b"[%s]" % matrix)
    yield "widths-huge", edited(2, b"/Widths [", b"/Widths [99999999999 -99999999999 1e300 ")
    yield "many-widths", edited(2, b"/LastChar ", b"/LastChar 99999999")
    yield "first-below-zero", edited(2, b"/FirstChar 1 ", b"/FirstChar -5 ")
    yield "type0-of-itself", changed((2, b"<< /Type /Font /Subtype /Type0 /BaseFont /A /DescendantFonts [3 0 R] >>"))
    descriptor = b"<< /Type /FontDescriptor /FontFile2 12 0 R >>"
    broken = b"<< /Type /Font /Subtype /TrueType /BaseFont /A /FontDescriptor %s >>" % descriptor
    for name, program in (("empty", b""), ("junk", bytes(range(256)) * 40), ("head", b"\0\1\0\0\xff\xff" + bytes(400))):
        yield f"program-{name}", changed((2, broken), more=(stream(program),))
    yield "unicode-loop", edited(2, b"/ToUnicode 4 0 R", b"/ToUnicode 3 0 R")
    spaces = b"1 begincodespacerange <00> <FF> endcodespacerange"
    yield "unicode-vast", changed((3, stream(spaces + b" 1 beginbfrange <00> <FFFFFFFF> <4E00> endbfrange")))


def _pages() -> Iterator[Named]:
    blank = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    yield "emptied", changed((FIRST_PAGE, blank), (SECOND_PAGE, blank))
    yield "one-emptied", changed((SECOND_PAGE, blank))
    yield "no-content", changed((FIRST_CONTENT, stream(b"")), (SECOND_CONTENT, stream(b"")))
    yield "null", changed((FIRST_PAGE, b"null"))
    yield "number", changed((FIRST_PAGE, b"5"))
    yield "content-is-page", edited(FIRST_PAGE, b"/Contents 9 0 R", b"/Contents 8 0 R")
    yield "content-is-lost", edited(FIRST_PAGE, b"/Contents 9 0 R", b"/Contents 999 0 R")
    yield "content-repeated", edited(FIRST_PAGE, b"/Contents 9 0 R", b"/Contents [%s]" % (b"9 0 R " * 500))
    for name, tree in (
        ("no-kids", b"<< /Type /Pages /Count 2 /Kids [] >>"),
        ("itself", b"<< /Type /Pages /Count 2 /Kids [2 0 R 8 0 R] >>"),
        ("count-vast", b"<< /Type /Pages /Count 2147483647 /Kids [8 0 R 10 0 R] >>"),
        ("count-many", b"<< /Type /Pages /Count 1900 /Kids [8 0 R 10 0 R] >>"),
        ("count-negative", b"<< /Type /Pages /Count -3 /Kids [8 0 R 10 0 R] >>"),
        ("count-missing", b"<< /Type /Pages /Kids [8 0 R 10 0 R] >>"),
        ("kids-missing", b"<< /Type /Pages /Count 2 >>"),
        ("kids-of-all-sorts", b"<< /Type /Pages /Count 6 /Kids [null 5 (a) /b [8 0 R] 8 0 R] >>"),
        ("same-page-often", b"<< /Type /Pages /Count 100 /Kids [%s] >>" % (b"10 0 R " * 100)),
        ("kids-lost", b"<< /Type /Pages /Count 3000 /Kids [%s] >>" % (b"999 0 R " * 3000)),
    ):
        yield f"tree-{name}", changed((1, tree))
    kids = tuple(b"<< /Type /Pages /Parent 2 0 R /Count 1 /Kids [%d 0 R] >>" % (13 + level) for level in range(3000))
    yield "tree-deep", changed((1, b"<< /Type /Pages /Count 1 /Kids [12 0 R] >>"), more=(*kids, blank))
    yield (
        "tree-ring",
        changed(
            (1, b"<< /Type /Pages /Count 1 /Kids [12 0 R] >>"),
            more=tuple(b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % (12 + (level + 1) % 5) for level in range(5)),
        ),
    )
    yield "parent-ring", edited(FIRST_PAGE, b"/Parent 2 0 R", b"/Parent 8 0 R")
    yield "resources-ring", edited(6, b"/Font <<", b"/Font 7 0 R /Other <<")


def _geometry() -> Iterator[Named]:
    box = re.compile(rb"/MediaBox \[[^]]*\]")
    page = sound_objects()[SECOND_PAGE]
    for name, numbers in (
        ("vast", b"0 0 1e9 1e9"), ("over", b"0 0 1e308 1e308"), ("negative", b"-595 -842 0 0"), ("zero", b"0 0 0 0"),
        ("reversed", b"595 842 0 0"), ("short", b"0 0"), ("words", b"/a (b) null true"), ("tiny", b"0 0 0.001 0.001"),
        ("far", b"1e7 1e7 1.0001e7 1.0001e7"), ("nested", b"[0 0 595 842]"),
    ):  # fmt: skip
        yield f"media-{name}", changed((SECOND_PAGE, box.sub(b"/MediaBox [%s]" % numbers, page)))
    yield "media-missing", changed((SECOND_PAGE, box.sub(b"", page)))
    yield "crop-outside", changed((SECOND_PAGE, page.replace(b"/Rotate 0", b"/CropBox [9000 9000 9001 9001]")))
    for turn in (b"45", b"-90", b"99999999999", b"(a)", b"450"):
        yield (
            f"rotate-{turn.decode().strip('()')}",
            changed((SECOND_PAGE, page.replace(b"/Rotate 0", b"/Rotate " + turn))),
        )
    yield "unit-vast", changed((SECOND_PAGE, page.replace(b"/Rotate 0", b"/UserUnit 1e30")))
    content = zlib.decompress(sound_objects()[SECOND_CONTENT].split(b"stream\n")[1][:-10])
    for name, matrix in (
        ("zero", b"0 0 0 0 0 0"),
        ("vast", b"1e20 0 0 1e20 0 0"),
        ("over", b"1e308 1e308 1e308 1e308 0 0"),
    ):
        yield f"matrix-{name}", changed((SECOND_CONTENT, stream(b"%s cm %s" % (matrix, content))))
    yield "negative", changed((SECOND_CONTENT, stream(re.sub(rb"(?<=[ \n])(\d+\.?\d*)(?= )", rb"-\1", content))))
    yield "size-vast", changed((SECOND_CONTENT, stream(content.replace(b"/F1 8 Tf", b"/F1 1e30 Tf"))))
    yield "size-none", changed((SECOND_CONTENT, stream(content.replace(b"/F1 8 Tf", b"/F1 0 Tf"))))


def _streams() -> Iterator[Named]:
    packed = zlib.compress(b"BT /F1 10 Tf <0102> Tj ET")
    for name, length in (
        ("vast", b"99999999999"), ("below-zero", b"-1"), ("zero", b"0"), ("itself", b"9 0 R"), ("lost", b"999 0 R"),
        ("word", b"/a"), ("most", b"2147483647"),
    ):  # fmt: skip
        body = b"<< /Length %s /Filter /FlateDecode >>\nstream\n%s\nendstream" % (length, packed)
        yield f"length-{name}", changed((FIRST_CONTENT, body))
    for name, filters in (
        ("unknown", b"/Nonsense"), ("lzw", b"/LZWDecode"), ("hex", b"/ASCIIHexDecode"), ("run", b"/RunLengthDecode"),
        ("dct", b"/DCTDecode"), ("jpx", b"/JPXDecode"), ("fax", b"/CCITTFaxDecode"), ("jbig", b"/JBIG2Decode"),
        ("crypt", b"/Crypt"), ("many", b"[%s]" % (b"/FlateDecode " * 3000)), ("ring", b"9 0 R"),
    ):  # fmt: skip
        body = b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(packed), filters, packed)
        yield f"filter-{name}", changed((FIRST_CONTENT, body))
    parms = b"/DecodeParms << /Predictor 15 /Columns 1073741824 /Colors 32 /BitsPerComponent 16 >>"
    yield "predictor", changed((FIRST_CONTENT, stream(packed, parms)))
    yield "cut", changed((FIRST_CONTENT, stream(b"q " * 5000)[:-20] + b"endstream"))
    yield "no-end", changed((FIRST_CONTENT, stream(b"q")[:-9]))
    yield "bomb", changed((FIRST_CONTENT, _bomb(64)))
    yield "greedy-bomb", changed((FIRST_CONTENT, _bomb(1500)))
    twice = zlib.compress(_bomb(900).split(b"stream\n", 1)[1])
    body = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(twice), twice)
    yield "greedy-bomb-twice", changed((FIRST_CONTENT, body))


def _bomb(mebibytes: int) -> bytes:
    """A stream of spaces that is a thousandth of its size when packed: one packed block over and over."""
    packer = zlib.compressobj(1)
    head = packer.compress(b" ") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = head + block * mebibytes + packer.flush()
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)


def _nesting() -> Iterator[Named]:
    deep = 100_000
    yield "states", drawn(b"q " * deep + b"0 0 9 9 re S " + b"Q " * deep)
    yield "states-unclosed", drawn(b"q 0.9 0 0 0.9 0 0 cm " * deep)
    yield "arrays", drawn(b"[" * deep + b"]" * deep + b" TJ")
    yield "dictionaries", drawn(b"/a " + b"<< /a " * deep + b">> " * deep + b"BDC")
    yield "text", drawn(b"BT " * deep + b"ET " * deep)
    yield "marked", drawn(b"/a BMC " * 2000)
    yield "greedy-marked", drawn(b"/a BMC " * deep)
    yield "brackets", drawn(b"(" * deep)
    yield "object-arrays", edited(FIRST_PAGE, b"/Rotate 0", b"/Other " + b"[" * deep + b"]" * deep)
    yield "object-dictionaries", edited(FIRST_PAGE, b"/Rotate 0", b"/Other " + b"<< /a " * deep + b">> " * deep)
    yield (
        "kids-arrays",
        changed((1, b"<< /Type /Pages /Count 2 /Kids " + b"[" * deep + b"8 0 R" + b"]" * deep + b" >>")),
    )
    yield "operands", drawn(b"1 " * deep + b"re f")
    yield "clips", drawn(b"0 0 500 800 re W n " * 20_000 + b"BT /F1 10 Tf 50 50 Td <0102> Tj ET")
    yield "inline-image", drawn(b"BI /W 99999 /H 99999 /BPC 8 /CS /RGB ID abc EI")
    yield "one-word", drawn(b"a" * 5_000_000)
    yield "one-number", drawn(b"1" * 5_000_000 + b" 0 0 1 re f")


def _form(content: bytes, resources: bytes = b"") -> bytes:
    return stream(content, b"/Type /XObject /Subtype /Form /BBox [0 0 600 900] /Resources << %s >>" % resources)


def _forms() -> Iterator[Named]:
    named = b"/XObject << /X %d 0 R >>"
    yield "itself", drawn(b"/X Do", _form(b"/X Do", named % 12), resources=named % 12)
    yield (
        "greedy-each-other",
        drawn(b"/X Do", _form(b"/X Do /X Do", named % 13), _form(b"/X Do /X Do", named % 12), resources=named % 12),
    )
    chain = (_form(b"/X Do", named % (13 + level)) for level in range(2000))
    yield "chain", drawn(b"/X Do", *chain, _form(b"0 0 9 9 re f"), resources=named % 12)
    fan = (_form(b"/X Do " * 10, named % (13 + level)) for level in range(9))
    yield "greedy-fan", drawn(b"/X Do " * 10, *fan, _form(b"0 0 9 9 re f"), resources=named % 12)
    yield (
        "without-box",
        drawn(b"/X Do", stream(b"0 0 9 9 re f", b"/Type /XObject /Subtype /Form"), resources=named % 12),
    )
    yield "is-page", drawn(b"/X Do", resources=named % 8)
    yield "is-font", drawn(b"/X Do", resources=named % 3)
    vast = b"/Type /XObject /Subtype /Image /Width 99999 /Height 99999 /BitsPerComponent 8 /ColorSpace /DeviceRGB"
    yield "image-vast", drawn(b"/X Do", stream(b"abc", vast), resources=named % 12)
    yield (
        "mask-ring",
        drawn(b"/X Do", stream(b"abc", vast.replace(b"99999", b"2") + b" /SMask 12 0 R"), resources=named % 12),
    )
    ring = b"/Pattern << /X 12 0 R >> /ColorSpace << /C [/Indexed 13 0 R 1 <00>] >>"
    yield "colours-ring", drawn(b"/C cs 1 sc 0 0 9 9 re f", b"null", b"[/Indexed 13 0 R 1 <00>]", resources=ring)
    tiling = b"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.0001 /YStep 0.0001 /Resources << >>"
    yield "pattern", drawn(b"/Pattern cs /X scn 0 0 500 800 re f", stream(b"0 0 1 1 re f", tiling), resources=ring)


def _references() -> Iterator[Named]:
    data = sound()[0]
    start = data.rindex(b"xref\n0")
    for name, old, new in (
        ("start-lost", rb"startxref\n\d+", b"startxref\n99999999"),
        ("start-below-zero", rb"startxref\n\d+", b"startxref\n-1"),
        ("start-at-itself", rb"startxref\n\d+", b"startxref\n%d" % data.rindex(b"startxref")),
        ("no-start", rb"startxref\n\d+", b""),
        ("no-trailer", rb"trailer", b"tailer"),
        ("no-root", rb"/Root 1 0 R", b""),
        ("root-is-page", rb"/Root 1 0 R", b"/Root 8 0 R"),
        ("root-is-lost", rb"/Root 1 0 R", b"/Root 999 0 R"),
        ("size-zero", rb"/Size \d+", b"/Size 0"),
        ("size-vast", rb"/Size \d+", b"/Size 2147483647"),
        ("before-is-itself", rb"/Size", b"/Prev %d /Size" % start),
        ("stream-is-itself", rb"/Size", b"/XRefStm %d /Size" % start),
        ("locked-badly", rb"/Size", b"/Encrypt << /Filter /Standard /V 99 /R 99 /O () /U () /P 0 >> /Size"),
        ("locked-by-itself", rb"/Size", b"/Encrypt 1 0 R /ID [<00> <00>] /Size"),
        ("locked-otherwise", rb"/Size", b"/Encrypt << /Filter /Other /V 5 >> /Size"),
        ("table-vast", rb"xref\n0 \d+", b"xref\n0 99999999"),
        ("table-shifted", rb"xref\n0 ", b"xref\n3 "),
        ("table-zeros", rb"\d{10} 00000 n", b"0000000000 00000 n"),
        ("table-same", rb"\d{10} 00000 n", b"0000000015 00000 n"),
        ("objects-same", rb"\n\d+ 0 obj", b"\n8 0 obj"),
        ("objects-numberless", rb"\n\d+ 0 obj", b"\nobj"),
        ("references-mixed", rb"\b9 0 R", b"2 0 R"),
        ("catalog-is-its-pages", rb"/Pages 2 0 R", b"/Pages 1 0 R"),
    ):
        yield name, re.sub(old, lambda _found, new=new: new, data)  # type: ignore[misc]
    chained = (1, b"<< /Type /Pages /Count 12 0 R /Kids 13 0 R >>")
    yield "chain", changed(chained, more=tuple(b"%d 0 R" % (13 + number) for number in range(3000)))


def _crowds() -> Iterator[Named]:
    yield "paths", drawn(b"0 0 500 1 re f " * 1_000_000)
    yield "segments", drawn(b"0 0 m " + b"9 9 l " * 1_000_000 + b"S")
    rules = [b"%d 50 m %d 800 l S" % (x, x) for x in range(10, 580)] + [
        b"50 %d m 580 %d l S" % (y, y) for y in range(20, 800)
    ]
    yield "lattice", drawn(b"\n".join(rules))
    fine = [b"%.2f 50 m %.2f 800 l S" % (x / 4, x / 4) for x in range(40, 2000)]
    yield "lattice-fine", drawn(b"\n".join([*fine, *rules]))
    wide = b"/MediaBox [0 0 14400 14400]"
    page = re.sub(rb"/MediaBox \[[^]]*\]", wide, sound_objects()[FIRST_PAGE])
    far = [b"%d 9 m %d 14000 l S 9 %d m 14000 %d l S" % (at, at, at, at) for at in range(20, 13000, 7)]
    yield "lattice-vast", changed((FIRST_PAGE, page), (FIRST_CONTENT, stream(b"\n".join(far))))
    dots = [b"%d %d m %d %d l S" % (x, y, x + 5, y) for x in range(0, 590, 12) for y in range(0, 840, 3)]
    uprights = [b"%d %d m %d %d l S" % (x, y, x, y + 5) for x in range(0, 590, 3) for y in range(0, 840, 12)]
    yield "hatching", drawn(b"\n".join(dots + uprights))
    yield (
        "frames",
        drawn(
            b"\n".join(
                b"%d %d 9 9 re S %d %d 4 9 re S" % (x, y, x, y) for x in range(0, 580, 14) for y in range(0, 830, 14)
            )
        ),
    )
    yield "characters", drawn(b"BT /F1 1 Tf 9 9 Td " + b"<01020304> Tj " * 100_000 + b"ET")
    yield "characters-in-place", drawn(b"BT /F1 9 Tf 9 9 Td " + b"<0102> Tj 0 0 Td " * 30_000 + b"ET")
    yield "text-objects", drawn(b"BT /F1 9 Tf 9 9 Td <01> Tj ET " * 60_000)
    yield "pages", pdf_bytes([table_page()] * 40)


def _texts() -> Iterator[Named]:
    for name, code in (
        ("half-a-pair", "d83d"), ("other-half", "dc00"), ("nothing", "0000"), ("no-character", "ffff"),
        ("reversed", "202e"), ("escape", "001b"), ("beyond", "ffffffff"), ("vast", "4e00" * 2000),
        ("pair", "d842dfb7"), ("private", "e000"),
        ("line", "2028"), ("combining", "0301"),
    ):  # fmt: skip
        unicode = zlib.decompress(sound_objects()[3].split(b"stream\n")[1][:-10])
        wrong = re.sub(rb"(?m)^(<..>) <....>$", b"\\1 <%s>" % code.encode(), unicode, count=20)
        yield name, changed((3, stream(wrong)))
    for name, amount in (("digits", "9" * 5000), ("points", "1.2.3.4"), ("tiny", "0." + "0" * 4000 + "1")):
        page = table_page(0)
        page.table(50, 300, WIDTHS, [["2070101", "活动", amount, "1.00", "2.00"]])
        yield f"amount-{name}", pdf_bytes([page])

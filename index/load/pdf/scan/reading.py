"""Which pages of a PDF are pictures (扫描页), and the reading of them where the extra is installed."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from index.limits import SlowPage, tell_slow_page
from index.load.recognition import INSTALL, is_installed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdfium2 import PdfPage

    from index.load.pdf.pages.page import PageContent

_FEWEST: Final = 20  # a page with an image and fewer characters is a picture of a page
_SECONDS: Final = 60.0  # that a page may take


@dataclass(slots=True)
class Scans:
    """The pictures among the pages of a document of `count` pages: which were read, and which could not be."""

    count: int
    recognised: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)

    def read(self, page: PdfPage, content: PageContent) -> PageContent:
        """What a page shows: read from its picture where it is one and more is found there than in its text."""
        if not content.images or len(content.glyphs) >= _FEWEST:
            return content
        if is_installed():
            from index.load.pdf.scan.page import read_scanned_page  # noqa: PLC0415 - the extra is optional

            tell_slow_page(SlowPage(content.number, self.count, _SECONDS))
            read = read_scanned_page(page, content.number)
            if len(read.glyphs) > len(content.glyphs):
                self.recognised.append(content.number)
                return read
        self.unread.append(content.number)
        return content

    def findings(self) -> Iterator[str]:
        """What is to be said of them."""
        if self.recognised:
            yield f"第{ranges(self.recognised)}页是图片，其中的文字和数字由文字识别读出，可能有误，请核对原件。"
        if self.unread and is_installed():
            yield f"第{ranges(self.unread)}页是图片，文字识别没有读出其中的内容。"
        elif self.unread:
            yield (
                f"第{ranges(self.unread)}页是图片，没有文字层，其中的内容没有读取；"
                f"在程序目录运行 {INSTALL} 安装文字识别组件后重新载入即可识别。"
            )


def ranges(numbers: Sequence[int]) -> str:
    """Write ascending numbers shortly: 1–4、7."""
    starts = [numbers[0], *(after for before, after in pairwise(numbers) if after != before + 1)]
    ends = [*(before for before, after in pairwise(numbers) if after != before + 1), numbers[-1]]
    return "、".join(
        f"{first}" if first == last else f"{first}–{last}" for first, last in zip(starts, ends, strict=True)
    )

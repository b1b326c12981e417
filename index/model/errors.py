"""Errors of the index, one class a reason; each builds its own Chinese message for the person at the screen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path


class IndexingError(Exception):
    """Anything the index refuses or cannot do; `place` is the directory or file of the machine that it names."""

    place: str = ""

    @property
    def told(self) -> str:
        """The message for visitors of a page, whom it does not concern where things are on the server."""
        return re.sub(rf" ?{re.escape(self.place)} ?", "", str(self)) if self.place else str(self)


class UnknownUnitError(IndexingError):
    """An amount in a unit that is not one of money."""

    def __init__(self, unit: str) -> None:
        super().__init__(f"不是货币单位：{unit!r}。")


class InexactAmountError(IndexingError):
    """An amount that is no whole number of 分."""

    def __init__(self, value: Decimal, unit: str) -> None:
        super().__init__(f"金额 {value}{unit} 不能化为整数“分”。")


class UnreadableDocumentError(IndexingError):
    """A file that cannot become a Document; `path` names it."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path.name}：{reason}")


class MissingFileError(UnreadableDocumentError):
    """A path where nothing is."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "找不到该文件，请检查路径。")


class EmptyFileError(UnreadableDocumentError):
    """A file of no bytes, or of white space only."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "文件是空的，没有可读的内容。请重新导出后再载入。")


class TooLargeFileError(UnreadableDocumentError):
    """A file beyond the size limit (in bytes)."""

    def __init__(self, path: Path, size: int, limit: int) -> None:
        mebibyte = 1 << 20
        sizes = f"文件有 {size // mebibyte} MB，超过上限 {limit // mebibyte} MB"
        super().__init__(path, f"{sizes}。请拆分，或用设置 max_file_mb 提高上限。")


class BinaryFileError(UnreadableDocumentError):
    """A file with a text extension that holds no text."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "内容不是文本（可能是改了扩展名的二进制文件）。请用原来的扩展名，或另存为 UTF-8 文本。")


class UnknownEncodingError(UnreadableDocumentError):
    """Text in none of the encodings that are understood."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "无法识别文字编码。请另存为 UTF-8 或 GB18030 文本。")


class NotPdfError(UnreadableDocumentError):
    """A file named .pdf that is none."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "内容不是 PDF（可能是改了扩展名的文件）。请用原来的扩展名，或重新导出为 PDF。")


class EncryptedPdfError(UnreadableDocumentError):
    """A PDF that opens only with a password."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "PDF 有打开密码，不能读取。请先解除密码再载入。")


class DamagedPdfError(UnreadableDocumentError):
    """A PDF of which not a single page can be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "PDF 已损坏，不能打开。请重新下载或重新导出后再载入。")


class TooManyPagesError(UnreadableDocumentError):
    """A PDF beyond the limit of pages."""

    def __init__(self, path: Path, pages: int, limit: int) -> None:
        super().__init__(path, f"PDF 有 {pages} 页，超过上限 {limit} 页。请拆分后再载入。")


class NoTextLayerError(UnreadableDocumentError):
    """A PDF of pictures (扫描件): no page has text that a reader sees, and none was recognised.

    `install` is the command for the extra that recognises text, "" where it is installed.
    """

    def __init__(self, path: Path, pages: int, install: str = "") -> None:
        advice = f"，或在程序目录运行 {install} 安装文字识别组件后重新载入" if install else "；文字识别也没有读出文字"
        super().__init__(path, f"PDF 的 {pages} 页都没有文字层（看来是扫描件）。请换用可以选中文字的 PDF{advice}。")


class UnsupportedFormatError(UnreadableDocumentError):
    """A file format with no loader; `advice` says what it can be saved as."""

    def __init__(self, path: Path, supported: tuple[str, ...], advice: str = "") -> None:
        formats = f"不支持的格式 {path.suffix or '（无扩展名）'}。支持：{'、'.join(supported)}。"
        super().__init__(path, formats + advice)


class MismatchedFormatError(UnreadableDocumentError):
    """A file whose content is not what its extension says, nor another kind that is read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"内容不是 {path.suffix} 文件（可能改过扩展名）。请用 Word、Excel 或 WPS 打开后另存为 .docx 或 .xlsx。",
        )


class EncryptedOfficeError(UnreadableDocumentError):
    """A Word file or workbook that opens only with a password."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "文件有打开密码，不能读取。请先解除密码再载入。")


class DamagedOfficeError(UnreadableDocumentError):
    """A Word file, workbook or web page that its format's reader cannot open."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "文件已损坏，不能打开。请重新下载，或用 Word、Excel、WPS 打开后另存再载入。")


class TooLargeContentError(UnreadableDocumentError):
    """A compressed file whose content (in bytes) is beyond all measure."""

    def __init__(self, path: Path, size: int, limit: int) -> None:
        mebibyte = 1 << 20
        super().__init__(
            path, f"展开后有 {size // mebibyte} MB，超过上限 {limit // mebibyte} MB，未载入。请拆分后再载入。"
        )


class NoFiguresError(UnreadableDocumentError):
    """A document without a table figure or a figure in its text: nothing to ask about."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "没有找到任何数字表格或金额，看来不是预决算文件，未载入。")


class HomeNotWritableError(IndexingError):
    """An index directory that cannot be written."""

    def __init__(self, home: Path, reason: str) -> None:
        self.home = home
        self.place = str(home)
        super().__init__(f"索引目录 {home} 不能写入（{reason}）。请用 --home 或 YUSUAN_HOME 指定一个可写的目录。")


class IndexBusyError(IndexingError):
    """Another process is writing to the same index."""

    def __init__(self, home: Path) -> None:
        self.place = str(home)
        super().__init__(f"索引 {home} 正被另一个进程写入，请等它结束后再试。")


class UnknownDocumentError(IndexingError):
    """A document name that is not loaded."""

    def __init__(self, name: str) -> None:
        super().__init__(f"没有载入名为“{name}”的文件。用 yusuan documents 查看已载入的文件。")

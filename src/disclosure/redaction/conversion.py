"""Office files made PDF, so that their pages can be drawn."""

from __future__ import annotations

from pathlib import Path

from disclosure import conversion
from disclosure.conversion import NoConverterError
from disclosure.errors import UnreadableError
from disclosure.language import _

_SECONDS = 90
#: Kinds of file that LibreOffice makes PDF, by their first bytes: old and new Office files, and plain RTF.
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
_SUFFIXES = (".docx", ".doc", ".odt", ".rtf", ".wps", ".xlsx", ".xls", ".et", ".pptx")


def as_pdf(data: bytes, name: str) -> bytes:
    """The file as a PDF: a PDF as it is, an office file converted.

    Raises :class:`UnreadableError` for other kinds of file, and :class:`NoConverterError`.
    """
    if data[:1024].lstrip().startswith(b"%PDF"):
        return data
    suffix = Path(name).suffix.lower()
    if not data.startswith(_OFFICE) or suffix not in _SUFFIXES:
        raise UnreadableError(_("只能遮盖PDF和Word等办公文件；“{name}”不是。图片请先另存为PDF。", name=name))
    if conversion.converter() is None:
        raise NoConverterError(_("本机没有安装 LibreOffice，不能直接处理Word文件。请用 WPS 或 Word 另存为PDF后再上传。"))
    try:
        made = conversion.converted(data, suffix, "pdf", seconds=_SECONDS)
    except conversion.SlowConversionError as error:
        raise UnreadableError(
            _("转换这个文件用了{seconds}秒还没有完成，已停止。请用 WPS 或 Word 另存为PDF后再试。", seconds=_SECONDS)
        ) from error
    if made is None:
        raise UnreadableError(_("这个文件不能转换成PDF，可能损坏或者设置了密码。请用 WPS 或 Word 另存为PDF后再试。"))
    return made


__all__ = ["NoConverterError", "as_pdf"]

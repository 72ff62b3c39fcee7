"""Kinds of file that LibreOffice must first make a modern one of: .doc, .wps, .rtf, .odt, Word's XML of 2003."""

from __future__ import annotations

import re
from dataclasses import dataclass

from disclosure.conversion import INSTALL, NoConverterError, SlowConversionError, converted, converter
from disclosure.errors import UnreadableError
from disclosure.language import Message, _
from disclosure.reading.workbook.ole import MAGIC, XLS_STREAMS, opened

#: Seconds that one conversion may take where nobody says otherwise.
SECONDS = 60.0
_WORD_XML = re.compile(rb"""schemas\.microsoft\.com/office/word/2003/wordml|progid=["']Word\.Document""")

#: What may stand before the root element, a document type and its entities excepted.
_BEFORE_ROOT = re.compile(rb"(?:[ \t\r\n]+|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_DECLARED = re.compile(rb"<!(?!--)")


@dataclass(frozen=True, slots=True)
class OldKind:
    """A kind of file: what it is called, its media type, the ending under which LibreOffice knows it."""

    name: Message
    media_type: str
    suffix: str


DOC = OldKind(_("旧版 Word 文件（.doc、.wps）"), "application/msword", ".doc")
RTF = OldKind(_("RTF 文件"), "application/rtf", ".rtf")
WORD_XML = OldKind(_("Word 2003 的 XML 文件"), "application/vnd.ms-wordml", ".xml")
ODT = OldKind(_("OpenDocument 文件（.odt）"), "application/vnd.oasis.opendocument.text", ".odt")


def old_kind(data: bytes) -> OldKind | None:
    """The kind of a file that must be converted, None for any other. Only its head and the list of streams are looked at.

    Raises :class:`UnreadableError` where it is of the old sort, but protected by a password, damaged, hostile, or no report.
    """
    if data.startswith(MAGIC):
        return _ole_kind(data)
    if data.startswith(b"{\\rtf"):
        return RTF
    if data.startswith(b"PK") and data[30:38] == b"mimetype":
        return ODT if data[38:100].startswith(ODT.media_type.encode()) else None
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not (start.startswith(b"<?xml") and _WORD_XML.search(start)):
        return None
    behind = _BEFORE_ROOT.match(data, data.index(b"<"))
    if behind and _DECLARED.match(data, behind.end()):
        raise UnreadableError(
            _("Word 文件里有实体定义，正常的文件不会有，为安全起见不予读取。请用 WPS 或 Word 打开确认，另存为新的 .docx 后再试。")
        )
    return WORD_XML


def _ole_kind(data: bytes) -> OldKind | None:
    streams = opened(data).streams.keys()
    if "EncryptedPackage" in streams:
        raise UnreadableError(_("文件有密码保护。请在 WPS 或 Office 中去掉密码，保存后再试。"))
    if "PowerPoint Document" in streams:
        raise UnreadableError(_("这是演示文稿（.ppt），不是年度报告。请提供年度报告的 Word 文件或网页。"))
    return None if not streams.isdisjoint(XLS_STREAMS) else DOC


def modernised(data: bytes, seconds: float = SECONDS) -> bytes | None:
    """What LibreOffice makes of a file of an old kind, None for one that is read as it is.

    Raises :class:`UnreadableError` where it cannot be opened or takes longer than ``seconds``, and :class:`NoConverterError`.
    """
    kind = old_kind(data)
    if kind is None:
        return None
    if converter() is None:
        raise NoConverterError(
            _(
                "这是{kind}，要由 LibreOffice 转换后才能读，本机没有安装。请安装（Debian、Ubuntu：{command}），"
                "或用 WPS 或 Office 打开，另存为 .docx 后再试。",
                kind=kind.name,
                command=INSTALL,
            )
        )
    try:
        made = converted(data, kind.suffix, "docx", seconds=seconds)
    except SlowConversionError as error:
        raise UnreadableError(
            _(
                "这是{kind}，LibreOffice 转换了{seconds}秒还没有完成，已停止。请用 WPS 或 Office 打开，另存为 .docx 后再试。",
                kind=kind.name,
                seconds=round(seconds),
            )
        ) from error
    if made is None:
        raise UnreadableError(
            _(
                "这是{kind}，LibreOffice 打不开，可能损坏、有密码或过于庞大。请用 WPS 或 Office 打开，另存为 .docx 后再试。",
                kind=kind.name,
            )
        )
    return made

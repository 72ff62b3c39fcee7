"""Word files made PDF, so that their pages can be drawn: by LibreOffice, with its macros and its network closed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from disclosure.errors import DisclosureError, UnreadableError
from disclosure.language import _

_SECONDS = 90
_MEMORY = 3 * 1024 * 1024 * 1024
#: Kinds of file that LibreOffice makes PDF, by their first bytes: old and new Office files, and plain RTF.
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
_SUFFIXES = (".docx", ".doc", ".odt", ".rtf", ".wps", ".xlsx", ".xls", ".et", ".pptx")
#: No macro runs and nothing is fetched that a document only points at.
_CLOSED = ("DisableMacrosExecution", "BlockUntrustedRefererLinks", "DisableActiveContent")
_ITEM = (
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="{name}" oor:op="fuse">'
    "<value>true</value></prop></item>"
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(_ITEM.format(name=name) for name in _CLOSED)
    + "</oor:items>\n"
)


class NoConverterError(DisclosureError):
    """A Word file is to be drawn and LibreOffice is not installed."""


def converter() -> str | None:
    """Where LibreOffice is; None without it."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def as_pdf(data: bytes, name: str) -> bytes:
    """The file as a PDF: a PDF as it is, an office file converted.

    Raises :class:`UnreadableError` for other kinds of file, and :class:`NoConverterError`.
    """
    if data[:1024].lstrip().startswith(b"%PDF"):
        return data
    suffix = Path(name).suffix.lower()
    if not data.startswith(_OFFICE) or suffix not in _SUFFIXES:
        raise UnreadableError(_("只能遮盖PDF和Word等办公文件；“{name}”不是。图片请先另存为PDF。", name=name))
    found = converter()
    if found is None:
        raise NoConverterError(_("本机没有安装 LibreOffice，不能直接处理Word文件。请用 WPS 或 Word 另存为PDF后再上传。"))
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        return _converted(found, data, suffix, Path(folder))


def _converted(found: str, data: bytes, suffix: str, folder: Path) -> bytes:
    source = folder / f"file{suffix}"
    source.write_bytes(data)
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    command = [
        found, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--convert-to", "pdf", "--outdir", str(folder), str(source),
    ]  # fmt: skip
    _run(command)
    made = folder / "file.pdf"
    if not made.is_file():
        raise UnreadableError(_("这个文件不能转换成PDF，可能损坏或者设置了密码。请用 WPS 或 Word 另存为PDF后再试。"))
    return made.read_bytes()


def _run(command: list[str]) -> None:
    """Run the converter within its limits, and end all that it started when its time is over. Raises :class:`UnreadableError`."""
    posix = os.name == "posix"
    child = subprocess.Popen(  # noqa: S603 - a fixed command; the file's name is ours
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=posix,
        preexec_fn=_limits if posix else None,
    )  # fmt: skip
    try:
        child.wait(_SECONDS)
    except subprocess.TimeoutExpired as error:
        if posix:
            os.killpg(child.pid, signal.SIGKILL)
        child.kill()
        child.wait()
        raise UnreadableError(
            _("转换这个文件用了{seconds}秒还没有完成，已停止。请用 WPS 或 Word 另存为PDF后再试。", seconds=_SECONDS)
        ) from error


def _limits() -> None:
    """Run in the child before it becomes LibreOffice: a ceiling on memory, and on the size of what it writes."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (200 * 2**20, 200 * 2**20))

"""Office files made into another kind by LibreOffice, where it is installed, with its macros and its network closed.

It runs outside the child processes that read files, because their 512 MB of address space are less than it needs to start:
with limits of its own, a profile that nobody else uses and that is thrown away, and in a group of processes of which none
outlives its time (docs/decisions/0010).
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from disclosure.errors import UnreadableError
from disclosure.language import Message, _

#: How it is installed on Debian and Ubuntu.
INSTALL = "sudo apt-get install libreoffice-writer-nogui"
#: Address space, of which it maps far more than it uses; and memory that it may write to, which is what counts.
_SPACE, _MEMORY = 3 * 2**30, 512 * 2**20
_LARGEST_RESULT = 200 * 2**20
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


class NoConverterError(UnreadableError):
    """A file must be converted before it can be used, and LibreOffice is not installed."""


class SlowConversionError(UnreadableError):
    """A conversion was stopped because its time was over."""


def converter() -> str | None:
    """Where LibreOffice is; None without it."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def converted(data: bytes, suffix: str, wanted: str, *, seconds: float) -> bytes | None:
    """The file, whose kind ``suffix`` (".doc") names, as one of the kind ``wanted`` ("docx"); None where it cannot be opened.

    Raises :class:`NoConverterError`, and :class:`SlowConversionError` after ``seconds``.
    """
    found = converter()
    if found is None:
        raise NoConverterError(missing())
    with tempfile.TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"file{suffix}"
        source.write_bytes(data)
        _write_profile(folder)
        made = folder / "made"
        command = [
            found, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck",
            "--convert-to", wanted, "--outdir", str(made), str(source),
        ]  # fmt: skip
        _run(command, folder, seconds)
        result = made / f"file.{wanted}"
        return result.read_bytes() if result.is_file() else None


def missing() -> Message:
    """What is said where LibreOffice is needed and not installed."""
    return _("本机没有安装 LibreOffice，不能直接处理这类文件。Debian、Ubuntu 上可以这样安装：{command}", command=INSTALL)


def _write_profile(folder: Path) -> None:
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")


def _run(command: list[str], folder: Path, seconds: float) -> None:
    """Run the converter within its limits, and end all that it started when it is done or its time is over."""
    posix = os.name == "posix"
    child = subprocess.Popen(  # noqa: S603 - a fixed command; the file's name is ours
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={**os.environ, "TMPDIR": str(folder)},  # what it leaves behind goes with the folder
        start_new_session=posix,
        preexec_fn=_limits if posix else None,
    )  # fmt: skip
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise SlowConversionError(
            _("转换这个文件用了{seconds}秒还没有完成，已停止。请用 WPS 或 Office 另存后再试。", seconds=round(seconds))
        ) from error
    finally:
        if posix:
            with suppress(ProcessLookupError, PermissionError):  # as a rule all are gone already
                os.killpg(child.pid, signal.SIGKILL)
        child.kill()
        child.wait()


def _limits() -> None:
    """Run in the child before it becomes LibreOffice: a ceiling on memory, and on the size of what it writes."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (_SPACE, _SPACE))
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_RESULT, _LARGEST_RESULT))

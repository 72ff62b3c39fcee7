"""Words in pictures, recognised by Tesseract where it is installed: another process, with its own limits."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.errors import UnreadableError
from disclosure.language import Message, _

if TYPE_CHECKING:
    from PIL.Image import Image

#: How it is installed on Debian and Ubuntu.
INSTALL = "sudo apt-get install tesseract-ocr tesseract-ocr-chi-sim"
#: Simplified Chinese; figures are read once more by the data for Latin script, which knows them better.
CHINESE, LATIN = "chi_sim", "eng"
#: What a cell of figures may hold.
FIGURES = "0123456789.,/-"
#: Seconds for a whole file.
SECONDS = 150.0
#: Fields of a row of Tesseract's table.
_FIELDS = 12


class NoRecogniserError(UnreadableError):
    """A picture is to be read, and Tesseract is not installed, or not its data for Chinese."""


@dataclass(frozen=True, slots=True)
class Word:
    """A recognised word with its box in pixels, as high as its line, and how sure the recogniser is, from 0 to 100."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    sure: int


def recogniser() -> str | None:
    """Where Tesseract is; None without it."""
    return shutil.which("tesseract")


def missing() -> Message:
    """What is said where Tesseract is needed and not installed."""
    return _(
        "识别图片里的文字要用 Tesseract 和它的简体中文数据，本机没有安装。请安装（Debian、Ubuntu：{command}），"
        "或用生成它的 Word 文件。",
        command=INSTALL,
    )


def words_in(picture: Image, language: str, *, seconds: float, only: str = "", layout: int = 6) -> Iterator[Word]:
    """The words in a picture, line by line.

    ``only`` are the characters that may occur; ``layout`` is Tesseract's page segmentation mode (6: one block of lines).
    Raises :class:`NoRecogniserError`, and :class:`UnreadableError` after ``seconds``.
    """
    found = recogniser()
    if found is None:
        raise NoRecogniserError(missing())
    out = io.BytesIO()
    picture.save(out, "png", compress_level=1)
    command = [found, "stdin", "stdout", "-l", language, "--psm", str(layout), "--dpi", "300"]
    if only:
        command += ["-c", f"tessedit_char_whitelist={only}"]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command; the picture was drawn by ourselves
            [*command, "tsv"],
            input=out.getvalue(),
            capture_output=True,
            timeout=max(seconds, 0.1),
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # more threads take longer on pictures of this size
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(too_slow()) from error
    if done.returncode:
        if b"loading language" in done.stderr or b"traineddata" in done.stderr:
            raise NoRecogniserError(missing())
        raise UnreadableError(_("文字识别没有成功，图片可能损坏。请换一份清楚的扫描件，或用生成它的 Word 文件。"))
    return _words(done.stdout.decode("utf-8", "replace"))


def too_slow() -> Message:
    """What is said where recognition takes too long."""
    return _("文字识别用的时间太长，已停止。请只取出年报所在的页，或用生成它的 Word 文件。")


def _words(table: str) -> Iterator[Word]:
    """The rows of Tesseract's table that are words (level 5), as high as their line (level 4): a comma stands on it too."""
    top = bottom = 0
    for row in table.splitlines()[1:]:
        fields = row.split("\t")
        if len(fields) != _FIELDS:
            continue
        left, above, wide, high = map(int, fields[6:10])
        if fields[0] == "4":
            top, bottom = above, above + high
        elif fields[0] == "5" and fields[11].strip():
            yield Word(fields[11].strip(), left, top, left + wide, bottom, max(0, min(100, int(float(fields[10])))))

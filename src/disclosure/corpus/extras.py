"""Libraries that only data sets need, loaded when they are used, with what to do where one is missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from disclosure.errors import DisclosureError
from disclosure.language import _

_INSTALL = 'pip install ".[corpus]"'


class MissingLibraryError(DisclosureError):
    """A library that data sets need is not installed."""


def load(name: str) -> Any:
    """The module ``name``. Raises :class:`MissingLibraryError` with the line that installs it."""
    try:
        return import_module(name)
    except ImportError as error:
        package = name.partition(".")[0]
        raise MissingLibraryError(
            _("处理数据集需要 {package}。请在本项目的文件夹里安装：{install}", package=package, install=_INSTALL)
        ) from error

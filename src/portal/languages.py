"""The English of the portal: gettext catalogues compiled into the data folder when the program starts.

``locale/en/LC_MESSAGES/django.po`` is the catalogue in the order of the code (``make portal-messages``); what is written in
``locale/parts/*.po`` holds before it. The compiled file is thrown away and made again whenever one of them is younger.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).with_name("locale")
CATALOGUE = LOCALE / "en" / "LC_MESSAGES" / "django.po"
PARTS = LOCALE / "parts"

_log = logging.getLogger(__name__)


def sources() -> Sequence[Path]:
    """The catalogues, those that hold before others last."""
    return [path for path in (CATALOGUE, *sorted(PARTS.glob("*.po"), reverse=True)) if path.exists()]


def merged(paths: Sequence[Path]) -> Catalog:
    """One catalogue of several: what a later one says holds before what an earlier one says; what is left empty says nothing."""
    catalogue = Catalog(locale="en", charset="utf-8")
    for path in paths:
        with path.open("rb") as file:
            for message in read_po(file, locale="en"):
                if message.id and any([message.string] if isinstance(message.string, str) else message.string):
                    catalogue.delete(message.id, message.context)
                    catalogue.add(message.id, message.string, context=message.context)
    return catalogue


def compile_into(folder: Path) -> None:
    """Compile the catalogues into ``folder`` unless what is there is younger than all of them.

    A folder that cannot be written to leaves the pages in Chinese, and a warning in the log.
    """
    compiled, found = folder / "en" / "LC_MESSAGES" / "django.mo", sources()
    youngest = max((path.stat().st_mtime for path in found), default=0)
    if not found or (compiled.exists() and compiled.stat().st_mtime > youngest):
        return
    try:
        compiled.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=compiled.parent, delete=False) as file:
            write_mo(file, merged(found))
        Path(file.name).chmod(0o644)
        os.replace(file.name, compiled)  # noqa: PTH105 - atomic for whoever starts at the same time
    except OSError as error:
        _log.warning("The English of the pages could not be compiled into %s (%s); pages stay in Chinese.", folder, error)

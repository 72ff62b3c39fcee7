"""The English of the portal: gettext catalogues compiled into the data folder when the program starts.

``locale/en/LC_MESSAGES/django.po`` is the catalogue in the order of the code (``make portal-messages``); what is written in
``locale/parts/*.po`` holds before it. The compiled file is thrown away and made again whenever one of them is younger.
``locale/zh_Hans`` holds plain Chinese for what Django itself says (“This field is required.”), kept by hand.
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
from django.utils.translation.reloader import translation_file_changed

LOCALE = Path(__file__).with_name("locale")
CATALOGUE = LOCALE / "en" / "LC_MESSAGES" / "django.po"
PARTS = LOCALE / "parts"
#: What the packages below say to users, in our Chinese.
OWN_WORDS = LOCALE / "zh_Hans" / "LC_MESSAGES" / "django.po"

_log = logging.getLogger(__name__)


def sources() -> Sequence[Path]:
    """The catalogues, those that hold before others last."""
    return [path for path in (CATALOGUE, *sorted(PARTS.glob("*.po"), reverse=True)) if path.exists()]


def merged(paths: Sequence[Path], language: str = "en") -> Catalog:
    """One catalogue of several: what a later one says holds before what an earlier one says; what is left empty says nothing."""
    catalogue = Catalog(locale=language, charset="utf-8")
    for path in paths:
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id and any([message.string] if isinstance(message.string, str) else message.string):
                    catalogue.delete(message.id, message.context)
                    catalogue.add(message.id, message.string, context=message.context)
    return catalogue


def compile_into(folder: Path) -> None:
    """Compile the catalogues into ``folder`` unless what is there is younger than all of them.

    A folder that cannot be written to leaves the pages in Chinese, and a warning in the log.
    """
    for language, found in (("en", sources()), ("zh_Hans", [OWN_WORDS] if OWN_WORDS.exists() else [])):
        try:
            _compile(folder / language / "LC_MESSAGES" / "django.mo", found, language)
        except OSError as error:
            _log.warning(
                "The catalogue %s could not be compiled into %s (%s); pages stay in Chinese, or in the words of Django.",
                language,
                folder,
                error,
            )


def _compile(compiled: Path, found: Sequence[Path], language: str) -> None:
    youngest = max((path.stat().st_mtime for path in found), default=0)
    if not found or (compiled.exists() and compiled.stat().st_mtime > youngest):
        return
    compiled.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=compiled.parent, delete=False) as file:
        write_mo(file, merged(found, language))
    Path(file.name).chmod(0o644)
    os.replace(file.name, compiled)  # noqa: PTH105 - atomic for whoever starts at the same time
    # The language of the start may be loaded already, without what was written just now.
    translation_file_changed(None, compiled)

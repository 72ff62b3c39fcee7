"""Which installed font stands in for which typeface of an official document, for writers that must choose themselves.

The typefaces that GB/T 9704-2012 names are not free; where none of their relatives is installed, the free Noto and Source Han
families print the same characters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from disclosure.errors import DisclosureError
from disclosure.language import _
from disclosure.writing.look import Look, Typeface

_SERIF = ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Source Han Serif CN", "AR PL UMing CN")
_SANS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "WenQuanYi Micro Hei")
#: The names under which a typeface is installed, the nearest first.
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "方正小标宋简体": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "STZhongsong", "SimSun", *_SERIF),
    "仿宋_GB2312": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "STFangsong", "FZFangSong-Z02", *_SERIF),
    "黑体": ("SimHei", "STHeiti", "Heiti SC", *_SANS),
    "宋体": ("SimSun", "NSimSun", "STSong", "Songti SC", *_SERIF),
}


class NoFontError(DisclosureError):
    """No font with Chinese characters is installed, so that a page would show boxes."""


@cache
def installed(folders: tuple[Path, ...] = ()) -> frozenset[str]:
    """The families that the system and ``folders`` have."""
    import typst  # only those who make PDF files pay for it

    return frozenset(typst.Fonts(font_paths=[str(folder) for folder in folders]).families())


def chain(face: Typeface, folders: Sequence[Path] = ()) -> tuple[str, ...]:
    """The installed families for a typeface, the nearest first. Raises :class:`NoFontError`."""
    known = installed(tuple(folders))
    wanted = FAMILIES.get(face.name, (face.name, face.instead, *_SERIF))
    found = tuple(name for name in (*wanted, *_SERIF, *_SANS) if name in known)
    if not found:
        raise NoFontError(_("没有安装中文字体，无法生成PDF。请安装 fonts-noto-cjk（思源宋体、思源黑体）或者仿宋、宋体、黑体。"))
    return tuple(dict.fromkeys(found))


def chains(look: Look, folders: Sequence[Path] = ()) -> Mapping[str, tuple[str, ...]]:
    """The families for each part of a look. Raises :class:`NoFontError`."""
    return {part: chain(getattr(look, part), folders) for part in ("title", "heading", "body", "table")}

"""Where private persons live: hints in the words around an address (家庭住址)."""

from __future__ import annotations

import re

#: Words that announce where somebody lives; an office has an 办公地址 or 联系地址.
_ANNOUNCED = r"(?:家庭住址|家庭地址|家住|现住址|现住|居住地址|居住于|住址|户籍地址|户籍地)\s*(?:为|在|于|是)?\s*[：:]?\s*"
#: An address down to a house, a group of a village, or a room.
_ADDRESS = r"(?P<address>[^，。；、\s（）()]{0,40}?(?:\d{1,5}|[一二三四五六七八九十]{1,3})(?:号|栋|幢|单元|室|组|户))"
_HOME = re.compile(_ANNOUNCED + _ADDRESS + r"(?:\d{0,4}(?:号|栋|幢|单元|室|组|户)?)*")
#: A flat inside a residential estate, whoever lives there.
_FLAT = re.compile(
    r"[\u4e00-\u9fff]{2,12}(?:小区|花园|家园|新村|公寓)[^，。；、\s]{0,8}?\d{1,4}(?:栋|幢|号楼)[^，。；、\s]{0,8}?\d{1,4}(?:室|户|号)"
)

#: What a home address holds at the least; most texts have none of it.
_HINT = re.compile(r"住[址在于：:]|家住|现住|户籍|家庭地址|[栋幢]|号楼")


def find_home_addresses(text: str) -> tuple[tuple[int, int], ...]:
    """Where home addresses stand in a text: first character and the one after the last. Addresses of offices are left alone."""
    if not _HINT.search(text):
        return ()
    found = [(match.start("address"), match.end()) for match in _HOME.finditer(text)]
    taken = [*found]
    for match in _FLAT.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            found.append(match.span())
    return tuple(sorted(found))

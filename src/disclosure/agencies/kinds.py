"""What kind of body an agency is, as far as its name tells."""

from __future__ import annotations

import re
from functools import lru_cache

#: The name ends in the kind of body. 新乡市 and 景德镇市 are cities, whatever characters stand in their names.
_TOWNSHIP = re.compile(r"(?:[乡镇]|街道|苏木)(?:人民政府|政府|办事处|党政(?:综合)?办公室)?$")
_DEPARTMENT = re.compile(r"(?:局|委员会|委|厅)$")
_GOVERNMENT = re.compile(r"人民政府(?:办公[厅室])?$")
_COUNTY = re.compile(r"(?:县|(?<!自治)区|旗)人民政府$")
_OF_COUNTY = re.compile(r"(?:县|(?<!自治)(?<!地)(?<!城)(?<!园)区|旗)[\u4e00-\u9fff]{2,16}(?:局|委员会|委)$")
_BODY = re.compile(r"(?:人民政府|政府)(?:办公[厅室])?$|(?<=街道)办事处$")
#: Everything up to the last county, district or city of a name that goes on after it with two characters at the least.
_SUPERIOR = re.compile(r"^.*(?:县|(?<!自治)区|市|旗|州|盟)(?=.{2,})")
_NATIONAL = re.compile(r"^国家|总局$")


def is_township(name: str) -> bool:
    """Whether a name is that of a township, a town or a street office (乡、镇、街道)."""
    return _TOWNSHIP.search(name) is not None


def is_county(name: str) -> bool:
    """Whether a name is that of the government of a county, a district or a banner."""
    return _COUNTY.search(name) is not None


def is_of_county(name: str) -> bool:
    """Whether a department's name says that it is one of a county, a district or a banner (麦浪区农业农村局)."""
    return _OF_COUNTY.search(name) is not None


def cannot_make_rules(name: str) -> bool:
    """Whether a body of this name certainly has no power to make rules: that is for ministries, provinces and cities."""
    if is_township(name) or _COUNTY.search(name):
        return True
    return name.endswith("局") and _NATIONAL.search(name) is None


def kind_of(name: str) -> str | None:
    """Township, department or government, as ``report_deadline`` asks for it; None where the name does not tell."""
    if is_township(name):
        return "township"
    if _GOVERNMENT.search(name):
        return "government"
    return "department" if _DEPARTMENT.search(name) else None


@lru_cache(maxsize=4096)
def short_name(name: str) -> str:
    """A name without the words for its kind of body that reports now print and now leave out: 青溪县白石镇."""
    return _BODY.sub("", "".join(name.split())) or name


def own_name(name: str) -> str:
    """The last part of a name, without the county, district or city before it: 白石镇 of 青溪县白石镇人民政府."""
    return _SUPERIOR.sub("", short_name(name))

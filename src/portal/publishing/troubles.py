"""What to tell somebody whose file could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

_WORDS: Mapping[str, Any] = {
    "empty": _("文件是空的。请检查是否导出完整，或换一个文件。"),
    "locked": _("文件有密码保护。请在表格程序中去掉密码，保存后再导入。"),
    "old_excel": _("这是旧版 Excel 文件（.xls）。请用 WPS 或 Excel 打开，另存为 .xlsx 后再导入。"),
    "no_workbook": _("这不是 Excel 文件，可能后缀名不对。请用 WPS 或 Excel 打开，另存为 .xlsx 后再导入。"),
    "macros": _("文件里有宏，为安全起见不予读取。请另存为不带宏的 .xlsx 后再导入。"),
    "damaged": _("文件损坏，读不出来。请重新导出，或用 WPS 或 Excel 打开，另存为 .xlsx 后再导入。"),
    "too_much": _("文件展开后异常庞大，为安全起见已停止读取。请只留需要的表，另存后再导入。"),
    "too_many_rows": _("超过 %(most)s 行。请按年度或按类别分成几个文件导入。"),
    "no_heading": _("没有找到表头。表头要有“标题”和“发布日期”两列（叫法可以不同）；看到的是：%(seen)s。可以下载模板对照。"),
    "no_page": _("这不是网页文件。请在浏览器中打开原网页，另存为 .html 后再导入。"),
    "said": "%(words)s",
}


def words_for(code: str, facts: Mapping[str, Any]) -> str:
    """The sentence for a code of :class:`portal.publishing.reading.trouble.Trouble`."""
    return str(_WORDS[code]) % facts

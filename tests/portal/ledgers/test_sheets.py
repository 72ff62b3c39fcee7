"""Ledgers as Excel files: what is exported comes back, what is wrong is said by row, nothing is half-imported."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from portal.ledgers import sheets
from portal.ledgers.loading import kind as kind_with
from portal.ledgers.models import Entry
from portal.ledgers.services import enter

pytestmark = pytest.mark.usefixtures("as_of")


def book(*rows) -> bytes:
    made, content = Workbook(), BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(content)
    return content.getvalue()


def read(town, *rows, kind="training"):
    return sheets.read_in(kind_with(kind), town, book(*rows), None)


HEADER = ("培训日期", "培训主题", "形式", "参加人次")
ROW = ("2026-02-10", "条例学习", "本机关组织", 35)


def test_the_template_filled_in_is_imported(town):
    content = load_workbook(BytesIO(sheets.template(kind_with("training"))))
    content.worksheets[0].append((datetime(2026, 2, 10), "条例学习", "本机关组织", 35, "赵一", None))  # noqa: DTZ001
    filled = BytesIO()
    content.save(filled)

    done = sheets.read_in(kind_with("training"), town, filled.getvalue(), None)

    assert not done.errors
    assert Entry.objects.get().data == {
        "held_on": "2026-02-10", "topic": "条例学习", "form": "held", "attendees": 35, "names": "赵一",
    }  # fmt: skip


def test_the_template_explains_each_column_and_offers_the_choices():
    content = load_workbook(BytesIO(sheets.template(kind_with("training"))))

    sheet, notes = content.worksheets
    assert [cell.value for cell in sheet[1]][:4] == ["培训日期*", "培训主题*", "形式*", "参加人次（人次）*"]
    assert "本机关组织,参加上级培训,知识测试" in sheet.data_validations.dataValidation[0].formula1
    assert notes.max_row == 1 + len(kind_with("training").data_fields)


def test_an_export_is_read_back_to_the_same_records(town, elsewhere):
    values = {"held_on": date(2026, 2, 10), "topic": "=1+1", "form": "test", "attendees": 0, "notes": "第一行\n第二行"}
    entry = enter(town, kind_with("training"), values, None)

    content = sheets.export(kind_with("training"), [entry])
    done = sheets.read_in(kind_with("training"), elsewhere, content, None)

    assert done.entries[0].data == entry.data


def test_words_that_look_like_a_formula_stay_words(town):
    values = {"held_on": date(2026, 2, 10), "topic": "=HYPERLINK(1)", "form": "test", "attendees": 1}
    entry = enter(town, kind_with("training"), values, None)

    cell = load_workbook(BytesIO(sheets.export(kind_with("training"), [entry]))).worksheets[0]["B2"]

    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_columns_in_another_order_under_other_names_below_a_title_are_known(town):
    done = read(
        town,
        ("青禾镇2026年培训台账",),
        (),
        ("人数", "内容", "时间", "方式", "天气"),
        (35.0, "条例学习", datetime(2026, 2, 10, 9, 30), "held", "晴"),  # noqa: DTZ001
    )

    assert done.entries[0].data == {"held_on": "2026-02-10", "topic": "条例学习", "form": "held", "attendees": 35}
    assert done.passed_over == ("天气",)


def test_each_error_names_its_row_and_column_and_nothing_is_imported(town):
    done = read(town, HEADER, ROW, ("二月", "甲", "本机关组织", 1), (*ROW[:3], "三十五"), ("2026-03-01", "", "跳舞", 1.5))

    assert [(error.row, error.column) for error in done.errors] == [
        (3, "培训日期"), (4, "参加人次"), (5, "培训主题"), (5, "形式"), (5, "参加人次"),
    ]  # fmt: skip
    assert not Entry.objects.exists()


def test_blank_rows_are_passed_over_and_rows_are_counted_as_excel_counts(town):
    done = read(town, HEADER, (), (None, None, None, None), ("x", "甲", "本机关组织", 1))

    assert [error.row for error in done.errors] == [4]


def test_the_same_file_is_not_imported_twice(town):
    read(town, HEADER, ROW)

    done = read(town, HEADER, ROW)

    assert "已经有完全相同的记录" in done.errors[0].words
    assert Entry.objects.count() == 1


def test_the_same_row_twice_in_a_file_is_an_error(town):
    done = read(town, HEADER, ROW, ROW)

    assert [(error.row, "完全相同" in error.words) for error in done.errors] == [(3, True)]


def test_what_may_stand_once_a_year_may_not_stand_twice_in_a_file(town):
    header = ("统计截止日期", "平台", "账号名称", "状态", "关注人数", "全年发布信息", "全年阅读次数")
    one = ("2025-06-30", "微信公众号", "青禾发布", "正常运行", 1, 2, 3)

    done = read(town, header, one, ("2025-12-31", *one[1:4], 9, 9, 9), kind="channel_accounts")

    assert [error.row for error in done.errors] == [3]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "读不懂"),
        (b"\xd0\xcf\x11\xe0 old excel", "读不懂"),
        (b"PK\x03\x04 broken", "读不懂"),
        (book(("日期",), ("2026-02-10",)), "缺少这些列：培训主题、形式、参加人次"),
        (book(HEADER), "没有记录"),
        (book(), "缺少这些列"),
        (b"x" * (sheets.LARGEST + 1), "超过5MB"),
    ],
    ids=["empty", "old format", "damaged", "columns missing", "no rows", "nothing", "large"],
)
def test_a_file_that_cannot_be_imported_says_what_to_do(town, content, said):
    with pytest.raises(sheets.SheetError, match=said):
        sheets.read_in(kind_with("training"), town, content, None)


def test_a_file_that_unpacks_to_too_much_is_not_unpacked(town):
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(90 * 1024 * 1024))

    with pytest.raises(sheets.SheetError, match="太大"):
        sheets.read_in(kind_with("training"), town, content.getvalue(), None)


# The pages


def address(town, name):
    return reverse(f"ledgers:{name}", args=[town.slug, "training"])


def test_a_file_is_uploaded_and_the_result_said(clerk, signed_in, town):
    upload = SimpleUploadedFile("培训.xlsx", book(HEADER, ROW))

    page = signed_in(clerk).post(address(town, "import"), {"file": upload}, follow=True).content.decode()

    assert "已导入1条记录" in page
    assert Entry.objects.get().entered_by == clerk


def test_errors_are_shown_as_a_table_of_rows(clerk, signed_in, town):
    upload = SimpleUploadedFile("培训.xlsx", book(HEADER, ROW, ("二月", "甲", "本机关组织", 1)))

    answer = signed_in(clerk).post(address(town, "import"), {"file": upload})

    assert answer.status_code == 422
    assert "一条也没有导入" in answer.content.decode()


def test_a_damaged_file_is_an_error_beside_the_field(clerk, signed_in, town):
    answer = signed_in(clerk).post(address(town, "import"), {"file": SimpleUploadedFile("a.xlsx", b"x")})

    assert answer.status_code == 422
    assert "读不懂这个文件" in answer.content.decode()


@pytest.mark.parametrize("name", ["template", "export"])
def test_template_and_export_are_handed_out_as_excel(reviewer, signed_in, town, name):
    answer = signed_in(reviewer).get(address(town, name))

    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert load_workbook(BytesIO(answer.content)).worksheets


def test_an_export_has_the_entries_in_force_of_its_year(clerk, signed_in, town):
    read(town, HEADER, ROW, ("2025-01-02", "去年", "本机关组织", 2))

    answer = signed_in(clerk).get(address(town, "export") + "?year=2025")

    assert [row[1] for row in load_workbook(BytesIO(answer.content)).worksheets[0].iter_rows(min_row=2, values_only=True)] == [
        "去年"
    ]

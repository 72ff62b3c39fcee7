"""Beside another system: its table is taken in whole or not at all, and what is here is handed out in its shape."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from applications_cast import ANSWERS, raw
from disclosure.isolation.errand import run
from disclosure.records import Channel, Confirmed, Replied, Status
from portal.applications import services
from portal.applications.beside import handing
from portal.applications.beside.taking import keep, looked_through, take
from portal.applications.intake.repeats import earlier_of
from portal.applications.models import Application, ColumnNames, ImportFile
from portal.audit.models import Entry
from portal.notices.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

#: As a provincial system might head its columns.
HEADINGS = [
    "序号", "申请编号", "申请方式", "申请时间", "受理时间", "申请人类型", "申请人姓名", "身份证号", "手机号码",
    "所需信息内容描述", "告知补正时间", "补正时间", "延期时间", "答复时间", "答复类型", "具体情形", "答复书文号", "送达时间",
]  # fmt: skip
ROW = [
    1, "粤-2025-001", "网上申请", "2025-03-03", date(2025, 3, 4), "公民", "冯小满", "110101199003070011", "13800001234",
    "2024年桥头村危房改造名单", "", "", "2025年3月28日", "20250415", "（一）予以公开", "提供信息", "青政公复〔2025〕3号",
    "2025/4/16",
]  # fmt: skip


@pytest.fixture
def today(as_of):
    as_of(date(2026, 3, 2))


def sheet(*rows: list[object], headings: list[str] = HEADINGS, above: int = 1) -> bytes:
    book = openpyxl.Workbook()
    for _line in range(above):
        book.active.append(["2025年度依申请公开办理情况"])
    book.active.append(headings)
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def row(**changes: object) -> list[object]:
    return [changes.get(heading, value) for heading, value in zip(HEADINGS, ROW, strict=True)]


def looked(town, clerk, *rows):
    return looked_through(keep(town, sheet(*rows), clerk))


def test_an_export_with_its_own_headings_becomes_cases_with_their_whole_course(town, clerk):
    made = take(keep(town, sheet(ROW), clerk), clerk)

    case = Application.objects.get()
    assert made == [case]
    assert (case.other_number, case.receipt_number) == ("粤-2025-001", "20250303-001")
    assert (case.name, case.identity_kind, case.asked) == ("冯小满", "identity_card", "2024年桥头村危房改造名单")
    assert [event.kind for event in case.events.all()] == ["received", "confirmed", "extended", "replied", "delivered"]
    assert (case.status, case.outcome, case.closed_on) == (Status.DELIVERED, "granted", date(2025, 4, 15))
    assert case.received_on == date(2025, 3, 4)
    assert case.events.get(kind="replied").note == "答复文号：青政公复〔2025〕3号"
    assert [each.id for each in services.case_records(town, 2025)] == [case.record_id]


def test_nothing_of_a_table_stands_readable_and_nobody_is_told_of_the_past(town, clerk, settings):
    settings.NOTICES = True
    upload = keep(town, sheet(ROW), clerk)
    assert "冯小满" not in raw("applications_importfile")
    take(upload, clerk)
    stored = raw("applications_application") + raw("applications_applicationevent") + raw("audit_entry")
    assert not [word for word in ("冯小满", "110101199003070011", "桥头村") if word in stored]
    assert not Notice.objects.exists()
    assert not ImportFile.objects.exists()


@pytest.mark.parametrize(("changes", "column", "words"), [
    ({"申请时间": "昨天"}, "提交日期", "不是日期"),
    ({"申请时间": "2025-02-30"}, "提交日期", "不是日期"),
    ({"申请编号": ""}, "原编号", "没有填写"),
    ({"申请人类型": "火星人"}, "申请人类别", "不在可选的范围内"),
    ({"身份证号": 110101199003070011}, "证件号码", "存成了数字"),
    ({"答复类型": ""}, "", "没有填写“办理结果”"),
    ({"具体情形": ""}, "", "结果的具体情形"),
    ({"答复时间": ""}, "", "没有“答复日期”"),
    ({"答复时间": "2025-03-01"}, "", ""),
    ({"补正时间": "2025-03-06"}, "", ""),
    ({"答复时间": "2027-04-15", "送达时间": ""}, "", ""),
])  # fmt: skip
def test_what_is_wrong_is_said_by_row_and_nothing_is_taken(town, clerk, changes, column, words):
    found = looked(town, clerk, ROW, row(申请编号="粤-2025-002", **changes) if "申请编号" not in changes else row(**changes))

    assert not found.may_be_taken
    assert [plan.row for plan in found.wrong] == [4]
    wrong = found.wrong[0].wrong[0]
    assert wrong.column == column
    assert words in wrong.words
    assert wrong.words
    from disclosure.errors import CaseError

    with pytest.raises(CaseError):
        take(ImportFile.objects.get(), clerk)
    assert not Application.objects.exists()


def test_a_number_twice_in_a_table_is_an_error(town, clerk):
    assert len(looked(town, clerk, ROW, ROW).wrong) == 2


def test_the_same_table_again_changes_nothing_and_says_what_differs(town, clerk):
    take(keep(town, sheet(ROW), clerk), clerk)
    before = raw("applications_application") + raw("applications_applicationevent")
    again = looked(town, clerk, ROW, row(申请编号="粤-2025-001"), )  # fmt: skip
    assert len(again.wrong) == 2  # twice in one table

    again = looked(town, clerk, row(答复类型="部分公开", 手机号码="13800009999", 具体情形=""))
    assert (len(again.new), len(again.wrong), len(again.known)) == (0, 0, 1)
    assert {(each.column, each.here, each.there) for each in again.known[0].differences} == {
        ("联系电话", "1********", "1********"), ("办理结果", "granted", "partly_granted"),
    }  # fmt: skip
    assert raw("applications_application") + raw("applications_applicationevent") == before


def test_headings_of_ones_own_are_said_once_and_remembered(town, elsewhere, clerk, signed_in):
    headings = ["案件号" if each == "申请编号" else "事由" if each == "所需信息内容描述" else each for each in HEADINGS]
    office, url = signed_in(clerk), reverse("applications:beside", args=[town.slug])
    upload = {"file": SimpleUploadedFile("导出.xlsx", sheet(ROW, headings=headings))}
    page = office.post(url, upload, follow=True)
    assert page.context["found"].missing == ["原编号", "所需信息的名称"]
    said = {f"h{place}": field for place, (_heading, field) in enumerate(page.context["found"].headings)}
    said |= {f"h{headings.index('案件号')}": "other_number", f"h{headings.index('事由')}": "asked"}
    page = office.post(page.redirect_chain[-1][0], said, follow=True)
    assert page.context["looked"].may_be_taken

    office.post(url, {"file": SimpleUploadedFile("导出.xlsx", sheet(ROW, headings=headings))})
    assert looked_through(ImportFile.objects.get()).may_be_taken
    assert not ColumnNames.objects.filter(agency=elsewhere).exists()


def test_a_clerk_imports_in_the_browser_and_finds_the_case_by_both_numbers(town, clerk, signed_in):
    office = signed_in(clerk)
    look = office.post(reverse("applications:beside", args=[town.slug]), {"file": SimpleUploadedFile("a.xlsx", sheet(ROW))}).url
    assert "导入1件" in office.get(look).content.decode()
    page = office.post(f"{look}take/", follow=True).content.decode()
    assert "已导入1件申请" in page
    for number in ("粤-2025-001", "20250303-001"):
        assert (
            "20250303-001"
            in office.get(reverse("applications:list", args=[town.slug]), {"show": "all", "q": number}).content.decode()
        )
    entry = Entry.objects.get(action="application.imported")
    assert entry.facts["count"] == 1


def test_the_preview_of_another_agency_is_not_there(town, clerk, elsewhere, clerk_elsewhere, signed_in):
    upload = keep(town, sheet(ROW), clerk)
    office = signed_in(clerk_elsewhere)
    for where in (town, elsewhere):
        assert office.get(reverse("applications:import_look", args=[where.slug, upload.pk])).status_code == 404
        assert office.post(reverse("applications:import_take", args=[where.slug, upload.pk])).status_code == 404


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\x00\x01\x02\x03" * 50])
def test_a_file_that_is_no_table_is_refused_with_a_reason(town, clerk, signed_in, content):
    page = signed_in(clerk).post(
        reverse("applications:beside", args=[town.slug]), {"file": SimpleUploadedFile("a.xlsx", content)}, follow=True
    )
    assert "将导入" not in page.content.decode()
    assert not Application.objects.exists()


def test_the_template_comes_back_as_it_was_filled_in(town, clerk):
    book = openpyxl.load_workbook(io.BytesIO(handing.template()))
    assert book.sheetnames == ["申请", "填写说明", "选项"]
    filled = {
        "原编号*": "7", "申请渠道*": "当面提交书面申请", "提交日期*": date(2025, 5, 6), "申请人类别*": "商业企业",
        "申请人*": "青禾公司", "所需信息的名称*": "招标结果", "答复日期": date(2025, 5, 20), "结果的具体情形": "不存在",
        "办理结果": "（四）无法提供 · 1.本机关不掌握相关政府信息",
    }  # fmt: skip
    headings = [cell.value for cell in book["申请"][1]]
    for heading, value in filled.items():
        book["申请"].cell(2, headings.index(heading) + 1, value)
    content = io.BytesIO()
    book.save(content)
    take(keep(town, content.getvalue(), clerk), clerk)
    case = Application.objects.get()
    assert (case.outcome, case.applicant_kind, case.channel) == ("unavailable.not_held", "business", "counter")
    assert case.events.get(kind="replied").engine_event().decision == "none_found"


@pytest.fixture
def ours(town, clerk):
    case = services.submit(town, ANSWERS | {"asked": "=1+1", "other_number": "粤-9"}, arrived_on=date(2025, 6, 2)).application
    services.record(case, Confirmed(date(2025, 6, 3)), clerk)
    services.handle(case, Replied(date(2025, 6, 10), "granted", "provided"), clerk, services.Additions(provided="名单1份"))
    return case


def test_cases_are_handed_out_and_read_back_elsewhere_as_the_same(town, elsewhere, clerk, ours):
    made = take(keep(elsewhere, handing.as_workbook(town, [ours]), clerk), clerk)
    assert (made[0].asked, made[0].identity_number, made[0].outcome) == ("=1+1", ANSWERS["identity_number"], "granted")
    assert [event.on for event in made[0].engine_events()] == [event.on for event in ours.engine_events()]


def test_the_package_has_the_table_under_the_other_systems_headings_and_the_letters(town, clerk, ours, signed_in):
    take(keep(town, sheet(ROW), clerk), clerk)
    answer = signed_in(clerk).post(
        reverse("applications:hand_out", args=[town.slug]), {"since": "2025-01-01", "until": "2025-12-31", "shape": "package"}
    )
    with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
        names = package.namelist()
        [(_name, rows)] = run("tables", package.read("申请.xlsx"))
    assert rows[0] == HEADINGS
    assert [line[1] for line in rows[1:]] == ["粤-2025-001", "粤-9"]
    assert [name for name in names if name.startswith("粤-9/") and name.endswith(".docx")]
    assert Entry.objects.get(action="application.handed_out").facts["count"] == 2


def test_text_to_paste_has_one_line_a_case(town, clerk, signed_in, ours):
    ours.description = "第一行\n第二行\t末尾"
    ours.save()
    answer = signed_in(clerk).post(
        reverse("applications:hand_out", args=[town.slug]), {"since": "2025-01-01", "until": "2025-12-31", "shape": "tabs"}
    )
    lines = answer.content.decode().removeprefix("\ufeff").splitlines()
    assert len(lines) == 2
    assert len({line.count("\t") for line in lines}) == 1
    assert "第一行 第二行 末尾" in lines[1]


def test_imported_cases_are_found_as_earlier_ones(town, clerk):
    take(keep(town, sheet(ROW), clerk), clerk)
    found = earlier_of(town, ANSWERS | {"asked": "桥头村2024年危房改造名单", "name": "冯小满"})
    assert [each.may_repeat for each in found] == [True]


@pytest.mark.deep
def test_a_thousand_rows_are_looked_through_and_taken_in_soon(town, clerk):
    rows = [
        row(申请编号=f"粤-{number}", 申请人姓名=f"申请人{number}", 所需信息内容描述=f"第{number}号地块的出让合同")
        for number in range(1000)
    ]
    started = time.monotonic()
    upload = keep(town, sheet(*rows), clerk)
    assert looked_through(upload).may_be_taken
    assert len(take(upload, clerk)) == 1000
    assert Application.objects.values("receipt_number").distinct().count() == 1000
    assert time.monotonic() - started < 120  # some ten seconds on an idle machine


def test_an_imported_open_case_goes_on_here(town, clerk):
    take(
        keep(
            town,
            sheet(
                row(
                    申请时间="2026-02-20",
                    受理时间="2026-02-24",
                    延期时间="",
                    答复时间="",
                    答复类型="",
                    具体情形="",
                    答复书文号="",
                    送达时间="",
                )
            ),
            clerk,
        ),
        clerk,
    )
    case = Application.objects.get()
    assert (case.status, case.due_on is not None) == (Status.HANDLING, True)
    services.record(case, Replied(date(2026, 3, 2), "granted", "provided"), clerk)
    assert case.status == Status.REPLIED


def test_a_counter_case_keeps_the_day_it_was_handed_in(town, clerk):
    assert looked(town, clerk, row(申请方式="当面申请")).wrong[0].wrong[0].words.startswith("这种渠道以提交")
    take(keep(town, sheet(row(申请方式="当面申请", 受理时间="")), clerk), clerk)
    assert Application.objects.get().channel == Channel.COUNTER


def test_headings_none_of_which_is_known_are_offered_to_be_told(town, clerk, signed_in):
    headings = ["登记号", "谁", "哪天", "何事"]
    upload = {"file": SimpleUploadedFile("导出.xlsx", sheet(["粤-1", "王小草", "2025-03-03", "名单"], headings=headings))}
    page = signed_in(clerk).post(reverse("applications:beside", args=[town.slug]), upload, follow=True)
    assert [heading for heading, _field in page.context["found"].headings] == headings
    assert "原编号" in page.context["found"].missing
    assert "列名对应" in page.content.decode()


def test_a_template_with_nothing_in_it_is_not_called_known_already(town, clerk, signed_in):
    upload = {"file": SimpleUploadedFile("模板.xlsx", handing.template())}
    page = signed_in(clerk).post(reverse("applications:beside", args=[town.slug]), upload, follow=True).content.decode()
    assert "还没有填写申请" in page
    assert "这里都有" not in page

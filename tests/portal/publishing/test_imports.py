"""Taking in what stands on other platforms: their headings, their days, what is wrong with a row, and what is already here."""

import io
import zipfile
from datetime import date, datetime
from typing import ClassVar

import pytest

from portal.publishing import imports, services
from portal.publishing.apart import CouldNotRead, Upload
from portal.publishing.models import ImportState, Item, Status
from portal.publishing.refusing import Refused

HEADING = ["标题", "发布日期", "索引号", "信息类别", "链接", "文号", "生成日期"]
PLATFORM = "临川县政府信息公开平台"


def row(number=1, **more):
    fields = {
        "标题": f"第{number}号通知", "发布日期": "2025-06-01", "索引号": f"LC/2025-{number:05d}", "信息类别": "公告公示",
        "链接": f"https://www.example.org/{number}.html", "文号": "", "生成日期": "2025-05-28", **more,
    }  # fmt: skip
    return [fields[label] for label in HEADING]


@pytest.fixture
def preview(clerk, at_work, columns):
    def see(*uploads, system=PLATFORM):
        return imports.preview(at_work(clerk), list(uploads), system, columns["notices"])

    return see


@pytest.fixture
def take_in(preview, clerk, at_work):
    def both(*uploads, **options):
        return imports.confirm(at_work(clerk), preview(*uploads).pk, **options)

    return both


def problems(run):
    return [(row.place, row.problem) for row in imports.rows_of(run) if row.problem]


class TestTheCountOfAYear:
    """The figures of the sentence 「主动公开信息129条，其中…」 with no site of ours switched on."""

    CLASSES: ClassVar = {"本级政府文件": 4, "部门动态": 46, "公告公示": 7, "其余公开事项": 72}

    @pytest.fixture
    def year(self, town, workbook, take_in):
        town.hosting = False
        town.save()
        numbers = iter(range(1, 130))
        rows = [row(next(numbers), 信息类别=label) for label, count in self.CLASSES.items() for _ in range(count)]
        take_in(workbook([HEADING, *rows]))
        return services.item_counts(town, 2025)

    def test_129_items_in_classes_of_4_46_7_and_72(self, year):
        assert year.total == 129
        assert {entry.label: entry.count for entry in year.by_class} == self.CLASSES

    def test_each_count_opens_to_the_items_behind_it(self, year):
        for entry in year.by_class:
            found = Item.objects.filter(pk__in=[int(record.removeprefix("item:")) for record in entry.ids])
            assert found.count() == entry.count
            assert set(found.values_list("item_class", flat=True)) == {entry.label}
        assert len(set(year.ids)) == 129

    def test_they_were_placed_on_the_platform_and_not_on_a_site_of_ours(self, year):
        assert [(entry.label, entry.count) for entry in year.by_channel] == [("政府信息公开平台", 129)]

    @pytest.mark.usefixtures("year")
    def test_other_years_have_none(self, town):
        assert services.item_counts(town, 2024).total == services.item_counts(town, 2026).total == 0


def test_an_import_keeps_what_the_platform_says(take_in, workbook, town, clerk):
    take_in(workbook([HEADING, row(7, 文号="青政发〔2025〕3号")]))

    item = Item.objects.get(agency=town)
    assert (item.title, item.document_number, item.index_number) == ("第7号通知", "青政发〔2025〕3号", "LC/2025-00007")
    assert (item.published_on, item.produced_on) == (date(2025, 6, 1), date(2025, 5, 28))
    assert (item.source_system, item.source_address) == (PLATFORM, "https://www.example.org/7.html")
    assert (item.status, item.author, item.column.key) == (Status.RELEASED, clerk, "notices")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2025-06-01", "2025-06-01"),
        ("2025/6/1", "2025-06-01"),
        ("2025.06.01", "2025-06-01"),
        ("2025年6月1日", "2025-06-01"),
        ("2025-06-01 08:30:15", "2025-06-01"),
        ("20250601", "2025-06-01"),
        (20250601, "2025-06-01"),
        ("２０２５－０６－０１", "2025-06-01"),
        (datetime(2025, 6, 1, 23, 59), "2025-06-01"),  # noqa: DTZ001 - cells have no zone
        (date(2025, 6, 1), "2025-06-01"),
        (45809, "2025-06-01"),
        (45809.99, "2025-06-01"),
        ("45809", "2025-06-01"),
    ],
)
def test_days_as_exports_write_them(preview, workbook, written, meant):
    run = preview(workbook([HEADING, row(发布日期=written)]))

    assert imports.rows_of(run)[0].fields["published_on"] == meant


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "没有发布日期"),
        ("去年夏天", "发布日期读不懂：去年夏天"),
        ("2025-13-01", "读不懂"),
        ("2025-02-29", "读不懂"),
        (12, "读不懂：12"),
        ("2026-03-03", "还没有到"),
    ],
)
def test_a_day_that_is_none_is_said_by_row(preview, workbook, written, why):
    run = preview(workbook([HEADING, row(1), row(2, 发布日期=written)]))

    ((place, problem),) = problems(run)
    assert place == "第3行"
    assert why in problem


def test_the_day_itself_is_not_in_the_future(preview, workbook):
    assert problems(preview(workbook([HEADING, row(发布日期="2026-03-02")]))) == []


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("标题", "", "没有标题"),
        ("标题", "长" * 201, "“标题”超过200个字"),
        ("链接", "javascript:alert(1)", "链接不是网址"),
        ("链接", "见附件", "链接不是网址"),
        ("标题", "=HYPERLINK(\"http://x\",\"标题\")", "公式"),
        ("生成日期", "不详", "生成日期读不懂"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_row_is_said(preview, workbook, field, value, why):
    ((_place, problem),) = problems(preview(workbook([HEADING, row(**{field: value})])))

    assert why in problem


def test_with_one_bad_row_nothing_is_taken_in(preview, workbook, clerk, at_work, town):
    run = preview(workbook([HEADING, row(1), row(2, 发布日期="?"), row(3)]))

    with pytest.raises(Refused, match="有1行有问题，没有导入任何一行"):
        imports.confirm(at_work(clerk), run.pk)
    assert not Item.objects.filter(agency=town).exists()


def test_unless_the_bad_rows_are_expressly_left_out(take_in, workbook, town):
    run = take_in(workbook([HEADING, row(1), row(2, 发布日期="?"), row(3)]), leave_out_problems=True)

    assert (run.imported, Item.objects.filter(agency=town).count()) == (2, 2)


def test_an_error_on_the_way_leaves_nothing_behind(preview, workbook, clerk, at_work, town, monkeypatch):
    run = preview(workbook([HEADING, row(1), row(2)]))

    def fail(_item):
        raise RuntimeError

    monkeypatch.setattr(imports.indexing, "put", fail)
    with pytest.raises(RuntimeError):
        imports.confirm(at_work(clerk), run.pk)
    assert not Item.objects.filter(agency=town).exists()
    run.refresh_from_db()
    assert run.state == ImportState.PREVIEWED


def test_a_batch_is_taken_in_once(preview, workbook, clerk, at_work):
    run = preview(workbook([HEADING, row(1)]))
    imports.confirm(at_work(clerk), run.pk)

    with pytest.raises(Refused, match="已经处理过"):
        imports.confirm(at_work(clerk), run.pk)


def test_a_second_import_of_the_same_list_adds_nothing(take_in, workbook, town):
    take_in(workbook([HEADING, row(1), row(2)]))
    again = take_in(workbook([HEADING, row(1), row(2), row(3)]))

    assert again.imported == 1
    assert Item.objects.filter(agency=town).count() == 3
    assert [found.same_as is not None for found in imports.rows_of(again)] == [True, True]


def test_what_was_changed_on_the_platform_is_said_and_not_taken_over(take_in, preview, workbook, town):
    take_in(workbook([HEADING, row(1)]))
    (again,) = imports.rows_of(preview(workbook([HEADING, row(1, 标题="第1号通知（修订）")])))

    assert again.same_as == Item.objects.get(agency=town).pk
    assert "没有改动" in again.note


def test_a_number_that_stands_for_something_else_is_a_problem(take_in, preview, workbook):
    take_in(workbook([HEADING, row(1)]))
    ((_place, problem),) = problems(preview(workbook([HEADING, row(1, 标题="完全不同", 发布日期="2024-01-05")])))

    assert "编号或网址与已有的《第1号通知》相同" in problem


def test_without_number_and_address_title_day_and_class_tell(take_in, preview, workbook):
    bare = {"索引号": "", "链接": ""}
    take_in(workbook([HEADING, row(1, **bare)]))
    run = preview(workbook([HEADING, row(1, **bare), row(1, **bare, 发布日期="2025-06-02")]))

    assert [found.same_as is not None for found in imports.rows_of(run)] == [True, False]


def test_a_row_that_repeats_another_is_pointed_out(preview, workbook):
    run = preview(workbook([HEADING, row(1), row(1)]))

    ((place, problem),) = problems(run)
    assert (place, "与第2行重复" in problem) == ("第3行", True)


def test_other_agencies_items_are_not_ours(take_in, preview, workbook, elsewhere, town):
    """The same number in another agency does not make a row known here."""
    take_in(workbook([HEADING, row(1)]))
    Item.objects.filter(agency=town).update(agency=elsewhere)

    assert imports.rows_of(preview(workbook([HEADING, row(1)])))[0].is_new


def test_headings_have_many_names_and_need_not_stand_first(preview, workbook):
    run = preview(
        workbook([
            ["2025年信息公开统计"], [], ["序号", " 信 息 名 称 ", "发布时间（年月日）", "栏目名称", "浏览量"],
            [1, "关于防火的通告", "2025-04-01", "通知公告", 35], ["合计", "", "", "", 35],
        ])
    )  # fmt: skip

    (found,) = imports.rows_of(run)
    assert (found.fields["title"], found.fields["item_class"], found.problem) == ("关于防火的通告", "通知公告", "")
    assert run.findings["unknown"] == ["序号", "浏览量"]
    assert run.findings["heading"] == 3


def test_an_item_goes_into_the_column_that_is_called_like_the_platforms(take_in, workbook, town):
    take_in(workbook([["标题", "发布日期", "栏目"], ["一", "2025-01-02", "政策解读"], ["二", "2025-01-02", "奇怪的栏目"]]))

    assert dict(Item.objects.filter(agency=town).values_list("title", "column__key")) == {
        "一": "interpretations",
        "二": "notices",
    }


def test_the_first_sheet_with_a_heading_is_read(preview, workbook):
    import openpyxl

    upload = workbook([["说明"], ["本表由平台导出"]], title="说明")
    book = openpyxl.load_workbook(io.BytesIO(upload.data))
    book.create_sheet("数据").append(HEADING)
    book["数据"].append(row(1))
    stream = io.BytesIO()
    book.save(stream)

    assert preview(Upload("两张表.xlsx", stream.getvalue())).findings["sheet"] == "数据"


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_lists_of_text_in_the_usual_encodings(preview, encoding, separator):
    text = "\r\n".join(
        separator.join(cells) for cells in (["标题", "发布日期", "信息类别"], ["防火通告", "2025-04-01", "公告公示"])
    )

    (found,) = imports.rows_of(preview(Upload("导出.csv", text.encode(encoding))))
    assert (found.fields["title"], found.fields["item_class"]) == ("防火通告", "公告公示")


def test_a_web_page_that_is_called_xls(preview):
    table = "<table><tr><td>标题</td><td>发布时间</td></tr><tr><td>防火通告</td><td>2025-04-01</td></tr></table>"
    page = f'<html><meta charset="gb2312"><body>{table}</body></html>'.encode("gbk")

    assert imports.rows_of(preview(Upload("导出.xls", page)))[0].fields["title"] == "防火通告"


def test_characters_that_no_database_keeps_are_dropped(take_in, town):
    lines = "\n".join(["标题,发布日期", *(f"第{number}条,2025-01-01" for number in range(800)), "甲\x00乙\x07,2025-01-02"])
    take_in(Upload("导出.csv", lines.encode()))

    assert Item.objects.filter(agency=town, title="甲乙").exists()


def test_personal_numbers_do_not_come_in(take_in, preview, workbook, town):
    upload = workbook([HEADING, row(1, 标题="联系张某 13800138000 报名")])
    assert "含个人号码" in imports.rows_of(preview(upload))[0].note
    take_in(upload)

    assert Item.objects.get(agency=town).title == "联系张某 138****8000 报名"


class TestFilesThatAreRefused:
    """Each with what is wrong and what helps, and nothing kept."""

    @pytest.fixture
    def refused(self, preview):
        def why(upload):
            with pytest.raises((CouldNotRead, Refused)) as caught:
                preview(upload)
            return str(caught.value)

        return why

    def test_without_a_heading(self, refused, workbook):
        said = refused(workbook([["姓名", "电话"], ["甲", "乙"]]))

        assert "没有找到表头" in said
        assert "姓名、电话" in said

    def test_with_a_heading_and_nothing_below(self, refused, workbook):
        assert "表头下面没有内容" in refused(workbook([HEADING]))

    def test_something_else_renamed(self, refused):
        assert "不是 Excel 文件" in refused(Upload("导出.xlsx", _zip({"word/document.xml": b"<x/>"})))

    def test_macros(self, refused, workbook):
        upload = workbook([HEADING, row(1)])
        stream = io.BytesIO(upload.data)
        with zipfile.ZipFile(stream, "a") as package:
            package.writestr("xl/vbaProject.bin", b"\xd0\xcf")

        assert "文件里有宏" in refused(Upload("导出.xlsx", stream.getvalue()))

    def test_a_zip_bomb(self, refused):
        bomb = _zip({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b"0" * (120 * 2**20)})
        assert len(bomb) < 200_000

        assert "异常庞大" in refused(Upload("导出.xlsx", bomb))

    def test_entities(self, refused):
        lol = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>'

        assert "损坏" in refused(Upload("导出.xlsx", _zip({"xl/workbook.xml": lol})))

    def test_a_cut_off_download(self, refused, workbook):
        upload = workbook([HEADING, row(1)])

        assert "损坏" in refused(Upload("导出.xlsx", upload.data[: len(upload.data) // 2]))

    def test_an_old_excel_file(self, refused):
        assert "旧版 Excel" in refused(Upload("导出.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)))

    def test_a_password(self, refused):
        data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")

        assert "密码保护" in refused(Upload("导出.xlsx", data))

    def test_an_empty_file(self, refused):
        assert "文件是空的" in refused(Upload("导出.csv", b""))

    def test_a_program(self, refused):
        assert "请选择平台导出的" in refused(Upload("导出.exe", b"MZ"))

    def test_two_lists_at_once(self, preview, workbook):
        with pytest.raises(Refused, match="表格一次导入一个"):
            preview(workbook([HEADING, row(1)]), workbook([HEADING, row(2)]))

    @pytest.mark.parametrize("seed", range(3))
    def test_random_bytes(self, refused, seed):
        import random

        assert refused(Upload("导出.xlsx", random.Random(seed).randbytes(5000)))  # noqa: S311

    def test_a_row_too_many(self, refused):
        lines = "\n".join(["标题,发布日期", *("甲,2025-01-01" for _ in range(20_001))])

        assert "超过 20000 行" in refused(Upload("导出.csv", lines.encode()))


def _zip(members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return stream.getvalue()


def test_only_the_clerk_imports(contributor, at_work, columns, workbook):
    with pytest.raises(Refused, match="只有专职人员可以导入"):
        imports.preview(at_work(contributor), [workbook([HEADING, row(1)])], PLATFORM, columns["notices"])

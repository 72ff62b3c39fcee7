"""The pages of the office: who comes in, what is refused, what a person sees after an act."""

from typing import ClassVar

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.audit.models import Entry
from portal.publishing import outputs, review
from portal.publishing.models import Attachment, ImportRun, Item, PlatformCount, Status

#: Every page that shows something: name, whether it is about an item, and who comes in.
EVERYBODY = ("clerk", "contributor", "reviewer", "leader")
PAGES = [
    ("list", False, EVERYBODY),
    ("export", False, EVERYBODY),
    ("counts", False, EVERYBODY),
    ("create", False, ("clerk", "contributor")),
    ("import", False, ("clerk",)),
    ("import_template", False, ("clerk",)),
    ("columns", False, ("clerk",)),
    ("item", True, EVERYBODY),
    ("copy", True, EVERYBODY),
    ("copy_html", True, EVERYBODY),
    ("copy_text", True, EVERYBODY),
    ("edit", True, ("clerk", "contributor")),
    ("withdraw", True, ("clerk", "leader")),
    ("discard", True, ("clerk", "contributor")),
]
ACTS = [
    ("submit", ("clerk", "contributor")),
    ("approve", ("clerk", "reviewer", "leader")),
    ("send_back", ("clerk", "reviewer", "leader")),
    ("take_back", ("clerk", "contributor")),
    ("mask", ("clerk", "contributor")),
    ("official", EVERYBODY),
    ("validity", ("clerk",)),
    ("correct", ("clerk", "contributor")),
    ("place", EVERYBODY),
]


def address(name, town, *args):
    return reverse(f"publishing:{name}", args=[town.slug, *args])


@pytest.fixture
def cast(clerk, contributor, reviewer, leader):
    return {"clerk": clerk, "contributor": contributor, "reviewer": reviewer, "leader": leader}


@pytest.mark.parametrize(("name", "about_an_item", "roles"), PAGES)
def test_who_sees_a_page(name, about_an_item, roles, draft, town, cast, signed_in, clerk_elsewhere, client):
    where = address(name, town, *([draft().pk] if about_an_item else []))

    for role, person in cast.items():
        assert signed_in(person).get(where).status_code == (200 if role in roles else 403), role
    assert signed_in(clerk_elsewhere).get(where).status_code == 404
    asked = client.get(where)
    assert (asked.status_code, asked.url.startswith(reverse("account_login"))) == (302, True)


@pytest.mark.parametrize(("name", "roles"), ACTS)
def test_who_does_an_act_and_only_by_post(name, roles, draft, town, cast, signed_in, clerk_elsewhere, client):
    where = address(name, town, draft().pk)

    for role, person in cast.items():
        assert signed_in(person).get(where).status_code == (405 if role in roles else 403), role
        if role not in roles:
            assert signed_in(person).post(where).status_code == 403, role
    assert signed_in(clerk_elsewhere).post(where).status_code == 404
    assert client.post(where).status_code == 302
    assert Item.objects.get().status == Status.DRAFT


@pytest.mark.parametrize("name", [name for name, about, _roles in PAGES if about] + [name for name, _roles in ACTS])
def test_an_item_that_is_not_there(name, town, clerk, signed_in, columns):
    client = signed_in(clerk)
    where = address(name, town, 987654)
    acts = dict(ACTS)
    if name in acts and "clerk" not in acts[name]:
        pytest.skip("not an act of the clerk")

    answer = client.post(where) if name in acts else client.get(where)

    assert answer.status_code == 404


def test_an_item_of_another_agency_is_not_there_under_our_own_address(draft, elsewhere, clerk_elsewhere, signed_in):
    item = draft()
    client = signed_in(clerk_elsewhere)

    for name in ("item", "edit", "copy", "withdraw", "discard"):
        assert client.get(reverse(f"publishing:{name}", args=[elsewhere.slug, item.pk])).status_code == 404, name
    for name, _roles in ACTS:
        assert client.post(reverse(f"publishing:{name}", args=[elsewhere.slug, item.pk])).status_code == 404, name


def form_of(columns, **fields):
    return {"title": "关于防火的通告", "column": columns["notices"].pk, "body": "第一段\n第二段", "version": "0", **fields}


class TestWriting:
    def test_plain_text_becomes_paragraphs(self, town, columns, contributor, signed_in):
        answer = signed_in(contributor).post(address("create", town), form_of(columns), follow=True)

        assert Item.objects.get().body == "<p>第一段</p>\n<p>第二段</p>"
        assert "已保存为草稿" in answer.content.decode()

    def test_saving_and_handing_in_at_once(self, town, columns, contributor, signed_in):
        signed_in(contributor).post(address("create", town), form_of(columns, submit="1"))

        assert Item.objects.get().status == Status.IN_REVIEW

    def test_what_runs_or_loads_does_not_come_in(self, town, columns, contributor, signed_in):
        evil = (
            '<p onclick="x()">好<script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">点</a></p>'
            '<svg onload=alert(1)><iframe src="//evil"></iframe><style>*{}</style><p style="position:fixed">坏</p>'
        )
        client = signed_in(contributor)
        client.post(address("create", town), form_of(columns, body=evil, title="<b>标题</b>"))
        item = Item.objects.get()

        assert item.body == '<p>好<a rel="noopener noreferrer">点</a></p><p>坏</p>'
        shown = client.get(address("item", town, item.pk)).content.decode()
        assert "&lt;b&gt;标题&lt;/b&gt;" in shown
        assert "<b>标题</b>" not in shown

    @pytest.mark.parametrize(
        ("fields", "why"),
        [
            ({"title": ""}, "请填写标题。"),
            ({"column": ""}, "请选择栏目。"),
            ({"produced_on": "2026-03-03"}, "形成日期不能晚于今天"),
            ({"produced_on": "去年"}, "日期"),
            ({"source_system": "县平台"}, "请填写在该平台发布的日期"),
            ({"source_address": "https://www.example.org/1"}, "请写明是哪个平台"),
            ({"source_system": "县平台", "published_on": "2026-03-03"}, "发布日期不能晚于今天"),
            ({"source_system": "县平台", "published_on": "2026-03-01", "source_address": "javascript:alert(1)"}, "http://"),
            ({"title": "长" * 201}, "200"),
        ],
    )
    def test_what_is_wrong_stands_at_the_top_and_beside_the_field(self, town, columns, contributor, signed_in, fields, why):
        answer = signed_in(contributor).post(address("create", town), form_of(columns, **fields)).content.decode()

        assert answer.count("error-summary") == 1
        assert why in answer
        assert "关于防火的通告" in answer or "title" in fields
        assert not Item.objects.exists()

    def test_an_index_number_is_not_used_twice(self, town, columns, contributor, signed_in, draft):
        draft(index_number="A/2026-00001")
        answer = signed_in(contributor).post(address("create", town), form_of(columns, index_number="A/2026-00001"))

        assert "这个索引号已经用过" in answer.content.decode()

    def test_a_column_of_another_agency_cannot_be_chosen(self, town, columns, elsewhere, contributor, signed_in):
        from portal.publishing import services

        foreign = services.give_standard_columns(elsewhere)[0]
        signed_in(contributor).post(address("create", town), form_of(columns, column=foreign.pk))

        assert not Item.objects.exists()

    def test_a_contributor_does_not_edit_what_another_wrote(self, town, draft, new_person, signed_in):
        item = draft()
        other = new_person("contributor2", "冯信息", town, "contributor")
        client = signed_in(other)
        client.post(address("edit", town, item.pk), {"title": "别人的", "column": item.column_id, "version": item.version})

        assert Item.objects.get().title == item.title

    def test_a_form_that_is_out_of_date_keeps_what_was_typed(self, town, draft, clerk, signed_in):
        item = draft()
        Item.objects.filter(pk=item.pk).update(version=item.version + 1)
        fields = {"title": "我的标题", "column": item.column_id, "body": "x", "version": item.version}
        answer = signed_in(clerk).post(address("edit", town, item.pk), fields).content.decode()

        assert "被别人改过" in answer
        assert "我的标题" in answer

    def test_without_columns_they_come_first(self, town, clerk, signed_in):
        client = signed_in(clerk)
        assert client.get(address("create", town)).url == address("columns", town)
        client.post(address("columns", town))

        assert client.get(address("create", town)).status_code == 200


class TestFiles:
    @pytest.fixture
    def with_file(self, town, columns, contributor, signed_in):
        def upload(name, data):
            fields = form_of(columns, attachments=[SimpleUploadedFile(name, data)])
            return signed_in(contributor).post(address("create", town), fields).content.decode()

        return upload

    def test_a_file_is_kept_and_handed_out_as_a_download(self, with_file, town, reviewer, signed_in):
        with_file("花名册.pdf", b"%PDF-1.4 ...")
        file = Attachment.objects.get()
        answer = signed_in(reviewer).get(address("attachment", town, file.item_id, file.pk))

        assert b"".join(answer.streaming_content) == b"%PDF-1.4 ..."
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "花名册" not in file.file.name

    @pytest.mark.parametrize(
        ("name", "data", "why"),
        [
            ("a.exe", b"MZ", "不接受"),
            ("a.html", b"<script>", "不接受"),
            ("a.svg", b"<svg>", "不接受"),
            ("a.pdf", b"<script>", "内容与后缀不符"),
            ("a.docx", b"MZ", "内容与后缀不符"),
        ],
    )
    def test_a_file_that_is_not_taken_leaves_no_item_behind(self, with_file, name, data, why):
        assert why in with_file(name, data)
        assert not Item.objects.exists()

    def test_a_file_of_another_agencys_item_is_not_there(self, with_file, elsewhere, clerk_elsewhere, signed_in):
        with_file("a.txt", "文字".encode())
        file = Attachment.objects.get()
        client = signed_in(clerk_elsewhere)

        assert client.get(reverse("publishing:attachment", args=[elsewhere.slug, file.item_id, file.pk])).status_code == 404

    def test_a_number_in_a_file_is_found(self, with_file, town, contributor, signed_in):
        with_file("名单.txt", "张某 13800138000".encode("gbk"))
        item = Item.objects.get()

        shown = signed_in(contributor).get(address("item", town, item.pk)).content.decode()
        assert "附件《名单.txt》" in shown
        assert "13800138000" not in shown

    def test_removing_a_file(self, with_file, town, contributor, signed_in):
        with_file("a.txt", "文字".encode())
        file = Attachment.objects.get()
        signed_in(contributor).post(address("remove_file", town, file.item_id, file.pk))

        assert not Attachment.objects.exists()


class TestReviewing:
    def test_through_the_pages_from_draft_to_release(self, town, draft, contributor, reviewer, leader, signed_in):
        item = draft()
        signed_in(contributor).post(address("submit", town, item.pk))
        for person, position in ((reviewer, 2), (leader, 3)):
            item.refresh_from_db()
            client = signed_in(person)
            shown = client.get(address("item", town, item.pk)).content.decode()
            assert item.content_hash() in shown
            fields = {"content_hash": item.content_hash(), "position": position, "opinion": "同意"}
            answer = client.post(address("approve", town, item.pk), fields, follow=True)

        item.refresh_from_db()
        assert item.status == Status.RELEASED
        assert "已签发，信息已在公开网站上" in answer.content.decode()

    def test_a_companion_is_told_what_comes_next(self, town, submitted, reviewer, leader, signed_in):
        town.hosting = False
        town.save()
        item = submitted()
        for person, position in ((reviewer, 2), (leader, 3)):
            fields = {"content_hash": item.content_hash(), "position": position}
            answer = signed_in(person).post(address("approve", town, item.pk), fields, follow=True)

        assert "请点“复制到平台”" in answer.content.decode()
        assert not item.placements.exists()

    def test_no_button_for_who_may_not(self, town, submitted, contributor, reviewer, signed_in):
        item = submitted()
        button = address("approve", town, item.pk)

        assert button in signed_in(reviewer).get(address("item", town, item.pk)).content.decode()
        assert button not in signed_in(contributor).get(address("item", town, item.pk)).content.decode()

    @pytest.mark.parametrize("fields", [{}, {"content_hash": "x", "position": "eins"}, {"content_hash": "", "position": "99999"}])
    def test_a_tampered_form_does_nothing(self, town, submitted, reviewer, signed_in, fields):
        item = submitted()
        signed_in(reviewer).post(address("approve", town, item.pk), fields)

        assert review.standing(Item.objects.get()).position == 2

    def test_returned_it_is_shown_to_the_author_with_the_opinion(self, town, submitted, contributor, reviewer, signed_in):
        item = submitted()
        fields = {"content_hash": item.content_hash(), "position": 2, "opinion": "日期<有误>"}
        signed_in(reviewer).post(address("send_back", town, item.pk), fields)

        assert "日期&lt;有误&gt;" in signed_in(contributor).get(address("item", town, item.pk)).content.decode()

    def test_withdrawing_asks_for_a_reason_first(self, town, released, clerk, signed_in):
        item = released()
        client = signed_in(clerk)
        assert "请先改正" in client.post(address("withdraw", town, item.pk), {"reason": ""}).content.decode()
        client.post(address("withdraw", town, item.pk), {"reason": "表述有误"})

        item.refresh_from_db()
        assert (item.status, item.withdrawal_reason) == (Status.WITHDRAWN, "表述有误")


class TestPlacing:
    FIELDS: ClassVar = {"channel": "wechat", "placed_on": "2026-03-01", "address": "https://mp.example.org/a", "views": "12"}

    def test_a_placement_is_entered_by_anybody_of_the_office(self, town, released, reviewer, signed_in):
        item = released()
        proof = SimpleUploadedFile("截图.png", b"\x89PNG....")
        client = signed_in(reviewer)
        client.post(address("place", town, item.pk), {**self.FIELDS, "evidence": proof})
        placed = item.placements.get(channel="wechat")

        assert (placed.views, placed.entered_by) == (12, reviewer)
        answer = client.get(address("evidence", town, item.pk, placed.pk))
        assert b"".join(answer.streaming_content) == b"\x89PNG...."

    @pytest.mark.parametrize(
        ("fields", "why"),
        [
            ({"address": "javascript:alert(1)"}, "http://"),
            ({"placed_on": "2026-03-03"}, "发布日期不能晚于今天"),
            ({"channel": "nonsense"}, "nonsense"),
            ({"views": "-1"}, "error-summary"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_entered(self, town, released, clerk, signed_in, fields, why):
        item = released()
        answer = signed_in(clerk).post(address("place", town, item.pk), {**self.FIELDS, **fields})

        assert answer.status_code == 400
        assert why in answer.content.decode()
        assert not item.placements.filter(channel="wechat").exists()

    def test_a_proof_that_is_no_picture_is_refused(self, town, released, clerk, signed_in):
        item = released()
        proof = SimpleUploadedFile("截图.html", b"<script>")
        answer = signed_in(clerk).post(address("place", town, item.pk), {**self.FIELDS, "evidence": proof}, follow=True)

        assert "不接受" in answer.content.decode()
        assert not item.placements.filter(channel="wechat").exists()


class TestCopying:
    def test_what_goes_to_a_platform_is_chinese_whoever_asks(self, town, released, clerk, signed_in):
        item = released(body="<p>甲</p><table><tbody><tr><td>乙</td></tr></tbody></table>", summary="概\t述\n二")
        client = signed_in(clerk)
        client.cookies["django_language"] = "en"
        text = client.get(address("copy_text", town, item.pk)).content.decode("utf-8-sig")

        assert text.splitlines()[0] == "标题\t关于做好防汛工作的通知"
        assert "内容概述\t概 述 二" in text
        assert text.splitlines()[-1] == "正文\t甲 乙"

    def test_a_page_of_it_has_no_styles_and_is_a_download(self, town, released, clerk, signed_in):
        item = released(title="甲 & <乙>")
        answer = signed_in(clerk).get(address("copy_html", town, item.pk))

        assert "<h2>甲 &amp; &lt;乙&gt;</h2>" in answer.content.decode()
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["Content-Type"].startswith("text/plain")


class TestTheList:
    def test_filters(self, town, columns, draft, released, clerk, signed_in):
        released(title="已发布的通知")
        draft(title="防火草稿", document_number="青政发〔2026〕9号")
        client = signed_in(clerk)

        def titles(**asked):
            return {item.title for item in client.get(address("list", town), asked).context["page"]}

        assert titles() == {"已发布的通知", "防火草稿"}
        assert titles(status="draft") == {"防火草稿"}
        assert titles(q="防火") == titles(q="〔2026〕9号") == {"防火草稿"}
        assert titles(year="2026") == {"已发布的通知"}
        assert titles(column=columns["news"].pk) == set()
        assert titles(item_class="公告公示", status="released") == {"已发布的通知"}

    @pytest.mark.parametrize(
        "asked", [{"year": "abc"}, {"column": "-1"}, {"status": "nonsense"}, {"page": "999"}, {"q": "%_'\""}]
    )
    def test_nonsense_in_the_address_is_no_error(self, town, draft, clerk, signed_in, asked):
        draft()

        assert signed_in(clerk).get(address("list", town), asked).status_code == 200

    @pytest.mark.usefixtures("columns")
    def test_empty_it_says_what_comes_next(self, town, clerk, signed_in):
        assert "从平台的导出表一次导入" in signed_in(clerk).get(address("list", town)).content.decode()

    def test_its_xlsx_is_text_only_and_comes_in_again(self, town, draft, clerk, signed_in):
        import io

        import openpyxl

        draft(title="=1+1")
        data = signed_in(clerk).get(address("export", town)).content
        cell = openpyxl.load_workbook(io.BytesIO(data)).active["A2"]

        assert (cell.value, cell.data_type) == ("=1+1", "s")


class TestImporting:
    ROWS = (["标题", "发布日期", "信息类别"], ["防火通告", "2025-04-01", "公告公示"], ["坏行", "?", "公告公示"])

    @pytest.fixture
    def uploaded(self, town, columns, clerk, signed_in, workbook):
        def upload(rows=self.ROWS, **fields):
            file = workbook(rows)
            asked = {
                "source_system": "县平台",
                "column": columns["notices"].pk,
                "uploads": [SimpleUploadedFile(file.name, file.data)],
            }
            return signed_in(clerk).post(address("import", town), {**asked, **fields})

        return upload

    def test_preview_then_confirm(self, town, uploaded, clerk, signed_in):
        answer = uploaded()
        run = ImportRun.objects.get()
        assert answer.url == address("import_run", town, run.pk)
        client = signed_in(clerk)
        shown = client.get(answer.url).content.decode()
        assert "发布日期读不懂" in shown
        client.post(address("import_confirm", town, run.pk))
        assert not Item.objects.exists()
        client.post(address("import_confirm", town, run.pk), {"leave_out": "1"})

        assert Item.objects.get().title == "防火通告"
        assert Entry.objects.filter(agency=town, action="item.imported").get().facts["imported"] == 1

    def test_an_unreadable_file_is_said_beside_the_field(self, uploaded):
        answer = uploaded(uploads=[SimpleUploadedFile("x.xlsx", b"PK\x03\x04nonsense")])

        assert answer.status_code == 200
        assert "文件损坏" in answer.content.decode()
        assert not ImportRun.objects.exists()

    def test_nothing_chosen(self, uploaded):
        assert "请选择文件。" in uploaded(uploads="").content.decode()

    @pytest.mark.parametrize("name", ["import_confirm", "import_discard"])
    def test_only_by_post_and_only_the_clerk_of_the_agency(
        self, name, town, uploaded, clerk, contributor, elsewhere, clerk_elsewhere, signed_in
    ):
        uploaded()
        run = ImportRun.objects.get()

        assert signed_in(clerk).get(address(name, town, run.pk)).status_code == 405
        assert signed_in(contributor).post(address(name, town, run.pk)).status_code == 403
        assert signed_in(clerk_elsewhere).post(reverse(f"publishing:{name}", args=[elsewhere.slug, run.pk])).status_code == 404
        assert signed_in(clerk_elsewhere).get(reverse("publishing:import_run", args=[elsewhere.slug, run.pk])).status_code == 404

    def test_dropping_it(self, town, uploaded, clerk, signed_in):
        uploaded()
        run = ImportRun.objects.get()
        signed_in(clerk).post(address("import_discard", town, run.pk))

        run.refresh_from_db()
        assert (run.state, run.rows) == ("discarded", [])

    def test_the_template_is_what_the_import_understands(self):
        from portal.publishing.apart import Upload, read_apart

        found = read_apart("sheet", [Upload("模板.xlsx", outputs.template_workbook())])[0]
        assert found["unknown"] == []
        assert found["rows"][0]["published_on"] == "2026-03-02"


class TestCounts:
    def test_our_count_beside_the_platforms(self, town, released, clerk, signed_in):
        released()
        client = signed_in(clerk)
        client.post(address("reconciliation", town, 2026), {"label": "", "count": 3, "source": "后台统计页"})
        client.post(address("reconciliation", town, 2026), {"label": "公告公示", "count": 1, "source": "后台统计页"})
        shown = client.get(address("reconciliation", town, 2026)).content.decode()

        assert "全年合计：本程序比平台少2条，可能有信息没有导入。" in shown
        assert "公告公示：两边都是1条。" in shown
        assert "有1处与平台的统计数不一致" in shown

    @pytest.mark.usefixtures("columns")
    def test_a_number_entered_again_replaces_the_first(self, town, clerk, signed_in):
        for count in (3, 4):
            signed_in(clerk).post(address("reconciliation", town, 2026), {"label": "", "count": count, "source": "统计页"})

        assert PlatformCount.objects.get().count == 4

    @pytest.mark.usefixtures("columns")
    def test_others_look_but_do_not_enter(self, town, leader, signed_in):
        client = signed_in(leader)
        assert client.get(address("reconciliation", town, 2026)).status_code == 200
        client.post(address("reconciliation", town, 2026), {"label": "", "count": 3, "source": "统计页"})

        assert not PlatformCount.objects.exists()

    @pytest.mark.parametrize("year", [1999, 2027])
    def test_years_that_have_no_count(self, town, clerk, signed_in, year):
        assert signed_in(clerk).get(address("reconciliation", town, year)).status_code == 404

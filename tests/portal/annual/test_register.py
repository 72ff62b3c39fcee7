"""The register of agencies below an office goes out as CSV and comes in again, and touches nobody else's."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from disclosure.agencies.files import decoded, register_of
from portal.agencies.models import Agency, Level, Membership, Person, Role
from portal.annual.supervising import taking
from portal.annual.supervising.collecting import matching
from portal.audit.models import Entry

HEAD = "code,name,short_names,parent,level,valid_from,valid_to,successor\n"


@pytest.fixture
def desk(supervisor, signed_in, as_of, town, elsewhere):
    return signed_in(supervisor)


@pytest.fixture
def look(desk, county):
    """``look(lines)``: the page that lists what a register would change; the board where there is nothing to list."""

    def upload(lines, encoding="utf-8", head=HEAD):
        file = SimpleUploadedFile("名录.csv", (head + lines).encode(encoding))
        return desk.post(reverse("supervise:register", args=[county.slug]), {"file": file}, follow=True)

    return upload


@pytest.fixture
def confirm(desk, county):
    """``confirm(page)``: the changes that a page lists, confirmed."""

    def take(page):
        return desk.post(reverse("supervise:register_take", args=[county.slug]), {"sealed": page.context["sealed"]}, follow=True)

    return take


@pytest.fixture
def send(look, confirm):
    """``send(lines)``: a register looked at and confirmed; what the pages said."""

    def both(*args, **more):
        page = look(*args, **more)
        return said(confirm(page) if "sealed" in page.context else page)

    return both


def said(answer):
    return "".join(str(message) for message in answer.context["messages"])


def agencies():
    return list(Agency.objects.order_by("pk").values())


def listed(page):
    """The changes of known agencies as the page lists them: code, column, what stands there, what will."""
    return [(change["code"], str(label), old, new) for change in page.context["changed"] for label, old, new in change["facts"]]


def out(desk, county):
    return desk.get(reverse("supervise:register_file", args=[county.slug])).content


def test_what_goes_out_is_a_register_and_coming_in_again_changes_nothing(desk, county, town, elsewhere):
    data = out(desk, county)
    register = register_of(decoded(data), "x")
    assert {entry.code for entry in register.entries} == {county.code, town.code, elsewhere.code}
    assert register.agency(town.code).parent == county.code

    file = SimpleUploadedFile("x.csv", data)
    answer = desk.post(reverse("supervise:register", args=[county.slug]), {"file": file}, follow=True)

    assert "没有要改的" in said(answer)


def test_new_agencies_renamed_ones_and_merged_ones_are_entered(send, desk, county, town, elsewhere):
    words = send(
        f"N1,临川县柳溪镇人民政府,柳溪镇,{county.code},township,2020-01-01,,\n"
        f"N2,临川县柳溪镇水利站,,N1,township,,,\n"
        f"{town.code},临川县新青禾镇人民政府,新青禾镇,{county.code},township,,,\n"
        f"{elsewhere.code},{elsewhere.name},{elsewhere.short_name},{county.code},township,,2025-12-31,N1\n",
        "gb18030",
    )

    assert "新增2个机关，更新2个" in words
    new, below = Agency.objects.get(code="N1"), Agency.objects.get(code="N2")
    elsewhere.refresh_from_db()
    town.refresh_from_db()
    assert (new.parent, new.short_name, new.valid_from, new.hosting) == (county, "柳溪镇", date(2020, 1, 1), False)
    assert below.parent == new
    assert town.name == "临川县新青禾镇人民政府"
    assert (elsewhere.valid_to, elsewhere.successor) == (date(2025, 12, 31), new)
    assert matching(county, "柳溪镇人民政府") == [new]
    assert Entry.objects.get(agency=county, action="agencies.register_taken").facts["new"] == 2


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("far,远县人民政府,,,county,,,\n", "不在本机关之下"),
        ("N1,甲镇人民政府,,nobody,township,,,\n", "不在名录中"),
        ("N1,甲镇人民政府,,,village,,,\n", "不认识"),
        ("N1,国家某局,,,nation,,,\n", "在这里没有"),
        ("N1,,,,township,,,\n", "是空的"),
        ("N1," + "长" * 101 + ",,,township,,,\n", "超过100个字"),
        ("N1,甲镇人民政府,,,township,昨天,,\n", "不是日期"),
        ("N1,甲镇\0人民政府,,,township,,,\n", "不是文本文件"),
    ],
)
def test_what_cannot_be_is_refused_whole(lines, words, send, county):
    Agency.objects.create(slug="far", code="far", name="远县人民政府", short_name="远县", level=Level.COUNTY)
    before = agencies()

    assert words in send("OK1,临川县好镇人民政府,,,township,,,\n" + lines)
    assert agencies() == before


def test_the_office_itself_is_not_changed_by_its_own_register(send, county):
    send(f"{county.code},改名县人民政府,,,county,,,\n")

    county.refresh_from_db()
    assert county.name != "改名县人民政府"


@pytest.fixture
def tree(county, town, elsewhere):
    """The towns with all that a register can say of them: a level between, days, a successor."""
    between = Agency.objects.create(
        slug="north", code="north", name="临川县北片区", short_name="北片", level=Level.COUNTY, parent=county
    )
    Agency.objects.filter(pk=town.pk).update(parent=between, valid_from=date(2001, 5, 1))
    Agency.objects.filter(pk=elsewhere.pk).update(valid_to=date(2026, 12, 31), successor=town)
    return between


def test_a_column_that_is_not_in_the_file_stays_as_it_is(send, tree, town, elsewhere):
    before = {row["code"]: row for row in agencies()}

    words = send(f"{town.code},临川县新青禾镇人民政府\n{elsewhere.code},{elsewhere.name}\n", head="code,name\n")

    assert "新增0个机关，更新1个" in words
    assert {row["code"]: row for row in agencies()} == before | {
        town.code: before[town.code] | {"name": "临川县新青禾镇人民政府"}
    }


def test_an_empty_cell_of_a_column_that_is_there_takes_away_and_is_listed(look, confirm, county, tree, town, elsewhere):
    lines = f"{town.code},{town.name},,\n{elsewhere.code},{elsewhere.name},,\n"
    page = look(lines, head="code,name,parent,valid_to\n")

    assert listed(page) == [
        (town.code, "上级机关", "临川县北片区", county.name),
        (elsewhere.code, "撤销日期", "2026-12-31", ""),
    ]
    assert page.context["plan"].absent == ("short_names", "level", "valid_from", "successor")
    confirm(page)
    town.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (town.parent, town.valid_from, elsewhere.valid_to, elsewhere.successor) == (county, date(2001, 5, 1), None, town)


def test_nothing_is_changed_before_the_list_is_confirmed(look, confirm, county, town, tree):
    before = agencies()
    page = look(f"{town.code},临川县新青禾镇人民政府\nN1,临川县柳溪镇人民政府\n", head="code,name\n")

    assert agencies() == before
    text = page.content.decode()
    assert "临川县新青禾镇人民政府" in text
    assert "临川县柳溪镇人民政府" in text
    assert (len(page.context["new"]), len(page.context["changed"])) == (1, 1)

    confirm(page)

    assert agencies() != before
    facts = Entry.objects.get(agency=county, action="agencies.register_taken").facts
    assert {one["code"]: one["facts"].get("name") for one in facts["changes"]} == {
        town.code: ["临川县青禾镇人民政府", "临川县新青禾镇人民政府"],
        "N1": [None, "临川县柳溪镇人民政府"],
    }


def test_what_was_not_listed_is_not_done(look, confirm, town, tree):
    page = look(f"{town.code},临川县新青禾镇人民政府\n", head="code,name\n")
    Agency.objects.filter(pk=town.pk).update(name="临川县大青禾镇人民政府")
    before = agencies()

    again = confirm(page)

    assert "请再看一遍" in said(again)
    assert listed(again) == [(town.code, "机关名称", "临川县大青禾镇人民政府", "临川县新青禾镇人民政府")]
    assert agencies() == before
    confirm(again)
    town.refresh_from_db()
    assert town.name == "临川县新青禾镇人民政府"


def test_a_list_is_confirmed_by_whom_it_was_shown_unaltered_and_for_that_office(look, desk, county, town, signed_in, monkeypatch):
    sealed = look(f"{town.code},临川县新青禾镇人民政府\n", head="code,name\n").context["sealed"]
    another = Person.objects.create_user("another", "another@example.org", name="冯主管")
    for office in (county, town):
        Membership.objects.create(person=another, agency=office, role=Role.SUPERVISOR)
    before = agencies()

    def taken(client, office, seal):
        return said(client.post(reverse("supervise:register_take", args=[office.slug]), {"sealed": seal}, follow=True))

    for client, office, seal in (
        (signed_in(another), county, sealed), (signed_in(another), town, sealed), (desk, county, sealed[:-1] + "-"),
        (desk, county, ""),
    ):  # fmt: skip
        assert "已经过期" in taken(client, office, seal)
    monkeypatch.setattr(taking, "_LONGEST", -1)
    assert "已经过期" in taken(desk, county, sealed)
    assert agencies() == before


def test_an_agency_known_by_its_name_alone_takes_no_old_name_along(send, town):
    Agency.objects.filter(pk=town.pk).update(short_name=town.name)

    send(f"{town.code},临川县新青禾镇人民政府\n", head="code,name\n")

    town.refresh_from_db()
    assert town.short_name == town.name == "临川县新青禾镇人民政府"


def test_a_successor_elsewhere_stays_though_the_register_cannot_name_it(desk, send, county, town):
    far = Agency.objects.create(slug="far", code="far", name="远县人民政府", short_name="远县", level=Level.COUNTY)
    Agency.objects.filter(pk=town.pk).update(successor=far)
    lines = out(desk, county).decode("utf-8-sig").split("\r\n", 1)[1]

    assert "没有要改的" in send(lines)
    send(lines.replace("青禾镇人民政府", "新青禾镇人民政府"))
    town.refresh_from_db()
    assert (town.name, town.successor) == ("临川县新青禾镇人民政府", far)


def test_a_heading_that_means_nothing_is_named(look, town):
    page = look(f"{town.code},临川县新青禾镇人民政府,x\n", head="code,name,parents\n")

    assert "parents" in page.content.decode()
    assert page.context["plan"].unknown == ("parents",)


def test_only_the_supervisor_comes_in(desk, county, clerk, leader, signed_in):
    for somebody in (clerk, leader):
        assert signed_in(somebody).get(reverse("supervise:register_file", args=[county.slug])).status_code == 404
        for name in ("register", "register_take"):
            assert signed_in(somebody).post(reverse(f"supervise:{name}", args=[county.slug])).status_code == 404
    assert "请选择名录文件" in desk.post(reverse("supervise:register", args=[county.slug]), follow=True).content.decode()


@pytest.mark.parametrize(
    ("files", "words"), [({"file": SimpleUploadedFile("名录.csv", b"")}, "文件是空的"), ({}, "请选择名录文件")]
)
def test_a_register_without_a_byte_is_said_to_be_empty(files, words, desk, county):
    answer = desk.post(reverse("supervise:register", args=[county.slug]), files, follow=True)

    assert words in answer.content.decode()


def test_a_report_of_last_year_without_a_byte_is_said_to_be_empty(clerk, town, signed_in, as_of):
    office = signed_in(clerk)

    answer = office.post(reverse("annual:start", args=[town.slug]), {"file": SimpleUploadedFile("a.docx", b"")}, follow=True)

    assert "文件是空的" in answer.content.decode()

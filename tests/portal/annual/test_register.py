"""The register of agencies below an office goes out as CSV and comes in again, and touches nobody else's."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from disclosure.agencies.files import decoded, register_of
from portal.agencies.models import Agency, Level
from portal.annual.supervising.collecting import matching
from portal.audit.models import Entry

HEAD = "code,name,short_names,parent,level,valid_from,valid_to,successor\n"


@pytest.fixture
def desk(supervisor, signed_in, as_of, town, elsewhere):
    return signed_in(supervisor)


@pytest.fixture
def send(desk, county):
    def upload(lines, encoding="utf-8"):
        file = SimpleUploadedFile("名录.csv", (HEAD + lines).encode(encoding))
        answer = desk.post(reverse("supervise:register", args=[county.slug]), {"file": file}, follow=True)
        return "".join(str(message) for message in answer.context["messages"])

    return upload


def out(desk, county):
    return desk.get(reverse("supervise:register_file", args=[county.slug])).content


def test_what_goes_out_is_a_register_and_coming_in_again_changes_nothing(desk, county, town, elsewhere):
    data = out(desk, county)
    register = register_of(decoded(data), "x")
    assert {entry.code for entry in register.entries} == {county.code, town.code, elsewhere.code}
    assert register.agency(town.code).parent == county.code

    file = SimpleUploadedFile("x.csv", data)
    answer = desk.post(reverse("supervise:register", args=[county.slug]), {"file": file}, follow=True)

    assert "新增0个机关，更新0个" in "".join(map(str, answer.context["messages"]))


def test_new_agencies_renamed_ones_and_merged_ones_are_entered(send, desk, county, town, elsewhere):
    said = send(
        f"N1,临川县柳溪镇人民政府,柳溪镇,{county.code},township,2020-01-01,,\n"
        f"N2,临川县柳溪镇水利站,,N1,township,,,\n"
        f"{town.code},临川县新青禾镇人民政府,新青禾镇,{county.code},township,,,\n"
        f"{elsewhere.code},{elsewhere.name},{elsewhere.short_name},{county.code},township,,2025-12-31,N1\n",
        "gb18030",
    )

    assert "新增2个机关，更新2个" in said
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
    ],
)
def test_what_cannot_be_is_refused_whole(lines, words, send, county):
    Agency.objects.create(slug="far", code="far", name="远县人民政府", short_name="远县", level=Level.COUNTY)
    before = list(Agency.objects.order_by("pk").values())

    said = send("OK1,临川县好镇人民政府,,,township,,,\n" + lines)

    assert words in said
    assert list(Agency.objects.order_by("pk").values()) == before


def test_the_office_itself_is_not_changed_by_its_own_register(send, county):
    send(f"{county.code},改名县人民政府,,,county,,,\n")

    county.refresh_from_db()
    assert county.name != "改名县人民政府"


def test_only_the_supervisor_comes_in(desk, county, clerk, leader, signed_in):
    for person in (clerk, leader):
        assert signed_in(person).get(reverse("supervise:register_file", args=[county.slug])).status_code == 404
        assert signed_in(person).post(reverse("supervise:register", args=[county.slug])).status_code == 404
    assert "请选择名录文件" in desk.post(reverse("supervise:register", args=[county.slug]), follow=True).content.decode()

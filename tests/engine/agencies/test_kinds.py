"""What the name of an agency tells of its kind."""

from __future__ import annotations

import pytest

from disclosure.agencies.kinds import cannot_make_rules, is_township, kind_of, own_name, short_name


@pytest.mark.parametrize(
    ("name", "township", "kind"),
    [
        ("青溪县白石镇人民政府", True, "township"),
        ("白石镇", True, "township"),
        ("白石镇政府", True, "township"),
        ("青溪市河东街道办事处", True, "township"),
        ("青溪旗白石苏木人民政府", True, "township"),
        ("新乡市人民政府", False, "government"),
        ("镇江市人民政府办公室", False, "government"),
        ("青溪县乡村振兴局", False, "department"),
        ("青溪县卫生健康委员会", False, "department"),
        ("青溪县供水集团", False, None),
    ],
)
def test_the_kind_is_in_the_end_of_the_name(name, township, kind):
    assert (is_township(name), kind_of(name)) == (township, kind)


@pytest.mark.parametrize("name", ["青溪县人民政府", "青溪自治县人民政府", "青溪区人民政府", "青溪市民政局"])
def test_counties_districts_and_bureaus_cannot_make_rules(name):
    assert cannot_make_rules(name)


@pytest.mark.parametrize("name", ["青溪市人民政府", "青溪自治区人民政府", "国家青溪局", "青溪总局", "青溪部"])
def test_where_the_name_leaves_it_open_nothing_is_claimed(name):
    assert not cannot_make_rules(name)


@pytest.mark.parametrize(
    ("name", "short", "own"),
    [
        ("青溪县白石镇人民政府", "青溪县白石镇", "白石镇"),
        ("青溪市河东街道办事处", "青溪市河东街道", "河东街道"),
        ("白石镇政府", "白石镇", "白石镇"),
        ("临川市青溪区黑水乡人民政府", "临川市青溪区黑水乡", "黑水乡"),
        ("青溪自治县人民政府办公室", "青溪自治县", "青溪自治县"),
        ("青溪县民政局", "青溪县民政局", "民政局"),
    ],
)
def test_names_without_what_is_printed_now_and_left_out_then(name, short, own):
    assert (short_name(name), own_name(name)) == (short, own)

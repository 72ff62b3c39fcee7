"""Saved pages of other platforms: title, days, metadata and text out of what surrounds them."""

import pytest

from portal.publishing import imports
from portal.publishing.apart import CouldNotRead, Upload, read_apart
from portal.publishing.models import Item

PAGE = """<!DOCTYPE html><!-- saved from url=(0045)https://www.example.gov.cn/xxgk/202506/t1.html --><html><head>
<meta charset="{charset}"><title>关于做好防汛工作的通知_临川县人民政府</title>{meta}</head><body>
<div class="nav"><a href="/">首页</a> <a href="/x">信息公开</a></div>
<table class="head"><tr><td>索 引 号：</td><td>LC000/2025-00031</td><td>发布日期：</td><td>2025-06-01 09:12</td></tr>
<tr><td>发布机构：</td><td>青禾镇人民政府</td><td>文号：</td><td>青政发〔2025〕6号</td></tr>
<tr><td>生成日期：</td><td>2025-05-28</td><td>有效性：</td><td>有效</td></tr></table>
<h1>关于做好防汛工作的通知</h1>
<div class="TRS_Editor"><p>各村（社区）：</p><p>请做好准备<script>alert(1)</script>。</p>
<table><tr><th>村</th><th colspan="2">责任人</th></tr><tr><td>甲村</td><td>张某</td><td>李某</td></tr></table></div>
<div class="foot">版权所有 网站标识码3600000000</div></body></html>"""


def page(charset="utf-8", meta="", **more):
    return Upload("通知.html", PAGE.format(charset=charset, meta=meta).encode(charset, **more))


def read(upload):
    return read_apart("page", [upload])[0]


@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
def test_what_a_page_says_of_its_item(charset):
    found = read(page(charset))

    assert {name: found[name] for name in found if name != "body"} == {
        "title": "关于做好防汛工作的通知",
        "index_number": "LC000/2025-00031",
        "document_number": "青政发〔2025〕6号",
        "published_on": "2025-06-01",
        "produced_on": "2025-05-28",
        "unit": "青禾镇人民政府",
        "validity": "有效",
        "source_address": "https://www.example.gov.cn/xxgk/202506/t1.html",
    }


def test_the_text_without_what_surrounds_it():
    assert read(page())["body"] == (
        "<p>各村（社区）：</p>\n<p>请做好准备。</p>\n"
        '<table><tr><th>村</th><th colspan="2">责任人</th></tr><tr><td>甲村</td><td>张某</td><td>李某</td></tr></table>'
    )


def test_meta_tags_of_the_rules_for_government_websites_come_first():
    meta = '<meta name="ArticleTitle" content="真标题"><meta name="PubDate" content="2025-07-02 10:00">'
    found = read(page(meta=meta))

    assert (found["title"], found["published_on"]) == ("真标题", "2025-07-02")


def test_a_page_without_known_names_gives_its_longest_text():
    body = "<div><a>首页</a></div><div><h2>防火通告</h2>"
    body += "<div>发布时间：2025年4月1日　来源：林业站</div><div><p>森林防火期内禁止野外用火。</p></div></div>"
    found = read(Upload("x.html", f"<html><body>{body}</body></html>".encode()))

    assert found == {
        "title": "防火通告", "published_on": "2025-04-01", "unit": "林业站", "body": "<p>森林防火期内禁止野外用火。</p>",
    }  # fmt: skip


def test_several_pages_come_in_together(town, columns, clerk, at_work):
    bad = Upload("坏.html", b"%PDF-1.7 not a page")
    run = imports.preview(at_work(clerk), [page(), bad], "县平台", columns["documents"])
    first, second = imports.rows_of(run)

    assert first.is_new
    assert (second.place, "不是网页" in second.problem) == ("坏.html", True)
    imports.confirm(at_work(clerk), run.pk, leave_out_problems=True)
    item = Item.objects.get(agency=town)
    assert (item.validity, item.published_on.isoformat(), "甲村" in item.body) == ("in_force", "2025-06-01", True)


def test_a_number_in_a_page_is_masked_on_its_way_in(town, columns, clerk, at_work):
    upload = Upload("x.html", PAGE.format(charset="utf-8", meta="").replace("张某", "张某1380013<b>8000</b>").encode())
    imports.confirm(at_work(clerk), imports.preview(at_work(clerk), [upload], "县平台", columns["documents"]).pk)

    assert "张某138****8000" in Item.objects.get(agency=town).body


def test_markup_in_the_words_of_a_page_stays_words(town, columns, clerk, at_work):
    upload = Upload(
        "x.html", PAGE.format(charset="utf-8", meta="").replace("张某", "&lt;img src=x onerror=alert(1)&gt;").encode()
    )
    imports.confirm(at_work(clerk), imports.preview(at_work(clerk), [upload], "县平台", columns["documents"]).pk)

    assert "<img" not in Item.objects.get(agency=town).body


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7", b"PK\x03\x04", b"<div>" * 100_000, bytes(2000)], ids=["empty", "pdf", "zip", "deep", "zeros"]
)
def test_what_is_no_page_is_refused_in_words(data):
    with pytest.raises(CouldNotRead) as caught:
        read(Upload("x.html", data))
    assert len(str(caught.value)) > 8

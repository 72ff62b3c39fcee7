"""The check-up page as a reader, a keyboard and a hostile report meet it."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest
from lxml import html
from lxml.html import HtmlElement

from disclosure.checks.examination import Examination
from disclosure.checks.finding import Finding, Quote, Severity
from disclosure.claims.claim import Claim
from disclosure.form import Cell, CellKind, ExtraRow, Group, Line, Section, edition_named
from disclosure.form.listing import ListedRow, document_table, told_apart, with_table
from disclosure.language import Label, _, render
from disclosure.law.register import cite
from disclosure.writing.checkup import checkup_page
from disclosure.writing.checkup.totals import totals
from engine.writing.checkup.factory import (
    MOBILE,
    PREAMBLE,
    quiet_town,
    town,
    town_report,
    unreadable_file,
    words,
)


def page(*examinations: Examination, language: str = "zh") -> HtmlElement:
    return html.document_fromstring(checkup_page(examinations, language=language))


def text(element: HtmlElement, language: str = "zh") -> str:
    """What stands in an element in one language."""
    other = "en" if language == "zh" else "zh"
    copy = html.fromstring(html.tostring(element, encoding="unicode"))
    for hidden in copy.xpath(f".//span[@lang='{other}']"):
        hidden.drop_tree()
    return " ".join(copy.text_content().split())


def by_id(document: HtmlElement, name: str) -> HtmlElement:
    (found,) = document.xpath("//*[@id=$name]", name=name)
    return found


def test_every_link_leads_to_a_place_on_the_page():
    document = page(town(), quiet_town(), unreadable_file())
    ids = document.xpath("//@id")

    assert set(document.xpath("//a/@href | //*[name()='use']/@href")) <= {f"#{name}" for name in ids}


def test_every_id_stands_once():
    ids = page(town(), town(), quiet_town(), unreadable_file()).xpath("//@id")

    assert len(ids) == len(set(ids))


def test_every_finding_leads_to_its_places_and_every_place_back():
    document = page(town())

    for position, finding in enumerate(town().findings, 1):
        box = by_id(document, f"r1-f{position}")
        targets = [href[1:] for href in box.xpath(".//p[@class='places']/a/@href")]
        assert bool(targets) == (finding.at != ("document",))
        for target in targets:
            assert by_id(document, target).xpath(f"descendant-or-self::*[contains(@data-f, '{position}')]"), target
        if targets:
            assert document.xpath(f"//article//a[@href='#r1-f{position}']"), "a sign leads back"


def test_a_finding_about_text_and_table_is_linked_to_both():
    links = page(town()).xpath("//*[@id='r1-f3']//p[@class='places']/a/@href")

    assert links == ["#r1-f3-q1", "#r1-applications.received.total", "#r1-applications.carried_over.total"]


def test_severities_are_said_in_words_and_shapes():
    strip = page(town()).xpath("//summary//span[@class='strip']")[0]

    assert text(strip) == "2处错误·1处需核对·2处提示"
    assert strip.xpath(".//*[name()='use']/@href") == ["#s-error", "#s-warning", "#s-notice"]


def test_a_report_without_findings_says_so():
    document = page(quiet_town())

    assert text(document.xpath("//summary//span[@class='strip']")[0]) == "没有发现问题"
    assert not document.xpath("//mark | //a[contains(@class, 'ref')]")


def test_the_head_of_a_card_has_agency_year_edition_and_totals():
    head = text(page(town()).xpath("//details[@class='card']/summary")[0])

    assert head.startswith("云栖坡镇人民政府 2023年 · 政府信息公开工作年度报告格式（2021年） 4 新收 5 办结 1 结转 128 公开信息")


def test_a_total_that_the_report_does_not_give_is_a_dash_and_never_zero():
    report = town_report()
    cells = tuple(
        replace(cell, kind=CellKind.BLANK, value=None) if cell.at == "applications.received.total" else cell
        for cell in report.cells
    )

    shown = page(Examination(replace(report, cells=cells), (), ())).xpath("//span[@class='totals']")[0]

    assert text(shown) == "— 新收 5 办结 1 结转 — 公开信息"


def test_a_number_that_the_text_gives_roughly_is_not_shown_as_exact():
    """240余条 are about 240 and not 240."""
    report = town_report()
    rough = Claim("items.published", "sections.1", 0, 4, 0, 4, 240, "条", approximate=True)

    total = totals(Examination(report, (rough,), ()))[-1]

    assert (render(total.value, "zh"), render(total.value, "en")) == ("约 240", "about 240")


def test_an_unreadable_file_is_a_card_with_the_reason_and_what_to_do():
    card = page(town(), unreadable_file()).xpath("//*[@id='r2']")[0]

    assert "柳树坪镇（加密）.docx" in text(card)
    assert "这个文件是加密的，打不开。" in text(card.xpath("./summary")[0])
    assert "去掉打开密码" in text(card.xpath("./summary")[0])
    assert not card.xpath(".//article"), "there is no document to show"


def test_the_law_is_quoted_by_article():
    law = page(town()).xpath("//*[@id='r1-f1']//div[@class='law']")[0]
    citation = cite("personal_information_protection_law:25")

    assert citation.text("zh") in text(law)
    assert law.xpath("./blockquote")[0].text == citation.quote


def test_a_law_that_is_not_registered_falls_back_to_the_finding_s_own_words():
    finding = Finding("x", Severity.NOTICE, _("问题"), law="某省某号文件", law_key="no_such_law:1")

    law = page(Examination(town_report(), (), (finding,))).xpath("//div[@class='law']")[0]

    assert text(law) == "依据：某省某号文件"


def test_personal_numbers_are_masked_everywhere():
    finding = replace(town().findings[0], message=_("手机号{number}不应公开", number=MOBILE), found=MOBILE)
    report = replace(town_report(), agency=f"镇{MOBILE}", extra_rows=(ExtraRow("article_20", f"行{MOBILE}", (1,)),))

    source = checkup_page([Examination(report, town().claims, (finding,))])

    assert MOBILE not in source
    assert "138****8000" in source


def test_a_quote_of_a_masked_number_marks_exactly_the_number():
    (mark,) = page(town()).xpath("//*[@id='r1-f1-q1']/mark")

    assert mark.text == "138****8000"


def test_overlapping_quotes_are_each_marked_over_their_whole_length():
    document = page(town())
    marked = {
        position: "".join(mark.text_content() for mark in document.xpath("//mark") if str(position) in mark.get("data-f").split())
        for position in (3, 4)
    }

    assert marked == {3: "共受理政府信息公开申请6件", 4: "申请6件，其中上年结转1件，已全部按期答复"}


def test_the_text_stays_word_for_word_what_the_report_prints():
    paragraphs = page(town()).xpath("//*[@id='r1-preamble']//div[@class='text']/p")
    for paragraph in paragraphs:
        for sign in paragraph.xpath(".//a[contains(@class, 'ref')]"):
            sign.drop_tree()

    assert [paragraph.text_content() for paragraph in paragraphs] == [line.replace(MOBILE, "138****8000") for line in PREAMBLE]


def test_a_claim_is_underlined_says_what_it_means_and_leads_to_its_cell():
    (claim,) = page(town()).xpath("//span[@id='r1-sections.1-c2']//a[@class='claim']")

    assert claim.text == "6"
    assert claim.get("href") == "#r1-applications.received.total"
    assert claim.get("title").startswith("理解为：收到或受理的政府信息公开申请 6 件；应等于表中这些格之和：")


def test_a_claim_without_a_cell_leads_to_its_explanation():
    document = page(town())
    (claim,) = document.xpath("//span[@id='r1-sections.1-c1']//a[@class='claim']")

    assert "表中没有与它对应的格" in text(by_id(document, claim.get("href")[1:]))


def test_rows_of_a_table_in_the_text_are_drawn_as_a_table():
    rows = page(town()).xpath("//table[@class='plain']//tr")

    assert [[cell.text_content() for cell in row] for row in rows] == [
        ["村（社区）", "公开条数"],
        ["上云村", "57"],
        ["下云村", "71"],
    ]


def test_the_table_of_applications_has_the_three_levels_of_its_header():
    (table,) = page(town()).xpath("//*[@id='r1-applications']//table")
    levels = [
        [(text(cell), cell.get("colspan"), cell.get("rowspan")) for cell in row.xpath("./th")]
        for row in table.xpath(".//tr[@class='header']")
    ]

    assert levels[0] == [("申请人情况", "7", None)]
    assert levels[1] == [("自然人", None, "2"), ("法人或其他组织", "5", None), ("总计", None, "2")]
    assert [name for name, _columns, _rows in levels[2]] == [
        "商业企业",
        "科研机构",
        "社会公益组织",
        "法律服务机构",
        "其他",
    ]


def test_every_row_of_every_table_fills_its_width():
    for table in page(town()).xpath("//table[contains(@class, 'form')]"):
        width = int(re.search(r"w(\d+)", table.get("class"))[1]) + 1
        for row in table.xpath(".//tr[not(@class='header')]"):
            assert sum(int(cell.get("colspan", 1)) for cell in row) == width, text(row)


def test_every_cell_of_the_form_can_be_pointed_at():
    report = town_report()
    ids = set(page(town()).xpath("//td/@id"))

    assert {f"r1-{cell.at}" for cell in report.cells} == ids


@pytest.mark.parametrize(
    ("address", "word", "reason"),
    [
        ("applications.partly_granted.natural_person", "l 读不准", "这一行印了六个数"),
        ("applications.not_processed.duplicate.business", "空白", "空白不等于0"),
        ("disputes.reconsideration.other", "/ 符号", "符号不等于0"),
        ("article_20.penalties.decisions", "94 推断", "按一个数读"),
    ],
)
def test_a_doubtful_cell_says_what_it_is_and_why(address: str, word: str, reason: str):
    document = page(town())
    (frame,) = by_id(document, f"r1-{address}").xpath("./span[contains(@class, 'doubt')]")

    assert text(frame) == word
    assert reason in frame.get("title")
    assert frame.get("tabindex") == "0", "the keyboard reaches the reason"
    notes = [note for note in document.xpath("//div[@class='doubts']//li") if reason in text(note)]
    assert notes, "the reason also stands in the text"
    assert f"#r1-{address}" in [href for note in notes for href in note.xpath("./a/@href")]


def test_doubtful_cells_of_a_whole_row_are_named_once():
    report = town_report()
    row = "applications.granted."
    cells = tuple(Cell(c.at, CellKind.BLANK) if c.at.startswith(row) else c for c in report.cells)
    document = page(Examination(replace(report, cells=cells), (), ()))

    (note,) = [item for item in document.xpath("//div[@class='doubts']//li") if "9格" in text(item)]

    assert next(text(link) for link in note.xpath("./a")) == "（一）予以公开"


def test_plain_numbers_have_no_frame():
    assert not page(quiet_town()).xpath("//*[contains(@class, 'doubt') and @tabindex]")


def test_the_single_row_that_stands_for_a_group_takes_the_place_of_its_rows():
    report = town_report()
    columns = report.edition.table("applications").columns_of("total")
    cells = tuple(
        replace(cell, kind=CellKind.ABSENT, value=None) if cell.at.startswith("applications.other.") else cell
        for cell in report.cells
    )
    single = tuple(Cell(f"applications.other_combined.{c.key}", CellKind.NUMBER, 0, "0") for c in columns)
    finding = Finding("x", Severity.WARNING, _("缺行"), at=("applications.other.fee_overdue.total",))

    document = page(Examination(replace(report, cells=cells + single), (), (finding,)))

    assert document.xpath("//tr[@id='r1-applications.other_combined']")
    assert not document.xpath("//tr[@id='r1-applications.other.fee_overdue']")
    assert document.xpath("//*[@id='r1-f1']//p[@class='places']/a/@href") == ["#r1-applications"], "the nearest place"


def test_a_missing_table_is_said_to_be_missing():
    report = town_report()
    cells = tuple(cell for cell in report.cells if not cell.at.startswith("disputes."))

    document = page(Examination(replace(report, cells=cells), (), ()))

    assert document.xpath("//*[@id='r1-disputes']//p[@class='missing']")
    assert not document.xpath("//*[@id='r1-applications']//p[@class='missing']")


def test_rows_that_the_form_does_not_have_are_listed_under_the_table():
    (extra,) = page(town()).xpath("//*[@id='r1-article_20']//div[@class='extra']//li")

    assert extra.text == "其他对外管理服务事项：0"


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&lt;\ud800\x00\u202e{{7*7}}{% raise %}"


def hostile_examination() -> Examination:
    report = town_report()
    section = Section("sections.1", 1, HOSTILE, HOSTILE, (Line(HOSTILE), Line(f"{HOSTILE}\t{HOSTILE}", None, True)))
    unreadable = Cell("applications.granted.total", CellKind.UNREADABLE, None, HOSTILE, "line 1", _("{x}", x=HOSTILE))
    cells = tuple(unreadable if cell.at == unreadable.at else cell for cell in report.cells)
    finding = Finding(
        HOSTILE,
        Severity.ERROR,
        _("{x}", x=HOSTILE),
        at=(HOSTILE, "sections.1"),
        expected=HOSTILE,
        found=HOSTILE,
        law=HOSTILE,
        law_key=HOSTILE,
        quotes=(Quote("sections.1", 3, 40), Quote(HOSTILE, 0, 3), Quote("sections.1", -5, 9999)),
        place=HOSTILE,
        advice=_("{x}", x=HOSTILE),
    )
    hostile = replace(
        report,
        agency=HOSTILE,
        source=replace(report.source, file=HOSTILE, url="javascript:alert(3)"),
        sections=(section,),
        cells=cells,
        extra_rows=(ExtraRow("article_20", HOSTILE, (None,)),),
    )
    return Examination(hostile, (), (finding,))


def hostile_indicators() -> Examination:
    """A report of before 2019 whose names, units and headings are hostile."""
    form = edition_named("pre_2019")
    like = form.table("indicators")
    labels = Label(HOSTILE, HOSTILE)
    rows = [ListedRow(HOSTILE, HOSTILE, heading=labels, groups=(Group(HOSTILE, labels),)), ListedRow("其中：" + HOSTILE, "条")]
    columns = [replace(column, label=labels) for column in like.header]
    table = document_table(like, told_apart(rows), columns)
    cells = tuple(Cell(at, CellKind.UNREADABLE, None, HOSTILE, "line 1", _("{x}", x=HOSTILE)) for at in table.addresses())
    finding = Finding("x.y", Severity.ERROR, _("{x}", x=HOSTILE), at=table.addresses())
    report = replace(town_report(), edition=with_table(form, table), cells=cells, extra_rows=())
    return Examination(report, (), (finding,))


def test_words_of_a_hostile_report_are_shown_and_never_become_markup():
    source = checkup_page([hostile_examination(), hostile_indicators()])
    document = html.document_fromstring(source)

    assert len(document.xpath("//script")) == 1, "ours alone"
    assert not document.xpath("//img | //iframe | //object | //embed | //base")
    assert not document.xpath("//@*[starts-with(name(), 'on')]")
    assert all(href.startswith("#") for href in document.xpath("//a/@href"))
    assert "<script>alert(1)</script>" in document.xpath("//*[@id='r1-sections.1']")[0].text_content()
    assert "{{7*7}}" in source, "a template in a report is text"


def test_the_page_can_be_written_to_a_file_whatever_a_report_holds():
    encoded = checkup_page([hostile_examination(), hostile_indicators()]).encode("utf-8")

    assert b"\x00" not in encoded
    assert "\u202e".encode() not in encoded


def test_the_page_asks_for_nothing_and_allows_only_its_own_script():
    source = checkup_page([town()])
    document = html.document_fromstring(source)
    (policy,) = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")

    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert not re.search(r"https?://", source)
    assert "url(" not in document.xpath("//style")[0].text
    assert "@import" not in document.xpath("//style")[0].text
    assert not document.xpath("//@style"), "the policy would ignore it"


@pytest.mark.parametrize(("language", "chosen"), [("zh", "lang-zh"), ("en", "lang-en")])
def test_both_languages_are_on_the_page_and_the_chosen_one_shows(language: str, chosen: str):
    document = page(town(), language=language)

    assert document.xpath("//input[@checked]/@id") == [chosen]
    for name in ("zh", "en"):
        assert document.xpath(f"//h1/span[@lang='{name}']")


def test_labels_of_the_form_have_their_english_and_the_document_stays_chinese():
    document = page(town(), language="en")

    assert "Received this year" in text(by_id(document, "r1-applications.received"), "en")
    assert not document.xpath("//div[@class='text']//span[@lang='en'][not(ancestor::a)]"), "only our own words are translated"


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="fr"):
        checkup_page([], language="fr")


def test_headings_descend_one_step_at_a_time():
    levels = [int(heading.tag[1]) for heading in page(town(), unreadable_file()).xpath("//h1|//h2|//h3|//h4|//h5")]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_the_page_has_its_landmarks_and_a_way_past_the_head():
    document = page(town())

    assert len(document.xpath("//main")) == len(document.xpath("//body/header")) == len(document.xpath("//body/footer")) == 1
    assert document.xpath("//a[@class='skip']/@href") == ["#reports"]


def test_one_report_is_open_and_several_are_closed():
    assert page(town()).xpath("//details[@class='card']/@open")
    assert not page(town(), quiet_town()).xpath("//details[@class='card']/@open")


def test_the_same_examinations_give_the_same_page():
    assert checkup_page([town(), unreadable_file()]) == checkup_page([town(), unreadable_file()])


def test_no_report_at_all_is_still_a_page():
    assert not page().xpath("//details[@class='card']")


def test_a_quote_that_lies_in_no_line_leads_to_its_section():
    report = town_report()
    finding = Finding("x", Severity.NOTICE, _("空"), at=("sections.2",), quotes=(Quote("sections.2", 4, 9),))

    links = page(Examination(report, (), (finding,))).xpath("//*[@id='r1-f1']//p[@class='places']/a/@href")

    assert links == ["#r1-sections.2"]


def test_a_report_without_edition_is_shown_with_its_text():
    report = replace(town_report(), edition=None, cells=())
    finding = Finding("x", Severity.ERROR, _("认不出表格"), at=("applications.total.total",))

    document = page(Examination(report, town().claims, (finding,)))

    assert not document.xpath("//table[contains(@class, 'form')]")
    assert document.xpath("//*[@id='r1-f1']//p[@class='places']/a/@href") == ["#r1"]


def test_three_hundred_reports_stay_one_page_of_bearable_size():
    source = checkup_page([town()] * 300)

    assert len(source) < 25_000_000
    assert len(re.findall(r'<details class="card"', source)) == 300


def test_words_that_a_finding_quotes_are_not_repeated_as_what_was_found():
    report = town_report()
    quote = words(report.sections[0], "微信群")
    finding = Finding("x", Severity.NOTICE, _("称谓"), at=("sections.1",), found="微信群", quotes=(quote,))

    assert not page(Examination(report, (), (finding,))).xpath("//p[@class='values']")


@pytest.mark.parametrize(
    "lines",
    [("云栖坡镇2023年政府信息公开工作年度报告",), ("云栖坡镇2023年", "政府信息公开工作 年度报告")],
    ids=["in one line", "broken over two"],
)
def test_the_title_of_the_report_is_not_printed_twice(lines: tuple[str, ...]):
    title = "云栖坡镇2023年政府信息公开工作年度报告"
    preamble = Section("preamble", None, "", title, (*map(Line, lines), Line("本报告……")))
    document = page(Examination(replace(town_report(), preamble=preamble), (), ()))

    printed = text(by_id(document, "r1-preamble")).replace(" ", "")
    assert printed == f"{title}本报告……"
    assert len(document.xpath("//p[@class='title']")) == len(lines)


def test_a_heading_that_the_text_does_not_repeat_stays_a_heading():
    document = page(town())

    assert not document.xpath("//p[@class='title']")
    assert text(document.xpath("//*[@id='r1-sections.1']/h3/span[1]")[0]) == "一、总体情况"


def test_a_finding_about_every_cell_of_a_row_names_the_row_once():
    columns = town_report().edition.table("applications").columns_of("granted")
    at = tuple(f"applications.granted.{column.key}" for column in columns)
    whole = Finding("x", Severity.ERROR, _("整行"), at=at)
    part = replace(whole, at=at[:2])

    document = page(Examination(town_report(), (), (whole, part)))

    assert document.xpath("//*[@id='r1-f1']//p[@class='places']/a/@href") == ["#r1-applications.granted"]
    assert len(document.xpath("//*[@id='r1-f2']//p[@class='places']/a")) == 2

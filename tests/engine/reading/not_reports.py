"""Invented papers as they stand where annual reports stand and are none, and reports that look like none; in several formats."""

from __future__ import annotations

import html as escape
from collections.abc import Iterator

from disclosure.blocks import Document, Grid, GridCell, Paragraph
from disclosure.form import edition_named
from disclosure.samples import Layout, Spec, invent, render
from disclosure.writing.blank import blank_form
from disclosure.writing.compose import compose
from disclosure.writing.docx import write_docx
from disclosure.writing.html import write_html

WHO = ("青溪县白石镇", "望潮市松间镇", "云溪县民政局", "北岚县晴岚乡")
TITLES = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
PARTS = "、".join(TITLES)
LISTED = "\n".join(f"{numeral}、{part}" for numeral, part in zip("一二三四五六", TITLES, strict=True))

#: Kind and texts, one line a paragraph; "{who}" and "{year}" are filled in.
PAPERS: dict[str, tuple[str, ...]] = {
    "notice": (
        "关于报送{year}年政府信息公开工作年度报告的通知\n各村、各科室：\n请于1月20日前按下列部分报送材料。\n" + LISTED,
        "{who}人民政府办公室关于做好{year}年度政府信息公开年报编制工作的通知\n年报分六个部分：" + PARTS + "。",
        "关于开展政府信息公开工作年度报告编制培训的通知（第二批）\n定于周三上午在会议室培训，请派人参加。",
        "紧急通知\n请各单位今天下班前补报{year}年政府信息公开工作年度报告。",
        "关于印发《{who}政府信息公开工作方案》的通知\n现印发给你们，请照此执行。",
        "关于商请提供{year}年依申请公开件数的函\n县司法局：请提供有关件数。",
    ),
    "interpretation": (
        "《{who}{year}年政府信息公开工作年度报告》解读\n一、编制背景\n" + "报告分为" + PARTS + "六个部分。\n" + LISTED,
        "图解：{who}{year}年政府信息公开年报\n全年公开信息3200条，收到申请6件。",
        "一图读懂{who}{year}年政府信息公开工作年度报告\n" + LISTED,
        "{who}{year}年政府信息公开工作年度报告问答\n问：收到多少申请？\n答：收到6件，予以公开4件。",
        "关于《{who}{year}年政府信息公开工作年度报告》的解读说明\n" + LISTED + "\n以上六个部分分别说明了全年情况。",
    ),
    "partial_year": (
        "{who}{year}年上半年政府信息公开工作报告\n上半年公开信息120条，收到申请2件。",
        "{who}{year}年第三季度政府信息公开情况统计\n第三季度公开信息60条。",
        "{year}年1-6月政府信息公开情况统计表\n公开信息75条。",
        "{who}{year}年半年政府信息公开工作总结\n公开信息70条。",
        "{who}政府信息公开工作{year}年2季度报告\n" + LISTED,
    ),
    "letter": (
        "关于您咨询政府信息公开年报的答复\n您好，年报刊登在网站首页。",
        "尊敬的王女士：您关于年度报告的来信收悉\n现答复如下：报告已于1月公布。",
        "网民留言：年报在哪里看\n回复：在网站政府信息公开专栏。",
        "致全县群众的公开信\n欢迎大家查阅政府信息。",
        "县长信箱来信选登\n问：公开栏多久更换一次？答：每月一次。",
    ),
    "news": (
        "{who}召开政府信息公开工作推进会\n3月2日，会议部署了全年工作，强调要做好依申请公开。",
        "{who}公布{year}年政府信息公开工作年度报告\n近日，报告在网站公布，读者可以下载。",
        "全县政务公开培训班圆满结束\n来自各镇的40名同志参加了培训，学习了年度报告的编制。",
        "{who}开展政府信息公开宣传月活动\n志愿者走进集市，向群众讲解怎样申请政府信息。",
        "我镇在全县政务公开考核中荣获第一\n镇里把公开栏更换到村头，群众随时可看。",
    ),
    "official_interpretation": (
        "国务院办公厅政府信息与政务公开办公室关于政府信息公开申请接收渠道问题的解释\n当面提交和邮政寄送是申请人的基本渠道。",
        "关于机构改革后政府信息公开申请办理问题的解释\n谁收到，谁处理。",
        "国务院办公厅政府信息与政务公开办公室关于政府信息公开处理决定送达问题的解释\n送达方式如下。",
        "关于政府信息公开年度报告若干问题的答复\n各地应当按格式编制。",
    ),
    "procurement": (
        "{who}{year}年政府集中采购汇总\n全年采购项目3个，金额251000元，已全部公开。",
        "{who}办公设备采购项目成交结果公告\n成交供应商名称略，金额35000元。",
        "{year}年政府采购目录及限额标准\n由县财政局发布。",
        "{who}公开栏制作项目中标公告\n中标金额28000元。",
    ),
    "template": (
        "政府信息公开工作年度报告格式\n" + LISTED + "\n说明：各部分按实际填写。",
        "{year}年政府信息公开工作年度报告模板（供乡镇使用）\n" + LISTED,
        "政府信息公开情况统计表填报说明\n主动公开信息数：指全年公开的信息条数。",
    ),
    "": (
        "白石镇财政所预算公开\n本年预算收入312万元，支出312万元。",
        "值班安排\n周一张三，周二李四。",
        "政府信息公开指南\n办公地址：河东路2号。办公时间：工作日。\n申请方式：当面、邮寄。",
    ),
}  # fmt: skip


def papers() -> Iterator[tuple[str, str, bytes]]:
    """Kind, name and content of papers that are no annual report, each in one format after the other."""
    number = 0
    for kind, texts in PAPERS.items():
        for text in texts:
            filled = text.format(who=WHO[number % len(WHO)], year=2019 + number % 6)
            format_ = ("txt", "html", "docx", "md")[number % 4]
            yield kind, f"{kind or 'other'}-{number}.{format_}", as_file(filled, format_)
            number += 1


def as_file(text: str, format_: str) -> bytes:
    """A text as a file: the first line is its title."""
    title, *lines = text.split("\n")
    if format_ == "txt":
        return "\n\n".join([title, *lines]).encode()
    if format_ == "md":
        return f"# {title}\n\n## 正文\n\n".encode() + "\n\n".join(lines).encode()
    if format_ == "html":
        path = "<div>首页 &gt; 政府信息公开 &gt; 年报</div><table><tr><td>索引号：</td><td>000014349/2023-00012</td></tr></table>"
        body = "".join(f"<p>{escape.escape(line)}</p>" for line in lines)
        return f"<!doctype html><html><body>{path}<h1>{escape.escape(title)}</h1>{body}</body></html>".encode()
    blocks = (Paragraph(title, style="title"), *map(Paragraph, lines))
    return write_docx(Document(blocks, title=title))


def blank_papers() -> Iterator[tuple[str, bytes]]:
    """Forms in which nothing is filled in, of each edition, as they are and as a notice encloses them."""
    for key in ("2021", "2019", "pre_2019"):
        document = compose(blank_form(edition_named(key)))
        yield f"blank-{key}.docx", write_docx(document)
        yield f"blank-{key}.html", write_html(document)
        notice = (Paragraph("关于报送政府信息公开工作年度报告的通知"), Paragraph("各镇：请填写附表。"))
        yield f"enclosed-{key}.docx", write_docx(Document((*notice, *document.blocks)))
        yield f"enclosed-{key}.html", write_html(Document((*notice, *document.blocks)))


def two_years() -> Iterator[tuple[str, bytes]]:
    """Comparison prints: two reports in one file, and two years in one table."""
    first, second = (compose(invent(Spec("青禾镇", year, year, Layout.DOCX, busy=0.4)).report).blocks for year in (2021, 2022))
    yield "one-after-the-other.docx", write_docx(Document((*first, *second)))
    yield "one-after-the-other.html", write_html(Document((*first, *second)))
    rows = [("信息内容", "2021年", "2022年"), ("行政许可", "12", "15"), ("行政处罚", "3", "4"), ("行政强制", "0", "0")]
    grid = Grid(tuple(tuple(map(GridCell, row)) for row in rows))
    yield "beside-each-other.html", write_html(Document((Paragraph("政府信息公开工作年度报告数据对照"), grid)))


def reports() -> Iterator[tuple[str, bytes]]:
    """Reports that must not be refused, however little or much they hold."""
    yield "all-zero.txt", render(invent(Spec("石榴沟乡", 2022, 1, Layout.TAB_ROWS, busy=0)))
    yield "all-zero.docx", render(invent(Spec("石榴沟乡", 2023, 1, Layout.FOUND_DOCX, busy=0)))
    whole = invent(Spec("青禾镇", 2022, 5, Layout.HTML, busy=0.3))
    pages = ("一图读懂2022年政府信息公开工作年度报告", "关于报送年报的通知", "2021年政府信息公开工作年度报告")
    related = "".join(f"<p>{page}</p>" for page in pages)
    yield "with-related-pages.html", render(whole).replace(b"</body>", related.encode() + b"</body>")
    yield "quotes-a-notice.txt", render(invent(Spec("松间镇", 2020, 2, Layout.TAB_ROWS, busy=0.2)))
    title = "青溪县白石镇人民政府2022年政府信息公开工作年度报告"
    texts = {
        "all-narrative": (
            f"{title}\n"
            "一、总体情况\n"
            "全年召开会议、组织培训、公布目录，公开信息120条，收到申请3件，均按期答复。\n"
            "五、存在的主要问题及改进情况\n"
            "更新不勤，今后按月检查。"
        ),
        "own-headings": (
            f"{title}\n"
            "全年主动公开信息120条。\n"
            "依申请公开方面，收到3件，全部答复。\n"
            "没有行政复议和行政诉讼。\n"
            "问题是栏目更新不勤。\n"
            "下一步按月检查。"
        ),
        "pictures-for-tables": f"{title}\n{LISTED}",
        "titled-in-brackets": (
            f"{title}（公开稿）\n"
            "一、总体情况\n"
            "我镇依法公开政府信息，栏目每周更新。\n"
            "六、其他需要报告的事项\n"
            "没有收取信息处理费，没有其他事项。"
        ),
        "under-a-column": (
            "政策解读\n"
            f"{title}\n"
            "一、总体情况\n"
            "我镇依法公开政府信息，栏目每周更新。\n"
            "六、其他需要报告的事项\n"
            "没有收取信息处理费，没有其他事项。"
        ),
        "of-2012": (
            "白石镇2012年政府信息公开工作年度报告\n"
            "一、概述\n"
            "全年组织培训两次，修订了指南和目录。\n"
            "二、主动公开情况\n"
            "公开信息40条，其中惠农类20条。\n"
            "三、依申请公开情况\n"
            "没有收到申请，没有结转的申请。"
        ),
    }  # fmt: skip
    for name, text in texts.items():
        for format_ in ("txt", "html", "docx", "md"):
            yield f"{name}.{format_}", as_file(text, format_)

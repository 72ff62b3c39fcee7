"""Examinations put together by hand: an invented town with a few defects, a quiet town, a file that cannot be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from disclosure.checks.examination import Examination
from disclosure.checks.finding import Finding, Quote, Severity
from disclosure.claims.claim import Claim
from disclosure.form import (
    Cell,
    CellKind,
    DocumentType,
    ExtraRow,
    Line,
    Period,
    Report,
    Section,
    Source,
    edition_named,
)
from disclosure.language import _

EDITION = edition_named("2021")
MOBILE = "13800138000"

PREAMBLE = (
    "本报告由云栖坡镇人民政府编制，所列数据的统计期限为2023年1月1日至2023年12月31日。",
    f"如有疑问请与镇党政办联系，联系人手机{MOBILE}。",
)
OVERVIEW = (
    "2023年，云栖坡镇通过政务公开栏和村务微信群主动公开政府信息128条。",
    "全年共受理政府信息公开申请6件，其中上年结转1件，已全部按期答复。",
    "未发生因政府信息公开引起的行政复议。",
    "村（社区）\t公开条数",
    "上云村\t57",
    "下云村\t71",
)
PROBLEMS = ("信息更新还不够及时。下一步将安排专人每周巡查公开栏，发现过期内容当天更换。",)


def filled(values: dict[str, int]) -> tuple[Cell, ...]:
    """Every cell of the 2021 form: zero, except what ``values`` says."""
    cells = []
    for table in EDITION.tables.values():
        if not table.optional:
            for line, address in enumerate(table.addresses(), 20):
                value = values.get(address, 0)
                cells.append(Cell(address, CellKind.NUMBER, value, str(value), f"line {line}"))
    return tuple(cells)


def town_cells() -> tuple[Cell, ...]:
    """The invented town's figures, with a cell of every doubtful kind."""
    person, total = "natural_person", "total"
    cells = filled(
        {
            "article_20.normative_documents.issued": 3,
            "article_20.normative_documents.in_force": 42,
            "article_20.licences.decisions": 1175,
            **{f"applications.received.{column}": 4 for column in (person, total)},
            **{f"applications.carried_over.{column}": 1 for column in (person, total)},
            **{f"applications.granted.{column}": 3 for column in (person, total)},
            **{f"applications.refused.enforcement_file.{column}": 1 for column in (person, total)},
            f"applications.total.{person}": 4,
            f"applications.total.{total}": 5,
            **{f"applications.carried_forward.{column}": 1 for column in (person, total)},
        }
    )
    doubtful = {
        "applications.partly_granted.natural_person": Cell(
            "",
            CellKind.UNREADABLE,
            None,
            "l",
            "line 44",
            _("这一行印了六个数，格式有七列，分不清少的是哪一列。"),
        ),
        "applications.not_processed.duplicate.business": Cell("", CellKind.BLANK, None, "", "line 61"),
        "applications.not_processed.duplicate.other": Cell("", CellKind.BLANK, None, "", "line 61"),
        "disputes.reconsideration.other": Cell("", CellKind.MARK, None, "/", "line 80"),
        "article_20.penalties.decisions": Cell(
            "", CellKind.INFERRED, 94, "9 4", "line 30", _("两个数字之间有空格，按一个数读。")
        ),
    }
    return tuple(replace(doubtful[cell.at], at=cell.at) if cell.at in doubtful else cell for cell in cells)


def section(number: int, printed: str, lines: tuple[str, ...] = ()) -> Section:
    """A section of the form; a line with a tab is a row of a table."""
    form = EDITION.sections[number - 1]
    return Section(
        f"sections.{number}",
        number,
        form.title.zh,
        printed,
        tuple(Line(text, f"line {position}", "\t" in text) for position, text in enumerate(lines, 3)),
    )


def sections() -> tuple[Section, ...]:
    """The six sections of the invented town's report."""
    texts = {1: OVERVIEW, 5: PROBLEMS, 6: ("无其他需要报告的事项。",)}
    return tuple(
        section(number, f"{numeral}、{EDITION.sections[number - 1].title.zh}", texts.get(number, ()))
        for number, numeral in enumerate("一二三四五六", 1)
    )


def words(text: Section, part: str) -> Quote:
    """The first place of ``part`` in a section's text."""
    start = text.text.index(part)
    return Quote(text.key, start, start + len(part))


def town_report() -> Report:
    """The report of the invented town 云栖坡镇 for 2023."""
    return Report(
        source=Source("云栖坡镇2023年报.txt", "0" * 64, "text/plain"),
        document_type=DocumentType.ANNUAL_REPORT,
        agency="云栖坡镇人民政府",
        year=2023,
        edition=EDITION,
        period=Period(date(2023, 1, 1), date(2023, 12, 31)),
        published_on=date(2024, 1, 22),
        preamble=Section("preamble", None, "", "", tuple(Line(text, f"line {place}") for place, text in enumerate(PREAMBLE, 1))),
        sections=sections(),
        cells=town_cells(),
        extra_rows=(ExtraRow("article_20", "其他对外管理服务事项", (0,), "line 28"),),
    )


def claim(text: Section, statement: str, number: str, measure: str, value: int, *cells: str, unit: str = "件") -> Claim:
    """A claim whose ``number`` stands inside ``statement``."""
    whole = words(text, statement)
    start = whole.start + statement.index(number)
    return Claim(measure, text.key, start, start + len(number), whole.start, whole.end, value, unit, cells=cells)


def town_claims(report: Report) -> tuple[Claim, ...]:
    """What the town's overview claims: nested, one with two cells, one with none."""
    overview = report.sections[0]
    received, carried = "applications.received.total", "applications.carried_over.total"
    return (
        claim(overview, "主动公开政府信息128条", "128", "items.published", 128, unit="条"),
        claim(overview, "共受理政府信息公开申请6件", "6", "applications.received", 6, received, carried),
        claim(overview, "共受理政府信息公开申请6件，其中上年结转1件", "1", "applications.carried_over", 1, carried),
        replace(
            claim(
                overview,
                "未发生因政府信息公开引起的行政复议",
                "未发生",
                "disputes.reconsideration",
                0,
                "disputes.reconsideration.total",
            ),
            is_nil=True,
        ),
    )


def town_findings(report: Report) -> tuple[Finding, ...]:
    """One or two findings of every severity, with overlapping quotes."""
    overview = report.sections[0]
    return (
        Finding(
            rule="privacy.personal_numbers",
            severity=Severity.ERROR,
            message=_("报告里印有个人手机号，发布前应删去或者换成办公电话。"),
            at=("preamble",),
            quotes=(words(report.preamble, MOBILE),),
            law="《中华人民共和国个人信息保护法》第二十五条",
            law_key="personal_information_protection_law:25",
            place="line 2",
            advice=_("换成值班电话或者邮箱。"),
        ),
        Finding(
            rule="applications.results_total",
            severity=Severity.ERROR,
            message=_("表三“总计”列：办理结果各项合计4件，第（七）项总计填的是5件。"),
            at=("applications.total.total",),
            expected=4,
            found=5,
            law="国办公开办函〔2021〕30号",
            law_key="annual_report_format",
            place="line 67",
            advice=_("对照申请台账，改正总计或者漏填的那一项。"),
        ),
        Finding(
            rule="claims.applications_received",
            severity=Severity.WARNING,
            message=_("正文说受理申请6件，表三新收4件、结转1件，合计5件。"),
            at=("sections.1", "applications.received.total", "applications.carried_over.total"),
            expected=5,
            found=6,
            quotes=(words(overview, "共受理政府信息公开申请6件"),),
            law="国办公开办函〔2021〕30号",
            law_key="annual_report_format",
            place="line 4",
        ),
        Finding(
            rule="claims.answered_all",
            severity=Severity.NOTICE,
            message=_("正文说全部答复，表三还有1件结转下年度。"),
            at=("sections.1", "applications.carried_forward.total"),
            quotes=(words(overview, "申请6件，其中上年结转1件，已全部按期答复"),),
            place="line 4",
        ),
        Finding(
            rule="form.contact",
            severity=Severity.NOTICE,
            message=_("报告没有印联系地址和办公电话。"),
        ),
    )


def town() -> Examination:
    """The invented town with two errors, one warning and two notices."""
    report = town_report()
    return Examination(report, town_claims(report), town_findings(report))


def quiet_town() -> Examination:
    """A report with nothing to say about it."""
    report = town_report()
    quiet = replace(
        report,
        agency="石桥湾乡人民政府",
        source=replace(report.source, file="石桥湾乡2023年报.docx"),
        cells=filled({"applications.received.natural_person": 2, "applications.received.total": 2}),
        extra_rows=(),
        preamble=Section("preamble", None, "", ""),
    )
    return Examination(quiet, (), ())


def unreadable_file() -> Examination:
    """A file that the reader gave up on, with the reason."""
    finding = Finding(
        rule="document.unreadable",
        severity=Severity.ERROR,
        message=_("这个文件是加密的，打不开。"),
        advice=_("请在 WPS 或 Word 中去掉打开密码，另存后再试。"),
    )
    source = Source("柳树坪镇（加密）.docx", "f" * 64, "application/octet-stream")
    return Examination(Report(source=source, document_type=DocumentType.UNREADABLE), (), (finding,))

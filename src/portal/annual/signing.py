"""From draft to signature to publication (送签、签发、公布、更正): what is signed is exactly what was shown, and stays."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.urls import reverse

from disclosure.errors import DisclosureError
from disclosure.examine import examine_report
from disclosure.figures.compile import Compiled
from disclosure.figures.references import MISSING
from disclosure.form import Report
from disclosure.language import CHINESE, _, speaking
from disclosure.privacy import masked
from disclosure.reading.json import read_report_json
from disclosure.writing import report_line
from portal.agencies.models import Agency, Person
from portal.annual.compiling import compiled, edition_of, report_of
from portal.annual.counting import counted_at_signing, ledger_of
from portal.annual.models import AnnualReport, Figure, ReceivedReport, ReportState, SignedReport, Verdict
from portal.annual.supervising.verdicts import as_stored, judged, subject_of
from portal.audit.log import record
from portal.search import index
from portal.today import now, today


class NotYet(DisclosureError):
    """The act does not fit the state of the report: the message says what comes first."""


class Changed(DisclosureError):
    """The figures or the text changed between showing and signing."""


def frozen(report: Report) -> str:
    """The report as the line that is signed: in Chinese, without findings, with nothing masked."""
    with speaking(CHINESE):
        return report_line(report, include_findings=False, unmasked=True)


def digest(content: str) -> str:
    """The hash that binds a signature to what was signed."""
    return hashlib.sha256(content.encode()).hexdigest()


def content_of(report: AnnualReport) -> tuple[Compiled, str]:
    """The report as it would be signed today, and as the line that would be."""
    year = compiled(report.agency, report.year, report.narrative, signed_on=today())
    return year, frozen(year.report)


def save_narrative(agency: Agency, year: int, narrative: Mapping[str, str], by: Person) -> AnnualReport:
    """Keep the text of a year. Raises :class:`NotYet` where the report is no longer open."""
    with transaction.atomic():
        report = report_of(agency, year)
        if not report.is_open:
            raise NotYet(_("年报已送签或已签发，正文不能再改。"))
        report.narrative = {**report.narrative, **narrative}
        report.save()
        record(agency, by, "annual.narrative_kept", report, year=year, sections=sorted(narrative))
    return report


def send_to_leader(agency: Agency, year: int, by: Person) -> AnnualReport:
    """Hand the year to the leader. Raises :class:`NotYet` where text refers to numbers that are not there."""
    report = report_of(agency, year)
    if today().year <= year:
        raise NotYet(_("{year}年还没有结束。年度报告统计到12月31日24时，请在次年1月送签。", year=year))
    year_now = compiled(agency, year)
    if year_now.missing:
        raise NotYet(
            _("正文引用了还没有数字的项目：{names}。请先填报，或改写正文。", names=[name for _key, name in year_now.missing])
        )
    if any(MISSING in section.text for section in year_now.report.all_sections()):
        raise NotYet(_("正文还有写着“{mark}”的地方。请补充文字，或删去那一项，再送签。", mark=MISSING))
    personal = _personal_numbers(agency, year, year_now)
    if personal:
        raise NotYet(
            _("正文里有个人信息，不能公布：{words}。请删去或遮盖；确属办公联系方式的，在问题上写明理由。", words=personal)
        )
    if not any(section.text.strip() for section in year_now.report.sections):
        raise NotYet(_("正文还是空的。请先生成初稿并补充完整，再送签。"))
    return _move(report, by, ReportState.LEADER, (ReportState.DRAFTING, ReportState.RESTATING), "annual.sent")


def _personal_numbers(agency: Agency, year: int, now: Compiled) -> list[str]:
    """What the rules of privacy say of the text and nobody has judged unfounded (第十五条)."""
    findings = judged(agency, subject_of(agency, year), as_stored(examine_report(now.report)))
    return [
        one.message
        for one in findings
        if one.rule.startswith("privacy.") and not (one.verdict and one.verdict.verdict == Verdict.DISMISSED)
    ]


def return_to_clerk(report: AnnualReport, by: Person, reason: str) -> AnnualReport:
    """Give the year back with what to change."""
    back = ReportState.RESTATING if report.versions.exists() else ReportState.DRAFTING
    return _move(report, by, back, (ReportState.LEADER,), "annual.returned", returned_reason=reason)


@transaction.atomic
def sign(report: AnnualReport, by: Person, shown: str) -> SignedReport:
    """Sign what was shown: ``shown`` is its hash. Freezes report and figures as a version.

    Raises :class:`Changed` where it is no longer what was shown, :class:`NotYet` where nothing waits for a signature.
    """
    _lock(report)
    if report.state != ReportState.LEADER:
        raise NotYet(_("这份年报现在不是待签发状态。"))
    year, content = content_of(report)
    if digest(content) != shown:
        raise Changed(_("您打开页面之后，数据或正文有变化，没有签发。请重新看过再签。"))
    signed = SignedReport.objects.create(
        report=report,
        number=report.versions.count() + 1,
        content=content,
        records={address: list(figure.records) for address, figure in year.figures.items() if figure.records},
        counted=counted_at_signing(report.agency, report.year, edition_of(report.year, report)),
        sha256=digest(content),
        signed_by=by,
        signed_at=now(),
        signed_on=today(),
        reason=report.restatement_reason,
    )
    keep_figures(year.report, signed=signed)
    facts = {"sha256": signed.sha256, "counted": ledger_of(signed).root, "returned_reason": ""}
    _move(report, by, ReportState.SIGNED, (ReportState.LEADER,), "annual.signed", **facts)
    return signed


@transaction.atomic
def publish(report: AnnualReport, by: Person) -> AnnualReport:
    """Show the signed report to the public (or say that the county's platform does)."""
    moved = _move(report, by, ReportState.PUBLISHED, (ReportState.SIGNED,), "annual.published")
    newest = report.versions.order_by("-number").first()
    if newest:
        # A version is never saved again; that it was published is added beside what was signed.
        SignedReport.objects.filter(pk=newest.pk, published_on=None).update(published_on=today())
        _let_be_found(report, newest)
    return moved


def _let_be_found(report: AnnualReport, signed: SignedReport) -> None:
    """Put the published version into the search of the agency's site, in place of an earlier one."""
    if not report.agency.hosting:
        return
    read = masked(report_of_version(signed))
    url = reverse("site:annual_report", args=[report.agency.slug, report.year])
    body = "\n".join(section.text for section in read.all_sections())
    index.put("annual_report", report.pk, report.agency, read.preamble.title, body, url, today())


def restate(report: AnnualReport, by: Person, reason: str) -> AnnualReport:
    """Open a signed year again, with the reason: the signed version stays, a further one follows."""
    before = (ReportState.SIGNED, ReportState.PUBLISHED)
    return _move(report, by, ReportState.RESTATING, before, "annual.restating", restatement_reason=reason)


def keep_figures(report: Report, *, signed: SignedReport | None = None, received: ReceivedReport | None = None) -> None:
    """The cells of a report as rows, for sums over many reports."""
    Figure.objects.bulk_create(
        Figure(signed=signed, received=received, address=cell.at, value=cell.value, kind=cell.kind.value) for cell in report.cells
    )


def _lock(report: AnnualReport) -> None:
    """Hold the report's row, so that two acts cannot both move it."""
    AnnualReport.objects.select_for_update().get(pk=report.pk)
    report.refresh_from_db()


@transaction.atomic
def _move(
    report: AnnualReport, by: Person, to: ReportState, before: Iterable[ReportState], action: str, **facts: str
) -> AnnualReport:
    """Move the report and log it. Raises :class:`NotYet` where it is not where the act begins."""
    if report.pk is None:
        report.save()
    _lock(report)
    if report.state not in before:
        raise NotYet(_("年报现在的状态是“{state}”，不能这样做。请刷新页面。", state=report.get_state_display()))
    report.state = to
    for name in ("returned_reason", "restatement_reason"):
        if name in facts:
            setattr(report, name, facts[name])
    report.save()
    record(report.agency, by, action, report, year=report.year, **{key: value for key, value in facts.items() if value})
    return report


def signed_report(agency: Agency, year: int, *, published: bool = False) -> SignedReport | None:
    """The newest signed version of a year, None without one; with ``published`` the newest that the public sees."""
    versions = SignedReport.objects.filter(report__agency=agency, report__year=year).order_by("-number")
    return (versions.exclude(published_on=None) if published else versions).first()


def report_of_version(signed: SignedReport) -> Report:
    """The report as it was signed."""
    return read_report_json(signed.content)

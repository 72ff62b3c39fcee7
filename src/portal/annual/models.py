"""The annual report in the office (年度报告): statements, the draft of a year, what was signed, what was received from below."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from portal.today import now


class StatementState(models.TextChoices):
    """Whether a statement holds (陈述的状态)."""

    TO_CONFIRM = "to_confirm", _("待确认")
    CONFIRMED = "confirmed", _("已确认")
    REJECTED = "rejected", _("不采用")


class Statement(models.Model):
    """A dated record of what no other record here stands behind (有来源的陈述): a number of the form, or a fact in words.

    ``key`` is the address of a cell (``article_20.licences.decisions``) or the name of a fact (``channels``). Only confirmed
    statements count. A statement is never changed: a wrong one is set aside, and another one made.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("机关"))
    year = models.PositiveSmallIntegerField(_("报告年度"))
    key = models.CharField(_("填报项"), max_length=120)
    value = models.DecimalField(_("数值"), max_digits=20, decimal_places=4, null=True, blank=True)
    unit = models.CharField(_("单位"), max_length=10, blank=True)
    words = models.TextField(_("说明"), blank=True)
    source = models.CharField(_("来源"), max_length=200)
    document = models.FileField(_("来源文件"), upload_to="statements/%Y/", blank=True)
    responsible = models.CharField(_("责任人"), max_length=50)
    stated_on = models.DateField(_("陈述日期"))
    state = models.CharField(_("状态"), max_length=12, choices=StatementState, default=StatementState.TO_CONFIRM)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("录入人")
    )
    entered_at = models.DateTimeField(_("录入时间"), default=now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("确认人")
    )
    confirmed_at = models.DateTimeField(_("确认时间"), null=True)
    reason = models.CharField(_("不采用的原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("陈述")
        verbose_name_plural = _("陈述")
        ordering = ["agency", "year", "pk"]
        indexes = [models.Index(fields=["agency", "year", "state"], name="statements_of_a_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.key} {self.value if self.value is not None else self.words[:20]}"

    @property
    def record(self) -> str:
        """Its id among the records behind a figure."""
        return f"statement:{self.pk}"


class ReportState(models.TextChoices):
    """How far a year's report is (年报的状态)."""

    DRAFTING = "drafting", _("编制中")
    LEADER = "leader", _("待签发")
    SIGNED = "signed", _("已签发")
    PUBLISHED = "published", _("已公布")
    RESTATING = "restating", _("更正中")


class AnnualReport(models.Model):
    """A year of an agency: its narrative, and how far it is. The figures are not here: they are compiled each time."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("机关"))
    year = models.PositiveSmallIntegerField(_("报告年度"))
    edition = models.CharField(_("格式"), max_length=12)
    state = models.CharField(_("状态"), max_length=12, choices=ReportState, default=ReportState.DRAFTING)
    #: Text by section of the form ("overview", "preamble"), a paragraph a line, with references to figures.
    narrative = models.JSONField(_("正文"), default=dict)
    #: Why the report is done again after it was signed.
    restatement_reason = models.TextField(_("更正原因"), blank=True)
    returned_reason = models.TextField(_("退回意见"), blank=True)
    changed_at = models.DateTimeField(_("修改时间"), auto_now=True)

    class Meta:
        verbose_name = _("年度报告")
        verbose_name_plural = _("年度报告")
        ordering = ["agency", "-year"]
        constraints = [models.UniqueConstraint(fields=["agency", "year"], name="one_report_a_year")]

    def __str__(self) -> str:
        return f"{self.agency} {self.year}"

    @property
    def is_open(self) -> bool:
        """Whether statements and narrative may still be changed."""
        return self.state in (ReportState.DRAFTING, ReportState.RESTATING)


class Frozen(Exception):
    """A signed report is to be changed or deleted."""


class SignedReport(models.Model):
    """What was signed (签发的年报): the report as JSON, its hash, who signed and when. Never changed, only followed."""

    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="versions", verbose_name=_("年度报告"))
    number = models.PositiveSmallIntegerField(_("版本"))
    #: The report as one line of ``gongkai.report/1``.
    content = models.TextField(_("报告数据"))
    #: The ids of the records behind each figure, by address.
    records = models.JSONField(default=dict)
    #: ``[record, receipt number, cell, salt]`` for each cell that each application counts in, totals left out.
    counted = models.JSONField(_("计数清单"), default=list)
    sha256 = models.CharField(_("校验值"), max_length=64)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("签发人"))
    signed_at = models.DateTimeField(_("签发时间"))
    signed_on = models.DateField(_("签发日期"))
    reason = models.TextField(_("更正原因"), blank=True)
    #: Set once, when it is shown to the public; nothing else of a version changes.
    published_on = models.DateField(_("公布日期"), null=True)

    class Meta:
        verbose_name = _("签发的年报")
        verbose_name_plural = _("签发的年报")
        ordering = ["report", "-number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"{self.report} v{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only ever added. Raises :class:`Frozen`."""
        if self.pk is not None:
            raise Frozen(str(self))
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        """Never. Raises :class:`Frozen`."""
        raise Frozen(str(self))

    def is_intact(self) -> bool:
        """Whether the content is still what was signed."""
        return hashlib.sha256(self.content.encode()).hexdigest() == self.sha256


class ReceivedReport(models.Model):
    """A report of another agency that a supervisor collected (收到的年报): the file, what was read in it."""

    office = models.ForeignKey(Agency, models.PROTECT, related_name="received_reports", verbose_name=_("收集机关"))
    name = models.CharField(_("文件名"), max_length=200)
    file = models.FileField(_("文件"), upload_to="received/%Y/", blank=True)
    sha256 = models.CharField(max_length=64)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("机关"))
    #: Agencies that the name in the report may mean, where it isn't one alone.
    candidates = models.ManyToManyField(Agency, related_name="+")
    printed_name = models.CharField(_("报告中的机关名称"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("报告年度"), null=True)
    document_type = models.CharField(_("文件类型"), max_length=30)
    content = models.TextField(_("报告数据"))
    #: ``[{rule, severity, message, at, quotes, law, quoted, advice, fingerprint}]``; ``in_pictures`` of a file that is a scan.
    findings = models.JSONField(_("问题"), default=list)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("上传人")
    )
    uploaded_at = models.DateTimeField(_("上传时间"), default=now)
    #: The version of the rules that the findings are of (``rule_book_mark``), and when they were applied.
    rules = models.CharField(_("规则版本"), max_length=16, blank=True)
    checked_at = models.DateTimeField(_("核对时间"), default=now)
    #: Its words were recognised in pictures of pages: checked again, they are recognised again.
    recognised = models.BooleanField(_("识别的文字"), default=False)
    #: A later upload for the same agency and year took its place.
    replaced = models.BooleanField(_("已被新文件替换"), default=False)

    class Meta:
        verbose_name = _("收到的年报")
        verbose_name_plural = _("收到的年报")
        ordering = ["office", "-year", "pk"]

    def __str__(self) -> str:
        return self.name


class Figure(models.Model):
    """A figure of a signed or received report as a row (数据), for sums over many reports."""

    signed = models.ForeignKey(SignedReport, models.CASCADE, null=True, related_name="figures")
    received = models.ForeignKey(ReceivedReport, models.CASCADE, null=True, related_name="figures")
    address = models.CharField(max_length=120)
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    kind = models.CharField(max_length=12)

    class Meta:
        verbose_name = _("数据")
        verbose_name_plural = _("数据")
        constraints = [
            models.CheckConstraint(
                condition=Q(signed__isnull=False, received__isnull=True) | Q(signed__isnull=True, received__isnull=False),
                name="figure_of_one_report",
            ),
            models.UniqueConstraint(fields=["signed", "address"], name="one_figure_a_signed_cell"),
            models.UniqueConstraint(fields=["received", "address"], name="one_figure_a_received_cell"),
        ]

    def __str__(self) -> str:
        return f"{self.address}={self.value}"


class Verdict(models.TextChoices):
    """What a person says of a finding (核实结论)."""

    CONFIRMED = "confirmed", _("属实")
    DISMISSED = "dismissed", _("不成立")
    RETURNED = "returned", _("退回修改")


class FindingVerdict(models.Model):
    """A person's verdict on a finding: it holds for as long as the finding rests on the same evidence (its fingerprint)."""

    office = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("作出机关"))
    #: Whose report of which year: ``agency:12:2025``, or ``received:7`` where the agency isn't known.
    subject = models.CharField(max_length=60)
    fingerprint = models.CharField(max_length=64)
    rule = models.CharField(_("规则"), max_length=80)
    verdict = models.CharField(_("结论"), max_length=12, choices=Verdict)
    reason = models.CharField(_("理由"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("核实人"))
    at = models.DateTimeField(_("时间"), default=now)

    class Meta:
        verbose_name = _("核实结论")
        verbose_name_plural = _("核实结论")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["office", "subject", "fingerprint"], name="verdicts_of_a_finding")]

    def __str__(self) -> str:
        return f"{self.rule} {self.verdict}"

"""What the handling of a case keeps beside its events: assignments, notes, the check with its parts, approvals, what follows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from disclosure.records.exemptions import Finding
from portal.agencies.models import Agency
from portal.applications.models import Application, Letter
from portal.applications.privacy.models import AskedErasure
from portal.applications.sealing.fields import CaseTextField
from portal.applications.sealing.models import OwnKey, SealedFile
from portal.publishing.models import Item


def _person(label: Any, **more: Any) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=label, **more)


class Assignment(models.Model):
    """A case given to a department or somebody (交办), with an internal day before the statutory one; the last one stands."""

    class State(models.TextChoices):
        """Where it stands."""

        ASKED = "asked", _("待接收")
        ACCEPTED = "accepted", _("承办中")
        RETURNED = "returned", _("已退回")
        ANSWERED = "answered", _("已反馈")
        ENDED = "ended", _("已结束")

    application = models.ForeignKey(Application, models.PROTECT, related_name="assignments", verbose_name=_("申请"))
    unit = models.CharField(_("承办部门"), max_length=50)
    person = _person(_("承办人"), null=True, blank=True)
    due_on = models.DateField(_("内部办理期限"))
    asked = CaseTextField(_("交办的事项"), blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.ASKED)
    #: Why it was given back, or what was found and is advised.
    answer = CaseTextField(_("反馈、退回的意见"), blank=True)
    by = _person(_("交办人"))
    at = models.DateTimeField(_("交办时间"), auto_now_add=True)
    moved_at = models.DateTimeField(_("最近变动"), auto_now=True)
    moved_by = _person(_("变动人"), null=True)

    class Meta:
        verbose_name = _("交办")
        verbose_name_plural = _("交办")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(state__in=("asked", "accepted", "answered")), name="one_assignment_stands"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.unit}"

    @property
    def is_open(self) -> bool:
        """Whether somebody still has something to do."""
        return self.state in (self.State.ASKED, self.State.ACCEPTED)


class Note(models.Model):
    """A note of the office on a case (备注): for the office alone, only ever added."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="notes", verbose_name=_("申请"))
    text = CaseTextField(_("备注"))
    by = _person(_("记录人"))
    at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("备注")
        verbose_name_plural = _("备注")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.application} · {self.pk}"


class Check(models.Model):
    """The check before a reply (公开审查, 先审后答): what was found of each ground for withholding."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="check_made", verbose_name=_("申请"))
    #: JSON: {row: {"answers": {question: "yes"/"no"}, "applies": bool, "lifted": why all the same, "remark": …}}
    answers = CaseTextField(_("审查结论"), blank=True)
    by = _person(_("审查人"))
    at = models.DateTimeField(_("审查时间"), auto_now=True)

    class Meta:
        verbose_name = _("公开审查")
        verbose_name_plural = _("公开审查")

    def __str__(self) -> str:
        return str(self.application)

    def said(self) -> dict[str, dict[str, Any]]:
        """What was answered, by row."""
        found: dict[str, dict[str, Any]] = json.loads(self.answers or "{}")
        return found

    def findings(self) -> Sequence[Finding]:
        """The conclusions for the engine."""
        return [Finding(row, bool(each["applies"]), str(each.get("lifted", ""))) for row, each in self.said().items()]


class Part(models.Model):
    """One part of the information and what becomes of it (区分处理): ``ground`` is the row it is withheld by, "" if disclosed."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="parts", verbose_name=_("申请"))
    label = CaseTextField(_("部分的名称"))
    ground = models.CharField(_("不予公开的情形"), max_length=60, blank=True)
    reason = CaseTextField(_("理由"), blank=True)

    class Meta:
        verbose_name = _("区分处理的部分")
        verbose_name_plural = _("区分处理的部分")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.application} · {self.pk}"


class ExtensionRequest(models.Model):
    """A request to extend the reply period (延期审批): asked, decided by another person, then told to the applicant."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="extension_requests", verbose_name=_("申请"))
    days = models.PositiveSmallIntegerField(_("延长几个工作日"))
    reason = CaseTextField(_("延期的理由"))
    asked_by = _person(_("申请延期的人"))
    asked_at = models.DateTimeField(_("申请时间"), auto_now_add=True)
    approved = models.BooleanField(_("同意"), null=True)
    decided_by = _person(_("审批人"), null=True)
    decided_at = models.DateTimeField(_("审批时间"), null=True)
    opinion = CaseTextField(_("审批意见"), blank=True)
    letter = models.OneToOneField(
        Letter, models.SET_NULL, null=True, related_name="extension_request", verbose_name=_("延期告知书")
    )

    class Meta:
        verbose_name = _("延期审批")
        verbose_name_plural = _("延期审批")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["application"], condition=Q(approved=None), name="one_extension_waits")
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.application} · {self.days}"


class Suggestion(models.Model):
    """An applicant suggests disclosing to all what was given (建议纳入主动公开, 第四十四条第二款), and what came of it."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="suggestion", verbose_name=_("申请"))
    on = models.DateField(_("建议的日期"))
    text = CaseTextField(_("建议的内容"), blank=True)
    accepted = models.BooleanField(_("采纳"), null=True)
    reason = CaseTextField(_("审核意见"), blank=True)
    by = _person(_("登记人"))

    class Meta:
        verbose_name = _("主动公开的建议")
        verbose_name_plural = _("主动公开的建议")

    def __str__(self) -> str:
        return str(self.application)


class Conversion(models.Model):
    """What was given on application becomes proactive disclosure (依申请转主动公开, 第四十四条): the item drafted of it."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="conversions", verbose_name=_("申请"))
    item = models.OneToOneField(Item, models.PROTECT, related_name="conversion", verbose_name=_("信息"))
    by = _person(_("办理人"))
    at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("依申请转主动公开")
        verbose_name_plural = _("依申请转主动公开")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.application} → {self.item}"


class OtherOffice(models.Model):
    """An agency that is not in the tree here, with how to reach it (其他机关名录): for telling applicants whom to ask."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="other_offices", verbose_name=_("机关"))
    name = models.CharField(_("机关名称"), max_length=100)
    office = models.CharField(_("工作机构"), max_length=100, blank=True)
    phone = models.CharField(_("联系电话"), max_length=40)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    matters = models.CharField(_("负责的事项"), max_length=200, blank=True, help_text=_("多个用空格分开，用来查找。"))

    class Meta:
        verbose_name = _("其他机关")
        verbose_name_plural = _("其他机关")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="one_other_office_per_name")]

    def __str__(self) -> str:
        return self.name


class RecordsCorrection(OwnKey):
    """A request to correct records about oneself (要求更正自身信息记录, 第四十一条), under a key of its own.

    It is no application for information, so table three does not count it.
    """

    class Outcome(models.TextChoices):
        """What became of it: corrected; passed to who may correct, or the requester told whom to ask; not corrected."""

        CORRECTED = "corrected", _("予以更正")
        TRANSFERRED = "transferred", _("转送有权更正的机关")
        TOLD = "told", _("告知向有权更正的机关提出")
        REFUSED = "refused", _("不予更正")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="records_corrections", verbose_name=_("机关"))
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="records_corrections", verbose_name=_("有关的申请")
    )
    number = models.CharField(_("登记编号"), max_length=20)
    received_on = models.DateField(_("收到之日"))
    name = CaseTextField(_("姓名或者名称"))
    identity = CaseTextField(_("身份证明"))
    contact = CaseTextField(_("联系方式"))
    record = CaseTextField(_("记录不准确的政府信息"))
    wanted = CaseTextField(_("要求怎样更正"))
    evidence = CaseTextField(_("证据材料"))
    verified = CaseTextField(_("核实情况"), blank=True)
    outcome = models.CharField(_("处理结果"), max_length=12, choices=Outcome, blank=True)
    answer = CaseTextField(_("答复的内容"), blank=True)
    reason = CaseTextField(_("理由"), blank=True)
    addressee = models.CharField(_("有权更正的机关"), max_length=100, blank=True)
    decided_on = models.DateField(_("答复之日"), null=True)
    delivered_on = models.DateField(_("送达之日"), null=True)
    #: As it was signed: JSON like that of letters.
    letter = CaseTextField(_("答复书"), blank=True)
    document_number = models.CharField(_("文号"), max_length=60, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    serial = models.PositiveIntegerField(null=True)
    signed_by = _person(_("签发人"), null=True)
    by = _person(_("登记人"))
    at = models.DateTimeField(_("登记时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("更正自身信息记录")
        verbose_name_plural = _("更正自身信息记录")
        ordering = ["-received_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["agency", "number"], name="one_correction_per_number")]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Whether it is not answered yet."""
        return self.decided_on is None

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("applications:correction", args=[self.agency.slug, self.pk])


class CorrectionFile(SealedFile):
    """Evidence that came with a request to correct records (证据材料)."""

    case_through = "correction"

    correction = models.ForeignKey(RecordsCorrection, models.PROTECT, related_name="files", verbose_name=_("更正申请"))

    class Meta(SealedFile.Meta):
        verbose_name = _("证据材料")
        verbose_name_plural = _("证据材料")

    def __str__(self) -> str:
        return f"{self.correction} · {self.pk}"


class CorrectionErasure(AskedErasure):
    """Somebody asks that a request to correct records be erased; approved, it stays as what is left of it (删除记录)."""

    case_through = "correction"

    correction = models.ForeignKey(
        RecordsCorrection, models.PROTECT, related_name="erasure_requests", verbose_name=_("更正申请")
    )  # fmt: skip

    class Meta(AskedErasure.Meta):
        verbose_name = _("更正申请的删除审批")
        verbose_name_plural = _("更正申请的删除审批")
        constraints = [
            models.UniqueConstraint(fields=["correction"], condition=Q(approved=None), name="one_correction_erasure_waits")
        ]

    def __str__(self) -> str:
        return str(self.correction)

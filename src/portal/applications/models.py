"""Applications for information (政府信息公开申请): who asked for what, the events of the case, its letters and files.

An application is its events; ``status``, ``due_on`` and the other copies are folds over them, kept for lists only.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from disclosure.records import ApplicationEvent as EngineEvent
from disclosure.records import CaseRecord, Status, event_from
from portal.agencies.models import Agency
from portal.applications.choices import (
    CHANNELS,
    FILE_KINDS,
    FORMS,
    FOUND,
    HELPS,
    IDENTITY_KINDS,
    MANNERS,
    WAYS,
    applicant_kinds,
    outcome_label,
    statuses,
)
from portal.applications.privacy.models import ErasureRequest
from portal.applications.sealing.fields import CaseTextField, EncryptedTextField
from portal.applications.sealing.keys import CaseKey, StoredKey
from portal.applications.sealing.models import AppendOnlyError, KeptEvent, OwnKey, SealedFile


class ApplicationManager(models.Manager["Application"]):
    """Applications with their keys, so that a list needs one query."""

    def get_queryset(self) -> models.QuerySet[Application]:
        """All, each with its key."""
        return super().get_queryset().select_related("case_key")


class Application(OwnKey):
    """An application with what its applicant said. Personal data and the text of the request are encrypted under its own key."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="applications", verbose_name=_("机关"))
    receipt_number = models.CharField(_("受理编号"), max_length=20)
    #: SHA-256 of the form's token: a form sent twice makes one application.
    form_token = models.CharField(max_length=64, unique=True, null=True, editable=False)
    secret_hash = models.CharField(max_length=128, editable=False)
    channel = models.CharField(_("申请渠道"), max_length=20, choices=CHANNELS)
    arrived_on = models.DateField(_("提交（收到）日期"))
    manner = models.CharField(_("提出方式"), max_length=10, choices=MANNERS, blank=True)
    #: Of an oral application: the day on which what was written down was read back and signed.
    read_back_on = models.DateField(_("宣读并经申请人签名的日期"), null=True, blank=True)
    #: The number in a provincial or older system that is used beside this one.
    other_number = models.CharField(_("其他系统编号"), max_length=80, blank=True, db_index=True)
    #: 一事一申请: the application that this one was split from, on which day.
    split_from = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="parts_split", verbose_name=_("拆分自")
    )
    split_on = models.DateField(_("拆分日期"), null=True, editable=False)
    split_reason = CaseTextField(_("拆分理由"), blank=True, editable=False)

    applicant_kind = models.CharField(_("申请人类别"), max_length=40, choices=applicant_kinds)
    name = CaseTextField(_("姓名或者名称"))
    identity_kind = models.CharField(_("证件名称"), max_length=20, choices=IDENTITY_KINDS, blank=True)
    identity_number = CaseTextField(_("证件号码"), blank=True)
    legal_representative = CaseTextField(_("法定代表人"), blank=True)
    contact_person = CaseTextField(_("联系人"), blank=True)
    agent = CaseTextField(_("代理人"), blank=True)
    agent_identity = CaseTextField(_("代理人证件号码"), blank=True)
    agent_phone = CaseTextField(_("代理人电话"), blank=True)
    phone = CaseTextField(_("联系电话"), blank=True)
    address = CaseTextField(_("通信地址"), blank=True)
    postcode = CaseTextField(_("邮政编码"), blank=True)
    email = CaseTextField(_("电子邮箱"), blank=True)

    asked = CaseTextField(_("所需信息的名称"))
    asked_number = CaseTextField(_("文号"), blank=True)
    description = CaseTextField(_("其他特征性描述"), blank=True)
    #: Keys of ``HELPS``, separated by blanks.
    helps = CaseTextField(_("需要的协助"), blank=True)
    help_wanted = CaseTextField(_("协助的说明"), blank=True)
    help_given = CaseTextField(_("已提供的协助"), blank=True)
    form_wanted = models.CharField(_("载体"), max_length=20, choices=FORMS, blank=True)
    way_wanted = models.CharField(_("获取方式"), max_length=20, choices=WAYS, blank=True)

    status = models.CharField(_("办理状态"), max_length=20, choices=statuses, default=Status.UNCONFIRMED.value, editable=False)
    received_on = models.DateField(_("收到申请之日"), null=True, editable=False)
    due_on = models.DateField(_("答复期限"), null=True, editable=False)
    due_is_provisional = models.BooleanField(_("期限为暂计"), default=True, editable=False)
    closed_on = models.DateField(_("办结日期"), null=True, editable=False)
    outcome = models.CharField(_("办理结果"), max_length=60, blank=True, editable=False)

    created_at = models.DateTimeField(_("登记时间"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )

    objects = ApplicationManager()

    class Meta:
        verbose_name = _("政府信息公开申请")
        verbose_name_plural = _("政府信息公开申请")
        ordering = ["-arrived_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["agency", "receipt_number"], name="one_application_per_number")]
        indexes = [models.Index(fields=["agency", "status", "due_on"], name="applications_by_due_day")]

    def __str__(self) -> str:
        return self.receipt_number

    @property
    def record_id(self) -> str:
        """Its id among the records behind figures."""
        return f"application:{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it is not decided yet."""
        return not Status(self.status).is_closed

    def get_absolute_url(self) -> str:
        """The case file."""
        return reverse("applications:case", args=[self.agency.slug, self.pk])

    def outcome_words(self) -> str:
        """The outcome as the form prints it."""
        return outcome_label(self.outcome)

    def helps_words(self) -> list[str]:
        """The help asked for, in words."""
        return [str(words) for key, words in HELPS if key in self.helps.split()]

    def masked_name(self) -> str:
        """The name for lists: the first character of a person's, an organisation's in full."""
        if self.applicant_kind != "natural_person":
            return self.name
        return mask_name(self.name)

    def engine_events(self) -> tuple[EngineEvent, ...]:
        """The events as recorded, for the engine."""
        return tuple(event.engine_event() for event in self.events.all())

    def case(self) -> CaseRecord:
        """The application as a record of the engine."""
        return CaseRecord(self.record_id, self.applicant_kind, self.engine_events())


def hidden(text: str) -> str:
    """Of what somebody gave to be reached by its first character, and not how long it is."""
    return f"{text[:1]}{'*' * 7}" if text else ""


def mask_name(name: str) -> str:
    """Of a person's name the first character."""
    return name[:1] + "*" * max(1, len(name) - 1)


class ApplicationEvent(KeptEvent):
    """One thing that happened to an application."""

    TYPED = ("name", "reason", "unit")

    application = models.ForeignKey(Application, models.PROTECT, related_name="events", verbose_name=_("申请"))

    class Meta:
        verbose_name = _("办理记录")
        verbose_name_plural = _("办理记录")
        ordering = ["application", "sequence"]
        constraints = [models.UniqueConstraint(fields=["application", "sequence"], name="one_event_per_sequence")]

    def __str__(self) -> str:
        return f"{self.application} #{self.sequence} {self.kind}"

    def engine_event(self) -> EngineEvent:
        """The event for the engine."""
        return event_from(self.said())


class Attachment(SealedFile):
    """A file of the case (附件): what the applicant sent, or what goes with a letter."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="attachments", verbose_name=_("申请"))
    kind = models.CharField(_("类别"), max_length=12, choices=[*FILE_KINDS, FOUND], default="other")
    for_applicant = models.BooleanField(_("随答复提供给申请人"), default=False)
    redacted_from = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="redactions", verbose_name=_("遮盖前的文件")
    )

    class Meta(SealedFile.Meta):
        verbose_name = _("附件")
        verbose_name_plural = _("附件")

    def __str__(self) -> str:
        return f"{self.application} · {self.pk}"


class Letter(models.Model):
    """A letter of the case (文书): a draft that is composed anew whenever it is looked at, and from its signing on frozen."""

    class State(models.TextChoices):
        """Where it stands (签发)."""

        DRAFT = "draft", _("草稿")
        WAITING = "waiting", _("待签发")
        SIGNED = "signed", _("已签发")

    application = models.ForeignKey(Application, models.PROTECT, related_name="letters", verbose_name=_("申请"))
    event = models.OneToOneField(ApplicationEvent, models.PROTECT, null=True, related_name="letter", verbose_name=_("办理记录"))
    kind = models.CharField(_("文书"), max_length=40)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.SIGNED)
    year = models.PositiveSmallIntegerField(_("年"), null=True)
    serial = models.PositiveIntegerField(_("序号"), null=True)
    document_number = models.CharField(_("文号"), max_length=60, blank=True)
    made_on = models.DateField(_("日期"), null=True)
    #: As it was signed, as JSON: agency, title, number, day, lines [[key, style, text], …], names of the files that go with it.
    content = CaseTextField(_("正文"), blank=True)
    #: What a draft is composed from, as JSON: the event to be recorded, what somebody wrote into it, the note to be kept.
    basis = CaseTextField(_("起草内容"), blank=True)
    #: Paragraphs changed by hand, as JSON: {key: [what was composed, what it became]}.
    edits = CaseTextField(_("修改"), blank=True)
    #: The paragraphs as they were composed when somebody last looked after the draft, as JSON: {key: text}.
    drawn = CaseTextField(_("起草时的内容"), blank=True)
    opinion = CaseTextField(_("退回意见"), blank=True)
    #: SHA-256 of what was on the screen of whoever signed.
    digest = models.CharField(_("正文校验码"), max_length=64, blank=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("起草人")
    )
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("签发人"))
    #: Who signed on paper, where the signing was only entered here.
    paper_signer = models.CharField(_("纸质签发人"), max_length=50, blank=True)
    signed_at = models.DateTimeField(_("签发时间"), null=True)

    class Meta:
        verbose_name = _("文书")
        verbose_name_plural = _("文书")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.document_number or f"{self.application} · {self.kind}"

    @property
    def is_signed(self) -> bool:
        """Whether it is frozen."""
        return self.state == self.State.SIGNED


class LetterTemplate(models.Model):
    """An agency's own template of a kind of letter, in place of ours."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="letter_templates", verbose_name=_("机关"))
    kind = models.CharField(_("文书"), max_length=40)
    title = models.CharField(_("标题"), max_length=60)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    text = models.TextField(_("正文"))
    changed_at = models.DateTimeField(auto_now=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("文书模板")
        verbose_name_plural = _("文书模板")
        constraints = [models.UniqueConstraint(fields=["agency", "kind"], name="one_template_per_kind")]

    def __str__(self) -> str:
        return f"{self.agency} · {self.kind}"


class Erasure(models.Model):
    """What is left of an erased case (删除记录): when, why, by whom, how much. Its key is gone, its counts stay."""

    class Ground(models.TextChoices):
        """Why (《个人信息保护法》第四十七条)."""

        EXPIRED = "expired", _("保存期限届满")
        UNLAWFUL = "unlawful", _("违反法律、行政法规处理个人信息")

    application = models.OneToOneField(Application, models.PROTECT, related_name="erasure", verbose_name=_("申请"))
    ground = models.CharField(_("删除的依据"), max_length=12, choices=Ground)
    approval = models.CharField(_("批准文号或者销毁清册号"), max_length=60)
    files = models.PositiveIntegerField(_("附件数"))
    letters = models.PositiveIntegerField(_("文书数"))
    at = models.DateTimeField(_("时间"), auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("批准人"))
    #: Who asked for it: never the same person. None only for what was erased before two were needed.
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("申请删除的人")
    )

    class Meta:
        verbose_name = _("删除记录")
        verbose_name_plural = _("删除记录")

    def __str__(self) -> str:
        return str(self.application)


class ColumnNames(models.Model):
    """How an agency's other system heads the columns of its export (列名对应): remembered from one import to the next."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="column_names")
    heading = models.CharField(_("表头"), max_length=100)
    field = models.CharField(_("对应的内容"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("列名对应")
        verbose_name_plural = _("列名对应")
        constraints = [models.UniqueConstraint(fields=["agency", "heading"], name="one_field_a_heading")]

    def __str__(self) -> str:
        return f"{self.heading} → {self.field}"


class DraftFile(models.Model):
    """A file of an application that is still being filled in, sealed; it becomes an attachment, or is gone after a day."""

    #: SHA-256 of the form's token.
    form_token = models.CharField(max_length=64, db_index=True)
    kind = models.CharField(max_length=12, choices=FILE_KINDS)
    title = EncryptedTextField()
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("填写中的附件")
        verbose_name_plural = _("填写中的附件")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"


class ImportFile(models.Model):
    """A table of applications that was uploaded and not taken in yet (待导入的表格), sealed; gone when it is, or after a day."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+")
    content = models.BinaryField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("待导入的表格")
        verbose_name_plural = _("待导入的表格")

    def __str__(self) -> str:
        return f"{self.agency} {self.at:%Y-%m-%d %H:%M}"


class TrackingAttempt(models.Model):
    """A failed look-up of an application, by what was tried (hashed): too many close the door for a while."""

    key = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("查询失败记录")
        verbose_name_plural = _("查询失败记录")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class Mark(models.Model):
    """A keyed fingerprint of something in a case, by which another case with the same can be found (重复申请比对).

    The key is the installation's own (``stored_key("marks")``); without it a mark says nothing, and marks go with erasure.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=12)
    value = models.BigIntegerField()

    class Meta:
        verbose_name = _("比对标记")
        verbose_name_plural = _("比对标记")
        indexes = [models.Index(fields=["kind", "value"], name="applications_by_mark")]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


__all__ = [
    "AppendOnlyError",
    "Application",
    "ApplicationEvent",
    "Attachment",
    "CaseKey",
    "ErasureRequest",
    "Letter",
    "LetterTemplate",
    "Mark",
    "StoredKey",
    "TrackingAttempt",
]  # fmt: skip

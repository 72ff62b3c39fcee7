"""Reconsiderations and lawsuits about disclosure (因政府信息公开工作被申请行政复议、提起行政诉讼).

A dispute is its events; ``stage``, ``closed_on`` and the other copies are folds over them, kept for lists only.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from disclosure.records import DisputeCase, DisputeKind, DisputeOutcome, Stage, dispute_event_from
from disclosure.records import DisputeEvent as EngineEvent
from portal.agencies.models import Agency
from portal.applications.models import Application
from portal.applications.privacy.models import AskedErasure
from portal.applications.sealing.fields import CaseTextField
from portal.applications.sealing.models import KeptEvent, OwnKey, SealedFile

KINDS = [
    (DisputeKind.RECONSIDERATION.value, _("行政复议")),
    (DisputeKind.LITIGATION_DIRECT.value, _("行政诉讼（未经复议直接起诉）")),
    (DisputeKind.LITIGATION_AFTER_RECONSIDERATION.value, _("行政诉讼（复议后起诉）")),
]
OUTCOMES = [
    (DisputeOutcome.UPHELD.value, _("结果维持")),
    (DisputeOutcome.CORRECTED.value, _("结果纠正")),
    (DisputeOutcome.OTHER.value, _("其他结果")),
]
STAGES = [
    (Stage.TO_ANSWER.value, _("待答复、答辩")),
    (Stage.PENDING.value, _("审理中")),
    (Stage.SUSPENDED.value, _("已中止")),
    (Stage.DECIDED.value, _("已作出决定、裁判")),
]


class Part(models.TextChoices):
    """As what the agency is party (国办公开办函〔2016〕201号: of co-defendants the agency that acted counts the case)."""

    ACTING = "acting", _("作出原行政行为的机关（计入本机关表四）")
    REVIEWING = "reviewing", _("复议机关作共同被告（由作出原行政行为的机关统计，不计入本机关表四）")


class Dispute(OwnKey):
    """A dispute, tied to its application where there is one. Who brought it is encrypted, under a key of its own."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="disputes", verbose_name=_("机关"))
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="disputes", verbose_name=_("所涉申请")
    )
    reconsideration = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="lawsuits", verbose_name=_("先前的行政复议")
    )
    kind = models.CharField(_("类别"), max_length=40, choices=KINDS)
    part = models.CharField(_("本机关的地位"), max_length=12, choices=Part, default=Part.ACTING)
    organ = models.CharField(_("复议机关或者法院"), max_length=100)
    case_number = models.CharField(_("案号"), max_length=60, blank=True)
    party = CaseTextField(_("复议申请人或者原告"), blank=True)

    stage = models.CharField(_("审理阶段"), max_length=12, choices=STAGES, default=Stage.TO_ANSWER.value, editable=False)
    filed_on = models.DateField(_("受理日期"), null=True, editable=False)
    closed_on = models.DateField(_("审结日期"), null=True, editable=False)
    outcome = models.CharField(_("计入表四"), max_length=20, choices=OUTCOMES, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("行政复议、行政诉讼")
        verbose_name_plural = _("行政复议、行政诉讼")
        ordering = ["-filed_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.case_number or (self.filed_on.isoformat() if self.filed_on else '')}"

    @property
    def record_id(self) -> str:
        """Its id among the records behind figures."""
        return f"dispute:{self.pk}"

    @property
    def counts(self) -> bool:
        """Whether table four of this agency counts it."""
        return self.part == Part.ACTING

    def get_absolute_url(self) -> str:
        """The case page."""
        return reverse("disputes:case", args=[self.agency.slug, self.pk])

    def engine_events(self) -> tuple[EngineEvent, ...]:
        """The events as recorded, for the engine."""
        return tuple(event.engine_event() for event in self.events.all())

    def case(self) -> DisputeCase:
        """The dispute as a record of the engine."""
        return DisputeCase(self.record_id, DisputeKind(self.kind), self.engine_events())


class DisputeEvent(KeptEvent):
    """One thing that happened in a dispute."""

    TYPED = ("reason",)
    case_through = "dispute"

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="events", verbose_name=_("案件"))
    #: Court and number of a further instance.
    organ = models.CharField(_("法院"), max_length=100, blank=True)
    case_number = models.CharField(_("案号"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("案件记录")
        verbose_name_plural = _("案件记录")
        ordering = ["dispute", "sequence"]
        constraints = [models.UniqueConstraint(fields=["dispute", "sequence"], name="one_dispute_event_per_sequence")]

    def __str__(self) -> str:
        return f"{self.dispute} #{self.sequence} {self.kind}"

    def engine_event(self) -> EngineEvent:
        """The event for the engine."""
        return dispute_event_from(self.said())


class DisputeFile(SealedFile):
    """A document of a dispute (复议申请书、答复书、证据、决定书、裁判文书)."""

    case_through = "dispute"

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="files", verbose_name=_("案件"))

    class Meta(SealedFile.Meta):
        verbose_name = _("案件文书")
        verbose_name_plural = _("案件文书")

    def __str__(self) -> str:
        return f"{self.dispute} · {self.pk}"


class DisputeErasure(AskedErasure):
    """Somebody asks that a dispute about no application be erased; approved, it stays as what is left of it (删除记录)."""

    case_through = "dispute"

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="erasure_requests", verbose_name=_("案件"))

    class Meta(AskedErasure.Meta):
        verbose_name = _("案件的删除审批")
        verbose_name_plural = _("案件的删除审批")
        constraints = [
            models.UniqueConstraint(fields=["dispute"], condition=Q(approved=None), name="one_dispute_erasure_waits")
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.dispute)

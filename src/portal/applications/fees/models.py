"""A fee with its notice, and the money that came in or went back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from disclosure.records import Standard
from portal.applications.models import Application, ApplicationEvent, Letter
from portal.applications.sealing.fields import CaseTextField


def standards() -> list[tuple[str, object]]:
    """The two standards with their words."""
    return [(str(each), lazy(each.label.text, str)()) for each in Standard]


class Fee(models.Model):
    """The decision to charge an application, or not to (减免): by one standard, with its amount in whole 元.

    ``number`` is the application's place among its applicant's of the month, or the pages supplied; ``computed`` what the law
    says, ``amount`` what is asked for, less where the agency waives some or all of it for a reason.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="fees", verbose_name=_("申请"))
    standard = models.CharField(_("收费标准"), max_length=10, choices=standards)
    number = models.PositiveIntegerField(_("件次、页数"))
    computed = models.PositiveIntegerField(_("按标准应收（元）"))
    amount = models.PositiveIntegerField(_("决定收取（元）"))
    waiver_reason = CaseTextField(_("减免的理由"), blank=True)
    pay_how = models.TextField(_("缴纳方式"), blank=True)
    decided_on = models.DateField(_("决定日期"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("经办"))
    #: The notice: a letter made here, or one that was made on paper.
    letter = models.OneToOneField(Letter, models.SET_NULL, null=True, related_name="fee", verbose_name=_("收费通知"))
    paper_number = models.CharField(_("纸质通知的文号"), max_length=60, blank=True)
    paper_on = models.DateField(_("纸质通知的日期"), null=True)
    #: The applicant received the notice (收到收费通知).
    event = models.OneToOneField(ApplicationEvent, models.PROTECT, null=True, related_name="fee", verbose_name=_("办理记录"))
    cancelled_on = models.DateField(_("撤销日期"), null=True)
    cancelled_reason = CaseTextField(_("撤销的理由"), blank=True)
    at = models.DateTimeField(_("登记时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("信息处理费")
        verbose_name_plural = _("信息处理费")
        ordering = ["pk"]
        constraints = [
            # 办法第三条: one application, one standard.
            models.UniqueConstraint(fields=["application"], condition=Q(cancelled_on=None), name="one_fee_per_application")
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.amount}"

    @property
    def record_id(self) -> str:
        """Its id among the records behind figures."""
        return f"fee:{self.pk}"

    @property
    def is_waived(self) -> bool:
        """Whether nothing is asked for."""
        return self.amount == 0

    @property
    def noticed_on(self) -> object:
        """The day of the notice once it is issued, None before."""
        if self.paper_on is not None:
            return self.paper_on
        return self.letter.made_on if self.letter is not None and self.letter.is_signed else None

    @property
    def notice_number(self) -> str:
        """The number of the notice."""
        return self.paper_number or (self.letter.document_number if self.letter is not None else "")

    @property
    def received(self) -> int:
        """What came in, less what was given back, in 元; without what was keyed wrongly."""
        return sum(each.amount for each in self.counting_payments())

    def _struck(self) -> set[int]:
        return {event.payload["sequence"] for event in self.application.events.all() if event.kind == "struck"}

    @property
    def reached_on(self) -> object:
        """The day on which the applicant received the notice; None before, and where that entry was taken back."""
        return None if self.event is None or self.event.sequence in self._struck() else self.event.on

    def counting_payments(self) -> list[Payment]:
        """The payments that count: not taken back, and neither was the event that went with them."""
        struck = self._struck()
        return [
            each for each in self.payments.select_related("event")
            if not each.void_reason and (each.event is None or each.event.sequence not in struck)
        ]  # fmt: skip

    def get_absolute_url(self) -> str:
        """Its page in the case."""
        return reverse("applications:fee", args=[self.application.agency.slug, self.application_id])


class Payment(models.Model):
    """Money that came in (缴费), or below zero, that was given back (退付), with its voucher (财政票据)."""

    case_through = "fee"

    fee = models.ForeignKey(Fee, models.PROTECT, related_name="payments", verbose_name=_("信息处理费"))
    on = models.DateField(_("日期"))
    amount = models.IntegerField(_("金额（元）"))
    voucher = models.CharField(_("票据号码"), max_length=60)
    reason = CaseTextField(_("退付的理由"), blank=True)
    event = models.OneToOneField(ApplicationEvent, models.PROTECT, null=True, related_name="payment", verbose_name=_("办理记录"))
    void_reason = CaseTextField(_("误录的说明"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("登记人"))
    at = models.DateTimeField(_("登记时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("缴费")
        verbose_name_plural = _("缴费")
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.fee} · {self.on} · {self.amount}"

"""What the page of a fee asks."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from disclosure.records import Standard
from portal.applications.act_form import day, words
from portal.applications.fees.models import standards
from portal.today import today


class DayForm(forms.Form):
    """Something that happened on a day."""

    on = day(_("日期"))

    def clean_on(self) -> date:
        """Only what has happened."""
        on: date = self.cleaned_data["on"]
        if on > today():
            raise ValidationError(_("只能记录已经发生的事，日期不能晚于今天"))
        return on


class DecideForm(forms.Form):
    """收费决定: by which standard, and what is waived."""

    standard = forms.ChoiceField(
        label=_("收费标准"), choices=standards, widget=forms.RadioSelect, initial=Standard.BY_ITEM.value,
        help_text=_("一件申请只能按一种标准计收。以告知获取方式、途径答复的，不按量计收。"),
    )  # fmt: skip
    pages = forms.IntegerField(
        label=_("提供的页数"), min_value=1, max_value=100_000, required=False,
        help_text=_("只在按量计收时填写。不大于A4的单面纸为1页，每件申请单独计算。"),
    )  # fmt: skip
    waived = forms.IntegerField(label=_("减免的金额（元）"), min_value=0, required=False, initial=0)
    reason = words(_("减免的理由"), rows=2)
    pay_how = words(_("缴纳方式"), rows=2, hint=_("会写入收费通知，例如凭缴款码到代收银行缴纳。全部免收的不必填写。"))

    def clean(self) -> dict[str, Any]:
        """Pages where they count."""
        cleaned = super().clean() or {}
        if cleaned.get("standard") == Standard.BY_PAGE and not cleaned.get("pages"):
            self.add_error("pages", _("按量计收的，请填写提供的页数"))
        return cleaned


class PaperForm(DayForm):
    """A notice made on paper."""

    on = day(_("纸质通知的日期"))
    number = forms.CharField(label=_("纸质通知的文号"), max_length=60)


class ReceivedForm(DayForm):
    """收到收费通知."""

    on = day(_("申请人收到收费通知之日"), _("从次日起计算缴费期限，答复期限暂停。"))
    note = words(_("送达的方式和凭证"), rows=2)


class PayForm(DayForm):
    """缴费."""

    on = day(_("完成缴费之日"))
    amount = forms.IntegerField(label=_("金额（元）"), min_value=1)
    voucher = forms.CharField(label=_("票据号码"), max_length=60)


class RefundForm(DayForm):
    """退付."""

    on = day(_("退付之日"))
    amount = forms.IntegerField(label=_("金额（元）"), min_value=1)
    voucher = forms.CharField(label=_("票据号码"), max_length=60)
    reason = words(_("退付的理由"), rows=2, required=True)


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = words(_("理由"), rows=2, required=True)

"""What an application asks of its applicant (第二十九条), one question a screen; and the same at once for staff."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.applications.choices import (
    CHANNELS,
    FORMS,
    IDENTITY_KINDS,
    NATURAL_PERSON,
    WAYS,
    applicant_kinds,
    applicant_kinds_explained,
)
from portal.today import today

_PHONE = re.compile(r"[0-9+()（） -]{6,30}")
LARGEST_FILE = 10 * 1024 * 1024
_SHORT, _LONG = 200, 2000


def _text(label: Any, *, required: bool = False, length: int = _SHORT, hint: Any = "", **attributes: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 5, **attributes}) if length > _SHORT else forms.TextInput(attrs=attributes)
    return forms.CharField(label=label, required=required, max_length=length, help_text=hint, widget=widget)


class KindForm(forms.Form):
    """Who applies."""

    title = _("您以什么身份申请？")
    applicant_kind = forms.ChoiceField(
        label=_("申请人"), choices=applicant_kinds_explained, widget=forms.RadioSelect,
        error_messages={"required": _("请选择申请人的类别")},
        help_text=_("由律师等代理的，按委托人的身份选择。"),
    )  # fmt: skip
    has_agent = forms.BooleanField(label=_("由代理人办理"), required=False)


class NameForm(forms.Form):
    """Name and proof of identity."""

    title = _("申请人的姓名和身份证明")
    name = _text(_("姓名或者名称"), required=True, autocomplete="name")
    identity_kind = forms.ChoiceField(label=_("证件名称"), choices=IDENTITY_KINDS)
    identity_number = _text(
        _("证件号码"), required=True, hint=_("法律要求提供身份证明。号码加密保存，只用于核实身份。"), autocomplete="off"
    )
    contact_person = _text(_("联系人"))
    agent = _text(_("代理人姓名"), hint=_("代理人须提交授权委托书，可以在核实时补交。"))

    def __init__(self, *args: Any, answers: dict[str, Any], **kwargs: Any) -> None:
        """Ask only what concerns this kind of applicant."""
        super().__init__(*args, **kwargs)
        if answers.get("applicant_kind") == NATURAL_PERSON:
            del self.fields["contact_person"]
            self.fields["name"].label = _("姓名")
            self.fields["identity_kind"].choices = [each for each in IDENTITY_KINDS if each[0] != "credit_code"]
        else:
            self.fields["contact_person"].required = True
            self.fields["name"].label = _("单位名称")
            self.fields["identity_kind"].initial = "credit_code"
        if answers.get("has_agent"):
            self.fields["agent"].required = True
        else:
            del self.fields["agent"]


class ContactForm(forms.Form):
    """How to reach the applicant."""

    title = _("怎样与您联系")
    phone = _text(
        _("联系电话"), hint=_("本机关收到网上申请后要与您确认，以确认之日为收到之日。"), autocomplete="tel", inputmode="tel"
    )
    email = forms.EmailField(label=_("电子邮箱"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    address = _text(_("通信地址"), hint=_("要求邮寄的必须填写。"), autocomplete="street-address")
    postcode = _text(_("邮政编码"), inputmode="numeric", autocomplete="postal-code")

    def clean_phone(self) -> str:
        """A number that can be dialled."""
        phone = str(self.cleaned_data["phone"]).strip()
        if phone and not _PHONE.fullmatch(phone):
            raise ValidationError(_("电话号码只能有数字、空格、括号和连字符"))
        return phone

    def clean(self) -> dict[str, Any]:
        """At least one way to reach the applicant (第二十九条)."""
        cleaned = super().clean() or {}
        if not self.errors and not (cleaned.get("phone") or cleaned.get("email")):
            self.add_error("phone", _("请至少填写联系电话或者电子邮箱中的一项，否则本机关无法与您确认"))
        return cleaned


class AskedForm(forms.Form):
    """What information is asked for."""

    title = _("您需要什么信息")
    asked = _text(
        _("所需信息的名称"), required=True, length=500,
        hint=_("例如：2023年柳林村土地征收补偿安置方案。一次申请最好只要一项信息。无需说明理由和用途。"),
    )  # fmt: skip
    asked_number = _text(_("文号"), hint=_("知道文号的请填写。"))
    description = _text(_("其他有助于查找的描述"), length=_LONG, hint=_("时间、地点、文件涉及的事项等。写得越具体，找得越快。"))


class WantedForm(forms.Form):
    """In which form, by which way."""

    title = _("您希望怎样得到信息")
    form_wanted = forms.ChoiceField(label=_("载体"), choices=FORMS, widget=forms.RadioSelect, initial="electronic")
    way_wanted = forms.ChoiceField(label=_("获取方式"), choices=WAYS, widget=forms.RadioSelect, initial="email")

    def __init__(self, *args: Any, answers: dict[str, Any], **kwargs: Any) -> None:
        """Keep what was said before at hand: an address is needed for post."""
        super().__init__(*args, **kwargs)
        self.answers = answers

    def clean_way_wanted(self) -> str:
        """Post needs an address, e-mail an e-mail address."""
        way = str(self.cleaned_data["way_wanted"])
        for needed, field, words in (
            ("post", "address", _("要求邮寄的，请返回上一步填写通信地址")),
            ("email", "email", _("要求发送电子邮件的，请返回上一步填写电子邮箱")),
        ):
            if way == needed and not self.answers.get(field):
                raise ValidationError(words)
        return way


class EntryForm(NameForm, ContactForm, AskedForm):
    """Everything at once, for staff who enter what came by another way."""

    title = _("登记申请")
    channel = forms.ChoiceField(label=_("申请渠道"), choices=CHANNELS)
    arrived_on = forms.DateField(
        label=_("收到日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("当面提交之日、签收之日，或者信函、传真到达之日。"),
    )  # fmt: skip
    applicant_kind = forms.ChoiceField(label=_("申请人类别"), choices=applicant_kinds)
    form_wanted = forms.ChoiceField(label=_("载体"), choices=[("", "—"), *FORMS], required=False)
    way_wanted = forms.ChoiceField(label=_("获取方式"), choices=[("", "—"), *WAYS], required=False)
    scan = forms.FileField(label=_("申请表、信封等扫描件"), required=False, help_text=_("不超过10MB，加密保存。"))
    field_order = (
        "channel", "arrived_on", "applicant_kind", "name", "identity_kind", "identity_number", "contact_person", "agent",
        "phone", "email", "address", "postcode", "asked", "asked_number", "description", "form_wanted", "way_wanted", "scan",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """All fields, whatever the kind of applicant."""
        super().__init__(*args, answers={"has_agent": True}, **kwargs)
        self.fields["identity_kind"].choices = IDENTITY_KINDS
        self.fields["identity_kind"].initial = "identity_card"
        for name in ("contact_person", "agent", "identity_number"):
            self.fields[name].required = False
        self.fields["name"].label = _("姓名或者名称")
        self.fields["identity_number"].help_text = _("加密保存，页面上只显示一部分。")
        self.fields["phone"].help_text = ""

    def clean_arrived_on(self) -> Any:
        """Not in the future."""
        day = self.cleaned_data["arrived_on"]
        if day > today():
            raise ValidationError(_("收到日期不能晚于今天"))
        return day

    def clean_scan(self) -> Any:
        """Not too large."""
        return check_size(self.cleaned_data.get("scan"))

    def clean(self) -> dict[str, Any]:
        """What came on paper may lack contact details; then it is corrected (补正), not refused."""
        return self.cleaned_data


def check_size(upload: Any) -> Any:
    """The upload. Raises :class:`ValidationError` where it is too large."""
    if upload and upload.size > LARGEST_FILE:
        raise ValidationError(_("文件超过10MB，请压缩或者拆分后再上传"))
    return upload


class TrackForm(forms.Form):
    """Number and secret."""

    number = _text(_("受理编号"), required=True, hint=_("回执上的编号，如 20240908-001。"), autocomplete="off")
    secret = _text(_("查询码"), required=True, hint=_("回执上的10位查询码，不分大小写。"), autocomplete="off")


#: The screens of the public form in order: key in the address, and the form.
STEPS: dict[str, type[forms.Form]] = {
    "who": KindForm,
    "name": NameForm,
    "contact": ContactForm,
    "what": AskedForm,
    "how": WantedForm,
}

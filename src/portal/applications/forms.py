"""What an application asks of its applicant (第二十九条), one question a screen; and the same at once for staff."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from disclosure.privacy import is_credit_code, is_identity_card
from disclosure.records import Channel
from portal.applications.choices import (
    FILE_KINDS,
    FORMS,
    HELPS,
    IDENTITY_KINDS,
    NATURAL_PERSON,
    REVEAL_REASONS,
    WAYS,
    WAYS_OF,
    applicant_kinds,
    applicant_kinds_explained,
)
from portal.applications.intake.uploads import named, suffix_of
from portal.marks import listed
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
    legal_representative = _text(_("法定代表人"), hint=_("非法人组织填写负责人。"))
    contact_person = _text(_("联系人"))

    def __init__(self, *args: Any, answers: dict[str, Any], **kwargs: Any) -> None:
        """Ask only what concerns this kind of applicant."""
        super().__init__(*args, **kwargs)
        if answers.get("applicant_kind") == NATURAL_PERSON:
            del self.fields["contact_person"], self.fields["legal_representative"]
            self.fields["name"].label = _("姓名")
            self.fields["identity_kind"].choices = [each for each in IDENTITY_KINDS if each[0] != "credit_code"]
        else:
            self.fields["contact_person"].required = True
            self.fields["legal_representative"].required = True
            self.fields["name"].label = _("单位名称")
            self.fields["identity_kind"].initial = "credit_code"
            self.fields["identity_number"].label = _("统一社会信用代码或者其他证件号码")

    def clean(self) -> dict[str, Any]:
        """A number that can't be right is said at once: whoever mistyped it would have to be asked for it later (补正)."""
        cleaned = super().clean() or {}
        number, kind = str(cleaned.get("identity_number", "")), cleaned.get("identity_kind")
        if number and kind == "identity_card" and not is_identity_card(number):
            self.add_error("identity_number", _("身份证号码不对：应为18位，且最后一位与前17位相符，请对照证件逐位核对"))
        if number and kind == "credit_code" and not is_credit_code(number):
            self.add_error("identity_number", _("统一社会信用代码不对：应为18位数字和大写字母，请对照营业执照或者登记证书核对"))
        return cleaned


class AgentForm(forms.Form):
    """Who acts for the applicant, with what authority."""

    title = _("代理人")
    agent = _text(_("代理人姓名"), required=True)
    agent_identity = _text(_("代理人证件号码"), required=True, hint=_("加密保存，只用于核实身份。"), autocomplete="off")
    agent_phone = _text(_("代理人电话"), autocomplete="off", inputmode="tel")
    authority = forms.FileField(
        label=_("授权委托书"), required=False, help_text=_("照片或者PDF，不超过10MB。现在没有的，可以在核实时补交。")
    )

    def clean_authority(self) -> Any:
        """A file of a kind that is taken, or none."""
        return checked_upload(self.cleaned_data.get("authority"))


class MoreForm(forms.Form):
    """What helps to find it, and what help the applicant needs; all optional."""

    title = _("材料和协助（都可以不填）")
    upload = forms.FileField(
        label=_("附上材料"), required=False,
        help_text=_("例如身份证明、有关文件的照片。PDF、Word或者图片，每个不超过10MB，最多5个。"),
    )  # fmt: skip
    upload_kind = forms.ChoiceField(label=_("这份材料是"), choices=FILE_KINDS, initial="identity", required=False)
    helps = forms.MultipleChoiceField(
        label=_("阅读、视听或者行动有困难的，需要哪些协助？"), choices=HELPS, widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("本机关应当为您提供必要的帮助（第四十三条）。"),
    )  # fmt: skip
    help_wanted = _text(_("协助的说明"), length=500)

    def clean_upload(self) -> Any:
        """A file of a kind that is taken, or none."""
        return checked_upload(self.cleaned_data.get("upload"))

    def clean_helps(self) -> str:
        """The keys as they are stored."""
        return " ".join(self.cleaned_data["helps"])


class ContactForm(forms.Form):
    """How to reach the applicant."""

    title = _("怎样与您联系")
    phone = _text(
        _("联系电话"),
        hint=_("电话和电子邮箱至少填写一项：本机关收到网上申请后要与您确认，以确认之日为收到之日。"),
        autocomplete="tel",
        inputmode="tel",
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
        """Post needs an address, e-mail an e-mail address; and it must be a way that carries the form."""
        way = str(self.cleaned_data["way_wanted"])
        for needed, field, words in (
            ("post", "address", _("要求邮寄的，请返回上一步填写通信地址")),
            ("email", "email", _("要求发送电子邮件的，请返回上一步填写电子邮箱")),
        ):
            if way == needed and not self.answers.get(field):
                raise ValidationError(words)
        form = self.cleaned_data.get("form_wanted")
        if form and way not in WAYS_OF[form]:
            names = {"form": dict(FORMS)[form], "way": dict(WAYS)[way], "ways": listed(dict(WAYS)[one] for one in WAYS_OF[form])}
            raise ValidationError(_("“%(form)s”不能用“%(way)s”的方式提供，请选择：%(ways)s；或者换一种载体。"), params=names)
        return way


#: The ways in which an application comes, as somebody who enters it tells them apart: (channel, manner).
ARRIVALS = {
    "counter": (Channel.COUNTER, ""),
    "oral": (Channel.COUNTER, "oral"),
    "registered_post": (Channel.REGISTERED_POST, ""),
    "post": (Channel.POST, ""),
    "fax": (Channel.FAX, ""),
    "email": (Channel.ONLINE, "email"),
    "online": (Channel.ONLINE, ""),
}
ARRIVAL_CHOICES = [
    ("counter", _("当面提交书面申请")),
    ("oral", _("当面口头提出，由工作人员代为填写")),
    ("registered_post", _("需签收的邮寄（挂号信、邮政特快专递）")),
    ("post", _("平常信函")),
    ("fax", _("传真")),
    ("email", _("电子邮件")),
    ("online", _("其他互联网渠道（另一个网站、公众号）")),
]


class EntryForm(NameForm, ContactForm, AskedForm):
    """Everything at once, for staff who enter what came by another way."""

    title = _("登记申请")
    channel = forms.ChoiceField(label=_("申请渠道"), choices=ARRIVAL_CHOICES)
    read_back = forms.BooleanField(
        label=_("口头申请：已把填写的内容读给申请人听，申请人确认无误并签名或者捺印"), required=False,
        help_text=_("书写确有困难的，可以口头提出（第二十九条）。打印填好的申请表请申请人签名，扫描件附在下面。"),
    )  # fmt: skip
    arrived_on = forms.DateField(
        label=_("收到日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("当面提交之日、签收之日，或者信函、传真到达之日。"),
    )  # fmt: skip
    applicant_kind = forms.ChoiceField(label=_("申请人类别"), choices=applicant_kinds)
    form_wanted = forms.ChoiceField(label=_("载体"), choices=[("", "—"), *FORMS], required=False)
    way_wanted = forms.ChoiceField(label=_("获取方式"), choices=[("", "—"), *WAYS], required=False)
    agent = _text(_("代理人姓名"))
    agent_identity = _text(_("代理人证件号码"))
    agent_phone = _text(_("代理人电话"))
    other_number = _text(_("其他系统编号"), length=80, hint=_("同时登记在省级等其他系统的，填写那里的编号，以后可以按它查找。"))
    helps = forms.MultipleChoiceField(
        label=_("需要的协助"), choices=HELPS, widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("申请人存在阅读困难或者视听障碍的，应当提供必要的帮助（第四十三条）。"),
    )  # fmt: skip
    help_given = _text(_("已提供的协助"), length=500)
    scan = forms.FileField(label=_("申请表、信封等扫描件"), required=False, help_text=_("不超过10MB，加密保存。"))
    authority = forms.FileField(label=_("授权委托书"), required=False, help_text=_("由代理人提出的附上。"))
    field_order = (
        "channel", "arrived_on", "read_back", "other_number", "applicant_kind", "name", "identity_kind", "identity_number",
        "legal_representative", "contact_person", "agent", "agent_identity", "agent_phone", "authority", "phone", "email",
        "address", "postcode", "asked", "asked_number", "description", "form_wanted", "way_wanted", "helps", "help_given", "scan",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """All fields, whatever the kind of applicant."""
        super().__init__(*args, answers={}, **kwargs)
        self.fields["identity_kind"].choices = IDENTITY_KINDS
        self.fields["identity_kind"].initial = "identity_card"
        for name in ("contact_person", "legal_representative", "identity_number"):
            self.fields[name].required = False
        self.fields["identity_number"].label = _("证件号码")
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
        """A file of a kind that is taken, or none."""
        return checked_upload(self.cleaned_data.get("scan"))

    def clean_authority(self) -> Any:
        """A file of a kind that is taken, or none."""
        return checked_upload(self.cleaned_data.get("authority"))

    def clean(self) -> dict[str, Any]:
        """What came on paper may lack contact details, or bear a wrong number; then it is corrected (补正), not refused.

        An oral application counts once it was read back and signed.
        """
        if self.cleaned_data.get("channel") == "oral" and not self.cleaned_data.get("read_back"):
            self.add_error("read_back", _("口头提出的，先读给申请人听，经其确认并签名或者捺印"))
        return self.cleaned_data

    def arrival(self) -> dict[str, Any]:
        """Channel, manner and day, as :func:`portal.applications.services.submit` takes them."""
        channel, manner = ARRIVALS[self.cleaned_data["channel"]]
        day = self.cleaned_data["arrived_on"]
        answers = {"manner": manner, "read_back_on": day if manner == "oral" else None}
        return {"channel": channel, "arrived_on": day, "answers": answers}

    def answers(self) -> dict[str, Any]:
        """The fields of the application that were filled in."""
        own = {"channel", "arrived_on", "read_back", "scan", "authority"}
        said = {name: value for name, value in self.cleaned_data.items() if name not in own}
        return said | {"helps": " ".join(said["helps"])} | self.arrival()["answers"]

    def received_files(self) -> list[tuple[str, bytes, str]]:
        """The files that came with it: name, content, kind."""
        given = (("scan", "application"), ("authority", "authority"))
        return [
            (upload.name, upload.read(), kind) for name, kind in given if (upload := self.cleaned_data.get(name))
        ]  # fmt: skip


def check_size(upload: Any) -> Any:
    """The upload. Raises :class:`ValidationError` where it is too large."""
    if upload and upload.size > LARGEST_FILE:
        raise ValidationError(_("文件超过10MB，请压缩或者拆分后再上传"))
    return upload


def checked_upload(upload: Any) -> Any:
    """The upload. Raises :class:`ValidationError` where it is too large, empty, or of a kind that is not taken."""
    if not check_size(upload):
        return upload
    suffix = suffix_of(upload.read())
    upload.seek(0)
    if suffix is None:
        raise ValidationError(_("只接受PDF、Word（.docx、.doc）、WPS文字、OFD和图片。请转换或者拍照后再上传"))
    upload.name = named(upload.name, suffix)
    return upload


class RevealForm(forms.Form):
    """Why somebody looks at what is masked."""

    reason = forms.ChoiceField(
        label=_("查看的理由"),
        choices=REVEAL_REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择查看的理由")},
    )


class TrackForm(forms.Form):
    """Number and secret."""

    number = _text(_("受理编号"), required=True, hint=_("回执上的编号，如 20240908-001。"), autocomplete="off")
    secret = _text(_("查询码"), required=True, hint=_("回执上的10位查询码，不分大小写。"), autocomplete="off")


#: The screens of the public form in order: key in the address, and the form.
STEPS: dict[str, type[forms.Form]] = {
    "who": KindForm,
    "name": NameForm,
    "agent": AgentForm,
    "contact": ContactForm,
    "what": AskedForm,
    "how": WantedForm,
    "more": MoreForm,
}
#: Steps that may be passed over.
OPTIONAL = {"more"}


def steps_for(answers: Mapping[str, Any]) -> list[str]:
    """The steps that an applicant goes through: an agent is asked for only where there is one."""
    return [step for step in STEPS if step != "agent" or answers.get("has_agent")]

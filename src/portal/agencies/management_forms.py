"""Forms with which an office manages itself: its people and its particulars."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency, Level, Person, Role

_POSTCODE = RegexValidator(r"^\d{6}$", _("邮政编码是6位数字。"))


def roles_in(agency: Agency) -> list[tuple[str, Any]]:
    """The roles that can be given in an agency: supervising is a government's work."""
    townlike = agency.level in (Level.TOWNSHIP, Level.COUNTY_DEPARTMENT)
    return [(role.value, role.label) for role in Role if not (townlike and role is Role.SUPERVISOR)]


class PersonForm(forms.Form):
    """Somebody who joins the office."""

    name = forms.CharField(label=_("姓名"), max_length=50)
    username = forms.RegexField(
        r"^[\w.@+-]+$", label=_("登录名"), max_length=60, help_text=_("字母、数字或汉字，登录时用，不能与别人相同。"),
        error_messages={"invalid": _("登录名只能用字母、数字、汉字和 . @ + - _。")},
    )  # fmt: skip
    email = forms.EmailField(
        label=_("电子邮箱"), required=False, help_text=_("填写后，设置密码的链接会发到这里；不填就打印出来交给本人。")
    )
    roles = forms.MultipleChoiceField(label=_("角色"), widget=forms.CheckboxSelectMultiple)
    unit = forms.CharField(label=_("部门"), max_length=50, required=False)

    def __init__(self, agency: Agency, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["roles"].choices = roles_in(agency)  # type: ignore[attr-defined]

    def clean_username(self) -> str:
        """Refuse a name that somebody has."""
        name = str(self.cleaned_data["username"])
        if Person.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError(_("这个登录名已经有人用了，请换一个。"))
        return name


class RolesForm(forms.Form):
    """The roles of somebody who works in the office."""

    roles = forms.MultipleChoiceField(label=_("角色"), widget=forms.CheckboxSelectMultiple)
    unit = forms.CharField(label=_("部门"), max_length=50, required=False)

    def __init__(self, agency: Agency, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["roles"].choices = roles_in(agency)  # type: ignore[attr-defined]


class OfficeForm(forms.ModelForm):  # type: ignore[type-arg]
    """The particulars of an agency, which stand on its site, in its replies and in its report."""

    class Meta:
        model = Agency
        fields = (
            "name", "short_name", "disclosure_office", "address", "postcode", "phone", "fax", "email", "office_hours",
            "functions", "document_prefix", "reconsideration_organ", "court", "reconsideration_online", "reviewers_needed",
            "confirms_automatically", "hosting",
        )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["postcode"].validators.append(_POSTCODE)
        reviewers = self.fields["reviewers_needed"]
        reviewers.help_text = _("一条信息发布前至少由几个不同的人审核（含终审），作者不能审核自己的信息。")
        reviewers.widget.attrs.update(min=1, max=9)  # type: ignore[attr-defined]
        self.fields["reconsideration_online"].help_text = _(
            "填写后写入答复的救济途径；通过网络送达的，应当告知（行政复议法第二十二条）。"
        )
        self.fields["functions"].widget.attrs["rows"] = 4  # type: ignore[attr-defined]
        self.fields["confirms_automatically"].help_text = _("打开后，网上提交的申请当天视为双方确认收到，答复期限从这一天起算。")
        self.fields["hosting"].help_text = _("关闭后，公开网站不再从这里打开；内容导出到上级平台发布。")

    def clean_reviewers_needed(self) -> int:
        """One to nine."""
        needed = int(self.cleaned_data["reviewers_needed"])
        if not 1 <= needed <= 9:
            raise forms.ValidationError(_("请填1到9之间的数。"))
        return needed


class FirstRunForm(forms.Form):
    """The agency and the first account of a new installation."""

    code = forms.CharField(label=_("启动码"), max_length=40, help_text=_("运行 gongkai serve 的窗口里显示的一串字符。"))
    agency_name = forms.CharField(label=_("机关名称"), max_length=100, help_text=_("全称，例如：某某县某某镇人民政府。"))
    short_name = forms.CharField(label=_("简称"), max_length=40)
    slug = forms.SlugField(
        label=_("网址名"), max_length=50, help_text=_("网址中的名字，只用小写字母、数字和连字符，例如 qinghe。")
    )
    level = forms.ChoiceField(label=_("层级"), choices=Level.choices, initial=Level.TOWNSHIP)
    name = forms.CharField(label=_("您的姓名"), max_length=50)
    username = PersonForm.base_fields["username"]
    email = forms.EmailField(label=_("电子邮箱"), required=False, help_text=_("忘记密码时用来找回。"))
    password = forms.CharField(
        label=_("密码"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False,
        help_text=_("至少10个字符，不要用常见密码。"),
    )  # fmt: skip

    def clean_slug(self) -> str:
        """Lower case, so that one address names one agency."""
        return str(self.cleaned_data["slug"]).lower()

    def clean(self) -> dict[str, Any]:
        """The password must be a good one."""
        values = super().clean() or {}
        if values.get("password"):
            try:
                validate_password(values["password"], Person(username=values.get("username", ""), email=values.get("email", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return values

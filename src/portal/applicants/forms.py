"""What applicants fill in beside the application itself."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm, SignupForm
from django import forms
from django.utils.translation import gettext_lazy as _

from portal.applications.forms import check_size

SCORES = [(5, _("非常满意")), (4, _("满意")), (3, _("一般")), (2, _("不满意")), (1, _("非常不满意"))]


class CorrectionForm(forms.Form):
    """The correction that was asked for."""

    text = forms.CharField(
        label=_("补正的内容"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("按补正告知书逐项填写，例如信息的名称、文号、时间范围。"),
    )  # fmt: skip
    upload = forms.FileField(label=_("附件"), required=False, help_text=_("需要补交材料的才上传，不超过10MB，加密保存。"))

    def clean_upload(self) -> Any:
        """Not too large."""
        return check_size(self.cleaned_data.get("upload"))


class RatingForm(forms.Form):
    """How satisfied."""

    score = forms.TypedChoiceField(label=_("您对这次办理是否满意"), choices=SCORES, coerce=int, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("意见或者建议"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("评价不记名，请不要写入个人信息。"),
    )  # fmt: skip


class SignUp(SignupForm):  # type: ignore[misc]
    """An account of one's own, in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self, {"email": _("电子邮箱"), "password1": _("密码"), "password2": _("再输入一次密码")})
        self.fields["password1"].help_text = _("至少10个字符，不要用常见的密码。")


class SignIn(LoginForm):  # type: ignore[misc]
    """Signing in to it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self, {"login": _("电子邮箱"), "password": _("密码"), "remember": _("在这台设备上保持登录")})


def _in_our_words(form: Any, labels: dict[str, Any]) -> None:
    for name, field in form.fields.items():
        field.label = labels.get(name, field.label)
        field.help_text = ""
        field.widget.attrs.pop("placeholder", None)

"""Accounts are given, not taken: the clerk enters staff, nobody signs up."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class StaffAccounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in and password reset as allauth has them, without sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Nobody signs up."""
        return False


class SignIn(LoginForm):  # type: ignore[misc]
    """Signing in, in our words; the link for a forgotten password stands beside the button."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("用户名或电子邮箱")
        self.fields["password"].label = _("密码")
        if "remember" in self.fields:
            self.fields["remember"].label = _("在这台电脑上保持登录")
        for field in self.fields.values():
            field.help_text = ""
            field.widget.attrs.pop("placeholder", None)

"""Two kinds of accounts: staff are entered by the clerk; applicants may sign up on a public site, and never become staff."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm, ResetPasswordForm
from allauth.account.stages import EmailVerificationStage
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in and password reset as allauth has them; sign-up only through the page of a public site."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": format_lazy(
            _("连续多次登录不成功，请{minutes}分钟后再试；忘记密码的，可以先重置密码。"), minutes=settings.SIGN_IN_PAUSE_MINUTES
        )
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Only where the gate of a public site let the request in, and the installation has accounts for applicants."""
        return bool(settings.APPLICANT_ACCOUNTS and getattr(request, "site_agency", None))

    def new_user(self, request: HttpRequest) -> AbstractBaseUser:
        """Whoever signs up is an applicant."""
        user: AbstractBaseUser = super().new_user(request)
        user.is_public = True  # type: ignore[attr-defined]
        return user

    def populate_username(self, request: HttpRequest, user: AbstractBaseUser) -> None:  # noqa: ARG002 - allauth's signature
        """A name that says nothing: people sign in with their address."""
        user.username = f"applicant-{secrets.token_hex(12)}"  # type: ignore[attr-defined]

    def get_login_stages(self) -> list[str]:
        """The address is verified, of applicants alone: that of staff is known to the clerk who entered it."""
        ours = f"{__name__}.{ApplicantsAddress.__name__}"
        return [ours if path.endswith(".EmailVerificationStage") else path for path in super().get_login_stages()]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff go to their desk, applicants to their applications."""
        url: str = super().get_login_redirect_url(request)
        return _own_page(request) if request.user.is_public else url  # type: ignore[union-attr]

    def get_email_verification_redirect_url(self, email_address: Any) -> str:  # noqa: ARG002 - allauth's signature
        """After the link in the mail: to the site where the account was made."""
        return _own_page(self.request)


def _own_page(request: HttpRequest) -> str:
    """The page of own applications on the site that was last visited; the first page where that is not known."""
    slug = request.session.get("applicants.site", "")
    agency = Agency.objects.filter(slug=slug, hosting=True).first()
    return reverse("site:mine", args=[agency.slug]) if agency else reverse("home")


class ApplicantsAddress(EmailVerificationStage):  # type: ignore[misc]
    """An applicant's address must be verified before the first sign-in."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Let staff pass."""
        if self.login.user is not None and not self.login.user.is_public:
            return None, True
        found: tuple[HttpResponse | None, bool] = super().handle()
        return found


class AskReset(ResetPasswordForm):  # type: ignore[misc]
    """A link for a new password, in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("电子邮箱")
        self.fields["email"].widget.attrs.pop("placeholder", None)


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

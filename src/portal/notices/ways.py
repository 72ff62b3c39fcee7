"""The ways out: e-mail by SMTP, text messages by Alibaba Cloud's SendSms, WeChat template messages. One function each.

A way is there when the settings name it. What goes wrong raises :class:`NotSent` with a reason that names no address.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import smtplib
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage

from portal.notices.models import Way
from portal.notices.wording import Wording

#: Seconds to wait for a gateway.
_PATIENCE = 10
_TOKEN = "notices.wechat.token"  # noqa: S105 - the name of what is kept, not the thing


class NotSent(Exception):
    """A gateway did not take the notice. ``for_good``: it never will, for instance because the number does not exist."""

    def __init__(self, reason: str, *, for_good: bool = False) -> None:
        super().__init__(reason)
        self.for_good = for_good


def by_email(address: str, wording: Wording) -> None:
    """Send an e-mail. Raises :class:`NotSent`."""
    try:
        EmailMessage(wording.subject, wording.text, settings.DEFAULT_FROM_EMAIL, [address]).send()
    except smtplib.SMTPRecipientsRefused as error:
        raise NotSent("recipient refused", for_good=True) from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(type(error).__name__) from error


def by_sms(address: str, wording: Wording) -> None:
    """Send a text message through SendSms; the template has ``${number}`` and ``${what}``. Raises :class:`NotSent`.

    Requests are signed as the RPC interface of Alibaba Cloud asks (HMAC-SHA1 over the sorted parameters).
    """
    asked = {
        "AccessKeyId": settings.SMS_KEY, "Action": "SendSms", "Format": "JSON", "PhoneNumbers": address,
        "RegionId": "cn-hangzhou", "SignName": settings.SMS_SIGN, "SignatureMethod": "HMAC-SHA1",
        "SignatureNonce": secrets.token_hex(16), "SignatureVersion": "1.0", "TemplateCode": settings.SMS_TEMPLATE,
        "TemplateParam": json.dumps({"number": wording.number, "what": wording.short}, ensure_ascii=False),
        "Timestamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "Version": "2017-05-25",
    }  # fmt: skip
    answer = _posted(settings.SMS_URL, _form(asked | {"Signature": signature(asked, settings.SMS_SECRET)}))
    code = str(answer.get("Code", ""))
    if code != "OK":
        raise NotSent(code or "no code", for_good=code.startswith("isv.MOBILE"))


def by_wechat(address: str, wording: Wording) -> None:
    """Send a template message to an open id; the template has ``number``, ``what``, ``agency``. Raises :class:`NotSent`."""
    data = {"number": wording.number, "what": wording.short, "agency": wording.agency}
    message = {
        "touser": address, "template_id": settings.WECHAT_TEMPLATE, "url": wording.url,
        "data": {name: {"value": value} for name, value in data.items()},
    }  # fmt: skip
    for fresh in (False, True):
        path = "/cgi-bin/message/template/send?" + _form({"access_token": _token(fresh=fresh)})
        code = _wechat(path, message).get("errcode")
        if code not in (40001, 42001):  # the token is not, or no longer, valid
            break
    if code:
        raise NotSent(f"errcode {code}", for_good=code in (40003, 43004))  # no such open id, or no follower any more


def open_id_for(code: str) -> str:
    """The open id behind the code with which WeChat sends somebody back to us. Raises :class:`NotSent`."""
    asked = {
        "appid": settings.WECHAT_APP,
        "secret": settings.WECHAT_SECRET,
        "code": code,
        "grant_type": "authorization_code",
    }
    answer = _answered(urllib.request.Request(f"{settings.WECHAT_URL}/sns/oauth2/access_token?{_form(asked)}"))  # noqa: S310
    if not answer.get("openid"):
        raise NotSent(f"errcode {answer.get('errcode')}")
    return str(answer["openid"])


def ways() -> Mapping[str, Callable[[str, Wording], None]]:
    """The ways that the settings name."""
    found: dict[str, Callable[[str, Wording], None]] = {Way.EMAIL: by_email}
    if settings.SMS_KEY:
        found[Way.SMS] = by_sms
    if settings.WECHAT_APP:
        found[Way.WECHAT] = by_wechat
    return found


def signature(asked: Mapping[str, str], secret: str) -> str:
    """The signature of a request by POST to Alibaba Cloud's RPC interface."""
    signed = "POST&%2F&" + _quoted("&".join(f"{_quoted(name)}={_quoted(asked[name])}" for name in sorted(asked)))
    return base64.b64encode(hmac.new(f"{secret}&".encode(), signed.encode(), hashlib.sha1).digest()).decode()


def _quoted(text: str) -> str:
    return urllib.parse.quote(text, safe="~")


def _form(fields: Mapping[str, str]) -> str:
    return urllib.parse.urlencode(fields, quote_via=urllib.parse.quote)


def _token(*, fresh: bool) -> str:
    """The access token of our WeChat account, kept until it ends."""
    kept = None if fresh else cache.get(_TOKEN)
    if kept:
        return str(kept)
    asked = {"grant_type": "client_credential", "appid": settings.WECHAT_APP, "secret": settings.WECHAT_SECRET}
    answer = _wechat("/cgi-bin/stable_token", asked | {"force_refresh": fresh})
    if not answer.get("access_token"):
        raise NotSent(f"errcode {answer.get('errcode')}")
    cache.set(_TOKEN, answer["access_token"], max(60, int(answer.get("expires_in", 0)) - 300))
    return str(answer["access_token"])


def _wechat(path: str, content: Mapping[str, Any]) -> Mapping[str, Any]:
    return _posted(settings.WECHAT_URL + path, json.dumps(content, ensure_ascii=False), "application/json")


def _posted(url: str, content: str, kind: str = "application/x-www-form-urlencoded") -> Mapping[str, Any]:
    return _answered(urllib.request.Request(url, content.encode(), {"Content-Type": kind}))  # noqa: S310 - from the settings


def _answered(request: urllib.request.Request) -> Mapping[str, Any]:
    """The JSON that a gateway answers, errors too. Raises :class:`NotSent` where it answers none."""
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310 - the address is a setting
            read = answer.read(65536)
    except urllib.error.HTTPError as error:
        read = error.read(65536)
    except OSError as error:
        raise NotSent(type(error).__name__) from error
    try:
        found = json.loads(read)
    except ValueError as error:
        raise NotSent("no JSON") from error
    if not isinstance(found, dict):
        raise NotSent("no JSON object")
    return found

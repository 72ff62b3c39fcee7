"""Receipt numbers and secrets: what an applicant takes home to follow an application without an account."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import date

from django.conf import settings
from django.db.models import Max

from disclosure.letters import template, templates
from portal.agencies.models import Agency
from portal.applications.models import Application, Letter
from portal.applications.sealing.keys import stored_key

#: Letters and digits that are not taken for one another when read aloud or off paper.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_SECRET_LENGTH = 10


def new_token() -> str:
    """A fresh token for one form."""
    return secrets.token_urlsafe(24)


def token_hash(token: str) -> str:
    """What is stored of a form's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def secret_for(token: str) -> str:
    """The secret that belongs to a form's token, so that a form sent twice shows the same one and none has to be stored."""
    digest = hmac.new(settings.SECRET_KEY.encode(), f"gongkai.receipt:{token}".encode(), hashlib.sha256).digest()
    number = int.from_bytes(digest, "big")
    letters = []
    for _place in range(_SECRET_LENGTH):
        number, rest = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[rest])
    return "".join(letters)


def shown(secret: str) -> str:
    """The secret in two halves: ABCDE-FGHJK."""
    half = _SECRET_LENGTH // 2
    return f"{secret[:half]}-{secret[half:]}"


def bare(written: str) -> str:
    """A secret as somebody typed it: without blanks and hyphens, in capitals."""
    return "".join(letter for letter in written.upper() if letter.isalnum())


def hashed(secret: str) -> str:
    """What is stored of a secret: a keyed hash with a salt, so that the database alone is no help in guessing."""
    salt = secrets.token_hex(8)
    return f"{salt}${_keyed(salt, secret)}"


def fits(written: str, stored: str) -> bool:
    """Whether what somebody typed is the secret."""
    salt, _dollar, digest = stored.partition("$")
    return hmac.compare_digest(_keyed(salt, bare(written)), digest)


def _keyed(salt: str, secret: str) -> str:
    return hmac.new(stored_key("receipts"), f"gongkai.secret:{salt}:{secret}".encode(), hashlib.sha256).hexdigest()


def next_receipt_number(agency: Agency, day: date) -> str:
    """The next number of the day: 20240908-001. The caller holds the lock on the agency's row."""
    prefix = f"{day:%Y%m%d}-"
    taken = Application.objects.filter(agency=agency, receipt_number__startswith=prefix).values_list("receipt_number", flat=True)
    last = max((int(number.removeprefix(prefix)) for number in taken), default=0)
    return f"{prefix}{last + 1:03}"


def next_serial(agency: Agency, kind: str, year: int) -> int:
    """The next number of a kind of letter, and of those that share its run, in a year.

    The caller holds the lock on the agency's row.
    """
    series = template(kind).series
    alike = [each.kind for each in templates().values() if each.series == series]
    letters = Letter.objects.filter(application__agency=agency, kind__in=alike, year=year)
    last = int(letters.aggregate(last=Max("serial"))["last"] or 0)
    # Answers on correcting records are numbered in one run, whether written inside an application or not.
    apart = agency.records_corrections.filter(year=year).aggregate(last=Max("serial"))["last"] or 0
    return max(last, int(apart) if series == "records_correction" else 0) + 1

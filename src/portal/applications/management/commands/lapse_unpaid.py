"""``gongkai manage lapse_unpaid``: applications whose fee was not paid in time lapse; a timer calls it daily."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from portal.agencies.models import Agency
from portal.applications.fees.lapse import lapse_unpaid
from portal.today import today


class Command(BaseCommand):
    """Let lapse what lapsed."""

    help = "Applications whose processing fee was not paid in time are given up (逾期未缴费的申请视为放弃)."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Go through all agencies, and say how many."""
        lapsed = sum(len(lapse_unpaid(agency, today())) for agency in Agency.objects.order_by("pk"))
        self.stdout.write(_("逾期未缴费而视为放弃的申请：%(lapsed)s件。") % {"lapsed": lapsed})

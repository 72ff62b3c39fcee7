"""``gongkai manage send_notices``: send the notices to applicants that wait; a timer calls it every few minutes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from portal.notices.sending import send_due


class Command(BaseCommand):
    """Send what is due."""

    help = "Send the notices to applicants that wait (发出待发的通知)."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Send, and say how many."""
        sent, failed = send_due()
        self.stdout.write(_("已发出%(sent)s条，%(failed)s条没有发出，稍后再试。") % {"sent": sent, "failed": failed})

"""``gongkai manage upkeep``: what is due by itself every day; a timer calls it after midnight."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from portal.agencies.models import Agency
from portal.applications.fees.lapse import lapse_unpaid
from portal.applications.privacy.upkeep import clear_expired
from portal.today import today


class Command(BaseCommand):
    """Let lapse what lapsed, and clear what expired."""

    help = "Unpaid applications lapse (逾期未缴费的申请视为放弃); expired sessions, unsent forms and uploads are cleared."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Go through all agencies, and say how many of what."""
        lapsed = sum(len(lapse_unpaid(agency, today())) for agency in Agency.objects.order_by("pk"))
        self.stdout.write(_("逾期未缴费而视为放弃的申请：%(lapsed)s件。") % {"lapsed": lapsed})
        self.stdout.write(
            _(
                "已清除：过期的登录和填写状态%(sessions)s个、没有提交的附件%(drafts)s个、没有导入的表格%(tables)s个、查询失败记录%(attempts)s条。"
            )
            % clear_expired()
        )

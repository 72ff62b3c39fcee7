"""``gongkai manage rotate_keys``: bring everything under the key in force, after ``GONGKAI_FIELD_KEY`` was changed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal.applications.sealing.fields import UnreadableFieldError
from portal.applications.sealing.rotation import rotate


class Command(BaseCommand):
    """Change what the former key encrypted."""

    help = "Bring everything under the new field key (更换加密密钥); name the former one in GONGKAI_FIELD_KEYS_BEFORE."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Change, and say how much."""
        try:
            keys, columns = rotate()
        except UnreadableFieldError as error:
            said = _("有内容用现在和以前的密钥都读不出来，没有改动。请在 GONGKAI_FIELD_KEYS_BEFORE 中写上以前的密钥。")
            raise CommandError(said) from error
        said = _("已更换：%(keys)s个密钥重新封装，%(columns)s行重新加密。现在可以去掉 GONGKAI_FIELD_KEYS_BEFORE。")
        self.stdout.write(said % {"keys": keys, "columns": columns})

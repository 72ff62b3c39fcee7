"""``gongkai manage rebuild_search``: make the terms of all documents again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from portal.search.index import rebuild


class Command(BaseCommand):
    """Needed after a change of how terms are made, and after restoring the documents without the index."""

    help = "重建全文检索索引。"

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        """Rebuild and say how many documents there are."""
        self.stdout.write(_("已重建检索索引，共%(count)s篇。") % {"count": rebuild()})

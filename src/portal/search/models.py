"""The documents that can be found, whatever room they stand in. Their terms lie beside, in a table of the database's own kind."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency


class SearchDoc(models.Model):
    """One page of a public site as the index knows it; ``kind`` and ``object_id`` say whose it is."""

    kind = models.CharField(max_length=30)
    object_id = models.BigIntegerField()
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+", verbose_name=_("机关"))
    title = models.CharField(_("标题"), max_length=300)
    body = models.TextField(_("正文"), blank=True)
    numbers = models.JSONField(_("编号"), default=list)
    #: A word about its validity that the result shows: 已废止.
    mark = models.CharField(max_length=40, blank=True)
    url = models.CharField(max_length=300)
    published_on = models.DateField(_("发布日期"))
    year = models.PositiveSmallIntegerField(_("年份"))

    class Meta:
        db_table = "search_doc"
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="one_search_doc_per_object")]
        indexes = [models.Index(fields=["agency", "-published_on", "-id"], name="search_doc_newest")]

    def __str__(self) -> str:
        return self.title

"""Items: the information that is disclosed (公开的政府信息), and the files that belong to it."""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePosixPath
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from portal.publishing.models.column import Column
from portal.publishing.reference import topic_label
from portal.today import now


class Status(models.TextChoices):
    """Where an item stands on its way to the public."""

    DRAFT = "draft", _("草稿")
    IN_REVIEW = "in_review", _("审核中")
    RETURNED = "returned", _("已退回")
    RELEASED = "released", _("已发布")
    WITHDRAWN = "withdrawn", _("已撤下")
    MERGED = "merged", _("已并入原信息")


class Validity(models.TextChoices):
    """Whether a document is in force (有效性); blank for what is no document."""

    IN_FORCE = "in_force", _("现行有效")
    REPEALED = "repealed", _("已废止")
    EXPIRED = "expired", _("已失效")


#: What the text on the pages of an item is bound to: a change of any of these after a review undoes the review. Day of
#: publication and validity are left out: they are set by acts of their own.
REVIEWED = (
    "title", "body", "summary", "keywords", "index_number", "document_number", "item_class", "topic", "produced_on", "unit",
    "column_id", "interpretation_of_id", "source_system", "source_address", "source_number",
)  # fmt: skip


class Item(models.Model):
    """One piece of disclosed information with the attributes that the law and the platforms want.

    ``source_system`` says where it lives; blank: here. ``body`` is HTML that went through ``portal.publishing.cleaning``.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="items", verbose_name=_("机关"))
    column = models.ForeignKey(Column, models.PROTECT, related_name="items", verbose_name=_("栏目"))
    title = models.CharField(_("标题"), max_length=200)
    body = models.TextField(_("正文"), blank=True)
    summary = models.TextField(_("内容概述"), max_length=300, blank=True)
    keywords = models.CharField(_("关键词"), max_length=100, blank=True, help_text=_("多个用空格分开。"))

    index_number = models.CharField(_("索引号"), max_length=60, blank=True, help_text=_("留空则在提交时自动编号。"))
    document_number = models.CharField(_("文号"), max_length=60, blank=True, help_text=_("如：青政发〔2026〕3号。没有则留空。"))
    item_class = models.CharField(_("信息类别"), max_length=40, blank=True, help_text=_("如：本级政府文件、公告公示、部门动态。"))
    topic = models.CharField(_("法定公开事项"), max_length=10, blank=True)
    produced_on = models.DateField(_("形成日期"), null=True, blank=True)
    published_on = models.DateField(_("发布日期"), null=True, blank=True)
    unit = models.CharField(_("信息产生单位"), max_length=50, blank=True)
    validity = models.CharField(_("有效性"), max_length=10, choices=Validity, blank=True)
    validity_reason = models.CharField(_("废止或失效的依据"), max_length=200, blank=True)
    interpretation_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="interpretations", verbose_name=_("解读的文件")
    )

    source_system = models.CharField(_("所在平台"), max_length=60, blank=True, help_text=_("留空表示在本程序发布。"))
    source_address = models.CharField(_("在该平台的网址"), max_length=500, blank=True)
    source_number = models.CharField(_("在该平台的编号"), max_length=100, blank=True)
    import_run = models.ForeignKey(
        "publishing.ImportRun", models.PROTECT, null=True, blank=True, related_name="items", verbose_name=_("导入批次")
    )

    status = models.CharField(_("状态"), max_length=10, choices=Status, default=Status.DRAFT)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("起草人"))
    #: Everybody who wrote on it: none of them reviews or releases it.
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("参与起草"))
    #: How often it was handed in; acts of earlier rounds do not count.
    round = models.PositiveSmallIntegerField(_("送审轮次"), default=0)
    #: Raised by every act, so that of two acts on the same state only one goes through.
    version = models.PositiveIntegerField(default=0)
    withdrawn_on = models.DateField(_("撤下日期"), null=True, blank=True)
    withdrawal_reason = models.CharField(_("撤下原因"), max_length=200, blank=True)
    #: The released item whose correction this draft is; on release it takes the other's place.
    revises = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="revisions", verbose_name=_("更正的信息")
    )
    created_at = models.DateTimeField(_("建立时间"), default=now, editable=False)
    changed_at = models.DateTimeField(_("修改时间"), auto_now=True)

    class Meta:
        verbose_name = _("公开的政府信息")
        verbose_name_plural = _("公开的政府信息")
        ordering = ["-published_on", "-pk"]
        indexes = [
            models.Index(fields=["agency", "status", "-published_on"], name="item_by_day"),
            models.Index(fields=["column", "status", "-published_on"], name="item_by_column"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "index_number"],
                condition=~Q(index_number="") & Q(revises=None),
                name="one_item_per_index_number",
            ),
            models.UniqueConstraint(
                fields=["agency", "source_system", "source_number"],
                condition=~Q(source_number="") & Q(revises=None),
                name="one_item_per_source_number",
            ),
            models.UniqueConstraint(
                fields=["agency", "source_address"],
                condition=~Q(source_address="") & Q(revises=None),
                name="one_item_per_source_address",
            ),
            models.CheckConstraint(
                condition=~Q(status="released") | Q(published_on__isnull=False), name="released_item_has_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page on the agency's public site."""
        return reverse("site:item", args=[self.agency.slug, self.pk])

    @property
    def record_id(self) -> str:
        """What figures call it: ``item:5``."""
        return f"item:{self.pk}"

    @property
    def topic_label(self) -> str:
        """The statutory topic in words; empty without one."""
        return topic_label(self.topic) if self.topic else ""

    @property
    def is_out_of_force(self) -> bool:
        """Whether its page carries the mark of repeal or expiry."""
        return self.validity in (Validity.REPEALED, Validity.EXPIRED)

    @property
    def is_elsewhere(self) -> bool:
        """Whether it lives on another platform."""
        return bool(self.source_system)

    def content(self) -> dict[str, Any]:
        """What a review binds: the reviewed fields and the files, as JSON values."""
        fields = {name: _plain(getattr(self, name)) for name in REVIEWED}
        files = [[file.name, file.digest] for file in self.attachments.order_by("pk")] if self.pk else []
        return {**fields, "attachments": files}

    def content_hash(self) -> str:
        """SHA-256 over :meth:`content`."""
        return hashlib.sha256(json.dumps(self.content(), ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def attachment_path(attachment: Attachment, name: str) -> str:
    """Where an uploaded file is kept."""
    return f"items/{attachment.item_id}/{unguessable(name)}"


def unguessable(name: str) -> str:
    """A file name that says nothing but the suffix of ``name``, and cannot be guessed."""
    return f"{uuid4().hex}{PurePosixPath(name).suffix.lower()[:10]}"


class Attachment(models.Model):
    """A file that belongs to an item (附件)."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="attachments", verbose_name=_("信息"))
    file = models.FileField(_("文件"), upload_to=attachment_path)
    name = models.CharField(_("文件名"), max_length=150)
    size = models.PositiveIntegerField(_("大小（字节）"))
    digest = models.CharField(max_length=64)
    #: The words in it, where its kind can be read: for the search for personal numbers, and for full text.
    text = models.TextField(blank=True)
    #: Whether its words could be read; what could not has to be looked through by a person.
    was_read = models.BooleanField(default=False)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("附件")
        verbose_name_plural = _("附件")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def suffix(self) -> str:
        """Its kind for readers: ``PDF``."""
        return PurePosixPath(self.name).suffix.lstrip(".").upper()

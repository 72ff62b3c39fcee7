"""Agencies (行政机关) in their tree, the people who work there, and in which roles."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """Level of an agency (层级)."""

    PROVINCE = "province", _("省级")
    CITY = "city", _("市级")
    COUNTY = "county", _("县级政府")
    COUNTY_DEPARTMENT = "county_department", _("县级部门")
    TOWNSHIP = "township", _("乡镇、街道")


class AgencyQuerySet(models.QuerySet["Agency"]):
    """Queries over agencies."""

    def on(self, day: date) -> AgencyQuerySet:
        """The agencies that exist on a day."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))

    def below(self, agency: Agency) -> AgencyQuerySet:
        """The agencies directly and indirectly below one, itself left out."""
        found: set[int] = set()
        level = {agency.pk}
        while level:
            level = set(self.model.objects.filter(parent_id__in=level).values_list("pk", flat=True)) - found
            found |= level
        return self.filter(pk__in=found)


class Agency(models.Model):
    """An agency with a duty to disclose (行政机关), valid from a day to a day; a merged one names its successor."""

    slug = models.SlugField(_("网址名"), unique=True, help_text=_("网址中的名字，只用小写字母、数字和连字符。"))
    code = models.CharField(_("机构代码"), max_length=32, unique=True)
    name = models.CharField(_("机关名称"), max_length=100)
    short_name = models.CharField(_("简称"), max_length=40)
    level = models.CharField(_("层级"), max_length=20, choices=Level, default=Level.TOWNSHIP)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级机关"))
    valid_from = models.DateField(_("设立日期"), null=True, blank=True)
    valid_to = models.DateField(_("撤销日期"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("承继机关")
    )
    hosting = models.BooleanField(_("由本程序承载公开网站"), default=True)

    disclosure_office = models.CharField(_("政府信息公开工作机构"), max_length=100, blank=True)
    address = models.CharField(_("办公地址"), max_length=200, blank=True)
    postcode = models.CharField(_("邮政编码"), max_length=6, blank=True)
    phone = models.CharField(_("联系电话"), max_length=40, blank=True, help_text=_("办公电话，会公开。"))
    fax = models.CharField(_("传真号码"), max_length=40, blank=True)
    email = models.EmailField(_("电子邮箱"), blank=True)
    office_hours = models.CharField(_("办公时间"), max_length=100, blank=True)
    functions = models.TextField(_("机关职能"), blank=True)
    #: Document numbers of replies: 「〈代字〉公复〔2026〕3号」.
    document_prefix = models.CharField(_("发文代字"), max_length=20, blank=True)
    reconsideration_organ = models.CharField(_("行政复议机关"), max_length=100, blank=True)
    court = models.CharField(_("管辖法院"), max_length=100, blank=True)
    reconsideration_online = models.CharField(_("网上申请行政复议的途径"), max_length=200, blank=True)
    #: Keys of a region's rules of wording that its letters follow (disclosure.letters.wordings).
    letter_wordings = models.JSONField(_("文书用语规则"), default=list, blank=True)
    #: Fewest distinct people in a review, and whether online receipts are confirmed by themselves (第三十一条第三项).
    reviewers_needed = models.PositiveSmallIntegerField(_("审核最少人数"), default=3)
    confirms_automatically = models.BooleanField(_("网上申请自动确认收到"), default=False)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("行政机关")
        verbose_name_plural = _("行政机关")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The front page of its public site."""
        return reverse("site:home", args=[self.slug])


class Person(AbstractUser):
    """Somebody who works in an office (工作人员); or, ``is_public``, an applicant with an account, who never works in one.

    The public needs no account. Once an account is an applicant's it stays one: no role is given to it, and one that stood in the
    database all the same would count nowhere.
    """

    name = models.CharField(_("姓名"), max_length=50, blank=True)
    is_public = models.BooleanField(_("申请人账号"), default=False, editable=False)

    class Meta:
        verbose_name = _("工作人员")
        verbose_name_plural = _("工作人员")

    def __str__(self) -> str:
        return self.name or self.username


class Role(models.TextChoices):
    """What somebody does in an agency (角色)."""

    CLERK = "clerk", _("专职人员")
    CONTRIBUTOR = "contributor", _("信息员")
    REVIEWER = "reviewer", _("审核人")
    LEADER = "leader", _("分管领导")
    SUPERVISOR = "supervisor", _("主管部门")


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Queries over memberships."""

    def current(self, day: date) -> MembershipQuerySet:
        """The memberships that hold on a day; never one of an applicant's account."""
        return self.filter(person__is_public=False).filter(Q(since=None) | Q(since__lte=day), Q(until=None) | Q(until__gte=day))


class Membership(models.Model):
    """A person's role in an agency, from a day to a day."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships", verbose_name=_("工作人员"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="memberships", verbose_name=_("机关"))
    role = models.CharField(_("角色"), max_length=20, choices=Role)
    unit = models.CharField(_("部门"), max_length=50, blank=True)
    since = models.DateField(_("开始日期"), null=True, blank=True)
    until = models.DateField(_("结束日期"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("任职")
        verbose_name_plural = _("任职")
        constraints = [models.UniqueConstraint(fields=["person", "agency", "role"], name="one_membership_per_role")]

    def __str__(self) -> str:
        return f"{self.person} · {self.agency} · {self.get_role_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give the role. Raises :class:`PermissionDenied` for an applicant's account."""
        if self.person.is_public:
            raise PermissionDenied
        super().save(*args, **kwargs)
